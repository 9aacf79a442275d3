"""How the command starts: so that Ctrl-C is answered in a line from the first moment on."""

import os
import signal
from types import FrameType
from typing import Final

STOPPED: Final = 130
"""The exit code of what Ctrl-C stops, as shells have it."""


def main() -> None:
    """Load the commands, which takes a second, and run the one that was asked for."""
    # What is being loaded has opened nothing yet, and an exception in the middle of it would be
    # told with all the modules that wait for one another.
    before = signal.signal(signal.SIGINT, _stop)
    from lookback.faces.cli import main as run

    signal.signal(signal.SIGINT, before)
    run()


def _stop(_number: int, _frame: FrameType | None) -> None:
    os.write(2, b"\nAborted!\n")  # as it is told later on
    os._exit(STOPPED)
