"""The language that subtitles are in."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from lookback.film.subtitle import UNKNOWN_LANGUAGE

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LITTLE_WORDS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and you that it's i'm don't what this have was not are with he's you're"
        " they know just but your for how there she get going of will",
        "de": "der die das und ich nicht ist du wir sie ein eine mit auf den dem es mir mich"
        " was dich war auch haben aber wie ihr ja nein wenn habe bist",
        "fr": "le les des est pas je vous que une et dans c'est ce qui pour j'ai sur avec"
        " il elle nous mais mon ça qu'il suis plus moi êtes tu",
        "es": "el los las una que es y por con para lo está pero como más qué yo mi eso"
        " muy aquí usted tú bien sí estoy del ella hay",
        "it": "il che è di non una per sono gli della con ho ma mi ti cosa questo come"
        " più perché hai lei bene nel anche sei era fatto",
    }.items()
}
"""The commonest words of the languages that most subtitles are in.

Where they decide, the model need not be loaded, which takes a second and 100 MB.
"""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MOST_TEXT: Final = 20_000
"""Characters that are looked at."""
_LEAST_TEXT: Final = 200
"""Characters with fewer of which no language is named."""
_DECIDES: Final = 0.2
"""The share of little words that is a language's own ..."""
_AHEAD: Final = 3
"""... if it is that many times the share of any other."""
_SURE: Final = 0.8
_ISO_639_1: Final = 2


def language(texts: Iterable[str]) -> str:
    """The language that most of the texts are in, as ISO 639-1 has it; empty where unsure."""
    text = _sample(list(texts))
    if sum(map(str.isalpha, text)) < _LEAST_TEXT:
        # A sign of a script that has no letter cases says as much as a syllable.
        scarce = sum(char.isalpha() and char > "\u0e00" for char in text)
        if scarce < _LEAST_TEXT / 4:
            return UNKNOWN_LANGUAGE
    words = Counter(word.casefold().replace("’", "'") for word in _WORD.findall(text))
    return _by_little_words(words) or _by_model(text)


def _sample(texts: list[str]) -> str:
    """Some of the texts, evenly from all of the film: songs can be in another language."""
    size = sum(map(len, texts))
    step = max(1, -(-size // _MOST_TEXT))
    return "\n".join(texts[::step])[:_MOST_TEXT]


def _by_little_words(words: Counter[str]) -> str:
    total = words.total()
    shares = sorted(
        (sum(words[word] for word in little), name) for name, little in _LITTLE_WORDS.items()
    )
    (second, _), (first, name) = shares[-2:]
    return name if first > _DECIDES * total and first >= _AHEAD * second else UNKNOWN_LANGUAGE


def _by_model(text: str) -> str:
    name, chance = _identifier().classify(text)
    return str(name) if chance >= _SURE else UNKNOWN_LANGUAGE


@cache
def _identifier() -> "LanguageIdentifier":
    """The model; it comes with the package, and is loaded once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Those with two letters: among the others are dialects, which divide what is sure.
    identifier.set_languages([name for name in identifier.labels if len(name) == _ISO_639_1])
    return identifier
