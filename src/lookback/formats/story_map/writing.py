"""A story map written as a block of YAML that reads as the same passages."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from lookback.film.gate import CLOSED, Gate
from lookback.film.page import Passage
from lookback.film.story import (
    REAL,
    Character,
    Clue,
    Event,
    Link,
    Patch,
    Question,
    Rule,
    Thing,
    Timeline,
)
from lookback.formats.record_keys import STAND_IN
from lookback.formats.story_map.gates import Shown, event_gate, usual_gates
from lookback.formats.story_map.keys import LINKS, NEVER, SECTIONS, is_misread

_SIGNS: Final = frozenset(" .'’!?()-")


def write_map(passages: Sequence[Passage]) -> str:
    """The fenced block of the story map that these passages were read from.

    Every gate that would not follow from the rest is written out, so the block needs no marker.
    """
    writer = _Writer(passages)
    lines = ["```yaml"]
    for section, part in SECTIONS.items():
        told = [one for one in passages if one.part is part and not _stands_in(one)]
        if told:
            lines += [f"{section}:", *(f"  {writer.entry(one)}" for one in told)]
    return "\n".join([*lines, "```"])


def scalar(text: str) -> str:
    """Words as YAML takes them back, with quotation marks only where it or a reader needs them."""
    is_plain = (
        text[:1].isalpha()
        and text[-1:] != " "
        and all(char.isalnum() or char in _SIGNS or char == "_" for char in text)
        and not is_misread(text)
    )
    return text if is_plain else "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))


def _escaped(char: str) -> str:
    # What YAML does not allow as it stands, it allows by number.
    return char if char.isprintable() else f"\\U{ord(char):08x}"


def _stands_in(passage: Passage) -> bool:
    return passage.name.startswith(STAND_IN)


def _keys(*pairs: tuple[str, str | bool]) -> str:
    """A mapping on one line, of the keys that have a value."""
    told = (f"{key}: {'yes' if value is True else value}" for key, value in pairs if value)
    return f"{{{', '.join(told)}}}"


def _names(names: Sequence[str]) -> str:
    if len(names) == 1:
        return scalar(names[0])
    return f"[{', '.join(map(scalar, names))}]" if names else ""


def _words(text: str) -> str:
    return scalar(text) if text else ""


class _Writer:
    def __init__(self, passages: Sequence[Passage]) -> None:
        self.stand_ins = {one.name: one.says for one in passages if _stands_in(one)}
        self.events = [(one.says, one.gate) for one in passages if isinstance(one.says, Event)]
        self.shown = Shown({event.name: gate for event, gate in self.events}, _as_it_is)
        self.timelines = {
            one.says.name: one.gate
            for one in passages
            if isinstance(one.says, Timeline) and one.says.name != REAL
        }
        self.as_real = {line for event, _ in self.events for line in event.as_real}
        self.usual = usual_gates([event for event, _ in self.events], self.timelines)

    def entry(self, passage: Passage) -> str:
        """One entry, on one line."""
        noun, gate = passage.says, passage.gate
        match noun:
            case Character():
                told = self._called(noun, passage, self._who(noun.name))
            case Thing():
                told = self._called(noun, passage, noun.path, ("path", _names(noun.path)))
            case Timeline():
                told = self._timeline(noun, gate)
            case Event():
                told = self._event(noun, gate)
            case Patch():
                told = _patch(noun, gate)
            case Question():
                told = _question(noun, gate)
            case _:
                raise TypeError(type(noun))
        return f"{scalar(noun.name)}: {told}"

    def _who(self, name: str) -> list[str]:
        return [event.name for event, _ in self.events if name in event.who]

    def _called(
        self,
        noun: Character | Thing,
        passage: Passage,
        shown: Sequence[str],
        *more: tuple[str, str],
    ) -> str:
        stand_in = self.stand_ins.get(passage.replaces)
        before = stand_in.called if isinstance(stand_in, Character | Thing) else ""
        usual = self.shown.first(shown) or CLOSED
        from_ = "" if usual == passage.gate and not before else _gate(passage.gate)
        if not from_ and not more:
            return _words(noun.called)
        return _keys(
            ("called", _words(noun.called)), *more, ("from", from_), ("before", _words(before))
        )

    def _timeline(self, noun: Timeline, gate: Gate) -> str:
        return _keys(
            ("called", _words(noun.called)),
            ("is", "" if noun.name == REAL else str(noun.is_)),
            ("from", _from(gate, CLOSED)),
            ("before", REAL if noun.name in self.as_real else ""),
            ("without", _names(noun.without)),
            ("adds", _names(noun.adds)),
        )

    def _event(self, noun: Event, gate: Gate) -> str:
        usual = event_gate(noun, self.usual[noun.name], self.timelines, _as_it_is)
        return _keys(
            ("at", scalar(str(noun.at))),
            ("line", "" if noun.lines == (REAL,) else _names(noun.lines)),
            ("who", _names(noun.who)),
            ("what", _words(noun.says)),
            *_links(noun.rule),
            ("choice", _names(noun.by) if noun.by != noun.who else noun.choice),
            ("enabler", noun.enabler),
            ("shot", _words(noun.shot)),
            ("quote", _words(noun.quote)),
            ("from", _from(gate, usual)),
        )


def _links(rule: Rule) -> Iterator[tuple[str, str]]:
    def written(links: Sequence[Link]) -> str:
        return _names([str(link) for link in links])

    return zip(LINKS, map(written, (rule.because, rule.any_of, rule.unless)), strict=True)


def _patch(noun: Patch, gate: Gate) -> str:
    return _keys(
        ("of", _words(noun.heading)),
        ("takes", _table([(name, str(status)) for name, status in noun.takes])),
        ("rules", _table([(name, _rule(rule)) for name, rule in noun.rules])),
        ("for", _clues(noun.clues_for)),
        ("against", _clues(noun.clues_against)),
        ("from", _from(gate, CLOSED)),
    )


def _rule(rule: Rule) -> str:
    return NEVER if rule.never else _keys(*_links(rule))


def _clues(clues: Sequence[Clue]) -> str:
    return _table([(clue.at, scalar(clue.says)) for clue in clues])


def _table(pairs: Sequence[tuple[str, str]]) -> str:
    told = ", ".join(f"{scalar(key)}: {value}" for key, value in pairs)
    return f"{{{told}}}" if told else ""


def _question(noun: Question, gate: Gate) -> str:
    return _keys(
        ("says", _words(noun.says)),
        ("ask", scalar(" ".join([noun.ask, *noun.events]))),
        ("note", _words(noun.note)),
        ("from", _from(gate, CLOSED)),
    )


def _from(gate: Gate, usual: Gate) -> str:
    return "" if gate == usual else _gate(gate)


def _gate(gate: Gate) -> str:
    return scalar(str(gate))


def _as_it_is(gate: Gate) -> Gate:
    return gate
