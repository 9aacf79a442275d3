"""Whether a cue is about the subtitles, not of the film: who made them, where they come from."""

import re
from typing import Final

_CERTAIN: Final = 2
"""Signs that make a cue a credit; one alone, such as an address, can be dialogue."""
_LONGEST: Final = 300

_BY: Final = (
    r"(?:by|par|von|por|di|de|da|du|door|av|af|przez|od|oleh|bởi|tarafından|από|a cura di)\b"
)
_MADE: Final = (
    # What was made, and how it is called to have made it; each counts where a line begins.
    "subtitles?|subs|captions?|captioned|captioning|closed captions?|subtitled|subtitling"
    "|transcripts?|sync(?:ed|hed)?|re-?sync(?:ed|hed)?|synchroni[sz](?:ed|ation)"
    "|sous-?titres?|sous-?titrage|sous-?titré|synchro|untertitel|untertitelung|untertitelt"
    "|subt[íi]tulos|subtitulado|subtitulada|sincronizado|sincronización"
    "|legendas?|legendado|legendagem|sincronia|sottotitoli|sottotitolato|sincronizzazione"
    "|ondertitel(?:s|ing|d)|napisy|dopasowanie|titulky|časování|titlovi|podnapisi|felirat(?:ok)?"
    "|subtitrarea|subtitrare|sincronizarea|altyazı|undertexter|undertekster|tekstet|tekstitys"
    "|υπότιτλοι|υποτιτλισμός|субтитры|субтитри|титри|подзаголовки|синхронизация"
    "|phụ đề|terjemahan oleh|penerjemah|alih bahasa|diterjemahkan|คำบรรยายโดย|ترجمة|زیرنویس|כתוביות"
)
_HELPED: Final = (
    # The same, of words that are heard in films, too.
    "transcribed|transcription|translated|translation|corrected|corrections?|encoded|ripped"
    "|timed|timing|edited|adapted|adaptation|uploaded|improved|proof-?read|qc|revised"
    "|traduction|traduit|relecture|adaptation|übersetzung|übersetzt|bearbeitet|korrektur"
    "|traducción|traducido|corregido|corrección|tradução|traduzido|revisão|traduzione|tradotto"
    "|revisione|vertaling|vertaald|tłumaczenie|korekta|překlad|přeložil|preklad|preložil|prevod"
    "|prijevod|preveo|obrada|fordítás|fordította|szöveg|magyar szöveg|traducerea|adaptarea"
    "|çeviri|çevirmen|senkron|översättning|svensk text|oversettelse|oversat|oversættelse|oversatt"
    "|suomennos|käännös|μετάφραση|απόδοση|επιμέλεια|перевод|переклад|превод|редактор|корректор"
    "|dịch|biên dịch|תרגום|תורגם|סונכרן|แปลโดย|翻訳|翻译|翻譯|校对|校對|时间轴|時間軸|번역"
)
_JOIN: Final = r"(?: ?(?:,|&|\+|/|and|et|und|y|e|i|en|și|и|\bby\b[^,:]{1,20},))? ?"
_NAMES: Final = rf"(?: ?{_BY}[ ]?[:：]? ?| ?[:：] ?)(?P<names>[^:：]{{2,60}})"
_MADE_BY: Final = re.compile(
    rf"(?P<before>(?:\w+ ){{0,2}})(?:\b(?:{_HELPED})\b{_JOIN}){{0,3}}\b(?:{_MADE})\b"
    rf"(?:{_JOIN}\b(?:{_MADE}|{_HELPED})\b){{0,3}}{_NAMES}",
    re.IGNORECASE,
)
"""``Subtitles by ...``, ``Corrected and synced by ...``, with at most two words before it."""
_HELPED_BY: Final = re.compile(
    rf"(?:{_HELPED})\b(?:{_JOIN}\b(?:{_HELPED})\b){{0,3}}{_NAMES}", re.IGNORECASE
)
_ALONE: Final = re.compile(
    rf"(?:{_MADE})\b{_JOIN}\b(?:{_MADE}|{_HELPED})|(?:\w+ )?-? ?SDH", re.IGNORECASE
)
"""``Sync & corrections``, with nothing after it."""
_NOT_NAMED: Final = """
a an and any by every for god he her his i it my no now not of our she so some that the their
them then these they this those today tomorrow us we what when where who whom with you your hand
noon night
"""
_NO_NAMES: Final = frozenset(_NOT_NAMED.split())
"""Words that neither a name begins with, nor what was made."""
_MOST_NAMES: Final = 5
_EASTERN: Final = re.compile(
    "^редактор субтитров|字幕[:：组組]|字幕翻[訳譯译]|字幕制作|字幕製作"
    "|(?:翻訳|翻译|翻譯|校对|校對|时间轴|時間軸|日本語字幕)[:：]"
    "|자막[:： ]*(?:제작|번역|수정|[:：])|번역[:：]|^แปลโดย|^คำบรรยายโดย|^บรรยายไทยโดย"
    "|^ترجمة ?:|^تمت الترجمة|^ترجمه ?:|^زیرنویس از"
    "|^תורגם|^סונכרן|^תרגום[:：]"
)
_CERTAIN_AD: Final = re.compile(
    r"advertise your (?:product|brand)|become (?:a )?vip member|remove all ads"
    r"|(?:rate|choose) th(?:is|e best) subtitles?|subtitles for any (?:video|movie)"
    r"|implement rest api|subtitles? (?:downloaded|provided|extracted|ripped) (?:from|by)"
    r"|^(?:get|find) (?:more )?subtitles|napisy pobrane"
)
_AD: Final = re.compile(
    r"\bads from\b|help other users|watch any video online|is deprecated, please"
    r"|^downloaded (?:from|at)\b|^uploaded (?:by|at)\b|brought to you by|for more subtitles"
    r"|pobrano z|téléchargé sur|descargado de|baixado (?:de|em)|best watched using"
    r"|^(?:edited|made|created|synced) (?:at|with|using|on)\b"
)
_SITE: Final = re.compile(
    r"open-?subtitles|addic7ed|subscene|podnapisi|yify|yts\.|tvsubtitles|subdivx|napisy24"
    r"|napiprojekt|titulky\.com|titlovi\.com|legendas\.tv|osdb\.link|sub-?titles?\.net|u-sub\.net"
    r"|subtitletools|italiansubs|argenteam|tusubtitulo|subs?factory|zimuku|divxplanet|turkcealtyazi"
)
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>]+|\b[a-z0-9][\w-]{1,40}(?:\.[\w-]{1,40}){0,3}"
    r"\.(?:com|org|net|info|tv|link|ru|pl|cz|sk|hu|ro|it|fr|de|es|br|nl|eu|io|me|xyz|to|cc)\b(?:/[^\s]*)?"
)
_DECORATION: Final = ' \t-=~_*#<>[](){}|♪♫•·►◄«»"“”'


def is_credit(lines: tuple[str, ...]) -> bool:
    """Whether the lines of a cue tell of those who made the subtitles, or of where to get them.

    A line of dialogue that merely has such a word in it tells of neither: it needs two signs.
    ``Subtitles by`` with a name is two, an address or the name of a site is one.
    """
    plain = [re.sub(r"<[^<>]*>|\{[^{}]*\}", "", line).strip(_DECORATION) for line in lines]
    plain = [line for line in plain if line]
    whole = " ".join(plain).casefold()
    if not whole or len(whole) > _LONGEST:
        return False
    return _signs(plain, whole) >= _CERTAIN


def _signs(plain: list[str], whole: str) -> int:
    if all(map(_ADDRESS.fullmatch, whole.split())):
        return _CERTAIN
    if _EASTERN.search(whole) or _CERTAIN_AD.search(whole):
        return _CERTAIN
    signs = int(_AD.search(whole) is not None)
    signs += int(_SITE.search(whole) is not None or _ADDRESS.search(whole) is not None)
    # Below the first line, one that begins with a small letter goes on with a sentence.
    for line in (" ".join(plain), plain[0], *(one for one in plain[1:] if not one[0].islower())):
        if _ALONE.fullmatch(line) or _names_makers(line):
            return _CERTAIN
    return signs + (len(plain) == 1 and "@" in whole and " " not in whole)


def _names_makers(line: str) -> bool:
    """Whether a line says what was made, and by whom."""
    made, helped = _MADE_BY.fullmatch(line), _HELPED_BY.fullmatch(line)
    if made and not _NO_NAMES & set(made["before"].casefold().split()):
        # Many who make subtitles write their names small.
        return _are_names(made["names"].removesuffix("."), small=True)
    return helped is not None and _are_names(helped["names"], small=False)


def _are_names(text: str, *, small: bool) -> bool:
    words = text.split()
    if not 0 < len(words) <= _MOST_NAMES or text.endswith((".", ",")) or set(text) & set("?!…"):
        return False
    if words[0].casefold().strip(",") in _NO_NAMES:
        return False
    return small or (
        not words[0][0].islower()
        and all(not word[0].islower() or len(word) < 4 or "_" in word for word in words)
    )
