"""Whether a correction makes sense, and its value in the form that is kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from companion.errors import CorrectionError
from companion.han import han_places, is_syllable, tone_marked
from companion.model import KINDS, Correction

__all__ = ["CORRECTION_KINDS", "SCOPES", "checked"]

CORRECTION_KINDS = ("reading", "words", "simplified", "kind", "boundary")
SCOPES = ("article", "always")


def checked(correction: Correction) -> Correction:
    """The correction with its value tidied: tone numbers become marks (shuai4 → shuài).

    Raises `CorrectionError`, which says what to write instead, where it can't be applied to any text.

    >>> checked(Correction("reading", "", 0, 0, "率", "shuai4")).value
    'shuài'
    """
    c = correction
    if c.kind not in CORRECTION_KINDS:
        raise CorrectionError(f"a correction can be {', '.join(CORRECTION_KINDS)}, not '{c.kind}'")
    if c.scope not in SCOPES:
        raise CorrectionError(f"a correction's scope can be article or always, not '{c.scope}'")
    if not 0 <= c.start <= c.end:
        raise CorrectionError(f"a correction's place can't be {c.start} to {c.end}")
    if c.paragraph and c.end - c.start != len(c.text):
        raise CorrectionError(
            f"the place {c.start} to {c.end} has not the length of '{c.text}' ({len(c.text)} characters)"
        )
    if not c.text:
        raise CorrectionError("a correction needs the text that it is about")
    if c.kind in ("kind", "boundary") and (c.scope == "always" or not c.paragraph):
        raise CorrectionError(
            "a paragraph's kind and boundary can be corrected in one article only, at one place"
        )
    value = {
        "reading": _reading,
        "words": _words,
        "simplified": _simplified,
        "kind": _kind,
        "boundary": _boundary,
    }[c.kind](c.text, c.value)
    return c if value == c.value else replace(c, value=value)


def _reading(text: str, value: str) -> str:
    syllables = [_syllable(s) for s in re.split(r"[\s'’]+", unicodedata.normalize("NFC", value).strip()) if s]
    wanted = len(han_places(text))
    if not wanted:
        raise CorrectionError(f"'{text}' has no Chinese character that could be read")
    if len(syllables) != wanted:
        raise CorrectionError(
            f"'{text}' needs {wanted} syllable{'s' * (wanted > 1)} with spaces between them, not '{value}'"
        )
    for place, syllable in zip(han_places(text), syllables, strict=True):
        if not is_syllable(syllable):
            raise CorrectionError(
                f"'{syllable}', the reading of '{text[place]}', is no pinyin syllable; write it like shuài or shuai4"
            )
    return " ".join(syllables)


def _syllable(text: str) -> str:
    if text[-1:] in "12345" and text[:-1].isalpha():
        text = tone_marked(text.replace("v", "ü"))
    return text


def _words(text: str, value: str) -> str:
    words = value.strip().split("|")
    if "".join(words) != text or not all(words):
        raise CorrectionError(f"the words '{value}' must join up to '{text}', with | between them")
    return "|".join(words)


def _simplified(text: str, value: str) -> str:
    value = value.strip()
    if len(value) != len(text):
        raise CorrectionError(
            f"the Simplified form of '{text}' must have {len(text)} character{'s' * (len(text) > 1)}, not '{value}'"
        )
    return value


def _kind(_text: str, value: str) -> str:
    if value not in KINDS:
        raise CorrectionError(f"a paragraph can be {', '.join(KINDS)}, not '{value}'")
    return value


def _boundary(_text: str, value: str) -> str:
    if value not in ("split", "join"):
        raise CorrectionError(f"a boundary's correction can be split or join, not '{value}'")
    return value
