"""The degree of responsibility: how much a cause shares its work.

Chockler and Halpern (2004), for the modified definition as in Alechina, Halpern and Logan,
"Causality, Responsibility and Blame in Team Plans" (AAMAS 2017): the degree of ``X = x`` for an
effect is 1/k, where k is the smallest size of a cause that it is part of and a witness of that
cause, taken together; and 0 where it is part of no cause. It is a causal measure, not a judgement.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from lookback.story.causes import USUAL_SECONDS, Ground, shrink
from lookback.story.formula import Formula
from lookback.story.setting import Setting
from lookback.story.solving import Deadline, Groups, Minimiser, NotSettled, Solver


@dataclass(frozen=True, slots=True)
class Degrees:
    """How much each variable shares in an effect.

    Attributes:
        of: by name, those above 0 only.
        settled: whether all others have 0; otherwise, theirs are not known, but smaller than or
            equal to all these.
    """

    of: Mapping[str, Fraction]
    settled: bool


def degrees(
    setting: Setting,
    effect: Formula,
    among: Iterable[str] | None = None,
    *,
    seconds: float = USUAL_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> Degrees:
    """The degree of responsibility for ``effect`` of each variable.

    Args:
        setting: where.
        effect: what.
        among: variables that causes are made of; all, where it is None.
        seconds: how long it may take.
        clock: tells the time in seconds.

    Raises:
        ModelInvalid: ``among`` names anything but variables with an equation, or the effect
            speaks of an unknown variable.
    """
    deadline = Deadline.after(seconds, clock)
    ground = Ground.of(setting, effect, among)
    if ground is None:
        return Degrees({}, True)
    circuit = ground.circuit
    # What is a cause alone and without a witness has 1.
    of = {circuit.names[number]: Fraction(1) for number in ground.alone}
    made = ground.encoding(count_kept=True)
    if not made.possible:
        return Degrees(of, True)
    names = {flipped: circuit.names[number] for number, flipped in made.flipped.items()}
    try:
        with (
            Solver(made.clauses, made.top, deadline) as solver,
            Solver(made.clauses, made.top, deadline) as parts,
            Minimiser.over(solver, [*made.flipped.values(), *made.kept.values()]) as minimiser,
        ):
            search = _Search(solver, parts, minimiser, Groups(solver, names), Groups(parts, names))
            # The cheapest causes with a member whose degree is open give these members theirs:
            # each open one costs at least as much, so what the minimiser learnt stays true.
            opened = dict.fromkeys(names)
            while opened:
                search.ask_for_one_of(opened)
                cheapest = search.cheapest()
                if cheapest is None:
                    break
                size, members = cheapest
                for member in members & opened.keys():
                    del opened[member]
                    of[names[member]] = Fraction(1, size)
    except NotSettled:
        return Degrees(of, False)
    return Degrees(of, True)


@dataclass(slots=True)
class _Search:
    """Causes in the order of their size with their witnesses."""

    solver: Solver
    parts: Solver
    minimiser: Minimiser
    groups: Groups
    groups_of_parts: Groups

    def ask_for_one_of(self, literals: Iterable[int]) -> None:
        """Only causes with one of these from now on."""
        self.solver.add(list(literals))

    def cheapest(self) -> tuple[int, set[int]] | None:
        """The smallest cause, with its size and its witness's together; None: there is none."""
        while True:
            size = self.minimiser.minimum()
            if size is None:
                return None
            flipped = self.groups.true()
            if len(flipped) == 1:
                return size, flipped
            # Where a part will do, it is no cause (AC3), and neither is what else holds that part.
            self.parts.solve(self.groups_of_parts.none_but(flipped))
            smallest = shrink(self.parts, self.groups_of_parts)
            if smallest == flipped:
                return size, flipped
            self._forbid_more_than(smallest)

    def _forbid_more_than(self, smallest: set[int]) -> None:
        whole = self.solver.new()
        self.solver.add([whole, *(-literal for literal in smallest)])
        for literal in self.groups.none_but(smallest):
            self.solver.add([-whole, literal])
