"""Look Back: a film guide that knows how far you have watched."""

from importlib.metadata import version

__version__ = version("lookback")
