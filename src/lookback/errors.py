"""Everything that Look Back refuses: one tree, one class per cause.

Errors carry fields, not sentences, and never the user's own text: what was refused may be
hidden text. Every ``code`` is listed in docs/errors.md.
"""

import re
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
