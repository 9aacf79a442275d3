"""Law 1 where films are searched and browsed: what is hidden moves no answer, order or count."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from tests.conftest import NewDatabase
from tests.laws.asking import Question, ask
from tests.laws.finding_questions import finding_questions
from tests.laws.pairs import Pair, pairs
from tests.laws.twins import SECRET, Twin

from lookback.faces.web.app import App
from lookback.faces.web.cookie import Cookies
from lookback.film.progress import FINISHED, Watched
from lookback.firewall.view import clear
from lookback.guide import feeding
from lookback.guide.guide import Guide
from lookback.store.store import Store

HIDDEN = "---\ntitle: The Letter\ngenres: [{genre: Ink, from: ending}]\n---\n\nA letter comes.\n"
SHOWN = "---\ntitle: The Letter\n---\n\nA letter comes.\n"


@pytest.fixture(scope="module")
def twins(new_database: NewDatabase) -> Iterator[tuple[Twin, Twin]]:
    made = Twin(new_database()), Twin(new_database())
    for twin in made:
        # One whose changes have other numbers each time: the indexes keep up by them.
        twin.store.close()
        twin.store = Store.open(twin.url, create=False)
    yield made
    for twin in made:
        twin.store.close()


@contextmanager
def indexed(twin: Twin, *imports: dict[str, str]) -> Iterator[App]:
    """A guide with these pages, imported one after the other, with its indexes made."""
    twin.wipe()
    with tempfile.TemporaryDirectory() as folder:
        guide = Guide(
            twin.store,
            now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
            clock=lambda: 0.0,
            index=Path(folder, "index"),
        )
        for number, pages in enumerate(imports):
            for slug, text in pages.items():
                path = Path(folder, str(number), f"{slug}.md")
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, "utf-8")
            guide.take([Path(folder, str(number))], by="test")
            guide.finding.search("the")
        # Whether the index of memories is ready is a matter of time, and the same for all.
        guide.finding.recall("the", waits=True)
        yield App(guide, secret=SECRET)
        guide._indexes.close()


def check(twins: tuple[Twin, Twin], pair: Pair) -> None:
    """Fail unless both guides answer the same bytes."""
    before = {film.slug: film.other_before for film in pair.films if film.other_before}
    one = {film.slug: film.one for film in pair.films}
    other = {film.slug: film.other for film in pair.films}
    named = sorted(set().union(*(film.titles for film in pair.films)))
    asked = list(finding_questions(pair, visitor(pair), named))
    with indexed(twins[0], one) as app:
        mine = ask(app, asked)
    with indexed(twins[1], *([before] if before else []), other) as app:
        theirs = ask(app, asked)
    for question, ours, others in zip(asked, mine, theirs, strict=True):
        assert ours == others, question


def visitor(pair: Pair) -> dict[str, str]:
    cookie = Cookies(SECRET).header(pair.reader, secure=False).partition(";")[0]
    return {"cookie": cookie, "host": "guide"}


@settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(pair=pairs())
def test_searching_and_browsing_answer_the_same_whatever_is_hidden(
    twins: tuple[Twin, Twin], pair: Pair
) -> None:
    check(twins, pair)


def test_every_address_is_there_to_be_attacked(twins: tuple[Twin, Twin]) -> None:
    """A question that were answered as missing whatever is asked would attack nothing."""
    page = SHOWN.replace("---\n\n", "director: Ink\ngenres: [Ink]\nthemes: [Ink]\n---\n\n")
    page = page.replace("title:", "release: 1990 Japan\ntitle:")
    asker = {"host": "guide"}
    questions: list[Question] = [
        ("GET", path, asker, b"")
        for path in (
            "/search?q=ink", "/suggest?q=ink", "/people", "/people/ink", "/themes", "/themes/ink",
            "/genres", "/genres/ink", "/decades", "/decades/1990", "/countries",
            "/countries/japan", "/find",
        )
    ]  # fmt: skip
    with indexed(twins[0], {"the-letter": page}) as app:
        answers = ask(app, [*questions, ("POST", "/find", asker, b"memory=a+letter+comes")])
    assert [status for status, _, _ in answers] == [200] * len(answers)
    assert b"The Letter" in answers[0][2]
    assert b"The Letter" in answers[-1][2]


def test_the_law_is_broken_when_hidden_words_are_taken_into_the_index(
    twins: tuple[Twin, Twin], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Question] = [("GET", "/genres/ink", {"host": "guide"}, b"")]

    def answered() -> list[bytes]:
        bodies = []
        for twin, text in zip(twins, (HIDDEN, SHOWN), strict=True):
            with indexed(twin, {"the-letter": text}) as app:
                bodies.append(ask(app, asked)[0][2])
        return bodies

    assert len(set(answered())) == 1
    monkeypatch.setattr(
        feeding, "clear", lambda page, _: clear(page, Watched({page.slug: FINISHED}))
    )
    assert len(set(answered())) == 2
