"""Stories for charts: two written by hand, and any number drawn at random."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from lookback.film.gate import CLOSED, Gate
from lookback.film.moment import ENDING, Moment
from lookback.film.story import (
    REAL,
    Character,
    Event,
    Link,
    Noun,
    Patch,
    Rule,
    Status,
    Thing,
    Timeline,
)
from lookback.firewall.story import Story, cleared_story


def story_of(nouns: Sequence[Noun], seen: Moment = ENDING) -> Story:
    """What is seen of a story, all of it: every interpretation has its own name as a heading."""

    def opens(gate: Gate) -> bool:
        return gate.own <= seen

    headings = {noun.name: noun.heading for noun in nouns if isinstance(noun, Patch)}
    cleared = cleared_story(nouns, opens=opens, headings=headings, named=frozenset())
    assert cleared
    return cleared


def event(name: str, at: str, who: str, says: str, **more: object) -> Event:
    """One event; ``who`` and ``line`` are names with spaces between, ``because`` and so on, too."""
    links = {key: tuple(map(Link, str(more.pop(key, "")).split())) for key in _LINKS}
    lines = tuple(str(more.pop("line", REAL)).split())
    rule = Rule(links["because"], links["any_of"], links["unless"])
    assert not more
    return Event(name, Moment.parse(at), says, tuple(who.split()), lines, rule)


_LINKS = ("because", "any_of", "unless")

TWO_HANDS: tuple[Noun, ...] = (
    Character("ume", "Ume"),
    Character("tsuki", "Tsukishima"),
    Character("teacher", "The teacher"),
    Timeline("other", "The life in which they never met", Status.IMAGINED, ("meet",), ("spared",)),
    event("strip", "0:03", "ume", "Ume draws a strip for the class paper"),
    event(
        "praise",
        "0:06",
        "ume teacher",
        "The class laughs, and her teacher is proud",
        because="strip",
    ),
    event(
        "beside", "0:09", "tsuki teacher", "A strip by somebody who never comes stands beside it"
    ),
    event("practise", "0:12", "ume", "Ume draws day and night", because="praise beside"),
    event("quit", "0:17", "ume", "Ume gives it up", because="beside"),
    event("errand", "0:19", "ume teacher", "She is sent to the house with a certificate"),
    event("joke", "0:20", "ume", "She draws a joke, and it slips under the door", because="errand"),
    event("meet", "0:23", "ume tsuki", "The other runs out, and the two meet", because="joke"),
    event("team", "0:27", "ume tsuki", "They draw as a team", because="meet"),
    event("prize", "0:31", "ume tsuki", "Their first story wins a prize", because="team"),
    event("part", "0:36", "ume tsuki", "They part: one goes to art school", because="prize"),
    event("serial", "0:41", "ume", "Ume is printed week after week", because="part"),
    event("school", "0:42", "tsuki", "Tsukishima studies backgrounds", because="part"),
    event("attack", "0:46", "", "A man breaks into the school"),
    event(
        "death",
        "0:46:30",
        "tsuki",
        "Tsukishima is killed",
        because="school attack",
        unless="spared",
    ),
    event(
        "tear",
        "0:51",
        "ume",
        "Ume tears the joke at the door, and a piece slips under it",
        because="death",
    ),
    event(
        "kick", "0:53", "ume", "Ume, who took up karate, kicks the man", line="other", unless="meet"
    ),
    event(
        "spared", "0:54", "ume tsuki", "The two meet at the ambulance", line="other", because="kick"
    ),
    event(
        "back",
        "0:55",
        "tsuki",
        "A strip comes out under the door",
        line=REAL + " other",
        any_of="tear spared",
    ),
    event("work", "0:57", "ume", "Ume goes back to work", because="back"),
    Thing("joke", "The torn strip", ("joke", "tear", "spared", "back")),
    Patch("grief", "Grief draws it", (("other", Status.IMAGINED),)),
    Patch("worlds", "Two worlds", (("other", Status.ALTERNATE),)),
)

THREE_LINES: tuple[Noun, ...] = (
    Character("ana", "Ana"),
    Character("ben", "Ben"),
    Character("mother", "Ana's mother Margarete"),
    Character("kei", "斎藤 圭"),
    Character("keeper", "The keeper of the lighthouse"),
    Timeline(REAL, "The night on the island"),
    Timeline("dream", "The dream", Status.DREAMT),
    Timeline("war", "What the mother remembers of the war", Status.REMEMBERED),
    event("land", "0:04", "ana ben", "Ana and Ben land on the island"),
    event("door", "0:07", "ana ben keeper", "The keeper opens to them"),
    event("sleep", "0:15", "ana", "Ana falls asleep by the fire"),
    event("stairs", "0:17", "ana keeper", "She climbs stairs that do not end", line="dream"),
    event("lamp", "0:22", "ana keeper kei", "A man hands her a lamp", line="dream"),
    event("wake", "0:30", "ana ben", "Ben wakes her; she holds a lamp", because="sleep"),
    event("boat", "0:38", "mother kei", "Kei rows a girl to the island", line="war"),
    event(
        "promise", "0:44", "mother kei", "He promises to keep the light", line="war", because="boat"
    ),
    event("letter", "0:52", "mother keeper", "The mother reads the keeper's letter"),
    event("storm", "1:01", "", "The storm puts out the light"),
    event("climb", "1:04", "ana ben", "They carry the lamp up", because="storm wake"),
    event(
        "light", "1:09", "ana ben keeper", "The light burns again", because="climb", unless="letter"
    ),
    event("dawn", "1:20", "ana ben mother keeper", "The ferry brings her mother", because="light"),
    Thing("lamp", "The lamp", ("promise", "lamp", "wake", "climb")),
    Thing("letter", "The letter", ("boat", "letter")),
)


def random_nouns(seed: int, events: int, characters: int, timelines: int) -> list[Noun]:
    """A map of this size, with names short and long, Latin and Japanese."""
    random = Random(seed)  # noqa: S311 # no secret
    cast = [f"c{number}" for number in range(characters)]
    lines = [REAL, *(f"t{number}" for number in range(1, timelines))]
    nouns: list[Noun] = [Character(name, random.choice(_CALLED)) for name in cast]
    nouns += [
        Timeline(
            name,
            random.choice(_LINES),
            random.choice(list(Status)) if name != REAL else Status.REAL,
            ("e0",) if random.random() < 0.3 and name != REAL else (),
        )
        for name in lines
    ]
    seconds = 0
    for number in range(events):
        seconds += random.choice((0, 7, 60, 60, 120, 600))
        at = ENDING if random.random() < 0.03 else Moment(seconds)
        who = random.sample(cast, min(len(cast), random.choice((0, 1, 1, 1, 2, 2, 3, 4))))
        drawn = random.sample(lines, random.choice((1, 1, 1, min(2, len(lines)))))
        before = [f"e{earlier}" for earlier in range(number)]
        because, unless = (
            tuple(Link(name) for name in random.sample(before, min(len(before), most)))
            for most in (random.choice((0, 1, 3)), random.choice((0, 0, 1)))
        )
        nouns.append(
            Event(
                f"e{number}",
                at,
                f"Event {number} & <more>",
                tuple(who),
                tuple(drawn),
                Rule(because, (), unless),
            )
        )
    path = random.sample(range(events), min(events, 4))
    nouns.append(Thing("thing", random.choice(_CALLED), tuple(f"e{one}" for one in sorted(path))))
    nouns.append(Thing("other", random.choice(_CALLED), tuple(f"e{one}" for one in path)))
    return nouns


_CALLED = (
    "Ana",
    "Bo",
    "Professor Bartholomew Featherstonehaugh-Cholmondeley",
    "斎藤 圭",
    "MWMWMWMW",
    "藤野",
    "The woman who waits at the window",
    "ルックバックのきょうもとさん、その人のお母さん",
    "Ødegård",
    "<b>&",
    "i",
)
_LINES = (
    "The dream",
    "What the mother remembers of the war",
    "もうひとつの世界",
    "A life in which nobody ever went to the island, told by somebody who was never there at all",
)


def told_more(nouns: Sequence[Noun]) -> list[Noun]:
    """The same where the map tells more that is hidden: it is spoken of, and not there."""
    more: list[Noun] = []
    for noun in nouns:
        match noun:
            case Event():
                rule = Rule(
                    (Link("hidden"), *noun.rule.because),
                    (*noun.rule.any_of, Link("secret")),
                    (*noun.rule.unless, *(Link(name, CLOSED) for name in _names(nouns))),
                    noun.rule.never,
                )
                who, lines = (*noun.who, "nobody"), noun.lines
                more.append(replace(noun, who=who, lines=lines, rule=rule))
            case Timeline():
                more.append(replace(noun, without=("hidden", *noun.without), adds=("secret",)))
            case Thing():
                more.append(replace(noun, path=("hidden", *noun.path, "secret")))
            case Patch():
                rules = (("hidden", Rule(never=True)), *noun.rules)
                takes = (("unseen", Status.DREAMT), *noun.takes)
                more.append(replace(noun, takes=takes, rules=rules))
            case _:
                more.append(noun)
    return [
        Character("stranger", "A stranger"),
        *more,
        Timeline("unseen", "Another life", Status.ALTERNATE, ("hidden",)),
        Thing("knife", "A knife", ("hidden", "secret")),
    ]


def _names(nouns: Sequence[Noun]) -> list[str]:
    return [noun.name for noun in nouns if isinstance(noun, Event)][:2]
