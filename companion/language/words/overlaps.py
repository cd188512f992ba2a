"""Word boundaries that a short character has on the wrong side: 有|關押|後 for 有關|押後, 重|奪冠軍 for 重奪|冠軍.

The segmenter takes the word that it knows best, here 關押, and leaves a character alone on each side; where both pairs
of the other cut are words and together likelier, they are taken. Frequencies: wordfreq (Apache-2.0; data CC BY-SA 4.0).
"""

from __future__ import annotations

from collections.abc import Callable

from companion.language.words.frequency import common_zipf, zipf

__all__ = ["recut"]

_CERTAIN = 9.0
_CHARACTER, _WORD = 3.0, 2.5  # the Zipf frequency of what is rarer, or in no list
_COMMON, _IN_USE = 3.5, 1.5
_MARGIN = -0.5  # two words of the dictionary need not be quite as likely as one between two lone characters
_TOWARDS = frozenset("撞驶射飞投冲扑转奔推指走流通开抛掷踢传涌")
# What stands alone before a word: 有受驚嚇, 因怕麻煩.
_ALONE = frozenset("有年月日对至因从在与和及或但也都就不被把将要会能可以给了的是为到于并")


def recut(words: list[str], is_word: Callable[[str], bool]) -> list[str]:
    """The simplified words of a text with such places cut anew; `is_word` says what the dictionary has.

    >>> from companion.language.dictionary.cedict import Cedict
    >>> has = lambda word: bool(Cedict().lookup(word))
    >>> recut(["有", "关押", "后", "聆讯"], has), recut(["银行", "调", "高利率"], has)
    (['有关', '押后', '聆讯'], ['银行', '调高', '利率'])
    """
    for i in reversed([i for i, word in enumerate(words) if word[1:] == "不"]):  # 認不|認罪
        following = words[i + 1] if i + 1 < len(words) else ""
        if len(following) > 1 and following[0] == words[i][0] and is_word(following):
            words = [*words[:i], following[0], "不", *words[i + 1 :]]
    lone = [i for i, word in enumerate(words) if len(word) == 1 and "\u4e00" <= word <= "\u9fff"]
    result = words.copy()
    shift = 0
    for i in lone:
        at = i + shift
        if at >= len(result) or result[at] != words[i]:
            continue
        if new := _new_cut(result, at, is_word):
            length = 3 if sum(map(len, new)) > len(result[at]) + len(result[at + 1]) else 2
            result[at : at + length] = new
            shift += len(new) - length
    return result


def _new_cut(words: list[str], at: int, is_word: Callable[[str], bool]) -> list[str]:
    """The two or three words that begin at `words[at]`; [] where they stay."""
    lone, word = words[at], words[at + 1] if at + 1 < len(words) else ""
    if len(word) == 2 and at + 2 < len(words) and len(words[at + 2]) == 1:
        last = words[at + 2]
        left = _worth(lone + word[0], is_word)
        right = _worth(word[1] + last, is_word) if left else 0
        if left and right:
            now = _character(lone) + max(common_zipf(word), _WORD) + _character(last) - _CERTAIN
            return [lone + word[0], word[1] + last] if left + right > now + _MARGIN else []
    elif len(word) in (3, 4):
        if word[0] == "不" and word[1] == lone and is_word(word[1:]):  # 認|不認罪
            return [lone, "不", word[1:]]
        if (
            lone not in _ALONE
            and common_zipf(word[1:]) >= _COMMON
            and is_word(word[1:])
            and not is_word(word)
            and zipf(lone + word[0]) >= _IN_USE
        ):
            return [lone + word[0], word[1:]]
    return []


def _worth(word: str, is_word: Callable[[str], bool]) -> float:
    """The Zipf frequency of a word of two characters, 0.0 where it is none."""
    frequency = common_zipf(word)
    if frequency >= 3:
        return frequency
    if is_word(word):
        return max(frequency, _WORD)
    if word[1] == "向" and word[0] in _TOWARDS:
        return 3.5
    return _IN_USE if word[0] in "前后" and zipf(word) >= _IN_USE else 0.0


def _character(character: str) -> float:
    return max(common_zipf(character), _CHARACTER)
