"""Papers in layouts of today's programs, printed by Chromium: what crosses the columns parts them, and mixes nothing."""

from __future__ import annotations

import html
import sys
from pathlib import Path

import pytest

from companion.source import read_document

sys.path[:0] = [str(Path(__file__).parents[2] / "benchmarks"), str(Path(__file__).parents[1] / "source")]
from layouts import articles  # noqa: E402
from printing import print_pdf  # noqa: E402

pytestmark = pytest.mark.browser

TEXTS = [" ".join(t.split()) for a in articles() for k, t in a if k == "body" and len(t) > 30]
STYLE = """body { font: 10.5pt/1.6 "Noto Serif CJK TC"; margin: 0; } p { margin: 0; text-indent: 2em; text-align: justify; }
h1 { font-size: 18pt; text-align: center; margin: 0 0 3mm; } .c { text-align: center; text-indent: 0; }
.l { display: grid; grid-template-columns: 3em 1fr; margin: 0 0 6mm 2em; } @page { size: A4; margin: 18mm; }
"""


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{html.escape(t)}</p>" for t in texts)


def columns(texts: list[str], count: int = 2, gap: str = "8mm") -> str:
    return f'<div style="column-count:{count};column-gap:{gap}">{paragraphs(texts)}</div>'


def labelled(texts: list[str], labels: list[str]) -> str:
    rows = zip(labels, texts, strict=True)
    return "".join(f"<div class=l><span>{a}</span><span>{html.escape(t)}</span></div>" for a, t in rows)


T = TEXTS
NAMES = [f"{n}議員{t}" for n, t in zip(["陳大文", "李小美", "張家明", "黃志強", "何淑儀", "吳美玲", "梁偉業", "劉永康"], ["", "，J.P.", "", "，S.B.S., J.P."] * 2, strict=True)]  # fmt: skip
NOTE = "作者為退休工程師，本文曾在研討會上宣讀，略有修改，謹此說明。"
LABELS = [f"({n})" for n in "一二三四五六七八"]
NUMBERS = [f"{n}." for n in range(1, 7)]
LAYOUTS = {
    "three bands": ("", f"<h1>香港的老店</h1><p class=c>陳小美</p>{paragraphs(T[:1])}{columns(T[1:6])}<p style='margin:3mm 0'>{T[6]}</p>{columns(T[7:12])}",
                    ["香港的老店", "陳小美", *T[:12]]),
    "a title of one character": ("", f"<h1>渡</h1><p class=c>文／小美</p>{columns(T[:8])}", ["渡", "文／小美", *T[:8]]),
    "a title at the left": ("h1{text-align:left}", f"<h1>夜</h1><p style='text-indent:0'>陳大文</p>{columns(T[3:11])}", ["夜", "陳大文", *T[3:11]]),
    "five narrow columns": ("@page{size:A3 landscape;margin:12mm}", f"<h1>社區速寫話說從前</h1>{columns(T[:16], 5, '4mm')}", ["社區速寫話說從前", *T[:16]]),
    "a note under the columns": ("", f"<h1>海濱長廊</h1>{columns(T[2:8])}<p style='font-size:8.5pt;text-indent:0;margin-top:4mm'>{NOTE}</p>", ["海濱長廊", *T[2:8], NOTE]),
    "labels in a column of their own": ("p{margin:0 0 5mm}", paragraphs(T[:1]) + labelled(T[1:9], LABELS) + paragraphs(T[9:10]),
                                        [T[0], *[a + t for a, t in zip(LABELS, T[1:9], strict=True)], T[9]]),
    "numbers in a column of their own": (".l{margin:0}", paragraphs(T[:1]) + labelled(T[2:8], NUMBERS), [T[0], *[a + t for a, t in zip(NUMBERS, T[2:8], strict=True)]]),
    "a list of names": ("p{margin:0 0 5mm;text-indent:0}", f"<h1>會議紀錄</h1><p class=c>2026年11月21日</p><p>出席者：</p>{paragraphs(NAMES)}",
                        ["會議紀錄", "2026年11月21日", "出席者：", *NAMES]),
    "a narrower column beside": ("", f"<h1>新界北的交通</h1><div style='display:grid;grid-template-columns:2fr 1fr;column-gap:8mm'><div>{paragraphs(T[:7])}"
                                 f"</div><div style='font-size:9pt'>{paragraphs(T[7:10])}</div></div>", ["新界北的交通", *T[:10]]),
    "vertical columns in two tiers": ("@page{size:A4 landscape;margin:12mm}html{writing-mode:vertical-rl}body{height:186mm}p{text-indent:1em}",
                                      f"<h1>秋天的山徑</h1><div>作者　陳大文</div><div style='height:186mm'>{columns(T[:9])}</div>", ["秋天的山徑", "作者 陳大文", *T[:9]]),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_comes_back_paragraph_by_paragraph(browser, tmp_path, name):
    """Protects papers from lines across the gutter, labels, notes and titles that mix their columns."""
    style, body, wanted = LAYOUTS[name]
    page = (
        f'<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><style>{STYLE}{style}</style><body>{body}'
    )
    found = read_document(print_pdf(browser, page, tmp_path / "a.pdf").read_bytes(), "a.pdf").blocks
    assert ["".join(b.text.split()) for b in found] == ["".join(t.split()) for t in wanted]
    assert not any(b.kind == "headline" for b in found if b.text in NAMES)
