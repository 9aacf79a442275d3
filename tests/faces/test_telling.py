import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from tests.guides import opened_guide, page, put
from tests.mill import SLUG, THE_MILL

from lookback.faces.showing import as_json
from lookback.faces.telling import patches_as_json, replies_as_json, rules_told, story_as_json
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, Progress, Watched
from lookback.film.story import Link, Patch, Rule
from lookback.guide.guide import Guide
from lookback.guide.tales import Tale
from lookback.story.asking import Asked

ALL = Watched({SLUG: FINISHED})


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guide]:
    with opened_guide(str(tmp_path_factory.mktemp("telling") / "guide.db")) as guide:
        put(guide._store, THE_MILL, page("A Door"))
        yield guide


@pytest.fixture
def tale(guide: Guide) -> Tale:
    return guide.tales.tale(SLUG, ALL)


def told(guide: Guide, tale: Tale, question: str, patch: str | None = None) -> dict[str, Any]:
    """An answer, as it comes out of JSON."""
    replies = guide.tales.ask(tale, Asked.parse(question), patch)
    plain: dict[str, Any] = json.loads(json.dumps(replies_as_json(replies, tale)))
    return plain


def test_a_story_is_told_with_all_its_parts(tale: Tale) -> None:
    said = story_as_json(tale.story)
    assert said["timelines"][1] == {
        "name": "dream",
        "called": "The dream of the miller",
        "is": "dreamt",
        "without": [],
        "adds": ["drown"],
    }
    assert said["characters"] == [
        {"called": "Mara"}, {"called": "Odo"},
    ]  # fmt: skip
    assert said["events"][3] == {
        "name": "stand",
        "at": "0:30",
        "says": "The mill still stands",
        "who": [],
        "timelines": ["real"],
        "because": [],
        "any": ["warn", "sluice"],
        "unless": [],
        "choice": False,
        "by": [],
        "enabler": False,
        "shot": "",
        "quote": "It holds",
    }
    assert said["things"] == [{"called": "The rope of the bell", "path": ["warn", "warm"]}]
    assert said["questions"][0] == {
        "name": "needed",
        "says": "Did it take the sluice?",
        "ask": "but-for",
        "events": ["sluice", "stand"],
        "note": "Only the bell could have done without it.",
    }


def test_a_character_has_the_name_that_is_known_so_far(guide: Guide) -> None:
    early = guide.tales.tale(SLUG, Watched({SLUG: Progress(Moment.minute(19))}))
    assert story_as_json(early.story)["characters"] == [{"called": "Mara"}]


def test_no_story_has_the_same_shape_as_one(guide: Guide, tale: Tale) -> None:
    none = story_as_json(None)
    assert none.keys() == story_as_json(tale.story).keys()
    assert not any(none.values())
    assert as_json(guide.view("a-door", ALL))["story"] == none


def test_an_answer_tells_what_would_have_been_and_by_which_way(guide: Guide, tale: Tale) -> None:
    (answer,) = told(guide, tale, "but-for flood stand", "deaf")["answers"]
    assert answer == {
        "interpretation": "deaf",
        "heading": "Nobody *heard* the bell",
        "timeline": "real",
        "outcome": "needed",
        "settled": True,
        "sentences": answer["sentences"],
        "gone": ["warn", "sluice", "stand", "warm"],
        "come": [],
        "path": ["flood", "sluice", "stand"],
        "keeps": [],
        "causes": [],
        "omissions": [],
        "shares": [],
        "characters": [],
    }
    (kept,) = told(guide, tale, "but-for sluice stand", "")["answers"]
    assert kept["keeps"] == ["warn"]


def test_causes_and_shares_are_numbers_with_their_fractions(guide: Guide, tale: Tale) -> None:
    (answer,) = told(guide, tale, "why stand", "")["answers"]
    assert answer["causes"] == [
        {"events": ["warn", "sluice"], "witness": [], "path": ["warn", "stand"]}
    ]
    (answer,) = told(guide, tale, "degree stand", "")["answers"]
    assert answer["shares"] == [
        {"name": name, "of": "1/2", "share": 0.5, "by": name} for name in ("warn", "sluice")
    ]
    assert answer["characters"] == [
        {"name": "Mara", "of": "1/2", "share": 0.5, "by": "warn"},
        {"name": "Odo", "of": "1/2", "share": 0.5, "by": "sluice"},
    ]
    assert Fraction(answer["shares"][0]["of"]) == Fraction(1, 2)


def test_an_interpretation_is_told_with_its_part_of_the_page(guide: Guide, tale: Tale) -> None:
    first, second = patches_as_json(guide.tales, tale)
    assert first == {
        "name": "deaf",
        "anchor": "nobody-heard-the-bell",
        "heading": "Nobody *heard* the bell",
        "how_common": "common",
        "claim": ["The bell is **cracked**."],
        "takes": [],
        "rules": ["“The mill still stands” happens because of “Odo opens the sluice”."],
        "for": [{"at": "warn", "says": "It makes a sound like a spoon"}],
        "against": [{"at": "warm", "says": "She looks as if they had thanked her"}],
        "agrees": True,
        "denies": [],
    }
    assert second["takes"] == [{"timeline": "dream", "is": "remembered"}]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(never=True), "never happens"),
        (Rule(), "happens in any case"),
        (Rule((Link("flood"),)), "happens because of “The river rises”"),
        (
            Rule((Link("flood"), Link("warn"), Link("sluice"))),
            (
                "happens because of “The river rises”, “Mara rings the bell” "
                "and “Odo opens the sluice”"
            ),
        ),
        (
            Rule((), (Link("warn"), Link("sluice")), (Link("flood"),)),
            (
                "happens because of “Mara rings the bell” or “Odo opens the sluice”, "
                "and unless “The river rises”"
            ),
        ),
        (Rule(unless=(Link("flood"),)), "happens unless “The river rises”"),
    ],
)
def test_a_rule_is_told_in_words(tale: Tale, rule: Rule, words: str) -> None:
    patch = Patch("any", "Any", rules=(("warm", rule),))
    assert rules_told(tale.story, patch) == [f"“Mara sits by the stove” {words}."]
