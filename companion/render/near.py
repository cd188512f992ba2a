"""A similar sentence of the translation memory, with what differs marked in the text itself."""

from __future__ import annotations

from companion.model import Paragraph, Sentence

__all__ = ["compared", "near_text"]


def compared(paragraph: Paragraph, sentence: Sentence) -> tuple[tuple[str, str, str], ...]:
    """How the memory's sentence differs from this one, in pieces (see `difference`); none where it is no similar one."""
    t = sentence.translation
    if not t or not t.near:
        return ()
    from companion.translation.near import difference

    return difference(paragraph.text[sentence.start : sentence.end].strip(), t.near)


def near_text(paragraph: Paragraph, sentence: Sentence) -> str:
    """The same in a line of plain text: [theirs→ours], [+ours], [−theirs]; empty where there is none.

    >>> from companion.model import Translation
    >>> said = Translation("Party A …", "gloss", score=0.857, near="甲方同意。", suggestion="Party A agrees.")
    >>> near_text(Paragraph.make("body", "甲方不同意。"), Sentence(0, 6, said))
    'memory 85 %: 甲方[+不]同意。 = Party A agrees.'
    """
    t = sentence.translation
    if not t or not t.near:
        return ""
    marks = {"equal": "{0}", "replace": "[{0}→{1}]", "insert": "[+{1}]", "delete": "[−{0}]"}
    text = "".join(marks[tag].format(theirs, ours) for tag, theirs, ours in compared(paragraph, sentence))
    said = f"{text} = {t.suggestion}" if t.suggestion else f"for {text}"
    return f"memory {int(t.score * 100)} %: {said}"
