"""Names that no dictionary has: found by what stands around them, shown in pinyin with capitals.

A surname with a given name after a title (記者何詠恩), before a form of address (林女士) or before a verb of
saying; foreign names by their characters and dots; a typhoon's name in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from companion.language.language import Language
from companion.language.names.people import sounds, surname_of
from companion.language.tagging.usual import tag_of
from companion.model import Token
from companion.protocols import Dictionary

__all__ = ["joined", "name_spans", "named", "named_person", "names_in", "person_name"]

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
_TYPHOON = re.compile("(?:台风|飓风|热带风暴|热带气旋|强台风|超强台风|风暴)$")
_PLACE_ENDINGS = {
    "省": "Province",
    "市": "City",
    "县": "County",
    "区": "District",
    "镇": "Town",
    "乡": "Township",
    "村": "Village",
    "邨": "Estate",
    "府": "Province",
    "州": "Prefecture",
    "路": "Road",
    "街": "Street",
    "道": "Road",
    "山": "Mountain",
    "河": "River",
    "湖": "Lake",
    "岛": "Island",
    "湾": "Bay",
    "桥": "Bridge",
    "站": "Station",
    "机场": "Airport",
    "大学": "University",
    "大厦": "Building",
    "广场": "Square",
}


def joined(syllables: Sequence[str]) -> str:
    """Syllables as one word with a capital: yǒng, ēn → Yǒng'ēn."""
    word = ""
    for syllable in syllables:
        word += ("'" if word and syllable[:1] in "aāáǎàeēéěèoōóǒò" else "") + syllable
    return word[:1].upper() + word[1:]


def person_name(simplified: str, syllables: Sequence[str]) -> str:
    """A person's name, surname first.

    >>> person_name("何咏恩", ("hé", "yǒng", "ēn")), person_name("欧阳修", ("ōu", "yáng", "xiū"))
    ("Hé Yǒng'ēn", 'Ōuyáng Xiū')
    """
    if len(syllables) != len(simplified):
        return joined(syllables) or simplified
    cut = len(surname_of(simplified)) or 1
    if affix := _AFFIXES.get(simplified[cut:]):
        return (
            f"{affix} {joined(syllables[:cut])}" if affix[0] != "[" else f"{joined(syllables[:cut])} {affix}"
        )
    return " ".join(p for p in (joined(syllables[:cut]), joined(syllables[cut:])) if p)


def named(token: Token) -> str:
    """The English of a token that is a name by itself and that no dictionary has; "" where it is none.

    >>> named(Token("普坦．威差", 0, 5, "word", "普坦．威差", ("pǔ", "tǎn", "wēi", "chā")))
    'Pǔtǎn Wēichā'
    """
    text = token.simplified
    foreign = sounds().issuperset(text)
    if parts := [p for p in re.split("[．·・‧•]", text) if p] if re.search("[．·・‧•]", text) else []:
        if all(english := [_foreign(part) for part in parts]):
            return " ".join(english)
        names, at = [], 0
        for part in parts:
            names.append(joined(token.pinyin[at : at + len(part)]))
            at += len(part)
        return " ".join(names)
    if len(text) >= 3 and foreign:
        return joined(token.pinyin)
    for size in (2, 1):
        ending, rest = text[-size:], text[:-size]
        if len(rest) >= 2 and ending in _PLACE_ENDINGS and len(token.pinyin) == len(text):
            senses = [s for s in _dictionary().lookup(rest) if s.pinyin[:1].isupper()]
            if senses:
                from companion.translation.gloss.senses import choose

                return f"{choose(tuple(senses), token.pinyin[:-size], 'n')} {_PLACE_ENDINGS[ending]}"
            if not _dictionary().lookup(rest) and size == 1 and ending in "省市县镇乡村邨路街":
                return f"{joined(token.pinyin[:-size])} {_PLACE_ENDINGS[ending]}"
    if token.entity and not token.senses:
        return named_person(token) if token.entity == "person" else joined(token.pinyin)
    if tag_of(text).startswith(("ns", "nt")) and not token.senses:
        return joined(token.pinyin)
    return ""


def named_person(token: Token) -> str:
    """The English of a token that is a person: surname first, a foreign name in one word.

    >>> named_person(Token("葉穎峰", 0, 3, "word", "叶颖峰", ("yè", "yǐng", "fēng"), entity="person"))
    'Yè Yǐngfēng'
    """
    name = token.simplified
    foreign = sounds().issuperset(name) and len(name) > 2 and (len(name) > 3 or not surname_of(name))
    return joined(token.pinyin) if foreign or not surname_of(name) else person_name(name, token.pinyin)


def _foreign(part: str) -> str:
    """The English of a foreign first name or surname that the dictionary has: 唐納德, 特朗普; "" without."""
    for sense in _dictionary().lookup(part):
        if sense.pinyin[:1].isupper() and (found := _NAME_SENSE.match(sense.english[0])):
            return found["name"] or found["last"]
    return ""


def name_spans(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """The names that the words around tell: first token, one past the last, the name in pinyin."""
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
        if token.entity == "person" and (not token.senses or len(token.text) == 1):
            following = tokens[i + 1].simplified if i + 1 < len(tokens) else ""
            if len(token.text) == 1 and following in _AFFIXES:  # 李|伯
                yield (
                    i,
                    i + 2,
                    person_name(token.simplified + following, (*token.pinyin, *tokens[i + 1].pinyin)),
                )
                taken = i + 1
            else:
                yield i, i + 1, named(token) or named_person(token)
                taken = i


def names_in(sentences: Iterable[Sequence[Token]]) -> dict[str, str]:
    """The names that the words around tell, anywhere in an article: simplified → what is shown, elsewhere in it too."""
    found = {}
    for tokens in sentences:
        for start, end, name in name_spans(tokens):
            text = "".join(t.simplified for t in tokens[start:end])
            if len(text) > 1 and text[-1] not in _AFFIXES:
                found[text] = name
    return found


def _dictionary() -> Dictionary:
    return Language.default().dictionary
