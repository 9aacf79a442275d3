"""Law 1 on the command line: what a reader may not see changes nothing that is printed."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner
from tests.laws.pairs import Pair, pairs
from tests.laws.twins import Twins

from lookback.faces.cli import main

FOR_READERS = {"show", "search", "find", "story"}
FOR_AUTHORS = {"import", "check", "time", "export", "doctor", "serve", "invite", "index"}
"""Commands that open the guide's files, and may tell everything."""
_HIDDEN = re.compile(r"^\s*(h\d+):", re.MULTILINE)
"""Names of hidden events, as ``tests.laws.maps`` gives them."""


def commands(pair: Pair) -> Iterator[list[str]]:
    """Every command for readers, in every form."""
    # The command line is told of progress in one film only.
    film = pair.films[0]
    state = progress_in(film.slug, pair)
    for shape in (["--format", "text"], ["--format", "markdown"], ["--json"]):
        yield ["show", film.slug, *state, *shape]
    for asked in stories(film.one + film.other):
        yield ["story", film.slug, *asked, *state]
    for words in ("ink", "ghost", "genre:ink"):
        yield ["search", words, "--json"]
    yield ["find", "somebody finds the ghost at the window"]


def progress_in(film: str, pair: Pair) -> list[str]:
    """The options that say how far the reader is."""
    at = pair.reader.of(film)
    return ["--finished"] if at.finished else ["--at", at.position.clock]


def stories(pages: str) -> Iterator[list[str]]:
    """Every question to a story, by names that are visible, hidden in one guide, and unknown."""
    secret = next(iter(sorted(_HIDDEN.findall(pages))), "h1")
    yield ["events", "--json"]
    for listed in ("questions", "interpretations"):
        yield [listed]
        yield [listed, "--json"]
    yield ["questions", "--interpretation", "p0"]
    yield ["chart"]
    yield ["chart", "--time", "story", "--interpretation", "p1", "--event", "e1"]
    yield ["chart", "--event", secret]
    yield ["chart", "--json"]
    yield ["but-for", "e0", "e1", "--json"]
    yield ["cut", "e0", "--interpretation", "p0"]
    yield ["cut", secret]
    yield ["cause", "e1", "e3", "--json"]
    yield ["cause", "e0", secret]
    yield ["why", "e1"]
    yield ["why", "e0", "--interpretation", "it-was-the-tower", "--json"]
    yield ["why", "e0", "--interpretation", "it-was-the-moon"]
    yield ["why", "e0", "--interpretation", "moon", "--json"]
    yield ["why", f"{secret}0"]  # names that are written alike are suggested
    yield ["degree", "e2", "--interpretation", "p1", "--json"]
    yield ["why"]


def compare(twins: Twins, pair: Pair, folder: Path) -> None:
    """Fail unless both command lines print the same."""
    for arguments in commands(pair):
        mine, theirs = (
            CliRunner().invoke(
                main,
                ["--guide", twin.url, *arguments],
                env={"LOOKBACK_INDEX": str(folder / name)},
            )
            for name, twin in (("one", twins.one), ("other", twins.other))
        )
        told = (mine.exit_code, mine.stdout, mine.stderr)
        assert told == (theirs.exit_code, theirs.stdout, theirs.stderr), arguments
        assert not isinstance(mine.exception, Exception) or mine.exit_code


def test_every_command_for_readers_prints_the_same_whatever_is_hidden(twins: Twins) -> None:
    def law(pair: Pair) -> None:
        twins.filled(pair)
        with tempfile.TemporaryDirectory() as folder:
            compare(twins, pair, Path(folder))

    twins.hold(law, pairs(only_first_watched=True), examples=10)


def test_every_command_is_either_for_readers_and_attacked_or_for_authors() -> None:
    assert set(main.commands) == FOR_READERS | FOR_AUTHORS
