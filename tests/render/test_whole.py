"""Figures that no line parts."""

from __future__ import annotations

from pathlib import Path

from companion import read_text
from companion.exercises import make_exercises
from companion.render import RenderOptions
from companion.render.exercises import worksheet_html
from companion.render.paragraphs import paragraph_html
from companion.render.whole import figures_in, whole

ROOT = Path(__file__).parents[2]


def test_scores_ranges_and_dates_are_one_piece(subtests):
    """Protects 3-2, 5–10% and 11月3日 from the end of a line; the browser has the same rows (js/tests/whole.test.js)."""
    for line in (ROOT / "js" / "tests" / "whole.tsv").read_text("utf-8").splitlines()[1:]:
        text, figures = line.split("\t")
        with subtests.test(text):
            assert "|".join(text[a:b] for a, b in figures_in(text)) == figures
            assert str(whole(text)).count('class="cmp-nb"') == bool(figures) * (figures.count("|") + 1)


def test_each_line_of_a_page_keeps_them(subtests):
    """Protects a score in the original, the Simplified line and the English, and in what an exercise asks."""
    article = read_text("港隊以3-2險勝，加時2–1反勝。門票加價5–10%。", translator=None)
    html = paragraph_html(article.paragraphs[0], RenderOptions(pinyin=False, english=False))
    for figure in ("3-2", "2–1"):
        with subtests.test(figure):
            assert html.count(f'<span class="cmp-nb">{figure}') == 2
    assert html.count('<span class="cmp-nb">5–10%') == 2
    sheet = make_exercises(article, "cloze", 2, learning=["门票", "险胜"])
    assert "cmp-nb" in worksheet_html(sheet)
