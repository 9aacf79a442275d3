"""The sample guide: its pages are whole, read without a word to their author, and keep quiet."""

import re
from importlib.resources import as_file, files
from typing import Final

import pytest

import lookback
from lookback.film.moment import ENDING, START, Moment
from lookback.film.page import Page
from lookback.film.part import Part
from lookback.film.progress import FINISHED, NOTHING, Progress, Watched
from lookback.film.prose import Prose
from lookback.film.record import Credit, OutsideId, Release, Runtime, Value
from lookback.film.story import Character, Event, Question, Thing, Timeline
from lookback.firewall.rules import needs
from lookback.firewall.story import Story
from lookback.firewall.view import RECORD, View, clear
from lookback.formats.base import Reading, Source
from lookback.formats.table import read, sniff

FILMS: Final = {
    "2001-a-space-odyssey": 1968,
    "blade-runner": 1982,
    "inception": 2010,
    "look-back": 2024,
    "mulholland-drive": 2001,
    "perfect-blue": 1997,
    "rashomon": 1950,
    "run-lola-run": 1998,
    "the-cabinet-of-dr-caligari": 1920,
    "the-sixth-sense": 1999,
    "vertigo": 1958,
    "your-name": 2016,
}
FULL_RECORD: Final = (
    Part.RELEASE, Part.RUNTIME, Part.RATING, Part.DIRECTOR, Part.CAST, Part.GENRES, Part.THEMES,
    Part.IDS,
)  # fmt: skip
OTHER_TITLES: Final = {
    "look-back": "ルックバック",
    "perfect-blue": "パーフェクトブルー",
    "rashomon": "羅生門",
    "run-lola-run": "Lola rennt",
    "the-cabinet-of-dr-caligari": "Das Cabinet des Dr. Caligari",
    "your-name": "君の名は。",
}
SECRETS: Final = (
    ("2001-a-space-odyssey", "0:22", ("bone", "tool", "slab on the moon", "jupiter")),
    ("2001-a-space-odyssey", "1:42", ("knows what the two men", "afraid", "sleepers")),
    ("2001-a-space-odyssey", "2:20", ("child", "rebirth", "evolution")),
    ("blade-runner", "0:24", ("rachael, on whom", "unicorn", "memory", "zhora, a dancer")),
    ("blade-runner", "1:46", ("batty catches", "foil", "mercy")),
    ("inception", "0:46", ("wife", "limbo", "guilt")),
    ("inception", "2:19", ("grown very old", "wobbles", "choosing what to believe")),
    ("look-back", "0:08", ("kyomoto", "shut-in")),
    ("look-back", "0:43", ("attack", "dead", "grief", "guilt", "karate")),
    ("mulholland-drive", "1:45", ("lovers", "love story", "silencio", "blue box")),
    (
        "mulholland-drive",
        "2:11",
        ("betty and diane", "themes: dreams", "guilt"),
    ),
    ("perfect-blue", "1:14", ("copy", "as it turns out", "delusion", "clinic")),
    ("rashomon", "0:34", ("dagger", "medium", "pride", "shame")),
    ("rashomon", "1:21", ("six at home", "luck", "faith in people", "foundling")),
    ("run-lola-run", "0:31", ("shot", "again", "second chances", "ambulance", "casino")),
    ("run-lola-run", "0:52", ("dying", "casino", "learning from")),
    ("the-cabinet-of-dr-caligari", "0:59", ("asylum", "madness", "cannot be trusted", "1703")),
    ("the-cabinet-of-dr-caligari", "1:14", ("patients", "authority has won", "strait-jacket, in")),
    ("the-sixth-sense", "0:52", ("dead", "ghost", "kyra")),
    (
        "the-sixth-sense",
        "1:43",
        ("killed malcolm", "malcolm dead", "neither sees nor hears", "widow"),
    ),
    ("vertigo", "1:38", ("judy", "necklace", "hired", "making someone over")),
    ("your-name", "0:56", ("itomori", "disaster", "three years", "list of the dead")),
)
"""Words that no page may say to a reader who has not come further than this."""


def _readings() -> dict[str, Reading]:
    readings = {}
    with as_file(files(lookback) / "sample") as folder:
        for path in sorted(folder.glob("*.md")):
            source = Source(path.name, path.read_bytes())
            readings[path.stem] = read(source, sniff(source))
    return readings


READINGS: Final = _readings()
PAGES: Final = {name: reading.page for name, reading in READINGS.items()}

each_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


def _finished(page: Page) -> View:
    return clear(page, Watched({page.slug: FINISHED}))


def _values(page: Page) -> list[Value]:
    return [passage.says for passage in page.passages if isinstance(passage.says, Value)]


def _end(page: Page) -> Moment:
    return next(value.end for value in _values(page) if isinstance(value, Runtime))


def _nouns(story: Story | None) -> list[Event | Question | Character | Thing | Timeline]:
    """All of a story map that has words for readers."""
    if story is None:
        return []
    named: list[Character | Thing | Timeline] = [*story.characters, *story.things, *story.timelines]
    return [*story.events, *story.questions, *named]


def _said(view: View) -> str:
    """All that a view says, in lower case, each value of the record after its field's name."""
    lines = [f"{part.value}: {value}" for part in RECORD for value in view.record[part]]
    lines += [*view.unknown_keys, view.logline, *view.premise]
    lines += [panel.caption for panel in view.panels] + [line.text for line in view.recap]
    lines += [*view.ending, *view.interpretations_lead, *view.story_map]
    for one in view.interpretations:
        lines += [one.heading, *one.claim, *one.evidence_for, *one.evidence_against]
    for noun in _nouns(view.story):
        lines += [noun.says if isinstance(noun, Event | Question) else noun.called]
    for section in view.sections:
        lines += [section.heading, *section.blocks]
    return "\n".join(lines).lower()


def test_the_sample_guide_holds_exactly_these_twelve_films() -> None:
    first = {
        page.slug: min(says.year for says in _values(page) if isinstance(says, Release))
        for page in PAGES.values()
    }
    assert first == FILMS


@pytest.mark.parametrize("name", READINGS)
def test_a_page_is_named_after_its_address_and_reads_without_notes(name: str) -> None:
    assert READINGS[name].page.slug == name
    assert READINGS[name].notes == ()


@each_page
def test_a_page_has_a_full_record(page: Page) -> None:
    record = _finished(page).record
    assert all(record[part] for part in FULL_RECORD)
    countries = [value.country for value in record[Part.RELEASE] if isinstance(value, Release)]
    assert countries
    assert all(countries)
    original = OTHER_TITLES.get(page.slug)
    assert [str(value) for value in record[Part.ORIGINAL_TITLE]] == [original][: bool(original)]


@each_page
def test_the_cast_has_roles_and_the_outside_ids_name_imdb(page: Page) -> None:
    record = _finished(page).record
    cast = [value for value in record[Part.CAST] if isinstance(value, Credit)]
    assert len([credit for credit in cast if credit.role]) >= 3
    sites = [value.site for value in record[Part.IDS] if isinstance(value, OutsideId)]
    assert {"imdb", "tmdb"} <= set(sites)


@each_page
def test_the_story_so_far_has_ten_timed_passages_that_come_in_the_film_s_order(page: Page) -> None:
    moments = [passage.gate.own for passage in page.of(Part.RECAP)]
    assert len(moments) >= 10
    assert moments == sorted(moments)
    assert moments[0] > START
    assert moments[-1] <= _end(page)


@each_page
def test_each_of_the_four_panels_has_a_caption_written_for_it(page: Page) -> None:
    captions = {str(passage.says) for passage in page.of(Part.PANELS)}
    plain = {caption for caption in captions if "||" not in caption}
    drawn = [panel.caption for panel in _finished(page).panels]
    assert len(set(drawn)) == 4
    assert set(drawn) <= captions
    for quarter in range(1, 5):
        at = Progress.at(Moment(_end(page).seconds * quarter // 4))
        panel = clear(page, Watched({page.slug: at})).panels[quarter - 1]
        assert panel.caption in plain


@each_page
def test_the_ending_is_explained(page: Page) -> None:
    assert len(_finished(page).ending) >= 2
    assert all(passage.gate.own == ENDING for passage in page.of(Part.ENDING))


@each_page
def test_there_are_two_interpretations_with_evidence_on_both_sides(page: Page) -> None:
    interpretations = _finished(page).interpretations
    assert len(interpretations) >= 2
    for one in interpretations:
        assert one.commonness
        assert one.claim
        assert one.evidence_for
        assert one.evidence_against
    assert [one.commonness for one in interpretations].count("most common") == 1


@each_page
def test_the_front_page_has_a_logline_and_a_premise_and_nothing_gated(page: Page) -> None:
    view = clear(page, NOTHING)
    assert view.logline
    assert view.premise
    assert not any([view.recap, view.ending, view.interpretations, view.sections])
    assert [panel.caption for panel in view.panels] == [""] * 4
    open_ = {
        str(passage.says)
        for passage, gate in zip(page.passages, needs(page), strict=True)
        if gate.own == START and not gate.elsewhere
    }
    shown = {str(value) for values in view.record.values() for value in values}
    assert shown | {view.logline, *view.premise} <= open_


@each_page
def test_no_passage_is_said_before_its_gate(page: Page) -> None:
    moments = sorted({gate.own for gate in needs(page) if START < gate.own < ENDING})
    for moment in moments:
        before = Progress.at(Moment(moment.seconds - 1))
        said = _said(clear(page, Watched({page.slug: before})))
        for passage, gate in zip(page.passages, needs(page), strict=True):
            if gate.own >= moment and isinstance(passage.says, Prose) and not passage.says.veils:
                assert str(passage.says).lower() not in said.split("\n")


@pytest.mark.parametrize(("slug", "moment", "words"), SECRETS)
def test_a_secret_is_not_named_before_the_film_has_told_it(
    slug: str, moment: str, words: tuple[str, ...]
) -> None:
    said = _said(clear(PAGES[slug], Watched({slug: Progress.at(Moment.parse(moment))})))
    assert [word for word in words if re.search(rf"\b{re.escape(word)}\b", said)] == []


def test_every_page_learns_as_its_reader_does() -> None:
    """By a passage that replaces another, or by words that wait within one."""
    replacing, veiled = set(), set()
    for page in PAGES.values():
        prose = [passage for passage in page.passages if isinstance(passage.says, Prose)]
        if any(passage.replaces for passage in prose):
            replacing.add(page.slug)
        if any(isinstance(passage.says, Prose) and passage.says.veils for passage in prose):
            veiled.add(page.slug)
    assert replacing | veiled == set(FILMS)
    assert len(replacing) > len(FILMS) // 2
    assert len(veiled) >= 4
