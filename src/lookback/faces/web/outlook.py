"""How somebody looks at a story, and the addresses that keep it so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import quote, urlencode

from lookback.firewall.story import Story
from lookback.story.drawn import Order


@dataclass(frozen=True, slots=True)
class Outlook:
    """A way to look at the story of one film.

    Attributes:
        slug: of the film.
        at: how far it is seen, where the address says so; ``None``: as far as one has watched.
        patch: the name of the interpretation that it is read by; empty for the map itself.
        order: what goes to the right in the chart, and in lists from above to below.
    """

    slug: str
    at: str | None = None
    patch: str = ""
    order: Order = Order.FILM

    @classmethod
    def of(cls, slug: str, asked: Mapping[str, str], story: Story) -> Self:
        """As an address asks for it. An interpretation that is not seen counts as none.

        Args:
            asked: the fields of the address; ``at`` is one that can be read.
        """
        patch = asked.get("interpretation", "")
        return cls(
            slug,
            asked.get("at"),
            patch if any(one.name == patch for one in story.patches) else "",
            Order.STORY if asked.get("time") == Order.STORY else Order.FILM,
        )

    @property
    def film(self) -> str:
        """The film's page, seen as far."""
        return self._film + self._query({"at": self.at})

    @property
    def film_as_watched(self) -> str:
        """The film's page, as far as somebody has watched."""
        return self._film

    @property
    def vote(self) -> str:
        """Where a vote is sent; it leads back to this."""
        return f"{self._film}/vote{self._query(self.fields)}"

    @property
    def path(self) -> str:
        """The story's page without its fields."""
        return f"{self._film}/story"

    @property
    def fields(self) -> dict[str, str | None]:
        """What a form has to send along."""
        return {
            "at": self.at,
            "interpretation": self.patch or None,
            "time": None if self.order is Order.FILM else str(self.order),
        }

    def read_by(self, patch: str) -> Self:
        """The same, by another interpretation."""
        return replace(self, patch=patch)

    def in_order_of(self, order: str) -> Self:
        """The same, in another order."""
        return replace(self, order=Order(order))

    def story(self, place: str = "", **more: str) -> str:
        """The story's page.

        Args:
            place: an anchor on it.
            more: further fields.
        """
        there = self.path + self._query({**self.fields, **more})
        return f"{there}#{place}" if place else there

    def event(self, name: str) -> str:
        """The page of an event."""
        return f"{self.path}/{quote(name, safe='')}{self._query(self.fields)}"

    def interpretation(self, anchor: str) -> str:
        """The page of an interpretation."""
        there = f"{self._film}/interpretations/{quote(anchor, safe='')}"
        return there + self._query({"at": self.at})

    @property
    def _film(self) -> str:
        return f"/films/{quote(self.slug)}"

    @staticmethod
    def _query(fields: Mapping[str, str | None]) -> str:
        told = {name: value for name, value in fields.items() if value is not None}
        return f"?{urlencode(told)}" if told else ""
