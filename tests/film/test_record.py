"""The values of a record: each has one written form, and reading is strict."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import ValueInvalid
from lookback.film.moment import Moment
from lookback.film.record import (
    Credit,
    Money,
    OutsideId,
    Rating,
    Release,
    Runtime,
    Text,
)

words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
letters = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)
decimals = st.decimals(0, 10, places=1)
values = st.one_of(
    st.builds(Text, words),
    st.builds(Release, st.integers(1800, 2999), st.integers(0, 12), country=st.just("Japan")),
    st.builds(Release, st.integers(1800, 2999), st.integers(1, 12), st.integers(1, 28)),
    st.builds(Runtime, st.integers(1, 6000)),
    st.builds(Rating, decimals, votes=st.one_of(st.none(), st.integers(0, 10**9)), source=letters),
    st.builds(Credit, words, words),
    st.builds(Money, st.integers(0, 10**12).map(Decimal), st.sampled_from(["USD", "JPY"])),
    st.builds(OutsideId, st.just("imdb"), st.integers(10**6, 10**9).map("tt{:07}".format)),
)
KINDS = (Text, Release, Runtime, Rating, Credit, Money, OutsideId)


@given(values)
def test_a_value_is_read_as_it_is_written(value: Any) -> None:
    assert type(value).parse(str(value)) == value


@given(st.sampled_from(KINDS), st.text())
def test_hostile_text_is_a_value_or_refused(kind: Any, text: str) -> None:
    try:
        value = kind.parse(text)
    except ValueInvalid:
        return
    assert kind.parse(str(value)) == value


@pytest.mark.parametrize("kind", [Release, Runtime, Rating, Money, OutsideId])
@given(data=st.data())
def test_whatever_has_the_shape_of_a_value_is_refused_or_read_again(
    kind: Any, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(kind._SHAPE, fullmatch=True))
    try:
        value = kind.parse(text)
    except ValueInvalid:
        return
    assert kind.parse(str(value)) == value


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ("28 June 2024 Japan", Release(2024, 6, 28, "Japan")),
        ("June 28, 2024", Release(2024, 6, 28)),
        ("2024-06-28 Japan", Release(2024, 6, 28, "Japan")),
        ("Jun 2024, South Korea", Release(2024, 6, 0, "South Korea")),
        ("2024 (USA)", Release(2024, country="USA")),
        ("29 February 2000", Release(2000, 2, 29)),
    ],
)
def test_dates_are_read_in_the_ways_that_people_write_them(text: str, release: Release) -> None:
    assert Release.parse(text) == release


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "31 June 2024",
        "29 February 1900",
        "2024-13-01",
        "Ju 2024",
        "12024",
        "0 June 2024",
        "2024-06-00",
        "June 00, 2024",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid):
        Release.parse(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("58 min", 58), ("2 h 14 min", 134), ("2h 14m", 134), ("1 hour", 60), ("90 minutes", 90)],
)
def test_runtimes_are_minutes_or_hours_and_minutes(text: str, minutes: int) -> None:
    assert Runtime.parse(text) == Runtime(minutes)
    assert Runtime(minutes).end == Moment.minute(minutes)


@pytest.mark.parametrize("text", ["58", "0 min", "-5 min", "99999 min", "1:30", "2 h 75"])
def test_what_is_no_runtime_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid):
        Runtime.parse(text)


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("8.1", Rating(Decimal("8.1"))),
        ("8.1 of 10 from 411 votes", Rating(Decimal("8.1"), votes=411)),
        ("4/5 from 1 vote, a paper", Rating(Decimal(4), Decimal(5), 1, "a paper")),
        ("87 of 100", Rating(Decimal(87), Decimal(100))),
    ],
)
def test_ratings_have_a_score_and_may_have_more(text: str, rating: Rating) -> None:
    assert Rating.parse(text) == rating


@pytest.mark.parametrize("text", ["", "11", "8 of 0", "8 from many votes", "NaN", "1e1", "8,1"])
def test_what_is_no_rating_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid):
        Rating.parse(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12,648,664 USD", "12648664"), ("12.6 million usd", "12600000"), ("1.5 EUR", "1.5")],
)
def test_money_has_an_amount_and_a_currency(text: str, amount: str) -> None:
    assert Money.parse(text).amount == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["$5", "5", "5 dollars", "1,2,3 USD", "-5 USD", "999999999999 billion USD"]
)
def test_what_is_no_money_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid):
        Money.parse(text)


@pytest.mark.parametrize("text", ["imdb 1234567", "tmdb tt1", "wikidata q5", "plex 5", "imdb"])
def test_what_is_no_outside_id_is_refused(text: str) -> None:
    with pytest.raises(ValueInvalid):
        OutsideId.parse(text)
