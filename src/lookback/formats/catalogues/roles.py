"""Which names of characters tell nothing but a name."""

import re
import unicodedata
from typing import Final

_LETTER: Final = "A-Za-zÀ-ÖØ-öø-ſȘ-țḀ-ỿ"
_NAME: Final = rf"[{_LETTER}]+[.]?(?:['’-][{_LETTER}]+)*"
_PLAIN: Final = re.compile(rf"{_NAME}(?: {_NAME}){{0,3}}")
_PARTICLES: Final = frozenset(
    ("de", "la", "le", "du", "da", "di", "del", "della", "der", "den", "von", "van", "zu", "bin")
)
_ANYWHERE_TEXT: Final = """
    abduct accus adopt amnesi android another apparit arsonist asesin assass automat aveng banshee
    betray biologic bodysnatch bomb boyfriend brother burglar butcher cadaver cannibal captor
    castaway changeling chimera clone conspir convict corpse corrupt creature criminal culprit
    cultist curse cyborg daughter dead death deceas delusion demon detonat dictator disciple
    disguis doppel drown drunk dying enemy execut exorcis father fiance fratell fugitiv gangster
    ghost ghoul girl goblin guilty halluc hangman hijack hologram homicid hostage humanoid hybrid
    illusion imaginar imagined immortal impersonat imposter impostor infect informant informer
    invisib kidnap killer killing lunatic lycan madman madwoman maniac manipul martyr masked
    mastermind mistress monster mother murder mutant mutilat nephew nightmare orphan paranoi
    parasit phantas phantom pirate poison poltergeist possess pregnan prisoner prophe prostitut
    psych punish rapist reborn reincarn replica resurrect revenant revenge robot sabot sacrific
    sadist satan saviour schizo secret shadow shapeshift shooter sibling simula sister skelet
    slasher slaught slayer smuggl sniper sorcer specter spectre spirit stalk stepson strangl
    stranger suicid survivor suspect synthetic terroris thief tortur traffick traitor triplet
    undead undercover unborn unknown vampir victim vigilant villain warlock werewol werwol widow
    witch woman wound wraith zombi
    bruder fantasma fantome geist gyilkos hayalet kisertet meurtr morder mordar morderca moorden
    murhaaja mutter ochter pembunuh schwester spoge szellem tueur ucigas vater vrah zabojca
"""
"""What tells wherever it stands in a word, in English and then in other languages."""
_BEGINS_TEXT: Final = """
    abus afterl alien attack avatar bastard beast bully burned cheat crippl crook cult decoy devil
    double evil fake former future guardian guilt handless hang hidden host husband inhuman injur
    innocen kill lover mole mummi mummy mystic naked narrat nude older patient predat prey primal
    prince rebel rescue revived robber serial shot slain slave spy stepd stepm teen tempt traum
    transf treach twin uncle vanish wife young youth
    asesin frau muert tochter toter
"""
"""What tells at the beginning of a word; common names have some of these within."""
_WHOLE_TEXT: Final = """
    agent angel aunt baby blind body boss boy boys bride brothers child children clown clowns cop
    cousin dad daddy elder elderly ex executioner female former god goddess grandma grandpa
    grandson granddaughter groom grown half he heir heiress her herself himself his human i infant
    it jailer judas junior kid kids kin late lost ma male mama man master mate me men mom mum niece
    officer old other our owner pa papa parent past present psycho queen real self senior shape
    she soldier son sons soul step survivors the their them they thing tot tote true uncredited us
    voice waitress waiter we women you
    sohn tante onkel mann leiche mord hexe teufel
    mere pere fils fille frere soeur femme homme mari mort morte tue diable sorciere
    madre padre hijo hija hermano hermana esposa esposo marido viuda bruja
    figlio figlia sorella morto morta moglie marito strega
    mae pai filho filha irmao irma fantasma morto morta
    dood spook geest moeder vader broer zus duch matka ojciec haamu hantu
    okaasan otousan oniisan oneesan haha chichi kaasan tousan niisan neesan yuurei yurei obake
"""
_TELLING: Final = re.compile(
    "|".join(
        [
            *_ANYWHERE_TEXT.split(),
            *(rf"\b{word}" for word in _BEGINS_TEXT.split()),
            *(rf"\b{word}\b" for word in _WHOLE_TEXT.split()),
        ]
    )
)
_FOLDED: Final = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def is_plain(role: str) -> bool:
    """Whether the name of a character is one to four names and no more, in Latin script.

    Who else somebody is, whose child, how old, alive or not: all that can tell. So do digits
    and brackets, slashes and lists; and what is in another script nobody here can read.
    """
    if len(role) > 60 or _PLAIN.fullmatch(role) is None or tells(role):
        return False
    parts = re.split(r"[ '’-]", role.replace(".", ""))
    names = [part for part in parts if part not in _PARTICLES]
    return bool(names) and all(name[:1].isupper() for name in names)


def tells(words: str) -> bool:
    """Whether a word is among these that says more of somebody than a name."""
    folded = unicodedata.normalize("NFKD", words.casefold().translate(_FOLDED))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return _TELLING.search(bare) is not None
