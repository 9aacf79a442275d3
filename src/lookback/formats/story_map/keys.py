"""The keys of a story map, and which words can be one."""

import re
from collections.abc import Mapping, Set
from types import MappingProxyType
from typing import Final

from lookback.film.part import Part
from lookback.formats.marker import NAME
from lookback.formats.yaml_nodes import Scalar

SECTIONS: Final[Mapping[str, Part]] = MappingProxyType(
    {
        "characters": Part.CHARACTER,
        "timelines": Part.TIMELINE,
        "events": Part.EVENT,
        "things": Part.THING,
        "interpretations": Part.PATCH,
        "questions": Part.QUESTION,
    }
)
LINKS: Final = ("because", "any", "unless")
KEYS: Final[Mapping[Part, Set[str]]] = MappingProxyType(
    {
        Part.CHARACTER: frozenset({"called", "from", "before"}),
        Part.TIMELINE: frozenset({"called", "is", "from", "before", "without", "adds"}),
        Part.EVENT: frozenset(
            {"at", "what", "who", "line", *LINKS, "choice", "enabler", "shot", "quote", "from"}
        ),
        Part.THING: frozenset({"called", "path", "from", "before"}),
        Part.PATCH: frozenset({"of", "takes", "rules", "for", "against", "from"}),
        Part.QUESTION: frozenset({"says", "ask", "note", "from"}),
    }
)
NEVER: Final = "never"
TRUTHS: Final = MappingProxyType({"yes": True, "true": True, "no": False, "false": False})

_MISREAD: Final = re.compile(
    r"y|n|yes|no|on|off|true|false|null|~|=|<<"  # truth values, nothing, and merging
    r"|[-+]?0b[01_]+|[-+]?0x[0-9a-f_]+|[-+]?0o[0-7_]+"
    r"|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?"
    r"|[-+]?\.[0-9_]+(?:e[-+]?[0-9]+)?"
    r"|[-+]?\.inf|\.nan"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"  # 1:02 is 62 to YAML 1.1
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|\s+)[0-9:.]+\s*(?:z|[-+][0-9:]+)?)?",
    re.IGNORECASE | re.ASCII,
)


def is_misread(text: str) -> bool:
    """Whether a reader of YAML 1.1 or 1.2 takes this plain word for something else than text."""
    return _MISREAD.fullmatch(text) is not None


def is_misread_key(key: Scalar) -> bool:
    """The same of a key: quotation marks say that it is text."""
    return not key.quoted and is_misread(key.text.strip())


def is_name(text: str) -> bool:
    """Whether an entry can have this name: one that a command line can take, too."""
    return (
        NAME.fullmatch(text) is not None
        and text[0].isalnum()
        and any(char.isalpha() for char in text)
    )
