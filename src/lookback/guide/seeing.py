"""Search in what a reader has seen: only in passages that this reader may see."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Final

from lookback.errors import FilmMissing
from lookback.film.moment import ENDING, START
from lookback.film.progress import Watched
from lookback.firewall.view import View
from lookback.search.seen import Seen, SeenHit, Shown

_MOST_KEPT: Final = 32
_Key = tuple[int, tuple[tuple[str, int, bool], ...]]


class Seeing:
    """What readers have seen, made ready to be searched; the last few are kept."""

    def __init__(self, view: Callable[[str, Watched], View], changes: Callable[[], int]) -> None:
        """Begin with nothing.

        Args:
            view: all that a reader may see of a film; raises FilmMissing.
            changes: another number after each change of the guide.
        """
        self._view = view
        self._changes = changes
        self._kept: OrderedDict[_Key, Seen] = OrderedDict()
        self._lock = Lock()

    def search(
        self, watched: Watched, words: str, limit: int = 10
    ) -> tuple[tuple[SeenHit, ...], int]:
        """The best passages among those that somebody may see, and how many were found."""
        begun = {
            slug: one for slug, one in watched.films.items() if one.finished or one.position > START
        }
        told = sorted((slug, one.position.seconds, one.finished) for slug, one in begun.items())
        key = self._changes(), tuple(told)
        with self._lock:
            seen = self._kept.get(key)
            if seen is not None:
                self._kept.move_to_end(key)
        if seen is None:
            seen = Seen(shown for slug in begun for shown in self._shown(slug, watched))
            with self._lock:
                self._kept[key] = seen
                while len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
        return seen.search(words, limit)

    def _shown(self, slug: str, watched: Watched) -> Iterator[Shown]:
        try:
            view = self._view(slug, watched)
        except FilmMissing:
            return  # it was here when they watched it
        for line in view.recap:
            yield Shown(slug, view.title, "recap", line.at, line.text)
        for event in view.story.events if view.story else ():
            yield Shown(slug, view.title, "story map", event.at, event.says)
        for place, texts in _told(view):
            for text in texts:
                yield Shown(slug, view.title, place, ENDING if place in _AFTER else START, text)


_AFTER: Final = frozenset({"ending", "interpretation"})


def _told(view: View) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "premise", tuple(filter(None, (view.logline, *view.premise)))
    yield "ending", view.ending
    yield "interpretation", view.interpretations_lead
    for one in view.interpretations:
        evidence = (*one.evidence_for, *one.evidence_against)
        yield "interpretation", (one.heading, *one.claim, *evidence)
    for section in view.sections:
        yield "section", (section.heading, *section.blocks)
