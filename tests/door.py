"""The page and the subtitles of the tutorial in docs/timing.md, for tests to time."""

import re
from pathlib import Path
from typing import Final

_TEXT: Final = (Path(__file__).parent.parent / "docs" / "timing.md").read_text("utf-8")


def _fenced(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", _TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


DOOR: Final = _fenced("markdown")
SAID: Final = _fenced("srt").encode()
SLUG: Final = "the-third-door"
SENTENCES: Final = 10
"""The last of them has a gate of its author's, the ending."""
OTHERS_SAID: Final = "\n".join(
    f"{number}\n00:{number:02}:00,000 --> 00:{number:02}:03,000\n{words}\n"
    for number, words in enumerate(
        [
            "The penguins come ashore.", "Look at the ice.", "Storm from the south!",
            "How cold is it?", "Minus sixty.", "The chicks are hungry.", "Where is the camera?",
            "A leopard seal.", "Swim!", "They made it.", "Summer at last.", "Goodbye, penguins.",
        ],
        1,
    )
).replace("00:12:", "01:29:").encode()  # fmt: skip
"""What is said in another film, which is as long."""
