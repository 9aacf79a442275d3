"""What the author of a page is told about it: one notice for each cause, with a stable code."""

from dataclasses import dataclass
from enum import Enum


class Notice(Enum):
    """What an author is told about a page that was taken: its text is the advice."""

    MARKER_UNREADABLE = "not a gate marker, so this block is hidden until the ending"
    VEIL_UNREADABLE = "the inline gate cannot be read, so this block is hidden until the ending"
    GATE_MISSING = "no gate, so this block is hidden until the ending"
    GATE_PAST_RUNTIME = "past the film's running time, so it opens only to those who have finished"
    GATE_WAITS_FOR_HEADING = "opens before its heading, so it waits for it"
    MARKER_WITHOUT_BLOCK = "a gate marker with no block after it"
    KEY_UNKNOWN = "not a key of the record: kept, and hidden until the ending"
    SECTION_UNKNOWN = "not a section that the guide knows: hidden until the ending"
    REPLACES_NOTHING = "replaces a block that no other block is named as"
    NAME_TWICE = "another block has the same name: both are replaced together"
    COMMONNESS_UNKNOWN = "expected most common, common or less common"
    GUESSED = "guessed: please confirm"
    NOT_UNDERSTOOD = "not understood: kept, and hidden until the ending"
    SILENCES_NOTHING = "an answer under checked to a warning that is not given (any more)"
    MAP_NOT_MARKED = "expected ```yaml above a story map: without it this is text"
    MAP_MISPLACED = "looks like a story map, and is text: it belongs in ```yaml below ## Story map"

    # What is wrong with a story map; any of these leaves the whole map out.
    MAP_LEFT_OUT = "the page goes without its story map until all faults in it are mended"
    MAP_NOT_CLOSED = "expected a line that ends the block of the story map"
    MAP_SECOND = "expected one story map in a page: join the two"
    MAP_MARKER_NAMED = "expected a gate alone before a story map, without name and replaces"
    MAP_TOO_LARGE = "expected a smaller story map"
    MAP_NOT_YAML = (
        "expected YAML: a key, a colon, a value; "
        "quote words that have a colon or a #, or begin with a sign; close quotes and brackets; "
        "indent alike, with spaces and without tabs; no - before names, no second ---"
    )
    MAP_ALIAS = "expected plain values, without aliases, anchors and tags"
    MAP_TOO_DEEP = "expected values nested less deeply"
    MAP_CONTROLS = "expected no control characters, also not escaped"
    MAP_COLON_MISSING = (
        "expected a colon, a space and a value after this key: "
        "quote words that have a comma, put lists in brackets"
    )
    MAP_KEYS_EXPECTED = "expected keys and values here"
    MAP_ENTRIES_LISTED = (
        "expected names with a colon, such as storm: {at: ..., what: ...}, not a list"
    )
    MAP_WORDS_EXPECTED = "expected words here, not a list and not keys"
    MAP_NAMES_EXPECTED = "expected one name here, or a list of names"
    MAP_SECTION_UNKNOWN = (
        "expected characters, timelines, events, things, interpretations or questions"
    )
    MAP_KEY_UNKNOWN = "expected one of the keys that an entry of this kind has"
    MAP_KEY_MISREAD = (
        "other readers of YAML take this for a number, a date or a truth value: quote or rename it"
    )
    MAP_KEY_TWICE = "expected each key once"
    MAP_NAME_INVALID = "expected a name of letters, digits, - and _, with a letter in it"
    MAP_NAME_TWICE = "expected another name: something else in the page has this one"
    MAP_GATE_IN_WORDS = "expected words without a gate in them: give the entry a key from"
    MAP_FROM_UNREADABLE = "expected a gate after from, such as 0:32 or ending"
    MAP_BEFORE_ALONE = "expected from beside before: until when is it called so?"
    MAP_BEFORE_UNKNOWN = "expected before: real, or no before, for a timeline"
    MAP_CALLED_MISSING = "expected called, and what readers call it"
    MAP_EVENTS_MISSING = "expected events, at least one"
    MAP_AT_MISSING = "expected at, and when the film shows the event"
    MAP_AT_UNREADABLE = "expected a moment after at, such as 0:32 or 0:32:10"
    MAP_WHAT_MISSING = "expected what, and what happens in one sentence"
    MAP_FROM_TOO_EARLY = (
        "expected from no earlier than at: the film has not shown the event by then"
    )
    MAP_WHO_UNKNOWN = "expected names of characters of this map"
    MAP_LINE_UNKNOWN = "expected real or the name of a timeline of this map"
    MAP_CAUSE_UNKNOWN = "expected names of events of this map"
    MAP_CAUSE_ITSELF = "expected other events: none hangs on itself"
    MAP_CAUSES_IN_CIRCLE = "expected causes that do not hang on one another in a circle"
    MAP_CAUSE_LATER = "expected causes before effects: events stand in the order of the story"
    MAP_LINK_UNREADABLE = "expected a gate after the at sign, such as kick@0:53 or kick@ending"
    MAP_YES_OR_NO = "expected yes or no"
    MAP_CHOICE_OF_NOBODY = "say who decides in who, or leave choice out"
    MAP_CHOICE_UNKNOWN = "expected yes, no, or names of those in who after choice"
    MAP_STATUS_MISSING = "expected is: real, alternate, remembered, told, imagined or dreamt"
    MAP_STATUS_UNKNOWN = "expected real, alternate, remembered, told, imagined or dreamt"
    MAP_CHANGE_UNKNOWN = "expected names of events of this map after without and adds"
    MAP_CHANGE_TWICE = "expected each event after without or after adds, not after both"
    MAP_REAL_CHANGED = "expected only called and from for the timeline real"
    MAP_NOT_YIELDED = (
        "drawn on a timeline where its causes do not make it happen: mend its line or its causes"
    )
    MAP_YIELDED_UNDRAWN = (
        "not drawn on real, yet its causes make it happen there: "
        "give it an unless, or add it by a timeline"
    )
    MAP_HEADING_MISSING = "expected of, and the heading of an interpretation of the page"
    MAP_HEADING_UNKNOWN = "expected the words of a ### heading below ## Interpretations"
    MAP_HEADING_TWICE = "expected each interpretation of the page once in the map"
    MAP_TAKES_UNKNOWN = "expected names of timelines of this map after takes"
    MAP_RULE_UNKNOWN = "expected names of events of this map after rules"
    MAP_RULE_UNREADABLE = "expected never, or keys because, any and unless"
    MAP_CONTRADICTS_FILM = (
        "with this interpretation, an event of a timeline that it takes as fact does not happen"
    )
    MAP_CLUE_UNKNOWN = "expected the name of an event, or of a named block of the page"
    MAP_REASON_MISSING = "expected why this is a clue, in one sentence"
    MAP_PATH_MISSING = "expected path, and the events that the thing is part of"
    MAP_PATH_UNKNOWN = "expected names of events of this map after path"
    MAP_SAYS_MISSING = "expected says, and the question in words"
    MAP_QUESTION_UNREADABLE = (
        "expected ask: but-for A B, cause A B, cut A, why B or degree B, with names of events"
    )
    MAP_QUESTION_UNKNOWN = "expected names of events of this map after ask"
    MAP_QUESTION_ITSELF = "expected two different events after ask"

    @property
    def code(self) -> str:
        """Stable name, as listed in docs/errors.md."""
        return self.name.lower().replace("_", "-")

    @property
    def asks(self) -> bool:
        """Whether this is a question to the author rather than a warning."""
        return self is Notice.GUESSED


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that the author of a page is told. For the author's eyes only.

    Attributes:
        line: line in the file, counted from 1.
        detail: what was guessed or is meant, for example ``themes: Grief | Hope``.
    """

    notice: Notice
    line: int
    detail: str = ""

    def __str__(self) -> str:
        kind = "question" if self.notice.asks else "warning"
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.line}: {kind}: {self.notice.value}{detail} [{self.notice.code}]"
