"""The sentence pairs of an article as a translation memory (TMX 1.4b), for translators' programs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from companion.arguments import describes_arguments
from companion.errors import InputError
from companion.export.files import is_sealed, sealed
from companion.files import write_text_atomically
from companion.model import Article, Sentence
from companion.translation.tmx import Unit, write_tmx

__all__ = ["article_units", "write_article_tmx"]


def article_units(article: Article) -> list[Unit]:
    """The sentences of an article with their English, each pair once; word glosses and near matches are none.

    `creator` is the memory or engine that the English is from. A machine's has its `origin`, and what looks
    wrong about it as `note`, so that no memory takes it for a person's.

    Args:
        article: The article.

    Returns:
        The pairs, in order.

    >>> from companion.model import Article, Paragraph, Translation
    >>> s = Sentence(0, 3, Translation("Fight fraud.", "memory", "a.tmx"))
    >>> article_units(Article("", "", (Paragraph("p", "body", "打電騙", (), (s,)),)))[0].target
    'Fight fraud.'
    """
    simplified = all(p.simplified == p.text for p in article.passing() if p.tokens)
    language = "zh-Hans" if simplified else "zh-Hant-HK"
    units: dict[tuple[str, str], Unit] = {}
    for paragraph in article.paragraphs:
        for s in paragraph.sentences:
            t = s.translation
            if t is not None and _whole(s):
                source = " ".join(paragraph.text[s.start : s.end].split())
                machine: dict[str, Any] = (
                    {} if t.origin == "memory" else {"origin": t.origin, "note": t.reason}
                )
                unit = Unit(source, t.text, creator=t.engine, language=language, **machine)
                units.setdefault((unit.source, unit.target), unit)
    return list(units.values())


@describes_arguments
def write_article_tmx(article: Article, path: str | os.PathLike[str], *, force: bool = False) -> Path:
    """Write the sentences of an article with their English as a translation memory.

    Raises:
        InputError: There is no sentence with English.
    """
    units = article_units(article)
    if not units:
        raise InputError(
            "no sentence of the article has a translation (word glosses are none); see companion models"
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pairs.tmx"
        write_tmx(file, units)
        text = file.read_text("utf-8")
    return write_text_atomically(path, sealed(text), "" if force else is_sealed)


def _whole(sentence: Sentence) -> bool:
    t = sentence.translation
    return bool(t and t.text and t.origin not in ("gloss", "none") and (t.score >= 1 or t.suggestion))
