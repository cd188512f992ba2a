"""How good an installed package is: glossary terms kept, chrF and BLEU, against a person's translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from companion.errors import InputError
from companion.files import is_file, there_beside
from companion.model import Article, Translation
from companion.pipeline import read, translate_article

__all__ = ["Measure", "bundled_articles", "measure"]

_HONOUR: dict[str, bool | str] = {"raw": False, "rewritten": "rewrite", "final": True}
STAGES = tuple(_HONOUR)


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures of one stage: raw (the model alone), rewritten (the terms' mainland wording given to
    it), final (checked, tried again where something looks wrong, terms put in).

    `terms_kept` of `terms` stand in the English. Of the `sentences`, `answered` have English of the machine's: one
    that is of no use gives way to the word gloss. chrF and BLEU go to 100, and are those of the `compared` sentences that all stages
    answered. `missing` has the ids of the terms that do not stand in the English, the most frequent first.
    """

    stage: str
    sentences: int
    answered: int
    terms: int
    terms_kept: int
    substituted: int
    marked: int
    compared: int
    chrf: float
    bleu: float
    missing: tuple[tuple[str, int], ...] = ()


def bundled_articles() -> list[Path]:
    """The articles that come with Companion and have a translation beside them."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "data" / "notebooks"
    folder = (installed if installed.is_dir() else package.parent / "notebooks") / "articles"
    return [p for p in sorted(folder.glob("*.txt")) if is_file(there_beside(p, "tmx"))]


def measure(
    articles: Sequence[str | Path] = (),
    quality: str = "best",
    progress: Callable[[int, int], None] | None = None,
) -> list[Measure]:
    """The three stages over articles with a TMX of the same name beside them (default: the bundled ones).

    The sentences that a person has translated there are given to the machine; nothing is taken from a
    memory or the cache. chrF and BLEU are sacrebleu's. Raises `InputError` where no sentence has a
    translation, and `PackageError` where no package is installed.
    """
    from companion.errors import PackageError
    from companion.translation.argos import ArgosTranslator
    from companion.translation.memory import TranslationMemory

    sets: list[tuple[Article, dict[tuple[int, int], str]]] = []
    for file in map(Path, articles or bundled_articles()):
        if not is_file(english := there_beside(file, "tmx")):
            raise InputError(f"{file}: there is no {english.name} with its translations beside it")
        memory = TranslationMemory.load(english)
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
    done = 0
    wanted = [english for _, references in sets for english in references.values()]
    asked = [
        list(dict.fromkeys(t.term for t in p.tokens_of(s) if t.term))
        for article, references in sets
        for i, p in enumerate(article.paragraphs)
        for s in p.sentences
        if (i, s.start) in references
    ]
    answers: dict[str, list[Translation]] = {}
    for stage in STAGES:
        honour = _HONOUR[stage]
        translator = ArgosTranslator(quality, honour_terms=honour, check=stage == "final", cache=False)
        given = answers[stage] = []
        for article, references in sets:
            for _, paragraph in translate_article(_only(article, references), translator):
                for sentence in paragraph.sentences:
                    given.append(sentence.translation or Translation("", "none"))
                    done += 1
                    if progress:
                        progress(done, total)
    if not any(t.text for given in answers.values() for t in given):
        raise PackageError(answers[STAGES[0]][0].reason)
    compared = [i for i in range(len(wanted)) if all(given[i].text for given in answers.values())]
    return [_figures(stage, answers[stage], wanted, asked, compared) for stage in STAGES]


def _only(article: Article, references: dict[tuple[int, int], str]) -> Article:
    """The article with the sentences that have a reference only."""
    from dataclasses import replace

    paragraphs = tuple(
        replace(p, sentences=tuple(s for s in p.sentences if (i, s.start) in references))
        for i, p in enumerate(article.paragraphs)
    )
    return replace(article, paragraphs=paragraphs)


def _figures(
    stage: str,
    given: Sequence[Translation],
    references: Sequence[str],
    asked: Sequence[Sequence[str]],
    compared: Sequence[int],
) -> Measure:
    """The figures of one stage; `asked` are the terms of each sentence."""
    from sacrebleu.metrics import BLEU, CHRF

    texts, wanted = [given[i].text for i in compared], [references[i] for i in compared]
    kept = [{use.term for use in t.terms if use.status != "missing"} for t in given]
    missing = Counter(term for terms, k in zip(asked, kept, strict=True) for term in terms if term not in k)
    terms = sum(map(len, asked))
    return Measure(
        stage, len(given), sum(bool(t.text) for t in given), terms, terms - missing.total(),
        sum(use.status == "substituted" for t in given for use in t.terms), sum(t.reason.startswith("check") for t in given),
        len(compared), CHRF().corpus_score(texts, [wanted]).score if texts else 0.0,
        BLEU().corpus_score(texts, [wanted]).score if texts else 0.0, tuple(missing.most_common()),
    )  # fmt: skip
