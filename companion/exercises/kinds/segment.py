"""Segment: draw the word boundaries of a clause; several divisions are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from companion.exercises.candidates import Candidate
from companion.exercises.entities import piece_of_a_name
from companion.exercises.model import Exercise, Part, exercise_id
from companion.exercises.source import Source, may_be_two
from companion.language.language import Language
from companion.language.spans import is_han
from companion.language.words.hsk import hsk_level
from companion.language.words.segmentation import JiebaSegmenter
from companion.model import Paragraph, Sentence, Token

__all__ = ["candidates", "optional_edges"]

_FEWEST, _MOST = 7, 20
_NUMERALS = frozenset("零〇一二三四五六七八九十百千萬万億亿兩两廿半多餘余幾几約约第")
_SUFFIXES = frozenset(
    "族者們们性化部長长員员家會会區区局署院省市縣县國国人案類类率度式型界業业學学隊队處处站線线費费車车館馆店生師师手品力量期物法稅税票"
)
_BESIDE = frozenset("上下中內内外前後后裏里底間间旁邊边")
_BEFORE = frozenset("在一每各本該该全男女老小大新舊旧總总副正前後后去今明昨上下首再")
_RESULTS = frozenset("到完好見见住掉成出起入回開开走上下去來来給给為为於于至過过有自")
_ALWAYS = frozenset("到完見见住掉有走開开")  # of these even in a learner's word: 看|到, 患|有
_ASPECT = frozenset("了着著過过得")
_SINGLE = frozenset(
    "是有在會会能要想說说讓让令使買买賣卖來来去做坐走看吃住當当叫用開开大小多少新老高低長长早晚人最很更太"
)
"""Verbs, adjectives and nouns of one character that surely stand alone: 浸|壞 or 渠|管 may be one word."""
_PRONOUNS = frozenset("我你他她它們们")


def candidates(source: Source, variant: str, questions: tuple = ()) -> Iterator[Candidate]:
    """Clauses of 7 to 20 Han characters without Latin letters."""
    for number, p, sentence, tokens in source.sentences:
        for clause in _clauses(source, tokens):
            text = "".join(t.text for t in clause)
            longest = max(len(t.text) for t in clause)
            if _FEWEST <= len(text) <= _MOST and len(clause) >= 4 and longest <= 8:
                worth = sum(max(0.0, source.worth(t)) for t in clause if t.senses or t.term) / len(clause)
                unknown = sum(t.is_unknown for t in clause)
                yield Candidate(
                    worth - unknown - 3.0 * source.is_title(p),
                    ((number, sentence.start),),
                    number,
                    text,
                    lambda rng, n=number, p=p, s=sentence, c=clause: _build(source, n, p, s, c),
                )


def _clauses(source: Source, tokens: list[Token]) -> Iterator[list[Token]]:
    """The runs between punctuation marks that are nothing but Han words, each of them known for certain."""
    for punctuated, run in groupby(tokens, lambda t: t.kind in ("punctuation", "space")):
        clause = list(run)
        if punctuated or not all(_is_sure(t) for t in clause):
            continue
        if not any(piece_of_a_name(clause, n, source.term) for n in range(len(clause))) and not _disputed(
            clause, source.language
        ):
            yield clause


def _is_sure(token: Token) -> bool:
    """Whether a token is a word that a dictionary, the glossary or a name's form has; 都會 may be two, 明|年底 is no division."""
    if token.kind == "number" or token.pos in ("m", "q", "mq"):
        return is_han(token.text)
    if token.kind != "word" or not is_han(token.text) or may_be_two(token) or "unknown-word" in token.review:
        return False
    if len(token.text) == 1 and (token.pos == "t" or (token.pos[:1] in "vna" and token.text not in _SINGLE)):
        return False
    return bool(token.senses or token.term or (token.entity == "person" and len(token.text) == 3))


def optional_edges(tokens: list[Token], language: Language) -> tuple[int, ...]:
    """The boundaries that may be drawn or not, as positions from the first token's start.

    Where a reader's grain and a grammar's differ: inside a long word where both parts are words, between words that the dictionary
    also has as one, in numerals, and beside what leans on the word in front (聞|到, 測試|後).
    """
    base = tokens[0].start
    found = set()
    for token in tokens:
        found |= {token.start + i - base for i in range(1, len(token.text)) if _may_part(token, i, language)}
    for a, b in pairwise(tokens):
        joined = a.simplified + b.simplified
        if language.is_word(joined) or _may_join(a, b):
            found.add(b.start - base)
    return tuple(sorted(found))


def _may_join(a: Token, b: Token) -> bool:
    """Whether two words may stand as one: what leans on the word in front, a qualifier of one character, a name of two nouns."""
    if len(b.text) == 1 and (
        b.pos[:1] in ("f", "k")
        or (b.text in _ASPECT and a.pos[:1] == "v")
        or (b.text == "的" and a.text[-1] in _PRONOUNS)
        or (b.text in _RESULTS and a.pos[:1] == "v" and b.pos[:1] in ("v", "p", "f"))
        or (b.text in _SUFFIXES and a.pos[:1] in ("n", "v") and b.pos[:1] in ("n", "j"))
    ):
        return True  # 升|為, 聞|到, 測試|後
    counts = a.kind == "number" or a.pos[:1] in ("m", "q")
    if counts and (b.kind == "number" or b.pos[:1] in ("m", "q")):
        return True
    if len(a.text) == 1 and a.pos[:1] in "abnj" and b.pos[:1] in "n":
        return True  # 老|茶樓, 李|婆婆
    return len(a.text) == len(b.text) == 2 and a.pos in ("n", "b", "nz") and b.pos == "n"  # 地產|代理


def _disputed(tokens: list[Token], language: Language) -> bool:
    """Whether another segmenter draws a boundary where none may be, or leaves one out that has to be."""
    text = "".join(t.simplified for t in tokens)
    base = tokens[0].start
    if len(text) != tokens[-1].end - base:
        return True
    ours = {t.end - base for t in tokens}
    free = set(optional_edges(tokens, language))
    theirs, at = set(), 0
    for word in JiebaSegmenter().segment(text):
        at += len(word)
        theirs.add(at)
    return any(not _within(tokens, i, language) for i in theirs - ours - free) or bool(ours - theirs - free)


def _within(tokens: list[Token], at: int, language: Language) -> bool:
    """Whether a position lies inside a word that the dictionary has as one."""
    base = tokens[0].start
    return any(
        t.start - base < at < t.end - base and (language.is_word(t.simplified) or t.term) for t in tokens
    )


def _may_part(token: Token, i: int, language: Language) -> bool:
    """Whether a boundary inside a word is defensible: both sides are words too (受騙|人員)."""
    word, text = token.simplified, token.text
    parts = (word[:i], word[i:])
    if token.kind == "number" or token.pos in ("m", "q", "mq", "t", "r"):
        if text[i - 1] in _NUMERALS or (text[i - 1] in "每各這这那該该本" and len(word) == 2):
            return not (len(word) == 2 and hsk_level(word) and text[0] in _NUMERALS)  # 一半, 一起
        if token.pos not in ("t", "r"):
            return False
    if token.term and len(word) == 4 and i == 2 and any(map(language.is_word, parts)):
        return True  # 閉路|電視
    if not all(language.is_word(p) or len(p) >= 4 for p in parts):
        return False
    if len(word) == 2:
        if not language.is_word(word) and not token.term:
            return True
        if token.pos[:1] == "v" and text[1] == "是":
            return True  # 正|是
        leans = text[1] in (
            _RESULTS if token.pos[:1] == "v" else _BESIDE if token.pos[:1] in ("s", "f") else ""
        )
        return bool(leans) and (text[1] in _ALWAYS or not hsk_level(word))  # 聞|到, but 其中
    if not language.is_word(word) or min(map(len, parts)) > 1:
        return True
    return (
        parts[1] in _SUFFIXES | _BESIDE | _RESULTS if len(parts[1]) == 1 else parts[0] in _BEFORE
    )  # 市面|上, 在|眼前


def _build(
    source: Source, number: int, paragraph: Paragraph, sentence: Sentence, clause: list[Token]
) -> Exercise | None:
    start, end = clause[0].start, clause[-1].end
    words = tuple(t.text for t in clause)
    optional = optional_edges(clause, source.language)
    if len(words) - 1 - len(optional) < 2:
        return None
    return Exercise(
        id=exercise_id("segment", "", paragraph.id, start, end),
        kind="segment",
        variant="",
        form="segment",
        instruction="Draw the boundaries between the words.",
        prompt=(Part("text", paragraph.text[start:end]),),
        solution=words,
        optional=optional,
        lang="zh-Hant" if source.traditional else "zh-Hans",
        evidence=source.evidence(number, paragraph, start, end, sentence),
        points=2,
        note="Other divisions are accepted where the dictionary allows them." if optional else "",
    )
