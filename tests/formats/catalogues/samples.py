"""Files of catalogues, of films and people that do not exist."""

import io
import json
from collections.abc import Sequence
from typing import Final

import pytest

from lookback.errors import InputRefused
from lookback.film.finding import Findable
from lookback.film.gate import OPEN
from lookback.film.page import Passage
from lookback.formats.catalogues.base import Catalogue, Head, Naming, Told, nobody
from lookback.formats.catalogues.table import catalogue_named

File = tuple[str, str, bytes]
"""The kind that a file is, what it is called, and what is in it."""


def tsv(*rows: str) -> bytes:
    """Lines whose cells are parted by tabs; here they are parted by bars."""
    return "".join(f"{row.replace('|', chr(9))}\n" for row in rows).encode()


def lines(*rows: str) -> bytes:
    """A file of lines."""
    return "".join(f"{row}\n" for row in rows).encode()


def listed(*items: object) -> bytes:
    """A list in JSON, indented as some write it."""
    return json.dumps(items, indent=1, ensure_ascii=False).encode()


BASICS_HEADER: Final = (
    "tconst|titleType|primaryTitle|originalTitle|isAdult|startYear|endYear|runtimeMinutes|genres"
)
AKAS_HEADER: Final = "titleId|ordering|title|region|language|types|attributes|isOriginalTitle"
RATINGS_HEADER: Final = "tconst|averageRating|numVotes"
CREW_HEADER: Final = "tconst|directors|writers"
PRINCIPALS_HEADER: Final = "tconst|ordering|nconst|category|job|characters"
NAMES_HEADER: Final = "nconst|primaryName|birthYear|deathYear|primaryProfession|knownForTitles"
FILM: Final = r"tt0000321|movie|The Fog Bell|Die Nebelglocke|0|1988|\N|94|Drama,Mystery"
BASICS: Final = tsv(
    BASICS_HEADER,
    FILM,
    r"tt0000322|tvEpisode|Pilot|Pilot|0|1990|\N|25|Drama",
    r"tt0000323|movie|Low Tide|Low Tide|1|1990|\N|\N|\N",
    r"tt10000324|short|扉の音|扉の音|0|\N|\N|\N|\N",
)
AKAS: Final = tsv(
    AKAS_HEADER,
    r"tt0000321|1|Die Nebelglocke|\N|\N|original|\N|1",
    r"tt0000321|2|La cloche|FR|\N|imdbDisplay|\N|0",
    r"tt0000321|3|The Keeper Did It|US|en|working|\N|0",
    r"tt10000324|1|The Sound of a Door|XWW|en|\N|literal title|0",
)
RATINGS: Final = tsv(RATINGS_HEADER, "tt0000321|7.1|1204", "tt10000324|10.0|5", "tt0000099|6|7")
CREW: Final = tsv(
    CREW_HEADER, r"tt0000321|nm0000001,nm0000002|\N", r"tt0000322|\N|\N", r"tt0000323|\N|nm0000002"
)
PRINCIPALS: Final = tsv(
    PRINCIPALS_HEADER,
    r'tt0000321|1|nm0000003|actress|\N|["Anna Moor"]',
    r'tt0000321|2|nm0000004|actor|\N|["The Twin Brother"]',
    r'tt0000321|3|nm0000005|self|\N|["Older Anna","Ghost"]',
    r"tt0000321|4|nm0000001|director|\N|\N",
    r"tt0000321|5|nm0000006|editor|\N|\N",
    r"tt0000323|1|nm0000003|actress|\N|\N",
)
NAMES: Final = tsv(
    NAMES_HEADER,
    r"nm0000001|Ida Brandt|1940|\N|director|tt0000321",
    r"nm0000003|Mette Holm|1960|2001|actress,producer|tt0000321,tt0000323",
    r"nm0000004|Jon Vik|\N|\N|\N|\N",
    r"nm0000005|\N|\N|\N|\N|\N",
)
TMDB_IDS: Final = lines(
    '{"adult":false,"id":321,"original_title":"Die Nebelglocke","popularity":4.2,"video":false}',
    '{"adult":true,"id":322,"original_title":"Low Tide","popularity":0.6,"video":false}',
    '{"adult":false,"id":323,"original_title":"扉の音","popularity":0.6,"video":true}',
)
TMDB_FILM: Final[dict[str, object]] = {
    "adult": False,
    "budget": 1000,
    "genres": [{"id": 18, "name": "Drama"}, {"id": 9648, "name": "Mystery"}],
    "id": 321,
    "imdb_id": "tt0000321",
    "original_title": "Die Nebelglocke",
    "overview": "A keeper of a lighthouse hears a bell that nobody rings.",
    "popularity": 4.2,
    "production_countries": [{"iso_3166_1": "DE", "name": "Germany"}],
    "release_date": "1988-03-04",
    "revenue": 120000,
    "runtime": 94,
    "tagline": "Who rings it?",
    "title": "The Fog Bell",
    "video": False,
    "vote_average": 7.132,
    "vote_count": 85,
    "alternative_titles": {
        "titles": [
            {"iso_3166_1": "FR", "title": "La cloche", "type": ""},
            {"iso_3166_1": "DE", "title": "Der Bruder", "type": "working title"},
        ]
    },
    "credits": {
        "cast": [
            {"name": "Jon Vik", "character": "Keeper / Twin", "order": 1},
            {"name": "Mette Holm", "character": "Anna Moor", "order": 0},
        ],
        "crew": [{"name": "Ida Brandt", "job": "Director"}, {"name": "X", "job": "Editor"}],
    },
    "keywords": {"keywords": [{"id": 1, "name": "lighthouse"}]},
    "external_ids": {"imdb_id": "tt0000321", "wikidata_id": "Q321"},
}
TMDB_MOVIE: Final = json.dumps(TMDB_FILM).encode()


def snak(value: object, rank: str = "normal") -> dict[str, object]:
    """A claim of Wikidata."""
    return {"mainsnak": {"datavalue": {"value": value}}, "rank": rank}


def entity(**more: object) -> dict[str, object]:
    """A film as Wikidata tells of it."""
    return {
        "type": "item",
        "id": "Q321",
        "labels": {
            "de": {"language": "de", "value": "Die Nebelglocke"},
            "en": {"language": "en", "value": "The Fog Bell"},
        },
        "aliases": {"en": [{"language": "en", "value": "Fog Bell"}]},
        "claims": {
            "P31": [snak({"entity-type": "item", "id": "Q11424"})],
            "P57": [snak({"entity-type": "item", "id": "Q99"})],
            "P345": [snak("tt0000321")],
            "P4947": [snak("321")],
            "P6127": [snak("the-fog-bell")],
            "P577": [
                snak({"time": "+1989-01-02T00:00:00Z", "precision": 11}),
                snak({"time": "+1988-00-00T00:00:00Z", "precision": 9}),
                snak({"time": "+1988-03-04T00:00:00Z", "precision": 11}),
            ],
            "P1476": [snak({"text": "Die Nebelglocke", "language": "de"})],
            "P2047": [snak({"amount": "+94", "unit": "http://www.wikidata.org/entity/Q7727"})],
        },
        "sitelinks": {"enwiki": {"site": "enwiki", "title": "The Fog Bell"}},
        **more,
    }


WIKIDATA: Final = (
    "[\n"
    + ",\n".join(
        json.dumps(one, ensure_ascii=False, separators=(",", ":"))
        for one in (
            entity(),
            {"type": "item", "id": "Q5", "labels": {}, "claims": {}},
            {"type": "property", "id": "P31", "labels": {}, "claims": {}},
        )
    )
    + "\n]\n"
).encode()
WIKIPEDIA_FILM: Final[dict[str, object]] = {
    "title": "The Fog Bell",
    "year": 1988,
    "cast": ["Mette Holm", "Jon Vik"],
    "genres": ["Drama", "Mystery"],
    "href": "The_Fog_Bell_(1988_film)",
    "extract": "The Fog Bell is a 1988 German mystery film directed by Ida Brandt and starring "
    "Mette Holm. It is revealed that the keeper rings the bell himself.",
    "thumbnail": "https://example.org/a.jpg",
    "thumbnail_width": 2,
    "thumbnail_height": 3,
}
WIKIPEDIA: Final = listed(
    WIKIPEDIA_FILM,
    {"title": "Low Tide", "year": 1990, "cast": [], "genres": [], "href": None},
)
MOVIES: Final = lines(
    "movieId,title,genres",
    '1,"Fog Bell, The (Nebelglocke, Die) (1988)",Drama|Mystery',
    "2,Low Tide,(no genres listed)",
)
LINKS: Final = lines("movieId,imdbId,tmdbId", "1,0000321,321", "2,10000324,", "3,,")
VOTES: Final = lines(
    "userId,movieId,rating,timestamp", "1,1,4.0,964982703", "1,2,0.5,964982704", "2,1,3.5,964982705"
)
NFO: Final = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>
<movie>
  <title>The Fog Bell</title>
  <originaltitle>Die Nebelglocke</originaltitle>
  <ratings>
    <rating name="imdb" max="10" default="true"><value>7.1</value><votes>1,204</votes></rating>
    <rating name="themoviedb" max="10"><value>7.132</value><votes>85</votes></rating>
  </ratings>
  <outline>The Fog Bell is a 1988 German mystery film directed by Ida Brandt.</outline>
  <plot>The keeper rings it.</plot>
  <tagline>Who rings it?</tagline>
  <runtime>94</runtime>
  <uniqueid type="tmdb">321</uniqueid>
  <uniqueid type="imdb" default="true">tt0000321</uniqueid>
  <genre>Drama</genre>
  <genre>Mystery</genre>
  <tag>lighthouse</tag>
  <country>Germany</country>
  <director>Ida Brandt</director>
  <premiered>1988-03-04</premiered>
  <actor><name>Mette Holm</name><role>Anna Moor</role><order>0</order></actor>
  <actor><name>Jon Vik</name><role>Keeper (as a ghost)</role><order>1</order></actor>
</movie>
https://www.themoviedb.org/movie/321
"""
SCHEMA: Final[dict[str, object]] = {
    "@context": "https://schema.org",
    "@type": "Movie",
    "name": "The Fog Bell &amp; Co",
    "alternateName": "Die Nebelglocke",
    "url": "https://www.imdb.com/title/tt0000321/",
    "sameAs": ["https://www.wikidata.org/wiki/Q321", "https://example.org/"],
    "director": {"@type": "Person", "name": "Ida Brandt"},
    "actor": [
        {"@type": "Person", "name": "Mette Holm"},
        {"@type": "PerformanceRole", "actor": {"name": "Jon Vik"}, "characterName": "Keeper"},
    ],
    "duration": "PT1H34M",
    "genre": ["Drama", "Mystery"],
    "datePublished": "1988-03-04",
    "countryOfOrigin": {"@type": "Country", "name": "Germany"},
    "aggregateRating": {"ratingValue": 7.1, "ratingCount": 1204, "bestRating": 10},
    "description": "A keeper of a lighthouse hears a bell that nobody rings.",
    "keywords": "lighthouse,bell",
}
GRAPH: Final = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["Movie"], "name": "Low Tide"}],
    }
).encode()
HTML: Final = (
    "<!DOCTYPE html>\n<html><head><title>The Fog Bell</title>\n"
    f'<script type="application/ld+json">{json.dumps(SCHEMA)}</script>\n'
    "<SCRIPT>1 < 2</SCRIPT></head><body>x</body></html>\n"
).encode()
STORIES: Final = b"""Collection: Films about bells
=============================

:: Title
Films about bells

:: Component Stories
movie: The Fog Bell (1988)


movie: The Fog Bell (1988)
==========================

:: Title
The Fog Bell

:: Date
1988-03-04

:: References
https://en.wikipedia.org/wiki/The_Fog_Bell_(1988_film)

:: Choice Themes
guilt [The keeper rings the bell
himself.]
brothers {a note}

:: Minor Themes
the sea


tv: A Series (1990)
===================

:: Title
A Series


movie: Low Tide (1990)
======================

:: Title
Low Tide

:: Date
1990-

:: Major Themes
loss [Everybody leaves.]
"""
HIERARCHY: Final = b"""guilt
=====

:: Description
Somebody feels guilty.

:: Parents
human emotion
the past


human emotion
=============

:: Description
A feeling.
"""
SAMPLES: Final[Sequence[File]] = (
    ("imdb-basics", "title.basics.tsv", BASICS),
    ("imdb-akas", "title.akas.tsv", AKAS),
    ("imdb-ratings", "x", RATINGS),
    ("imdb-crew", "title.crew.tsv", CREW),
    ("imdb-principals", "title.principals.tsv", PRINCIPALS),
    ("imdb-names", "name.basics.tsv", NAMES),
    ("tmdb-ids", "movie_ids_05_15_2024.json", TMDB_IDS),
    ("tmdb-movie", "movie.json", TMDB_MOVIE),
    ("tmdb-movie", "movies.json", listed(TMDB_FILM, {**TMDB_FILM, "id": 322})),
    ("tmdb-movie", "movies.jsonl", TMDB_MOVIE + b"\n" + TMDB_MOVIE + b"\n"),
    ("wikidata", "latest-all.json", WIKIDATA),
    ("wikidata", "entity.json", json.dumps(entity()).encode()),
    ("wikipedia", "movies-1980s.json", WIKIPEDIA),
    ("movielens-movies", "movies.csv", MOVIES),
    ("movielens-links", "links.csv", LINKS),
    ("movielens-ratings", "ratings.csv", VOTES),
    ("kodi-nfo", "movie.nfo", NFO),
    ("schema-org", "film.json", json.dumps(SCHEMA).encode()),
    ("schema-org", "films.json", listed(SCHEMA, SCHEMA)),
    ("schema-org", "graph.json", GRAPH),
    ("schema-org", "film.html", HTML),
    ("themes", "film-bells.st.txt", STORIES),
    ("theme-hierarchy", "primary.th.txt", HIERARCHY),
)
"""One file at least of each kind."""


def head(name: str, data: bytes) -> Head:
    """What a file is told by."""
    return Head(name, data[: 1 << 16])


def read(kind: str, data: bytes) -> list[Told]:
    """All that a file tells of films."""
    rows = catalogue_named(kind).rows(io.BytesIO(data))
    return [row for row in rows if isinstance(row, Told)]


def refusal(kind: str, data: bytes) -> InputRefused:
    """Why a file is refused."""
    with pytest.raises(InputRefused) as caught:
        read(kind, data)
    return caught.value


def passages(kind: str, data: bytes, named: Naming = nobody) -> list[Passage]:
    """What the first row of a file states."""
    return list(catalogue_named(kind).passages(read(kind, data)[0].says, named))


def shown(stated: Sequence[Passage]) -> list[tuple[str, str]]:
    """The parts and the words of what everybody may see."""
    return [(one.part.value, str(one.says)) for one in stated if one.gate == OPEN]


def hidden(stated: Sequence[Passage]) -> list[tuple[str, str]]:
    """The parts and the words of what waits for the ending."""
    return [(one.part.value, str(one.says)) for one in stated if one.gate != OPEN]


def found(kind: Catalogue, says: str, named: Naming = nobody) -> Findable:
    """What a film is found by that only one row tells of."""
    film = Findable(1, "a")
    kind.find([(1, says)], {1: film}, named)
    return film
