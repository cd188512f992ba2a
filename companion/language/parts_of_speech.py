"""Parts of speech as dictionaries for learners write them, out of a tag and of what the English says."""

from __future__ import annotations

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


def part_of_speech(tag: str, word: str, english: Sequence[str] = ()) -> str:
    """What a word is where it stands: of a word whose meanings are a thing and an act, both, in their order.

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
    found = []
    for meaning in english[:_TOLD]:
        if meaning.startswith("to be ") and tagged == "adj":
            found.append("adj")
        elif meaning.startswith("to "):
            found.append("v")
        elif tagged in ("", "v", "phrase"):  # the English says that it is no act here
            other = _PARTS.get(word_class(word), "")
            found.append(other if other in ("n", "adj", "adv") else "n")
        else:
            found.append(tagged)
    return ", ".join(dict.fromkeys(found))
