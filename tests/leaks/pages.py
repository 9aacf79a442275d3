"""The sample guide's pages, and those with a leak planted into them."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ruamel.yaml import YAML

import lookback
from lookback.film.page import Page
from lookback.formats.base import Source
from lookback.formats.table import read, sniff

PLANTED = Path(__file__).parent / "planted.yaml"
PLANTED_LATER = Path(__file__).parent / "planted_later.yaml"


@dataclass(frozen=True, slots=True)
class Planted:
    """One leak: the film, what became what, and whether none of the usual words tells it."""

    film: str
    find: str
    put: str
    sort: str
    subtle: bool


def planted(path: Path = PLANTED) -> list[Planted]:
    """All leaks of a file."""
    rows = YAML(typ="safe").load(path.read_text("utf-8"))
    return [
        Planted(row["film"], row["find"], row["put"], row["sort"], row.get("subtle", False))
        for row in rows
    ]


def sample() -> Iterator[tuple[str, str]]:
    """The names and texts of the sample guide's pages."""
    for path in sorted((files(lookback) / "sample").iterdir(), key=lambda one: one.name):
        if path.name.endswith(".md"):
            yield path.name.removesuffix(".md"), path.read_text("utf-8")


def page(text: str) -> Page:
    """A page as it is read."""
    source = Source("page.md", text.encode())
    return read(source, sniff(source)).page


def film(*lines: str, runtime: str = "100 min", record: str = "") -> Page:
    """A page with these blocks below its record."""
    story = "\n\n".join(lines)
    return page(f"---\ntitle: The Lamp\nruntime: {runtime}\n{record}\n---\n\n{story}\n")
