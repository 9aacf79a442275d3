"""CSV files by the names in their headers, whatever their order and case."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from lookback.errors import TextInvalid
from lookback.formats.histories.base import Upload

_LONGEST_HEADER: Final = 4_000


class Cells(dict[str, str]):
    """The cells of a row by the lower-case names of their columns; empty where there is none."""

    def __missing__(self, name: str) -> str:
        return ""


def columns(file: Upload) -> frozenset[str]:
    """The lower-case names of the columns, as far as the first line says any."""
    start = file.data[:_LONGEST_HEADER].decode("utf-8-sig", "ignore")
    line = io.StringIO(start, newline="").readline()
    return frozenset(_name(cell) for cells in csv.reader([line]) for cell in cells)


def csv_rows(file: Upload) -> Iterator[tuple[int, Cells]]:
    """Each row that is not blank, with the line on which it begins.

    Cells that are missing at the end of a row are empty; those beyond the header are dropped.

    Raises:
        TextInvalid: it is not UTF-8, or a quotation mark is never closed.
        TooLarge: it holds more than any history does.
    """
    # With "" every line end is one, and those within quotation marks stay as they are.
    reader = csv.reader(io.StringIO(file.text(), newline=""), strict=True)
    names: list[str] = []
    begins = 1
    try:
        for cells in reader:
            if not names:
                names = [_name(cell) for cell in cells]
            elif any(cells):
                yield begins, Cells(zip(names, (cell.strip() for cell in cells), strict=False))
            begins = reader.line_num + 1
    except csv.Error:
        expected = "expected CSV with closed quotation marks, and no cell beyond 131,072 characters"
        raise TextInvalid(expected, line=begins) from None


def _name(cell: str) -> str:
    return cell.strip().lower()
