"""Bounds on work: twice the text is about twice the steps, or it is refused with one line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import growth
from trust.samples import epub, word

import companion
from companion.corrections.toml import read_toml
from companion.errors import CompanionError
from companion.glossary.syllables import with_tone_marks
from companion.glossary.table import parse_table
from companion.source import blocks, read_document
from companion.source.kinds import is_byline
from companion.translation.tmx import read_tmx


def text(make: Callable[[int], str]) -> Callable[[int], Callable[[], object]]:
    return lambda n: lambda: companion.read_text(made, translator=None) if (made := make(n)) else None


def file(name: str, make: Callable[[int], str | bytes]) -> Callable[[int], Callable[[], object]]:
    def prepared(n: int) -> Callable[[], object]:
        made = make(n)
        data = made.encode() if isinstance(made, str) else made
        return lambda: read_document(data, name)

    return prepared


def _tmx(n: int) -> str:
    return "<tmx><body>" + "<tu>" * n + "</tu>" * n + "</body></tmx>"


# What makes n of something, and an n at which the steps for it are far more than those for nothing.
CASES: dict[str, tuple[Callable[[int], Callable[[], object]], int]] = {
    "一萬萬萬": (text(lambda n: "一" + "萬" * n), 250),
    "三分之": (text(lambda n: "三分之" * n + "電"), 80),
    "digits": (text(lambda n: "電" + "1" * n), 300),
    "spaces of the full width": (text(lambda n: "電" + "\u3000" * n + "騙"), 1500),
    "spaces": (text(lambda n: "電" + " " * n + "騙"), 1500),
    "marks": (text(lambda n: "電" + "…" * n), 300),
    "brackets": (text(lambda n: "電（" * n), 120),
    "Latin letters": (text(lambda n: "電" + "a-" * n), 250),
    "lines": (text(lambda n: "警方昨日拘捕疑犯\n" * n), 35),
    "short lines": (text(lambda n: "電\n" * n), 400),
    "one sentence": (text(lambda n: "警方昨日拘捕疑犯" * n), 35),
    "attributes": (file("a.html", lambda n: "<p " + "".join(f"a{i}=1 " for i in range(n)) + ">電騙。</p>"), 1000),
    "line breaks": (file("a.html", lambda n: "<p>電騙" + "<br>電" * n + "</p>"), 200),
    "cells": (file("a.html", lambda n: "<table><tr>" + "<td>電</td>" * n), 120),
    "elements in elements": (file("a.html", lambda n: "<div>" * n + "電騙。"), 50),
    "lists in lists": (file("a.html", lambda n: "<ul><li>電騙。" * n), 25),
    "unclosed comments": (file("a.md", lambda n: "電騙\n\n<div>" + "<!-- " * n), 2000),
    "unclosed elements": (file("a.md", lambda n: "電騙\n\n<div>" + "<a " * n), 2000),
    "emphasis": (file("a.md", lambda n: "電騙" + "*a " * n), 2000),
    "columns": (file("a.md", lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n|" + "電|" * n), 6000),
    "empty paragraphs": (file("a.docx", lambda n: word("電騙", inside=b"<w:p/>" * n)), 3000),
    "one chapter again": (file("a.epub", lambda n: epub("<p>電騙警方</p>" * 50, spine='<itemref idref="c0"/>' * n)), 500),
    "fields": (file("a.rtf", lambda n: r"{\rtf1 \u-27103?{\field{\*\fldinst EQ }}" + "EQ (" * n + "}"), 2000),
    "placed lines": (file("a.html", lambda n: "<p style='top:1px'>電騙</p>" * n), 120),
    "comments of TOML": (lambda n: (lambda data: lambda: read_toml(data, "a"))(b"# x\n" * n), 4000),
    "rows of a glossary": (lambda n: (lambda data: lambda: parse_table(data, "a", "", "collect"))("id,traditional,simplified,pinyin,english\n" + 'x,"電\n' * n), 300),
}  # fmt: skip

# Those that one call of C code reads, at about the length that is read at most.
IN_ONE_CALL = {"attributes": 100_000, "unclosed comments": 190_000, "unclosed elements": 320_000, "emphasis": 320_000, "columns": 150_000, "comments of TOML": 1_000_000}  # fmt: skip


def willing(prepare: Callable[[int], Callable[[], object]]) -> Callable[[int], Callable[[], object]]:
    """The same, where being refused in one line is an answer too."""

    def prepared(n: int) -> Callable[[], object]:
        work = prepare(n)

        def answered() -> None:
            with contextlib.suppress(CompanionError):
                work()

        return answered

    return prepared


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_work_grows_with_the_text_and_not_with_its_square(name):
    """Protects a class from one file: what is twice as long takes about twice the steps."""
    prepare, n = CASES[name]
    assert growth(willing(prepare), n) < 2.3


# What columns and the ends of lines are told by: gaps of all kinds, marks, indents, numbers, single characters.
PIECES = st.sampled_from(
    ["警方昨日公布新措施，", "市民表示歡迎", "當局", "。", "「", "」他說：", "一、", "（三）", "電", "12", "Hong Kong", "記者李大文報道"]
)  # fmt: skip
GAPS = st.sampled_from(
    ["", " ", "  ", "     ", "\u3000", "\t", "\n", "\n", "\n\n", "\n\n\n", "\n\u3000\u3000"]
)
TEXTS = st.lists(st.tuples(PIECES, GAPS), min_size=3, max_size=14).map(
    lambda x: "".join(a + b for a, b in x) + "\n"
)


@pytest.mark.slow
@settings(max_examples=10)
@given(TEXTS)
def test_work_on_columns_and_paragraphs_grows_with_the_text(part):
    """Protects a class from any text with gaps: what columns/ and breaks/ look at grows with it, whatever it has."""
    blocks("警方昨日公布新措施，  市民表示歡迎\n" * 20)  # what is loaded once
    n = 1 + 2500 // len(part)  # more lines than are looked at for one run of columns
    assert growth(lambda k: lambda: blocks(part * k), n) < 3  # 4 where it grows with the square


@pytest.mark.slow
@pytest.mark.parametrize("name", IN_ONE_CALL)
def test_the_longest_file_that_is_read_ends(name):
    """Protects from a search that begins again at each place: in one call of C code there are no steps to count."""
    willing(CASES[name][0])(IN_ONE_CALL[name])()


def test_steps_tell_linear_from_quadratic():
    """Protects the tests of growth themselves: a loop in a loop is counted as what it is."""

    def linear(n):
        return lambda: [str(i) for i in range(n)]

    def quadratic(n):
        return lambda: [sum(j for j in range(i)) for i in range(n)]

    assert growth(linear, 1000) == pytest.approx(2, abs=0.1)
    assert growth(quadratic, 100) == pytest.approx(4, abs=0.2)


def test_what_is_too_much_is_refused_in_one_line(tmp_path):
    """Protects the memory of the machine: the limit is told, with the size that there is."""
    for name, data, told in (
        ("a.txt", "電" * 1_000_001, "at most 1,000,000"),
        ("a.html", "<p>" * 1_000_001, "at most 1,000,000"),
        ("a.docx", word("電", inside=b"<w:p/>" * 6_000_000), "at most 32 MB"),
    ):
        with pytest.raises(CompanionError, match=told):
            read_document(data.encode() if isinstance(data, str) else data, name)
    with pytest.raises(CompanionError, match="at most 1,000,000"):
        companion.read_text("電" * 1_000_001, translator=None)
    with pytest.raises(CompanionError, match="at most 5,000"):
        read_toml(b'[[correction]]\nkind = "reading"\ntext = "x"\nvalue = "y"\n' * 5001, "a")
    nested = tmp_path / "a.tmx"
    nested.write_text(_tmx(3000))
    with pytest.raises(CompanionError, match="nested"):
        read_tmx(nested)


NEVER_ENDING = {
    "comments before XML": lambda: read_document(
        b"<?xml version='1.0'?>" + b"<!--a-->" * 60 + "電視。".encode(), "a.txt"
    ),
    "fields with Windows' line ends": lambda: read_document(
        b"Name: value\r\n" * 100 + "電視。".encode(), "a.txt"
    ),
    "tabs in a writer's line": lambda: is_byline("電評論員" + "\t" * 34 + "x "),
    "a line of letters without a tone": lambda: with_tone_marks("a" * 5000 + "! 1"),
}


@pytest.mark.parametrize("name", NEVER_ENDING)
def test_a_pattern_that_could_be_tried_in_endless_ways_is_not(name):
    """Protects from a text that is looked at for hours: where one of these is tried in all ways, this test does not end
    (steps that are counted do not see what `re` does in C; `tools/regexes.py` looks for such patterns)."""
    with contextlib.suppress(CompanionError):
        NEVER_ENDING[name]()
