"""Cells that a spreadsheet would take for a formula, and the apostrophe that keeps it from that.

``=1+1`` is written ``'=1+1``, which spreadsheets show as text. A cell that begins with
apostrophes before such a character gets one more, so that reading always takes off exactly the
one that was put on, and no title changes on the way.
"""

import re
from typing import Final

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


def harmless(cell: str) -> str:
    """The cell as it is written: with an apostrophe where a spreadsheet would run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """The cell as it was before ``harmless``."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
