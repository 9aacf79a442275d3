"""Whether causes are right on published models, and how long large stories take.

    sh scripts/bench story --data DIR

``DIR`` holds ``causality/hp2sat_cases.json`` (or that file lies in ``DIR``): ``models``, each with
``exogenous`` and ``equations``, and ``cases``. A case of kind ``is_cause`` has ``model``,
``context``, ``cause``, ``effect`` and what is right: ``is_cause``, ``ac1``, ``ac2``, ``ac3`` and
``min_witness``; one of kind ``all_causes`` has ``causes``. Cases marked ``excluded`` are left out.

``check_4103_s`` is the slowest check of the cases on the largest model in the file.
The model of 8,198 variables is two binary trees of ``or`` whose roots are compared by an exclusive
or, in the middle of a small model; eleven neighbouring leaves of one tree happen.
Random story maps have 100 events, each because of a few earlier ones, another timeline, and an
interpretation with its own rules. ``--models NUMBER`` also compares so many small random models
with an exhaustive search of every world. Seconds are CPU.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final, TypeVar

from rich.console import Console
from rich.table import Table
from tests.story.exhaustive import random_story
from tests.story.tangles import random_nouns, story

from lookback.film.story import Ask
from lookback.story.answers import Outcome
from lookback.story.asking import Asked, answer
from lookback.story.causes import Verdict, all_causes, check_cause
from lookback.story.degree import degrees
from lookback.story.formula import And, Formula, Not, Or, Var, read_formula
from lookback.story.model import Model
from lookback.story.setting import Setting
from lookback.story.telling import told as in_words

_T = TypeVar("_T")
_PATIENCE: Final = 60.0
_MAPS: Final = 100
_QUESTIONS: Final = 3
_EVENTS: Final = 100
_LEAVES: Final = 2048
_HAPPEN: Final = range(4084, 4095)


@dataclass(frozen=True, slots=True)
class Result:
    """How one case went.

    Attributes:
        wrong: what differs from the file, in words; empty where all agrees.
        seconds: CPU time of the answer, with the model read and compiled.
        variables: that the model has equations for.
    """

    name: str
    wrong: str
    seconds: float
    variables: int


@dataclass(frozen=True, slots=True)
class Large:
    """CPU seconds for the model of 8,198 variables, and what came out."""

    check: float
    causes: float
    degree: float
    told: str


def main() -> None:
    """Measure, print, and end with one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--models", type=int, default=0, metavar="NUMBER")
    given = parser.parse_args()
    folder: Path = given.data
    path = folder / "causality" / "hp2sat_cases.json"
    console = Console(width=100)
    results = list(judged(path if path.exists() else folder / path.name))
    agree = sum(not result.wrong for result in results)
    for result in results:
        if result.wrong:
            console.print(f"{result.name}: {result.wrong}")
    largest = max(result.variables for result in results)
    check = max(result.seconds for result in results if result.variables == largest)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    large = two_trees()
    slowest = {ask: 1000 * seconds for ask, seconds in random_maps(Random(6)).items()}  # noqa: S311 - no secret
    compared = exhaustive(given.models)
    table = Table(title="Causes", show_header=False)
    table.add_row("cases that agree", f"{agree} of {len(results)}")
    table.add_row(f"slowest check of {largest:,} variables", f"{check:.3f} s")
    table.add_row("memory until then", f"{peak:.0f} MB")
    table.add_row("8,198 variables: check", f"{large.check:.3f} s")
    table.add_row("8,198 variables: all causes", f"{large.causes:.3f} s")
    table.add_row("8,198 variables: degree", f"{large.degree:.3f} s")
    table.add_row("8,198 variables: found", large.told)
    for name, milliseconds in slowest.items():
        table.add_row(f"slowest {name} on {_MAPS} maps of {_EVENTS}", f"{milliseconds:.1f} ms")
    if compared:
        table.add_row("random models that agree", f"{compared.agree:,} of {given.models:,}")
        table.add_row("exhaustive search took longer by", f"{compared.ratio:.0f} times")
    console.print(table)
    print(
        json.dumps(
            {
                "cases": len(results),
                "agree": agree,
                "check_4103_s": round(check, 4),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
                "check_8198_s": round(large.check, 4),
                "causes_8198_s": round(large.causes, 4),
                "degree_8198_s": round(large.degree, 4),
                "map100_max_ms": round(max(slowest.values()), 2),
            }
        )
    )


def judged(path: Path) -> Iterator[Result]:
    """Every case of the file that is not excluded."""
    plain = json.loads(path.read_text(encoding="utf-8"))
    for case in plain["cases"]:
        if case.get("excluded"):
            continue
        told = plain["models"][case["model"]]
        start = time.process_time()
        equations = {name: read_formula(below) for name, below in told["equations"].items()}
        setting = Setting(Model(told["exogenous"], equations), case["context"])
        effect = read_formula(case["effect"])
        if case["kind"] == "all_causes":
            found = all_causes(setting, effect, seconds=_PATIENCE)
            seconds = time.process_time() - start
            expected = {frozenset(cause) for cause in case["causes"]}
            as_told = all(
                setting.actual[name] == value
                for one in case["causes"]
                for name, value in one.items()
            )
            right = found.settled and set(found.sets) == expected and as_told
            wrong = "" if right else "other causes"
        else:
            verdict = check_cause(setting, case["cause"], effect, seconds=_PATIENCE)
            seconds = time.process_time() - start
            wrong = ", ".join(differences(verdict, case))
        yield Result(case["id"], wrong, seconds, len(equations))


def differences(verdict: Verdict, case: Mapping[str, Any]) -> Iterator[str]:
    """What of a verdict is not as the case says."""
    if verdict.is_cause != case["is_cause"]:
        yield "verdict"
    for name in ("ac1", "ac2", "ac3"):
        if getattr(verdict, name) != case[name]:
            yield name
    if case["min_witness"] is not None and (
        verdict.witness is None or len(verdict.witness) != case["min_witness"]
    ):
        yield "witness"


def two_trees() -> Large:
    """Ask about the model of 8,198 variables."""
    equations: dict[str, Formula] = {}
    outside: list[str] = []
    for tree in ("p", "q"):
        for node in range(_LEAVES - 1):
            below = (Var(f"{tree}{2 * node + 2}"), Var(f"{tree}{2 * node + 1}"))
            equations[f"{tree}{node}"] = Or(below)
        for node in range(_LEAVES - 1, 2 * _LEAVES - 1):
            equations[f"{tree}{node}"] = Var(f"{tree}{node}_outside")
            outside.append(f"{tree}{node}_outside")
    a, b, c = Var("A"), Var("B"), Var("C")
    equations |= {"A": Var("p0"), "B": Var("q0"), "D": a, "E": Not(a), "G": Not(c)}
    equations["C"] = Or((And((a, Not(b))), And((Not(a), b))))
    equations["H"] = And((Not(c), Not(Var("G"))))
    equations["F"] = Or((c, Var("D"), Var("E"), Var("G"), Var("H")))
    model = Model(outside, equations)
    context = {f"p{node}_outside": True for node in _HAPPEN}
    cause = {f"p{node}": True for node in _HAPPEN}
    # A fresh setting each time, and the first check compiles the model, too.
    verdict, first = timed(lambda: check_cause(Setting(model, context), cause, c))
    other, second = timed(lambda: check_cause(Setting(model, context), cause, Var("F")))
    assert verdict.is_cause
    assert verdict.witness == frozenset()
    assert other.settled
    found, causes = timed(lambda: all_causes(Setting(model, context), c, seconds=_PATIENCE))
    shares, degree = timed(lambda: degrees(Setting(model, context), c, seconds=_PATIENCE))
    assert found.settled
    assert shares.settled
    assert {name for names in found.sets for name in names} == set(shares.of)
    told = f"{len(found.sets)} causes with {len(shares.of)} members"
    return Large(max(first, second), causes, degree, told)


def random_maps(random: Random) -> dict[str, float]:
    """The slowest answer to each kind of question, in seconds, its words included."""
    slowest: dict[str, float] = {}
    for _ in range(_MAPS):
        told = story(*random_nouns(random, _EVENTS))
        names = [event.name for event in told.events]
        for ask in Ask:
            for _ in range(_QUESTIONS):
                events = sorted(random.sample(names, ask.takes), key=names.index)
                asked = Asked(ask, (*events[:-1], random.choice(names[-20:])))
                for patch in ("", "patch"):
                    start = time.process_time()
                    found = answer(told, asked, patch, seconds=_PATIENCE)
                    in_words(found, told)
                    seconds = time.process_time() - start
                    assert found.outcome is not Outcome.NOT_SETTLED
                    slowest[ask] = max(slowest.get(ask, 0.0), seconds)
    return slowest


@dataclass(frozen=True, slots=True)
class Compared:
    """How small random models agree with a search of every world.

    Attributes:
        ratio: of the search's CPU time to ours.
    """

    agree: int
    ratio: float


def exhaustive(models: int) -> Compared | None:
    """Compare a cause and its witness, all causes, and all degrees, in that many models."""
    agree, ours, theirs = 0, 0.0, 0.0
    for seed in range(models):
        random = Random(seed)  # noqa: S311 - no secret
        told = random_story(random)
        names = random.sample(list(told.equations), random.randint(1, len(told.equations)))
        setting, effect = told.setting(), read_formula(told.effect)
        claim = {name: setting.actual[name] for name in names}
        start = time.process_time()
        verdict = check_cause(setting, claim, effect)
        causes = all_causes(setting, effect)
        shares = degrees(setting, effect)
        middle = time.process_time()
        size, whole, of = told.witness(claim), set(told.causes()), told.degrees()
        right = told.holds(claim) and size is not None and told.no_part_does(claim)
        theirs += time.process_time() - middle
        ours += middle - start
        agree += (
            verdict.is_cause == right
            and (None if verdict.witness is None else len(verdict.witness)) == size
            and set(causes.sets) == whole
            and shares.of == of
        )
    return Compared(agree, theirs / ours) if models else None


def timed(question: Callable[[], _T]) -> tuple[_T, float]:
    """The answer, and its CPU seconds."""
    start = time.process_time()
    answer = question()
    return answer, time.process_time() - start


if __name__ == "__main__":
    main()
