import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.search.asking import FIELDS, Asked, Between, Run, asked_of


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("look back", Asked((Run(("look",)), Run(("back",))))),
        ("ルック", Asked((Run(("ル", "ッ", "ク")),))),
        ('"look back"', Asked((Run(("look", "back")),))),
        ("“look back”", Asked((Run(("look", "back")),))),
        ("title:back", Asked(needed=(Run(("back",), "title"),))),
        ('person:"keanu reeves"', Asked(needed=(Run(("keanu", "reeves"), "person"),))),
        ("TITLE:Back", Asked(needed=(Run(("back",), "title"),))),
        ("-war", Asked(refused=(Run(("war",)),))),
        ("-genre:war", Asked(refused=(Run(("war",), "genre"),))),
        ('-"look back"', Asked(refused=(Run(("look", "back")),))),
        ("year:1999", Asked(needed=(Between("year", 1999, 1999),))),
        ("year:1990..1999", Asked(needed=(Between("year", 1990, 1999),))),
        ("year:1990-1999", Asked(needed=(Between("year", 1990, 1999),))),
        ("year:1990..", Asked(needed=(Between("year", 1990),))),
        ("year:..1999", Asked(needed=(Between("year", high=1999),))),
        ("runtime:<100", Asked(needed=(Between("runtime", high=100, with_high=False),))),
        ("runtime:<=100", Asked(needed=(Between("runtime", high=100),))),
        ("votes:>5", Asked(needed=(Between("votes", low=5, with_low=False),))),
        ("rating:>=8.5", Asked(needed=(Between("rating", low=8.5),))),
        ("rating:≥8", Asked(needed=(Between("rating", low=8),))),
        ("decade:1990s", Asked(needed=(Between("decade", 1990, 1990),))),
    ],
)
def test_the_syntax_is_read(text: str, asked: Asked) -> None:
    assert asked_of(text) == asked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("alien: covenant", ["alien", "covenant"]),
        ("alien:covenant", ["alien", "covenant"]),
        ("year:soon", ["year", "soon"]),
        ("year:", ["year"]),
        ("spider-man", ["spider", "man"]),
        ('look "back', ["look", "back"]),
        ("year:1999..1990..", ["year", "1999", "1990"]),
        ("duran duran", ["duran", "duran"]),
    ],
)
def test_what_is_no_syntax_is_words(text: str, words: list[str]) -> None:
    asked = asked_of(text)
    assert asked.words == words
    assert not asked.needed
    assert not asked.refused


_PIECES = st.sampled_from([*FIELDS, ":", '"', "-", "..", "<", ">=", " ", "1999", "千", "a", "'"])


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_there_is_no_wrong_question(text: str) -> None:
    asked = asked_of(text)
    for run in asked.runs:
        assert all(run.words)


def test_a_question_without_end_is_cut() -> None:
    assert len(asked_of("a " * 100_000).runs) <= 200
