"""Worked examples: a page, then for each state of a reader what ``show`` prints.

Each file of tests/examples/views is a page in the page format, then blocks that begin with a line
``======== 0:20``, or ``======== 0:20 another-film@ending`` for whoever has watched more.
"""

import re
from pathlib import Path

import pytest

from lookback.faces.showing import as_text
from lookback.film.moment import Moment
from lookback.film.progress import Progress, Watched
from lookback.firewall.view import clear
from lookback.formats.markdown import Markdown

FILES = sorted((Path(__file__).parent / "examples" / "views").glob("*.txt"))


def _cases() -> list[tuple[str, str, str, str]]:
    cases = []
    for path in FILES:
        page, *blocks = re.split(r"^======== (.+)\n\n", path.read_text("utf-8"), flags=re.MULTILINE)
        for state, expected in zip(blocks[::2], blocks[1::2], strict=True):
            cases.append((path.stem, state, page, expected.strip() + "\n"))
    return cases


@pytest.mark.parametrize(
    ("name", "state", "page", "expected"),
    [pytest.param(*case, id=f"{case[0]} at {case[1]}") for case in _cases()],
)
def test_a_page_shows_what_its_example_says(
    name: str, state: str, page: str, expected: str
) -> None:
    read = Markdown().read(page).page
    own, *others = state.split()
    told = {read.slug: own, **dict(other.split("@") for other in others)}
    watched = Watched({slug: Progress.at(Moment.parse(at)) for slug, at in told.items()})
    assert as_text(clear(read, watched)) == expected, name
