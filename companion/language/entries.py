"""What can be worked out for a new glossary entry: its other script and its pinyin as it is spelled."""

from __future__ import annotations

from functools import cache

from companion.language.analysis import Analyzer

__all__ = ["orthographic_pinyin", "simplified_of", "traditional_of"]


@cache
def _analyzer() -> Analyzer:
    return Analyzer()


@cache
def _to_traditional():
    from opencc import OpenCC

    return OpenCC("s2hk")


def simplified_of(wording: str) -> str:
    """A wording in simplified characters, of the same length.

    >>> simplified_of("瀾湄合作")
    '澜湄合作'
    """
    return _analyzer().simplify(wording)


def traditional_of(wording: str) -> str:
    """A wording in the traditional characters of Hong Kong, of the same length where OpenCC can.

    >>> traditional_of("电骗")
    '電騙'
    """
    converted = _to_traditional().convert(wording)
    return converted if len(converted) == len(wording) else wording


def orthographic_pinyin(wording: str) -> str:
    """The pinyin of a wording with the syllables of each word joined; names are not capitalised.

    >>> orthographic_pinyin("打擊電子詐騙方案")
    "dǎjī diànzǐ zhàpiàn fāng'àn"
    """
    words = []
    for token in _analyzer().tokens(wording):
        if token.pinyin:
            word = token.pinyin[0]
            for syllable in token.pinyin[1:]:
                word += ("'" if syllable[0] in "aāáǎàeēéěèoōóǒò" else "") + syllable
            latin = "".join(c for c in token.text if c.isascii() and c.isalnum())
            words.append(f"{latin} {word}" if latin else word)
        elif token.kind in ("latin", "number"):
            words.append(token.text)
    return " ".join(words)
