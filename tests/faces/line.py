"""A command line with a guide of its own, for tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result
from tests.guides import RAIN, written

from lookback.faces.cli import main


@dataclass
class Line:
    """A command line with a guide and a folder of its own."""

    folder: Path

    def __post_init__(self) -> None:
        self.guide = str(self.folder / "guide.db")

    def __call__(self, *words: object, environ: Mapping[str, str] | None = None) -> Result:
        told = CliRunner().invoke(main, ["--guide", self.guide, *map(str, words)], env=environ)
        assert isinstance(told.exception, SystemExit | None), told.exception
        return told

    def file(self, text: str = RAIN, name: str = "rain.md") -> Path:
        written(self.folder, {name: text})
        return self.folder / name
