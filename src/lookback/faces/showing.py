"""A view as text, as JSON and as Markdown, for the command line."""

import textwrap
from collections.abc import Callable, Iterator
from typing import Any, Final

from lookback.faces.markup import words
from lookback.faces.telling import story_as_json
from lookback.faces.wording import worded
from lookback.film.part import Part
from lookback.film.story import REAL
from lookback.firewall.view import View

_UNDER_TITLE: Final = (Part.ORIGINAL_TITLE, Part.ALSO_KNOWN_AS, Part.TAGLINE)
_FACTS: Final = (
    Part.RELEASE, Part.RUNTIME, Part.RATING, Part.DIRECTOR, Part.CAST, Part.GENRES,
    Part.THEMES, Part.BOX_OFFICE, Part.IDS,
)  # fmt: skip


def as_text(view: View, width: int = 0) -> str:
    """The view for people.

    Args:
        width: of a terminal, to fill lines to; 0 leaves each paragraph on one line.
    """
    lines = [view.title, *(worded(v) for part in _UNDER_TITLE for v in view.record[part])]
    if view.unknown_keys or any(view.record[part] for part in _FACTS):
        lines.append("")
    for part in _FACTS:
        if values := view.record[part]:
            between = ", " if part is Part.CAST else "; "
            told = f"{_label(part)}: {between.join(map(worded, values))}"
            lines.append(filled(told, width, "  "))
    lines += view.unknown_keys
    for heading, texts in _sections(view, words):
        lines += ["", *([heading, "-" * len(heading)] if heading else [])]
        for text in texts:
            lines += [filled(text, width), ""]
        lines.pop()
    return "\n".join(lines) + "\n"


def as_markdown(view: View) -> str:
    """The view as a page that says no more than the reader may see."""
    lines = [f"# {view.title}", ""]
    lines += [
        f"- {_label(part)}: {'; '.join(map(worded, view.record[part]))}"
        for part in (*_UNDER_TITLE, *_FACTS)
        if view.record[part]
    ]
    lines += [f"- {text}" for text in view.unknown_keys]
    for heading, texts in _sections(view, str):
        lines += ["", *([f"## {heading}", ""] if heading else []), "\n\n".join(texts)]
    return "\n".join(lines) + "\n"


def as_json(view: View) -> dict[str, Any]:
    """The view as plain data; texts are Markdown, moments as they are written."""
    return {
        "slug": view.slug,
        "title": view.title,
        "record": {
            part.value: [str(value) for value in view.record[part]]
            for part in (*_UNDER_TITLE, *_FACTS)
        },
        "unknown_keys": list(view.unknown_keys),
        "logline": view.logline,
        "premise": list(view.premise),
        "recap": [{"at": str(line.at), "text": line.text} for line in view.recap],
        "panels": [
            {
                "begins": panel.begins.clock,
                "ends": panel.ends.clock,
                "drawn": panel.drawn,
                "caption": panel.caption,
            }
            for panel in view.panels
        ],
        "ending_explained": list(view.ending),
        "interpretations_lead": list(view.interpretations_lead),
        "interpretations": [
            {
                "anchor": one.anchor,
                "heading": one.heading,
                "how_common": one.commonness,
                "claim": list(one.claim),
                "for": list(one.evidence_for),
                "against": list(one.evidence_against),
            }
            for one in view.interpretations
        ],
        "story_map": list(view.story_map),
        "story": story_as_json(view.story),
        "sections": [
            {"heading": section.heading, "blocks": list(section.blocks)}
            for section in view.sections
        ],
    }


def _label(part: Part) -> str:
    return "Elsewhere" if part is Part.IDS else part.value.capitalize()


def _sections(view: View, said: Callable[[str], str]) -> Iterator[tuple[str, list[str]]]:
    """Headings with their texts; none where nothing may be seen.

    Args:
        said: makes what is printed of a passage's Markdown.
    """
    captions = [panel.caption for panel in view.panels]
    recap = {line.text for line in view.recap}
    told: list[tuple[str, list[str]]] = [
        ("", [*([said(view.logline)] if view.logline else []), *map(said, view.premise)]),
        ("Four panels", [said(text) for text in captions if text and text not in recap]),
        ("Story so far", [f"{line.at} · {said(line.text)}" for line in view.recap]),
        ("Ending explained", list(map(said, view.ending))),
        (
            "Interpretations",
            [*map(said, view.interpretations_lead), *_interpretations(view, said)],
        ),
        ("Story map", [*map(said, view.story_map), *_events(view)]),
        *((said(section.heading), list(map(said, section.blocks))) for section in view.sections),
    ]
    return ((heading, texts) for heading, texts in told if texts)


def _interpretations(view: View, said: Callable[[str], str]) -> Iterator[str]:
    for one in view.interpretations:
        yield said(f"**{one.heading}**" + (f" ({one.commonness})" if one.commonness else ""))
        yield from map(said, one.claim)
        yield from (f"- For: {said(text)}" for text in one.evidence_for)
        yield from (f"- Against: {said(text)}" for text in one.evidence_against)


def _events(view: View) -> Iterator[str]:
    if view.story is None:
        return
    called = {one.name: one.called or "real" for one in view.story.timelines}
    told = []
    for event in sorted(view.story.events, key=lambda event: event.at):
        lines = ", ".join(called[name] for name in event.lines if name != REAL)
        told.append(f"- {event.at} · {event.says}{f' ({lines})' if lines else ''}")
    yield "\n".join(told)


def filled(text: str, width: int, indent: str = "") -> str:
    """Lines of at most so many characters; 0 leaves them as they are."""
    if not width:
        return text
    wrapper = textwrap.TextWrapper(
        width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(wrapper.fill(line) for line in text.split("\n"))
