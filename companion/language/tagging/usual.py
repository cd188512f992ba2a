"""The part of speech that a word mostly has, from jieba's dictionary (rjieba, MIT).

It is the word's commonest one, whatever stands around it: 發展 is "vn" before a noun and after 的 alike.
"""

from __future__ import annotations

from functools import lru_cache

from companion.language.words.segmentation import _jieba

__all__ = ["tag_of"]


@lru_cache(maxsize=50_000)
def tag_of(word: str) -> str:
    """The tag of a simplified word (ICTCLAS: n, v, vn, a, d, p, m, nr, ns …); "" where jieba doesn't know it.

    >>> [tag_of(w) for w in ("政府", "打击", "发展", "重要", "北京", "电骗")]
    ['n', 'v', 'vn', 'a', 'ns', '']
    """
    try:
        word.encode("utf-8")
    except UnicodeEncodeError:
        return ""
    found = _jieba().tag(word, False) if word else []
    tag = found[0][1] if len(found) == 1 else ""
    return "" if tag in ("x", "zg") else tag
