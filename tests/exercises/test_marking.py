"""Marking: the table of cases that Python and the self-check page share."""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import companion
from companion.cli import main
from companion.errors import InputError
from companion.exercises import Exercise, ExerciseSet, Part, make_exercises, mark
from companion.exercises.chrf import chrf
from companion.exercises.model import FORMS
from companion.exercises.session import Session
from companion.exercises.variants import VARIANTS, fold_variants
from companion.export.results_csv import collect, results_csv

CASES = json.loads((Path(__file__).parent / "marking-cases.json").read_text("utf-8"))


def exercise(item):
    return Exercise(
        id="x", kind=item["kind"], variant=item.get("variant", ""), form=item["form"], instruction="", prompt=(Part("text", "t"),),
        answers=tuple(item.get("answers", ())), solution=tuple(item.get("solution", ())),
        also=tuple(tuple(a) for a in item.get("also", ())), optional=tuple(item.get("optional", ())),
    )  # fmt: skip


def test_an_answer_has_its_mark(subtests):
    """Protects fair marking: what is accepted where it should be, and only there."""
    for case in CASES:
        with subtests.test(case["is"]):
            found = mark(exercise(case["item"]), case["given"])
            assert (found.score, found.right) == (case["score"], case["right"])
            if "message" in case:
                assert found.message == case["message"]


def test_every_form_of_answer_has_cases_for_right_and_for_wrong():
    """Protects the table from a form that is never tried."""
    seen = {(c["item"]["form"], c["right"]) for c in CASES}
    assert {f for f, right in seen if right} == set(FORMS)
    assert {f for f, right in seen if right is False} >= set(FORMS) - {"open"}


def test_chrf_is_sacrebleus():
    """Protects the hint from meaning something else than in the literature (values of sacrebleu 2.6.0)."""
    assert chrf("the police fight fraud", "police fight telecom fraud") == pytest.approx(56.244332015166584)
    assert chrf("警方打擊電騙", "警方合力打擊電騙案") == pytest.approx(29.23632880529432)
    assert chrf("abc", "xyz") == 0.0


def test_folding_a_variant_twice_changes_nothing():
    """Protects marking from a variant that leads to another variant."""
    assert all(fold_variants(fold_variants(c)) == fold_variants(c) for c in [*VARIANTS, *VARIANTS.values()])


@given(st.sampled_from(CASES), st.one_of(st.text(max_size=30), st.lists(st.text(max_size=8), max_size=6)))
def test_no_answer_breaks_the_marking(case, given_answer):
    """Protects the lesson from whatever a student types."""
    found = mark(exercise(case["item"]), given_answer)
    assert found.score is None or 0 <= found.score <= 1
    assert "\n" not in found.message


@pytest.mark.parametrize(
    "code", ["CR1.", "CR1.%%%", "CR1.WzFd", "CR1.bnVsbA", "CR2.", "CR2.eJyL", "CR2.WzFd"]
)
def test_a_code_that_was_cut_is_told(code):
    """Protects the teacher: half a code is one sentence, not a traceback and not a nought."""
    with pytest.raises(InputError, match="copy the whole code") as said:
        collect([code])
    assert "(error)" not in str(said.value)  # as zlib calls its own


def code_of(student, earned, response="電騙"):
    items = [[1, "x1", "cloze:open", response, earned, 2, 1, 0, 3], [2, "x2", "pinyin", "", "", 1, 0, 0, 0]]
    data = json.dumps([student, "八號風球", "s-1", "A", items], ensure_ascii=False).encode()
    return "CR2." + urlsafe_b64encode(zlib.compress(data)).decode().rstrip("=")


def test_codes_are_taken_out_of_messages(tmp_path):
    """Protects a class that sends messages: greetings, broken lines and two students of one name; a changed letter is no mark."""
    one, two = code_of("陳美", 2), code_of("陳美", 1)
    file = tmp_path / "messages.txt"
    file.write_text(f"陳老師好！\n{one[:60]}\n{one[60:]} 謝謝\n[9:30] 美: {two}\n再發一次 {one}\n", "utf-8")
    found = collect([file])
    assert [(s["student"], s["earned"], s["points"]) for s in found] == [("陳美", 2, 3), ("陳美", 1, 3)]
    changed = one[:40] + ("A" if one[40] != "A" else "B") + one[41:]
    file.write_text(f"{two}\n{changed}", "utf-8")
    with pytest.raises(InputError, match=r"messages\.txt, code 2"):
        collect([file])


def test_a_spoilt_file_keeps_nobody_elses_marks_back(tmp_path, capsys):
    """Protects a teacher with thirty files: what can't be read is told, a cut file too, what came twice is counted once."""
    sheet = ExerciseSet("八號風球", ())
    rows = [{"number": n, "id": f"x{n}", "response": "電騙", "earned": 1, "points": 1} for n in (1, 2)]
    good = tmp_path / "mei.csv"
    good.write_text(results_csv(sheet, rows, "陳美"), "utf-8")
    (tmp_path / "again.csv").write_bytes(good.read_bytes())
    (tmp_path / "cut.csv").write_text(results_csv(sheet, rows, "周文").split("x2")[0], "utf-8")
    (tmp_path / "short.csv").write_text(results_csv(sheet, rows[:1], "李明"), "utf-8")
    (tmp_path / "foreign.csv").write_text("a,b\n1,2\n", "utf-8")
    one, two = code_of("何詠", 2), code_of("林欣", 1)
    (tmp_path / "chat.txt").write_text(f"{one[:50]}A{one[51:]}\n{two}\n", "utf-8")
    files = [good, *(tmp_path / n for n in ("again.csv", "cut.csv", "short.csv", "foreign.csv", "chat.txt"))]
    refused = []
    found = collect(files, refused)
    assert sorted(s["student"] for s in found) == ["李明", "林欣", "陳美"] and len(refused) == 3
    assert main(["exercises", "collect", *map(str, files), "-o", str(tmp_path / "class.csv")]) == 2
    told = capsys.readouterr().err
    for part in ("cut.csv, row 3: ends in its middle", "foreign.csv: has no column", "chat.txt, code 1: ",
                 "again.csv: 陳美's are the same as in mei.csv", "short.csv: has 1 of the 2 exercises"):  # fmt: skip
        assert part in told
    with pytest.raises(InputError, match="is the table of a class"):
        collect([tmp_path / "class.csv"])


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("港隊以3-2擊敗日本隊。", "三比二 3比2 3–2 3—2 ３－２ 3:2"),
        ("港隊以3–2擊敗日本隊。", "三比二 3比2 3-2"),
        ("預計有5－10人出席活動。", "五至十 5至10 5-10"),
        ("他們捐出670萬元善款。", "六百七十"),
        ("球隊收到$100的獎金。", "一百元"),
    ],
)
def test_a_dictation_takes_figures_as_they_are_heard(text, typed):
    """Protects students who write what they hear: 三比二 for 3-2, whatever dash the article has."""
    article = companion.read_text(f"{text}\n\n警方打擊電騙。", translator=None)
    sheet = make_exercises(article, ["dictation:sentence"], 5)
    item = next(i for i in sheet if i.speech == text)
    figure = re.search(r"\$?\d[\d:–－-]*", text)[0]
    for form in typed.split():
        assert mark(item, text.replace(figure, form)).right, form
    assert not mark(item, text.replace(figure, "九")).right


@pytest.mark.parametrize("skipped", [["", ""], [" ", "", ""], ["", "", "", ""]])
def test_what_was_opened_and_skipped_is_no_answer(skipped, tmp_path):
    """Protects a class's points: an item whose parts are all empty was not answered, in the page, in a CSV and in a code."""
    sheet = ExerciseSet("電騙", tuple(exercise(c["item"]) for c in CASES if c["item"]["form"] == "tones")[:1])
    session = Session(sheet)
    session.handle({"type": "answer", "id": "x", "response": skipped})
    assert session.rows()[0]["response"] == ""
    row = {
        **session.rows()[0],
        "response": " | ".join(skipped),
        "earned": None,
        "points": 2,
    }  # of an older page
    file = tmp_path / "mei.csv"
    file.write_text(results_csv(sheet, [row], "Mei"), "utf-8")
    items = [[1, "x", "tones", " | ".join(skipped), "", 2, 0, 0, 3]]
    code = json.dumps(["Mei", "電騙", sheet.id, "", items]).encode()
    for handed_in in (file, "CR2." + urlsafe_b64encode(zlib.compress(code)).decode()):
        [student] = collect([handed_in])
        assert (student["earned"], student["points"], student["answered"]) == (0, 2, 0)
