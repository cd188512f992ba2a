"""Learns which words a person should look at (`companion/language/data/marks.tsv`), and prints how well it does.

    python tools/train_marks.py ../shared/benchmarks VOTES.npz

Word ends are learned on news that six cutters of other houses have cut (`tools/tagger/teachers.py`): a word is wrong where all of them join
what we part at one of its ends, or part one that no dictionary has. Readings are learned on the CPP development set: one is wrong where it is
not CPP's, a neutral tone aside. Each fifth of the sentences is judged by what the other four taught; the weights that are written have seen all.
UD Chinese-HK and GSD dev judge the ends from outside. A word's ends are wrong there where it crosses a gold
word, where it is a piece of a proper noun of up to four characters without being a word of the dictionary, or where it glues gold words
to one that no dictionary has. (That treebanks divide otherwise, 也是, 高雄市, is no error.)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from companion.han import han_places, tone_marked
from companion.language import marks
from companion.language.language import Language
from companion.language.readings.romanizer import Part

DATA = Path(marks.__file__).parent / "data" / "marks.tsv"
HEAD = """# Which words a person should look at: the weights of two logistic regressions, and the scores from which a word is marked.
# source: learned by the script on news cut by MiNLP, LAC (Apache-2.0), Wapic, pkuseg and Jiagu (MIT), named in tools/tagger/README.md, and on the CPP development set (Apache-2.0)
# licence: CC BY-SA 4.0
# script: tools/train_marks.py
of	feature	weight
"""
FOLDS = 5
TEACHERS, SENTENCES = 6, 8000
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿0123456789")
SHARES = (0.02, 0.04, 0.06, 0.08, 0.10)
_BARE = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuüüüü")
ENDS_SHARE, READING_SHARE = 0.055, 0.025  # of the tokens that may be marked for each


class Sample(NamedTuple):
    """Features of words, which of them are wrong, the fold of each, and of how many tokens they were taken."""

    x: np.ndarray
    wrong: np.ndarray
    fold: np.ndarray
    tokens: int


def treebank(path: Path) -> Iterator[list[tuple[str, str]]]:
    """The words of each sentence of a CoNLL-U file with their parts of speech."""
    sentence: list[tuple[str, str]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if cells[0].isdigit():
            sentence.append((cells[1], cells[3]))
        elif not line and sentence:
            yield sentence
            sentence = []


def wrong_ends(start: int, end: int, unknown: bool, gold: list[tuple[int, int, str]]) -> bool:
    """Whether a word's ends are wrong, by the gold words as (start, end, part of speech)."""
    over = [(a, b, tag) for a, b, tag in gold if a < end and b > start]
    if any(a < start < b < end or start < a < end < b for a, b, _ in over):
        return True
    a, b, tag = over[0]
    if len(over) == 1 and tag == "PROPN" and b - a <= 4 and (start, end) != (a, b):
        return unknown or end - start == 1
    return unknown and len(over) > 1


def analysed(language: Language, texts: list[str]) -> Iterator[tuple[Any, Any, marks.Seen]]:
    """Each text's draft, its tokens and what the regressions look at."""
    analyzer = language.analyzer
    for text in texts:
        draft = analyzer.draft(text)
        words = [draft.simplified[a:b] for a, b in draft.spans]
        read = analyzer._read(words, [Part(draft.simplified, 0, len(words))], draft.tags)
        keys = zip([text[a:b] for a, b in draft.spans], words, read.syllables, draft.tags, strict=True)
        facts = [analyzer._facts(*key, None) for key in keys]
        yield draft, (facts, read), analyzer._seen(draft, words, facts, read)


def ends_sample(language: Language, folder: Path) -> Sample:
    x, wrong, fold = [], [], []
    for name in ("ud-hk", "ud-gsd-dev"):
        sentences = list(treebank(folder / f"{name}.conllu"))
        texts = ["".join(w for w, _ in s) for s in sentences]
        for number, (gold, (draft, (facts, _), seen)) in enumerate(
            zip(sentences, analysed(language, texts), strict=True)
        ):
            ends = np.cumsum([0, *(len(w) for w, _ in gold)]).tolist()
            places = [(a, b, tag) for a, b, (_, tag) in zip(ends, ends[1:], gold, strict=False)]
            for i, (a, b) in enumerate(draft.spans):
                if facts[i][1] in ("word", "number"):
                    x.append(seen.ends[i])
                    wrong.append(wrong_ends(a, b, bool(seen.unknown[i]), places))
                    fold.append(number % FOLDS)
    return Sample(np.array(x), np.array(wrong), np.array(fold), len(x))


def vote_sample(language: Language, votes_of: Path) -> Sample:
    """Words of news: wrong are those that all teachers contradict."""
    with np.load(votes_of) as z:
        lines, votes = str(z["text"]).split("\n"), z["votes"]
    ends = np.cumsum([0, *map(len, lines)]).tolist()
    some = [k for k in range(len(lines)) if 8 < len(lines[k]) < 200]
    some = some[:: max(1, len(some) // SENTENCES)]
    x, wrong, fold = [], [], []
    for number, (k, (draft, (facts, _), seen)) in enumerate(
        zip(some, analysed(language, [lines[k] for k in some]), strict=True)
    ):
        vote = votes[ends[k] : ends[k + 1]]
        for i, (a, b) in enumerate(draft.spans):
            if facts[i][1] == "word" and not _NUMERALS & set(lines[k][a:b]):
                is_parted = b - a > 1 and seen.unknown[i] and vote[a : b - 1].max() == TEACHERS
                x.append(seen.ends[i])
                wrong.append(bool((a and not vote[a - 1]) or not vote[b - 1] or is_parted))
                fold.append(number % FOLDS)
    return Sample(np.array(x), np.array(wrong), np.array(fold), len(x))


def reading_sample(language: Language, folder: Path, ends: np.ndarray) -> Sample:
    marked = (folder / "cpp-dev.sent").read_text("utf-8").splitlines()
    labels = [tone_marked(s.strip()) for s in (folder / "cpp-dev.lb").read_text("utf-8").splitlines()]
    places = [s.index("▁") for s in marked]
    x, wrong, fold, tokens, missed = [], [], [], 0, 0
    for number, (draft, (facts, read), seen) in enumerate(
        analysed(language, [s.replace("▁", "") for s in marked])
    ):
        i = next(k for k, (a, b) in enumerate(draft.spans) if a <= places[number] < b)
        tokens += sum(f[1] in ("word", "number") for f in facts)
        at = han_places(facts[i][0]).index(places[number] - draft.spans[i][0])
        got = read.syllables[i][at]
        bad = got != labels[number] and not differ_by_neutral(got, labels[number])
        if i not in seen.asked:
            missed += bad
            continue
        row = seen.asked.index(i)
        features = marks.reading_features(*seen.reading, (seen.ends @ ends)[seen.asked])
        for k in range(len(seen.asked)):
            # What is asked beside the labelled place counts as right: one of some hundred is not.
            x.append(features[k])
            wrong.append(bad and k == row)
            fold.append(number % FOLDS)
    print(
        f"{missed} more wrong readings are in words that a dictionary reads in one way: no mark can hold them"
    )
    return Sample(np.array(x), np.array(wrong), np.array(fold), tokens)


def differ_by_neutral(one: str, other: str) -> bool:
    """Whether two readings differ in nothing but that one has no tone (rèn shi)."""
    bare = [s.translate(_BARE) for s in (one, other)]
    return bare[0] == bare[1] and (one == bare[0] or other == bare[1])


def regression(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's steps."""
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (p - y) + ridge * w)
    return w


def curve(what: str, sample: Sample, score: np.ndarray) -> str:
    """How many of the wrong words have the highest scores."""
    order = np.argsort(-score, kind="stable")
    total = sample.wrong.sum()
    held = [f"{s:.0%}: {sample.wrong[order[: int(s * sample.tokens)]].sum() / total:.0%}" for s in SHARES]
    return f"{what}: {total} wrong of {sample.tokens}; marks on … of the tokens hold … of them: {', '.join(held)}"


def learned(sample: Sample, what: str, share: float) -> tuple[np.ndarray, float]:
    """The weights, and the score from which `share` of the tokens would be marked; prints the judged curve."""
    score = np.zeros(len(sample.wrong))
    for k in range(FOLDS):
        rest = sample.fold != k
        score[~rest] = sample.x[~rest] @ regression(sample.x[rest], sample.wrong[rest])
    print(curve(what, sample, score))
    for low, high in ((0.0, 0.01), (0.01, 0.05), (0.05, 0.2), (0.2, 1.0)):
        p = 1 / (1 + np.exp(-score))
        of = (p >= low) & (p < high)
        if of.any():
            print(
                f"    said {low:.2f} to {high:.2f}: mean {p[of].mean():.3f}, wrong {sample.wrong[of].mean():.3f} of {of.sum()}"
            )
    weights = regression(sample.x, sample.wrong)
    return weights, float(np.sort(sample.x @ weights)[-int(share * sample.tokens)])


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    language, folder = Language.default(), Path(sys.argv[1])
    ends, ends_limit = learned(vote_sample(language, Path(sys.argv[2])), "word ends, by votes", ENDS_SHARE)
    outside = ends_sample(language, folder)
    print(curve("word ends, treebanks", outside, outside.x @ ends))
    reading, reading_limit = learned(reading_sample(language, folder, ends), "readings", READING_SHARE)
    rows = [("ends", name, w) for name, w in zip(marks.ENDS, ends, strict=True)]
    rows += [("ends", marks.LIMIT, ends_limit)]
    rows += [("reading", name, w) for name, w in zip(marks.READING, reading, strict=True)]
    rows += [("reading", marks.LIMIT, reading_limit)]
    DATA.write_text(HEAD + "".join(f"{of}\t{name}\t{w:.4f}\n" for of, name, w in rows), "utf-8")


if __name__ == "__main__":
    main()
