"""The lesson's file as a teacher edits it by hand: what is wrong is told with its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import companion
from companion.cli import main
from companion.errors import InputError
from companion.exercises.kept import kept_sheet
from companion.lessons.lesson import load_lesson
from companion.lessons.words import entries

TEXT = "警方昨日拘捕三名疑犯，並提醒市民提防電騙。\n"
GOOD = """format = "companion/lesson@1"
[words]
add = ["提防"]

[[exercise]]
kind = "cloze:open"
prompt = "警方打擊＿＿。"
answers = ["電騙"]
"""
WRONG = {  # what is replaced, by what, and what is told
    "no closing bracket": ('["提防"]', '["提防"', "Unclosed array (at line 5, column 1)"),
    "Chinese quotation marks": ('["提防"]', "[“提防”]", "line 3, column 8); the line has “”"),
    "a Chinese comma": ('["提防"]', '["提防"，"電騙"]', "line 3, column 12); the line has ，"),
    "a Chinese comma in a text": ('"警方打擊＿＿。"', '"警方，打擊＿＿。', "column"),
    "a text for a list": ('["提防"]', '"提防"', "toml, line 3: 'add' is a list of words"),
    "a key of the words": ("add =", "adds =", "toml, line 3: [words] has 'adds' (did you mean add?)"),
    "a table": ("[words]", "[word]", "toml, line 2: nothing is called 'word' here (did you mean words?)"),
    "one bracket": ("[[exercise]]", "[exercise]", "toml, line 5: 'exercise' must be tables"),
    "a plural": ("[[exercise]]", "[[exercises]]", "toml, line 5: nothing is called 'exercises' here (did you mean exercise?)"),
    "a kind": ("cloze:open", "cloz", "exercise 1 (line 5): no exercise is called 'cloz' (did you mean cloze?)"),
    "a key of an exercise": ("answers", "answer", "exercise 1 (line 5): nothing is called 'answer' here (did you mean answers?)"),
    "no gap": ("＿＿", "__", "exercise 1 (line 5): its prompt has no gap; write ＿＿"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place(tmp_path, name):
    """Protects an evening of typing: file, line and what to write instead; nothing that was meant is passed over."""
    old, new, told = WRONG[name]
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    (tmp_path / "a.txt.lesson.toml").write_text(GOOD.replace(old, new), "utf-8")
    article = companion.read(file, translator=None)
    with pytest.raises(InputError) as error:
        kept_sheet(article)
        entries(article)
    assert str(error.value).startswith("a.txt.lesson.toml") and told in str(error.value)
    if "in a text" in name:
        assert "the line has" not in str(error.value)


def test_words_that_the_article_does_not_have_are_told(tmp_path, capsys):
    """Protects a teacher from a word that is on no list, and nobody says why."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    lesson = tmp_path / "a.txt.lesson.toml"
    lesson.write_text(GOOD.replace('["提防"]', '["提防", "飛機"]\norder = ["火車", "電騙"]'), "utf-8")
    for command in (["exercises"], ["handout"]):
        assert (
            main([*command, str(file), "-o", str(tmp_path / "out.html"), "--force", "--translator", "none"])
            == 0
        )
        assert "a.txt.lesson.toml: no words of the article: 飛機, 火車\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('reasons = {罷工 = "a"}', "罷工"),
        ('reasons = {"a" = "b", 出庭 = "c"}', "出庭"),
        ('問題 = "x"', "問題"),
        ("choices = [罷工, 出庭]", "罷工"),
        ("note = 罷工", "罷工"),
    ],
)
def test_what_is_in_characters_is_to_be_quoted(tmp_path, line, key):
    """Protects a teacher from a parser's riddle: a bare key or value in characters is told with what to write."""
    file = tmp_path / "a.lesson.toml"
    file.write_text(f'[[exercise]]\nkind = "pinyin"\n{line}\n', "utf-8")
    with pytest.raises(InputError, match=f'line 3.*quote it: "{key}"'):
        load_lesson(file)


def test_the_examples_of_the_docs_are_toml():
    """Protects a reader who copies an example: each block, and each value in a line of text, is TOML."""
    docs = Path(__file__).parents[2]
    seen = 0
    for page in (docs / "README.md", *sorted((docs / "docs").rglob("*.md"))):
        text = page.read_text("utf-8")
        blocks = re.findall(r"(?ms)^```toml\n(.*?)^```", text)
        inline = [
            v for v in re.findall(r"`([\w-]+ = [\[{\"][^`]*)`", text) if "…" not in v and v[-1] in ']}"'
        ]
        for example in (*blocks, *inline):
            tomllib.loads(example)
            seen += 1
    assert seen > 1
