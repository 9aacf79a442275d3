from random import Random

import pytest
from tests.story.tangles import event, random_nouns, rule, story, world_by_hand

from lookback.film.story import Ask, Patch, Rule
from lookback.firewall.story import Story
from lookback.story.answers import Answer, Outcome
from lookback.story.asking import Asked, answer


def asked(text: str, about: Story) -> Answer:
    """As the interpretation has it."""
    return answer(about, Asked.parse(text), "patch", seconds=60)


@pytest.mark.parametrize(
    ("question", "rules", "broken"),
    [
        ("but-for a c", {"b": rule("a"), "c": rule()}, "c"),
        ("cause a c", {"b": rule("a"), "c": rule()}, "c"),
        ("but-for a c", {"b": rule(), "c": rule("b")}, "b"),
        ("cause a c", {"b": Rule(never=True), "c": rule()}, "b"),
        ("but-for a c", {"b": rule("a", any_of="a other"), "c": rule(any_of="b other")}, "c"),
        ("cause a c", {"c": rule("other")}, "c"),
    ],
)
def test_a_path_breaks_where_it_ends_and_not_where_a_rule_is_only_told_anew(
    question: str, rules: dict[str, Rule], broken: str
) -> None:
    about = story(
        event("a"),
        event("other"),
        event("b", rule=rule("a")),
        event("c", rule=rule("b")),
        Patch("patch", "A reading", (), tuple(rules.items())),
    )
    assert asked(question, about).broken == broken


def test_no_path_breaks_where_the_interpretation_has_the_rule_of_the_map() -> None:
    same = rule(any_of="a x")
    about = story(
        event("a"),
        event("x", rule=rule("a")),
        event("b", rule=same),
        event("c", rule=rule("b")),
        Patch("patch", "A reading", (), (("x", rule()), ("b", same))),
    )
    found = asked("but-for a c", about)
    assert (found.outcome, found.broken) == (Outcome.NOT_NEEDED, "")
    assert found.keeps == ("x",)


def test_nothing_changes_with_the_cause_where_a_path_breaks() -> None:
    seen = 0
    for seed in range(300):
        nouns = random_nouns(Random(seed))  # noqa: S311 - no secret
        about = story(*nouns)
        names = [one.name for one in about.events]
        for cause in names[:4]:
            for effect in names[-3:]:
                found = answer(about, Asked(Ask.BUT_FOR, (cause, effect)), "patch", seconds=60)
                if found.broken:
                    seen += 1
                    actual = world_by_hand(nouns, found.line, "patch", {})
                    then = world_by_hand(nouns, found.line, "patch", {cause: not actual[cause]})
                    assert then[found.broken] == actual[found.broken]
                    assert found.broken in dict(about.patches[0].rules)
    assert seen > 10
