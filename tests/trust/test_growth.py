"""Bounds on work: four times the text is about four times the work, or it is refused with one line."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pytest
from trust.samples import epub, word

import companion
from companion.corrections.toml import read_toml
from companion.errors import CompanionError
from companion.glossary.table import parse_table
from companion.source import read_document
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


# What makes n of something, and an n at which the work can be measured. Nothing here is timed against a clock.
CASES: dict[str, tuple[Callable[[int], Callable[[], object]], int]] = {
    "一萬萬萬": (text(lambda n: "一" + "萬" * n), 2500),
    "三分之": (text(lambda n: "三分之" * n + "電"), 800),
    "digits": (text(lambda n: "電" + "1" * n), 3000),
    "spaces of the full width": (text(lambda n: "電" + "\u3000" * n + "騙"), 15_000),
    "spaces": (text(lambda n: "電" + " " * n + "騙"), 15_000),
    "marks": (text(lambda n: "電" + "…" * n), 3000),
    "brackets": (text(lambda n: "電（" * n), 1200),
    "Latin letters": (text(lambda n: "電" + "a-" * n), 2500),
    "lines": (text(lambda n: "警方昨日拘捕疑犯\n" * n), 350),
    "short lines": (text(lambda n: "電\n" * n), 4000),
    "one sentence": (text(lambda n: "警方昨日拘捕疑犯" * n), 350),
    "attributes": (file("a.html", lambda n: "<p " + "".join(f"a{i}=1 " for i in range(n)) + ">電騙。</p>"), 10_000),
    "line breaks": (file("a.html", lambda n: "<p>電騙" + "<br>電" * n + "</p>"), 2000),
    "cells": (file("a.html", lambda n: "<table><tr>" + "<td>電</td>" * n), 1200),
    "elements in elements": (file("a.html", lambda n: "<div>" * n + "電騙。"), 500),
    "lists in lists": (file("a.html", lambda n: "<ul><li>電騙。" * n), 250),
    "unclosed comments": (file("a.md", lambda n: "電騙\n\n<div>" + "<!-- " * n), 20_000),
    "unclosed elements": (file("a.md", lambda n: "電騙\n\n<div>" + "<a " * n), 20_000),
    "emphasis": (file("a.md", lambda n: "電騙" + "*a " * n), 20_000),
    "columns": (file("a.md", lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n|" + "電|" * n), 6000),
    "empty paragraphs": (file("a.docx", lambda n: word("電騙", inside=b"<w:p/>" * n)), 30_000),
    "one chapter again": (file("a.epub", lambda n: epub("<p>電騙警方</p>" * 50, spine='<itemref idref="c0"/>' * n)), 5000),
    "comments of TOML": (lambda n: (lambda data: lambda: read_toml(data, "a"))(b"# x\n" * n), 40_000),
    "rows of a glossary": (lambda n: (lambda data: lambda: parse_table(data, "a", "", "collect"))("id,traditional,simplified,pinyin,english\n" + 'x,"電\n' * n), 3000),
}  # fmt: skip


def ratio(prepare: Callable[[int], Callable[[], object]], n: int) -> float:
    """How many times the work of 2n the work of 4n is: 2 where it is linear, 4 where it is quadratic.

    Measured as this process' own time on the processor, the lesser of two runs.
    """

    def cost(n: int) -> float:
        work, best = prepare(n), float("inf")
        for _ in range(2):
            before = time.process_time()
            with contextlib.suppress(CompanionError):
                work()
            best = min(best, time.process_time() - before)
        return best

    cost(max(1, n // 10))  # what is loaded once
    return cost(4 * n) / max(cost(2 * n), 0.002)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_work_grows_with_the_text_and_not_with_its_square(name):
    """Protects a class from one file: what is twice as long takes about twice the work."""
    assert any(ratio(*CASES[name]) < 3.2 for _ in range(4))  # again: a machine has other work too


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
