"""The command in a process of its own that has loaded everything already, to be killed.

Loading takes longer than most of what is to be disturbed: a kill in the middle of it proves
nothing, and costs as much as any other.
"""

import multiprocessing
import os
import sys
from multiprocessing.context import ForkServerProcess

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["lookback.faces.cli", __name__])


def running(*words: str, **environment: str) -> ForkServerProcess:
    """The command with these words, which has begun."""
    process = _CONTEXT.Process(target=_run, args=(words, environment))
    process.start()
    return process


def _run(words: tuple[str, ...], environment: dict[str, str]) -> None:
    from lookback.faces.cli import main

    os.environ.update(environment)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    sys.exit(main(list(words)))
