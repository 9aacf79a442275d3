"""Pages timed by subtitles that were damaged: late rather than early, or refused."""

import random
from collections.abc import Sequence
from functools import partial
from typing import Final

from tests.formats.hostile import mutants, tried
from tests.timing.stories import Story, story

from lookback.film.subtitle import Cue
from lookback.guide.drafting import Draft, time_page

COUNT: Final = 40
STORY: Final = story(5, scenes=30)


def page(told: Story) -> bytes:
    """A page with the story, each sentence in a paragraph of its own."""
    record = f"---\ntitle: A Story\nruntime: {int(told.runtime // 60) + 1} min\n---"
    sentences = (statement.text for statement in told.statements)
    return "\n\n".join([record, "## Story so far", *sentences]).encode()


def srt(cues: Sequence[Cue]) -> list[bytes]:
    """Each cue as SubRip has it."""
    return [
        f"{number}\n{clock(cue.start)} --> {clock(cue.end)}\n{cue.text}\n\n".encode()
        for number, cue in enumerate(cues, 1)
    ]


def clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02},000"


PAGE: Final = page(STORY)
BLOCKS: Final = srt(STORY.subtitles.cues)


def timed(data: bytes) -> Draft:
    return time_page("story.md", PAGE, [("story.srt", data)])


def damaged(seed: int) -> bytes:
    """The file with up to one of ten cues cut, garbled, moved, doubled or taken out."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    blocks = list(BLOCKS)
    for at in chance.sample(range(len(blocks)), len(blocks) // 10):
        block = blocks[at]
        match chance.randrange(6):
            case 0:
                blocks[at] = b""
            case 1:
                blocks[at] = block[: chance.randrange(len(block))] + b"\n"
            case 2:
                where = chance.randrange(len(block))
                blocks[at] = block[:where] + chance.randbytes(3) + block[where + 1 :]
            case 3:
                blocks[at] = block.replace(b"-->", b"->").replace(b",", b"")
            case 4:
                blocks[at] = block + block
            case _:
                other = chance.choice(BLOCKS)
                blocks[at] = block.split(b"\n")[1] + b"\n" + other.split(b"\n")[2] + b"\n\n"
    return b"".join(blocks)


def test_a_tenth_of_the_cues_damaged_opens_nothing_before_the_clean_files_best_guess() -> None:
    clean = timed(b"".join(BLOCKS))
    assert clean.timing is not None
    for seed in range(COUNT):
        now = timed(damaged(seed))
        assert now.timing is not None
        pairs = zip(now.timing.estimates, clean.timing.estimates, strict=True)
        assert all(one.gate.seconds >= before.shown for one, before in pairs), seed


def test_whatever_is_done_to_the_bytes_there_is_a_timing_or_a_refusal() -> None:
    broken = mutants((b"".join(BLOCKS),), COUNT, seed=9)
    told = [tried(partial(timed, data)) for data in broken]
    assert all((draft is None) != (refused is None) for draft, refused in told)
    assert sum(draft is not None for draft, _ in told) > COUNT // 10
