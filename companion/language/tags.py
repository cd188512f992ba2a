"""The language that a tag names, as translation memories and termbases write it: BCP 47, ISO 639, Windows, or a word."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["language_of_tag"]

_WORDS = {"chinese": "zh", "mandarin": "zh", "cantonese": "yue", "english": "en"}
# Windows' three letters (LOCALE_SABBREVLANGNAME), and how older tools name the scripts.
_WINDOWS = dict.fromkeys(("chs", "cht", "zhh", "zhi", "zhm", "zhs", "zht", "big5", "gb"), "zh")
_WINDOWS |= dict.fromkeys(
    ("enu", "eng", "ena", "enc", "enz", "eni", "ens", "enj", "enb", "enl", "ent", "enw", "enp", "enn", "enk"),
    "en",
)
_SHORT = {"zho": "zh", "chi": "zh", "cmn": "zh", "eng": "en"}


@cache
def language_of_tag(tag: str) -> str:
    """The language of a tag, as ISO 639-1 has it where it can.

    Args:
        tag: such as zh-Hant-HK, zho, cmn-Hans-CN, ZH-CHT, CHT, ENU, x-chinese, "Chinese (Traditional)".

    Returns:
        Such as zh, yue or en; the tag itself in small letters where it names no language.

    >>> [language_of_tag(t) for t in ("ZH-CHT", "chi", "CHT", "ZHO-HK", "x-chinese", "ENU", "eng-GB", "yue-Hant")]
    ['zh', 'zh', 'zh', 'zh', 'zh', 'en', 'en', 'yue']
    """
    tag = tag.strip().lower().replace("_", "-").removeprefix("x-")
    short = tag.split("-")[0]
    if short in ("zh", "en", "yue"):
        return short
    if known := _WINDOWS.get(short) or _SHORT.get(short):
        return known
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        language = Language.get(tag).language or ""
    except (LanguageTagError, ValueError):
        word = re.match("[a-z]*", tag)
        return _WORDS.get(word[0] if word else "", tag)
    return _WORDS.get(language, "zh" if language == "cmn" else language)
