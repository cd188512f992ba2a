"""Names in a Chinese sentence that its English does not name.

A name that the glossary or the dictionary has must appear in one of their English forms, or a part of it (Trump),
as an adjective (Thai) or in pinyin. A person's name that neither has may be spelt in any way, in Cantonese for instance: it is missed
only where the English has no name left that it could be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from companion.model import Token
from companion.patterns import later
from companion.protocols import SourceSentence
from companion.translation.terms import folded

__all__ = ["dropped_names"]

_NAME = later(r"^(?:the )?([A-Z][\w’'-]+(?: (?:of |the )*[A-Z][\w’'-]+)*)")
_NO_NAME = ("surname ", "variant of", "old variant", "see ", "abbr", "also written", "also pr.")
# Words that many names share.
_SHARED = (
    "the of and new north south east west central city county district province town river lake sea mount island islands "
    "republic kingdom states state united people peoples democratic hong kong great university company group street road saint"
)
_COMMON = frozenset(_SHARED.split())
_ADJECTIVES = {
    "united states": "america us", "united kingdom": "brit uk english", "france": "french", "netherlands": "dutch holland",
    "spain": "spanish spaniard", "poland": "polish pole", "denmark": "danish dane", "switzerland": "swiss", "sweden": "swed",
    "finland": "finnish finn", "ireland": "irish", "scotland": "scot", "wales": "welsh", "greece": "greek", "turkey": "turk",
    "england": "english", "norway": "norwegian", "philippines": "filipin", "thailand": "thai", "iraq": "iraqi", "china": "chinese sino prc mainland",
    "hong kong": "local city hk sar", "macau": "macao macanese", "taiwan": "cross-strait", "europe": "eu european", "japan": "nippon",
    "korea": "rok dprk seoul", "myanmar": "burm", "burma": "myanmar", "soviet union": "ussr", "vatican": "holy see",
}  # fmt: skip
_ADDRESS = re.compile(
    "先生|女士|小姐|太太|婆婆|伯伯?|叔叔?|阿姨|老师|教授|博士|议员|律师|医生|校长|主任|督察"
)
_ERAS = ("民国", "公元", "西元")
_PRONOUNS = ("He", "She", "You", "An", "Me")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]*")
_NO_NAMES = (
    "i mr mrs ms dr the a an he she it they we you monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december"
)
_NOT_NAMES = frozenset(_NO_NAMES.split())


def dropped_names(sentence: SourceSentence, english: str) -> list[str]:
    """The names of the sentence, as it writes them, for which `english` has none.

    >>> from companion.model import Sense
    >>> senses = (Sense("那不勒斯", "那不勒斯", "Nà bù lè sī", ("Naples, city in Italy",)),)
    >>> tokens = (Token("那不勒斯", 0, 4, "word", "那不勒斯", ("nà", "bù", "lè", "sī"), senses),)
    >>> dropped_names(SourceSentence("那不勒斯", "那不勒斯", tokens), "the city")
    ['那不勒斯']
    >>> dropped_names(SourceSentence("那不勒斯", "那不勒斯", tokens), "the Neapolitans of Naples")
    []
    """
    text = f" {folded(english)} "
    missing, free = [], list(_free_names(english))
    terms = {t.id: t for t in sentence.terms}
    for i, token in enumerate(sentence.tokens):
        if token.kind != "word":
            continue
        term = terms.get(token.term) if token.term else None
        if term is not None:
            forms = [e for e in term.english if term.domain in ("people", "places") and e[:1].isupper()]
        else:
            forms = list(_of_dictionary(token)) if len(token.text) > 1 else []
        if forms:
            if not (_named(forms, text) or _in_pinyin(token, english, text)):
                missing.append(token.text)
        elif (
            term is None and (person := _person(sentence.tokens, i)) and not _in_pinyin(token, english, text)
        ):
            if not free:
                missing.append(person)
            free = free[1:]
    return list(dict.fromkeys(missing))


def _of_dictionary(token: Token) -> Iterator[str]:
    """The English names that the dictionary has for a word that can only be a name."""
    if (
        token.term
        or token.simplified in _ERAS
        or not token.senses
        or not all(s.pinyin[:1].isupper() for s in token.senses)
    ):
        return
    for sense in token.senses:
        for meaning in sense.english:
            if not meaning.startswith(_NO_NAME) and (match := _NAME.match(meaning)):
                yield match[1]


def _named(forms: Iterable[str], text: str) -> bool:
    for form in forms:
        plain = folded(form).removeprefix("the ")
        words = plain.split()
        telling = [w for w in words if w not in _COMMON and len(w) > 1] or words
        adjectives = [a for name, many in _ADJECTIVES.items() if name in plain for a in many.split()]
        if any(f" {part}" in text for part in [*map(_stem, telling), *adjectives]):
            return True
    return False


def _stem(word: str) -> str:
    """The part of a name that its adjective keeps: Italy, Italian; Germany, German."""
    if len(word) > 5:
        return word[: max(4, len(word) - 2)]
    return word[:-1] if len(word) > 4 and word.endswith(("y", "a", "e", "o")) else word


def _in_pinyin(token: Token, english: str, text: str) -> bool:
    """Whether its pinyin stands there: all of it, the given name, or the surname (but He and You may be pronouns)."""
    syllables = [_without_tones(s) for s in token.pinyin]
    if not syllables:
        return False
    if len(syllables) > 1 and "".join(syllables) in text.replace(" ", ""):
        return True
    given = syllables[1:]
    if any(f" {form} " in text for form in ("".join(given), " ".join(given)) if len(form) > 2):
        return True
    surname = syllables[0].capitalize()
    return surname not in _PRONOUNS and re.search(rf"\b{surname}\b", english) is not None


def _without_tones(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable.replace("ü", "u"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _person(tokens: Sequence[Token], i: int) -> str:
    """The person that a token names, a surname with the form of address after it; "" where it names none."""
    token = tokens[i]
    if token.entity != "person":
        return ""
    after = next((t.simplified for t in tokens[i + 1 : i + 3] if t.kind != "space"), "")
    if len(token.text) == 1 and (form := _ADDRESS.match(after)):
        return token.text + tokens[i + 1].text[: form.end()]
    return token.text


def _free_names(english: str) -> Iterator[str]:
    """The words of the English that may be an unknown person's name: capitalised, and not only as the first word is."""
    for match in _CAPITALISED.finditer(english):
        first = (
            not english[: match.start()].strip(" “‘\"'(") or english[: match.start()].rstrip()[-1:] in ".!?:"
        )
        if match[0].casefold() in _NOT_NAMES:
            continue
        following = english[match.end() : match.end() + 2].lstrip()[:1]
        if not first or following.isupper():
            yield match[0]
