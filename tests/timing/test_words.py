import pytest

from lookback.timing.words import names_in, terms_of, terms_of_statement


def test_forms_of_a_word_are_one_term() -> None:
    assert terms_of("She drowns") == terms_of("drowning") == terms_of("Drowned.")


def test_words_that_every_line_has_are_none() -> None:
    assert terms_of("Well, you know, I just want to go") == []


def test_a_possessive_is_the_word_itself() -> None:
    assert terms_of("Marta's lamp") == terms_of("Marta’s lamp") == terms_of("Marta lamp")


def test_accents_make_no_difference() -> None:
    assert terms_of("Zoë") == terms_of("zoe")


def test_actors_in_brackets_are_no_words_of_the_film() -> None:
    assert terms_of_statement("Marta (Jane Doe) lights it.") == terms_of("Marta lights it.")


def test_a_sentence_that_stands_in_brackets_keeps_its_words() -> None:
    assert terms_of_statement("(The lamp burns.)") == terms_of("The lamp burns.")


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("de", "Häuser", "Hauses"), ("fr", "continuer", "continua"), ("es", "casas", "casa")],
)
def test_other_languages_have_stems_of_their_own(language: str, one: str, other: str) -> None:
    assert terms_of(one, language) == terms_of(other, language)


def test_a_language_without_a_stemmer_has_its_words() -> None:
    assert terms_of("Světlo hoří", "cs") == ["svetlo", "hori"]


def test_scripts_without_spaces_are_compared_by_pairs_of_characters() -> None:
    assert set(terms_of("灯台", "ja")) & set(terms_of("古い灯台が", "ja")) == {"灯台"}


def test_names_are_words_in_capitals_that_begin_no_sentence() -> None:
    names = names_in(["When Marta meets Ivo, Tomas leaves.", "Rain falls on Dover (Jane Doe)."])
    assert names == {"marta", "ivo", "toma", "dover"}


def test_a_script_without_capitals_has_no_names() -> None:
    assert names_in(["灯台で彼女に会う"], "ja") == frozenset()
