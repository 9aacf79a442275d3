import asyncio
import threading

import pytest

from lookback.errors import TooManyTries
from lookback.faces.web.turns import _AT_ONCE, _MOST_WAITING, Turns


def test_slow_work_is_done_a_few_at_a_time_and_refused_when_too_many_wait() -> None:
    async def crowd() -> None:
        turns, go_on, busy = Turns(), threading.Event(), []

        def work() -> None:
            busy.append(1)
            assert go_on.wait(10)

        waiting = [asyncio.create_task(turns.run(work)) for _ in range(_AT_ONCE + _MOST_WAITING)]
        while len(busy) < _AT_ONCE:
            await asyncio.sleep(0.01)
        with pytest.raises(TooManyTries):
            await turns.run(work)
        assert len(busy) == _AT_ONCE
        go_on.set()
        await asyncio.gather(*waiting)
        assert len(busy) == _AT_ONCE + _MOST_WAITING

    asyncio.run(crowd())
