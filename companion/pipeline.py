"""The only orchestrator: source → language → glossary → translation → `Article`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from os import PathLike
from pathlib import Path

from companion.errors import InputError, NotChineseError
from companion.glossary import Glossary
from companion.glossary.syllables import syllables
from companion.language.analysis import Analyzer, TermSpan
from companion.language.sentences import split_sentences
from companion.language.spans import has_han
from companion.model import Article, Paragraph, Sentence, Term, Translation, with_unique_ids
from companion.protocols import SourceSentence, Translator
from companion.registry import resolve
from companion.source import Block, blocks, clean, read_file, title_of

__all__ = ["annotate_blocks", "read", "read_text"]

LONGEST_TEXT = 5_000_000
"""Characters in a text; more is refused with a message rather than worked on for an hour."""


def read(
    path: str | PathLike[str],
    *,
    paragraphs: str = "auto",
    glossary: Glossary | str | Path | None = None,
    translator: Translator | str | None = "auto",
    encoding: str | None = None,
    memory: Sequence[str | Path] = (),
) -> Article:
    """The article in a text file, annotated.

    `paragraphs` is "auto" (hard-wrapped lines are joined), "blank-line" or "line". `glossary`
    is a `Glossary`, a CSV file or folder, or None for the curated one. `translator` is "auto"
    (translation memory, Argos, word gloss), a registered name, an object, or None: no English.
    A translation memory (TMX) of the same name beside the file is used, and those in `memory`.

    Raises `InputError` where the file is missing, empty or no text, `EncodingError` where its
    encoding is not certain, `NotChineseError` where it has no Han character.

    >>> article = read("notebooks/articles/dianpian.txt", translator=None)  # doctest: +SKIP
    >>> article.paragraphs[0].kind  # doctest: +SKIP
    'headline'
    """
    file = Path(path)
    source = read_file(file, encoding=encoding)
    beside = file.with_suffix(".tmx")
    memories = [*memory, *([beside] if beside.is_file() else [])]
    return read_text(
        source.text,
        paragraphs=paragraphs,
        glossary=glossary,
        translator=translator,
        memory=memories,
        source=source.name,
    )


def read_text(
    text: str,
    paragraphs: str = "auto",
    glossary: Glossary | str | Path | None = None,
    translator: Translator | str | None = "auto",
    *,
    title: str = "",
    source: str = "",
    memory: Sequence[str | Path] = (),
) -> Article:
    """The article in a text; see `read`. Raises `NotChineseError` and `InputError`.

    >>> article = read_text("中泰兩國聯手打擊電騙。", translator=None)
    >>> [t.text for t in article.paragraphs[0].tokens][-2:]
    ['電騙', '。']
    """
    if not isinstance(text, str):
        raise InputError(
            f"read_text takes a text (str), not {type(text).__name__}; companion.read opens files"
        )
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"the text has {len(text):,} characters; at most {LONGEST_TEXT:,} are read: cut it into parts"
        )
    cleaned = clean(text)
    if not cleaned.strip():
        raise InputError(f"{source or 'the text'} is empty")
    if not has_han(cleaned):
        raise NotChineseError(
            f"{source or 'the text'} has no Chinese character; is it the right file, and its encoding?"
        )
    found = blocks(cleaned, paragraphs)
    return annotate_blocks(
        found,
        glossary=glossary,
        translator=translator,
        title=title or title_of(found),
        source=source,
        memory=memory,
    )


def annotate_blocks(
    found: Sequence[Block],
    *,
    glossary: Glossary | str | Path | None = None,
    translator: Translator | str | None = "auto",
    title: str = "",
    source: str = "",
    memory: Sequence[str | Path] = (),
) -> Article:
    """An article out of paragraphs of plain text (`companion.source.Block`)."""
    terms = _glossary(glossary)
    analyzer = _analyzer()
    occurring: dict[str, Term] = {}
    annotated = []
    for block in found:
        simplified = analyzer.simplify(block.text)
        spans = []
        for match in terms.match(block.text, simplified):
            term = match.term
            own = block.text[match.start : match.end] in (term.traditional, term.simplified)
            spans.append(
                TermSpan(
                    match.start,
                    match.end,
                    term.id,
                    _reading(term) if own else (),
                    term.simplified if own else "",
                )
            )
        tokens = analyzer.tokens(block.text, spans, simplified)
        for token in tokens:
            if token.term and token.term not in occurring and (term := terms.get(token.term)):
                occurring[token.term] = term
        sentences = (Sentence(a, b) for a, b in split_sentences(block.text))
        annotated.append(Paragraph.make(block.kind, block.text, tokens, sentences, block.review))
    notices = list(analyzer.notices)
    if translator is not None:
        asked = _translator(translator, memory)
        annotated, notice = _translate(annotated, occurring, asked)
        notices += [*getattr(asked, "notices", ()), *([notice] if notice else [])]
    return Article(title, source, with_unique_ids(annotated), tuple(occurring.values()), tuple(notices))


def _translate(
    paragraphs: list[Paragraph], terms: dict[str, Term], translator: Translator
) -> tuple[list[Paragraph], str]:
    """The paragraphs with a `Translation` in each sentence, and the translator's remark."""
    asked: list[SourceSentence] = []
    for p in paragraphs:
        for s in p.sentences:
            tokens = p.tokens_of(s)
            raw = p.text[s.start : s.end]
            lead = len(raw) - len(raw.lstrip())
            text = raw.strip()
            simplified = "".join(t.simplified for t in tokens)[lead : lead + len(text)]
            if len(simplified) != len(text):
                simplified = _analyzer().simplify(text)
            used = dict.fromkeys(t.term for t in tokens if t.term)
            asked.append(
                SourceSentence(text, simplified, tokens, tuple(terms[i] for i in used if i in terms))
            )
    answers = iter(translator.translate(asked))
    missing = Translation("", "none", getattr(translator, "name", ""), reason="the translator gave no answer")
    result = [
        Paragraph(
            p.id,
            p.kind,
            p.text,
            p.tokens,
            tuple(Sentence(s.start, s.end, next(answers, missing)) for s in p.sentences),
            p.review,
        )
        for p in paragraphs
    ]
    origins = {
        s.translation.origin for p in result for s in p.sentences if s.translation and s.translation.text
    }
    return result, translator.status() if origins & {"gloss"} or not origins else ""


@cache
def _analyzer() -> Analyzer:
    return Analyzer()


@cache
def _shipped_glossary() -> Glossary:
    return Glossary.load()


@cache
def _reading(term: Term) -> tuple[str, ...]:
    return syllables(term.pinyin, sum(has_han(c) for c in term.traditional))


def _glossary(glossary: Glossary | str | Path | None) -> Glossary:
    if glossary is None:
        return _shipped_glossary()
    return glossary if isinstance(glossary, Glossary) else Glossary.load(glossary)


def _translator(translator: Translator | str, memory: Sequence[str | Path]) -> Translator:
    if translator == "auto":
        return resolve("translator", "auto", memory_paths=tuple(memory))
    if translator == "memory":
        return resolve("translator", "memory", paths=tuple(memory))
    return resolve("translator", translator)
