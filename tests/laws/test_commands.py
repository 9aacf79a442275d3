"""Law 1 on the command line: what a reader may not see changes nothing that is printed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner
from tests.laws.pairs import Pair, pairs
from tests.laws.twins import Twins

from lookback.faces.cli import main

FOR_READERS = {"show", "search", "find"}
FOR_AUTHORS = {"import", "check", "time", "export", "doctor", "serve", "invite", "index"}
"""Commands that open the guide's files, and may tell everything."""


def commands(pair: Pair) -> Iterator[list[str]]:
    """Every command for readers, in every form."""
    # The command line is told of progress in one film only.
    for film in (pair.films[0].slug, "no-such-film"):
        at = pair.reader.of(film)
        state = ["--finished"] if at.finished else ["--at", at.position.clock]
        for shape in (["--format", "text"], ["--format", "markdown"], ["--json"]):
            yield ["show", film, *state, *shape]
    for words in ("ink", "ghost", "genre:ink", "the rain"):
        yield ["search", words, "--json"]
        yield ["find", f"somebody finds {words} at the window"]


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

    twins.hold(law, pairs(only_first_watched=True), examples=16)


def test_every_command_is_either_for_readers_and_attacked_or_for_authors() -> None:
    assert set(main.commands) == FOR_READERS | FOR_AUTHORS
