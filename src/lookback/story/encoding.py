"""Worlds that differ from the actual one by flipped and kept variables, as clauses.

Everything that cannot differ is left out, so that a question about one event in a large story
costs what that event touches. A variable is *flipped* (a cause that is imagined otherwise), *kept*
at its actual value although its equation says otherwise (a witness), or follows its equation.
Keeping is one implication: a variable that differs has an equation that differs (after Ibrahim and
Pretschner, 2020, who take the equivalence or the actual value).
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from lookback.story.circuit import Circuit, Literal
from lookback.story.solving import Clause


@dataclass(slots=True)
class Encoding:
    """The clauses of all worlds in which the effect fails.

    Attributes:
        top: the largest proposition used.
        flipped: for each node that may be flipped, the literal that says so.
        kept: for each node that may have to be kept, a literal that is true where it is.
        possible: false where no such world can be.
    """

    clauses: list[Clause] = field(default_factory=list)
    top: int = 0
    flipped: dict[int, int] = field(default_factory=dict)
    kept: dict[int, int] = field(default_factory=dict)
    possible: bool = True

    def new(self) -> int:
        """A proposition that nothing speaks of yet."""
        self.top += 1
        return self.top


def encode(
    circuit: Circuit,
    actual: bytearray,
    effect: Literal,
    *,
    flips: Collection[int],
    still: Collection[int] = (),
    count_kept: bool = False,
) -> Encoding:
    """All worlds in which the effect fails.

    Args:
        circuit: with the effect's own gates.
        actual: what the nodes come to.
        effect: the literal that is to be false.
        flips: nodes of variables that may be flipped.
        still: nodes that are at their actual value in every world, at no cost.
        count_kept: give the literals of ``kept``.
    """
    made = Encoding()
    needed = circuit.behind([effect])
    # The literal of each node that can differ; 0 for what is in every world as it actually is.
    literals = [0] * len(needed)
    for number in range(1, len(needed)):
        if not needed[number] or number in still:
            continue
        inputs = _inputs(circuit, actual, literals, number)
        if number in circuit.names:
            literals[number] = _variable(
                made,
                number,
                inputs,
                actual=bool(actual[number]),
                may_flip=number in flips,
                count_kept=count_kept,
            )
        elif len(inputs) == 1:
            literals[number] = inputs[0]
        elif inputs:
            gate = literals[number] = made.new()
            made.clauses += [[-gate, literal] for literal in inputs]
            made.clauses.append([gate, *(-literal for literal in inputs)])
    outcome = literals[abs(effect)]
    if outcome:
        made.clauses.append([-outcome if effect > 0 else outcome])
    else:
        made.possible = bool(actual[abs(effect)]) == (effect < 0)
    return made


def _inputs(circuit: Circuit, actual: bytearray, literals: list[int], number: int) -> list[int]:
    """What a gate's value hangs on, without what is the same in every world."""
    inputs = []
    for literal in circuit.gates[number] or ():
        proposition = literals[abs(literal)]
        if proposition:
            inputs.append(proposition if literal > 0 else -proposition)
        elif bool(actual[abs(literal)]) == (literal < 0):
            return []  # one part is false in every world, and so is the whole
    return inputs


def _variable(
    made: Encoding,
    number: int,
    inputs: list[int],
    *,
    actual: bool,
    may_flip: bool,
    count_kept: bool,
) -> int:
    """The literal of a variable's value, and the clauses of what it may come to."""
    if not inputs and not may_flip:
        return 0
    value = made.new()
    differs = -value if actual else value
    because = [-inputs[0] if actual else inputs[0]] if inputs else []  # its equation differs
    if may_flip and because:
        flipped = made.flipped[number] = made.new()
        made.clauses += [[-flipped, differs], [-differs, *because, flipped]]
    elif may_flip:
        made.flipped[number] = differs
    else:
        made.clauses.append([-differs, *because])
    if because and count_kept:
        kept = made.kept[number] = made.new()
        made.clauses.append([kept, -because[0], differs])
    return value
