"""Finding the film that somebody half remembers: Tantivy brings candidates, clues order them.

A folder holds one build of the index and a note that names it; a new build is whole before the
note is replaced, so a crash at any point leaves the one before.
"""

import heapq
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tantivy import Document, Index, IndexWriter, Occur, Query, Schema, SchemaBuilder, Searcher

from lookback.film.finding import Hit, Remembered
from lookback.search.damage import DAMAGE
from lookback.search.recall_clues import CLUES, NEUTRAL_YEAR, Card, Clue, Measure, Totals
from lookback.search.recall_words import Question, roles_in, terms
from lookback.search.writing import locked

CANDIDATES = 400
"""How many films Tantivy brings for each memory."""

_VERSION = 1
"""Of what is kept in a folder. Another version's index is built again."""
_NOTE = "current.json"
_PREFIX = "build-"
_HEAP = 128_000_000
_PARTS = ("words", "roles", "people")


@dataclass(frozen=True, slots=True)
class _Build:
    """One index that can be searched."""

    schema: Schema
    searcher: Searcher
    totals: Totals
    stamp: str
    note: str
    sizes: Mapping[Path, int]

    def is_as_told(self, folder: Path) -> bool:
        """Whether the folder's note still names this build, and its files are whole."""
        try:
            return (folder / _NOTE).read_text("utf-8") == self.note and all(
                path.stat().st_size == size for path, size in self.sizes.items()
            )
        except (OSError, ValueError):
            return False

    def films_with(self, part: str, term: str) -> int:
        found: int = self.searcher.doc_freq(part, term)
        return found

    def is_name(self, term: str) -> bool:
        """Whether at least half of the films that have the term have it as a name."""
        in_names = self.films_with("roles", term) + self.films_with("people", term)
        return in_names > 0 and 2 * in_names >= self.films_with("words", term)


class Memory:
    """The index that half-remembered films are looked for in.

    Whatever was given to ``build`` can move its answers: an index that everyone may ask is built
    without ``sealed`` texts.

    Args:
        folder: where the index is kept. Use ``open``.
        clues: what orders the candidates.
    """

    def __init__(self, folder: Path, clues: tuple[Clue, ...] = CLUES) -> None:
        self._folder = folder
        self._clues = clues
        self._build = _opened(folder)

    def _look(self) -> None:
        """Take up what another process built, and let go of files that are not whole any more.

        They are mapped into memory, where what was cut off would end the process.
        """
        build = self._build
        if build is None or not build.is_as_told(self._folder):
            self._build = _opened(self._folder)

    @classmethod
    def open(cls, folder: Path) -> "Memory":
        """Open what is there; where nothing usable is, the index is empty and has no stamp."""
        return cls(folder)

    @property
    def stamp(self) -> str:
        """What the last build was told; empty where there is none."""
        self._look()
        return self._build.stamp if self._build else ""

    def build(self, films: Iterable[Remembered], stamp: str) -> None:
        """Replace the index by one of these films. It can be searched meanwhile.

        Args:
            films: each number once.
            stamp: what to answer as ``stamp`` from now on.

        Raises:
            IndexBusy: somebody else is writing it.
            IndexUnusable: it cannot be written; the index is what it was.
        """
        with locked(self._folder):
            self._write(films, stamp)

    def _write(self, films: Iterable[Remembered], stamp: str) -> None:
        with DAMAGE:
            self._folder.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._folder))
        try:
            totals = _written(made, films)
            with DAMAGE:
                note = {
                    "version": _VERSION,
                    "build": made.name,
                    "stamp": stamp,
                    "totals": asdict(totals),
                    "sizes": _sizes(made),
                }
                _put(self._folder, made, note)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
        self._build = _opened(self._folder)
        for other in self._folder.glob(f"{_PREFIX}*"):
            if other.name != made.name:
                shutil.rmtree(other, ignore_errors=True)

    def recall(self, words: str, limit: int = 10) -> tuple[Hit, ...]:
        """The films that a memory may be of, the likeliest first.

        Args:
            words: any text, in sentences or not.
            limit: of films, at most ``CANDIDATES``.

        Raises:
            IndexUnusable: it was damaged after it was opened; no words can bring that about.
        """
        self._look()
        with DAMAGE:
            weighed = [
                (-self._score(values), card.number, card.slug)
                for card, values in self.measured(words)
            ]
        best = heapq.nsmallest(max(limit, 0), weighed)
        return tuple(Hit(number, slug) for _score, number, slug in best)

    def _score(self, values: Iterable[float]) -> float:
        return sum(clue.weight * value for clue, value in zip(self._clues, values, strict=True))

    def measured(self, words: str) -> Iterator[tuple[Card, tuple[float, ...]]]:
        """Each candidate with what each clue measures in it, in no order that means anything."""
        build = self._build
        if build is None:
            return
        question = Question.read(words, cache(build.is_name))
        measures: list[Measure] = [clue.of(question, build) for clue in self._clues]
        for card in _candidates(build, question):
            yield card, tuple(measure(card) for measure in measures)


def _candidates(build: _Build, question: Question) -> Iterator[Card]:
    having = [
        Query.boost_query(Query.term_query(build.schema, part, term), float(count))
        for part, counts in (
            ("words", question.counts),
            ("roles", dict.fromkeys(sorted(question.names), 1)),
        )
        for term, count in counts.items()
    ]
    if not having:
        return
    query = Query.boolean_query([(Occur.Should, each) for each in having])
    found = build.searcher.search(query, CANDIDATES, count=False, weight_by_field="known").hits
    if len(found) == CANDIDATES and found[0][0] > found[-1][0]:
        # Which of several equals stand last depends on how the index came to be laid out.
        found = [hit for hit in found if hit[0] > found[-1][0]]
    for _score, address in found:
        kept: Any = build.searcher.doc(address).get_first("card")
        yield Card.unpacked(kept)


def _written(folder: Path, films: Iterable[Remembered]) -> Totals:
    """Write the films into an index in this empty folder."""
    with DAMAGE:
        writer = Index(_schema(), str(folder)).writer(_HEAP, 1)
    try:
        totals = _added(writer, films)
        with DAMAGE:
            writer.commit()
    finally:
        # Its threads write until they are waited for, even into a folder that was given up.
        with suppress(OSError, ValueError):
            writer.wait_merging_threads()
    return totals


def _added(writer: IndexWriter, films: Iterable[Remembered]) -> Totals:
    count = 0
    lengths: Counter[str] = Counter()
    for remembered in films:
        card, people = _card(remembered)
        with DAMAGE:
            document = Document()
            for part in ("words", "roles"):
                of_card: Mapping[str, int] = getattr(card, part)
                document.add_text(part, " ".join(Counter(of_card).elements()))
                lengths[part] += sum(of_card.values())
            document.add_text("people", " ".join(sorted(people)))
            document.add_float("known", _known(card))
            document.add_bytes("card", card.packed())
            writer.add_document(document)
        count += 1
    return Totals(count, **{part: total / count for part, total in lengths.items()})


def _card(remembered: Remembered) -> tuple[Card, set[str]]:
    film = remembered.film
    prose = (*film.texts, *remembered.sealed)
    people = terms("\n".join(film.people))
    titles = dict.fromkeys((film.title, *film.titles))
    parts = [*titles, *film.roles, *film.genres, *film.themes, *film.countries, *prose]
    roles = terms("\n".join(film.roles)) + roles_in("\n".join(prose), set(people))
    card = Card(
        number=film.number,
        slug=film.slug,
        words=dict(Counter(people + terms("\n".join(parts)))),
        roles=dict(Counter(roles)),
        people=len(film.people),
        year=film.years[0] if film.years else 0,
        votes=film.votes,
    )
    return card, set(people)


def _known(card: Card) -> float:
    """How well known a film is likely to be, as Tantivy weighs candidates by it.

    Tantivy multiplies a score by ``log2(2 + this)``: here by 1 and up to about 1.6.
    """
    by_year = min(max((card.year or NEUTRAL_YEAR) - 1900, 0), 150) / 500
    by_cast = min(card.people, 50) / 200
    by_votes = min(len(str(card.votes)), 8) / 20
    return float(2 ** (1 + by_year + by_cast + by_votes) - 2)


def _schema() -> Schema:
    builder = SchemaBuilder()
    for part in _PARTS:
        builder.add_text_field(part, tokenizer_name="whitespace", index_option="freq")
    builder.add_float_field("known", fast=True)
    builder.add_bytes_field("card", stored=True)
    return builder.build()


def _opened(folder: Path) -> _Build | None:
    """The build that the folder's note names; nothing where it is not whole."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        written = (folder / _NOTE).read_text("utf-8")
        note: Any = json.loads(written)
        made = folder / str(note["build"])
        if note["version"] == _VERSION and note["sizes"] == _sizes(made):
            index = Index.open(str(made))
            totals = Totals(**note["totals"])
            sizes = {made / name: int(size) for name, size in note["sizes"].items()}
            searcher = index.searcher()
            return _Build(index.schema, searcher, totals, str(note["stamp"]), written, sizes)
    return None


def _sizes(folder: Path) -> dict[str, int]:
    """The size of each file that is searched in: a truncated one is not worth opening."""
    files = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return {path.name: path.stat().st_size for path in files if path.suffix != ".lock"}


def _put(folder: Path, made: Path, note: Mapping[str, Any]) -> None:
    """Replace the folder's note, whole or not at all; until then the new one is in the build."""
    with (made / _NOTE).open("w", encoding="utf-8") as file:
        json.dump(note, file)
        file.flush()
        os.fsync(file.fileno())
    (made / _NOTE).replace(folder / _NOTE)
