"""The only orchestrator: source → language → glossary → translation → `Article`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any

from companion.annotation import annotated, occurring_terms
from companion.arguments import describes_arguments, keywords_once_positional, several
from companion.corrections import Correction, Corrections, Piece, amend, reshape, restore
from companion.errors import GlossaryError, InputError
from companion.files import as_path, is_file, parsing, there_beside
from companion.garbage import collector_paused
from companion.glossary import Glossary
from companion.language.language import Language
from companion.model import Article, Paragraph, Sentence, Term, Token, Translation, with_unique_ids
from companion.protocols import SourceSentence, Translator
from companion.provenance import findings_of_article, findings_of_source, with_findings
from companion.registry import resolve
from companion.source import Block, Document, kind_of, read_bytes, read_document, text_document, title_of
from companion.source.characters import plain
from companion.source.limits import check_chinese, check_length
from companion.translation import engines
from companion.translation.control import stoppable
from companion.translation.stream import TranslationJob

__all__ = [
    "annotate_blocks",
    "annotate_document",
    "correct",
    "glossary_of",
    "read",
    "read_text",
    "translate_article",
    "translate_in_background",
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
    terms = _glossary(glossary)
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
        asked = _translator(translator, memory, parts)
        steps = _translated(paragraphs, occurring, asked, parts)
        paragraphs, notice = _exhausted(steps)
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
    terms = _glossary(glossary) if glossary is not None else glossary_of(article)
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
        asked = _translator(translator or "gloss", memory, language)
        steps = _translated([paragraphs[i] for i in changed], occurring, asked, language)
        again_english, _ = _exhausted(steps)
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

    >>> mine = Glossary([Term("own", "電騙", "电骗", "diànpiàn", ("cyber scam",))])
    >>> glossary_of(read_text("警方打擊電騙。", glossary=mine, translator=None)) is mine
    True
    """
    if article.read_with is None:
        return None
    try:
        return _glossary(article.read_with or None)
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


@describes_arguments
def translate_article(
    article: Article,
    translator: Translator | str = "auto",
    *,
    glossary: Glossary | str | Path | None = None,
    memory: Sequence[str | Path] | str | Path = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Generator[tuple[int, Paragraph], None, tuple[str, ...]]:
    """Translate an article paragraph by paragraph, in reading order, as the English comes.

    Args:
        translator: "auto" (translation memory, Argos, word gloss), a registered name, an object.
        glossary: Is only asked for terms that `article.glossary` has not.
        progress: Is called with the sentences done and in all.
        cancelled: It ends early once this says so.

    Returns:
        The index of each paragraph and the paragraph with a `Translation` in each sentence, as they come;
        what the generator itself returns are remarks for the reader (see `Article.notices`).

    Raises:
        UnknownNameError: No translator is registered under the name.

    >>> article = read_text("他點頭。\\n\\n她搖頭。", paragraphs="blank-line", translator=None)
    >>> [(i, p.sentences[0].translation.origin) for i, p in translate_article(article, "gloss")]
    [(0, 'gloss'), (1, 'gloss')]
    """
    terms = {t.id: t for t in article.glossary}
    if glossary is not None:
        terms = {t.id: t for t in _glossary(glossary)} | terms
    language = Language.of(article)
    asked = _translator(translator, memory, language)
    result = _translated(article.paragraphs, terms, asked, language, progress, cancelled)
    notice = yield from result
    return (*getattr(asked, "notices", ()), *([notice] if notice else []))


@describes_arguments
def translate_in_background(
    article: Article,
    translator: Translator | str = "auto",
    *,
    glossary: Glossary | str | Path | None = None,
    memory: Sequence[str | Path] | str | Path = (),
    on_paragraph: Callable[[int, Paragraph], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    on_end: Callable[[TranslationJob], None] | None = None,
) -> TranslationJob:
    """Start `translate_article` in a thread of its own.

    The three functions are called from that thread.

    Args:
        translator: "auto" (translation memory, Argos, word gloss), a registered name, an object.
        glossary: Is only asked for terms that `article.glossary` has not.
        on_paragraph: Is called with each paragraph and its index.
        on_progress: Is called with the sentences done and in all.
        on_end: Is called with the job.

    Returns:
        The job; iterating over it gives the same paragraphs to another thread.

    >>> article = read_text("他點頭。", translator=None)
    >>> for index, paragraph in translate_in_background(article, "gloss"):
    ...     print(index, paragraph.sentences[0].translation.origin)
    0 gloss
    """

    def work(
        cancelled: Callable[[], bool], progress: Callable[[int, int], None]
    ) -> Generator[tuple[int, Paragraph], None, tuple[str, ...]]:
        return translate_article(
            article, translator, glossary=glossary, memory=memory, progress=progress, cancelled=cancelled
        )

    return TranslationJob(work, on_paragraph, on_progress, on_end)


def with_persons_english(article: Article, memory: Sequence[str | Path] | str | Path = ()) -> Article:
    """The article with what a person wrote for its sentences since; all other English stays as it is.

    Args:
        article: The article, as it was saved.
        memory: Translation memories (TMX), one path or several; above all count the person's own
            translations.

    Returns:
        Another article, or the same where no memory has other English for it.

    >>> article = read_text("他點頭。", translator=None)
    >>> with_persons_english(article) is article
    True
    """
    from companion.translation.memory import MemoryTranslator

    asked = MemoryTranslator(several(memory), near=False)
    if not len(asked.memory) and not asked.notices:
        return article
    terms = {t.id: t for t in article.glossary}
    answers, _ = _exhausted(_translated(article.paragraphs, terms, asked, Language.of(article)))
    paragraphs = [
        replace(p, sentences=tuple(map(_written_since, p.sentences, answered.sentences)))
        for p, answered in zip(article.paragraphs, answers, strict=True)
    ]
    if tuple(paragraphs) != article.paragraphs:
        article = replace(article, paragraphs=tuple(paragraphs))
    new = [n for n in asked.notices if n not in article.notices]
    return replace(article, notices=(*article.notices, *new)) if new else article


def _written_since(sentence: Sentence, answered: Sentence) -> Sentence:
    now, then = answered.translation, sentence.translation
    same = then is not None and now is not None and (then.origin, then.text) == ("memory", now.text)
    return sentence if same or now is None or now.origin != "memory" else answered


def _translated(
    paragraphs: Sequence[Paragraph],
    terms: dict[str, Term],
    translator: Translator,
    language: Language,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Generator[tuple[int, Paragraph], None, str]:
    """The paragraphs with a `Translation` in each sentence; returns the translator's remark."""
    look = _Look()
    asked = [_source_sentence(p, s, terms, language, look) for p in paragraphs for s in p.sentences]
    answers = iter(translator.translate(asked))
    missing = Translation("", "none", getattr(translator, "name", ""), reason="the translator gave no answer")
    origins, done = set(), 0
    for index, paragraph in enumerate(paragraphs):
        sentences = []
        for sentence in paragraph.sentences:
            with stoppable(cancelled):
                answer = next(answers, missing)
            if cancelled is not None and cancelled():
                return ""
            sentences.append(replace(sentence, translation=_plain(answer)))
            origins.add(answer.origin if answer.text else "none")
            done += 1
            if progress:
                progress(done, len(asked))
        yield index, paragraph.with_sentences(sentences)
    return translator.status() if "gloss" in origins or origins <= {"none"} else ""


def _plain(answer: Translation) -> Translation:
    """What a machine, a server or a memory said, as text that each page and file can hold."""
    made = replace(
        answer,
        text=plain(answer.text),
        engine=plain(answer.engine),
        reason=plain(answer.reason),
        near=plain(answer.near),
        suggestion=plain(answer.suggestion),
    )
    return answer if made == answer else made


class _Look:
    """The tokens of the paragraph that was looked at last: translators go through a text in order."""

    def __init__(self) -> None:
        self._last: tuple[Paragraph, Paragraph] | None = None

    def tokens(self, paragraph: Paragraph, sentence: Sentence) -> tuple[Token, ...]:
        """Those of a sentence."""
        last = self._last
        if last is None or last[0] is not paragraph:
            self._last = last = (paragraph, paragraph.passing())
        return last[1].tokens_of(sentence)


def _source_sentence(
    paragraph: Paragraph, sentence: Sentence, terms: dict[str, Term], language: Language, look: _Look
) -> SourceSentence:
    tokens = look.tokens(paragraph, sentence)
    raw = paragraph.text[sentence.start : sentence.end]
    lead = len(raw) - len(raw.lstrip())
    text = raw.strip()
    simplified = "".join(t.simplified for t in tokens)[lead : lead + len(text)]
    if len(simplified) != len(text):
        simplified = language.simplify(text)
    used = dict.fromkeys(t.term for t in tokens if t.term)
    own: Any = partial(look.tokens, paragraph, sentence)
    return SourceSentence(text, simplified, own, tuple(terms[i] for i in used if i in terms))


def _exhausted(steps: Generator[tuple[int, Paragraph], None, str]) -> tuple[list[Paragraph], str]:
    """All paragraphs of `_translated`, and its remark."""
    found = []
    while True:
        try:
            found.append(next(steps)[1])
        except StopIteration as end:
            return found, end.value


def _glossary(glossary: Glossary | str | Path | None) -> Glossary:
    return glossary if isinstance(glossary, Glossary) else Glossary.layered(glossary)


_BARE = ("argos", "gloss", "memory")  # asked for by themselves: no memory before them, no gloss behind


def _translator(
    translator: Translator | str, memory: Sequence[str | Path] | str | Path, language: Language
) -> Translator:
    memory = several(memory)
    if translator == "auto":
        return resolve("translator", "auto", memory_paths=memory, language=language)
    machine: Translator | None = None  # in its place between memory and gloss
    if translator in ("libretranslate", "llm", "ctranslate2"):
        machine = resolve("translator", translator)
    elif (
        isinstance(translator, str)
        and translator not in _BARE
        and translator in [m.name for m in engines.machines()]
    ):
        machine = engines.machine(translator)
    if machine:
        return resolve("translator", "auto", memory_paths=memory, machine=machine, language=language)
    if translator == "gloss":
        return resolve("translator", "gloss", language=language)
    if translator == "memory":
        return resolve("translator", "memory", paths=memory)
    is_one = callable(getattr(translator, "translate", None)) and not isinstance(translator, bytes)
    if not isinstance(translator, str) and not is_one:
        raise InputError(
            f"translator is a name, an object with translate() or None, not {type(translator).__name__}"
        )
    return resolve("translator", translator)
