"""The cross-references of CC-CEDICT, followed: a meaning instead of "variant of 分子[fen4 zi3]".

CC-CEDICT explains many words by another one: *variant of*, *see*, *abbr. for*, *Taiwan variant of*, *dialectal
equivalent of*. What a reader needs is the meaning that stands there. A remark that only names another form
of a word which has meanings of its own (*abbr. to*, *also written*, *cf.*) is no meaning and goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["followed"]

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af○·・，,"
_WORD = rf"(?P<word>[{_HAN}A-Za-z0-9]*[{_HAN}]+[{_HAN}A-Za-z0-9]*)(?:\|(?P<simplified>[^\s\[\]|;)]+))?(?:\[(?P<pinyin>[^\]]+)\])?"
_OTHER = rf"(?:(?:,| or| and|;|/) ?[{_HAN}A-Za-z0-9|]+(?:\[[^\]]+\])?)*"
_TO = (
    r"(?:(?:\([^)]*\)|[A-Za-z\-]+) ){0,3}?(?:variant of|equivalent (?:of|to)|form of)|see|same as|now written|also written|"
    r"(?:\([^)]*\) )?abbr\. (?:for|of)|abbreviation (?:for|of)|short for|contraction of|used erroneously for|bound form used in|used in|"
    r"(?:\([^)]*\) )?(?:Internet )?slang for|equivalent to|Cantonese for|pun on|an erroneous form of|written form of"
)
_BESIDE = (
    r"see also|also called|also known as|also|abbr\. to|abbreviated to|cf\.?|contrasted with|opposite of|opposite:|antonym:?|"
    r"(?:PRC|Taiwan|Mandarin|Cantonese) equivalents?:|as opposed to|compare"
)
_POINTER = re.compile(rf"^(?:{_TO}) {_WORD}{_OTHER}[.)]?(?: .{{0,0}})?$")
_REMARK = re.compile(rf"^(?:\(?(?:{_BESIDE})|\((?:{_TO})) {_WORD}{_OTHER}[.)]?$")
_TAIL = re.compile(rf"(?:[,;] ?| \()(?:{_TO}|{_BESIDE}|from) [{_HAN}A-Za-z0-9|]+(?:\[[^\]]+\])?{_OTHER}\)?$")
_HEAD = re.compile(
    rf"^(?:\(?(?:{_TO}|{_BESIDE}) {_WORD}(?:(?: or|;|/) ?[{_HAN}|]+(?:\[[^\]]+\])?)*\)?[,:]? |abbr\. for )(?=[\"(A-Za-z0-9])"
)
_READING = re.compile(r"^(?:\([^)]*\) )?(?:also|Taiwan) pr\. \[[^\]]+\]$")
_MOST = 3  # meanings that are taken over from the word that is named
_DEEP = 4  # references in a row that are followed


def followed(
    definitions: Sequence[str], meanings: Mapping[tuple[str, str], Sequence[str]], _deep: int = 0
) -> tuple[str, ...]:
    """The meanings of an entry, its cross-references followed.

    Args:
        definitions: What the entry says, in order.
        meanings: The definitions of each headword, by traditional form and lower-case pinyin, and by the form
            and an empty pinyin.

    Returns:
        Definitions without those that only point to another word; never empty where `definitions` is not:
        what names a word that is nowhere explained stays as it is.

    >>> words = {("分子", "fen1 zi3"): ["molecule"], ("分子", "fen4 zi3"): ["members of a class", "people of a kind"]}
    >>> followed(["Taiwan variant of 分子[fen4 zi3]"], words)
    ('members of a class', 'people of a kind')
    >>> followed(["educated youth, abbr. for 知識青年|知识青年[zhi1 shi5 qing1 nian2]"], {})
    ('educated youth',)
    >>> followed(["to see; to meet", "cf. 見面|见面[jian4 mian4]"], {})
    ('to see; to meet',)
    >>> followed(["variant of 紉|纫, to sew", "Taiwan pr. [ren4]"], {})
    ('to sew',)
    """
    definitions = [d for raw in definitions if (d := raw.strip()) and not _READING.match(d)] or definitions
    own = [d for d in definitions if not _POINTER.match(d) and not _REMARK.match(d)]
    found: dict[str, None] = {}
    for raw in definitions:
        definition = raw.strip()
        if match := _POINTER.match(definition):
            if own and definition.startswith(("used in", "bound form")):
                continue
            found |= dict.fromkeys(_of(match, meanings, _deep))
        elif not _REMARK.match(definition):
            found[_trimmed(definition)] = None
    if not _meant(found):
        for raw in definitions:
            if match := _REMARK.match(raw.strip()):
                found |= dict.fromkeys(_of(match, meanings, _deep))
    return tuple(found) or tuple(d.strip() for d in definitions if d.strip())


def _trimmed(definition: str) -> str:
    """A definition without the reference before or after it: educated youth, abbr. for 知識青年."""
    return _HEAD.sub("", _TAIL.sub("", definition), count=1) or definition


def _meant(definitions: Iterable[str]) -> bool:
    return any(not d.startswith("CL:") for d in definitions)


def _of(match: re.Match[str], meanings: Mapping[tuple[str, str], Sequence[str]], deep: int) -> list[str]:
    """The meanings of the word that a cross-reference names."""
    word, pinyin = match["word"].rstrip(",，"), (match["pinyin"] or "").lower()
    target = meanings.get((word, pinyin)) or meanings.get((word, "")) or ()
    if not target or deep >= _DEEP:
        return []
    return [
        d for d in followed(target, meanings, deep + 1) if not d.startswith("CL:") and not _POINTER.match(d)
    ][:_MOST]
