"""Two guides that differ in nothing but what is hidden, and how they are held side by side."""

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from hypothesis import Phase, given, settings
from hypothesis.strategies import SearchStrategy
from sqlalchemy import delete, text
from tests.conftest import NewDatabase
from tests.laws.asking import Question, ask
from tests.laws.hidden_plots import HIDDEN_HEADINGS
from tests.laws.maps import HEADINGS
from tests.laws.pairs import Pair
from tests.laws.questions import Keys, of_program, of_reader, of_visitor

from lookback.errors import FilmMissing
from lookback.faces.web.app import App
from lookback.film.progress import FINISHED, Watched
from lookback.film.reader import Scope
from lookback.guide.accounts import SignUp
from lookback.guide.guide import Guide
from lookback.store.engine import writing
from lookback.store.store import Store
from lookback.store.tables import metadata

SECRET: Final = b"the same in both guides"
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
_PHASES: Final = (Phase.explicit, Phase.reuse, Phase.generate)
"""Guides as large as these cannot be made much smaller, and trying takes minutes."""
_VOTERS: Final = (("bob", HEADINGS), ("cat", HIDDEN_HEADINGS), ("eve", HIDDEN_HEADINGS))
"""More vote for what is hidden: one vote counted for another would not show where as many do."""
_NAMED: Final = 4
"""So many of the titles that one of the guides may hide are looked for, played and imported."""


class Dice:
    """Random bytes that are the same in both guides: 16 of them name an upload."""

    def __init__(self) -> None:
        self._uploads = count(1)
        self._others = count()

    def __call__(self, length: int) -> bytes:
        if length == 16:
            return bytes([next(self._uploads)] * length)
        return hashlib.shake_256(str(next(self._others)).encode()).digest(length)


@dataclass
class Filled:
    """A guide with some pages and a reader with an account, and the application over it."""

    app: App
    keys: Keys


class Twin:
    """One of the two guides: its database is wiped between examples."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.store = Store.open(url, create=True, random=lambda count: SECRET[:count])

    def filled(self, reader: Watched, *imports: dict[str, str]) -> Filled:
        """A guide with these pages, imported one after the other, and this reader."""
        self.wipe()
        guide = Guide(
            self.store, now=lambda: NOW, clock=lambda: 0.0, random=Dice(), sign_up=SignUp.OPEN
        )
        for pages in imports:
            with tempfile.TemporaryDirectory() as folder:
                for slug, text in pages.items():
                    Path(folder, f"{slug}.md").write_text(text, "utf-8")
                taken = guide.take([Path(folder)], by="test")
            assert not [one.refusal for one in taken if one.refusal]
        keys = self.signed_up(guide, reader)
        self.vote(guide, reader, list(imports[-1]))
        return Filled(App(guide, secret=SECRET), keys)

    def signed_up(self, guide: Guide, watched: Watched) -> Keys:
        """A reader who has watched so far; the first one, who runs the guide, is another."""
        for name in ("operator", "ana"):
            reader = guide.accounts.by_login("test", name, name)
        for slug, progress in watched.films.items():
            with suppress(FilmMissing):
                guide.watching.move(reader, slug, progress)
        accounts = guide.accounts
        return Keys(
            accounts.open_session(reader, "a browser"),
            accounts.make_token(reader, "all", frozenset(Scope)),
            accounts.turn_hook(reader),
        )

    def vote(self, guide: Guide, watched: Watched, slugs: Sequence[str]) -> None:
        """Others, who have seen all films, vote: some for what the reader cannot see.

        Whether there is such a thing to vote for is all that differs between two guides.
        """
        for name, headings in _VOTERS:
            voter = guide.accounts.by_login("test", name, name)
            for slug in slugs:
                guide.watching.move(voter, slug, FINISHED)
            seen = guide.watching.watched(voter)
            for slug in slugs if any(one.finished for one in watched.films.values()) else ():
                anchors = {
                    one.heading: one.anchor for one in guide.view(slug, seen).interpretations
                }
                chosen = next((anchors[one] for one in headings if one in anchors), None)
                if chosen is not None:
                    guide.voting.vote(voter, seen, slug, chosen)

    def wipe(self) -> None:
        with writing(self.store._engine) as connection:
            names = [table.name for table in metadata.sorted_tables if table.name != "guide"]
            if connection.dialect.name == "postgresql":
                # Numbers begin anew, too: they are in answers.
                quoted = ", ".join(f'"{name}"' for name in names)
                connection.execute(text(f"TRUNCATE {quoted} RESTART IDENTITY"))
            else:
                for name in reversed(names):
                    connection.execute(delete(metadata.tables[name]))


class Twins:
    """Two guides, and every question that a reader can ask them."""

    def __init__(self, new_database: NewDatabase) -> None:
        self.one = Twin(new_database())
        self.other = Twin(new_database())

    def filled(self, pair: Pair) -> tuple[Filled, Filled]:
        """Both guides with their pages; the second had others before, perhaps."""
        before = {film.slug: film.other_before for film in pair.films if film.other_before}
        one = self.one.filled(pair.reader, {film.slug: film.one for film in pair.films})
        other = {film.slug: film.other for film in pair.films}
        return one, self.other.filled(pair.reader, before, other)

    def check(self, pair: Pair) -> None:
        """Fail unless both answer a visitor the same bytes."""
        one, other = self.filled(pair)
        self.compare(one, other, list(of_visitor(pair, SECRET)))

    def check_reader(self, pair: Pair) -> None:
        """Fail unless both answer a reader with an account the same bytes."""
        one, other = self.filled(pair)
        assert one.keys == other.keys
        named = sorted(set().union(*(film.titles for film in pair.films)))[:_NAMED]
        self.compare(one, other, list(of_reader(pair, one.keys, named)))

    def check_program(self, pair: Pair) -> None:
        """Fail unless both answer a program without a token the same bytes."""
        one, other = self.filled(pair)
        self.compare(one, other, list(of_program(pair)))

    def compare(self, one: Filled, other: Filled, asked: list[Question]) -> None:
        for mine, theirs in zip(ask(one.app, asked), ask(other.app, asked), strict=True):
            assert mine == theirs

    def hold(self, law: Callable[[Pair], None], of: SearchStrategy[Pair], *, examples: int) -> None:
        """Fail unless a law holds for so many pairs; on PostgreSQL for half as many.

        What is asked is the same there, and so is all that answers but the WHERE of the store,
        which tests/laws/test_visible.py compares with the rules on both, row by row.
        """
        most = examples // 2 if "://" in self.one.url else examples

        @settings(max_examples=most, phases=_PHASES)
        @given(pair=of)
        def held(pair: Pair) -> None:
            law(pair)

        held()

    def close(self) -> None:
        self.one.store.close()
        self.other.store.close()
