"""Actual causes by the modified Halpern-Pearl definition, exact or not answered.

Halpern, "A Modification of the Halpern-Pearl Definition of Causality", IJCAI 2015. ``X = x`` is a
cause of an effect where

- AC1: both actually are so;
- AC2: there is a set W of other variables (a witness) such that with X otherwise and W held as it
  actually is, the effect fails;
- AC3: no part of X does that.

Variables are boolean, so X otherwise is every variable of X negated: a variable of X that need
not be negated could be in W instead, which AC3 forbids.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from lookback.errors import ModelInvalid
from lookback.story.circuit import Circuit, Literal
from lookback.story.encoding import Encoding, encode
from lookback.story.formula import Formula
from lookback.story.setting import Setting
from lookback.story.solving import Deadline, Groups, Minimiser, NotSettled, Solver

USUAL_SECONDS: Final = 5.0
"""How long a question may take: somebody waits for the page."""
MOST_CAUSES: Final = 10_000
"""How many causes are listed: more than anybody reads."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something is a cause. None: not settled in time.

    Attributes:
        ac1: it and the effect actually are so.
        ac2: some witness shows it.
        ac3: no part of it would do.
        witness: a smallest set of variables that have to be held as they are; None where there is
            none, or none was proved smallest in time.
    """

    ac1: bool
    ac2: bool | None = None
    ac3: bool | None = None
    witness: frozenset[str] | None = None

    @property
    def is_cause(self) -> bool | None:
        """Whether all three conditions hold."""
        parts = (self.ac1, self.ac2, self.ac3)
        if False in parts:
            return False
        return None if None in parts else True

    @property
    def settled(self) -> bool:
        """Whether every part of the answer is known."""
        return None not in (self.ac2, self.ac3) and (self.witness is not None or not self.ac2)


@dataclass(frozen=True, slots=True)
class Causes:
    """The causes of an effect: the smaller first, then by name.

    Attributes:
        sets: each is a cause, and each of its variables is one at its actual value.
        settled: whether these are all: false where the time was over or they are too many.
    """

    sets: tuple[frozenset[str], ...]
    settled: bool


def check_cause(
    setting: Setting,
    cause: Mapping[str, bool],
    effect: Formula,
    *,
    seconds: float = USUAL_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> Verdict:
    """Whether ``cause`` is an actual cause of ``effect``.

    AC2 and AC3 are told even where AC1 fails; AC2 then is about the negation of what ``cause``
    claims.

    Raises:
        ModelInvalid: the cause is empty or names anything but variables with an equation, or the
            effect speaks of an unknown variable.
    """
    if not cause:
        raise ModelInvalid("a cause of at least one variable")
    setting.model.check_endogenous(cause)
    deadline = Deadline.after(seconds, clock)
    circuit, actual, literal, holds = setting.with_effect(effect)
    nodes = {circuit.numbers[name]: value for name, value in cause.items()}
    flips = {number for number, value in nodes.items() if bool(actual[number]) == value}
    still = nodes.keys() - flips
    ac1 = holds and not still
    ac2: bool | None = None
    ac3: bool | None = True if not holds or len(nodes) == 1 else None
    witness = None
    try:
        made = encode(circuit, actual, literal, flips=flips, still=still, count_kept=True)
        made.clauses += [[flipped] for flipped in made.flipped.values()]
        with Solver(made.clauses, made.top, deadline) as solver:
            ac2 = made.possible and solver.solve()
            if ac3 is None:
                parts = encode(circuit, actual, literal, flips=flips)
                ac3 = not _part_suffices(parts, flips, deadline, strict=not still)
            if ac2:
                with Minimiser.over(solver, made.kept.values()) as minimiser:
                    minimiser.minimum()
                witness = _names(setting, made.kept, solver.true(made.kept.values()))
    except NotSettled:
        pass
    return Verdict(ac1, ac2, ac3, witness)


def all_causes(
    setting: Setting,
    effect: Formula,
    among: Iterable[str] | None = None,
    *,
    most: int = MOST_CAUSES,
    seconds: float = USUAL_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> Causes:
    """All causes of ``effect``; none where it does not hold.

    Args:
        setting: where.
        effect: what.
        among: variables that causes are made of; all, where it is None. (Every part of such a
            cause is made of them, too: so AC3 asks nothing else.)
        most: how many causes at most.
        seconds: how long it may take.
        clock: tells the time in seconds.

    Raises:
        ModelInvalid: ``among`` names anything but variables with an equation, or the effect
            speaks of an unknown variable.
    """
    deadline = Deadline.after(seconds, clock)
    ground = Ground.of(setting, effect, among)
    if ground is None:
        return Causes((), True)
    names = ground.circuit.names
    # What can only hinder is kept as it is: that never makes a cause of what is none.
    hinders = {n for n in names if not _helps(ground.wanted[n], ground.actual[n])}
    found = [frozenset([names[number]]) for number in ground.alone]
    made = ground.encoding(still=hinders)
    settled = True
    try:
        with Solver(made.clauses, made.top, deadline) as solver:
            groups = Groups(solver, made.flipped.values())
            while made.possible and solver.solve():
                if len(found) >= most:
                    settled = False
                    break
                smallest = shrink(solver, groups)
                found.append(_names(setting, made.flipped, smallest))
                solver.add([-flipped for flipped in smallest])
    except NotSettled:
        settled = False
    return Causes(tuple(sorted(found, key=lambda names: (len(names), sorted(names)))), settled)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a question about all causes of an effect begins with.

    Attributes:
        circuit: the model with the effect.
        actual: what its nodes come to.
        literal: the effect, which holds.
        wanted: in which direction a change of each node can help (see ``Circuit.wanted``).
        alone: nodes that are a cause alone and without a witness; they are in no other cause.
        others: nodes that may be in a cause beside these: their change can help to make the effect
            fail. A node that stands behind the effect in one direction only, and would be changed
            in the other, is in no cause: held as it is, it would serve as well.
    """

    circuit: Circuit
    actual: bytearray
    literal: Literal
    wanted: bytearray
    alone: tuple[int, ...]
    others: frozenset[int]

    @classmethod
    def of(cls, setting: Setting, effect: Formula, among: Iterable[str] | None) -> Self | None:
        """The ground of such a question; None where there is nothing to ask.

        Raises:
            ModelInvalid: a name without an equation, or an effect with an unknown variable.
        """
        circuit, actual, literal, holds = setting.with_effect(effect)
        numbers: Iterable[int] = circuit.names
        if among is not None:
            among = tuple(among)
            setting.model.check_endogenous(among)
            numbers = sorted({circuit.numbers[name] for name in among})
        wanted = circuit.wanted(literal)
        flips = [number for number in numbers if _helps(wanted[number], actual[number])]
        if not holds or not flips:
            return None
        alone = tuple(circuit.flipping(actual, flips, literal))
        return cls(circuit, actual, literal, wanted, alone, frozenset(flips).difference(alone))

    def encoding(self, *, still: Collection[int] = (), count_kept: bool = False) -> Encoding:
        """The worlds in which the effect fails without a change of those that are causes alone."""
        return encode(
            self.circuit,
            self.actual,
            self.literal,
            flips=self.others,
            still=still,
            count_kept=count_kept,
        )


def shrink(solver: Solver, groups: Groups) -> set[int]:
    """A part of what is flipped in the world just found, of which no smaller part will do.

    Clauses that were added may forbid parts.
    """
    inside = groups.true()
    needed: set[int] = set()
    while undecided := inside - needed:
        literal = min(undecided)
        if solver.solve(groups.none_but(inside - {literal})):
            inside = groups.true()
        else:
            needed.add(literal)
    return inside


def _helps(wanted: int, actual: int) -> bool:
    """Whether the change of a node is one of those that can help (see ``Circuit.wanted``)."""
    return bool(wanted & (2 if actual else 1))


def _part_suffices(
    made: Encoding, flips: Iterable[int], deadline: Deadline, *, strict: bool
) -> bool:
    """Whether flipping some of the nodes will do; if ``strict``, not all of them."""
    if not made.possible:
        return False
    with Solver(made.clauses, made.top, deadline) as solver:
        # Where a node is not behind the effect, the others are a part anyway.
        if strict and all(number in made.flipped for number in flips):
            solver.add([-flipped for flipped in made.flipped.values()])
        return solver.solve()


def _names(setting: Setting, literals: Mapping[int, int], true: Iterable[int]) -> frozenset[str]:
    chosen = set(true)
    names = setting.model.circuit.names
    return frozenset(names[number] for number, literal in literals.items() if literal in chosen)
