"""Placeholder while the format is being written."""

from typing import ClassVar

from lookback.errors import FormatUnknown
from lookback.formats.base import Format, Reading


class Outline(Format):
    """Plain-text pages."""

    name: ClassVar[str] = "outline"
    suffix: ClassVar[str] = ".txt"

    def claims(self, text: str) -> bool:
        """Nothing yet."""
        return False

    def read(self, text: str) -> Reading:
        """Nothing yet."""
        raise FormatUnknown
