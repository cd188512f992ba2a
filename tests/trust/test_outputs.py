"""Hostile text through real files, memories and corrections into every output; and articles that were changed by hand."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

import companion
from companion.corrections import Corrections
from companion.errors import CompanionError, InputError
from companion.exercises import ExerciseSet
from companion.export.exercise_formats import FORMATS as SHEETS
from companion.export.exercise_formats import write_exercises
from companion.export.formats import FORMATS, write
from companion.export.json_article import article_to_dict, article_to_json
from companion.export.json_read import article_from_dict
from companion.export.site import write_site
from companion.export.worksheet import write_worksheet
from companion.model import Correction
from companion.translation.tmx import Unit, read_tmx, write_tmx

EVIL = "<script>window.hit=1</script>\"'&{{7*7}}]]>\u202e\u2066\x00\x08\x1b[31m\ufffe\ud800=cmd|'!A0"
TEXT = "他率代表團訪問。警方打擊電騙，拘捕三名疑犯。\n\n市民歡迎警方的行動，並表示支持。"


def written(article, folder: Path) -> list[Path]:
    """The article in every format there is; Companion's own errors are answers too."""
    done = []
    for name, form in FORMATS.items():
        try:
            done.append(write(article, folder / f"a{form.suffix}", name, force=True))
        except CompanionError:
            continue
    try:
        sheet = companion.exercises.make_exercises(
            article, kinds=("cloze", "pinyin", "match"), count=4, seed=1
        )
    except CompanionError:
        return done
    if isinstance(sheet, ExerciseSet) and sheet.items:
        for form in SHEETS:
            try:
                done += write_exercises(sheet, folder / f"s.{form}", form, force=True)
            except CompanionError:
                continue
        done += write_worksheet([sheet], folder / "w.html", force=True)
    done.append(write_site([article], folder, title="x", force=True))
    return done


def test_what_a_memory_says_is_text_in_every_output(tmp_path):
    """Protects who reads with a colleague's translation memory: its English is text, in each page and file."""
    memory = tmp_path / "theirs.tmx"
    sentences = ("他率代表團訪問。", "警方打擊電騙，拘捕三名疑犯。", "市民歡迎警方的行動，並表示支持。")
    write_tmx(memory, [Unit(s, f"English {EVIL}", EVIL, EVIL, "zh", EVIL) for s in sentences])
    assert len(read_tmx(memory)) == 3  # what was written is valid XML, whatever its properties held
    article = companion.read_text(TEXT, translator="memory", memory=[memory], title=f"電騙{EVIL}")
    for path in written(article, tmp_path):
        if path.suffix == ".html":
            page = path.read_text("utf-8")
            assert "<script>window" not in page and "\u202e" not in page and "\u2066" not in page
            policy = re.search('Content-Security-Policy" content="([^"]*)"', page)[1]
            assert "base-uri 'none'" in policy and "form-action 'none'" in policy


def test_what_a_correction_says_is_text_in_every_output(tmp_path):
    """Protects who takes over a colleague's corrections."""
    article = tmp_path / "a.txt"
    article.write_text(TEXT, "utf-8")
    Corrections([Correction("reading", "", 0, 0, "率", "shuài", "always", EVIL[:-20], "2026")]).save(
        tmp_path / "a.companion.toml"
    )
    read = companion.read(article, translator=None)
    for path in written(read, tmp_path):
        if path.suffix == ".html":
            assert "<script>window" not in path.read_text("utf-8")


def test_names_from_the_command_line_turn_no_page(tmp_path):
    """Protects the head of a handout: `--title`, `--source` and `--teacher` hold no direction marks."""
    from companion.cli import main

    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    page = tmp_path / "a.html"
    assert (
        main(
            [
                "handout",
                str(file),
                "-o",
                str(page),
                "--translator",
                "none",
                *(f"--{o}=\u202ex\u2067{o}" for o in ("title", "source", "teacher")),
            ]
        )
        == 0
    )
    shown = page.read_text("utf-8")
    assert (
        not re.search("[\u202a-\u202e\u2066-\u2069]", shown) and "xteacher" in shown and r"\202e" not in shown
    )


def changed(value, chance: random.Random):
    """A value of JSON with one thing in it changed: another type, another length, another text."""
    others = [
        None,
        True,
        -1,
        10**30,
        1.5,
        float("nan"),
        "",
        "x",
        EVIL,
        "\ud800",
        [],
        {},
        ["x"],
        "電" * 50,
        "unknown",
    ]
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(list(value))
        value = dict(value)
        if chance.random() < 0.15:
            del value[key]
        else:
            value[key] = changed(value[key], chance)
        return value
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        what = chance.randrange(5)
        if what == 0:
            return value[:at] + value[at + 1 :]
        if what == 1:
            return [*value, value[at]]
        return [*value[:at], changed(value[at], chance), *value[at + 1 :]]
    return chance.choice(others)


@pytest.mark.parametrize("seed", range(6))
def test_a_saved_article_that_was_changed_is_refused_or_can_be_used(seed, tmp_path):
    """Protects every part from an article that none of them made: `load` refuses what one of them would fall over."""
    chance = random.Random(seed)
    whole = json.loads(article_to_json(companion.read_text(TEXT, translator="gloss", title="電騙")))
    used = 0
    for _ in range(150):
        data = changed(whole, chance)
        try:
            article = article_from_dict(data)
        except InputError as error:
            assert "\n" not in str(error)
            continue
        used += 1
        if used % 12 == 0:
            assert written(article, tmp_path)
            companion.Reader(article)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: d.update(paragraphs=[]), "at least one"),
        (lambda d: d["paragraphs"][0].update(text="", tokens=[], sentences=[]), "text is empty"),
        (lambda d: d["paragraphs"][0].update(tokens=[]), "join up"),
        (lambda d: d["paragraphs"][0].update(sentences=[]), "cover"),
        (lambda d: d["paragraphs"][0].update(id=""), "is no id"),
        (lambda d: d["paragraphs"][1].update(id=d["paragraphs"][0]["id"]), "earlier paragraph"),
        (lambda d: d["paragraphs"][0]["tokens"][0].update(kind="?"), "kind is"),
        (lambda d: d["paragraphs"][0]["tokens"][0].update(simplified=""), "as many characters"),
        (lambda d: d["paragraphs"][0]["tokens"][0].update(pinyin=["a", "b", "c", "d"]), "syllables"),
        (lambda d: d["paragraphs"][0]["tokens"][0].update(term="nobody"), "not in the glossary"),
        (lambda d: d["glossary"].append({"id": "z", "traditional": "甲", "simplified": "甲", "pinyin": "jiǎ", "english": []}), "english is empty"),
        (lambda d: d.update(grain="?"), "grain is"),
        (lambda d: d["paragraphs"][0]["sentences"][0].update(translation={"text": "x", "origin": "?"}), "origin is"),
        (lambda d: d["paragraphs"][0]["sentences"][0].update(translation={"text": "x", "origin": "memory", "score": float("nan")}), "score is"),
        (lambda d: d["corrections"].append({"kind": "reading", "paragraph": "", "start": 0, "end": 0, "text": "率", "value": "x y z"}), "corrections"),
    ],
)  # fmt: skip
def test_each_rule_of_an_article_is_looked_at(change, told):
    """Protects what each part relies on: the lists' lengths, the kinds, the ids, the terms."""
    data = json.loads(json.dumps(article_to_dict(companion.read_text(TEXT, translator="gloss"))))
    change(data)
    with pytest.raises(InputError, match=told):
        article_from_dict(data)


def test_a_page_whose_title_has_line_ends_of_windows_stays_ours(tmp_path):
    """Protects a page with a title from Windows: it may be written again, and after git changed its line ends."""
    article = replace(companion.read_text(TEXT, translator=None), title="電騙\r\n新聞\r")
    for name, form in FORMATS.items():
        try:
            path = write(article, tmp_path / f"a{form.suffix}", name)
        except InputError:
            continue
        write(article, path, name)
        if form.text and name not in ("json", "csv", "quizlet"):
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
            write(article, path, name)
