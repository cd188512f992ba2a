"""The part of speech that a word mostly has, from jieba's dictionary (rjieba, MIT).

It is the word's commonest one, whatever stands around it: 發展 is "vn" before a noun and after 的 alike. Loading jieba
takes as long as reading a page, so all words of CC-CEDICT and of wordfreq's list are asked once, and what it says of them is
kept in the index of CC-CEDICT (`companion.language.dictionary.cedict.tag_of`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from companion.language.words.segmentation import tag_alone

__all__ = ["usual_tags"]


def usual_tags(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Simplified words that jieba knows, each with its tag (ICTCLAS: n, v, vn, a, d, p, m, nr, ns …).

    >>> dict(usual_tags(["政府", "打击", "发展", "重要", "北京", "电骗"]))
    {'政府': 'n', '打击': 'v', '发展': 'vn', '重要': 'a', '北京': 'ns'}
    """
    for word in dict.fromkeys(words):
        if (tag := tag_alone(word)) not in ("", "x", "zg"):
            yield word, tag
