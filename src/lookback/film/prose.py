"""Sentences in Markdown, with the words in them that wait for a moment of their own."""

import re
from dataclasses import dataclass
from typing import Final

from lookback.errors import GateInvalid
from lookback.film.gate import CLOSED, Gate

_MOST_PARTS: Final = 3
_BAR: Final = re.compile(r"(?<!\\)(?:\\\\)*\|\|")


@dataclass(frozen=True, slots=True)
class Veil:
    """Words that wait: written ``||someone|0:35|her brother||``.

    Attributes:
        stand_in: shown until then; ``None`` makes the whole passage wait, since a hole in a
            sentence tells, too.
    """

    text: str
    gate: Gate = CLOSED
    stand_in: str | None = None

    def __str__(self) -> str:
        parts = [] if self.stand_in is None else [self.stand_in]
        parts += [] if self.stand_in is None and self.gate == CLOSED else [str(self.gate)]
        return "||" + "|".join([*parts, self.text]) + "||"


@dataclass(frozen=True, slots=True)
class Prose:
    """Text in Markdown: pieces that are always said, and veils between them."""

    pieces: tuple[str | Veil, ...]

    @classmethod
    def parse(cls, text: str) -> "Prose":
        r"""Read text with inline gates; ``\|`` is a real bar.

        Raises:
            GateInvalid: a bar pair without its end, or a veil that cannot be read.
        """
        if "||" not in text:
            return cls((text,))
        parts = _split(text)
        if len(parts) % 2 == 0:
            raise GateInvalid("expected || at the end of the inline gate, too")
        pieces = [_veil(part) if index % 2 else part for index, part in enumerate(parts)]
        return cls(tuple(piece for piece in pieces if piece))

    @classmethod
    def plain(cls, text: str) -> "Prose":
        """Text whose bars are only bars."""
        return cls((_BAR.sub(lambda bar: bar[0][:-2] + r"\|\|", text),))

    def __str__(self) -> str:
        return "".join(map(str, self.pieces))

    @property
    def veils(self) -> tuple[Veil, ...]:
        """The words that wait."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Veil))


def _split(text: str) -> list[str]:
    """Cut at each bar pair whose first bar is not escaped."""
    parts, begin = [], 0
    for bar in _BAR.finditer(text):
        parts.append(text[begin : bar.end() - 2])
        begin = bar.end()
    return [*parts, text[begin:]]


def _veil(text: str) -> Veil:
    parts = re.split(r"(?<!\\)\|", text)
    words = parts[-1]
    if not words.strip() or "\n" in text:
        raise GateInvalid("expected words between || and ||, on one line")
    if len(parts) > _MOST_PARTS:
        raise GateInvalid("expected ||stand-in|moment|words||, ||moment|words|| or ||words||")
    gate = Gate.parse(parts[-2].strip()) if len(parts) > 1 else CLOSED
    stand_in = parts[0] if len(parts) == _MOST_PARTS else ""
    return Veil(words, gate, stand_in if stand_in.strip() else None)
