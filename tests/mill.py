"""A film with a story map, for tests to ask."""

from typing import Final

from tests.guides import page

SLUG: Final = "the-mill"
THE_MILL: Final = page(
    "The Mill",
    record="release: 1971 Norway\nruntime: 60 min\n",
    story="""A mill stands below a dam.

## Story so far

@0:05 The river rises.

## Interpretations

### Nobody *heard* the bell

How common: common

The bell is **cracked**.

### The bell woke them all

### @ending @film:another-mill@ending The river decides

## Story map

```yaml
characters:
  mara: Mara
  odo: {called: Odo, from: "0:20", before: the keeper}

timelines:
  dream: {called: The dream of the miller, is: dreamt, adds: [drown]}

events:
  flood: {at: "0:05", what: The river rises}
  warn: {at: "0:10", who: mara, what: Mara rings the bell, because: [flood], choice: yes}
  sluice: {at: "0:20", who: odo, what: Odo opens the sluice, because: [flood], choice: yes}
  stand: {at: "0:30", what: The mill still stands, any: [warn, sluice], quote: It holds}
  drown: {at: "0:45", line: dream, who: odo, what: Odo is swept away}
  warm: {at: "0:50", who: mara, what: Mara sits by the stove, because: [stand], shot: From behind}

things:
  rope: {called: The rope of the bell, path: [warn, warm]}

interpretations:
  deaf:
    of: Nobody *heard* the bell
    rules: {stand: {because: [sluice]}}
    for: {warn: It makes a sound like a spoon}
    against: {warm: She looks as if they had thanked her}
  heard:
    of: The bell woke them all
    takes: {dream: remembered}
  river:
    of: The river decides
    rules: {stand: {because: [flood]}}

questions:
  needed:
    says: Did it take the sluice?
    ask: but-for sluice stand
    note: Only the bell could have done without it.
  all:
    says: Why does Mara sit by the stove?
    ask: why warm
```
""",
)
MINUTES: Final = {"flood": 5, "warn": 10, "sluice": 20, "stand": 30, "warm": 50}
"""When each event of the real timeline is shown; what is dreamt waits for the ending."""
SECRETS: Final = {
    20: ("Odo", "sluice"),
    30: ("still stands", "stand", "It holds"),
    50: ("stove", "warm", "From behind"),
    60: (
        "swept", "drown", "dream", "deaf", "Nobody", "cracked", "spoon", "woke", "Did it take",
        "Why does", "done without", "thanked",
    ),
}  # fmt: skip
"""Words of the map that nobody may read before some minute; 60 is the ending."""


def hidden_at(minute: int) -> list[str]:
    """Words that somebody at this minute may not read."""
    return [word for opens, words in SECRETS.items() if minute < opens for word in words]
