"""The keys by which a sentence is found in a memory: its spelling, or what it says in whatever script."""

from __future__ import annotations

import re
import unicodedata

from companion.protocols import ScriptConverter

__all__ = ["folded", "loose", "loose_length", "normalised"]

_SPACE = re.compile(r"\s+")
# Ways to write the same thing that make no other sentence.
_FOLD = str.maketrans("臺裡着爲衆麪牀峯羣僞鄉", "台裏著為眾麵床峰群偽鄉")
_SIMPLIFIED_FOLD = str.maketrans("著於", "着于")
_LAST = "。!"  # at the end of a sentence, these make no other one
_MARKS = str.maketrans("“”‘’﹁﹂﹃﹄", "「」『』「」『』")


def normalised(text: str) -> str:
    """The key of a sentence: width, white space, quotation marks and 台/臺 variants aside.

    >>> normalised("臺 灣 ABC！") == normalised("台灣ＡＢＣ!")
    True
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(_MARKS))).translate(_FOLD)


def loose(text: str) -> str:
    """The key of what a sentence says: the script and a full stop or ！ at its end aside too.

    >>> loose("台灣的電訊公司！") == loose("台湾的电讯公司。"), loose("他來嗎？") == loose("他來嗎。")
    (True, False)
    """
    key = _simplified(normalised(text))
    return key.rstrip(_LAST) or key


def loose_length(text: str, ends: str = "") -> int:
    """How long its loose key is without `ends` at its own: sooner told than the key, since the script changes no length.

    >>> loose_length("台灣的電訊公司！") == len(loose("台灣的電訊公司！"))
    True
    """
    key = normalised(text)
    return len((key.rstrip(_LAST) or key).strip(ends))


def folded(text: str) -> str:
    """`text` in one script, width and quotation style, character by character, to be compared.

    >>> folded("臺灣ＡＢＣ")
    '台湾ABC'
    """
    narrow = (n if len(n := unicodedata.normalize("NFKC", c)) == 1 else c for c in text.translate(_MARKS))
    return _simplified("".join(narrow).translate(_FOLD))


def _simplified(text: str) -> str:
    return _converter().to_simplified(text).translate(_SIMPLIFIED_FOLD)


def _converter() -> ScriptConverter:
    from companion.language.language import Language

    return Language.default().converter
