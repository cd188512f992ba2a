"""How good an installed package is: glossary terms kept, chrF and BLEU, against a person's translations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from companion.errors import InputError
from companion.model import Article, Sentence
from companion.pipeline import read, translate_article

__all__ = ["Measure", "bundled_articles", "measure"]

STAGES = ("raw", "rewritten", "final")


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures of one stage: raw (the model alone), rewritten (the terms' mainland wording given to
    it), final (what a reader sees). `terms_kept` of `terms` stand in the English; chrF and BLEU go to 100."""

    stage: str
    sentences: int
    terms: int
    terms_kept: int
    substituted: int
    marked: int
    chrf: float
    bleu: float


def bundled_articles() -> list[Path]:
    """The articles that come with Companion and have a translation beside them."""
    package = Path(__file__).resolve().parent
    installed = package / "data" / "notebooks"
    folder = (installed if installed.is_dir() else package.parent / "notebooks") / "articles"
    return [p for p in sorted(folder.glob("*.txt")) if p.with_suffix(".tmx").is_file()]


def measure(
    articles: Sequence[str | Path] = (),
    quality: str = "best",
    progress: Callable[[int, int], None] | None = None,
) -> list[Measure]:
    """The three stages over articles with a TMX of the same name beside them (default: the bundled ones).

    The sentences that a person has translated there are given to the machine; nothing is taken from a
    memory or the cache. chrF and BLEU are sacrebleu's, of the whole set. Raises `InputError` where no sentence has a translation, and
    `PackageError` where no package is installed.
    """
    from companion.errors import PackageError
    from companion.translation.argos import ArgosTranslator
    from companion.translation.memory import TranslationMemory

    sets: list[tuple[Article, dict[tuple[int, int], str]]] = []
    for file in map(Path, articles or bundled_articles()):
        memory = (
            TranslationMemory.load(file.with_suffix(".tmx")) if file.with_suffix(".tmx").is_file() else None
        )
        if memory is None:
            raise InputError(
                f"{file}: there is no {file.with_suffix('.tmx').name} with its translations beside it"
            )
        article = read(file, translator=None)
        references = {
            (i, s.start): hit[0].target
            for i, p in enumerate(article.paragraphs)
            for s in p.sentences
            if (hit := memory.lookup(p.text[s.start : s.end]))
        }
        sets.append((article, references))
    total = sum(len(references) for _, references in sets) * len(STAGES)
    if not total:
        raise InputError("none of the sentences has a translation in the TMX beside its article")
    if problem := ArgosTranslator().status():
        raise PackageError(problem)
    done, results = 0, []
    for stage in STAGES:
        honour: bool | str = {"raw": False, "rewritten": "rewrite", "final": True}[stage]
        translator = ArgosTranslator(quality, honour_terms=honour, check=stage == "final", cache=False)
        answers: list[Sentence] = []
        wanted: list[str] = []
        for article, references in sets:
            for i, paragraph in translate_article(_only(article, references), translator):
                for sentence in paragraph.sentences:
                    answers.append(sentence)
                    wanted.append(references[i, sentence.start])
                    done += 1
                    if progress:
                        progress(done, total)
        results.append(_figures(stage, answers, wanted))
    return results


def _only(article: Article, references: dict[tuple[int, int], str]) -> Article:
    """The article with the sentences that have a reference only."""
    from dataclasses import replace

    paragraphs = tuple(
        replace(p, sentences=tuple(s for s in p.sentences if (i, s.start) in references))
        for i, p in enumerate(article.paragraphs)
    )
    return replace(article, paragraphs=paragraphs)


def _figures(stage: str, answers: Sequence[Sentence], references: Sequence[str]) -> Measure:
    from sacrebleu.metrics import BLEU, CHRF

    given = [s.translation for s in answers if s.translation]
    texts = [t.text for t in given]
    uses = [use for t in given for use in t.terms]
    return Measure(
        stage, len(texts), len(uses), sum(u.status != "missing" for u in uses),
        sum(u.status == "substituted" for u in uses), sum(t.reason.startswith("check") for t in given),
        CHRF().corpus_score(texts, [list(references)]).score, BLEU().corpus_score(texts, [list(references)]).score,
    )  # fmt: skip
