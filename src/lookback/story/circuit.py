"""Structural equations flattened for counting and solving: every node is an ``and`` of literals.

A literal is the number of a node, from 1, negative where it is denied. Numbers are in causal
order: a node stands on smaller numbers only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lookback.story.formula import And, Const, Formula, Not, Or, Var, parts_of

Literal = int
Gate = tuple[Literal, ...]
_AT_ONCE: Final = 4096
"""Worlds that are worked out together: a large story then takes some megabytes."""


@dataclass(slots=True)
class Circuit:
    """The nodes, in causal order; ``gates[0]`` is nobody's.

    Attributes:
        gates: what each node is the ``and`` of; None for what is given from outside.
        numbers: the nodes of the variables.
        names: of the nodes that are endogenous variables.
    """

    gates: list[Gate | None] = field(default_factory=lambda: [None])
    numbers: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def add_outside(self, name: str) -> None:
        """One more exogenous variable."""
        self.numbers[name] = self._node(None)

    def add(self, name: str, equation: Formula) -> None:
        """One more endogenous variable; its equation speaks of earlier ones only."""
        number = self._node((self._literal(equation),))
        self.numbers[name] = number
        self.names[number] = name

    def with_formula(self, formula: Formula) -> "tuple[Circuit, Literal]":
        """A copy that also computes the formula, and the formula's literal in it."""
        longer = Circuit(list(self.gates), self.numbers, self.names)
        return longer, longer._literal(formula)  # of the same class

    def values(self, context: Mapping[str, bool], do: Mapping[str, bool]) -> bytearray:
        """What each node comes to; ``do`` holds variables against their equations."""
        gates = self.gates
        values = bytearray(len(gates))
        held = {self.numbers[name]: value for name, value in do.items()}
        for name, value in context.items():
            values[self.numbers[name]] = value
        for number in range(1, len(gates)):
            if number in held:
                values[number] = held[number]
                continue
            gate = gates[number]
            if gate is not None:
                for literal in gate:
                    if values[literal] if literal > 0 else not values[-literal]:
                        continue
                    break
                else:
                    values[number] = 1
        return values

    def flipping(self, actual: bytearray, flips: Sequence[int], literal: Literal) -> list[int]:
        """Which of the nodes, flipped alone, change the literal.

        All at once: a node's value is a whole number with one bit for each node that is flipped.
        """
        found = []
        for start in range(0, len(flips), _AT_ONCE):
            some = flips[start : start + _AT_ONCE]
            bits = {number: 1 << place for place, number in enumerate(some)}
            change = self._changes(actual, bits, (1 << len(some)) - 1)[abs(literal)]
            found += [number for number in some if change & bits[number]]
        return found

    def _changes(self, actual: bytearray, bits: Mapping[int, int], every: int) -> list[int]:
        """For each node the worlds, as bits, in which it is not as it actually is."""
        changes = [0] * len(self.gates)
        for number, gate in enumerate(self.gates):
            if gate and any(changes[abs(literal)] for literal in gate):
                value = every
                for literal in gate:
                    below = abs(literal)
                    as_it_is = every if bool(actual[below]) == (literal > 0) else 0
                    value &= as_it_is ^ changes[below]
                changes[number] = value ^ (every if actual[number] else 0)
            if number in bits:  # its equation's value is overruled where it is flipped
                changes[number] |= bits[number]
        return changes

    def behind(self, literals: Iterable[Literal]) -> bytearray:
        """Which nodes the literals rest on, themselves among them."""
        marks = bytearray(len(self.gates))
        for literal in literals:
            marks[abs(literal)] = 1
        for number in range(len(marks) - 1, 0, -1):
            if marks[number]:
                for literal in self.gates[number] or ():
                    marks[abs(literal)] = 1
        return marks

    def wanted(self, literal: Literal) -> bytearray:
        """In which direction a change of each node can help to make the literal false.

        1: becoming true may help, 2: becoming false may, 3: either, 0: neither can ever.
        """
        marks = bytearray(len(self.gates))
        marks[abs(literal)] = 2 if literal > 0 else 1
        swapped = (0, 2, 1, 3)
        for number in range(len(marks) - 1, 0, -1):
            if mark := marks[number]:
                for below in self.gates[number] or ():
                    marks[abs(below)] |= mark if below > 0 else swapped[mark]
        return marks

    def _node(self, gate: Gate | None) -> int:
        self.gates.append(gate)
        return len(self.gates) - 1

    def _literal(self, formula: Formula) -> Literal:
        if isinstance(formula, Var):
            return self.numbers[formula.name]
        # Each formula comes twice: to put its parts on the list, and to take their literals.
        todo: list[tuple[Formula, bool]] = [(formula, False)]
        done: list[Literal] = []
        while todo:
            part, seen = todo.pop()
            match part:
                case Var(name):
                    done.append(self.numbers[name])
                case Const(value):
                    true = self._node(())
                    done.append(true if value else -true)
                case Not() if seen:
                    done.append(-done.pop())
                case And(parts) | Or(parts) if seen:
                    sign = 1 if isinstance(part, And) else -1
                    start = len(done) - len(parts)
                    gate = tuple(sign * literal for literal in done[start:])
                    del done[start:]
                    done.append(sign * (gate[0] if len(gate) == 1 else self._node(gate)))
                case _:
                    todo.append((part, True))
                    todo += [(below, False) for below in parts_of(part)]
        return done[0]
