"""The gate of choices: an item is made only where its sentence shows that the wrong choices are wrong.

Words of the article, or about as common, too often fit the gap: any two people can be arrested. So a gap is offered only
where what stands beside it decides, and the wrong choices are words of the same kind for another neighbour:

- "verb": a verb with its object behind it, a noun whose kind is known, beside verbs that never take that kind (提交|報告, never 駕駛),
  and beside one of about its meaning that has its object in it (提取|款項, never 提款);
- "held": the object of a verb that takes few kinds, beside nouns of other kinds (駕駛|貨車, never 罰款);
- "measured": a noun behind a measure word of a shape or kind, beside nouns that are counted otherwise (三艘|漁船, never 電腦).

Both sides have to be rows: `data/object_kinds.tsv` says of what kind a noun is, `data/narrow_verbs.tsv` which kinds a verb takes. A noun
that no row has makes no item.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from companion.exercises.frame import clause, holds_its_object, used_as
from companion.exercises.joints import roles
from companion.exercises.model import Choice
from companion.exercises.source import Place, Source
from companion.exercises.synonyms import interchangeable, may_fit
from companion.exercises.word_sets import word_set
from companion.facts import Facts, marked, read_facts
from companion.language.language import Language
from companion.language.similar import to_traditional
from companion.language.words.frequency import zipf
from companion.language.words.hsk import hsk_level
from companion.model import Token

__all__ = [
    "MeasuredNoun", "NarrowVerb", "NoObject", "ObjectKind", "gap", "kind_fields", "kind_of", "measured_nouns", "narrow_verbs",
    "near_kinds", "no_object", "object_kinds", "wrong_choices",
]  # fmt: skip

_DATA = Path(__file__).parent / "data"
_NEAR = 2.5  # what it gains that is of the field of what is asked
_CLOSE = 2  # wrong choices of the same field, at least, or the right one is told without reading
_TWICE = 6.0  # what a wrong choice loses that the sheet has already
_MEASURES = frozenset("宗项笔阵碗届艘辆架座栋幢条张件份支枝只头棵颗家间所部台封本面首枚宗把套幅匹粒杯场")
_ANY_PIECE = (
    "goods",
    "clothes",
    "weapon",
    "award",
    "picture",
    "document",
    "rubbish",
    "device",
)  # 件 may count all of these
_BEFORE_NOUN = ("m", "q", "a", "b", "n", "j", "r")
_ENDS = ("c", "f")


class NarrowVerb(NamedTuple):
    """A verb, the kinds of things that it takes, and a sentence in which it is right."""

    word: str
    kinds: tuple[str, ...]
    domain: str
    example: str


class MeasuredNoun(NamedTuple):
    """A noun with the measure words of a shape or kind that it takes, and a sentence in which it is right."""

    word: str
    measures: str
    domain: str
    example: str


class ObjectKind(NamedTuple):
    """A kind of things, and nouns of this kind alone."""

    kind: str
    nouns: tuple[str, ...]
    example: str


class NoObject(NamedTuple):
    """A verb that has its object in it, verbs of about its meaning that take one, and a sentence in which it is right."""

    word: str
    near: tuple[str, ...]
    example: str


@cache
def narrow_verbs() -> Facts[NarrowVerb]:
    """The verbs of the table."""
    return read_facts(_DATA / "narrow_verbs.tsv", NarrowVerb, key="word")


@cache
def measured_nouns() -> Facts[MeasuredNoun]:
    """The nouns of the table."""
    return read_facts(_DATA / "measured_nouns.tsv", MeasuredNoun, key="word")


@cache
def object_kinds() -> Facts[ObjectKind]:
    """The kinds of things of the table."""
    return read_facts(_DATA / "object_kinds.tsv", ObjectKind, key="kind")


@cache
def no_object() -> Facts[NoObject]:
    """The verbs of the table that take no object."""
    return read_facts(_DATA / "no_object.tsv", NoObject, key="word")


class _Field(NamedTuple):
    kinds: tuple[str, ...]
    example: str


@cache
def kind_fields() -> Facts[_Field]:
    """The fields of the table."""
    return read_facts(_DATA / "kind_fields.tsv", _Field)


def near_kinds(one: str, other: str) -> bool:
    """Whether two kinds of things are of one field.

    >>> near_kinds("vehicle", "device"), near_kinds("vehicle", "feeling")
    (True, False)
    """
    return any(one in row.kinds and other in row.kinds for row in kind_fields())


@cache
def _kinds() -> dict[str, str]:
    simplify = Language.default().simplify
    found: dict[str, str] = {}
    for row in object_kinds():
        for noun in row.nouns:
            found[simplify(noun)] = row.kind
    return found


def kind_of(noun: str) -> str:
    """The kind of thing that a simplified noun is, by itself or by its head (清洁工人); "" where no row has it.

    >>> kind_of("货车"), kind_of("清洁工人"), kind_of("文学")
    ('vehicle', 'person', '')
    """
    head = "" if len(noun) < 4 else _kinds().get(noun[-3:], "") or _kinds().get(noun[-2:], "")
    return _kinds().get(noun) or head


@cache
def _by_word() -> dict[str, NarrowVerb]:
    return {Language.default().simplify(row.word): row for row in narrow_verbs()}


@cache
def _domains(kind: str) -> frozenset[str]:
    """The fields of the verbs that take this kind of things before all."""
    return frozenset(row.domain for row in narrow_verbs() if kind == row.kinds[0])


@cache
def _same_with_object() -> dict[str, tuple[NoObject, ...]]:
    """The verbs that have their object in them, by the verbs of their meaning that take one."""
    simplify = Language.default().simplify
    found: dict[str, tuple[NoObject, ...]] = {}
    for row in no_object():
        for verb in map(simplify, row.near):
            found[verb] = (*found.get(verb, ()), row)
    return found


@cache
def _without_object() -> frozenset[str]:
    return frozenset(Language.default().simplify(row.word) for row in no_object())


def gap(source: Source, place: Place) -> str:
    """What kind of gap a word leaves: "verb", "held" or "measured" where its sentence decides, else "".

    >>> from companion import read_text
    >>> source = Source(read_text("警方昨日拘捕三名疑犯。海面有三艘漁船。他駕駛貨車。", translator=None))
    >>> {p.token.text: kind for p in source.places if (kind := gap(source, p))}
    {'拘捕': 'verb', '漁船': 'measured', '駕駛': 'verb', '貨車': 'held'}
    """
    tokens, at = clause(place)
    token = place.token
    if (
        len(token.text) < 2
        or token.text[0] in "不未無无沒没"  # 不通, beside words of acts
        or token.entity
        or interchangeable(token.simplified)
        or place.paragraph.kind == "headline"
    ):
        return ""
    if token.pos == "v":
        asked = (
            token.simplified not in word_set("says_little") | word_set("qualifies")
            and token.simplified not in _without_object()
            and hsk_level(token.simplified) != "1"
            and not roles(token)  # 透過, a preposition
            and (token.simplified in _by_word() or not holds_its_object(token.simplified))  # 停工|通知書
            and _is_verb(source, token)
        )
        taken = _takes(source, place, tokens, at) if asked else ""
        if taken == "group" and token.simplified not in _by_word():
            return ""  # 到達公司: beside verbs for people the right one is told without reading
        return "verb" if taken else ""
    if (
        token.pos != "n"
        or source.word_class(token) != "n"
        or at == 0
        or token.simplified.endswith(tuple(word_set("people")))
    ):
        return ""
    if not _ends(tokens[at + 1 :]):
        return ""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if _measure(tokens[at - 1]) and kind_of(token.simplified) != "animal":
        joined = behind is not None and behind.pos[:1] == "c"  # 十六宗院舍|及學校|爆發
        return "measured" if kind_of(token.simplified) and not joined else ""
    verb = next(
        (t for t in reversed(tokens[:at]) if not t.pos.startswith(("m", "q")) and t.kind != "number"), None
    )
    row = _by_word().get(verb.simplified) if verb and verb.pos == "v" else None
    return "held" if row and kind_of(token.simplified) in row.kinds else ""


def _is_verb(source: Source, token: Token) -> bool:
    """Whether the glossary, or else the dictionary, has the word as a verb: 入息 is none, whatever its tag."""
    term = source.term(token)
    meanings = term.english if term else tuple(m for s in token.senses for m in s.english)
    return any(m.startswith("to ") for m in meanings)


def _takes(source: Source, place: Place, tokens: list[Token], at: int) -> str:
    """The kind of a verb's object, where the clause leaves no doubt that the verb has one; else ""."""
    last = tokens[at - 1] if at else None
    proved = last is not None and last.pos == "d" and used_as(source, place) == "v"
    noun = _object(tokens[at + 1 :], ("v", "d", *_ENDS) if proved else _ENDS)
    if noun is None or (last is not None and last.text in "的之所"):
        return ""
    if any(t.simplified in word_set("oblique") for t in tokens[max(0, at - 4) : at]):
        return ""
    caused = next((n for n, t in enumerate(tokens[:at]) if t.simplified in word_set("causes")), None)
    if caused is not None and not (
        at - caused < 4 and last is not None and last.pos[:1] == "n" and _object(tokens[at + 1 :])
    ):
        return ""  # 令機構|蒙受|損失 alone
    if last is not None and (last.pos in ("vn", "m", "q", "a", "b", "j") or last.kind == "number"):
        return ""
    if last is not None and last.pos == "v" and last.text not in word_set("modals") | word_set("controls"):
        return ""
    verbs_before = any(t.pos == "v" and n != caused for n, t in enumerate(tokens[:at]))
    plain = not verbs_before and (last is None or last.pos[:1] in "ntrsfcd")
    if not plain and used_as(source, place) != "v":
        return ""
    kind = kind_of(noun.simplified)
    acts = kind in ("person", "group", "animal")  # 吸引觀眾入場: it is what the next verb is said of
    return "" if acts and not _object(tokens[at + 1 :]) else kind


def _object(after: list[Token], ends: tuple[str, ...] = _ENDS) -> Token | None:
    """The noun that a verb has behind it: the last of what counts and qualifies it, before the end or one of the `ends`."""
    if after and after[0].simplified in ("了", "过"):
        after = after[1:]
    for n, token in enumerate(after):
        if token.kind != "number" and not token.pos.startswith(_BEFORE_NOUN):
            return None
        if token.simplified in word_set("oblique") or token.pos in ("nr", "ns", "nt"):
            return None
        if _ends(after[n + 1 :], ends):
            return token if token.pos in ("n", "nz") else None
    return None


def _ends(after: list[Token], ends: tuple[str, ...] = _ENDS) -> bool:
    """Whether a clause ends here, or is joined to another, or tells a time (…後)."""
    if after and roles(after[0]) & {"first", "second", "linked"}:
        return False  # 備戰時間|雖然只有六星期
    return not after or after[0].pos.startswith(ends) or after[0].simplified in ("时", "后", "前")


def _measure(token: Token) -> str:
    """The measure word of a shape or kind that a number or 多條, 這間 ends with; else ""."""
    counts = token.kind == "number" or token.pos.startswith(("m", "q", "r"))
    return token.simplified[-1] if counts and token.simplified[-1] in _MEASURES else ""


def wrong_choices(source: Source, place: Place, count: int, rng: random.Random) -> list[Choice]:
    """At most `count` wrong choices for a word, none where its sentence does not show them to be wrong.

    Of the same part of speech and its length, of the article's fields and about as common where there are such; none
    that shares a character or a meaning with the answer, or a character with another choice; none that the sentence has. None at
    all where fewer than two are of the answer's field.
    One at most has its object in it, and may share a character and the meaning.
    """
    kind = gap(source, place)
    of_money = place.after is not None and place.after.kind == "number"
    simplify, token = source.language.simplify, place.token
    sentence = place.paragraph.text[place.sentence.start : place.sentence.end]
    own = set(token.simplified)
    fields = source.fields
    value = max(zipf(token.simplified), 3.2)
    ranked = []
    near_words = set()
    for word, domain, close, why in _possible(source, place, kind):
        simplified = simplify(word)
        if (
            len(word) != len(token.text)
            or word in sentence
            or simplified in sentence
            or own & set(simplified)
        ):
            continue
        if may_fit(source, place, simplified) or (of_money and word[-1] in word_set("sum")):
            continue  # 付款八萬元
        near = 0.6 * (domain in fields) + 0.5 * (simplified in source.vocabulary) + _NEAR * close
        if close:
            near_words.add(word)
        apart = abs(zipf(simplified) - value) + _TWICE * (word in source.spent) - near + 1.2 * rng.random()
        ranked.append((apart, word, simplified, why))
    found = [(w, s, why) for _, w, s, why in sorted(ranked)]
    inside = [
        (
            row.word,
            simplify(row.word),
            f"has its object in it: {(str if source.traditional else simplify)(marked(row.example).text)}",
        )
        for row in (_same_with_object().get(token.simplified, ()) if kind == "verb" else ())
        if row.word not in sentence
        and simplify(row.word) != token.simplified
        and len(row.word) == len(token.text)
    ]
    if inside:
        found.insert(0, min(inside, key=lambda row: (row[0] in source.spent, rng.random())))
    near_words |= {word for word, *_ in inside}
    chosen: list[Choice] = []
    used: set[str] = set()
    told = 0
    for word, simplified, why in found:
        if len(chosen) < count and not used & set(simplified):
            used |= set(simplified)
            told += word in near_words
            chosen.append(Choice(source.shown(word), source.shown(why)))
    if told < min(_CLOSE, count):
        return []  # 吸入|濃煙, beside 修剪: told without reading
    source.spent |= {c.text for c in chosen}
    return chosen


def _possible(source: Source, place: Place, kind: str) -> Iterator[tuple[str, str, bool, str]]:
    """The words that are wrong in a gap of this kind, each with its field, whether it is said of things that are near, and why it is wrong."""
    simplify = source.language.simplify

    def shown(example: str) -> str:
        return source.shown(marked(example).text)

    tokens, at = clause(place)
    own = kind_of(place.token.simplified)
    if kind == "verb":
        taken = _takes(source, place, tokens, at)
        for verb in narrow_verbs():
            if taken not in verb.kinds:
                near = near_kinds(taken, verb.kinds[0]) or (
                    verb.domain in _domains(taken) and verb.domain in source.fields
                )
                yield verb.word, verb.domain, near, f"takes other objects: {shown(verb.example)}"
    elif kind == "measured":
        measure = _measure(tokens[at - 1])
        for noun in measured_nouns():
            other = kind_of(simplify(noun.word))
            if measure not in simplify(noun.measures) and not (measure == "件" and other in _ANY_PIECE):
                near = near_kinds(own, other)
                yield noun.word, noun.domain, near, f"takes other measure words: {shown(noun.example)}"
    elif kind == "held":
        holds = next(row for t in reversed(tokens[:at]) if (row := _by_word().get(t.simplified)))
        why = f"{holds.word} takes other objects: {shown(holds.example)}"
        for word, other in _kinds().items():
            fits = other in holds.kinds or other == "person"
            if not fits and (word in source.vocabulary or hsk_level(word)):
                yield to_traditional(word), "", near_kinds(own, other), why
