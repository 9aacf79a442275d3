"""The formats that there are, and which of them a file is in."""

from typing import Final

from lookback.errors import FormatAmbiguous, FormatUnknown
from lookback.formats.base import Format, Reading, Source
from lookback.formats.markdown import Markdown
from lookback.formats.outline import Outline

FORMATS: Final[tuple[Format, ...]] = (Markdown(), Outline())


def sniff(source: Source) -> Format:
    """The one format that claims the file.

    Raises:
        FormatUnknown, FormatAmbiguous: none does, or several do.
        TextInvalid, TooLarge: it is not text.
    """
    text = source.text()
    claimants = [known for known in FORMATS if known.claims(text)]
    if len(claimants) == 1:
        return claimants[0]
    names = ", ".join(known.name for known in claimants or FORMATS)
    if claimants:
        raise FormatAmbiguous(f"say --format with one of {names}")
    raise FormatUnknown(f"expected one of {names}")


def format_named(name: str) -> Format:
    """The format that an operator names, or that a revision was read in.

    Raises:
        FormatUnknown: there is none of that name.
    """
    for known in FORMATS:
        if known.name == name:
            return known
    raise FormatUnknown("expected one of " + ", ".join(known.name for known in FORMATS))


def read(source: Source, known: Format) -> Reading:
    """Read a file in a format; the caller names the file in what is refused.

    Raises:
        InputRefused: the file cannot be taken.
    """
    return known.read(source.text())
