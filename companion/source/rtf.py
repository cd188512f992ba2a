"""Rich Text Format: its paragraphs (striprtf)."""

from __future__ import annotations

import re
from itertools import islice

from companion.errors import InputError
from companion.files import parsing
from companion.source.accounts import Contents, Passage
from companion.source.characters import clean
from companion.source.wrapped import contents_of, fields_shown

__all__ = ["rtf_blocks"]

_CELL = re.compile(r"\\(?:nest)?(?:cell|row)(?![a-z])")  # each cell of a table is a paragraph
_BEFORE = re.compile(r"\\(?:ansicpg\d{1,5}|deff\d{1,5}|uc\d{1,2})(?!\d)")
# What the library leaves out: a group of its own in the file's text, and what it is there.
_TEXT_OF_ITS_OWN = re.compile(r"\{\s*(?:\\\*\s*)?\\(shptxt|dptxbxtext|footnote|result)(?![a-z])")
_BESIDE = re.compile(  # what is set off by a word of its own may have others before it: {\f0\v …}
    r"\{\s*(?:\\\*\s*)?(?:\\(?!(?:v|deleted)(?![a-z0-9]))[a-z]+-?\d*\s?)*+\\(v|deleted)(?![a-z0-9])|\{\s*(?:\\\*\s*)?\\(header[lrf]?|footer[lrf]?|annotation)(?![a-z])"
)
_WHAT = {
    "h": "header of the pages", "f": "footer of the pages", "a": "comment", "v": "hidden text", "d": "tracked deletion",
}  # fmt: skip
_FIELD = re.compile(r"\{\s*\\\*\s*\\fldinst(?=[^{}]{0,60}\{?[^{}]{0,60}\bEQ\b)")
_BRACES = re.compile(r"\\[{}\\]|[{}]")
_MOST_GROUPS = 10_000


def rtf_blocks(data: bytes, name: str, paragraphs: str, everything: bool = False) -> Contents:
    """The paragraphs of an RTF file, then those of its text boxes and footnotes; and the heads and feet of its pages.

    Raises:
        InputError: where it has no text.
    """
    from striprtf.striprtf import font_table_group

    # The code page and those of its fonts are told in the file itself; it is ASCII.
    whole = data.decode("latin-1")
    with parsing(name, "an RTF file"):
        head = "".join(_BEFORE.findall(whole[:10_000])) + font_table_group(whole)  # type: ignore[no-untyped-call]
        whole, beside = _taken_out(whole, _BESIDE)
        whole, own = _taken_out(whole, _TEXT_OF_ITS_OWN)
        bare = _FIELD.sub("{", whole)
        main = _text(bare)
        main, above = fields_shown(main) if bare != whole else (main, [])
        texts = [main, *(_text(f"{{\\rtf1{head} {text}}}") for _, text in own)]
        left = [
            Passage(text, _WHAT[what[0]])
            for what, t in beside
            if (text := _text(f"{{\\rtf1{head} {t}}}").strip())
        ]
        left += [Passage(text, "reading above a word") for text in above]
    lines = [("", line.strip()) for text in texts for line in clean(text).split("\n") if line.strip()]
    if not lines and not (everything and left):
        raise InputError(f"{name}: is an RTF file without text")
    return contents_of(lines, left, paragraphs, "RTF file", everything)


def _text(rtf: str) -> str:
    from striprtf.striprtf import rtf_to_text

    # The encoding is for a file that tells none.
    text: str = rtf_to_text(_CELL.sub(r"\\par", rtf), encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    return text


def _taken_out(rtf: str, begins: re.Pattern[str]) -> tuple[str, list[tuple[str, str]]]:
    """A file without the groups that begin so, and each of those: its name and what is in it; inner ones come first."""
    found: list[tuple[str, str]] = []
    starts = [(m.start(), m.end(), m[m.lastindex or 1]) for m in islice(begins.finditer(rtf), _MOST_GROUPS)]
    if not starts:
        return rtf, found
    ends = _ends(rtf, {start for start, *_ in starts})
    for start, inner, what in reversed(starts):
        end = ends.get(start, len(rtf))
        found.append((what, rtf[inner:end]))
        # What stands behind it moves: only groups around it, which begin before it, are still to come.
        rtf = rtf[:start] + rtf[end + 1 :]
        ends = {s: e - (end + 1 - start) if e > end else e for s, e in ends.items()}
    return rtf, found[::-1]


def _ends(rtf: str, starts: set[int]) -> dict[int, int]:
    """Where the groups that begin at these places end."""
    ends: dict[int, int] = {}
    open_: list[int] = []
    for brace in _BRACES.finditer(rtf):
        if brace[0] == "{":
            open_.append(brace.start())
        elif brace[0] == "}" and open_ and (start := open_.pop()) in starts:
            ends[start] = brace.start()
    return ends
