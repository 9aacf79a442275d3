"""Who says what, and what is heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.film.subtitle import Cue
from lookback.formats.subtitles.base import Raw
from lookback.formats.subtitles.cleaning import MUSIC, said


def parts(text: str, speaker: str = "") -> list[tuple[str, str, str]]:
    """Speaker, text and sounds of each cue."""
    cues = said(Raw(1000, 2000, tuple(text.split("|")), speaker))
    assert all((cue.start, cue.end) == (1.0, 2.0) for cue in cues)
    return [(cue.speaker, cue.text, cue.sounds) for cue in cues]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Who left|the boat|here?", "Who left the boat here?"),
        ("<i>Who</i> <font color='#fff'>left</font>|<b>it?", "Who left it?"),
        ("{\\an8}{y:i}Who\\Nleft\\hit?", "Who left it?"), ("Ada &amp; Max&nbsp;&lt;3",
        "Ada & Max <3"),
        ("I <3 boats, 2 < 3.", "I <3 boats, 2 < 3."), ("Take C:\\new.", "Take C:\\new."),
        ("Well -- no.", "Well -- no."), ("It was the best --|the very best.",
         "It was the best -- the very best."),
        ("A long|— very long — boat.", "A long — very long — boat."),
        ("- A dash that is alone.", "A dash that is alone."), ("I *really* mean it.",
         "I really mean it."), ("<c.loud>Who</c> <00:01.000>left?", "Who left?"),
        ("#1 fan of boat #2", "#1 fan of boat #2"), ("It is 10:30: late.", "It is 10:30: late."),
        ("Listen: the rain.", "Listen: the rain."), ("<ruby>船<rt>ふね</rt></ruby>だ", "船だ"),
        ("WARNING: DEEP WATER", "WARNING: DEEP WATER"),
    ],
)  # fmt: skip
def test_what_is_said_is_one_line_without_marks(text: str, plain: str) -> None:
    assert parts(text) == [("", plain, "")]


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("(phone rings)", "phone rings"), ("[Door slams]", "Door slams"),
        ("(rain falls|on the roof)", "rain falls on the roof"), ("[ Sighs ]", "Sighs"),
        ("♪♪", MUSIC), ("♪ (slow waltz) ♪", "slow waltz"), ("# #", MUSIC), ("*gasps*", "gasps"),
        ("- (sighs)|- (rain)", "sighs; rain"),
        ("（電話の音）", "電話の音"), ("(thunder", "thunder"),
        ("<i>[MUSIC PLAYING]</i>", "MUSIC PLAYING"),
    ],
)  # fmt: skip
def test_what_is_heard_is_no_text(text: str, sounds: str) -> None:
    assert parts(text) == [("", "", sounds)]


@pytest.mark.parametrize("text", ["♪ Row the boat|down the roof ♪",
"# Row the boat down the roof #",
                                  "♫ Row the boat down the roof",
                                  "#Row the boat down the roof#"])  # fmt: skip
def test_what_is_sung_is_text(text: str) -> None:
    assert parts(text) == [("", "Row the boat down the roof", "")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("ADA: Who left it?", "ADA"), ("- ADA: Who left it?", "ADA"), ("ADA:|Who left it?", "ADA"),
        ("[Ada] Who left it?", "Ada"), ("(ADA) Who left it?", "ADA"), ("[ Ada ]|Who left it?",
        "Ada"),
        ("MRS. LIND: Who left it?", "MRS. LIND"), ("MAN 2: Who left it?", "MAN 2"),
        ("[Old Man] Who left it?", "Old Man"), (">> ADA: Who left it?", "ADA"),
        ("<v Ada Lind>Who left it?</v>", "Ada Lind"), ("<v.loud Ada>Who left it?", "Ada"),
        ("<i>ADA: Who left it?</i>", "ADA"), ("ÅSA: Who left it?", "ÅSA"),
        ("АДА: Who left it?", "АДА"), ("（エイダ）Who left it?", "エイダ"),
    ],
)  # fmt: skip
def test_a_speaker_is_told_by_a_name_before_what_is_said(text: str, speaker: str) -> None:
    assert parts(text) == [(speaker, "Who left it?", "")]


def test_a_name_and_a_manner_are_told_apart() -> None:
    assert parts("[sighs] ADA: No.") == [("ADA", "No.", "sighs")]
    assert parts("ADA (on phone): No.") == [("ADA", "No.", "on phone")]
    assert parts("(whispering): No. (door closes)") == [("", "No.", "whispering; door closes")]
    assert parts("[ENGINE REVVING] Go!") == [("", "Go!", "ENGINE REVVING")]
    assert parts("Go!", speaker="Ada") == [("Ada", "Go!", "")]


def test_two_who_speak_in_one_cue_are_two_cues() -> None:
    two = [("", "Where?", ""), ("", "There.", "")]
    for text in ("- Where?|- There.", "-Where?|-There.", "Where?|- There.", "– Where?|– There.",
                 "- Where? - There.", ">> Where?|>> There.",
                 "<i>- Where?</i>|<i>- There.</i>"):  # fmt: skip
        assert parts(text) == two
    assert parts("- ADA: Where?|- (rain) There,|up there.") == [
        ("ADA", "Where?", ""), ("", "There, up there.", "rain"),
    ]  # fmt: skip
    assert parts("ADA: Where?|MAX: There.") == [("ADA", "Where?", ""), ("MAX", "There.", "")]
    assert parts("<v Ada>Where?</v>|<v Max>There.</v>") == [
        ("Ada", "Where?", ""), ("Max", "There.", ""),
    ]  # fmt: skip
    assert parts("- One.|- Two.|- Three.") == [
        ("", "One.", ""),
        ("", "Two.", ""),
        ("", "Three.", ""),
    ]


def test_where_only_one_of_two_speaks_there_is_one_cue() -> None:
    assert parts("- (sighs)|- There.") == [("", "There.", "sighs")]
    assert parts("- There.|- (sighs)") == [("", "There.", "sighs")]
    assert parts("- One.|- (rain)|- Two.|- (wind)") == [
        ("", "One.", ""),
        ("", "Two.", "rain; wind"),
    ]


@pytest.mark.parametrize("text", ["...", "?!", "-", "()", "[]", "<i></i>", "{\\an8}", "- -", "#"])
def test_what_says_nothing_is_nothing(text: str) -> None:
    assert parts(text) in ([], [("", "", MUSIC)] if text == "#" else [])


@given(st.text(alphabet="aZ1 |-–[]()<>{}\\nN♪#*:：（）&;v.!?\"'>\u3042", max_size=60))
def test_whatever_a_cue_holds_its_parts_are_clean(text: str) -> None:
    for cue in said(Raw(0, 1, tuple(text.split("|")))):
        assert cue.text or cue.sounds
        for part in (cue.text, cue.speaker, cue.sounds):
            assert part == " ".join(part.split())
        assert "♪" not in cue.text
        assert cue == Cue(0.0, 0.001, cue.text, cue.speaker, cue.sounds)
