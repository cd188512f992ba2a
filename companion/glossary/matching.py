"""Where glossary terms stand in a text: Aho–Corasick over all spellings, the longest first.

**Spellings.** A term is found in its traditional and its simplified form and in its aliases. The
text is searched as it is and in simplified characters, and characters that are written either
way (裏 and 裡, 着 and 著, 台 and 臺, 衞 and 衛) count as the same.

**Overlaps.** Of two terms that overlap the longer one stays; of equally long ones the first. In
瀾湄合作機制 the terms 瀾湄合作 and 合作機制 overlap: both have four characters, 瀾湄合作 begins
first and stays. Of two that claim the very same characters the nearer layer's stays.

**Words.** Which of the places are words of the text is decided with all its other words (`Matcher.candidates`,
`companion.language.words.lattice`): 的士 is no word in 美國的士兵, for 的 and 士兵 are much likelier.

**Contexts.** Where one of a term's `contexts` stands, it is not the term: 日方 has 次日|方可.

**Punctuation.** A dot, a hyphen, brackets or quotation marks inside do not hide a term (破．地獄, 英國國民（海外）護照),
nor do the commas of a slogan (背靠祖國、聯通世界); it keeps them.

>>> from companion.model import Term
>>> def term(text): return Term("t-" + str(len(text)), text, text, "x", ("x",))
>>> matcher = Matcher([term("國人"), term("中國人民銀行"), term("人民幣")])
>>> [(m.start, m.end, m.term.traditional) for m in matcher.find("中國人民銀行")]
[(0, 6, '中國人民銀行')]
>>> [(m.start, m.end) for m in matcher.candidates("國人用人民幣")]
[(0, 2), (3, 6)]
>>> japan = Matcher([Term("j", "日方", "日方", "Rìfāng", ("the Japanese side",), contexts=("次日|方可",))])
>>> [m.start for m in japan.find("日方表示，次日方可離開")]
[0]
>>> [(m.start, m.end) for m in Matcher([term("背靠祖國聯通世界")]).find("要背靠祖國、聯通世界")]
[(1, 10)]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from companion.model import Term

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["Match", "Matcher", "fold", "variants"]

# Pairs that Hong Kong, Taiwan, the mainland and copied texts write either way.
_VARIANTS = (
    "裡裏 着著 臺台 檯枱 衆眾 爲為 麪麵 牀床 峯峰 羣群 僞偽 鄕鄉 衞衛 綫線 説說 啓啟 温溫 脱脫 悦悅 閲閱 税稅 鋭銳 汚污 匯滙 祕秘 "
    "吃喫 痴癡 銹鏽 戸户 产産 産產 粧妝 敍叙 敘叙 彦彥 顔顏 諺谚 鈎鉤 栖棲 擡抬 脣唇 鷄雞 佈布 周週 佔占 註注 煉鍊 弔吊 遊游 讚贊 "
    "巖岩 竈灶 鑒鑑 査查 砲炮 厨廚 柜櫃 恒恆 舖鋪 証證 諮咨 猪豬 迹跡 蹟跡 烟煙 杰傑 昇升 庄莊 踪蹤 勛勳 歎嘆 麽麼 録錄 虚虛 黄黃 内內 "
    "吕呂 絶絕 强強 吴吳 奬獎 兑兌 清淸 青靑 静靜 值値 真眞 教敎 既旣 即卽 緒緖 粤粵 別别 册冊 呑吞 戶户 抜拔 拋抛 搖摇 擧舉 晩晚 横橫 步歩 "
    "歲歳 每毎 没沒 涉渉 渇渴 濶闊 灾災 犁犂 猫貓 畧略 疎疏 研硏 禮礼 稚穉 窓窗 笋筍 糉粽 緜綿 罵駡 耻恥 舘館 葱蔥 蔴麻 蘇甦 "
    "跥跺 躱躲 輓挽 輭軟 逈迥 鄰隣 醖醞 鏁鎖 閙鬧 隸隷 雙双 頽頹 餠餅 鬥鬪 鰛鰮 鵰雕 麐麟"
)
_FOLD = {ord(pair[0]): pair[1] for pair in _VARIANTS.split()}
_FORMS: dict[str, str] = {}
for _pair in _VARIANTS.split():
    _FORMS[_pair[1]] = _FORMS.get(_pair[1], _pair[1]) + _pair[0]
for _form in [*_FORMS]:
    _FORMS |= dict.fromkeys(_FORMS[_form], _FORMS[_form])
_TWO_WAYS = frozenset(_FORMS)
_MOST_SPELLINGS = 64  # of one wording, with all its variants
_INSIDE = dict.fromkeys("·．‧・•-–—－（）()「」『』“”", 3)
"""The punctuation that may stand inside a term, with the fewest characters that such a term has."""
_INSIDE |= dict.fromkeys("、，", 6)
_MARKS = re.compile(f"[{re.escape(''.join(_INSIDE))}]")
_PAIRS = ("（）", "()", "「」", "『』", "“”")


def fold(text: str) -> str:
    """`text` with one form for the characters that are written either way; of the same length.

    >>> fold("裡面") == fold("裏面"), fold("衞生綫") == fold("衛生線")
    (True, True)
    """
    return text.translate(_FOLD)


def variants() -> dict[str, str]:
    """The characters that are written either way, each with the form that `fold` gives it."""
    return {chr(c): form for c, form in _FOLD.items()}


def _spellings(wording: str) -> list[str]:
    """All ways to write `wording` with the characters that are written either way."""
    if _TWO_WAYS.isdisjoint(wording):
        return [wording]
    found = [""]
    for character in wording:
        forms = _FORMS.get(character, character)
        if len(forms) > 1 and len(found) * len(forms) <= _MOST_SPELLINGS:
            found = [f + form for f in found for form in forms]
        else:
            found = [f + character for f in found]
    return found


def _bare(text: str) -> str:
    return "".join([c for c in text if c not in _INSIDE])


class Match(NamedTuple):
    """A term at `text[start:end]`."""

    start: int
    end: int
    term: Term


class Matcher:
    """Finds the terms of a glossary in texts of either script; the automaton is built when first used."""

    def __init__(self, terms: Iterable[Term], simplify: Callable[[str], str] | None = None) -> None:
        self._source = tuple(terms)
        self._simplify = simplify
        self._terms: list[Term] = []
        self._may_be_guarded: list[bool] = []
        self._guards: dict[str, list[tuple[str, str]]] = {}  # of terms that were found
        self._automaton: AhoCorasick | None = None

    def _build(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, Implementation

        spellings: dict[str, Term] = {}
        aliases: list[tuple[str, Term]] = []

        def claim(wording: str, term: Term) -> None:
            if written_one_way(wording):
                spellings.setdefault(wording, term)
            else:
                for spelling in _spellings(wording):
                    spellings.setdefault(spelling, term)

        written_one_way, has_mark = _TWO_WAYS.isdisjoint, _MARKS.search
        for term in self._source:  # some twelve thousand, before a command has its first word
            if term.status == "forbidden":
                continue
            traditional, simplified, others = term.traditional, term.simplified, term.aliases
            if has_mark("".join((traditional, simplified, *others))):
                for wording in (traditional, simplified, *others):
                    if has_mark(wording):
                        claim(_bare(wording), term)
            claim(traditional, term)
            if simplified != traditional:
                claim(simplified, term)
            for alias in others:
                claim(alias, term)
                aliases.append((alias, term))
        if self._simplify is not None and aliases:
            converted = self._simplify("\n".join(a for a, _ in aliases)).split("\n")
            if len(converted) == len(aliases):
                for alias, (_, term) in zip(converted, aliases, strict=True):
                    claim(alias, term)
        self._terms = list(spellings.values())
        self._may_be_guarded = [bool(t.contexts) for t in self._terms]
        self._automaton = AhoCorasick(list(spellings), implementation=Implementation.ContiguousNFA)
        return self._automaton

    def _guards_of(self, term: Term) -> list[tuple[str, str]]:
        """What stands before and after the term where it is not the term, in both scripts."""
        guards: dict[tuple[str, str], None] = {}
        wordings = {term.traditional, term.simplified, *term.aliases}
        if self._simplify is not None:
            wordings |= {self._simplify(w) for w in wordings}
        for context in term.contexts:
            plain = context.replace("|", "")
            if fold(plain) in map(fold, wordings):
                continue  # a spelling that is another word: 無線電視 is not 無綫電視
            for form in {plain, self._simplify(plain) if self._simplify is not None else plain}:
                form = fold(form)
                for wording in map(fold, wordings):
                    at = form.find(wording)
                    while at >= 0:
                        guards[form[:at], form[at + len(wording) :]] = None
                        at = form.find(wording, at + 1)
        return list(guards)

    def _guarded(self, text: str, start: int, end: int, term: Term) -> bool:
        """Whether `text[start:end]` stands in one of the term's contexts."""
        guards = self._guards.get(term.id)
        if guards is None:
            guards = self._guards[term.id] = self._guards_of(term)
        for before, after in guards:
            if (
                start >= len(before)
                and fold(text[start - len(before) : start]) == before
                and fold(text[end : end + len(after)]) == after
            ):
                return True
        return False

    def find(self, text: str, simplified: str = "") -> list[Match]:
        """The matches in `text`, in order, none overlapping; see the module's text.

        `simplified` has the length of `text`, or is not used.
        """
        found = self._found(text, simplified)
        return [Match(*span, self._terms[found[span]]) for span in _longest(found)]

    def candidates(self, text: str, simplified: str = "") -> list[Match]:
        """All places where a term may stand, in order; they may overlap. `simplified` as in `find`."""
        found = self._found(text, simplified)
        return [Match(*span, self._terms[found[span]]) for span in sorted(found)]

    def _found(self, text: str, simplified: str) -> dict[tuple[int, int], int]:
        """The number of the term at each span."""
        if not self._source:
            return {}
        automaton = self._automaton or self._build()
        found: dict[tuple[int, int], int] = {}
        terms, may_be_guarded = self._terms, self._may_be_guarded
        for form in (text,) if simplified == text or len(simplified) != len(text) else (simplified, text):
            for index, start, end in automaton.find_matches_as_indexes(_clean(form), overlapping=True):
                if may_be_guarded[index] and (
                    text[start:end] in (term := terms[index]).contexts
                    or self._guarded(form, start, end, term)
                ):
                    continue
                found[start, end] = index  # what the text itself says comes last and stays
            if not _INSIDE.keys().isdisjoint(form):
                found |= self._with_punctuation(automaton, form)
        return found

    def _with_punctuation(self, automaton: AhoCorasick, text: str) -> dict[tuple[int, int], int]:
        """The terms that stand in `text` with punctuation inside, each with its index."""
        found = {}
        bare = _MARKS.sub("", text)
        # How far the marks' places are from the beginning without the marks before them.
        marks = [m.start() - k for k, m in enumerate(_MARKS.finditer(text))]
        before_each = [0] * (len(bare) + 1)
        for mark in marks:
            before_each[mark] += 1
        before_each = list(accumulate(before_each))
        for index, start, end in automaton.find_matches_as_indexes(_clean(bare), overlapping=True):
            before = before_each[start]
            if (within := before_each[end - 1]) == before:
                continue  # no mark stands inside
            first, last = start + before, end + within
            inside = text[first:last]
            needed = max(_INSIDE.get(c, 0) for c in inside)
            if end - start >= needed and all(inside.count(p[0]) == inside.count(p[1]) for p in _PAIRS):
                found[first, last] = index
        return found


def _longest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of spans that overlap the longest, of equally long ones the first; in order."""
    chosen: list[tuple[int, int]] = []
    group: list[tuple[int, int]] = []
    reach = -1
    for span in sorted(spans):
        if span[0] < reach:
            group.append(span)
            reach = max(reach, span[1])
            continue
        chosen += group if len(group) < 2 else _best(group)
        group = [span]
        reach = span[1]
    return chosen + _best(group)


def _best(group: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The choice among spans that overlap, directly or through others."""
    if len(group) < 2:
        return group
    kept: list[tuple[int, int]] = []
    first = group[0][0]
    taken = bytearray(max(end for _, end in group) - first)
    for start, end in sorted(group, key=lambda s: (s[0] - s[1], s[0])):
        if not any(taken[start - first : end - first]):
            taken[start - first : end - first] = b"\1" * (end - start)
            kept.append((start, end))
    return sorted(kept)


def _clean(text: str) -> str:
    """`text` with lone surrogates, which the automaton can't take, replaced."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
