"""Script: write the Simplified form of a word, or the Traditional."""

from __future__ import annotations

from collections.abc import Iterator

from companion.exercises.candidates import Candidate, word_item
from companion.exercises.model import Exercise, Part
from companion.exercises.source import Place, Source
from companion.exercises.variants import fold

__all__ = ["candidates"]


def candidates(source: Source, variant: str, questions: tuple[object, ...] = ()) -> Iterator[Candidate]:
    """Words that are written differently in the two scripts, not only by a variant."""
    for place in source.places:
        token = place.token
        other = _other(token.text, token.simplified, source.traditional)
        if other and fold(other) != fold(token.text) and _asks(source, variant) and len(token.text) <= 6:
            changed = sum(a != b for a, b in zip(token.text, other, strict=False))
            yield Candidate(
                source.worth(token) + 0.4 * changed,
                (place.key,),
                place.number,
                token.simplified,
                lambda rng, place=place: _build(source, place, variant),
                (token.simplified if variant == "simplified" else token.text,),
            )


def _asks(source: Source, variant: str) -> bool:
    return source.traditional


def _other(text: str, simplified: str, traditional: bool) -> str:
    return simplified if traditional and simplified != text and len(simplified) == len(text) else ""


def _traditional(place: Place) -> tuple[str, ...]:
    """The word in Traditional, and what else the dictionary writes so in Simplified with the same reading: 瞭解 for 了解."""
    token = place.token
    read = " ".join(token.pinyin).lower()
    others = [
        s.traditional
        for s in token.senses
        if s.simplified == token.simplified and s.pinyin.lower() == read and s.traditional != token.text
    ]
    return tuple(dict.fromkeys((token.text, *others)))


def _build(source: Source, place: Place, variant: str) -> Exercise:
    token = place.token
    pinyin = " ".join(token.pinyin)
    if variant == "simplified":
        return word_item(
            source, place, "script", variant, "text", "Write the marked word in Simplified characters.",
            answers=(token.simplified,), hints=(pinyin,), answer_lang="zh-Hans",
            note=f"{token.text} → {token.simplified}",
        )  # fmt: skip
    # The prompt is the sentence in Simplified; the word alone would not say which 发 or 后 is meant.
    item = word_item(
        source, place, "script", variant, "text", "Write the marked word in Traditional characters.",
        middle=Part("focus", token.simplified), answers=_traditional(place), hints=(pinyin,),
        answer_lang="zh-Hant", note=f"{token.simplified} → {token.text}",
    )  # fmt: skip
    return _in_simplified(item, place)


def _in_simplified(item: Exercise, place: Place) -> Exercise:
    from dataclasses import replace

    forms = "".join(t.simplified for t in place.paragraph.tokens)
    text = place.paragraph.text
    if len(forms) != len(text):
        return replace(item, prompt=(Part("focus", place.token.simplified),), lang="zh-Hans")
    parts = []
    at = place.token.start - len(item.prompt[0].text) if item.prompt[0].kind == "text" else 0
    for part in item.prompt:
        if part.kind == "text":
            bare = part.text.removeprefix("… ").removesuffix(" …")
            found = text.find(bare, max(0, at - 4))
            shown = forms[found : found + len(bare)] if found >= 0 else bare
            part = Part("text", part.text.replace(bare, shown))
        parts.append(part)
    return replace(item, prompt=tuple(parts), lang="zh-Hans")
