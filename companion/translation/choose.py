"""From a model's answers to the sentence that is shown: terms honoured, suspicious output tried again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from companion.model import Term, TermUse, Translation
from companion.protocols import SourceSentence
from companion.translation.checks import problems
from companion.translation.engine import Engine, Hypothesis, Settings
from companion.translation.terms import folded, report, substitute
from companion.translation.wordings import plain, rewritten, wordings

__all__ = ["Chooser"]

_N_BEST = 4
# An answer that honours more terms may be this much less likely (scores are negative; 1.5: half again as low).
_MARGIN = 1.5
# How sure the model must be of a term that stands alone, for its wording to be looked for in a sentence.
_SURE = -2.0
# How much less sure of an answer the model may be where the sentence was reworded (log probability).
_LESS_SURE = 2.5
_OTHER_SETTINGS = (
    Settings(beam_size=4, no_repeat_ngram_size=3, repetition_penalty=1.2, patience=2),
    Settings(beam_size=2, length_penalty=1.0, repetition_penalty=1.1, patience=2),
)
_PRONOUNS = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    uses: tuple[TermUse, ...]
    faults: tuple[str, ...]

    @property
    def missing(self) -> int:
        return sum(use.status == "missing" for use in self.uses)

    @property
    def rank(self) -> tuple[int, int]:
        """What is better comes first: fewer faults, then fewer missing terms."""
        return len(self.faults), self.missing


class Chooser:
    """Translates the sentences of an article with one engine.

    `honour_terms=False` and `check=False` leave the model's first answer to the plain sentence as it is;
    with "rewrite" it is the first answer to the sentence in the terms' preferred wording.
    """

    def __init__(
        self,
        engine: Engine,
        traditional: bool,
        settings: Settings,
        honour_terms: bool | str = True,
        check: bool = True,
    ) -> None:
        self._engine, self._traditional, self._settings = engine, traditional, settings
        self._honour, self._check = honour_terms, check
        self._alone: dict[str, list[str]] = {}

    def translate(self, sentences: Sequence[SourceSentence]) -> Iterator[Translation | None]:
        """The English of each sentence, in order, without its engine; None where the model gave nothing.

        Ends early where a stop was asked for.
        """
        texts, counts = [], []
        for sentence in sentences:
            # Rewritten first, and as it stands beside it: a wording that the model doesn't know spoils a sentence.
            both = [self._first_wording(sentence)]
            if self._honour is True and (unchanged := plain(sentence, self._traditional)) not in both:
                both.append(unchanged)
            texts += both
            counts.append(len(both))
        answers = self._engine.hypotheses(texts, self._settings, _N_BEST if self._honour is True else 1)
        for sentence, count in zip(sentences, counts, strict=True):
            found = list(islice(answers, count))
            if len(found) < count:
                return
            found = [best for best in found if best]
            yield self._chosen(sentence, found) if found else None

    def _first_wording(self, sentence: SourceSentence) -> str:
        if not self._honour:
            return plain(sentence, self._traditional)
        choices = {t.id: w[0] for t in sentence.terms if (w := self._preferred(t))}
        return rewritten(sentence, self._traditional, choices)

    def _preferred(self, term: Term) -> list[str]:
        """The regional wording that a model knows better; the other forms are only tried after that."""
        regional = term.taiwan if self._traditional and term.taiwan else term.mainland
        return wordings(term, self._traditional)[:1] if regional else []

    def _chosen(self, sentence: SourceSentence, found: Sequence[Sequence[Hypothesis]]) -> Translation:
        """`found`: the n best for the rewritten sentence, if it was, and for the sentence as it stands."""
        surest = max(best[0].score for best in found)
        found = [best for best in found if best[0].score >= surest - _LESS_SURE]
        first = self._candidate(sentence, found[0][0].text)
        chosen = first
        if self._honour is True and first.missing:
            likely = [h.text for best in found for h in best if h.score >= best[0].score * _MARGIN]
            chosen = self._better(sentence, chosen, likely)
            if chosen.missing:
                chosen = self._better(sentence, chosen, self._other_wordings(sentence, chosen, surest))
        if self._check and chosen.faults:
            chosen = self._tried_again(sentence, chosen)
        if self._honour is True and chosen.missing:
            chosen = self._substituted(sentence, chosen)
        reason = f"check this sentence: {'; '.join(chosen.faults)}" if chosen.faults else ""
        return Translation(chosen.text, "argos", "", chosen.uses, reason)

    def _candidate(self, sentence: SourceSentence, text: str) -> _Candidate:
        faults = problems(sentence, text) if self._check else ()
        return _Candidate(text, report(text, sentence.terms), tuple(faults))

    def _better(self, sentence: SourceSentence, known: _Candidate, texts: Sequence[str]) -> _Candidate:
        """The one with fewest missing terms that is no worse otherwise; of equal ones the first."""
        found = [known, *(self._candidate(sentence, t) for t in dict.fromkeys(texts) if t)]
        fitting = [c for c in found if len(c.faults) <= len(known.faults)]
        return min(fitting, key=lambda c: c.missing)

    def _other_wordings(self, sentence: SourceSentence, known: _Candidate, surest: float) -> list[str]:
        """What the model says where the missing terms are in their other wordings."""
        missing = {use.term for use in known.uses if use.status == "missing"}
        tried = {self._first_wording(sentence), plain(sentence, self._traditional)}
        variants = []
        fixed = {t.id: w[0] for t in sentence.terms if t.id not in missing and (w := self._preferred(t))}
        choices = {t.id: ["", *wordings(t, self._traditional)] for t in sentence.terms if t.id in missing}
        for n in range(max(map(len, choices.values()), default=0)):
            wording = {i: forms[n] for i, forms in choices.items() if n < len(forms) and forms[n]}
            text = rewritten(sentence, self._traditional, fixed | wording)
            if text not in tried:
                tried.add(text)
                variants.append(text)
        answers = self._engine.hypotheses(variants[:3], self._settings) if variants else ()
        return [best[0].text for best in answers if best and best[0].score >= surest - _LESS_SURE]

    def _tried_again(self, sentence: SourceSentence, known: _Candidate) -> _Candidate:
        """The answer of other settings where it has fewer faults and no term less."""
        text = self._first_wording(sentence)
        for settings in _OTHER_SETTINGS:
            for answer in self._engine.translate([text], settings):
                other = self._candidate(sentence, answer)
                if answer and other.rank < known.rank and other.missing <= known.missing:
                    known = other
            if not known.faults:
                break
        return known

    def _substituted(self, sentence: SourceSentence, known: _Candidate) -> _Candidate:
        """The missing terms put in place of the model's own wording of them, where that is found."""
        text, uses = known.text, []
        said = {t.id: self._own_wordings(sentence, t) for t in sentence.terms}
        terms = {t.id: t for t in sentence.terms}
        missing = {use.term for use in known.uses if use.status == "missing"}
        for use in known.uses:
            if use.status == "missing":
                term = terms[use.term]
                # A term that stands in the English already has its own words there.
                others = {folded(w) for i in missing - {use.term} for w in said[i]}
                others |= {folded(w) for t in sentence.terms if t.id != use.term for w in t.english}
                own = [w for w in said[use.term] if folded(w) not in others]
                put = substitute(text, own, term.english[0])
                if put is not None:
                    text, use = put, replace(use, status="substituted")
            uses.append(use)
        faults = known.faults
        if self._check and text != known.text:
            faults = tuple(problems(sentence, text))
        return replace(known, text=text, uses=tuple(uses), faults=faults)

    def _own_wordings(self, sentence: SourceSentence, term: Term) -> list[str]:
        """How the model says the term when it stands alone, and what the dictionary says of it."""
        if term.id not in self._alone:
            forms = [
                term.traditional if self._traditional else term.simplified,
                *wordings(term, self._traditional),
            ]
            said = [
                _PRONOUNS.sub("", h.text.strip(" .!?"))
                for best in self._engine.hypotheses(forms[:3], self._settings, 2)
                for h in best
                if h.score >= _SURE
            ]
            self._alone[term.id] = [text for text in dict.fromkeys(said) if 0 < len(text.split()) <= 5]
        senses = [
            meaning.removeprefix("to ")
            for token in sentence.tokens
            if token.term == term.id
            for sense in token.senses
            for meaning in sense.english
            if len(meaning) >= 8 and "(" not in meaning
        ]
        return [*self._alone[term.id], *senses]
