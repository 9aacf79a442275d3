"""Views: what a page says to one reader, with nothing else left in it."""

from hypothesis import given
from hypothesis import strategies as st
from tests.firewall.test_steps import pages
from tests.laws.test_visible import gates, watched

from lookback.film.gate import OPEN, Gate
from lookback.film.moment import ENDING, Moment
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.progress import FINISHED, NOTHING, Progress, Watched
from lookback.film.prose import Prose, Veil
from lookback.film.record import Runtime, Text
from lookback.firewall.rules import judge, opens
from lookback.firewall.view import Sealed, View, clear, explain, kept_names

TITLE = Passage(Part.TITLE, Text("Film"), OPEN)
_headings = st.lists(
    st.tuples(
        st.sampled_from([("A dream",), ("A lie",), ("a dream!",), ("A dream 2",)])
        | st.tuples(st.just("A "), st.builds(Veil, st.just("lie"), gates, st.just("dream")))
        | st.tuples(st.just("A "), st.builds(Veil, st.just("dream"), gates)),
        gates,
    ),
    max_size=6,
)


def _said(part: Part, text: str, minute: int, group: int = 0) -> Passage:
    return Passage(part, Prose((text,)), Gate(Moment.minute(minute)), group)


def _view(minute: int, *passages: Passage) -> View:
    return clear(Page("film", (TITLE, *passages)), Watched({"film": _progress(minute)}))


def _progress(minute: int) -> Progress:
    return Progress(Moment.minute(minute))


def test_a_veil_is_spoken_for_until_its_own_moment() -> None:
    told = Prose(("She meets ", Veil("her brother", Gate(Moment.minute(35)), "someone"), "."))
    recap = Passage(Part.RECAP, told, Gate(Moment.minute(10)))
    assert [line.text for line in _view(34, recap).recap] == ["She meets someone."]
    assert [line.text for line in _view(35, recap).recap] == ["She meets her brother."]


def test_the_logline_is_the_first_of_the_premise_that_may_be_seen() -> None:
    hidden = _said(Part.PREMISE, "Later.", 10)
    first, second = _said(Part.PREMISE, "First.", 0), _said(Part.PREMISE, "Second.", 0)
    assert _view(0, hidden, first, second) == _view(0, first, second)
    view = _view(0, first, second)
    assert (view.logline, view.premise) == ("First.", ("Second.",))


def test_an_anchor_counts_visible_headings_only() -> None:
    hidden = _said(Part.INTERPRETATION, "A dream", 50, 1)
    shown = _said(Part.INTERPRETATION, "A dream", 0, 2)
    assert [one.anchor for one in _view(10, hidden, shown).interpretations] == ["a-dream"]
    both = _view(50, hidden, shown).interpretations
    assert [one.anchor for one in both] == ["a-dream", "a-dream-2"]


def _interpretations(headings: list[tuple[tuple[str | Veil, ...], Gate]]) -> list[Passage]:
    return [
        Passage(Part.INTERPRETATION, Prose(pieces), gate, group)
        for group, (pieces, gate) in enumerate(headings, 1)
    ]


@given(_headings, watched, watched)
def test_what_votes_are_kept_by_is_the_same_for_all_who_have_finished(
    headings: list[tuple[tuple[str | Veil, ...], Gate]], one: Watched, other: Watched
) -> None:
    page = Page("film", (TITLE, *_interpretations(headings)))
    names: list[dict[int, str]] = []
    for reader in (one, other):
        finished = Watched({**reader.films, "film": FINISHED})
        kept = kept_names(page, finished)
        seen = [
            passage.group
            for passage, verdict in zip(page.passages, judge(page, finished), strict=True)
            if verdict.reason and passage.group
        ]
        assert list(kept) == [one.anchor for one in clear(page, finished).interpretations]
        assert len(set(kept.values())) == len(kept)
        names.append(dict(zip(seen, kept.values(), strict=True)))
    first, second = names
    assert all(first[group] == second[group] for group in first.keys() & second.keys())
    assert len(first | second) == len({*first.values(), *second.values()})


@given(_headings, watched)
def test_what_votes_are_kept_by_hangs_on_nothing_hidden(
    headings: list[tuple[tuple[str | Veil, ...], Gate]], reader: Watched
) -> None:
    passages = _interpretations(headings)
    page = Page("film", (TITLE, *passages))
    finished = Watched({**reader.films, "film": FINISHED})
    verdicts = judge(page, finished)[1:]
    without = [one for one, verdict in zip(passages, verdicts, strict=True) if verdict.reason]
    assert kept_names(page, finished) == kept_names(Page("film", (TITLE, *without)), finished)


def test_what_votes_are_kept_by_is_the_anchor_where_nothing_needs_another_film() -> None:
    passages = [
        _said(Part.INTERPRETATION, heading, minute, group)
        for group, (heading, minute) in enumerate((("A dream", 9), ("A lie", 0), ("A dream", 0)), 1)
    ]
    kept = kept_names(Page("film", (TITLE, *passages)), Watched({"film": FINISHED}))
    assert kept == {name: name for name in ("a-dream", "a-lie", "a-dream-2")}


def test_what_votes_are_kept_by_fits_its_column() -> None:
    heading = Prose((" ".join(["dream"] * 99),))
    gate = Gate(ENDING, (("other", ENDING),))
    passages = [Passage(Part.INTERPRETATION, heading, gate, group) for group in range(1, 1001)]
    everything = Watched({"film": FINISHED, "other": FINISHED})
    kept = kept_names(Page("film", (TITLE, *passages)), everything)
    assert max(map(len, kept.values())) <= 96


def test_a_line_tells_the_moment_that_all_of_it_needed() -> None:
    hole = Passage(
        Part.RECAP, Prose(("It is ", Veil("she", Gate(Moment.minute(40))))), Gate(Moment.minute(5))
    )
    assert [line.at for line in _view(60, hole).recap] == [Moment.minute(40)]


def test_a_panel_shows_the_latest_caption_that_was_reached_in_it() -> None:
    passages = (
        Passage(Part.RUNTIME, Runtime(100), OPEN),
        _said(Part.PANELS, "Early.", 5),
        _said(Part.PANELS, "Late.", 20),
        _said(Part.RECAP, "A recap.", 40),
        Passage(Part.PANELS, Prose(("The end.",)), Gate(ENDING)),
    )
    assert [panel.caption for panel in _view(10, *passages).panels] == ["Early.", "", "", ""]
    assert [panel.caption for panel in _view(45, *passages).panels] == ["Late.", "A recap.", "", ""]
    finished = clear(Page("film", (TITLE, *passages)), Watched({"film": FINISHED}))
    assert [panel.caption for panel in finished.panels] == ["Late.", "A recap.", "", "The end."]


def test_panels_are_cut_from_two_hours_where_the_runtime_may_not_be_known() -> None:
    hidden = Passage(Part.RUNTIME, Runtime(58), Gate(ENDING))
    assert _view(10, hidden) == _view(10)
    assert _view(10, hidden).panels[3].ends == Moment.minute(120)


@given(pages, watched)
def test_a_view_says_nothing_that_the_rules_hide(page: Page, reader: Watched) -> None:
    marked = Page(page.slug, tuple(map(_marked, enumerate(page.passages))))
    told = repr(clear(marked, reader))
    for number, (passage, verdict) in enumerate(
        zip(marked.passages, judge(marked, reader), strict=True)
    ):
        if isinstance(passage.says, Prose) and not verdict.reason:
            assert f"«{number}»" not in told


@given(gates, gates, watched)
def test_a_view_says_no_words_whose_veil_is_closed(gate: Gate, veil: Gate, reader: Watched) -> None:
    told = Prose((Veil("«words»", veil, "others"),))
    view = clear(Page("one", (TITLE, Passage(Part.RECAP, told, gate))), reader)
    assert ("«words»" in repr(view)) == (opens(gate, "one", reader) and opens(veil, "one", reader))


def _marked(numbered: tuple[int, Passage]) -> Passage:
    number, passage = numbered
    if not isinstance(passage.says, Prose):
        return passage
    says = Prose((f"«{number}»", *passage.says.pieces))
    return Passage(passage.part, says, passage.gate, passage.group, passage.name, passage.replaces)


@given(pages, watched)
def test_a_sealed_page_is_cleared_for_many_readers_as_for_one(page: Page, reader: Watched) -> None:
    sealed = Sealed(page)
    sealed.clear(NOTHING)
    assert sealed.clear(reader) == clear(page, reader)


@given(pages, watched)
def test_authors_are_told_of_every_passage_and_why(page: Page, reader: Watched) -> None:
    told = explain(page, reader)
    assert tuple(one.passage for one in told) == page.passages
    assert [one.verdict for one in told] == list(judge(page, reader))
