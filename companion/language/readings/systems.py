"""The systems of reading a token can be shown in: pinyin, zhuyin, Wade–Giles, Jyutping.

Zhuyin and Wade–Giles are written out of the token's pinyin (pypinyin's styles, MIT, with three
syllables of its Wade–Giles mended), so that a corrected reading shows in every system. Jyutping
is another language's reading, Cantonese: a glossary term's own where it is given, else that of
pycantonese (MIT; its data rime-cantonese, CC BY 4.0, and HKCanCor, CC BY 4.0), which comes with
the extra `[cantonese]`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from types import ModuleType

from companion.choices import READING_SYSTEMS
from companion.errors import CompanionError, UnknownNameError
from companion.language.spans import HAN
from companion.model import Term, Token
from companion.patterns import later

__all__ = ["check_system", "reading_of"]


_HAN_RUN = later(f"[{HAN}]+")
_JYUTPING = re.compile("(?<![a-z])[a-z]+[1-6]")
_TONES = {"\u0304": "¹", "\u0301": "²", "\u030c": "³", "\u0300": "⁴"}
_WADE_GILES = {"huo": "huo", "shuo": "shuo", "ai": "ai", "r": "rh"}


def reading_of(token: Token, system: str = "pinyin", term: Term | None = None) -> tuple[str, ...]:
    """A token's reading in a system: one syllable per Han character, as many as in its pinyin.

    Args:
        token: The token.
        system: One of `companion.choices.READING_SYSTEMS`.
        term: The token's glossary term, where it is at hand: its Jyutping wins.

    Returns:
        The syllables; "" for a character that has no reading in the system.

    Raises:
        UnknownNameError: There is no such system.
        CompanionError: Jyutping is wanted, and the extra `[cantonese]` is not installed.

    >>> token = Token("著力", 0, 2, "word", "着力", ("zhuó", "lì"))
    >>> [" ".join(reading_of(token, system)) for system in ("pinyin", "zhuyin", "wade-giles")]
    ['zhuó lì', 'ㄓㄨㄛˊ ㄌㄧˋ', 'cho² li⁴']
    """
    if system == "pinyin":
        return token.pinyin
    if system == "zhuyin":
        return tuple(map(_zhuyin, token.pinyin))
    if system == "wade-giles":
        return tuple(map(_wade_giles, token.pinyin))
    check_system(system)
    if not token.pinyin:
        return ()
    if term is not None and term.jyutping and token.text in (term.traditional, term.simplified):
        own = tuple(_JYUTPING.findall(term.jyutping.lower()))
        if len(own) == len(token.pinyin):
            return own
    return tuple(s for run in _HAN_RUN.findall(token.text) for s in _jyutping(run))


def check_system(system: str) -> None:
    """Raises where there is no such system, or what it needs is not installed; else nothing."""
    if system not in READING_SYSTEMS:
        raise UnknownNameError(
            f"no system of readings is called '{system}'; there are: {', '.join(READING_SYSTEMS)}"
        )
    if system == "jyutping":
        _pycantonese()


@cache
def _zhuyin(syllable: str) -> str:
    """A syllable of pinyin in bopomofo; the neutral tone's dot stands before it (˙ㄉㄜ)."""
    from pypinyin import Style
    from pypinyin.style import convert

    low = syllable.lower()
    if not _plain(low).isascii() and "ü" not in _plain(low):
        return syllable
    if low == "r":
        return "ㄦ"
    written = convert(low, Style.BOPOMOFO, strict=True)
    return "˙" + written.removesuffix("˙") if written.endswith("˙") else written


@cache
def _wade_giles(syllable: str) -> str:
    """A syllable of pinyin in Wade–Giles with its tone as a raised figure, none for the neutral."""
    from pypinyin import Style
    from pypinyin.style import convert

    low = syllable.lower()
    plain = _plain(low)
    if not plain.isascii() and "ü" not in plain:
        return syllable
    written = _WADE_GILES.get(plain) or convert(low, Style.WADEGILES, strict=True).replace("v", "ü")
    return written + "".join(_TONES.get(c, "") for c in unicodedata.normalize("NFD", low))


def _plain(syllable: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", syllable) if c not in _TONES)
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=50_000)
def _jyutping(run: str) -> tuple[str, ...]:
    """The Jyutping of a run of Han characters, "" for each that is unknown."""
    found: list[str] = []
    for word, reading in _pycantonese().characters_to_jyutping(run):
        syllables = _JYUTPING.findall(reading or "")
        if len(syllables) == len(word):
            found.extend(syllables)
        elif len(word) > 1:
            found.extend(s for c in word for s in _jyutping(c))
        else:
            found.append(_of_traditional(word))
    return tuple(found)


def _of_traditional(character: str) -> str:
    """The Jyutping of a simplified character by way of its traditional form."""
    from opencc import OpenCC

    traditional = OpenCC("s2hk").convert(character)
    return _jyutping(traditional)[0] if len(traditional) == 1 and traditional != character else ""


@cache
def _pycantonese() -> ModuleType:
    try:
        import pycantonese
    except ImportError:
        raise CompanionError(
            'jyutping needs the extra [cantonese]: pip install "hanzi-companion[cantonese]"'
        ) from None
    return pycantonese
