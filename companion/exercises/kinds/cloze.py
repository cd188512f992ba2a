"""Cloze: a word, a character or a glossary term left out; open, with choices, with a word bank.

Too many words fit a gap: who writes the word, or takes it from a bank, is told in English which one is meant.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from companion.exercises.candidates import Candidate, word_item
from companion.exercises.decided import Decided, decided
from companion.exercises.distractors import character_distractors
from companion.exercises.frame import is_name
from companion.exercises.gate import gap, wrong_choices
from companion.exercises.kinds.pinyin import is_cantonese
from companion.exercises.meant import is_trivial, meant, rivals, same_words, told_by_first
from companion.exercises.model import Choice, Exercise, Part
from companion.exercises.source import Place, Source
from companion.language.similar import to_traditional
from companion.model import Token

__all__ = ["candidates", "cue_of"]

_INSTRUCTIONS = {
    "open": "Write the missing word: its first character and its English stand behind the gap.",
    "term": "Write the missing term: its first character and its English stand behind the gap.",
    "choices": "Choose the word that the article has here.",
    "bank": "Take the missing word from the word bank.",
    "character": "Choose the missing character.",
}
_CUED = ("open", "term", "bank")
_CHOICES = 3
_CONNECTIVE, _MEASURE = 1.5, -1.0  # what a gap that grammar decides is worth beside a word's
_WIDTH = 3  # of a gap whose length would tell which choice is right


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
    """The words that can be left out: two characters or more, once in their sentence; and what grammar decides, as choices."""
    if variant == "choices":
        yield from _by_grammar(source)
    for place in source.places:
        token = place.token
        if not _fit(source, place, variant):
            continue
        secrets = tuple(dict.fromkeys((token.text, token.simplified)))
        yield Candidate(
            source.worth(token),
            (place.key,),
            place.number,
            token.simplified,
            lambda rng, place=place: _build(source, place, variant, rng),
            secrets,
        )


def _by_grammar(source: Source) -> Iterator[Candidate]:
    """Connectives and measure words, behind the words that a sentence decides."""
    for gap_ in decided(source):
        place = gap_.place
        yield Candidate(
            _CONNECTIVE if place.token.kind == "word" else _MEASURE,
            (place.key,),
            place.number,
            place.token.simplified,
            lambda rng, gap_=gap_: _decided(source, gap_, rng),
        )


def _decided(source: Source, gap_: Decided, rng: random.Random) -> Exercise | None:
    place = gap_.place
    choices = [Choice(place.token.text), *gap_.choices(_CHOICES, rng, source)]
    if len(choices) <= _CHOICES:
        return None
    rng.shuffle(choices)
    item = word_item(
        source, place, "cloze", "choices", "choice", _INSTRUCTIONS["choices"],
        middle=Part("blank", size=_WIDTH), answers=(place.token.text,), choices=tuple(choices),
        answer_lang="zh-Hant" if source.traditional else "zh-Hans",
    )  # fmt: skip
    return replace(item, word="", level="")  # no word of the lesson: others may show it


def _fit(source: Source, place: Place, variant: str) -> bool:
    token = place.token
    if len(token.text) < 2 or (variant == "term" and not token.term):
        return False
    if not (token.senses or token.term):
        return False  # 多賺, 案情指: no word of a dictionary
    if (variant in ("character", "bank") and len(token.text) > 4) or is_cantonese(place):
        return False  # the longest of a bank has the longest English
    if source.word_class(token) not in ("n", "v", "a", "i", "name"):
        return False
    if variant == "choices" and not gap(source, place):
        return False
    if is_trivial(token) or (variant != "term" and is_name(source, token)):
        return False
    if variant in _CUED and not (cue := cue_of(source, place)):
        return False
    if variant in ("open", "term") and len(token.text) > 3 and cue.startswith("to "):
        return False  # 佩戴安全帶: a verb and its object
    if variant in ("open", "term") and not _asks_for_one(source, place, cue):
        return False
    sentence = place.paragraph.text[place.sentence.start : place.sentence.end]
    shortest = len(token.text) + 7
    return sentence.count(token.text) == 1 and len(sentence.strip()) >= shortest


def _build(source: Source, place: Place, variant: str, rng: random.Random) -> Exercise | None:
    token = place.token
    cue = cue_of(source, place) if variant in _CUED else ""
    answers = _fitting(_answers(source, token, cue), place)
    hints: tuple[str, ...] = (" ".join(token.pinyin), token.text[0] + "＿" * (len(token.text) - 1))
    meaning = _meaning(source, place)
    shared: dict[str, Any] = {"answer_lang": "zh-Hant" if source.traditional else "zh-Hans", "note": meaning}
    if variant == "character":
        sentence = place.paragraph.text[place.sentence.start : place.sentence.end]
        alone = [
            i for i, c in enumerate(token.text) if sentence.count(c) == 1
        ]  # no 消 where 消防處 stands beside it
        if not alone:
            return None
        at = rng.choice(alone)
        wrong = character_distractors(source, place, at, _CHOICES)
        if len(wrong) < _CHOICES:
            return None
        choices = [Choice(token.text[at]), *wrong]
        rng.shuffle(choices)
        at += token.start
        return word_item(
            source, place, "cloze", variant, "choice", _INSTRUCTIONS[variant],
            middle=Part("blank", size=1), start=at, end=at + 1, answers=(token.text[at - token.start],),
            choices=tuple(choices), hints=(" ".join(token.pinyin),), **shared,
        )  # fmt: skip
    choices = []
    if variant == "choices":
        choices = [Choice(token.text), *wrong_choices(source, place, _CHOICES, rng)]
        if len(choices) <= _CHOICES:
            return None
        rng.shuffle(choices)
        hints = hints[:1]
    form = "choice" if variant in ("choices", "bank") else "text"
    if form == "text":  # a word of the same English that begins otherwise is another word: 醫院 for 院方
        simplify = source.language.simplify
        cue, hints = f"{token.text[0]}…: {cue}", hints[:1]
        wordings = _wordings(source, token)
        answers = tuple(
            a for a in answers if simplify(a[0]) == token.simplified[0] or simplify(a) in wordings
        )
    blank = Part("blank", size=len(token.text) if form == "text" else _WIDTH)
    return word_item(
        source, place, "cloze", variant, form, _INSTRUCTIONS[variant],
        middle=(blank, Part("cue", f" ({cue})")) if cue else blank,
        answers=answers if form == "text" else answers[:1],
        choices=tuple(choices), hints=hints, **shared,
    )  # fmt: skip


def cue_of(source: Source, place: Place) -> str:
    """The English that says which word is missing; "" where none is sure to."""
    return meant(source, place, 3)


def _asks_for_one(source: Source, place: Place, cue: str) -> bool:
    """Whether no other common word begins so and has this English, but those that are accepted."""
    if told_by_first(source, place, cue):
        return False
    accepted = {source.language.simplify(a) for a in _answers(source, place.token, cue)}
    return all(other in accepted for other in rivals(source, place, cue))


def _answers(source: Source, token: Token, cue: str = "") -> tuple[str, ...]:
    """The word in both scripts, the glossary's other wordings (賬戶 for 戶口), and words that have the same English."""
    term = source.term(token)
    forms = [token.text, token.simplified]
    if term:
        for form in (term.traditional, term.simplified, term.mainland, term.taiwan, *term.aliases):
            forms += (part.strip() for part in form.split(";"))
    forms += same_words(source, token, cue)
    if source.traditional:
        forms += [_in_traditional(f, token, source) for f in forms[2:] if source.language.simplify(f) == f]
    return tuple(dict.fromkeys(f for f in forms if f))


def _wordings(source: Source, token: Token) -> set[str]:
    """What else a term of the glossary is called here, simplified: 逮捕 for 拘捕; none of Taiwan, whose 桌球 is billiards here."""
    term = source.term(token)
    forms = (term.simplified, term.mainland, *term.aliases) if term else ()
    return {source.language.simplify(part.strip()) for form in forms for part in form.split(";")}


def _in_traditional(word: str, token: Token, source: Source) -> str:
    """A Simplified wording in Traditional, its characters as the article's own word has them: 里長, never 裏長.

    >>> from companion import read_text
    >>> source = Source(read_text("里長說，颱風後松鼠少了。", translator=None))
    >>> [_in_traditional(w, p.token, source) for w in ("里长", "后") for p in source.places[:1]]
    ['里長', '後']
    """
    own = dict(zip(token.simplified, token.text, strict=False))
    if source.language.simplify(word) == token.simplified:
        return token.text
    return "".join(
        own.get(simple, c) for c, simple in zip(to_traditional(word), word, strict=False)
    )  # OpenCC keeps the length of what it converts by characters


def _fitting(answers: tuple[str, ...], place: Place) -> tuple[str, ...]:
    """The wordings as they fit behind the text before the gap: of 自動扶梯 behind 自動＿＿ only 扶梯."""
    before = place.paragraph.text[: place.token.start]
    fitting = []
    for answer in answers:
        said = next((k for k in range(len(answer) - 1, 1, -1) if before.endswith(answer[:k])), 0)
        fitting.append(answer[said:] if len(answer) - said > 1 else answer)
    return tuple(dict.fromkeys(fitting))


def _meaning(source: Source, place: Place) -> str:
    """The word's English: the glossary's, else the dictionary's first senses."""
    term = source.term(place.token)
    return "; ".join(term.english) if term else source.meaning(place.token)
