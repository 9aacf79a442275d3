"""A Markdown page cut into its blocks, with every character of it kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lookback.errors import FrontMatterInvalid

FENCE: Final = "---"
_BULLET: Final = re.compile(r"[ ]{0,3}[-+*](?:[ \t]|$)")
_NESTED_MARKS: Final = re.compile(
    r"[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])(?:[ \t]+|$))*(?:[`~]{3,}.*|#{1,6}[ \t]+)?"
)


class Kind(Enum):
    """What a block of a page is."""

    FRONT_MATTER = "front matter"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item of a bulleted list"
    RULE = "rule"
    OTHER = "quotation, numbered list or code"
    SPACE = "blank lines"


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a page.

    Attributes:
        line: the first of its lines, counted from 1.
        lines: as they stand in the file, without line ends.
        level: of a heading, 1 to 6; 0 for all else.
    """

    kind: Kind
    line: int
    lines: tuple[str, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """What the block says, without the marks that make it a heading or an item."""
        match self.kind:
            case Kind.HEADING:
                text = self.lines[0].strip().lstrip("#")
                return re.sub(r"(?:^|[ \t]+)#+[ \t]*$", "", text).strip()
            case Kind.PARAGRAPH:
                return "\n".join(line.lstrip() for line in self.lines).rstrip()
            case Kind.ITEM:
                return _dedented(self.lines)
            case _:
                return "\n".join(self.lines).strip("\n")


@dataclass(frozen=True, slots=True)
class Document:
    """A page as blocks: all of its lines, each in exactly one block, in order."""

    blocks: tuple[Block, ...]

    @classmethod
    def parse(cls, text: str) -> "Document":
        """Cut a page into blocks.

        Raises:
            FrontMatterInvalid: it does not begin with front matter, or that does not end.
        """
        lines = text.split("\n")
        if lines[0].rstrip() != FENCE:
            raise FrontMatterInvalid(f"expected a line {FENCE} at the top", line=1)
        ends = (i for i, line in enumerate(lines[1:], 1) if line.rstrip() in {FENCE, "..."})
        end = next(ends, 0)
        if not end:
            raise FrontMatterInvalid(f"expected a line {FENCE} after the record", line=1)
        front = Block(Kind.FRONT_MATTER, 1, tuple(lines[: end + 1]))
        return cls((front, *blocks(lines, end + 1)))

    @property
    def front_matter(self) -> str:
        """The record in YAML; its first line is the second of the file."""
        return "\n".join(self.blocks[0].lines[1:-1])

    @property
    def text(self) -> str:
        """The page, as it was read."""
        return "\n".join(line for block in self.blocks for line in block.lines)


def blocks(lines: Sequence[str], begin: int = 0) -> Iterator[Block]:
    """The blocks from one line on, and what is blank between them."""
    at = begin
    for token, first, end in _spans(_parser().parse("\n".join(lines[begin:]))):
        last = end + begin
        while last > first + begin and not lines[last - 1].strip():
            last -= 1
        if first + begin > at:
            yield Block(Kind.SPACE, at + 1, tuple(lines[at : first + begin]))
        level = int(token.tag[1]) if token.type == "heading_open" else 0
        yield Block(_kind(token), first + begin + 1, tuple(lines[first + begin : last]), level)
        at = last
    if at < len(lines):
        yield Block(Kind.SPACE, at + 1, tuple(lines[at:]))


def bare(line: str) -> str:
    """A line without the marks of lists, quotations, headings and code at its begin."""
    return _NESTED_MARKS.sub("", line, count=1)


def _parser() -> MarkdownIt:
    # Links by reference would let one passage change another. Underlined headings would make
    # headings of paragraphs, and HTML is no Markdown of ours.
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["reference", "html_block", "lheading"])
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def _spans(tokens: Sequence[Token]) -> Iterator[tuple[Token, int, int]]:
    """Top-level blocks and the items of top-level bulleted lists, with their lines."""
    bulleted = False
    for token in tokens:
        if token.map is None or token.nesting < 0:
            continue
        if token.level == 0:
            bulleted = token.type == "bullet_list_open"
            if not bulleted:
                yield token, token.map[0], token.map[1]
        elif bulleted and token.level == 1 and token.type == "list_item_open":
            yield token, token.map[0], token.map[1]


def _kind(token: Token) -> Kind:
    return {
        "heading_open": Kind.HEADING,
        "paragraph_open": Kind.PARAGRAPH,
        "list_item_open": Kind.ITEM,
        "hr": Kind.RULE,
    }.get(token.type, Kind.OTHER)


def _dedented(lines: Sequence[str]) -> str:
    bullet = _BULLET.match(lines[0])
    begin = bullet.end() if bullet else 0
    first = lines[0][begin:]
    width = begin + len(first) - len(first.lstrip())
    rest = (line[min(width, len(line) - len(line.lstrip())) :] for line in lines[1:])
    return "\n".join([first.lstrip(), *rest]).strip("\n")
