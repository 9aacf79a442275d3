"""Subtitles of a film that does not exist, in every format, and what they say."""

from typing import Final

from lookback.film.subtitle import Cue

SPOKEN: Final = (
    "Who left the boat on the roof?", "I thought that you had sold it.", "Nobody buys a boat here.",
    "Then we will have to carry it down.", "Not before the rain has stopped.",
    "My brother is coming with the horse.", "The horse has never seen a boat.",
    "It has never seen a roof, either.", "Give me the lamp, and hold the rope.",
    "What do they want with the lighthouse?",
)  # fmt: skip
"""What the clean samples say, a line every four seconds, each for two and a half."""
CUES: Final = tuple(Cue(4.0 * n, 4.0 * n + 2.5, text) for n, text in enumerate(SPOKEN, 1))


def clock(seconds: float, comma: str = ",", digits: int = 3) -> str:
    """``00:00:04,000``."""
    ticks = round(seconds * 10**digits)
    whole, fraction = divmod(ticks, 10**digits)
    minutes, second = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}{comma}{fraction:0{digits}}"


def cue(number: int, start: float, end: float, text: str) -> str:
    """A cue of SRT, with the empty line after it."""
    return f"{number}\n{clock(start)} --> {clock(end)}\n{text}\n\n"


def srt(*texts: str) -> bytes:
    """The texts, at the times of ``CUES`` and so on."""
    return "".join(cue(n, 4.0 * n, 4.0 * n + 2.5, text) for n, text in enumerate(texts, 1)).encode()


_ASS_HEAD: Final = (
    "[Script Info]\nTitle: The Paper Boat\nScriptType: v4.00+\n\n[V4+ Styles]\n"
    "Format: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)


def ass(*rows: str) -> bytes:
    """The rows of events below a head."""
    return (_ASS_HEAD + "\n".join(rows) + "\n").encode()


SRT: Final = srt(*SPOKEN)
WEBVTT: Final = (
    "WEBVTT - The Paper Boat\n\nNOTE made\nby hand\n\nSTYLE\n::cue { color: red }\n\n"
    + "".join(
        f"{clock(one.start, '.')[3:]} --> {clock(one.end, '.')[3:]} line:90%\n{one.text}\n\n"
        for one in CUES
    )
).encode()
ASS: Final = ass(
    *(
        f"Dialogue: 0,{clock(one.start, '.', 2)[1:]},{clock(one.end, '.', 2)[1:]},Default,,0,0,0,,"
        f"{{\\i1}}{one.text}{{\\i0}}"
        for one in CUES
    ),
    "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,not shown",
)
SSA: Final = (
    ASS.replace(b"V4+ Styles", b"V4 Styles")
    .replace(b"Format: Layer", b"Format: Marked")
    .replace(b"Dialogue: 0", b"Dialogue: Marked=0")
)
MICRODVD: Final = (
    "{1}{1}24.000\n"
    + "".join(f"{{{one.start * 24:.0f}}}{{{one.end * 24:.0f}}}{one.text}\n" for one in CUES)
).encode()
MPL2: Final = "".join(
    f"[{one.start * 10:.0f}][{one.end * 10:.0f}] /{one.text}\n" for one in CUES
).encode()
TMP: Final = "".join(f"{clock(one.start, '', 0)[:8]}:{one.text}\n" for one in CUES).encode()
SUBVIEWER: Final = (
    "[INFORMATION]\n[TITLE]The Paper Boat\n[END INFORMATION]\n\n"
    + "".join(
        f"{clock(one.start, '.', 2)},{clock(one.end, '.', 2)}\n{one.text}\n\n" for one in CUES
    )
).encode()
SAMI: Final = (
    "<SAMI><HEAD><STYLE TYPE='text/css'><!-- P { color: white; } .ENCC {Name: English;} -->"
    "</STYLE></HEAD>\n<BODY>\n"
    + "".join(
        f"<SYNC Start={one.start * 1000:.0f}><P Class=ENCC>{one.text}\n"
        f"<SYNC Start={one.end * 1000:.0f}><P Class=ENCC>&nbsp;\n"
        for one in CUES
    )
    + "</BODY>\n</SAMI>"
).encode()
TTML: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>\n'
    + "".join(
        f'<p begin="{clock(one.start, ".")}" end="{clock(one.end, ".")}"><span>{one.text}</span>'
        "</p>\n"
        for one in CUES
    )
    + "</div></body></tt>"
).encode()
SAMPLES: Final = {
    "srt": SRT, "webvtt": WEBVTT, "ass": ASS, "ssa": SSA, "microdvd": MICRODVD, "mpl2": MPL2,
    "tmp": TMP, "subviewer": SUBVIEWER, "sami": SAMI, "ttml": TTML,
}  # fmt: skip
WITHOUT_ENDS: Final = frozenset({"tmp", "sami"})

OGM: Final = (
    b"CHAPTER01=00:00:00.000\nCHAPTER01NAME=The Roof\nCHAPTER02=00:07:30.500\nCHAPTER02NAME=Rain\n"
)
MATROSKA: Final = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE Chapters SYSTEM "matroskachapters.dtd">
<Chapters><EditionEntry>
<ChapterAtom><ChapterTimeStart>00:00:00.000000000</ChapterTimeStart>
<ChapterDisplay><ChapterString>The Roof</ChapterString><ChapterLanguage>eng</ChapterLanguage>
</ChapterDisplay></ChapterAtom>
<ChapterAtom><ChapterDisplay><ChapterString>Rain</ChapterString></ChapterDisplay>
<ChapterTimeStart>00:07:30.500000000</ChapterTimeStart></ChapterAtom>
</EditionEntry></Chapters>
"""
FFMETADATA: Final = b""";FFMETADATA1
title=The Paper Boat
[CHAPTER]
TIMEBASE=1/1000
START=0
END=450500
title=The Roof
[CHAPTER]
START=450500000000
END=900000000000
title=Rain
"""
PLAIN: Final = b"In this film:\n0:00 The Roof\n7:30.500 - Rain\n"
CHAPTERS_WEBVTT: Final = (
    b"WEBVTT\n\n1\n00:00.000 --> 07:30.500\nThe Roof\n\n07:30.500 --> 15:00.000\n<b>Rain</b>\n"
)
CHAPTERS: Final = {
    "ogm": OGM, "matroska": MATROSKA, "ffmetadata": FFMETADATA, "plain": PLAIN,
    "webvtt": CHAPTERS_WEBVTT,
}  # fmt: skip
EDL: Final = b"## scenes\n0 2\n5.0 10.0 0\n450.5 450.5 2\n0:15:00.25 2\n"
