"""The gate of choices: an item is made only where its sentence shows that the wrong choices are wrong.

Words of the article, or about as common, too often fit the gap: any two people can be arrested. So a gap is offered only
where grammar decides: a verb that has its object behind it, where the wrong choices are verbs that take none (拘捕|三名疑犯,
never 罷工); or a noun held by a measure word or a verb of its own kind, where the wrong choices go with few verbs and with
no such measure word (三艘|漁船, never 氣溫). Both are rows of `data/wrong_choices.tsv`.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from companion.exercises.model import Choice
from companion.exercises.source import Place, Source
from companion.exercises.synonyms import interchangeable, may_fit
from companion.facts import marked, read_facts
from companion.language.words.frequency import zipf
from companion.model import Token

__all__ = ["WrongChoice", "gap", "wrong_choices", "wrong_words"]

_DATA = Path(__file__).parent / "data"
# Events that a verb before them says the kind of: 打擊行動, 罷工行動 are one word as much as verb and object.
_EVENTS = frozenset(
    [
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
# Verbs that nearly any noun may follow, and those that measure and change what the nouns of the table name.
_BROAD = frozenset(
    [
        "有",
        "没有",
        "是",
        "成为",
        "包括",
        "涉及",
        "关于",
        "提供",
        "发现",
        "看到",
        "见到",
        "使用",
        "利用",
        "购买",
        "买",
        "卖",
        "介绍",
        "增加",
        "减少",
        "提高",
        "降低",
        "提升",
        "上升",
        "下降",
        "影响",
        "改善",
        "改变",
        "调整",
        "控制",
        "公布",
        "宣布",
        "调查",
        "检查",
        "研究",
        "分析",
        "评估",
        "讨论",
        "关注",
        "了解",
        "记录",
        "统计",
        "反映",
        "显示",
        "代表",
        "属于",
        "需要",
        "需",
        "要",
        "留意",
        "注意",
        "考虑",
        "担心",
        "缺乏",
        "失去",
        "获得",
        "取得",
        "得到",
        "享受",
        "保持",
        "维持",
        "查询",
        "查看",
        "确认",
        "核实",
        "收集",
        "提及",
        "修改",
        "看见",
        "望见",
        "遇见",
        "遇到",
        "致电",
        "联络",
        "漠视",
        "忽视",
        "重视",
        "忽略",
        "追求",
        "尊重",
        "欣赏",
        "批评",
        "讨厌",
        "羡慕",
        "谈到",
        "公开",
        "披露",
        "透露",
        "泄露",
        "查明",
        "记载",
        "估计",
        "预计",
        "放宽",
        "限制",
        "强调",
        "说明",
        "解释",
        "描述",
        "比较",
        "超过",
        "接近",
        "进行",
        "开始",
        "停止",
        "继续",
        "加强",
        "推动",
        "促进",
        "支持",
        "反对",
        "带来",
        "造成",
        "导致",
        "引起",
        "引发",
        "出现",
        "发生",
        "存在",
        "令",
        "使",
        "让",
        "叫",
        "想",
        "喜欢",
        "爱",
        "怕",
        "等",
        "选择",
        "寻找",
        "找",
        "找到",
        "忘记",
        "记得",
        "知道",
        "认识",
        "学习",
        "教",
        "讲",
        "说",
        "谈",
        "写",
        "画",
        "拍",
        "看",
        "听",
        "问",
        "想念",
        "保护",
        "保留",
        "恢复",
        "适应",
        "符合",
        "根据",
        "按照",
        "丧失",
        "计算",
        "测试",
        "测量",
        "测定",
        "掌握",
        "处理",
        "应付",
        "面对",
        "解决",
        "提出",
        "接受",
        "展示",
        "展出",
        "表现",
        "分享",
        "交流",
        "扩大",
        "扩展",
        "缩小",
        "设计",
        "制造",
        "生产",
        "出售",
        "销售",
    ]
)
_OWN_MEASURES = frozenset("宗艘辆架间座栋幅条张件场份支只头棵颗家所部台封杯碗本把面块套篇首枚")
_TIMES = frozenset("日天年月时分秒周岁次回遍趟点")
_PASSIVE = frozenset(["被", "遭", "获", "受", "由", "将", "把", "遭到", "受到", "给", "让"])
_PEOPLE = tuple("者员人民客生师长手工家友童犯士众徒警父母子女夫妻")


class WrongChoice(NamedTuple):
    """A row of the table: a word, its kind, the characters beside which it might be right, and a sentence of its own."""

    word: str
    kind: Literal["verb", "noun"]
    cues: str = ""
    example: str = ""


@cache
def wrong_words() -> tuple[WrongChoice, ...]:
    """The rows of the table."""
    return read_facts(_DATA / "wrong_choices.tsv", WrongChoice, key="word").rows


def gap(source: Source, place: Place) -> str:
    """What kind of gap a word leaves: "verb" or "noun" where its sentence decides, else "".

    >>> from companion import read_text
    >>> source = Source(read_text("警方昨日拘捕三名疑犯。", translator=None))
    >>> {p.token.text: gap(source, p) for p in source.places}
    {'警方': '', '昨日': '', '拘捕': 'verb', '疑犯': ''}
    """
    tokens = _clause(place)
    at = next((i for i, t in enumerate(tokens) if t.start == place.token.start), -1)
    token = place.token
    if at < 0 or len(token.text) < 2 or token.entity or interchangeable(token.simplified):
        return ""
    if token.pos == "v" and source.word_class(token) == "v" and _is_verb(source, token):
        return "verb" if _has_object(tokens, at, source) else ""
    if token.pos == "n" and source.word_class(token) == "n":
        return "noun" if _is_held(tokens, at) else ""
    return ""


def _is_verb(source: Source, token: Token) -> bool:
    """Whether the dictionary or the glossary has the word as a verb: 才能 "talent" is 才 and 能 before a verb."""
    term = source.term(token)
    return any(m.startswith("to ") for s in token.senses for m in s.english) or bool(term)


def _clause(place: Place) -> list[Token]:
    """The tokens of the clause around a word."""
    tokens = place.paragraph.tokens
    at = next((i for i, t in enumerate(tokens) if t.start == place.token.start), 0)
    first, last = at, at
    while first > 0 and tokens[first - 1].kind in ("word", "number", "latin"):
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].kind in ("word", "number", "latin"):
        last += 1
    return list(tokens[first : last + 1])


def _has_object(tokens: list[Token], at: int, source: Source) -> bool:
    """Whether a noun follows that is the verb's object: no time, no place, no word that the verb qualifies."""
    before = tokens[max(0, at - 4) : at]
    if any(t.simplified in _PASSIVE for t in before) or (before and before[-1].simplified in ("的", *_BROAD)):
        return False
    if before and (before[-1].pos in ("vn", "v", "m", "q") or before[-1].kind == "number"):
        return False  # 一條觀賞通道: it qualifies
    after = tokens[at + 1 :]
    if after and after[0].simplified in ("了", "过"):
        after = after[1:]
    if not after or after[0].pos in ("ns", "t", "f", "s"):
        return False
    for token in after[:4]:
        counted = token.kind == "number" or token.pos.startswith(("m", "q"))
        if counted and set(token.simplified) & _TIMES:
            return False
        if counted or token.pos in ("a", "b", "r", "j"):
            continue
        if token.simplified in _EVENTS or token.pos not in ("n", "nz", "nt", "nr", "an") + ("vn",) * bool(
            token.term
        ):
            return False
        return not any(token.simplified.endswith(e) for e in _EVENTS) or token is not after[0]
    return False


def _is_held(tokens: list[Token], at: int) -> bool:
    """Whether a measure word of its own, or a verb of its own kind, stands before the noun, and nothing is joined to it."""
    token = tokens[at]
    if token.simplified.endswith(_PEOPLE) or token.simplified in _EVENTS:
        return False
    if at == 0 or (at + 1 < len(tokens) and tokens[at + 1].simplified not in ("后", "前", "时")):
        return False
    before = tokens[at - 1]
    if before.simplified[-1:] in _OWN_MEASURES and (
        before.kind == "number" or before.pos.startswith(("m", "q"))
    ):
        return True
    return before.pos == "v" and len(before.text) >= 2 and before.simplified not in _BROAD


def wrong_choices(source: Source, place: Place, count: int, rng: random.Random) -> list[Choice]:
    """At most `count` wrong choices for a word, none where its sentence does not show them to be wrong.

    Of the same part of speech and length, about as common, none that shares a character or a meaning with the answer, with
    another choice, or with the words beside the gap; none that the sentence has.
    """
    kind = gap(source, place)
    if not kind:
        return []
    language, token = source.language, place.token
    sentence = place.paragraph.text[place.sentence.start : place.sentence.end]
    beside = "".join(t.simplified + t.text for t in (place.before, place.after) if t) + token.simplified
    counted = place.after is not None and (
        place.after.kind == "number" or place.after.pos.startswith(("m", "q"))
    )
    beside += "数" * counted
    value = max(zipf(token.simplified), 3.2)
    ranked = []
    for row in wrong_words():
        simplified = language.simplify(row.word)
        if row.kind != kind or abs(len(row.word) - len(token.text)) > 1 or row.word in sentence:
            continue
        if set(simplified) & set(token.simplified) or set(language.simplify(row.cues)) & set(beside):
            continue
        if may_fit(source, place, simplified):
            continue
        topical = 0.6 * any(row.word in p.text for p in source.article.paragraphs)
        length = 0.5 * (len(row.word) != len(token.text))
        ranked.append(
            (abs(zipf(simplified) - value) + length - topical + 1.6 * rng.random(), row, simplified)
        )
    chosen: list[Choice] = []
    used: set[str] = set()
    for _, row, simplified in sorted(ranked, key=lambda r: (r[0], r[1].word)):
        if len(chosen) == count:
            break
        if used & set(simplified):
            continue
        used |= set(simplified)
        example = marked(row.example).text
        why = "takes no object" if kind == "verb" else "goes with other words"
        chosen.append(Choice(row.word if source.traditional else simplified, f"{why}: {example}"))
    return chosen
