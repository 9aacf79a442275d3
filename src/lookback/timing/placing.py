"""Places the sentences of a synopsis in the film."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import ceil
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from lookback.errors import SubtitlesOfAnotherFilm, SynopsisMissing, TooLarge
from lookback.film.moment import ENDING, START, Moment
from lookback.film.subtitle import Chapter, Cue, Subtitles
from lookback.film.timing import Basis, Estimate, Statement, Timing
from lookback.timing import chain, dialogue, known
from lookback.timing.dialogue import SLICES, Dialogue, Floats, Scores
from lookback.timing.fit import LEAST_FIT, check_length, fit, rescaling
from lookback.timing.known import (
    BY_PLACE,
    BY_SUBTITLES,
    STRICT,
    USUAL,
    USUAL_BY_PLACE,
    Calibration,
    Traits,
    Weighed,
)
from lookback.timing.words import names_in, terms_of_statement

MOST_STATEMENTS: Final = 2_000
"""Sentences of a synopsis: ten times as many as the longest has."""
_NEAR: Final = 0.05
"""What is near enough, as a share of the film: see ``Estimate.confidence``."""
_TENTH: Final = 10
"""Gates are said in tens of seconds."""
_TO_GATE: Final = 180.0
"""How long before an author's own gate the thing is shown, on average, in seconds."""
_AT_THE_END: Final = 0.97
"""A gate past this share of the film is the ending: what is left are the credits."""


class Speed(Enum):
    """What to do with subtitles that seem to be timed for another speed than the film's."""

    ASK = "ask"
    AS_IS = "as it is"
    RESCALE = "rescale"


@dataclass(frozen=True, slots=True)
class Calibrations:
    """The numbers behind the gates: with what is said, and without."""

    by_subtitles: Calibration = BY_SUBTITLES
    by_place: Calibration = BY_PLACE


FITTED: Final = Calibrations()


def place(
    statements: Sequence[Statement],
    subtitles: Subtitles | None,
    *,
    runtime: float = 0.0,
    language: str = "",
    chapters: Sequence[Chapter] = (),
    strict: bool = False,
    speed: Speed = Speed.ASK,
    calibrations: Calibrations = FITTED,
) -> Timing:
    """Find out when each sentence of a synopsis is safe.

    Args:
        statements: the sentences in the order of the synopsis.
        subtitles: of the film; without them, or where they are in another language, only the
            place in the synopsis counts.
        runtime: of the film, in seconds; 0 where it is not known: then the subtitles tell.
        language: of the statements, as ISO 639-1 has it; empty for that of the subtitles.
        chapters: of the film, in order; anchors where their names are found in the synopsis.
        strict: promise at most 1 % of early gates instead of 5 %.
        speed: what to do if the subtitles end where a faster or slower copy of the film would.
        calibrations: the numbers behind the gates.

    Raises:
        SubtitlesOfAnotherFilm: they fit the sentences no better than chance.
        SubtitlesAtAnotherSpeed: they end where the film cannot, or may be a part of it, and
            ``speed`` is ``ASK``.
        SynopsisMissing: there are no statements, or neither subtitles nor a runtime.
        TooLarge: more statements than a synopsis has.
    """
    check_story(statements)
    cues = _at_speed(subtitles, runtime, speed)
    end = max((cue.end for cue in cues), default=runtime)
    if end <= 0:
        raise SynopsisMissing("expected subtitles, or the film's running time in its record")
    spoken = subtitles.language if subtitles else ""
    is_understood = not (language and spoken and language != spoken)
    heard = cues if is_understood else ()
    # The matrices are small: more threads wait for one another five times as long as they work.
    with threadpool_limits(limits=1):
        said = Dialogue(heard, end, language or spoken or "en")
        estimates, fits = _estimates(statements, said, chapters, calibrations, strict=strict)
    return Timing(end, estimates, tuple(map(float, dialogue.density(cues, end))), fits)


def check_story(statements: Sequence[Statement]) -> None:
    """Refuse what cannot be timed, whatever the subtitles say.

    Raises:
        SynopsisMissing, TooLarge: as for ``place``.
    """
    if not statements:
        raise SynopsisMissing("expected at least one sentence under ## Story so far")
    if len(statements) > MOST_STATEMENTS:
        raise TooLarge(
            f"expected at most {MOST_STATEMENTS:,} sentences under ## Story so far: tell it "
            "shorter, or put what is no part of the story under another heading"
        )


def _estimates(
    statements: Sequence[Statement],
    said: Dialogue,
    chapters: Sequence[Chapter],
    calibrations: Calibrations,
    *,
    strict: bool,
) -> tuple[tuple[Estimate, ...], float]:
    """When each sentence is safe, and how well what is said fits them all."""
    heard, end = bool(said.said), said.end
    terms = [terms_of_statement(statement.text, said.language) for statement in statements]
    scores = said.score(terms, chapters)
    fits = 0.0
    if heard:
        names = names_in((statement.text for statement in statements), said.language)
        fits = fit(scores.of, names, said.said)
        if fits < LEAST_FIT:
            raise SubtitlesOfAnotherFilm(
                "what is said in them fits the story no better than chance: "
                "expected those of this film"
            )
    weighed = weigh(statements, scores, end)
    by = calibrations.by_subtitles if heard else calibrations.by_place
    all_known, soft = known.known(weighed, by)
    shown = weighed.shown
    usual = USUAL if heard else USUAL_BY_PLACE
    ends = known.gates(all_known, STRICT if strict else usual)
    middles = known.medians(shown)
    estimates = []
    for at, statement in enumerate(statements):
        is_silent = heard and not scores.of[at].any()
        basis = _basis(statement, has_subtitles=heard, is_silent=is_silent)
        gate = _moment(int(ends[at]), end)
        if statement.gate is not None:
            gate = statement.gate
        elif basis is Basis.ENDING:
            gate = ENDING
        shown_at = (int(middles[at]) + 0.5) / SLICES
        near = np.abs(dialogue.centres() - shown_at) <= _NEAR
        estimates.append(
            Estimate(
                shown=shown_at * end,
                gate=gate,
                basis=basis,
                confidence=float(soft[at][near].sum()),
                cue=said.best_cue(terms[at], scores.weights, shown[at]),
                chances=tuple(map(float, shown[at])),
            )
        )
    return tuple(estimates), fits


def weigh(statements: Sequence[Statement], scores: Scores, end: float) -> Weighed:
    """Where each sentence is shown, from its scores, its place, and all others.

    Args:
        scores: of what is said; all 0 where nothing is known of it.
        end: of the film, in seconds.
    """
    texts = [statement.text for statement in statements]
    where = chain.places(texts)
    by_words = _anchored(chain.heard(scores.of), statements, end)
    shown = chain.posterior(by_words, chain.from_place(where))
    return Weighed(shown, scores.of, where, tuple(map(Traits.of, texts)))


def _at_speed(subtitles: Subtitles | None, runtime: float, speed: Speed) -> tuple[Cue, ...]:
    """The cues, at the speed of the film."""
    if subtitles is None:
        return ()
    if speed is Speed.ASK:
        check_length(subtitles.end, runtime)
    if speed is not Speed.RESCALE or not runtime:
        return subtitles.cues
    by = rescaling(subtitles.end, runtime)
    return tuple(replace(cue, start=cue.start * by, end=cue.end * by) for cue in subtitles.cues)


def _anchored(by_words: Floats, statements: Sequence[Statement], end: float) -> Floats:
    """The chances by what is said; where an author has said from when, by that."""
    anchored = by_words.copy()
    for row, statement in zip(anchored, statements, strict=True):
        if statement.gate is not None and START < statement.gate < ENDING:
            before = (statement.gate.seconds - dialogue.centres() * end) / _TO_GATE
            shown = np.where(before >= 0, np.exp(-np.maximum(before, 0)), 0.0)
            row[:] = shown / shown.sum() if shown.any() else 1 / SLICES
    return anchored


def _basis(statement: Statement, *, has_subtitles: bool, is_silent: bool) -> Basis:
    if statement.gate is not None:
        return Basis.AUTHOR
    if statement.is_last or is_silent:
        return Basis.ENDING
    return Basis.SUBTITLES if has_subtitles else Basis.PLACE


def _moment(at: int, end: float) -> Moment:
    """The end of a slice, said in tens of seconds and never early."""
    share = (at + 1) / SLICES
    return ENDING if share >= _AT_THE_END else Moment(ceil(share * end / _TENTH) * _TENTH)
