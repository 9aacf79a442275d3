"""What the shapes of the API share, and the parameters that several of its operations take.

A shape is a frozen dataclass. The text below each of its fields describes that field in the
OpenAPI document, which is made from nothing else.
"""

from typing import Annotated, ClassVar, Final

from fastapi import Path, Query
from pydantic import BeforeValidator, ConfigDict, Field, StrictInt

MOST: Final = 100
"""As many things as one answer lists at most."""
LARGEST: Final = 2**53 - 1
"""The largest whole number that every reader of JSON keeps."""


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


Id = Annotated[StrictInt, Field(ge=1, le=LARGEST), BeforeValidator(_whole)]
"""A number in a body, as JSON has it: 1.0 is 1, and text with digits is none."""


class Told:
    """Something that the guide answers."""

    __pydantic_config__: ClassVar = ConfigDict(use_attribute_docstrings=True)


class Asked:
    """Something that the guide is asked: a key that it does not know is refused."""

    __pydantic_config__: ClassVar = ConfigDict(use_attribute_docstrings=True, extra="forbid")


Film = Annotated[
    str,
    Path(description="The last part of the film's address.", examples=["look-back"]),
]
Number = Annotated[
    int,
    Path(ge=1, le=LARGEST, description="The number of a film in your keeping.", examples=[12]),
]
Words = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]
Cursor = Annotated[
    str,
    Query(
        max_length=500,
        description="The `next` of the answer before; ask everything else the same way again.",
    ),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many to list at most.")]
SOME: Final = 24
"""How many are listed where nobody says."""
