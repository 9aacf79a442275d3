"""What Kodi writes beside films."""

from datetime import date

import pytest
from tests.formats.histories.samples import KODI, nfo, only, refusal

from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.record import OutsideId, Runtime
from lookback.formats.histories.base import Skipped, Upload
from lookback.formats.histories.nfo import LARGEST_NFO
from lookback.formats.histories.table import read_history

TITLE = "<title>Salt</title>"
PLAYED = "<playcount>1</playcount>"


def written(*lines: str) -> Upload:
    return Upload("salt.nfo", nfo(TITLE, *lines).encode())


def test_a_zip_of_many_gives_what_was_begun_and_counts_series() -> None:
    reading = read_history(KODI)
    fog = Mention("The Fog Bell", year=1988, ids=(OutsideId("imdb", "tt0000321"),))
    assert reading.source == "kodi"
    assert reading.entries == (
        Entry("movie.nfo", 2, Sign.SEEN, fog, date(2024, 5, 1)),
        Entry("movie.nfo", 2, Sign.STOPPED, Mention("Low Tide"), position=Moment(1930)),
    )
    assert reading.skipped == {Skipped.SERIES: 1}


def test_a_film_that_was_played_was_seen_even_where_it_was_begun_again() -> None:
    entry = only(written(PLAYED, "<resume><position>60</position></resume>"))
    assert (entry.sign, entry.position, entry.on) == (Sign.SEEN, None, None)


@pytest.mark.parametrize(
    "lines", [[], ["<playcount>0</playcount>", "<resume><position>0.2</position></resume>"]]
)
def test_a_film_that_was_not_begun_is_counted_as_skipped(lines: list[str]) -> None:
    reading = read_history(written(*lines))
    assert (reading.entries, reading.skipped) == ((), {Skipped.NOT_BEGUN: 1})


def test_the_original_title_the_running_time_and_the_ids_come_along() -> None:
    mention = only(
        written(
            PLAYED,
            "<originaltitle>塩</originaltitle>",
            "<runtime>94</runtime>",
            "<premiered>1988-03-04</premiered>",
            '<uniqueid type="tmdb">321</uniqueid>',
            '<uniqueid type="imdb" default="true">tt0000321</uniqueid>',
            '<uniqueid type="home">x</uniqueid>',
        )
    ).mention
    ids = (OutsideId("imdb", "tt0000321"), OutsideId("tmdb", "321"))
    assert mention == Mention("Salt", "塩", 1988, ids, Runtime(94))


def test_the_id_of_older_files_is_that_of_imdb_unless_another_one_says_so() -> None:
    old = "<id>tt0000999</id>"
    assert only(written(PLAYED, old)).mention.ids == (OutsideId("imdb", "tt0000999"),)
    newer = '<uniqueid type="imdb">tt0000321</uniqueid>'
    assert only(written(PLAYED, old, newer)).mention.ids == (OutsideId("imdb", "tt0000321"),)
    assert only(written(PLAYED, "<id>321</id>")).mention.ids == ()


def test_the_beginning_of_kodis_clock_is_no_day_and_no_year() -> None:
    never = ("<year>1601</year>", "<lastplayed>1601-01-01 00:00:00</lastplayed>")
    entry = only(written(PLAYED, *never, "<premiered>1601-01-01</premiered>"))
    assert (entry.on, entry.mention.year) == (None, 0)


def test_elements_of_the_same_name_further_in_do_not_count() -> None:
    entry = only(written(PLAYED, "<set><title>x</title><year>1</year></set>", "<year>1988</year>"))
    assert entry.mention == Mention("Salt", year=1988)


def test_addresses_after_the_xml_are_allowed_and_other_text_is_not() -> None:
    text = nfo(TITLE, PLAYED)
    data = f"{text}\nhttps://example.org/a\nhttp://example.org/b\n".encode()
    assert only(Upload("salt.nfo", data)).sign is Sign.SEEN
    error = refusal(Upload("salt.nfo", f"{text}x\n".encode()))
    assert (error.code, error.line) == ("text-invalid", 6)


def test_a_file_with_an_address_alone_is_skipped() -> None:
    assert read_history(Upload("a.nfo", b"https://example.org/a")).skipped == {Skipped.OTHER: 1}


def test_a_film_is_known_by_how_it_begins_whatever_it_is_called() -> None:
    assert only(Upload("salt.xml", nfo(TITLE, PLAYED).encode())).sign is Sign.SEEN


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        (4, "<playcount>often</playcount>"),
        (4, "<playcount>-1</playcount>"),
        (4, "<resume><position>0:10</position></resume>"),
        (5, f"{PLAYED}\n<lastplayed>yesterday</lastplayed>"),
        (5, f"{PLAYED}\n<lastplayed>2024-02-30</lastplayed>"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(line: int, broken: str) -> None:
    error = refusal(written(broken))
    assert (error.code, error.file, error.line) == ("value-invalid", "salt.nfo", line)


def test_a_film_with_neither_a_title_nor_an_id_is_refused() -> None:
    assert refusal(Upload("a.nfo", nfo(PLAYED).encode())).code == "value-invalid"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "kind",
    [
        f'<!DOCTYPE movie [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE movie [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE movie SYSTEM "https://example.org/movie.dtd">',
        '<!DOCTYPE movie [<!ENTITY % x SYSTEM "https://example.org/x"> %x;]>',
        "<!DOCTYPE movie>",
    ],
)
def test_a_document_type_is_refused_unread(kind: str) -> None:
    error = refusal(Upload("a.nfo", f"\n{kind}<movie><title>&l9;&x;</title></movie>".encode()))
    assert (error.code, error.line) == ("text-invalid", 2)
    assert "document type" in error.expected


@pytest.mark.parametrize(
    "text", ["<movie>", "<movie><a></movie>", "<movie>&x;</movie>", "<", "<a b>"]
)
def test_broken_xml_is_refused_with_its_line(text: str) -> None:
    error = refusal(Upload("a.nfo", f"<!-- \n\n -->{text}".encode()))
    assert (error.code, error.file, error.line) == ("text-invalid", "a.nfo", 3)


def test_what_the_first_line_says_about_an_encoding_does_not_matter() -> None:
    text = nfo("<title>塩</title>", PLAYED).replace("UTF-8", "windows-1252")
    assert only(Upload("a.nfo", text.encode())).mention.title == "塩"
    assert refusal(Upload("a.nfo", text.encode("shift-jis"))).code == "text-invalid"


def test_a_file_that_is_larger_than_any_is_refused() -> None:
    assert refusal(Upload("a.nfo", b"<movie>" + b" " * LARGEST_NFO)).code == "too-large"


def test_deep_nesting_is_read_or_refused_without_trouble() -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    assert only(written(PLAYED, deep)).mention.title == "Salt"
