"""Sentences of a memory that are nearly the one asked for, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.translation.amounts import MONTHS, Amount, chinese_amounts, in_words, ordinal
from companion.translation.clocks import MARK, clocks, with_clocks_of
from companion.translation.keys import folded

__all__ = ["LEAST_SCORE", "difference", "frame_of", "likeness", "nearest", "says_the_same", "with_numbers_of"]

LEAST_SCORE = 0.8
"""How similar a sentence must be for its English to be shown (1 is equal)."""

_SHORTEST = 6
_SHORTEST_FRAME = 4
# As `folded` leaves them: ， is a comma. Not ? : . which may ask, or stand in a number.
_LEFT_ASIDE = "、。…—「」『』《》〈〉 ,;!()的之了也都就便则而且并"
_REDUCED = str.maketrans("与及跟", "和和和", _LEFT_ASIDE)


def nearest(key: str, keys: Sequence[str], least: float = LEAST_SCORE) -> tuple[int, float] | None:
    """Which of `keys` is most like `key`, with its score; None where none reaches `least`.

    The score is 1 less the share of characters to change (Levenshtein distance by the longer
    length, rapidfuzz). Sentences of fewer than 6 characters have no near ones.

    >>> nearest("警方拘捕三名疑犯。", ["警方拘捕五名疑犯。", "天氣很好。"])
    (0, 0.8888888888888888)
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    if len(key) < _SHORTEST or not keys:
        return None
    hit = process.extractOne(key, keys, scorer=Levenshtein.normalized_similarity, score_cutoff=least)
    return (hit[2], hit[1]) if hit else None


def likeness(one: str, other: str) -> float:
    """How alike two keys are, as `nearest` measures it.

    >>> likeness("警方拘捕三人", "警方拘捕五人") > 0.8
    True
    """
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(one, other)


def says_the_same(sentence: str, near: str) -> bool:
    """Whether the two differ in nothing but marks and words such as 的, 了, 也, or 與 for 和.

    One character can turn a sentence into its opposite (不, 升 for 跌) or change a number or a name,
    so that any other difference counts.

    >>> says_the_same("甲方和乙方都同意了。", "甲方與乙方同意。"), says_the_same("甲方不同意。", "甲方同意。")
    (True, False)
    """
    return folded(sentence).translate(_REDUCED) == folded(near).translate(_REDUCED)


def difference(sentence: str, near: str) -> tuple[tuple[str, str, str], ...]:
    """How `near`, the memory's sentence, differs from `sentence`, piece by piece, the script aside.

    Each piece is ("equal" | "replace" | "insert" | "delete", of `near`, of `sentence`); the
    second parts join up to `near`, the third to `sentence`.

    >>> difference("警方拘捕三人。", "警方拘捕五人。")
    (('equal', '警方拘捕', '警方拘捕'), ('replace', '五', '三'), ('equal', '人。', '人。'))
    """
    from rapidfuzz.distance import Levenshtein

    return tuple(
        (c.tag, near[c.src_start : c.src_end], sentence[c.dest_start : c.dest_end])
        for c in Levenshtein.opcodes(folded(near), folded(sentence))
    )


def with_numbers_of(sentence: str, near: str, english: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The English of `near` with the numbers of `sentence`, and which were replaced: (theirs, ours).

    None unless the two sentences differ in nothing but amounts, years, months, days and times of day, and each of
    those stands just once in the English, in figures, in words or as a month's name. One and
    more than one are not exchanged, since the words around would change with them.

    >>> with_numbers_of("警方在3月9日拘捕7人。", "警方在2月8日拘捕5人。", "On 8 February police arrested five people.")
    ('On 9 March police arrested seven people.', (('2月', '3月'), ('8日', '9日'), ('5', '7')))
    """
    sentence, near, english, times, said = with_clocks_of(sentence, near, english)
    ours, theirs = chinese_amounts(sentence), chinese_amounts(near)
    if not (ours or times) or len(ours) != len(theirs) or _frame(sentence, ours) != _frame(near, theirs):
        return None
    found: list[tuple[int, int, str]] = []
    for mine, their in zip(ours, theirs, strict=True):
        if mine.value == their.value:
            continue
        places = [
            (match.start(), match.end(), _written(mine, kind))
            for kind, form in _forms(their).items()
            for match in re.finditer(rf"(?<![\w.,-]){re.escape(form)}(?![\w-]|[.,:]\d)", english)
            if kind in _forms(mine)
        ]
        counted = mine.unit not in _DATES
        if len(set(places)) != 1 or mine.unit != their.unit or (counted and 1 in (mine.value, their.value)):
            return None
        found += set(places)
        dated = their.unit in _DATES
        said.append((their.text + their.unit * dated, mine.text + mine.unit * dated))
    if not (found or said) or len({place[:2] for place in found}) != len(found):
        return None
    for start, end, form in sorted(found, reverse=True):
        english = english[:start] + form + english[end:]
    for time in times:
        english = english.replace(MARK, time, 1)
    return english, tuple(said)


_DATES = frozenset("年月日號号時时點点")


def _written(amount: Amount, kind: str) -> str:
    """An amount in a kind of writing; from a thousand on figures are grouped, years aside."""
    forms = _forms(amount)
    return forms["grouped"] if kind == "plain" and "grouped" in forms else forms[kind]


def frame_of(sentence: str) -> str:
    """The key of a sentence with its numbers and dates aside; empty where it has none, or little else.

    >>> frame_of("警方拘捕12名疑犯。") == frame_of("警方拘捕八名疑犯。"), frame_of("天氣很好。")
    (True, '')
    """
    for clock in reversed(clocks(sentence)):
        sentence = f"{sentence[: clock.start]}1{sentence[clock.end :]}"
    amounts = chinese_amounts(sentence)
    frame = _frame(sentence, amounts) if amounts else ""
    return frame if len(frame.replace("#", "")) >= _SHORTEST_FRAME else ""


def _frame(sentence: str, amounts: Sequence[Amount]) -> str:
    """The sentence with a mark for each amount."""
    at, pieces = 0, []
    for amount in amounts:
        start = sentence.index(amount.text, at) if amount.text in sentence[at:] else at
        pieces += [sentence[at:start], "#"]
        at = start + len(amount.text)
    return folded("".join([*pieces, sentence[at:]])).translate(_REDUCED)


def _forms(amount: Amount) -> dict[str, str]:
    """How English may write an amount, by the kind of writing."""
    value = amount.value
    if amount.unit == "月":
        month = MONTHS[int(value) - 1].title() if 1 <= value <= 12 else ""
        return {"month": month, "short": month[:3]} if len(month) > 4 else {"month": month} if month else {}
    forms = {"plain": f"{value:.12g}"}
    if value >= 1_000 and amount.unit != "年":
        forms["grouped"] = f"{value:,.12g}"
        for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
            if value >= size:
                forms[name] = f"{value / size:.12g} {name}"
    if value == int(value) and 0 <= value < 1_000_000:
        word = in_words(int(value))
        forms |= {"word": word, "Word": word.capitalize(), "place": ordinal(int(value))}
    return forms
