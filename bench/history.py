"""What looking at a large watch history costs, in a guide with tens of thousands of films.

The guide holds the films of a catalogue; the history is a Letterboxd export of 5,000 rows whose
titles and years come from elsewhere: a theme ontology's films and a list of British films. So
they are written as others write them, and whether a match is right can be looked at.

Told next to it: the same ZIP read by the standard library's csv alone, in the same process.

    sh scripts/bench history --data DIR [--sample FILE]

``DIR`` holds ``catalogue/movies-*.json``, ``themes/film/*.st.txt`` and
``plots/british_movie_plots.csv``. ``--sample`` writes a hundred of the matches to look at.
"""

import argparse
import csv
import io
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from sqlalchemy import insert

from lookback.assemble import Settings, open_guide
from lookback.film.slug import slug_of
from lookback.formats.base import Source
from lookback.guide.intake import Found
from lookback.guide.previewing import Fate
from lookback.guide.taking import take
from lookback.store.store import Store
from lookback.store.tables import reader

ROWS = 5000
READER = "bench"
_HEAD = "Date,Name,Year,Letterboxd URI"
_SHARE_IN_DIARY = 0.2
_SHARE_RATED = 0.2


def main() -> None:
    """Build the guide and the history, look at it in a process of its own, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=Path)
    parser.add_argument("--look", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.look:
        print(json.dumps(looked_at(*asked.look)))
        return
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        guide, history = Path(folder, "guide.db"), Path(folder, "letterboxd.zip")
        console.print(f"{build(guide, asked.data):,} films in the guide.")
        history.write_bytes(export(named_elsewhere(asked.data)))
        command = [sys.executable, "-m", "bench.history", "--data", asked.data, "--look"]
        ran = subprocess.run(
            [*map(str, command), str(guide), str(history)], capture_output=True, check=True
        )
        told = json.loads(ran.stdout)
        if asked.sample:
            asked.sample.write_text("\n".join(told["sample"]) + "\n", "utf-8")
    del told["sample"]
    for name, value in told.items():
        console.print(f"{name}: {value}")
    print(json.dumps(told))


def build(path: Path, data: Path) -> int:
    """A guide with all films of the catalogue, and a reader."""
    films = [
        film
        for file in sorted(data.glob("catalogue/movies-*.json"))
        for film in json.loads(file.read_text("utf-8"))
    ]
    store = Store.open(str(path), create=True)
    pages = (_page(number, film) for number, film in enumerate(track(films, "Building")))
    at = datetime(2026, 1, 1, tzinfo=UTC)
    refused = [one for one in take(store, pages, at=at, by="bench") if one.refusal]
    assert not refused, refused[:3]
    row = {
        "name": READER,
        "name_key": READER,
        "password": "",
        "role": "reader",
        "margin": 0,
        "trusts_player": False,
        "changes": 0,
        "made": at,
    }
    with store.change() as connection:
        connection.execute(insert(reader), row)
    store.close()
    return len(films)


def _page(number: int, film: dict[str, Any]) -> Found:
    title = " ".join(film["title"].split())
    slug = f"{slug_of(title)[:60].strip('-')}-{film['year']}-{number}"
    record = f"title: {json.dumps(title, ensure_ascii=False)}\nslug: {slug}\n"
    text = f"---\n{record}release: {film['year']}\n---\n"
    return Found(f"{number}.md", Source(f"{number}.md", text.encode()), named=True)


def named_elsewhere(data: Path) -> list[tuple[str, str]]:
    """Titles and years of films as others write them, in an order of chance."""
    films = set()
    for file in sorted(data.glob("themes/film/*.st.txt")):
        told = re.findall(r"^movie: (.+) \((\d{4})\)\n=+$", file.read_text("utf-8"), re.MULTILINE)
        films.update(told)
    plots = Path(data, "plots", "british_movie_plots.csv")
    with plots.open(encoding="utf-8", newline="") as table:
        british = [
            (" ".join(row["title"].split()), str(int(float(row["year"]))))
            for row in csv.DictReader(table)
            if row["title"] and row["year"]
        ]
    chance = random.Random(7)  # noqa: S311 - no secret
    mixed = sorted(films) + british
    chance.shuffle(mixed)
    return mixed


def export(films: list[tuple[str, str]]) -> bytes:
    """A Letterboxd export of as many rows: a film is in one or more of its files, as there."""
    in_diary, rated = int(ROWS * _SHARE_IN_DIARY), int(ROWS * _SHARE_RATED)
    watched = films[: ROWS - in_diary - rated]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        head = f"{_HEAD},Rating,Rewatch,Tags,Watched Date"
        archive.writestr("diary.csv", _table(head, watched[:in_diary], "4", "", "", "2024-05-01"))
        archive.writestr("ratings.csv", _table(f"{_HEAD},Rating", watched[:rated], "4"))
        archive.writestr("watched.csv", _table(_HEAD, watched))
    return data.getvalue()


def _table(head: str, films: list[tuple[str, str]], *more: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head.split(","))
    for number, (title, year) in enumerate(films):
        writer.writerow(["2024-05-02", title, year, f"https://boxd.it/{number}", *more])
    return text.getvalue()


def looked_at(path: Path, history: Path) -> dict[str, Any]:
    """Look at the history, and measure it."""
    data = history.read_bytes()
    began = time.process_time()
    rows = sum(1 for _ in _read_by_csv(data))
    by_csv = time.process_time() - began
    guide = open_guide(Settings(guide=str(path)), create=False)
    who = guide.accounts.by_name(READER)
    wall, cpu = time.perf_counter(), time.process_time()
    id_ = guide.histories.bring(who, history.name, data)
    preview = guide.histories.preview(who, id_)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = _peak_mb()
    counts = preview.counts
    matched = [row for row in preview.rows if row.slug]
    chance = random.Random(1)  # noqa: S311 - no secret
    sample = [
        f"{row.entry.mention.title} ({row.entry.mention.year}) -> {row.slug}"
        for row in chance.sample(matched, 100)
    ]
    films = {row.entry.mention for row in preview.rows}
    known = {row.entry.mention for row in preview.rows if row.slug or row.candidates}
    sure = {row.entry.mention for row in matched}
    guide.close()
    return {
        "rows": rows,
        "seconds": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "cpu_over_csv": round(cpu / by_csv, 1),
        "peak_mb": round(peak),
        **{fate.value: counts[fate] for fate in Fate},
        "films": len(films),
        "films_matched": len(sure),
        "films_matched_of_known": round(len(sure) / len(known), 3),
        "sample": sample,
    }


def _peak_mb() -> float:
    """The most memory that this process held; getrusage would count the one it came from, too."""
    told = re.search(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert told is not None
    return int(told[1]) / 1024


def _read_by_csv(data: bytes) -> Iterator[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield from csv.DictReader(io.StringIO(archive.read(name).decode()))


if __name__ == "__main__":
    main()
