"""Orthographic pinyin (words joined, names capitalised) to one syllable per character."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from companion.han import tone_marked
from companion.model import Term
from companion.patterns import later

__all__ = ["is_pinyin", "reading_of", "syllables", "with_tone_marks"]

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af]")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw", "")
_FINALS = [
    "iang",
    "iong",
    "uang",
    "ueng",
    "ang",
    "eng",
    "ing",
    "ong",
    "uai",
    "uan",
    "iao",
    "ian",
    "ai",
    "ei",
    "ao",
    "ou",
    "an",
    "en",
    "in",
    "un",
    "ia",
    "ie",
    "iu",
    "ua",
    "uo",
    "ui",
    "üe",
    "üan",
    "ue",
    "er",
    "a",
    "o",
    "e",
    "i",
    "u",
    "ü",
    "ê",
]


def syllables(pinyin: str, count: int) -> tuple[str, ...]:
    """The `count` syllables of a pinyin text, lower case; () where it can't be cut into as many.

    An apostrophe, a hyphen or a space parts syllables; between them a syllable that begins with
    a, e or o must have an apostrophe before it, as the spelling rules ask (fāng'àn, not fāngàn).

    >>> syllables("Lán-Méi hézuò", 4)
    ('lán', 'méi', 'hé', 'zuò')
    >>> syllables("Xī'ān", 2), syllables("fāng'àn", 2)
    (('xī', 'ān'), ('fāng', 'àn'))
    """
    parts = [
        p
        for p in re.split(r"[\s'’\-–—·．.,，、()+＋「」]+", unicodedata.normalize("NFC", pinyin.lower()))
        if p
    ]
    return _fit(tuple(parts), count)


_NUMBERED = later(r"(?<![a-zü])[a-zü]+(?:(?<=[a-zü]u):[a-z]*)?[0-5]", re.IGNORECASE)
_PARTING = re.compile(r"(?:^|\s)['’‧·\-–—]+(?=\s|$)")  # between syllables that stand apart now
_TONE_MARK = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ]", re.IGNORECASE)


def is_pinyin(text: str) -> bool:
    """Whether `text` is nothing but pinyin that has its tones, in numbers (dian4 pian4) or marks (diànpiàn).

    >>> is_pinyin("dian4 pian4"), is_pinyin("Lán-Méi hézuò"), is_pinyin("din6 pin3"), is_pinyin("phone scam")
    (True, True, False, False)
    """
    if re.search("[1-5]", text):
        plain = re.sub(r"[\s'’,，·.\-–—]+|(?<![A-Za-z0-9:])[A-Z0-9]+(?![a-z0-9:])", "", text)
        runs = _NUMBERED.findall(plain)
        return bool(runs) and "".join(runs) == plain and all(_is_syllable(_letters(r)) for r in runs)
    if not _TONE_MARK.search(text):
        return False
    return any(syllables(text, count) for count in range(1, 25))


def _letters(numbered: str) -> str:
    return numbered[:-1].lower().replace("u:", "ü").replace("v", "ü")


def with_tone_marks(text: str) -> str:
    """Pinyin with numbers for tones as pinyin with marks, one syllable after the other; other text as it is.

    >>> with_tone_marks("da3 cuo4zi4"), with_tone_marks("Lu:3-shun4"), with_tone_marks("nu:3'er2")
    ('dǎ cuò zì', 'Lǚ shùn', 'nǚ ér')
    """
    if not re.search("[1-5]", text) or not is_pinyin(text):
        return text
    marked = _NUMBERED.sub(lambda m: f" {tone_marked(m[0].replace('v', 'ü').replace('0', '5'))} ", text)
    return " ".join(_PARTING.sub(" ", marked).split())


def reading_of(term: Term) -> tuple[str, ...]:
    """One syllable for each Han character of a term; () where its pinyin can't be cut so.

    What the wording has in Latin letters or digits is written in the pinyin as it is.

    >>> reading_of(Term("x", "A股", "A股", "A gǔ", ("A share",)))
    ('gǔ',)
    """
    pinyin = term.pinyin
    for run in re.findall("[A-Za-z0-9]+", term.traditional):
        pinyin = re.sub(rf"(?<![^\W\d_]){run}(?![^\W\d_])|{run}(?=\d|-|\s)", " ", pinyin, count=1, flags=re.I)
    return syllables(pinyin, len(_HAN.findall(term.traditional)))


def _fit(parts: tuple[str, ...], count: int) -> tuple[str, ...]:
    reached: dict[int, tuple[str, ...]] = {0: ()}
    for part in parts:
        following: dict[int, tuple[str, ...]] = {}
        for done, so_far in reached.items():
            for cut in _cuts(part):
                if done + len(cut) <= count:
                    following.setdefault(done + len(cut), so_far + cut)
        reached = following
    return reached.get(count, ())


@cache
def _cuts(part: str) -> tuple[tuple[str, ...], ...]:
    """All ways to cut one run of letters into syllables."""
    if not part:
        return ((),)
    found = []
    for length in range(min(6, len(part)), 0, -1):
        if _is_syllable(_plain(part[:length])):
            rests = _cuts(part[length:])
            found += [(part[:length], *rest) for rest in rests if not rest or _plain(rest[0])[0] not in "aeo"]
    return tuple(found)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_TONES))


@cache
def _is_syllable(plain: str) -> bool:
    if plain in ("r", "m", "n", "ng", "hm"):
        return plain == "r"
    if plain[0] in "aeo":
        return plain in _FINALS
    return any(plain[:k] in _INITIALS and plain[k:] in _FINALS for k in (1, 2))
