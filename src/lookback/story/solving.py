"""The solver for causes (python-sat), with a time limit.

Literals are numbers of propositions, negative where denied, as DIMACS has them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Self

from pysat.card import ITotalizer
from pysat.solvers import Solver as PySolver

Clause = list[int]
_CONFLICTS: Final = 1_000
"""Between two looks at the clock: some milliseconds' work."""
_GROUP: Final = 64
"""Literals of a group: about the root of how many a large story has."""


class NotSettled(Exception):
    """The time is over, and the question is open."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When to stop, by a clock in seconds."""

    clock: Callable[[], float]
    end: float

    @classmethod
    def after(cls, seconds: float, clock: Callable[[], float]) -> Self:
        """So many seconds from now."""
        return cls(clock, clock() + seconds)

    @property
    def left(self) -> float:
        """Seconds until then; below 0 where it is past."""
        return self.end - self.clock()

    def check(self) -> None:
        """Raises: NotSettled: the time is over."""
        if self.clock() >= self.end:
            raise NotSettled


class Solver:
    """Clauses, and whether they can all be true under assumptions. Close it after use."""

    def __init__(self, clauses: Iterable[Clause], top: int, deadline: Deadline) -> None:
        self._solver = PySolver(name="glucose4", bootstrap_with=clauses)
        self._deadline = deadline
        self._world: list[int] = []
        self.top = top

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    def new(self) -> int:
        """A proposition that nothing speaks of yet."""
        self.top += 1
        return self.top

    def add(self, clause: Clause) -> None:
        """One more clause, for good."""
        self._solver.add_clause(clause)

    def prefer(self, literals: Sequence[int]) -> None:
        """Try these literals first wherever a choice is free."""
        self._solver.set_phases(literals)

    def solve(self, assumptions: Sequence[int] = ()) -> bool:
        """Whether all clauses and assumptions can be true together.

        Raises:
            NotSettled: the time is over.
        """
        while True:
            self._deadline.check()
            self._solver.conf_budget(_CONFLICTS)
            answer = self._solver.solve_limited(assumptions=list(assumptions))
            if answer is not None:
                self._world = self._solver.get_model() if answer else []
                return bool(answer)

    def true(self, literals: Iterable[int]) -> set[int]:
        """Those of the literals that are true in the world that ``solve`` found."""
        world = self._world
        known = len(world)
        return {
            literal
            for literal in literals
            if (world[abs(literal) - 1] if abs(literal) <= known else -abs(literal)) == literal
        }

    def core(self) -> list[int]:
        """Assumptions that cannot be true together."""
        return self._solver.get_core() or []


class Groups:
    """Literals in groups, so that most can be assumed false, or are seen to be, at one stroke."""

    def __init__(self, solver: Solver, literals: Iterable[int]) -> None:
        literals = list(literals)
        self._members: dict[int, list[int]] = {}
        self._group: dict[int, int] = {}
        for start in range(0, len(literals), _GROUP):
            members = literals[start : start + _GROUP]
            group = solver.new()
            self._members[group] = members
            for literal in members:
                self._group[literal] = group
                solver.add([-literal, group])
        self._solver = solver
        solver.prefer([*(-group for group in self._members), *(-one for one in literals)])

    def none_but(self, literals: Collection[int]) -> list[int]:
        """Assumptions: all are false but these."""
        touched = {self._group[literal] for literal in literals}
        single = [one for group in touched for one in self._members[group] if one not in literals]
        whole = (group for group in self._members if group not in touched)
        return [-literal for literal in (*single, *whole)]

    def true(self) -> set[int]:
        """Those that are true in the world that the solver found."""
        world = self._solver.true(self._members)
        return self._solver.true(one for group in world for one in self._members[group])


class Minimiser:
    """Makes as few literals true as can be, by unsatisfiable cores (MSU3, incremental totaliser).

    What was learnt stays: between two calls of ``minimum`` clauses may be added, and none taken
    away.
    """

    def __init__(self, solver: Solver, literals: Iterable[int]) -> None:
        self._solver = solver
        self._tight = dict.fromkeys(literals)
        self._counted: list[int] = []
        self._totaliser: ITotalizer | None = None
        self._bound = 0

    @classmethod
    @contextmanager
    def over(cls, solver: Solver, literals: Iterable[int]) -> "Iterator[Minimiser]":
        """A minimiser that gives its memory back."""
        minimiser = cls(solver, literals)
        try:
            yield minimiser
        finally:
            if minimiser._totaliser is not None:
                minimiser._totaliser.delete()

    def minimum(self) -> int | None:
        """How few can be true; None where the clauses cannot be true at all.

        Raises:
            NotSettled: the time is over.
        """
        while True:
            at_most = self._at_most()
            if self._solver.solve([*(-literal for literal in self._tight), *at_most]):
                return self._bound
            core = self._solver.core()
            if not core:
                return None
            blamed = [-literal for literal in core if -literal in self._tight]
            if not blamed and self._bound >= len(self._counted):
                return None
            self._bound += 1
            for literal in blamed:
                del self._tight[literal]
            self._count(blamed)

    def _at_most(self) -> list[int]:
        if self._totaliser is None or self._bound >= len(self._counted):
            return []
        return [-self._totaliser.rhs[self._bound]]

    def _count(self, literals: list[int]) -> None:
        self._counted += literals
        if self._totaliser is None:
            self._totaliser = ITotalizer(literals, ubound=self._bound, top_id=self._solver.top)
            fresh = self._totaliser.cnf.clauses
        else:
            if literals:
                self._totaliser.extend(lits=literals, ubound=self._bound, top_id=self._solver.top)
            else:
                self._totaliser.increase(ubound=self._bound, top_id=self._solver.top)
            new = self._totaliser.nof_new
            fresh = self._totaliser.cnf.clauses[-new:] if new else []
        for clause in fresh:
            self._solver.add(clause)
        self._solver.top = max(self._solver.top, self._totaliser.top_id)
