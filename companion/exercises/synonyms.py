"""Whether another word could stand in a place too: no wrong choice may be right.

The rules are cautious: a word that only might fit is left out. They look at the glossary's
aliases, at CC-CEDICT's senses (CC BY-SA 4.0) and at what stands beside it in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from companion.exercises.source import Place, Source
from companion.exercises.variants import fold
from companion.language.language import Language
from companion.model import MACHINES, Sense, Term

__all__ = ["SMALL_WORDS", "content_words", "glosses", "interchangeable", "may_fit", "same_meaning"]

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile("[a-z]{3,}")
SMALL_WORDS = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "into",
        "that",
        "this",
        "are",
        "not",
        "one",
        "sth",
        "used",
        "also",
        "very",
        "more",
        "make",
        "made",
        "have",
        "has",
        "had",
        "being",
        "been",
        "etc",
        "who",
        "which",
        "out",
        "its",
        "person",
        "place",
        "thing",
    ]
)
"""English words that say nothing of what a word means."""
_SMALL = SMALL_WORDS | frozenset(["variant", "old", "abbr", "lit", "fig"])
# Words that stand in the same places in the news, whatever the dictionary says.
_INTERCHANGEABLE = [
    frozenset(group.split())
    for group in (
        "表示 指出 强调 说 认为 称 指 透露 补充 回应 解释 提醒 宣布 说明 承认 声称 呼吁 介绍 报道 披露 公布 提到 提出 直言 坦言 相信 形容 重申 预料 预计 估计 料 希望 警告 建议 要求",
        "但 但是 不过 然而 可是 惟 却 只是 而 同时 另外 此外 并且 而且 以及 因此 所以 于是",
        "昨日 今日 昨天 今天 明日 明天 昨晚 今晚 日前 近日 上周 下周 本周 上月 下月 本月 去年 今年 明年 目前 现时 现在 当时 早前 其后 随后 最近",
        "会 将 要 可 能 能够 可以 应 应该 需 需要 必须 须 可能 已 已经 曾 正 正在 仍 仍然 亦 也 都 均 还 再 又",
        "约 大约 逾 超过 近 接近 至少 最多 不少 许多 多 大量 很多 众多 各 每 全 所有 部分 一些 有些 其他 其余",
        "进行 开展 展开 推行 实施 执行 推动 推进 促进 加强 加快 加深 增加 提升 提高 改善 优化 扩大 深化 完善 落实 巩固 强化 支持 协助 帮助",
        "重要 重大 主要 关键 显著 明显 严重 巨大 积极 有效 充分 全面 广泛 进一步 迅速 快速 不断 持续 逐渐 逐步 陆续",
        "人员 人士 人 人们 年轻人 青年 青少年 儿童 老人 妇女 男子 女子 子女 家人 家属 疑犯 受害人 求职者 居民 市民 民众 群众 公众 网民 游客 旅客 乘客 学生 家长 老师 教师 记者 官员 代表 负责人 专家 学者 议员 警方 警察 警员 当局 政府 部门 机构 公司 企业 团体 组织",
        "问题 情况 事件 案件 个案 活动 工作 项目 计划 措施 政策 方案 安排 行动 服务 工程",
        "地区 区域 地方 国家 城市 社区 各地 当地 本地 内地 境内 海外 全球 世界 国际",
        "开始 停止 结束 继续 完成 启动 暂停 恢复 取消",
        "上升 下跌 增长 下降 增加 减少 上涨 下滑 回升 回落 升至 降至",
    )
]
_GROUPS_OF: dict[str, list[int]] = {}
for _n, _group in enumerate(_INTERCHANGEABLE):
    for _w in _group:
        _GROUPS_OF.setdefault(_w, []).append(_n)


def glosses(senses: Iterable[Sense]) -> frozenset[str]:
    """The definitions, each for itself, without brackets and "to".

    >>> sorted(glosses(Language.default().senses("訪問")))
    ['call on', 'interview', 'visit']
    """
    return frozenset(g for s in senses for g in _split(s.english))


@lru_cache(maxsize=50_000)
def _split(english: tuple[str, ...]) -> frozenset[str]:
    found = set()
    for definition in english:
        if definition.startswith(("CL:", "surname ", "Taiwan pr.", "also pr.")):
            continue
        for part in re.split("[;,/]", _BRACKETS.sub("", definition).lower()):
            part = re.sub("^(?:to be |to |a |an |the )", "", part.strip(" .")).strip()
            if part:
                found.add(part)
    return frozenset(found)


def content_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that carry meaning, each by its first letters.

    >>> sorted(content_words(["implementation of laws", "to implement a law"]))
    ['implem', 'law']
    """
    return frozenset().union(*(_stems(t) for t in texts))


@lru_cache(maxsize=100_000)
def _stems(text: str) -> frozenset[str]:
    words = (w for w in _WORD.findall(text.lower()) if w not in _SMALL)
    return frozenset(w[:6].removesuffix("s") for w in words)


def same_meaning(
    word: str,
    other: str,
    term: Term | None = None,
    other_term: Term | None = None,
    language: Language | None = None,
) -> bool:
    """Whether two simplified words may mean the same: forms, aliases, senses, use.

    >>> same_meaning("打击", "攻击"), same_meaning("表示", "指出"), same_meaning("银行", "机场")
    (True, True, False)
    """
    if fold(word) == fold(other) or word in other or other in word:
        return True
    for a in _GROUPS_OF.get(word, ()):
        if a in _GROUPS_OF.get(other, ()):
            return True
    names, other_names = _forms(word, term), _forms(other, other_term)
    if names & other_names:
        return True
    language = language or Language.default()
    ours, theirs = _meanings(word, term, language), _meanings(other, other_term, language)
    return bool(ours[0] & theirs[0] or ours[1] & theirs[1])


def _forms(word: str, term: Term | None) -> frozenset[str]:
    if term is None:
        return frozenset({fold(word)})
    forms = (word, term.traditional, term.simplified, term.mainland, term.taiwan, *term.aliases)
    return frozenset(fold(part) for f in forms for part in f.split(";") if part)


def _meanings(word: str, term: Term | None, language: Language) -> tuple[frozenset[str], frozenset[str]]:
    ours = _senses_of(word, language)
    if term is None:
        return ours
    more = _split(term.english)
    return ours[0] | more, ours[1] | content_words(more)


@lru_cache(maxsize=50_000)
def _senses_of(word: str, language: Language) -> tuple[frozenset[str], frozenset[str]]:
    found = glosses(language.senses(word))
    return found, content_words(found)


def interchangeable(word: str) -> bool:
    """Whether a simplified word has others beside it in the news that fit nearly all its places.

    >>> interchangeable("表示"), interchangeable("罢工")
    (True, False)
    """
    return word in _GROUPS_OF


def may_fit(source: Source, place: Place, other: str, other_term: Term | None = None) -> bool:
    """Whether the simplified word `other` might be right at `place` too."""
    token = place.token
    if same_meaning(token.simplified, other, source.term(token), other_term, source.language):
        return True
    for pair in _beside(place, other):
        if pair in source.pairs or source.language.is_word("".join(pair)):
            return True
    translation = place.sentence.translation
    if translation and translation.origin in ("memory", *MACHINES) and translation.text:
        words = content_words([translation.text])
        meaning = _meanings(other, other_term, source.language)[1]
        if meaning and meaning <= words:
            return True
    return False


def _beside(place: Place, other: str) -> list[tuple[str, str]]:
    pairs = []
    if place.before is not None and place.before.kind == "word":
        pairs.append((place.before.simplified, other))
    if place.after is not None and place.after.kind == "word":
        pairs.append((other, place.after.simplified))
    return pairs
