"""What stands beside an article has the article's full name; files of the earlier names are read and never lost."""

from __future__ import annotations

import pytest

import companion
from companion.corrections import Corrections, correction_at, forget, remember
from companion.errors import CompanionError
from companion.exercises.questions import questions_beside
from companion.files import beside, earlier_beside, there_beside
from companion.lessons.lesson import Lesson, lesson_beside, lesson_of, write_lesson
from companion.translation.memory import TranslationMemory
from companion.translation.memory import forget as forget_english
from companion.translation.tmx import Unit, write_tmx
from companion.widgets import reader_changes

TEXT = "長者受騙\n\n他率代表團訪問。她損失巨款。\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def two(tmp_path):
    """Two articles of one name in one folder."""
    paths = [tmp_path / "n.txt", tmp_path / "n.md"]
    for path in paths:
        path.write_text(TEXT, "utf-8")
    return paths


def reading(path, at=1, value="shuài"):
    return correction_at(companion.read(path, translator=None).paragraphs[1], at, at + 1, "reading", value)


def english(path):
    article = companion.read(path)
    asked = {"paragraph": 1, "sentence": 1, "value": "She lost a lot."}
    return reader_changes.translation(article, asked, article.path, None)


@pytest.mark.parametrize("kind", ["companion.toml", "lesson.toml", "questions.toml", "tmx"])
def test_the_full_name_counts_and_the_earlier_one_only_where_it_stands_alone(two, kind):
    """Protects both whoever has files of version 0.1 and whoever has two articles of one name."""
    old = two[0].parent / f"n.{kind}"
    assert [there_beside(p, kind) for p in two] == [beside(p, kind) for p in two]
    old.write_text("", "utf-8")
    assert [there_beside(p, kind) for p in two] == [old, old]
    beside(two[1], kind).write_text("", "utf-8")
    assert there_beside(two[0], kind) == old and there_beside(two[1], kind).name == f"n.md.{kind}"
    bare = two[0].with_name("n")
    assert beside(bare, kind) == there_beside(bare, kind) == old and earlier_beside(bare, kind) is None


def test_two_articles_of_one_name_in_one_folder_keep_what_is_theirs(two):
    """Protects a folder with news.txt and news.md: neither gets the other's corrections, English or lesson."""
    remember(reading(two[1]), two[1])
    english(two[1])
    write_lesson(Lesson(drop=("代表團",)), lesson_beside(two[1]))
    text, markdown = (companion.read(p) for p in two)
    assert markdown.corrections and not text.corrections
    origins = [a.paragraphs[1].sentences[1].translation.engine for a in (text, markdown)]
    assert "n.md.tmx" not in origins and not beside(two[0], "tmx").exists()
    assert lesson_of(markdown).drop and not lesson_of(text).drop


def test_the_first_change_takes_over_all_that_the_earlier_file_held(two):
    """Protects corrections of version 0.1, with their comments: they go on, and their file stays as it is."""
    old = two[0].parent / "n.companion.toml"
    Corrections([reading(two[0], 2, "tuān")]).save(old)
    before = "# Ms Chan's\n" + old.read_text("utf-8")
    old.write_text(before, "utf-8")
    remember(reading(two[1]), two[1])
    own = beside(two[1], "companion.toml")
    assert len(Corrections.load(own)) == 2 and "# Ms Chan's" in own.read_text("utf-8")
    assert old.read_text("utf-8") == before and len(Corrections.load_for(two[0])) == 1
    for c in Corrections.load(own):
        forget(c, two[1])
    assert not companion.read(two[1], translator=None).corrections, "the earlier file does not come back"


def test_what_is_taken_back_of_an_earlier_file_is_taken_back_for_this_article_alone(two):
    """Protects `companion correct FILE --remove` where only the earlier file is there."""
    old = two[0].parent / "n.companion.toml"
    Corrections([reading(two[0])]).save(old)
    forget(Corrections.load_for(two[0]).items[0], two[0])
    assert not Corrections.load_for(two[0]) and len(Corrections.load_for(two[1])) == 1


def test_english_of_an_earlier_memory_goes_on_too(two):
    """Protects an article's memory of version 0.1, which a first sentence typed in the reader must not hide."""
    write_tmx(two[0].parent / "n.tmx", [Unit("他率代表團訪問。", "He led a delegation.")])
    english(two[0])
    assert {u.target for u in TranslationMemory.load(beside(two[0], "tmx"))} == {
        "He led a delegation.",
        "She lost a lot.",
    }
    assert {u.target for u in TranslationMemory.load(two[0].parent / "n.tmx")} == {"He led a delegation."}
    forget_english("她損失巨款。")  # the person's own memory, which serves both articles
    shown = [[s.translation.origin for s in companion.read(p).paragraphs[1].sentences] for p in two]
    assert shown == [["memory", "memory"], ["memory", "gloss"]]


def test_a_teachers_questions_and_lesson_of_an_earlier_name_are_read(two):
    """Protects the files that came with version 0.1's articles."""
    (two[0].parent / "n.questions.toml").write_text("", "utf-8")
    write_lesson(Lesson(add=("損失",)), two[0].parent / "n.lesson.toml")
    assert questions_beside(two[0]).name == "n.questions.toml"
    assert lesson_of(companion.read(two[0], translator=None)).add == ("損失",)
    assert lesson_beside(two[0]).name == "n.txt.lesson.toml"


def test_a_name_as_long_as_a_name_may_be_still_has_its_corrections(tmp_path):
    """Protects an article that is named by its headline: with one more ending the name would be too long."""
    file = tmp_path / f"{'電' * 80}.txt"
    file.write_text(TEXT, "utf-8")
    remember(reading(file), file)
    assert len(companion.read(file, translator=None).corrections) == 1


@pytest.mark.parametrize("path", [".", "/", "", ".."])
def test_beside_a_folder_there_is_nothing(path):
    """Protects whoever names a folder from a file in a place that nobody looks for."""
    with pytest.raises(CompanionError, match=r"name (the|a) file"):
        beside(path, "tmx")
