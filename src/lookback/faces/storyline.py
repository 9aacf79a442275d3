"""A storyline chart as SVG.

In a page the colours stand in ``storyline.css``, so that they follow the theme and print; a file of
its own carries them with it.
"""

from collections.abc import Callable, Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Final

from markupsafe import Markup

import lookback.faces
from lookback.faces.chart_words import clock, summary, title
from lookback.film.moment import ENDING, Moment
from lookback.film.story import Status
from lookback.story import lettering
from lookback.story.chart import Chart
from lookback.story.drawn import Band, Column, Curve
from lookback.story.joins import RADIUS, SIZE, Arrow, Cubic, Mark, Point, Tie

KINDS: Final = 7
"""So many characters have strokes of their own; then these come again, and the names tell."""
_TURN: Final = 44.0
"""How long a curve takes at most to come to another height: the rest of its way is level."""
_HEAD: Final = 8.0
"""How long the head of an arrow is."""
_HIT: Final = 6.0
"""So far around a mark it can be pointed at, too."""

STATIC: Final = files(lookback.faces) / "static"
COLOURS: Final = (
    "svg.storyline{color-scheme:light dark;--paper:#faf7f1;--ink:#1b1a18;--soft:#5d5a54;"
    "--hair:#d9d3c7;--pencil:#8fb8d8;--wash:#eef3f7;--mark:#b3361f;--card:#fffdf9;"
    '--ui:system-ui,"Noto Sans","Hiragino Sans","Yu Gothic","Noto Sans CJK JP",sans-serif;'
    "background:var(--paper)}"
    "@media (prefers-color-scheme:dark){svg.storyline{--paper:#141518;--ink:#ece7dc;"
    "--soft:#a9a498;--hair:#34363c;--pencil:#4d7796;--wash:#191d23;--mark:#ff8f75;--card:#1a1c20}}"
    "@media print{svg.storyline{--paper:#fff;--ink:#000;--soft:#333;--card:#fff;--hair:#bbb}}"
)
"""Those of ``look.css``, for a chart that stands alone."""

_SVG: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" class="storyline" width="{width}" height="{height}" '
    'viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{id}-title {id}-desc">'
    '<title id="{id}-title">{title}</title><desc id="{id}-desc">{desc}</desc>{style}{drawn}</svg>'
)
_FRAME: Final = Markup(
    '<div class="storyline-scroll" tabindex="0" role="region" aria-label="{}">{}</div>'
)
_HIDDEN: Final = Markup('<g aria-hidden="true">{}</g>')
"""For what the marks' own words tell, too."""
_RECT: Final = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>')
_PATH: Final = Markup('<path class="{}" d="{}"/>')
_WORDS: Final = Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>')
_LINK: Final = Markup('<a class="{}" href="{}" aria-label="{}"{}><title>{}</title>{}</a>')
_GROUP: Final = Markup('<g class="{}"><title>{}</title>{}</g>')


def svg(
    chart: Chart,
    *,
    href: Callable[[str], str] | None = None,
    alone: bool = False,
    id_: str = "storyline",
) -> Markup:
    """The chart as one ``svg`` element, without scripts and inline styles.

    Args:
        chart: what is drawn.
        href: gives an event's address by its name; then each event is a link, in the order of
            the columns.
        alone: whether it is a file of its own, and carries its colours.
        id_: begins the names of its title and description; another for each chart of a page.
    """
    drawn = [
        _HIDDEN.format(
            Markup().join(
                [
                    *(_frame(band) for band in chart.bands),
                    *_axis(chart),
                    *_forks(chart),
                    *(_curve(curve, chart.bands[curve.band]) for curve in chart.curves),
                    *(gap for curve in chart.curves for gap in _gaps(curve, chart)),
                    *(_PATH.format("carried", _d(c)) for one in chart.carried for c in one.curves),
                    *(drawn for arrow in chart.arrows for drawn in _arrow(arrow)),
                    *_names(chart),
                ]
            )
        ),
        *(_event(chart, column, href) for column in chart.columns),
    ]
    style = Markup("<style>{}</style>").format(Markup(COLOURS + _css())) if alone else ""  # noqa: S704 # our own file, without markup
    return _SVG.format(
        width=_n(chart.width),
        height=_n(chart.height),
        role="img" if href is None else "group",
        id=id_,
        title=title(chart),
        desc=summary(chart),
        style=style,
        drawn=Markup().join(drawn),
    )


def scrolling(chart: Chart, *, href: Callable[[str], str], id_: str = "storyline") -> Markup:
    """The chart in a box of the page's width, in which it goes sideways where it is wider."""
    return _FRAME.format(title(chart), svg(chart, href=href, id_=id_))


def _axis(chart: Chart) -> Iterator[Markup]:
    """The times above, and down from each to its marks."""
    lowest: dict[int, float] = {}
    for mark in chart.marks:
        lowest[mark.number] = max(lowest.get(mark.number, 0.0), mark.top - RADIUS)
    for column in chart.columns:
        at = column.event.at
        told = "end" if at == ENDING else Moment.minute(at.seconds // 60).clock
        yield _WORDS.format("tick", _n(column.x), 17, "middle", told)
        yield _PATH.format("guide", f"M{_n(column.x)} 24V{_n(lowest[column.number])}")
    if chart.end:
        x, moment = chart.end
        told = Moment.minute(moment.seconds // 60).clock
        yield _WORDS.format("tick", _n(x), 17, "middle", told)


def _frame(band: Band) -> Markup:
    high, wide = band.bottom - band.top, band.right - band.left
    kind = f"band {_kind(band.status)}"
    return _RECT.format(kind, _n(band.left), _n(band.top), _n(wide), _n(high), 1)


def _kind(status: Status) -> str:
    """Ink for what takes place on the real timeline, pencil for what does not."""
    if status is Status.REAL:
        return "ink"
    return "inked" if status.is_fact else "pencil"


def _forks(chart: Chart) -> Iterator[Markup]:
    for fork in chart.forks:
        first, *rest = fork.points
        d = f"M{_p(first)}" + "".join(f"L{_p(point)}" for point in rest)
        yield _PATH.format(f"fork {_kind(chart.bands[fork.band].status)}", d)


def _curve(curve: Curve, band: Band) -> Markup:
    """Level, and where it has to leave its height, as late as may be."""
    d = f"M{_p(curve.points[0])}"
    for (x, y), (to_x, to_y) in pairwise(curve.points):
        if y != to_y:
            turn = min(_TURN, to_x - x)
            middle = _n(to_x - turn / 2)
            level = f"H{_n(to_x - turn)}" if turn < to_x - x else ""
            d += f"{level}C{middle} {_n(y)} {middle} {_n(to_y)} {_n(to_x)} {_n(to_y)}"
        else:
            d += f"H{_n(to_x)}"
    return _PATH.format(f"curve {_kind(band.status)} kind-{curve.kind % KINDS}", d)


def _gaps(curve: Curve, chart: Chart) -> Iterator[Markup]:
    """Where its own name stands on a curve, it is not drawn."""
    wide = lettering.width(curve.label, SIZE)
    kind = f"gap {_kind(chart.bands[curve.band].status)}"
    for x, y in curve.again:
        yield _RECT.format(kind, _n(x - wide / 2), _n(y - 4), _n(wide), 8, 0)


def _arrow(arrow: Arrow) -> Iterator[Markup]:
    """With a head; what prevents ends in a bar, as chemists draw it."""
    start, pull, last_pull, (x, y) = arrow.curve
    dx, dy = x - last_pull[0], y - last_pull[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / length, dy / length
    kind = f"arrow {arrow.tie}"
    if arrow.tie is Tie.UNLESS:
        tip = (x - 3 * dx, y - 3 * dy)
        wide = _HEAD * 0.8
        head = f"M{_p((tip[0] - wide * dy, tip[1] + wide * dx))}"
        head += f"L{_p((tip[0] + wide * dy, tip[1] - wide * dx))}"
    else:
        tip = (x - _HEAD * dx, y - _HEAD * dy)
        wide = _HEAD * 0.45
        head = f"M{_p((x, y))}L{_p((tip[0] - wide * dy, tip[1] + wide * dx))}"
        head += f"L{_p((tip[0] + wide * dy, tip[1] - wide * dx))}Z"
    yield _PATH.format(kind, _d((start, pull, last_pull, tip)))
    yield _PATH.format(f"head {arrow.tie}", head)


def _names(chart: Chart) -> Iterator[Markup]:
    for band in chart.bands:
        kind = f"band-name {_kind(band.status)}"
        yield _WORDS.format(kind, _n(band.left + 14), _n(band.top + 20), "start", band.label)
    for curve in chart.curves:
        x, y = curve.label_at
        yield _WORDS.format("who", _n(x), _n(y + 4), "end", curve.label)
        for x, y in curve.again:
            yield _WORDS.format("who", _n(x), _n(y + 4), "middle", curve.label)
    for one in chart.carried:
        x, y = one.label_at
        yield _WORDS.format("thing", _n(x), _n(y), "middle", one.label)


def _event(chart: Chart, column: Column, href: Callable[[str], str] | None) -> Markup:
    marks = [mark for mark in chart.marks if mark.number == column.number]
    kind = "event chosen" if column.number == chart.chosen else "event"
    drawn = Markup().join(
        part for mark in marks for part in _mark(mark, _kind(chart.bands[mark.band].status))
    )
    told = f"{column.number}, {clock(column.event.at)}: {column.event.says}"
    if href is None:
        return _GROUP.format(kind, told, drawn)
    current = Markup(' aria-current="true"') if column.number == chart.chosen else ""
    return _LINK.format(kind, href(column.event.name), told, current, told, drawn)


def _mark(mark: Mark, kind: str) -> Iterator[Markup]:
    x, top = mark.x - RADIUS, mark.top - RADIUS
    high = mark.bottom - mark.top + 2 * RADIUS
    hit = (_n(x - _HIT), _n(top - _HIT), _n(2 * (RADIUS + _HIT)), _n(high + 2 * _HIT))
    yield _RECT.format("hit", *hit, 4)
    yield _RECT.format(f"mark {kind}", _n(x), _n(top), _n(2 * RADIUS), _n(high), _n(RADIUS))
    middle = _n((mark.top + mark.bottom) / 2 + 4)
    yield _WORDS.format(f"number {kind}", _n(mark.x), middle, "middle", mark.number)


def _css() -> str:
    return (STATIC / "storyline.css").read_text("utf-8")


def _d(curve: Cubic) -> str:
    start, *rest = curve
    return f"M{_p(start)}C{' '.join(map(_p, rest))}"


def _p(point: Point) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _n(number: float) -> str:
    """A coordinate, to a tenth."""
    return f"{number:.1f}".removesuffix(".0")
