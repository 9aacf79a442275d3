"""Stories, and answers to questions about them, as plain data: for the command line and the API."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from lookback.film.story import REAL, Clue, Event, Link, Patch, Rule
from lookback.firewall.story import Story
from lookback.guide.tales import Replies, Tale, Tales, Told
from lookback.story.answers import Answer, Cause, Share
from lookback.story.wording import joined, quoted


def story_as_json(story: Story | None) -> dict[str, Any]:
    """All that somebody may see of a story map; empty lists where there is none.

    Characters and things are what readers call them: their names on the map are their author's,
    who may have named somebody for what they turn out to be.
    """
    if story is None:
        return {"timelines": [], "characters": [], "events": [], "things": [], "questions": []}
    called = _called(story)
    return {
        "timelines": [
            {
                "name": one.name,
                "called": one.called,
                "is": one.is_.value,
                "without": list(one.without),
                "adds": list(one.adds),
            }
            for one in story.timelines
        ],
        "characters": [{"called": one.called} for one in story.characters],
        "events": [_event(event, called) for event in story.events],
        "things": [{"called": one.called, "path": list(one.path)} for one in story.things],
        "questions": [
            {
                "name": one.name,
                "says": one.says,
                "ask": one.ask.value,
                "events": list(one.events),
                "note": one.note,
            }
            for one in story.questions
        ],
    }


def replies_as_json(replies: Replies, tale: Tale) -> dict[str, Any]:
    """Answers to one question. Whether they differ is null where that is not settled."""
    return {
        "ask": replies.asked.ask.value,
        "events": list(replies.asked.events),
        "differ": replies.differ,
        "answers": [_told(told, tale) for told in replies.told],
    }


def patches_as_json(tales: Tales, tale: Tale) -> list[dict[str, Any]]:
    """What each interpretation makes of the map, and whether it agrees with all that is seen."""
    anchors = {one.patch: one for one in tale.view.interpretations if one.patch}
    agreements = {one.patch: one for one in tales.agreements(tale)}
    return [
        {
            "name": patch.name,
            "anchor": anchors[patch.name].anchor,
            "heading": patch.heading,
            "how_common": anchors[patch.name].commonness,
            "claim": list(anchors[patch.name].claim),
            "takes": [{"timeline": line, "is": status.value} for line, status in patch.takes],
            "rules": rules_told(tale.story, patch),
            "for": list(map(_clue, patch.clues_for)),
            "against": list(map(_clue, patch.clues_against)),
            "agrees": agreements[patch.name].agrees,
            "denies": list(agreements[patch.name].denied),
        }
        for patch in tale.story.patches
    ]


def rules_told(story: Story, patch: Patch) -> list[str]:
    """The rules that an interpretation puts in the place of the map's, in words."""
    return [f"{quoted(story, name)} {_rule_told(story, rule)}." for name, rule in patch.rules]


def _rule_told(story: Story, rule: Rule) -> str:
    if rule.never:
        return "never happens"
    parts = []
    if rule.because:
        parts.append(f"because of {_quoted(story, rule.because, 'and')}")
    if rule.any_of:
        parts.append(f"because of {_quoted(story, rule.any_of, 'or')}")
    if rule.unless:
        parts.append(f"unless {_quoted(story, rule.unless, 'or')}")
    return f"happens {', and '.join(parts)}" if parts else "happens in any case"


def _quoted(story: Story, links: Iterable[Link], last: str) -> str:
    return joined((quoted(story, link.event) for link in links), last)


def _called(story: Story) -> dict[str, str]:
    """What readers call each character."""
    return {one.name: one.called for one in story.characters}


def _event(event: Event, called: Mapping[str, str]) -> dict[str, Any]:
    rule = event.rule
    return {
        "name": event.name,
        "at": str(event.at),
        "says": event.says,
        "who": [called[name] for name in event.who],
        "timelines": list(event.lines),
        "because": [link.event for link in rule.because],
        "any": [link.event for link in rule.any_of],
        "unless": [link.event for link in rule.unless],
        "choice": event.choice,
        "by": [called[name] for name in event.by],
        "enabler": event.enabler,
        "shot": event.shot,
        "quote": event.quote,
    }


def _clue(clue: Clue) -> dict[str, Any]:
    return {"at": clue.at, "says": clue.says}


def _told(told: Told, tale: Tale) -> dict[str, Any]:
    answer: Answer = told.answer
    called = _called(tale.story)
    return {
        "interpretation": answer.patch,
        "heading": tale.heading(answer.patch),
        "timeline": answer.line or REAL,
        "outcome": answer.outcome.value,
        "settled": answer.settled,
        "sentences": list(told.sentences),
        "gone": list(answer.gone),
        "come": list(answer.come),
        "path": list(answer.path),
        "keeps": list(answer.keeps),
        "causes": list(map(_cause, answer.causes)),
        "omissions": list(map(_cause, answer.omissions)),
        "shares": list(map(_share, (*answer.shares, *answer.omitted_shares))),
        "characters": [_share(replace(one, name=called[one.name])) for one in answer.characters],
    }


def _cause(cause: Cause) -> dict[str, Any]:
    witness = None if cause.witness is None else list(cause.witness)
    return {"events": list(cause.events), "witness": witness, "path": list(cause.path)}


def _share(share: Share) -> dict[str, Any]:
    return {"name": share.name, "of": str(share.of), "share": float(share.of), "by": share.by}
