"""Pages that somebody broke on purpose: the same ones in every run, for each seed."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeVar

import lookback
from lookback.errors import InputRefused
from lookback.formats.base import LARGEST, MOST_LINES, MOST_MARKS

T = TypeVar("T")

OUTLINES: Final = tuple(
    path.read_bytes()
    for path in sorted((Path(__file__).parent.parent / "examples" / "outline").glob("*.txt"))
)
PAGES: Final = tuple(
    Path(str(path)).read_bytes() for path in sorted((files(lookback) / "sample").iterdir(), key=str)
)
SMALL_PAGE: Final = """---
title: A Door
original title: 扉
tagline: Knock.
release: 1 May 2001 Japan
rating: 8.1 of 10 from 411 votes
runtime: 58 min
cast: [A, {cast: B as C, from: 0:10, before: B}]
themes: {theme: Doors, from: ending}
ids: {imdb: tt0000001}
---

Somebody ||else|0:35|known|| knocks.

## Story so far

@0:05 name: one
It opens.

- @0:20 replaces: one
  It shuts.

## Ending explained

> *Nobody* [stood](https://example.org/) there.

## Interpretations

### @0:40 A ghost

How common: common

- For: the draught.
"""
PAYLOADS: Final = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "![a](https://example.org/a.png)",
    "<p style=color:red>",
    '" onclick="',
    "[a](data:text/html,<script>1</script>)",
    "&lt;script&gt;",
    "<!--",
    "]]>",
    "<svg/onload=alert(1)>",
    "<javascript:alert(1)>",
    "[a](&#106;avascript:x)",
    "[a]: javascript:x",
    "```\n</pre><script>\n```",
    "@0:10 @film:a@1",
    "@0:99",
    "@ending",
    "||a|0:10|b||",
    "||",
    "|",
    "\\",
    "@",
    "＠ending",
    "---",
    "...",
    "&a",
    "*a",
    "<<: *a",
    "!!python/object:os.system x",
    "!tag x",
    "a: &a [*a, *a]",
    "? [a]\n: b",
    "{",
    "[",
    "'",
    '"',
    '"\\x00"',
    '"\\ud800"',
    "\t",
    "\u2028",
    "\u0085",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "\ufeff",
    "title:",
    "title: [a]",
    "slug: ../../x",
    "# a",
    "## Story map",
    "### a",
    "> ",
    "> @0:10 a",
    "1. @0:10 a",
    "'''",
    "%YAML 1.1",
    "0:75",
    "9" * 400,
    "1" * 5000 + " USD",
    "-" * 300,
    "a" * 3000,
    "[" * 300,
    "> " * 60,
    "{a: " * 40,
    "- " * 60,
    "*" * 200,
    "é",
    "ルック",
    "😀",
    "%00",
    "{{ 1 }}",
    "{% raw %}",
    "NO",
    "~",
    "1:02:03",
    "null",
    "How common: often",
    "For: x",
    "Theory 1: x",
    "Box Office: $1e9",
    "⭐ 99999/1 (9K)",
    "Director:",
)
_FIELD: Final = re.compile(r"\n(?=\S)")
_ENCODINGS: Final = ("utf-16", "utf-32", "shift-jis", "latin-1", "utf-7", "cp037", "utf-8-sig")


def shortened(number: int) -> bytes:
    """A third of the record of a sample page, and a paragraph or two of what follows it.

    The record takes far longer to read than all else: with a third of it, more of what is broken
    lies in the text. Thrice as many numbers as there are pages make all of the records.
    """
    record, _, text = PAGES[number // 3].decode().partition("\n---\n")
    title, *fields = _FIELD.split(record.removeprefix("---\n"))
    story = text[(start := text.find("##", 300 * (number % 3))) : start + 500]
    return "\n".join(["---", title, *fields[number % 3 :: 3], "---", "", story]).encode()


def mutants(samples: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """So many broken copies of the samples."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(count):
        data = rng.choice(samples)
        for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
            data = _broken(data, rng, samples)
        yield data


def _broken(  # noqa: PLR0911 - one way to break a page each
    data: bytes, rng: random.Random, samples: Sequence[bytes]
) -> bytes:
    at, end = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    payload = rng.choice(PAYLOADS).encode("utf-8", "surrogatepass")
    match rng.randrange(8):
        case 0:
            return data[:end]
        case 1:
            return data[:at] + data[end:] if end - at < 400 else data[at:end]
        case 2:
            return data[:at] + rng.choice(samples)[-rng.randrange(1, 400) :] + data[at:]
        case 3:
            text = data.decode("utf-8", "replace")
            return text.encode(rng.choice(_ENCODINGS), "replace")
        case 4:
            flip = bytes([data[at] ^ 1 << rng.randrange(8)]) if at < len(data) else payload
            return data[:at] + flip + data[at + 1 :]
        case 5:
            return data[:at] + rng.randbytes(rng.randrange(1, 30)) + data[at:]
        case _:
            return b"\n".join(_with_broken_lines(data.split(b"\n"), rng, payload))


def _with_broken_lines(lines: list[bytes], rng: random.Random, payload: bytes) -> list[bytes]:
    line = rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            rng.shuffle(lines)
        case 1:
            lines[line:line] = [lines[line]] * rng.randrange(1, 30)
        case 2:
            del lines[line]
        case 3:
            # In a field, whichever it is: after the first colon or space of a line.
            before, mark, _ = lines[line].partition(rng.choice((b": ", b" ")))
            lines[line] = before + mark + payload
        case _:
            lines[line:line] = [payload]
    return lines


UNITS: Final = (
    "||", "[", "](", "@", "@0:10 ", "@0:10 x\n", "`a", "> ", ">\n", "_", "**a ", "- a\n", "[a](b",
    "![", "<", "&", "\\|", "||a|0:10|b|| ", "a\n\n", "### a\n", "Drama\n",
    "@0:10 name: a replaces: a\nx\n\n", "One theory is a\n", "Paris\n\nit.\n\n", "10 min ",
    "2024 Japan\n", "Drama\nA Bee\n", "1,",
)  # fmt: skip
STARTS: Final = {
    "markdown": "---\ntitle: A\n---\n\n## Interpretations\n\n### a\n\n",
    "outline": "A\nDrama\n",
}


def repeated(start: str, unit: str) -> Iterator[str]:
    """The unit as often as fits a page, and as often as is still taken."""
    fits = (LARGEST - len(start)) // len(unit.encode())
    limits = ("\n", MOST_LINES - 20), ("[<&*`\\|_]", MOST_MARKS - 20)
    counts = [(sum(map(unit.count, marks)), most) for marks, most in limits]
    taken = min(fits, *(most // count for count, most in counts if count), fits)
    return (start + unit * count for count in {fits, taken})


def zips() -> tuple[bytes, ...]:
    """Whole archives: stored and packed, with odd names, and one that unpacks to far more."""

    def packed(kind: int, **entries: bytes) -> bytes:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", kind) as archive:
            for name, content in entries.items():
                archive.writestr(name.replace("_", "."), content)
        return data.getvalue()

    page = SMALL_PAGE.encode()
    kinds = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    return (
        *(packed(kind, a_md=page, b_txt=OUTLINES[0]) for kind in kinds),
        packed(zipfile.ZIP_DEFLATED, **{".._/.._/etc/c_md": page, "/d_md": page, "e": b"x"}),
    )


def tried(call: Callable[[], T]) -> tuple[T | None, InputRefused | None]:
    """What came of a call, or why it was refused; anything else is a fault of ours."""
    try:
        return call(), None
    except InputRefused as refused:
        return None, refused


_ELEMENTS: Final = frozenset(
    (
        "html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav", "span",
        "main", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "aside", "form", "button", "svg",
        "path", "line", "b", "label", "input", "div", "article", "section", "dl", "dt", "dd",
        "em", "strong", "code", "br", "blockquote", "pre", "hr",
    )
)  # fmt: skip
_ADDRESSES: Final = re.compile(r"(?:/(?!/)|#|https?:/|mailto:)")
"""Browsers take ``https:/a`` for ``https://a``: a link as any other."""
_HOLE: Final = re.compile("\x00[a-z]+\x00")


class Html(HTMLParser):
    """What a browser would find in a page.

    Attributes:
        scripts: the attributes and the text of each script element.
        forbidden: whatever could run or load something, as it stands in the page.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.forbidden: list[str] = []
        self.in_script = False
        self.feed(_HOLE.sub("0", text))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_script = tag == "script"
        if self.in_script:
            self.scripts.append((dict(attrs), ""))
        if tag not in _ELEMENTS:
            self.forbidden.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.forbidden.append(f"{tag} {name}")
            if name in {"href", "src", "action"} and not _ADDRESSES.match(value or ""):
                self.forbidden.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.in_script = self.in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.in_script:
            attributes, text = self.scripts[-1]
            self.scripts[-1] = attributes, text + data

    def handle_comment(self, data: str) -> None:
        self.forbidden.append(f"<!--{data}")
