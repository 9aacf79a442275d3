"""When each sentence of one page becomes safe, from the page and from its film's subtitles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lookback.errors import (
    InputRefused,
    SubtitlesAtAnotherSpeed,
    SubtitlesOfAnotherFilm,
    SynopsisMissing,
)
from lookback.film.moment import Moment
from lookback.film.subtitle import Subtitles
from lookback.film.timing import Statement, Timing
from lookback.formats.base import Source
from lookback.formats.gating import gated
from lookback.formats.markdown import Markdown
from lookback.formats.subtitles.chapters import read_chapters
from lookback.formats.subtitles.language import language
from lookback.formats.subtitles.reading import read_subtitles
from lookback.formats.synopsis import read_synopsis
from lookback.formats.table import sniff
from lookback.store.revisions import digest_of
from lookback.timing.placing import Speed, check_story, place

File = tuple[str, bytes]
"""A file's name and its bytes."""

MARKDOWN: Final = Markdown()
_NO_STORY: Final = "expected sentences in a section ## Story so far"
_NO_SECTION: Final = (
    "this layout has no timed part: write the page in the page format (lookback export "
    "--as-markdown does), with the story in a section ## Story so far"
)
_NO_LENGTH: Final = "expected subtitles, or the film's running time in its record"


@dataclass(frozen=True, slots=True)
class Draft:
    """The story of a page, sentence by sentence. For the eyes of authors only.

    Attributes:
        slug: of the film.
        version: names the text of the page that this was made of.
        statements: the sentences of its timed part, in order.
        lines: where each stands in the page's file, counted from 1.
        runtime: of the film, in seconds; 0 where the page does not say.
        timing: when each sentence is safe; ``None`` before it was asked for.
        spoken: for each sentence the words of the cue that it rests on, or empty: shown to the
            author, and never kept.
        heard: the name of the file of subtitles that was used, or empty.
    """

    slug: str
    title: str
    version: str
    statements: tuple[Statement, ...]
    lines: tuple[int, ...]
    runtime: float
    timing: Timing | None = None
    spoken: tuple[str, ...] = ()
    heard: str = ""

    @property
    def gates(self) -> Mapping[int, Moment]:
        """What timing says of the sentences that have no gate of their author's, by number."""
        estimates = self.timing.estimates if self.timing else ()
        told = enumerate(zip(self.statements, estimates, strict=bool(estimates)))
        return {
            number: estimate.gate
            for number, (statement, estimate) in told
            if statement.gate is None
        }


def time_page(
    name: str,
    data: bytes,
    subtitles: Sequence[File],
    *,
    strict: bool = False,
    speed: Speed = Speed.ASK,
    chapters: File | None = None,
    runtime: float | None = None,
) -> Draft:
    """When each sentence of a page in a file is safe. Needs no guide, and changes nothing.

    Args:
        name: of the file, for what is refused.
        subtitles: of the film; without them only the place in the synopsis counts. Of several,
            those in the language of the story.
        runtime: of the film, in seconds, where the page does not say or is to be overruled.

    Raises:
        InputRefused: the page or one of the files cannot be taken (see ``Desk.time``); the file
            is named.
    """
    try:
        known = sniff(Source(name, data))
        if known.name != MARKDOWN.name:
            raise SynopsisMissing(_NO_SECTION)
        draft = draft_of(data.decode(), version_of(data), "", known.name)
        if runtime is not None:
            draft = replace(draft, runtime=runtime)
        return timed(draft, subtitles, chapters, strict=strict, speed=speed)
    except InputRefused as error:
        raise error.at(file=name) from None


@dataclass(frozen=True, slots=True)
class Written:
    """A page's file with gates in it.

    Attributes:
        kept: how many sentences had a gate of their author's.
        gated: how many were given one.
        hidden: how many have none, and stay hidden until the ending.
    """

    data: bytes
    kept: int
    gated: int
    hidden: int


def written(data: bytes, gates: Mapping[int, Moment]) -> Written:
    """Write gates into a page's file (see ``gating.gated``).

    Raises:
        InputRefused: this is no page, or would be too large with them.
    """
    text = data.decode()
    before = read_synopsis(text).statements
    new = gated(text, gates)
    source = Source("", new.encode())
    after = read_synopsis(source.text()).statements
    kept = sum(one.gate is not None for one in before)
    hidden = sum(one.gate is None for one in after)
    return Written(source.data, kept, max(0, len(before) - kept - hidden), hidden)


def version_of(data: bytes) -> str:
    """What tells one text of a page from another (see ``Draft.version``)."""
    return digest_of(data).hex()


def draft_of(text: str, version: str, slug: str, format_name: str) -> Draft:
    """The sentences of a page.

    Args:
        text: in the page format.
        slug: of the film, or empty for what the page says.
        format_name: that the page came in, for the advice.

    Raises:
        SynopsisMissing: it has no story to time.
        InputRefused: it is no page.
    """
    synopsis = read_synopsis(text)
    if not synopsis.statements:
        raise SynopsisMissing(_NO_STORY if format_name == MARKDOWN.name else _NO_SECTION)
    return Draft(
        slug or synopsis.page.slug,
        synopsis.page.title,
        version,
        synopsis.statements,
        synopsis.lines,
        synopsis.runtime,
    )


def timed(
    draft: Draft, subtitles: Sequence[File], chapters: File | None, *, strict: bool, speed: Speed
) -> Draft:
    """A draft, with when each of its sentences is safe (see ``timing.Desk.time``)."""
    check_story(draft.statements)  # before the files are read, which takes longer
    spoken_in = language(statement.text for statement in draft.statements)
    heard, said = _in_language(spoken_in, subtitles)
    marked = () if chapters is None else read_chapters(*chapters)
    if said is None and not draft.runtime:
        raise SynopsisMissing(_NO_LENGTH)
    try:
        timing = place(
            draft.statements,
            said,
            runtime=draft.runtime,
            language=spoken_in,
            chapters=marked,
            strict=strict,
            speed=speed,
        )
    except (SubtitlesOfAnotherFilm, SubtitlesAtAnotherSpeed) as error:
        raise error.at(file=heard) from None
    cues = said.cues if said is not None else ()
    spoken = tuple("" if one.cue is None else cues[one.cue].text for one in timing.estimates)
    return replace(draft, timing=timing, spoken=spoken, heard=heard)


def _in_language(told: str, files: Sequence[File]) -> tuple[str, Subtitles | None]:
    """Of several subtitles of a film those in the language of the story, else the first."""
    read = [(name, read_subtitles(name, data)) for name, data in files]
    fitting = (one for one in read if one[1].language == told)
    return next(fitting, read[0] if read else ("", None))
