"""A logistic regression over rows with few values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_NEWTON: Final = 25
_CONJUGATE: Final = 60


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows with few values: for each value its row, its column, and itself."""

    row: NDArray[np.intp]
    column: NDArray[np.intp]
    value: Floats
    rows: int
    columns: int

    @classmethod
    def of(cls, told: Sequence[dict[str, float]], number: dict[str, int]) -> "Matrix":
        """From rows of named values; names without a number are left out."""
        triples = [
            (place, number[name], value)
            for place, row in enumerate(told)
            for name, value in row.items()
            if value and name in number
        ]
        row, column, value = zip(*triples, strict=True)
        return cls(
            np.array(row, np.intp), np.array(column, np.intp), np.array(value, np.float64),
            len(told), len(number),
        )  # fmt: skip

    def times(self, weights: Floats) -> Floats:
        """The product with a vector."""
        found = np.bincount(self.row, self.value * weights[self.column], self.rows)
        return found.astype(np.float64)

    def turned_times(self, errors: Floats) -> Floats:
        """The product of the transposed matrix with a vector."""
        found = np.bincount(self.column, self.value * errors[self.row], self.columns)
        return found.astype(np.float64)


def regress(matrix: Matrix, labels: Floats, ridge: Floats, known: Floats | float = 0.0) -> Floats:
    """The weights of a logistic regression, by Newton's method with conjugate gradients.

    Args:
        known: the score that each row has already.
    """
    weights = np.zeros(matrix.columns)
    for _ in range(_NEWTON):
        chance = 1 / (1 + np.exp(-(known + matrix.times(weights))))
        slope = matrix.turned_times(labels - chance) - ridge * weights
        bend = chance * (1 - chance)

        def curved(step: Floats, bend: Floats = bend) -> Floats:
            return matrix.turned_times(bend * matrix.times(step)) + ridge * step

        step = _solved(curved, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-3:
            break
    return weights


def _solved(times: Callable[[Floats], Floats], wanted: Floats) -> Floats:
    found = np.zeros_like(wanted)
    rest = wanted.copy()
    towards = rest.copy()
    size = rest @ rest
    for _ in range(_CONJUGATE):
        if size < 1e-8:
            break
        moved = times(towards)
        far = size / (towards @ moved)
        found += far * towards
        rest -= far * moved
        new = rest @ rest
        towards = rest + new / size * towards
        size = new
    return found
