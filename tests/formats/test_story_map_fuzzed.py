"""Story maps that nobody wrote by hand: whole ones come back, broken ones harm nothing else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.test_story_map import BEFORE, WHOLE

from lookback.film.page import Page, Passage, same_but_lines
from lookback.film.part import NOUNS, Part
from lookback.formats.compose import compose
from lookback.formats.markdown import Markdown
from lookback.notices import Notice

EXAMPLES: Final = 250
FENCE: Final = "~" * 10
AFTER: Final = "\n\n## Ending explained\n\nThe end.\n"
LINES: Final = WHOLE.strip().split("\n")
PIECES: Final = (
    "{", "}", "[", "]", ":", ", ", "- ", "? ", "#", '"', "'", "|", ">", "&a ", "*a", "!!int ", "%",
    "@", "\t", "  ", "\n", "\\", "||x||", "yes", "1:02", "~", "from: ", "because: ", "unless: dark",
    "rules: ", "never", "real", "night", "wreck@", "ending", "@film:a@1", "---", "...", "<<: ",
    "\ufeff", "\u2028", "\x85", "\u00e9", "\ufffe", "0x1F", "```", "## Trivia", "@0:10 name: seen",
)  # fmt: skip
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(
    lambda text: "w " + " ".join(text.replace("|", "/").split())
)
moments = st.sampled_from(["start", "0:10", "0:10:30", "40", "1:10", "2:00:01", "ending"])
gates = st.tuples(
    moments, st.sampled_from(["", "", " @film:a@0:05", " @film:a@0:09 @film:b@1"])
).map("".join)


def read(block: str, marker: str = "") -> Page:
    reading = Markdown().read(f"{BEFORE}{marker}{FENCE}yaml\n{block}\n{FENCE}{AFTER}")
    faults = [note for note in reading.notes if note.notice.name.startswith("MAP_")]
    assert bool(faults) is not any(one.part in NOUNS for one in reading.page.passages)
    assert not faults or Notice.MAP_LEFT_OUT in {note.notice for note in faults}
    assert all(0 < note.line <= block.count("\n") + BEFORE.count("\n") + 5 for note in faults)
    return reading.page


def rest(page: Page) -> list[Passage]:
    return [one for one in page.passages if one.part not in {*NOUNS, Part.STORY_MAP}]


REST: Final = rest(read(WHOLE))


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """A whole map with a few lines or characters of it changed."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        index = draw(st.integers(0, len(lines) - 1))
        line = lines[index]
        at = draw(st.integers(0, len(line)))
        changed = {
            "without": [],
            "twice": [line, line],
            "between": [draw(st.sampled_from(LINES)), line],
            "put in": [line[:at] + draw(st.sampled_from(PIECES)) + line[at:]],
            "left out": [line[:at] + line[at + 1 :]],
            "instead": [line.replace(line[at : at + 4], draw(st.sampled_from(PIECES)), 1)],
        }
        lines[index : index + 1] = changed[draw(st.sampled_from(list(changed)))] or [""]
    return "\n".join(lines)


@settings(max_examples=EXAMPLES, deadline=None)
@given(mutants())
def test_a_map_with_slips_harms_nothing_else_on_the_page(block: str) -> None:
    page = read(block.replace(FENCE, ""))
    assert same_but_lines(rest(page), REST)


@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=80),
        st.lists(st.sampled_from((*PIECES, *LINES)), max_size=12).map("".join),
        st.lists(st.sampled_from((*PIECES, *LINES)), max_size=12).map("\n".join),
    )
)
def test_any_text_in_the_place_of_a_map_harms_nothing_else_on_the_page(block: str) -> None:
    page = read(block.replace(FENCE, ""))
    assert same_but_lines(rest(page), REST)


def written(text: str) -> str:
    """Words in quotation marks that YAML takes back."""
    told = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in told)


def flow(value: object) -> str:
    """Keys, lists and words on one line; all words are quoted."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return written(str(value))


@dataclass(slots=True)
class Whole:
    """A map without a fault: what is drawn on a timeline happens there."""

    draw: st.DrawFn
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    on: dict[str, list[str]] = field(default_factory=lambda: {"real": [], "night": [], "1st": []})

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def some(self, names: list[str]) -> list[str]:
        return self.draw(st.lists(st.sampled_from(names), max_size=2)) if names else []

    def links(self, names: list[str]) -> list[str]:
        return [f"{name}@{self.draw(gates)}" if self.maybe() else name for name in self.some(names)]

    def called(self, *, before: bool = False, **more: list[str]) -> dict[str, Any]:
        """An entry with words, perhaps others before them, and perhaps a gate."""
        entry: dict[str, Any] = {"called": self.draw(words), **more}
        if before and self.maybe():
            return entry | {"from": self.draw(gates), "before": self.draw(words)}
        return entry | ({"from": self.draw(gates)} if self.maybe() else {})

    def event(self, name: str) -> None:
        lines = self.draw(st.sampled_from([["real"], ["night"], ["1st"], ["1st", "night"]]))
        earlier = [one for one in self.events if all(one in self.on[line] for line in lines)]
        event = {"at": "0:10", "what": self.draw(words), "line": lines}
        event |= {"because": self.links(earlier), "any": self.links(earlier)}
        if lines == ["real"]:
            event["unless"] = self.links([e for e in self.events if e not in self.on["real"]])
        if who := self.some(["mara", "odo"]):
            event |= {"who": who, "choice": self.draw(st.sampled_from(["yes", "no", "True"]))}
        if self.maybe():
            event |= {"from": "ending", "shot": self.draw(words), "quote": self.draw(words)}
        self.events[name] = event
        for line in lines:
            self.on[line].append(name)

    def timeline(self, line: str) -> dict[str, Any]:
        without = [name for name in self.on["real"] if self.maybe()]
        entry = self.called() | {"is": "told", "adds": self.on[line], "without": without}
        return entry | ({"before": "real"} if self.maybe() else {})

    def interpretation(self) -> dict[str, Any]:
        names = list(self.events)
        rules = st.sampled_from(["never", {}, {"any": [f"{names[0]}@0:05"]}])
        entry = {
            "of": "it was a dream",
            "takes": {"night": self.draw(st.sampled_from(["imagined", "dreamt"]))},
            # None of the first event: a rule may only name earlier ones.
            "rules": {name: self.draw(rules) for name in names[1:] if name in self.on["night"]},
            "for": {name: self.draw(words) for name in ["seen", *self.some(names)]},
            "against": {name: self.draw(words) for name in self.some(names)},
        }
        return entry | ({"from": self.draw(gates)} if self.maybe() else {})


@st.composite
def maps(draw: st.DrawFn) -> dict[str, Any]:
    """A map without a fault, as keys and values."""
    whole = Whole(draw)
    for name in ("yes", "e-1", "e_2", "0x1F", "a", "null")[: draw(st.integers(1, 6))]:
        whole.event(name)
    names = list(whole.events)
    ask = f"cause {names[0]} {names[-1]}" if names[1:] else f"why {names[0]}"
    return {
        "characters": {"mara": whole.called(before=True), "odo": whole.called(before=True)},
        "questions": {"q": {"says": draw(words), "ask": ask, "from": draw(gates)}},
        "timelines": {
            "real": whole.called(),
            "night": whole.timeline("night"),
            "1st": whole.timeline("1st"),
        },
        "events": whole.events,
        "things": {"key": whole.called(before=True, path=whole.some(names) or names)},
        "interpretations": {"p": whole.interpretation()},
    }


@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(maps(), st.sampled_from(["", "@0:30\n\n", "@1:10 @film:a@0:07 @film:c@2\n\n"]))
def test_a_whole_map_comes_back_when_it_is_written(told: dict[str, Any], marker: str) -> None:
    block = "\n".join(f"{key}: {flow(value)}" for key, value in told.items())
    page = read(block, marker)
    assert any(one.part in NOUNS for one in page.passages)
    again = Markdown().read(compose(page)).page
    assert same_but_lines(again.passages, page.passages)
    assert compose(again) == compose(page)
