"""ASS and SSA."""

from tests.formats.subtitles.samples import ass

from lookback.formats.subtitles.base import Found, Raw
from lookback.formats.subtitles.substation import read_substation

_ROW = "Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ada,0,0,0,,{\\i1}The boat,{\\i0}\\Nand\\hthe roof"


def read(*rows: str) -> Found:
    return read_substation(ass(*rows).decode())


def test_a_dialogue_is_read_with_its_speaker_and_without_its_marks() -> None:
    assert read(_ROW) == Found([Raw(1000, 2500, ("The boat,", "and the roof"), "Ada")])


def test_comments_and_drawings_are_passed_over() -> None:
    drawing = "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}"
    assert read(_ROW.replace("Dialogue", "Comment"), drawing) == Found()


def test_a_damaged_line_moves_no_other() -> None:
    broken = (
        _ROW.replace("0:00:01.00", "0:00:0x.00"), _ROW.replace("0:00:02.50", ""), "Dialogue: 0,1",
        "Dialogue:", _ROW.replace("Dialogue", "xDialogue"), _ROW + "a" * 9_000,
        _ROW.replace("0:00:01.00", "-0:00:01.00"),
    )  # fmt: skip
    found = read(_ROW, *broken, _ROW)
    assert found.raws == read(_ROW, _ROW).raws
    assert (found.damaged, found.line) == (len(broken), 12)


def test_the_columns_are_those_that_the_file_names() -> None:
    text = (
        "[V4+ Styles]\nFormat: Name, Text\n[Events]\nFormat: Start, End, Actor, Text\n"
        "Dialogue: 0:00:01.00,0:00:02.00,Ada,Hello, you\n"
    )
    assert read_substation(text).raws == [Raw(1000, 2000, ("Hello, you",), "Ada")]
    strange = text.replace("Start, End, Actor, Text", "Text, Start")
    assert read_substation(strange).damaged == 1


def test_a_file_of_dialogues_alone_is_read() -> None:
    assert len(read_substation(_ROW).raws) == 1
