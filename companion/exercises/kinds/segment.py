"""Segment: draw the word boundaries of a clause; several divisions are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from companion.exercises.candidates import Candidate
from companion.exercises.model import Exercise, Part, exercise_id
from companion.exercises.source import Source, may_be_two
from companion.language.grains import fine_grain
from companion.language.language import Language
from companion.language.spans import is_han
from companion.model import Paragraph, Sentence, Token

__all__ = ["candidates", "optional_edges"]

_FEWEST, _MOST = 7, 20
_AFFIXES = frozenset(
    "族者們们性化部長长員员家會会區区局署院省市縣县國国人案類类率度式型界業业學学隊队處处站線线日月年時时分歲岁名個个種种次項项條条第"
)
_NUMERALS = frozenset("零〇一二三四五六七八九十百千萬万億亿兩两廿半多餘余幾几約约第")
_AFTER_VERB, _RESULTS = frozenset("為为於于在給给至"), frozenset("到为完住掉成")
_PARTICLES = frozenset("了着著過过的地得到成出起來来上下去完好見见住掉走開开入回")


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
    """Clauses of 7 to 20 Han characters without Latin letters."""
    for number, p, sentence, tokens in source.sentences:
        for clause in _clauses(tokens):
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


def _clauses(tokens: list[Token]) -> Iterator[list[Token]]:
    """The runs between punctuation marks that are nothing but Han words."""
    for punctuated, run in groupby(tokens, lambda t: t.kind in ("punctuation", "space")):
        clause = list(run)
        words = not punctuated and all(t.kind == "word" and is_han(t.text) for t in clause)
        # 都會 may be two words, and 明|年底 is no division
        if words and not any(may_be_two(t) or (t.pos == "t" and len(t.text) == 1) for t in clause):
            yield clause


def optional_edges(tokens: list[Token], language: Language) -> tuple[int, ...]:
    """The boundaries that may be drawn or not, as positions from the first token's start.

    Where a reader's grain and a grammar's differ, inside a long word where both parts are words, between words that the
    dictionary also has as one, and beside particles, affixes and measure words.
    """
    base = tokens[0].start
    found = set()
    for token in tokens:
        for i in range(1, len(token.text)):
            if _may_part(token, i, language):
                found.add(token.start + i - base)
    text = "".join(t.text for t in tokens)
    edges = {t.end - base for t in tokens}
    found |= {i for i in range(1, len(text)) if text[i - 1] in _NUMERALS and i not in edges}
    found |= {end - base for _, end in fine_grain(tokens)} - edges
    for a, b in pairwise(tokens):
        if (len(a.text) == 1 and a.pos[:1] in "abnj") or (len(b.text) == 1 and b.pos[:1] in "njfk"):
            found.add(b.start - base)  # 老|茶樓, 李|婆婆
        if len(a.text) == len(b.text) == 2 and a.pos in ("n", "vn", "b", "nz") and b.pos in ("n", "vn"):
            found.add(b.start - base)  # 地產|代理, 主辦|單位: two words, or the name of one thing
        joined = a.simplified + b.simplified
        if a.pos == "m" and b.pos in ("m", "q"):
            found.add(b.start - base)
        leans = len(b.text) == 1 and b.text in _PARTICLES | _AFFIXES  # on what stands before it: 看|完
        leans = leans or (len(a.text) == 1 and a.pos.startswith("v") and b.text in _AFTER_VERB)  # 升|為
        if language.is_word(joined) or (leans and len(joined) <= 4):
            found.add(b.start - base)
    return tuple(sorted(found))


def _may_part(token: Token, i: int, language: Language) -> bool:
    """Whether a boundary inside a word is defensible: both sides are words too (受騙|人員)."""
    word = token.simplified
    parts = (word[:i], word[i:])
    if not all(language.is_word(p) or len(p) >= 4 for p in parts):
        return False
    one_word = language.is_word(word)
    if len(word) == 2:
        return (not one_word and not token.term) or (
            token.pos.startswith("v") and parts[1] in _RESULTS
        )  # 聞|到
    if one_word:
        return all(len(p) > 1 or p in _AFFIXES or p in "上下中里内外" for p in parts)  # 市面|上
    return True


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
