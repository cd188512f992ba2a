"""Names in a Chinese sentence that its English does not name.

A name that the glossary or the dictionary has must appear in one of their English forms, or a part of it (Trump),
as an adjective (Thai) or in pinyin. A person's name that neither has may be spelt in any way, in Cantonese for instance: it is missed
only where the English has no name left that it could be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from companion.model import Token
from companion.protocols import SourceSentence
from companion.translation.terms import folded

__all__ = ["dropped_names"]

_NAME = re.compile(r"^(?:the )?([A-Z][\w’'-]+(?: (?:of |the )*[A-Z][\w’'-]+)*)")
_NO_NAME = ("surname ", "variant of", "old variant", "see ", "abbr", "also written", "also pr.")
# Words that many names share.
_SHARED = (
    "the of and new north south east west central city county district province town river lake sea mount island islands "
    "republic kingdom states state united people peoples democratic hong kong great university company group street road saint"
)
_COMMON = frozenset(_SHARED.split())
_ADJECTIVES = {
    "united states": "america us", "united kingdom": "brit uk english", "france": "french", "netherlands": "dutch holland",
    "spain": "spanish spaniard", "poland": "polish pole", "denmark": "danish dane", "switzerland": "swiss", "sweden": "swed",
    "finland": "finnish finn", "ireland": "irish", "scotland": "scot", "wales": "welsh", "greece": "greek", "turkey": "turk",
    "england": "english", "norway": "norwegian", "philippines": "filipin", "thailand": "thai", "iraq": "iraqi", "china": "chinese sino prc mainland",
    "hong kong": "local city hk sar", "macau": "macao macanese", "taiwan": "cross-strait", "europe": "eu european", "japan": "nippon",
    "korea": "rok dprk seoul", "myanmar": "burm", "burma": "myanmar", "soviet union": "ussr", "vatican": "holy see",
}  # fmt: skip
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟"
    "龙万段雷钱汤尹黎易常武乔贺赖龚文莫区关麦邝冼翁霍招"
)
_NOT_GIVEN = frozenset("的了是在有不也被任为于与或将把给对从向到来去说称出入多次个年月日想做当过以因")  # 曾任
_DOUBLE = ("欧阳", "司徒", "诸葛", "司马", "上官", "皇甫", "慕容")
_TITLE = re.compile(
    "(?:记者|主席|局长|署长|处长|司长|议员|教授|先生|女士|小姐|太太|市民|经理|主任|书记|部长|院长|会长|总裁|警长|督察|律师|医生|校长|老师|博士|司机|教练|导演|演员|歌手"
    "|作家|学者|专家|代表|大使|总统|总理|首相|特首|发言人|负责人|被告|死者|伤者|事主|居民|学生|运动员|名叫|叫|姓|董事长|总监|研究员|工程师|法官|队长|艺人|丈夫|妻子|父亲|母亲"
    "|儿子|女儿)$"
)
_ADDRESS = re.compile(
    "先生|女士|小姐|太太|婆婆|伯伯?|叔叔?|阿姨|老师|教授|博士|议员|律师|医生|校长|主任|督察"
)
_POLITE = re.compile("先生|女士|小姐|太太")
_SAYS = re.compile(
    "表示|说|指|称|认为|强调|透露|回应|补充|坦言|先生|女士|小姐|太太|教授|博士|议员|主席|局长|部长|律师|医生|老师"
)
_ERAS = ("民国", "公元", "西元")
_PRONOUNS = ("He", "She", "You", "An", "Me")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]*")
_NO_NAMES = (
    "i mr mrs ms dr the a an he she it they we you monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december"
)
_NOT_NAMES = frozenset(_NO_NAMES.split())


def dropped_names(sentence: SourceSentence, english: str) -> list[str]:
    """The names of the sentence, as it writes them, for which `english` has none.

    >>> from companion.model import Sense
    >>> senses = (Sense("那不勒斯", "那不勒斯", "Nà bù lè sī", ("Naples, city in Italy",)),)
    >>> tokens = (Token("那不勒斯", 0, 4, "word", "那不勒斯", ("nà", "bù", "lè", "sī"), senses),)
    >>> dropped_names(SourceSentence("那不勒斯", "那不勒斯", tokens), "the city")
    ['那不勒斯']
    >>> dropped_names(SourceSentence("那不勒斯", "那不勒斯", tokens), "the Neapolitans of Naples")
    []
    """
    text = f" {folded(english)} "
    missing, free = [], list(_free_names(english))
    terms = {t.id: t for t in sentence.terms}
    for i, token in enumerate(sentence.tokens):
        if token.kind != "word":
            continue
        term = terms.get(token.term) if token.term else None
        if term is not None:
            forms = [e for e in term.english if term.domain in ("people", "places") and e[:1].isupper()]
        else:
            forms = list(_of_dictionary(token)) if len(token.text) > 1 else []
        if forms:
            if not (_named(forms, text) or _in_pinyin(token, english, text)):
                missing.append(token.text)
        elif (
            term is None and (person := _person(sentence.tokens, i)) and not _in_pinyin(token, english, text)
        ):
            if not free:
                missing.append(person)
            free = free[1:]
    return list(dict.fromkeys(missing))


def _of_dictionary(token: Token) -> Iterator[str]:
    """The English names that the dictionary has for a word that can only be a name."""
    if (
        token.term
        or token.simplified in _ERAS
        or not token.senses
        or not all(s.pinyin[:1].isupper() for s in token.senses)
    ):
        return
    for sense in token.senses:
        for meaning in sense.english:
            if not meaning.startswith(_NO_NAME) and (match := _NAME.match(meaning)):
                yield match[1]


def _named(forms: Iterable[str], text: str) -> bool:
    for form in forms:
        plain = folded(form).removeprefix("the ")
        words = plain.split()
        telling = [w for w in words if w not in _COMMON and len(w) > 1] or words
        adjectives = [a for name, many in _ADJECTIVES.items() if name in plain for a in many.split()]
        if any(f" {part}" in text for part in [*map(_stem, telling), *adjectives]):
            return True
    return False


def _stem(word: str) -> str:
    """The part of a name that its adjective keeps: Italy, Italian; Germany, German."""
    if len(word) > 5:
        return word[: max(4, len(word) - 2)]
    return word[:-1] if len(word) > 4 and word.endswith(("y", "a", "e", "o")) else word


def _in_pinyin(token: Token, english: str, text: str) -> bool:
    """Whether its pinyin stands there: all of it, the given name, or the surname (but He and You may be pronouns)."""
    syllables = [_without_tones(s) for s in token.pinyin]
    if not syllables:
        return False
    if len(syllables) > 1 and "".join(syllables) in text.replace(" ", ""):
        return True
    given = syllables[1:]
    if any(f" {form} " in text for form in ("".join(given), " ".join(given)) if len(form) > 2):
        return True
    surname = syllables[0].capitalize()
    return surname not in _PRONOUNS and re.search(rf"\b{surname}\b", english) is not None


def _without_tones(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable.replace("ü", "u"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _person(tokens: Sequence[Token], i: int) -> str:
    """The name where an unknown word begins with a surname and stands beside a title or a verb of saying; else empty."""
    token, name = tokens[i], tokens[i].simplified
    after = next((t.simplified for t in tokens[i + 1 : i + 3] if t.kind != "space"), "")
    if name[:1] in _SURNAMES:
        if len(name) == 1:  # 林女士, but 他任主席
            form = (_POLITE if name in "任常方于时" else _ADDRESS).match(after)
            return token.text + tokens[i + 1].text[: form.end()] if form else ""
        if _ADDRESS.fullmatch(name, 1):
            return token.text
    if token.senses or "unknown-word" not in token.review or _NOT_GIVEN & set(name[1:]):
        return ""
    if not (
        (name[:1] in _SURNAMES and len(name) in (2, 3)) or (name.startswith(_DOUBLE) and len(name) in (3, 4))
    ):
        return ""
    before = next((t.simplified for t in reversed(tokens[max(0, i - 2) : i]) if t.kind != "space"), "")
    return token.text if _TITLE.search(before) or _SAYS.match(after) else ""


def _free_names(english: str) -> Iterator[str]:
    """The words of the English that may be an unknown person's name: capitalised, and not only as the first word is."""
    for match in _CAPITALISED.finditer(english):
        first = (
            not english[: match.start()].strip(" “‘\"'(") or english[: match.start()].rstrip()[-1:] in ".!?:"
        )
        if match[0].casefold() in _NOT_NAMES:
            continue
        following = english[match.end() : match.end() + 2].lstrip()[:1]
        if not first or following.isupper():
            yield match[0]
