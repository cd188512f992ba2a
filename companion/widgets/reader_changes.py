"""Corrections, translations and terms that a person gives in the reader, and how each is undone.

Each function returns the changed article, a sentence for the person, what undoes it, and the key that the list of
corrections has for it ("" where it is none).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from companion import pipeline
from companion.corrections import Corrections, correction_at, forget, remember, superseded
from companion.errors import CorrectionError, GlossaryError, MemoryFileError, OutputError
from companion.files import beside, earlier_beside
from companion.glossary import Glossary
from companion.glossary.personal import add_personal, remove_personal
from companion.model import Article, Correction, Term, Translation
from companion.pipeline import correct
from companion.widgets.reader_corrections import key_of, key_of_english, said, undone, with_english

__all__ = ["correction", "glossary_of", "term", "translation"]

Undo = Callable[[Article], tuple[Article, str]]
Change = tuple[Article, str, Undo, str]


def glossary_of(glossary: Any, article: Article) -> Glossary:
    """The reader's own glossary (a `Glossary` or a path), else the one that the article was read with."""
    if glossary is None and (known := pipeline.glossary_of(article)) is not None:
        return known
    return glossary if isinstance(glossary, Glossary) else Glossary.layered(glossary)


def correction(article: Article, m: dict[str, Any], file: Path | None, glossary: Any) -> Change:
    """Corrects a reading, words, a form, a kind or a boundary: at one place, in the article, or always."""
    kind, value = str(m["what"]), str(m["value"]).strip()
    paragraph = article.paragraphs[int(m["paragraph"])]
    wide = str(m.get("scope", "here"))
    scope = "always" if wide == "always" else "article"
    asked = correction_at(paragraph, int(m["start"]), int(m["end"]), kind, value, scope=scope)
    if wide == "article" and kind not in ("kind", "boundary"):
        asked = replace(asked, paragraph="", start=0, end=0, before="", after="")
    before = Corrections(article.corrections)
    stale = superseded(before, asked, article.paragraphs)
    wanted = Corrections(c for c in before if c not in stale).add(asked)
    made = correct(article, wanted, glossary=glossary)
    if asked not in made.corrections:
        raise CorrectionError(f"the correction of {asked.text} to {asked.value} does not fit the text")
    replaced = [c for c in before if c not in wanted]
    kept = _keep(asked, file)
    if kept:
        for old in stale:
            forget(old, file)

    def undo(now: Article) -> tuple[Article, str]:
        if kept:
            forget(asked, file)
            for old in replaced:
                remember(old, file)
        corrections = Corrections([*(c for c in now.corrections if c != asked), *replaced])
        return correct(now, corrections, glossary=glossary), undone(asked)

    where = (
        "Kept for all articles."
        if asked.scope == "always"
        else f"Kept in {kept.name}."
        if kept
        else "It is kept as long as this reader is open: give Reader the article's file to keep it."
    )
    return made, f"{said(asked)} {where}", undo, key_of(asked)


def _keep(asked: Correction, file: Path | None) -> Path | None:
    return remember(asked, file) if file or asked.scope == "always" else None


def translation(article: Article, m: dict[str, Any], file: Path | None, _glossary: Any) -> Change:
    """A person's English for a sentence: into their memory, the one beside the article's file, and wherever it occurs here.

    Beside the file it goes with the article to whoever gets the folder.
    """
    from companion.translation import memory
    from companion.translation.terms import report

    paragraph = article.paragraphs[int(m["paragraph"])]
    sentence = paragraph.sentences[int(m["sentence"])]
    source = paragraph.text[sentence.start : sentence.end].strip()
    english = " ".join(str(m["value"]).split())
    if not english:
        raise CorrectionError("write the English of this sentence; Undo takes your own back")
    kept = _beside(file, source, english)
    memory.remember(source, english)
    terms = {t.id: t for t in article.glossary}
    ids = dict.fromkeys(t.term for t in paragraph.tokens_of(sentence) if t.term)
    uses = report(english, [terms[i] for i in ids if i in terms])
    mine = Translation(english, "memory", memory.personal_memory_path().name, uses)
    old = sentence.translation

    def undo(now: Article) -> tuple[Article, str]:
        memory.forget(source)
        if kept:
            memory.forget(source, path=kept)
        return with_english(now, source, old), "Undone. The sentence has the English that it had."

    where = f"in your translation memory and in {kept.name}" if kept else "in your translation memory"
    return (
        with_english(article, source, mine),
        f"The English of this sentence is kept {where}.",
        undo,
        key_of_english(source),
    )


def _beside(file: Path | None, source: str, english: str) -> Path | None:
    """The memory beside the article's file, with this English in it; None where it can't be written."""
    from companion.translation import memory

    if file is None or not file.parent.is_dir():
        return None
    path = beside(file, "tmx")
    try:
        memory.remember(source, english, path=path, begins_as=earlier_beside(file, "tmx"))
    except (OutputError, MemoryFileError):
        return None
    return path


def term(article: Article, m: dict[str, Any], glossary: Any) -> Change:
    """A new term for the person's own glossary, and for this article at once."""
    text = "".join(str(m["traditional"]).split())
    english = tuple(e for part in str(m["english"]).split(";") if (e := " ".join(part.split())))
    if not text or not english:
        raise GlossaryError("a term needs its Chinese and its English")
    simplified = str(m.get("simplified", ""))
    if len(simplified) != len(text):
        simplified = text
    name = "own-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]
    new = Term(
        name, text, simplified, str(m["pinyin"]).strip(), english, note=str(m.get("note", "")).strip(), layer="personal"
    )  # fmt: skip
    path = add_personal(new)

    def again(now: Article, terms: Glossary, read_with: Any) -> Article:
        return replace(correct(now, now.corrections, glossary=terms, again=text), read_with=read_with)

    named = article.read_with
    terms = glossary_of(glossary, article)
    # What is named by its files has the person's own terms when it is opened again; a `Glossary` is as it is.
    more = terms.with_terms([new])

    def undo(now: Article) -> tuple[Article, str]:
        remove_personal(name)
        before = replace(now, read_with=named)
        return again(
            before, glossary_of(glossary, before), named
        ), f"Undone. {text} is in your glossary no more."

    made = again(article, more, more if isinstance(named, Glossary) else named)
    here = any(form in p.text for p in article.paragraphs for form in (text, simplified))
    told = (
        f"{text} is in your glossary ({path.name})."
        if here
        else f"{text} is in your glossary ({path.name}); this article does not have it."
    )
    return made, told, undo, ""
