"""Rules for characters that stand alone and have several readings (polyphones), by their neighbours.

Facts from grammars of modern Chinese; each rule is tried in order on the word before and the
word after, in simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["AMBIGUOUS", "reading_in_context"]

_Rule = tuple[str, Callable[[str, str], bool]]
_MEASURE = re.compile("[0-9０-９一二三四五六七八九十百千万亿两几数]$")
_WITH_YI = re.compile("(?:^|[^可足得难加予给所])[以由][^以来上下及]{1,12}$")
_VERB_HINT = re.compile("(?:提供|服务|打|而|何|此|了|民|国|人|他|她|它|你|我|其|这|那|该|今后|什么)")


def _before(*ends: str) -> Callable[[str, str], bool]:
    return lambda before, after: before.endswith(ends)


def _after(*starts: str) -> Callable[[str, str], bool]:
    return lambda before, after: after.startswith(starts)


def _always(before: str, after: str) -> bool:
    return True


_RULES: dict[str, list[_Rule]] = {
    "得": [
        (
            "děi",
            lambda b, a: a[:1] in "靠看去问先想让用" and (b[-1:] in "也都还就总可你我他她们" and b != ""),
        ),
        ("de", lambda b, a: bool(b) and b[-1] not in "，。、；：「」" and not re.search("[了过到的]$", b)),
        ("dé", _always),
    ],
    "地": [
        (
            "de",
            lambda b, a: (
                len(b) >= 2 and bool(a) and a[0] >= "\u4e00" and not re.search("[省市县区镇该两各当此某]$", b)
            ),
        ),
        ("dì", _always),
    ],
    "为": [
        (
            "wéi",
            lambda b, a: bool(
                re.search(
                    "(?:以|作|成|认|称|视|列|定|改|升|降|分|变|转|更|最|极|较|尤|颇|约|均|即|就是|选|命名|增至|减至)$",
                    b,
                )
            ),
        ),
        (
            "wèi",
            lambda b, a: (
                bool(_VERB_HINT.match(a))
                or a[:2] in ("打击", "防止", "避免", "加强", "保护", "推动", "实现", "确保")
            ),
        ),
        ("wèi", _before("将", "还", "并", "都", "会", "能", "要", "，", "是", "、", "来", "专", "")),
        ("wéi", _always),
    ],
    "还": [("huán", _after("钱", "款", "债", "贷", "给", "清", "书", "本")), ("hái", _always)],
    "长": [("zhǎng", _after("大", "出", "成", "得", "满", "胖", "高")), ("cháng", _always)],
    "重": [("chóng", _after("新", "返", "建", "启", "开", "回", "现", "组")), ("zhòng", _always)],
    "行": [
        ("háng", lambda b, a: bool(_MEASURE.search(b)) or b.endswith(("该", "各", "本", "同"))),
        ("xíng", _always),
    ],
    "率": [
        (
            "shuài",
            lambda b, a: (
                a[:2] in ("代表", "领导")
                or (a[:1] in "团队众员军先领其" and bool(a))
                or b[-1:] in "，。并亲将、曾"
            ),
        ),
        ("lǜ", _always),
    ],
    "将": [("jiàng", _after("领", "军", "士")), ("jiāng", _always)],
    "应": [("yìng", _after("邀", "约", "其", "该", "中方", "泰方", "对", "询", "记者")), ("yīng", _always)],
    "调": [("diào", _after("查", "动", "派", "任", "往", "至", "离", "研")), ("tiáo", _always)],
    "相": [("xiàng", _before("真", "照", "首", "外", "长")), ("xiāng", _always)],
    "中": [("zhòng", _after("奖", "毒", "弹", "枪", "招", "标", "风", "暑", "了")), ("zhōng", _always)],
    "分": [("fèn", _after("量", "内", "外")), ("fēn", _always)],
    "差": [("chāi", _before("出", "公", "开", "邮")), ("chà", _always)],
    "度": [("duó", _before("忖", "揣")), ("dù", _always)],
    "着": [
        ("zháo", _after("凉", "急", "火", "迷")),
        ("zhuó", _after("力", "手", "眼", "重", "装", "陆", "落", "实")),
        ("zhe", _always),
    ],
    "了": [("liǎo", lambda b, a: b[-1:] in "得不" and bool(b)), ("le", _always)],
    "只": [("zhī", lambda b, a: bool(_MEASURE.search(b))), ("zhǐ", _always)],
    "种": [("zhòng", _after("植", "树", "田", "菜", "花", "下", "上")), ("zhǒng", _always)],
    "处": [("chǔ", _after("于", "在", "理", "以", "决", "罚")), ("chù", _always)],
    "当": [("dàng", _before("恰", "妥", "上", "典")), ("dāng", _always)],
    "数": [("shǔ", _after("一数", "到")), ("shù", _always)],
    "传": [("zhuàn", _before("自", "外", "列")), ("chuán", _always)],
    "都": [("dū", _before("首", "古", "故", "旧")), ("dōu", _always)],
    "干": [("gàn", lambda b, a: a[:1] in "部事活得了什出的" and bool(a)), ("gān", _always)],
    "与": [("yù", _after("会", "赛")), ("yǔ", _always)],
    "朝": [("zhāo", _after("阳", "夕", "气")), ("cháo", _always)],
    "和": [("hé", _always)],
    "的": [("de", _always)],
    "过": [("guò", _always)],
    "会": [("huì", _always)],
    "要": [("yào", _always)],
    "没": [("mò", _after("收", "落", "顶")), ("méi", _always)],
    "藏": [("zàng", _before("西", "青", "川", "宝")), ("cáng", _always)],
    "降": [("xiáng", _before("投", "受", "劝")), ("jiàng", _always)],
    "供": [("gòng", _before("口", "招", "上", "翻")), ("gōng", _always)],
    "转": [("zhuǎn", _always)],
    "发": [("fà", _before("头", "理", "白", "毛", "假")), ("fā", _always)],
    "正": [("zhēng", _after("月")), ("zhèng", _always)],
    "空": [("kòng", _after("白", "缺", "隙", "闲", "置")), ("kōng", _always)],
    "背": [("bēi", _after("着", "起", "负", "包")), ("bèi", _always)],
    "倒": [("dào", _after("是", "退", "车", "挂")), ("dǎo", _always)],
    "几": [("jǐ", _always)],
    "教": [("jiāo", _after("书", "他", "她", "我", "你", "会", "学生")), ("jiào", _always)],
    "好": [("hào", _after("奇", "客", "学", "战")), ("hǎo", _always)],
    "少": [("shào", _after("年", "女", "儿", "爷", "将")), ("shǎo", _always)],
    "切": [("qiè", _before("一", "亲", "密", "迫")), ("qiē", _always)],
}
AMBIGUOUS = frozenset(_RULES)


def reading_in_context(character: str, before: str, after: str, clause: str = "") -> str:
    """The reading of a polyphone that is a word of its own, "" where no rule knows it.

    `before` and `after` are the neighbouring words, empty at the ends of the text; `clause` is
    what stands before it since the last punctuation mark (以人民為中心: 以 decides).

    >>> reading_in_context("率", "部长", "代表团"), reading_in_context("率", "支持", "")
    ('shuài', 'lǜ')
    """
    if character == "为" and _WITH_YI.search(clause):
        return "wéi"
    for reading, fits in _RULES.get(character, ()):
        if fits(before, after):
            return reading
    return ""
