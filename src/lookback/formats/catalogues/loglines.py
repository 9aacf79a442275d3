"""Which first sentence of a text about a film may be shown to somebody who knows nothing of it.

One that says what a record says: what kind of film it is, when and where it was made, by whom,
with whom, and what it is based on. Every word of it must be known to say only that, and it is
one plain clause: a second one tells. So whatever is not understood waits: fail closed.
"""

import re
from collections.abc import Iterable
from typing import Final

from lookback.formats.catalogues.roles import tells

MOST_WORDS: Final = 40
"""The most words of such a sentence."""
_LONGEST: Final = 400
_HEAD: Final = re.compile(r"(?:\.\.\.)?[\"”]? ?(?:\([0-9]{4}\))?,? (?:is|was|are) (?:a|an|the) ")
"""What stands behind the title: not a word of anybody's own comes before the verb."""
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
    a an the and of in on at by from to for with its
    his her their also other others among including include includes
    one-reel two-reel three-reel reel reels hour minute
    directed written produced co-directed co-written co-produced co-wrote wrote directs writes
    edited composed scored adapted scripted narrated photographed shot filmed presented created
    released distributed made starring stars star starred co-starring co-stars costarring
    featuring features featured supporting leading based loosely inspired entitled titled
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
    life during year years location
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
_CLAUSE: Final = re.compile(
    r"\b(?:is|isn|was|wasn|are|aren|were|be|been|being|has|hasn|have|had|does|did|not|never|"
    r"nobody|somebody|everybody|everyone|which|that|this|these|those|they|them|he|him|himself|she|"
    r"herself|it|we|you|where|why|how|what|while|because|since|so|than|then|or|but|if|sets?)\b|"
    # What stands apart, and who somebody is: "Anna, the daughter".
    r"[–—…]|\.\.| / |"
    r",[\"”]? (?:and )?(?:the|an?|one|his|her|their|its)\b",
    re.IGNORECASE,
)
_NAMES: Final = re.compile(
    # Whose somebody is: "Jon's Daughter". A role in brackets: "(Anna)". Who somebody is: "Jon the
    # Keeper". A clause in capitals.
    r"['’](?:s['’]?)? [\"“]?[^\W\d_a-z]|\([^)]*[^\W\d_a-z]|"
    r"[^\W\d_a-z]\S* (?:the|an?|his|her|its|their) |and (?:the|an?|his|her|their) [^\W\d_a-z]|"
    r"\b(?:And|With|His|Her|Their|Its)\b|"
    r"(?:[^\W\d_a-zß-ÿ][^\s,()\"“”]* ){5}[^\W\d_a-zß-ÿ]"
)
_LATIN: Final = re.compile(r"[ -~\xa0-\u017f\u0218-\u021b\u1e00-\u1eff\u2010-\u201f]*")
_NUMBER: Final = re.compile(r"[0-9]+(?:st|nd|rd|th|s|D|mm|K)?")
_MADE: Final = frozenset(
    [
        "released",
        "filmed",
        "shot",
        "made",
        "produced",
        "distributed",
        "published",
        "presented",
        "location",
        "based",
    ]
)
_MONTHS: Final = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
_SOMEBODY: Final = frozenset(
    [
        "gangster",
        "detective",
        "spy",
        "zombie",
        "vampire",
        "monster",
        "superhero",
        "puppet",
        "cop",
        "buddy",
        "police",
        "prison",
        "military",
        "teen",
        "teenage",
        "children's",
        "supernatural",
        "sound",
        "world",
        "war",
        "family",
        "art",
    ]
)
"""Words that tell of a kind of film only before a word for one."""
_CREDITED: Final = frozenset(["Young", "Mann", "Mae", "The", "Brothers"])
"""Common names of people and companies that would tell as those of characters."""
_VERBS_TEXT: Final = """
    ate becomes became buried burnt came cheats cheated comes committed confesses confessed cries
    cried destroys destroyed disappears disappeared divorces divorced drowns eats equals escapes
    escaped fakes faked falls finds fools fooled forgets forgot forgives found frames framed frees
    gets goes got hates hated hides jumps jumped knew knows leaves left lied lies lived lives loses
    lost loved loves makes marries married ist est sont sera meurt vit muere vive pretends pretended
    ran remembers returns returned ruins saves saved saw sees sends sent shoot shoots sold solved
    solves stabs stabbed steals stole survives takes took tells told tricks tricked vanishes wakes
    wears went wins woke won wore works hat sind
"""
_VERBS: Final = frozenset(_VERBS_TEXT.split())
"""Words that make a clause of names, and are seldom names."""
_FUNCTION: Final = frozenset(
    ["a", "an", "the", "and", "of", "in", "on", "at", "by", "from", "to", "for", "with"]
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
    """Whether a sentence begins with one of the titles, and says what a record says and no more."""
    if len(sentence) > _LONGEST or not sentence.endswith((".", '."', ".”")):
        return False
    tail = _behind_head(sentence, titles)
    if not tail or _LATIN.fullmatch(tail) is None or not _MARKS.isdisjoint(tail):
        return False
    if any(found.search(tail) for found in (_TELLING, _CLAUSE, _NAMES, _SHOUTED)):
        return False
    words = _TOKEN.findall(tail)
    small = [word for word in words if not word[0].isupper()]
    return (
        sentence.isprintable()
        and len(words) <= MOST_WORDS
        and not _NOUN.isdisjoint(small)
        and all(map(_is_known, small))
        and not any(map(_is_telling, words))
        and _is_in_place(words)
    )


def _behind_head(sentence: str, titles: Iterable[str]) -> str:
    """What follows the title and "is a", or nothing where a sentence begins otherwise."""
    bare = sentence.lstrip('"“‘')
    for title in titles:
        known = " ".join(title.split())
        if known and bare.startswith(known):
            head = _HEAD.match(bare, len(known))
            if head is not None:
                return bare[head.end() :]
    return ""


def _is_known(word: str) -> bool:
    if word in _WORDS or _NUMBER.fullmatch(word):
        return True
    parts = re.split("[-’']", word)
    return len(parts) > 1 and all(
        part in _WORDS or part[:1].isupper() or _NUMBER.fullmatch(part) for part in parts
    )


def _is_telling(word: str) -> bool:
    """Whether a word with a capital letter is not a name of those who made the film."""
    if not word[0].isupper() or word in _CREDITED:
        return False
    return word.casefold() in _VERBS or tells(word)


def _is_in_place(words: list[str]) -> bool:
    """Whether words that can tell where or who stand where they tell of the making."""
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in _SOMEBODY and (after in _FUNCTION or after not in _WORDS):
            return False
        if word in {"character", "characters"} and not (
            before in {"Comics", "comics", "comic"} or after in {"created", "by", "from"}
        ):
            return False
        if word in {"in", "on", "at"} and not (
            before in _MADE
            or after in _MONTHS
            or after[:1].isdigit()
            or (after in _WORDS and after not in _FUNCTION)
        ):
            return False
    return True


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
