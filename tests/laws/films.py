"""Films for pairs of guides: what is visible is drawn once, what is hidden anew for each page.

What is visible is so by construction: gates are drawn below or above the reader's progress. The
firewall is not asked, so that it can be found wrong.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from tests.laws.hidden_maps import HiddenMap, bare, hidden_groups
from tests.laws.maps import Gates, Maps

from lookback.film.gate import CLOSED, Gate
from lookback.film.moment import ENDING, START, Moment
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.progress import Progress, Watched
from lookback.film.prose import Prose, Veil
from lookback.film.record import (
    Credit,
    Money,
    OutsideId,
    Rating,
    Release,
    Runtime,
    Text,
    Value,
)
from lookback.film.slug import slug_of
from lookback.formats.compose import compose
from lookback.formats.record_keys import STAND_IN

TITLES = ("The Letter", "雨の手紙", "A Door", "Ash & Ink")
NEVER_SEEN = "a-film-nobody-has"
_WORDS = (
    "ink", "rain", "手紙", "*window*", "<script>alert(1)</script>", "`code`", "A & B", "she’s",
    "[a](javascript:x)", "ghost", "brother", "\\|", "Ünder", "the", "end", "12:30", "“why”",
)  # fmt: skip
_LANDS = ("Japan", "France", "")
_TITLES = (Part.ORIGINAL_TITLE, Part.ALSO_KNOWN_AS)
_SECTIONS = (Part.PREMISE, Part.RECAP, Part.PANELS, Part.ENDING)
_REPLACING = (Part.PREMISE, Part.RECAP, Part.ENDING)
_GROUPS = (
    (Part.INTERPRETATION, (Part.CLAIM, Part.FOR, Part.AGAINST)),
    (Part.HEADING, (Part.SECTION,)),
)


class Film:
    """One film: what is visible is drawn once, what is hidden anew for each page."""

    def __init__(
        self, rng: random.Random, index: int, reader: Watched, *, only_story: bool = False
    ) -> None:
        self.rng = rng
        self.title = TITLES[index]
        self.slug = slug_of(self.title)
        self.reader = reader
        self.titles: set[str] = set()
        """All that its pages call it, beside its title."""
        # In films that the guide has, too: others may have seen more of them.
        self.unseen = [(NEVER_SEEN, ENDING)] + [
            (slug, ENDING)
            for slug in map(slug_of, TITLES)
            if slug != self.slug and not reader.of(slug).finished
        ]
        # What the story map has no part in can be left out: examples are so much cheaper.
        self.groups = () if only_story else _GROUPS
        self.parts = () if only_story else (*_RECORD, *_SECTIONS)
        self.shown: dict[Part, list[Passage]] = {
            part: [self.visible(part) for _ in range(rng.randint(*_HOW_MANY.get(part, (0, 2))))]
            for part in self.parts
        }
        # Whoever goes back sees again what a later passage replaces: it is in both guides.
        self.replaced = {
            id(passage): replace(self.visible(part), name=f"n{rng.randint(0, 10**9)}")
            for part in _REPLACING
            for passage in self.shown.get(part, ())
            if rng.random() < 0.2
        }
        self.shown_groups = [
            [self.visible(heading), *(self.visible(part) for part in parts if rng.random() < 0.7)]
            for heading, parts in self.groups
            for _ in range(rng.randint(0, 2))
        ]
        gates = Gates(self.open, self.shut, reader.of(self.slug))
        self.map = Maps(rng, gates, self.words)
        self.shown_groups += self.map.groups()

    def page(self) -> str:
        """A page with the film's visible passages, and hidden ones of its own between them."""
        passages = [Passage(Part.TITLE, Text(self.title), Gate(START))]
        for part in self.parts:
            passages += self.values(part) if part in _RECORD else self.mixed(self.shown[part], part)
        self.titles |= {str(one.says) for one in passages if one.part in _TITLES}
        grouped = self.grouped()
        heads = {str(one.says): one.group for one in grouped if one.part is Part.INTERPRETATION}
        passages += [*grouped, *HiddenMap(self.map).passages(heads)]
        text = bare(compose(Page(self.slug, tuple(map(self.with_hidden_words, passages)))))
        return "---\n" + self.answers() + text.removeprefix("---\n")

    def answers(self) -> str:
        """What the author answers to warnings: it repeats hidden words, and no reader gets it."""
        if self.rng.random() < 0.5:
            return ""
        says = f"secret {self.rng.randint(0, 10**9)}"
        return f"checked: {{says: {says}, kind: death, because: no}}\n"

    def values(self, part: Part) -> list[Passage]:
        """Values of the record; a field that takes only one has one, or one in another's place."""
        shown = self.shown[part]
        if part not in _SINGLE:
            return self.mixed(shown, part)
        if not shown:
            return self.some(part, most=1)
        if part is Part.IDS:
            return shown
        if self.rng.random() < 0.5:
            return shown
        name = f"{STAND_IN}{part}"
        return [replace(shown[0], name=name), replace(self.hidden(part), replaces=name)]

    def mixed(self, shown: Iterable[Passage], part: Part) -> list[Passage]:
        """Hidden passages before, between and after the visible ones."""
        passages = self.some(part)
        for passage in shown:
            passages += [*self.with_hidden_twin(passage), *self.some(part)]
        return passages

    def grouped(self) -> list[Passage]:
        """Interpretations and own sections, whole ones hidden, and passages within them."""
        groups: list[list[Passage]] = []
        for heading, parts in self.groups:
            groups += self.hidden_groups(heading, parts)
            for head, *members in (g for g in self.shown_groups if g[0].part is heading):
                inside = [passage for part in parts for passage in self.some(part)]
                groups.append([head, *self.shuffled_in(members, inside)])
                groups += self.hidden_groups(heading, parts)
        for group in hidden_groups(self.map):
            groups.insert(self.rng.randint(0, len(groups)), group)
        return [
            replace(passage, group=number)
            for number, group in enumerate(groups, 1)
            for passage in group
        ]

    def hidden_groups(self, heading: Part, parts: Sequence[Part]) -> list[list[Passage]]:
        """Groups whose heading is hidden, and with it whatever stands below."""
        return [
            [self.hidden(heading), *(self.either(part) for part in parts)]
            for _ in range(self.rng.randint(0, 2))
        ]

    def shuffled_in(self, members: list[Passage], others: list[Passage]) -> list[Passage]:
        """Both lists in one, the members in their order."""
        mixed = list(members)
        for passage in others:
            mixed.insert(self.rng.randint(0, len(mixed)), passage)
        return mixed

    def some(self, part: Part, most: int = 2) -> list[Passage]:
        """A few hidden passages."""
        return [self.hidden(part) for _ in range(self.rng.randint(0, most))]

    def with_hidden_twin(self, shown: Passage) -> list[Passage]:
        """A visible passage of the story, sometimes with one before it that it replaces."""
        if shown.part not in _REPLACING:
            return [shown]
        replaced = self.replaced.get(id(shown))
        if replaced is None:
            if self.rng.random() < 0.75:
                return [shown]
            replaced = replace(self.hidden(shown.part), name=f"n{self.rng.randint(0, 10**9)}")
        # Which name a passage replaces is not shown.
        return [replaced, replace(shown, replaces=replaced.name)]

    def with_hidden_words(self, passage: Passage) -> Passage:
        """Other words under the veil whose stand-in both guides show."""
        if not isinstance(passage.says, Prose):
            return passage
        pieces = (
            piece if isinstance(piece, str) else replace(piece, text=self.words(), gate=self.shut())
            for piece in passage.says.pieces
        )
        return replace(passage, says=Prose(tuple(pieces)))

    def visible(self, part: Part) -> Passage:
        """A passage that this reader may see."""
        # What stands in another's place is there from the start; so it is in both guides.
        gate = Gate(START) if part in _SINGLE else self.open()
        return Passage(part, self.says(part), gate)

    def hidden(self, part: Part) -> Passage:
        """A passage that this reader may not see."""
        return Passage(part, self.says(part), self.shut())

    def either(self, part: Part) -> Passage:
        """A passage for a place where something else hides it."""
        return self.visible(part) if self.rng.random() < 0.5 else self.hidden(part)

    def open(self) -> Gate:
        """A gate that the reader has passed, sometimes with other films in it."""
        progress = self.reader.of(self.slug)
        own = self.moment(progress)
        elsewhere = tuple(
            (slug, self.moment(at))
            for slug, at in self.reader.films.items()
            if slug != self.slug and self.rng.random() < 0.2
        )
        return Gate(own, elsewhere)

    def moment(self, progress: Progress) -> Moment:
        if progress.finished:
            return self.rng.choice([ENDING, START, Moment.minute(self.rng.randint(1, 49))])
        return Moment(self.rng.randint(0, progress.position.seconds))

    def shut(self) -> Gate:
        """A gate that the reader has not passed."""
        progress = self.reader.of(self.slug)
        unseen = self.rng.choice([(NEVER_SEEN, Moment(1)), *self.unseen])
        if progress.finished or self.rng.random() < 0.3:
            return Gate(self.rng.choice([START, ENDING, Moment.minute(20)]), (unseen,))
        later = Moment(progress.position.seconds + self.rng.randint(1, 9 * 60))
        return Gate(self.rng.choice([later, later, ENDING]))

    def says(self, part: Part) -> Prose | Value:
        """What a passage of this part says."""
        if part in _VALUES:
            return _VALUES[part](self.rng, self.words())
        if part in {Part.INTERPRETATION, Part.HEADING}:
            first, last = f"Reading {self.rng.randint(1, 5)} ", self.rng.choice(_WORDS[:3])
            endings: list[str | Veil] = [last, last, Veil("?", CLOSED, last)]
            return Prose((first, self.rng.choice(endings)))
        if self.rng.random() < 0.3:
            return Prose(("She meets ", Veil("?", Gate(ENDING), "someone"), " at last."))
        return Prose((self.words(),))

    def words(self) -> str:
        """A few words, or very many."""
        count = self.rng.choice([1, 3, 8, 8, 200])
        return " ".join(["Then", *self.rng.choices(_WORDS, k=count)])


_RECORD: Final = (
    Part.ORIGINAL_TITLE, Part.ALSO_KNOWN_AS, Part.TAGLINE, Part.RELEASE, Part.RUNTIME, Part.RATING,
    Part.DIRECTOR, Part.CAST, Part.GENRES, Part.THEMES, Part.BOX_OFFICE, Part.IDS,
)  # fmt: skip
_HOW_MANY: Final = {
    Part.RUNTIME: (0, 1), Part.BOX_OFFICE: (0, 1), Part.IDS: (0, 1)
}  # fmt: skip
_SINGLE: Final = frozenset({Part.RUNTIME, Part.BOX_OFFICE, Part.IDS})
_VALUES: Final[Mapping[Part, Callable[[random.Random, str], Value]]] = {
    **dict.fromkeys(
        (
            Part.ORIGINAL_TITLE, Part.ALSO_KNOWN_AS, Part.TAGLINE, Part.DIRECTOR, Part.GENRES,
            Part.THEMES,
        ),
        lambda _rng, words: Text(words[:60].strip()),
    ),
    Part.RELEASE: lambda rng, _words: Release(rng.randint(1900, 2030), country=rng.choice(_LANDS)),
    Part.RUNTIME: lambda rng, _words: Runtime(rng.randint(60, 200)),
    Part.RATING: lambda rng, _words: Rating(Decimal(rng.randint(0, 9)), votes=rng.randint(0, 999)),
    Part.CAST: lambda rng, words: Credit(f"Actor {rng.randint(1, 99)}", words[:20].strip()),
    Part.BOX_OFFICE: lambda rng, _words: Money(Decimal(rng.randint(1, 10**9)), "USD"),
    Part.IDS: lambda rng, _words: OutsideId("imdb", f"tt{rng.randint(10**6, 10**8)}"),
}  # fmt: skip
