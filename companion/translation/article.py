"""The English of an article: each sentence asked of a translator, and put where it stands."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from companion.arguments import describes_arguments, several
from companion.errors import InputError
from companion.glossary import Glossary
from companion.language.language import Language
from companion.model import Article, Paragraph, Sentence, Term, Token, Translation
from companion.protocols import SourceSentence, Translator
from companion.registry import resolve
from companion.source.characters import plain
from companion.translation import engines
from companion.translation.control import stoppable
from companion.translation.stream import TranslationJob

__all__ = [
    "exhausted", "translate_article", "translate_in_background", "translated", "translator_of", "with_persons_english",
]  # fmt: skip


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

    >>> from companion import read_text
    >>> article = read_text("他點頭。\\n\\n她搖頭。", paragraphs="blank-line", translator=None)
    >>> [(i, p.sentences[0].translation.origin) for i, p in translate_article(article, "gloss")]
    [(0, 'gloss'), (1, 'gloss')]
    """
    terms = {t.id: t for t in article.glossary}
    if glossary is not None:
        terms = {t.id: t for t in Glossary.of(glossary)} | terms
    language = Language.of(article)
    asked = translator_of(translator, memory, language)
    result = translated(article.paragraphs, terms, asked, language, progress, cancelled)
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

    >>> from companion import read_text
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

    >>> from companion import read_text
    >>> article = read_text("他點頭。", translator=None)
    >>> with_persons_english(article) is article
    True
    """
    from companion.translation.memory import MemoryTranslator

    asked = MemoryTranslator(several(memory), near=False)
    if not len(asked.memory) and not asked.notices:
        return article
    terms = {t.id: t for t in article.glossary}
    answers, _ = exhausted(translated(article.paragraphs, terms, asked, Language.of(article)))
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


def translated(
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


def exhausted(steps: Generator[tuple[int, Paragraph], None, str]) -> tuple[list[Paragraph], str]:
    """All paragraphs of `translated`, and its remark."""
    found = []
    while True:
        try:
            found.append(next(steps)[1])
        except StopIteration as end:
            return found, end.value


_BARE = ("argos", "gloss", "memory")  # asked for by themselves: no memory before them, no gloss behind


def translator_of(
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
