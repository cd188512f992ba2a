"""The only orchestrator: source → language → glossary → translation → `Article`."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path

from companion.annotation import annotated, occurring_terms
from companion.arguments import describes_arguments, keywords_once_positional, several
from companion.corrections import Correction, Corrections, Piece, amend, reshape, restore
from companion.errors import GlossaryError, InputError
from companion.files import as_path, is_file, parsing, there_beside
from companion.garbage import collector_paused
from companion.glossary import Glossary
from companion.language.language import Language
from companion.model import Article, Paragraph, Sentence, Translation, with_unique_ids
from companion.protocols import Translator
from companion.provenance import findings_of_article, findings_of_source, with_findings
from companion.source import Block, Document, kind_of, read_bytes, read_document, text_document, title_of
from companion.source.characters import plain
from companion.source.limits import check_chinese, check_length
from companion.translation.article import (
    exhausted,
    translate_article,
    translate_in_background,
    translated,
    translator_of,
    with_persons_english,
)

__all__ = [
    "annotate_blocks",
    "annotate_document",
    "correct",
    "glossary_of",
    "read",
    "read_text",
    "translate_article",
    "translate_in_background",
    "with_persons_english",
]

_LOG = logging.getLogger(__name__)


@describes_arguments
def read(
    path: str | PathLike[str],
    *,
    paragraphs: str = "auto",
    glossary: Glossary | str | Path | None = None,
    translator: Translator | str | None = "auto",
    encoding: str | None = None,
    memory: Sequence[str | Path] | str | Path = (),
    corrections: Corrections | str | None = "auto",
    password: str | None = None,
    pages: str = "",
    chapter: str = "",
    encoding_errors: str = "replace",
    everything: bool = False,
    grain: str = "reader",
    language: Language | None = None,
) -> Article:
    """The article in a file, annotated: text, Markdown, HTML, Word (.docx), OpenDocument, RTF, EPUB, PDF, mail, subtitles or a picture.

    Args:
        encoding: The text's encoding, where it can't be told for certain.
        memory: Translation memories (TMX), one path or several; `companion.tmx` in the file's folder, the
            file's own (`article.txt.tmx`) and above all the person's own translations are used too.
        corrections: "auto" (`article.txt.companion.toml` beside the file, and those that always hold),
            `Corrections`, or None.
        password: Of an encrypted PDF file.
        pages: Of a PDF file: "3", "2-5", "1,4-6".
        chapter: Of an EPUB: "2", "1,3-4", counted as they have text.
        encoding_errors: What is done with bytes that are damaged: "replace" (read on, and the place is told) or "strict".
        everything: Keep what stands beside an article on a page, and what is hidden, too.

    Raises:
        InputError: The file is missing, empty, damaged or of no known kind; an argument is none of what there
            is.
        EncodingError: The encoding is not certain.
        NotChineseError: There is no Han character.
        CorrectionError: A file of corrections is malformed.
        GlossaryError: The glossary can't be read.

    >>> article = read("notebooks/articles/dianpian.txt", translator=None)  # doctest: +SKIP
    >>> article.paragraphs[0].kind  # doctest: +SKIP
    'headline'
    """
    file = as_path(path)
    document = read_document(
        read_bytes(file),
        file.name,
        encoding=encoding,
        paragraphs=paragraphs,
        password=password,
        pages=pages,
        chapter=chapter,
        encoding_errors=encoding_errors,
        everything=everything,
    )
    memories = [*several(memory), *memories_for(file)]
    if isinstance(corrections, str):
        if corrections != "auto":
            raise InputError(f"corrections can be 'auto', Corrections or None, not '{corrections}'")
        corrections = Corrections.load_for(file)
    article = annotate_document(
        document,
        glossary=glossary,
        translator=translator,
        memory=memories,
        corrections=corrections,
        grain=grain,
        language=language,
    )
    _LOG.info("read %s: %r", file, article)
    return replace(article, path=file.absolute())


def memories_for(file: Path) -> tuple[Path, ...]:
    """The translation memories of an article's file that are there: its folder's, then its own.

    Args:
        file: The article's file.

    Returns:
        `companion.tmx` of the folder, `article.txt.tmx`; later ones win.

    >>> memories_for(Path("nowhere/電騙.txt"))
    ()
    """
    return tuple(tmx for tmx in (file.parent / "companion.tmx", there_beside(file, "tmx")) if is_file(tmx))


@keywords_once_positional("paragraphs", "glossary", "translator")
@describes_arguments
def read_text(
    text: str,
    *,
    paragraphs: str = "auto",
    glossary: Glossary | str | Path | None = None,
    translator: Translator | str | None = "auto",
    title: str = "",
    source: str = "",
    memory: Sequence[str | Path] | str | Path = (),
    corrections: Corrections | None = None,
    grain: str = "reader",
    language: Language | None = None,
) -> Article:
    """The article in a text.

    Args:
        text: The text.
        title: The title; by default the first headline.
        source: Where the text is from.

    Raises:
        NotChineseError: There is no Han character.
        InputError: The text is too long, or an argument is none of what there is.
        GlossaryError: The glossary can't be read.

    >>> article = read_text("中泰兩國聯手打擊電騙。", translator=None)
    >>> [t.text for t in article.paragraphs[0].tokens][-2:]
    ['電騙', '。']
    """
    if not isinstance(text, str):
        raise InputError(
            f"read_text takes a text (str), not {type(text).__name__}; companion.read opens files"
        )
    check_length(len(text), source or "the text")
    with collector_paused(), parsing(source or "the text", "a text", "paste it as plain text"):
        document = text_document(text, source or "the text", paragraphs)
    return annotate_document(
        document,
        glossary=glossary,
        translator=translator,
        title=title,
        source=source or document.source,
        memory=memory,
        corrections=corrections,
        grain=grain,
        language=language,
    )


@describes_arguments
def annotate_document(
    document: Document,
    *,
    glossary: Glossary | str | Path | None = None,
    translator: Translator | str | None = "auto",
    title: str = "",
    source: str | None = None,
    memory: Sequence[str | Path] | str | Path = (),
    corrections: Iterable[Correction] | None = None,
    grain: str = "reader",
    language: Language | None = None,
) -> Article:
    """The article in a document.

    Args:
        document: What `companion.source.read_document` gives.
        title: The title; by default the document's, or its first headline.

    Raises:
        NotChineseError: There is no Han character.
        InputError: The text is too long, or an argument is none of what there is.
    """
    found = document.blocks
    check_length(sum(len(b.text) for b in found), document.name)
    check_chinese(found, document.name)
    return annotate_blocks(
        found,
        glossary=glossary,
        translator=translator,
        title=title or document.title or title_of(found),
        source=source if source is not None else document.source or document.name,
        author=document.author,
        date=document.date,
        notices=document.notices,
        memory=memory,
        corrections=corrections,
        grain=grain,
        language=language,
    )


@describes_arguments
def annotate_blocks(
    found: Sequence[Block],
    *,
    glossary: Glossary | str | Path | None = None,
    translator: Translator | str | None = "auto",
    title: str = "",
    source: str = "",
    author: str = "",
    date: str = "",
    notices: Sequence[str] = (),
    memory: Sequence[str | Path] | str | Path = (),
    corrections: Iterable[Correction] | None = None,
    grain: str = "reader",
    language: Language | None = None,
) -> Article:
    """An article out of paragraphs of plain text.

    Args:
        found: The paragraphs (`companion.source.Block`).
        title: The title.
        source: Where the text is from.
        author: Who wrote it.
        date: When.
        notices: Remarks that are there already.

    Raises:
        InputError: An argument is none of what there is.
    """
    for name, value in (("title", title), ("source", source), ("author", author), ("date", date)):
        if not isinstance(value, str):
            raise InputError(f"{name} is a text, not {type(value).__name__}")
    title, source, author, date = plain(title), plain(source), plain(author), plain(date)
    try:
        corrections = tuple(Corrections(corrections or ()))
    except (TypeError, AttributeError):
        raise InputError("corrections can be 'auto', Corrections or None") from None
    applied: list[Correction] = []
    terms = Glossary.of(glossary)
    parts = language or Language.default()
    with collector_paused():
        pieces = [Piece(b.kind, b.text, b.review) for b in found]
        if corrections:
            pieces, applied = reshape(pieces, corrections)
        paragraphs = annotated([(p.kind, p.text, p.review) for p in pieces], terms, grain, language)
        if corrections:
            paragraphs, amended = amend(paragraphs, pieces, corrections, parts.analyzer)
            applied = _in_order(corrections, [*applied, *amended])
        occurring = occurring_terms(paragraphs, terms)
        paragraphs = with_findings(with_unique_ids(paragraphs), findings_of_source(found))
    remarks = [*notices, *parts.notices, *terms.notices, *_unfit(corrections, applied)]
    if translator is not None:
        asked = translator_of(translator, memory, parts)
        steps = translated(paragraphs, occurring, asked, parts)
        paragraphs, notice = exhausted(steps)
        remarks += [*getattr(asked, "notices", ()), *([notice] if notice else [])]
    return Article(
        title,
        source,
        tuple(paragraphs),
        tuple(occurring.values()),
        tuple(remarks),
        tuple(applied),
        grain,
        author,
        date,
        language,
        read_with=_named(glossary),
    )


@describes_arguments
def correct(
    article: Article,
    corrections: Iterable[Correction],
    *,
    glossary: Glossary | str | Path | None = None,
    translator: Translator | str | None = None,
    memory: Sequence[str | Path] | str | Path = (),
    again: str = "",
) -> Article:
    """The article as it is with exactly these corrections: earlier ones that are not among them go.

    Only what changes is worked out anew. A sentence keeps its English.

    Args:
        corrections: All that hold from now on.
        glossary: Where that is not the one that the article was read with (`glossary_of`); one that was saved
            and loaded again needs it where it is not the article's own terms.
        translator: Translates a sentence that a new boundary makes; None: it has a word gloss.
        again: Paragraphs with this text (a new term) are annotated anew.

    Returns:
        Another article; this one stays.

    Raises:
        CorrectionError: A correction does not fit its kind.

    >>> from companion.corrections import correction_at
    >>> article = read_text("他率團訪問。", translator=None)
    >>> fixed = correct(article, [correction_at(article.paragraphs[0], 1, 2, "reading", "shuai4")])
    >>> [t.pinyin for t in fixed.paragraphs[0].tokens if "率" in t.text][0][0], correct(fixed, []) == article
    ('shuài', True)
    """
    wanted = tuple(corrections)
    undone = [c for c in article.corrections if c not in wanted]
    terms = Glossary.of(glossary) if glossary is not None else glossary_of(article)
    if terms is None:  # a term that a correction had cut is no longer among the article's own
        terms = Glossary(article.glossary)
        if any(c.kind != "kind" for c in undone):
            terms = Glossary.layered().with_terms(terms)
    language = Language.of(article)
    pieces = [
        Piece(p.kind, p.text, p.review, p.id, None if again and again in p.text else p)
        for p in article.paragraphs
    ]
    pieces = restore(pieces, undone, kind_of)
    done = [c for c in article.corrections if c in wanted]
    pieces, applied = reshape(pieces, wanted, done)
    unread = [(p.kind, p.text, p.review) for p in pieces if p.made is None]
    fresh = iter(annotated(unread, terms, article.grain, language))
    made = with_findings([p.made or next(fresh) for p in pieces], findings_of_article(article.paragraphs))
    paragraphs, amended = amend(made, pieces, wanted, language.analyzer)
    applied = _in_order(wanted, [*applied, *amended])
    occurring = occurring_terms(paragraphs, terms)
    english = {
        p.text[s.start : s.end].strip(): s.translation
        for p in article.paragraphs
        for s in p.sentences
        if s.translation and s.translation.origin != "gloss"
    }
    if translator is not None or any(s.translation for p in article.paragraphs for s in p.sentences):
        changed = [i for i, p in enumerate(paragraphs) if p is not pieces[i].made]
        asked = translator_of(translator or "gloss", memory, language)
        steps = translated([paragraphs[i] for i in changed], occurring, asked, language)
        again_english, _ = exhausted(steps)
        for i, p in zip(changed, again_english, strict=True):
            paragraphs[i] = _with_english(p, english)
    notices = [n for n in article.notices if not n.endswith(_UNFIT)]
    return replace(
        article,
        paragraphs=with_unique_ids(replace(p, id=Paragraph.make(p.kind, p.text).id) for p in paragraphs),
        glossary=tuple(occurring.values()),
        notices=(*notices, *_unfit(wanted, applied)),
        corrections=tuple(applied),
        read_with=article.read_with if glossary is None else _named(glossary),
    )


def glossary_of(article: Article) -> Glossary | None:
    """The glossary that an article was read with, as its files are now.

    Args:
        article: as `read`, `read_text` or `companion.load` gave it, or changed since.

    Returns:
        The glossary; None where nobody knows (an article out of a file) or its file is gone.

    >>> from companion.model import Term
    >>> mine = Glossary([Term("own", "電騙", "电骗", "diànpiàn", ("cyber scam",))])
    >>> glossary_of(read_text("警方打擊電騙。", glossary=mine, translator=None)) is mine
    True
    """
    if article.read_with is None:
        return None
    try:
        return Glossary.of(article.read_with or None)
    except GlossaryError:
        return None


def _named(glossary: Glossary | str | Path | None) -> Glossary | str:
    """A glossary as an article keeps it: a path holds whatever the working folder becomes."""
    if isinstance(glossary, Glossary):
        return glossary
    return str(Path(glossary).absolute()) if glossary else ""


_UNFIT = "the text has changed there; it is kept: see companion correct FILE"


def _unfit(corrections: Iterable[Correction], applied: Sequence[Correction]) -> list[str]:
    """A line for each correction of the article that could not be applied."""
    return [
        f"the correction of {c.text} ({c.kind}: {c.value}) does not fit: {_UNFIT}"
        for c in corrections
        if c.scope == "article" and c not in applied
    ]


def _in_order(corrections: Iterable[Correction], applied: Sequence[Correction]) -> list[Correction]:
    return [c for c in corrections if c in applied]


def _with_english(p: Paragraph, english: dict[str, Translation]) -> Paragraph:
    """The paragraph with the English that its sentences had before."""

    def known(s: Sentence) -> Sentence:
        return replace(s, translation=english.get(p.text[s.start : s.end].strip(), s.translation))

    return replace(p, sentences=tuple(known(s) for s in p.sentences))
