"""Catalogues on the command line: what was taken in, and what is to be known of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from lookback.guide.cataloguing import Stocked


def lines(stocked: Sequence[Stocked], *, preview: bool) -> Iterator[str]:
    """What became of each file, then each licence once."""
    for one in stocked:
        yield f"{one.path}: {_told(one, preview=preview)} [{one.kind}]"
    yield from dict.fromkeys(one.licence for one in stocked if one.licence)


def plain(one: Stocked) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "path": one.path,
        "outcome": "refused" if one.refusal else "stocked",
        "kind": one.kind,
        "rows": one.tally.rows,
        "films": one.tally.films,
        "changed": one.tally.changed,
        "named": one.named,
        "unknown": one.tally.unknown,
        "apart": one.tally.apart,
        "licence": one.licence,
        "error": str(one.refusal) if one.refusal else None,
        "code": one.refusal.code if one.refusal else None,
    }


def _told(one: Stocked, *, preview: bool) -> str:
    tally = one.tally
    if preview:
        return f"{tally.rows:,} rows can be read"
    said = [f"{tally.rows:,} rows", f"{tally.films:,} films new", f"{tally.changed:,} rows changed"]
    if one.named:
        said.append(f"{one.named:,} people or themes told of")
    if tally.unknown:
        said.append(f"{tally.unknown:,} of films that the guide does not have")
    if tally.apart:
        said.append(f"{tally.apart:,} left apart: they name two films that one site tells apart")
    return ", ".join(said)
