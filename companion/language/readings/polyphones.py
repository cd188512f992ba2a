"""Characters with several readings (polyphones): which one fits, by what is around them.

A log-linear model over few features, learned by `tools/train_polyphones.py`: the opinion of
g2pM's network (`bilstm`), how often the character is read so in CC-CEDICT, at that place of a
word, and whether a word of CC-CEDICT or of pypinyin's phrases that covers the place says so.
All it has learned stands in `data/`: `characters.txt` (readings and counts), `polyphones.npz`
(g2pM's weights), `polyphones.json` (some twenty weights), `words.tsv` (words of the lexicon in
which the model, or the standard's list of neutral tones, overrules the dictionary).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.han import tone_marked
from companion.language.dictionary.characters import rows_of
from companion.language.dictionary.lexicon import Lexicon
from companion.language.readings.bilstm import EDGES, REACH, Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Place", "Polyphones", "Reading"]

_SENTENCE_END = re.compile("[。！？]")
_BATCH = 4096  # places that are decided together
_MOST_KNOWN = 100_000
_CLASSES = "sfml"  # a word of its own; the first, an inner, the last character of a word
_SIDES = ("tok", "in", "out")


class Place(NamedTuple):
    """A polyphone at `text[at]`, in the token `text[start:end]`; `among` narrows its readings."""

    text: str
    at: int
    start: int
    end: int
    among: tuple[str, ...] = ()


class Reading(NamedTuple):
    """The reading that fits best and how far it lies before the next (in logits)."""

    syllable: str
    margin: float


@dataclass(frozen=True, slots=True)
class _Choice:
    """Readings to choose from and the network's numbers of them."""

    number: int
    readings: tuple[str, ...]
    classes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Character:
    readings: tuple[str, ...]
    classes: tuple[int, ...]
    log_prior: dict[str, tuple[float, ...]]


_DATA = Path(__file__).parent / "data"


class Polyphones:
    """The model, loaded when it is first asked.

    >>> from companion.language.dictionary.cedict import Cedict
    >>> model = Polyphones(Cedict().lexicon)
    >>> [r.syllable for r in model.decide([Place("听音乐会", 2, 1, 4), Place("他很快乐", 3, 2, 4)])]
    ['yuè', 'lè']
    """

    def __init__(self, lexicon: Lexicon, weights: dict[str, float] | None = None) -> None:
        self.lexicon = lexicon
        self._learned = json.loads((_DATA / "polyphones.json").read_text("utf-8")) if weights is None else {}
        self.weights = self._learned.get("weights", {}) if weights is None else weights
        self._characters: dict[str, _Character] = {}
        self._choices: dict[tuple[str, tuple[str, ...]], _Choice] = {}
        self._network: Network | None = None
        self._class_numbers: dict[str, int] = {}

    @property
    def weights(self) -> dict[str, float]:
        """What each feature counts."""
        return self._weights

    @weights.setter
    def weights(self, weights: dict[str, float]) -> None:
        self._weights = weights
        self._biases: dict[tuple[int, str, int, int, int], tuple[float, ...]] = {}

    @property
    def fixed(self) -> dict[str, str]:
        """Polyphones that, as words of their own, are read in one way (的, 和), and how."""
        fixed: dict[str, str] = self._learned.get("fixed", {})
        return fixed

    def decide(self, places: Sequence[Place]) -> list[Reading]:
        """The best reading of each place, in the order given."""
        found: list[Reading] = []
        for at in range(0, len(places), _BATCH):
            found += self._decided(places[at : at + _BATCH])
        return found

    def _decided(self, places: Sequence[Place]) -> list[Reading]:
        import numpy as np

        choices = [self._choice(p.text[p.at], p.among) for p in places]
        counts = np.array([len(c.readings) for c in choices])
        owner = np.repeat(np.arange(len(places)), counts)
        column = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        factor = np.full(len(places), self.weights.get("net", 0.0))
        factor[[p.end - p.start == 1 for p in places]] += self.weights.get("net-alone", 0.0)
        flat = np.fromiter(chain.from_iterable(map(self._bias, places, choices)), float, len(owner))
        flat += factor[owner] * self._opinions(places, choices, owner)
        scores = np.full((len(places), max(2, counts.max())), -np.inf)
        scores[owner, column] = flat
        best = scores.argmax(axis=1)
        scores.partition(-2, axis=1)
        margins = scores[:, -1] - scores[:, -2]
        return [
            Reading(c.readings[k], margin)
            for c, k, margin in zip(choices, best.tolist(), margins.tolist(), strict=True)
        ]

    def candidates(self, place: Place) -> tuple[str, ...]:
        """The readings that `place` can have."""
        return self._choice(place.text[place.at], place.among).readings

    def features(self, place: Place, syllable: str) -> dict[str, float]:
        """What the model looks at, the network apart, for one candidate: name and value."""
        found = dict.fromkeys(self._lexical(place).get(syllable, ()), 1.0)
        prior = self._character(place.text[place.at]).log_prior[syllable]
        found["prior"] = prior[4]
        found["place"] = prior[_class_of(place)]
        return found

    def log_probabilities(self, places: Sequence[Place]) -> list[dict[str, float]]:
        """The network's opinion of each candidate of each place, normalised over them."""
        import numpy as np

        choices = [self._choice(p.text[p.at], p.among) for p in places]
        owner = np.repeat(np.arange(len(places)), [len(c.readings) for c in choices])
        values = iter(self._opinions(places, choices, owner).tolist())
        return [{r: next(values) for r in c.readings} for c in choices]

    def _bias(self, place: Place, choice: _Choice) -> tuple[float, ...]:
        """The part of each candidate's score that does not come from the network."""
        text, at, start, end, _ = place
        key = (
            choice.number, text[at - 3 if at > 3 else 0 : at + 4], at - start, end - at, min(at, 3),
        )  # fmt: skip
        known = self._biases.get(key)
        if known is None:
            if len(self._biases) > _MOST_KNOWN:
                self._biases.clear()
            weight = self.weights
            lexical = self._lexical(place)
            priors = self._character(text[at]).log_prior
            by_class = _class_of(place)
            prior, spot = weight.get("prior", 0.0), weight.get("place", 0.0)
            known = self._biases[key] = tuple(
                prior * priors[s][4]
                + spot * priors[s][by_class]
                + sum(weight.get(name, 0.0) for name in lexical.get(s, ()))
                for s in choice.readings
            )
        return known

    def _lexical(self, place: Place) -> dict[str, list[str]]:
        """The names of the lexical features that each syllable has at `place`."""
        text, at, start, end = place.text, place.at, place.start, place.end
        found: dict[str, list[str]] = {}
        longest: dict[tuple[int, int], tuple[int, frozenset[str]]] = {}
        low, high = max(0, at - 3), min(len(text), at + 4)
        spans = [(b, e) for b in range(low, at + 1) for e in range(max(at + 1, b + 2), min(high, b + 4) + 1)]
        known = self.lexicon
        for b, e in spans:
            word = text[b:e]
            if word not in known:
                continue
            side = 0 if b == start and e == end else 1 if start <= b and e <= end else 2
            for source, readings in enumerate(known.readings(word)):
                if readings and e - b > longest.get((source, side), (0,))[0]:
                    longest[source, side] = (e - b, frozenset(r[at - b] for r in readings))
        token: list[frozenset[str]] = [frozenset(), frozenset()]
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

    def _opinions(
        self, places: Sequence[Place], choices: Sequence[_Choice], owner: NDArray[Any]
    ) -> NDArray[Any]:
        """The network's log probabilities of all candidates, those of the first place first."""
        import numpy as np

        network = self._load()
        rows: dict[tuple[str, str], int] = {}  # the same words around the same character are run once
        row_of = [rows.setdefault(_window(p.text, p.at), len(rows)) for p in places]
        features = network.features([left for left, _ in rows], [right for _, right in rows])
        classes = np.fromiter(chain.from_iterable(c.classes for c in choices), int, len(owner))
        logits: NDArray[Any] = np.einsum(
            "ij,ij->i", features[np.array(row_of)[owner]], network.output[classes]
        )
        logits += network.output_bias[classes]
        starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        logits -= np.maximum.reduceat(logits, starts)[owner]
        logits -= np.log(np.add.reduceat(np.exp(logits), starts))[owner]
        return logits

    def _choice(self, character: str, among: tuple[str, ...]) -> _Choice:
        """The readings that a character has, or those of them that are `among`."""
        known = self._choices.get((character, among))
        if known is None:
            own = self._character(character)
            pairs = [p for p in zip(own.readings, own.classes, strict=True) if p[0] in among]
            pairs = pairs or list(zip(own.readings, own.classes, strict=True))
            readings, classes = zip(*pairs, strict=True)
            known = self._choices[character, among] = _Choice(len(self._choices), readings, classes)
        return known

    def _load(self) -> Network:
        if self._network is None:
            import numpy as np

            with (_DATA / "polyphones.npz").open("rb") as file, np.load(file) as stored:
                self._class_numbers = {s: i for i, s in enumerate(str(stored["classes"]).split())}
                self._network = Network(stored, str(stored["alphabet"]))
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


def _window(text: str, at: int) -> tuple[str, str]:
    """What the network reads of a place from the left and, backwards, from the right."""
    before = text[at - REACH if at > REACH else 0 : at]
    after = text[at + 1 : at + 1 + REACH]
    if "。" in before or "！" in before or "？" in before:
        before = _SENTENCE_END.split(before)[-1]
    if "。" in after or "！" in after or "？" in after:
        after = after[: _SENTENCE_END.search(after).end()]  # type: ignore[union-attr]
    return EDGES[0] + before + text[at], EDGES[1] + after[::-1] + text[at]
