"""What each word means in its place, chosen once and kept on the token: cards, lists, exercises and the gloss take it from there.

Meanings come from the curated glossary, from CC-CEDICT (CC BY-SA 4.0) and from a table of the meanings that
words usually have in news. Which of them is shown depends on the words around it (`context`), on grammar (`grammar`),
on the article's domain and on how the dictionary words its senses (`senses`). Names stay whole
(`names`), numbers, dates and measure words are said in English; what English has no word for is explained in
square brackets. "+" joins the parts of a word that no dictionary has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from companion.language.language import Language
from companion.language.meanings.context import Place, Unit, words
from companion.language.meanings.grammar import function_word, names_person
from companion.language.meanings.names import (
    cut_name,
    is_second_mention,
    joined,
    name_spans,
    named,
    names_in,
    person_name,
    surnames_in,
)
from companion.language.meanings.senses import (
    another_meaning,
    choose,
    domains_of,
    has_meaning,
    in_domain,
    is_only_meaning,
    is_used_as,
    shortened,
    usual,
)
from companion.language.meanings.uses import PHRASES, compound_parts, in_place, meanings_beside, rows_of
from companion.language.numbers.english import day_of_month, english_number, english_numeral, measure_note
from companion.language.words.frequency import common_zipf
from companion.model import Article, Meaning, Paragraph, Sense, Sentence, Term, Token

__all__ = [
    "domains_of", "gloss_meanings", "gloss_of", "gloss_words", "keep_meanings", "names_in", "noting", "with_meanings",
]  # fmt: skip

_DETERMINERS = words("这 那 该 每 各 某 首 另 几 数 本 同 哪 整 上 下 前 后 头 末")
_LOCATIVES = frozenset("上下中里内外前后")
_OF_THE_MAINLAND = re.compile(
    "人民币|内地|国务院|央行|[省县]$|^..+(?<!城)市$|^(?:中国|北京|上海|深圳|广州|广东|全国)$"
)
_OF_HONG_KONG = re.compile("港(?:元|股|币)|^(?:本港|全港|香港|恒指|恒生指数|主板|北水)$")
_SAYS = words("说 称 道 指 指出 表示")
_STORMS = ("台风", "热带风暴", "风暴", "飓风", "热带低气压")
_LONGEST_PART = 6
# The cost of a part is how far its Zipf frequency lies below certainty; rare characters and words, and numerals, have these.
_CERTAIN, _NUMERAL = 9.0, 4.0
_RARE = {False: 3.0, True: 2.5}
_BEFORE_ATTRIBUTE = words("由 对 向 为 以 是 有 和 与 的 及 、 在 从 由于 一个 成为 作为")


def gloss_of(token: Token) -> str:
    """A short English meaning of one token by itself; empty for punctuation and space.

    >>> from companion.model import Sense, Token
    >>> gloss_of(Token("斟酌", 0, 2, "word", "斟酌", ("zhēn", "zhuó"), (Sense("斟酌", "斟酌", "zhēn zhuó", ("to consider", "to deliberate")),)))
    'consider'
    """
    return gloss_words((token,))[0]


def gloss_words(
    tokens: Sequence[Token],
    terms: Mapping[str, Term] | None = None,
    domains: frozenset[str] = frozenset(),
    names: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> list[str]:
    """The gloss of each token of a sentence where it stands; empty for marks, space and the later parts of a name.

    `terms` are the glossary's by id, `domains` those of the article (`domains_of`), `names` the names that were found
    in its other sentences (`names_in`), `language` what the article was read with.

    >>> import companion
    >>> article = companion.read_text("警方打擊走私，打擊很沉重。", translator=None)
    >>> [g for g in gloss_words(article.paragraphs[0].tokens) if g]
    ['police', 'crack down on', 'smuggle', 'blow', 'very', 'heavy']
    """
    return [m.english if m else "" for m in gloss_meanings(tokens, terms, domains, names, language)]


def gloss_meanings(
    tokens: Sequence[Token],
    terms: Mapping[str, Term] | None = None,
    domains: frozenset[str] = frozenset(),
    names: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> list[Meaning | None]:
    """The meaning of each token of a sentence where it stands; None for marks, space and the later parts of a name.

    The arguments are those of `gloss_words`.

    >>> import companion
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> terms = {t.id: t for t in article.glossary}
    >>> [(m.english, m.source) for m in gloss_meanings(article.paragraphs[0].tokens, terms) if m]
    [('police', 'usual'), ('crack down on', 'usual'), ('telecom fraud', 'glossary')]
    """
    units = _units(tokens, terms or {}, names or {}, language or Language.default())
    dollars = _counts_dollars(tokens)
    found: list[Meaning | None] = [None] * len(tokens)
    for at, unit in enumerate(units):
        if (meaning := _meaning(Place(units, at), domains)) is not None:
            if dollars and unit.simplified.endswith("元") and "yuan" in meaning.english:
                meaning = replace(meaning, english=meaning.english.replace("yuan", "dollars"))
            before = found[unit.token]
            if before:
                meaning = Meaning(f"{before.english} + {meaning.english}", before.source, False)
            elif "word-ends" in tokens[unit.token].review:
                meaning = replace(meaning, sure=False)
            found[unit.token] = meaning
    return found


def _counts_dollars(tokens: Sequence[Token]) -> bool:
    """Whether a bare 元 is a dollar: in Traditional text, of Hong Kong or Taiwan, that does not speak of the mainland's money."""
    return any(t.text != t.simplified for t in tokens) and (
        any(_OF_HONG_KONG.search(t.simplified) for t in tokens)
        or not any(_OF_THE_MAINLAND.search(t.simplified) for t in tokens)
    )


def with_meanings(article: Article, language: Language | None = None) -> Article:
    """The article, its tokens with their `meaning` in their place; each is chosen once.

    The cards, the lists, the exercises and what is exported take it from there.

    Args:
        article: An article; its tokens get their meanings where they have none yet.
        language: What it was read with.

    Returns:
        The same article.

    >>> import companion
    >>> article = with_meanings(companion.read_text("沉重的打擊。", translator=None))
    >>> [t.meaning.english for t in article.paragraphs[0].tokens if t.meaning]
    ['heavy', '[describing]', 'blow']
    """
    if not any(
        t.kind == "word" for p in article.paragraphs if not p.has_meanings for t in p.passing().tokens
    ):
        return article
    terms = {t.id: t for t in article.glossary}
    said: set[str] = set()
    names = names_in(noting(article.passing(), said))
    domains = domains_of(article.glossary, said)
    same: dict[Meaning | None, Meaning | None] = {}
    for paragraph in article.paragraphs:
        look = paragraph.passing()
        found: list[Meaning | None] = []
        for sentence in paragraph.sentences or (Sentence(0, len(paragraph.text)),):
            meanings = gloss_meanings(look.tokens_of(sentence), terms, domains, names, language)
            found += [same.setdefault(m, m) for m in meanings]
        paragraph.keep_meanings(found)
    return article


def noting(paragraphs: Iterable[Paragraph], said: set[str]) -> Iterator[Sequence[Token]]:
    """The tokens of each paragraph, whose words are added to `said` on the way: a long text is walked through once."""
    for paragraph in paragraphs:
        tokens = paragraph.passing().tokens
        said.update(t.simplified for t in tokens)
        yield tokens


def keep_meanings(
    tokens: Sequence[Token],
    terms: Mapping[str, Term] | None = None,
    domains: frozenset[str] = frozenset(),
    names: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> None:
    """Chooses the meanings of a sentence's tokens and keeps them there: they are found once, and are no part of what a token equals.

    The arguments are those of `gloss_words`. What shows an article a piece at a time (the reader) asks for one sentence
    after the other; everything else asks for the article (`with_meanings`).

    >>> import companion
    >>> tokens = companion.read_text("沉重的打擊。", translator=None).paragraphs[0].tokens
    >>> keep_meanings(tokens)
    >>> tokens[-2].meaning.english
    'blow'
    """
    for token, meaning in zip(tokens, gloss_meanings(tokens, terms, domains, names, language), strict=True):
        object.__setattr__(token, "meaning", meaning)


def _units(
    tokens: Sequence[Token], terms: Mapping[str, Term], known: Mapping[str, str], language: Language
) -> list[Unit]:
    names = {start: (end, name) for start, end, name in name_spans(tokens)}
    starts, surnames = _names_told(tuple(known))
    here = ["".join(t.simplified for t in tokens[a:b]) for a, (b, _) in names.items()]
    persons = [t.simplified for t in tokens if t.entity == "person" and not t.term]
    if here or persons:
        surnames |= surnames_in([*here, *persons, *(f"{p}某" for p in persons if len(p) == 1)])
    units: list[Unit] = []
    until = 0
    for i, token in enumerate(tokens):
        if i < until or token.kind == "space":
            continue
        text, simplified = token.text, token.simplified
        term = terms.get(token.term or "")
        may_begin = token.term is None and simplified[0] in starts
        if term is not None and term.english:
            units.append(
                Unit(text, simplified, "term", i, token.pinyin, token.senses, term.english[0], term=term)
            )
        elif may_begin and (end := _known_name(tokens, i, PHRASES)):
            until = end
            phrase = "".join(t.simplified for t in tokens[i:end])
            units.append(Unit(phrase, phrase, "name", i, fixed=PHRASES[phrase]))
        elif token.entity == "person" and (end := cut_name(tokens, i)) > i:
            until = end
            whole = "".join(t.simplified for t in tokens[i:end])
            syllables = [s for t in tokens[i:end] for s in t.pinyin]
            units.append(Unit(text, simplified, "name", i, fixed=person_name(whole, syllables)))
        elif (
            simplified in surnames
            and token.term is None
            and i not in names  # 李|伯
            and (token.entity == "person" or is_second_mention(tokens, i, surnames))
        ):
            units.append(Unit(text, simplified, "name", i, fixed=joined(token.pinyin) or text))
        elif i in names:
            until, name = names[i]
            name = known.get(simplified, name) if until == i + 1 else name
            units.append(Unit(text, simplified, "name", i, fixed=name))
        elif may_begin and (end := _known_name(tokens, i, known)) and not _does_it(tokens, i, end):
            until = end
            text = "".join(t.text for t in tokens[i:end])
            simplified = "".join(t.simplified for t in tokens[i:end])
            units.append(Unit(text, simplified, "name", i, fixed=known[simplified]))
        elif token.kind != "word":
            units.append(Unit(text, simplified, token.kind, i))
        elif (token.senses and not _is_village(token)) or len(simplified) == 1:
            units.append(Unit(text, simplified, "word", i, token.pinyin, token.senses, pos=token.pos))
        elif usual(simplified, "") or simplified in rows_of(meanings_beside):
            units.append(Unit(text, simplified, "word", i, token.pinyin, pos=token.pos))
        elif numeral := english_numeral(simplified):
            of_month = bool(units) and units[-1].simplified.endswith("月")
            units.append(
                Unit(text, simplified, "number", i, fixed=(of_month and day_of_month(simplified)) or numeral)
            )
        elif name := named(token):
            units.append(Unit(text, simplified, "name", i, fixed=name))
        else:
            parts = _parts(token, i, language)
            if (
                len(parts) == 2
                and parts[0].simplified in surnames
                and parts[1].tag.startswith(("v", "p", "d"))
            ):
                parts[0] = replace(parts[0], kind="name", fixed=joined(parts[0].pinyin))  # 方指: Fong says
            elif len(parts) == 2 and parts[0].simplified == "姓" and len(parts[1].simplified) == 1:
                parts[1] = replace(parts[1], kind="name", fixed=joined(parts[1].pinyin))
            units += parts
    return units


@lru_cache(maxsize=1_000)
def _names_told(names: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The characters with which set phrases and an article's names begin, and the surnames of the names."""
    return frozenset(name[0] for name in (*PHRASES, *names) if name), surnames_in(names)


def _is_village(token: Token) -> bool:
    """Whether the dictionary knows 山上 only as the name of a township."""
    return token.simplified[-1] in _LOCATIVES and all(
        s.pinyin[:1].isupper() and "township" in s.english[0] for s in token.senses
    )


def _known_name(tokens: Sequence[Token], start: int, known: Mapping[str, str]) -> int:
    """One past the last token of the name that begins here; 0 where none does."""
    text = ""
    for end in range(start, min(len(tokens), start + 4)):
        text += tokens[end].simplified
        if text in known:
            return end + 1
    return 0


def _does_it(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether what is a name elsewhere is what somebody does here: 發言人解釋, in a text of the typhoon 「解釋」."""
    token = tokens[start]
    if end != start + 1 or token.pos != "v" or start == 0 or token.entity:
        return False
    before, after = tokens[start - 1], tokens[end] if end < len(tokens) else None
    acts = (before.kind == "word" and before.pos in ("n", "nr", "r", "l", "b")) or before.entity == "person"
    goes_on = after is not None and after.pos == "v" and after.simplified not in _SAYS
    return acts and not goes_on and not before.simplified.endswith(_STORMS)


def _parts(token: Token, number: int, language: Language) -> list[Unit]:
    """A word that no dictionary has, as the words that it is made of; a name in pinyin where it has none."""
    text, simplified = token.text, token.simplified
    cuts = _cut(simplified, language) if len(text) == len(simplified) == len(token.pinyin) else ()
    if not cuts:
        return [Unit(text, simplified, "name", number, fixed=joined(token.pinyin) or text)]
    units, at = [], 0
    for end in cuts:
        part = simplified[at:end]
        numeral = english_numeral(part)
        units.append(
            Unit(
                text[at:end],
                part,
                "number" if numeral else "word",
                number,
                token.pinyin[at:end],
                () if numeral else language.senses(text[at:end], part),
                numeral,
            )
        )
        at = end
    for place, i in (("first", 0), ("last", -1)):
        unit = units[i]
        if len(units) > 3 or unit.fixed:
            continue
        said = (compound_parts().get((unit.simplified, place, r)) for r in (" ".join(unit.pinyin), ""))
        if english := next(filter(None, said), ""):
            units[i] = replace(unit, fixed=english)
        elif token.pos == ("v" if place == "first" else "n"):
            units[i] = replace(unit, pos=token.pos)  # 報出: to report
    return units


@lru_cache(maxsize=4_000)
def _cut(word: str, language: Language) -> tuple[int, ...]:
    """Where the dictionary words end that `word` is most likely made up of; empty where it can't be made up of them."""
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ()), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_PART), end):
            before = best[start]
            part = word[start:end]
            if before is None or part == word:
                continue
            if len(part) > 1 and english_numeral(part):
                cost = _NUMERAL
            elif language.is_word(part):
                cost = _CERTAIN - (common_zipf(part) or _RARE[len(part) > 1])
            else:
                continue
            known = best[end]
            if known is None or before[0] + cost < known[0]:
                best[end] = (before[0] + cost, (*before[1], end))
    whole = best[len(word)]
    return whole[1] if whole else ()


def _meaning(place: Place, domains: frozenset[str]) -> Meaning | None:
    unit = place.unit
    if unit.kind in ("punctuation", "space"):
        return None
    if english := in_place(place):
        return Meaning(english, "usual")
    if unit.term is not None:
        return _of_term(place, unit.term, domains)
    if unit.fixed:
        source = {"number": "number", "word": "usual"}.get(unit.kind, "name")
        return Meaning(unit.fixed.removeprefix("to "), source)
    if unit.kind == "number":
        return Meaning(number, "number") if (number := english_number(unit.text)) else None
    if unit.kind == "latin":
        return Meaning(unit.text, "name")
    if english := _measure(place) or function_word(place):
        return Meaning(english, "grammar")
    listed = _whatever_its_part(unit.simplified, unit.pinyin, unit.senses, domains) or _listed(
        unit.simplified, unit.pinyin, unit.senses, domains, _part(place)
    )
    if listed is not None:
        return listed
    english = "".join(unit.pinyin) or unit.text
    return Meaning(english, "name", False) if english else None


def _of_term(place: Place, term: Term, domains: frozenset[str]) -> Meaning:
    """The meaning of a term of the glossary; of one that is another word too, by what the article is about.

    In another field's article a term of sport is what the dictionary has (破門: a door was forced); any other is sure where the
    dictionary has its meaning too.
    """
    unit, said = place.unit, term.english[0].removeprefix("to ")
    if english := in_domain(unit.simplified, _part(place), domains):
        return Meaning(english, "usual")
    if term.domain in domains or not (other := another_meaning(term.english, unit.senses, unit.pinyin)):
        return Meaning(said, "glossary")
    if term.domain == "sport" and domains:
        english = usual(unit.simplified, _part(place), domains) or shortened(other)
        return Meaning(english or said, "CC-CEDICT" if english else "glossary", False)
    return Meaning(said, "glossary", has_meaning(term.english, unit.senses, unit.pinyin))


def _part(place: Place) -> str:
    """The part of speech for which a meaning is looked up."""
    word, part = place.unit.simplified, place.part_of_speech()
    if place.tag(1).startswith("v") and place.word(-1) != "的" and is_used_as(word, "d"):
        return "d"
    if place.unit.pos in ("d", "ad"):
        return part  # 突然|右手麻痺
    if names_person(place) and place.tag(-1) in ("w", "m", "p", "c", "uj", "v") and is_used_as(word, "a"):
        return "a"  # 退休教師
    if (place.word(1) == "的" and part in "nd" and is_used_as(word, "a")) or (
        place.is_noun(1)
        and (part in "nd" or (place.word(-1) in _BEFORE_ATTRIBUTE and place.unit.pos != "v"))
        and is_used_as(word, "a")
    ):
        return "a"
    return part


@lru_cache(maxsize=4_000)
def _whatever_its_part(
    word: str, pinyin: tuple[str, ...], senses: tuple[Sense, ...], domains: frozenset[str]
) -> Meaning | None:
    """The meaning of a word that has the same one as every part of speech, as most have; None where it has others."""
    first, *others = (_listed(word, pinyin, senses, domains, part) for part in "vnad")
    return first if all(other == first for other in others) else None


def _listed(
    word: str, pinyin: tuple[str, ...], senses: tuple[Sense, ...], domains: frozenset[str], part: str
) -> Meaning | None:
    """What the table of usual meanings or the dictionary says of a word as a part of speech."""
    if english := usual(word, part, domains):
        return Meaning(english, "usual", len(word) > 1 or is_only_meaning(word))
    if english := choose(senses, pinyin, part, domains):
        return Meaning(english, "CC-CEDICT", sum(len(s.english) for s in senses) == 1)
    return None


def _measure(place: Place) -> str:
    """The explanation of a measure word after a number or a determiner; "" where the unit is none."""
    before = place.near(-1)
    if before is None or not (note := measure_note(place.unit.simplified)):
        return ""
    if (
        before.kind == "number"
        and not before.fixed.endswith("]")
        and before.text[-1:] in "0123456789０１２３４５６７８９十百千万萬億亿一二三四五六七八九兩两"
    ):
        return note
    determined = before.simplified in _DETERMINERS and before.token == place.unit.token
    if determined and not (
        before.simplified in ("该", "本") and place.unit.simplified in "局部室所台门区处线"
    ):
        return note
    return note if before.kind == "word" and before.tag == "m" and len(before.simplified) == 1 else ""
