"""Wikidata: the dump in JSON, one entity a line, or any part of it in the same form.

Described at https://www.wikidata.org/wiki/Wikidata:Database_download and
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, ClassVar, Final

from lookback.errors import TextInvalid, ValueInvalid
from lookback.formats.catalogues.base import Head, Told
from lookback.formats.catalogues.json_rows import Fields, inner, inners, keys_of, parsed, text
from lookback.formats.catalogues.lines import blocks
from lookback.formats.catalogues.recorded import Record, Recorded
from lookback.formats.catalogues.statements import MOST, minutes_of, outside_ids, title_of

LONGEST: Final = 16_000_000
"""The longest line, in bytes: what is known of a country is longer than of any film."""
FILMS: Final = frozenset(
    {
        "Q11424", "Q24862", "Q24869", "Q506240", "Q202866", "Q226730", "Q93204", "Q29168811",
        "Q20667187", "Q17517379", "Q1261214",
    }
)  # fmt: skip
"""Film, short, feature, television film, animated, silent, documentary, and their like."""
_KEYS: Final = frozenset({"type", "id", "labels"})
_FILM: Final = re.compile('"(?:' + "|".join(sorted(FILMS)) + ')"')
_ENTITY: Final = re.compile(r"Q[0-9]{1,12}")
_TIME: Final = re.compile(r"\+([0-9]{4})-([0-9]{2})-([0-9]{2})T.*")
_AMOUNT: Final = re.compile(r"\+?([0-9]{1,6})(?:\.[0-9]{1,20})?")
_SECONDS: Final = {"Q7727": 60, "Q25235": 3600, "Q11574": 1}
_LINKS: Final = ("P57", "P161", "P136", "P495")
_SITES: Final = {"imdb": "P345", "tmdb": "P4947", "letterboxd": "P6127"}
_DAY: Final = 11
_MONTH: Final = 10
_YEAR: Final = 9


class Wikidata(Recorded):
    """Titles in all languages, release, running time and outside ids."""

    name: ClassVar[str] = "wikidata"
    source: ClassVar[str] = "Wikidata"

    def claims(self, head: Head) -> bool:
        """Whether the first object is an entity."""
        return keys_of(head.data) >= _KEYS

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """The films; other entities are left out, most of them unread."""
        is_list, is_over = False, False
        last = 1
        for block in blocks(file, LONGEST):
            for number, line in enumerate(map(str.strip, block.lines), block.first):
                last = number
                if line == "[" and number == 1:
                    is_list = True
                elif line == "]" and is_list and not is_over:
                    is_over = True
                elif line and (is_over or not (line[0] == "{" and line[-1] in "},")):
                    raise ValueInvalid("expected one entity", line=number)
                elif _FILM.search(line):
                    told = _told(parsed(line.removesuffix(","), number), number)
                    if told is not None:
                        yield told
            yield block.read
        if is_list and not is_over:
            raise TextInvalid("expected a whole list, up to its ]", line=last)


def _told(fields: Fields, line: int) -> Told | None:
    entity = text(fields, "id")
    if _ENTITY.fullmatch(entity) is None:
        if text(fields, "type") == "item":
            raise ValueInvalid("expected an entity's number", line=line)
        return None
    if FILMS.isdisjoint(_entities(fields, "P31")):
        return None
    title, others = _titles(fields)
    originals = [text(one, "text") for one in _objects(fields, "P1476")]
    if not title_of(title or "".join(originals[:1])):
        return None
    links = {name: _entities(fields, name)[:MOST] for name in _LINKS}
    record = Record(
        title=title or originals[0],
        original="".join(originals[:1]),
        titles=others,
        released=_released(fields),
        minutes=_minutes(fields),
        links={name: linked for name, linked in links.items() if linked},
    )
    ids = [(site, value) for site, name in _SITES.items() for value in _texts(fields, name)[:1]]
    article = text(inner(inner(fields, "sitelinks"), "enwiki"), "title").replace(" ", "_")
    return Told(entity.lower(), record.written(), outside_ids([*ids, ("wikipedia", article)]))


def _titles(fields: Fields) -> tuple[str, list[str]]:
    """The English title, or else the first of another language; and all others."""
    labels, aliases = inner(fields, "labels"), inner(fields, "aliases")
    languages = sorted(labels, key=lambda one: (one != "en", one != "mul", one))
    titles = [text(inner(labels, one), "value") for one in languages]
    titles += [text(alias, "value") for one in sorted(aliases) for alias in inners(aliases, one)]
    titles = list(filter(None, titles))
    return "".join(titles[:1]), titles[1:]


def _values(fields: Fields, name: str) -> list[object]:
    """The values of a property, the preferred ones first; deprecated ones are left out."""
    claims = [
        one for one in inners(inner(fields, "claims"), name) if text(one, "rank") != "deprecated"
    ]
    claims.sort(key=lambda one: text(one, "rank") != "preferred")
    return [inner(inner(one, "mainsnak"), "datavalue").get("value") for one in claims]


def _texts(fields: Fields, name: str) -> list[str]:
    return [value for value in _values(fields, name) if isinstance(value, str)]


def _objects(fields: Fields, name: str) -> list[Fields]:
    return [value for value in _values(fields, name) if isinstance(value, dict)]


def _entities(fields: Fields, name: str) -> list[str]:
    return [known for one in _objects(fields, name) if (known := text(one, "id"))]


def _released(fields: Fields) -> str:
    """The earliest day, or month, or year."""
    told = []
    for one in _objects(fields, "P577"):
        found, precision = _TIME.fullmatch(text(one, "time")), one.get("precision")
        if found and precision in {_DAY, _MONTH, _YEAR}:
            known = found.groups()[: int(str(precision)) - _YEAR + 1]
            told.append("-".join(known))
    # Of a year and a day in it, the day says more.
    return min(told, key=lambda one: (one[:4], -len(one), one), default="")


def _minutes(fields: Fields) -> int:
    for one in _objects(fields, "P2047"):
        found = _AMOUNT.fullmatch(text(one, "amount"))
        seconds = _SECONDS.get(text(one, "unit").rpartition("/")[2], 0)
        if found and seconds:
            return minutes_of(str(round(int(found[1]) * seconds / 60)))
    return 0
