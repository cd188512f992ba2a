"""The English by which a word may be asked for where it stands, and the words that this English would fit as well.

What is shown on a card may be the likeliest; what is asked has to be sure: the meaning is the only one, the part of speech is
proved by the neighbours, and no other common word of that English begins as this one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from companion.exercises.frame import in_a_name, used_as
from companion.exercises.source import Place, Source
from companion.exercises.synonyms import SMALL_WORDS, glosses
from companion.exercises.word_sets import word_set
from companion.facts import Facts, read_facts
from companion.glossary import Glossary
from companion.language.dictionary.same_english import bare, groups, synonyms, words_for
from companion.language.language import Language
from companion.language.meanings.certain import certain_meanings
from companion.language.meanings.senses import usual_meanings
from companion.language.similar import word_class
from companion.language.words.frequency import common_words, zipf
from companion.language.words.hsk import hsk_level
from companion.model import Token

__all__ = [
    "is_trivial",
    "loose",
    "loose_words",
    "meant",
    "near_meanings",
    "rivals",
    "same_head",
    "same_words",
    "synonyms_of_gaps",
    "told_by_first",
]

_DESCRIBES = re.compile(
    r"\b(?:term|name|word|form|title|abbreviation|used|kind of|sort of|type of|polite|honorific|expression|suffix|prefix|particle|classifier|somebody's|oneself)\b|…|\.\.\.|\+"
)
_NOT_A_THING = re.compile(
    r"(?:\wed|able|ible|ful|less|ous|ical|ional|mental)$|^(?:in|on|at|of|under|out|with|by|anti-) ?\b"
)
_NO_ACT = re.compile(r"to (?:on|in|at|under|off|out|for|by|with|of|the|a|an)\b")
_STEM = re.compile("[a-z]{3,}")
_SMALL = SMALL_WORDS | frozenset(
    [
        "get",
        "put",
        "give",
        "take",
        "become",
        "somebody",
        "something",
        "people",
        "kind",
        "way",
        "off",
        "away",
        "over",
        "down",
        "something's",
        "taken",
        "gets",
        "going",
        "come",
        "comes",
    ]
)
_IMAGES_OF_SPORT = frozenset(["crime", "law", "military", "health"])  # what sport says, it means otherwise
_NARROW_FIELDS = frozenset(["economy", "sport", "military"])  # their words are others' too
_COMMON = 2.0  # zipf of the rarest word that a student might write …
_COMMON_ENOUGH, _RARER = 2.6, 0.9  # … instead of one that is not far commoner
_NO_OBJECT = frozenset(
    f"to {act}"
    for act in (
        "appear",
        "reappear",
        "occur",
        "happen",
        "arise",
        "rise",
        "fall",
        "emerge",
        "disappear",
        "vanish",
        "exist",
        "be absent",
    )
)
_LEARNERS = ("1", "2", "3", "4", "5", "6")
_NO_CLASS = ("m", "q", "t", "r", "u", "p", "c", "y", "e", "o", "x", "w", "f", "h", "k")


def is_trivial(token: Token) -> bool:
    """Whether a word is none to be asked: a number, a time, a measure word, a pronoun, one of a learner's first words."""
    return (
        token.kind != "word"
        or token.pos.startswith(_NO_CLASS)
        or token.simplified[0] in "一二三四五六七八九十两这那此该每各某"
        or (hsk_level(token.simplified) in ("1", "2") and not token.term)
    )


def meant(source: Source, place: Place, most: int = 2) -> str:
    """What a word surely means where it stands, in the form of its part of speech there; "" where a teacher might doubt it.

    Args:
        source: The article.
        place: The word's.
        most: How many meanings.

    Returns:
        English, a verb's with "to".

    >>> from companion import read_text
    >>> source = Source(read_text("商場減低優惠，他浪費了水。", translator=None))
    >>> [(p.token.text, meant(source, p)) for p in source.places if p.token.text in ("減低", "優惠", "浪費")]
    [('減低', 'to lower; to reduce'), ('優惠', ''), ('浪費', 'to waste')]
    """
    token, term = place.token, source.term(place.token)
    if place.paragraph.kind == "headline":
        return ""  # words are short there, and images: 港超聯尾班車, no train
    if term is not None and term.domain in _NARROW_FIELDS and term.domain not in source.fields:
        return ""  # 早段, early trading, in a race
    if term is not None and "sport" in source.fields and term.domain in _IMAGES_OF_SPORT:
        return ""  # 發球落網: no arrest
    office = token.pos == "nt" or (
        term is not None and term.domain == "hongkong-government" and token.text[-1] in "局署處"
    )
    last = place.before
    if office and last is not None and last.pos in ("n", "vn") and len(last.text) > 1:
        return ""  # 旅遊|發展局
    if in_a_name(source, place) or token.simplified in loose():
        return ""
    source.meaning(token)  # chosen, if it was not
    found = certain_meanings(token, source.term(token), most)
    if found and _is_one_of_several(token, found):
        return ""
    several = term is not None and bool(token.senses) and len(groups(term.english)) > 1
    if found and several and not near_meanings(found[:1], (m for s in token.senses for m in s.english)):
        return ""  # 班次: a frequency, or a service, and a flight to the dictionary
    part = used_as(source, place)
    if not found or not part or any(_DESCRIBES.search(m) for m in found):
        return ""
    verbal = part == "v"
    if any(_NO_ACT.match(m) for m in found):
        return ""  # to on duty
    if (
        verbal
        and place.after is not None
        and place.after.pos[:1] in ("n", "m", "a", "b", "t", "s")
        and found[0] in _NO_OBJECT
    ):
        return ""  # 重現|古代作坊, to reappear
    if any(_is_half(m, token) for m in found):
        return ""
    thing = place.after is not None and place.after.pos[:1] == "n"
    if verbal and thing and word_class(token.simplified[-1]) == "n":
        return ""  # 離境|大堂, 定罪|紀錄: with its object in it a verb can only qualify
    if part in "nva" and any(m.startswith("to ") != verbal for m in found):
        return ""
    acts = {bare(m) for s in token.senses for m in s.english if m.startswith("to ")}
    if part == "n" and any(_NOT_A_THING.search(m) or _is_no_thing(m) or _says_an_act(m, acts) for m in found):
        return ""  # 提出檢控, "prosecute"; 視障人士, "visually impaired"; 重症, "acute"
    follows = place.after
    if (
        follows is not None
        and len(follows.text) == 1
        and (
            (follows.text in word_set("suffixes") and follows.pos[:1] in "nkjv")
            or (follows.pos[:1] in ("n", "k", "j") and part == "n" and follows.kind == "word")
        )
    ):
        return ""  # 皮膚|科  # 香港大學|生, 羽毛球|手
    if len(token.text) > 3 and place.before is not None and place.before.pos == "n":
        return ""  # 運動|醫學專家 is an expert of sports medicine
    if verbal and any(
        re.match("to \\w+(?:ed|ing)\\b", m)
        and not re.match(
            "to (?:need|feed|bring|shed|proceed|exceed|succeed|ring|sing|breed|speed|embed|swing|cling|wed|weed|bleed|heed)\\b",
            m,
        )
        for m in found
    ):
        return ""
    return "; ".join(found)


def _says_an_act(meaning: str, acts: set[str]) -> bool:
    """Whether an English is that of the verb, or the beginning of it: 一場|祭祀, "offer sacrifices"."""
    return any(f"{act} ".startswith(f"{bare(meaning)} ") for act in acts)


def _is_half(meaning: str, token: Token) -> bool:
    """Whether an English is only the end of what the dictionary has: 內科, "medicine" of "internal medicine"."""
    known = {bare(m) for s in token.senses for m in s.english}
    said = bare(meaning)
    return (
        not token.term
        and " " not in said
        and said not in known
        and any(m.endswith(f" {said}") for m in known)
    )


def _is_one_of_several(token: Token, found: tuple[str, ...]) -> bool:
    """Whether a meaning is sure to be only near: an act that the dictionary has as a thing (合資), or in several ways (紓緩)."""
    here = token.meaning
    if here is None or here.source == "glossary" or not found[0].startswith("to "):
        return False
    acts = any(m.startswith("to ") for s in token.senses for m in s.english)
    return not acts or (
        here.source == "CC-CEDICT"
        and not here.sure
        and hsk_level(token.simplified) not in _LEARNERS
        and len(found) < 2
    )


@lru_cache(maxsize=10_000)
def _is_no_thing(meaning: str) -> bool:
    """Whether the words that share an English are adjectives or verbs: it is no noun's."""
    if words_for(f"to {meaning}") and not words_for(meaning):
        return True
    classes = [c for w in words_for(meaning) if (c := word_class(w)) in "nvad" and c]
    return len(classes) > 1 and classes.count("n") * 2 < len(classes)


@lru_cache(maxsize=200_000)
def _stems(meaning: str) -> frozenset[str]:
    return frozenset(_stem(w) for w in _STEM.findall(bare(meaning)) if w not in _SMALL)


def _stem(word: str) -> str:
    for end in (
        "ations",
        "ation",
        "ings",
        "ing",
        "ments",
        "ment",
        "ies",
        "ers",
        "er",
        "ors",
        "or",
        "ed",
        "es",
        "s",
        "ly",
        "en",
        "y",
        "e",
    ):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)][:7]
    return word[:7]


def near_meanings(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether two words might mean the same: a content word in common, or meanings that entries have side by side.

    >>> near_meanings(["to get worse"], ["to worsen"]), near_meanings(["fire"], ["serious fire (in a city)"])
    (True, True)
    >>> near_meanings(["ferry"], ["vaccine"])
    False
    """
    theirs = list(theirs)
    return any(
        _stems(a) & _stems(b) or same_head(a, b) or _kinds_of(a) & _kinds_of(b) for a in ours for b in theirs
    )


class _Kind(NamedTuple):
    words: tuple[str, ...]
    example: str


@cache
def _kinds() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for n, row in enumerate(read_facts(Path(__file__).parent / "data" / "near_english.tsv", _Kind)):
        for word in row.words:
            found.setdefault(word, set()).add(n)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@lru_cache(maxsize=50_000)
def _kinds_of(meaning: str) -> frozenset[int]:
    """The kinds of things or acts that the table has a meaning's heads in."""
    none: frozenset[int] = frozenset()
    return none.union(
        *(_kinds().get(w, none) | _kinds().get(w.removesuffix("s"), none) for w in _heads(meaning))
    )


def same_head(one: str, other: str) -> bool:
    """Whether two meanings are of one kind: by their heads, the act or the last noun before "of".

    >>> same_head("police officer", "police car"), same_head("fire", "serious fire"), same_head("to retire", "to withdraw")
    (False, True, True)
    """
    if synonyms(bare(one), bare(other), 2):
        return True
    return any(_stem(a) == _stem(b) or synonyms(a, b, 2) for a in _heads(one) for b in _heads(other))


_ENDS_HEAD = re.compile(
    r" (?:of|for|in|on|to|with|by|from|at|that|who|which|as|into|about|under|through)\b.*"
)


@lru_cache(maxsize=100_000)
def _heads(meaning: str) -> tuple[str, ...]:
    """The words that say what kind of thing or act is meant: two where "or" or "and" stands between."""
    text = bare(meaning)
    found = []
    for part in re.split(r" (?:or|and) |, ", text if meaning.startswith("to ") else _ENDS_HEAD.sub("", text)):
        words = [w for w in part.split() if w not in _SMALL] or part.split()
        if words:
            found.append(words[0] if meaning.startswith("to ") else words[-1])
    return tuple(found)


@cache
def _beginning() -> dict[tuple[str, int], tuple[str, ...]]:
    """The words that people write, by first character and length, the commonest first."""
    found: dict[tuple[str, int], list[str]] = {}
    for word in common_words(_COMMON):
        if 1 < len(word) <= 5:
            found.setdefault((word[0], len(word)), []).append(word)
    for words in (_of_the_glossary(), _usual()):
        for word in words:
            known = found.setdefault((word[0], len(word)), [])
            if word not in known:
                known.append(word)
    return {k: tuple(v) for k, v in found.items()}


@cache
def _of_the_glossary() -> dict[str, tuple[str, ...]]:
    """The English of the glossary's wordings, in Simplified."""
    found: dict[str, tuple[str, ...]] = {}
    language = Language.default()
    for term in Glossary.load():
        for form in (term.simplified, term.mainland, *map(language.simplify, (term.taiwan, *term.aliases))):
            for part in filter(None, (p.strip() for p in form.split(";"))):
                found[part] = found.get(part, ()) + term.english
    return found


@cache
def _usual() -> dict[str, tuple[str, ...]]:
    """The English of the table of news; a verb's with "to"."""
    found: dict[str, tuple[str, ...]] = {}
    for row in usual_meanings():
        english = f"to {row.english}" if row.part == "v" else row.english
        found[row.word] = (*found.get(row.word, ()), english)
    return found


def _english_of(word: str, language: Language, verbal: bool) -> list[str]:
    """The English of a simplified word as a verb, or as anything else; of the glossary and the table of news all of it."""
    known = (m for s in language.senses(word) for m in s.english if not m.startswith(("CL:", "surname ")))
    raw = [*known] or list(_usual().get(word, ()))
    kept = [m for m in raw if m.startswith("to ") == verbal]
    return [*kept, *_of_the_glossary().get(word, ()), *(_usual().get(word, ()) if kept or not raw else ())]


def rivals(source: Source, place: Place, cue: str) -> Iterator[str]:
    """Other words of the same length and first character that the English might be meant to ask for.

    What the first character says itself tells none from the others (紅燈, "red light": only other lights). A word without any
    English is judged by its last character.

    Args:
        source: The article.
        place: The word's.
        cue: The English that is shown.

    Yields:
        Simplified words.

    >>> from companion import read_text
    >>> source = Source(read_text("工廠昨日發生火警，電視機燒毀。", translator=None))
    >>> "火灾" in rivals(source, source.vocabulary["火警"], "fire")
    True
    >>> list(rivals(source, source.vocabulary["电视机"], "television set"))
    []
    """
    word, language = place.token.simplified, source.language
    shown = cue.split("; ")
    verbal = shown[0].startswith("to ")
    first = _of_character(word[0], language)
    yield from _otherwise_ended(word)
    for other in _beginning().get((word[0], len(word)), ()):
        if other == word or (
            other not in _of_the_glossary()
            and zipf(other) < min(_COMMON_ENOUGH, max(zipf(word), _COMMON_ENOUGH) - _RARER)
        ):
            continue
        english = _english_of(other, language, verbal)
        if not english and not language.senses(other):
            english = list(_of_character(other[-1], language))
        if any(_fits(meaning, english, first) for meaning in shown):
            yield other


@lru_cache(maxsize=10_000)
def _of_character(character: str, language: Language) -> tuple[str, ...]:
    return (*glosses(language.senses(character)), *_usual().get(character, ()))


def _fits(meaning: str, english: Iterable[str], first: tuple[str, ...]) -> bool:
    """Whether one of these is of the meaning's kind, and says half of what it says beside its head and the first character."""
    wanted = _stems(meaning)
    told = frozenset().union(*map(_stems, first)) | frozenset(map(_stem, _heads(meaning)))
    beside = wanted - told
    alone = re.fullmatch(r"\w+(?:al|ic|ive|ous|ary|line)", bare(meaning))  # coastal: a coastal area
    if alone and any(wanted & _stems(other) and len(bare(other).split()) <= 2 for other in english):
        return True
    english = tuple(english)
    kinds: frozenset[int] = frozenset() if meaning.startswith("to ") else _kinds_of(meaning)
    alike = any(same_head(meaning, other) or kinds & _kinds_of(other) for other in english)
    said = frozenset().union(*map(_stems, english))  # 逃命: to flee; to run for one's life
    return alike and 2 * len(beside & said) >= len(beside)


def told_by_first(source: Source, place: Place, cue: str) -> bool:
    """Whether the first character alone is the act, so that nothing says how the word goes on (入…: to enter)."""
    word = place.token.simplified
    if word[0] in "被受" and cue.startswith("to "):
        return True  # 被捕, 被抓, 被拘
    first, rest = (
        frozenset().union(*map(_stems, glosses(source.language.senses(c)))) for c in (word[0], word[-1])
    )
    return any(
        m.startswith("to ") and _stems(m) and _stems(m) <= first and not _stems(m) & rest
        for m in cue.split("; ")
    )


class _Ending(NamedTuple):
    ends: tuple[str, ...]
    example: str


@cache
def _endings() -> tuple[tuple[str, ...], ...]:
    simplify = Language.default().simplify
    rows = read_facts(Path(__file__).parent / "data" / "like_endings.tsv", _Ending)
    return tuple(tuple(map(simplify, row.ends)) for row in rows)


def _otherwise_ended(word: str) -> Iterator[str]:
    """The word with another ending of the same meaning (珠寶店, 珠寶行), where that is written at all; of a compound always (公共場所)."""
    for ends in _endings():
        end = next((e for e in ends if word.endswith(e) and len(word) > len(e) + 1), "")
        for other in ends if end else ():
            made = word.removesuffix(end) + other
            if other != end and (zipf(made) > _COMMON or len(end) > 1 < len(other)):
                yield made


class _Loose(NamedTuple):
    word: str
    example: str


def loose_words() -> Facts[_Loose]:
    """The words that no English asks for."""
    return read_facts(Path(__file__).parent / "data" / "loose_words.tsv", _Loose, key="word")


@cache
def loose() -> frozenset[str]:
    """The words of that table, simplified."""
    return frozenset(Language.default().simplify(row.word) for row in loose_words())


class _Same(NamedTuple):
    words: tuple[str, ...]
    example: str


def synonyms_of_gaps() -> Facts[_Same]:
    """The rows of words that fit the same gap."""
    return read_facts(Path(__file__).parent / "data" / "synonyms.tsv", _Same)


@cache
def _same() -> dict[str, tuple[str, ...]]:
    simplify = Language.default().simplify
    rows = [tuple(map(simplify, row.words)) for row in synonyms_of_gaps()]
    return {word: words for words in rows for word in words}


@cache
def _last_characters() -> frozenset[str]:
    return frozenset([word[-1] for word in common_words(_COMMON)])


@lru_cache(maxsize=4_000)
def _begun(stem: str, language: Language) -> tuple[str, ...]:
    """The dictionary's words that begin so and have one character more, with which common words end."""
    begun = getattr(language.dictionary, "begun", None)
    if begun is not None:
        return tuple(word for word in begun(stem) if word[-1] in _last_characters())
    return tuple(filter(language.is_word, (stem + c for c in sorted(_last_characters()))))


def _named_alike(word: str, cue: str, language: Language) -> Iterator[str]:
    """The dictionary's words, however rare, that begin as this one does and have the very English of its gap: 膝头, 膝部 for a knee."""
    shown = {bare(meaning) for meaning in cue.split("; ")}
    verbal = cue.startswith("to ")
    for other in _begun(word[:-1], language) if len(word) in (2, 3) else ():
        if other != word:
            known = tuple(m.removeprefix("(coll.) ") for s in language.senses(other) for m in s.english)
            english = tuple(m for m in known if not m.startswith(("CL:", "surname ")))
            alike = english and english[0].startswith("to ") == verbal and "(" not in english[0]
            if alike and bare(english[0]) in shown and len(groups(english)) == 1:
                yield other


def same_words(source: Source, token: Token, cue: str = "") -> tuple[str, ...]:
    """Other words that fit the same gap: of a row of the table, or whose entry is the same, or has the English that is shown.

    Args:
        source: The article.
        token: The word.
        cue: The English that is shown.

    Returns:
        Simplified words that begin as this one does.

    >>> from companion import read_text
    >>> source = Source(read_text("工廠發生火警。", translator=None))
    >>> same_words(source, source.vocabulary["火警"].token)
    ('火灾',)
    """
    word, own = token.simplified, glosses(token.senses)
    found = [other for other in _same().get(word, ()) if other != word]
    if own:
        found += [
            other
            for other in _beginning().get((word[0], len(word)), ())
            if other != word
            and glosses(source.language.senses(other)) == own
            and word_class(other) == word_class(word)
        ]
    shown = {bare(m) for m in cue.split("; ")} if cue else set()
    found += [
        other
        for other in (_beginning().get((word[0], len(word)), ()) if cue else ())
        if other != word and shown & {bare(m) for m in _of_the_glossary().get(other, ())}
    ]  # 電詐 for 電騙: the glossary has one English for both
    if cue:
        found += _named_alike(word, cue, source.language)
    return tuple(dict.fromkeys(found))
