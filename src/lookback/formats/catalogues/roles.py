"""Which names of characters tell nothing but a name."""

import re
from typing import Final

_PLAIN: Final = re.compile(
    r"(?:[^\W\d_][^\W\d_]*[.]?(?:['’-][^\W\d_]+)*)(?: [^\W\d_]+[.]?(?:['’-][^\W\d_]+)*){0,3}"
)
_PARTICLES: Final = frozenset(
    ("de", "la", "le", "du", "da", "di", "del", "della", "der", "den", "von", "van", "zu", "bin")
)
_TELLING_TEXT: Final = """
    adopted alias alien android another assassin aunt avenger baby beast betrayer biological body
    boyfriend bride brother brothers butcher child clone clones corpse cousin creature cyborg dad
    daddy daughter daughters dead deceased demon devil disguised doppelganger double dying
    elder elderly evil ex executioner fake family father fiance fiancee former future ghost
    girlfriend god goddess grandfather grandma grandmother grandpa grandson granddaughter
    groom grown half her herself himself his host husband imaginary imposter impostor infant
    informant judas junior kid killer killers kin later late lover ma mama man
    mastermind mistress mole mom monster mother mum mummy murderer murderess narrator nephew
    niece old older orphan other pa papa parent past possessed present real reborn reincarnation
    robot self senior shape sibling sister sisters slasher son sons spirit spy stalker
    step stepbrother stepfather stepmother stepsister stranger suspect teen teenage the their
    thief traitor triplet true twin twins uncle uncredited undead unknown vampire victim villain
    voice werewolf widow widower wife witch woman young younger youth zombie
    mutter vater sohn tochter bruder schwester mörder geist tot tante onkel frau mann
    mère père fils fille frère sœur soeur assassin fantôme tueur meurtrier femme homme mari
    madre padre hijo hija hermano hermana asesino asesina fantasma muerto muerta esposa marido
    figlio figlia fratello sorella assassino assassina morto morta moglie marito
    okaasan otousan oniisan oneesan haha chichi kaasan tousan niisan neesan yuurei
"""
_TELLING: Final = frozenset(_TELLING_TEXT.split())


def is_plain(role: str) -> bool:
    """Whether the name of a character is one to four names and no more, in Latin script or alike.

    Who else somebody is, whose child, how old, alive or not: all that can tell. So do digits
    and brackets, slashes and lists; and a script without capitals cannot be told from words.
    """
    if len(role) > 60 or _PLAIN.fullmatch(role) is None:
        return False
    parts = re.split(r"[ '’-]", role.replace(".", ""))
    if any(part.casefold() in _TELLING for part in parts):
        return False
    names = [part for part in parts if part not in _PARTICLES]
    return bool(names) and all(name[:1].isupper() for name in names)
