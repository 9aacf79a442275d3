"""Markdown prose cut into sentences, at places where a paragraph of a page can be cut, too."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from sentencex import get_sentence_boundaries

from lookback.errors import GateInvalid
from lookback.film.prose import Prose, Veil

Span = tuple[int, int]

_MOST_AT_ONCE: Final = 10_000
"""The segmenter is handed so many characters at a time: odd text costs it their square."""
_MARKS: Final = frozenset("*_`")
_A_WORD: Final = "Somebody"
"""Stands for a veil: a sentence can begin with it, and it is no abbreviation."""
_NO_SPACE: Final = re.compile(r"\S")
_SPACES: Final = re.compile(r"\s+")
VEIL: Final = re.compile(r"(?<!\\)\|\|[^\n]*?(?<!\\)\|\|")
"""Words that their author has hidden between bars."""
_FULL_WIDTH_STOPS: Final = frozenset("。．｡！？")
"""After these a sentence may begin without a space."""
_BEGINS_A_BLOCK: Final = re.compile(
    r"[-+*](?:\s|$)|#{1,6}(?:\s|$)|>|\|(?!\|)|`{3}|~{3}|\d{1,9}[.)](?:\s|$)"
    r"|([-*_])[ \t]*(?:\1[ \t]*){2,}$",
    re.MULTILINE,
)
_AT_SIGN: Final = re.compile(r"(?:[^\w\n\\]|\d)*[@＠]")
_ENDS_IN_ESCAPE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_ROW: Final = re.compile(r"\s*\|(?!\|)")
_WORD: Final = re.compile(r"\w")
_MAY_NEST: Final = re.compile(r"[*_`\[<\\|]")
_FIRST_PRIVATE: Final = 0xE000
_LAST_PRIVATE: Final = 0xF8FF


def _parser() -> MarkdownIt:
    # As pages are rendered: without HTML, links by reference, and pictures.
    parser = MarkdownIt("commonmark", {"html": False})
    return parser.disable(["reference", "html_block", "html_inline", "lheading", "image"])


_PARSER: Final = _parser()


def sentences_of(text: str, language: str = "en") -> list[str]:
    """The sentences of Markdown prose, in plain words (see ``plain_words``)."""
    said = (plain_words(text[begin:end]) for begin, end in spans(text, language))
    return [words for words in said if words]


def plain_words(text: str) -> str:
    """Markdown prose on one line without its marks; veiled words as they are at first.

    A veil says its stand-in, or where it has none, the words themselves.
    """
    said = " ".join(_shown(text).split())
    if _MAY_NEST.search(said) or "&" in said:
        tokens = _PARSER.parseInline(said)
        said = "".join(
            " " if child.type in {"softbreak", "hardbreak"} else child.content
            for token in tokens
            for child in token.children or ()
        )
    return " ".join(said.split())


def spans(text: str, language: str = "en") -> list[Span]:
    """Where each sentence begins and ends.

    Only white space lies between two of them. Each holds a word, unless the text has none. None
    ends within a veil, a link, code or other Markdown, and none but the first could be taken for
    the beginning of a list, a heading, a marker or the like: what would, stays together.

    Args:
        language: by its ISO 639-1 code.
    """
    begin = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if begin >= end:
        return []
    cuttable = [gap for gap in _gaps(text, language) if _can_be_cut(text, gap)]
    gaps = _outside_of_marks(text, cuttable)
    edges = [begin, *(edge for gap in gaps for edge in gap), end]
    return _with_words(text, list(zip(edges[::2], edges[1::2], strict=True)))


def is_paragraph(text: str) -> bool:
    """Whether a text is one paragraph, and no list, quotation, heading or the like."""
    kinds = [token.type for token in _PARSER.parse(text) if token.level == 0]
    has_table = any(_ROW.match(line) for line in text.split("\n"))
    return kinds == ["paragraph_open", "paragraph_close"] and not has_table


def _gaps(text: str, language: str) -> Iterator[Span]:
    """The white space between sentences, also where it is empty."""
    said, at = _unmarked(text)
    for boundary in _boundaries(said, language):
        before = boundary
        while before and said[before - 1].isspace():
            before -= 1
        after = _NO_SPACE.search(said, boundary)
        if not before or after is None:
            continue
        begin, end = at[before - 1] + 1, at[after.start()]
        space = _SPACES.search(text, begin, end)
        if space is not None:
            yield space.span()
        elif text[begin - 1] in _FULL_WIDTH_STOPS:
            yield begin, begin


def _unmarked(text: str) -> tuple[str, list[int]]:
    """The text without marks and with one word for each veil, and where each character was."""
    said: list[str] = []
    at: list[int] = []
    edges = [0, *(edge for veil in VEIL.finditer(text) for edge in veil.span()), len(text)]
    for number, (begin, end) in enumerate(pairwise(edges)):
        if number % 2:
            said += _A_WORD
            at += [begin, *[end - 1] * (len(_A_WORD) - 1)]
            continue
        kept = [index for index in range(begin, end) if text[index] not in _MARKS]
        said += [text[index] for index in kept]
        at += kept
    return "".join(said), at


def _boundaries(said: str, language: str) -> Iterator[int]:
    """Where the second and every later sentence begins."""
    begin = 0
    while begin < len(said):
        end = min(len(said), begin + _MOST_AT_ONCE)
        if end < len(said):
            end = max(said.rfind(space, begin, end) for space in " \n") + 1 or end
            end = max(end, begin + 1)
        for sentence in get_sentence_boundaries(language, said[begin:end]):
            if sentence["start_index"]:
                yield begin + sentence["start_index"]
        begin = end


def _can_be_cut(text: str, gap: Span) -> bool:
    begin, end = gap
    return not (
        _BEGINS_A_BLOCK.match(text, end)
        or _AT_SIGN.match(text, end)
        or _ENDS_IN_ESCAPE.search(text[max(0, begin - 32) : begin])
    )


def _outside_of_marks(text: str, gaps: Sequence[Span]) -> Sequence[Span]:
    """The gaps that no Markdown and no veil spans.

    Each gap is given a sign that no author writes; the parser then tells which of them stand
    within something.
    """
    if not gaps or not _MAY_NEST.search(text):
        return gaps
    sign = next((s for s in map(chr, range(_FIRST_PRIVATE, _LAST_PRIVATE)) if s not in text), "")
    if not sign:
        return ()
    signed: list[str] = []
    at = 0
    for number, (begin, end) in enumerate(gaps):
        signed += [text[at:begin], f" {sign}{number}{sign} "]
        at = end
    signed.append(text[at:])
    try:
        prose = Prose.parse("".join(signed))
    except GateInvalid:
        return ()
    shown = "".join(_A_WORD if isinstance(piece, Veil) else piece for piece in prose.pieces)
    outside = "".join(
        child.content
        for token in _PARSER.parseInline(shown)
        for child in token.children or ()
        if child.level == 0 and child.type == "text"
    )
    found = {int(number) for number in re.findall(f"{sign}([0-9]+){sign}", outside)}
    return [gap for number, gap in enumerate(gaps) if number in found]


def _with_words(text: str, found: Sequence[Span]) -> list[Span]:
    """What has no word in it belongs to the sentence before, or the first of them after."""
    kept: list[Span] = []
    for begin, end in found:
        if kept and not (_WORD.search(text, begin, end) and _WORD.search(text, *kept[-1])):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((begin, end))
    return kept


def _shown(text: str) -> str:
    if "||" not in text:
        return text
    try:
        pieces = Prose.parse(text).pieces
    except GateInvalid:
        return text
    return "".join(
        piece if isinstance(piece, str) else piece.stand_in or piece.text for piece in pieces
    )
