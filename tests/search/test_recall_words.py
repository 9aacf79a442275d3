"""Terms of texts and memories, and which of them are names."""

from hypothesis import given
from hypothesis import strategies as st

from lookback.search.recall_words import (
    MAX_CHARACTERS,
    MAX_TERMS,
    Question,
    roles_in,
    terms,
)


def never(_term: str) -> bool:
    return False


def test_terms_are_stemmed_and_folded_without_words_that_say_nothing() -> None:
    assert terms("The Singers tried to find Zoë's lanterns") == ["singer", "zoe", "lantern"]
    assert terms("") == terms("the, of: and!") == []


def test_names_in_prose_are_roles() -> None:
    prose = "A widow leads mules. Her son Anselm meets Captain O. Brand, and Anselm's dog barks."
    assert roles_in(prose, ()) == ["anselm", "captain", "o", "brand", "anselm"]


def test_those_who_made_the_film_are_no_roles() -> None:
    people = {"ida", "brandt"}
    assert roles_in("Ida Brandt plays Agnes. Brandt won.", people) == ["agn"]


def test_a_list_of_credits_has_no_roles() -> None:
    prose = "Directed by Vera Stone, starring Hal Green, Ann Poe and Lee Day. It follows Agnes."
    assert roles_in(prose, ()) == ["direct", "agn"]


def test_a_name_at_the_end_of_a_text_is_a_role() -> None:
    assert roles_in("They meet Al", ()) == roles_in("They meet Al.", ()) == ["al"]


def test_a_repeated_term_is_counted() -> None:
    question = Question.read("A goat ate it. Goats eat, and the goat ran.", never)
    assert question.counts["goat"] == 3


def test_capitals_within_a_sentence_are_names() -> None:
    question = Question.read("Lanterns are lit when Rosalba comes. Nothing helps Tobias.", never)
    assert question.names == {"rosalba", "tobia"}


def test_where_capitals_do_not_tell_the_films_do() -> None:
    def is_name(term: str) -> bool:
        return term == "rosalba"

    for words in ("Rosalba lit lanterns.", "rosalba lit lanterns", "ROSALBA LIT LANTERNS"):
        assert Question.read(words, is_name).names == {"rosalba"}


def test_a_long_memory_is_cut_off() -> None:
    words = " ".join(f"word{number}" for number in range(MAX_CHARACTERS))
    question = Question.read(words, never)
    assert len(question.counts) == MAX_TERMS
    assert "word0" in question.counts


@given(st.text(), st.booleans())
def test_any_text_is_a_question_whose_names_are_among_its_terms(words: str, named: bool) -> None:
    question = Question.read(words, lambda _term: named)
    assert question.names <= question.counts.keys()
    assert all(count > 0 for count in question.counts.values())


@given(st.text(), st.sets(st.text()))
def test_any_prose_has_roles_that_are_terms(prose: str, people: set[str]) -> None:
    found = roles_in(prose, people)
    assert all(term == term.strip() != "" for term in found)
