"""The YAML of a record, read as plain words with their lines."""

from typing import Final

from lookback.errors import FrontMatterInvalid, TooLarge
from lookback.formats.yaml_nodes import (
    Mapping,
    Node,
    NotPlain,
    Scalar,
    Sequence,
    is_empty,
    read_nodes,
)

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "is_empty", "read_front_matter"]

_LARGEST: Final = 100_000
_DEEPEST: Final = 5
_FIRST_LINE: Final = 2


def read_front_matter(text: str) -> Mapping:
    """The record of a page as keys and values.

    Raises:
        FrontMatterInvalid: it is not one mapping of plain values.
        TooLarge: more than a record ever needs.
    """
    if len(text) > _LARGEST:
        raise TooLarge(f"expected a record of at most {_LARGEST:,} characters", line=1)
    try:
        return read_nodes(text, first_line=_FIRST_LINE, deepest=_DEEPEST)
    except NotPlain as refused:
        raise FrontMatterInvalid(refused.cause.value, line=refused.line) from None
