"""Completing glossary entries that a person or another tool wrote only in part."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace

from companion.glossary.syllables import syllables, with_tone_marks
from companion.glossary.table import has_han
from companion.language.language import Language
from companion.language.similar import to_traditional
from companion.model import Term

__all__ = ["complete", "id_for", "orthographic_pinyin", "spelled"]


def complete(term: Term, taken: Collection[str] = (), domain: str = "own") -> Term:
    """The term with its scripts, pinyin, domain and id filled in where they are empty.

    `taken` are the ids that are in use. A wording that is only known in simplified characters
    gets the traditional ones of OpenCC; a mainland or Taiwan wording that differs in script
    alone is left out.

    >>> term = complete(Term("", "", "电骗", "", ("telecom fraud",)))
    >>> term.id, term.traditional, term.pinyin
    ('own-dianpian', '電騙', 'diànpiàn')
    """
    traditional = term.traditional or _traditional(term.simplified)
    if Language.default().simplify(traditional) == traditional and not term.simplified:
        traditional = _traditional(traditional)
    simplified = term.simplified or Language.default().simplify(traditional)
    mainland = term.mainland
    pinyin = spelled(term.pinyin, traditional) if term.pinyin else orthographic_pinyin(traditional)
    domain = term.domain or domain
    return replace(
        term,
        id=term.id or id_for(pinyin, domain, taken),
        traditional=traditional,
        simplified=simplified,
        pinyin=pinyin,
        domain=domain,
        mainland="" if mainland == simplified else mainland,
        taiwan="" if term.taiwan == traditional else term.taiwan,
    )


def spelled(pinyin: str, wording: str) -> str:
    """Syllables one by one, with marks or numbers, as the wording is spelled where its words are known to have them; else as they are.

    >>> spelled("dian4 pian4", "電騙"), spelled("dǎ cuò zì", "打錯字"), spelled("Lán-Méi hézuò", "瀾湄合作")
    ('diànpiàn', 'dǎcuòzì', 'Lán-Méi hézuò')
    """
    count = sum(map(has_han, wording))
    pinyin = with_tone_marks(pinyin)
    given = pinyin.split()
    if len(given) < 2 or len(given) != count:
        return pinyin
    worked_out = orthographic_pinyin(wording)
    if syllables(worked_out, count) != tuple(s.lower() for s in given):
        return pinyin
    return worked_out[:1].upper() + worked_out[1:] if given[0][:1].isupper() else worked_out


def id_for(pinyin: str, domain: str = "own", taken: Collection[str] = ()) -> str:
    """An id that is not taken, from the domain and the pinyin without its tones.

    >>> id_for("Lán-Méi hézuò", "diplomacy"), id_for("nǚ'ér", "own", {"own-nuer"})
    ('diplomacy-lanmeihezuo', 'own-nuer-2')
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", pinyin.lower()) if c.isascii() and c.isalnum())
    place = re.sub("[^a-z0-9]+", "-", domain.lower()).strip("-") or "own"
    base = f"{place}-{plain or 'term'}"
    number, found = 2, base
    while found in taken:
        found = f"{base}-{number}"
        number += 1
    return found


def orthographic_pinyin(wording: str) -> str:
    """The pinyin of a wording with the syllables of each word joined; names are not capitalised.

    >>> orthographic_pinyin("打擊電子詐騙方案")
    "dǎjī diànzǐ zhàpiàn fāng'àn"
    """
    words = []
    for token in Language.default().tokens(wording):
        if token.pinyin:
            word = token.pinyin[0]
            for syllable in token.pinyin[1:]:
                word += ("'" if syllable[0] in "aāáǎàeēéěèoōóǒò" else "") + syllable
            latin = "".join(c for c in token.text if c.isascii() and c.isalnum())
            words.append(f"{latin} {word}" if latin else word)
        elif token.kind in ("latin", "number"):
            words.append(token.text)
    return " ".join(words)


def _traditional(wording: str) -> str:
    """A wording in the characters of Hong Kong, of the same length where OpenCC can."""
    converted = to_traditional(wording)
    return converted if len(converted) == len(wording) else wording
