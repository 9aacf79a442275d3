"""Boolean formulas over the names of variables: a small tree that never changes.

Read from plain values, as JSON and YAML have them: a string is a variable, ``true`` and ``false``
are themselves, and ``{not: F}``, ``{and: [F, ...]}`` and ``{or: [F, ...]}`` nest. An ``and`` right
inside an ``and`` is the same as one, and so is kept as one; so is an ``or`` inside an ``or``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lookback.errors import FormulaInvalid

DEEPEST: Final = 200
"""Levels of a formula, after ``and`` in ``and`` and ``or`` in ``or`` were joined."""
MOST_PARTS: Final = 1_000_000
"""Parts of a formula, counted with their parts."""


@dataclass(frozen=True, slots=True)
class Var:
    """A variable: true where it happens."""

    name: str


@dataclass(frozen=True, slots=True)
class Const:
    """True or false in every world."""

    value: bool


@dataclass(frozen=True, slots=True)
class Not:
    """True where its part is false."""

    part: "Formula"


@dataclass(frozen=True, slots=True)
class And:
    """True where all parts are; with no parts, true."""

    parts: "tuple[Formula, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """True where one part is; with no parts, false."""

    parts: "tuple[Formula, ...]"


Formula = Var | Const | Not | And | Or


@dataclass(slots=True)
class _Open:
    """A formula that is being read: what it is, what is still to be read, and what was.

    One that is ``inside`` another of its kind adds its parts to that one's, and is nothing itself.
    """

    kind: type[Not] | type[And] | type[Or]
    rest: Iterator[object]
    parts: list[Formula]
    inside: bool

    def closed(self) -> Formula | None:
        if self.inside:
            return None
        if self.kind is Not:
            return Not(self.parts[0])
        return And(tuple(self.parts)) if self.kind is And else Or(tuple(self.parts))


def read_formula(value: object) -> Formula:
    """Make a formula of a plain value.

    Raises:
        FormulaInvalid: it is none, is nested too deep, or too large.
    """
    variables: dict[str, Var] = {}
    stack: list[_Open] = []
    left = MOST_PARTS
    while True:
        left -= 1
        if left < 0:
            raise FormulaInvalid(f"a formula of at most {MOST_PARTS} parts")
        done = _atom(value, variables)
        if done is None:
            stack.append(_opened(value, stack[-1] if stack else None))
        # Close whatever has no more parts; then go on with the next part of what is open.
        while stack:
            if done is not None:
                stack[-1].parts.append(done)
                done = None
            following = next(stack[-1].rest, _END)
            if following is not _END:
                value = following
                break
            done = stack.pop().closed()
        if not stack:
            assert done is not None  # noqa: S101 # the stack is empty only after the last close
            _check_depth(done)
            return done


def parts_of(formula: Formula) -> tuple[Formula, ...]:
    """The parts right below the top; none of a variable or a constant."""
    if isinstance(formula, Not):
        return (formula.part,)
    return formula.parts if isinstance(formula, And | Or) else ()


def names_in(formula: Formula) -> frozenset[str]:
    """The variables that a formula speaks of."""
    names = set()
    todo = [formula]
    while todo:
        part = todo.pop()
        if isinstance(part, Var):
            names.add(part.name)
        else:
            todo += parts_of(part)
    return frozenset(names)


_END: Final = object()
_KINDS: Final[Mapping[str, type[Not] | type[And] | type[Or]]] = {"not": Not, "and": And, "or": Or}


def _atom(value: object, variables: dict[str, Var]) -> Formula | None:
    if isinstance(value, bool):
        return Const(value)
    if isinstance(value, str):
        if not value.strip():
            raise FormulaInvalid("a variable has a name")
        return variables.setdefault(value, Var(value))
    return None


def _opened(value: object, above: _Open | None) -> _Open:
    if not isinstance(value, Mapping) or len(value) != 1:
        raise FormulaInvalid("a formula is a name, true, false, or one of {not}, {and} and {or}")
    [(word, below)] = value.items()
    kind = _KINDS.get(word) if isinstance(word, str) else None
    if kind is None:
        raise FormulaInvalid("a formula is a name, true, false, or one of {not}, {and} and {or}")
    if kind is Not:
        return _Open(kind, iter((below,)), [], inside=False)
    if not isinstance(below, list | tuple):
        raise FormulaInvalid("{and} and {or} take a list")
    if above is not None and above.kind is kind:
        return _Open(kind, iter(below), above.parts, inside=True)
    return _Open(kind, iter(below), [], inside=False)


def _check_depth(formula: Formula) -> None:
    level: list[Formula] = [formula]
    for _ in range(DEEPEST):
        level = [below for part in level for below in parts_of(part)]
        if not level:
            return
    raise FormulaInvalid(f"a formula nested at most {DEEPEST} deep")
