"""Every address of searching and browsing, as one can ask for it.

Looking in the endings is left out: whoever says that they have seen a film may be told of it.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlencode

from tests.laws.asking import Question
from tests.laws.films import TITLES
from tests.laws.pairs import Pair

from lookback.film.title import key_of

_FORM = "application/x-www-form-urlencoded"
_KINDS = ("people", "themes", "genres", "decades", "countries")
_WORDS = (
    "", "ink", "rain", "ghost", "the end", "手紙", "brother -rain", "person:ink", "theme:rain",
    "genre:ink", "role:ghost", "country:japan", "decade:1990s", "year:1950-1999", "runtime:<90",
    "rating:>5", '"she’s code"', "gohst", "wndow", "%", "\x00",
)  # fmt: skip
"""What hidden passages are made of, among others."""
_KEYS = ("ink", "rain ink", "ghost", "手紙", "brother", "she’s code", "Japan", "France")


def finding_questions(
    pair: Pair,
    asker: dict[str, str],
    named: Iterable[str] = (),
    words: Iterable[str] = _WORDS,
) -> Iterator[Question]:
    """Every address of searching and browsing.

    Args:
        asker: the headers that tell who asks.
        named: titles, among them those that one of the guides hides.
        words: that are looked for beside titles.
    """
    titles = [*(film.title for film in pair.films), *TITLES[-1:], *named]
    asked = list(dict.fromkeys([*words, *titles]))
    for one in asked:
        yield "GET", f"/search?{urlencode({'q': one})}", asker, b""
        yield "GET", f"/suggest?{urlencode({'q': one})}", asker, b""
    yield "GET", "/search?q=the&page=2", asker, b""
    yield "GET", "/search?q=the&page=x", asker, b""
    for kind in _KINDS:
        yield "GET", f"/{kind}", asker, b""
        for key in ("none", "1990", "%00", *(quote(key_of(one)) for one in _KEYS)):
            yield "GET", f"/{kind}/{key}", asker, b""
        yield "GET", f"/{kind}/japan?page=2", asker, b""
    for film in pair.films:
        yield "GET", f"/films/{quote(film.slug)}/kindred", asker, b""
    yield "GET", "/find", asker, b""
    for one in asked[::3]:
        told = urlencode({"memory": f"The film in which {one} is found in the rain"})
        yield "POST", "/find", {**asker, "content-type": _FORM}, told.encode()
    yield "POST", "/find", {**asker, "content-type": _FORM}, b"endings=yes"
    yield "PUT", "/find", asker, b""
