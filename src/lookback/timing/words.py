"""What sentences and dialogue can be compared by: stems of the words that say something."""

import re
from collections.abc import Iterable
from functools import cache
from types import MappingProxyType
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

_LONGEST: Final = 40
"""Characters of a word; what is longer is none."""
_STEMMERS: Final = MappingProxyType(
    {
        "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english",
        "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian",
        "nb": "norwegian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
        "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    }
)  # fmt: skip
_UNSPACED: Final = frozenset({"ja", "km", "ko", "lo", "my", "th", "zh"})
"""Languages written without spaces: pairs of characters stand for words."""
_SAY_NOTHING: Final = """
a about after ah all also am an and are as at back be because been before but by can come could d
did do does doing done don down for from get gets getting go goes going gone gonna good got had has
have having he her here hers herself hey him himself his how huh i if in into is isn it its itself
just know let like little ll look m make makes me mine more most my myself no not now of off oh ok
okay on one only or other our out over own please re really right s said say says see she should so
some something such sure t take tell than thank that the their them then there these they thing
think this those through time to too two uh um up us ve very want was wasn way we well were what
when where which while who why will with would wouldn yeah yes you your
""".split()  # noqa: SIM905 - reads as it is
"""English words of so many lines and sentences that they place none."""
_IN_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_NAME: Final = re.compile(
    r"(?<=[^\W\dA-Z_][\s])[^\W\d_a-z][^\W\d_]+|(?<=[,;]\s)[^\W\d_a-z][^\W\d_]+"
)
_POSSESSIVE: Final = re.compile(r"['\u2019]s\b", re.IGNORECASE)


def terms_of(text: str, language: str = "en") -> list[str]:
    """The terms of a text in its order.

    Args:
        language: of the text, as ISO 639-1 has it; of one without a stemmer here, and where it
            is not known, the words as they are.
    """
    found: list[str] = _analyzer(language).analyze(_POSSESSIVE.sub("", text))
    return found


def terms_of_statement(text: str, language: str = "en") -> list[str]:
    """The terms of a sentence of a synopsis, without what stands in brackets.

    In brackets stand the actors, and nobody in the film says their names.
    """
    return terms_of(_IN_BRACKETS.sub("", text), language) or terms_of(text, language)


def names_in(texts: Iterable[str], language: str = "en") -> frozenset[str]:
    """The terms of the names in some sentences: words in capitals that begin none."""
    plain = (_IN_BRACKETS.sub("", text) for text in texts)
    names = {name for text in plain for name in _NAME.findall(text)}
    return frozenset(term for name in names for term in terms_of(name, language))


@cache
def _analyzer(language: str) -> TextAnalyzer:
    if language in _UNSPACED:
        return TextAnalyzerBuilder(Tokenizer.ngram(2, 2)).filter(Filter.lowercase()).build()
    builder = (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(_LONGEST))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
    )
    if language == "en":
        builder = builder.filter(Filter.custom_stopword(_SAY_NOTHING))
    stemmer = _STEMMERS.get(language)
    return (builder.filter(Filter.stemmer(stemmer)) if stemmer else builder).build()
