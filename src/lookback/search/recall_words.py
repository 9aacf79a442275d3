"""What a text is about, as terms: of a film's texts, and of somebody's memory of it."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

MAX_CHARACTERS = 6000
"""What is read of a memory: a thousand words. More of it would tell no more, and takes time."""
MAX_TERMS = 150
"""How many different terms of a memory are looked for; the first ones."""

_STOP_WORDS = """
a an and are as at be but by for if in into is it its no not of on or such that the their then
there these they this to was will with he she his her him who when from what while after before
has have had them about s t d m ll re ve don doesn didn isn wasn i you we my your our me us out up
down off over himself herself itself where how why which can could would all also only film movie
some other be been do does did through during against between so just more very like back own way
thing something someone somebody one
"""
_RETOLD_WITH = """
get gets getting got try tries trying tried take takes taking took find finds finding found make
makes making made tell tells telling told give gives giving gave use uses using used come comes
coming came go goes going went attempt attempts attempting discover discovers finally show shows
realize realizes realise realises ask asks turn turns explain explains see sees learn learns
discuss discusses start starts begin begins decide decides put puts want wants remember remembers
"""
"""Verbs that any scene of any film can be retold with. They are rare enough in what catalogues
say of films to count for much, and say nothing about which film it is."""

_ANALYZER: TextAnalyzer = (
    TextAnalyzerBuilder(Tokenizer.simple())
    .filter(Filter.remove_long(40))
    .filter(Filter.lowercase())
    .filter(Filter.ascii_fold())
    .filter(Filter.custom_stopword((_STOP_WORDS + _RETOLD_WITH).split()))
    .filter(Filter.stemmer("english"))
    .build()
)

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_BEGIN_ANEW = frozenset('.;:"')
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"[\w'-]+|[.,;:()&\"]")
_CREDITS = re.compile(r"(?i:by|(co-)?starring|starred|stars?|featur(es|ing|ed)|cast|opposite)")
"""After these a text lists the people who made the film."""
_CREDITS_GO_ON = re.compile(r"(?i:[,&()]|and|with|including|de|van|von|la|le|du|di)")


def terms(text: str) -> list[str]:
    """The terms of a text in its order: stemmed, without accents and words that say nothing."""
    found: list[str] = _ANALYZER.analyze(_sound(text))
    return found


def roles_in(prose: str, people: Collection[str]) -> list[str]:
    """The terms of names in a text that are not of those who made the film.

    Args:
        people: terms of the names of those who made the film.
    """
    return [
        term
        for name in _names(_sound(prose).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
        if (found := terms(name)) and 2 * sum(term in people for term in found) < len(found)
        for term in found
    ]


def _names(prose: str) -> Iterator[str]:
    """Runs of capitalised words, but not those of a list of credits ("starring A, B and C")."""
    run: list[str] = []
    in_credits = False
    starts = True
    run_starts = False
    for found in [*_TOKEN.findall(prose), ";"]:
        if found[0].isupper():
            run_starts = run_starts if run else starts
            run.append(found)
            starts = False
            continue
        if found == "." and run and len(run[-1]) == 1:
            # An initial: its dot does not end the name.
            continue
        if run and not in_credits and not (run_starts and len(run) == 1 and not terms(run[0])):
            yield " ".join(run)
        run = []
        if _CREDITS.fullmatch(found):
            in_credits = True
        elif not _CREDITS_GO_ON.fullmatch(found):
            in_credits = False
        starts = found in _BEGIN_ANEW


@dataclass(frozen=True, slots=True)
class Question:
    """A memory as it is looked for.

    Attributes:
        counts: how often each term is told; a name that is told three times matters more.
        names: those of the terms that are names.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @classmethod
    def read(cls, words: str, is_name: Callable[[str], bool]) -> "Question":
        """Read a memory.

        Args:
            words: any text; what is too long is cut off.
            is_name: whether films have a term rather in names than elsewhere. It decides where
                capitals do not tell: at the start of a sentence, and where no word has any.
        """
        text = _sound(words[:MAX_CHARACTERS])
        if text.isupper():
            text = text.lower()
        counts = dict(list(Counter(terms(text)).items())[:MAX_TERMS])
        inner, first = _capitals(text)
        doubtful = first if inner or first else frozenset(counts)
        names = inner | {term for term in doubtful if is_name(term)}
        return cls(counts, names & counts.keys())


def _capitals(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Terms of the capitalised words within sentences, and of those that begin one."""
    inner: list[str] = []
    first: list[str] = []
    for sentence in _SENTENCE.split(text):
        for place, word in enumerate(_WORD.findall(sentence)):
            if word[0].isupper():
                (inner if place else first).append(word)
    return frozenset(terms(" ".join(inner))), frozenset(terms(" ".join(first)))


def _sound(text: str) -> str:
    """The text without halves of characters, which Tantivy refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")
