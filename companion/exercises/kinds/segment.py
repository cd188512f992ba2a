"""Segment: draw the word boundaries of a clause; several divisions are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, groupby, pairwise

from companion.exercises.candidates import Candidate
from companion.exercises.entities import piece_of_a_name
from companion.exercises.model import Exercise, Part, exercise_id
from companion.exercises.source import Source, may_be_two
from companion.exercises.word_sets import word_set
from companion.language.grains import fine_grain
from companion.language.language import Language
from companion.language.names.people import surnames
from companion.language.numbers.units import unit_of
from companion.language.similar import word_class
from companion.language.spans import is_han
from companion.language.words.frequency import zipf
from companion.language.words.hsk import hsk_level
from companion.language.words.segmentation import JiebaSegmenter
from companion.model import Paragraph, Sentence, Token

__all__ = ["candidates", "optional_edges"]

_FEWEST, _MOST = 7, 20
_FEWEST_FIXED = 3
_COMMON, _MORPHEME = 3.6, 2.5  # zipf of what is left of a word behind its first character, to stand as a word
_NUMERALS = frozenset("零〇一二三四五六七八九十百千萬万億亿兩两廿半多餘余幾几約约第")
_COMPLEMENTS = frozenset(a + b for a in "上下進进出回過过起開开" for b in "來来去")
_ABLE = frozenset(
    ["不了", "不到", "不下", "不住", "不起", "不完", "得了", "得到", "得住", "得起"]
)  # 適應|不了
_ASPECT = frozenset("了着著過过")
_PRONOUNS = frozenset("我你他她它們们")


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
    """Clauses of 7 to 20 Han characters of whose every division we are sure; no headlines, whose words are cut short."""
    for number, p, sentence, tokens in source.sentences:
        for clause in _clauses(source, tokens) if p.kind != "headline" and not source.is_title(p) else ():
            text = "".join(t.text for t in clause)
            if _FEWEST <= len(text) <= _MOST and len(clause) > _FEWEST_FIXED:
                worth = sum(max(0.0, source.worth(t)) for t in clause if t.senses or t.term) / len(clause)
                yield Candidate(
                    worth,
                    ((number, sentence.start),),
                    number,
                    text,
                    lambda rng, n=number, p=p, s=sentence, c=clause: _build(source, n, p, s, c),
                )


def _clauses(source: Source, tokens: list[Token]) -> Iterator[list[Token]]:
    """The runs between punctuation marks that are nothing but Han words, with no division in doubt."""
    before_mark = False
    for punctuated, run in groupby(tokens, lambda t: t.kind in ("punctuation", "space")):
        clause = list(run)
        counted, before_mark = before_mark and _numeral(clause[0]), punctuated and clause[-1].text == "、"
        if counted:
            continue  # 三、|四十歲
        if punctuated or any(piece_of_a_name(clause, n, source.term) for n in range(len(clause))):
            continue
        free = optional_edges(clause, source.language) if _undisputed(clause, source.language) else None
        if free is not None and len(clause) - 1 - len(
            {t.start - clause[0].start for t in clause[1:]} & {*free}
        ) >= min(_FEWEST_FIXED, len(clause) - 1):
            yield clause


def _undisputed(tokens: list[Token], language: Language) -> bool:
    """Whether nobody would part a word of a clause, or join two: all are of a learner's list, terms, or bound in themselves, and no two nouns stand together.

    A word of two characters that is on no list and of which each could stand alone (藥袋, 送返) is one to some teachers and two to
    others; so are two nouns (心理|質素, 專科|診所), a noun and its place (颱風|中), an act and what came of it.
    """
    for token in tokens:
        word = token.simplified
        if token.entity == "person":
            continue
        if len(word) == 2 and word[0] == "不" and token.pos[:1] == "v":
            return False  # 不准
        if len(word) > 2 and language.is_word(word) and not _parts(token, language):
            return False  # 三代同堂, 糖尿病
        if token.kind == "number" or token.pos[:1] in "mq":
            continue
        if len(word) == 1:
            if token.pos[:1] not in "dpcur" and not hsk_level(word):
                return False
        elif len(word) == 2 and (token.term or (token.pos == "t" and language.is_word(word))):
            continue
        elif not hsk_level(word) and (len(word) > 2 or all(map(hsk_level, word))):
            return False
    if any(
        len(a.text) == len(b.text) == 2 and a.pos == b.pos == "v" and _is_noun(c)
        and a.text not in word_set("controls") | word_set("modals")
        for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False)
    ):  # fmt: skip
        return False  # 張貼|警告|告示
    if any(_crosses(a, b, language) for a, b in pairwise(tokens)):
        return False  # 另一|位, 另|一位
    return not any(
        ((_is_noun(a) or a.pos[:1] == "t") and _is_noun(b))
        or (len(b.text) == 1 and b.pos[:1] in "fkv" and a.pos[:1] in "nvt")
        for a, b in pairwise(tokens)
    )


def _crosses(a: Token, b: Token, language: Language) -> bool:
    """Whether a word lies across the boundary of two, one of which is a single character."""
    first, second = a.simplified, b.simplified
    return (len(first) == 1 < len(second) and language.is_word(first + second[0])) or (
        len(second) == 1 < len(first) and language.is_word(first[-1] + second)
    )


def _is_noun(token: Token) -> bool:
    if token.pos in ("n", "nz", "nt", "ns", "vn", "an", "j", "b") or token.entity in (
        "place",
        "organisation",
    ):
        return True
    return token.pos == "v" and bool(token.senses) and not token.senses[0].english[0].startswith("to ")


def optional_edges(tokens: list[Token], language: Language) -> tuple[int, ...] | None:
    """The boundaries that may be drawn or not, as positions from the first token's start; None where a division is in doubt.

    A boundary is free where a reader's grain and a grammar's differ: between number and measure word, at an affix, beside what
    leans on the word in front (聞|到, 測試|後), inside a word of the dictionary of which both parts are words. Two free
    boundaries never bound one stretch, for 開|賽後 would be right then. In doubt is what one of our divisions (the
    reader's, the grammar's, jieba's) has without such a reason, and a word that another reader might part: 賣地, 急升, 才能.

    Args:
        tokens: The words of a clause.
        language: What the article was read with.

    Returns:
        Positions, or None.
    """
    base = tokens[0].start
    text = "".join(t.simplified for t in tokens)
    if len(text) != tokens[-1].end - base or not all(_is_sure(t) for t in tokens):
        return None
    ours = {t.end - base for t in tokens}
    fine = {end - base for _, end in fine_grain(tokens)}
    free: set[int] = set()
    for token in tokens:
        alone = len(token.text) == 2 and (
            token.pos in ("d", "c", "n", "a", "p") or token.text in word_set("no_number")
        )  # 零件
        inside = {i for i in range(1, len(token.text)) if token.start - base + i in fine and not alone}
        inside |= _parts(token, language)
        if len(inside) > 1 or not (inside or _is_one(token, language)):
            return None
        free |= {token.start - base + i for i in inside}
    theirs = set(accumulate(map(len, JiebaSegmenter().segment(text))))
    for a, b in pairwise(tokens):
        at = b.start - base
        if (
            (b.text in _ABLE and a.pos[:1] == "v")
            or b.text in _COMPLEMENTS
            or (b.text in ("來", "来", "去") and a.text[-1] in "上下進进出回過过起開开")
        ):
            return None  # 停|下來, 停下|來
        if a.pos[:1] == "n" and b.text in ("會", "会") and b is not tokens[-1]:
            following = tokens[tokens.index(b) + 1]
            if following.pos[:1] == "n":
                return None  # 家長教師會|主席
        if len(b.text) > 1 and b.text[0] in "內内後后前中上下間间" and (_numeral(a) or a.pos == "t"):
            return None  # 半年|內向|業主
        if _numeral(a) and _numeral(b):
            return None  # 一米|八八
        if a.text in word_set("towards") and len(b.text) == 1:
            return None  # 往|下
        if a.pos == "n" and b.pos == "r" and b.text[-1] in _PRONOUNS:
            return None  # 教會|我: no noun
        if _may_join(a, b, language):
            free.add(at)
        elif language.is_word(a.simplified + b.simplified) or at not in theirs:
            return None  # 不|但
    if any(not _holds(tokens, at, language) for at in theirs - ours - free):
        return None
    edges = [0, *sorted(ours | free)]
    if any(a in free and b in free for a, b in pairwise(edges)):
        return None
    return tuple(sorted(free))


def _numeral(token: Token) -> bool:
    return token.kind == "number" or token.pos[:1] == "m"


def _is_sure(token: Token) -> bool:
    """Whether nothing says that a token might be none, or two: a number, or a word of the dictionary or the glossary."""
    if (
        {"unknown-word", "word-ends"} & {*token.review}
        or token.text in word_set("often_two")
        or not is_han(token.text)
    ):
        return False
    if (
        len(token.text) == 2
        and token.text[0] in word_set("counts_first")
        and unit_of(token.text[1])
        and not hsk_level(token.simplified)
    ):
        return False  # 首|輪, 下|屆
    if (
        token.kind == "number"
        or token.pos in ("m", "q", "mq")
        or (token.pos == "t" and token.text[0] in _NUMERALS)
    ):
        return "分之" not in token.text and len(token.text) < 8
    if (
        token.kind != "word"
        or may_be_two(token)
        or token.text == "之"
        or (len(token.text) > 1 and "的" in token.text)
    ):
        return False
    if len(token.text) == 1 and (
        token.pos == "t" or (token.pos[:1] in "vna" and token.text not in word_set("stands_alone"))
    ):
        return token.text in surnames()
    return bool(token.senses or token.term or (token.entity == "person" and len(token.text) == 3))


def _parts(token: Token, language: Language) -> set[int]:
    """Where a word that the dictionary has may be parted too: at an affix, and in two where both are words (信用|卡, 副|主席)."""
    word, size = token.simplified, len(token.simplified)
    if size == 2 and token.pos[:1] == "v" and token.text[1] in "到見见" and not hsk_level(word):
        return {1}  # 聞|到
    if token.kind == "number" or token.pos[:1] in "mq" or size < 3 or size > 4:
        return set()
    if token.entity == "person":
        return {1} if word[0] in surnames() else set()
    if token.entity == "organisation" and size == 3:
        return set()  # 消委會
    if size == 4 and language.is_word(word[:3]):
        return {2, 3}  # 考古學|家 and no 考古|學家
    if size == 4:
        first = language.is_word(word[:2]) or bool(token.term)  # 閉路|電視
        return {2} if first and language.is_word(word[2:]) else set()  # 三代|同堂
    if word in word_set("one_word") or token.entity == "place":
        return set()
    if token.pos[:1] in ("d", "c", "p"):
        return set() if hsk_level(word) else {1, 2}  # 愈來愈
    if token.pos[:1] == "v":
        return {1} if word[0] in "不未无無" else {1, 2}  # 關上|門, 關|上門: in doubt
    half = zipf(word[:2])  # never 上星|期
    ends = (
        {2} if half > _MORPHEME or (half > 1.0 and word[2] in word_set("noun_endings")) else set()
    )  # 安老|院
    rest = zipf(word[1:])
    before = (token.text[0] in word_set("before_noun") and rest > _MORPHEME) or (
        word_class(word[0]) == "v" and rest > _COMMON
    )  # 洗|黑錢, never 安|老院
    return ends | ({1} if before and language.is_word(word[1:]) else set())  # both: 主|教練


def _is_one(token: Token, language: Language) -> bool:
    """Whether no reader would part a word: one of a learner's list, a name, a noun, a verb of two verbs; 賣地 and 急升 are none."""
    word, part = token.simplified, "v" if token.pos == "vn" else token.pos[:1]
    if part == "n" and any(m.startswith("to ") for sense in token.senses for m in sense.english):
        part = "v"  # 戒|煙, whatever its tag
    if len(word) == 1 or token.kind == "number" or part in ("m", "q") or token.entity in ("place", "person"):
        return True
    if len(word) > 2 and part == "v":
        return False  # 洗|黑錢
    if len(word) > 2:
        return len(word) < 5 and bool(language.is_word(word) or (token.term and len(word) == 3))  # 洗黑錢|罪
    if not language.is_word(word):
        return False
    first, last = (word_class(c) for c in word)
    if part == "v" and word[1] == "到" and word not in word_set("reaches"):
        return False  # 等|到翌日
    if level := hsk_level(word):
        return part != "v" or level < "5" or (word[1] not in word_set("results") and last != "n")  # 戒|煙
    if part in ("n", "j"):
        return True
    if part in ("v", "a"):
        bound = (part, "", "f")
        return (
            first in bound and last in bound[::2] and word[1] not in word_set("results") and word[0] != "有"
        )
    return part in ("d", "c", "p", "t", "r", "s", "f")


def _may_join(a: Token, b: Token, language: Language) -> bool:
    """Whether two words may stand as one: number and measure, what leans on the word in front, a compound that the dictionary has."""
    counts = a.kind == "number" or a.pos[:1] in ("m", "q")
    if counts and b.pos[:1] == "q":
        return True
    if len(b.text) == 1 and (
        (b.pos[:1] in ("f", "k") and b.text not in "前後后時时")
        or (b.text in _ASPECT and a.pos[:1] == "v")
        or (b.text == "的" and a.text[-1] in _PRONOUNS)
        or (
            b.text in word_set("results")
            and len(a.text) == 1
            and a.pos[:1] == "v"
            and b.pos[:1] in ("v", "p", "f")
        )
    ):
        return True  # 升|為, 聞|到, 測試|後
    if len(a.text) == 1 and b.pos == "n" and (a.text in word_set("before_noun") or a.entity == "person"):
        return True  # 老|茶樓, 李|婆婆
    joined = a.simplified + b.simplified
    return (
        len(joined) > 2
        and len(a.text) > 1
        and a.pos[:1] in ("n", "v", "b")
        and b.pos[:1] in ("n", "k")
        and language.is_word(joined)
    )


def _holds(tokens: list[Token], at: int, language: Language) -> bool:
    """Whether a position lies inside a word that the dictionary has as one."""
    base = tokens[0].start
    return any(
        t.start - base < at < t.end - base
        and (language.is_word(t.simplified) or t.term or t.kind == "number" or t.pos[:1] in "mq")
        for t in tokens
    )


def _build(
    source: Source, number: int, paragraph: Paragraph, sentence: Sentence, clause: list[Token]
) -> Exercise | None:
    start, end = clause[0].start, clause[-1].end
    words = tuple(t.text for t in clause)
    optional = optional_edges(clause, source.language) or ()
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
