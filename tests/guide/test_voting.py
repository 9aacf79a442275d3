from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NewDatabase
from tests.guides import opened, page, put
from tests.readers import THE_DAY, Bench, made_reader

from lookback.errors import FilmMissing
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, Progress, Watched
from lookback.film.reader import Reader
from lookback.firewall.view import clear
from lookback.guide.composing import current
from lookback.guide.voting import Voting, wilson

SLUG = "a-door"
READINGS = """
## Interpretations

### It was a dream

### @ending @film:another-door@ending It was all told before

### It happened
"""
ALL = Watched({SLUG: FINISHED, "another-door": FINISHED})
HERE = Watched({SLUG: FINISHED})


@dataclass
class Booth:
    """A guide to vote in."""

    bench: Bench
    voting: Voting

    def reader(self, progress: Progress = FINISHED) -> Reader:
        """Somebody who has come so far in the film."""
        made = made_reader(self.bench.store)
        self.bench.watching.move(made, SLUG, progress)
        return made

    def counts(self, watched: Watched) -> dict[str, int]:
        """The votes that somebody sees."""
        return {share.anchor: share.votes for share in self.voting.shares(SLUG, watched)}


@pytest.fixture
def booth(new_database: NewDatabase) -> Iterator[Booth]:
    with opened(new_database()) as store:
        put(store, page("A Door", story=READINGS))

        def view(slug: str, watched: Watched):  # type: ignore[no-untyped-def] # a View
            made = current(store, slug)
            assert made is not None
            return clear(made.page, watched)

        yield Booth(Bench(store), Voting(store, view, lambda: THE_DAY))


def test_a_reader_holds_one_interpretation_and_may_change_their_mind(booth: Booth) -> None:
    ana = booth.reader()
    booth.voting.vote(ana, HERE, SLUG, "it-was-a-dream")
    booth.voting.vote(ana, HERE, SLUG, "it-happened")
    assert booth.voting.held(ana, SLUG) == "it-happened"
    assert booth.counts(HERE) == {"it-was-a-dream": 0, "it-happened": 1}
    booth.voting.vote(ana, HERE, SLUG, "")
    assert booth.voting.held(ana, SLUG) == ""
    assert booth.counts(HERE) == {"it-was-a-dream": 0, "it-happened": 0}


def test_whoever_goes_back_to_watch_it_again_may_take_their_vote_back(booth: Booth) -> None:
    ana = booth.reader()
    booth.voting.vote(ana, HERE, SLUG, "it-happened")
    booth.bench.watching.move(ana, SLUG, Progress(Moment(600)))
    booth.voting.vote(ana, Watched({SLUG: Progress(Moment(600))}), SLUG, "")
    assert booth.voting.held(ana, SLUG) == ""


def test_who_has_not_finished_neither_votes_nor_sees_votes(booth: Booth) -> None:
    ben = booth.reader(Progress(Moment(1800)))
    with pytest.raises(FilmMissing):
        booth.voting.vote(ben, Watched({SLUG: Progress(Moment(1800))}), SLUG, "it-happened")
    with pytest.raises(FilmMissing):
        booth.voting.vote(ben, HERE, SLUG, "it-happened")
    with pytest.raises(FilmMissing):
        booth.voting.shares(SLUG, Watched({SLUG: Progress(Moment(1800))}))
    assert booth.counts(HERE) == {"it-was-a-dream": 0, "it-happened": 0}


@pytest.mark.parametrize("anchor", ["nothing", "it-was-all-told-before"])
def test_what_a_reader_does_not_see_cannot_be_voted_for(booth: Booth, anchor: str) -> None:
    with pytest.raises(FilmMissing):
        booth.voting.vote(booth.reader(), HERE, SLUG, anchor)


def test_votes_for_what_a_reader_does_not_see_do_not_count(booth: Booth) -> None:
    booth.voting.vote(booth.reader(), HERE, SLUG, "it-happened")
    before = booth.voting.shares(SLUG, HERE)
    booth.voting.vote(booth.reader(), ALL, SLUG, "it-was-all-told-before")
    assert booth.voting.shares(SLUG, HERE) == before
    assert [share.part for share in booth.voting.shares(SLUG, ALL)] == [0, 0.5, 0.5]


def test_an_interval_of_few_votes_is_wide_and_of_many_narrow() -> None:
    assert wilson(0, 0) == (0, 1)
    # Computed by hand from the published formula.
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    low, high = wilson(800, 1000)
    assert (round(low, 3), round(high, 3)) == (0.774, 0.824)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(votes: tuple[int, int]) -> None:
    low, high = wilson(*votes)
    assert 0 <= low <= votes[0] / votes[1] <= high <= 1
