"""A causal model: boolean structural equations without cycles, and what comes of them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType

from lookback.errors import ModelInvalid
from lookback.story.circuit import Circuit, Literal
from lookback.story.formula import Formula, names_in


class Model:
    """Variables that come from outside, and equations for all others.

    Raises:
        ModelInvalid: an equation speaks of an unknown variable, a variable is both given from
            outside and has an equation, or the equations go round in a circle.
    """

    def __init__(self, exogenous: Iterable[str], equations: Mapping[str, Formula]) -> None:
        self.exogenous = frozenset(exogenous)
        self.equations: Mapping[str, Formula] = MappingProxyType(dict(equations))
        self.parents: Mapping[str, frozenset[str]] = MappingProxyType(
            {name: names_in(equation) for name, equation in equations.items()}
        )
        if not self.exogenous.isdisjoint(self.equations):
            raise ModelInvalid("a variable is given from outside, or has an equation: not both")
        if unknown_in(self.exogenous, self.parents):
            raise ModelInvalid("every name in an equation is a variable of the model")
        try:
            self.order = tuple(_sorter(self.parents).static_order())
            """The variables with equations, causes before effects."""
        except CycleError:
            raise ModelInvalid("equations that do not go round in a circle") from None

    @cached_property
    def circuit(self) -> Circuit:
        """The equations, flattened."""
        circuit = Circuit()
        for name in sorted(self.exogenous):
            circuit.add_outside(name)
        for name in self.order:
            circuit.add(name, self.equations[name])
        return circuit

    def values(
        self, context: Mapping[str, bool], do: Mapping[str, bool] | None = None
    ) -> dict[str, bool]:
        """What each variable comes to.

        Args:
            context: the exogenous variables' values; those left out are false.
            do: an intervention: variables that are held at a value against their equations.

        Raises:
            ModelInvalid: a name that is no exogenous variable (context), or has no equation (do).
        """
        self.check_context(context)
        self.check_endogenous(do or {})
        values = self.circuit.values(context, do or {})
        return {name: bool(values[number]) for name, number in self.circuit.numbers.items()}

    def with_formula(self, formula: Formula) -> tuple[Circuit, Literal]:
        """The circuit of the model and a formula, with the formula's literal.

        Raises:
            ModelInvalid: the formula speaks of an unknown variable.
        """
        if not names_in(formula) <= self.circuit.numbers.keys():
            raise ModelInvalid("every name in the effect is a variable of the model")
        return self.circuit.with_formula(formula)

    def check_context(self, context: Mapping[str, bool]) -> None:
        """Refuse a context that names anything but exogenous variables."""
        if not context.keys() <= self.exogenous:
            raise ModelInvalid("a context gives values to exogenous variables only")

    def check_endogenous(self, names: Iterable[str]) -> None:
        """Refuse names that have no equation."""
        if not all(name in self.equations for name in names):
            raise ModelInvalid("causes and interventions are variables with an equation")


def unknown_in(known: Iterable[str], parents: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """For each variable the names in its equation that are neither known nor have an equation."""
    names = {*known, *parents}
    unknown = {name: sorted(set(above) - names) for name, above in parents.items()}
    return {name: missing for name, missing in unknown.items() if missing}


def cycle_in(parents: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Variables that cause one another round in a circle, the first again at the end; or none."""
    try:
        _sorter(parents).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()


def _sorter(parents: Mapping[str, Iterable[str]]) -> TopologicalSorter[str]:
    # In the order of names: what is answered hangs on no hash.
    return TopologicalSorter(
        {
            name: [parent for parent in sorted(parents[name]) if parent in parents]
            for name in sorted(parents)
        }
    )
