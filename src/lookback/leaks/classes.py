"""Classes of general English words that tell a story's secrets, or tell of its making.

Each class is one thing that a reason can name. Words stand in their plainest forms: they are
compared by stems (see ``words.stem``). A class of phrases is looked up in the sentence itself.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lookback.leaks.words import stem

_LISTS: Final = {
    "dying": (
        "die dies died dying dead death deceased perish corpse funeral grave buried burial mourn "
        "mourning coffin fatal fatally lifeless drown drowned demise deathbed widow widower "
        "orphan late-wife wake"
    ),
    "killing": (
        "kill killer murder murderer slay slain assassinate assassin stab shoot shot gun strangle "
        "poison behead execute execution slaughter massacre homicide hang hanged bomb bullet fire "
        "fires"
    ),
    "self-harm": "suicide overdose wrists noose",
    "violence": (
        "attack beat punch hit hurt wound wounded injure injured torture torment rape assault "
        "blood bleed fight fought hunt hunted weapon knife sword explode explosion crash burn "
        "burnt destroy destruction"
    ),
    "rising again": (
        "resurrect revive alive survive survivor survived reborn rebirth undead ghost immortal "
        "reincarnate haunt spirit afterlife"
    ),
    "revealing": (
        "reveal revelation discover discovery learn learnt realize realise confess confession "
        "admit expose unmask uncover truth secret secretly hidden evidence explain prove proof "
        "disclose"
    ),
    "deceiving": (
        "lie lies lied lying trick fake fool deceive deception deceit pretend pretence pretense "
        "disguise impostor imposter manipulate frame framed hoax con bluff ruse decoy cover-up "
        "mislead plant planted"
    ),
    "betraying": (
        "betray betrayal traitor treason double-cross backstab mole spy turncoat defect sell-out "
        "set-up accomplice conspire conspiracy plot plotted scheme"
    ),
    "being really": "really actually truly real identity fact true indeed himself herself",
    "evil": (
        "villain evil monster demon culprit mastermind criminal enemy guilty guilt innocent "
        "attacker thief robber kidnapper stalker gangster burglar rapist blackmailer outlaw "
        "insane madman psychopath cult"
    ),
    "dreaming": (
        "dream dreamt hallucinate hallucination imagine imagination imaginary illusion delusion "
        "vision nightmare unreal simulation coma asleep memory amnesia"
    ),
    "madness": "mad madness insanity asylum crazy delirium unhinged sanity breakdown",
    "fate": "doom doomed fate destiny prophecy foretold inevitable destined curse cursed",
    "ending": (
        "end ends ended ending final finale finally last conclusion climax epilogue close closing "
        "finish"
    ),
    "after": (
        "after afterwards later eventually soon once then now until subsequently meanwhile next "
        "following"
    ),
    "again": "again return returns back restore recover rejoin reunite reunion",
    "winning": (
        "win won victory defeat triumph succeed success save saved rescue escape free freed "
        "overcome conquer champion"
    ),
    "losing": (
        "lose lost loss fail failed failure surrender abandon sacrifice captured capture trapped "
        "prison jail arrest doomed"
    ),
    "leaving": "leave leaves left depart flee fled run away disappear vanish gone goodbye",
    "loving": (
        "love lover kiss marry marriage married wedding engaged propose affair sleep romance "
        "relationship couple together breakup divorce dump heartbroken"
    ),
    "bearing": "pregnant pregnancy baby birth born miscarriage child",
    "kin": (
        "father mother son daughter brother sister twin parent wife husband uncle aunt cousin "
        "niece nephew grandfather grandmother sibling family dad mom"
    ),
    "becoming": (
        "become becomes became turn turns turned transform change changed replace possessed swap"
    ),
    "causing": (
        "because cause force lead result blame responsible reason order avenge revenge vengeance"
    ),
    "giving up": "quit resign retire fire forgive reconcile redeem redemption accept confesses",
    "fearing": "fear scream terrified horror horrified shock shocked panic desperate",
    "weeping": "cry cries tears sob weep grief grieve devastated heartbreak tragic sad sadly",
    "body": "body heart head hand arm neck throat eyes skull finger leg brain",
    "guarding": "police detective agent soldier army guard officer prisoner military",
    "hour of truth": "moment scene flashback cliffhanger twist reveal shocker surprise",
    "making": (
        "actor actress cast director producer production writer script film filmed movie picture "
        "version cinema intermission narrator studio camera budget effects soundtrack composer "
        "music role voice dub star"
    ),
    "broadcast": (
        "show series season episode pilot finale network air aired broadcast channel television "
        "tv dvd cancelled canceled renewed ratings spin-off rerun premiere sequel"
    ),
    "audience": "fan fans viewer audience critic review fandom popular award internet forum",
    "kind of work": (
        "comedy drama thriller genre parody satire adaptation novel book comic remake anime manga "
        "sitcom game"
    ),
    "as a habit": (
        "often usually always sometimes generally frequently rarely regularly typically "
        "occasionally constantly tend tends every never"
    ),
    "in general": "many most some several various everyone anyone people whatever any all",
    "supposing": (
        "perhaps maybe might may could possibly probably seems seem appear apparently suggest "
        "implied imply likely presumably"
    ),
    "denying": "not no never nothing nobody none neither nor without",
    "turning against": "but however although though instead despite yet actually except unless",
    "joking": "joke funny humor humour hilarious laugh gag pun silly comic prank",
    "naming": (
        "called named name nickname titled title known phrase quote word line says catchphrase"
    ),
    "school and work": "school teacher student class job work office boss company business",
    "looks": "wear dress hair clothes hat shirt suit outfit costume glasses",
    "eating": "eat food drink dinner beer coffee cook restaurant bar",
    "counting": (
        "hundred thousand million dozen half one two three four five six seven eight nine ten "
        "first second third"
    ),
    "year": "year decade century month week day age",
    "I and you": "i me my mine you your yours we us our",
    "he and she": "he him his she her hers himself herself",
    "they": "they them their theirs themselves",
    "speaking": (
        "say says said tell told ask answer speak talk shout call warn promise threaten argue "
        "insult mention explain"
    ),
    "thinking": (
        "think thought believe know knew knows remember forget suspect wonder understand feel "
        "notice decide want hope wish"
    ),
    "moving": (
        "go goes went come came walk run ran arrive enter follow chase climb jump fall fell fly "
        "drive travel send sent bring take took carry"
    ),
    "giving and taking": (
        "give gave steal stole stolen theft rob thief buy sell pay money rich poor offer receive"
    ),
    "illness": (
        "ill sick illness disease cancer hospital doctor nurse surgery virus infected infection "
        "cure medicine drug drugs addict"
    ),
    "magic and machines": (
        "magic spell witch vampire werewolf demon alien robot android clone machine power powers "
        "portal time-travel universe dimension timeline"
    ),
    "asking for more": (
        "attempt attempts manage manages able unable force forced refuse agree help stop prevent "
        "protect"
    ),
    "lying in wait": "wait hide hid hidden watch spy track hunt search find found meet met",
    "houses": "home house room door window street town city village",
    "sex": "sex sexual naked nude gay lesbian virgin seduce attracted attraction",
    "praise": (
        "good great best better awesome perfect amazing beautiful nice cool bad worse worst "
        "terrible awful"
    ),
    "degree": "very quite rather too so extremely completely totally almost nearly just even only",
    "kinds of people": (
        "man woman guy girl boy kid person character protagonist hero heroine lead main villain "
        "antagonist"
    ),
    "storytelling": (
        "trope averted aversion subverted subversion inverted played lampshaded invoked justified "
        "exaggerated parodied deconstructed"
    ),
    "the other": "another other others else different same similar",
    "question": "who whom whose what why how where which",
}  # fmt: skip
CLASSES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {name: frozenset(map(stem, listed.split())) for name, listed in _LISTS.items()}
)
"""The stems of each class."""


def _pattern(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b", re.IGNORECASE)


_IS: Final = r"(?:is|are|was|were|be|been|being|'s|'re)"
PHRASES: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "it turns out": _pattern(r"turn(?:s|ed|ing)? out", r"it emerges", r"comes? to light"),
        "is really": _pattern(
            _IS + r" (?:really|actually|secretly|in (?:truth|fact|reality)|truly|none other than)",
            _IS + r" (?:himself|herself|itself|themselves) (?:an?|the|one)\b",
            r"not (?:\w+ )?(?:real|true|biological) \w+", r"(?:his|her|their) (?:real|true) \w+",
            r"(?:in truth|in fact|in reality|truth is|real name|true identity|all along)",
            r"not (?:really|actually|who|what) ",
        ),
        "is revealed": _pattern(
            r"(?:is|are|was|were|gets?) (?:revealed|discovered|exposed|unmasked|found out)",
            r"(?:finds?|found|learns?|learned|learnt|discovers?|realizes?|realises?) (?:out )?that",
            r"(?:finds?|found) out",
        ),
        "in the end": _pattern(
            r"(?:in|by|at|until|near) the (?:very )?end\b", r"last (?:scene|shot|minutes?|cut)",
            r"final (?:scene|shot|minutes?|episode|act)", r"when it is over",
            r"ends? (?:up|with|in)",
        ),
        "will": _pattern(
            r"(?<!what )(?<!whom )(?<!who )(?<!which )(?:will|shall) (?!not\b|be able|have\b)\w+",
            r"(?:is|are) going to",
            r"(?:is|are) (?:yet )?to \w+", r"(?:would|was to|were to) (?:later|soon|eventually)",
        ),
        "one day": _pattern(
            r"one day", r"some day", r"(?:hours?|days?|weeks?|months?|years?) from now",
            r"before long", r"sooner or later", r"only later", r"later on", r"eventually",
            r"finally",
            r"lasts? (?:only )?until", r"for now", r"for the time being", r"for the last time",
            r"never (?:\w+ )?again",
        ),
        "all a dream": _pattern(
            r"(?:all|only|just|merely) (?:an? )?(?:\w+ )?(?:dream|illusion|delusion|hallucination)",
            r"(?:in (?:his|her|their) (?:own )?(?:head|mind|imagination))",
            r"(?:none|nothing) of (?:it|this|that) (?:\w+ ){0,2}(?:real|happened)",
        ),
        "there is a twist": _pattern(
            r"twist\w*", r"(?:big|surprise|shocking|final) (?:reveal|ending|surprise)",
            r"never see (?:it|that) coming", r"not what (?:it|he|she|they) seems?",
            r"unreliable narrator", r"red herring",
        ),
        "the killer": _pattern(
            r"(?:killer|murderer|culprit|thief|traitor|mole|spy|mastermind|father|mother) "
            + _IS,
            _IS + r" the (?:\w+ )?(?:killer|murderer|culprit|thief|traitor|mole|spy|villain)",
            r"behind (?:it all|everything)", r"did it",
        ),
        "only one": _pattern(
            r"only (?:one|\w+) (?:of|will|survives?|lives?)", r"last one", r"sole"
        ),
        "has been": _pattern(r"ha(?:s|d|ve) (?:\w+ )?been", r"ha(?:s|d|ve) (?:\w+ )?become"),
        "betrays": _pattern(
            r"betray(?:s|ed|al)?", r"sets? (?:him|her|them) up", r"double-cross\w*",
            r"in league with",
            r"stabs? (?:him|her|them) in the back",
            r"(?:his|her|their) own (?:friend|partner|ally)",
            r"works? for the (?:enemy|other side)", r"turns? (?:against|on) (?:him|her|them)",
            r"(?:is|was|were|been) (?:only )?us(?:ing|ed) (?:him|her|them)",
            r"lied to (?:him|her|them)",
        ),
        "he dies": _pattern(
            r"(?:he|she|they|who|\w+) (?:dies|died|gets? killed|(?:is|was|are|were) (?:\w+ )?"
            r"(?:killed|murdered|shot|stabbed|poisoned|executed|dead|captured|arrested|revealed))",
        ),
        "his death": _pattern(r"(?:his|her|their|\w+'s) (?:own )?(?:death|murder|suicide|funeral)"),
        "kills him": _pattern(
            r"(?:kill|shoot|stab|murder|betray|rescue|save|marr|kiss|leave|poison|attack)(?:s|ed|ies|ied)?"
            r" (?:him|her|them|himself|herself|themselves|his|their)",
        ),
        "when, after, before he": _pattern(
            r"(?:when|after|before|until|once|while|as) (?:he|she|they|it|the)\b",
        ),
        "season finale": _pattern(
            r"(?:season|series|mid-season) finale", r"last (?:season|episode)",
            r"(?:by|end of) season",
        ),
        "a season's number": _pattern(
            r"seasons? (?:\d+|one|two|three|four|five|six|seven|eight|nine)"
        ),
        "at first, but": _pattern(
            r"at first", r"initially", r"originally", r"seemingly", r"supposedly"
        ),
        "who in a clause": _pattern(
            r"(?:, )?(?:who|whom|whose) (?:\w+ )?(?:is|was|has|had|\w+s|\w+ed)"
        ),
        "tries": _pattern(r"tr(?:y|ies|ied) to", r"attempts? to", r"plans? to", r"wants? to"),
        "in the show": _pattern(
            r"(?:in|on|of) (?:the|this) (?:show|series|film|movie|book|original|pilot|episode)",
        ),
        "for example": _pattern(r"for (?:example|instance)", r"such as", r"examples?"),
        "played by": _pattern(
            r"played by", r"voiced by", r"portrayed by", r"written by", r"directed"
        ),
    }
)  # fmt: skip
"""Phrases that a reason can name."""
