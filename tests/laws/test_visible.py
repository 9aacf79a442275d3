"""The database's rule is the firewall's: ``store/visible.py`` gives what ``rules.py`` opens."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, Select, delete, insert, select
from tests.conftest import NewDatabase

from lookback.film.gate import OPEN, Gate
from lookback.film.moment import ENDING, Moment
from lookback.film.page import Page, Passage
from lookback.film.part import HEADINGS, Part
from lookback.film.progress import Progress, Watched
from lookback.film.prose import Prose, Veil
from lookback.film.record import Text
from lookback.firewall.rules import judge
from lookback.store import visible as visible_module
from lookback.store.engine import open_engine, writing
from lookback.store.passages import write_passages
from lookback.store.tables import film, metadata, passage

SLUGS = ("one", "two", "映画")
moments = st.one_of(st.integers(0, 6).map(Moment), st.just(ENDING))
gates = st.builds(
    Gate,
    moments,
    st.lists(st.tuples(st.sampled_from([*SLUGS, "unknown"]), moments), max_size=2).map(tuple),
)
veils = st.builds(Veil, st.just("words"), gates, st.sampled_from([None, "others"]))
prose = st.lists(st.one_of(st.just("said"), veils), min_size=1).map(tuple).map(Prose)
names = st.sampled_from(["", "a", "b"])
passages = st.builds(
    Passage,
    st.sampled_from([Part.RECAP, Part.CLAIM, Part.SECTION, *HEADINGS]),
    prose,
    gates,
    st.sampled_from([0, 0, 1, 2]),
    names,
    names,
)
progresses = st.builds(Progress, st.integers(0, 6).map(Moment), st.booleans())
watched = st.builds(Watched, st.dictionaries(st.sampled_from([*SLUGS, "unknown"]), progresses))
guides = st.tuples(*(st.lists(passages, max_size=6) for _ in SLUGS))


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    opened = open_engine(new_database(), create=True)
    yield opened
    opened.dispose()


def _replaced_or_not(reader: Watched, dialect: str) -> Select[Any]:
    opens = visible_module._opens(passage, visible_module._reached(reader, dialect))
    return select(passage, film.c.slug).join(film, film.c.id == passage.c.film).where(opens)


def _pages(told: Sequence[Sequence[Passage]]) -> list[Page]:
    return [
        Page(slug, (Passage(Part.TITLE, Text(slug), OPEN), *list_))
        for slug, list_ in zip(SLUGS, told, strict=True)
    ]


def _agree(engine: Engine, told: Sequence[Sequence[Passage]], reader: Watched) -> None:
    with writing(engine) as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name != "guide":
                connection.execute(delete(table))
        for number, page in enumerate(_pages(told), 1):
            row = {"slug": page.slug, "sort": page.slug, "title_key": page.slug, "revision": 1}
            connection.execute(insert(film), {"id": number, **row})
            write_passages(connection, number, page)
        query = visible_module.visible(reader, connection.dialect.name)
        found = {(row.slug, row.ordinal) for row in connection.execute(query)}
    assert found == {
        (page.slug, ordinal)
        for page in _pages(told)
        for ordinal, verdict in enumerate(judge(page, reader))
        if verdict.reason
    }


@settings(max_examples=100)
@given(told=guides, reader=watched)
def test_the_where_gives_what_the_rules_open(
    engine: Engine, told: Sequence[Sequence[Passage]], reader: Watched
) -> None:
    _agree(engine, told, reader)


class Unprinted(tuple[list[Passage], ...]):
    """Pages that are not printed where a law fails as it should: that takes longest."""

    __slots__ = ()

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text("...")


@pytest.mark.parametrize(
    ("name", "mutated"),
    [
        ("reach", lambda progress: progress.position.seconds + 1),
        ("reach", lambda progress: progress.position.seconds),
        ("_opens", lambda *_: passage.c.needs_own >= 0),
        ("visible", _replaced_or_not),
    ],
)
def test_a_where_that_differs_is_found(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, name: str, mutated: Any
) -> None:
    @settings(
        max_examples=200,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(told=guides.map(Unprinted), reader=watched)
    def law(told: Sequence[Sequence[Passage]], reader: Watched) -> None:
        _agree(engine, told, reader)

    monkeypatch.setattr(visible_module, name, mutated)
    with pytest.raises(AssertionError):
        law()
