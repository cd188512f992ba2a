"""How good the machines are that translate here, side by side, against a person's translations."""

from __future__ import annotations

import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from companion.arguments import several
from companion.errors import CompanionError, InputError, PackageError
from companion.files import is_file, there_beside
from companion.model import Article, Sentence, Translation
from companion.pipeline import read, read_text, translate_article
from companion.protocols import Translator
from companion.translation import engines, packages
from companion.translation.amounts import chinese_amounts, missing_amounts
from companion.translation.memory import TranslationMemory
from companion.translation.tmx import read_tmx

__all__ = ["STAGES", "Comparison", "Measure", "bundled_articles", "compare"]

_HONOUR: dict[str, bool | str] = {"raw": False, "rewritten": "rewrite", "final": True}
STAGES = tuple(_HONOUR)
GLOSS = "gloss"
_RESAMPLED = 300
_BAR = 30
_MOST_MISSING = 5
_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|#~$"})


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures of one machine, or of one of its stages.

    Of the `sentences`, `answered` have English of the machine's: one that is of no use gives way to the word gloss.
    `terms_kept` of `terms` uses of glossary terms stand in the English, and `numbers_kept` of the `numbers` that the Chinese names.
    chrF and BLEU go to 100, and are those of the `compared` sentences that every machine answered; `margin` is how far chrF may be off by
    the choice of sentences (95 of 100 times). `seconds` are for all sentences, without loading. `missing` has the ids of the
    terms that do not stand in the English, the most frequent first. `reason` says why there is no answer at all.
    """

    machine: str
    stage: str
    sentences: int
    answered: int
    terms: int
    terms_kept: int
    numbers: int
    numbers_kept: int
    substituted: int
    marked: int
    compared: int
    chrf: float
    margin: float
    bleu: float
    seconds: float
    missing: tuple[tuple[str, int], ...] = ()
    reason: str = ""

    @property
    def title(self) -> str:
        """What its row is called."""
        return self.machine if self.stage == "final" else f"{self.machine}, {self.stage}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `compare` found: the figures of each machine, and what they were measured on."""

    measures: tuple[Measure, ...]
    texts: tuple[str, ...]
    quality: str
    identities: tuple[tuple[str, str], ...]

    def table(self) -> str:
        """The figures as lines of text, for a terminal."""
        rows = [_HEAD, *map(_cells, self.measures)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(_HEAD))]
        return "".join(
            "  ".join(
                c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            + "\n"
            for row in rows
        )

    def chart(self) -> str:
        """chrF, terms kept and numbers kept as bars of text."""
        width = max(len(m.title) for m in self.measures)
        lines = []
        for title, value in _BARS:
            lines.append(f"{title:{width}} 0{'100':>{_BAR - 1}}")
            for m in self.measures:
                share = value(m)
                bar = "–" if share is None else "█" * round(_BAR * share / 100)
                lines.append(f"{m.title:{width}} {bar}{'' if share is None else f' {share:.0f}'}")
            lines.append("")
        return "\n".join(lines)

    def report(self) -> str:
        """The same in Markdown, with versions and checksums, to be pasted into an issue of the project."""
        first = self.measures[0]
        rows = [" | ".join(map(_escaped, row)) for row in map(_cells, self.measures)]
        lines = [
            "## English, by machine", "",
            f"{first.sentences} sentences with a person's translation ({', '.join(map(_escaped, self.texts))}), {first.terms} uses of "
            f"glossary terms, {first.numbers} numbers; quality {self.quality}.", "",
            f"| {' | '.join(_HEAD)} |", f"| --- |{' ---: |' * (len(_HEAD) - 1)}", *(f"| {r} |" for r in rows), "",
            "```text", self.chart().rstrip(), "```", "", *(_escaped(line) for line in self.notes()), "", "Machines:", "",
            *(f"- {_escaped(name)}: {_escaped(told)}" for name, told in self.identities), "", _versions(),
            "", "Made with `companion models test --report`.",
        ]  # fmt: skip
        return "\n".join(lines) + "\n"

    def notes(self) -> list[str]:
        """What the columns mean, and what is to be known of each machine."""
        first = self.measures[0]
        lines = [
            f"chrF (± for the choice of sentences) and BLEU: against the person's, of the {first.compared} sentences that all answered; "
            "seconds: without loading."
        ]
        for m in self.measures:
            told = [f"{_many(m.marked, 'sentence')} marked to be checked"] if m.marked else []
            if m.substituted:
                told.append(f"{_many(m.substituted, 'term')} put in place of the machine's wording")
            if given_up := (m.sentences - m.answered) * bool(m.answered):
                told.append(f"{given_up} of no use, shown as a word gloss")
            if m.missing:
                told.append(f"missing most: {_missing(m)}")
            if told := [m.reason] if m.reason else told:
                lines.append(f"{m.title}: {'; '.join(told)}.")
        return lines

    def _repr_markdown_(self) -> str:
        return self.report()


_HEAD = ("machine", "answered", "terms kept", "numbers kept", "chrF", "BLEU", "seconds")


def _share(kept: int, of: int) -> float | None:
    return 100 * kept / of if of else None


_BARS: tuple[tuple[str, Callable[[Measure], float | None]], ...] = (
    ("chrF", lambda m: m.chrf if m.compared and m.answered else None),
    ("terms kept, %", lambda m: _share(m.terms_kept, m.terms)),
    ("numbers kept, %", lambda m: _share(m.numbers_kept, m.numbers)),
)


def _cells(m: Measure) -> tuple[str, ...]:
    def kept(count: int, of: int) -> str:
        return f"{count} of {of}, {100 * count / of:.0f} %" if of else "–"

    scored = m.compared and m.answered
    return (
        m.title, f"{m.answered} of {m.sentences}", kept(m.terms_kept, m.terms), kept(m.numbers_kept, m.numbers),
        f"{m.chrf:.1f} ± {m.margin:.1f}" if scored else "–", f"{m.bleu:.1f}" if scored else "–", f"{m.seconds:.1f}",
    )  # fmt: skip


def _missing(m: Measure) -> str:
    from companion.glossary import Glossary

    glossary = Glossary.layered()
    shown = [f"{t.traditional} {n}" for i, n in m.missing[:_MOST_MISSING] if (t := glossary.get(i))]
    more = len(m.missing) - len(shown)
    return f"{', '.join(shown)}{f' and {more} more' if more else ''}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_MARKDOWN)


def _versions() -> str:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    named = ("hanzi-companion", "ctranslate2", "sentencepiece", "sacrebleu")
    found = [f"{name} {version(name)}" for name in named]
    processor = platform.machine() or "an unknown processor"
    bleu, chrf = (f"{m.__class__.__name__} {_signature(m)}" for m in (BLEU(), CHRF()))
    return f"Versions: {', '.join(found)}; Python {platform.python_version()} on {platform.system()}, {processor}. {bleu}; {chrf}."


def _signature(metric: object) -> str:
    """sacrebleu's own signature, without what is said elsewhere."""
    metric.corpus_score(["a"], [["a"]])  # type: ignore[attr-defined]
    parts = str(metric.get_signature()).split("|")  # type: ignore[attr-defined]
    return "|".join(p for p in parts if not p.startswith(("nrefs", "version")))


def bundled_articles() -> list[Path]:
    """The articles that come with Companion and have a translation beside them."""
    package = Path(__file__).resolve().parent
    installed = package / "data" / "notebooks"
    folder = (installed if installed.is_dir() else package.parent / "notebooks") / "articles"
    return [p for p in sorted(folder.glob("*.txt")) if is_file(there_beside(p, "tmx"))]


@dataclass(frozen=True, slots=True)
class _Set:
    """A text of which only the sentences are left that a person has translated, and their English."""

    article: Article
    references: tuple[str, ...]


def compare(
    articles: Sequence[str | Path] = (),
    *,
    memory: Sequence[str | Path] | str | Path = (),
    machines: Sequence[str] | str = (),
    quality: str = "best",
    stages: Sequence[str] = ("final",),
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Have each machine translate what a person has translated, and compare.

    Nothing is taken from a memory or the cache. The scores are sacrebleu's.

    Args:
        articles: Articles with a TMX of the same name beside them; by default the bundled ones.
        memory: TMX files whose sentences are translated instead.
        machines: Names of `companion.translation.engines.machines()`, or "gloss"; by default all models that are installed
            here: a server is sent the sentences only where it is named.
        quality: "fast", "balanced" or "best", for models on this machine.
        stages: For those: "raw" (the model alone), "rewritten" (the terms' mainland wording given to it), "final" (checked, tried
            again where something looks wrong, terms put in).
        progress: Is called with the sentences done and in all.

    Returns:
        The figures, a row for each machine and stage.

    Raises:
        InputError: No sentence has a translation.
        PackageError: There is no machine, or none gave an answer.
        UnknownNameError: There is no machine of a name.

    >>> found = compare(machines="gloss")
    >>> [(m.machine, m.answered == m.sentences > 50) for m in found.measures]
    [('gloss', True)]
    """
    files = [Path(f) for f in articles]
    memories = [Path(f) for f in several(memory)]
    sets = [*map(_article_set, files), *map(_memory_set, memories)]
    if not sets:
        files = bundled_articles()
        sets = [_article_set(f) for f in files]
    sets = [s for s in sets if s.references]
    if not sets:
        raise InputError("none of the sentences has a translation in the TMX beside its article")
    known = {m.name: m for m in engines.machines()}
    names = list(several(machines)) or [m.name for m in known.values() if not m.host]
    if not names:
        servers = "".join(f"; or ask a server: --machine {name}" for name in known)
        raise PackageError(engines.machine(engines.AUTO).status() + servers)
    for name in names:
        if name != GLOSS:
            engines.machine(name)
    rows = [(name, stage) for name in names for stage in _stages_of(name, stages, known)]
    total, done = len(rows) * sum(len(s.references) for s in sets), 0
    answers: list[list[Translation]] = []
    seconds: list[float] = []
    for name, stage in rows:
        translator = _translator(name, stage, quality)
        _warm_up(translator)
        given: list[Translation] = []
        start = time.perf_counter()
        for translation in (t for s in sets for t in _english(s.article, translator)):
            given.append(translation)
            done += 1
            if progress:
                progress(done, total)
        seconds.append(time.perf_counter() - start)
        answers.append(given)
    wanted = [english for s in sets for english in s.references]
    working = [given for given in answers if any(t.text for t in given)]
    if not working:
        raise PackageError(answers[0][0].reason)
    compared = [i for i in range(len(wanted)) if all(given[i].text for given in working)]
    measures = tuple(
        _figures(name, stage, given, sets, wanted, compared, took)
        for (name, stage), given, took in zip(rows, answers, seconds, strict=True)
    )
    texts = tuple(f.name for f in (*files, *memories))
    return Comparison(measures, texts, quality, tuple((n, _identity(n, known)) for n in names))


def _stages_of(name: str, stages: Sequence[str], known: dict[str, engines.Machine]) -> Sequence[str]:
    return stages if name in known and not known[name].host else ("final",)


def _translator(name: str, stage: str, quality: str) -> Translator:
    if name == GLOSS:
        from companion.registry import resolve

        return resolve("translator", GLOSS)
    return engines.machine(
        name, quality=quality, honour_terms=_HONOUR[stage], check=stage == "final", cache=False
    )


def _warm_up(translator: Translator) -> None:
    """Loads the model: how long that takes is no matter of the sentences."""
    for _ in translate_article(read_text("你好。", translator=None), translator):
        pass


def _english(article: Article, translator: Translator) -> Iterator[Translation]:
    for _, paragraph in translate_article(article, translator):
        for sentence in paragraph.sentences:
            yield sentence.translation or Translation("", "none")


def _identity(name: str, known: dict[str, engines.Machine]) -> str:
    """What tells one model from another of the same name."""
    if name == GLOSS:
        return "word by word, no translation"
    for package in packages.installed():
        if not package.problem and name in (package.name, package.path.name):
            return f"{package.credit}, kind {package.kind}, {packages.size(package) / 1e6:.0f} MB, sha256 {packages.checksum(package)[:16]}"
    return known[name].label


def _article_set(file: Path) -> _Set:
    beside = there_beside(file, "tmx")
    if not is_file(beside):
        raise InputError(f"{file}: there is no {beside.name} with its translations beside it")
    memory = TranslationMemory.load(beside)
    article = read(file, translator=None)
    references = {
        (i, s.start): hit[0].target
        for i, p in enumerate(article.paragraphs)
        for s in p.sentences
        if (hit := memory.lookup(p.text[s.start : s.end]))
    }
    paragraphs = tuple(
        replace(p, sentences=tuple(s for s in p.sentences if (i, s.start) in references))
        for i, p in enumerate(article.paragraphs)
    )
    return _Set(replace(article, paragraphs=paragraphs), tuple(references.values()))


def _memory_set(file: Path) -> _Set:
    """Each unit of a memory is one sentence, as it stands there; the last of those with the same Chinese."""
    units = {
        " ".join(u.source.split()): u.target
        for u in read_tmx(file)
        if u.target and not u.origin and not u.withdrawn
    }
    if not units:
        raise InputError(f"{file}: has no sentence that a person has translated")
    try:
        article = read_text("\n".join(units), paragraphs="line", translator=None)
    except CompanionError as error:
        raise InputError(f"{file.name}: {error}") from None
    paragraphs, references = [], []
    for p in article.paragraphs:
        if (english := units.get(p.text)) is not None:
            paragraphs.append(replace(p, sentences=(Sentence(0, len(p.text)),)))
            references.append(english)
    return _Set(replace(article, paragraphs=tuple(paragraphs)), tuple(references))


def _figures(
    name: str,
    stage: str,
    given: Sequence[Translation],
    sets: Sequence[_Set],
    references: Sequence[str],
    compared: Sequence[int],
    seconds: float,
) -> Measure:
    """The figures of one machine and stage."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    spans = [(p, s) for found in sets for p in found.article.paragraphs for s in p.sentences]
    asked = [list(dict.fromkeys(t.term for t in p.tokens_of(s) if t.term)) for p, s in spans]
    kept = [{use.term for use in t.terms if use.status != "missing"} for t in given]
    missing = Counter(term for terms, k in zip(asked, kept, strict=True) for term in terms if term not in k)
    terms = sum(map(len, asked))
    numbers = lost = 0
    for (p, s), t in zip(spans, given, strict=True):
        chinese = p.text[s.start : s.end]
        numbers += len(chinese_amounts(chinese))
        lost += len(missing_amounts(chinese, t.text))
    answered = sum(bool(t.text) for t in given)
    texts, wanted = [given[i].text for i in compared], [references[i] for i in compared]
    scored = bool(texts) and bool(answered)
    chrf = CHRF().corpus_score(texts, [wanted], n_bootstrap=_RESAMPLED) if scored else None
    return Measure(
        name, stage, len(given), answered, terms, terms - missing.total(), numbers, numbers - lost,
        sum(use.status == "substituted" for t in given for use in t.terms), sum(t.reason.startswith("check") for t in given),
        len(compared), chrf.score if chrf else 0.0, chrf._ci if chrf else 0.0,
        BLEU().corpus_score(texts, [wanted]).score if scored else 0.0, seconds, tuple(missing.most_common()),
        "" if answered else next((t.reason for t in given if t.reason), "it gave no English"),
    )  # fmt: skip
