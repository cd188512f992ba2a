"""Parts of speech as dictionaries for learners write them, out of a tag and of what the English says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.language.similar import word_class

__all__ = ["part_of_speech"]

# The first letter of an ICTCLAS tag; what has none here (a particle, a mark, a letter) has no part of speech on a list.
_PARTS = {
    "n": "n", "j": "n", "s": "n", "t": "n", "f": "n", "v": "v", "a": "adj", "b": "adj", "z": "adj", "d": "adv", "m": "num",
    "q": "mw", "r": "pron", "p": "prep", "c": "conj", "i": "phrase", "l": "phrase",
}  # fmt: skip
_CLOSED = ("mw", "pron", "prep", "conj", "num")
_TOLD = 2  # meanings that a part of speech is taken from
_NO_THING = re.compile(
    "(?:should|can|must|may|might|will|would|could|ought|do not|there is|it is|be|unable)\\b"
)  # how a verb's English may begin

_FORMS = (
    (re.compile(r"in |\w+ed$"), "adj"),  # in critical condition, retired
    (re.compile(r"(?:for|by|at|on|from|with) "), "adv"),  # for a long time
)


def part_of_speech(tag: str, word: str, english: Sequence[str] = ()) -> str:
    """What a word is where it stands: where the tag and the first meaning do not agree both of its first meanings, in their order.

    Args:
        tag: The tagger's, of that place.
        word: The word, simplified.
        english: Its meanings, the one of that place first, verbs with "to".

    Returns:
        n, v, adj, adv, num, mw (a measure word), pron, prep, conj, phrase, or several with a comma; "" where it is none.

    >>> part_of_speech("v", "入球", ("goal", "to score a goal")), part_of_speech("v", "打击", ("to crack down on",))
    ('n, v', 'v')
    >>> part_of_speech("a", "拥挤", ("crowded", "to be packed")), part_of_speech("i", "忙里偷闲", ("to snatch a moment",))
    ('adj', 'phrase')
    """
    tagged = _PARTS.get("n" if tag in ("vn", "an") else "d" if tag in ("vd", "ad") else tag[:1], "")
    if tagged in _CLOSED or not english or (tagged == "phrase" and len(word) > 3):
        return tagged
    found: list[str] = []
    acts = any(m.startswith("to ") for m in english)
    for meaning in english[:_TOLD]:
        if found and (found[0] == tagged or any(pattern.match(english[0]) for pattern, _ in _FORMS)):
            break  # what it is here
        if meaning.startswith("to be ") and tagged == "adj":
            found.append("adj")
        elif meaning.startswith("to ") or (tagged == "v" and _NO_THING.match(meaning)):
            found.append("v")
        elif form := next((part for pattern, part in _FORMS if pattern.match(meaning)), ""):
            found.append(form)
        elif tagged in ("", "phrase", "v"):  # the English says that it is no act here, or words an act bare
            other = _PARTS.get(word_class(word), "")
            found.append(
                "v" if other == tagged == "v" and not acts else other if other in ("n", "adj", "adv") else "n"
            )
        else:
            found.append(tagged)
    return ", ".join(dict.fromkeys(found))
