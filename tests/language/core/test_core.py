"""The compiled core: built where it can be, the same as numpy, and safe whatever it is given."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import companion
from companion.glossary import Glossary
from companion.language import core
from companion.language.dictionary.cedict import shipped_vocabulary
from companion.language.language import Language
from companion.language.tagging.network import shipped_tagger
from companion.language.words import lattice

ROOT = Path(__file__).parents[3]
ARTICLES = sorted((ROOT / "notebooks" / "articles").glob("*.txt"))
WORKED = (Path(__file__).parents[1] / "worked_sentences.txt").read_text("utf-8")
CORE = core.library()
built = pytest.mark.skipif(
    CORE is None, reason="the compiled core is not built here: python hatch_build.py says why"
)
HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("警方拘捕陈大文地的2月8日，。\n\0\ud800\ue000𠮷\U0010ffff")),
    max_size=300,
)


def in_numpy(work: Callable[[], object]) -> object:
    """What something gives without the core."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(core, "library", lambda: None)
        return work()


@built
@given(HOSTILE)
def test_the_core_and_numpy_give_the_same_of_any_text(text):
    """Protects who has no compiler: what is read is the same, surrogates and characters outside of the plane too."""
    p = shipped_tagger().joined_probabilities([text])
    assert (p == in_numpy(lambda: shipped_tagger().joined_probabilities([text]))).all()

    def found() -> tuple[object, ...]:
        edges = shipped_vocabulary().edges(text)
        cuts = [lattice.Lattice().cut(text, q) for q in (None, p)]
        return sorted(zip(*(e.tolist() for e in edges), strict=True)), [(c.ends, c.tags) for c in cuts]

    assert found() == in_numpy(found)


@built
def test_every_kind_of_processor_gives_the_same_probabilities(monkeypatch):
    """Protects a class with different machines: what they read of an article differs in nothing, to the last digit."""
    tagger, texts = shipped_tagger(), [path.read_text("utf-8") for path in ARTICLES]
    if (compiled := tagger._in_core()) is None:
        pytest.skip("the layers need a processor with AVX2")
    wanted = in_numpy(lambda: tagger.joined_probabilities(texts))
    for kind in {CORE.companion_kind(k) for k in range(4)} - {-1}:
        monkeypatch.setattr(compiled, "kind", kind)
        assert (tagger.joined_probabilities(texts) == wanted).all(), kind
    for kind in (-1, 4, 2**62):
        assert CORE.companion_kind(kind) == -1


def test_the_whole_numbers_of_the_tagger_lose_nothing():
    """Protects the sameness of all ways, also for weights of another training: no sum is rounded in floating point."""
    tagger = shipped_tagger()
    for layer in (tagger._first, *tagger._layers, tagger._last):
        assert np.abs(layer.weights).max() <= 127 and (layer.weights == np.rint(layer.weights)).all()
        assert (255 * np.abs(layer.weights).sum(0) + np.abs(layer.bias)).max() < 2**24
    for layer, (before, plus, minus, after) in zip(tagger._layers, tagger._by_pairs, strict=True):
        sums = [255 * np.abs(before), 510 * np.abs(plus), 255 * np.abs(minus), 255 * np.abs(after)]
        assert (sum(part.sum(0) for part in sums) + np.abs(layer.bias)).max() < 2**23  # halves are among them
    assert 3 * np.abs(tagger._tables.astype(int)).max() << tagger._lift < 2**23


@built
@pytest.mark.slow
def test_a_text_of_a_million_characters_is_the_same_too():
    """Protects long texts: no number in the core is too narrow for them."""
    text = "警方拘捕陈大文，\n\0\ud800𠮷" * 90_000
    edges, others = shipped_vocabulary().edges(text), in_numpy(lambda: shipped_vocabulary().edges(text))
    assert sorted(edges.starts.tolist()) == sorted(others.starts.tolist()) and len(text) > 1_000_000
    assert lattice.Lattice().segment(text) == in_numpy(lambda: lattice.Lattice().segment(text))


@built
def test_articles_are_the_same_in_all_their_fields():
    """Protects lessons and saved articles: with the core and without it an article is one and the same."""
    sentences = [line.replace("{", "").replace("}", "") for line in WORKED.splitlines()]
    texts = ["\n".join(sentences), *(path.read_text("utf-8") for path in ARTICLES)]
    glossary = Glossary.load()

    def read() -> list[object]:
        found: list[object] = []
        for tagger in ("student", None):
            for text in texts:
                article = companion.read_text(
                    text, glossary=glossary, translator=None, language=Language(tagger=tagger)
                )
                for p in article.paragraphs:
                    found.append((p.id, p.kind, p.sentences, p.review))
                    found += [
                        (t.text, t.simplified, t.pinyin, t.term, t.review, t.pos, t.entity, t.why)
                        for t in p.tokens
                    ]
        return found

    assert read() == in_numpy(read)


@built
@given(st.integers(1, 12), st.data())
def test_the_way_through_a_lattice_is_the_best_of_all(n, data):
    """Protects the words: the search finds what trying all ways finds, and of ways worth the same the longest last word."""
    spans = st.tuples(st.integers(0, n - 1), st.integers(1, n)).filter(lambda s: s[0] < s[1])
    edges = data.draw(st.dictionaries(spans, st.integers(-9, 0).map(float), max_size=15))
    singles = np.array(data.draw(st.lists(st.integers(-9, 0).map(float), min_size=n, max_size=n)))
    starts, ends = (np.array([e[k] for e in edges], np.int64) for k in (0, 1))
    costs = [np.array(list(edges.values()))] if edges else []
    given_ = (n, [starts] if edges else [], [ends] if edges else [], costs, singles)
    way, other = lattice._cheapest(*given_), in_numpy(lambda: lattice._cheapest(*given_))
    assert way.ends == other.ends and way.best.tolist() == other.best.tolist()
    assert way.before.tolist() == other.before.tolist() and way.back.tolist() == other.back.tolist()
    worth = [0.0] + [-1e9] * n
    for b in range(1, n + 1):
        ways = [(worth[b - 1] + singles[b - 1], b - 1)]
        ways += [(worth[i] + cost, i) for (i, j), cost in edges.items() if j == b]
        worth[b] = max(w for w, _ in ways)
    cost_of = edges | {(i, i + 1): max(c, edges.get((i, i + 1), -1e9)) for i, c in enumerate(singles)}
    spent = sum(cost_of[span] for span in zip([0, *way.ends], way.ends, strict=False))
    assert spent == worth[n]


def address(*numbers: int) -> tuple[np.ndarray, int]:
    array = np.array(numbers, np.int64)
    return array, core.pointer(array, np.int64)


@built
@pytest.mark.parametrize("edge", [(-1, 1), (0, 4), (1, 1), (2, 1), (0, 2**62), (-(2**63), 2)])
def test_an_edge_outside_of_its_text_is_refused(edge):
    """Protects the memory of the process: no place outside of the arrays is written."""
    kept = [address(edge[0]), address(edge[1])]
    arrays = [np.zeros(9) for _ in range(3)] + [np.full(9, 7, np.int64) for _ in range(3)]
    done = CORE.companion_way(3, 1, kept[0][1], kept[1][1], *(a.ctypes.data for a in arrays))
    assert done == -1 and all((a[1:] == a[1]).all() for a in arrays)


@built
def test_a_network_or_place_that_does_not_fit_is_refused():
    """Protects the memory of the process from a damaged tagger: each size and number is looked at before it is used."""
    if (compiled := shipped_tagger()._in_core()) is None:
        pytest.skip("the layers need a processor with AVX2")
    ids, to, rows = (
        np.array([5, -1, 7], np.int64),
        np.array([0, -1, 1], np.int64),
        np.zeros((2, 49), np.float32),
    )
    compiled.run(ids, to, rows, compiled.scratch())
    kept = rows.copy()
    for bad_ids, bad_to in (
        ([5, -2, 7], to), ([5, compiled._network.alphabet, 7], to), (ids, [0, -2, 1]), (ids, [0, 2, 1]), ([2**62] * 3, to),
    ):  # fmt: skip
        with pytest.raises(ValueError, match="does not take"):
            compiled.run(np.array(bad_ids, np.int64), np.array(bad_to, np.int64), rows, compiled.scratch())
    for name, value in {
        "width": 95, "labels": 513, "lift": 16, "half": 0, "slots": 9, "shift": 32, "alphabet": 4,
    }.items():  # fmt: skip
        right = getattr(compiled._network, name)
        setattr(compiled._network, name, value)
        try:
            with pytest.raises(ValueError, match="does not take"):
                compiled.run(ids, to, rows, compiled.scratch())
        finally:
            setattr(compiled._network, name, right)
    with pytest.raises(ValueError, match="does not take"):
        compiled.run(
            np.zeros(compiled._rows + 1, np.int64),
            np.zeros(compiled._rows + 1, np.int64),
            rows,
            compiled.scratch(),
        )
    with pytest.raises(ValueError, match="side by side"):
        core.pointer(np.zeros((4, 4))[:, 1], np.float64)
    assert (rows == kept).all()


def build(folder: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, folder / "hatch_build.py"], capture_output=True, text=True, check=True,
        env={k: v for k, v in os.environ.items() if k not in ("CC", "COMPANION_PURE")} | environment,
    )  # fmt: skip
    return done.stdout.strip()


def test_without_a_compiler_the_installation_goes_on(tmp_path):
    """Protects who has Python alone: no compiler, a broken one, or the wish for none are one line and no failure."""
    place = tmp_path / "companion" / "language" / "core"
    place.mkdir(parents=True)
    shutil.copy(ROOT / "hatch_build.py", tmp_path)
    shutil.copy(core.SOURCE, place)
    made = place / core.FILE.name
    assert "no C compiler" in build(tmp_path, PATH=str(tmp_path)) and not made.exists()
    assert "no C compiler" in build(tmp_path, CC="no-such-compiler") and not made.exists()
    assert "can't build" in build(tmp_path, CC=f"{sys.executable} -c pass") and not made.exists()
    if CORE is not None:
        shutil.copy(core.FILE, made)
        assert "is there" in build(tmp_path, PATH=str(tmp_path))
        (place / "core.c").write_text("int other;", encoding="utf-8")
        assert "no C compiler" in build(tmp_path, PATH=str(tmp_path)) and not made.exists()
        shutil.copy(core.FILE, made)
    assert "no compiled core was asked for" in build(tmp_path, COMPANION_PURE="1") and not made.exists()


@pytest.mark.parametrize("damage", [b"", b"no library", None])
def test_a_core_that_is_damaged_or_of_another_state_is_left_alone(tmp_path, monkeypatch, damage):
    """Protects who updates: a core that was built from other source is never asked."""
    if damage is None:
        (tmp_path / "core.c").write_text("other", encoding="utf-8")
        monkeypatch.setattr(core, "SOURCE", tmp_path / "core.c")
    else:
        (tmp_path / "core.so").write_bytes(damage)
        monkeypatch.setattr(core, "FILE", tmp_path / "core.so")
    core.library.cache_clear()
    try:
        assert core.library() is None
    finally:
        core.library.cache_clear()
