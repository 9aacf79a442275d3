"""What Tantivy says of files that are damaged, or cannot be written."""

from types import TracebackType
from typing import Final

from lookback.errors import IndexUnusable


class _Damage:
    """Makes one error of them all, a panic too; cheap enough to go round each film."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if kind is None:
            return
        if issubclass(kind, (ValueError, OSError)) or kind.__name__ == "PanicException":
            raise IndexUnusable from error


DAMAGE: Final = _Damage()
"""Within it, whatever goes wrong with files is ``IndexUnusable``."""
