"""The first sentence that may be shown."""

import pytest

from lookback.formats.catalogues.loglines import MOST_WORDS, parted, says_a_record


@pytest.mark.parametrize(
    "sentence",
    [
        "The Fog Bell is a 1988 German mystery film directed by Ida Brandt.",
        "The Fog Bell is a lost 1921 silent film directed by A. B. Moor Jr. starring Mette Holm.",
        "The Fog Bell (1988) is a horror comedy based on the novel of the same name by E. M. Vik.",
        "The Fog Bell is the third film of the series, released by Holm Pictures on 4 March 1988.",
        "The Fog Bell is a gangster film based on characters created by Ida Brandt.",
        "The Fog Bell is a 1988 film filmed in Norway, produced by Brothers Holm and Mae Young.",
        'The Fog Bell is a 1988 film starring Al "Salty" Vik in his first feature film.',
        "The Fog Bell, is a 1988 film based on Ida Brandt's 1970 novel of the same name.",
    ],
)
def test_a_sentence_that_says_what_a_record_says_is_shown(sentence: str) -> None:
    assert parted(f"{sentence} The keeper rings it.", ["The Fog Bell"]) == (
        sentence, "The keeper rings it.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "The Fog Bell is a 1988 film about a keeper.",
        "The Fog Bell is a 1988 film in which a keeper hears a bell.",
        "The Fog Bell is a 1988 film starring Jon Vik as twins.",
        "The Fog Bell is a 1988 film starring Jon Vik as Keeper.",
        "The Fog Bell is a 1988 film by Ida Brandt, who wrote it.",
        "The Fog Bell is a 1988 film set in the Afterlife, where Anna Is Dead.",
        "The Fog Bell is a 1988 film whose ending is famous.",
        "The Fog Bell is a 1988 film; Anna is the director.",
        "The Fog Bell is a 1988 film with Jon Vik in a dual role.",
        "The Fog Bell is a 1988 film with ANNA KILLS JON.",
        "The Fog Bell is a 1988 film with ANNA AND DANIEL.",
        "The Fog Bell is a 1988 film by Ida Brandt",
        "The Fog Bell is a keeper.",
        "A keeper hears a bell.",
        "Die Nebelglocke ist ein Film von 1988.",
        "霧の鐘は1988年の映画です。",
        "The Fog Bell is a 1988 *film*.",
        "The Fog Bell is a 1988 film by <b>Ida</b>.",
        "The Fog Bell is a mystery film in which the Keeper is Jon Vik.",
        "The Fog Bell is a science fiction film set entirely on Earth.",
        "The Fog Bell is a period film set in the 21st century.",
        "The Fog Bell is a mystery film and the detective is the gangster.",
        "The Fog Bell is a mystery film with the detective and the gangster.",
        "The Fog Bell is a mystery film starring Jon Vik, gangster.",
        "The Fog Bell is the gangster in a film.",
        "The Fog Bell is a romance film with Jon Drowns And Anna Lives.",
        "The Fog Bell is a romance film with Anna Lives.",
        "The Fog Bell is a romance film with Jon Drowned.",
        "The Fog Bell is a romance film — Anna Drinks.",
        "The Fog Bell is a film with Anna, Jon's Niece.",
        "The Fog Bell is a film with Anna, Jon’s “Niece”.",
        "The Fog Bell, in which Jon Wore Old Coats, is a horror film.",
        "The Fog Bell Jon Wore is a horror film.",
        "The Fog Bell is a horror film starring Jon Vik, the Body on the Floor.",
        "The Fog Bell is a horror film starring Jon Vik and the Body.",
        "The Fog Bell is a horror film starring Jon Vik the Body.",
        "The Fog Bell is a horror film starring Jon Vik (Body).",
        "The Fog Bell is a horror film by Jon Vik Old Coat Old Hat.",
        "The Fog Bell is a supernatural film and they are the supernatural.",
        "The Fog Bell is a supernatural film with the supernatural.",
        "The Fog Bell is a film by Ida that is lost.",
        "The Fog Bell is a science fiction film on Earth.",
        "The Fog Bell is a science fiction film in the Past Century.",
        "The Fog Bell is a film with the character Jon.",
        "The Fog Bell is a film by Анна Мертва.",
        "The Fog Bell is a film by 99ghosts.",
        "Another Bell is a 1988 film.",
        "",
        ".",
        "The Fog Bell is a film by " + "Ida and " * MOST_WORDS + "Jon.",
    ],
)
def test_any_other_sentence_waits_with_all_that_follows(sentence: str) -> None:
    assert parted(sentence, ["The Fog Bell"]) == ("", sentence)


def test_words_of_the_title_are_known_already() -> None:
    sentence = "The Ghost Who Dies is a 1988 film."
    assert says_a_record(sentence, ["The Ghost Who Dies"])
    assert not says_a_record(sentence)
    assert not says_a_record(sentence, ["The Ghost Who"])


def test_initials_and_short_forms_end_no_sentence() -> None:
    text = "Salt is a 1988 film by J. R. Moor, Dr. Vik and Holm Bros. Pictures. More."
    assert parted(text, ["Salt"])[1] == "More."
