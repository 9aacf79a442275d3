"""A model with its context: what actually happens, and what would if things were otherwise."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from lookback.story.circuit import Circuit, Literal
from lookback.story.formula import Formula
from lookback.story.model import Model


class Setting:
    """A model in a context: exogenous variables that are left out are false.

    Raises:
        ModelInvalid: the context names anything but exogenous variables.
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

    def with_effect(self, effect: Formula) -> tuple[Circuit, bytearray, Literal, bool]:
        """The flattened model, what it comes to, the effect in it, and whether that holds."""
        circuit, literal = self.model.with_formula(effect)
        values = circuit.values(self.context, {})
        return circuit, values, literal, bool(values[abs(literal)]) == (literal > 0)
