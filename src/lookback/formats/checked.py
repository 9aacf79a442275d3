"""The key ``checked`` of a record: warnings of leaks that the author has answered."""

from collections.abc import Iterator
from typing import Final

from lookback.errors import ValueInvalid
from lookback.film.leak import LeakKind, Silence
from lookback.formats.front_matter import Mapping, Node, Scalar, Sequence, is_empty

CHECKED: Final = "checked"
_SAYS: Final = "says"
_KIND: Final = "kind"
_BECAUSE: Final = "because"
_EXPECTED: Final = "expected {says: words of the passage, kind: death, because: your reason}"
_KINDS: Final = f"expected one of {', '.join(LeakKind)}"


def read_silences(node: Node) -> tuple[Silence, ...]:
    """One answer or a list of them.

    Raises:
        ValueInvalid: one that cannot be read, or names no kind of ours.
    """
    if is_empty(node):
        return ()
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return tuple(map(_silence, nodes))


def _silence(node: Node) -> Silence:
    if not isinstance(node, Mapping):
        raise ValueInvalid(_EXPECTED, line=node.line)
    told = dict(_words(node))
    if set(told) != {_SAYS, _KIND, _BECAUSE}:
        raise ValueInvalid(_EXPECTED, line=node.line)
    try:
        kind = LeakKind(told[_KIND].lower())
    except ValueError:
        raise ValueInvalid(_KINDS, line=node.line) from None
    return Silence(node.line, told[_SAYS], kind, told[_BECAUSE])


def _words(node: Mapping) -> Iterator[tuple[str, str]]:
    for key, value in node.items:
        if not isinstance(value, Scalar) or not value.text.strip():
            raise ValueInvalid(_EXPECTED, line=value.line)
        yield key.text.strip().lower(), " ".join(value.text.split())
