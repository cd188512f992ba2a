"""Tables without vertical lines: short cells that stand under each other, row by row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from companion.source.kinds import terminal
from companion.source.pdf.glyphs import Glyph
from companion.source.pdf.notes import opens_note

__all__ = ["is_count", "tables_of"]

Run = list[Glyph]
_SENTENCE = re.compile("[，。；！？]")
_MANY_SENTENCES = re.compile("[。；！？].")  # no cell of a row, but it may end its sentence
_MARK = re.compile(r"\d{1,3}|[①-⑳㈠-㈩⑴-⑽]")
_NUMERAL = re.compile("[0-9０-９〇零一二三四五六七八九十百千萬兩半少適]")
_LONGEST = 18  # characters of a cell, where no row must be far apart or count something
_LONGEST_OF_ALL = 36
_LONGEST_FIRST = 7  # of the first cell, where no column counts something: columns of verse are longer
_LONGEST_COUNT = 8  # of a cell that counts something, in the mean
_NAME = 4  # characters: columns of nothing longer, none of which counts something, are lists of names
_WORD = 6  # characters: who or what each row is for, in a last column far from the others
_FAR = 3.0  # characters between cells, farther than columns of a page stand apart
_LEAST_ROWS = 3  # two, where they count something or stand far apart
_APART = 2.6  # characters: rows are no farther apart
_APART_WITH_EMPTY = 3.2  # characters, where some have empty cells
_BESIDE = 0.8  # characters between cells, at least
_SPACE = 1.2  # characters: cells no farther apart have a space between them, as no columns have
_ALIGNED = 0.5  # characters


def tables_of(runs: Sequence[Run]) -> list[list[list[Run]]]:
    """The tables among pieces of text: the rows of each, with the cells of each row from left to right.

    Args:
        runs: The pieces of a page from top to bottom.
    """
    rows: list[list[Run]] = []
    for run in runs:
        if rows and abs(rows[-1][0][0].v - run[0].v) < 0.3 * run[0].size:
            rows[-1].append(run)
        else:
            rows.append([run])
    rows = [sorted(row, key=lambda r: r[0].u) for row in rows]
    found = _with_empty_cells(rows)
    taken = {id(cell) for table in found for row in table for cell in row}
    parts = [_parts([run for run in row if id(run) not in taken]) for row in rows]
    for n, part in ((n, part) for n, row in enumerate(parts) for part in row):
        if id(part) in taken:
            continue
        table, last = [part], n
        while (
            below := [p for p in parts[last + 1] if _are_rows(table[-1], p)] if last + 1 < len(parts) else []
        ):
            table.append(below[0])
            last += 1
        beside = [*rows[max(0, n - 1) : n], *rows[last + 1 : last + 2]]
        if len(table) > 1 and _is_table(table) and not _goes_on(table, beside):
            found.append(table)
            taken |= set(map(id, table))
    return found


def _with_empty_cells(rows: Sequence[list[Run]]) -> list[list[list[Run]]]:
    """The tables that have rows with fewer cells: a programme whose break has no speaker.

    Each row has its first cell; the others begin where those of the longest row do.
    """
    found: list[list[list[Run]]] = []
    n = 0
    while n < len(rows):
        last, table = n, [rows[n]]
        while len(rows[n]) > 1 and last + 1 < len(rows) and _are_near(table[-1], rows[last + 1]):
            last += 1
            table.append(rows[last])
        table = _of_columns(table)
        if len(table) >= _LEAST_ROWS and _is_programme(table):
            found.append(table)
            n += len(table)
        else:
            n += 1
    return found


def _are_near(above: Sequence[Run], below: Sequence[Run]) -> bool:
    """Whether a row stands under another one, in its type and with its first cell under the other's."""
    size = below[0][0].size
    return (
        abs(above[0][0].size - size) < 0.05 * size
        and below[0][0].v - above[0][0].v < _APART_WITH_EMPTY * size
        and abs(above[0][0].u - below[0][0].u) < _ALIGNED * size
        and len(_text(below[0])) <= _LONGEST_COUNT
    )


def _of_columns(rows: Sequence[list[Run]]) -> list[list[Run]]:
    """The first of the rows that have their cells where the longest row has its own."""
    longest = max(rows, key=len)
    for n, row in enumerate(rows):
        if not all(any(_is_aligned(other, cell) for other in longest) for cell in row):
            return list(rows[:n])
    return list(rows)


def _is_programme(rows: Sequence[list[Run]]) -> bool:
    """Whether rows of which some have empty cells are a table: what comes first is a number, an hour, and none is a sentence."""
    cells = [cell for row in rows for cell in row]
    whole = max(map(len, rows))
    starts = [cell[0].u for cell in max(rows, key=len)]
    size = rows[0][0][0].size
    apart = all(b[0].u - a[-1].end > _BESIDE * size for row in rows for a, b in pairwise(row))
    return (
        whole > 2
        and any(len(row) < whole for row in rows)
        and sum(len(row) > 1 for row in rows) >= 0.8 * len(rows)
        and all(b - a > 2 * size for a, b in pairwise(starts))
        and apart
        and is_count([_text(row[0]) for row in rows])
        and all(len(_text(cell)) <= _LONGEST and not _SENTENCE.search(_text(cell)) for cell in cells)
    )


def _parts(row: Sequence[Run]) -> list[list[Run]]:
    """The cells of a row that follow each other, without what is no cell: a line of text beside the table."""
    found: list[list[Run]] = [[]]
    for run in row:
        size = run[0].size
        before = found[-1][-1] if found[-1] else None
        if len(run) > _LONGEST_OF_ALL or _MANY_SENTENCES.search(_text(run)):
            found.append([])
        elif before and (
            run[0].u - before[-1].end < _BESIDE * size or abs(before[0].size - size) > 0.05 * size
        ):
            found.append([run])
        else:
            found[-1].append(run)
    return [part for part in found if len(part) > 1]


def _text(run: Run) -> str:
    return "".join(g.text for g in run).strip()


def _are_rows(above: Sequence[Run], below: Sequence[Run]) -> bool:
    """Whether a row stands under another one of its table: as many cells, each under the one above."""
    size = below[0][0].size
    return (
        len(below) == len(above)
        and abs(above[0][0].size - size) < 0.05 * size
        and below[0][0].v - above[0][0].v < _APART * size
        and all(map(_is_aligned, above, below))
    )


def _is_aligned(above: Run, below: Run) -> bool:
    """Whether two cells begin or end at one place, or have one middle."""
    near = _ALIGNED * below[0].size
    starts, ends = below[0].u - above[0].u, below[-1].end - above[-1].end
    return abs(starts) < near or abs(ends) < near or abs(starts + ends) < 2 * near


def _is_table(rows: Sequence[Sequence[Run]]) -> bool:
    """Whether the cells are no sentences, no verses, and no names in columns."""
    columns = [[_text(cell) for cell in column] for column in zip(*rows, strict=True)]
    if _are_notes([_with_marks(row) for row in rows]):
        return False
    counts = any(map(is_count, columns))
    far = min(b[0].u for *_, b in rows) - max(a[-1].end for *_, a, _ in rows) > _FAR * rows[0][0][0].size
    far = far and max(map(len, columns[-1])) <= _WORD
    texts = [text for column in columns for text in column]
    if len(rows) < _LEAST_ROWS or max(map(len, texts)) > _LONGEST or any(map(_SENTENCE.search, texts)):
        whole = all(
            sum(map(terminal, column)) in (0, len(column)) for column in columns
        )  # no lines of a text
        return whole and (counts or far)
    if counts or any(b[0].u - a[-1].end < _SPACE * a[0].size for row in rows for a, b in pairwise(row)):
        return True
    if max(map(len, columns[0])) > _LONGEST_FIRST:
        return far
    lengths = set(map(len, texts))
    return max(lengths) > _NAME and len(lengths) > 1


def _with_marks(row: Sequence[Run]) -> list[str]:
    """The texts of the cells of a row, the mark of a note with what it stands before."""
    found: list[str] = []
    for cell in row:
        if found and _MARK.fullmatch(found[-1]):
            found[-1] += "\u3000" + _text(cell)
        else:
            found.append(_text(cell))
    return found


def _are_notes(rows: Sequence[Sequence[str]]) -> bool:
    """Whether footnotes of several columns of a page stand beside each other: each begins one, and they go on downwards.

    >>> _are_notes([["1　見年報。", "3　見網頁。"], ["2　同上。", "4　同上。"]]), _are_notes([["1　大埔", "2　元朗"], ["3　沙田", "4　屯門"]])
    (True, False)
    """
    (first, *others), under = rows[0], rows[1][0]
    if not others or not all(map(opens_note, rows[0])):
        return False
    if not opens_note(under):
        return any(map(terminal, rows[1]))  # it goes on there
    marks = [_MARK.match(text) for text in (first, under, others[0])]
    if not all(marks):
        return False
    one, below, beside = (_value(mark[0]) for mark in marks if mark)
    return one < below < beside


def _value(mark: str) -> float:
    return float(mark) if mark.isdecimal() else unicodedata.numeric(mark[0])


def is_count(column: Sequence[str]) -> bool:
    """Whether most cells of a column have a numeral, and are short.

    >>> is_count(["八十元", "四十元", "免費"]), is_count(["三名司機昨日表示，車費多年沒有調整"])
    (True, False)
    """
    found = sum(_NUMERAL.search(text) is not None and not _SENTENCE.search(text) for text in column)
    return found > 0.6 * len(column) and sum(map(len, column)) <= _LONGEST_COUNT * len(column)


def _goes_on(table: Sequence[Sequence[Run]], near: Sequence[Sequence[Run]]) -> bool:
    """Whether a text goes on over or under a column but the first: then they are columns of a page, with short lines."""
    starts = [cell[0].u for cell in table[0][1:]]
    size = table[0][0][0].size
    return any(
        min(abs(run[0].v - row[0][0].v) for row in (table[0], table[-1])) < 2 * size
        and any(abs(run[0].u - u) < _ALIGNED * size for u in starts)
        and not any(0 <= run[0].u - other[-1].end < _SPACE * size for other in row_near)  # in mid-line
        for row_near in near
        for run in row_near
    )
