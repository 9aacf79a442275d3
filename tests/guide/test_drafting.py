"""Timing a page that is a file."""

import pytest
from tests.door import DOOR, OTHERS_SAID, SAID, SENTENCES, SLUG
from tests.guides import RAIN

from lookback.errors import (
    FormatUnknown,
    InputRefused,
    SubtitlesOfAnotherFilm,
    SynopsisMissing,
    TextInvalid,
    TooLarge,
    ValueInvalid,
)
from lookback.film.moment import Moment
from lookback.film.timing import Basis
from lookback.formats.base import LARGEST
from lookback.formats.markdown import Markdown
from lookback.guide.drafting import time_page, version_of, written
from lookback.timing.placing import Speed

PAGE = DOOR.encode()
FRENCH = "\n".join(
    f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:04,000\n{words}\n"
    for n, words in enumerate(
        ["Je ne sais pas où est la clé.", "Il est dans la maison avec nous.",
         "Vous avez reçu une lettre, et elle est pour moi.", "Qui est là ? Je suis le fils."] * 5,
        10,
    )
)  # fmt: skip
STORY = b"---\ntitle: A Door\n---\n\n## Story so far\n\n"


def test_a_page_is_timed_without_a_guide() -> None:
    draft = time_page("door.md", PAGE, [("door.srt", SAID)])
    assert (draft.slug, len(draft.statements), draft.runtime) == (SLUG, SENTENCES, 5640)
    assert draft.version == version_of(PAGE)
    assert draft.timing is not None
    assert len(draft.spoken) == len(draft.timing.estimates) == SENTENCES


def test_written_gates_are_those_of_the_timing() -> None:
    draft = time_page("door.md", PAGE, [("door.srt", SAID)])
    gates = draft.gates
    done = written(PAGE, gates)
    assert (done.kept, done.gated, done.hidden) == (1, SENTENCES - 1, 0)
    again = time_page("door.md", done.data, [("door.srt", SAID)])
    assert [one.gate for one in again.statements[:-1]] == [gates[n] for n in range(SENTENCES - 1)]
    assert written(done.data, again.gates).data == done.data
    assert Markdown().read(done.data.decode()).notes == ()


def test_no_gate_is_earlier_than_the_best_guess() -> None:
    draft = time_page("door.md", PAGE, [("door.srt", SAID)])
    assert draft.timing is not None
    for number, gate in draft.gates.items():
        assert gate.seconds >= int(draft.timing.estimates[number].shown)


def test_sentences_that_are_not_gated_are_counted_as_hidden() -> None:
    done = written(PAGE, {0: Moment.minute(15)})
    assert (done.kept, done.gated, done.hidden) == (1, 1, SENTENCES - 2)
    assert written(PAGE, {}).data == PAGE


def test_the_running_time_can_be_overruled() -> None:
    draft = time_page("door.md", PAGE, (), runtime=6000)
    assert draft.runtime == 6000
    assert draft.timing is not None
    assert draft.timing.runtime == 6000


def test_subtitles_in_another_language_leave_the_place_to_count() -> None:
    said = "\n".join(
        f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:04,000\n{words}\n"
        for n, words in enumerate(
            ["Ich habe den Brief nicht gelesen.", "Wir müssen mit dem Zug fahren.",
             "Das ist das Haus, und du bist die Frau.", "Was ist denn mit der Uhr?",
             "Sie steht, aber ich weiß nicht warum.", "Hast du die Schritte auch gehört?",
             "Ja, und ich habe große Angst.", "Der Bäcker hat es mir gesagt.",
             "Komm mit mir in den Garten.", "Es ist ein Ring, und er ist nicht von dir."] * 4,
            10,
        )
    ).encode()  # fmt: skip
    draft = time_page("door.md", PAGE, [("door.de.srt", said)], runtime=3000)
    assert draft.timing is not None
    assert {one.basis for one in draft.timing.estimates} == {Basis.PLACE, Basis.AUTHOR}


def test_of_several_subtitles_those_in_the_language_of_the_story_are_used() -> None:
    foreign = ("door.fr.srt", FRENCH.encode())
    draft = time_page("door.md", PAGE, [foreign, ("door.en.srt", SAID)])
    assert draft.heard == "door.en.srt"
    alone = time_page("door.md", PAGE, [("door.en.srt", SAID)])
    assert draft.timing == alone.timing
    assert time_page("door.md", PAGE, [foreign], speed=Speed.AS_IS).heard == "door.fr.srt"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", FormatUnknown),
        (b"\xff\xfe", TextInvalid),
        (b"-" * (LARGEST + 1), TooLarge),
        (b"---\ntitle: A\n---\n\nNo story.\n", SynopsisMissing),
        (STORY + b"One. Two.", SynopsisMissing),
        (PAGE.replace(b"94 min", b"long"), ValueInvalid),
        (b"A Door\n\nDirector: A B\nCast: C D, E F\n1961 France 94 min\n", SynopsisMissing),
    ],
)
def test_what_cannot_be_timed_is_refused_by_name(data: bytes, refusal: type[InputRefused]) -> None:
    with pytest.raises(refusal) as told:
        time_page("door.md", data, ())
    assert told.value.file == "door.md"


def test_subtitles_of_another_film_are_refused_by_their_own_name() -> None:
    with pytest.raises(SubtitlesOfAnotherFilm) as told:
        time_page("door.md", PAGE, [("penguins.srt", OTHERS_SAID)])
    assert told.value.file == "penguins.srt"


def test_a_page_that_would_grow_too_large_is_refused() -> None:
    long = STORY.replace(b"## Story", b"long " * (LARGEST // 5 - 50) + b"\n\n## Story")
    with pytest.raises(TooLarge):
        written(long + b"He goes. " * 20, {n: Moment(n) for n in range(20)})


def test_a_page_whose_gates_are_all_its_author_s_has_none_to_write() -> None:
    draft = time_page("rain.md", RAIN.encode(), ())
    assert draft.gates == {}
    assert written(RAIN.encode(), draft.gates).data == RAIN.encode()
