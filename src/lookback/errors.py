"""Everything that Look Back refuses, and what it tells authors: one tree, one class per cause.

Errors carry fields, not sentences, and never the user's own text: what was refused may be
hidden text. Every ``code`` is listed in docs/errors.md.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Self


class LookBackError(Exception):
    """The root of the tree.

    Attributes:
        code: stable name of the cause, made from the class name.
        what: what is wrong, in a sentence that is the same for every case.
        expected: what would have been right, in words of ours.
        file: name of the file that was read, or empty.
        line: line in that file, counted from 1, or 0.
    """

    code: ClassVar[str] = "error"
    what: ClassVar[str] = "Look Back could not do this"

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", cls.__name__).lower()

    def __init__(self, expected: str = "", *, file: str = "", line: int = 0) -> None:
        super().__init__(expected)
        self.expected = expected
        self.file = file
        self.line = line

    def at(self, *, file: str = "", line: int = 0) -> Self:
        """The same error with the place filled in where it was not known yet."""
        self.file = self.file or file
        self.line = self.line or line
        return self

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part)
        told = self.what if not self.expected else f"{self.what}: {self.expected}"
        return f"{place}: {told}" if place else told


class InputRefused(LookBackError):
    """What was given cannot be taken; nothing was changed."""

    what = "this input was refused"


class MomentInvalid(InputRefused):
    """A moment that cannot be read."""

    what = "not a moment"


class GateInvalid(InputRefused):
    """A gate that cannot be read."""

    what = "not a gate"


class ValueInvalid(InputRefused):
    """A value of the record that cannot be read."""

    what = "a value of the record cannot be read"


class SlugInvalid(InputRefused):
    """A last part of an address that cannot be one."""

    what = "not a slug"


class FrontMatterInvalid(InputRefused):
    """Front matter that is not a plain YAML mapping."""

    what = "the front matter cannot be read"


class TitleMissing(InputRefused):
    """A page without a title."""

    what = "the page has no title"


class TextInvalid(InputRefused):
    """Bytes that are not text in UTF-8."""

    what = "this is not text in UTF-8"


class TooLarge(InputRefused):
    """More than the guide takes."""

    what = "this is too large"


class ArchiveInvalid(InputRefused):
    """A zip that is broken or unsafe."""

    what = "this archive cannot be read"


class FileUnreadable(InputRefused):
    """A path that is not there or may not be read."""

    what = "this file cannot be read"


class FormatUnknown(InputRefused):
    """No format claims the file."""

    what = "no format claims this file"


class FormatAmbiguous(InputRefused):
    """Several formats claim the file."""

    what = "several formats claim this file"


class FilmTwice(InputRefused):
    """Two files of one import are about the same film."""

    what = "this import has the same film twice"


class FilmAmbiguous(InputRefused):
    """A page that could be about several films of the guide."""

    what = "this page could be about several films of the guide"


class SubtitlesInvalid(InputRefused):
    """A file that is not subtitles, or none that can be read."""

    what = "these subtitles cannot be read"


class SubtitlesOfAnotherFilm(InputRefused):
    """Subtitles that fit the synopsis no better than chance."""

    what = "these subtitles seem to be of another film"


class SubtitlesAtAnotherSpeed(InputRefused):
    """Subtitles that end where the film would, were it played faster or slower, or cut in parts."""

    what = "these subtitles seem to be for another speed, or for a part of the film"


class ChaptersInvalid(InputRefused):
    """A list of chapters that cannot be read."""

    what = "this list of chapters cannot be read"


class PageChanged(InputRefused):
    """A page that somebody else has changed since it was looked at."""

    what = "the page was changed meanwhile"


class SynopsisMissing(InputRefused):
    """A page that has no sentence to be timed."""

    what = "the page has no story to time"


class FormulaInvalid(InputRefused):
    """A formula of a causal model that cannot be read: none, too deep, or too large."""

    what = "not a formula"


class ModelInvalid(InputRefused):
    """Equations that are no causal model, or a question about what is not in one."""

    what = "not a causal model, or not of this one"


class QuestionInvalid(InputRefused):
    """A question to a story that cannot be read."""

    what = "this question cannot be read"


class EventUnknown(InputRefused):
    """A question about an event that the story does not have, or not for this reader.

    Attributes:
        near: names of visible events that are written much alike, the nearest first.
    """

    what = "the story has no such event"

    def __init__(
        self, expected: str = "", *, near: tuple[str, ...] = (), file: str = "", line: int = 0
    ) -> None:
        super().__init__(expected, file=file, line=line)
        self.near = near


class InterpretationUnknown(InputRefused):
    """An interpretation that the story does not have, or not for this reader."""

    what = "the story has no such interpretation"


class NameInvalid(InputRefused):
    """A reader's name that cannot be used: taken, reserved, or no name."""

    what = "this name cannot be used"


class PasswordInvalid(InputRefused):
    """A password that is too short or too long."""

    what = "this password cannot be used"


class InvitationInvalid(InputRefused):
    """An invitation that was used, has expired, or never was one."""

    what = "this invitation cannot be used"


class SignUpClosed(LookBackError):
    """Nobody can sign up here, or not without an invitation."""

    what = "signing up is closed"


class SignInFailed(LookBackError):
    """No such reader, or not their password: the two look the same."""

    what = "that name and password do not belong together"


class SignInNeeded(LookBackError):
    """Something that only a reader who has signed in can do."""

    what = "sign in first"


class NotAllowed(LookBackError):
    """Something that this reader, or this token, may not do."""

    what = "this may not be done"


class TooManyTries(LookBackError):
    """Too many tries within a short time."""

    what = "too many tries"


class ReaderMissing(LookBackError):
    """The guide has no such reader; told to its operator only."""

    what = "the guide has no such reader"


class ItemMissing(LookBackError):
    """Something that is not there, or belongs to somebody else: the two look the same."""

    what = "there is no such thing here"


class FilmMissing(LookBackError):
    """A film that the guide does not have, or not for this reader: the two look the same."""

    what = "the guide has no such film"


class StoryMissing(FilmMissing):
    """A story that the guide does not have, or not for this reader: the two look the same."""

    what = "the guide has no story of this film, or none of what you have watched"


class GuideUnusable(LookBackError):
    """A guide that cannot be opened as it is."""

    what = "the guide cannot be opened"


class IndexUnusable(LookBackError):
    """An index that cannot be read or written: damaged, or the disk is full or closed to us."""

    what = "the index of films cannot be used"


class IndexBusy(LookBackError):
    """Somebody else is writing the index; what is there goes on answering."""

    what = "the index of films is being written by another process"


class SettingInvalid(LookBackError):
    """A setting that cannot be read."""

    what = "a setting cannot be read"


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

    # What is wrong with a story map; any of these leaves the whole map out.
    MAP_LEFT_OUT = "the page goes without its story map until all faults in it are mended"
    MAP_NOT_CLOSED = "expected a line that ends the block of the story map"
    MAP_NOT_MARKED = "expected ```yaml above a story map: without it this is text"
    MAP_SECOND = "expected one story map in a page: join the two"
    MAP_MARKER_NAMED = "expected a gate alone before a story map, without name and replaces"
    MAP_TOO_LARGE = "expected a smaller story map"
    MAP_MISPLACED = "looks like a story map, and is text: it belongs in ```yaml below ## Story map"
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
