"""Stories for tests of questions: one that is told, and any number made at random."""

from collections.abc import Iterable, Mapping
from random import Random

from lookback.film.moment import Moment
from lookback.film.story import (
    REAL,
    Character,
    Event,
    Link,
    Noun,
    Patch,
    Rule,
    Status,
    Timeline,
)
from lookback.firewall.story import Story, cleared_story

FUJINO, KYOMOTO = ("fujino",), ("kyomoto",)


def rule(because: str = "", *, unless: str = "", any_of: str = "") -> Rule:
    """A rule from names with spaces between."""
    because_, any_, unless_ = (
        tuple(Link(name) for name in names.split()) for names in (because, any_of, unless)
    )
    return Rule(because_, any_, unless_)


def event(
    name: str,
    says: str = "",
    rule: Rule = Rule(),  # noqa: B008 # it is frozen
    *,
    who: tuple[str, ...] = (),
    lines: tuple[str, ...] = (REAL,),
    choice: bool = False,
    enabler: bool = False,
) -> Event:
    """An event that the film shows at its tenth minute."""
    at = Moment.parse("0:10")
    says = says or f"{name} happens."
    by = who if choice else ()
    return Event(name, at, says, who, lines, rule, choice=choice, by=by, enabler=enabler)


def story(*nouns: Noun) -> Story:
    """What a reader who has seen all may see."""
    made = cleared_story(
        nouns,
        opens=lambda _: True,
        headings={noun.name: noun.heading for noun in nouns if isinstance(noun, Patch)},
        named=frozenset(),
    )
    assert made is not None
    return made


LOOK_BACK = (
    Character("fujino", "Fujino"),
    Character("kyomoto", "Kyomoto"),
    Timeline("other", "The life in which they did not meet", Status.IMAGINED, ("meet",)),
    event("joke", "Fujino draws a joke about a shut-in.", who=FUJINO, choice=True),
    event("meet", "Kyomoto runs out, and the two meet.", rule("joke"), who=FUJINO + KYOMOTO),
    event("school", "Kyomoto goes to the art school.", who=KYOMOTO, choice=True),
    event(
        "karate",
        "Fujino takes up karate.",
        rule(unless="meet"),
        who=FUJINO,
        lines=("other",),
        choice=True,
    ),
    event("attack", "A man comes to the school with a pickaxe.", enabler=True),
    event(
        "kick",
        "Fujino kicks the attacker.",
        rule("karate attack"),
        who=FUJINO,
        lines=("other",),
        choice=True,
    ),
    event("die", "Kyomoto is killed.", rule("school attack", unless="kick"), who=KYOMOTO),
    Patch(
        "grief",
        "Grief draws the other life",
        (("other", Status.IMAGINED),),
        (("kick", Rule(never=True)),),
    ),
    Patch("life", "There is another life", (("other", Status.ALTERNATE),)),
)


def random_nouns(random: Random, events: int = 8) -> tuple[Noun, ...]:
    """Some map that yields what it draws, with another timeline and an interpretation."""
    characters = [Character(name, name.upper()) for name in ("ann", "bob", "cat")]
    rules: dict[str, Rule] = {}
    drawn: dict[str, tuple[str, ...]] = {}
    adds, without = [], []
    real: dict[str, bool] = {}
    other: dict[str, bool] = {}
    while len(rules) < events:
        name = f"e{len(rules)}"
        made = _random_rule(random, list(rules))
        is_added, is_without = random.random() < 0.15, random.random() < 0.1
        happens = holds(made, real) and not is_added
        happens_there = holds(made, other) and (is_added or not is_without)
        lines: tuple[str, ...] = (REAL,) if happens else ()
        lines += ("other",) if happens_there and random.random() < 0.8 else ()
        if not lines:
            continue
        rules[name], drawn[name], real[name], other[name] = made, lines, happens, happens_there
        if is_added:
            adds.append(name)
        elif is_without:
            without.append(name)
    changed = {name for name in rules if random.random() < 0.15}
    patched = tuple(
        (
            name,
            Rule(never=True) if random.random() < 0.5 else _random_rule(random, list(rules)[:at]),
        )
        for at, name in enumerate(rules)
        if name in changed
    )
    return (
        *characters,
        Timeline("other", "Another", Status.ALTERNATE, tuple(without), tuple(adds)),
        *(
            event(
                name,
                rule=made,
                who=tuple(one.name for one in characters if random.random() < 0.3),
                lines=drawn[name],
                choice=random.random() < 0.4,
                enabler=random.random() < 0.2,
            )
            for name, made in rules.items()
        ),
        Patch("patch", "A reading", (("other", Status.IMAGINED),), patched),
    )


def world_by_hand(
    nouns: Iterable[Noun], line: str, patch: str, do: Mapping[str, bool]
) -> dict[str, bool]:
    """What happens on a timeline of a map that hides nothing, by what the format says."""
    nouns = tuple(nouns)
    timelines = [noun for noun in nouns if isinstance(noun, Timeline)]
    patched = {
        name: to
        for noun in nouns
        if isinstance(noun, Patch) and noun.name == patch
        for name, to in noun.rules
    }
    off = {name for one in timelines for name in one.adds if one.name != line}
    off |= {name for one in timelines for name in one.without if one.name == line}
    happens: dict[str, bool] = {}
    for noun in nouns:
        if isinstance(noun, Event):
            own = patched.get(noun.name, noun.rule)
            happens[noun.name] = do.get(noun.name, noun.name not in off and holds(own, happens))
    return happens


def holds(rule: Rule, world: Mapping[str, bool]) -> bool:
    """Whether a rule yields its event: worked out once more."""
    if rule.never:
        return False
    for link in rule.because:
        if not world[link.event]:
            return False
    for link in rule.unless:
        if world[link.event]:
            return False
    return not rule.any_of or True in {world[link.event] for link in rule.any_of}


def _random_rule(random: Random, earlier: list[str]) -> Rule:
    def some(most: int) -> str:
        near = earlier[-10:]
        return " ".join(random.sample(near, min(len(near), random.randint(0, most))))

    if random.random() < 0.15:
        return Rule()
    unless = some(1) if random.random() < 0.4 else ""
    return rule(some(2), unless=unless, any_of=some(3) if random.random() < 0.5 else "")
