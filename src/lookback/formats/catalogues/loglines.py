"""Which first sentence of a text about a film may be shown to somebody who knows nothing of it.

One that says what a record says: what kind of film it is, when and where it was made, by whom,
with whom, and what it is based on. Every word of it must be known to say only that, so whatever
is not understood waits: fail closed.
"""

import re
from collections.abc import Iterable
from typing import Final

MOST_WORDS: Final = 40
"""The most words of such a sentence."""
_LONGEST: Final = 400
_HEAD: Final = re.compile(r"(?:is|was|are) (?:a|an|the|one)\b")
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*", re.UNICODE)
_END: Final = re.compile(r"[.!?][\"”’')]*(?=\s|$)")
_INITIAL: Final = re.compile(r"(?:^|[\s.(\"-])[^\W\d_]\.$")
_SHORT: Final = re.compile(
    r"\b(?:Jr|Sr|Mr|Mrs|Ms|Dr|St|Mt|Wm|Chas|Geo|Jos|Thos|Edw|Ed|Lt|Col|Gen|Capt|Sgt|Prof|Rev|Hon|"
    r"No|Vol|vs|Bros|Co|Inc|Ltd|Corp|Ph|Mme|Mlle|Ste|Ft|Fr|etc|feat|approx|ca)\.$"
)
_MARKS: Final = frozenset("\\`*_[]<>#|~&=@{}^$%;:?!\n")
_NOUNS_TEXT: Final = """
    film films movie movies picture short shorts serial documentary feature comedy drama musical
    western thriller cartoon adaptation sequel prequel remake installment miniseries melodrama
    mystery adventure comedy-drama mockumentary docudrama operetta romance fantasy
"""
_WORDS_TEXT: Final = """
    a an the and or of in on at by from to for with is was are were be been has have had it its
    his her their he she they this that which also other others among including include includes
    one-reel two-reel three-reel reel reels hour minute
    directed written produced co-directed co-written co-produced co-wrote wrote directs writes
    edited composed scored adapted scripted narrated photographed shot filmed presented created
    released distributed made starring stars star starred co-starring co-stars costarring
    featuring features featured supporting leading based loosely inspired entitled titled set
    director directors producer producers writer writers author authors screenwriter novelist
    playwright filmmaker filmmakers actor actors actress actresses singer comedian comedians
    composer cartoonist animator animators cinematographer editor
    directorial debut screenplay script scenario story stories novel novels novella novelette play
    plays book books memoir memoirs autobiography biography poem opera tale tales comic comics
    manga anime magazine newspaper strip trilogy series franchise part title same name eponymous
    cinematography score music songs song lyrics cast ensemble production co-production
    company companies studio studios subsidiary label independent independently
    television tv cable video theatrical theatrically direct-to-video made-for-television
    made-for-tv
    silent sound talkie part-talkie all-talking talking lost extant color colour black-and-white
    black white technicolor widescreen animated computer-animated stop-motion live-action
    live action hand-drawn 3d partially feature-length full-length low-budget big-budget budget
    pre-code pre-Code b upon through subject upcoming character characters neo video game
    period historical epic biographical biopic political satirical satire sports sport war anti-war
    propaganda crime horror science fiction science-fiction sci-fi superhero romantic erotic
    exploitation sexploitation blaxploitation slapstick screwball parody spoof farce anthology road
    martial arts art house arthouse spy espionage heist caper gangster detective noir neo-noir
    police procedural buddy cop teen teenage coming-of-age family children's fairy psychological
    supernatural slasher monster zombie vampire disaster survival suspense dance concert jukebox
    biker swashbuckler swashbuckling aviation naval submarine military prison courtroom legal
    boxing football baseball basketball racing surf beach jungle circus gothic experimental
    avant-garde surrealist surreal absurdist religious biblical educational industrial
    tragicomedy dramedy travelogue newsreel revue variety puppet sketch stage dramatic comedic
    comedies dramas westerns thrillers musicals non-fiction nonfiction
    semi-autobiographical autobiographical semi-biographical
    first second third fourth fifth sixth seventh eighth ninth tenth next early late mid
    original originally best-selling english-language language foreign international
    life world during century year years city location entirely
    de la le les las los el del della di da do dos du des von van der den het ter zu zur y e et und
    al il lo
"""
_NOUN: Final = frozenset(_NOUNS_TEXT.split())
_WORDS: Final = _NOUN.union(_WORDS_TEXT.split())
_TELLING: Final = re.compile(
    r"\b(?:a\s?live|die[sd]?|dying|dead|death|deaths|kill\w*|murder\w*|slay\w*|slain|suicid\w*|"
    r"betray\w*|reveal\w*|turns?|twist\w*|ghosts?|secret\w*|identit\w*|twins?|doubles?|dual|"
    r"actual\w*|ending\w*|ends?|final\w*|learns?|discover\w*|reali[sz]\w*|after|when|until|before|"
    r"who|whose|whom|about|revenge|traitor|impost\w*|imagin\w*|dream(?:s|t|ed|ing)?|pregnan\w*|survives?|"
    r"reincarnat\w*|clones?|robots?|aliens?|posthumous\w*|uncredited|cameo\w*|however|although|"
    r"fate|as)\b",
    re.IGNORECASE,
)
_SHOUTED: Final = re.compile(r"\b[^\W\d_a-z]{4,}\b")


def parted(text: str, titles: Iterable[str] = ()) -> tuple[str, str]:
    """The sentence that may be shown, and the rest that waits; either can be empty.

    Args:
        text: about a film, in plain words.
        titles: what the film is called: these words are known already.
    """
    evened = " ".join(text.split())
    first = _first_sentence(evened)
    if first and says_a_record(first, titles):
        return first, evened[len(first) :].strip()
    return "", evened


def says_a_record(sentence: str, titles: Iterable[str] = ()) -> bool:
    """Whether a sentence says what a record says, and no more."""
    if len(sentence) > _LONGEST or not sentence.endswith((".", '."', ".”")):
        return False
    rest = _without_title(sentence, titles)
    if not sentence.isprintable() or not _MARKS.isdisjoint(rest):
        return False
    if _HEAD.search(rest) is None or _TELLING.search(rest) or _has_shouting(rest):
        return False
    words = _TOKEN.findall(rest)
    small = [word for word in words if not word[0].isupper()]
    return len(words) <= MOST_WORDS and not _NOUN.isdisjoint(small) and all(map(_is_known, small))


def _is_known(word: str) -> bool:
    if word in _WORDS or word[0].isdigit():
        return True
    # What is not written in letters that have capitals is a name that nobody here can read.
    parts = re.split("[-’']", word)
    return len(parts) > 1 and all(part in _WORDS or part[:1].isupper() for part in parts)


def _without_title(sentence: str, titles: Iterable[str]) -> str:
    bare = sentence.lstrip('"“‘')
    for title in titles:
        known = " ".join(title.split())
        if known and bare.startswith(known) and not bare[len(known) : len(known) + 1].isalnum():
            return bare[len(known) :]
    return sentence


def _first_sentence(text: str) -> str:
    """Up to the first full stop that ends a sentence; a name's initials do not."""
    for end in _END.finditer(text, 0, _LONGEST + 1):
        before = text[: end.start() + 1]
        if _INITIAL.search(before[-8:]) or _SHORT.search(before[-8:]):
            continue
        after = text[end.end() :].lstrip()[:1]
        if after and after.islower():
            continue
        return text[: end.end()]
    return ""


def _has_shouting(text: str) -> bool:
    return _SHOUTED.search(text) is not None
