"""Hostile input: 10,000 broken inputs for each parser, and what takes long to read.

All inputs are read. Rendering takes longer than reading, so only every tenth page that was
taken is also rendered, which keeps this file below a minute and a half on one core.
"""

import json
import re
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from tests.formats.hostile import (
    OUTLINES,
    PAGES,
    PAYLOADS,
    SMALL_PAGE,
    STARTS,
    UNITS,
    Html,
    mutants,
    repeated,
    shortened,
    tried,
    zips,
)

from lookback.errors import InputRefused
from lookback.faces.cli import main
from lookback.faces.web.assets import Assets
from lookback.faces.web.pages import Renderer
from lookback.film.gate import Gate
from lookback.film.moment import Moment
from lookback.film.page import Page, same_but_lines
from lookback.film.progress import FINISHED, NOTHING, Watched
from lookback.film.prose import Prose
from lookback.firewall.view import clear
from lookback.formats.base import LARGEST, Format, Source
from lookback.formats.compose import compose
from lookback.formats.document import Document
from lookback.formats.front_matter import Mapping, read_front_matter
from lookback.formats.markdown import Markdown
from lookback.formats.outline import Outline
from lookback.formats.table import sniff
from lookback.guide.intake import gather

COUNT: Final = 10_000
STRIDE: Final = 10
SLOWEST_CPU_SECONDS: Final = 20.0
"""More than any page takes on any machine, less than the square of its length would."""
RENDERER: Final = Renderer(Assets())
SAMPLES: Final = (SMALL_PAGE.encode(), *map(shortened, range(3 * len(PAGES))))


def taken(data: bytes, known: Format) -> Page | None:
    """The page that was read, or nothing where it was refused as it should be."""
    reading, refused = tried(lambda: known.read(Source("page", data).text()))
    assert refused is None or (refused.code and refused.expected and refused.line >= 1)
    return reading.page if reading else None


def rendered(page: Page) -> str:
    """The page for everyone and for those who have finished, one after the other."""
    start, finished = clear(page, NOTHING), clear(page, Watched({page.slug: FINISHED}))
    return RENDERER.film(start, start, finished=False) + RENDERER.film(
        finished, start, finished=True
    )


def assert_nothing_runs(html: str) -> None:
    read = Html(html)
    assert not read.forbidden
    assert len(read.scripts) == 6
    for attributes, text in read.scripts:
        if attributes.get("type") == "application/ld+json":
            assert "<" not in text
            assert json.loads(text)["@type"] == "Movie"
        else:
            assert str(attributes["src"]).startswith("/static/")
            assert not text


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick=a>", "<p style=a>", "<img src=/a>", "<a href='javascript:a'>", "<iframe>",
        "<a href='//evil.example'>", "<form action='data:a'>", "<!-- a -->", "<svg><image>",
    ],
)  # fmt: skip
def test_markup_that_could_run_would_be_noticed(html: str) -> None:
    assert Html(html).forbidden


@pytest.mark.parametrize(
    ("known", "samples"),
    [(Markdown(), SAMPLES), (Outline(), OUTLINES)],
    ids=["markdown", "outline"],
)
def test_a_broken_page_is_refused_with_its_line_or_makes_a_page_that_runs_nothing(
    known: Format, samples: tuple[bytes, ...]
) -> None:
    pages = refused = 0
    for data in mutants(samples, COUNT, seed=1):
        page = taken(data, known)
        refused += page is None
        pages += page is not None
        if page is not None and pages % STRIDE == 0:
            assert_nothing_runs(rendered(page))
    assert pages > COUNT / 10
    assert refused > COUNT / 100


@pytest.mark.parametrize("known", [Markdown(), Outline()], ids=["markdown", "outline"])
@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_markup_in_every_field_and_section_runs_nothing(known: Format, payload: str) -> None:
    text = SMALL_PAGE if known.name == "markdown" else OUTLINES[-1].decode()
    lines = text.split("\n")
    # Every payload comes to a third of the lines, and every line gets a third of the payloads.
    for index, line in enumerate(lines[PAYLOADS.index(payload) % 3 :: 3]):
        for hostile in (f"{line} {payload}", line.rpartition(": ")[0] + f": {payload}", payload):
            changed = "\n".join([hostile if one is line else one for one in lines])
            page = taken(changed.encode("utf-8", "surrogatepass"), known)
            if page is not None and index % 3 == 0:
                assert_nothing_runs(rendered(page))


def test_broken_front_matter_is_refused_with_its_line_or_gives_plain_words() -> None:
    records = tuple(
        Document.parse(page.decode("utf-8", "ignore")).front_matter.encode() for page in SAMPLES
    )
    mappings = 0
    for data in mutants(records, COUNT, seed=2):
        read, refused = tried(partial(read_front_matter, data.decode("utf-8", "replace")))
        assert isinstance(read, Mapping) or (refused and refused.line >= 1 and refused.expected)
        mappings += read is not None
    assert mappings > COUNT / 100


@pytest.mark.parametrize(
    ("parse", "samples"),
    [
        (Moment.parse, (b"0:32", b"0:32:10", b"start", b"ending", b"32")),
        (Gate.parse, (b"0:32 @film:a-door@0:10", b"ending @film:a@ending @film:b@1", b"0:10")),
        (Prose.parse, (b"||a|0:35|b||", b"a ||b|| \\| c ||0:10|d|| \\\\|| e", b"*a* | b")),
    ],
    ids=["moment", "gate", "prose"],
)
def test_a_broken_moment_gate_or_prose_is_refused_or_reads_back_from_what_it_writes(
    parse: Callable[[str], object], samples: tuple[bytes, ...]
) -> None:
    read = 0
    for data in mutants(samples, COUNT, seed=3):
        text = data.decode("utf-8", "replace")
        value, refused = tried(partial(parse, text))
        assert refused is None or refused.expected
        if value is not None:
            # Beyond a hundred hours, a moment is not written as one can be read.
            assert re.search(r"\d{3}:", str(value)) or parse(str(value)) == value
            read += 1
    assert read > COUNT / 100


def test_a_broken_zip_is_refused_or_gives_files_that_are_not_too_large(tmp_path: Path) -> None:
    path, files = tmp_path / "pages.zip", 0
    for data in mutants(zips(), COUNT, seed=4):
        path.write_bytes(data)
        gathered, refused = tried(lambda: list(gather([path])))
        for found in gathered or ():
            assert len(found.source.data) <= LARGEST + 1
            assert found.path.startswith(str(path))
            files += 1
        assert refused is None or refused.file == str(path)
    assert files > COUNT / 100


def test_a_zip_that_unpacks_to_far_more_than_it_holds_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.md", b"a" * 5_000_000)
    with pytest.raises(InputRefused) as refused:
        list(gather([path]))
    assert refused.value.code == "archive-invalid"


@pytest.mark.parametrize("known", [Markdown(), Outline()], ids=["markdown", "outline"])
@pytest.mark.parametrize("unit", UNITS, ids=range(len(UNITS)))
def test_no_page_takes_long_to_claim_to_read_or_to_render(known: Format, unit: str) -> None:
    for text in repeated(STARTS[known.name], unit):
        began = time.process_time()
        known.claims(text)
        page = taken(text.encode(), known)
        assert time.process_time() - began < SLOWEST_CPU_SECONDS
        if page is not None:
            began = time.process_time()
            html = rendered(page)
            assert time.process_time() - began < SLOWEST_CPU_SECONDS
            assert_nothing_runs(html)


@pytest.mark.parametrize("unit", ["&a [", "? ", "a: {", "- ", '"', "'", "a: b\n", "a ", "%", "#"])
def test_no_record_takes_long_to_refuse_or_to_read(unit: str) -> None:
    for count in (99_000 // len(unit), 1_000_000 // len(unit)):
        began = time.process_time()
        read, refused = tried(partial(read_front_matter, unit * count))
        assert (read is None) == (refused is not None)
        assert time.process_time() - began < SLOWEST_CPU_SECONDS


def test_deep_nesting_is_a_page_or_a_refusal_and_no_recursion_error() -> None:
    deep = ("[" * 10_000, "> " * 5_000, "*" * 20_000, "- " * 5_000, "> - " * 5_000, "1. " * 5_000)
    pages = [taken(f"---\ntitle: A\n---\n\n{text}a\n".encode(), Markdown()) for text in deep]
    for page in pages:
        assert page is not None
        assert_nothing_runs(rendered(page))
    for text in ("a: [" * 5_000, "{" * 10_000, "[" * 10_000, "- " * 10_000, "? " * 10_000):
        assert taken(f"---\n{text}\n---\n".encode(), Markdown()) is None


def test_aliases_anchors_tags_and_merge_keys_are_refused_in_the_record() -> None:
    bomb = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 30))
    for record in (
        f"title: A\nk0: &k0 x\n{bomb}", "title: &a A", "title: *a", "title: !!str A",
        "title: !x A", "a: &a {b: c}\ntitle: A\n<<: *a", "%YAML 1.1\ntitle: A",
    ):  # fmt: skip
        assert taken(f"---\n{record}\n---\n".encode(), Markdown()) is None


@pytest.mark.parametrize(
    "hostile",
    [
        b"---\ntitle: [a\n---\n",
        b"---\ntitle: A Door\nruntime: <script>alert(1)</script>\n---\n",
        b"---\ntitle: A Door\nx: &a [*a]\n---\n",
        "---\ntitle: 扉\n---\n".encode("utf-16"),
        "---\ntitle: 扉\n---\n".encode("shift-jis"),
        b"---\ntitle: A Door\n---\n\nA\x00B\n",
        b"---\ntitle: A Door\n---\n\n" + b"a\n" * 30_000,
        b"---\ntitle: A Door\n---\n\n" + b"[" * 100_000,
        b"---\ntitle: A Door\n",
    ],
    ids=range(9),
)
def test_a_hostile_import_tells_file_line_and_code_and_leaves_the_guide_as_it_was(
    tmp_path: Path, hostile: bytes
) -> None:
    guide, good, bad = (tmp_path / name for name in ("guide.db", "door.md", "bad.md"))
    run = CliRunner().invoke
    good.write_text(SMALL_PAGE, "utf-8")
    bad.write_bytes(hostile)
    assert run(main, ["--guide", str(guide), "import", str(good)]).exit_code == 0
    show = ["--guide", str(guide), "show", "a-door", "--finished"]
    before = run(main, show)
    assert before.exit_code == 0

    result = run(main, ["--guide", str(guide), "import", "--format", "markdown", str(bad)])

    told = result.stderr.splitlines()
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert len(told) == 2
    assert told[0].startswith(f"{bad}:")
    assert told[0].removeprefix(f"{bad}:").partition(":")[0].isdigit()
    assert told[0].endswith("]")
    assert told[1] == "Nothing was changed."
    assert b"<script>" not in result.stderr_bytes
    assert run(main, show).stdout_bytes == before.stdout_bytes


def test_a_hostile_page_beside_good_ones_keeps_all_of_them_out(tmp_path: Path) -> None:
    folder, guide = tmp_path / "pages", tmp_path / "guide.db"
    folder.mkdir()
    (folder / "door.md").write_text(SMALL_PAGE, "utf-8")
    (folder / "bad.md").write_bytes(b"---\ntitle: \xff\n---\n")
    result = CliRunner().invoke(main, ["--guide", str(guide), "import", str(folder)])
    assert result.exit_code == 1
    assert f"{folder / 'bad.md'}:2: " in result.stderr
    assert CliRunner().invoke(main, ["--guide", str(guide), "show", "a-door"]).exit_code == 1


def test_broken_files_are_sniffed_as_one_format_or_refused() -> None:
    names = set()
    for data in mutants([*SAMPLES, *OUTLINES], COUNT // 10, seed=5):
        try:
            names.add(sniff(Source("page", data)).name)
        except InputRefused as refused:
            names.add(refused.code)
    assert names == {"markdown", "outline", "format-unknown", "text-invalid"}


def test_a_broken_outline_written_in_the_page_format_is_a_page_that_says_the_same() -> None:
    for data in mutants(OUTLINES, COUNT // 10, seed=6):
        page = taken(data, Outline())
        if page is not None:
            again = Markdown().read(compose(page)).page
            assert same_but_lines(again.passages, page.passages)
