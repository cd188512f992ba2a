"""Order: put the parts of a sentence, or the sentences of a paragraph, back in order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

from companion.exercises.candidates import Candidate
from companion.exercises.model import Choice, Exercise, exercise_id
from companion.exercises.source import Source
from companion.language.similar import word_class
from companion.model import Paragraph, Sentence, Token

__all__ = ["candidates"]

_FEWEST, _MOST = 4, 7
_CLINGS = frozenset("的了着著過过地得們们等")  # never first in a part
_OPENERS = frozenset("在與与和及對对把被向從从由為为以將将但而並并因經经")  # never last in a part
# A clause that begins so may stand elsewhere in its sentence too.
_MOVABLE = (
    "經过經過",
    "经过",
    "为了",
    "為了",
    "由于",
    "由於",
    "随着",
    "隨著",
    "隨着",
    "根据",
    "根據",
    "如果",
    "若",
    "当",
    "當",
    "虽然",
    "雖然",
    "尽管",
    "儘管",
    "因为",
    "因為",
    "除了",
    "对于",
    "對於",
    "据",
    "據",
)
_JOINED = (
    "並",
    "并",
    "又",
    "但",
    "而",
    "卻",
    "却",
    "也",
    "亦",
    "因此",
    "所以",
    "以",
    "令",
    "使",
    "讓",
    "让",
    "再",
    "才",
    "就",
    "便",
    "甚至",
)
_SAID = (
    "表示",
    "說",
    "说",
    "指",
    "指出",
    "稱",
    "称",
    "認為",
    "认为",
    "回應",
    "回应",
    "透露",
    "顯示",
    "显示",
    "強調",
    "强调",
    "補充",
    "补充",
)
# What a sentence begins with that is said of the one before it.
_LINKS = (
    "他",
    "她",
    "它",
    "牠",
    "其",
    "這",
    "这",
    "該",
    "该",
    "此",
    "隨後",
    "随后",
    "最後",
    "最后",
    "結果",
    "结果",
    "因此",
    "所以",
    "但",
    "不過",
    "不过",
    "然而",
    "同時",
    "同时",
    "另外",
    "之後",
    "之后",
    "後來",
    "后来",
    "於是",
    "于是",
    "接着",
    "接著",
    "當時",
    "当时",
    "兩人",
    "两人",
    "雙方",
    "双方",
    "事後",
    "事后",
    "終於",
    "终于",
    "而且",
    "至於",
    "至于",
    "有關",
    "有关",
    "相反",
    "反而",
    "目前",
    "如今",
)
_ENDS = "，。！？；：、,!?;:"


def candidates(source: Source, variant: str, questions: tuple = ()) -> Iterator[Candidate]:
    """Sentences of 12 to 60 characters, or paragraphs of three to six sentences."""
    if variant == "sentences":
        yield from _paragraphs(source)
        return
    for number, paragraph, sentence, tokens in source.sentences:
        if paragraph.kind == "headline" or paragraph.text[sentence.start :].lstrip().startswith(_MOVABLE):
            continue
        parts = _parts(paragraph, tokens)
        if any(a[-1] in "，；" and not _goes_on(a, b) for a, b in pairwise(parts)):
            continue
        length = sum(len(p) for p in parts)
        if _FEWEST <= len(parts) <= _MOST and 12 <= length <= 60 and len(set(parts)) == len(parts):
            worth = sum(max(0.0, source.worth(t)) for t in tokens if t.senses or t.term) / len(tokens)
            yield Candidate(
                worth - abs(length - 28) / 40 - 3.0 * source.is_title(paragraph),
                ((number, sentence.start),),
                number,
                "",
                lambda rng, n=number, p=paragraph, s=sentence, c=parts: _build(source, n, p, s, c, rng),
            )


def _parts(paragraph: Paragraph, tokens: list[Token]) -> list[str]:
    """The sentence in at most 7 parts: cut at punctuation and before verbs, adverbs, prepositions."""
    if any(t.text in "「」『』（）()“”" for t in tokens):
        return []
    parts: list[str] = []
    before: Token | None = None
    for token in tokens:
        if token.kind == "space":
            before = None
        elif parts and not _starts(before, token, parts[-1]):
            parts[-1] += token.text
            before = token
        else:
            parts.append(token.text)
            before = token
    if len(parts) > 1 and len(parts[-1]) <= 3 and parts[-2][-1] not in _ENDS:
        parts[-2:] = [parts[-2] + parts[-1]]
    while len(parts) > _MOST:
        i = min(
            range(len(parts) - 1),
            key=lambda i: len(parts[i]) + len(parts[i + 1]) + 9 * (parts[i][-1] in _ENDS),
        )
        parts[i : i + 2] = [parts[i] + parts[i + 1]]
    return parts


def _goes_on(part: str, following: str) -> bool:
    """Whether the clause that follows could stand nowhere else: it is joined to this one, or is what somebody said."""
    return following.startswith(_JOINED) or part[:-1].endswith(_SAID)


def _starts(before: Token | None, token: Token, part: str) -> bool:
    """Whether a part may start with `token`."""
    if before is None:
        return True
    if token.kind == "punctuation" or token.text in _CLINGS:
        return False
    if before.text[-1:] in _ENDS:
        return before.text != "、"
    if len(part) < 2 or before.text in _OPENERS or before.text in _CLINGS:
        return False
    last = word_class(before.simplified)
    if token.text in "和及與与並并":
        return False
    if token.text in _OPENERS:
        return last not in ("d", "f")
    return (
        token.pos in ("v", "d")
        and last in ("n", "name", "t", "m")
        and before.pos[:1] in "ntrs"
        and bool(before.pos)
    )


def _shuffled(pieces: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    mixed = list(pieces)
    for _ in range(20):
        rng.shuffle(mixed)
        if (
            tuple(mixed) != pieces
            and sum(a == b for a, b in zip(mixed, pieces, strict=True)) < len(pieces) - 1
        ):
            break
    return tuple(mixed)


def _also(parts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Further right orders: a time and a subject at the front may change places."""
    if len(parts) < 3 or any(p[-1] in _ENDS for p in parts[:2]):
        return ()
    if any(word_class(p) == "t" for p in parts[:2]):
        return ((parts[1], parts[0], *parts[2:]),)
    return ()


def _build(
    source: Source,
    number: int,
    paragraph: Paragraph,
    sentence: Sentence,
    parts: list[str],
    rng: random.Random,
) -> Exercise:
    pieces = tuple(parts)
    return Exercise(
        id=exercise_id("order", "parts", paragraph.id, sentence.start),
        kind="order",
        variant="parts",
        form="order",
        instruction="Put the parts of the sentence in order.",
        prompt=(),
        solution=pieces,
        also=_also(pieces),
        choices=tuple(Choice(p) for p in _shuffled(pieces, rng)),
        lang="zh-Hant" if source.traditional else "zh-Hans",
        evidence=source.evidence(number, paragraph, sentence.start, sentence.end, sentence),
        points=2,
    )


def _paragraphs(source: Source) -> Iterator[Candidate]:
    groups: dict[int, list[tuple[Paragraph, Sentence]]] = {}
    for number, paragraph, sentence, _ in source.sentences:
        groups.setdefault(number, []).append((paragraph, sentence))
    for number, found in groups.items():
        paragraph = found[0][0]
        pieces = tuple(paragraph.text[s.start : s.end].strip() for _, s in found)
        if not 3 <= len(pieces) <= 6 or len(set(pieces)) < len(pieces) or max(map(len, pieces)) > 120:
            continue
        if paragraph.kind == "headline" or not all(p.startswith(_LINKS) for p in pieces[1:]):
            continue
        keys = tuple((number, s.start) for _, s in found)
        yield Candidate(
            1.0 - 0.1 * abs(len(pieces) - 4),
            keys,
            number,
            "",
            lambda rng, n=number, p=paragraph, s=found, c=pieces: _sentences(source, n, p, s, c, rng),
        )


def _sentences(
    source: Source,
    number: int,
    paragraph: Paragraph,
    found: list[tuple[Paragraph, Sentence]],
    pieces: tuple[str, ...],
    rng: random.Random,
) -> Exercise:
    first, last = found[0][1], found[-1][1]
    whole = Sentence(first.start, last.end)
    assert all(a.end <= b.start for (_, a), (_, b) in pairwise(found))
    return Exercise(
        id=exercise_id("order", "sentences", paragraph.id, first.start),
        kind="order",
        variant="sentences",
        form="order",
        instruction="Put the sentences of the paragraph in order.",
        prompt=(),
        solution=pieces,
        choices=tuple(Choice(p) for p in _shuffled(pieces, rng)),
        lang="zh-Hant" if source.traditional else "zh-Hans",
        evidence=source.evidence(number, paragraph, first.start, last.end, whole),
        points=len(pieces) - 1,
    )
