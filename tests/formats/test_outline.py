"""The plain-text layout: worked examples, and that nothing of a text is lost."""

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import TitleMissing, TooLarge
from lookback.film.gate import CLOSED, OPEN
from lookback.film.page import Page
from lookback.film.part import HEADINGS, VALUES, Part
from lookback.formats.base import Reading, Source
from lookback.formats.outline import Outline, plain
from lookback.formats.table import sniff

FOLDER: Final = Path(__file__).parent.parent / "examples" / "outline"
EXAMPLES: Final = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt"))}


def read(text: str) -> Reading:
    return Outline().read(text)


def told(page: Page, part: Part, group: int = 0) -> list[str]:
    """What the passages of one part say."""
    return [str(one.says) for one in page.of(part) if one.group == group]


def as_expected(reading: Reading) -> dict[str, Any]:
    """A reading in the words of the example files, with whole texts instead of line numbers."""
    page = reading.page
    values = {part.value: told(page, part) for part in VALUES if told(page, part)}
    interpretations, sections = [], []
    for heading in page.of(*HEADINGS):
        if heading.part is Part.HEADING:
            paragraphs = told(page, Part.SECTION, heading.group)
            sections.append({"heading": str(heading.says), "paragraphs": paragraphs})
        else:
            one: dict[str, Any] = {"name": str(heading.says)}
            if how := told(page, Part.COMMONNESS, heading.group):
                one["how common"] = ", ".join(how)
            interpretations.append(one | {"claim": told(page, Part.CLAIM, heading.group)})
    return {
        "slug": page.slug,
        "record": values,
        "premise": told(page, Part.PREMISE),
        "ending": told(page, Part.ENDING),
        "lead": told(page, Part.INTERPRETATIONS_LEAD),
        "interpretations": interpretations,
        "sections": sections,
        "notes": [[note.line, note.notice.code, note.detail] for note in reading.notes],
    }


def with_texts(expected: dict[str, Any], text: str) -> dict[str, Any]:
    """What is expected, with each line number replaced by the whole line."""
    lines = text.split("\n")

    def texts(numbers: Sequence[int]) -> list[str]:
        return [str(plain(lines[number - 1].strip())) for number in numbers]

    return expected | {
        "premise": texts(expected["premise"]),
        "ending": texts(expected["ending"]),
        "lead": texts(expected["lead"]),
        "interpretations": [
            one | {"claim": texts(one["claim"])} for one in expected["interpretations"]
        ],
        "sections": [
            one | {"paragraphs": texts(one["paragraphs"])} for one in expected["sections"]
        ],
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_says_what_its_example_expects(name: str) -> None:
    expected = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    reading = read(EXAMPLES[name])
    assert as_expected(reading) == with_texts(expected, EXAMPLES[name])


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_in_the_layout_is_claimed_by_it_alone(name: str) -> None:
    assert sniff(Source(name, EXAMPLES[name].encode())).name == "outline"


@pytest.mark.parametrize("name", EXAMPLES)
def test_only_facts_and_the_premise_are_open(name: str) -> None:
    for passage in read(EXAMPLES[name]).page.passages:
        is_open = passage.part in VALUES or passage.part is Part.PREMISE
        assert passage.gate == (OPEN if is_open else CLOSED)


def test_there_are_at_least_eight_examples_each_with_what_is_expected() -> None:
    assert len(EXAMPLES) >= 8
    assert {path.stem for path in FOLDER.glob("*.json")} == set(EXAMPLES)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


_HEADING: Final = re.compile(
    r"(.+[-–—: ] ?)?ending explained|spoilers|spoiler analysis|the ending|"
    r"(alternat(iv)?e )?interpretations|alternat(iv)?e readings"
)
_CONSUMED: Final = frozenset(
    _words(
        "Director Directors Directed by Cast Starring Stars Original title Also known as Tagline "
        "Genre Genres Theme Themes Box Office Release date Released Runtime Running time Rating "
        "IMDb votes and out of h hr hrs hour hours m min mins minutes k thousand million billion b "
        "January February March April May June July August September October November December "
        "kr US 年"
    )
)
"""Words of the layout itself: labels, units, months, and what joins names."""


def lost(text: str) -> list[str]:
    """The words of a text that no passage says and that the layout has no use for."""
    reading = read(text)
    titles = set(_words(reading.page.title))
    missing: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        said = [re.sub(r"\\(.)", r"\1", str(one.says)) for one in reading.page.passages
                if one.line == number]  # fmt: skip
        words = set(_words(line))
        is_heading = _HEADING.fullmatch(line.lower().strip("⚠️-_ *#:=."))
        if line.strip() in said or words <= titles or is_heading:
            continue
        missing |= words - set(_words(" ".join(said))) - _CONSUMED
    return sorted(missing)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_word_of_an_example_is_found_again(name: str) -> None:
    assert not lost(EXAMPLES[name])


@given(seed=st.integers(0, 2**32 - 1))
def test_every_word_is_found_again_however_the_lines_are_mixed(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    lines = [
        line for name in rng.sample(sorted(EXAMPLES), 2) for line in EXAMPLES[name].split("\n")
    ]
    rng.shuffle(lines)
    for _ in range(rng.randrange(6)):
        index, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        cut = rng.randrange(len(lines[index]) + 1)
        lines[index] = rng.choice([
            lines[index][cut:], lines[index][:cut] + lines[other], f"{lines[index]} {lines[other]}",
            lines[index].upper(), lines[index].replace(" ", "  "), "\\" + lines[index],
            f"# {lines[index]}",
        ])  # fmt: skip
    text = "\n".join(["A Film Nobody Made", *lines[: rng.randrange(len(lines)) + 1]])
    assert not lost(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_plain_paragraph_stays_as_it_is_whatever_is_in_it(text: str) -> None:
    line = f"x {text}."
    page = read(f"A Film\n\nEnding Explained\n\n{line}").page
    assert [re.sub(r"\\(.)", r"\1", said) for said in told(page, Part.ENDING)] == [
        line.replace("\\", "\\")
    ]


def test_a_text_without_any_line_has_no_title() -> None:
    with pytest.raises(TitleMissing) as refused:
        read(" \n\n")
    assert refused.value.line == 1


def test_a_title_alone_is_a_page() -> None:
    assert as_expected(read("Alone"))["record"] == {"title": ["Alone"]}


def test_a_title_with_another_apostrophe_is_still_the_title() -> None:
    page = read("The Owl's Hour\nThe Owl’s Hour\nDrama").page
    assert [passage.part for passage in page.passages] == [Part.TITLE, Part.GENRES]


def test_a_line_below_the_title_is_the_original_title_and_the_author_is_asked() -> None:
    reading = read("The Owl\nThe Owl\nDie Eule\nDrama")
    assert told(reading.page, Part.ORIGINAL_TITLE) == ["Die Eule"]
    assert [note.detail for note in reading.notes] == ["the original title: Die Eule"]


def test_a_line_elsewhere_in_the_titles_script_is_not_taken_for_the_original_title() -> None:
    reading = read("The Owl\nDrama\n2001 Austria\nDie Eule fliegt nur in der Nacht")
    assert not told(reading.page, Part.ORIGINAL_TITLE)
    assert [note.notice.code for note in reading.notes] == ["not-understood"]


def test_a_second_sentence_above_the_ending_is_hidden_and_reported() -> None:
    reading = read("The Owl\nIt is night.\nThe owl is dead.")
    assert told(reading.page, Part.PREMISE) == ["It is night."]
    assert [(note.line, note.notice.code) for note in reading.notes] == [(3, "not-understood")]


def test_a_second_running_time_is_kept_and_reported_and_changes_nothing() -> None:
    reading = read("The Owl\n90 min\nRuntime: 95 min")
    assert told(reading.page, Part.RUNTIME) == ["90 min"]
    assert told(reading.page, Part.SECTION, 1) == ["Runtime: 95 min"]
    assert [(note.line, note.notice.code) for note in reading.notes] == [(3, "not-understood")]


def test_facts_below_a_section_heading_are_text_of_the_section() -> None:
    page = read("The Owl\n\nEnding Explained\n\nCast: everyone is dead").page
    assert told(page, Part.ENDING) == ["Cast: everyone is dead"]
    assert not told(page, Part.CAST)


@pytest.mark.parametrize(
    "heading",
    ["Ending Explained", "ENDING EXPLAINED", "The Owl: Ending Explained", "⚠️ Spoiler Analysis",
     "The Owl – ending explained", "## Ending Explained ##", "Spoilers:"],
)  # fmt: skip
def test_everything_below_a_heading_of_the_ending_belongs_to_it(heading: str) -> None:
    page = read(f"The Owl\n\n{heading}\n\nIt was the wind.").page
    assert told(page, Part.ENDING) == ["It was the wind."]


def test_a_sentence_that_ends_in_those_words_is_no_heading() -> None:
    page = read("The Owl\nNobody has ever had this ending explained.").page
    assert told(page, Part.PREMISE) == ["Nobody has ever had this ending explained."]


@pytest.mark.parametrize("text", ["", "---\ntitle: A\n---\nDirector: B\nCast: C", "One line",
                                  "1\n00:01 --> 00:02\nDirector: A\nCast: B",
                                  "# A\n\n## B\nDirector: A\nCast: B",
                                  "A letter\n\nDear reader,\nthis is only text.\n",
                                  "<html>\nDirector: A\nCast: B"])  # fmt: skip
def test_another_kind_of_text_is_not_claimed(text: str) -> None:
    assert not Outline().claims(text)


def test_more_interpretations_than_any_page_has_are_refused_with_their_line() -> None:
    with pytest.raises(TooLarge) as refused:
        read("A\n\nInterpretations\n" + "Some say so.\n" * 1_001)
    assert refused.value.line == 1_004
