"""What Letterboxd imports: what a reader has seen, as a table.

Cells that a spreadsheet would run are written with an apostrophe in front (see ``formula``),
which our own reader takes off again. Letterboxd does not, but finds the film by its id.
"""

import csv
import io
from collections.abc import Iterator
from typing import Final

from lookback.formats.histories.formula import harmless
from lookback.formats.histories.own import Export, ExportedFilm, Viewing

COLUMNS: Final = ("tmdbID", "imdbID", "Title", "Year", "WatchedDate", "Rating10", "Rewatch")


def compose_csv(export: Export) -> bytes:
    """A row for each viewing, and one for each film that was finished without any."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for film in export.films:
        # What was only rated, or is watched again, is not told as watched for its rating alone.
        seen = [one for one in film.viewings if film.finished or one.on]
        for viewing in seen or ([Viewing()] if film.finished else []):
            writer.writerow(map(harmless, _cells(film, viewing)))
    return table.getvalue().encode()


def _cells(film: ExportedFilm, viewing: Viewing) -> Iterator[str]:
    ids = {outside.site: outside.value for outside in film.mention.ids}
    yield ids.get("tmdb", "")
    yield ids.get("imdb", "")
    yield film.mention.title
    yield str(film.mention.year or "")
    yield viewing.on.isoformat() if viewing.on else ""
    # Its scale begins at 1.
    yield "" if viewing.rating is None else str(max(1, (viewing.rating + 5) // 10))
    yield "true" if viewing.again else "false"
