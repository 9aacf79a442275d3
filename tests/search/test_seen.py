"""Seen: a search in what one reader has seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.faces import markup
from lookback.film.moment import START, Moment
from lookback.search.seen import Seen, SeenHit, Shown
from lookback.search.words import words_of

WORDS = "rain storm letter harbour lamp keeper boat the of".split()  # noqa: SIM905 - reads better

texts = st.one_of(
    st.text(),
    st.text("ab *_`[]()<>&\\#-1.\n'’雨の日กิé"),
    st.lists(st.sampled_from([*WORDS, "*rain*", "[rain](x)", "`lamp`"])).map(" ".join),
)
passages = st.lists(
    st.builds(
        Shown,
        st.sampled_from(["a", "b", "c"]),
        st.just("A film"),
        st.just("Story so far"),
        st.integers(0, 9000).map(Moment),
        texts,
    ),
    max_size=8,
)


def shown(text: str, slug: str = "the-lamp") -> Shown:
    return Shown(slug, "The Lamp", "Story so far", START, text)


def seen(*texts: str) -> Seen:
    return Seen(map(shown, texts))


def found(index: Seen, words: str) -> list[str]:
    return [hit.shown.text for hit in index.search(words)[0]]


def marked(hit: SeenHit) -> list[str]:
    return [hit.snippet[begin:end] for begin, end in hit.marks]


def test_a_passage_is_found_by_a_word() -> None:
    index = seen("The keeper lights the lamp.", "A boat is lost.")
    (hit,), total = index.search("keeper")
    assert (hit.shown.text, total) == ("The keeper lights the lamp.", 1)
    assert marked(hit) == ["keeper"]


def test_where_a_passage_has_all_words_those_with_some_are_left_out() -> None:
    index = seen("A boat in the storm.", "A boat.", "A storm.")
    assert found(index, "storm boat") == ["A boat in the storm."]


def test_where_none_has_all_words_those_with_any_are_found() -> None:
    index = seen("A boat.", "A storm.", "A lamp.")
    assert found(index, "storm boat") == ["A boat.", "A storm."]
    assert found(index, "boat xylophone ") == ["A boat."]


def test_a_rare_word_counts_more_than_a_frequent_one() -> None:
    index = seen("The lamp.", "The lamp.", "The lamp.", "The boat.")
    assert found(index, "lamp boat ")[0] == "The boat."


def test_a_word_that_comes_twice_in_as_many_words_counts_more() -> None:
    index = seen("A lamp and a boat here.", "A lamp and a lamp here.")
    assert found(index, "lamp") == ["A lamp and a lamp here.", "A lamp and a boat here."]


def test_words_in_quotes_stand_side_by_side_as_they_are_written() -> None:
    index = seen("The keeper lost the boat.", "The lost keeper.", "The lost keepers.")
    assert found(index, '"lost keeper"') == ["The lost keeper."]
    assert found(index, "“lost keeper”") == ["The lost keeper."]
    assert found(index, '"keeper lost" boat') == ["The keeper lost the boat."]
    assert found(index, '"boat keeper"') == []


def test_a_quote_that_was_not_closed_yet_is_words() -> None:
    assert found(seen("The lost keeper."), '"keeper lo') == ["The lost keeper."]


def test_the_last_word_may_be_begun_until_a_space_is_typed() -> None:
    index = seen("A lighthouse.", "A lantern.")
    assert found(index, "light") == ["A lighthouse."]
    assert found(index, "light ") == []
    assert found(index, "l") == []


def test_a_word_that_is_whole_comes_before_longer_ones() -> None:
    index = seen("The lightning.", "The light.", "The lighthouse.")
    assert found(index, "light")[0] == "The light."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two letters came.", "letter "),
        ("A letter came.", "letters "),
        ("Both stories end.", "story "),
        ("His mother’s boat.", "mother "),
        ("The boss waits.", "boss "),
        ("AMÉLIE waits.", "amelie "),
    ],
)
def test_a_word_is_found_in_its_other_forms(text: str, words: str) -> None:
    assert found(seen(text), words) == [text]


def test_characters_of_scripts_without_spaces_are_found_side_by_side() -> None:
    index = seen("雨の日に手紙が届く。", "日の雨。")
    (hit,), total = index.search("雨の日")
    assert (hit.shown.text, total) == ("雨の日に手紙が届く。", 1)
    assert marked(hit) == ["雨の日"]
    assert found(index, "てがみ") == []
    assert found(seen("テガミが届く。"), "てがみ") == ["テガミが届く。"]


@pytest.mark.parametrize(
    ("text", "words", "plain"),
    [
        ("She is *never* told.", "never", "She is never told."),
        ("un*believ*able luck", "unbelievable", "unbelievable luck"),
        ("Her [brother](https://lamp.example) waits.", "brother", "Her brother waits."),
        ("AT&amp;T calls", "t", "AT&T calls"),
        ("> A *quotation*\n> goes on.", "goes", "A quotation goes on."),
        ("1. First\n2. Then", "then", "First Then"),
    ],
)
def test_a_snippet_is_plain_text(text: str, words: str, plain: str) -> None:
    (hit,), _ = seen(text).search(words)
    assert hit.snippet == plain


@pytest.mark.parametrize("words", ["example", "https", "amp", "strong"])
def test_marks_of_markdown_are_not_words(words: str) -> None:
    index = seen("Her [brother](https://lamp.example) **waits** &amp; sleeps.")
    assert found(index, words) == []


def test_a_snippet_of_a_long_passage_is_cut_at_word_ends_around_the_best_words() -> None:
    text = f"storm {'aaaa ' * 100}the storm sinks a boat {'bbbb ' * 100}"
    (hit,), _ = seen(text).search("storm boat")
    assert len(hit.snippet) <= 200
    assert hit.snippet.startswith("…aaaa ")
    assert hit.snippet.endswith(" bbbb…")
    assert marked(hit) == ["storm", "boat"]


def test_a_snippet_can_be_cut_anywhere_where_there_are_no_spaces() -> None:
    (hit,), _ = seen("雨" * 300 + "手紙" + "雨" * 300).search("手紙")
    assert len(hit.snippet) == 200
    assert marked(hit) == ["手紙"]


def test_of_two_with_the_same_score_the_lower_slug_comes_first_then_the_earlier_one() -> None:
    given_ = [shown("A lamp.", "b"), shown("A lamp!", "a"), shown("A lamp?", "a")]
    hits, _ = Seen(given_).search("lamp")
    assert [hit.shown for hit in hits] == [given_[1], given_[2], given_[0]]


def test_all_that_were_found_are_counted_and_as_many_as_wanted_are_told() -> None:
    index = seen(*["A lamp."] * 7)
    hits, total = index.search("lamp", 3)
    assert (len(hits), total) == (3, 7)
    assert index.search("lamp", 0) == ((), 7)


@pytest.mark.parametrize("words", ["", " ", '"', '""', "...", "—", "\0"])
def test_a_search_without_words_finds_nothing(words: str) -> None:
    assert seen("A lamp.").search(words) == ((), 0)


def test_signs_between_words_are_not_looked_for() -> None:
    assert found(seen("A lamp in the rain."), "lamp — rain") == ["A lamp in the rain."]


def test_passages_that_were_not_handed_in_would_move_the_order() -> None:
    """Why an index over all passages, filtered afterwards, would tell what is hidden."""
    visible = [shown("A boat."), shown("A lamp."), shown("A lamp.")]
    hidden = [shown("A boat sinks.")] * 9
    of_visible, _ = Seen(visible).search("boat lamp ")
    of_all, _ = Seen(visible + hidden).search("boat lamp ", 99)
    filtered = [hit.shown for hit in of_all if hit.shown not in hidden]
    assert [hit.shown for hit in of_visible] != filtered


@given(passages, passages, passages, texts)
def test_what_is_hidden_cannot_change_an_answer(
    visible: list[Shown], hidden: list[Shown], other_hidden: list[Shown], words: str
) -> None:
    """The index is made of what may be seen; nothing outlives it in the next one."""

    def answer(also: list[Shown]) -> object:
        Seen(visible + also).search(words)
        return Seen(visible).search(words)

    assert answer(hidden) == answer(other_hidden) == Seen(visible).search(words)


@given(passages, texts, st.integers(-1, 30))
def test_any_words_can_be_looked_for_in_any_passages(
    given_: list[Shown], words: str, limit: int
) -> None:
    hits, total = Seen(given_).search(words, limit)
    assert len(hits) == min(total, max(limit, 0))
    for hit in hits:
        assert hit.shown in given_
        assert len(hit.snippet) <= 200
        ends = [0, *(end for mark in hit.marks for end in mark), len(hit.snippet)]
        assert ends == sorted(ends)
        assert all(begin < end for begin, end in hit.marks)


@given(passages, texts)
def test_a_search_is_answered_the_same_again(given_: list[Shown], words: str) -> None:
    index = Seen(given_)
    assert index.search(words) == index.search(words) == Seen(given_).search(words)


@given(texts)
def test_the_words_of_a_passage_are_those_that_are_shown_of_it(text: str) -> None:
    """Most passages are not read as Markdown for the index; their words are the same."""
    index = seen(text)
    shown_words = words_of(markup.words(text))
    for word in {*words_of(text), *shown_words}:
        if word.isalnum() and words_of(word) == [word]:
            assert bool(found(index, f'"{word}"')) == (word in shown_words)


@pytest.mark.parametrize("unit", ["*a", "a ", "[", "\n", "- ", "` ", "雨", "_a_", "'", "\\"])
def test_a_long_passage_does_not_hang(unit: str) -> None:
    seen(unit * 3000).search(unit * 3000)
