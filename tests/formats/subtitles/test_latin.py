"""Encodings for Latin letters."""

import pytest

from lookback.formats.subtitles.latin import latin


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ça fait des heures déjà, où étais-tu ?", "cp1252"),
        ("¿Dónde estabas? Mañana, sí.", "cp1252"), ("größer und schöner, süß", "cp1252"),
        ("Hol voltál? Szörnyű, ő sem hívott fel.", "cp1250"), ("Přišel příliš pozdě.", "cp1250"),
        ("Yağmur dinmiş, ışığı söndür, çabuk ol.", "cp1254"),
        ("Kur tu buvai? Žmonės jau išėjo, ėjo ilgai, įėjo.", "cp1257"),
    ],
)  # fmt: skip
def test_an_encoding_is_told_by_the_letters_of_its_languages(text: str, encoding: str) -> None:
    assert latin(text.encode(encoding)) == encoding


@pytest.mark.parametrize(
    ("text", "encoding"), [("Где ты был?", "cp1251"), ("どこにいたの", "cp932"), ("", "ascii")]
)
def test_other_letters_are_not_latin(text: str, encoding: str) -> None:
    assert latin(text.encode(encoding)) == ""
