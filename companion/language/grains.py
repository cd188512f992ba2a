"""The fine grain: a reader's tokens divided as treebanks and grammars divide words.

A reader looks up 一個, 成為 or 消費者 as one word; the tokens keep them whole. A grammarian or a
treebank has a
numeral and a measure word, a verb and a preposition, a noun and an affix. The rules are about
word formation, written beside the development sets of Universal Dependencies (Chinese GSD, HK); how common a part is comes from wordfreq, as in `frequency`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from companion.han import han_places
from companion.language.names.people import surnames
from companion.language.numbers.written import is_number_phrase, is_numeral, parts_of_number
from companion.language.readings.heteronyms import possible_readings
from companion.language.spans import classify, is_han
from companion.language.words.frequency import zipf
from companion.model import Sense, Token

__all__ = ["divided", "fine_grain"]

"""How words are divided: as a reader looks them up, or as treebanks and grammars do."""

_KNOWN = 3.0
_CLASSIFIERS = frozenset(
    "个位名只条张份件种次项座部本支枝所间家届届期集句首段章款段步场幅封包盒杯瓶碗块元角分斤克吨米尺寸里亩岁年天日夜晚"
    "周秒刻点层楼级等成倍代批队组群对双套台辆架艘艇枚颗粒滴片朵株棵根头匹篇页卷册宗笔股节轮番遍趟回声口身面手门"
    "侧则幢栋把顶道档名员作首大类样站线战号团排城省市县国族"
)
_LONG_CLASSIFIERS = frozenset(
    [
        "分钟",
        "小时",
        "公里",
        "公斤",
        "公尺",
        "美元",
        "港元",
        "欧元",
        "世纪",
        "年代",
        "部分",
        "方面",
        "人次",
        "平方",
        "立方",
        "个月",
        "星期",
    ]
)
_NUMERAL = re.compile("(第?[零〇一二三四五六七八九十百千万亿廿卅]+|第?[两几数半多])(?=.)")
_DIGITS = re.compile("[第−－-]?[0-9０-９](?:[十百千万亿兆]*[0-9０-９,，.．:：]+)*[十百千万亿兆]*[多余]?")
_DATE = re.compile("(?:[0-9０-９]+[年月日号])+")
_DATE_PART = re.compile("[0-9０-９]+|[年月日号]")
_FIXED_ONE = frozenset(
    [
        "一样",
        "一些",
        "一点",
        "一下",
        "一定",
        "一起",
        "一般",
        "一直",
        "一致",
        "一切",
        "一旦",
        "一向",
        "一半",
        "一面",
        "一手",
        "一道",
        "一同",
        "一带",
        "一代",
        "一方面",
    ]
)
_FIXED_NUMBER = frozenset(
    [
        "十分",
        "三国",
        "两岸",
        "万一",
        "百分",
        "千克",
        "万分",
        "五台",
        "四方",
        "百姓",
        "一等",
        "第一手",
        "几何",
        "多样",
        "数码",
        "数位",
        "半岛",
        "半场",
    ]
)
_DETERMINERS = frozenset("这那每某该哪")
_FIXED_DETERMINER = frozenset(
    [
        "这里",
        "那里",
        "哪里",
        "这样",
        "那样",
        "这些",
        "那些",
        "哪些",
        "某些",
        "这么",
        "那么",
        "这边",
        "那边",
        "该死",
        "每年",
        "这等",
        "那时",
    ]
)
_MODALS = frozenset("是能会要想行像敢肯愿应该")
_ADVERBS = frozenset("就便才再也都亦则未还已尚又将很太")
_FIXED_ADVERB = frozenset(
    ["还是", "才能", "也许", "都会", "再会", "则是", "也是", "都是", "又是", "很多", "太大", "将会", "将要"]
)
_PRONOUNS = frozenset("我你他她它")
_AFTER_PRONOUN = frozenset("们等国方军家市校人乡日杀俩行党自这的妈爸老")
_FINALS = frozenset("吧吗呢啦呀")
_NOT_V_WEI = frozenset("因认行较更身无以极颇甚尤何人难即")
_NOT_V_YU = frozenset("由对关终至过敢甘勇急等")
_NOT_V_ZAI = frozenset("现存正实潜内外自健好旨何")
_NOT_V_GEI = frozenset("供补配自发")
_NOT_V_LE = frozenset("为罢极得除")
_NOT_V_ZHE = frozenset("接土显卓名执沉附黏粘衣")
_TRIED = frozenset("看听做唱吃去说见学受打玩试")
_PERCEIVED = frozenset("看听找收见")
_SET_DOWN = frozenset("坐躺蹲跪放留记写脱")
_COMING = frozenset("来出源发取选")
_LOCATIVE_ZHI = frozenset("后内外间初上前下中际类所以")
_PLACES = frozenset("市省县区州国岛湖江洋河山街路港村镇乡寺桥")
_AFFIXES = frozenset(
    "站队者家会场机性员军室馆赛院局化长语商物量法门部业品教舰度率力型色式楼线权学党派级制厅税费剧体期库界论类网"
    "人书车车用业园店案版球处署司号罪症病炎"
)
_PREFIXES = frozenset("总大副前古全各非反老新超多半")


def fine_grain(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The spans of the fine grain's words, from a paragraph's tokens.

    Each token is kept or divided, none are joined: the spans cover what the tokens cover.

    Args:
        tokens: The paragraph's tokens.

    Returns:
        Half-open spans into the paragraph's text.

    >>> from companion.language.language import Language
    >>> text = "這個消費者成為2月8日的61名代表"
    >>> [text[a:b] for a, b in fine_grain(Language.default().analyzer.tokens(text))]
    ['這', '個', '消費', '者', '成', '為', '2', '月', '8', '日', '的', '61', '名', '代表']
    """
    spans: list[tuple[int, int]] = []
    for token in tokens:
        at = token.start
        for part in _parts_of(token):
            spans.append((at, at + len(part)))
            at += len(part)
    return spans


def divided(tokens: Sequence[Token], senses: Callable[[str, str], tuple[Sense, ...]]) -> tuple[Token, ...]:
    """The tokens of the fine grain, with their share of the reading; `senses` looks a word up in both scripts.

    A glossary term stays whole, for its card and its English are those of the whole.

    >>> from companion.language.language import Language
    >>> analyzer = Language.default().analyzer
    >>> [(t.text, " ".join(t.pinyin)) for t in divided(analyzer.tokens("一個消費者"), analyzer.senses)]
    [('一', 'yī'), ('個', 'gè'), ('消費', 'xiāo fèi'), ('者', 'zhě')]
    """
    found: list[Token] = []
    for token in tokens:
        parts = (token.text,) if token.term else _parts_of(token)
        if len(parts) == 1:
            found.append(token)
            continue
        at = syllable = 0
        for part in parts:
            text = token.text[at : at + len(part)]
            simplified = token.simplified[at : at + len(part)]
            count = len(han_places(text))
            kind = classify(text)
            known = senses(text, simplified) if kind == "word" else ()
            review = tuple(m for m in token.review if m in ("unknown-word", "word-ends"))
            if "conversion" in token.review and text != simplified:
                review = ("conversion", *review)
            if "polyphone" in token.review and any(len(possible_readings(c)) > 1 for c in text):
                review = ("polyphone", *review)
            start = token.start + at
            pinyin = token.pinyin[syllable : syllable + count]
            found.append(
                Token(
                    text,
                    start,
                    start + len(text),
                    kind,
                    simplified,
                    pinyin,
                    known,
                    None,
                    review,
                    token.pos,
                    token.entity,
                )
            )
            at, syllable = at + len(part), syllable + count
    return tuple(found)


def _parts_of(token: Token) -> Sequence[str]:
    if len(token.text) != len(token.simplified):
        return (token.text,)
    if token.kind == "number":
        return _number(token.simplified)
    if token.kind != "word" or len(token.text) == 1:
        return (token.text,)
    named = bool(token.senses) and all(_is_idiom(d) for s in token.senses for d in s.english[:1])
    if len(token.text) > 3 and named:
        return (token.text,)
    return _word(token.simplified, bool(token.senses))


def _is_idiom(definition: str) -> bool:
    return "idiom" in definition or "proverb" in definition


def _number(text: str) -> list[str]:
    """Digits, and the unit after them; a date in all its parts."""
    if _DATE.fullmatch(text):
        return _DATE_PART.findall(text)
    digits = _DIGITS.match(text)
    if digits is None or not is_han(text[digits.end() :]):
        return [text]
    return [text[: digits.end()], text[digits.end() :]]


@lru_cache(maxsize=100_000)
def _word(word: str, known: bool) -> tuple[str, ...]:
    """The parts of a simplified word: the first rule that applies cuts it, then its parts are cut."""
    if not known and len(word) > 2 and is_number_phrase(word):
        return _written(word)
    if len(word) > 1:
        for rule in _RULES:
            cut = rule(word, known)
            if 0 < cut < len(word):
                return (*_word(word[:cut], True), *_word(word[cut:], True))
    return (word,)


def _written(word: str) -> tuple[str, ...]:
    """A date or score at its parts, a number and the unit after it: 二〇二五|年|七月, 五|比|三, 三千万|港元."""
    if "分" in word[1:-1] and not word.endswith("分钟"):
        return (word,)
    return tuple(
        p for part in parts_of_number(word) for p in ((part,) if is_numeral(part) else _word(part, True))
    )


def _dotted(word: str, known: bool) -> int:
    """A foreign name at its dots: 哈利|·|華納."""
    for i, char in enumerate(word):
        if char in "·・‧．•":
            return i or 1
    return 0


def _numeral(word: str, known: bool) -> int:
    """A numeral and its measure word: 三|個, 第一|條, 兩|人."""
    match = _NUMERAL.match(word)
    if not match or "分之" in word or word in _FIXED_ONE or word in _FIXED_NUMBER:
        return 0
    rest = word[match.end() :]
    if rest in _LONG_CLASSIFIERS or (rest[0] in _CLASSIFIERS and (len(rest) == 1 or match.end() > 1)):
        return match.end()
    if rest == "人":
        return match.end()
    return 0


def _determiner(word: str, known: bool) -> int:
    """A demonstrative and its measure word or copula: 這|個, 每|位, 這|是."""
    if word[0] not in _DETERMINERS or word in _FIXED_DETERMINER:
        return 0
    return int(word[1] in _CLASSIFIERS or word[1] in "是时")


def _negated(word: str, known: bool) -> int:
    """不, 未 and 別 before a verb: 不|是, 不|能, 不|合理; not lexical 不同, 不過."""
    if word[0] == "不":
        if len(word) == 2:
            return int((word[1] in _MODALS and word != "不该") or word[1] in "到了知看唱爱再")
        return int(len(word) == 3 and zipf(word[1:]) >= 4 and zipf(word) < zipf(word[1:]) - 0.5)
    if word[0] in "未尚" and len(word) == 2:
        return int(word[1] in "能有会未")
    return int(word[0] == "别" and len(word) == 2 and word[1] not in "人的墅致处名样业离扭动具开号称说")


def _adverb(word: str, known: bool) -> int:
    """An adverb before a modal verb, 是 or 有: 就|是, 還|有, 已|有."""
    if len(word) != 2 or word in _FIXED_ADVERB:
        return 0
    if word[0] in "很太":
        return int(word[1] not in "多大空阳平子太监极")
    if word[0] == "是" or word[1] == "否":
        return int(word[1] == "否" and word != "可否")
    return int(word[0] in _ADVERBS and (word[1] in _MODALS or word[1] == "有"))


def _pronoun(word: str, known: bool) -> int:
    """A pronoun before a verb: 我|要."""
    return int(word[0] in _PRONOUNS and len(word) == 2 and word[1] not in _AFTER_PRONOUN)


def _final(word: str, known: bool) -> int:
    """A sentence-final particle: 看|吧."""
    return (
        len(word) - 1
        if word[-1] in _FINALS and word[-2] not in "哎唉哇" and word not in ("酒吧", "网吧")
        else 0
    )


def _verb(word: str, known: bool) -> int:
    """A verb and its preposition, aspect particle or complement: 成|為, 位|於, 送|給, 趕|著, 看|到."""
    last, before = word[-1], word[-2]
    lexical = {
        "为": _NOT_V_WEI, "于": _NOT_V_YU, "在": _NOT_V_ZAI, "给": _NOT_V_GEI, "了": _NOT_V_LE, "着": _NOT_V_ZHE,
    }.get(last)  # fmt: skip
    if lexical is not None:
        return len(word) - 1 if before not in lexical or len(word) > 2 else 0
    if len(word) == 2 and ((last == "过" and before in _TRIED) or (last == "到" and before in _PERCEIVED)):
        return 1
    if len(word) == 2 and ((last == "下" and before in _SET_DOWN) or (last == "自" and before in _COMING)):
        return 1
    return int(word in ("变得", "有人"))


def _of(word: str, known: bool) -> int:
    """之 before a noun or numeral: 之|一, not before a direction: 之後."""
    return int(word[0] == "之" and len(word) == 2 and word[1] not in _LOCATIVE_ZHI)


def _name(word: str, known: bool) -> int:
    """A surname and a given name: 吳|三桂; only words that no dictionary has."""
    return int(not known and len(word) == 3 and word[0] in surnames() and zipf(word[1:]) < 4.5)


def _affix(word: str, known: bool) -> int:
    """A noun and the affix after it: 消費|者, 北京|市, 現代|化."""
    if len(word) < 3:
        return 0
    if word[-1] in "们" or (word[-1] in _PLACES and (len(word) > 3 or zipf(word[:-1]) > 2)):
        return len(word) - 1
    return len(word) - 1 if word[-1] in _AFFIXES and len(word) == 3 and zipf(word[:-1]) >= _KNOWN else 0


def _prefix(word: str, known: bool) -> int:
    """An attribute of one character before a noun: 總|面積, 大|規模."""
    return int(len(word) == 3 and word[0] in _PREFIXES and zipf(word[1:]) >= 3.5)


def _compound(word: str, known: bool) -> int:
    """A compound of words: 人口|密度, 南京|大學; the cut whose rarer part is the commonest."""
    if len(word) < 4 or word.startswith(("平方", "立方")) or "分之" in word:
        return 0
    best, at = _KNOWN, 0
    for cut in range(2, len(word) - 1):
        rarer = min(zipf(word[:cut]), zipf(word[cut:]))
        if rarer > best:
            best, at = rarer, cut
    return at


_RULES: tuple[Callable[[str, bool], int], ...] = (
    _dotted, _numeral, _determiner, _negated, _adverb, _pronoun, _final, _verb, _of, _name, _compound, _affix, _prefix,
)  # fmt: skip
