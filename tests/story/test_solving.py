from itertools import count, product
from random import Random

import pytest

from lookback.story.solving import Deadline, Groups, Minimiser, NotSettled, Solver


def endless() -> Deadline:
    return Deadline(lambda: 0.0, 1.0)


def test_as_few_are_made_true_as_can_be() -> None:
    for seed in range(100):
        random = Random(seed)  # noqa: S311 - no secret
        size = random.randint(2, 7)
        clauses = [
            [random.choice((1, -1)) * random.randint(1, size) for _ in range(random.randint(1, 3))]
            for _ in range(random.randint(1, 12))
        ]
        worlds = [
            world
            for world in product((False, True), repeat=size)
            if all(any(world[abs(one) - 1] == (one > 0) for one in clause) for clause in clauses)
        ]
        with (
            Solver(clauses, size, endless()) as solver,
            Minimiser.over(solver, range(1, size + 1)) as minimiser,
        ):
            expected = min((sum(world) for world in worlds), default=None)
            assert minimiser.minimum() == expected
            if expected is not None:
                assert len(solver.true(range(1, size + 1))) == expected


def test_a_minimum_grows_with_clauses_that_come_later() -> None:
    with (
        Solver([[1, 2]], 3, endless()) as solver,
        Minimiser.over(solver, [1, 2, 3]) as minimiser,
    ):
        assert minimiser.minimum() == 1
        solver.add([3])
        assert minimiser.minimum() == 2
        solver.add([-1])
        solver.add([-2])
        assert minimiser.minimum() is None


def test_literals_are_assumed_false_in_groups_as_one_by_one() -> None:
    literals = list(range(1, 201))
    with Solver([[1, 2, 3], [150]], 200, endless()) as solver:
        groups = Groups(solver, literals)
        assert solver.solve(groups.none_but({2, 150}))
        assert groups.true() == {2, 150}
        assert not solver.solve(groups.none_but({4, 150}))
        assert len(groups.none_but({2, 150})) < 200


def test_a_solver_stops_when_the_time_is_over() -> None:
    # Eleven pigeons in ten holes: hard for every solver of this kind.
    holes, pigeons = range(10), range(11)
    spot = {(p, h): 1 + p * 10 + h for p in pigeons for h in holes}
    clauses = [[spot[p, h] for h in holes] for p in pigeons]
    clauses += [
        [-spot[p, h], -spot[q, h]] for h in holes for p in pigeons for q in pigeons if p < q
    ]
    ticks = count()
    deadline = Deadline.after(5, lambda: float(next(ticks)))
    with Solver(clauses, 110, deadline) as solver, pytest.raises(NotSettled):
        solver.solve()
