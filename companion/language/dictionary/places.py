"""Which headwords of CC-CEDICT are names of places and of nothing else, by how their definitions begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from companion.patterns import later

__all__ = ["places"]

_KINDS = (
    "city capital town county province prefecture district township region islands? river lake mountains? state country republic "
    "municipality port peninsula sea strait village suburb kingdom bay gulf desert ocean territory continent archipelago oblast "
    "banner league plateau basin subdistrict"
).replace(" ", "|")
_PLACE = later(rf"\b({_KINDS})\b", re.IGNORECASE)
_CAPITAL = re.compile(r"capital (?:city )?of ([A-Z][\w' -]*?)(?=$|[,;(\[])")
_OF_ELSE = later(
    r"surname|\(name\)|\b\d{3,4}-|\b(?:name of a|person|people|ethnic|deity|god|novel|film|opera|poet|author|writer|emperor|king|"
    r"general|dynasty|language|university|college|school|club|team|newspaper|television|corporation|company|party|party's|"
    r"treaty|battle|war|incident|fleet|scrolls|temple|monastery|hall|bridge|airport|railway|station|park|palace|council|committee|"
    r"bureau|office|ministry|administration|agency|yuan|premier|communist|liberated|songs|idiom|proverb|figurative|sick|fox|who)\b|fig\.",
    re.IGNORECASE,
)
_NO_MEANING = ("CL:", "abbr.", "also ", "variant ", "see ")


def places(
    entries: Iterable[tuple[str, str, list[str]]], tags: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """The places among simplified headwords with their pinyin and definitions.

    `tags` are the parts of speech that words mostly have: what is mostly a person (马龙), and of two characters what is
    not mostly a place (山上), is left out.

    >>> places([("山上", "Shān shàng", ["Shanshang township"]), ("内罗毕", "Nèi luó bì", ["Nairobi, capital of Kenya"]), ("肯尼亚", "Kěn ní yà", ["Kenya"])], {"山上": "s"})
    ['内罗毕', '肯尼亚']
    """
    by_word: dict[str, list[tuple[str, list[str]]]] = {}
    countries: set[str] = set()
    for word, pinyin, english in entries:
        by_word.setdefault(word, []).append((pinyin, english))
        countries.update(m[1].removeprefix("the ") for e in english for m in _CAPITAL.finditer(e))

    def is_place(pinyin: str, english: list[str]) -> bool:
        meant = [e for e in english if not e.startswith(_NO_MEANING)]
        return (
            pinyin[:1].isupper()
            and bool(meant)
            and (bool(_PLACE.search(meant[0])) or re.split(r",| \(", meant[0])[0] in countries)
            and not any(_OF_ELSE.search(e) for e in meant)
        )

    def mostly(word: str) -> bool:
        tag = tags.get(word, "")[:2]
        if len(word) > 2:
            return tag in ("", "ns") or word[-1] in "县市省州区乡镇岛"
        return tag == "ns" or (tag == "nr" and any(word + unit in by_word for unit in "县市省州"))  # 花莲

    return [w for w, rows in by_word.items() if len(w) > 1 and mostly(w) and all(is_place(*r) for r in rows)]
