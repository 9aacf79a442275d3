"""The record of a page: from keys to passages."""

import pytest

from lookback.errors import InputRefused, TitleMissing
from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.moment import Moment
from lookback.film.page import Passage
from lookback.film.part import VALUES, Part
from lookback.formats.front_matter import read_front_matter
from lookback.formats.record_keys import KEYS, STAND_IN, Record, read_record

AT_TEN = Gate(Moment.minute(10))


def record(*lines: str) -> Record:
    return read_record(read_front_matter("\n".join(["title: A Door", *lines])))


def told(*lines: str) -> list[tuple[Part, str, Gate]]:
    """All that a record says below its title."""
    return [(one.part, str(one.says), one.gate) for one in record(*lines).passages[1:]]


def refused(*lines: str) -> InputRefused:
    with pytest.raises(InputRefused) as caught:
        record(*lines)
    return caught.value


@pytest.mark.parametrize(
    ("line", "part", "value"),
    [
        ("original title: 扉", Part.ORIGINAL_TITLE, "扉"),
        ("also known as: Doors", Part.ALSO_KNOWN_AS, "Doors"),
        ("tagline: Knock.", Part.TAGLINE, "Knock."),
        ("release: June 28, 2024 (Japan)", Part.RELEASE, "28 June 2024 Japan"),
        ("runtime: 2 h 14 min", Part.RUNTIME, "134 min"),
        ("rating: 8.1 of 10 from 411 votes, IMDb", Part.RATING, "8.1 of 10 from 411 votes, IMDb"),
        ("director: NO", Part.DIRECTOR, "NO"),
        ("cast: A as B", Part.CAST, "A as B"),
        ("genres: Drama", Part.GENRES, "Drama"),
        ("Themes: on", Part.THEMES, "on"),
        ("box office: 12.5 million USD", Part.BOX_OFFICE, "12,500,000 USD"),
        ("ids: {imdb: tt31711040}", Part.IDS, "imdb tt31711040"),
    ],
)
def test_each_key_has_its_field(line: str, part: Part, value: str) -> None:
    assert told(line) == [(part, value, OPEN)]


def test_every_field_of_the_record_has_a_key() -> None:
    assert set(KEYS.values()) == set(VALUES) - {Part.UNKNOWN_KEY}


def test_a_list_keeps_its_order_and_the_fields_have_theirs() -> None:
    assert [value for _, value, _ in told("themes: [T, S]", "cast: [B, A]")] == ["B", "A", "T", "S"]


@pytest.mark.parametrize("key", ["theme", "themes", "value", "Theme"])
def test_a_gated_value_is_named_by_its_key_in_either_number(key: str) -> None:
    assert told(f"themes: {{{key}: Grief, from: 0:10}}") == [(Part.THEMES, "Grief", AT_TEN)]


def test_a_whole_gate_can_stand_beside_a_value() -> None:
    (_, _, gate), *_ = told("themes: [{theme: Echo, from: ending @film:a-door@0:10}]")
    assert gate == Gate(CLOSED.own, (("a-door", Moment.minute(10)),))


def test_a_value_is_joined_to_the_one_that_stands_in_its_place() -> None:
    _, before, after = record("cast: {cast: A as B, from: 0:10, before: A}").passages
    assert (str(before.says), before.gate, before.replaces) == ("A", OPEN, "")
    assert (str(after.says), after.gate, after.name) == ("A as B", AT_TEN, "")
    assert before.name == after.replaces
    assert before.name.startswith(STAND_IN)


def test_two_values_with_stand_ins_do_not_replace_each_others() -> None:
    passages = record(
        "cast:", "  - {cast: A, from: 1, before: X}", "  - {cast: B, from: 2, before: Y}"
    ).passages
    names = [one.name for one in passages if one.name]
    assert len(set(names)) == 2


@pytest.mark.parametrize("gate", ["", "from: ,", "from: '',"])
def test_a_gated_value_without_a_gate_is_closed_and_the_author_is_told(gate: str) -> None:
    read = record(f"themes: {{{gate} theme: Grief}}")
    assert read.passages[1].gate == CLOSED
    assert [(note.line, note.notice.code) for note in read.notes] == [(3, "gate-missing")]


def test_an_id_can_be_gated() -> None:
    assert told("ids: {tmdb: {value: 7, from: ending}}") == [(Part.IDS, "tmdb 7", CLOSED)]


@pytest.mark.parametrize("line", ["themes:", "themes: []", "themes: ''", "ids:", "runtime: ' '"])
def test_a_key_without_a_value_is_as_good_as_no_key(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(
    ("line", "kept"),
    [("mood: dark", "mood: dark"), ("crew: [A, B]", "crew: A B"), ("x: {y: [a, {b: c}]}",
     "x: y: a b: c"), ("Trivia:", "Trivia:")],
)  # fmt: skip
def test_a_key_that_is_not_known_is_kept_closed_and_reported(line: str, kept: str) -> None:
    read = record("tagline: Knock.", line)
    assert Passage(Part.UNKNOWN_KEY, read.passages[-1].says, CLOSED, line=4) == read.passages[-1]
    assert str(read.passages[-1].says) == kept
    assert [(note.line, note.notice.code) for note in read.notes] == [(4, "key-unknown")]


def test_a_title_makes_the_slug_unless_the_record_has_one() -> None:
    assert record().slug == "a-door"
    assert record("slug: a-door-2001").slug == "a-door-2001"


@pytest.mark.parametrize("text", ["", "tagline: Knock.", "title:", "title: ' '", "title: [A]",
                                  "title: {title: A, from: ending}"])  # fmt: skip
def test_a_record_needs_a_title_that_everyone_may_see(text: str) -> None:
    with pytest.raises(TitleMissing) as caught:
        read_record(read_front_matter(text))
    assert caught.value.line >= 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("runtime: long", "value-invalid"), ("runtime: [58 min, 59 min]", "value-invalid"),
        ("release: 30 February 2001", "value-invalid"), ("rating: 11 of 10", "value-invalid"),
        ("box office: $12", "value-invalid"), ("ids: tt1", "value-invalid"),
        ("ids: {imdb: nm0000001}", "value-invalid"), ("ids: {myspace: a}", "value-invalid"),
        ("themes: [[a]]", "value-invalid"), ("themes: {mood: a, from: 0:10}", "value-invalid"),
        ("themes: {from: 0:10}", "value-invalid"), ("themes: {theme: [a]}", "value-invalid"),
        ("themes: {theme: a, value: b, from: 1}", "value-invalid"),
        ("cast: {cast: A, from: 1, before: {x: y}}", "value-invalid"),
        ("themes: {theme: a, from: soon}", "gate-invalid"),
        ("themes: {theme: a, from: [1]}", "gate-invalid"),
        ("slug: ../up", "slug-invalid"), ("slug: [a]", "slug-invalid"),
        ("slug: ''", "slug-invalid"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_read_is_refused_with_its_line(line: str, code: str) -> None:
    error = refused("tagline: Knock.", line)
    assert (error.code, error.line) == (code, 4)
    assert error.expected
