"""GIFT, Moodle's text format for questions.

Source: the format's description in Moodle's documentation. `~ = # { } :` and the backslash are
escaped; `->` becomes an arrow: it makes a match of any question, and can't be escaped. Each text says `[plain]`, so that
nothing of an article is taken for HTML. A category's name is taken as it is, with nothing escaped; a comment gives the
question its id number and tags. A dictation can't be asked without sound: it is left out.
"""

from __future__ import annotations

from itertools import chain, combinations

from companion.exercises import Exercise, ExerciseSet
from companion.exercises.pinyin_text import plain, syllable_tone

__all__ = ["accepted_forms", "escape", "gift_text", "half_forms", "is_in_gift", "lettered"]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_ANSWERS = 40
_NO_TONES = "The letters are right; the tones are missing."


def escape(text: str) -> str:
    """`text` with GIFT's signs escaped, in one line.

    >>> escape("10:30 = {a} ~ #1")
    '10\\\\:30 \\\\= \\\\{a\\\\} \\\\~ \\\\#1'
    """
    folded = " ".join(text.replace("->", "→").split())
    return "".join(f"\\{c}" if c in "\\~=#{}:" else c for c in folded)


def is_in_gift(item: Exercise) -> bool:
    """Whether the format can ask this item."""
    return item.form != "dictation"


def gift_text(sheet: ExerciseSet) -> str:
    """The sheet as a GIFT file: a category, then a question per item.

    >>> from companion.exercises import Part
    >>> item = Exercise("x1", "cloze", "open", "text", "Write.", (Part("text", "打擊"), Part("blank", "", 2)), ("電騙",))
    >>> print(gift_text(ExerciseSet("八號風球", (item,))), end="")
    // Made with Companion, sheet s-ec31682fde
    <BLANKLINE>
    $CATEGORY: $course$/top/八號風球
    <BLANKLINE>
    // [id:x1] [tag:cloze]
    ::1 Cloze\\: 打擊＿＿::[plain]Write. 打擊＿＿ {=電騙}
    """
    title = " ".join(sheet.title.split()).replace("/", "／").strip("$ ") or "Exercises"
    parts = [f"// Made with Companion, sheet {sheet.id}", f"$CATEGORY: $course$/top/{title}"]
    parts += [_question(n, item) for n, item in enumerate(sheet, 1) if is_in_gift(item)]
    return "\n\n".join(parts) + "\n"


def _question(number: int, item: Exercise) -> str:
    name = escape(f"{number} {item.name}")
    tags = " ".join(f"[tag:{t}]" for t in (item.kind, item.level) if t)
    note = _feedback(item)
    text = " ".join(p for p in (item.instruction, _asked(item)) if p)
    return f"// [id:{item.id}] {tags}\n::{name}::[plain]{escape(text)} {{{_answers(item)}{note}}}"


def _asked(item: Exercise) -> str:
    """The prompt as plain text: the word asked about in brackets, parts of an order with their letters."""
    shown = item.marked()
    if item.form == "order":
        listed = " ".join(f"({letter}) {text}" for letter, text in lettered(item))
        letters = _LETTERS[: len(item.choices)]
        listed = f"{shown} {listed}" if shown else listed
        return (
            f"{listed} (Answer with the letters in order, such as {_example(item, letters, letters[::-1])}.)"
        )
    if item.form == "tones":
        return f"{shown} {' '.join(item.items)} (Answer with the numbers, such as {_example(item, *(t * len(item.items) for t in '421'))}.)"
    if item.form == "segment":
        return f"{shown} (Write | between the words.)"
    return shown


def _example(item: Exercise, *forms: str) -> str:
    """The first of some forms that is no answer."""
    return next((f for f in forms if f not in accepted_forms(item)), forms[0])


def lettered(item: Exercise) -> list[tuple[str, str]]:
    """The parts of an order, each with the letter that it is answered by."""
    return [(_LETTERS[n], c.text) for n, c in enumerate(item.choices)]


def _feedback(item: Exercise) -> str:
    place = f"See paragraph {item.evidence.number}: {item.evidence.sentence}" if item.evidence else ""
    text = " ".join(p for p in (item.note, place) if p)
    return f"####{escape(text)}" if text else ""


def _answers(item: Exercise) -> str:
    if item.form == "choice":
        return "".join(
            f"={escape(c.text)}" if c.text in item.answers else f"~{escape(c.text)}{_reason(c.reason)}"
            for c in item.choices
        )
    if item.form == "match":
        return "".join(
            f"={escape(a)} -> {escape(b)} " for a, b in zip(item.items, item.solution, strict=True)
        )
    if item.form == "open":
        return ""
    right = "".join(f"={escape(a)}" for a in accepted_forms(item))
    return right + "".join(f"=%50%{escape(a)}#{_NO_TONES}" for a in half_forms(item))


def _reason(reason: str) -> str:
    return f"#{escape(reason)}" if reason else ""


def accepted_forms(item: Exercise) -> list[str]:
    """Every way of writing the answer that the short-answer question is to accept."""
    if item.kind == "pinyin":
        found = list(chain.from_iterable(_pinyin_forms(a) for a in item.answers))
    elif item.form == "tones":
        found = ["".join(a) for a in (item.solution, *item.also)]
        found += [" ".join(a) for a in (item.solution, *item.also)]
    elif item.form == "order":
        found = ["".join(_letter(item, p) for p in order) for order in (item.solution, *item.also)]
    elif item.form == "segment":
        found = _segmentations(item)
    else:
        found = list(item.answers)
    return list(dict.fromkeys(found))[:_MOST_ANSWERS]


def half_forms(item: Exercise) -> list[str]:
    """The ways of writing an answer that earn half: pinyin whose letters are right and whose tones are missing.

    >>> half_forms(Exercise("x", "pinyin", "", "text", "", (), ("lǜ shī",)))
    ['lüshi', 'lü shi', 'lvshi', 'lv shi']
    """
    if item.kind != "pinyin":
        return []
    found = []
    for answer in item.answers:
        letters = [plain(s) for s in answer.split()]
        forms = ["".join(letters), " ".join(letters)]
        found += [*forms, *(f.replace("ü", "v") for f in forms if "ü" in f)]
    return [f for f in dict.fromkeys(found) if f not in accepted_forms(item)]


def _pinyin_forms(reading: str) -> list[str]:
    syllables = reading.split()
    numbered = [f"{plain(s)}{syllable_tone(s)}" for s in syllables]
    forms = ["".join(syllables), " ".join(syllables), "".join(numbered), " ".join(numbered)]
    return [*forms, *(f.replace("ü", "v") for f in forms[2:] if "ü" in f)]


def _letter(item: Exercise, piece: str) -> str:
    return next(_LETTERS[n] for n, c in enumerate(item.choices) if c.text == piece)


def _segmentations(item: Exercise) -> list[str]:
    """The solution with each choice of its optional boundaries, the printed one first."""
    whole = "".join(item.solution)
    edges, at = set(), 0
    for word in item.solution[:-1]:
        at += len(word)
        edges.add(at)
    needed = edges - set(item.optional)
    optional = sorted(item.optional)[:5]
    sets = chain.from_iterable(combinations(optional, n) for n in range(len(optional) + 1))
    drawn = [edges, *(needed | set(more) for more in sets)]
    return ["".join(f"|{c}" if i in cut else c for i, c in enumerate(whole)) for cut in drawn]
