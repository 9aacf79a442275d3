"""From a cue as it stands in the file to who says what, and what is heard."""

import html
import re
from collections.abc import Iterator
from typing import Final

from lookback.film.subtitle import Cue
from lookback.formats.subtitles.base import Raw
from lookback.formats.subtitles.sound import is_name

_VOICE: Final = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]{1,60})>", re.IGNORECASE)
_RUBY: Final = re.compile(r"<rt>[^<>]*</rt>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<[0-9][0-9:.]{3,}>")
_OVERRIDE: Final = re.compile(r"\{[^{}]*\}|\\N|\\n(?![a-z])|\\h")
_TURN: Final = re.compile(r"\s*[-‐–—]\s*(?![-‐–—])(?=\S)|\s*>>+\s*")
"""What a line of another speaker begins with; two dashes are an interruption."""
_TURN_WITHIN: Final = re.compile(r"(?<=[.?!…\])♪\"”])[ \t]+[-–—](?=[ \t]*[^\W_])(?![-–—])")
_BRACKETS: Final = re.compile(
    r"\[([^\[\]]*)\]|\(([^()]*)\)|（([^（）]*)）|［([^［］]*)］|【([^【】]*)】"
)
_UNCLOSED: Final = re.compile(r"[\[(（［][^\[\]()（）［］]*$")
_LABEL: Final = re.compile(
    r"([^:：\n\[(]{2,40}?)[ \t]*(?:[\[(]([^\[\]()]{0,60})[\])])?[ \t]*[:：](?=\s|$)"
)
_LABEL_WORD: Final = re.compile(r"[^\W\d_][\w.'’&/-]*|#?[0-9]{1,3}|&")
_NO_LABELS: Final = frozenset({"ATTENTION", "NOTE", "NOTICE", "PS", "P.S.", "WARNING"})
_MUSIC: Final = re.compile(r"[♪♫♩♬🎵🎶]+")
_DOING: Final = re.compile(r"\*([^*]*[^*?!])\*")
_SPACE: Final = re.compile(r"\s+")
MUSIC: Final = "♪"
"""What is heard where a cue has notes and no words."""


def said(raw: Raw) -> tuple[Cue, ...]:
    """What a cue says: one cue for each who speaks in it, or one of sounds, or none."""
    parts = [
        part
        for speaker, text in _voices("\n".join(raw.lines))
        for turn in _turns(_plain(text))
        for part in [_part(turn, speaker or raw.speaker)]
        if part[0] or part[2]
    ]
    start, end = raw.start / 1000, raw.end / 1000
    speaking = [part for part in parts if part[0]]
    if len(speaking) < 2:
        # With one who speaks, whatever is heard belongs to the same cue.
        text, speaker = speaking[0][:2] if speaking else ("", parts[0][1] if parts else "")
        sounds = "; ".join(part[2] for part in parts if part[2])
        return (Cue(start, end, text, speaker, sounds),) if parts else ()
    cues: list[Cue] = []
    waiting = ""
    for text, speaker, sounds in parts:
        heard = "; ".join(filter(None, (waiting, sounds)))
        waiting = ""
        if text:
            cues.append(Cue(start, end, text, speaker, heard))
        else:
            waiting = heard
    if waiting:
        last = cues[-1]
        heard = "; ".join(filter(None, (last.sounds, waiting)))
        cues[-1] = Cue(start, end, last.text, last.speaker, heard)
    return tuple(cues)


def _voices(text: str) -> Iterator[tuple[str, str]]:
    """The text of each voice that WebVTT names, and of none before the first."""
    before, *named = _VOICE.split(text)
    yield "", before
    for name, spoken in zip(named[::2], named[1::2], strict=True):
        yield " ".join(html.unescape(name).split()), spoken


def _plain(text: str) -> str:
    """The text without tags and overrides, and with entities as what they mean."""
    if "<" in text:
        text = _TAG.sub("", _RUBY.sub("", text))
    if "{" in text or "\\" in text:
        text = _OVERRIDE.sub(
            lambda one: "\n" if one[0] in {r"\N", r"\n"} else " " * (one[0] == r"\h"), text
        )
    if "&" in text:
        text = html.unescape(text)
    return text


def _turns(text: str) -> list[str]:
    """What each speaker says, where lines begin with dashes or names, else all of it."""
    lines = [line.strip() for line in text.split("\n")]
    if lines and lines[0][:1] in "-–—" and _TURN_WITHIN.search(text):
        lines = [part for line in lines for part in _apart(line)]
    marks = [_TURN.match(line) for line in lines]
    labels = [_label(line) is not None for line in lines]
    turns: list[list[str]] = [[]]
    for index, line in enumerate(lines):
        mark = marks[index]
        # A dash that continues a sentence is long; in French the first speaker has none.
        begins = mark is not None and (marks[0] is not None or line[0] in "->")
        if index and (begins or labels[index]):
            turns.append([])
        turns[-1].append(line[mark.end() :] if mark and (begins or not index) else line)
    return [" ".join(turn) for turn in turns]


def _apart(line: str) -> list[str]:
    first, *others = _TURN_WITHIN.split(line)
    return [first, *(f"-{other}" for other in others)]


def _part(text: str, speaker: str) -> tuple[str, str, str]:
    """What is said, by whom, and what is heard."""
    sounds: list[str] = []
    text, speaker = _led(_SPACE.sub(" ", text).strip(), speaker, sounds)
    if "[" in text or "(" in text or "（" in text or "［" in text or "【" in text:
        text = _BRACKETS.sub(lambda match: _heard(match, sounds), text)
        unclosed = _UNCLOSED.search(text)
        if unclosed:
            sounds.append(_bare(unclosed[0][1:]))
            text = text[: unclosed.start()]
    if doing := _DOING.fullmatch(text):
        sounds.append(_bare(doing[1]))
        text = ""
    song = _MUSIC.search(text) is not None or text.startswith("#")
    bare = _MUSIC.sub(" ", text).replace("*", "").strip()
    if bare.startswith("#") and (bare[1:2].isspace() or bare.endswith("#")):
        bare = bare[1:]  # a song, as British subtitles mark it; not "#1"
    bare = _SPACE.sub(" ", bare.removesuffix("#")).strip()
    text = bare if any(map(str.isalnum, bare)) else ""
    heard = "; ".join(filter(None, sounds))
    return text, speaker, heard or (MUSIC if song and not text else "")


def _led(text: str, speaker: str, sounds: list[str]) -> tuple[str, str]:
    """The text without the names and sounds that it begins with, and the speaker."""
    while match := _BRACKETS.match(text):
        rest = text[match.end() :].lstrip(" :：")
        inside = _inside(match)
        if rest.strip() and not speaker and is_name(inside):
            speaker = inside
        else:
            sounds.append(_bare(inside))
        text = rest
    label = _label(text)
    if label is not None:
        speaker = " ".join(label[1].split())
        sounds.append(_bare(label[2] or ""))
        text = text[label.end() :].lstrip()
    return text, speaker


def _label(text: str) -> re.Match[str] | None:
    """A speaker's name before a colon: in capitals, for ``Listen: ...`` is no name."""
    if ":" not in text and "：" not in text:
        return None
    match = _LABEL.match(text)
    if match is None or not match[1].isupper() or match[1] in _NO_LABELS:
        return None
    words = match[1].split()
    return match if len(words) <= 4 and all(map(_LABEL_WORD.fullmatch, words)) else None


def _inside(match: re.Match[str]) -> str:
    return " ".join((match[match.lastindex or 0] or "").split())


def _heard(match: re.Match[str], sounds: list[str]) -> str:
    sounds.append(_bare(_inside(match)))
    return " "


def _bare(sound: str) -> str:
    """A sound without notes; a lone question mark is no sound."""
    sound = _SPACE.sub(" ", _MUSIC.sub(" ", sound)).strip(" #*")
    return sound if any(map(str.isalnum, sound)) else ""
