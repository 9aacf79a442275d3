from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.shelf import films

from lookback.film.finding import Findable
from lookback.search.kept import Keeping, KeptFilms, kept_of, read


def test_what_is_kept_can_be_read_back() -> None:
    for film in films():
        kept = read(kept_of(film))
        for field in Findable.__struct_fields__:
            value = getattr(film, field)
            assert getattr(kept, field) == (list(value) if isinstance(value, tuple) else value)


@given(
    st.lists(st.text(), max_size=3),
    st.lists(st.text(st.sampled_from("a\n\x1f \ud800")), max_size=3),
    st.integers() | st.sampled_from([1 << 64, -(1 << 70)]),
)
def test_no_text_or_number_breaks_what_is_kept(
    titles: list[str], people: list[str], votes: int
) -> None:
    film = Findable(7, "a-film", "A", titles, people=people, genres=["Drama"], votes=votes)
    kept = read(kept_of(film))
    assert (kept.number, kept.slug, kept.genres) == (7, "a-film", ["Drama"])
    assert kept.titles == [title.encode("utf-8", "replace").decode() for title in titles]
    assert [len(name) for name in kept.people] == list(map(len, people))


@pytest.mark.parametrize("field", Findable.__struct_fields__)
def test_every_change_changes_what_is_kept(field: str) -> None:
    film, other = films()[0], films()[0]
    value = getattr(film, field)
    if isinstance(value, list):
        setattr(film, field, [*value, 3 if field == "years" else "more"])
    else:
        setattr(film, field, not value if isinstance(value, bool) else value * 2)
    assert kept_of(film) != kept_of(other)


def _written(path: Path, kept: dict[int, bytes]) -> Path:
    keeping = Keeping(path)
    keeping.add(list(kept)[:2], list(kept.values())[:2])
    keeping.add(list(kept)[2:], list(kept.values())[2:])
    keeping.close(whole=True)
    return path


@pytest.mark.parametrize("numbers", [(), (5,), (1, 2, 3), (3, 1, 2), (7, 1 << 40, 0)])
def test_each_film_is_read_back_by_its_number(tmp_path: Path, numbers: tuple[int, ...]) -> None:
    kept = {number: b"x" * (number % 5) + b"%d" % number for number in numbers}
    read = KeptFilms(_written(tmp_path / "kept", kept))
    assert {number: read.data(number) for number in numbers} == kept
    for number in (4, 1 << 50):
        with pytest.raises(ValueError, match="not there"):
            read.data(number)


@given(st.binary(max_size=40), st.integers(0, 60))
def test_what_is_something_else_is_refused_or_read(data: bytes, at: int) -> None:
    whole = kept_of(films()[0])
    for one in (data, whole[:at], whole[:at] + data + whole[at + len(data) :]):
        with suppress(ValueError):
            film = read(one)
            assert all(isinstance(text, str) for text in (film.title, *film.titles, *film.people))
            assert film.number + film.year == int(film.number + film.year)


def test_a_file_of_another_length_is_refused(tmp_path: Path) -> None:
    path = _written(tmp_path / "kept", dict.fromkeys(range(9), b"film"))
    data = path.read_bytes()
    for length in range(len(data)):
        path.write_bytes(data[:length])
        with pytest.raises(ValueError):  # noqa: PT011 - NumPy tells of an empty one
            KeptFilms(path)
    path.write_bytes(data + b"x")
    with pytest.raises(ValueError, match="damaged"):
        KeptFilms(path)


def test_a_file_that_is_not_ended_is_none(tmp_path: Path) -> None:
    keeping = Keeping(tmp_path / "kept")
    keeping.add([1], [b"film"])
    keeping.close(whole=False)
    with pytest.raises(ValueError, match="damaged"):
        KeptFilms(tmp_path / "kept")
