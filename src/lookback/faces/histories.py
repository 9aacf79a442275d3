"""A watch history on the command line: what it would do, and what was done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lookback.errors import FileUnreadable, ItemMissing
from lookback.faces.wording import says, service
from lookback.film.reader import Reader
from lookback.guide.guide import Guide
from lookback.guide.histories import LARGEST_UPLOAD, LEFT_OUT, NONE_OF_THEM, Preview
from lookback.guide.previewing import Fate, Row


@dataclass(frozen=True, slots=True)
class Told:
    """One file of a history: what it would do, or what it has done."""

    path: str
    preview: Preview
    outcome: Mapping[str, int] | None


def bring(
    guide: Guide,
    reader: Reader,
    paths: Sequence[Path],
    *,
    format_name: str,
    choices: Mapping[int, str],
    counts_ratings: bool,
    preview: bool,
) -> Iterator[Told]:
    """Look at histories, and take what is certain and what was chosen; all are read first.

    Raises:
        InputRefused: one of them cannot be read; nothing was changed.
        ItemMissing: a choice names a row that does not need one.
    """
    ids = [
        guide.histories.bring(reader, path.name, _bytes(path), format_name=format_name)
        for path in paths
    ]
    for path, id_ in zip(paths, ids, strict=True):
        seen = guide.histories.preview(reader, id_, counts_ratings=counts_ratings)
        in_review = {row.number for row in seen.rows if row.fate is Fate.REVIEW}
        if not choices.keys() <= in_review:
            raise ItemMissing("expected rows that need review")
        outcome = None
        if not preview:
            outcome = guide.histories.confirm(reader, id_, choices, counts_ratings=counts_ratings)
        yield Told(str(path), seen, outcome)


def parse_choices(told: Iterable[str]) -> dict[int, str]:
    """Read ``12=vertigo`` and ``13=none``.

    Raises:
        ValueError: anything else.
    """
    choices = {}
    for text in told:
        number, found, slug = text.partition("=")
        if not (found and slug) or slug == LEFT_OUT or int(number) in choices:
            raise ValueError(text)
        choices[int(number)] = NONE_OF_THEM if slug == "none" else slug
    return choices


def lines(told: Told) -> Iterator[str]:
    """For people: the rows that they must look at, and how many there are of each kind."""
    counts = told.preview.counts
    for row in told.preview.rows:
        if row.fate is Fate.REVIEW:
            yield f"{row.number}: {_named(row)}, {says(row.entry)}: is it one of these?"
            yield from (f"    --choose {row.number}={slug}" for slug in row.candidates)
            yield f"    --choose {row.number}=none"
    some = ", ".join(f"{count} {fate.value}" for fate, count in counts.items() if count)
    yield f"{told.path}: {service(told.preview.source)}: {some or 'no films'}."
    if told.outcome is not None:
        films = told.outcome["films"]
        yield f"Done: {films} film{'s'[: films != 1]} moved."
    else:
        yield "Nothing was changed."


def plain(told: Told) -> dict[str, Any]:
    """The same for programs."""
    return {
        "path": told.path,
        "source": told.preview.source,
        "counts": {fate.value: count for fate, count in told.preview.counts.items()},
        "outcome": told.outcome,
        "review": [
            {
                "row": row.number,
                "file": row.entry.file,
                "line": row.entry.line,
                "title": row.entry.mention.title,
                "year": row.entry.mention.year,
                "candidates": list(row.candidates),
            }
            for row in told.preview.rows
            if row.fate is Fate.REVIEW
        ],
    }


def _named(row: Row) -> str:
    mention = row.entry.mention
    return f"{mention.title} ({mention.year})" if mention.year else mention.title


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_UPLOAD + 1)
    except OSError:
        raise FileUnreadable("expected a file that may be read", file=str(path)) from None
