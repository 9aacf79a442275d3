"""Whether the guide answers."""

from dataclasses import dataclass

import lookback
from lookback.faces.api.door import TheGuide, noun, open_to_all
from lookback.faces.api.shapes import Told

routes = noun("health")


@dataclass(frozen=True, slots=True)
class Health(Told):
    """A guide that answers."""

    status: str
    """Always `ok`; a guide that does not answer is a 503."""
    version: str
    """Of Look Back."""


@routes.get("/health", openapi_extra=open_to_all())
def check_health(guide: TheGuide) -> Health:
    """Look whether the guide answers.

    Its database included.
    """
    guide.check_alive()
    return Health("ok", lookback.__version__)
