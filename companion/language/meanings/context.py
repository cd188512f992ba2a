"""A sentence as units to be glossed, and what part of speech each one is where it stands.

jieba's dictionary says what a word mostly is; the words beside it say what it is here: 打擊電騙 has a
verb before its object, 沉重的打擊 a noun after 的. Facts from grammars of modern Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from companion.language.dictionary.cedict import tag_of
from companion.language.numbers.english import measure_note
from companion.model import Sense

__all__ = ["Place", "Unit", "words"]


def words(text: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(text.split())


_BEFORE_VERB = words(
    "需要 不 没 没有 未 未有 被 会 将 要 能 能够 可 可以 应 应该 须 必须 需 愿 愿意 肯 敢 已 已经 正 "
    "正在 再 再次 曾 曾经 仍 仍然 并 也 亦 都 就 才 必 请 来 去 将会 可能 继续 积极 开始 希望 计划 "
    "准备 拟 同意 拒绝 努力 尽快 一齐 一起 共同 不断 不会 不能 不得 无法 难以 得以 予以 逐步 逐渐 首次 "
    "立即 即时 随即 全力 切勿 勿 别 有助 如何 以便 以免 进一步 大力 全面 深入 持续 联合 联手 一直 刚 "
    "刚刚 又 还 还会 只 只能 只好 便 即 是否 会否 能否 可否 呼吁 建议 鼓励 禁止 避免 防止 想 打算 "
    "试图 致力 负责 协助 帮助 要求 允许 邀请 有权 最终 终于 最近 近日 昨日 今日 明日 昨 今 将于 主动 "
    "自行 亲自 分别 合力 互相 相互 自动 公开 正式 紧急 临时 暂时 定期"
)
_BEFORE_NOUN = words(
    "进行 作出 做出 加以 给予 予以 受到 受 遭到 遭 遭受 提供 得到 获得 获 引起 引发 造成 展开 接受 "
    "取得 接获 接到 有 无 没有 缺乏 经过 加强 促进 推动 扩大 改善 完成 通过 结束 停止 开展 深化 这 该 此 本 其 "
    "各 这个 那个 这些 那些 这项 任何 一切 所有 有关 相关 每 每个 另 另一 首 多 更多 许多 不少 大量 "
    "部分 全部 之 由于 因 因为 关于 对于 实施 落实 建立 成立 设立 带来 失去 面对 应对 回应 接到 收到 "
    "发出 提高 增加 减少 保持 启动 施行 发生 提出 出现 存在 具有 缺少 享有 承受 制造 表达 寻求 面临 涉及 属 属于"
)
_THESE = words("这个 那个 这项 该项 此项 一项 每项 这次 这种 该 此")
_DEGREE = words(
    "很 最 更 太 非常 十分 特别 极 极其 相当 比较 较 颇 越 更加 愈来愈 越来越 如此 多么 不够 这么 "
    "那么 最为 真 好"
)
# Nouns that take another noun or a verb before them: 管理人員, 研究中心.
_HEADS = words(
    "人员 工作 活动 措施 部门 机构 机制 系统 中心 计划 项目 能力 风险 制度 政策 法 法律 条例 方案 办法 "
    "方法 过程 费 费用 率 水平 程度 力度 范围 情况 问题 局 署 部 处 会 团 队 队伍 组 小组 委员会 业 "
    "产业 行业 市场 公司 企业 集团 服务 技术 平台 网络 设施 设备 基金 资金 资源 经验 结果 成果 效果 "
    "报告 数据 资料 信息 程序 行动 行为 罪 罪行 犯罪 案件 案 官员 者 员 专家 人士 学校 大学 课程 资讯 "
    "压力 方向 目标 战略 策略 规划 标准 条件 环境 空间 速度 时间 期 期间 阶段 关系 协议 合作 力量 力 "
    "权 权力 责任 意见 建议 要求 事件 事故 意外"
)
_TIME = re.compile("[年月日号时点分秒天周岁%％度成]$|后$")
_PREPOSITIONS = words(
    "对 对于 向 由 于 在 从 以 按 经 据 根据 就 随着 透过 通过 为 因 因应 有关 关于 与 和 及"
)
# What the tagger's part of speech adds: it has seen the whole sentence, and yet is wrong now and then.
_TOLD = {
    "v": ("v", 2.3), "vn": ("n", 2.0), "n": ("n", 1.6), "nz": ("n", 1.6), "an": ("n", 1.6), "a": ("a", 1.1), "ad": ("d", 1.1), "vd": ("d", 1.1),
    "d": ("d", 1.1),
}  # fmt: skip
_NOUN_TAGS = ("n", "r", "s", "t", "f", "i", "j", "l", "eng")


@dataclass(frozen=True, slots=True)
class Unit:
    """What gets one gloss: a token or, of a word that no dictionary has, a part of one.

    `kind` is a token's ("word", "number", "latin", "punctuation", "space"), "term" or "name"; `fixed` its
    English where that is certain. `token` is the number of its token, `pos` the part of speech that the tagger found in
    this place; "" for a part of a token.
    """

    text: str
    simplified: str
    kind: str
    token: int
    pinyin: tuple[str, ...] = ()
    senses: tuple[Sense, ...] = ()
    fixed: str = ""
    pos: str = ""
    tag: str = field(init=False, compare=False)
    """What `_tag` says, found once: each neighbour asks for it, several times."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tag", self._tag())

    def _tag(self) -> str:
        """jieba's tag; "n" for terms and names, "m" for numbers, "w" for marks."""
        if self.kind == "word":
            return "d" if self.simplified in _DEGREE else tag_of(self.simplified) or self._told
        if self.kind == "term":
            return "v" if self.fixed.startswith("to ") else tag_of(self.simplified) or "n"
        return {"name": "nr", "number": "m", "latin": "n"}.get(self.kind, "w")

    @property
    def _told(self) -> str:
        """What the dictionary's wording says of a word that jieba doesn't know: "to …" is a verb; the tagger where it has none."""
        if len(self.simplified) < 2:
            return ""
        if not self.senses:
            return self.pos
        sense = self.senses[0]
        return "nr" if sense.pinyin[:1].isupper() else "v" if sense.english[0].startswith("to ") else "n"


@dataclass(frozen=True, slots=True)
class Place:
    """One unit of a sentence with what stands around it; spaces do not count."""

    units: Sequence[Unit]
    at: int

    @property
    def unit(self) -> Unit:
        return self.units[self.at]

    def near(self, steps: int) -> Unit | None:
        """The unit so many steps away; None beyond the ends."""
        i = self.at + steps
        return self.units[i] if 0 <= i < len(self.units) else None

    def word(self, steps: int) -> str:
        """The simplified text of the unit so many steps away; "" beyond the ends."""
        i = self.at + steps
        return self.units[i].simplified if 0 <= i < len(self.units) else ""

    def tag(self, steps: int) -> str:
        """The tag of the unit so many steps away; "w" beyond the ends."""
        i = self.at + steps
        return (self.units[i].tag or "?") if 0 <= i < len(self.units) else "w"

    def clause(self, forwards: bool = True) -> list[str]:
        """The simplified words after it, or before it (the nearest first), up to a mark."""
        words = []
        step = 1 if forwards else -1
        i = self.at + step
        while 0 <= i < len(self.units) and self.units[i].kind != "punctuation":
            words.append(self.units[i].simplified)
            i += step
        return words

    def is_number(self, steps: int) -> bool:
        """Whether a number or a numeral stands there."""
        unit = self.near(steps)
        return unit is not None and (unit.kind == "number" or unit.tag in ("m", "mq"))

    def is_noun(self, steps: int) -> bool:
        """Whether a noun, a name, a term or a pronoun stands there."""
        tag = self.tag(steps)
        return tag.startswith(_NOUN_TAGS) or tag in ("vn", "an", "?")

    def is_verb(self, steps: int) -> bool:
        """Whether a verb stands there, or an adverb or the like before one."""
        tag = self.tag(steps)
        if tag == "l" and (unit := self.near(steps)) and unit.senses:  # 打电话: a phrase
            return unit.senses[0].english[0].startswith("to ")
        return tag.startswith("v") or (tag == "d" and self.word(steps) not in _DEGREE)

    def _is_counted(self) -> bool:
        """Whether a number of things stands before it, not a date or a time."""
        before = self.near(-1)
        return before is not None and self.is_number(-1) and not _TIME.search(before.simplified)

    def _is_only_predicate(self) -> bool:
        """Whether its clause has a subject before it and nothing else that could be its verb."""
        if self.word(-1) == "的" or not self.is_noun(-1):
            return False
        for step in (1, -1):
            i = self.at + step
            while 0 <= i < len(self.units) and self.units[i].kind != "punctuation":
                unit = self.units[i]
                if unit.pos in ("v", "a", "p") or unit.tag in ("v", "p", "a", "c", "u", "uj"):
                    return False
                i += step
        return True

    def part_of_speech(self) -> str:
        """ "v", "n", "a" or "d": what the unit is where it stands."""
        tag = self.unit.tag
        before, after = self.word(-1), self.word(1)
        verb = {"v": 1.0, "vn": 0.6, "vd": 0.5, "vi": 1.0}.get(tag, -0.6)
        noun = {"vn": 0.6, "an": 0.5, "v": -0.4, "a": -0.6, "d": -1.5, "ad": -1.0, "": 0.2}.get(
            tag, 0.8 if tag[:1] in "nstlj" else 0.0
        )
        adjective = {"a": 1.2, "an": 0.8, "ad": 0.6, "b": 1.2, "z": 1.0}.get(tag, -0.8)
        adverb = {"d": 1.6, "ad": 0.8, "vd": 0.3, "c": 1.2}.get(tag, -1.0)
        at_end = self.tag(1) == "w"

        if after in ("了", "过", "着") and before != "的":
            verb += 2
        if before in _BEFORE_VERB:
            verb, adverb = verb + 2, adverb + 0.3
        if before in ("了", "过", "咗") and self.tag(-2).startswith("v") and at_end:
            noun += 1.5  # 出了意外
        if before == "的":
            noun += 2.5
            adjective -= 0.5
        if before in _BEFORE_NOUN or (self._is_counted() and len(self.unit.simplified) > 1):
            noun += 0.8 if tag == "v" and self.is_noun(1) else 1.6
        elif len(before) == 1 and measure_note(before) and self.tag(-2) in ("m", "mq", "r", "rz"):
            noun += 1.2
        if before in _DEGREE:
            adjective += 2.5
            noun -= 1
        elif self.tag(-1) in ("a", "b", "z", "ad"):
            noun += 3.4 if len(before) == 1 and at_end else 1.2  # 新安排
        if before in _PREPOSITIONS and (at_end or after == "的" or self.is_verb(1)):
            noun += 1
        if after == "的":
            adjective += 0.8
            if tag == "vn" and self.is_noun(-1):
                noun += 1.2
        elif after in _HEADS and not at_end and before == "的" and tag == "v":
            noun -= 2
        elif after in _HEADS and not at_end:
            noun += -0.8 if tag == "v" else 1.0 if tag == "vn" else 0.4
            adjective += 0.6
        elif self.is_noun(1) or self.tag(1) in ("m", "mq", "r", "nr"):
            verb += 1.2 if before != "的" else 0.3
            adjective += 0.6
        if after in ("在", "于", "到", "至", "给", "成", "为"):
            verb += 1
        if at_end and self.tag(-1).startswith(("n", "vn", "j")):
            noun += 0.7
        if self.is_verb(1) and not self.is_noun(1):
            noun += 0.5 if not tag.startswith("v") else 0.2
            adverb += 0.8
            if tag == "vn" and (before in ("", "的") or self.tag(-1) == "w" or self.is_noun(-1)):
                noun += 0.8
        if after == "地":
            adverb += 2
        if after in _DEGREE:
            noun += 4.2 if self.at == 0 or self.tag(-1) == "w" else 2.4
        if tag == "n" and (following := self.near(1)) and following.kind == "name":
            noun += 1.5  # a title: 代表張先生
        if self.is_noun(-1) and (self.is_noun(1) or self.tag(1) in ("m", "mq")):
            verb += 0.6
        if (self.at == 0 or self.tag(-1) == "w") and self.is_noun(1) and after not in _HEADS:
            verb += 0.6
        worth = {"v": verb, "n": noun, "a": adjective, "d": adverb}
        if told := _TOLD.get(self.unit.pos):
            worth[told[0]] += told[1]
        if before in _THESE and self.tag(1) not in ("d", "p"):
            worth["n"] += 2.0  # 这个决定令家长不满
        if self.unit.pos == "v" and (said := self.near(-1)) and said.kind == "name":
            worth["v"] += 1.0  # 陈乐文解释，
        if self.unit.pos == "vn" and (self.tag(1) in ("a", "an") or after in ("中", "期间", "当中")):
            worth["n"] += 1.2  # 反应理想, 行动中
        if self.unit.pos == "v" and tag == "n" and (following := self.near(1)) and following.tag[:1] == "v":
            worth["n"] += 1.5  # 两国代表握手
        if self.unit.pos == "vn" and self._is_only_predicate():
            worth["v"] += 1.5  # 疫情冲击旅游业。
        return max(worth, key=worth.__getitem__)
