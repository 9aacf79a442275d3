"""Which line of a plain-text page says what."""

import pytest

from lookback.film.part import Part
from lookback.formats.outline_facts import genres, labelled, quoted, summary


def told(line: str, *countries: str) -> list[tuple[Part, str]]:
    facts = labelled(line, countries) or summary(line) or genres(line)
    return [(fact.part, str(fact.value)) for fact in facts]


def values(line: str, *countries: str) -> list[str]:
    return [value for _, value in told(line, *countries)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("3 May 1999 France 91 min ⭐ 7.2 (305)",
         ["3 May 1999 France", "91 min", "7.2 of 10 from 305 votes"]),
        ("⭐ 7.2 (305) 91 min 3 May 1999 France",
         ["3 May 1999 France", "91 min", "7.2 of 10 from 305 votes"]),
        ("2024", ["2024"]),
        ("1h 34m", ["94 min"]),
        ("2001 Trinidad and Tobago", ["2001 Trinidad and Tobago"]),
        ("2001 日本", ["2001 日本"]),
        ("2 hrs. 5 mins.", ["125 min"]),
        ("May 3, 1999 (United States) | 1 hour 34 minutes",
         ["3 May 1999 United States", "94 min"]),
        ("1999-05-03 · Japan", ["3 May 1999 Japan"]),
        ("1998年6月2日", ["2 June 1998"]),
        ("2003년 5월", ["May 2003"]),
        ("★ 81/100", ["81 of 100"]),
        ("⭐️ 81", ["81 of 100"]),
        ("7/10 (1.2K votes)", ["7 of 10 from 1,200 votes"]),
        ("IMDb: 7.7 (12,345)", ["7.7 of 10 from 12,345 votes"]),
    ],
)  # fmt: skip
def test_a_line_of_dates_running_time_and_rating_is_read_in_any_order(
    line: str, said: list[str]
) -> None:
    assert values(line) == said


@pytest.mark.parametrize(
    "line",
    ["58 min of silence", "30 February 2024", "⭐ 11/10", "9999 min", "In 2024 she left", "8.1", "",
     "3 May 1999 Japan and then he died 58 min", "2024 2025 he died", "⭐",
     "2024 Japan, where it ends", "2024 | it ends badly", "2024 Nobody Knows Why He Went And Died"],
)  # fmt: skip
def test_a_line_with_anything_else_in_it_is_no_fact(line: str) -> None:
    assert not told(line)


@pytest.mark.parametrize(
    ("said", "money"),
    [
        ("$12,345,678", "12,345,678 USD"), ("US$ 5", "5 USD"), ("€3.250.000", "3,250,000 EUR"),
        ("3 250 000 €", "3,250,000 EUR"),
        ("£640,500", "640,500 GBP"), ("₩2,300,000", "2,300,000 KRW"),
        ("¥480,000,000", "480,000,000 JPY"), ("$1.2 million", "1,200,000 USD"),
        ("1.2 million USD", "1,200,000 USD"),
        ("$3.1B", "3,100,000,000 USD"), ("kr 5,000", "5,000 SEK"),
        ("12 zł", "12 PLN"), ("CHF 7", "7 CHF"), ("$12.50", "12.5 USD"),
    ],
)  # fmt: skip
def test_money_is_read_in_the_currency_of_its_sign(said: str, money: str) -> None:
    assert told(f"Box Office: {said}") == [(Part.BOX_OFFICE, money)]


@pytest.mark.parametrize(
    ("said", "country", "money"),
    [("¥5", "China", "5 CNY"), ("¥5", "Japan", "5 JPY"), ("5 kr", "Norway", "5 NOK"),
     ("kr 5", "Denmark", "5 DKK"), ("kr 5", "Iceland", "5 ISK")],
)  # fmt: skip
def test_a_sign_of_several_currencies_is_that_of_the_country_and_is_asked(
    said: str, country: str, money: str
) -> None:
    (fact,) = labelled(f"Box Office: {said}", [country])
    assert str(fact.value) == money
    assert fact.guess.endswith(money[-3:])


@pytest.mark.parametrize("said", ["12", "1.2 million", "lots", "$", "5 pesetas", "$1,2", "$5 - $6"])
def test_an_amount_without_a_known_currency_is_no_fact(said: str) -> None:
    assert not told(f"Box Office: {said}")


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("A", ["A"]), ("A, B", ["A", "B"]), ("A and B", ["A", "B"]), ("A & B", ["A", "B"]),
        ("A; B", ["A", "B"]), ("A, B, and C", ["A", "B", "C"]), ("A, B & C", ["A", "B", "C"]),
        ("Alexandra Sand", ["Alexandra Sand"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("label", ["Director:", "Directors :", "DIRECTED BY:", "Directed by"])
def test_directors_are_named_one_by_one(label: str, said: str, names: list[str]) -> None:
    assert told(f"{label} {said}") == [(Part.DIRECTOR, name) for name in names]


def test_the_cast_has_its_roles() -> None:
    assert values("Starring: A as B, C (D, the elder), E") == ["A as B", "C as D, the elder", "E"]


@pytest.mark.parametrize(
    ("line", "part", "said"),
    [
        ("Original title: 扉", Part.ORIGINAL_TITLE, ["扉"]),
        ("Also known as: Doors", Part.ALSO_KNOWN_AS, ["Doors"]),
        ('Tagline: "Knock."', Part.TAGLINE, ["Knock."]),
        ("Genres: Drama, Odd Things", Part.GENRES, ["Drama", "Odd Things"]),
        ("Themes: Grief; Hope", Part.THEMES, ["Grief", "Hope"]),
        ("Release date: 1 May 2001 Japan; 2002 France", Part.RELEASE,
         ["1 May 2001 Japan", "2002 France"]),
        ("Running time: 1h34m", Part.RUNTIME, ["94 min"]),
        ("Rating: 8.3/10 (411)", Part.RATING, ["8.3 of 10 from 411 votes"]),
    ],
)  # fmt: skip
def test_a_label_names_the_field(line: str, part: Part, said: list[str]) -> None:
    assert told(line) == [(part, one) for one in said]


@pytest.mark.parametrize("line", ["Director:", "Cast:  ", "Writer: A", "Runtime: long", "Genre"])
def test_a_label_without_what_it_names_is_no_fact(line: str) -> None:
    assert not told(line)


@pytest.mark.parametrize(
    ("line", "said"),
    [("Drama Animation", ["Drama", "Animation"]), ("Sci-Fi/Film Noir", ["Sci-Fi", "Film Noir"]),
     ("science fiction • Horror", ["science fiction", "Horror"])],
)  # fmt: skip
def test_a_line_of_nothing_but_known_genres_is_genres(line: str, said: list[str]) -> None:
    assert told(line) == [(Part.GENRES, one) for one in said]


@pytest.mark.parametrize("line", ["Drama Queens", "War and Grief", ", ,", ""])
def test_a_line_with_another_word_is_not(line: str) -> None:
    assert not genres(line)


@pytest.mark.parametrize("line", ['"Knock."', "“Knock.”", "„Knock.“", "«Knock.»", "「Knock.」"])
def test_what_stands_between_quotation_marks_is_taken_out_of_them(line: str) -> None:
    assert quoted(line) == "Knock."


@pytest.mark.parametrize("line", ['"Knock', 'Knock"', '""', '"', "", "“Knock.»"])
def test_quotation_marks_that_do_not_match_are_only_marks(line: str) -> None:
    assert not quoted(line)
