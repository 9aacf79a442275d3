"""What of a page is warned of, kind by kind."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.leaks.pages import film, page

from lookback.errors import InputRefused
from lookback.film.leak import Leak, LeakKind
from lookback.film.moment import ENDING, Moment
from lookback.film.page import Page
from lookback.leaks.page import find_leaks

RECAP = "## Story so far"
ENDS = "## Ending explained"


def kinds(told: Page) -> list[LeakKind]:
    return [leak.kind for leak in find_leaks(told)]


def only(told: Page) -> Leak:
    [leak] = find_leaks(told)
    return leak


QUIET = (
    "A lighthouse keeper takes in a stranger.",
    RECAP,
    "@0:20 The stranger mends the old lamp, and says little.",
    "@0:50 In the cellar Ines finds a ledger with forged signatures.",
    ENDS,
    "Gregor had drowned the smugglers, and hands over the ledger at the harbour.",
)


def test_a_page_that_keeps_quiet_is_not_warned_of() -> None:
    assert find_leaks(film(*QUIET)) == []


def test_a_premise_that_names_somebody_of_the_ending_is_warned_of() -> None:
    leak = only(film("A keeper takes in Gregor with the forged ledger.", *QUIET[1:]))
    assert leak.kind in {LeakKind.NAME, LeakKind.LATER_WORDS}
    assert leak.until > Moment(0)
    assert any("Gregor" in reason or "gregor" in reason for reason in leak.reasons)


def test_a_recap_that_says_what_comes_later_in_the_same_words_is_warned_of() -> None:
    told = film(*QUIET[:2], "@0:20 Somebody has forged signatures in the ledger.", *QUIET[3:])
    leak = only(told)
    assert leak.kind is LeakKind.LATER_WORDS
    assert leak.until == Moment.minute(50)
    assert leak.gives_away.startswith("In the cellar Ines")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("In the last scene it was all a dream.", LeakKind.TWIST),
        ("He is actually the murderer of her brother.", LeakKind.IDENTITY),
        ("His best friend betrays him.", LeakKind.BETRAYAL),
        ("In the end only one of them survives the fire.", LeakKind.OUTCOME),
        ("He turns out to be her father.", LeakKind.IDENTITY),
    ],
)
def test_a_premise_that_tells_a_secret_by_the_words_for_it_is_warned_of(
    said: str, kind: LeakKind
) -> None:
    assert kind in kinds(film(QUIET[0], said, *QUIET[1:]))


def test_a_recap_may_tell_a_death_that_it_has_come_to() -> None:
    told = film(*QUIET[:3], "@0:40 The stranger is killed by a falling beam.", *QUIET[3:])
    assert find_leaks(told) == []


def test_a_recap_that_announces_a_death_is_warned_of() -> None:
    told = film(*QUIET[:2], "@0:20 One day this man is going to kill his wife.", *QUIET[3:])
    assert kinds(told)


def test_a_name_that_the_record_hides_is_warned_of_where_the_recap_uses_it() -> None:
    cast = 'cast: [A, {cast: B as Mirko, from: "0:50", before: B}]'
    told = film(*QUIET[:2], "@0:20 By the stove sits Mirko.", *QUIET[3:], record=cast)
    leak = only(told)
    assert (leak.kind, leak.until) == (LeakKind.NAME, Moment.minute(50))


def test_a_theme_of_the_ending_is_warned_of() -> None:
    assert kinds(film(*QUIET, record="themes: [Solitude, A ledger]")) == [LeakKind.THEME]


def test_a_role_that_says_more_than_who_it_is_is_warned_of() -> None:
    record = "cast: [A as the keeper, B as the stranger who forged the ledger]"
    assert kinds(film(*QUIET, record=record)) == [LeakKind.ROLE]


def test_two_roles_of_one_actor_are_warned_of_unless_they_wait() -> None:
    record = "cast: A as Ines and Maria"
    assert kinds(film(*QUIET, record=record)) == [LeakKind.ROLE]
    gated = 'cast: {cast: A as Ines and Maria, from: "0:50", before: A as Ines}'
    assert find_leaks(film(*QUIET, record=gated)) == []


def test_a_role_that_is_only_a_name_is_not_warned_of() -> None:
    assert find_leaks(film(*QUIET, record="cast: [A as Gregor, B as Ines's brother]")) == []


def test_another_title_and_a_tagline_that_give_away_are_warned_of() -> None:
    record = "also known as: Gregor and the Smugglers\ntagline: He drowned the smugglers!"
    assert kinds(film(*QUIET, record=record)) == [LeakKind.TITLE, LeakKind.TAGLINE]


def test_a_star_without_a_role_until_late_is_warned_of() -> None:
    record = 'cast: [{cast: A as Gregor, from: "1:30", before: A}, B as Ines]'
    assert kinds(film(*QUIET, record=record)) == [LeakKind.CAST_ORDER]


def test_a_content_warning_that_says_who_it_happens_to_is_warned_of() -> None:
    told = film(QUIET[0], "Content warning: the suicide of a mother.", *QUIET[1:])
    assert kinds(told) == [LeakKind.CONTENT_WARNING]


def test_a_content_warning_that_says_only_what_is_shown_is_not_warned_of() -> None:
    assert (
        find_leaks(film(QUIET[0], "Content warning: violence, flashing light.", *QUIET[1:])) == []
    )


def test_another_film_that_is_named_without_its_gate_is_warned_of() -> None:
    told = film(
        QUIET[0],
        "It has the secret of The Other Film.",
        *QUIET[1:],
        "@ending @film:the-other-film@ending As there, nobody was on the island.",
    )
    assert LeakKind.RELATED_FILM in kinds(told)


def test_a_logline_that_retells_the_plot_is_warned_of() -> None:
    steps = (
        "repairs the foghorn", "digs up a chest", "burns the sails", "befriends an otter",
        "flees by bicycle", "meets a bishop", "wins a regatta",
    )  # fmt: skip
    recap = [f"@0:{at:02} She {step}." for at, step in zip(range(20, 60, 6), steps, strict=True)]
    logline = (
        "A keeper takes in a girl who, without telling anybody why or where she has come from, "
        f"{', '.join(steps[:-1])} and at long last, to the surprise of many, {steps[-1]}."
    )
    [leak, *_] = find_leaks(film(logline, RECAP, *recap))
    assert leak.kind is LeakKind.RETELLING


def test_what_opens_with_the_ending_is_not_warned_of() -> None:
    told = film(*QUIET, "@ending It was all a dream, and Gregor turns out to be dead.")
    assert find_leaks(told) == []


def test_words_under_a_veil_are_told_when_the_veil_opens() -> None:
    veiled = "@0:20 Beside ||a guest|0:50|Mirko the forger|| she mends the lamp."
    assert find_leaks(film(*QUIET[:2], veiled, *QUIET[3:])) == []


def test_in_another_language_later_words_are_compared_and_no_english_rule_is_used() -> None:
    told = film(
        "Eine Wärterin nimmt einen Fremden auf, der die Unterschriften im Kassenbuch fälschte.",
        "Er wird sie will to die.",
        RECAP,
        "@0:50 Im Keller liegt das Kassenbuch, dessen Unterschriften er fälschte.",
        ENDS,
        "Der Fremde hatte die Schmuggler ertränkt und stellt sich am Hafen der Polizei.",
    )
    leak = only(told)
    assert leak.kind is LeakKind.LATER_WORDS
    assert "Kassenbuch" in leak.says


def test_a_script_without_spaces_is_compared_by_pairs_of_signs() -> None:
    told = film("灯台守が贋作師をかくまう。", RECAP, "@1:00 地下室で贋作師の帳簿が見つかる。")
    assert [leak.until for leak in find_leaks(told)] == [Moment.minute(60)]


def test_the_same_page_is_told_the_same_each_time() -> None:
    told = film(*QUIET, record="themes: [Solitude, Smugglers]")
    assert find_leaks(told) == find_leaks(told)


WORDS = st.sampled_from(
    ["she", "will", "die", "Gregor", "dream", "||her|0:30|his wife||", "turns out", "灯台",
     "@0:30", "@ending", "#", "##", "- ", "\n\n", ".", "!", "who", "in the end", "«", "🜂", "''"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=60), st.lists(WORDS, max_size=6))
def test_any_page_that_can_be_read_is_checked(story: list[str], value: list[str]) -> None:
    theme = " ".join(value).replace("\n", " ").replace('"', "")
    try:
        told = page(
            f'---\ntitle: T\nthemes: "{theme}"\ncast: {{cast: "{theme}", from: 90, before: "*"}}\n'
            f"---\n{' '.join(story)}"
        )
    except InputRefused:
        return
    for leak in find_leaks(told):
        assert leak.opens < ENDING
        assert 0 < leak.score <= 1


@given(st.text(max_size=300))
def test_a_page_of_any_text_is_checked(text: str) -> None:
    try:
        told = page(f"---\ntitle: T\n---\n{text}")
    except InputRefused:
        return
    find_leaks(told)


def test_the_longest_page_takes_a_bounded_time() -> None:
    lines = [f"@0:{n % 60:02} He will find w{n % 999} and kill w{n}." for n in range(6000)]
    told = film(RECAP, *lines)
    before = time.process_time()
    find_leaks(told)
    assert time.process_time() - before < 8
