"""The signed cookie that keeps a visitor's progress."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from lookback.faces.web.cookie import Cookies, cookies_of, moved
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, NOT_BEGUN, NOTHING, Progress, Watched

COOKIES = Cookies(b"a secret")
slugs = st.sampled_from([f"film-{number}" for number in range(20)] + ["千と千尋の神隠し"])
progresses = st.builds(Progress, st.integers(0, 20_000).map(Moment), st.booleans())


def _sent(header: str) -> bytes:
    return header.partition(";")[0].encode()


@given(st.dictionaries(slugs, progresses))
def test_what_was_written_is_read_again(films: dict[str, Progress]) -> None:
    header = COOKIES.header(Watched(films), secure=False)
    assert COOKIES.watched(_sent(header)).films == films


@given(st.binary(max_size=300))
def test_what_is_not_ours_is_no_progress(value: bytes) -> None:
    assert COOKIES.watched(b"lookback=" + value) == NOTHING


def test_another_guide_s_cookie_is_none() -> None:
    theirs = Cookies(b"another secret").header(Watched({"film": FINISHED}), secure=False)
    assert COOKIES.watched(_sent(theirs)) == NOTHING


def test_a_forged_cookie_beside_ours_is_passed_over() -> None:
    ours = _sent(COOKIES.header(Watched({"film": FINISHED}), secure=False))
    for headers in (
        [(b"cookie", b"a=1; lookback=forged; " + ours)],
        [(b"cookie", b"lookback=forged"), (b"cookie", ours)],
    ):
        assert COOKIES.watched(cookies_of(headers)).of("film") == FINISHED


def test_a_huge_cookie_is_not_kept_in_memory() -> None:
    cookies = Cookies(b"a secret")
    assert cookies.watched(b"lookback=" + b"x" * 100_000) == NOTHING
    assert cookies._read.cache_info().currsize == 0


def test_a_cookie_stays_small_and_keeps_the_films_touched_last() -> None:
    # Titles without a pattern, which the cookie's compression cannot make short.
    slugs = [hashlib.sha256(bytes([number])).hexdigest() for number in range(250)]
    watched = NOTHING
    for slug in slugs:
        watched = moved(watched, slug, FINISHED)
    header = COOKIES.header(watched, secure=True)
    assert len(header) < 4096
    kept = COOKIES.watched(_sent(header))
    assert kept.of(slugs[-1]) == FINISHED
    assert kept.of(slugs[0]) == NOT_BEGUN


def test_a_film_begun_again_is_forgotten() -> None:
    watched = moved(moved(NOTHING, "film", FINISHED), "film", NOT_BEGUN)
    assert watched == NOTHING
