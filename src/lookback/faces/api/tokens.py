"""Tokens: what programs ask with in a reader's name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import Path, Response
from pydantic import Field, TypeAdapter
from starlette.exceptions import HTTPException

from lookback.errors import NameInvalid, NotAllowed
from lookback.faces.api.door import TheGuide, TheirScopes, TheReader, needs, noun
from lookback.faces.api.shapes import Asked, Told
from lookback.film.reader import Reader, Scope
from lookback.guide.accounts import Token
from lookback.guide.guide import Guide

routes = noun("tokens")
_DESCRIPTION: Final = "What the token is called."
Name = Annotated[str, Path(description=_DESCRIPTION, examples=["my-script"])]
NewName = Annotated[
    str,
    Path(
        pattern="^[A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9])?$",
        description=_DESCRIPTION,
        examples=["my-script"],
    ),
]


@dataclass(frozen=True, slots=True)
class KnownToken(Told):
    """A token, without its secret."""

    name: str
    """What it is called."""
    scopes: tuple[Scope, ...]
    """What it may be used for."""
    made: datetime
    """When it was made."""
    seen: datetime | None
    """When it was last used, to the hour, or null."""

    @classmethod
    def of(cls, token: Token) -> "KnownToken":
        """A token as it is told."""
        return cls(token.name, tuple(sorted(token.scopes)), token.made, token.seen)


@dataclass(frozen=True, slots=True)
class KnownTokens(Told):
    """Your tokens, the newest first."""

    tokens: tuple[KnownToken, ...]
    """The tokens."""


@dataclass(frozen=True, slots=True)
class MadeToken(Told):
    """A token that was just made."""

    name: str
    """What it is called."""
    scopes: tuple[Scope, ...]
    """What it may be used for."""
    secret: str
    """What goes after `Bearer`. It cannot be shown again."""


@dataclass(frozen=True, slots=True)
class NewToken(Asked):
    """What a token may be used for."""

    scopes: Annotated[tuple[Scope, ...], Field(min_length=1, examples=[["read"]])]
    """At most what your own token may be used for."""


_KNOWN: Final = TypeAdapter(KnownToken)


@routes.get("/tokens", openapi_extra=needs(Scope.TOKENS))
def list_tokens(guide: TheGuide, reader: TheReader) -> KnownTokens:
    """List your tokens."""
    return KnownTokens(tuple(map(KnownToken.of, guide.accounts.tokens(reader))))


@routes.put(
    "/tokens/{name}",
    status_code=201,
    openapi_extra=needs(Scope.TOKENS),
    response_model=MadeToken,
    responses={
        200: {"model": KnownToken, "description": "It was there already, with these scopes."},
        201: {"description": "It was made: this answer alone holds its secret."},
        409: {"description": "It is there already, with other scopes."},
    },
)
def put_token(
    name: NewName, said: NewToken, guide: TheGuide, reader: TheReader, mine: TheirScopes
) -> Any:
    """Make a token.

    It can be used for no more than your own. Said again, this changes nothing; the secret is in
    the first answer only.
    """
    scopes = frozenset(said.scopes)
    if not scopes <= mine:
        raise NotAllowed("expected scopes that your own token has")
    known = _known(guide, reader, name)
    if known is None:
        try:
            secret = guide.accounts.make_token(reader, name, scopes)
        except NameInvalid:  # another request has made it in the meantime
            raise HTTPException(409) from None
        return MadeToken(name, tuple(sorted(scopes)), secret)
    if known.scopes != scopes:
        raise HTTPException(409)
    return Response(_KNOWN.dump_json(KnownToken.of(known)), 200, media_type="application/json")


@routes.delete(
    "/tokens/{name:path}",
    status_code=204,
    openapi_extra=needs(Scope.TOKENS),
    response_class=Response,
    responses={204: {"description": "It can be used no more."}},
)
def revoke_token(name: Name, guide: TheGuide, reader: TheReader) -> None:
    """Revoke a token.

    This may be the one that you ask with.
    """
    guide.accounts.revoke_token(reader, name)


def _known(guide: Guide, reader: Reader, name: str) -> Token | None:
    return next((one for one in guide.accounts.tokens(reader) if one.name == name), None)
