"""What an exercise is: frozen dataclasses, the same for widget, paper and every format.

>>> sheet = ExerciseSet("電騙", (), seed=7)
>>> len(sheet), sheet.points
(0, 0)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

__all__ = [
    "FORMS",
    "KINDS",
    "KIND_NAMES",
    "Choice",
    "Evidence",
    "Exercise",
    "ExerciseSet",
    "Part",
    "Question",
    "exercise_id",
    "kind_name",
]

KINDS = {
    "cloze": ("open", "choices", "bank", "character", "term"),
    "pinyin": (),
    "tones": (),
    "polyphone": (),
    "match": ("english", "definitions", "mainland"),
    "script": ("simplified", "traditional"),
    "segment": (),
    "order": ("parts", "sentences"),
    "translate": ("english", "chinese"),
    "comprehension": (),
    "dictation": ("sentence", "word"),
}
"""The kinds of exercise with their variants; the first variant is meant where none is named."""

KIND_NAMES = {
    "cloze:open": "missing word, to write",
    "cloze:choices": "missing word, with choices",
    "cloze:bank": "missing word, from a word bank",
    "cloze:character": "missing character",
    "cloze:term": "missing term, to write",
    "pinyin": "pinyin",
    "tones": "tones",
    "polyphone": "which reading",
    "match:english": "match with English",
    "match:definitions": "match with notes",
    "match:mainland": "match with mainland words",
    "script:simplified": "into Simplified",
    "script:traditional": "into Traditional",
    "segment": "word boundaries",
    "order:parts": "parts of a sentence in order",
    "order:sentences": "sentences in order",
    "translate:english": "translate into English",
    "translate:chinese": "translate into Chinese",
    "comprehension": "the teacher's questions",
    "dictation:sentence": "dictation, a sentence",
    "dictation:word": "dictation, a word",
}
"""What a person reads where a command or a call has `kind:variant`, in the order of `KINDS`."""

FORMS = ("text", "choice", "match", "order", "segment", "tones", "open", "dictation")
"""How an exercise is answered: what a shell has to offer, whatever the kind."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a prompt: `kind` is "text", "focus" (the word asked about), "blank" or "cue".

    A blank's `text` is empty and `size` says how many characters are missing. A cue stands behind a blank and says in
    English which word is meant, in brackets.
    """

    kind: str
    text: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """An option. `reason` says why a wrong one was chosen; it is empty for the right one."""

    text: str
    reason: str = ""


_BRACKETS = (("【", "】"), ("〖", "〗"), ("［", "］"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place in the article that explains the answer.

    `number` counts paragraphs from 1; `start` and `end` are a range of `Paragraph.text`;
    `sentence` is the text of the sentence and `at` where it starts in the paragraph.
    """

    paragraph: str
    number: int
    start: int
    end: int
    sentence: str
    at: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a teacher wrote about an article (see `companion.exercises.questions`)."""

    ask: str
    type: str
    answer: str
    accept: tuple[str, ...] = ()
    evidence: str = ""
    explain: str = ""
    points: int = 1


@dataclass(frozen=True, slots=True)
class Exercise:
    """One item of a sheet.

    `answers` are the accepted answers, the one to show first; for "match", "order", "segment"
    and "tones" `solution` has the answer's pieces in order and `also` further accepted orders.
    `items` are the left sides of a match or the syllables of a tones item. `optional` are the
    word boundaries that may be drawn or not, as positions in the joined solution.
    `speech` is what a dictation says aloud. `level` is the level of `word`, "" where it has none.
    """

    id: str
    kind: str
    variant: str
    form: str
    instruction: str
    prompt: tuple[Part, ...]
    answers: tuple[str, ...] = ()
    solution: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    choices: tuple[Choice, ...] = ()
    items: tuple[str, ...] = ()
    optional: tuple[int, ...] = ()
    speech: str = ""
    word: str = ""
    lang: str = "zh-Hant"
    answer_lang: str = "zh-Hant"
    evidence: Evidence | None = None
    points: int = 1
    hints: tuple[str, ...] = ()
    note: str = ""
    level: str = ""

    @property
    def answer(self) -> str:
        """The answer to show: the first accepted one, or the solution's pieces."""
        if self.answers:
            return self.answers[0]
        return " | ".join(self.solution)

    @property
    def name(self) -> str:
        """What the item is called in a list of questions: its kind, and the beginning of what is asked.

        >>> Exercise("x", "cloze", "open", "text", "Write.", (Part("text", "警方打擊"), Part("blank", "", 2))).name
        'Cloze: 警方打擊＿＿'
        """
        text = "".join("＿＿" if p.kind == "blank" else p.text for p in self.prompt if p.kind != "cue")
        asked = " ".join((text or " ".join(self.items) or " ".join(c.text for c in self.choices)).split())
        short = asked if len(asked) <= 24 else asked[:23] + "…"
        return f"{self.kind.capitalize()}: {short}" if short else self.kind.capitalize()

    @property
    def text(self) -> str:
        """The prompt as plain text, a blank as ＿＿, without the cue."""
        return "".join(
            "＿" * max(2, p.size) if p.kind == "blank" else p.text for p in self.prompt if p.kind != "cue"
        )

    def marked(self, gap: str = "") -> str:
        """The prompt for programs that underline nothing: the word asked about in brackets that the text has not itself.

        Args:
            gap: What a blank is written as; "": ＿＿, which does not tell how long the word is.

        Returns:
            The text, with the cue.

        >>> asked = Part("focus", "渡輪")
        >>> Exercise("x", "pinyin", "", "text", "Write.", (Part("text", "長洲的"), asked)).marked()
        '長洲的【渡輪】'
        >>> Exercise("x", "pinyin", "", "text", "Write.", (Part("text", "【本報訊】長洲的"), asked)).marked()
        '【本報訊】長洲的〖渡輪〗'
        """
        own = "".join(p.text for p in self.prompt)
        left, right = next((b for b in _BRACKETS if not {*b} & {*own}), _BRACKETS[0])
        return "".join(
            (gap or "＿＿") if p.kind == "blank"
            else f"{left}{p.text}{right}" if p.kind == "focus" else p.text
            for p in self.prompt
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExerciseSet:
    """A sheet: its items and what a shell needs to head it.

    `title` is the article's title with the sheet's answers left out. `remark` is empty, or one
    line that says why there are fewer items than asked for. `bank` is the word bank, in the
    order to print.
    """

    title: str
    items: tuple[Exercise, ...]
    source: str = ""
    remark: str = ""
    seed: int = 0
    version: str = "A"
    bank: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Exercise]:
        return iter(self.items)

    @property
    def points(self) -> int:
        """The points of all items that are marked."""
        return sum(i.points for i in self.items)

    @property
    def id(self) -> str:
        """A short id that depends on the items and their order."""
        joined = "\0".join(i.id for i in self.items)
        return "s-" + hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()[:10]

    def to_dict(self) -> dict[str, Any]:
        """The whole sheet as plain data, answers included: `companion/exercises@1`."""
        return {"format": "companion/exercises@1", **asdict(self)}

    def item(self, item_id: str) -> Exercise | None:
        """The item with this id, or None."""
        return next((i for i in self.items if i.id == item_id), None)


def kind_name(kind: str) -> str:
    """What a kind of exercise is called on a page.

    >>> kind_name("cloze:choices"), kind_name("match"), kind_name("comprehension:true-false")
    ('missing word, with choices', 'match with English', "the teacher's questions")
    """
    first = kind.partition(":")[0]
    variants = KINDS.get(first) or ("",)
    return KIND_NAMES.get(kind) or KIND_NAMES.get(f"{first}:{variants[0]}".rstrip(":")) or kind


def exercise_id(kind: str, variant: str, *place: object) -> str:
    """An id that depends only on what is asked and where it stands in the article.

    >>> exercise_id("cloze", "open", "p-670d9743542c", 0, 2)
    'x-0322d3744d'
    """
    joined = "\0".join(map(str, (kind, variant, *place)))
    return "x-" + hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()[:10]
