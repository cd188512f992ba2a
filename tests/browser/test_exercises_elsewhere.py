"""The self-check page, the worksheet on paper, GIFT by another parser, marking in JavaScript."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsers import pause

import companion
from companion.exercises import Choice, Exercise, ExerciseSet, Part, Question, make_exercises
from companion.exercises.variants import VARIANTS
from companion.export.exercise_formats import write_exercises
from companion.export.gift import gift_text
from companion.export.results_csv import collect
from companion.export.worksheet import write_worksheet

pytestmark = pytest.mark.browser

TESTS = Path(__file__).parents[1]
MARKING = (TESTS.parent / "js" / "shared" / "marking.js").read_text("utf-8")
KINDS = ("cloze", "cloze:choices", "pinyin", "tones", "polyphone", "match", "script", "segment", "order", "translate",
         "comprehension", "dictation")  # fmt: skip
QUESTIONS = (
    Question("老撾派十名聯絡官。", "true-false", "false", evidence="各派兩名聯絡官"),
    Question("為什麼？", "open", "因為。"),
)
EVIL = "a*b/c:d ~ = # { } \\ <b>&\"' -> x $CATEGORY // ]]>"


@pytest.fixture(scope="module")
def article(articles):
    return companion.read(articles / "dianpian.txt")


@pytest.fixture(scope="module")
def sheet(article):
    return make_exercises(article, KINDS, count=18, seed=3, questions=QUESTIONS)


def test_javascript_marks_as_python_does(page):
    """Protects fair marking: the self-check page and Python are held to one table of cases."""
    cases = json.loads((TESTS / "exercises" / "marking-cases.json").read_text("utf-8"))
    page.goto("about:blank")
    marks = page.evaluate(
        "async ({source, variants, cases}) => { const { makeMarker } = await import(URL.createObjectURL(new Blob([source], {type: 'text/javascript'}))); const mark = makeMarker(variants);"
        " return cases.map((c) => mark({variant: '', answers: [], solution: [], also: [], optional: [], ...c.item}, c.given)); }",
        {"source": MARKING, "variants": VARIANTS, "cases": cases},
    )
    for case, found in zip(cases, marks, strict=True):
        assert (found["score"], found["right"]) == (case["score"], case["right"]), case["is"]
        assert found["message"] == case.get("message", found["message"]), case["is"]


def test_javascript_marks_the_sheets_own_answers_right(page, sheet):
    """Protects the twin on real items, not only on the table."""
    page.goto("about:blank")
    items = [
        i.__class__
        and {
            "kind": i.kind,
            "variant": i.variant,
            "form": i.form,
            "answers": list(i.answers),
            "solution": list(i.solution),
            "also": [list(a) for a in i.also],
            "optional": list(i.optional),
        }
        for i in sheet
    ]
    marks = page.evaluate(
        "async ({source, variants, items}) => { const { makeMarker } = await import(URL.createObjectURL(new Blob([source], {type: 'text/javascript'}))); const mark = makeMarker(variants);"
        " return items.map((i) => mark(i, i.answers[0] || i.solution)); }",
        {"source": MARKING, "variants": VARIANTS, "items": items},
    )
    assert [m["right"] for m in marks] == [None if i.kind == "translate" else True for i in sheet]


def test_a_page_marks_itself_without_network_and_keeps_what_was_done(page, sheet, article, tmp_path):
    """Protects a student with a phone: no request, nothing readable at a glance, kept after a reload."""
    (path,) = write_exercises(sheet, tmp_path / "page.html", "self-check", article=article)
    source = path.read_text("utf-8")
    for item in sheet:
        if item.kind in ("cloze", "script") and item.form == "text":
            assert item.answer not in source
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 375, "height": 780})
    page.goto(path.as_uri())
    page.wait_for_selector(".cmp-ex-card")
    assert asked == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    first, second = sheet.items[:2]
    page.locator(".cmp-ex-input").fill("錯")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cmp-ex-message.cmp-ex-is-wrong")
    assert page.locator(".cmp-ex-message").inner_text().startswith("Not ")
    page.locator(".cmp-ex-input").fill(first.answer)
    page.keyboard.press("Enter")
    page.wait_for_selector(".cmp-ex-step.cmp-ex-is-right")
    assert first.word in page.locator(".cmp-ex-wordcard").inner_text() or page.locator(".cmp-ex-more").count()
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []
    page.reload()
    page.wait_for_selector(".cmp-ex-step.cmp-ex-is-right")
    assert page.locator(".cmp-ex-score").inner_text().startswith("0.5 of")
    assert second is not None


def test_the_worksheet_prints_on_a4(page, article, tmp_path):
    """Protects the paper: A4, numbered pages, name and date, every item, white in a dark theme."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils are not installed")
    sheet = make_exercises(article, KINDS, count=18, seed=3, questions=QUESTIONS)
    for path in write_worksheet(sheet, tmp_path / "s.html"):
        page.emulate_media(color_scheme="dark", media="print")
        page.goto(path.as_uri())
        assert (
            page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            == "rgb(255, 255, 255)"
        )
        pdf = path.with_suffix(".pdf")
        page.pdf(path=str(pdf), prefer_css_page_size=True, print_background=True)
        assert "(A4)" in subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        text = subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
        ).stdout
        assert all(f"{n}." in text for n in range(1, len(sheet) + 1))
        assert "Name" in text or "Answer key" in text
        page.emulate_media(media="screen")
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


def test_another_parser_reads_our_gift(page, sheet):
    """Protects Moodle: gift-pegjs finds each question, with its type, its right answer and its text."""
    evil = ExerciseSet(
        EVIL,
        (
            Exercise("e1", "cloze", "open", "text", EVIL, (Part("text", EVIL), Part("blank", "", 2)), (EVIL,), note=EVIL),
            Exercise("e2", "polyphone", "", "choice", EVIL, (Part("text", EVIL),), ("b",), choices=(Choice("b"), Choice(EVIL, EVIL))),
            Exercise("e3", "match", "english", "match", EVIL, (), items=(EVIL, "x", "y"), solution=("1", "2", EVIL)),
        ),
    )  # fmt: skip
    page.goto("about:blank")
    page.add_script_tag(path=TESTS / "export" / "gift-parser" / "gift-parser-globals.js")
    for made in (sheet, evil):
        read = page.evaluate(
            "(text) => (window.giftParser || globalThis.giftParser).parse(text)", gift_text(made)
        )
        questions = [q for q in read if q["type"] != "Category"]
        asked = [i for i in made if i.form != "dictation"]
        assert len(questions) == len(asked)
        types = {"choice": "MC", "match": "Matching", "open": "Essay"}
        for question, item in zip(questions, asked, strict=True):
            assert question["type"] == types.get(item.form, "Short"), item
            shown = lambda text: " ".join(text.replace("->", "→").split())  # noqa: E731
            assert question["stem"]["text"].startswith(shown(item.instruction))
            if item.form == "choice":
                right = [c["text"]["text"] for c in question["choices"] if c["isCorrect"]]
                assert right == [shown(item.answer)]
            elif item.form == "match":
                pairs = {
                    m["subquestion"]["text"].strip(): m["subanswer"].strip() for m in question["matchPairs"]
                }
                assert len(pairs) == len(item.items)
            elif item.form == "text":
                assert question["choices"][0]["text"]["text"].replace(" ", "") == shown(item.answer).replace(
                    " ", ""
                )


def test_results_come_back_from_the_page_as_a_file_and_as_a_code(page, tmp_path, article):
    """Protects the class: what a student saved or pasted is what the teacher collects, from file:// too."""
    sheet = make_exercises(article, ("cloze", "pinyin"), count=3, seed=3)
    [file] = write_exercises(sheet, tmp_path / "page.html", "self-check", article=article)
    page.goto(file.as_uri())
    for item in sheet:
        page.locator(".cmp-ex input[type=text]").first.fill(item.answer)
        page.keyboard.press("Enter")
        pause(page, 60)
        page.keyboard.press("Enter")
        pause(page, 60)
    page.get_by_role("button", name="Copy them as a code").click()
    assert "Write your name first." in page.locator(".cmp-ex-handed").inner_text()  # no button does nothing
    page.get_by_label("Your name").fill("陳美")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my results").click()
    saved.value.save_as(tmp_path / "mei.csv")
    page.get_by_role("button", name="Copy them as a code").click()
    code = page.locator(".cmp-ex-code").input_value()
    assert page.locator(".cmp-ex-code").is_visible() and page.locator("svg.cmp-ex-qr").is_visible()
    (tmp_path / "codes.txt").write_text(f"陳美：{code[:70]}\n{code[70:]} 謝謝老師\n{code}\n", "utf-8")
    for handed_in in (tmp_path / "mei.csv", code, tmp_path / "codes.txt"):
        [student] = collect([handed_in])
        assert (student["student"], student["sheet"], student["earned"]) == ("陳美", sheet.id, sheet.points)
