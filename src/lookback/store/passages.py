"""Pages as rows, and rows as pages."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, insert, select

from lookback.errors import GuideUnusable, InputRefused
from lookback.film.gate import Gate
from lookback.film.page import Page, Passage
from lookback.film.part import NOUNS, VALUES, Part
from lookback.film.prose import Prose
from lookback.firewall.rules import needs
from lookback.store.tables import elsewhere, passage

Rows = list[dict[str, Any]]
_READ: Final = {**VALUES, **NOUNS}


def write_passages(connection: Connection, film: int, page: Page) -> None:
    """Put the passages of a page in the place of those that the film had."""
    for table in (elsewhere, passage):
        connection.execute(delete(table).where(table.c.film == film))
    rows, others = passage_rows(film, page)
    connection.execute(insert(passage), rows)
    if others:
        connection.execute(insert(elsewhere), others)


def passage_rows(film: int, page: Page) -> tuple[Rows, Rows]:
    """The rows of ``passage`` and of ``elsewhere`` that a page makes."""
    rows: Rows = []
    others: Rows = []
    for ordinal, (one, gate) in enumerate(zip(page.passages, needs(page), strict=True)):
        at = {"film": film, "ordinal": ordinal}
        rows.append({**at, "needs_own": gate.own.seconds, **_as_written(one)})
        others += [{**at, "slug": slug, "needs": moment.seconds} for slug, moment in gate.elsewhere]
    return rows, others


def read_passages(connection: Connection, film: int) -> Sequence[Passage]:
    """The passages of a film, in the order of its page."""
    rows = connection.execute(
        select(passage).where(passage.c.film == film).order_by(passage.c.ordinal)
    )
    return [read_passage(row) for row in rows.mappings()]


def read_passage(row: RowMapping) -> Passage:
    """One passage from its row.

    Raises:
        GuideUnusable: the row is damaged.
    """
    said: str = row["says"]
    try:
        part = Part(row["part"])
        says = _READ.get(part, Prose).parse(said)
        gate = Gate.parse(row["gate"])
    except (InputRefused, ValueError):
        raise GuideUnusable("a page in it is damaged: lookback doctor tells more") from None
    return Passage(
        part=part,
        says=says,
        gate=gate,
        group=row["group"],
        name=row["name"],
        replaces=row["replaces"],
        line=row["line"],
    )


def _as_written(one: Passage) -> dict[str, Any]:
    return {
        "part": one.part.value,
        "says": str(one.says),
        "gate": str(one.gate),
        "group": one.group,
        "name": one.name,
        "replaces": one.replaces,
        "line": one.line,
    }


def pages(rows: Iterable[RowMapping]) -> dict[str, Page]:
    """Pages from rows of several films, each with its slug."""
    by_slug: dict[str, list[Passage]] = {}
    for row in rows:
        by_slug.setdefault(row["slug"], []).append(read_passage(row))
    return {slug: Page(slug, tuple(passages)) for slug, passages in by_slug.items()}
