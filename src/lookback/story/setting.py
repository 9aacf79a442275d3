"""A model with its context: what actually happens, and what would if things were otherwise."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from lookback.story.circuit import Circuit, Literal
from lookback.story.formula import Formula
from lookback.story.model import Model


@dataclass(frozen=True, slots=True)
class Change:
    """What an intervention changes, apart from what it sets itself; both in causal order.

    Attributes:
        gone: what actually happens, and then would not.
        come: what actually does not happen, and then would.
    """

    gone: tuple[str, ...]
    come: tuple[str, ...]


class Setting:
    """A model in a context: exogenous variables that are left out are false.

    Raises:
        InputRefused: the context names anything but exogenous variables.
    """

    def __init__(self, model: Model, context: Mapping[str, bool]) -> None:
        model.check_context(context)
        self.model = model
        self.context: Mapping[str, bool] = MappingProxyType(dict(context))

    @cached_property
    def actual(self) -> Mapping[str, bool]:
        """What each variable comes to."""
        return MappingProxyType(self.model.values(self.context))

    def holds(self, formula: Formula, do: Mapping[str, bool] | None = None) -> bool:
        """Whether a formula is true, actually or under an intervention."""
        self.model.check_endogenous(do or {})
        circuit, literal = self.model.with_formula(formula)
        value = bool(circuit.values(self.context, do or {})[abs(literal)])
        return value == (literal > 0)

    def but_for(self, causes: Iterable[str], effect: Formula) -> bool:
        """Whether the effect holds, and would not had the causes all been otherwise."""
        causes = tuple(causes)
        self.model.check_endogenous(causes)
        otherwise = {name: not self.actual[name] for name in causes}
        return self.holds(effect) and not self.holds(effect, otherwise)

    def cut(self, names: Iterable[str]) -> Change:
        """What changes if none of these happens."""
        return self.change(dict.fromkeys(names, False))

    def change(self, do: Mapping[str, bool]) -> Change:
        """What an intervention changes, apart from what it sets itself."""
        then = self.model.values(self.context, do)
        changed = [
            name for name in self.model.order if name not in do and then[name] != self.actual[name]
        ]
        return Change(
            tuple(name for name in changed if not then[name]),
            tuple(name for name in changed if then[name]),
        )

    def path(
        self, cause: str, effect: str, *, otherwise: Iterable[str], kept: Iterable[str]
    ) -> tuple[str, ...]:
        """A shortest path from a cause to an effect on which everything would have been otherwise.

        Args:
            cause: one of ``otherwise``.
            effect: a variable.
            otherwise: all that are imagined otherwise: a cause with its companions.
            kept: what is held as it actually is: a witness.

        Returns:
            the variables on it, from the cause to the effect; empty where there is no such path.
        """
        do = {name: not self.actual[name] for name in otherwise}
        do |= {name: self.actual[name] for name in kept}
        then = self.model.values(self.context, do)
        children: dict[str, list[str]] = {}
        for name in self.model.order:
            if then[name] != self.actual[name] and name not in do:
                for parent in self.model.parents[name]:
                    children.setdefault(parent, []).append(name)
        came_from = {cause: ""}
        todo = deque([cause] if do.get(cause) == (not self.actual[cause]) else [])
        while todo:
            name = todo.popleft()
            if name == effect:
                return _back(came_from, name)
            for child in children.get(name, ()):
                if child not in came_from:
                    came_from[child] = name
                    todo.append(child)
        return ()

    def with_effect(self, effect: Formula) -> tuple[Circuit, bytearray, Literal, bool]:
        """The flattened model, what it comes to, the effect in it, and whether that holds."""
        circuit, literal = self.model.with_formula(effect)
        values = circuit.values(self.context, {})
        return circuit, values, literal, bool(values[abs(literal)]) == (literal > 0)


def _back(came_from: Mapping[str, str], last: str) -> tuple[str, ...]:
    path = []
    name = last
    while name:
        path.append(name)
        name = came_from[name]
    return tuple(reversed(path))
