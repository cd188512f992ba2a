"""The teaching word: one object for the lists of Anki, CSV, EPUB, DOCX, Markdown and the handout, and for matching.

It has the form that the text has, its meaning there first, its reading there, its part of speech and its levels; names
stand apart from words. `best` chooses those that are worth learning from the article.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from companion.choices import ReadingOptions, WordChoice, levels_from, takes_choices
from companion.glossary.syllables import syllables
from companion.language.dictionary.shown import common_first, shown
from companion.language.language import Language
from companion.language.meanings.senses import decided_part
from companion.language.readings.orthography import joined, pattern_of, spelled
from companion.language.readings.spoken import said
from companion.language.spans import has_han
from companion.language.words.frequency import zipf
from companion.language.words.hsk import hsk_level
from companion.lessons.best import best
from companion.lessons.entry import Entry, level_at, levels_shown
from companion.lessons.lesson import Lesson, lesson_of
from companion.model import Article, Paragraph, Sentence, Term, Token
from companion.translation.terms import folded

__all__ = [
    "Entry",
    "choose_meanings",
    "entries",
    "entries_where",
    "entry_key",
    "join_syllables",
    "level_of_word",
    "levels_of_word",
    "unknown_words",
]

_NO_MEANING = (
    "variant of ",
    "old variant of ",
    "see ",
    "surname ",
    "CL:",
    "used in ",
    "Taiwan pr.",
    "also pr.",
)


@takes_choices
def entries(
    article: Article,
    words: WordChoice = WordChoice(),
    reading: ReadingOptions = ReadingOptions(),
    lesson: Lesson | None = None,
) -> list[Entry]:
    """The article's words, each once, for a list.

    Args:
        article: The article.
        words: Which ones. Numbers are none, and words without a meaning are only among all.
        reading: How they are read. With sandhi 一 and 不 have the tones that they are said with in the word; the key
            stays.
        lesson: What a teacher added, dropped and ordered; None: the lesson that stands beside the article.

    Returns:
        The words in order of appearance, or the lesson's, numbered from 1; of the best ones the names last.

    Raises:
        InputError: There is no such choice, level or system.
        CompanionError: Jyutping is wanted, and the extra `[cantonese]` is not installed.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> [(e.traditional, e.reading, e.level, e.hsk) for e in entries(article)]
    [('警方', 'jǐngfāng', 'B1', ''), ('打擊', 'dǎjī', 'B1', '5'), ('電騙', 'diànpiàn', 'B2', '')]
    """
    places, terms = _places(article)
    language = Language.of(article)
    found = list(_outlines(places, terms, words))
    if words.words == "best":
        found = _chosen(article, found, words, lesson_of(article) if lesson is None else lesson)
    elif words.most is not None and len(found) > words.most:
        first = sorted(found, key=lambda o: (not o.term, -o.count, -zipf(o.simplified)))[: words.most]
        kept = {o.key for o in first}
        found = [o for o in found if o.key in kept]
    return [_whole(o, n, places[o.key].best, terms, reading, language) for n, o in enumerate(found, 1)]


def entries_where(
    article: Article,
    wanted: Callable[[Entry], bool],
    reading: ReadingOptions = ReadingOptions(),
    shortest: int = 1,
) -> list[Entry]:
    """Those of all words of an article of which something is true; the others are not kept.

    Args:
        article: The article.
        wanted: Is given each word's entry, yet without its sentence and its reading.
        reading: How they are read.
        shortest: Words of fewer characters are not looked at, those of the glossary apart.

    Returns:
        The words in order of appearance, numbered from 1.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> [(e.traditional, e.sentence) for e in entries_where(article, lambda e: bool(e.term))]
    [('電騙', '警方打擊電騙。')]
    """
    places, terms = _places(article, shortest)
    language = Language.of(article)
    found = filter(wanted, _outlines(places, terms, WordChoice("all")))
    return [_whole(o, n, places[o.key].best, terms, reading, language) for n, o in enumerate(found, 1)]


def _places(article: Article, shortest: int = 1) -> tuple[dict[str, _Places], dict[str, Term]]:
    """Where each word of an article stands, by its key, and the article's terms."""
    from companion.language.meanings import with_meanings

    terms = {t.id: t for t in with_meanings(article).glossary}
    found: dict[str, _Places] = {}
    for paragraph in article.paragraphs:
        sentences, at = paragraph.sentences, 0
        for token in paragraph.passing().tokens:
            if not token.term and (token.kind != "word" or len(token.text) < shortest):
                continue
            if not token.pinyin:
                continue
            while at + 1 < len(sentences) and sentences[at].end <= token.start:
                at += 1
            sentence = sentences[at] if sentences else Sentence(0, len(paragraph.text))
            key = entry_key(token)
            if (places := found.get(key)) is None:
                places = found[key] = _Places()
            places.add(paragraph, sentence, token)
    return found, terms


def _outlines(found: Mapping[str, _Places], terms: Mapping[str, Term], words: WordChoice) -> Iterator[Entry]:
    """The entries of the words that may be chosen, without what is made for those that are: reading and sentence.

    In the sentence's place stands what is before the word in it, one character, and the word.
    """
    hardest, known = levels_from(words.level), words.known
    number = 0
    for key, places in found.items():
        paragraph, sentence, token = places.best
        term = terms.get(token.term or "")
        meanings = _distinct(term.english) if term else meanings_here(token)
        if token.simplified in known or (term and term.simplified in known):
            continue
        if words.words == "terms" and not term:
            continue
        own = level_at(token.simplified, term)
        if words.words == "level" and (own not in hardest or not meanings):
            continue
        number += 1
        yield _outline(number, key, paragraph.text, sentence, token, term, places.count, own, meanings)


class _Places:
    """Where a word stands: how often, and the place that shows it best. A long text has too many to keep them all."""

    __slots__ = ("best", "count", "rank")

    def __init__(self) -> None:
        self.count = 0
        self.rank: tuple[int, int, int] = (9, 0, 0)
        self.best: tuple[Paragraph, Sentence, Token]

    def add(self, paragraph: Paragraph, sentence: Sentence, token: Token) -> None:
        """One place more."""
        self.count += 1
        if self.rank > (rank := _rank(paragraph, sentence)):
            self.rank, self.best = rank, (paragraph, sentence, token)


def unknown_words(article: Article, lesson: Lesson | None = None) -> tuple[str, ...]:
    """The words that a lesson adds or orders, and that are no words of the article: of another one, mistyped, or a part of one.

    Args:
        article: The article.
        lesson: The lesson; None: the one that stands beside the article.

    Returns:
        The words, in the lesson's order.

    >>> from companion import read_text
    >>> unknown_words(read_text("警方打擊電騙。", translator=None), Lesson(add=("電騙", "飛機")))
    ('飛機',)
    """
    lesson = lesson_of(article) if lesson is None else lesson
    if not (lesson.add or lesson.order):
        return ()
    there = _by_form(_outlines(*_places(article), WordChoice()))
    return tuple(w for w in dict.fromkeys((*lesson.add, *lesson.order)) if w not in there)


def _by_form(found: Iterable[Entry]) -> dict[str, Entry]:
    return {form: e for e in reversed([*found]) for form in (e.simplified, e.traditional)}


def _chosen(article: Article, found: list[Entry], words: WordChoice, lesson: Lesson) -> list[Entry]:
    """The words worth learning, then the names, as the teacher's lesson changes them."""
    chosen = best(article, found, words.level, words.most)
    keys = {e.key for e in chosen}
    by_form = _by_form(found)
    added = [by_form[w] for w in lesson.add if w in by_form and by_form[w].key not in keys]
    kept = [e for e in (*chosen, *added) if not {e.traditional, e.simplified} & set(lesson.drop)]
    if lesson.order:
        place = {w: n for n, w in enumerate(lesson.order)}
        last = len(place)
        where = {e.key: min(place.get(e.traditional, last), place.get(e.simplified, last)) for e in kept}
        words_end = max((n for e in kept if (n := where[e.key]) < last and not e.name), default=last)
        for e in added:  # a word that is not in the order stands with the words, before the names at its end
            if where.get(e.key) == last and not e.name:
                where[e.key] = words_end
        kept.sort(key=lambda e: where[e.key])
    return sorted(kept, key=lambda e: e.name) if not lesson.order else kept


def _named(token: Token, reading: str, english: tuple[str, ...]) -> tuple[str, ...]:
    """What a name is, where its English is but its reading.

    >>> _named(Token("何詠恩", 0, 3, "word", "何咏恩", entity="person"), "Hé Yǒng'ēn", ("Hé Yǒng'ēn",))
    ('name of a person',)
    """
    if not english or len(english) > 1 or _letters(english[0]) != _letters(reading):
        return english
    kind = "person" if token.entity == "person" or token.pos == "nr" else token.entity or "place"
    return (f"name of {'an' if kind[0] == 'o' else 'a'} {kind}",)


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalpha())


_NO_ACT = re.compile(r"(?:the|an?|not?|(?:un)?able|should|can|must|may|there|it|do)\b|\w+(?:ly|ed)$")
_ADDED = re.compile(r"\([^()]*\)|^(?:(?:to )?be |to |an? |the )|\b(?:sth|sb)\b|[.,]")


def level_of_word(token: Token, term: Term | None) -> str:
    """The level of a word where it stands, as its entry in a list has it; "" of a name.

    >>> [level_of_word(t, None) for t in Language.default().tokens("香港打擊")]
    ['', 'B1']
    """
    return "" if _is_name(token, term) else level_at(token.simplified, term)


def levels_of_word(token: Token, term: Term | None) -> str:
    """Both levels of a word where it stands, as its entry in a list has them (`Entry.levels`).

    >>> [levels_of_word(t, None) for t in Language.default().tokens("香港護士")]
    ['', 'B2 · HSK 4']
    """
    return levels_shown(level_of_word(token, term), hsk_level(token.simplified), _is_name(token, term))


def _is_name(token: Token, term: Term | None) -> bool:
    """Whether a word is a proper name: the glossary and the dictionary write those with a capital."""
    if term:
        return term.pinyin[:1].isupper() or term.domain in ("people", "places")
    fitting = [s for s in token.senses if s.pinyin.lower() == " ".join(token.pinyin).lower()] or token.senses
    proper = bool(fitting) and all(s.pinyin[:1].isupper() for s in fitting)
    if proper:
        return not token.pos.startswith("t")
    if token.entity == "person" or token.pos == "nr":
        return True
    if token.meaning and token.meaning.source == "usual" and token.meaning.english[:1].islower():
        return False  # 網窩: a net
    return not fitting and (bool(token.entity) or token.pos == "ns")  # 協會 of 長洲居民協會 is a word


def meanings_here(token: Token, most: int = 3) -> tuple[str, ...]:
    """The meanings of a word, the one that it has in its place first.

    >>> from companion.model import Meaning, Sense
    >>> senses = (Sense("料", "料", "liào", ("material", "stuff", "to expect")),)
    >>> meanings_here(Token("料", 0, 1, "word", "料", ("liào",), senses, meaning=Meaning("expect", "usual")))
    ('to expect', 'material', 'stuff')
    """
    others = choose_meanings(token, most)
    here = token.meaning
    if here is None or here.english.startswith("["):
        return others
    if here.source == "name" and (token.entity or token.pos == "nr" or not others):
        return (here.english,)  # 林 is a person here and no woods
    if " + " in here.english and others:
        return others
    all_of = choose_meanings(token, 99)
    core = _core(here.english)
    same = next((m for m in all_of if _core(m) == core), "") or _as_an_act(token, here.english, all_of)
    told: dict[str, str] = {}
    for meaning in (same, *others):
        if not (told and meaning.startswith(f"{same} (")):  # Guangdong province (Kwangtung) in south China …
            told.setdefault(_core(meaning), meaning)
    return tuple(told.values())[:most]


def _as_an_act(token: Token, english: str, all_of: Sequence[str]) -> str:
    """The English of the table of news, which has verbs bare, as the dictionary words an act (to win narrowly).

    >>> _as_an_act(Token("險勝", 0, 2, "word", "险胜", pos="v"), "win narrowly", ("to barely win", "narrow victory"))
    'to win narrowly'
    """
    if english.startswith("to ") or (token.meaning and token.meaning.source != "usual"):
        return english
    part = decided_part(token.simplified, english)
    if part or _NO_ACT.match(english):
        return f"to {english}" if part == "v" else english
    acts = not all_of or any(m.startswith("to ") for m in all_of)
    return f"to {english}" if acts and token.pos.startswith("v") and token.pos != "vn" else english


def _distinct(english: Iterable[str]) -> tuple[str, ...]:
    """A term's English without what says the same in another spelling, or the same verb without its "to".

    >>> _distinct(("to arrest", "arrest", "detain")), _distinct(("data centre", "data center"))
    (('to arrest', 'detain'), ('data centre',))
    """
    found: dict[str, str] = {}
    for wording in english:
        found.setdefault(folded(_core(wording)), wording)
    return tuple(found.values())


def _core(meaning: str) -> str:
    """A meaning without what dictionaries add in one place and leave out in another: to apply for sth, apply for."""
    return " ".join(_ADDED.sub(" ", meaning.lower()).split())


def choose_meanings(token: Token, most: int = 4) -> tuple[str, ...]:
    """The dictionary's meanings that fit the token's reading, at most `most` of them.

    Surnames, measure words and cross-references are left out where there is anything else.

    >>> from companion.model import Sense
    >>> token = Token("重複", 0, 2, "word", "重复", ("chóng", "fù"), (
    ...     Sense("重複", "重复", "chóng fù", ("to repeat", "CL:個|个[gè]")),))
    >>> choose_meanings(token)
    ('to repeat',)
    """
    want = " ".join(token.pinyin)
    fitting = [s for s in token.senses if s.pinyin == want] or [
        s for s in token.senses if s.pinyin.lower() == want.lower()
    ]
    fitting = fitting or list(token.senses)
    written = [s for s in fitting if s.traditional == token.text]
    meanings = list(dict.fromkeys(m for s in common_first(written or fitting) for m in shown(s).english))
    good = [m for m in meanings if not m.startswith(_NO_MEANING)]
    return tuple((good or meanings)[:most])


def _outline(
    number: int,
    key: str,
    text: str,
    sentence: Sentence,
    token: Token,
    term: Term | None,
    count: int,
    level: str,
    meanings: Iterable[str],
) -> Entry:
    before = text[sentence.start : token.start].lstrip()[-1:]
    return Entry(
        number,
        key,
        term.traditional if term and _written_simplified(token, term) else token.text,
        token.simplified,
        "",
        tuple(meanings),
        token.text,
        before + token.text,
        "",
        len(before),
        "",
        "",
        count,
        level,
        term.mainland if term else "",
        term.taiwan if term else "",
        term.domain if term else "",
        term.note if term else "",
        "glossary" if term else "CC-CEDICT" if token.senses else "",
        term.id if term else "",
        token.pos,
        _is_name(token, term),
        hsk_level(token.simplified),
    )


def _whole(
    outline: Entry,
    number: int,
    place: tuple[Paragraph, Sentence, Token],
    terms: Mapping[str, Term],
    reading: ReadingOptions,
    language: Language,
) -> Entry:
    paragraph, sentence, token = place
    shown_reading = _shown(token, terms.get(token.term or ""), reading, language)
    raw = paragraph.text[sentence.start : sentence.end]
    simplified = "".join(t.simplified for t in paragraph.passing().tokens_of(sentence))
    translation = sentence.translation
    return replace(
        outline,
        number=number,
        reading=shown_reading,
        english=_named(token, shown_reading, outline.english),
        sentence=raw.strip(),
        sentence_simplified=simplified.strip(),
        at=token.start - sentence.start - (len(raw) - len(raw.lstrip())),
        translation=translation.text if translation else "",
        origin=translation.origin if translation and translation.text else "",
    )


def _written_simplified(token: Token, term: Term) -> bool:
    """Whether the text is in Simplified characters, so that the glossary alone has the Traditional form."""
    return token.text == token.simplified == term.simplified


def _is_headword(token: Token, term: Term) -> bool:
    """Whether the text has the term's own form, not an alias."""
    return token.simplified == term.simplified


def _shown(token: Token, term: Term | None, reading: ReadingOptions, language: Language) -> str:
    """The word's reading in its place, spelled as over the text; as in the glossary where that has this form."""
    name = _is_name(token, term)
    if term and not _is_headword(token, term):
        term = None
    word = _headword(term) if term else token
    [spoken] = said([word], sandhi=reading.sandhi)
    if term and reading.system == "pinyin":
        return _respelled(term.pinyin, word.pinyin, spoken.pinyin)
    found = spoken.syllables(word, reading.system, term)
    if reading.system != "pinyin":
        return join_syllables(found, reading.system)
    whole = "".join(spelled(tuple(found), pattern_of(word, None, language)))
    return whole[:1].upper() + whole[1:] if name else whole


def _respelled(text: str, syllables: Iterable[str], changed: Iterable[str]) -> str:
    """Pinyin as it is spelled, with some of its syllables changed.

    >>> _respelled("Yīdài Yīlù", ("yī", "dài", "yī", "lù"), ("yí", "dài", "yí", "lù"))
    'Yídài Yílù'
    """
    at = 0
    for old, new in zip(syllables, changed, strict=True):
        found = text.lower().find(old.lower(), at)
        if found < 0:
            return text
        at = found + len(old)
        if old != new:
            text = text[:found] + text[found] + new[1:] + text[at:]
            at = found + len(new)
    return text


def _headword(term: Term) -> Token:
    """The glossary's own form as a token: the text may have an alias of it."""
    count = sum(has_han(c) for c in term.traditional)
    word = term.traditional
    return Token(word, 0, len(word), "word", term.simplified, syllables(term.pinyin, count))


def entry_key(token: Token, swapped: bool = False) -> str:
    """The key of the entry that a token belongs to; `swapped`: its text is the Simplified one."""
    simplified = token.text if swapped else token.simplified
    parts = "\0".join((token.term or simplified, " ".join(token.pinyin).lower() if not token.term else ""))
    return "v" + hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:16]


def _rank(paragraph: Paragraph, sentence: Sentence) -> tuple[int, int, int]:
    """Which sentence shows a word best: one that a person or machine translated, of some length, in the text."""
    translated = sentence.translation and sentence.translation.origin not in ("gloss", "none")
    long = abs(sentence.end - sentence.start - 28)
    return (0 if translated else 1, 0 if paragraph.kind in ("body", "item") else 1, long)


def join_syllables(syllables: Iterable[str], system: str) -> str:
    """Syllables as one word: pinyin with its apostrophes, others with spaces between.

    >>> join_syllables(("Xī", "ān"), "pinyin")
    "Xī'ān"
    """
    return joined(tuple(syllables)) if system == "pinyin" else " ".join(syllables)
