"""How the syllables of a word are written: GB/T 16159, words joined, apostrophes, capitals of names.

What the glossary's pinyin or CC-CEDICT's capitals say of a word is put into a pattern, one sign for each syllable, so
that the same spelling is had for other tones of the word, and in the browser (`spelled` of js/shared/words.js).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from companion.han import VOWELS, joined
from companion.model import Sense, Term, Token

if TYPE_CHECKING:
    from companion.language.language import Language

__all__ = ["JOINED", "groups", "joined", "pattern_of", "spelled"]

JOINED = "-"
"""A syllable that is joined to the one before; the others are " " (a new word), "=" (after a hyphen), "^" (a new word
with a capital) and "+" (a capital after a hyphen)."""
_LONG = 3  # syllables that are always one word, where nothing says otherwise


def spelled(syllables: Sequence[str], pattern: str = "") -> list[str]:
    """Each syllable as it stands in the word: with its capital, and with what parts it from the one before.

    Args:
        syllables: One for each Han character.
        pattern: A sign for each; "" joins them all.

    Returns:
        The pieces; together they are the word.

    >>> spelled(("lǐ", "jiā", "chāo"), "^^-"), spelled(("lán", "méi"), "^+"), spelled(("fāng", "àn"))
    (['Lǐ', ' Jiā', 'chāo'], ['Lán', '-Méi'], ['fāng', "'àn"])
    """
    signs = pattern if len(pattern) == len(syllables) else JOINED * len(syllables)
    return [_piece(s, sign, i > 0) for i, (s, sign) in enumerate(zip(syllables, signs, strict=True))]


def _piece(syllable: str, sign: str, later: bool) -> str:
    text = syllable[:1].upper() + syllable[1:] if sign in "^+" else syllable
    if not later:
        return text
    if sign == JOINED:
        return f"'{text}" if text[:1].lower() in VOWELS else text
    return f"{'-' if sign in '=+' else ' '}{text}"


def groups(pattern: str, count: int) -> list[int]:
    """How many syllables stand in each of a long word's parts, between which a line may be broken.

    >>> groups("^^-", 3), groups("^-^-^--", 7)
    ([3], [2, 2, 3])
    """
    if count <= 4 or len(pattern) != count:
        return [count]
    starts = [i for i, sign in enumerate(pattern) if i == 0 or sign != JOINED]
    return [b - a for a, b in zip(starts, [*starts[1:], count], strict=True)]


def pattern_of(token: Token, term: Term | None = None, language: Language | None = None) -> str:
    """How a word's syllables are written together; "" where they are simply joined.

    Args:
        token: The word.
        term: Its glossary term, whose pinyin is spelled by a person.
        language: Whose dictionary says into which words a long one falls.

    Returns:
        A sign for each syllable, see `JOINED`.

    >>> token = Token("李家超", 0, 3, "word", "李家超", ("lǐ", "jiā", "chāo"), entity="person")
    >>> pattern_of(token)
    '^^-'
    """
    if not token.pinyin:
        return ""
    whole = term is not None and token.text in (term.traditional, term.simplified)
    if term is not None and whole and (found := _aligned(term.pinyin, token.pinyin)) is not None:
        return found
    return _pattern(token.text, token.simplified, token.pinyin, token.entity, token.senses, language)


def _aligned(pinyin: str, syllables: Sequence[str]) -> str | None:
    """The pattern of a pinyin that is spelled; None where it is of other syllables."""
    signs, at, low = [], 0, pinyin.lower()
    for i, syllable in enumerate(syllables):
        start = at
        while at < len(low) and low[at] in " '’-–—·．":
            at += 1
        if not syllable or not low.startswith(syllable.lower(), at):
            return None
        between, capital = pinyin[start:at], pinyin[at].isupper()
        parted = i == 0 or " " in between or "·" in between or "．" in between
        hyphen = i > 0 and any(c in "-–—" for c in between)
        if capital:
            signs.append("+" if hyphen else "^")
        else:
            signs.append("=" if hyphen else " " if parted and i else JOINED)
        at += len(syllable)
    return _short("".join(signs)) if not low[at:].strip() else None


def _short(pattern: str) -> str:
    return pattern if pattern.strip(JOINED) else ""


@lru_cache(maxsize=4_000)
def _pattern(
    text: str,
    simplified: str,
    pinyin: tuple[str, ...],
    entity: str,
    senses: tuple[Sense, ...],
    language: Language | None,
) -> str:
    here = " ".join(pinyin).lower()
    fitting = [s for s in senses if s.pinyin.lower() == here]
    capital = [s for s in fitting if s.pinyin[:1].isupper()]
    if capital and (entity or len(capital) == len(fitting)) and len(pinyin) > 1:
        return _short("".join("^" if s[:1].isupper() else JOINED for s in capital[0].pinyin.split()))
    if len(pinyin) != len(text):
        return ""
    if entity == "person" and not fitting:
        from companion.language.names.people import surname_of

        given = len(surname_of(simplified))
        if given and len(text) <= 4:
            names = (given, len(text) - given)
            return "".join("^" + JOINED * (n - 1) for n in names if n)
    if len(pinyin) <= _LONG:
        return "^" + JOINED * (len(pinyin) - 1) if entity and not senses and len(pinyin) > 1 else ""
    return _parted(text, simplified, entity, fitting, language)


def _parted(
    text: str, simplified: str, entity: str, fitting: Sequence[Sense], language: Language | None
) -> str:
    """A word of four syllables and more, by the words in it; set phrases of two halves with a hyphen."""
    from companion.language.language import Language

    known = (language or Language.default()).senses
    cuts = list(_words(text, simplified, lambda a, b: known(text[a:b], simplified[a:b])))
    if len(cuts) < 2:
        return ""
    idiom = len(text) == 4 and any("idiom" in e for s in fitting for e in s.english)
    signs = []
    for start, end in cuts:
        inner = known(text[start:end], simplified[start:end])
        name = bool(inner) and all(s.pinyin[:1].isupper() for s in inner)
        first = "^" if name or (entity and not fitting) else JOINED if not start else "=" if idiom else " "
        signs.append(first + JOINED * (end - start - 1))
    return _short("".join(signs))


def _words(text: str, simplified: str, known: Callable[[int, int], object]) -> Iterator[tuple[int, int]]:
    """The fewest words of the dictionary that make up a text; a single character belongs to the word before it."""
    if len(text) != len(simplified):
        return
    best: list[tuple[float, int]] = [(0, 0)] + [(1e9, 0)] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 4), end):
            length = end - start
            if length == len(text) or (length > 1 and not known(start, end)):
                continue
            cost = best[start][0] + (1 if length > 1 else 1.6)
            if cost < best[end][0]:
                best[end] = (cost, start)
    cuts, at = [], len(text)
    while at:
        cuts.append((best[at][1], at))
        at = best[at][1]
    merged: list[tuple[int, int]] = []
    for start, end in reversed(cuts):
        if merged and (end - start == 1 or (merged[-1] == (0, 1) and end - start > 1)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    yield from merged
