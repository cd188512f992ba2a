"""Random articles make all kinds without an error and without an ambiguous choice, as far as our rules can tell."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest

import companion
from companion.exercises import KINDS, make_exercises, mark
from companion.exercises.source import Source
from companion.exercises.synonyms import may_fit

ROOT = Path(__file__).parents[2]
NAMES = [f"{kind}:{v}" if v else kind for kind, variants in KINDS.items() for v in variants or ("",)]


def benchmark():
    spec = importlib.util.spec_from_file_location("exercises_benchmark", ROOT / "benchmarks" / "exercises.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check(article, seed):
    """What holds for any sheet of any article; every second is of version B."""
    source = Source(article)
    for version in "AB"[seed % 2]:
        sheets = [
            make_exercises(article, NAMES, count=22, seed=seed, version=version),
            make_exercises(article, ("cloze:choices", "cloze:bank"), count=8, seed=seed, version=version),
        ]
        for sheet in sheets:
            assert len({i.id for i in sheet}) == len(sheet)
            for item in sheet:
                answer = item.answers[0] if item.answers else list(item.solution)
                assert mark(item, answer).right is not False, item
                assert item.form != "choice" or [c.reason for c in item.choices].count("") >= 1
                if item.kind == "cloze" and item.variant in ("choices", "bank"):
                    _one_choice_is_right(source, item)
                if item.kind == "cloze":
                    others = [o.text + "".join(o.items) for o in sheet if o is not item]
                    assert (
                        not item.word
                        or not any(item.word in text for text in others)
                        or item.variant == "character"
                    ), item


def _one_choice_is_right(source, item):
    place = next(
        (
            p
            for p in source.places
            if p.token.start == item.evidence.start and p.paragraph.id == item.evidence.paragraph
        ),
        None,
    )
    if place is None or not item.word:
        return  # a measure word or a connective: tests/exercises/test_decided.py
    by_text = {p.token.text: w for w, p in source.vocabulary.items()}
    for choice in item.choices:
        if choice.text != item.answer and choice.text in by_text:
            other = source.vocabulary[by_text[choice.text]]
            assert not may_fit(source, place, by_text[choice.text], source.term(other.token)), (
                item.text,
                choice,
            )
    assert len({c.text for c in item.choices}) == len(item.choices) >= (4 if item.variant == "choices" else 3)


def test_articles_cut_from_our_own(articles):
    """Protects against the text that nobody thought of (a small version, from the project's articles)."""
    cut = benchmark().cut
    texts = [
        f"{s}。"
        for name in ("dianpian", "transport", "typhoon")
        for s in (articles / f"{name}.txt").read_text("utf-8").replace("\n", "").split("。")
    ]
    rng = random.Random(7)
    for seed in range(6):
        check(companion.read_text(cut(texts, rng), paragraphs="blank-line", translator=None), seed)


@pytest.mark.slow
def test_50_articles_cut_from_the_benchmark_texts():
    """Protects against the text that nobody thought of: Hong Kong and Taiwan texts of many kinds."""
    folder = ROOT.parent / "shared" / "benchmarks"
    if not folder.is_dir():
        pytest.skip("the benchmark texts are not on this machine")
    module = benchmark()
    texts = module.sentences(folder)
    rng = random.Random(11)
    for seed in range(50):
        check(companion.read_text(module.cut(texts, rng), paragraphs="blank-line", translator=None), seed)
