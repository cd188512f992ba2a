"""The gate of choices: an item is made only where its sentence shows that the wrong choices are wrong.

Words of the article, or about as common, too often fit the gap: any two people can be arrested. So a gap is offered only
where what stands beside it decides, and the wrong choices are words of the same kind for another neighbour:

- "verb": a verb with its object behind it, beside verbs that take objects of one kind only (提交|報告, never 駕駛);
- "held": the object of such a verb, beside nouns of the article that are of no such kind (駕駛|貨車, never 罰款);
- "measured": a noun behind a measure word of a shape or kind, beside nouns that are counted otherwise (三艘|漁船, never 電腦).

The facts are rows of `data/narrow_verbs.tsv` and `data/measured_nouns.tsv`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from companion.exercises.model import Choice
from companion.exercises.source import Place, Source
from companion.exercises.synonyms import interchangeable, may_fit
from companion.facts import Facts, marked, read_facts
from companion.language.meanings import domains_of
from companion.language.words.frequency import zipf
from companion.language.words.hsk import hsk_level
from companion.model import Token

__all__ = ["MeasuredNoun", "NarrowVerb", "gap", "measured_nouns", "narrow_verbs", "wrong_choices"]

_DATA = Path(__file__).parent / "data"
_EVENTS = frozenset(
    [
        "手艺",
        "技艺",
        "技巧",
        "技术",
        "艺术",
        "行动",
        "计划",
        "安排",
        "工作",
        "措施",
        "活动",
        "决定",
        "服务",
        "情况",
        "事件",
        "问题",
        "人士",
        "人数",
        "时间",
        "通知",
        "消息",
        "政策",
        "制度",
        "期间",
        "方案",
        "案件",
        "人员",
        "日期",
        "仪式",
        "系统",
        "比赛",
        "大会",
        "节目",
        "课程",
        "中心",
        "通道",
        "场地",
        "设备",
        "用品",
        "工具",
        "首日",
        "当日",
        "翌日",
        "能力",
        "机会",
        "现象",
        "过程",
        "原因",
        "率",
        "者",
        "费",
        "力",
        "量",
        "期",
        "时",
        "前",
        "后",
        "中",
        "内",
        "外",
    ]
)
"""What a verb before it tells the kind of: 打擊行動, 罷工行動 are one word as much as verb and object."""
_MEASURES = frozenset("艘辆架座栋幢条张件份支枝只头棵颗家间所部台封本面首枚宗把套幅匹粒杯场")
_TIMES = frozenset("日天年月时分秒周岁次回遍趟点")
_PASSIVE = frozenset(["被", "遭", "获", "受", "由", "将", "把", "遭到", "受到", "给", "让"])
_PEOPLE = tuple("者员人民客生师长手工家友童犯士众徒警父母子女夫妻")
_ANYTHING = frozenset(
    ["没有", "加上", "包括", "成为", "变成", "具有", "拥有", "属于", "进行", "作为", "叫做", "愿意", "值得"]
)
"""Verbs that say too little to be asked for."""


class NarrowVerb(NamedTuple):
    """A verb that takes objects of one kind, the characters that these have, and a sentence in which it is right."""

    word: str
    cues: str
    domain: str
    example: str


class MeasuredNoun(NamedTuple):
    """A noun with the measure words of a shape or kind that it takes, and a sentence in which it is right."""

    word: str
    measures: str
    domain: str
    example: str


@cache
def narrow_verbs() -> Facts[NarrowVerb]:
    """The verbs of the table."""
    return read_facts(_DATA / "narrow_verbs.tsv", NarrowVerb, key="word")


@cache
def measured_nouns() -> Facts[MeasuredNoun]:
    """The nouns of the table."""
    return read_facts(_DATA / "measured_nouns.tsv", MeasuredNoun, key="word")


def gap(source: Source, place: Place) -> str:
    """What kind of gap a word leaves: "verb", "held" or "measured" where its sentence decides, else "".

    >>> from companion import read_text
    >>> source = Source(read_text("警方昨日拘捕三名疑犯。海面有三艘漁船。他駕駛貨車。", translator=None))
    >>> {p.token.text: kind for p in source.places if (kind := gap(source, p))}
    {'拘捕': 'verb', '漁船': 'measured', '駕駛': 'verb', '貨車': 'held'}
    """
    tokens, at = _clause(place)
    token = place.token
    if len(token.text) < 2 or token.entity or interchangeable(token.simplified):
        return ""
    if token.pos == "v" and source.word_class(token) == "v" and _is_verb(source, token):
        asked = token.simplified not in _ANYTHING and hsk_level(token.simplified) != "1"
        asked = asked and place.paragraph.kind != "headline"  # 雕刻手藝 may be a noun there
        return "verb" if asked and _has_object(tokens, at) else ""
    if token.pos != "n" or source.word_class(token) != "n" or at == 0:
        return ""
    if token.simplified.endswith(_PEOPLE) or token.simplified in _EVENTS:
        return ""
    if at + 1 < len(tokens) and tokens[at + 1].pos not in ("d", "p", "c"):
        return ""
    if _measure(tokens[at - 1]):
        return "measured"
    verb = _narrow(source, tokens[at - 1])
    return "held" if verb and set(source.language.simplify(verb.cues)) & set(token.simplified) else ""


def _is_verb(source: Source, token: Token) -> bool:
    """Whether the dictionary or the glossary has the word as a verb: 才能 "talent" is 才 and 能 before a verb."""
    term = source.term(token)
    return any(m.startswith("to ") for s in token.senses for m in s.english) or bool(term)


def _clause(place: Place) -> tuple[list[Token], int]:
    """The tokens of the clause around a word, and which of them it is."""
    tokens = place.paragraph.tokens
    at = next(i for i, t in enumerate(tokens) if t.start == place.token.start)
    first, last = at, at
    while first > 0 and tokens[first - 1].kind in ("word", "number", "latin"):
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].kind in ("word", "number", "latin"):
        last += 1
    return list(tokens[first : last + 1]), at - first


def _measure(token: Token) -> str:
    """The measure word of a shape or kind that a number or 多條, 這間 ends with; else ""."""
    counts = token.kind == "number" or token.pos.startswith(("m", "q", "r"))
    return token.simplified[-1] if counts and token.simplified[-1] in _MEASURES else ""


def _narrow(source: Source, token: Token) -> NarrowVerb | None:
    """The row of a verb, in either script."""
    return next(
        (r for r in narrow_verbs() if token.simplified in (r.word, source.language.simplify(r.word))), None
    )


def _has_object(tokens: list[Token], at: int) -> bool:
    """Whether a noun follows that is the verb's object: no time, no place, no word that the verb qualifies."""
    before = tokens[max(0, at - 4) : at]
    if any(t.simplified in _PASSIVE for t in before) or (before and before[-1].simplified == "的"):
        return False
    if before and (
        before[-1].pos in ("vn", "v", "m", "q")
        or before[-1].kind == "number"
        or (before[-1].simplified[-1] in _TIMES and len(before) > 1 and before[-2].simplified == "有")
    ):
        return False  # 一條觀賞通道, 有二十年駕駛經驗: it qualifies
    after = tokens[at + 1 :]
    if after and after[0].simplified in ("了", "过"):
        after = after[1:]
    if not after or after[0].pos in ("ns", "t", "f", "s"):
        return False
    for n, token in enumerate(after[:4]):
        counted = token.kind == "number" or token.pos.startswith(("m", "q"))
        if counted and set(token.simplified) & _TIMES:
            return False
        if counted or token.pos in ("a", "b", "r", "j"):
            continue
        if token.simplified in _EVENTS or token.pos not in ("n", "nz", "nt", "nr", "an") + ("vn",) * bool(
            token.term
        ):
            return False
        opens = not before or before[-1].pos[:1] == "c"
        if n == 0 and opens and len(after) > 1 and after[1].pos[:1] in ("v", "d", "p", "f"):
            return False  # 招聘廣告刊登了三星期: it qualifies what the next verb is said of
        return n > 0 or not any(token.simplified.endswith(e) for e in _EVENTS)
    return False


def wrong_choices(source: Source, place: Place, count: int, rng: random.Random) -> list[Choice]:
    """At most `count` wrong choices for a word, none where its sentence does not show them to be wrong.

    Of the same part of speech and about its length, of the article's fields and about as common where there are such; none
    that shares a character or a meaning with the answer, or a character with another choice; none that the sentence has.
    """
    kind = gap(source, place)
    simplify, token = source.language.simplify, place.token
    sentence = place.paragraph.text[place.sentence.start : place.sentence.end]
    fields = domains_of(source.article.glossary)
    value = max(zipf(token.simplified), 3.2)
    ranked = []
    for word, domain, why in _possible(source, place, kind):
        simplified = simplify(word)
        if (
            abs(len(word) - len(token.text)) > 1
            or word in sentence
            or set(simplified) & set(token.simplified)
        ):
            continue
        if simplified in sentence or may_fit(source, place, simplified):
            continue
        near = 0.9 * (domain in fields) + 0.5 * (simplified in source.vocabulary)
        length = 0.5 * (len(word) != len(token.text))
        apart = abs(zipf(simplified) - value) + length - near + 1.8 * rng.random()
        ranked.append((apart, word, simplified, why))
    chosen: list[Choice] = []
    used: set[str] = set()
    for _, word, simplified, why in sorted(ranked):
        if len(chosen) < count and not used & set(simplified):
            used |= set(simplified)
            chosen.append(Choice(word if source.traditional else simplified, why))
    return chosen


def _possible(source: Source, place: Place, kind: str) -> Iterator[tuple[str, str, str]]:
    """The words that are wrong in a gap of this kind, each with its field and why it is wrong."""
    simplify = source.language.simplify
    tokens, at = _clause(place)
    if kind == "verb":
        told = set("".join(t.simplified for t in tokens[at + 1 :]))
        for row in narrow_verbs():
            if not set(simplify(row.cues)) & told:
                yield row.word, row.domain, f"takes other objects: {marked(row.example).text}"
    elif kind == "measured":
        measure = _measure(tokens[at - 1])
        for noun in measured_nouns():
            if measure not in simplify(noun.measures):
                yield noun.word, noun.domain, f"takes other measure words: {marked(noun.example).text}"
    elif kind == "held" and (verb := _narrow(source, tokens[at - 1])):
        cues = set(simplify(verb.cues))
        for word, other in source.vocabulary.items():
            t = other.token
            if (
                t.pos == "n"
                and source.word_class(t) == "n"
                and not t.entity
                and not cues & set(word)
                and not word.endswith(_PEOPLE)
            ):
                yield t.text, "", f"{verb.word} takes other objects: {marked(verb.example).text}"
