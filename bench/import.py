"""What taking in a large catalogue costs, beside the fastest thing that could be done with it.

The tables are made here, in the form of IMDb's (titles, other titles, ratings), from the words of
real titles where ``--data`` has them. In the same run, each in a process of its own:

- ``sqlite3 .import`` of the three files, each into one table with a key,
- Look Back: the rows, then the index,
- the two again, ``--rounds`` times in turn, since machines are noisy: told are the means,
- ``sqlite-utils insert --tsv`` of the same, once,
- all of it by Look Back a second time, which must change nothing.

``--kills`` also kills an import so many times at moments of chance, runs it again, and compares
what it ends with; where it was done before its moment came, it begins anew. With ``--data`` the
films of a real catalogue are imported, and found.

    sh scripts/bench import --rows 1000000 [--data DIR] [--kills 10] [--rounds 3]

``DIR`` holds ``catalogue/movies-*.json``. The programs: ``sqlite3`` (Debian: apt-get install
sqlite3) and ``uv``, which brings sqlite-utils into a folder that is gone afterwards.
"""

# ruff: noqa: N999 - it is run by its name, and imported by nobody

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.import_tables import TABLES, films_of, make

_SEARCHES: Final = 5
_MILLION: Final = 1_000_000


@dataclass(frozen=True)
class Cost:
    """What processes took: seconds of CPU, seconds, and the most memory of one of them in MB."""

    cpu: float = 0.0
    wall: float = 0.0
    peak: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.cpu + other.cpu, self.wall + other.wall, max(self.peak, other.peak))

    def __truediv__(self, parts: int) -> "Cost":
        return Cost(self.cpu / parts, self.wall / parts, self.peak)


def main() -> None:
    """Measure, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=_MILLION)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        name, *paths = asked.step
        _STEPS[name](*map(Path, paths))
        return
    sqlite3 = shutil.which("sqlite3")
    if sqlite3 is None:
        sys.exit("sqlite3 is missing: on Debian, apt-get install sqlite3")
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), asked, sqlite3)


def _measure(folder: Path, asked: argparse.Namespace, sqlite3: str) -> None:
    console = Console()
    rows, data, kills = asked.rows, asked.data, asked.kills
    told: dict[str, Cost] = {}
    tables = folder / "tables"
    tables.mkdir()
    with console.status("Making the tables"):
        ran(step("make", tables, str(rows), data or ""))
    size = sum(path.stat().st_size for path in tables.iterdir()) / _MILLION
    console.print(f"{rows:,} titles; three tables of {size:,.0f} MB together.")
    guide = folder / "guide.db"
    rounds = [_round(folder, guide, sqlite3) for _ in track(range(asked.rounds), "In turn")]
    for name in rounds[0]:
        told[name] = sum((one[name] for one in rounds), Cost()) / len(rounds)
    base = told["sqlite3 .import"]
    told["Look Back, both"] = told["Look Back, the rows"] + told["Look Back, the index"]
    with console.status("sqlite-utils"):
        told["sqlite-utils insert"] = by_sqlite_utils(folder)
    with console.status("Look Back again"):
        before = digest(guide)
        told["Look Back, a second time"] = again(guide, tables)
        assert digest(guide) == before, "a second run changed rows"
    console.print("A second run changed nothing.")
    if kills:
        seconds = told["Look Back, both"].wall
        disturbed(folder / "killed.db", tables, kills, seconds)
        assert digest(folder / "killed.db") == before, "a killed import ended otherwise"
        console.print(f"Killed {kills} times, it ended with the same.")
    if data is not None:
        films = folder / "films.db"
        told["a real catalogue, both"] = ran(
            [*_LOOKBACK, "--guide", str(films), "import", str(data / "catalogue")]
        )
        ran(step("search", films, data))
        console.print(f"{_SEARCHES} searches found their film.")
    console.print(_table(told))
    real = told.get("a real catalogue, both")
    answer = {
        "import_over_sqlite3": told["Look Back, the rows"].cpu / base.cpu,
        "indexed_over_sqlite3": told["Look Back, both"].cpu / base.cpu,
        "peak_mb": told["Look Back, both"].peak,
        "sqlite_utils_over_sqlite3": told["sqlite-utils insert"].cpu / base.cpu,
        "films36k_cpu_s": real and real.cpu,
    }
    print(json.dumps({name: value and round(value, 2) for name, value in answer.items()}))


def _round(folder: Path, guide: Path, sqlite3: str) -> dict[str, Cost]:
    """One after the other, from nothing."""
    _clear(guide)
    (folder / "plain.db").unlink(missing_ok=True)
    return {
        "sqlite3 .import": sum((imported_plainly(sqlite3, folder, one) for one in TABLES), Cost()),
        "Look Back, the rows": ran(step("stock", guide, folder / "tables")),
        "Look Back, the index": ran(step("index", guide)),
    }


def _clear(guide: Path) -> None:
    """Remove a guide with its index."""
    for left in guide.parent.glob(f"{guide.name}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _table(told: Mapping[str, Cost]) -> Table:
    base = told["sqlite3 .import"].cpu
    table = Table("", "CPU s", "wall s", "peak MB", "of sqlite3's CPU")
    for name, cost in told.items():
        cells = (
            f"{cost.cpu:.1f}",
            f"{cost.wall:.1f}",
            f"{cost.peak:.0f}",
            f"{cost.cpu / base:.2f}",
        )
        table.add_row(name, *cells)
    return table


# Processes, and what they take.

_LOOKBACK: Final = (sys.executable, "-c", "from lookback.faces.cli import main; main()")


def step(name: str, *words: object) -> list[str]:
    """The command for one step of this benchmark."""
    return [sys.executable, "-m", "bench.import", "--step", name, *map(str, words)]


def ran(command: Sequence[str], output: Path | None = None) -> Cost:
    """Run a command to its end. It must end well."""
    before = time.monotonic()
    with Path(output or os.devnull).open("wb") as file:
        process = subprocess.Popen(command, stdout=file)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    unit = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, time.monotonic() - before, usage.ru_maxrss * unit / _MILLION)


def imported_plainly(sqlite3: str, folder: Path, name: str) -> Cost:
    """One file into one table with a key, by the program that comes with SQLite."""
    file, header, keys = TABLES[name]
    columns = header.split()
    if keys == 1:
        defined = f"{columns[0]} text primary key, {', '.join(columns[1:])}"
    else:
        defined = f"{', '.join(columns)}, primary key ({', '.join(columns[:keys])})"
    return ran(
        [
            sqlite3, str(folder / "plain.db"), f"create table {name} ({defined})",
            ".mode ascii", '.separator "\\t" "\\n"',
            f".import --skip 1 {folder / 'tables' / file} {name}",
        ]
    )  # fmt: skip


def by_sqlite_utils(folder: Path) -> Cost:
    """The same by sqlite-utils, which is in Python, too."""
    uv = shutil.which("uv") or str(Path(__file__).parent.parent / ".tools/uv/bin/uv")
    venv = folder / "venv"
    subprocess.run([uv, "venv", "--quiet", str(venv)], check=True)
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", str(venv), "sqlite-utils"], check=True
    )
    cost = Cost()
    for name, (file, header, keys) in TABLES.items():
        named = [word for key in header.split()[:keys] for word in ("--pk", key)]
        program, path = str(venv / "bin/sqlite-utils"), str(folder / "tables" / file)
        database = str(folder / "utils.db")
        cost += ran([program, "insert", database, name, path, "--tsv", "--silent", *named])
    return cost


def again(guide: Path, tables: Path) -> Cost:
    """All of it a second time, as an operator does it; it must tell that nothing changed."""
    told = guide.with_suffix(".json")
    command = [*_LOOKBACK, "--guide", str(guide), "import", "--json", str(tables)]
    cost = ran(command, told)
    files = json.loads(told.read_text("utf-8"))
    assert len(files) == len(TABLES), files
    assert not any(one["changed"] or one["films"] or one["error"] for one in files), files
    return cost


def disturbed(guide: Path, tables: Path, kills: int, seconds: float) -> None:
    """Kill an import again and again at moments of chance, then let it run to its end."""
    chance = random.Random(41)  # noqa: S311 - no secret
    command = [*_LOOKBACK, "--guide", str(guide), "import", str(tables)]
    for _ in track(range(kills), "Killing"):
        while not _killed(command, chance.uniform(0, seconds)):
            _clear(guide)
    ran(command)


def _killed(command: Sequence[str], seconds: float) -> bool:
    """Run a command and kill it after some time; whether it was not done by then."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def digest(guide: Path) -> str:
    """Of all films by their addresses, with all rows and links."""
    told = guide.with_suffix(".digest")
    ran(step("digest", guide), told)
    return told.read_text("utf-8")


# Steps, each in a process of its own. What they need is imported there: a child's peak memory is
# its parent's at least.


def _make(folder: Path, rows: Path, data: Path) -> None:
    make(folder, int(str(rows)), data)


def _stock(guide: Path, tables: Path) -> None:
    from lookback.assemble import Settings, open_guide
    from lookback.guide.cataloguing import recognised

    opened = open_guide(Settings(guide=str(guide)))
    assert not any(one.refusal for one in opened.stock(recognised([tables])))
    opened.close()


def _index(guide: Path) -> None:
    from lookback.assemble import Settings, open_guide

    opened = open_guide(Settings(guide=str(guide)), create=False)
    opened.finding.refresh()
    opened.close()


def _search(guide: Path, data: Path) -> None:
    """Some films are found by their titles and years."""
    from lookback.assemble import Settings, open_guide

    opened = open_guide(Settings(guide=str(guide)), create=False)
    films = [one for one in films_of(data) if len(one["title"].split()) > 2]
    for one in random.Random(3).sample(films, _SEARCHES):  # noqa: S311 - no secret
        asked = f"{one['title']} {one['year']}"
        found = opened.finding.search(asked).views
        assert " ".join(one["title"].split()) in [view.title for view in found[:3]], asked
    opened.close()


def _digest(guide: Path) -> None:
    from sqlalchemy import select

    from lookback.store.stock import stocks
    from lookback.store.store import Store
    from lookback.store.tables import film, link

    store = Store.open(str(guide), create=False)
    made = hashlib.sha256()
    with store.read() as connection:
        rows = sorted(
            (one.slug, hashlib.sha256(repr(one.rows).encode()).digest())
            for one in stocks(connection)
        )
        joined = select(link.c.slug, link.c.key, film.c.slug).join(film, film.c.id == link.c.film)
        for row in (*rows, *sorted(map(tuple, connection.execute(joined)))):
            made.update(repr(row).encode())
    store.close()
    print(made.hexdigest(), len(rows))


_STEPS: Final[Mapping[str, Callable[..., None]]] = {
    "make": _make, "stock": _stock, "index": _index, "search": _search, "digest": _digest,
}  # fmt: skip

if __name__ == "__main__":
    main()
