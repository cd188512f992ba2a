"""An article to a sheet of exercises: the choice of items, and versions A and B."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

from companion.arguments import several
from companion.choices import LEVELS
from companion.errors import InputError, meant
from companion.exercises.candidates import Candidate
from companion.exercises.kinds.cloze import cue_of
from companion.exercises.meant import near_meanings
from companion.exercises.model import KINDS, Choice, Exercise, ExerciseSet, Question, kind_name
from companion.exercises.questions import missing_evidence
from companion.exercises.source import Place, Source
from companion.exercises.synonyms import glosses, may_fit
from companion.exercises.unseen import elsewhere
from companion.language.words.hsk import hsk_level
from companion.lessons.lesson import lesson_of
from companion.model import Article

__all__ = [
    "another",
    "heading",
    "in_other_sentences",
    "kind_and_variant",
    "make_exercises",
    "reordered",
    "said_of_b",
]

MOST = 500
_BANK_EXTRA, _SMALLEST_BANK = 2, 5
_Chosen = tuple[tuple[str, str], Candidate, Exercise]
_FIXED = ("", "")  # of an item that stays as it is
_WHOLE = ("order", "segment", "translate")  # ask for a sentence, not for a word
_READING = ("pinyin", "tones")  # a sentence that is seen on another sheet does not tell them
_SAME_IN_B = ("match", "comprehension")  # are of no sentence
_TRIED = 6
_AGAIN = 4.0
_SHOWN = 0.6  # what a candidate loses for each sentence that shows its answer
_FEWEST_IN_BANK = 3  # a word bank with less is no question: where no word is safe, the items are left out


def kind_and_variant(name: str) -> tuple[str, str]:
    """`cloze:choices` in its two parts; the first variant where none is named.

    Args:
        name: A kind, alone or with a variant.

    Returns:
        Kind and variant.

    Raises:
        InputError: There is no such kind or variant; the message has the names there are.

    >>> kind_and_variant("cloze"), kind_and_variant("match:mainland"), kind_and_variant("tones")
    (('cloze', 'open'), ('match', 'mainland'), ('tones', ''))

    Raises `InputError`, with the names there are.
    """
    kind, _, variant = str(name).strip().partition(":")
    if kind not in KINDS:
        raise InputError(f"no exercise is called '{kind}'{meant(kind, KINDS)}; there are: {', '.join(KINDS)}")
    variants = KINDS[kind]
    if variant and variant not in variants:
        there = f"there are: {', '.join(variants)}" if variants else "it has none"
        raise InputError(f"{kind} has no variant '{variant}'{meant(variant, variants)}; {there}")
    return kind, variant or (variants[0] if variants else "")


def make_exercises(
    article: Article,
    kinds: Sequence[str] | str = ("cloze",),
    count: int = 10,
    level: str | None = None,
    seed: int = 0,
    known: Iterable[str] | str = (),
    learning: Iterable[str] | str = (),
    version: str = "A",
    questions: Sequence[Question] = (),
    sentences_from: Sequence[Article] = (),
) -> ExerciseSet:
    """A sheet of items on an article, shared among the kinds.

    The same article, options and seed give the same sheet. Words that the teacher's lesson beside the article added are asked first, those that
    it dropped never. No sentence is used twice, and no item shows
    another one's answer; where that leaves fewer items, `remark` says so.

    Args:
        article: The article.
        kinds: Each alone or with a variant: "cloze", "cloze:choices", "match:mainland" (`KINDS` has them
            all).
        count: How many items at most.
        level: "A1" to "C2", the class's.
        seed: Another one gives another choice.
        known: Simplified words that the student marked as known: asked last.
        learning: Those marked as being learned: asked first.
        version: "B" asks for the same words in other sentences where the article has them, else for other words in sentences
            that version A does not use, as far as there are any; in another order.
        questions: The teacher's, for "comprehension".
        sentences_from: Other articles: cloze asks for the words of the article in their sentences, which are new to who has
            read it.

    Returns:
        The sheet.

    Raises:
        InputError: There is no such kind, level or version, or the count is none.

    >>> from companion import read_text
    >>> article = read_text("香港警方昨日拘捕三名疑犯，並提醒市民提防電騙。", translator=None)
    >>> [(i.text, i.answer) for i in make_exercises(article, "cloze", 1, learning=["电骗"])]
    [('香港警方昨日拘捕三名疑犯，並提醒市民提防＿＿。', '電騙')]
    """
    asked = _check(article, kinds, count, level, version)
    lesson = lesson_of(article)
    source = Source(article, frozenset(several(known)), frozenset(several(learning)), level, lesson)
    shares = _shares(asked, count)
    pools = {
        name: list(
            elsewhere(source, sentences_from, name)
            if sentences_from and name[0] == "cloze"
            else _pool(source, name, questions)
        )
        for name in asked
    }
    sheet = _Sheet(source, seed)
    # In turns, the kinds with the fewest sentences first: a word is found more easily than a paragraph.
    # A match has its words from everywhere: it stands behind all but the readings, which have every word to choose from.
    by_need = sorted(
        asked, key=lambda n: ((n[0] == "match") + 2 * (n[0] in _READING), len({c.keys for c in pools[n]}))
    )
    more = {n: count if n[0] != "match" else shares[n] for n in asked}
    for most in (shares, more, dict.fromkeys(asked, count)):
        for _ in range(count):
            for name in by_need:
                # All blocks of a match at once: no reading is then asked of their words.
                for _ in range(shares[name] if name[0] == "match" else 1):
                    made = sum(n == name for n, _, _ in sheet.chosen)
                    if len(sheet.chosen) == count or made >= most[name]:
                        break
                    sheet.fill(name, pools[name])
    stayed, near = sheet.other_version(pools, fresh=True) if version == "B" else (0, 0)
    items = _with_banks(source, sheet, seed, version, asked)
    remark = _remark(asked, count, len(items), article, questions, bool(sentences_from))
    if version == "B":
        remark = f"{remark} {said_of_b(len(items), stayed, near)}".strip()
    bank = next((tuple(c.text for c in i.choices) for i in items if i.variant == "bank"), ())
    return ExerciseSet(
        heading(article.title, items), tuple(items), article.credit, remark, seed, version, bank
    )


def another(
    article: Article,
    kind: str,
    beside: Sequence[Exercise],
    avoid: Iterable[str] = (),
    level: str | None = None,
    seed: int = 0,
    questions: Sequence[Question] = (),
) -> Exercise | None:
    """One more item of a kind for a sheet that stands already.

    Args:
        article: The article.
        kind: Alone or with its variant.
        beside: The items that it is to stand beside: it uses none of their sentences, and neither shows the other's answer.
        avoid: Ids of items that are not wanted.
        level: The class's.
        seed: Another one gives another choice.
        questions: The teacher's, for "comprehension".

    Returns:
        The item; None where the article has no more of them.

    Raises:
        InputError: There is no such kind or level.

    >>> from companion import read_text
    >>> article = read_text("警方昨日拘捕三名疑犯。市民要提防電騙。", translator=None)
    >>> first = make_exercises(article, "pinyin", 1).items
    >>> another(article, "pinyin", first).evidence.sentence != first[0].evidence.sentence
    True
    """
    [name] = _check(article, kind, 1, level, "A")
    source = Source(article, level=level, lesson=lesson_of(article))
    pool = list(_pool(source, name, questions))
    sheet = _Sheet(source, seed)
    sheet.stand(name, beside, pool)
    unwanted = {*avoid, *(i.id for i in beside)}
    for _ in range(len(pool)):
        before = len(sheet.chosen)
        sheet.fill(name, pool)
        if len(sheet.chosen) == before:
            return None
        *_, (_, _, item) = sheet.chosen
        if item.id not in unwanted:
            return replace(item, choices=(Choice(item.answer),)) if item.variant == "bank" else item
        sheet.chosen.pop()
    return None


def in_other_sentences(
    article: Article, items: Sequence[Exercise], questions: Sequence[Question] = ()
) -> list[Exercise]:
    """The items of a sheet for its version B: as the article has them elsewhere, where it does.

    A word is asked for in another sentence, and where a whole sentence is asked it is another one. An item that the
    article does not give so (a teacher wrote it, or worded it anew) stays as it is, and so do accepted answers that were added.

    Args:
        article: The article.
        items: The items, each once.
        questions: The teacher's, for "comprehension".

    Returns:
        As many items, in their order.

    >>> from companion import read_text
    >>> article = read_text("警方昨日拘捕三名疑犯。今早在機場再拘捕一名女子。", translator=None)
    >>> items = make_exercises(article, "cloze", 1, learning=["拘捕"]).items
    >>> items[0].evidence.sentence, in_other_sentences(article, items)[0].evidence.sentence
    ('今早在機場再拘捕一名女子。', '警方昨日拘捕三名疑犯。')
    """
    source = Source(article)
    names = dict.fromkeys((i.kind, i.variant) for i in items if i.kind != "comprehension")
    pools = {name: list(_pool(source, name, questions)) for name in names}
    sheet = _Sheet(source, 0)
    for item in items:
        name, before = (item.kind, item.variant), len(sheet.chosen)
        sheet.stand(name, [item], pools.get(name, ()))
        if len(sheet.chosen) > before and sheet.gives(*sheet.chosen[-1]):
            continue
        key = sheet.sentence_of(item)
        as_it_is = Candidate(0.0, (key,) if key else (), 0, "", lambda rng, i=item: i, secrets_of(item))
        sheet.chosen[before:] = [(_FIXED, as_it_is, item)]
    sheet.other_version(pools)
    found = []
    for item, (_, _, other) in zip(items, sheet.chosen, strict=True):
        if other.id != item.id:
            added = tuple(a for a in item.answers if a not in other.answers and item.form == "text")
            other = replace(other, answers=other.answers + added, points=item.points)
        found.append(other)
    return found


def said_of_b(of: int, stayed: int, near: int = 0, why: str = "the article has no other") -> str:
    """What version B has in common with version A, for the teacher; empty where that is nothing.

    Args:
        of: The number of items.
        stayed: Of these, those that are the same.
        near: Those that ask for another word of a sentence of version A.
        why: The reason.

    Returns:
        A sentence.

    >>> said_of_b(8, 1, 2)
    'Of 8 exercises of version B 1 stands in the same sentence as in version A, and 2 ask for another word of a sentence of version A: the article has no other.'
    """
    parts = []
    if stayed:
        parts.append(f"{stayed} {'stand' if stayed > 1 else 'stands'} in the same sentence as in version A")
    if near:
        parts.append(f"{near} {'ask' if near > 1 else 'asks'} for another word of a sentence of version A")
    return f"Of {of} exercise{'s' * (of > 1)} of version B {', and '.join(parts)}: {why}." if parts else ""


def _pool(source: Source, name: tuple[str, str], questions: Sequence[Question]) -> Iterable[Candidate]:
    """The possible items of a kind."""
    kind = import_module(f"companion.exercises.kinds.{name[0]}")
    items: Iterable[Candidate] = kind.candidates(source, name[1], tuple(questions))
    return items


def _check(
    article: Article, kinds: Sequence[str] | str, count: int, level: str | None, version: str
) -> list[tuple[str, str]]:
    if not isinstance(article, Article):
        raise InputError(
            f"exercises are made of an Article (companion.read gives one), not of {type(article).__name__}"
        )
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST:
        raise InputError(f"the count of exercises is a whole number from 1 to {MOST}, not {count!r}")
    if level is not None and level not in LEVELS:
        raise InputError(f"no level is called '{level}'; there are: {', '.join(LEVELS)}")
    if version not in ("A", "B"):
        raise InputError(f"a sheet has version A or B, not '{version}'")
    if not isinstance(kinds, str | Iterable):
        raise InputError(f"kinds of exercises are names, not {type(kinds).__name__}")
    names = [kinds] if isinstance(kinds, str) else list(kinds)
    if wrong := next((n for n in names if not isinstance(n, str)), None):
        raise InputError(f"a kind of exercise is named by a text, not {wrong!r}")
    if not names:
        raise InputError(f"name at least one kind of exercise: {', '.join(KINDS)}")
    return list(dict.fromkeys(kind_and_variant(n) for n in names))


def _shares(asked: list[tuple[str, str]], count: int) -> dict[tuple[str, str], int]:
    each, more = divmod(count, len(asked))
    return {name: each + (n < more) for n, name in enumerate(asked)}


class _Sheet:
    """The items chosen so far, and what they show and hide."""

    def __init__(self, source: Source, seed: int) -> None:
        self.source = source
        self.seed = seed
        self.chosen: list[_Chosen] = []
        self.used: set[tuple[int, int]] = set()
        self.words: set[tuple[str, str]] = set()
        self.secrets: list[str] = []
        self.shown: list[str] = []
        self.per_paragraph: dict[int, int] = {}
        self.places = {(*p.key, p.token.simplified): p for p in source.places}
        self._texts = [p.text[s.start : s.end] for _, p, s, _ in source.sentences]
        self._elsewhere: dict[tuple[str, ...], int] = {}
        self.ranked: dict[tuple[str, str], list[tuple[float, int, Candidate]]] = {}

    def stand(self, name: tuple[str, str], items: Sequence[Exercise], pool: Sequence[Candidate]) -> None:
        """Takes items that stand already; `pool` are the candidates of `name`, of which the word bank is told apart."""
        simplify = self.source.language.simplify
        for item in items:
            word = simplify(item.word)
            self.words.add((item.kind, word))
            self.secrets += secrets_of(item)
            self.shown.append(_shows(item))
            key = self.sentence_of(item)
            if key is None:
                continue
            self.used.add(key)
            self.per_paragraph[key[0]] = self.per_paragraph.get(key[0], 0) + 1
            if (item.kind, item.variant) != name:
                continue
            here = [c for c in pool if key in c.keys and (c.word == word or name[0] in _WHOLE)]
            if name[0] in _WHOLE:
                here = [c for c in here if self.gives(name, c, item)]
            self.chosen += [(name, c, item) for c in here[:1]]

    def gives(self, name: tuple[str, str], candidate: Candidate, item: Exercise) -> bool:
        """Whether the article gives this item as it is worded; a character's gap may be any of its word's."""
        built = (candidate.build(random.Random(n)) for n in range(_TRIED if name[1] == "character" else 1))
        return any(own and (own.text, own.solution) == (item.text, item.solution) for own in built)

    def sentence_of(self, item: Exercise) -> tuple[int, int] | None:
        """The sentence that an item is about; None for one of words from everywhere, or of another article."""
        place = item.evidence
        if place is None or item.kind == "match":
            return None
        for number, paragraph, sentence, _ in self.source.sentences:
            if paragraph.id == place.paragraph and sentence.start <= place.at < sentence.end:
                return number, sentence.start
        return None

    def fill(self, name: tuple[str, str], pool: list[Candidate]) -> None:
        """Adds an item of a kind: the worthiest that fits and lies apart from the others."""
        ranked = self.ranked.get(name)
        if ranked is None:
            rng = random.Random(f"{self.seed}:{name}")
            ranked = self.ranked[name] = [(c.score + 0.9 * rng.random(), n, c) for n, c in enumerate(pool)]
        while ranked:
            best = max(ranked, key=lambda r: (r[0] - self.stale(r[2]), -r[1]))
            ranked.remove(best)
            candidate = best[2]
            if not self.fits(name, candidate) or not self.add(name, candidate):
                continue
            keys = set(candidate.keys)
            self.ranked[name] = [
                r
                for r in ranked
                if not (candidate.word and r[2].word == candidate.word) and not keys & set(r[2].keys)
            ]
            return

    def stale(self, candidate: Candidate) -> float:
        """What a candidate loses where its paragraph is asked about already, its word by another kind, or its answer stands elsewhere."""
        return (
            0.7 * self.per_paragraph.get(candidate.number, 0)
            + _AGAIN * self.asked(candidate)
            + _SHOWN * self.shown_elsewhere(candidate.secrets)
        )

    def asked(self, candidate: Candidate) -> bool:
        """Whether an item asks for the candidate's word, or for one of its words: a match has several."""
        words = {w for _, several_ in self.words for w in several_.split()}
        return not words.isdisjoint(candidate.word.split())

    def shown_elsewhere(self, secrets: tuple[str, ...]) -> int:
        """In how many sentences an answer stands besides its own and one for version B: nothing can be asked of them then."""
        if secrets not in self._elsewhere:
            found = sum(any(s in text for s in secrets) for text in self._texts)
            self._elsewhere[secrets] = max(0, found - 2)  # one other is for version B
        return self._elsewhere[secrets]

    def fits(self, name: tuple[str, str], candidate: Candidate) -> bool:
        if self.used & set(candidate.keys) or (candidate.word and (name[0], candidate.word) in self.words):
            return False
        return not any(s in shown for s in candidate.secrets for shown in self.shown)

    def build(self, name: tuple[str, str], candidate: Candidate) -> Exercise | None:
        return candidate.build(random.Random(f"{self.seed}:{name}:{candidate.keys}:{candidate.word}"))

    def add(self, name: tuple[str, str], candidate: Candidate) -> bool:
        item = self.build(name, candidate)
        if item is None or any(_is_one_question(name, item, n, i) for n, _, i in self.chosen):
            return False
        shows = _shows(item)
        if any(s in shows for s in self.secrets):
            return False
        if not self.fits_bank(name, candidate, self.chosen):
            return False
        self.chosen.append((name, candidate, item))
        self.used |= set(candidate.keys)
        self.words.add((name[0], candidate.word))
        self.secrets += candidate.secrets
        self.shown.append(shows)
        for number in {k[0] for k in candidate.keys} or {candidate.number}:
            self.per_paragraph[number] = self.per_paragraph.get(number, 0) + 1
        return True

    def fits_bank(self, name: tuple[str, str], candidate: Candidate, chosen: Sequence[_Chosen]) -> bool:
        """Whether neither the word nor one of the bank might fit the other's place; True without a bank."""
        if name[1] != "bank":
            return True
        mine = self.place_of(candidate)
        for other_name, other, _ in chosen:
            if other_name != name:
                continue
            theirs = self.place_of(other)
            if (
                self.source.word_class(mine.token) == self.source.word_class(theirs.token) == "name"
                or near_meanings(self.english(mine), self.english(theirs))
                or may_fit(self.source, mine, other.word, self.source.term(theirs.token))
                or may_fit(self.source, theirs, candidate.word, self.source.term(mine.token))
            ):
                return False
        return True

    def english(self, place: Place) -> list[str]:
        """What a gap shows, and all that its word may mean."""
        return [*cue_of(self.source, place).split("; "), *glosses(place.token.senses)]

    def place_of(self, candidate: Candidate) -> Place:
        """The place that a candidate asks about."""
        number, start = candidate.keys[0]
        if place := self.places.get((number, start, candidate.word)):
            return place
        return self.source.vocabulary[candidate.word]  # its sentence is another article's

    def other_version(
        self, pools: Mapping[tuple[str, str], Sequence[Candidate]], fresh: bool = False
    ) -> tuple[int, int]:
        """Asks for the same words in other sentences, and for other sentences where a whole one is asked, where they fit.

        Args:
            pools: The candidates of each kind.
            fresh: A word that stands nowhere else gives way to another of its kind, in a sentence that the first version does not
                use, or, where it is asked how a word is read, in the same; what a teacher chose does not.

        Returns:
            The number of items that stay as they are, and of those that ask for another word of a sentence of the first version.
        """
        first = set(self.used)
        sentences = {name: len({k for c in pool for k in c.keys}) for name, pool in pools.items()}
        # The kinds with the fewest sentences first; then again, as what stood in the way has moved.
        left = sorted(range(len(self.chosen)), key=lambda n: sentences.get(self.chosen[n][0], 0))
        for _ in range(2):
            left = [n for n in left if not self._move(n, pools, first, fresh)]
        there = len(left)
        if fresh:
            left = [
                n
                for n in left
                if self.chosen[n][0][0] not in _READING or not self._move(n, pools, set(), True)
            ]
        return sum(self.chosen[n][0][0] not in _SAME_IN_B for n in left), there - len(left)

    def _move(
        self,
        n: int,
        pools: Mapping[tuple[str, str], Sequence[Candidate]],
        first: set[tuple[int, int]],
        fresh: bool,
    ) -> bool:
        """Puts another candidate in an item's place, outside the sentences of `first`, and adds its sentences to these."""
        name, candidate, _ = self.chosen[n]
        rest = [row for i, row in enumerate(self.chosen) if i != n]
        used = {k for _, c, _ in rest for k in c.keys}
        whole = name[0] in _WHOLE or name == ("dictation", "sentence")
        pool = pools.get(name, ())
        same = [c for c in pool if whole or (candidate.word and c.word == candidate.word)]
        new = [c for c in pool if fresh and not whole and (name[0], c.word) not in self.words]
        # Asked by no other kind, and as hard as the first, as far as that tells.
        new.sort(key=lambda c: (self.asked(c), abs(c.score - candidate.score)))
        for twin in (*same, *new):
            if twin.keys == candidate.keys and twin.word == candidate.word:
                continue
            if first & set(twin.keys) and (whole or twin.word != candidate.word):
                continue
            if (
                not self.fits_bank(name, twin, rest)
                or used & set(twin.keys)
                or any(s in _shows(i) for s in twin.secrets for _, _, i in rest)
            ):
                continue
            other = self.build(name, twin)
            if other is None or any(_is_one_question(name, other, of, i) for of, _, i in rest):
                continue
            if not any(s in _shows(other) for _, c, _ in rest for s in c.secrets):
                self.chosen[n] = (name, twin, other)
                self.words.add((name[0], twin.word))
                first |= set(twin.keys)
                return True
        return False


def _is_one_question(name: tuple[str, str], item: Exercise, of: tuple[str, str], other: Exercise) -> bool:
    """Whether two items ask the same: 三名男子, 五名女子."""
    return item.id == other.id or (name == of == ("cloze", "choices") and item.answers == other.answers)


def _shows(item: Exercise) -> str:
    """What a student sees of an item, the right choice aside."""
    pieces = item.solution if item.form != "tones" else ()
    return "\0".join((item.text, *item.items, *pieces, *(c.text for c in item.choices if c.reason)))


def _with_banks(
    source: Source, sheet: _Sheet, seed: int, version: str, asked: list[tuple[str, str]]
) -> list[Exercise]:
    """The items in the sheet's order, each bank item with the whole word bank as choices."""
    order = {name: n for n, name in enumerate(asked)}
    rows = sorted(
        sheet.chosen,
        key=lambda r: (
            (order[r[0]], r[1].number, r[1].keys or ((r[1].number, 0),))
            if r[0][0] != "comprehension"
            else (order[r[0]], 0, ())
        ),
    )
    if version == "B":
        rng = random.Random(f"{seed}:B")
        mixed = rows[:]
        rng.shuffle(mixed)
        rows = sorted(mixed, key=lambda r: order[r[0]])
    bank = _bank(source, [r for r in rows if r[0][1] == "bank"], seed, version, sheet.secrets)
    items = []
    for _, _, item in rows:
        if item.variant == "bank":
            if len(bank) < _FEWEST_IN_BANK:
                continue
            item = replace(item, choices=bank)
        elif version == "B":
            item = reordered(item, seed)
        items.append(item)
    return items


def reordered(item: Exercise, seed: int) -> Exercise:
    """The item with its choices in another order, which is not the solution's.

    Args:
        item: The item; one without choices, or with a teacher's, stays as it is.
        seed: Another one gives another order.

    Returns:
        The item.
    """
    if (
        item.form not in ("choice", "match", "order")
        or item.kind == "comprehension"
        or item.variant == "bank"
    ):
        return item
    choices = list(item.choices)
    rng = random.Random(f"{seed}:B:{item.id}")
    for _ in range(20):
        rng.shuffle(choices)
        texts = tuple(c.text for c in choices)
        if choices != list(item.choices) and texts != item.solution:
            break
    return replace(item, choices=tuple(choices))


def _bank(
    source: Source,
    rows: Sequence[tuple[Any, Candidate, Exercise]],
    seed: int,
    version: str,
    secrets: Sequence[str],
) -> tuple[Choice, ...]:
    """The word bank: the answers and two words more, none of which fits another place too."""
    from companion.exercises.distractors import distractors
    from companion.exercises.kinds.pinyin import is_cantonese

    if not rows:
        return ()
    places = {(p.number, p.token.start, p.token.simplified): p for p in source.places}
    asked = [
        places[key]
        for _, c, item in rows
        if item.evidence and (key := (c.number, item.evidence.start, c.word)) in places
    ]
    bank = [Choice(item.answer) for _, _, item in rows]
    rng = random.Random(f"{seed}:bank")
    taken = tuple(p.token.simplified for p in asked)
    size = max(len(rows) + _BANK_EXTRA, _SMALLEST_BANK)
    for place in asked or [source.vocabulary[c.word] for _, c, _ in rows if c.word in source.vocabulary]:
        for extra in distractors(source, place, max(1, size - len(asked)), rng, taken):
            if len(bank) >= size:
                break
            found = next((p for p in source.vocabulary.values() if p.token.text == extra.text), None)
            if found is None and not hsk_level(source.language.simplify(extra.text)):
                continue  # another term of the glossary's is a strange word to see
            if found is not None and is_cantonese(found):
                continue
            word = found.token.simplified if found else extra.text
            term = source.term(found.token) if found else None
            shown = {c.text for c in bank} | set(secrets)
            if (
                extra.text not in shown
                and not any(
                    extra.text in item.text or set(extra.text) & set(item.answer) for _, _, item in rows
                )
                and not any(
                    may_fit(source, other, word, term)
                    or near_meanings(
                        cue_of(source, other).split("; "),
                        glosses(found.token.senses if found else source.language.senses(word)),
                    )
                    for other in asked
                )
            ):
                bank.append(extra)
    random.Random(f"{seed}:bank:{version}").shuffle(bank)
    return tuple(bank)


def heading(title: str, items: Sequence[Exercise]) -> str:
    """The article's title without what the items ask for; empty where the title itself is asked for.

    Args:
        title: The article's.
        items: Those of the sheet.

    Returns:
        The title, with ＿＿ for each answer, of whatever length.
    """
    whole = ("order", "segment", "dictation")
    if any(i.kind in whole and i.evidence and i.evidence.sentence == title.strip() for i in items):
        return ""
    for secret in sorted({s for i in items for s in secrets_of(i)}, key=len, reverse=True):
        title = title.replace(secret, "＿＿")  # as wide for every answer
    return title


def secrets_of(item: Exercise) -> tuple[str, ...]:
    """What no other item of the sheet may show."""
    if item.kind == "cloze":
        return tuple(dict.fromkeys(t for t in (item.word, *item.answers[:2]) if len(t) > 1))
    if item.kind == "script":
        return item.answers[:1]
    return item.solution if item.variant == "mainland" else ()


def _remark(
    asked: list[tuple[str, str]],
    count: int,
    made: int,
    article: Article,
    questions: Sequence[Question],
    elsewhere: bool,
) -> str:
    remarks = []
    if made < count:
        names = [kind_name(":".join(p for p in name if p)) for name in asked]
        of = f" ({'; '.join(names)})" if len(names) < 4 else ""
        why = []
        if any(k != "comprehension" for k, _ in asked):
            why.append(
                "no more sentences have a translation to compare with"
                if {k for k, _ in asked} <= {"translate", "comprehension"}
                else "the other articles have no more sentences with words of this one that fit: give some of the same field"
                if elsewhere and {k for k, _ in asked} <= {"cloze", "comprehension"}
                else "the article has no more sentences and words that fit"
            )
        if any(k == "comprehension" for k, _ in asked):
            why.append(
                "the teacher wrote no more questions"
                if questions
                else "there are no questions of a teacher with the article"
            )
        remarks.append(f"{made} of {count} exercises{of}: {', and '.join(why)}.")
    if lost := missing_evidence(questions, article):
        remarks.append(f"The article does not have the words that a question quotes: {lost[0]}")
    return " ".join(remarks)
