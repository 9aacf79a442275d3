"""The definitions, tried out world by world: slow, and with nothing in common with the solver.

Equations are plain values (see ``read_formula``), and are worked out here once more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from random import Random

from lookback.story.formula import read_formula
from lookback.story.model import Model
from lookback.story.setting import Setting

World = Mapping[str, bool]


def true_in(formula: object, world: World) -> bool:
    """Whether a plain formula holds."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, str):
        return world[formula]
    assert isinstance(formula, dict)
    [(word, below)] = formula.items()
    if word == "not":
        return not true_in(below, world)
    return (all if word == "and" else any)(true_in(part, world) for part in below)


@dataclass(frozen=True)
class Story:
    """Equations in causal order, a context with all exogenous variables, and an effect."""

    context: Mapping[str, bool]
    equations: Mapping[str, object]
    effect: object

    def world(self, do: World) -> World:
        """What everything comes to."""
        world = dict(self.context)
        for name, equation in self.equations.items():
            world[name] = do[name] if name in do else true_in(equation, world)
        return world

    def setting(self) -> Setting:
        """The same, for the solver."""
        equations = {name: read_formula(plain) for name, plain in self.equations.items()}
        return Setting(Model(self.context, equations), self.context)

    def witness(self, negated: Mapping[str, bool]) -> int | None:
        """The size of a smallest witness; None where there is none."""
        actual = self.world({})
        others = [name for name in self.equations if name not in negated]
        for size in range(len(others) + 1):
            for kept in combinations(others, size):
                do = {name: actual[name] for name in kept}
                do |= {name: not value for name, value in negated.items()}
                if not true_in(self.effect, self.world(do)):
                    return size
        return None

    def holds(self, claim: Mapping[str, bool]) -> bool:
        """AC1."""
        actual = self.world({})
        return true_in(self.effect, actual) and all(actual[n] == v for n, v in claim.items())

    def no_part_does(self, claim: Mapping[str, bool]) -> bool:
        """AC3."""
        for part in parts(claim, below=len(claim)):
            chosen = {name: claim[name] for name in part}
            if self.holds(chosen) and self.witness(chosen) is not None:
                return False
        return True

    def causes(self, among: Iterable[str] | None = None) -> dict[frozenset[str], int]:
        """All causes, each with the size of its smallest witness."""
        actual = self.world({})
        found: dict[frozenset[str], int] = {}
        if not self.holds({}):
            return found
        names = self.equations if among is None else among
        for part in parts(names, below=len(list(names)) + 1):
            if any(smaller <= set(part) for smaller in found):
                continue
            size = self.witness({name: actual[name] for name in part})
            if size is not None:
                found[frozenset(part)] = size
        return found

    def degrees(self) -> dict[str, Fraction]:
        """The degree of responsibility of all that have some."""
        of: dict[str, Fraction] = {}
        for names, size in self.causes().items():
            for name in names:
                of[name] = max(of.get(name, Fraction(0)), Fraction(1, len(names) + size))
        return of


def parts(names: Iterable[str], *, below: int) -> Iterator[tuple[str, ...]]:
    """Non-empty subsets with fewer members than ``below``, the smaller first."""
    names = sorted(names)
    for size in range(1, below):
        yield from combinations(names, size)


def random_story(random: Random, most: int = 6) -> Story:
    """Some story with up to so many equations, and with an effect that is a formula."""
    context = {f"u{i}": random.random() < 0.6 for i in range(random.randint(1, 3))}
    equations: dict[str, object] = {}
    for i in range(random.randint(1, most)):
        equations[f"v{i}"] = random_formula(random, [*context, *equations, *equations], 2)
    effect: object = random.choice(list(equations))
    if random.random() < 0.3:
        effect = random_formula(random, list(equations), 2)
    story = Story(context, equations, effect)
    if not story.holds({}) and random.random() < 0.8:  # else there is little to ask
        return Story(context, equations, {"not": effect})
    return story


def random_formula(random: Random, names: list[str], depth: int) -> object:
    """Some formula, not deeper than this."""
    kind = random.random()
    if depth == 0 or kind < 0.25:
        if random.random() < 0.02:
            return random.random() < 0.5
        return random.choice(names)
    if kind < 0.4:
        return {"not": random_formula(random, names, depth - 1)}
    below = [random_formula(random, names, depth - 1) for _ in range(random.randint(1, 4))]
    return {"and" if kind < 0.65 else "or": below}
