"""Cleared Markdown to HTML that is safe to send, and to plain words."""

from functools import lru_cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_INLINE_TAGS: Final = {"em", "strong", "code", "br"}
_BLOCK_TAGS: Final = {
    *_INLINE_TAGS, "a", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "h3", "h4",
}  # fmt: skip
_MOST_KEPT: Final = 8192


def _parser() -> MarkdownIt:
    # Each passage is rendered by itself: nothing in one can change another. Pictures would
    # make the reader's browser tell other sites what is being read.
    parser = MarkdownIt("commonmark", {"html": False})
    return parser.disable(["reference", "html_block", "html_inline", "lheading", "image"])


_PARSER: Final = _parser()


@lru_cache(_MOST_KEPT)
def blocks(text: str, heading: int = 3) -> Markup:
    """Markdown as HTML; headings in it become ``h3`` (or ``h4``) so that the outline holds."""
    tokens = _PARSER.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{heading}"
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Markup(  # noqa: S704 - cleaned by nh3
        nh3.clean(
            html,
            tags=_BLOCK_TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer nofollow",
        )
    )


@lru_cache(_MOST_KEPT)
def inline(text: str) -> Markup:
    """Markdown as HTML within a line: without paragraphs and without links."""
    html = _PARSER.renderInline(text.replace("\n", " "))
    return Markup(nh3.clean(html, tags=_INLINE_TAGS, attributes={}))  # noqa: S704 - cleaned by nh3


@lru_cache(_MOST_KEPT)
def words(text: str) -> str:
    """Markdown as plain words, one line for each block."""
    lines: list[str] = []
    for token in _PARSER.parse(text):
        if token.type == "inline":
            lines.append("".join(map(_said, token.children or ())))
        elif token.type in {"fence", "code_block"}:
            lines.append(token.content.rstrip("\n"))
    return "\n".join(lines)


def _said(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content
