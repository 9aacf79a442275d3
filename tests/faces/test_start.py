"""How the command starts, asked as a shell would."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = """
import sys
from lookback.faces.start import main
print("started", flush=True)
main()
"""


def started(*words: str) -> subprocess.Popen[str]:
    """The command, which has begun to load."""
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "started\n"
    return process


def test_the_command_does_what_it_is_asked_for() -> None:
    told, wrong = started("--version").communicate()
    assert told.startswith("lookback, version ")
    assert wrong == ""


@pytest.mark.parametrize("seconds", [0.05, 0.4, 1.5])
def test_it_is_stopped_in_one_line_whenever_that_is(tmp_path: Path, seconds: float) -> None:
    page = (
        "---\ntitle: A Door {0}\nruntime: 58 min\n---\n\n## Story so far\n\nHe knocks. It opens.\n"
    )
    before = {f"{number:04}.md": page.format(number) for number in range(1000)}
    for name, text in before.items():
        (tmp_path / name).write_text(text, "utf-8")
    process = started("time", "--all", str(tmp_path), "--write")
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, wrong = process.communicate()
    assert wrong.strip() == "Aborted!"
    assert process.returncode in {1, 130}
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == before
