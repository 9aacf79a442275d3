"""Accounts over an empty guide, with a clock that a test can move."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tests.guides import NOW, opened

from lookback.film.reader import Reader, Role
from lookback.guide.accounts import Accounts, SignUp
from lookback.store.store import Store

PASSWORD: Final = "correct horse battery staple"
HERE: Final = "192.0.2.1"


@dataclass
class House:
    """Accounts, and the time."""

    accounts: Accounts
    store: Store
    now: datetime = NOW

    def wait(self, for_: timedelta) -> None:
        """Let time go by."""
        self.now += for_

    def join(self, name: str, role: Role = Role.READER) -> Reader:
        """One more reader; the first one is an operator whatever is asked for."""
        return self.accounts.sign_up(name, PASSWORD, invitation=self.accounts.invite(role))


@contextmanager
def housed(url: str, *, sign_up: SignUp = SignUp.INVITED) -> Iterator[House]:
    """Accounts over the guide at this address."""
    with opened(url) as store:
        house: House
        accounts = Accounts(
            store, now=lambda: house.now, random=secrets.token_bytes, sign_up=sign_up
        )
        house = House(accounts, store)
        yield house
