"""Which player a body is from, and that no body whatever breaks the reading."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.hostile import tried
from tests.formats.players.bodies import SAMPLES, Json, as_text, told

from lookback.errors import FormatAmbiguous, FormatUnknown
from lookback.film.moment import ENDING
from lookback.film.report import Report
from lookback.formats.players.base import Body
from lookback.formats.players.table import PLAYERS, read_report
from lookback.formats.players.told import Told

PARTS = "multipart/form-data; boundary=between"
FIELDS = "application/x-www-form-urlencoded"
TYPES = ("application/json", "text/plain", "", PARTS, FIELDS, "image/jpeg")

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        ["", "12", "-1", "1e9", "true", "movie", "Movie", "tt0000011", "\0", "9" * 30]
    )
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value within a value."""
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, inner in items:
        yield (*path, key)
        yield from paths(inner, (*path, key))


@st.composite
def mutants(draw: st.DrawFn) -> Json:
    """A sample in which some values are others."""
    body: Json = json.loads(json.dumps(draw(st.sampled_from(list(SAMPLES.values())))))
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(list(paths(body))))
        place = body
        for key in path:
            place = place[key]  # type: ignore[index]
        place[last] = draw(values)  # type: ignore[index]
    return body


def wrapped(content_type: str, data: bytes) -> bytes:
    """The data as it comes with a content type."""
    if content_type == FIELDS:
        return urlencode({"data": data}).encode()
    if content_type == PARTS:
        head = b'--between\r\nContent-Disposition: form-data; name="payload"\r\n\r\n'
        return head + data + b"\r\n--between--\r\n"
    return data


def read(content_type: str, data: bytes) -> Report | None:
    """What is read, where it holds only what a report may hold."""
    found, _ = tried(lambda: read_report(Body(content_type, data)))
    if found is not None:
        assert found.source in {"jellyfin", "emby", "plex", "kodi", "tautulli"}
        assert len(found.player) in {0, 16}
        assert found.mention.title or found.mention.ids
        assert len(found.mention.title) <= 300
        assert found.position is None or 0 <= found.position.seconds <= 24 * 3600 < ENDING.seconds
        assert found.at is None or found.at.utcoffset() is not None
        repr(found).encode()  # no halves of characters, which no database takes
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_each_body_has_exactly_one_claimant(name: str) -> None:
    for body in (SAMPLES[name], as_text(SAMPLES[name])):
        parsed = Told.parse(json.dumps(body).encode())
        assert sum(player.claims(parsed) for player in PLAYERS) == 1
        assert isinstance(read("", json.dumps(body).encode()), Report)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("content_type", TYPES[:-1])
def test_each_body_is_read_with_each_content_type(name: str, content_type: str) -> None:
    data = json.dumps(SAMPLES[name]).encode()
    assert read(content_type, wrapped(content_type, data)) == told(SAMPLES[name])


def test_names_of_players_differ() -> None:
    assert len({player.name for player in PLAYERS}) == len(PLAYERS)


@pytest.mark.parametrize("body", [{}, {"title": "The Paper Boat"}, {"event": "x"}, {"Event": None}])
def test_a_body_that_no_player_claims_is_refused_and_the_players_are_named(body: Json) -> None:
    with pytest.raises(FormatUnknown, match="jellyfin, emby, plex, kodi, tautulli") as refused:
        told(body)
    assert "Paper" not in str(refused.value)


def test_a_body_that_several_players_claim_is_refused() -> None:
    with pytest.raises(FormatAmbiguous, match="jellyfin, plex"):
        told({**SAMPLES["jellyfin"], **SAMPLES["plex"]})


@given(content_type=st.sampled_from(TYPES) | st.text(), data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content_type: str, data: bytes) -> None:
    read(content_type, data)
    read(content_type, wrapped(content_type, data))


@given(content_type=st.sampled_from(TYPES), value=values)
def test_any_json_is_read_or_refused(content_type: str, value: object) -> None:
    read(content_type, wrapped(content_type, json.dumps(value).encode()))


@settings(max_examples=500)
@given(content_type=st.sampled_from(TYPES), body=mutants())
def test_any_change_of_a_body_is_read_or_refused(content_type: str, body: Json) -> None:
    read(content_type, wrapped(content_type, json.dumps(body).encode()))


@given(name=st.sampled_from(sorted(SAMPLES)), cut=st.integers(0, 900), more=st.binary(max_size=9))
def test_any_cut_of_a_body_is_read_or_refused(name: str, cut: int, more: bytes) -> None:
    data = json.dumps(SAMPLES[name]).encode()
    for content_type in TYPES:
        form = wrapped(content_type, data)
        read(content_type, form[:cut] + more)
        read(content_type, form[:cut] + more + form[cut:])
