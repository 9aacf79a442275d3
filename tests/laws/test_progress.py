"""Section 6: progress is never above what was credibly watched, and falls by nobody else's hand.

The machine knows what was really watched, second by second; the guide hears only what players
say, in any order, twice, and by clocks that are off. The two are compared after every step.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.guides import RAIN, put
from tests.readers import Bench, made_reader, report

from lookback.errors import ItemMissing
from lookback.film.moment import START, Moment
from lookback.film.progress import FINISHED, Progress
from lookback.film.reader import Reader
from lookback.film.report import Act, Report
from lookback.film.standing import SKIPPED_UNASKED, Heard, Standing, weighed
from lookback.guide import hearing
from lookback.guide.watching import Answer
from lookback.store.store import Store

FILM = "the-rain-clerk"
LENGTH = 94 * 60
PLAYERS = (("jellyfin", 0), ("plex", None), ("emby", -(10**7)), ("kodi", 86_400))
"""Sources, and how many seconds their clocks are off; ``None`` for one that tells no time."""
DIARY = b"""Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2026-01-02,The Rain Clerk,1961,https://boxd.it/a,4,,,2026-01-01
"""


class Guide(Bench):
    """A guide with one film, whose clock the machine moves."""

    def standing(self, reader: Reader) -> Standing:
        kept = self.watching.kept(reader, FILM)
        return kept.standing if kept else Standing()


@dataclass
class Player:
    """A player: where it is, and which seconds it has shown since the reader last spoke."""

    source: str
    off: int | None
    position: int = 0
    plays: bool = False

    def says(self, act: Act, now: datetime, *, played: bool = False) -> Report:
        at = None if self.off is None else now + timedelta(seconds=self.off)
        return report(self.position, act=act, played=played, at=at, player="tv", source=self.source)


class Evenings(RuleBasedStateMachine):
    """A reader with four players, a diary, and a mind of their own."""

    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.guide = Guide(self.store)
        self.reader = made_reader(self.store)
        self.players = [Player(source, off) for source, off in PLAYERS]
        self.watched = bytearray(LENGTH + 1)
        self.said = START
        self.is_finished = False
        self.heard: list[Report] = []
        self.before = Standing()
        self.changes = 0
        self.has_diary = False

    def _hear(self, told: Report) -> None:
        self.heard.append(told)
        self.guide.watching.hear(self.reader, told)

    def _by_word(self, after: Standing) -> None:
        """The reader has spoken: from here on, this is what is known."""
        self.said, self.is_finished = after.progress.position, after.progress.finished
        self.before = after

    @property
    def credible(self) -> int:
        """The second up to which everything was watched, or said to be by the reader."""
        known = self.said.seconds
        while known < LENGTH and self.watched[known]:
            known += 1
        return known

    @initialize()
    def begin(self) -> None:
        self.before = self.guide.standing(self.reader)

    # What players do. Each says where it is before and after it skips, as real ones do.

    @rule(who=st.integers(0, 3), data=st.data())
    def start(self, who: int, data: st.DataObject) -> None:
        player = self.players[who]
        if not player.plays:
            player.position = data.draw(st.sampled_from([0, self.credible, player.position]))
            player.plays = True
            self._hear(player.says(Act.BEGUN, self.guide.now))

    @rule(who=st.integers(0, 3), seconds=st.integers(1, 1500), idle=st.integers(0, 20_000))
    def watch(self, who: int, seconds: int, idle: int) -> None:
        player = self.players[who]
        if player.plays:
            end = min(player.position + seconds, LENGTH)
            for second in range(player.position, end):
                self.watched[second] = 1
            self.guide.now += timedelta(seconds=end - player.position)
            player.position = end
            self._hear(player.says(Act.GOING, self.guide.now))
            # Paused for a while, and somebody came back to it.
            self.guide.now += timedelta(seconds=idle)
            self._hear(player.says(Act.GOING, self.guide.now))

    @rule(who=st.integers(0, 3), to=st.integers(0, LENGTH))
    def skip(self, who: int, to: int) -> None:
        player = self.players[who]
        if player.plays:
            self._hear(player.says(Act.GOING, self.guide.now))
            player.position = to
            self.guide.now += timedelta(seconds=1)
            self._hear(player.says(Act.GOING, self.guide.now))

    @rule(who=st.integers(0, 3), played=st.booleans())
    def stop(self, who: int, played: bool) -> None:
        player = self.players[who]
        if player.plays:
            player.plays = False
            self._hear(player.says(Act.STOPPED, self.guide.now, played=played))

    @rule(data=st.data())
    @precondition(lambda self: self.heard)
    def say_again(self, data: st.DataObject) -> None:
        """Servers repeat themselves: those with a clock at any time, the others at once."""
        stamped = [one for one in self.heard if one.at is not None]
        told = [*stamped, *([self.heard[-1]] if self.heard[-1].at is None else [])]
        if told:
            self.guide.watching.hear(self.reader, data.draw(st.sampled_from(told)))

    @rule()
    def unmark(self) -> None:
        self._hear(report(None, act=Act.UNMARKED))

    @rule(hours=st.integers(1, 100))
    def wait(self, hours: int) -> None:
        self.guide.now += timedelta(hours=hours)

    # What the reader does.

    @rule(minute=st.integers(0, 94))
    def set_by_hand(self, minute: int) -> None:
        progress = Progress(Moment.minute(minute))
        self.watched = bytearray(LENGTH + 1)
        kept = self.guide.watching.move(self.reader, FILM, progress)
        assert kept is not None
        self._by_word(kept.standing)

    @rule(word=st.sampled_from(Answer))
    @precondition(lambda self: self.guide.standing(self.reader).waits)
    def answer(self, word: Answer) -> None:
        kept = self.guide.watching.kept(self.reader, FILM)
        assert kept is not None
        after = self.guide.watching.answer(self.reader, kept.id, word).standing
        assert word is Answer.CONFIRM or after.progress.position == self.before.progress.position
        self._by_word(after)

    @rule()
    def undo(self) -> None:
        kept = self.guide.watching.kept(self.reader, FILM)
        if kept is not None:
            with suppress(ItemMissing):
                self._by_word(self.guide.watching.undo(self.reader, kept.id).standing)

    @rule()
    def bring_a_diary(self) -> None:
        id_ = self.guide.histories.bring(self.reader, "diary.csv", DIARY)
        self.guide.histories.preview(self.reader, id_)
        assert self.guide.standing(self.reader) == self.before, "a preview has moved something"
        self.guide.histories.confirm(self.reader, id_, {})
        after = self.guide.standing(self.reader)
        # Its day is known from before to a reader who watches the film again.
        assert after.progress.finished or (self.has_diary and after == self.before)
        self.has_diary = True
        self._by_word(after)

    # What holds after every step.

    @invariant()
    def is_never_above_what_was_watched(self) -> None:
        standing = self.guide.standing(self.reader)
        skipped = SKIPPED_UNASKED * len(PLAYERS)
        assert standing.progress.position.seconds <= self.credible + skipped

    @invariant()
    def is_finished_by_nobody_elses_word(self) -> None:
        assert self.guide.standing(self.reader).progress.finished == self.is_finished

    @invariant()
    def never_falls(self) -> None:
        standing = self.guide.standing(self.reader)
        assert standing.progress.position >= self.before.progress.position
        self.before = standing

    @invariant()
    def is_what_the_reader_sees_by(self) -> None:
        self.changes += 1
        self.reader = Reader(self.reader.id, "", changes=self.changes)
        progress = self.guide.standing(self.reader).progress
        assert self.guide.watching.watched(self.reader).of(FILM) == progress


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(str(tmp_path_factory.mktemp("progress") / "guide.db"), create=True)
    put(opened, RAIN)
    yield opened
    opened.close()


def run(store: Store, **options: Any) -> None:
    machine = type("Evenings", (Evenings,), {"store": store})
    chosen = {"max_examples": 50, "stateful_step_count": 40, "deadline": None, **options}
    run_state_machine_as_test(machine, settings=settings(**chosen))


def test_the_rules_of_progress_hold_whatever_happens(store: Store) -> None:
    run(store)


def _jumps(standing: Standing, heard: Iterable[Heard], **options: Any) -> Standing:
    """Believes every position."""
    return weighed(standing, heard, **{**options, "trusts_player": True})


def _finishes(standing: Standing, heard: Iterable[Heard], **options: Any) -> Standing:
    """Takes a server's word for the ending."""
    after = weighed(standing, heard, **options)
    return replace(after, progress=FINISHED, asks_ending=False) if after.asks_ending else after


def _falls(standing: Standing, heard: Iterable[Heard], **options: Any) -> Standing:
    """Goes back to where a player says that it is."""
    heard = list(heard)
    latest = next((one.position for one in reversed(heard) if one.position is not None), None)
    after = weighed(standing, heard, **options)
    if latest is None or latest >= after.progress.position or after.progress.finished:
        return after
    return replace(after, progress=Progress(latest))


@pytest.mark.parametrize("mutant", [_jumps, _finishes, _falls])
def test_the_law_is_broken_when_a_guide(
    mutant: Callable[..., Standing], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "weighed", mutant)
    with pytest.raises(AssertionError):
        run(store, database=None, derandomize=True, phases=[Phase.generate])
