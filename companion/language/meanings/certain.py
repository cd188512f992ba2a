"""What a word means in its place without a doubt: for what is asked, and not only shown.

A card may show the likeliest of a word's meanings; a question must not. A meaning is certain where the glossary has the
word, where the dictionary's meanings all say the same, or where the table of news has one for this part of speech.
"""

from __future__ import annotations

import re

from companion.language.dictionary.same_english import groups, means_the_same
from companion.language.meanings.senses import decided_part
from companion.language.words.hsk import hsk_level
from companion.model import Sense, Term, Token

__all__ = ["certain_meanings"]

_NO_MEANING = (
    "CL:", "variant", "old variant", "surname ", "see ", "also written", "abbr. ", "used in", "(used in", "Taiwan pr.", "also pr.",
    "same as ", "name of ", "lit. ", "fig. ",
)  # fmt: skip
_NOT_HERE = re.compile(
    r"^\((?:old|archaic|literary|dialect|slang|Tw|Taiwan|vulgar|Buddhism|Daoism|astronomy|TCM|Internet|neologism|coll\.)\b[^()]*\)"
)
_CHINESE = re.compile("[\u3400-\u9fff]")
_EXAMPLES = re.compile(r"\([^()]* [^()]*\)|\([^()]*\)(?= *[^ ;)])")
_NEVER = 10**6  # words that would have to have both meanings


def certain_meanings(
    token: Token, term: Term | None = None, most: int = 2, longest: int = 48
) -> tuple[str, ...]:
    """The meaning that a word has in its place, and what else says the same; none where another may be meant.

    Args:
        token: The word; its `meaning` has been found (`with_meanings`).
        term: The glossary's, if it is one.
        most: How many meanings.
        longest: The characters of them all, with marks between.

    Returns:
        English meanings, those of its part of speech first, verbs with "to".

    >>> import companion
    >>> from companion.language.meanings import with_meanings
    >>> article = with_meanings(companion.read_text("商場減低優惠，警方追查漏洞。", translator=None))
    >>> {t.text: certain_meanings(t) for t in article.paragraphs[0].tokens if t.text in ("減低", "優惠", "漏洞")}
    {'減低': ('to lower', 'to reduce'), '優惠': (), '漏洞': ()}
    """
    here = token.meaning
    if here is None or not here.english or here.english.startswith("[") or " + " in here.english:
        return ()
    if not term and len(token.text) > 1 and len({s.pinyin.lower() for s in token.senses}) > 1:
        return ()  # 空地, an open space, or air to surface
    live = _live(token.senses, token.pinyin)
    found: tuple[str, ...] = ()
    if term:
        found = _of_term(term) if here.source == "glossary" and here.sure else ()
    elif here.source == "usual":
        found = _usual(token, here.english, live)
    elif (
        here.source == "CC-CEDICT"
        and (
            len(groups(live)) == 1
            or (token.pos[:1] == "n" and hsk_level(token.simplified) and _two_of_a_thing(live))
        )
        and (len(live) > 1 or hsk_level(token.simplified))
    ):
        # one meaning of a word that learners' lists do not have is too often another field's (感應器, inductor)
        found = tuple(m for m in live if _agrees(m, token.pos))
    shown: list[str] = []
    for meaning in map(_in_short, found):
        same = shown and (
            any(means_the_same(meaning, m, _NEVER) for m in shown)
            or meaning.startswith("to ") != shown[0].startswith("to ")
        )
        if meaning and not same and len("; ".join([*shown, meaning])) <= longest and len(shown) < most:
            shown.append(meaning)
    return () if any(_CHINESE.search(m) for m in shown) else tuple(shown)


def _two_of_a_thing(live: tuple[str, ...]) -> bool:
    """Whether a word has two meanings in all, both of things: they are two wordings (expert, specialist), and both are shown.

    >>> _two_of_a_thing(("expert", "specialist")), _two_of_a_thing(("to call", "phone"))
    (True, False)
    """
    return len(live) == 2 and not any(m.startswith(("to ", "(")) for m in live)


def _agrees(meaning: str, pos: str) -> bool:
    """Whether a meaning is worded as the part of speech is that the word has: a tag that says otherwise is in doubt.

    >>> _agrees("to apply", "v"), _agrees("antibody", "v"), _agrees("to open a shop", "n"), _agrees("to score", "vn")
    (True, False, False, True)
    """
    if pos in ("vn", "an", "l", "i"):
        return True
    return pos[:1] in "vnadstbj" and meaning.startswith("to ") == (pos[:1] == "v")


def _in_short(meaning: str) -> str:
    """A meaning without labels, examples and the dictionary's short forms; one word in brackets behind a verb stays.

    >>> [_in_short(m) for m in ("(sports) draw", "to replace (a worn-out tire etc)", "to pay (money)", "to return sth to sb")]
    ['draw', 'to replace', 'to pay (money)', 'to return something to somebody']
    """
    text = _EXAMPLES.sub("", meaning).replace(" (loanword)", "")
    for short, whole in (("sth", "something"), ("sb", "somebody")):
        text = re.sub(rf"\b{short}\b", whole, text)
    return " ".join(text.removesuffix(" etc").split())


def _live(senses: tuple[Sense, ...], reading: tuple[str, ...]) -> tuple[str, ...]:
    """The dictionary's meanings of a reading, but those of other times and manners of speaking."""
    told = " ".join(reading)
    fitting = (
        [s for s in senses if s.pinyin == told]
        or [s for s in senses if s.pinyin.lower() == told.lower()]
        or senses
    )
    meanings = dict.fromkeys(m for s in fitting for m in s.english)
    return tuple(m for m in meanings if not m.startswith(_NO_MEANING) and not _NOT_HERE.match(m))


def _of_term(term: Term) -> tuple[str, ...]:
    """The glossary's first wordings; none where it has a thing and an act (成交, turnover and to conclude a deal) or two names."""
    wordings = [e for e in term.english if not e.isupper()] or list(term.english)
    first, *others = wordings
    kind = (first.startswith("to "), first[:1].islower())
    if others and len(groups(tuple(wordings))) > 1:
        alike = all((e.startswith("to "), e[:1].islower()) == kind for e in others)
        return (
            (first,) if alike or not kind[1] else ()
        )  # 上車, no "to get on a vehicle; to buy one's first home"
    return (first, *(e for e in others if e[:1].islower() == kind[1]))


def _usual(token: Token, english: str, live: tuple[str, ...]) -> tuple[str, ...]:
    """The meaning of the table of news, where the dictionary has no other for this part of speech."""
    part = decided_part(token.simplified, english)
    if part and not (token.pos == part or (part == "n" and token.pos in ("n", "vn"))):
        return ()  # 一宗意外: the tag and the meaning do not agree (unexpected)
    verbal = part == "v" or (not part and token.pos.startswith("v") and token.pos != "vn")
    others = [m for m in live if not part or m.startswith("to ") == verbal]
    if len(groups((f"to {english}" if verbal else english, *others))) > 1:
        return ()
    whole = next((m for m in others if m.removeprefix("to ") == english), english)
    if verbal:
        whole = english if english.endswith("ly") else f"to {english}"
    return (whole,) if _agrees(whole, token.pos) else ()
