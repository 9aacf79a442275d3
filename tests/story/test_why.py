from dataclasses import replace
from random import Random

from tests.story.tangles import event, random_nouns, rule, story
from tests.story.test_asking import EITHER, ROCKS, WHOLE

from lookback.film.story import Ask, Event
from lookback.firewall.story import Story
from lookback.story.answers import Cause, Outcome
from lookback.story.asking import Asked, answer
from lookback.story.telling import told
from lookback.story.worlds import world_of

DIE = "“Kyomoto is killed”"


def says(text: str, about: Story = WHOLE) -> tuple[str, ...]:
    return told(answer(about, Asked.parse(text), seconds=60), about)


def test_an_effect_hangs_on_each_of_its_causes_in_the_order_of_the_story() -> None:
    assert says("why die")[:2] == (
        (
            f"{DIE} hangs on each of these: “Fujino draws a joke about a shut-in”; “Kyomoto goes "
            "to the art school”; “A man comes to the school with a pickaxe”."
        ),
        (
            f"{DIE} also hangs on each of these not happening: “Fujino takes up karate”; “Fujino "
            "kicks the attacker”."
        ),
    )


def test_of_one_cause_no_list_is_made() -> None:
    about = story(event("a", enabler=True), event("b", rule=rule("a")))
    assert says("why b", about) == ("“b happens” hangs on this: “a happens”.",)


def test_what_shows_only_if_other_things_stay_is_not_said_to_be_needed() -> None:
    assert says("why breaks", ROCKS) == (
        "“breaks happens” hangs on this, as long as other things stay as they are: “anna happens”.",
        "How: “anna happens”; so “hit happens”; so “breaks happens”.",
        (
            "Without “anna happens”, “breaks happens” would not have happened, if “miss happens” "
            "still did not happen."
        ),
    )


def test_of_causes_together_each_would_have_been_enough() -> None:
    assert says("why fire", EITHER) == (
        (
            "“fire happens” hangs on these together: “spark happens” and “match happens”; either "
            "would have been enough."
        ),
    )
    three = story(*(event(n, enabler=True) for n in "abc"), event("end", rule=rule(any_of="a b c")))
    assert says("why end", three) == (
        (
            "“end happens” hangs on these together: “a happens”, “b happens” and “c happens”; any "
            "one of them would have been enough."
        ),
    )


def test_each_of_causes_together_is_enough_in_every_story() -> None:
    seen = 0
    for seed in range(150):
        nouns = random_nouns(Random(seed), 12)  # noqa: S311 - no secret
        about = story(*(replace(n, enabler=True) if isinstance(n, Event) else n for n in nouns))
        for effect in about.events[-2:]:
            found = answer(about, Asked(Ask.WHY, (effect.name,)), seconds=60)
            for cause in (*found.causes, *found.omissions):
                seen += len(cause.events) > 1
                for kept in cause.events if len(cause.events) > 1 else ():
                    world = world_of(about, found.line)
                    do = {one: not world.happens[one] for one in cause.events if one != kept}
                    assert world.under(do)[effect.name]
    assert seen > 20


def test_no_part_of_a_way_is_told_twice() -> None:
    joke = "“Fujino draws a joke about a shut-in”; so “Kyomoto runs out, and the two meet”"
    first, *others = says("why die")[2:]
    assert first.startswith(f"How: {joke}; so “Fujino takes up karate” does not happen; so ")
    assert others == ["“Fujino takes up karate” lies on what is told above."]
    about = story(
        event("dig", enabler=True),
        event("rope", enabler=True),
        event("well", rule=rule("dig rope"), enabler=True),
        event("bucket", rule=rule("well"), enabler=True),
        event("water", rule=rule("bucket")),
        event("end", rule=rule("water")),
    )
    assert says("why end", about)[1:] == (
        (
            "How: “dig happens”; so “well happens”; so “bucket happens”; so “water happens”; so "
            "“end happens”."
        ),
        "How: “rope happens”; so “well happens”; and on as above.",
        "“well happens” and “bucket happens” lie on what is told above.",
    )


def test_what_is_left_out_is_said() -> None:
    pairs = [(f"a{number}", f"b{number}") for number in range(9)]
    about = story(
        *(event(one, enabler=True) for one, _ in pairs),
        *(event(two, rule=rule(one)) for one, two in pairs),
        event("end", rule=rule(" ".join(two for _, two in pairs))),
    )
    first, *others = says("why end", about)
    assert first.endswith("“a5 happens”; 3 more.")
    assert [one.startswith("How: ") for one in others] == [True] * 6 + [False]
    assert others[-1] == "How 3 more lead there is left out here."


def test_many_causes_together_are_counted() -> None:
    names = [f"v{number}" for number in range(5)]
    three = [f"{a} {b} {c}" for a in names for b in names for c in names if a < b < c]
    about = story(
        *(event(name, enabler=True) for name in names),
        *(event(f"m{number}", rule=rule(some)) for number, some in enumerate(three)),
        event("passes", rule=rule(any_of=" ".join(f"m{n}" for n in range(len(three))))),
    )
    sentences = says("why passes", about)
    assert sum("hangs on these together: " in one for one in sentences) == 6
    assert "4 more of several together are left out here." in sentences


def test_what_could_not_be_settled_is_said_of_each_cause() -> None:
    found = answer(ROCKS, Asked.parse("why breaks"), seconds=60)
    late = replace(found, causes=(Cause(("anna",), None, ()),), settled=False)
    assert told(late, ROCKS) == (
        "“breaks happens” hangs on this, as long as other things stay as they are: “anna happens”.",
        "There may be more: this could not be settled in time, or they are too many.",
        "Without “anna happens”, “breaks happens” would not have happened.",
        "What else has to stay as it is could not be settled in time.",
    )
    assert found.outcome is Outcome.FOUND
