"""Names that no dictionary has: found by what stands around them, shown in pinyin with capitals.

A surname with a given name after a title (記者何詠恩), before a form of address (林女士) or before a verb of
saying; foreign names by their characters and dots; a typhoon's name in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from companion.facts import read_facts
from companion.language.dictionary.cedict import tag_of
from companion.language.language import Language
from companion.language.names.people import not_given, sounds, surname_of, surnames, titles
from companion.language.readings import orthography
from companion.model import Token
from companion.protocols import Dictionary

__all__ = [
    "cut_name",
    "hong_kong_names",
    "is_second_mention",
    "joined",
    "name_endings",
    "name_spans",
    "named",
    "names_in",
    "person_name",
    "surnames_in",
]

_DOUBLE = frozenset(name for name, row in surnames().items() if row.kind == "double")
_SURNAMES = frozenset(name for name, row in surnames().items() if len(name) == 1 and row.kind == "")
_DOUBTFUL = frozenset(name for name in _SURNAMES if surnames()[name].other)
_TITLE_BEFORE = re.compile(f"(?:{'|'.join(map(re.escape, sorted(titles('before'))))}|姓)$")
_FORMS_AFTER = re.compile(
    f"^(?:{'|'.join(re.escape(title) for title in sorted(titles('after')) if len(title) > 1)}|[生太氏姓某])"
)
_SAYING = re.compile(
    "^(?:报道|表示|说|指|指出|称|认为|强调|透露|回应|补充|坦言|续指|摄|出生|今年|获|当选|担任|出任|则|亦|也)$"
)
_AFFIXES = {
    "伯": "Uncle",
    "叔": "Uncle",
    "婶": "Auntie",
    "姨": "Auntie",
    "嫂": "Mrs",
    "太": "Mrs",
    "生": "Mr",
    "婆": "Granny",
    "爷": "Grandpa",
    "某": "[a certain]",
    "姓": "[surnamed]",
    "氏": "[family name]",
}
_NAME_SENSE = (
    re.compile(  # "Donald (name)", "Beckenham or Beckham (name)", "Donald Trump (1946-), American …"
        r"(?:[\w'’.-]+ or )?(?P<name>[\w'’.-]+) \(name\)|(?:[\w'’.-]+ )+(?P<last>[A-Z][\w'’-]+) \(\d{4}-"
    )
)
_NOT_LAST = frozenset("制式率费型类税款额价案票度")
_TYPHOON = re.compile("(?:台风|飓风|热带风暴|热带气旋|强台风|超强台风|风暴)$")


class NameEnding(NamedTuple):
    """A row of the table: what a name's last part says that it is."""

    ending: str
    english: str
    kind: Literal["place", "body"]
    example: str = ""


@cache
def name_endings() -> dict[str, NameEnding]:
    """What names end in, and what that is in English; a body's name may be any characters, a place's is mostly known.

    >>> name_endings()["中学"].english
    'Secondary School'
    """
    path = Path(__file__).parent / "data" / "name_endings.tsv"
    return {row.ending: row for row in read_facts(path, NameEnding, key="ending")}


class HongKongName(NamedTuple):
    """A row of the table: a place of Hong Kong and its English."""

    place: str
    english: str


@cache
def hong_kong_names() -> dict[str, str]:
    """The English of Hong Kong's places with which other names begin.

    >>> hong_kong_names()["大围"]
    'Tai Wai'
    """
    path = Path(__file__).parent / "data" / "hong_kong_names.tsv"
    return {row.place: row.english for row in read_facts(path, HongKongName, key="place")}


_AFTER_SURNAME = re.compile(
    "^(?:指|称|说|续|又|则|亦|也|其后|随后|当时|当日|事后|早前|曾|已|未|未有|没有|并|不|拒|拒绝|否认|承认|认罪|表示|透露|强调|坦言|认为|相信|回应|回覆|提|提到|被|获|送|受|在|于|对|与|向|因|仍|现|遭|今|昨|闻|听|涉|遂|即|将|会|应|须|要求|批评|反驳|质疑|呼吁|希望|补充|解释|形容|担任|出任)"
)


def surnames_in(names: Iterable[str]) -> frozenset[str]:
    """The surnames of the Chinese names among `names`, of two to four characters.

    >>> sorted(surnames_in(["方子健", "欧阳修", "特朗普政府"]))
    ['方', '欧阳']
    """
    found = set()
    for name in names:
        if 2 <= len(name) <= 4:
            surname = name[:2] if name[:2] in _DOUBLE and len(name) > 2 else name[:1]
            if surname in _SURNAMES or surname in _DOUBLE:
                found.add(surname)
    return frozenset(found)


def is_second_mention(tokens: Sequence[Token], at: int, surnames: frozenset[str]) -> bool:
    """Whether the token is a person named before, by the surname alone: 石否認指控, 葉未有交代."""
    token = tokens[at]
    if token.simplified not in surnames or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1] if at else None, tokens[at + 1]
    if before is not None and (before.kind == "number" or before.pos.startswith(("m", "q", "a"))):
        return False
    return _AFTER_SURNAME.match(after.simplified) is not None or after.pos.startswith(("v", "d", "p"))


def cut_name(tokens: Sequence[Token], at: int) -> int:
    """One past a name that is cut after its surname and that the tagger took as a person's; 0 where there is none.

    >>> from companion.model import Token
    >>> cut_name([Token("石", 0, 1, "word", "石", entity="person"), Token("建邦", 1, 3, "word", "建邦", entity="person")], 0)
    2
    """
    if at + 1 >= len(tokens):
        return 0
    surname, given = tokens[at], tokens[at + 1]
    if not surname.entity == given.entity == "person" or surname.term or given.term or len(given.text) > 2:
        return 0
    if _FORMS_AFTER.match(given.simplified):
        return 0
    return at + 2 if surname.simplified in surnames_in([surname.simplified + given.simplified]) else 0


def joined(syllables: Sequence[str]) -> str:
    """Syllables as one word with a capital: yǒng, ēn → Yǒng'ēn."""
    word = orthography.joined(syllables)
    return word[:1].upper() + word[1:]


def person_name(simplified: str, syllables: Sequence[str]) -> str:
    """A person's name, surname first.

    >>> person_name("何咏恩", ("hé", "yǒng", "ēn")), person_name("山田美雪", ("shān", "tián", "měi", "xuě"))
    ("Hé Yǒng'ēn", 'Shāntián Měixuě')
    """
    surname = surname_of(simplified)
    foreign = sounds().issuperset(simplified)
    if len(syllables) != len(simplified) or (
        foreign and len(surname) < 2 and (len(simplified) > 3 or simplified[0] not in _SURNAMES - _DOUBTFUL)
    ):
        return joined(syllables) or simplified
    cut = len(surname) or 1
    if affix := _AFFIXES.get(simplified[cut:]):
        return (
            f"{affix} {joined(syllables[:cut])}" if affix[0] != "[" else f"{joined(syllables[:cut])} {affix}"
        )
    return " ".join(p for p in (joined(syllables[:cut]), joined(syllables[cut:])) if p)


_NO_NAMES = (
    "v",
    "a",
    "d",
    "p",
    "c",
    "u",
    "m",
    "n",
    "t",
    "f",
    "s",
    "b",
)  # that the tagger gives to no name: 回港
_NAMES = ("nr", "ns", "nt", "nz")


def named(token: Token) -> str:
    """The English of a token that is a name by itself and that no dictionary has; "" where it is none.

    >>> named(Token("普坦．威差", 0, 5, "word", "普坦．威差", ("pǔ", "tǎn", "wēi", "chā")))
    'Pǔtǎn Wēichā'
    """
    text = token.simplified
    foreign = set(text) <= sounds()
    if parts := [p for p in re.split("[．·・‧•]", text) if p] if re.search("[．·・‧•]", text) else []:
        if all(heard := [_foreign(part) for part in parts]):
            return " ".join(heard)
        names, at = [], 0
        for part in parts:
            names.append(joined(token.pinyin[at : at + len(part)]))
            at += len(part)
        return " ".join(names)
    if len(text) >= 3 and foreign:
        return joined(token.pinyin)
    if place := hong_kong_names().get(text):
        return place
    for size in (4, 3, 2, 1):
        ending, rest = name_endings().get(text[-size:]), text[:-size]
        if ending and (place := hong_kong_names().get(rest)):
            return f"{place} {ending.english}"
        if len(rest) >= 2 and ending and len(token.pinyin) == len(text):
            senses = [s for s in _dictionary().lookup(rest) if s.pinyin[:1].isupper()]
            if senses:
                from companion.language.meanings.senses import choose

                return f"{choose(tuple(senses), token.pinyin[:-size], 'n')} {ending.english}"
            known = ending.ending[-1] in "省市县镇乡村邨路街" or token.entity == "place"
            body = ending.kind == "body" and token.entity in ("place", "organisation")
            if not _dictionary().lookup(rest) and ((ending.kind == "place" and known) or body):
                return f"{joined(token.pinyin[:-size])} {ending.english}"
    if token.entity in ("place", "organisation"):
        named_whole = foreign or (len(text) == 2 and text[1] not in "东南西北中内外")  # 家樂, not 島北
        return joined(token.pinyin) if named_whole else ""
    if tag_of(text).startswith(("nr", "ns", "nt")) and not (
        token.senses or (token.pos.startswith(_NO_NAMES) and not token.pos.startswith(_NAMES))
    ):
        tag = tag_of(text)
        if tag.startswith("nr") and _is_person(text) and tag != "nrt":
            return person_name(text, token.pinyin)
        if tag.startswith("nr") != foreign or len(text) < 4:  # nr: jieba takes some words for names (首任)
            return joined(token.pinyin) if foreign or not tag.startswith("nr") else ""
    if len(text) == 2 and text[0] in "老小阿" and text[1] in _SURNAMES - _DOUBTFUL:
        return f"{joined(token.pinyin[:1])} {joined(token.pinyin[1:])}"
    if (
        len(text) == 3
        and text[0] in _SURNAMES - _DOUBTFUL
        and _is_given(text[1:])
        and not _dictionary().lookup(text[1:])
        and not _dictionary().lookup(text[:2])
    ):
        return person_name(text, token.pinyin)
    return ""


def _foreign(part: str) -> str:
    """The English of a foreign first name or surname that the dictionary has: 唐納德, 特朗普; "" without."""
    for sense in _dictionary().lookup(part):
        if sense.pinyin[:1].isupper() and (found := _NAME_SENSE.match(sense.english[0])):
            return found["name"] or found["last"]
    return ""


def name_spans(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """The names that the words around tell: first token, one past the last, the name in pinyin.

    Where a tagger has read the sentence, only what it takes for a person is one: 主席|成功|當選, 會長|古怪.
    """
    places = [i for i, t in enumerate(tokens) if t.kind != "space"]
    taken = -1
    for n, i in enumerate(places):
        token = tokens[i]
        if i <= taken or token.kind != "word" or token.term:
            continue
        before = tokens[places[n - 1]] if n else None
        quoted = n >= 2 and before is not None and before.simplified in ("「", "『", "“", "《", "‘")
        if quoted and len(token.text) <= 4 and _TYPHOON.search(tokens[places[n - 2]].simplified):
            yield i, i + 1, joined(token.pinyin)
            taken = i
            continue
        following = tokens[i + 1].simplified if i + 1 < len(tokens) else ""
        if token.entity == "person" and len(token.text) == 1 and following in _AFFIXES:  # 李|伯
            yield i, i + 2, person_name(token.simplified + following, (*token.pinyin, *tokens[i + 1].pinyin))
            taken = i + 1
            continue
        if _is_person_by_analysis(token):
            yield i, i + 1, person_name(token.simplified, token.pinyin)
            taken = i
            continue
        if token.simplified[0] not in _SURNAMES and token.simplified[:2] not in _DOUBLE:
            continue
        if token.pos and token.entity != "person":
            continue
        if found := _person(tokens, places, n, before):
            end, name = found
            yield i, end, name
            taken = end - 1


def _is_person_by_analysis(token: Token) -> bool:
    """Whether the analysis has found the word to be a Chinese person's full name, and no dictionary has it: 解婉芝."""
    text = token.simplified
    return (
        token.entity == "person"
        and not token.senses
        and 2 <= len(text) <= 4
        and len(token.pinyin) == len(text)
        and (text[0] in surnames() or text[:2] in surnames())
    )


def names_in(sentences: Iterable[Sequence[Token]]) -> dict[str, str]:
    """The names that the words around tell, anywhere in an article: simplified → what is shown, elsewhere in it too."""
    found = {}
    for tokens in sentences:
        for start, end, name in name_spans(tokens):
            text = "".join(t.simplified for t in tokens[start:end])
            if len(text) > 1 and text[-1] not in _AFFIXES:
                found[text] = name
    for text in found:
        if len(text) == 3 and text[1:] in found:  # 乐瑶 of 沈乐瑶 is a given name: Lèyáo, not Lè Yáo
            found[text[1:]] = found[text].partition(" ")[2]
    return found


def _person(
    tokens: Sequence[Token], places: Sequence[int], n: int, before: Token | None
) -> tuple[int, str] | None:
    """The person whose name begins at `places[n]`."""
    first = tokens[places[n]]
    titled = (
        before is not None and before.kind == "word" and _TITLE_BEFORE.search(before.simplified) is not None
    )
    text, syllables, end = first.simplified, list(first.pinyin), places[n] + 1
    surname = 2 if text[:2] in _DOUBLE else 1
    following = tokens[places[n + 1]] if n + 1 < len(places) else None
    if len(text) == surname and following is not None and _FORMS_AFTER.match(following.simplified):
        return (end, joined(syllables)) if not titled or len(following.simplified) > 1 else None
    if len(text) == surname + 1 and text[surname] in _AFFIXES and not first.senses:
        return end, person_name(text, syllables)
    if len(text) > surname and first.senses and not titled:
        return None
    step = n + 1
    while len(text) < surname + 2 and step < len(places):
        token = tokens[places[step]]
        gap = places[step] - places[step - 1] > 1
        if (
            gap
            or token.kind != "word"
            or token.term
            or len(text) + len(token.text) > surname + 2
            or not _is_given(token.simplified)
        ):
            break
        if len(token.text) > 1 and token.senses and not titled:
            break
        if _SAYING.match(token.simplified) or _FORMS_AFTER.match(token.simplified):
            break
        text, end = text + token.simplified, places[step] + 1
        syllables += token.pinyin
        step += 1
    after = tokens[places[step]] if step < len(places) else None
    given = text[surname:]
    if not given or len(given) > 2 or not _is_given(given) or len(syllables) != len(text):
        return None
    said = after is not None and bool(_SAYING.match(after.simplified) or _FORMS_AFTER.match(after.simplified))
    ends = after is None or after.kind == "punctuation" or places[step] - end >= 1
    if titled and (said or ends or (first.simplified not in _DOUBTFUL and not _dictionary().lookup(text))):
        return end, person_name(text, syllables)
    if said and not first.senses:
        return end, person_name(text, syllables)
    if (
        said
        and len(first.text) == 1
        and len(text) == surname + 2
        and all(len(t.text) == 1 or not t.senses for t in tokens[places[n] : end])
    ):
        return end, person_name(text, syllables)
    return None


def _is_person(text: str) -> bool:
    if text[:2] in _DOUBLE:
        return len(text) <= 4
    return text[0] in _SURNAMES and (len(text) <= 3 or (len(text) == 4 and text[1] in _SURNAMES - _DOUBTFUL))


def _is_given(text: str) -> bool:
    return not not_given() & set(text) and not (len(text) > 1 and text[-1] in _NOT_LAST)


def _dictionary() -> Dictionary:
    return Language.default().dictionary
