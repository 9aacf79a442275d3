import pytest

from lookback.faces.markup import blocks, inline, words

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](data:text/html,x)",
    "![a](https://films.example.org/a.png)",
    '<a href="https://films.example.org" onclick="x">a</a>',
    "<style>p {}</style>",
    "[a](vbscript:x) <svg onload=x>",
    '[a](https://films.example.org "x" onmouseover=x)',
    "<!-- a -->",
    "[a]: https://films.example.org\n\n[a]",
)


def test_a_paragraph_is_a_paragraph() -> None:
    assert blocks("A *dry* **drop** of `rain`.") == (
        "<p>A <em>dry</em> <strong>drop</strong> of <code>rain</code>.</p>\n"
    )


def test_lists_quotations_and_code_stay_what_they_are() -> None:
    assert "<ul>\n<li>rain</li>" in blocks("- rain")
    assert '<ol start="3">' in blocks("3. rain")
    assert blocks("> rain").startswith("<blockquote>")
    assert blocks("```\nrain\n```").startswith("<pre><code>rain")


@pytest.mark.parametrize("marks", ["#", "##", "####", "######"])
def test_headings_become_the_level_that_the_page_has_room_for(marks: str) -> None:
    assert blocks(f"{marks} Rain") == "<h3>Rain</h3>\n"
    assert blocks(f"{marks} Rain", heading=4) == "<h4>Rain</h4>\n"


def test_a_link_leads_out_without_telling_where_from() -> None:
    html = blocks("[rain](https://films.example.org)")
    assert 'href="https://films.example.org"' in html
    assert 'rel="noopener noreferrer nofollow"' in html


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_text_becomes_code_a_picture_or_a_strange_address(text: str) -> None:
    for html in (blocks(text), inline(text)):
        low = html.lower()
        for needle in (
            "<script",
            "<img",
            "<svg",
            "<style",
            "<!--",
            'href="javascript',
            "<a onclick",
        ):
            assert needle not in low
        assert 'href="data' not in low
        assert 'href="vbscript' not in low


def test_a_definition_is_text_and_links_nothing() -> None:
    assert "<a " not in blocks("[rain]: https://films.example.org\n\n[rain]")


def test_within_a_line_there_are_no_blocks_and_no_links() -> None:
    assert inline("A *dry* [drop](https://films.example.org)\nfalls") == "A <em>dry</em> drop falls"
    assert inline("# Rain") == "# Rain"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A *dry* **drop** of `rain`", "A dry drop of rain"),
        ("[rain](https://films.example.org)", "rain"),
        ("It rains\nagain", "It rains again"),
        ("Rain.\n\nAnd wind.", "Rain.\nAnd wind."),
        ("- rain\n- wind", "rain\nwind"),
        ("```\nrain  falls\n```", "rain  falls"),
        ("5 &lt; 6 \\* 7", "5 < 6 * 7"),
        ("<b>rain</b>", "<b>rain</b>"),
        ("", ""),
    ],
)
def test_words_are_what_one_would_read_aloud(text: str, plain: str) -> None:
    assert words(text) == plain
