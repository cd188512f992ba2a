"""Readings that a Traditional form decides, where its Simplified form has several.

发 is 發 fā or 髮 fà, 只 is 隻 zhī or 只 zhǐ: the article's own characters tell. Only forms that have
one reading wherever they stand (Xiandai Hanyu Cidian; CC-CEDICT).
"""

from __future__ import annotations

from companion.han import han_places

__all__ = ["FORMS", "read_by_form"]

FORMS = {
    "髮": "fà", "發": "fā", "隻": "zhī", "鬥": "dòu", "捲": "juǎn", "儘": "jǐn", "幹": "gàn", "臟": "zàng", "髒": "zāng",
    "癥": "zhēng", "捨": "shě", "彆": "biè", "縴": "qiàn", "僕": "pú", "湧": "yǒng", "衝": "chōng", "葉": "yè",
    "價": "jià", "麼": "me", "穀": "gǔ", "噹": "dāng", "瞭": "liǎo",
}  # fmt: skip
_ALSO = {("衝", "chòng"), ("麼", "ma"), ("麼", "mó"), ("瞭", "liào")}


def read_by_form(text: str, pinyin: tuple[str, ...]) -> tuple[str, ...]:
    """`pinyin` of the token `text`, with the readings that its Traditional forms have.

    >>> read_by_form("貓隻", ("māo", "zhǐ")), read_by_form("頭髮", ("tóu", "fa")), read_by_form("黑髮", ("hēi", "fā"))
    (('māo', 'zhī'), ('tóu', 'fa'), ('hēi', 'fà'))
    """
    if FORMS.keys().isdisjoint(text):
        return pinyin
    places = han_places(text)
    if len(places) != len(pinyin):
        return pinyin
    return tuple(
        syllable if (own := FORMS.get(text[at])) is None or _fits(text[at], own, syllable) else own
        for at, syllable in zip(places, pinyin, strict=True)
    )


def _fits(character: str, own: str, syllable: str) -> bool:
    """Whether a syllable is the form's reading, or that without its tone (頭髮 tóufa)."""
    return syllable in (own, own.translate(_BARE)) or (character, syllable) in _ALSO


_BARE = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuüüüü")
