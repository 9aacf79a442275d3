"""Gate markers: ``@0:32 @film:other@ending name: stranger replaces: shadow``."""

import re
from dataclasses import dataclass
from typing import Final

from lookback.errors import GateInvalid
from lookback.film.gate import Gate

_GATE: Final = re.compile(r"@(\S+(?:[ \t]+@film:\S+)*)")
_OPTION: Final = re.compile(r"[ \t]+(name|replaces):[ \t]*(\S*)")
NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
EXPECTED: Final = "expected a marker such as @0:32, or \\@ for a real at sign"


@dataclass(frozen=True, slots=True)
class Marker:
    """What an author wrote before a block."""

    gate: Gate
    name: str = ""
    replaces: str = ""

    def __str__(self) -> str:
        name = f" name: {self.name}" if self.name else ""
        replaces = f" replaces: {self.replaces}" if self.replaces else ""
        return f"@{self.gate}{name}{replaces}"


def take_marker(text: str) -> tuple[Marker | None, str]:
    """The marker that a text begins with, or ``None``, and the text after it.

    Raises:
        GateInvalid: the text begins with an at sign that is not a marker.
    """
    if not text.startswith("@"):
        return None, text
    found = _GATE.match(text)
    if found is None:
        raise GateInvalid(EXPECTED)
    gate = Gate.parse(re.sub(r"[ \t]+", " ", found[1]))
    options: dict[str, str] = {}
    at = found.end()
    while option := _OPTION.match(text, at):
        key, name = option.groups()
        if key in options or NAME.fullmatch(name) is None:
            raise GateInvalid("expected a name of letters, digits, - and _")
        options[key] = name
        at = option.end()
    rest = text[at:].lstrip()
    if rest.startswith("@"):
        raise GateInvalid(EXPECTED)
    return Marker(gate, options.get("name", ""), options.get("replaces", "")), rest
