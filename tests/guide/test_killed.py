"""A kill -9 in the middle of an import: the guide opens, and every page is whole or absent."""

import json
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.conftest import NewDatabase
from tests.guides import kept, opened, opened_guide, page, put, written

from lookback.store.store import Store

PAGES = 1000
KILLS = {"sqlite": 20, "postgresql": 2}
COMMAND = (sys.executable, "-c", "from lookback.faces.cli import main; main()")
FROM_BEFORE = page("From Before", story="It was there already.")


@dataclass
class Guides:
    """An import to be disturbed, and what it makes when nothing disturbs it."""

    folder: Path
    new_database: NewDatabase
    new_guide: NewDatabase
    kind: str
    seconds: float = 0.0
    whole: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)

    def begun(self) -> str:
        """A guide with one page."""
        url = self.new_guide()
        with opened(url) as store:
            put(store, FROM_BEFORE)
        return url

    def importing(self, url: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*COMMAND, "--guide", url, "import", str(self.folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@pytest.fixture(scope="module")
def guides(
    new_database: NewDatabase, new_guide: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Guides:
    folder = tmp_path_factory.mktemp("pages")
    written(folder, {f"{n:04}.md": page(f"Film {n:04}") for n in range(PAGES)})
    kind = "postgresql" if "://" in new_database() else "sqlite"
    made = Guides(folder, new_database, new_guide, kind)
    url = made.begun()
    assert wounds(url) == []  # from now on Python has compiled what the command needs
    before = time.monotonic()
    assert made.importing(url).wait() == 0
    made.seconds = time.monotonic() - before
    with opened(url) as store:
        made.whole = told(store)
    assert len(made.whole["film"]) == PAGES + 1
    return made


def told(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that a guide keeps, but for what no two guides share: secret, change, time and keys."""
    rows = kept(store)
    slugs = {row[0]: row[1] for row in rows["film"]}
    rows.pop("guide")
    rows.pop("news")
    rows["film"] = [row[1:] for row in rows["film"]]
    rows["revision"] = [(slugs[row[1]], *row[2:8], row[9]) for row in rows["revision"]]
    for table in ("passage", "elsewhere", "facet", "identity"):
        rows[table] = [(slugs[row[0]], *row[1:]) for row in rows[table]]
    return {table: sorted(rows[table]) for table in rows}


def wounds(url: str) -> list[object]:
    """What ``lookback doctor`` finds, asked as an operator would."""
    asked = subprocess.run(
        [*COMMAND, "--guide", url, "doctor", "--json"], capture_output=True, check=False
    )
    assert asked.returncode == 0, asked
    return list(json.loads(asked.stdout)["damages"])


def test_an_import_that_is_killed_is_whole_or_absent_and_can_be_run_again(guides: Guides) -> None:
    chance = random.Random(2001)  # noqa: S311 - no secret
    count = KILLS[guides.kind]
    killed, all_there = 0, 0
    for number in range(count):
        url = guides.begun()
        process = guides.importing(url)
        # One moment in each equal part of the time that an undisturbed import takes.
        time.sleep(guides.seconds * (number + chance.random()) / count)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        with opened_guide(url) as guide:
            assert list(guide.damages()) == []
            films = sum(1 for _ in guide.slugs())
        assert films in (1, PAGES + 1)
        all_there += films == PAGES + 1
    assert killed >= max(1, count // 4)  # others may end first, on a machine that got faster
    assert all_there < count
    assert guides.importing(url).wait() == 0
    with opened(url) as store:
        assert told(store) == guides.whole
    assert wounds(url) == []


@pytest.mark.parametrize("part", [0.3, 0.6])
def test_a_guide_that_was_not_there_before_is_whole_or_absent_too(
    guides: Guides, part: float
) -> None:
    url = guides.new_database()
    process = guides.importing(url)
    time.sleep(guides.seconds * part)
    process.kill()
    process.wait()
    with opened(url) as store:
        assert len(list(store.slugs())) in (0, PAGES)
    assert wounds(url) == []
