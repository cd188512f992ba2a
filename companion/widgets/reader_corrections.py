"""The corrections of a reader's article as its panel lists them, in sentences, and how one of them is taken back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from companion.corrections import Corrections, Piece, find, forget, path_beside
from companion.errors import CompanionError, CorrectionError
from companion.files import beside, earlier_beside, is_file
from companion.model import Article, Correction, Paragraph, Sentence, Translation
from companion.pipeline import correct, translate_article

__all__ = ["key_of", "key_of_english", "listed", "said", "take_back", "undone", "with_english"]

_KINDS = {
    "body": "an ordinary paragraph", "headline": "a headline", "byline": "a byline", "item": "a point of a list",
    "caption": "a caption", "credit": "a credit",
}  # fmt: skip


def key_of(c: Correction) -> str:
    """By which the browser names a correction."""
    return _key("c", c.kind, c.paragraph, str(c.start), str(c.end), c.text, c.value, c.scope)


def key_of_english(source: str) -> str:
    """By which the browser names the English of a sentence."""
    return _key("e", source)


def _key(*parts: str) -> str:
    return parts[0] + hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def said(c: Correction) -> str:
    """What a correction says, as a sentence.

    >>> said(Correction("words", "", 0, 0, "和平等", "和|平等")), said(Correction("reading", "", 0, 0, "率", "shuài"))
    ('和平等 is 2 words: 和 · 平等.', '率 is read shuài.')
    """
    match c.kind:
        case "reading":
            return f"{c.text} is read {c.value}."
        case "words":
            words = c.value.split("|")
            return (
                f"{c.text} is {len(words)} words: {' · '.join(words)}."
                if words[1:]
                else f"{c.text} is one word."
            )
        case "simplified":
            return f"{c.text} is {c.value} in Simplified."
        case "kind":
            return f"This paragraph is {_KINDS.get(c.value, c.value)}."
    return "A new paragraph begins here." if c.value == "split" else "The next paragraph belongs to this one."


def listed(article: Article, file: Path | None) -> list[dict[str, Any]]:
    """All that a person corrected in an article, for the panel: of each its key, what it says, where it holds and stands.

    To those that are applied come those of the file beside the article that fit it no more, and the sentences whose
    English is the person's own.
    """
    pieces = [Piece(p.kind, p.text, id=p.id) for p in article.paragraphs]
    rows = [_row(c, pieces) for c in article.corrections]
    rows += [{**_row(c, pieces), "fits": False} for c in _unfit(article, file)]
    for at, p, s in _own_english(article):
        source = _source(p, s)
        rows.append(
            {
                "key": key_of_english(source), "said": s.translation.text if s.translation else "", "text": source,
                "holds": "in all articles", "english": True, "fits": True, "at": [at, s.start],
            }
        )  # fmt: skip
    return rows


def _row(c: Correction, pieces: list[Piece]) -> dict[str, Any]:
    place = find(pieces, c) if c.paragraph else None
    if place is None and not c.paragraph:
        place = next(((i, p.text.find(c.text)) for i, p in enumerate(pieces) if c.text in p.text), None)
    holds = "in all articles" if c.scope == "always" else "only here" if c.paragraph else "in this article"
    around = f"{c.before}{c.text}{c.after}" if c.kind in ("kind", "boundary") else ""
    return {
        "key": key_of(c), "said": said(c), "text": around, "holds": holds, "english": False, "fits": True,
        "at": list(place) if place else None,
    }  # fmt: skip


def _unfit(article: Article, file: Path | None) -> tuple[Correction, ...]:
    if file is None:
        return ()
    try:
        return Corrections.load(path_beside(file)).pending(article)
    except CompanionError:
        return ()  # the article's notices say what is wrong with the file


def _own_english(article: Article) -> list[tuple[int, Paragraph, Sentence]]:
    """The sentences whose English stands in the person's own memory, each once."""
    from companion.translation.memory import TranslationMemory, personal_memory_path

    said = [
        (at, p, s)
        for at, p in enumerate(article.paragraphs)
        for s in p.sentences
        if s.translation and s.translation.text and s.translation.origin == "memory"
    ]
    if not said or not is_file(personal_memory_path()):
        return []
    try:
        memory = TranslationMemory.load(personal_memory_path())
    except CompanionError:
        return []  # the article's notices say what is wrong with the file
    found: dict[str, tuple[int, Paragraph, Sentence]] = {}
    for at, p, s in said:
        hit = memory.lookup(_source(p, s))
        if hit and s.translation and hit[0].target == s.translation.text:
            found.setdefault(_source(p, s), (at, p, s))
    return list(found.values())


def _source(p: Paragraph, s: Sentence) -> str:
    return p.text[s.start : s.end].strip()


def take_back(article: Article, key: str, file: Path | None, glossary: Any) -> tuple[Article, str]:
    """Takes back one that `listed` names, out of its file too.

    Returns:
        The article without it, and a sentence for the person.

    Raises:
        CorrectionError: There is no such correction any more.
    """
    unfit = _unfit(article, file)
    for c in (*article.corrections, *unfit):
        if key_of(c) == key:
            if file is not None or c.scope == "always":
                forget(c, file)
            if c in unfit:
                return article, "Undone. It did not fit the article any more."
            left = Corrections(other for other in article.corrections if other != c)
            return correct(article, left, glossary=glossary), undone(c)
    for _, p, s in _own_english(article):
        if key_of_english(_source(p, s)) == key:
            return _without_english(
                article, p, s, file
            ), "Undone. The sentence has the English that it had without yours."
    raise CorrectionError("this correction is undone already")


def undone(c: Correction) -> str:
    """What is said when a correction was taken back."""
    return f"Undone. {'The paragraph' if c.kind in ('kind', 'boundary') else c.text} is as it was."


def _without_english(article: Article, p: Paragraph, s: Sentence, file: Path | None) -> Article:
    from companion.translation import memory

    source = _source(p, s)
    found = memory.forget(source)
    if file is not None:
        memory.forget(source, path=beside(file, "tmx"), begins_as=earlier_beside(file, "tmx"))
    if found and found[1]:
        own = Translation(found[1].target, "memory", memory.personal_memory_path().name)
        return with_english(article, source, own)
    alone = replace(
        article, paragraphs=(replace(p, sentences=tuple(replace(o, translation=None) for o in p.sentences)),)
    )
    english = next(
        q.sentences[p.sentences.index(s)].translation for _, q in translate_article(alone, "gloss")
    )
    return with_english(article, source, english)


def with_english(article: Article, source: str, english: Translation | None) -> Article:
    """The article with this English wherever a sentence stands in it."""
    paragraphs = tuple(
        replace(
            p,
            sentences=tuple(
                replace(s, translation=english) if _source(p, s) == source else s for s in p.sentences
            ),
        )
        for p in article.paragraphs
    )
    return replace(article, paragraphs=paragraphs)
