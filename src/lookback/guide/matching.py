"""Which film of the guide somebody else means: certain, or the reader is asked. Never a guess.

An outside id that the guide knows decides. Else title and year together do, where one film has
both. The same title a year earlier or later, a title without a year, or one that is nearly the
same makes a candidate, which only the reader can choose: remakes are called alike, and lists
differ about the year of a first night.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process
from sqlalchemy import Connection

from lookback.film.mention import Mention
from lookback.film.part import Part
from lookback.film.record import OutsideId, Release
from lookback.film.title import key_of
from lookback.firewall.view import View
from lookback.store.matching import Known, by_ids, by_titles, titles_of_years

NEARLY_THE_SAME: Final = 90
"""How alike two titles are that may be one, in per cent (Levenshtein, normalised)."""
MOST_CANDIDATES: Final = 5


@dataclass(frozen=True, slots=True)
class Match:
    """What a mention can mean.

    Attributes:
        slug: the film that it means for certain, or empty.
        candidates: the films that it may mean, the likeliest first; none where the guide has none.
    """

    slug: str = ""
    candidates: tuple[str, ...] = ()


def matched(connection: Connection, mentions: Sequence[Mention]) -> list[Match]:
    """What each of the mentions can mean."""
    with_ids = by_ids(connection, (one for mention in mentions for one in mention.ids))
    keys = [_keys(mention) for mention in mentions]
    called = by_titles(connection, (key for some in keys for key in some))
    found = [
        _by_ids([with_ids.get(one, set()) for one in mention.ids])
        or _by_titles(mention, [one for key in some for one in called.get(key, ())])
        for mention, some in zip(mentions, keys, strict=True)
    ]
    unknown = [index for index, one in enumerate(found) if one is None]
    nearly = _nearly(connection, [mentions[index] for index in unknown])
    for index, some in zip(unknown, nearly, strict=True):
        found[index] = Match(candidates=some)
    return [one or Match() for one in found]


def _keys(mention: Mention) -> list[str]:
    titles = (mention.title, mention.original)
    return list(dict.fromkeys(key_of(title) for title in titles if title))


def _by_ids(films: Iterable[set[str]]) -> Match | None:
    slugs = sorted(set().union(*films))
    if not slugs:
        return None
    # Two ids that lead to two films contradict each other: the reader must say.
    return Match(slugs[0]) if len(slugs) == 1 else Match(candidates=tuple(slugs[:MOST_CANDIDATES]))


def _by_titles(mention: Mention, called: Iterable[Known]) -> Match | None:
    told = {one.site: one.value for one in mention.ids}
    films = {one.slug: one for one in called if not _differs(told, one)}
    if not mention.year:
        near = sorted(films)
    else:
        same = sorted(slug for slug, one in films.items() if mention.year in one.years)
        if len(same) == 1:
            return Match(same[0])
        near = same or sorted(slug for slug, one in films.items() if _is_near(mention, one))
    return Match(candidates=tuple(near[:MOST_CANDIDATES])) if near else None


def _is_near(mention: Mention, known: Known) -> bool:
    """Whether lists may differ so much about the year of one film."""
    return not known.years or any(abs(year - mention.year) <= 1 for year in known.years)


def _differs(told: dict[str, str], known: Known) -> bool:
    """Whether another id of the same site says that these are two films."""
    return any(site in known.ids and value not in known.ids[site] for site, value in told.items())


def _nearly(connection: Connection, mentions: Sequence[Mention]) -> list[tuple[str, ...]]:
    """For each mention the films about its year whose titles are nearly the same."""
    years = {mention.year + off for mention in mentions if mention.year for off in (-1, 0, 1)}
    titles: dict[int, set[str]] = defaultdict(set)
    for year, key in titles_of_years(connection, years):
        titles[year].add(key)
    keys = [_alike(mention, titles) for mention in mentions]
    called = by_titles(connection, (key for some in keys for key in some))
    nearly = []
    for mention, some in zip(mentions, keys, strict=True):
        told = {one.site: one.value for one in mention.ids}
        films = (one for key in some for one in called[key])
        slugs = (one.slug for one in films if _is_near(mention, one) and not _differs(told, one))
        nearly.append(tuple(dict.fromkeys(slugs))[:MOST_CANDIDATES])
    return nearly


def _alike(mention: Mention, titles: dict[int, set[str]]) -> list[str]:
    if not (mention.year and mention.title):
        return []
    there = set().union(*(titles.get(mention.year + off, ()) for off in (-1, 0, 1)))
    found = process.extract(
        key_of(mention.title),
        sorted(there),
        scorer=fuzz.ratio,
        score_cutoff=NEARLY_THE_SAME,
        limit=MOST_CANDIDATES,
    )
    return [key for key, _, _ in found]


def mentioned(view: View) -> Mention:
    """A film of the guide as it would be named elsewhere, by what everyone may see of it."""
    originals = [str(value) for value in view.record[Part.ORIGINAL_TITLE]]
    years = [value.year for value in view.record[Part.RELEASE] if isinstance(value, Release)]
    ids = tuple(value for value in view.record[Part.IDS] if isinstance(value, OutsideId))
    return Mention(view.title, "".join(originals[:1]), min(years, default=0), ids, view.runtime)
