import pytest

from lookback.faces.wording import address, language, worded
from lookback.film.record import (
    Credit,
    Money,
    OutsideId,
    Rating,
    Release,
    Runtime,
    Text,
    Value,
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Text("Grief"), "Grief"),
        (Credit("Ana Muster", "the thief"), "Ana Muster as the thief"),
        (Credit("Ana Muster"), "Ana Muster"),
        (Runtime(1), "1 minute"),
        (Runtime(58), "58 minutes"),
        (Release(2024, 6, 28, "Japan"), "28 June 2024, Japan"),
        (Release(2024, 6), "June 2024"),
        (Release(1961, country="France"), "1961, France"),
        (Rating.parse("8.1"), "8.1"),
        (Rating.parse("8.1 of 10 from 411 votes, IMDb"), "8.1 from 411 votes (IMDb)"),
        (Rating.parse("3 of 5 from 1 vote"), "3 of 5 from 1 vote"),
        (Rating.parse("3 of 5 from 12,345 votes"), "3 of 5 from 12,345 votes"),
        (Money.parse("12,648,664 USD"), "12,648,664 US dollars"),
        (Money.parse("1 USD"), "1 US dollar"),
        (Money.parse("12.6 million EUR"), "12,600,000 euros"),
        (Money.parse("1.5 GBP"), "1.5 British pounds"),
        (Money.parse("7 QQQ"), "7 QQQ"),
        (OutsideId("imdb", "tt0000611"), "IMDb tt0000611"),
        (OutsideId("letterboxd", "the-rain-clerk"), "Letterboxd the-rain-clerk"),
    ],
)
def test_a_value_is_said_as_a_sentence_would(value: Value, words: str) -> None:
    assert worded(value) == words


@pytest.mark.parametrize(
    ("outside", "where"),
    [
        (OutsideId("imdb", "tt0000611"), ("IMDb", "https://www.imdb.com/title/tt0000611/")),
        (OutsideId("tmdb", "611"), ("TMDB", "https://www.themoviedb.org/movie/611")),
        (OutsideId("wikidata", "Q611"), ("Wikidata", "https://www.wikidata.org/wiki/Q611")),
        (OutsideId("letterboxd", "rain"), ("Letterboxd", "https://letterboxd.com/film/rain/")),
    ],
)
def test_an_outside_id_leads_to_its_site(outside: OutsideId, where: tuple[str, str]) -> None:
    assert address(outside) == where


@pytest.mark.parametrize(
    ("text", "countries", "tongue"),
    [
        ("ルックバック", (), "ja"),
        ("千と千尋の神隠し", (), "ja"),
        ("기생충", (), "ko"),
        ("花樣年華", ("Hong Kong",), "zh"),
        ("羅生門", ("Japan",), "ja"),
        ("Vertigo", ("Japan",), ""),
        ("", (), ""),
    ],
)
def test_the_script_of_a_title_tells_its_language(
    text: str, countries: tuple[str, ...], tongue: str
) -> None:
    assert language(text, countries) == tongue
