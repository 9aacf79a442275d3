"""Files of catalogues that somebody broke on purpose: refused as they should be, or read."""

import io
import json
import random
import time
import tracemalloc
from collections import deque
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.catalogues.samples import SAMPLES, File, found, head, read
from tests.formats.hostile import mutants, tried

from lookback.errors import InputRefused
from lookback.film.finding import Findable
from lookback.film.gate import OPEN
from lookback.film.page import Passage
from lookback.film.record import Value
from lookback.film.slug import parse_slug
from lookback.formats.catalogues.base import Catalogue, Head, Told
from lookback.formats.catalogues.statements import find_open
from lookback.formats.catalogues.table import CATALOGUES, catalogue_named, claimant
from lookback.formats.catalogues.themes import ThemeHierarchy

COUNT: Final = 60
LENGTH: Final = 100_000
SLOWEST_CPU_SECONDS: Final = 1.5
MOST_MEMORY: Final = 60_000_000
KINDS: Final = tuple(known.name for known in CATALOGUES)


def named(person: str) -> str:
    """Names for everybody whose number is odd."""
    return f"Ida {person[-1:]}x" if person[-1:] in {"1", "3", "5", "7", "9"} else ""


class Trickle(io.RawIOBase):
    """A file that gives a few bytes at a time, as one that is being unpacked does."""

    def __init__(self, data: bytes, seed: int) -> None:
        super().__init__()
        self.data = io.BytesIO(data)
        self.rng = random.Random(seed)  # noqa: S311 - no secret

    def read(self, size: int = -1) -> bytes:
        """Fewer than were asked for."""
        return self.data.read(min(size, self.rng.randrange(1, 40)))


def checked(kind: Catalogue, told: Told) -> None:
    """Look at whether a row can be so."""
    assert parse_slug(told.key) == told.key or told.key.startswith("nm")
    told.says.encode()
    assert "\0" not in told.says
    assert told.part >= 0
    stated(kind, told.says)


def stated(kind: Catalogue, says: str) -> None:
    """Look at whether what a row states can be so, and is found by no more than that."""
    passages = list(kind.passages(says, named))
    for one in passages:
        assert one.line == 0
        written(one)
    film = Findable(1, "a")
    find_open([one for one in passages if one.gate == OPEN], film)
    assert found(kind, says, named) == film


def written(passage: Passage) -> None:
    """A value has one written form, which reads as the value."""
    text = str(passage.says)
    assert text.strip()
    text.encode()
    if isinstance(passage.says, Value):
        assert type(passage.says).parse(text) == passage.says


def outcome(kind: Catalogue, data: bytes, seed: int = 0) -> list[Told] | InputRefused:
    """What came of a file, after a look at whether it can be so."""
    file = Trickle(data, seed) if seed else io.BytesIO(data)
    rows: list[Told] = []

    def all_of_it() -> None:
        told = kind.rows(file)  # type: ignore[arg-type] # it is read, and no more
        rows.extend(row for row in told if isinstance(row, Told))

    _, refused = tried(all_of_it)
    for row in rows:
        checked(kind, row)
    if refused is None:
        return rows
    assert refused.expected
    assert refused.line >= 1
    return refused


@given(st.sampled_from(CATALOGUES), st.binary(max_size=300), st.sampled_from(SAMPLES))
def test_any_bytes_are_read_or_refused(kind: Catalogue, data: bytes, sample: File) -> None:
    outcome(kind, data)
    # A whole first line, and then anything.
    outcome(kind, sample[2].partition(b"\n")[0] + b"\n" + data)


@given(st.binary(max_size=300), st.sampled_from(["", "[", "{", "<", "[{", '{"a":', "a\n===\n"]))
def test_any_beginning_is_claimed_or_not(data: bytes, start: str) -> None:
    tried(lambda: claimant(Head("a", start.encode() + data)))


@given(st.sampled_from(SAMPLES), st.data())
@settings(max_examples=250, deadline=None)
def test_a_file_cut_flipped_or_repeated_is_read_or_refused(
    sample: File, data: st.DataObject
) -> None:
    kind, content = catalogue_named(sample[0]), sample[2]
    at = data.draw(st.integers(0, len(content) - 1))
    flipped = bytes([content[at] ^ 1 << data.draw(st.integers(0, 7))])
    for broken in (
        content[:at],
        content[at:],
        content[:at] + flipped + content[at + 1 :],
        content[:at] + content,
        content[:at] + b"\0" + content[at:],
    ):
        outcome(kind, broken)
        tried(lambda broken=broken: claimant(head("a", broken)))  # type: ignore[misc] # bound now


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one[1])
def test_a_file_cut_at_any_byte_is_read_as_far_as_it_goes_or_refused(sample: File) -> None:
    kind, content = catalogue_named(sample[0]), sample[2]
    whole = outcome(kind, content)
    assert isinstance(whole, list)
    for at in range(0, len(content), 7):
        came = outcome(kind, content[:at])
        if isinstance(came, list) and kind.name != "movielens-ratings":
            assert len(came) <= len(whole)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one[1])
def test_a_file_that_comes_in_small_pieces_is_read_all_the_same(sample: File) -> None:
    kind = catalogue_named(sample[0])
    assert outcome(kind, sample[2], seed=3) == outcome(kind, sample[2])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one[1])
def test_a_broken_file_is_refused_with_its_line_or_read(sample: File) -> None:
    kind = catalogue_named(sample[0])
    for data in mutants((sample[2],), COUNT, seed=7):
        outcome(kind, data)
        tried(lambda data=data: claimant(head("a", data)))  # type: ignore[misc] # bound now
        tried(lambda data=data: list(ThemeHierarchy().rows(io.BytesIO(data))))  # type: ignore[misc] # so


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be", "cp037", "utf-7"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one[1])
def test_another_encoding_is_read_or_refused(sample: File, encoding: str) -> None:
    data = sample[2].decode().encode(encoding, "replace")
    outcome(catalogue_named(sample[0]), data)


@given(st.sampled_from(CATALOGUES), st.text(max_size=200))
def test_anything_that_somebody_made_of_a_kept_row_is_read(kind: Catalogue, says: str) -> None:
    stated(kind, says)


@given(st.sampled_from(SAMPLES), st.data())
@settings(max_examples=200, deadline=None)
def test_a_kept_row_that_somebody_edited_is_read_and_found_by_what_it_shows(
    sample: File, data: st.DataObject
) -> None:
    kind = catalogue_named(sample[0])
    says = data.draw(st.sampled_from(read(sample[0], sample[2]))).says
    at = data.draw(st.integers(0, len(says)))
    end = data.draw(st.integers(at, len(says)))
    piece = data.draw(st.one_of(st.text(max_size=5), st.sampled_from(["\t", "\n", "0", "[", "]"])))
    stated(kind, says[:at] + piece + says[end:])


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.sampled_from([one for one in SAMPLES if one[2][:1] in b"[{"]), st.data())
@settings(max_examples=200, deadline=None)
def test_a_value_of_another_type_is_read_or_refused(sample: File, data: st.DataObject) -> None:
    kind = catalogue_named(sample[0])
    if kind.name in {"tmdb-ids", "wikidata"} or sample[1].endswith("l"):
        return
    item = json.loads(sample[2])
    item = item[0] if isinstance(item, list) else item
    at = item
    while True:
        key = data.draw(st.sampled_from(sorted(at)))
        inside = at[key][0] if isinstance(at[key], list) and at[key] else at[key]
        if not isinstance(inside, dict) or not inside or data.draw(st.booleans()):
            break
        at = inside
    at[key] = data.draw(JSON)
    outcome(kind, json.dumps(item).encode())


UNITS: Final = (
    b"a", b"\t", b",", b'"', b"[", b"{", b"]", b"}", b'{"a":', b"[[", b"<", b"<a>", b"<script",
    b'<script type="application/ld+json">', b"<!--", b"{},", b"{}\n", b"\n", b"\r", b"=\n", b"'",
    b"a\n===\n", b"\\", b"\\u0041", b"1", b" ", b"\xe6\x89\x89", b"(", b" (a)", b". A", b"</movie>",
    b":: A\n", b"[a\n",
)  # fmt: skip


@pytest.mark.parametrize("kind", CATALOGUES, ids=lambda known: known.name)
def test_no_file_takes_long_to_look_at_to_read_or_to_refuse(kind: Catalogue) -> None:
    starts = [data for name, _, data in SAMPLES if name == kind.name]
    for unit in UNITS:
        for start in (starts[0].partition(b"\n")[0] + b"\n", starts[0][:-12]):
            data = start + unit * (LENGTH // len(unit))
            began = time.process_time()
            outcome(kind, data)
            tried(lambda data=data: kind.claims(head("a", data)))  # type: ignore[misc] # bound now
            assert time.process_time() - began < SLOWEST_CPU_SECONDS, unit


class Endless(io.RawIOBase):
    """A file that says one thing again and again, without an end in sight."""

    def __init__(self, start: bytes, unit: bytes, size: int) -> None:
        super().__init__()
        self.start, self.unit, self.left = start, unit * (100_000 // len(unit)), size

    def read(self, size: int = -1) -> bytes:
        """As much as there is in memory."""
        data, self.start = self.start or self.unit, b""
        self.left -= len(data)
        assert size > 0
        return data if self.left > 0 else b""


@pytest.mark.parametrize("unit", [b"a", b"[", b"{", b'"', b" ", b"\xe6\x89\x89"], ids=repr)
@pytest.mark.parametrize("kind", CATALOGUES, ids=lambda known: known.name)
def test_an_endless_line_is_refused_before_it_takes_memory(kind: Catalogue, unit: bytes) -> None:
    start = next(data for name, _, data in SAMPLES if name == kind.name).partition(b"\n")[0]
    file = Endless(start + b"\n", unit, 60_000_000)
    tracemalloc.start()
    try:
        _, refused = tried(lambda: deque(kind.rows(file), 0))  # type: ignore[arg-type] # read
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refused is not None or unit == b" "
    assert peak < MOST_MEMORY


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one[1])
def test_rows_come_before_the_file_has_been_read_to_its_end(sample: File) -> None:
    kind, content = catalogue_named(sample[0]), sample[2]
    begins, _, rest = content.partition(b"\n")
    if content[:1] == b"[" and kind.name != "wikidata":
        begins, rest = b"[", content.strip()[1:-1] + b","
    elif content[:1] == b"{" or kind.name == "themes":
        begins, rest = b"", content + b"\n"
    # These are one row, or can only count when all has been read.
    if kind.name in {"kodi-nfo", "movielens-ratings"} or rest == b"" or sample[1] == "film.html":
        return
    size = 50_000_000
    file = Endless(begins + b"\n", rest, size)
    next(row for row in kind.rows(file) if isinstance(row, Told))  # type: ignore[arg-type] # read
    assert size - file.left < 1_000_000
