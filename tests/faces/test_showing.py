import json

import pytest
from tests.guides import RAIN

from lookback.faces.showing import as_json, as_markdown, as_text
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, NOTHING, Progress, Watched
from lookback.firewall.view import View, clear
from lookback.formats.markdown import Markdown

SLUG = "the-rain-clerk"
FULL = """---
title: The Rain Clerk
original title: 雨の係
tagline: It never stops.
release: [3 May 1961 France, 1962 Japan]
runtime: 94 min
rating: 7.5 of 10 from 1,200 votes, IMDb
director: Anne Example
cast: [Jean Sample as Paul, Ana Muster]
box office: 1.5 million EUR
ids: {imdb: tt0000611}
note: for the ending
---

A clerk *counts* the rain.

He has done so for years.

## Four panels

@0:05 A **drop** falls.

## Story so far

@0:06 He finds a [drop](https://films.example.org) that is dry.

@1:20 It rains
again.

## Ending explained

The drought was his.

## Interpretations

Two are told.

### The rain is a *dream*

How common: less common

Nobody gets wet.

- For: The floor is dry.
- Against: He has a cold.

## Story map

The clerk's own.

```yaml
timelines: {dream: {called: The dream, is: dreamt, adds: [dry]}}
events:
  dry: {at: "1:20", line: dream, what: Nothing is wet}
  drop: {at: "1:10", what: A drop falls}
```

## @ending Trivia

- It was a dry summer.
"""
AT_THE_END = """The Rain Clerk
雨の係
It never stops.

Release: 3 May 1961, France; 1962, Japan
Runtime: 94 minutes
Rating: 7.5 from 1,200 votes (IMDb)
Director: Anne Example
Cast: Jean Sample as Paul, Ana Muster
Box office: 1,500,000 euros
Elsewhere: IMDb tt0000611
note: for the ending

A clerk counts the rain.

He has done so for years.

Four panels
-----------
A drop falls.

Story so far
------------
0:06 · He finds a drop that is dry.

1:20 · It rains again.

Ending explained
----------------
The drought was his.

Interpretations
---------------
Two are told.

The rain is a dream (less common)

Nobody gets wet.

- For: The floor is dry.

- Against: He has a cold.

Story map
---------
The clerk's own.

- 1:10 · A drop falls
- 1:20 · Nothing is wet (The dream)

Trivia
------
It was a dry summer.
"""


def view(text: str, watched: Watched = NOTHING) -> View:
    return clear(Markdown().read(text).page, watched)


def finished(text: str = FULL) -> View:
    return view(text, Watched({SLUG: FINISHED}))


def at(minute: int) -> View:
    return view(FULL, Watched({SLUG: Progress(Moment.minute(minute))}))


def test_all_of_a_page_as_text_for_people() -> None:
    assert as_text(finished()) == AT_THE_END


def test_sections_of_which_nothing_may_be_seen_have_no_heading() -> None:
    told = as_text(at(10))
    assert told == AT_THE_END.partition("\n\n1:20")[0].replace("note: for the ending\n", "") + "\n"


def test_a_page_with_nothing_but_a_title_is_its_title() -> None:
    assert as_text(view("---\ntitle: Ash\n---\n")) == "Ash\n"


def test_lines_are_filled_to_the_width_that_is_asked_for() -> None:
    long = RAIN.replace("A clerk counts the rain.", "He counts. " * 30)
    told = as_text(view(long), width=40)
    assert max(map(len, told.splitlines())) <= 40
    assert told.split() == as_text(view(long)).split()


def test_a_long_word_and_an_address_stay_whole() -> None:
    address = "https://films.example.org/" + "a-b-" * 20
    assert address in as_text(view(f"---\ntitle: Ash\n---\n\nSee {address} there.\n"), width=40)


def test_markdown_keeps_the_marks_of_the_text() -> None:
    told = as_markdown(finished())
    assert told.startswith(
        "# The Rain Clerk\n\n- Original title: 雨の係\n- Tagline: It never stops.\n"
    )
    for line in (
        "- Rating: 7.5 from 1,200 votes (IMDb)",
        "A clerk *counts* the rain.",
        "## Story so far",
        "0:06 · He finds a [drop](https://films.example.org) that is dry.",
        "- For: The floor is dry.",
        "## Trivia",
        "- It was a dry summer.",
    ):
        assert f"\n{line}\n" in told


def test_markdown_says_no_more_than_may_be_seen() -> None:
    told = as_markdown(at(10))
    assert "It rains" not in told
    assert "##" in told
    assert [line for line in told.splitlines() if line.startswith("## ")] == [
        "## Four panels", "## Story so far"
    ]  # fmt: skip


def test_json_holds_every_field_of_the_view() -> None:
    told = as_json(finished())
    assert set(told) == {
        "ending_explained" if name == "ending" else name for name in View.__dataclass_fields__
    }
    assert json.loads(json.dumps(told)) == told
    assert told["record"]["cast"] == ["Jean Sample as Paul", "Ana Muster"]
    assert told["record"]["genres"] == []
    assert told["recap"][1] == {"at": "1:20", "text": "It rains\nagain."}
    assert told["interpretations"] == [
        {
            "anchor": "the-rain-is-a-dream",
            "heading": "The rain is a *dream*",
            "how_common": "less common",
            "claim": ["Nobody gets wet."],
            "for": ["The floor is dry."],
            "against": ["He has a cold."],
        }
    ]
    assert told["sections"] == [{"heading": "Trivia", "blocks": ["- It was a dry summer."]}]


def test_json_names_the_panels_by_their_quarters() -> None:
    panels = as_json(at(10))["panels"]
    assert [(panel["begins"], panel["ends"]) for panel in panels] == [
        ("0:00", "0:23:30"), ("0:23:30", "0:47"), ("0:47", "1:10:30"), ("1:10:30", "1:34")
    ]  # fmt: skip
    assert [panel["drawn"] for panel in panels] == [True, False, False, False]


@pytest.mark.parametrize("watched", [NOTHING, Watched({SLUG: Progress(Moment.minute(45))})])
def test_no_form_tells_anything_that_is_hidden(watched: Watched) -> None:
    cleared = view(RAIN, watched)
    for told in (as_text(cleared), as_markdown(cleared), json.dumps(as_json(cleared))):
        assert "Ghost" not in told
        assert "drought" not in told
        assert "The guest" not in told
