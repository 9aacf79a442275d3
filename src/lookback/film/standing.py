"""Where a reader stands in a film, and the rules by which players may move them.

1. ``finished`` and the position are kept apart. Servers call a film watched at about 90 %, which
   is not the ending: they are believed up to the position, and the reader is asked about the rest.
2. A report counts up to the position that it names, unless what the same player said before shows
   that the way there was not watched: then it is held until the reader says so.
3. Where a player begins is where it was put, and shows nothing of what was watched. Nor does the
   first that is heard of a player, unless it is where it stopped.
4. Nothing but the reader's own word lowers a position, and what they have settled stays settled.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from lookback.film.moment import START, Moment
from lookback.film.progress import NOT_BEGUN, Progress
from lookback.film.record import Runtime
from lookback.film.report import Act

FASTEST: Final = 1.1
"""How many seconds of film a second of watching covers at most: players differ, and clocks."""
SKIPPED_UNASKED: Final = 90
"""So many seconds in all may be skipped without a question: a logo, a song of the credits."""
NEAR_THE_END: Final = 0.9
"""The share of the running time at which a film that was stopped may well have been seen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a reader stands, and what waits for their word.

    Attributes:
        progress: what counts.
        said: how far the reader themself last said that they are; players go on from there.
        held: how far a player says that they are, where the way there was not watched; or
            ``START`` for nothing.
        asks_ending: whether to ask if they have seen the ending.
    """

    progress: Progress = NOT_BEGUN
    said: Moment = START
    held: Moment = START
    asks_ending: bool = False

    @property
    def waits(self) -> bool:
        """Whether there is anything to ask the reader."""
        return self.asks_ending or self.held != START

    def moved(self, progress: Progress) -> "Standing":
        """The reader says how far they are: nothing is left to ask."""
        return Standing(progress, progress.position)

    def confirmed(self) -> "Standing":
        """The reader says that they have watched up to what is held."""
        at = max(self.progress.position, self.held)
        return replace(self, progress=replace(self.progress, position=at), said=at, held=START)

    def declined(self) -> "Standing":
        """The reader says that they have not."""
        return replace(self, said=self.progress.position, held=START)

    def ended(self, *, seen: bool) -> "Standing":
        """The reader says whether they have seen the ending."""
        at = self.progress.position
        if seen:
            return Standing(Progress(at, finished=True), at)
        return replace(self, said=at, asks_ending=False)

    def in_doubt(self) -> "Standing":
        """The same as a question: of a film that is said, not by its reader, to be another one."""
        return Standing(
            held=max(self.progress.position, self.held),
            asks_ending=self.asks_ending or self.progress.finished,
        )

    def joined(self, other: "Standing") -> "Standing":
        """Where a reader stands in one film that was kept as two: what either says counts."""
        at = max(self.progress.position, other.progress.position)
        said = max(self.said, other.said)
        if self.progress.finished or other.progress.finished:
            return Standing(Progress(at, finished=True), said)
        held = max(self.held, other.held)
        asks = self.asks_ending or other.asks_ending
        return Standing(Progress(at), said, held if held > at else START, asks)


@dataclass(frozen=True, slots=True)
class Heard:
    """One report as it is weighed.

    Attributes:
        track: names the player: reports of one track are told by one clock.
        at: when, by that clock.
        settled: the reader has said something since: it is the background of later ones only.
    """

    track: tuple[str, str]
    at: datetime
    act: Act
    position: Moment | None
    played: bool = False
    settled: bool = False


def weighed(
    standing: Standing,
    heard: Iterable[Heard],
    *,
    runtime: Runtime | None = None,
    trusts_player: bool = False,
) -> Standing:
    """Where the reader stands after all these reports, whatever order they came in.

    Args:
        standing: as the reader left it, or as it was after some of these reports.
    """
    heard = list(heard)
    new = [one for one in heard if not one.settled]
    if standing.progress.finished or not new:
        return standing
    if runtime is not None:
        heard = [one for one in heard if not _is_beyond(one, runtime)]
    believed, held = _believed(standing.said, heard, trusts_player=trusts_player)
    reached = max(believed, standing.progress.position)
    is_marked = any(one.act is Act.MARKED for one in new)
    is_played = any(one.played for one in new)
    if is_marked or (is_played and trusts_player):
        return Standing(Progress(reached, finished=True), reached)
    return replace(
        standing,
        progress=Progress(reached),
        held=held if held > reached else START,
        asks_ending=standing.asks_ending or is_played or _is_near_end(new, reached, runtime),
    )


def _is_beyond(one: Heard, runtime: Runtime) -> bool:
    """Whether the position is none of this film: it is over by then."""
    end = runtime.end.seconds + SKIPPED_UNASKED
    return one.position is not None and one.position.seconds > end


def _is_near_end(new: Iterable[Heard], reached: Moment, runtime: Runtime | None) -> bool:
    if runtime is None or reached.seconds < runtime.end.seconds * NEAR_THE_END:
        return False
    return any(one.act is Act.STOPPED for one in new)


def _believed(
    said: Moment, heard: Iterable[Heard], *, trusts_player: bool
) -> tuple[Moment, Moment]:
    """How far the reports are believed, and how far those go that are held."""
    tracks: dict[tuple[str, str], list[Heard]] = defaultdict(list)
    for one in sorted(heard, key=_in_order):
        tracks[one.track].append(one)
    reached = dict.fromkeys(tracks, said.seconds)
    # What one player shows may explain where another begins: until nothing changes any more.
    while True:
        told = {
            name: _followed(
                max([said.seconds, *(at for other, at in reached.items() if other != name)]),
                track,
                trusts_player=trusts_player,
            )
            for name, track in tracks.items()
        }
        before, reached = reached, {name: max(at, reached[name]) for name, (at, _) in told.items()}
        if before == reached:
            held = max((held for _, held in told.values()), default=0)
            return Moment(max(reached.values(), default=said.seconds)), Moment(held)


def _followed(known: int, track: Iterable[Heard], *, trusts_player: bool) -> tuple[int, int]:
    """Follow one player from what is known, in seconds: what is believed, and what is held."""
    reached, held, skipped = known, 0, 0.0
    last: Heard | None = None
    is_ahead = is_quiet = False
    for one in track:
        # A player that begins without saying where has shown nothing: as if at the start.
        position = START if one.position is None and one.act is Act.BEGUN else one.position
        if position is None:
            continue
        at = position.seconds
        if one.settled:
            is_ahead = is_quiet = at > known and not trusts_player
        elif at <= reached:
            is_ahead = is_quiet = False
        else:
            skips = 0.0 if is_ahead or trusts_player else _skips(at - reached, last, one)
            is_ahead = is_ahead or skipped + skips > SKIPPED_UNASKED
            if not is_ahead:
                reached, skipped = at, skipped + skips
            elif not is_quiet or one.act is Act.STOPPED:
                # Who has said no to a jump is not asked again at every step after it.
                held = max(held, at)
        last = one
    return reached, held


def _skips(ahead: int, last: Heard | None, one: Heard) -> float:
    """How much of the way ahead cannot have been watched, in seconds."""
    if one.act is Act.BEGUN:
        return ahead
    if last is None:
        # Where it stopped is all that some servers say. One that plays will say more, and what
        # it says first may be where somebody skipped to.
        return 0.0 if one.act is Act.STOPPED else ahead
    return max(0.0, ahead - FASTEST * (one.at - last.at).total_seconds())


def _in_order(one: Heard) -> tuple[datetime, int, Act]:
    return one.at, one.position.seconds if one.position else -1, one.act
