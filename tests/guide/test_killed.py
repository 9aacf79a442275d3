"""A kill -9 in the middle of an import: the guide opens, and every page is whole or absent."""

import json
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.conftest import NewDatabase
from tests.guide.killing import running
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

    def importing(self, url: str) -> ForkServerProcess:
        return running("--guide", url, "import", str(self.folder))


@pytest.fixture(scope="module")
def guides(
    new_database: NewDatabase, new_guide: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Guides:
    folder = tmp_path_factory.mktemp("pages")
    written(folder, {f"{n:04}.md": page(f"Film {n:04}") for n in range(PAGES)})
    kind = "postgresql" if "://" in new_database() else "sqlite"
    made = Guides(folder, new_database, new_guide, kind)
    url = made.begun()
    assert wounds(url) == []
    assert ended(running("--version")) == 0  # from now on all is loaded that the command needs
    before = time.monotonic()
    assert ended(made.importing(url)) == 0
    made.seconds = time.monotonic() - before
    with opened(url) as store:
        made.whole = told(store)
    assert wounds(url) == []
    assert len(made.whole["film"]) == PAGES + 1
    return made


def ended(process: ForkServerProcess) -> int | None:
    """The exit code of a process that ends by itself, or has been killed."""
    process.join()
    return process.exitcode


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


def is_sound(guides: Guides, url: str) -> bool:
    """Whether a guide opens, has nothing wrong, and has all of the import or nothing of it.

    Doctor reads every page again, which takes seconds for a thousand. It has done so for the
    import that nothing disturbed: a database that is sound and keeps exactly the same is as whole.
    """
    with opened(url) as store:
        rows = told(store)
        if rows == guides.whole:
            with store.read() as connection:
                if connection.dialect.name != "sqlite":
                    return True
                checked = connection.execute(text("PRAGMA integrity_check")).scalars().all()
                broken = connection.execute(text("PRAGMA foreign_key_check")).first()
                return checked == ["ok"] and broken is None
    with opened_guide(url) as guide:
        return list(guide.damages()) == [] and len(rows["film"]) == 1


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
        process.kill()
        killed += ended(process) == -signal.SIGKILL
        assert is_sound(guides, url)
        with opened(url) as store:
            all_there += len(list(store.slugs())) == PAGES + 1
    assert killed >= max(1, count // 4)  # others may end first, on a machine that got faster
    assert all_there < count
    assert ended(guides.importing(url)) == 0
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
    ended(process)
    with opened(url) as store:
        assert len(list(store.slugs())) in (0, PAGES)
    assert wounds(url) == []
