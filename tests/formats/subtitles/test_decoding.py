"""The text of a file in any encoding."""

import codecs

import pytest

from lookback.formats.subtitles.decoding import decoded

_TEXT = "1\n00:00:01,000 --> 00:00:02,000\nDer Käse ist süß.\nИ лодка на крыше.\n"
_SPOKEN = {
    "cp1252": "Où étais-tu passé ? Le dîner est prêt, bien sûr. Ça fait des heures déjà.",
    "cp1250": "Gdzie byłeś? Czekałem cały wieczór. Żółta lampka zgasła, a ty śpisz, proszę cię.",
    "cp1251": "Где ты был? Я ждал тебя весь вечер. Ужин давно остыл, а ты не позвонил.",
    "koi8_r": "Где ты был? Я ждал тебя весь вечер. Ужин давно остыл, а ты не позвонил.",
    "cp1253": "Πού ήσουν; Σε περίμενα όλο το βράδυ. Το φαγητό κρύωσε και δεν πήρες.",
    "cp1254": "Neredeydin? Bütün akşam seni bekledim. Yemek çoktan soğudu, değil mi? Işığı aç.",
    "cp1255": "איפה היית? חיכיתי לך כל הערב. ארוחת הערב כבר התקררה ולא התקשרת.",
    "cp1256": "أين كنت؟ انتظرتك طوال المساء. لقد برد العشاء منذ وقت طويل ولم تتصل.",
    "cp932": "どこにいたの？一晩中待っていたのよ。夕食はとっくに冷めてしまった。",
    "gb18030": "你去哪儿了？我等了你一个晚上。晚饭早就凉了，你连电话都不打。",
    "cp949": "어디 있었어? 밤새 기다렸잖아. 저녁은 벌써 식었는데 전화도 안 했어.",
}


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"],
)
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    data = _TEXT.encode(encoding)
    if encoding == "utf-32-be":
        data = codecs.BOM_UTF32_BE + data
    assert decoded(data) == _TEXT


@pytest.mark.parametrize("encoding", _SPOKEN)
def test_older_encodings_are_told_by_what_is_said(encoding: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{_SPOKEN[encoding]}\n\n" * 3
    assert decoded(text.encode(encoding)) == text


def test_a_damaged_byte_harms_one_character() -> None:
    data = bytearray(_TEXT.encode())
    data[data.index("ß".encode())] = 0xFF
    assert decoded(bytes(data)) == _TEXT.replace("ß", "\ufffd\ufffd")
    assert decoded("a’b".encode("cp1252")) == "a’b"


def test_a_mark_of_utf_16_that_damage_has_made_is_not_believed() -> None:
    assert decoded(b"\xff\xfe" + _TEXT.encode()[2:])[2:] == _TEXT[2:]


def test_every_end_of_a_line_is_a_line_feed_and_nothing_is_invisible() -> None:
    assert decoded("a\r\nb\rc\r\r\nd\u2028e\n".encode()) == "a\nb\nc\nd\ne\n"
    assert decoded("a\x00b\u200e\u202bc\ufeff\x85d".encode()) == "abcd"
    assert decoded(b"") == ""


def test_the_same_bytes_always_have_the_same_text() -> None:
    data = bytes(range(128, 256)) * 40
    assert decoded(data) == decoded(data)
