"""A kill -9 in the middle of an import of catalogues: run again, it ends where it would have."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.conftest import NewDatabase
from tests.formats.catalogues import samples
from tests.formats.catalogues.samples import lines, tsv
from tests.guides import opened

from lookback.assemble import Settings, open_guide
from lookback.store.health import damages
from lookback.store.stock import how_many, stocks
from lookback.store.tables import film, link

ROWS = 5_000
LINKED = 100
KILLS = {"sqlite": 4, "postgresql": 2}
COMMAND = (sys.executable, "-c", "from lookback.faces.cli import main; main()")
ASKED = ("tide 77", "glocke", "genre:drama", "year:1955", "rating>7 night", "the bell of the sea")


def written(folder: Path) -> Path:
    """Tables of films that do not exist, and two catalogues that some of them are in, too."""
    chance = random.Random(77)  # noqa: S311 - no secret
    words = ("Tide", "Night", "Bell", "Sea", "Salt", "Lamp", "Rain", "Door", "Orchard", "Winter")

    def title(number: int) -> str:
        return f"The {' '.join(chance.sample(words, 2))} {number}"

    numbers = range(1, ROWS + 1)
    tables = {
        "title.basics.tsv": [
            rf"tt{n:07}|movie|{title(n)}|Glocke {n}|0|{1930 + n % 90}|\N|{60 + n % 60}|Drama"
            for n in numbers
        ],
        "title.akas.tsv": [rf"tt{n:07}|1|{title(n)}|FR|\N|\N|\N|0" for n in numbers],
        "title.ratings.tsv": [f"tt{n:07}|{n % 91 / 10 + 1:.1f}|{n}" for n in numbers],
    }
    headers = (samples.BASICS_HEADER, samples.AKAS_HEADER, samples.RATINGS_HEADER)
    for (name, rows), header in zip(tables.items(), headers, strict=True):
        (folder / name).write_bytes(tsv(header, *rows))
    ids = [
        f'{{"adult":false,"id":{n},"original_title":"Glocke {n}","popularity":1.5,"video":false}}'
        for n in range(1, LINKED + 1)
    ]
    (folder / "movie_ids_05_15_2024.json").write_bytes(lines(*ids))
    links = [f"{n},{n:07},{n}" for n in range(1, LINKED + 1)]
    (folder / "links.csv").write_bytes(lines("movieId,imdbId,tmdbId", *links))
    return folder


@dataclass
class Imports:
    """An import to be disturbed, and what it makes when nothing disturbs it."""

    folder: Path
    indexes: Path
    new_database: NewDatabase
    kind: str
    seconds: float = 0.0
    whole: object = None
    made: list[str] = field(default_factory=list)

    def begun(self) -> tuple[str, Path]:
        """Addresses of a guide that is not there yet, and of its index."""
        self.made.append(self.new_database())
        return self.made[-1], self.indexes / str(len(self.made))

    def importing(self, url: str, index: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*COMMAND, "--guide", url, "import", str(self.folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LOOKBACK_INDEX": str(index)},
        )


def state(url: str, index: Path) -> tuple[object, ...]:
    """All films by their addresses, all that leads to them, and what is found."""
    with opened(url) as store, store.read() as connection:
        assert not list(damages(connection))
        rows = sorted((one.slug, one.rows) for one in stocks(connection))
        joined = select(link.c.slug, link.c.key, film.c.slug).join(film, film.c.id == link.c.film)
        links = sorted(map(tuple, connection.execute(joined)))
    guide = open_guide(Settings(guide=url, index=str(index)))
    try:
        found = [guide.finding.search(words, per_page=50) for words in ASKED]
    finally:
        guide.close()
    answers = [([view.slug for view in one.views], one.total, one.choices) for one in found]
    return rows, links, answers


@pytest.fixture(scope="module")
def imports(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Imports:
    folder, indexes = written(tmp_path_factory.mktemp("tables")), tmp_path_factory.mktemp("index")
    made = Imports(
        folder, indexes, new_database, "postgresql" if "://" in new_database() else "sqlite"
    )
    place = made.begun()
    # From now on Python has compiled what the command needs.
    subprocess.run([*COMMAND, "--version"], stdout=subprocess.DEVNULL, check=True)
    before = time.monotonic()
    assert made.importing(*place).wait() == 0
    made.seconds = time.monotonic() - before
    made.whole = state(*place)
    return made


def test_an_import_of_catalogues_that_is_killed_ends_where_it_would_have(imports: Imports) -> None:
    chance = random.Random(2002)  # noqa: S311 - no secret
    kills = KILLS[imports.kind]
    killed, begun = 0, 0
    for number in range(kills):
        if number % 2 == 0:
            place = imports.begun()  # each guide is disturbed twice
        process = imports.importing(*place)
        # One moment in each equal part of the time that an undisturbed import takes.
        time.sleep(imports.seconds * (number + chance.random()) / kills)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        with opened(place[0]) as store, store.read() as connection:
            assert not list(damages(connection))
            begun += how_many(connection) > 0
        if number % 2:
            assert imports.importing(*place).wait() == 0
            assert state(*place) == imports.whole
    assert killed >= kills // 2  # others may end first, on a machine that got faster
    assert begun  # some of them were not killed before anything was kept
    assert len(imports.made) == 1 + kills // 2


def test_the_undisturbed_import_finds_and_joins_films(imports: Imports) -> None:
    assert isinstance(imports.whole, tuple)
    rows, links, answers = imports.whole
    assert len(rows) == ROWS
    assert len(links) > LINKED
    assert all(total for _, total, _ in answers[:4])
