"""Leaks that were planted into the sample guide are found, and its pages as they are stay quiet."""

import time
from functools import cache
from pathlib import Path

from tests.leaks.pages import PLANTED, PLANTED_LATER, page, planted, sample

from lookback.film.leak import Leak
from lookback.leaks.page import find_leaks
from lookback.leaks.statements import statements


@cache
def texts() -> dict[str, str]:
    return dict(sample())


@cache
def clean() -> dict[str, list[Leak]]:
    return {name: find_leaks(page(text)) for name, text in texts().items()}


def test_sixty_leaks_are_planted_and_half_of_them_without_a_word_that_is_known_to_tell() -> None:
    assert len(planted()) == 60
    assert sum(one.subtle for one in planted()) >= 20
    assert {one.film for one in planted()} == set(texts())


def test_each_leak_is_planted_in_one_place() -> None:
    both = [*planted(), *planted(PLANTED_LATER)]
    assert [one.find for one in both if texts()[one.film].count(one.find) != 1] == []


def missed(path: Path) -> list[str]:
    said = {name: {one.text for one in statements(page(text))} for name, text in texts().items()}
    return [
        one.put
        for one in planted(path)
        if all(
            leak.says in said[one.film]
            for leak in find_leaks(page(texts()[one.film].replace(one.find, one.put)))
        )
    ]


def test_at_least_54_of_the_60_planted_leaks_are_found() -> None:
    assert len(missed(PLANTED)) <= 6


def test_of_those_that_were_planted_later_at_least_12_of_20_are_found() -> None:
    assert len(missed(PLANTED_LATER)) <= 8


def test_a_clean_page_has_at_most_one_false_warning() -> None:
    assert max(map(len, clean().values())) <= 1


def test_no_warning_is_without_a_reason_in_words() -> None:
    for leaks in clean().values():
        for leak in leaks:
            assert leak.reasons
            assert all(reason.strip() for reason in leak.reasons)


def test_a_page_is_checked_in_less_than_three_tenths_of_a_second() -> None:
    longest = page(max(texts().values(), key=len))
    before = time.process_time()
    find_leaks(longest)
    assert time.process_time() - before < 0.3
