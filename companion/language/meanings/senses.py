"""Which of a word's meanings is shown: by its part of speech, the article's domain, and how the sense is worded.

CC-CEDICT (CC BY-SA 4.0) has no parts of speech, but its wording tells: "to hit" is a verb, "(bound form)"
never stands alone, "CL:", "variant of" and "surname" are no meanings. For some words that news is full of,
`data/usual_meanings.tsv` has the meaning that is usual there: written for this project, in no order of a dictionary's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from companion.facts import Facts, read_facts
from companion.language.dictionary.same_english import means_the_same
from companion.model import Sense, Term

__all__ = [
    "another_meaning",
    "choose",
    "decided_part",
    "domains_of",
    "fields",
    "in_domain",
    "is_only_meaning",
    "is_used_as",
    "one_meanings",
    "shortened",
    "tells",
    "usual",
    "usual_meanings",
]

_NO_MEANING = (
    "CL:", "variant of", "old variant", "archaic variant", "erhua variant", "Japanese variant", "surname ", "two-character surname", "see ", "see also",
    "also written", "also called", "abbr. ", "used in", "(used in", "Kangxi radical", "Taiwan pr.", "also pr.", "also transliterated",
    "same as ", "name of ", "old name", "former name", "equivalent of", "(onom.)", "unofficial variant", "common misspelling", "erroneous variant",
)  # fmt: skip
_LABEL = re.compile(r"^((?:\([^()]*\)\s*)+)")
_BRACKETS = re.compile(r"(?<!\s)\s*[(\[][^()\[\]]*[)\]]\s*")
_CHINESE = re.compile(r"[\u3400-\u9fff]+(?:\|[\u3400-\u9fff]+)?(?:\[[^\]]*\])?")
_PLACE = re.compile(
    r"^(?:the )?((?:Mt |Lake |Port )?[A-Z][\w'’\-–]*(?: (?:of|the|and|de|al) [A-Z][\w'’\-–]*| [A-Z][\w'’\-–]*|(?: province| city| county| district| river| prefecture| autonomous region| island| lake)\b)*)"
)
_LONGEST, _AT_MOST = 36, 60  # characters of a meaning; of the only one that there is
_WHOLE = re.compile(r"^\(([^()]*)\)$")
_ENDS = (
    re.compile(r"[,;:(]"),
    re.compile(r" (?:which|that|who|whose|where|made|with|in|from|during|used|or|and|of which) "),
)
_MARKS = "\u0304\u0301\u030c\u0300"
_INSTEAD = {"v": "nad", "n": "avd", "a": "ndv", "d": "avn"}  # where a part of speech has no row of its own
_OLD = re.compile(
    r"literary|old\b|archaic|dialect|slang|Tw\b|Taiwan|vulgar|coll\.|Buddh|Daoism|astronomy|botany|zoology|math|physics|chem|"
    r"geology|linguistics|grammar|music|chess|mahjong|computing|TCM|biology|neologism|Internet|euph|fig\.|loanword|suffix|prefix|"
    r"classical|poetic|honorific|humble|polite|courtesy|card game|baseball|idiom|jocular|derog|in former times|bygone|obsolete|feudal|imperial China"
)
_PERIOD = re.compile(
    r"Red Guard|Cultural Revolution|Shadowsocks|\b(?:imperial|feudal|ancient|dynastic) |archaic|\bTang\b|\bQing\b|netspeak|penis|hentai"
)
"""What tells that a sense is of another time or manner of speaking than news."""
_LABELS = {
    "law": "law|legal", "crime": "law|legal", "economy": "econ|finance|stock|bank|trade|market|business|accounting", "sport": "sport|ball|soccer|football|basketball|tennis|baseball|swim|chess|athlet",
    "health": "medicine|med\\.|anatomy|physiolog|disease", "technology": "comput|Internet|tech|electron|telecom|software", "military": "military|mil\\.|army|navy",
    "weather": "meteorology|weather", "transport": "rail|traffic|aviation|vehicle|transport|bus|train|flight", "education": "school|education|academic|univers", "culture": "music|theater|opera|literature|film|art",
    "hongkong-government": "HK|Hong Kong|Cantonese", "daily": "HK|Hong Kong|Cantonese", "media": "press|journalism|newspaper|broadcast",
}  # fmt: skip
_ADJECTIVE = re.compile(
    r"(?:able|ible|ful|less|ous|ive|ic|ical|al|ary|ant|ent|ish|ed)$|^(?:safe|secure|big|large|small|new|old|high|low|good|bad|long|short|"
    r"fast|slow|hot|cold|many|much|few|hard|easy|strong|weak|clear|open|close|free|full|rich|poor|true|false|wide|deep|serious|severe)$"
)
_ADVERB = re.compile(
    r"(?:ly)$|^(?:very|again|already|also|still|often|always|never|soon|together|once|then|just|only|even|quite|so|too|at once|in order|almost|"
    r"usually|everywhere|from|at|right away|once again|in particular)\b"
)


class UsualMeaning(NamedTuple):
    """A row of the table."""

    word: str
    english: str
    part: str = ""
    domain: str = ""
    example: str = ""


class Field(NamedTuple):
    """A row of the table of words that tell what an article is about."""

    domain: str
    words: tuple[str, ...]
    example: str


@cache
def fields() -> Facts[Field]:
    """The words that tell what an article is about, beside the terms of the glossary."""
    return read_facts(Path(__file__).parent / "data" / "fields.tsv", Field, key="domain")


@cache
def _fields() -> dict[str, str]:
    return {word: row.domain for row in fields() for word in row.words}


class OneMeaning(NamedTuple):
    """A row of the table of characters that mean one thing as words."""

    character: str
    example: str


@cache
def one_meanings() -> Facts[OneMeaning]:
    """The characters that are words of one meaning in news; the meaning of any other single character is never sure."""
    return read_facts(Path(__file__).parent / "data" / "one_meaning.tsv", OneMeaning, key="character")


@cache
def usual_meanings() -> Facts[UsualMeaning]:
    """The meanings that words usually have in news."""
    return read_facts(
        Path(__file__).parent / "data" / "usual_meanings.tsv", UsualMeaning, key=("word", "part", "domain")
    )


@cache
def _table() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """The usual meanings: word → (part of speech, domain, English), "" for any."""
    table: dict[str, list[tuple[str, str, str]]] = {}
    for row in usual_meanings():
        for part in row.part.split(","):
            table.setdefault(row.word, []).append((part, row.domain, row.english))
    return {word: tuple(rows) for word, rows in table.items()}


def usual(word: str, part: str, domains: frozenset[str] = frozenset()) -> str:
    """The meaning that a simplified word usually has in news as this part of speech; "" where none is kept.

    >>> usual("打击", "v"), usual("打击", "n")
    ('crack down on', 'blow')
    """
    rows = _table().get(word, ())
    if english := in_domain(word, part, domains):
        return english
    for own, domain, english in rows:
        if not domain and own == part:
            return english
    for own, domain, english in rows:
        if not domain and own == "":
            return english
    others = {own: english for own, domain, english in rows if not domain}
    return next((others[p] for p in _INSTEAD.get(part, "vnad") if p in others), "")


def in_domain(word: str, part: str, domains: frozenset[str]) -> str:
    """The meaning that a word has in an article of these domains, where the table keeps one; "" without.

    >>> in_domain("停牌", "v", frozenset(["law"])), in_domain("停牌", "v", frozenset(["economy"]))
    ('be disqualified from driving', '')
    """
    rows = _table().get(word, ()) if domains else ()
    return next((english for own, domain, english in rows if domain in domains and own in ("", part)), "")


def another_meaning(english: Sequence[str], senses: Iterable[Sense], reading: Sequence[str]) -> str:
    """What the dictionary has of a word beside a term's English: a meaning of the same kind that says something else; "" without.

    >>> door = Sense("破門", "破门", "pò mén", ("to burst or force open a door", "(sports) to score a goal"))
    >>> another_meaning(("to score",), [door], ("pò", "mén"))
    'to burst or force open a door'
    """
    if not english[0][:1].islower():
        return ""
    verbal, told = english[0].startswith("to "), " ".join(reading)
    for sense in senses:
        for meaning in sense.english if sense.pinyin == told else ():
            if (
                meaning.startswith("to ") == verbal
                and not _is_remark(meaning)
                and not meaning.startswith("(")
                and not any(means_the_same(meaning, e) for e in english)
            ):
                return meaning
    return ""


def has_meaning(english: Sequence[str], senses: Iterable[Sense], reading: Sequence[str]) -> bool:
    """Whether the dictionary has a term's English among the meanings of its reading: 密碼, cipher; password.

    >>> has_meaning(("password",), [Sense("密碼", "密码", "mì mǎ", ("cipher", "password"))], ("mì", "mǎ"))
    True
    """
    told = " ".join(reading)
    live = [m for sense in senses if sense.pinyin == told for m in sense.english]
    return any(means_the_same(m, e) for m in live for e in english)


def is_used_as(word: str, part: str) -> bool:
    """Whether the table has the word as this part of speech."""
    return any(own == part for own, _, _ in _table().get(word, ()))


def decided_part(word: str, english: str) -> str:
    """The part of speech for which the table keeps a meaning, where it has others for others; "" where it does not tell.

    >>> decided_part("打击", "blow"), decided_part("漏洞", "loophole")
    ('n', '')
    """
    rows = _table().get(word, ())
    told = len({e for _, _, e in rows}) > 1
    return next((own for own, _, e in rows if told and e == english), "")


def is_only_meaning(word: str) -> bool:
    """Whether a character of the table stands for one thing only, so that no other use of it could be meant.

    >>> is_only_meaning("车"), is_only_meaning("次")
    (True, False)
    """
    return word in one_meanings().by_key


def domains_of(terms: Iterable[Term], words: Iterable[str] = ()) -> frozenset[str]:
    """The domains of an article: those that at least two of its terms and telling words are from, and a fifth of them all.

    `words` are the article's, each once, simplified; `data/fields.tsv` says which tell a domain.

    >>> crime = [Term(str(i), "電騙", "电骗", "x", ("x",), domain="crime") for i in range(3)]
    >>> sorted(domains_of(crime))
    ['crime']
    >>> sorted(domains_of((), ("选手", "冲线", "市民")))
    ['sport']
    """
    terms = list(terms)
    told = [t.domain for t in terms if t.domain and t.domain not in ("places", "people")]
    told += [_fields()[w] for w in _fields().keys() & {*words} - {t.simplified for t in terms}]
    return frozenset(d for d, n in Counter(told).items() if n >= 2 and n * 5 >= len(told))


def tells(word: str, domains: frozenset[str]) -> bool:
    """Whether a simplified word is one of those that tell one of these domains.

    >>> tells("选手", frozenset(["sport"])), tells("选手", frozenset(["law"]))
    (True, False)
    """
    return _fields().get(word, "") in domains


@lru_cache(maxsize=4_000)
def choose(
    senses: Sequence[Sense], reading: tuple[str, ...], part: str, domains: frozenset[str] = frozenset()
) -> str:
    """The short English of the sense that fits best; "" where the dictionary has none that can be shown.

    `reading` is the token's; a homograph of another reading is only taken where none has it. `part`
    is "v", "n", "a" or "d", or "" where it is not known.

    >>> hit = Sense("打擊", "打击", "dǎ jī", ("to hit", "to strike", "blow", "(music) percussion"))
    >>> choose((hit,), ("dǎ", "jī"), "v"), choose((hit,), ("dǎ", "jī"), "n")
    ('hit', 'blow')
    """
    told = " ".join(reading)
    best: tuple[float, str] = (float("-inf"), "")
    common = any(s.pinyin[:1].islower() and _meant(s) for s in senses)  # 現代: modern before Hyundai
    for order, sense in enumerate(senses):
        penalty = 0.4 * order + _apart(sense.pinyin.lower(), told)
        name = sense.pinyin[:1].isupper()
        rank = 0
        for meaning in sense.english:
            short = _name(meaning) if name else shortened(meaning)
            if not short or _is_remark(meaning):
                continue
            worth = -penalty - min(rank, 8) * 0.35 + _fit(meaning, short, part, domains)
            if name and (common or len(told.split()) < 2):
                worth -= 2
            rank += 1
            if worth > best[0]:
                best = (worth, short)
    return (
        best[1]
        or next((s for sense in senses for m in sense.english if (s := shortened(m, _AT_MOST))), "")
        or next((s for sense in senses for m in sense.english if (s := _head(m))), "")
    )


def _is_remark(meaning: str) -> bool:
    """Whether a dictionary's line is no meaning: a reference, a measure word, a surname; "see off" is one."""
    return meaning.startswith(_NO_MEANING) and not (
        meaning.startswith("see ") and not _CHINESE.search(meaning)
    )


def _meant(sense: Sense) -> bool:
    return any(shortened(m) for m in sense.english)


def _apart(reading: str, told: str) -> float:
    """How far a sense's reading is from the token's: a neutral tone (gù shi) counts little."""
    if reading == told:
        return 0.0
    ours, theirs = _tones(reading), _tones(told)
    same = len(ours) == len(theirs) and all(
        a == b and (not x or not y or x == y) for (a, x), (b, y) in zip(ours, theirs, strict=True)
    )
    return 0.6 if same else 6.0


@lru_cache(maxsize=4_000)
def _tones(reading: str) -> tuple[tuple[str, str], ...]:
    """Each syllable without its tone, and the tone; "" for the neutral one."""
    parts = [unicodedata.normalize("NFD", syllable) for syllable in reading.split()]
    return tuple(
        ("".join(c for c in p if c not in _MARKS), "".join(c for c in p if c in _MARKS)) for p in parts
    )


def _fit(meaning: str, short: str, part: str, domains: frozenset[str]) -> float:
    """How well a meaning fits a part of speech and the domains."""
    worth = 0.0
    label = _LABEL.match(meaning)
    if label:
        told = label[1]
        if any(re.search(_LABELS[d], told) for d in domains if d in _LABELS):
            worth += 1.5
        elif "bound form" in told:
            worth -= 2
        elif _OLD.search(told):
            worth -= 2.5
    if "classifier" in meaning:
        worth -= 4
    if _PERIOD.search(meaning):
        worth -= 2
    verb = meaning.lstrip("( ").startswith("to ") or (" to " in meaning[:24] and ") to " in meaning[:40])
    if part == "v":
        worth += 2 if verb else -1
    elif part in ("n", "a", "d"):
        worth += -1.5 if verb else 0.5
        if not verb:
            adjective, adverb = bool(_ADJECTIVE.search(short)), bool(_ADVERB.search(short))
            if part == "a":
                worth += 0.3 if adjective else 0
            elif part == "d":
                worth += 1.5 if adverb else 0
            else:
                worth += -0.7 if adjective or adverb else 0.3
    words = len(short.split())
    return worth - 0.15 * min(3, words - 1)


@lru_cache(maxsize=4_000)
def shortened(meaning: str, longest: int = _LONGEST) -> str:
    """A dictionary's meaning without labels, brackets and Chinese; "" where it is longer than `longest` or nothing is left.

    >>> shortened("to crack down on sth (illegal)"), shortened("CL:個|个[ge4]")
    ('crack down on', '')
    >>> shortened("to block sb's path"), shortened("in sb's presence")
    ("block one's path", "in one's presence")
    """
    if _is_remark(meaning):
        return ""
    text = meaning
    for _ in range(3):
        text = _BRACKETS.sub(" ", text)
    text = _CHINESE.sub("", text).split(";")[0]
    text = re.sub(
        r"^(?:lit\.|fig\.|esp\.) |\b(?:sb's|sth's)\b|(?<=\w) (?:sb|sth)(?: or (?:sb|sth))?\b(?!')|\b(?:sb|sth) ",
        lambda m: "one's" if m[0].endswith("'s") else "",
        text,
    )
    text = re.sub(
        r"\s*\.\.\.\s*$|\betc\b\.?$", "", text.split(" ... ")[0] + (" …" if " ... " in text else "")
    )
    text = " ".join(text.split()).strip(" ,:")
    if not text or len(text.removeprefix("to ")) > longest:
        return ""
    text = re.sub("^an? (?=[a-z]+$)", "", text)
    if text.startswith("to be "):
        return text[3:]
    return text[3:] if text.startswith("to ") else text


def _head(meaning: str) -> str:
    """What stands before the first comma or relative clause of a meaning that is an explanation; "" where it is a remark.

    >>> _head("autonomous region, namely: Inner Mongolia 內蒙古自治區|内蒙古自治区[Nei4 meng3 gu3 Zi4 zhi4 qu1], Guangxi, Tibet, Ningxia, Xinjiang")
    'autonomous region'
    >>> _head("old name for Shenyang 瀋陽|沈阳 in modern Liaoning province")
    'old name for Shenyang in modern Liaoning province'
    """
    if _is_remark(meaning) and not meaning.startswith(("old name", "former name", "(onom.)")):
        return ""
    text = _WHOLE.sub(r"\1", meaning)
    for _ in range(3):
        text = _BRACKETS.sub(" ", text)
    text = " ".join(_CHINESE.sub("", text).split())
    for mark in _ENDS:
        text = mark.split(text, maxsplit=1)[0].strip(" ,:;")
        if 0 < len(text.removeprefix("to ")) <= _AT_MOST:
            return text.removeprefix("to ")
    return text.removeprefix("to ") if len(text) <= 2 * _AT_MOST else ""


def _name(meaning: str) -> str:
    """The name at the start of a proper noun's meaning: "Beijing, capital of …" → "Beijing"."""
    if _is_remark(meaning):
        return ""
    text = _CHINESE.sub("", meaning)
    if len(text) <= _LONGEST and not re.search(r"[,(;]", text):
        return " ".join(text.split())
    found = _PLACE.match(text)
    return found[1] if found else shortened(meaning)
