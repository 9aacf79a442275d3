"""Charts as SVG, from numbers alone: each has its words and its table with it.

They are as wide as a phone at its own size, and grow with the page. Colours stand in the style
sheet, so that they follow the theme and print.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from markupsafe import Markup

from lookback.film.record import Rating

BUCKETS: Final = 10
WIDTH: Final = 360
_HEIGHT: Final = 172
_GROUND: Final = 138
_TOP: Final = 36
"""Room above the highest bar for its count and for the mark of the film's own."""
_OWN_NAME: Final = 54
_GAP: Final = 4
_LEFT: Final = 34
_MARGIN: Final = 12
_THIN: Final = 5
_ROUND: Final = 30
"""Lines across stand at half hours."""
_DECADE: Final = 10
_MOST_LABELS: Final = 7
_MOST_LINES: Final = 5
_FEWEST_RATED: Final = 3
_FEWEST_RUN: Final = 4
"""Of fewer films than these, a spread says nothing."""
_THOUSAND: Final = 1000
Quartiles = tuple[int, int, int, int]
"""How many films, then the lower quartile, the median and the upper quartile of their minutes."""

_FIGURE: Final = Markup(
    '<figure class="chart">'
    '<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-title {id}-desc">'
    '<title id="{id}-title">{title}</title><desc id="{id}-desc">{desc}</desc>{drawn}</svg>'
    "<figcaption>{caption}</figcaption>"
    '<details><summary>The same in numbers</summary><div class="wide"><table>'
    "<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    "</figure>"
)
_LINE: Final = Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>')
_RECT: Final = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>')
_PATH: Final = Markup('<path class="{}" d="{}"/>')
_DOT: Final = Markup('<circle class="{}" cx="{}" cy="{}" r="3"/>')
_WORDS: Final = Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>')


def bucket_of(rating: Rating) -> int:
    """Which of the ten buckets of a histogram a rating falls into, whatever its scale."""
    return min(int(rating.score * BUCKETS / rating.scale), BUCKETS - 1)


def rating_chart(counts: Sequence[int], among: str, own: int | None = None) -> Markup:
    """How the ratings of some films are spread; nothing where hardly any is rated.

    Args:
        counts: how many films are rated from 0 up to 1, and so on up to 10.
        among: which films these are, for a sentence: ``Drama``.
        own: the bucket of the film whose page it is.
    """
    if len(counts) != BUCKETS or sum(counts) < _FEWEST_RATED:
        return Markup()
    total = sum(counts)
    step = WIDTH / BUCKETS
    most = max(counts)
    drawn = [_LINE.format("axis", 0, _GROUND, WIDTH, _GROUND)]
    for index, count in enumerate(counts):
        left, middle = index * step + _GAP / 2, (index + 0.5) * step
        high = max(count * (_GROUND - _TOP) / most, 1.5) if count else 0
        top = _GROUND - high
        is_own = index == own
        if count:
            bar = "bar own" if is_own else "bar"
            drawn.append(_RECT.format(bar, _n(left), _n(top), _n(step - _GAP), _n(high)))
            drawn.append(_WORDS.format("count", _n(middle), _n(top - 5), "middle", _short(count)))
        if is_own:
            drawn.extend(_mark(middle, top - (18 if count else 4)))
    for edge in range(BUCKETS + 1):
        anchor = {0: "start", BUCKETS: "end"}.get(edge, "middle")
        drawn.append(_WORDS.format("tick", _n(edge * step), _GROUND + 16, anchor, edge))
    drawn.append(_WORDS.format("axis-name", WIDTH / 2, _HEIGHT - 2, "middle", "Rating out of 10"))
    return _figure(
        "rating-chart",
        drawn,
        title=f"Ratings of films: {among}",
        desc=_told_of_ratings(counts, own),
        caption=_caption_of_ratings(counts, among, own),
        heads=("Rating", "Films", "Share"),
        rows=[
            (_span(index), f"{count:,}", f"{100 * count / total:.0f} %")
            for index, count in enumerate(counts)
        ],
        marked=own,
    )


def _mark(x: float, ends: float) -> Iterator[Markup]:
    """A line down to the film's own bar: told by its word, not by colour alone.

    The word stands above the highest bar, where it hides no other.
    """
    at = min(max(x, _OWN_NAME / 2), WIDTH - _OWN_NAME / 2)
    yield _WORDS.format("own-name", _n(at), 10, "middle", "This film")
    yield _LINE.format("here", _n(x), 15, _n(x), _n(ends))


def _told_of_ratings(counts: Sequence[int], own: int | None) -> str:
    most = max(range(BUCKETS), key=counts.__getitem__)
    told = f"{sum(counts):,} rated films. Most are rated {_span(most)}: {counts[most]:,}."
    return told if own is None else f"{told} This film is among those rated {_span(own)}."


def _caption_of_ratings(counts: Sequence[int], among: str, own: int | None) -> str:
    told = f"{sum(counts):,} rated films: {among}."
    if own is None:
        return told
    lower = 100 * sum(counts[:own]) / sum(counts)
    return f"{told} This one is rated {_span(own)}, above {lower:.0f} % of them."


def _span(index: int) -> str:
    return f"{index} to {index + 1}"


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where decades and minutes lie in the drawing."""

    first: int
    last: int
    low: int
    high: int

    @classmethod
    def of(cls, known: Mapping[int, Quartiles]) -> Self:
        """As large as all numbers need, between whole half hours."""
        low = min(of[1] for of in known.values()) // _ROUND * _ROUND
        high = -(-max(of[3] for of in known.values()) // _ROUND) * _ROUND
        return cls(min(known), max(known), low, max(high, low + _ROUND))

    def x(self, year: int) -> float:
        left, right = _LEFT + _MARGIN, WIDTH - _MARGIN
        return left + (year - self.first) * (right - left) / max(self.last - self.first, _DECADE)

    def y(self, minutes: int) -> float:
        return _GROUND - (minutes - self.low) * (_GROUND - _MARGIN) / (self.high - self.low)

    def point(self, year: int, minutes: int) -> str:
        return f"{_n(self.x(year))} {_n(self.y(minutes))}"


def runtime_chart(decades: Mapping[int, Quartiles]) -> Markup:
    """How long films ran, decade by decade; nothing where no runtime is known.

    Args:
        decades: their first years, with the films' quartiles in minutes.
    """
    known = {year: of for year, of in sorted(decades.items()) if of[0] > 0}
    if not known:
        return Markup()
    plane = _Plane.of(known)
    drawn = [*_axes(plane)]
    for run in _runs([year for year, of in known.items() if of[0] >= _FEWEST_RUN]):
        drawn += _band(plane, known, run)
    for year, of in known.items():
        dot = "dot" if of[0] >= _FEWEST_RUN else "dot few"
        drawn.append(_DOT.format(dot, _n(plane.x(year)), _n(plane.y(of[2]))))
    return _figure(
        "runtime-chart",
        drawn,
        title="Runtimes over the decades",
        desc=_told_of_runtimes(known),
        caption=_caption_of_runtimes(known),
        heads=("Decade", "Films", "A quarter run up to", "Median minutes", "A quarter run from"),
        rows=[(f"{year}s", f"{of[0]:,}", *map(str, of[1:])) for year, of in known.items()],
    )


def _axes(plane: _Plane) -> Iterator[Markup]:
    step = _ROUND * -(-(plane.high - plane.low) // (_ROUND * _MOST_LINES))
    for minutes in range(plane.low, plane.high + 1, step):
        at = plane.y(minutes)
        kind = "axis" if minutes == plane.low else "grid"
        yield _LINE.format(kind, _LEFT, _n(at), WIDTH, _n(at))
        yield _WORDS.format("tick", _LEFT - 6, _n(at + 4), "end", minutes)
    every = -(-((plane.last - plane.first) // _DECADE + 1) // _MOST_LABELS) * _DECADE
    for year in range(plane.first, plane.last + 1, every):
        yield _WORDS.format("tick", _n(plane.x(year)), _GROUND + 16, "middle", f"{year}s")
    middle = _n((_LEFT + WIDTH) / 2)
    yield _WORDS.format("axis-name", middle, _HEIGHT - 2, "middle", "Minutes, by decade")


def _band(plane: _Plane, known: Mapping[int, Quartiles], run: Sequence[int]) -> Iterator[Markup]:
    """The middle half of the films of some decades, and the median over it."""
    if len(run) == 1:
        _, lower, _, upper = known[run[0]]
        x, top, bottom = plane.x(run[0]), plane.y(upper), plane.y(lower)
        yield _RECT.format("band", _n(x - _THIN), _n(top), 2 * _THIN, _n(bottom - top))
    else:
        above = [plane.point(year, known[year][3]) for year in run]
        below = [plane.point(year, known[year][1]) for year in reversed(run)]
        yield _PATH.format("band", f"M{'L'.join(above + below)}Z")
        median = [plane.point(year, known[year][2]) for year in run]
        yield _PATH.format("median", f"M{'L'.join(median)}")


def _runs(years: Sequence[int]) -> Iterator[list[int]]:
    """Decades that follow on one another: no line is drawn over one without films."""
    run: list[int] = []
    for year in years:
        if run and year != run[-1] + _DECADE:
            yield run
            run = []
        run.append(year)
    if run:
        yield run


def _caption_of_runtimes(known: Mapping[int, Quartiles]) -> str:
    many = "The line is the median; half of the films of a decade run within the band."
    few = f"A hollow dot is the median of fewer than {_FEWEST_RUN} films."
    is_few = {of[0] < _FEWEST_RUN for of in known.values()}
    return " ".join([many] * (False in is_few) + [few] * (True in is_few))


def _told_of_runtimes(known: Mapping[int, Quartiles]) -> str:
    first, last = min(known), max(known)
    told = f"The median film of the {first}s runs {known[first][2]} minutes"
    return f"{told}." if first == last else f"{told}, of the {last}s {known[last][2]}."


def _figure(
    id_: str,
    drawn: Sequence[Markup],
    *,
    title: str,
    desc: str,
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    marked: int | None = None,
) -> Markup:
    own = Markup(' class="own"')
    told = [
        Markup('<tr{}><th scope="row">{}</th>{}</tr>').format(
            own if index == marked else "",
            row[0] + (" (this film)" if index == marked else ""),
            Markup().join(Markup("<td>{}</td>").format(cell) for cell in row[1:]),
        )
        for index, row in enumerate(rows)
    ]
    return _FIGURE.format(
        id=id_,
        width=WIDTH,
        height=_HEIGHT,
        title=title,
        desc=desc,
        caption=caption,
        drawn=Markup().join(drawn),
        heads=Markup().join(Markup('<th scope="col">{}</th>').format(head) for head in heads),
        rows=Markup().join(told),
    )


def _short(count: int) -> str:
    """A count that fits over its bar: ``941``, ``12k``."""
    if count < 10 * _THOUSAND:
        return str(count)
    thousands = f"{count / _THOUSAND:.0f}k"
    return thousands if count < _THOUSAND**2 else f"{count / _THOUSAND**2:.1f}M"


def _n(number: float) -> str:
    """A coordinate, to a tenth."""
    return f"{number:.1f}".removesuffix(".0")
