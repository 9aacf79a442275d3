"""Whether what stands in brackets names who speaks, or tells what is heard."""

import re
from typing import Final

_SOUND_WORDS: Final = """
    alarm alarms applause all audience baby bang banging bark barks beep beeps bell bells both
    bird birds blows boom breath breathes breaths buzz buzzes car cat chatter chatters cheer
    cheers chime chimes chuckle chuckles clapping clatter click clicks cough coughs crash crowd
    cries cry dog door doorbell drum echo engine exhale exhales explosion fanfare gasp gasps
    giggle giggles groan groans growl growls grunt grunts gunfire gunshot gunshots hisses horn
    horns howls hum hums indistinct inhale inhales keys knock knocks laugh laughs laughter
    line loud man's meow moan moans muffled mumbles murmurs music mutters no noise on over
    pants phone piano pop radio rain ring rings roar roars scoff scoffs scream screams shout
    shouts shriek shrieks shutter sigh sighs silence siren sirens sniff sniffles sniffs snort
    snorts sob sobs song sound sounds speaks squeals static stammers static sting stutters
    theme thud thunder tires train tv voice voices wails whimper whimpers whisper whispers
    whistle whistles wind woman's yawn yawns yell yells yelp yelps in to at from quietly softly
    angrily sarcastically gunfire end ends continues stops starts plays begins fades resumes
    reads echoes approaches sarcastic drunk distant dramatic romantic upbeat soft slow quiet
    normal english spanish french german italian japanese russian latin chinese foreign native
    beat pause continued
"""
"""Words of sounds and of manners, in the brackets of English subtitles; other languages mostly
write sounds in small letters, which is told apart without a list."""
_NO_NAMES: Final = ("音", "声", "笑", "泣", "息", "叫", "拍手", "音楽", "소리", "음악")
_SMALL: Final = frozenset({"&", "and", "at", "de", "del", "la", "of", "the", "van", "von"})
_WORD: Final = re.compile(r"[^\W_][\w.'’/-]*|#[0-9]{1,3}|&")
_NAMES_IN_ING: Final = frozenset({"king", "ming", "ring", "sterling", "fleming", "manning", "ling"})
_LONGEST: Final = 32
_LONGEST_UNCASED: Final = 8
_MOST_WORDS: Final = 4
_ROLE_WORDS: Final = """
    man woman boy girl lady guy kid child men women boys girls teacher doctor nurse officer cop
    guard driver waiter waitress mom dad mother father mrs mrs. mr mr. ms ms. miss dr dr.
    detective captain sergeant lieutenant reporter announcer narrator host operator old young
    little first second third
"""
_SOUNDS: Final = frozenset(_SOUND_WORDS.split())
_ROLES: Final = frozenset(_ROLE_WORDS.split())


def is_name(inside: str) -> bool:
    """Whether what stands in brackets before a text seems to be who says it.

    A name has capitals and no word of a sound. Where all is in capitals, and so that says
    nothing, it is one word, or tells somebody's role, such as ``MAN 2`` or ``MRS. LIND``.
    """
    words = inside.split()
    if not 0 < len(words) <= _MOST_WORDS or len(inside) > _LONGEST:
        return False
    if not all(map(_WORD.fullmatch, words)):
        return False
    if inside.upper() == inside.lower():  # a script without capitals
        plain = not any(word in inside for word in _NO_NAMES)
        return plain and len(inside) <= _LONGEST_UNCASED and any(map(str.isalpha, inside))
    if not all(word[0].isupper() or not word[0].isalpha() or word in _SMALL for word in words):
        return False
    small = [word.casefold() for word in words]
    if any(word in _SOUNDS or _is_doing(word) for word in small):
        return False
    return len(words) == 1 or not inside.isupper() or any(word in _ROLES for word in small)


def _is_doing(word: str) -> bool:
    return len(word) > 4 and word.endswith("ing") and word not in _NAMES_IN_ING
