"""Exercises in other programs' formats, read back by parsers that are not ours where there is one.

QTI: onyx2moodle's parser of QTI 2.1 items. Anki: the package's own database, as Anki reads it. H5P:
the structure that the content types document. GIFT: by gift-pegjs in tests/browser.
"""

from __future__ import annotations

import html
import io
import json
import re
import sqlite3
import zipfile
from xml.etree import ElementTree

import pytest
from onyx2moodle.parser import parse_item

import companion
from companion.errors import InputError, OutputError, UnknownNameError
from companion.exercises import Choice, Exercise, ExerciseSet, Part, Question, make_exercises
from companion.exercises.pinyin_text import plain
from companion.export.anki_cloze import cloze_deck
from companion.export.exercise_formats import left_out, write_exercises
from companion.export.gift import escape, gift_text
from companion.export.h5p import MOST_BLOCKS, h5p_packages, h5p_type
from companion.export.qti import qti_package
from companion.export.worksheet import write_worksheet

KINDS = ("cloze", "cloze:choices", "cloze:bank", "pinyin", "tones", "polyphone", "match", "script", "segment", "order",
         "translate", "comprehension", "dictation")  # fmt: skip
EVIL = "a*b/c:d ~ = # { } \\ <b>&\"' -> {{c1::x}} $CATEGORY // ]]>"
QUESTIONS = (Question("老撾派十名聯絡官。", "true-false", "false"), Question("為什麼？", "open", "因為。"))


@pytest.fixture(scope="module")
def sheet(articles):
    return make_exercises(
        companion.read(articles / "dianpian.txt"), KINDS, count=22, seed=3, questions=QUESTIONS
    )


@pytest.fixture(scope="module")
def evil():
    """Items of each form, full of the signs that formats take for their own."""
    prompt = (Part("text", EVIL), Part("blank", "", 2), Part("focus", EVIL))
    choices = (Choice(EVIL), Choice("b", EVIL), Choice("c", "r"))

    def make(n, kind, form, **more):
        shown = prompt if kind == "cloze" else prompt[::2]
        return Exercise(f"x{n}", kind, "open", form, EVIL, shown, hints=(EVIL,), note=EVIL, word=EVIL, **more)

    items = (
        make(1, "cloze", "text", answers=(EVIL,)),
        make(2, "cloze", "choice", answers=(EVIL,), choices=choices),
        make(3, "match", "match", items=(EVIL, "x"), solution=(EVIL, "b"), choices=choices[:2]),
        make(4, "order", "order", solution=("b", EVIL), choices=choices[:2]),
        make(5, "translate", "open", answers=(EVIL,)),
        make(6, "tones", "tones", items=("a", "b"), solution=("1", "2")),
    )
    return ExerciseSet(EVIL, items)


@pytest.mark.parametrize("which", ["sheet", "evil"])
def test_qti_is_read_by_another_parser(which, request, tmp_path):
    """Protects the school's platform: each item has its interaction and its right answer."""
    made = request.getfixturevalue(which)
    with zipfile.ZipFile(io.BytesIO(qti_package(made))) as archive:
        archive.extractall(tmp_path)
        names = set(archive.namelist())
    manifest = ElementTree.parse(tmp_path / "imsmanifest.xml").getroot()
    listed = {f.attrib["href"] for f in manifest.iter("{http://www.imsglobal.org/xsd/imscp_v1p1}file")}
    assert listed == names - {"imsmanifest.xml"}
    for item in made:
        if item.form == "dictation":
            assert f"items/{item.id}.xml" not in names
            continue
        read = parse_item(tmp_path / "items" / f"{item.id}.xml")
        assert read.identifier == item.id
        correct = read.response_decls["RESPONSE"].correct_values
        kinds = {i.kind for i in read.interactions}
        if item.form == "choice":
            (interaction,) = read.interactions
            right = next(c for c in interaction.choices if c.identifier == correct[0])
            assert html.unescape(right.html).strip() == " ".join(item.answer.split())
        elif item.form == "open":
            assert kinds == {"extendedText"}
        elif item.form in ("text", "tones", "segment"):
            assert kinds == {"textEntry"} and correct
        else:
            assert len(correct) == len(item.solution)


@pytest.mark.parametrize("which", ["sheet", "evil"])
def test_h5p_is_what_the_content_types_document(which, request):
    """Protects H5P: libraries named, gaps marked, the right choice first, no stray sign of the format, HTML escaped."""
    made = request.getfixturevalue(which)
    packages = dict(h5p_packages(made))
    assert {"blanks", "choice", "match"} <= set(packages)
    for name, data in packages.items():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            head = json.loads(archive.read("h5p.json"))
            content = json.loads(archive.read("content/content.json"))
        assert head["mainLibrary"] in {d["machineName"] for d in head["preloadedDependencies"]}
        assert {"title", "language", "embedTypes", "license"} <= set(head)
        if name == "choice":
            asked = [i for i in made if h5p_type(i) == "choice"]
            for item, one in zip(asked, content["choices"], strict=True):
                assert set(one) == {"subContentId", "question", "answers"} and 2 <= len(one["answers"]) <= 4
                assert html.unescape(one["answers"][0]) == f"<p>{item.answer}</p>"
                assert "<b>" not in one["question"] + "".join(one["answers"])
            continue
        if name.startswith("essay"):
            assert (
                content["keywords"] and content["behaviour"]["ignoreScoring"]
            )  # as the type's semantics ask
            assert content["taskDescription"] and "<b>" not in json.dumps(content)
            continue
        texts = content["questions"] if name == "blanks" else [content["textField"]]
        for text in texts:
            assert text.count("*") >= 2 and text.count("*") % 2 == 0
            assert "<b>" not in text
            if name == "blanks":
                assert text.count("*") == 2 and re.fullmatch(r"(?s)<p>.*</p>", text)
    if which == "sheet":
        blanks = next(i for i in made if i.kind == "cloze" and i.form == "text")
        with zipfile.ZipFile(io.BytesIO(packages["blanks"])) as archive:
            first = json.loads(archive.read("content/content.json"))["questions"][0]
        assert f"*{blanks.answers[0]}/" in first or f"*{blanks.answers[0]}:" in first


def test_h5p_asks_all_but_what_no_content_type_can_mark(sheet):
    """Protects a teacher on H5P: what is left out is sound alone; every other item is in one of the packages."""
    assert {i.kind for i in left_out(sheet, "h5p")} == {"dictation"}
    held = 0
    for name, data in h5p_packages(sheet):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = json.loads(archive.read("content/content.json"))
        if name == "drag":
            held += len(content["textField"].splitlines())
        elif name == "mark":
            held += content["textField"].count("</p>")
        else:
            held += len(content.get("questions") or content.get("choices") or [name])
    assert held == len(sheet) - len(left_out(sheet, "h5p"))


def test_h5p_drags_the_pieces_of_one_match_or_order_alone():
    """Protects matches and orders: each piece has its own place, wrong ones are distractors, nothing of another item is there."""
    match = Exercise("m", "match", "english", "match", "Match.", (), (), ("a/b", "c"), (), (Choice("a/b"), Choice("c"), Choice("d")), ("電騙", "拘捕"))  # fmt: skip
    order = Exercise("o", "order", "parts", "order", "Order.", (), (), ("將款項", "分批"), (), (Choice("分批"), Choice("將款項")))  # fmt: skip
    several = Exercise("p", "order", "parts", "order", "Order.", (), (), ("甲", "乙"), (("乙", "甲"),), (Choice("乙"), Choice("甲")))  # fmt: skip
    found = {}
    for name, data in h5p_packages(ExerciseSet("t", (match, order, match, several))):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = json.loads(archive.read("content/content.json"))
        found[name] = content.get("questions") or (content["textField"], content["distractors"])
    assert found.pop("blanks") == ["<p>Order.</p>\n<p>(A) 乙 (B) 甲 *BA/AB*</p>"]  # both orders are right
    assert found == {
        "match": ("電騙 *a／b*\n拘捕 *c*", "*d*"),
        "match-2": ("電騙 *a／b*\n拘捕 *c*", "*d*"),
        "order": ("1. *將款項*\n2. *分批*", ""),
    }


def test_h5p_has_nothing_to_mark_where_a_boundary_is_free():
    """Protects a division that is right in both grains: 八千|名 and 八千名."""
    item = Exercise("s", "segment", "", "segment", "", (), (), ("八千", "名", "市民", "回家"), optional=(2,))
    [(name, data)] = h5p_packages(ExerciseSet("t", (item,)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = json.loads(archive.read("content/content.json"))["textField"]
    assert name == "mark" and text == "<p>*八千名* 市 *民* 回 *家*</p>"


def test_a_long_sheet_is_cut_into_several_h5p_packages():
    """Protects the limit of 31 blocks."""
    prompt = (Part("blank", "", 2),)
    items = tuple(Exercise(f"x{n}", "cloze", "open", "text", "", prompt, ("電騙",)) for n in range(70))
    packages = h5p_packages(ExerciseSet("t", items))
    assert [n for n, _ in packages] == ["blanks", "blanks-2", "blanks-3"]
    sizes = []
    for _, data in packages:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes.append(len(json.loads(archive.read("content/content.json"))["questions"]))
    assert sizes == [MOST_BLOCKS, MOST_BLOCKS, 8]


@pytest.mark.parametrize("which", ["sheet", "evil"])
def test_anki_gets_one_card_per_cloze(which, request, tmp_path):
    """Protects the deck: one cloze in each note, escaped, with a number that stays."""
    made = request.getfixturevalue(which)
    file = tmp_path / "deck.apkg"
    file.write_bytes(cloze_deck(made))
    with zipfile.ZipFile(file) as archive:
        archive.extract("collection.anki2", tmp_path)
    database = sqlite3.connect(tmp_path / "collection.anki2")
    notes = database.execute("SELECT guid, flds FROM notes").fetchall()
    cards = database.execute("SELECT count(*) FROM cards").fetchone()[0]
    database.close()
    clozes = [i for i in made if i.kind == "cloze"]
    assert len(notes) == cards == len(clozes)
    assert {g for g, _ in notes} == {f"companion-{i.id}" for i in clozes}
    for _, fields in notes:
        text = fields.split("\x1f")[0]
        assert text.count("{{c") == 1 and text.count("}}") == 1 and "<b>" not in fields


def test_gift_escapes_its_signs():
    """Protects Moodle from an article that holds the format's signs."""
    assert escape("~=#{}:\\") == r"\~\=\#\{\}\:" + "\\\\"
    assert "\n" not in escape("a\n\nb")


def test_gift_accepts_all_that_the_widget_accepts(sheet):
    """Protects students in Moodle: tone numbers, optional boundaries, both scripts."""
    text = gift_text(sheet)
    pinyin = next(i for i in sheet if i.kind == "pinyin")
    block = text[text.index(f"// [id:{pinyin.id}]") :].split("\n\n")[0]
    assert re.search(r"=[a-zü]+\d", block) and f"={pinyin.answer.replace(' ', '')}" in block
    letters = "".join(plain(s) for s in pinyin.answer.split())
    assert f"=%50%{letters}#The letters are right; the tones are missing." in block
    assert not any(i.id in text for i in sheet if i.form == "dictation")


def test_gift_has_names_and_a_category_that_a_teacher_can_read(sheet):
    """Protects the question bank: the article's title as the category, as it is, and questions told apart by their names."""
    made = ExerciseSet("10:30 a/b {c}", sheet.items)
    text = gift_text(made)
    assert "$CATEGORY: $course$/top/10:30 a／b {c}\n" in text
    names = re.findall(r"(?m)^::(.*?)::\[plain\]", text)
    assert len(set(names)) == len(names) == len(sheet) - len(left_out(sheet, "gift"))
    assert all(re.match(r"\d+ [A-Z][a-z]+", n) and "x-" not in n for n in names)


def test_qti_says_what_an_item_is_asks_for_no_case_and_tells_why(sheet, tmp_path):
    """Protects the school's platform: titles to read, half for missing tones, the note and the sentence after the answer."""
    with zipfile.ZipFile(io.BytesIO(qti_package(sheet))) as archive:
        archive.extractall(tmp_path)
    space = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
    for item in (i for i in sheet if i.form != "dictation"):
        root = ElementTree.parse(tmp_path / "items" / f"{item.id}.xml").getroot()
        assert root.attrib["title"] == item.name
        entries = list(root.iter(f"{space}mapEntry"))
        if item.form == "text":
            assert {e.attrib["caseSensitive"] for e in entries} == {"false"}
        if item.kind == "pinyin":
            assert {e.attrib["mappedValue"] for e in entries} == {f"{item.points / 2:g}", f"{item.points:g}"}
        said = {f.attrib["identifier"]: "".join(f.itertext()) for f in root.iter(f"{space}modalFeedback")}
        assert item.evidence is None or item.evidence.sentence in said["note"]
        assert all(
            c.reason in said[f"C{n}"]
            for n, c in enumerate(item.choices)
            if c.reason and item.form == "choice"
        )
        order = [e.tag.removeprefix(space) for e in root]
        assert order == sorted(order, key=["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"].index)  # fmt: skip


def test_files_are_written_at_once_and_never_over_a_strangers(sheet, tmp_path):
    """Protects a teacher's own files, in each format."""
    for form, suffix in (
        ("gift", "gift"),
        ("h5p", "h5p"),
        ("qti", "zip"),
        ("anki", "apkg"),
        ("json", "json"),
        ("self-check", "html"),
    ):
        paths = write_exercises(sheet, tmp_path / f"s.{suffix}", form)
        assert paths and all(p.is_file() for p in paths)
        assert write_exercises(sheet, tmp_path / f"s.{suffix}", form) == paths
        paths[0].write_text("mine", "utf-8")
        with pytest.raises(OutputError, match="not written by Companion"):
            write_exercises(sheet, tmp_path / f"s.{suffix}", form)
        assert paths[0].read_text("utf-8") == "mine"
        assert write_exercises(sheet, tmp_path / f"s.{suffix}", form, force=True) == paths


def test_the_worksheet_is_apart_from_its_key(sheet, tmp_path):
    """Protects an examination: no answer stands on the worksheet, each stands in the key."""
    (tmp_path / "s-B-key.html").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match=r"s-B-key\.html: exists and was not written by Companion"):
        write_worksheet([sheet, ExerciseSet("t", (), version="B")], tmp_path / "s.html")
    assert not (tmp_path / "s-A.html").exists()
    paper, key = (p.read_text("utf-8") for p in write_worksheet(sheet, tmp_path / "s.html"))
    for item in sheet:
        if item.kind in ("cloze", "script") and item.form == "text":
            assert item.answer not in paper
        if item.form not in ("match", "order", "segment", "tones"):
            assert item.answer in key or item.speech in key
    assert "Name" in paper and "Date" in paper and f"/ {sheet.points}" in paper
    assert "<script" not in paper + key


def test_hostile_texts_are_escaped_on_paper_and_in_the_self_check_page(evil, tmp_path):
    """Protects whoever opens a page that was made of a hostile text."""
    paper, key = (p.read_text("utf-8") for p in write_worksheet(evil, tmp_path / "s.html"))
    (page,) = write_exercises(evil, tmp_path / "p.html", "self-check")
    for text in (paper, key, page.read_text("utf-8")):
        assert "<b>&" not in text


def test_what_a_format_cannot_ask_is_said(sheet):
    """Protects a teacher from items that vanish without a word."""
    assert {i.kind for i in left_out(sheet, "gift")} == {"dictation"}
    assert left_out(sheet, "json") == []
    only = ExerciseSet("t", tuple(i for i in sheet if i.form == "dictation"))
    with pytest.raises(InputError, match=r"gift can't ask any of these exercises \(dictation\)"):
        write_exercises(only, "x.gift", "gift")
    with pytest.raises(
        UnknownNameError, match="no format of exercises is called 'scorm'; there are: self-check"
    ):
        write_exercises(sheet, "x", "scorm")
