"""A film's timeline as SVG: where its sentences may be shown, and how sure that is.

Drawn from numbers alone. Where a sentence is likely is drawn in pencil, as a ridge; the best
guess is a dot; its gate is a stroke. Colours stand in the style sheet, so that they
follow the theme and print.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from markupsafe import Markup

from lookback.faces.timeline import clock
from lookback.film.moment import ENDING, Moment
from lookback.film.timing import Basis, Estimate, Timing

WIDTH: Final = 360
"""About a phone's: words in it are as large as they are drawn, or larger."""
_END: Final = 342
"""Where a gate stands that opens at the ending, apart from the film's last minute."""
_HALF_END: Final = 14
_RIGHT: Final = 322
_LEFT: Final = 26
_LEFT_OF_STRIP: Final = 2
_SPOKEN: Final = 46
_AXIS: Final = 66
_FIRST: Final = 80
_LINES: Final = 360
"""How high all lanes are together, where that leaves each of them a fair height."""
_LOWEST, _HIGHEST = 6.0, 20.0
_OVERLAP: Final = 1.7
"""Ridges reach into the lanes above, as mountains do."""
_LABEL: Final = 15
_EVERY: Final = (1, 2, 5, 10, 20, 50, 100)
_STEPS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 240)
_MOST_TICKS: Final = 6
_FEWEST_POINTS: Final = 100
_NOTHING: Final = 0.03
"""Of the highest chance: what is lower is not drawn."""
STRIP: Final = 40
BASES: Final = {
    Basis.AUTHOR: "your own gate",
    Basis.SUBTITLES: "by what is said",
    Basis.PLACE: "by its place in the story alone",
    Basis.ENDING: "about the ending, or without support for an earlier moment",
}

_SVG: Final = Markup(
    '<figure class="timeline">'
    '<svg viewBox="0 0 {width} {height}" role="group" '
    'aria-labelledby="timeline-title timeline-desc"{scale}>'
    '<title id="timeline-title">{title}</title><desc id="timeline-desc">{desc}</desc>{drawn}</svg>'
    "<figcaption>{caption}</figcaption>"
    "<details><summary>The same in numbers</summary>"
    '<div class="wide" tabindex="0" role="region" aria-label="The timeline in numbers"><table>'
    '<thead><tr><th scope="col">Sentence</th><th scope="col">Shown</th><th scope="col">Gate</th>'
    '<th scope="col">How sure</th><th scope="col">Why</th></tr></thead>'
    "<tbody>{rows}</tbody></table></div></details></figure>"
)
_STRIP: Final = Markup(
    '<svg class="own-lane" viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
    'aria-hidden="true"{scale}>{drawn}</svg>'
)
_SCALE: Final = Markup(' data-left="{}" data-right="{}" data-end="{}" data-runtime="{}"')
"""For the script that moves a gate."""
_LANE: Final = Markup(
    '<a class="lane {kind}" href="#s{n}" id="lane-{n}" tabindex="-1" aria-label="{told}">'
    "{drawn}</a>"
)
_LINE: Final = Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>')
_RECT: Final = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>')
_PATH: Final = Markup('<path class="{}" d="{}"/>')
_WORDS: Final = Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>')
_GATE: Final = Markup(
    '<g class="gate" transform="translate({x} 0)">'
    '<line x1="0" y1="{top}" x2="0" y2="{bottom}"/></g>'
)
_ROW: Final = Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>')


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where moments lie in the drawing."""

    ends: float
    covered: float
    left: int

    @classmethod
    def of(cls, timing: Timing, runtime: float, left: int) -> Self:
        """As long as the film, or as its latest gate where that is later.

        Subtitles end before the film does: what is known of its slices may not cover all of it.
        """
        gates = [one.gate.seconds for one in timing.estimates if one.gate != ENDING]
        return cls(max(timing.runtime, runtime, 60.0, *gates), timing.runtime, left)

    @property
    def data(self) -> Markup:
        return _SCALE.format(self.left, _RIGHT, _END, _n(self.ends))

    def x(self, seconds: float) -> float:
        return self.left + min(max(seconds / self.ends, 0.0), 1.0) * (_RIGHT - self.left)

    def gate(self, gate: Moment) -> float:
        return _END if gate == ENDING else self.x(gate.seconds)


def timeline(timing: Timing, runtime: float = 0.0) -> Markup:
    """The whole film: what is spoken of it, and a lane for each sentence that leads to it.

    Args:
        runtime: of the film, in seconds, where it is longer than what the timing knows of.
    """
    scale = _Scale.of(timing, runtime, _LEFT)
    count = len(timing.estimates)
    high = min(max(_LINES / max(count, 1), _LOWEST), _HIGHEST)
    top = _FIRST + high * (_OVERLAP - 1)
    bottom = top + high * count
    grounds = [top + high * (index + 1) for index in range(count)]
    both = list(zip(timing.estimates, grounds, strict=True))
    drawn = [
        _RECT.format("ending", _END - _HALF_END, _SPOKEN, 2 * _HALF_END, _n(bottom - _SPOKEN + 4)),
        *_axis(scale, bottom + 4),
        *_dialogue(scale, timing),
        *_numbers(grounds, high),
        # Ridges reach into other lanes, and must not hide what stands there.
        *(_ridge(scale, one, ground, high * _OVERLAP) for one, ground in both),
        *(_lane_of(scale, one, n, ground, high) for n, (one, ground) in enumerate(both, 1)),
    ]
    return _SVG.format(
        width=WIDTH,
        height=_n(bottom + 8),
        scale=scale.data,
        title="The film's timeline",
        desc=_told(timing, scale.ends),
        caption=_caption(timing),
        drawn=Markup().join(drawn),
        rows=Markup().join(
            _ROW.format(index + 1, _shown(one), one.gate, _how_sure(one), BASES[one.basis])
            for index, one in enumerate(timing.estimates)
        ),
    )


def strip(timing: Timing, index: int, gate: Moment, runtime: float = 0.0) -> Markup:
    """One sentence's own lane, as wide as whatever it stands in: four panels, and the ending.

    Args:
        index: of the sentence, from 0.
        gate: that is drawn, which its author may have moved.
        runtime: as for ``timeline``.
    """
    scale, one = _Scale.of(timing, runtime, _LEFT_OF_STRIP), timing.estimates[index]
    ground = STRIP - 4
    quarters = (scale.x(scale.ends * part / 4) for part in range(5))
    drawn = [
        _RECT.format("ending", _END - _HALF_END, 0, 2 * _HALF_END, ground),
        _LINE.format("axis", 0, ground, _END + _HALF_END, ground),
        *(_LINE.format("quarter", _n(x), 0, _n(x), ground) for x in quarters),
        _ridge(scale, one, ground, ground - 4),
        *_point(scale, one, ground),
        _GATE.format(x=_n(scale.gate(gate)), top=0, bottom=STRIP),
    ]
    width = _END + _HALF_END
    return _STRIP.format(width=width, height=STRIP, scale=scale.data, drawn=Markup().join(drawn))


def _axis(scale: _Scale, bottom: float) -> Iterator[Markup]:
    minutes = scale.ends / 60
    step = next((one for one in _STEPS if minutes / one <= _MOST_TICKS), _STEPS[-1])
    for at in range(0, int(minutes) + 1, step):
        x = scale.x(at * 60)
        yield _LINE.format("grid", _n(x), _SPOKEN, _n(x), _n(bottom))
        if x < _RIGHT - 8:
            yield _WORDS.format("tick", _n(x), _AXIS, "middle", Moment.minute(at).clock)
    yield _WORDS.format("tick", _END, _AXIS, "middle", "End")
    yield _LINE.format("axis", _LEFT, _SPOKEN, _RIGHT, _SPOKEN)


def _dialogue(scale: _Scale, timing: Timing) -> Iterator[Markup]:
    """How much of each minute is spoken, as an area."""
    if timing.dialogue:
        most = max(*timing.dialogue, 0.01)
        area = _area(scale, timing.dialogue, most, _SPOKEN, _SPOKEN - 16)
        yield _PATH.format("dialogue", area)
        yield _WORDS.format("name", _LEFT, 11, "start", "Dialogue")


def _numbers(grounds: Sequence[float], high: float) -> Iterator[Markup]:
    """As many as there is room for."""
    every = next((one for one in _EVERY if one * high >= _LABEL), _EVERY[-1])
    for number, ground in enumerate(grounds, 1):
        is_first = number == 1 and (every - 1) * high >= _LABEL
        if number % every == 0 or is_first:
            yield _WORDS.format("number", _LEFT - 6, _n(ground), "end", number)


def _lane_of(scale: _Scale, one: Estimate, number: int, ground: float, high: float) -> Markup:
    top = ground - high
    drawn = [
        _RECT.format("hit", 0, _n(top), WIDTH, _n(high)),
        _LINE.format("floor", _LEFT, _n(ground), _RIGHT, _n(ground)),
        *_point(scale, one, ground),
        _GATE.format(x=_n(scale.gate(one.gate)), top=_n(top + 1), bottom=_n(ground + 1)),
    ]
    told = f"Sentence {number}: gate {one.gate}"
    return _LANE.format(n=number, kind=_kind(one), told=told, drawn=Markup().join(drawn))


def _kind(one: Estimate) -> str:
    if one.basis is Basis.AUTHOR:
        return "own"
    return "proposed" if any(one.chances) else "open"


def _ridge(scale: _Scale, one: Estimate, ground: float, high: float) -> Markup:
    """Where the sentence is likely to be. All are as high: only where and how wide is told."""
    if not any(one.chances):
        return Markup()
    return _PATH.format("ridge", _area(scale, one.chances, max(one.chances), ground, high))


def _point(scale: _Scale, one: Estimate, ground: float) -> Iterator[Markup]:
    """Where it is shown, and the wait from there to the gate."""
    if _kind(one) == "proposed":
        x = _n(scale.x(one.shown))
        yield _PATH.format("wait", f"M{x} {_n(ground)}H{_n(scale.gate(one.gate))}")
        # A stroke without length: its round ends stay round, however the drawing is stretched.
        yield _PATH.format("dot", f"M{x} {_n(ground)}h0.01")


def _area(scale: _Scale, shares: Sequence[float], most: float, ground: float, high: float) -> str:
    """The outline of what is not next to nothing, in one piece for each stretch."""
    pooled = _pooled(shares)
    right = scale.x(scale.covered)
    step = (right - scale.left) / len(pooled)
    parts, is_open = [], False
    for index, share in enumerate(pooled):
        x = scale.left + index * step
        if share <= most * _NOTHING:
            if is_open:
                parts.append(f"L{_n(x)} {_n(ground)}Z")
            is_open = False
            continue
        if not is_open:
            parts.append(f"M{_n(x)} {_n(ground)}")
        parts.append(f"L{_n(x + step / 2)} {_n(ground - high * min(share / most, 1))}")
        is_open = True
    return "".join(parts) + (f"L{_n(right)} {_n(ground)}Z" if is_open else "")


def _pooled(shares: Sequence[float]) -> Sequence[float]:
    """No more slices than can be told apart; of those drawn as one, the highest counts."""
    size = max(1, len(shares) // _FEWEST_POINTS)
    return [max(shares[at : at + size]) for at in range(0, len(shares), size)]


def _told(timing: Timing, ends: float) -> str:
    gates = [one.gate for one in timing.estimates]
    own = sum(one.basis is Basis.AUTHOR for one in timing.estimates)
    open_ = sorted(gate for gate in gates if gate != ENDING)
    many = len(gates)
    told = [f"{many} sentence{'s'[: many != 1]} in a film of {clock(ends)}."]
    if own:
        told.append(f"{own} {'has a gate' if own == 1 else 'have gates'} of your own.")
    if open_:
        between = f"from {open_[0].clock} to {open_[-1].clock}"
        told.append(f"{len(open_)} open before the ending, {between}.")
    if len(open_) < many:
        waiting = many - len(open_)
        told.append(f"{waiting} wait{'s' * (waiting == 1)} for the ending.")
    return " ".join(told)


def _caption(timing: Timing) -> str:
    if not any(any(one.chances) for one in timing.estimates):
        return "Each line is a sentence, from above to below. Its stroke is its gate."
    return (
        "Each line is a sentence, from above to below. Pencil: where it is likely to be. "
        "Dot: where it is shown, by the best guess. Red: the gate that is proposed, and ink once "
        "it is yours."
    )


def _shown(one: Estimate) -> str:
    return "" if one.basis is Basis.AUTHOR else f"about {clock(one.shown)}"


def _how_sure(one: Estimate) -> str:
    return "" if one.basis is Basis.AUTHOR else f"{one.confidence:.0%}"


def _n(number: float) -> str:
    """A coordinate, to a tenth."""
    return f"{number:.1f}".removesuffix(".0")
