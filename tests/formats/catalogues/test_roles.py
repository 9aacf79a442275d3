"""Names of characters that tell nothing but a name."""

import pytest

from lookback.formats.catalogues.roles import is_plain, tells


@pytest.mark.parametrize(
    "role",
    [
        "Anna",
        "Anna Moor",
        "Dr. Moor",
        "Jean-Luc O'Hara",
        "Ida van der Holm",
        "Anna B. Moor",
        "Robert",
        "Diego",
        "Simon",
        "Bridget",
        "Zhang Wei",
        "Łukasz",
        "Capt. Boyd",
        "Evelyn",
    ],
)
def test_a_name_is_plain(role: str) -> None:
    assert is_plain(role)


@pytest.mark.parametrize(
    "role",
    ["", "anna", "Keeper / Twin", "Anna (voice)", "Older Anna", "Young Jon", "Anna's Mother",
     "Self", "The Killer", "Ghost", "Anna, the bride", "Cop #2", "Jon 2", "Anna as a child", "母",
     "Father Moor", "Mutter", "A B C D E", "Anna\nMoor", "a" * 70, "Twin-Brother", "Half Brother"],
)  # fmt: skip
def test_whatever_says_more_than_a_name_is_not_plain(role: str) -> None:
    assert not is_plain(role)


@pytest.mark.parametrize(
    "role",
    ["Hallucination", "Replicant", "Hologram", "Simulation", "Apparition", "Phantom", "Wraith",
     "Satan", "Bomber", "Strangler", "Poisoner", "Kidnapper", "Undercover Agent", "Murdered Girl",
     "Hanged Jon", "Infected Soldier", "Pregnant Ida", "Traitorous Jon", "Geisterfrau",
     "Stiefmutter", "Mörder", "Fantôme", "Asesina", "The Drowned", "Shapeshifter", "Ex-Wife"],
)  # fmt: skip
def test_a_word_with_a_stem_that_tells_is_not_plain(role: str) -> None:
    assert not is_plain(role)
    assert not is_plain(f"Anna {role}")


@pytest.mark.parametrize(
    "role", ["Призрак", "Анна", "Φάντασμα", "Мать Анны", "Άννα", "Кiller", "Kıller"]
)
def test_what_is_in_another_script_or_hides_a_stem_in_another_letter_is_not_plain(
    role: str,
) -> None:
    assert not is_plain(role)


def test_accents_and_capitals_hide_no_stem() -> None:
    assert tells("MÖRDERIN")
    assert tells("Ghöst")
    assert not tells("Anna Moor")
