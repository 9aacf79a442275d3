"""The language of subtitles."""

import subprocess
import sys

import pytest

from lookback.formats.subtitles.language import language

_EN = ("Where have you been? I waited for you.", "The dinner is cold, and you did not call.",
       "It was the train, and my phone was dead.", "You have to tell me what it was.")  # fmt: skip
_DE = ("Wo bist du gewesen? Ich habe gewartet.", "Das Essen ist kalt, du rufst nicht an.",
       "Es war der Zug, und mein Telefon war leer.", "Du musst mir sagen, was es war.")  # fmt: skip
_FR = ("Où est-ce que tu étais ? Je ne sais pas.", "Le dîner est froid, et vous ne dites rien.",
       "C'est le train, et les lampes sont mortes.", "Il faut me dire ce que c'est.")  # fmt: skip
_SV = ("Var har du varit? Jag har väntat hela kvällen.", "Maten är kall och du ringde aldrig.",
       "Tåget var försenat och telefonen dog.",
       "Du måste berätta vad det var för något.")  # fmt: skip
_JA = ("どこにいたの？一晩中待っていたのよ。", "夕食はとっくに冷めてしまったわ。",
       "ごめん、電車が遅れて電話も切れたんだ。", "何があったのか話してちょうだい。")  # fmt: skip
_RU = ("Где ты был? Я ждал тебя весь вечер.", "Ужин давно остыл, а ты даже не позвонил.",
       "Поезд опоздал, и телефон разрядился.", "Ты должен сказать мне, что это было.")  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "code"),
    [(_EN, "en"), (_DE, "de"), (_FR, "fr"), (_SV, "sv"), (_JA, "ja"), (_RU, "ru")],
)
def test_a_language_is_told_by_its_text(texts: tuple[str, ...], code: str) -> None:
    assert language(texts * 3) == code


@pytest.mark.parametrize("texts", [(), ("",), ("Hello.",), ("...", "?!") * 500, _EN[:2]])
def test_too_little_text_has_no_language(texts: tuple[str, ...]) -> None:
    assert language(texts) == ""


def test_most_of_the_film_counts_not_a_song_at_its_beginning() -> None:
    assert language([*_FR * 20, *_EN * 400]) == "en"


def test_the_commonest_languages_need_no_model() -> None:
    code = (
        "import sys; from lookback.formats.subtitles.language import language;"
        f"assert language({_EN * 3!r}) == 'en'; assert 'py3langid' not in sys.modules;"
        f"assert language({_SV * 3!r}) == 'sv'; assert 'py3langid' in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
