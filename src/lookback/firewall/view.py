"""The only maker of a View: what a page says to one reader, with nothing else left in it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Self

from lookback.film.gate import Gate
from lookback.film.moment import ENDING, Moment
from lookback.film.page import Page, Passage
from lookback.film.part import HEADINGS, Part
from lookback.film.progress import FINISHED, Progress, Watched
from lookback.film.prose import Prose
from lookback.film.record import Runtime, Value
from lookback.film.slug import slug_of
from lookback.film.story import Noun, Patch
from lookback.firewall.panels import Line, Panel, panels
from lookback.firewall.rules import Reason, Verdict, judge, needs, opens, reasons
from lookback.firewall.story import Story, cleared_story

RECORD: Final = tuple(Part)[: tuple(Part).index(Part.UNKNOWN_KEY)]


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One way to understand the film.

    Attributes:
        anchor: its own part of the page's address, made from the visible heading.
        commonness: the author's word on how common it is, or empty.
        patch: the name of what it makes of the story map, or empty.
    """

    anchor: str
    heading: str
    commonness: str
    claim: tuple[str, ...]
    evidence_for: tuple[str, ...]
    evidence_against: tuple[str, ...]
    patch: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the author's own."""

    heading: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """All that one reader may see of a film page. Every text in it is cleared Markdown."""

    slug: str
    title: str
    record: Mapping[Part, tuple[Value, ...]]
    unknown_keys: tuple[str, ...]
    logline: str
    premise: tuple[str, ...]
    panels: tuple[Panel, Panel, Panel, Panel]
    recap: tuple[Line, ...]
    ending: tuple[str, ...]
    interpretations_lead: tuple[str, ...]
    interpretations: tuple[Interpretation, ...]
    story_map: tuple[str, ...]
    story: Story | None
    sections: tuple[Section, ...]

    @property
    def runtime(self) -> Runtime | None:
        """How long the film runs, as far as the reader may know."""
        return _runtime(self.record)


@dataclass(frozen=True, slots=True)
class _Cleared:
    """A passage that may be shown, and its text without what may not."""

    part: Part
    group: int
    at: Moment
    text: str
    name: str
    value: Value | Noun | None

    @classmethod
    def of(cls, passage: Passage, needs: Gate, text: str) -> Self:
        """A passage that the rules have opened, or will have before this is looked at."""
        value = None if isinstance(passage.says, Prose) else passage.says
        return cls(passage.part, passage.group, needs.own, text, passage.name, value)


class Sealed:
    """A page made ready to be cleared for many readers: what is the same for all is done once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._needs = needs(page)
        self._whole = [
            None if _has_veils(passage) else _Cleared.of(passage, gate, str(passage.says))
            for passage, gate in zip(page.passages, self._needs, strict=True)
        ]

    def clear(self, watched: Watched) -> View:
        """The view for one reader: pure, and the same for all of one class."""
        return _view(self.page, self._cleared(watched), watched)

    def _cleared(self, watched: Watched) -> list[_Cleared]:
        page, why = self.page, reasons(self.page, self._needs, watched)
        return [
            whole or _Cleared.of(passage, gate, _text(passage.says, page.slug, watched))
            for passage, gate, reason, whole in zip(
                page.passages, self._needs, why, self._whole, strict=True
            )
            if reason is Reason.OPEN
        ]


def clear(page: Page, watched: Watched) -> View:
    """Make the view of a page for one reader."""
    return Sealed(page).clear(watched)


def _view(page: Page, cleared: list[_Cleared], watched: Watched) -> View:
    by_part: defaultdict[Part, list[_Cleared]] = defaultdict(list)
    for passage in cleared:
        by_part[passage.part].append(passage)

    def texts(part: Part) -> tuple[str, ...]:
        return tuple(passage.text for passage in by_part[part])

    def lines(part: Part) -> tuple[Line, ...]:
        return tuple(Line(passage.at, passage.text) for passage in by_part[part])

    record = {
        part: tuple(passage.value for passage in by_part[part] if isinstance(passage.value, Value))
        for part in RECORD
    }
    # Chosen here from what is visible: a hidden paragraph before it must not make a difference.
    premise = texts(Part.PREMISE)
    interpretations = _interpretations(cleared)
    recap = lines(Part.RECAP)
    return View(
        slug=page.slug,
        title=page.title,
        record=record,
        unknown_keys=texts(Part.UNKNOWN_KEY),
        logline=next(iter(premise), ""),
        premise=premise[1:],
        panels=panels(_runtime(record), lines(Part.PANELS), recap, watched.of(page.slug)),
        recap=recap,
        ending=texts(Part.ENDING),
        interpretations_lead=texts(Part.INTERPRETATIONS_LEAD),
        interpretations=interpretations,
        story_map=texts(Part.STORY_MAP),
        story=cleared_story(
            (passage.value for passage in cleared if isinstance(passage.value, Noun)),
            opens=lambda gate: opens(gate, page.slug, watched),
            headings={one.patch: one.heading for one in interpretations if one.patch},
            named={passage.name for passage in cleared if passage.name},
        ),
        sections=_sections(cleared),
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """For authors only: one passage with its hidden text, and what the rules say of it."""

    passage: Passage
    verdict: Verdict


def explain(page: Page, watched: Watched) -> tuple[Explained, ...]:
    """For authors only: why each passage of the page is shown to this reader, or is not."""
    return tuple(map(Explained, page.passages, judge(page, watched)))


def kept_names(page: Page, watched: Watched) -> Mapping[str, str]:
    """By its anchor, what each interpretation that a reader sees is called where votes are kept.

    An anchor hangs on what its reader sees; such a name is the same for all who have finished the
    film, and stays as it is whatever happens to interpretations that some of them do not see. It
    is made from the heading as it is read by whoever sees least of it, and from the moments of
    other films that it needs. It tells of these, and must not leave the guide.
    """
    seen: dict[int, str] = {}
    texts: defaultdict[tuple[tuple[str, Moment], ...], dict[int, str]] = defaultdict(dict)
    needed = needs(page)
    verdicts = zip(page.passages, needed, reasons(page, needed, watched), strict=True)
    for passage, gate, reason in verdicts:
        if passage.part is Part.INTERPRETATION:
            least = {film: Progress.at(moment) for film, moment in gate.elsewhere}
            text = _text(passage.says, page.slug, Watched({**least, page.slug: FINISHED}))
            texts[gate.elsewhere][passage.group] = text
            if reason:
                seen[passage.group] = _text(passage.says, page.slug, watched)
    names: dict[int, str] = {}
    for elsewhere, headings in texts.items():
        # Numbered apart from those that others see: whoever sees one of these sees all of them.
        mark = f"@{_digest(str(Gate(ENDING, elsewhere)))}" if elsewhere else ""
        names |= {group: f"{anchor}{mark}" for group, anchor in _anchors(headings).items()}
    return {anchor: names[group] for group, anchor in _anchors(seen).items()}


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()


def _has_veils(passage: Passage) -> bool:
    return isinstance(passage.says, Prose) and bool(passage.says.veils)


def _text(says: Prose | Value | Noun, slug: str, watched: Watched) -> str:
    if not isinstance(says, Prose):
        return str(says)
    pieces = []
    for piece in says.pieces:
        if isinstance(piece, str):
            pieces.append(piece)
        elif opens(piece.gate, slug, watched):
            pieces.append(piece.text)
        else:
            # Rule 1 has closed a passage whose veil has neither words nor gate reached.
            pieces.append(piece.stand_in or "")
    return "".join(pieces)


def _runtime(record: Mapping[Part, tuple[Value, ...]]) -> Runtime | None:
    known = record[Part.RUNTIME]
    return known[-1] if known and isinstance(known[-1], Runtime) else None


def _groups(cleared: list[_Cleared], heading: Part) -> dict[int, tuple[str, list[_Cleared]]]:
    """Each visible heading of this kind with the visible passages that belong to it, by group."""
    headings = {passage.group: passage.text for passage in cleared if passage.part is heading}
    members: dict[int, list[_Cleared]] = {group: [] for group in headings}
    for passage in cleared:
        if passage.group in members and passage.part not in HEADINGS:
            members[passage.group].append(passage)
    return {group: (text, members[group]) for group, text in headings.items()}


def _anchors(headings: Mapping[int, str]) -> dict[int, str]:
    """An anchor of its own for each heading, in their order."""
    made: dict[int, str] = {}
    taken: set[str] = set()
    for group, heading in headings.items():
        anchor = base = slug_of(heading)
        again = 1
        while anchor in taken:
            again += 1
            anchor = f"{base}-{again}"
        taken.add(anchor)
        made[group] = anchor
    return made


def _interpretations(cleared: list[_Cleared]) -> tuple[Interpretation, ...]:
    made: list[Interpretation] = []
    groups = _groups(cleared, Part.INTERPRETATION)
    anchors = _anchors({group: heading for group, (heading, _) in groups.items()})
    for group, (heading, members) in groups.items():
        said = {
            part: tuple(passage.text for passage in members if passage.part is part)
            for part in (Part.COMMONNESS, Part.CLAIM, Part.FOR, Part.AGAINST)
        }
        made.append(
            Interpretation(
                anchor=anchors[group],
                heading=heading,
                commonness=" ".join(said[Part.COMMONNESS]),
                claim=said[Part.CLAIM],
                evidence_for=said[Part.FOR],
                evidence_against=said[Part.AGAINST],
                patch=next((one.value.name for one in members if isinstance(one.value, Patch)), ""),
            )
        )
    return tuple(made)


def _sections(cleared: list[_Cleared]) -> tuple[Section, ...]:
    return tuple(
        Section(heading, tuple(passage.text for passage in members))
        for heading, members in _groups(cleared, Part.HEADING).values()
    )
