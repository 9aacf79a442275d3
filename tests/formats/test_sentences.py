"""Markdown prose cut into sentences."""

import time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lookback
from lookback.film.page import Part
from lookback.formats.markdown import Markdown
from lookback.formats.sentences import is_paragraph, plain_words, sentences_of, spans

SAMPLE = sorted(Path(str(files(lookback) / "sample")).glob("*.md"))
prose = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["He left. ", "She stayed! ", "Why? ", "*", "**", "_", "`", "[", "](x. y) ", "||",
             "|0:35|", "\\", "\n", "  \n", "- ", "1. ", "# ", "> ", "@", "＠", "“", "”", "(", ")",
             "彼は帰る。", "「どこ？」", "&amp; ", "<", "http://a.b/c. ", "Mr. X. ", "... ",
             "name: x. "]
        ),
    ),
    max_size=25,
).map("".join)  # fmt: skip


def pieces(text: str) -> list[str]:
    return [text[begin:end] for begin, end in spans(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", []),
        (" \n", []),
        ("He leaves", ["He leaves"]),
        ("He leaves. She stays.", ["He leaves.", "She stays."]),
        ("Dr. Orme meets Mr. J. Poe at 3.30 p.m. and goes.",
         ["Dr. Orme meets Mr. J. Poe at 3.30 p.m. and goes."]),
        ('"Where is she?" he asks. Nobody knows.', ['"Where is she?" he asks.', "Nobody knows."]),
        ("He runs\nhome. She\nwaits.", ["He runs home.", "She waits."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("*He leaves.* She **stays**.", ["He leaves.", "She stays."]),
        ("彼は家に帰る。「どこ？」と聞く。終わり。",
         ["彼は家に帰る。", "「どこ？」と聞く。", "終わり。"]),
        ("He sees [the *house*](https://example.org/a.b). It burns.",
         ["He sees the house.", "It burns."]),
        ("||Somebody|1:22|Her father|| rings. ||Paul.|| She &amp; he go.",
         ["Somebody rings.", "Paul. She & he go."]),
        ("A file\\_name. So.", ["A file_name.", "So."]),
    ],
)  # fmt: skip
def test_prose_is_cut_into_sentences_of_plain_words(text: str, said: list[str]) -> None:
    assert sentences_of(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "*He leaves. She stays.*",
        "**He leaves. She stays**.",
        "`He leaves. She stays.`",
        "[He leaves. She stays.](https://example.org)",
        '[He](https://example.org "leaves. She") stays.',
        "||He leaves. She|0:35|He goes. She|| stays.",
        "Item. - She stays.",
        "Item. 2. She stays",
        "Item. # She stays.",
        "Item. > She stays.",
        "Item. | She stays.",
        "Item. @0:10 She stays.",
        'Item. "@her stays.',
        "Item.\\\nShe stays.",
        "A bar || alone. She stays.",
    ],
)
def test_no_sentence_ends_where_markdown_would_break(text: str) -> None:
    assert len(spans(text)) == 1 or pieces(text) == ["Item. 2.", "She stays"]


def test_what_has_no_words_belongs_to_its_neighbour() -> None:
    assert pieces("He leaves. ! She stays.") == ["He leaves. !", "She stays."]
    assert pieces("! ! He leaves.") == ["! ! He leaves."]


def test_a_sentence_may_begin_with_a_veil_or_with_emphasis() -> None:
    text = "He leaves. ||She|0:10|His wife|| stays. *Nobody* knows."
    assert pieces(text) == ["He leaves.", "||She|0:10|His wife|| stays.", "*Nobody* knows."]


def test_words_behind_broken_bars_are_words() -> None:
    assert plain_words("a || b *c*") == "a || b c"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("One.\nTwo.", True), ("One.\n- Two.", False), ("> One.", False), ("One.\n\nTwo.", False),
     ("# One", False), ("| a | b |\n|---|---|", False), ("||a|0:10|b|| rings.", True)],
)  # fmt: skip
def test_a_paragraph_is_told_from_other_blocks(text: str, *, is_one: bool) -> None:
    assert is_paragraph(text) == is_one


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_every_word_of_the_sample_is_in_a_sentence(path: Path) -> None:
    for passage in Markdown().read(path.read_text("utf-8")).page.of(Part.RECAP, Part.ENDING):
        text = str(passage.says)
        assert " ".join(sentences_of(text)) == plain_words(text)


@given(prose)
def test_only_white_space_lies_between_sentences(text: str) -> None:
    at = 0
    for begin, end in spans(text):
        assert begin < end
        assert not text[at:begin].strip()
        assert text[begin:end] == text[begin:end].strip()
        at = end
    assert not text[at:].strip()


@given(prose)
def test_any_text_has_plain_words_on_one_line(text: str) -> None:
    for said in [plain_words(text), *sentences_of(text)]:
        assert said == " ".join(said.split())


@pytest.mark.parametrize("odd", ["“", "(", '"A. ', "[a. ", "*a. ", "||a. ", "A. \n\n", "。"])
def test_long_and_odd_text_is_cut_within_seconds(odd: str) -> None:
    begin = time.process_time()
    spans(odd * 10_000)
    assert time.process_time() - begin < 5
