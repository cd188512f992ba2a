"""Characters with several readings (polyphones): which one fits, by what is around them.

A log-linear model over few features, learned by `tools/train_polyphones.py`: the opinion of
g2pM's network (`bilstm`), how often the character is read so in CC-CEDICT, at that place of a
word, and whether a word of CC-CEDICT or of pypinyin's phrases that covers the place says so.
All it has learned stands in `data/`: `characters.tsv` (readings and counts), `polyphones.npz`
(g2pM's weights), `polyphones.json` (some twenty weights), `words.tsv` (words of the lexicon in
which the model, or the standard's list of neutral tones, overrules the dictionary).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from companion.han import tone_marked
from companion.language.bilstm import REACH, Network
from companion.language.lexicon import Lexicon

__all__ = ["Place", "Polyphones", "Reading", "ambiguous", "rows_of", "single_readings", "table"]

_SENTENCE_END = re.compile("[。！？]")
_CLASSES = "sfml"  # a word of its own; the first, an inner, the last character of a word
_SIDES = ("tok", "in", "out")


@dataclass(frozen=True, slots=True)
class Place:
    """A polyphone at `text[at]`, in the token `text[start:end]`; `among` narrows its readings."""

    text: str
    at: int
    start: int
    end: int
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading that fits best and how far it lies before the next (in logits)."""

    syllable: str
    margin: float


@dataclass(frozen=True, slots=True)
class _Character:
    readings: tuple[str, ...]
    classes: tuple[int, ...]
    log_prior: dict[str, tuple[float, ...]]


def _data(name: str) -> Any:
    return files("companion.language") / "data" / name


@cache
def _lines() -> dict[str, str]:
    """The line of each character in the table, without the character: only what is asked is parsed."""
    lines = _data("characters.tsv").read_text("utf-8").splitlines()
    return {line[0]: line[2:] for line in lines if line[1:2] == "\t"}


@cache
def rows_of(character: str) -> list[tuple[str, list[float]]]:
    """The readings of a character as in `table`; empty where it has none there.

    >>> [name for name, _ in rows_of("率")]
    ['lu:4', 'shuai4']
    """
    line = _lines().get(character)
    if line is None:
        return []
    return [
        (name, [float(n) for n in counts.split(",") if n])
        for name, _, counts in (c.partition("=") for c in line.split("\t"))
    ]


@cache
def table() -> dict[str, list[tuple[str, list[float]]]]:
    """Each character's readings in CC-CEDICT's notation with their counts by `_CLASSES`."""
    return {character: rows_of(character) for character in _lines()}


@cache
def single_readings() -> dict[str, str]:
    """The characters with one reading only, and that reading with its tone mark."""
    return {c: tone_marked(r[0][0]) for c, r in table().items() if len(r) == 1}


@cache
def ambiguous() -> frozenset[str]:
    """The simplified characters that have several readings.

    >>> "行" in ambiguous(), "銀" in ambiguous()
    (True, False)
    """
    return frozenset(c for c, r in table().items() if len(r) > 1)


class Polyphones:
    """The model, loaded when it is first asked.

    >>> from companion.language.dictionary import Cedict
    >>> model = Polyphones(Cedict().lexicon)
    >>> [r.syllable for r in model.decide([Place("听音乐会", 2, 1, 4), Place("他很快乐", 3, 2, 4)])]
    ['yuè', 'lè']
    """

    def __init__(self, lexicon: Lexicon, weights: dict[str, float] | None = None) -> None:
        self.lexicon = lexicon
        self._learned = json.loads(_data("polyphones.json").read_text("utf-8")) if weights is None else {}
        self.weights: dict[str, float] = self._learned.get("weights", {}) if weights is None else weights
        self._characters: dict[str, _Character] = {}
        self._network: Network | None = None
        self._class_numbers: dict[str, int] = {}

    @property
    def fixed(self) -> dict[str, str]:
        """Polyphones that, as words of their own, are read in one way (的, 和), and how."""
        return self._learned.get("fixed", {})

    @property
    def thin(self) -> float:
        """A margin below this is a reason to look."""
        return self._learned.get("thin", 0.0)

    def decide(self, places: Sequence[Place]) -> list[Reading]:
        """The best reading of each place, in the order given."""
        if not places:
            return []
        owners, candidates = [], []
        for i, place in enumerate(places):
            for syllable in self.candidates(place):
                owners.append(i)
                candidates.append(syllable)
        scores = self._scores(places, owners, candidates)
        best: list[tuple[str, float, float]] = [("", -math.inf, -math.inf)] * len(places)
        for i, syllable, score in zip(owners, candidates, scores, strict=True):
            chosen, first, second = best[i]
            if score > first:
                best[i] = (syllable, score, first)
            elif score > second:
                best[i] = (chosen, first, score)
        return [Reading(s, first - second) for s, first, second in best]

    def candidates(self, place: Place) -> tuple[str, ...]:
        """The readings that `place` can have."""
        readings = self._character(place.text[place.at]).readings
        if place.among:
            return tuple(r for r in readings if r in place.among) or readings
        return readings

    def features(self, place: Place, syllable: str) -> dict[str, float]:
        """What the model looks at, the network apart, for one candidate: name and value."""
        found = dict.fromkeys(self._lexical(place).get(syllable, ()), 1.0)
        prior = self._character(place.text[place.at]).log_prior[syllable]
        found["prior"] = prior[4]
        found["place"] = prior[_class_of(place)]
        return found

    def log_probabilities(self, places: Sequence[Place]) -> list[dict[str, float]]:
        """The network's opinion of each candidate of each place, normalised over them."""
        owners, candidates = [], []
        for i, place in enumerate(places):
            for syllable in self.candidates(place):
                owners.append(i)
                candidates.append(syllable)
        values = self._opinions(places, owners, candidates)
        found: list[dict[str, float]] = [{} for _ in places]
        for i, syllable, value in zip(owners, candidates, values, strict=True):
            found[i][syllable] = float(value)
        return found

    def _scores(self, places: Sequence[Place], owners: list[int], candidates: list[str]) -> list[float]:
        weight = self.weights
        net, alone = weight.get("net", 0.0), weight.get("net-alone", 0.0)
        prior, spot = weight.get("prior", 0.0), weight.get("place", 0.0)
        opinions = self._opinions(places, owners, candidates)
        scores, last = [], -1
        for i, syllable, opinion in zip(owners, candidates, opinions, strict=True):
            if i != last:
                last, place = i, places[i]
                lexical = self._lexical(place)
                priors = self._character(place.text[place.at]).log_prior
                by_class = _class_of(place)
                factor = net + alone if place.end - place.start == 1 else net
            values = priors[syllable]
            score = factor * opinion + prior * values[4] + spot * values[by_class]
            for name in lexical.get(syllable, ()):
                score += weight.get(name, 0.0)
            scores.append(score)
        return scores

    def _lexical(self, place: Place) -> dict[str, list[str]]:
        """The names of the lexical features that each syllable has at `place`."""
        text, at, start, end = place.text, place.at, place.start, place.end
        found: dict[str, list[str]] = {}
        longest: dict[tuple[int, int], tuple[int, frozenset[str]]] = {}
        low, high = max(0, at - 3), min(len(text), at + 4)
        spans = [(b, e) for b in range(low, at + 1) for e in range(max(at + 1, b + 2), min(high, b + 4) + 1)]
        if end - start > 4:
            spans.append((start, end))
        known = self.lexicon
        for b, e in spans:
            word = text[b:e]
            if word not in known:
                continue
            side = 0 if b == start and e == end else 1 if start <= b and e <= end else 2
            for source, readings in enumerate(known.readings(word)):
                if readings and e - b > longest.get((source, side), (0,))[0]:
                    longest[source, side] = (e - b, frozenset(r[at - b] for r in readings))
        token = [frozenset(), frozenset()]
        for (source, side), (length, syllables) in longest.items():
            if side == 0:
                token[source] = syllables
            if len(syllables) == 1:
                (syllable,) = syllables
                found.setdefault(syllable, []).append(f"{'cp'[source]}-{_SIDES[side]}-{min(length, 4)}")
        for syllable in token[0] & token[1]:
            found.setdefault(syllable, []).append("both")
        if len(token[0]) > 1:
            first = known.readings(text[start:end])[0][0][at - start]
            found.setdefault(first, []).append("first")
        return found

    def _opinions(self, places: Sequence[Place], owners: list[int], candidates: list[str]) -> Any:
        import numpy as np

        network = self._load()
        left, right = [], []
        reach = REACH + 2
        for place in places:
            text, at = place.text, place.at
            before = text[max(0, at - REACH) : at]
            after = text[at + 1 : at + 1 + REACH]
            if "。" in before or "！" in before or "？" in before:
                before = _SENTENCE_END.split(before)[-1]
            if "。" in after or "！" in after or "？" in after:
                after = after[: _SENTENCE_END.search(after).end()]  # type: ignore[union-attr]
            here = network.codes(text[at])
            codes = [2, *network.codes(before), *here]
            left.append([0] * (reach - len(codes)) + codes)
            codes = [3, *network.codes(after[::-1]), *here]
            right.append([0] * (reach - len(codes)) + codes)
        features = network.features(left, right)
        classes = []
        for i, syllable in zip(owners, candidates, strict=True):
            character = self._characters[places[i].text[places[i].at]]
            classes.append(character.classes[character.readings.index(syllable)])
        owner = np.array(owners)
        rows = np.array(classes)
        logits = np.einsum("ij,ij->i", features[owner], network.output[rows]) + network.output_bias[rows]
        starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        group = np.cumsum(np.r_[True, owner[1:] != owner[:-1]]) - 1
        logits -= np.maximum.reduceat(logits, starts)[group]
        logits -= np.log(np.add.reduceat(np.exp(logits), starts))[group]
        return logits.tolist()

    def _load(self) -> Network:
        if self._network is None:
            import numpy as np

            with _data("polyphones.npz").open("rb") as file, np.load(file) as stored:
                self._class_numbers = {s: i for i, s in enumerate(str(stored["classes"]).split())}
                self._network = Network(stored, str(stored["alphabet"]))
            self._characters.clear()
        return self._network

    def _character(self, character: str) -> _Character:
        known = self._characters.get(character)
        if known is None:
            self._load()
            rows = rows_of(character)
            total = sum(sum(counts) for _, counts in rows)
            by_class = [sum(counts[k] for _, counts in rows) for k in range(4)]
            readings = tuple(tone_marked(name) for name, _ in rows)
            prior = {}
            for reading, (_, counts) in zip(readings, rows, strict=True):
                values = [math.log((counts[k] + 0.5) / (by_class[k] + 1)) for k in range(4)]
                prior[reading] = (*values, math.log((sum(counts) + 0.5) / (total + 1)))
            classes = tuple(self._class_numbers[name] for name, _ in rows)
            known = self._characters[character] = _Character(readings, classes, prior)
        return known


def _class_of(place: Place) -> int:
    if place.end - place.start == 1:
        return 0
    return 1 if place.at == place.start else 3 if place.at == place.end - 1 else 2
