"""Classes of progress: all readers between the same moments of a page see the same view."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from lookback.film.gate import Gate
from lookback.film.moment import ENDING, Moment
from lookback.film.page import Page
from lookback.film.part import Part
from lookback.film.progress import Watched
from lookback.film.prose import Prose
from lookback.film.record import Runtime
from lookback.film.story import Event, Patch, rules_of
from lookback.firewall.panels import UNKNOWN_RUNTIME, quarters
from lookback.firewall.rules import needs


@dataclass(frozen=True, slots=True)
class Steps:
    """The moments at which the view of one page can change, by film.

    Where they lie is hidden: they name cache entries, and never leave the guide.

    Attributes:
        by_film: for each film the moments in seconds, which compare faster than moments do.
    """

    by_film: tuple[tuple[str, tuple[int, ...]], ...]

    @classmethod
    def of(cls, page: Page) -> "Steps":
        """Every moment that a gate of the page names, and those at which a panel begins."""
        moments: dict[str, set[Moment]] = {page.slug: {ENDING}}
        for gate in _gates(page):
            moments[page.slug].add(gate.own)
            for slug, moment in gate.elsewhere:
                moments.setdefault(slug, set()).add(moment)
        runtimes = [passage.says for passage in page.of(Part.RUNTIME)]
        for runtime in (UNKNOWN_RUNTIME, *runtimes):
            if isinstance(runtime, Runtime):
                # A panel is drawn once its first second has been watched.
                begins = (Moment(bound.seconds + 1) for bound in quarters(runtime)[:4])
                moments[page.slug].update(begins)
        return cls(
            tuple(
                (slug, tuple(sorted(moment.seconds for moment in at)))
                for slug, at in sorted(moments.items())
            )
        )

    def class_of(self, watched: Watched) -> tuple[int, ...]:
        """How many of the moments the reader has reached, film by film."""
        reached = []
        for slug, moments in self.by_film:
            progress = watched.of(slug)
            reached.append(
                len(moments)
                if progress.finished
                else bisect_right(moments, progress.position.seconds)
            )
        return tuple(reached)


def _gates(page: Page) -> Iterator[Gate]:
    yield from needs(page)
    for passage in page.passages:
        says = passage.says
        if isinstance(says, Prose):
            yield from (veil.gate for veil in says.veils)
        elif isinstance(says, Event | Patch):
            yield from (link.gate for rule in rules_of(says) for link in rule.links)
