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

    def write(self, story: str) -> None:
        """Another text of the page."""
        put(self.bench.store, page("A Door", story=story))

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
    assert booth.voting.held(ana, SLUG, HERE) == "it-happened"
    assert booth.counts(HERE) == {"it-was-a-dream": 0, "it-happened": 1}
    booth.voting.vote(ana, HERE, SLUG, "")
    assert booth.voting.held(ana, SLUG, HERE) is None
    assert booth.counts(HERE) == {"it-was-a-dream": 0, "it-happened": 0}


def test_whoever_goes_back_to_watch_it_again_may_take_their_vote_back(booth: Booth) -> None:
    ana = booth.reader()
    booth.voting.vote(ana, HERE, SLUG, "it-happened")
    booth.bench.watching.move(ana, SLUG, Progress(Moment(600)))
    booth.voting.vote(ana, Watched({SLUG: Progress(Moment(600))}), SLUG, "")
    assert booth.voting.held(ana, SLUG, HERE) is None


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


# Interpretations that not everybody sees, with headings that are much alike.

ALIKE = """
## Interpretations

### @ending @film:another-door@ending It was a dream!

### It was a dream

### It was ||really|ending @film:another-door@ending|secretly|| a lie
"""
DREAM, SECOND, LIE, SECRET_LIE = (
    "it-was-a-dream", "it-was-a-dream-2", "it-was-really-a-lie", "it-was-secretly-a-lie",
)  # fmt: skip


@pytest.fixture
def alike(booth: Booth) -> Booth:
    booth.write(ALIKE)
    return booth


def test_votes_for_a_hidden_interpretation_do_not_count_for_one_of_the_same_anchor(
    alike: Booth,
) -> None:
    assert alike.counts(HERE) == {DREAM: 0, LIE: 0}
    assert alike.counts(ALL) == {DREAM: 0, SECOND: 0, SECRET_LIE: 0}
    before = alike.voting.shares(SLUG, HERE)
    alike.voting.vote(alike.reader(), ALL, SLUG, DREAM)
    assert alike.voting.shares(SLUG, HERE) == before
    assert alike.counts(ALL) == {DREAM: 1, SECOND: 0, SECRET_LIE: 0}


def test_a_vote_stays_where_it_is_when_its_reader_sees_more_or_less(alike: Booth) -> None:
    ana, ben = alike.reader(), alike.reader()
    alike.voting.vote(ana, HERE, SLUG, DREAM)
    assert (alike.voting.held(ana, SLUG, HERE), alike.counts(HERE)) == (DREAM, {DREAM: 1, LIE: 0})
    assert alike.voting.held(ana, SLUG, ALL) == SECOND
    assert alike.counts(ALL) == {DREAM: 0, SECOND: 1, SECRET_LIE: 0}
    alike.voting.vote(ben, ALL, SLUG, DREAM)
    assert (alike.voting.held(ben, SLUG, ALL), alike.voting.held(ben, SLUG, HERE)) == (DREAM, "")
    unfinished = Watched({SLUG: Progress(Moment(600))})
    assert alike.voting.held(ben, SLUG, unfinished) == ""


def test_votes_for_a_heading_that_readers_see_differently_are_counted_together(
    alike: Booth,
) -> None:
    alike.voting.vote(alike.reader(), HERE, SLUG, LIE)
    alike.voting.vote(alike.reader(), ALL, SLUG, SECRET_LIE)
    assert (alike.counts(HERE)[LIE], alike.counts(ALL)[SECRET_LIE]) == (2, 2)


EDITS = (
    ALIKE.replace("It was a dream\n", "It was - a *dream*?\n"),
    ALIKE.replace("### It was a dream\n", "### @0:50 It was a dream\n"),
    ALIKE.replace("@film:another-door@ending It was a dream!", "It was no dream!"),
    ALIKE.replace("### @ending @film:another-door@ending It was a dream!\n", ""),
    ALIKE.replace("secretly", "never"),
    ALIKE.replace("||really|ending @film:another-door@ending|secretly||", "really"),
    f"{ALIKE}\n### @ending @film:third-door@ending It was a dream\n",
    ALIKE.replace("### @", "### @ending @film:third-door@ending It was really a lie\n\n### @", 1),
    ALIKE.replace("### @", "### Nobody knows\n\n### @", 1),
)


def test_no_edit_of_what_a_reader_does_not_see_moves_votes(alike: Booth) -> None:
    ana = alike.reader()
    alike.voting.vote(ana, HERE, SLUG, DREAM)
    alike.voting.vote(alike.reader(), HERE, SLUG, LIE)
    alike.voting.vote(alike.reader(), ALL, SLUG, DREAM)
    for edited in EDITS:
        assert edited != ALIKE
        alike.write(edited)
        counts = alike.counts(HERE)
        assert (counts[DREAM], counts[LIE], sum(counts.values())) == (1, 1, 2), edited
        assert alike.voting.held(ana, SLUG, HERE) == DREAM, edited


def test_an_interpretation_that_comes_out_from_behind_another_film_has_no_votes(
    alike: Booth,
) -> None:
    # Otherwise its shares would tell that there had been something, and how many had held it.
    ben = alike.reader()
    alike.voting.vote(ben, ALL, SLUG, DREAM)
    alike.write(ALIKE.replace("@film:another-door@ending It", "It", 1))
    assert set(alike.counts(HERE).values()) == {0}
    assert alike.voting.held(ben, SLUG, ALL) == ""
    alike.voting.vote(ben, HERE, SLUG, "")
    assert alike.voting.held(ben, SLUG, ALL) is None


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
