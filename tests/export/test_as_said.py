"""Sandhi and spelled numbers in what is exported."""

from __future__ import annotations

import zipfile

import jsonschema
import pytest

import companion
from companion.choices import ReadingOptions, WordChoice
from companion.cli import main
from companion.export.anki import write_anki
from companion.export.docx import write_docx
from companion.export.epub import write_epub
from companion.export.handout import handout_html
from companion.export.json_article import article_schema, article_to_dict
from companion.export.json_read import article_from_dict
from companion.export.markdown import article_markdown
from companion.lessons.words import entries
from companion.render import HandoutOptions

TEXT = "2月8日，一帶一路的61名代表不斷合作，佔35%。"


@pytest.fixture(scope="module")
def article():
    return companion.read_text(TEXT, translator=None)


def test_a_list_of_words_is_read_as_said_and_keeps_its_keys(article):
    """Protects Anki's notes: the option changes what is shown, and no card is doubled."""
    plain, said = (
        entries(article, WordChoice("all")),
        entries(article, WordChoice("all"), ReadingOptions(sandhi=True)),
    )
    assert [e.key for e in plain] == [e.key for e in said]
    shown = {e.traditional: e.reading for e in said}
    assert shown["不斷"] == "búduàn" and shown["一帶一路"].lower().replace(" ", "") == "yídàiyílù"
    assert {e.traditional: e.reading for e in plain}["不斷"] == "bùduàn"
    zhuyin = {
        e.traditional: e.reading
        for e in entries(article, WordChoice("all"), ReadingOptions("zhuyin", sandhi=True))
    }
    assert zhuyin["不斷"] == "ㄅㄨˊ ㄉㄨㄢˋ"


def test_json_has_it_beside_the_pinyin_and_is_read_back_without(article):
    """Protects the model: pinyin has the dictionary's tones and no figures, whatever was asked for."""
    data = article_to_dict(article, ReadingOptions(sandhi=True, numbers="spelled"))
    jsonschema.Draft202012Validator(article_schema()).validate(data)
    tokens = {t["text"]: t for t in data["paragraphs"][0]["tokens"]}
    assert tokens["2月8日"]["spelled"] == "èr yuè bā rì" and tokens["2月8日"]["pinyin"] == ["yuè", "rì"]
    assert tokens["35%"]["spelled"] == "bǎi fēn zhī sānshíwǔ" and tokens["35%"]["pinyin"] == []
    assert tokens["不斷"]["reading"] == ["bú", "duàn"] and tokens["不斷"]["pinyin"] == ["bù", "duàn"]
    assert "spelled" not in tokens["不斷"]
    assert article_from_dict(data) == article
    assert (
        "reading"
        not in article_to_dict(article, ReadingOptions(numbers="spelled"))["paragraphs"][0]["tokens"][0]
    )


def test_markdown_reads_the_line_aloud(article):
    """Protects notes: the line of readings is what one says."""
    assert "èr yuè bā rì" in article_markdown(article, reading=ReadingOptions(numbers="spelled"))
    line = article_markdown(article, reading=ReadingOptions(sandhi=True, numbers="spelled"))
    assert "liùshíyī míng" in line and "búduàn" in line and "bǎi fēn zhī sānshíwǔ" in line
    assert "2 yuè 8 rì" in article_markdown(article)


def test_books_and_word_carry_it_as_ruby(article, tmp_path):
    """Protects readers of EPUB and Word from an option that is only the page's."""
    book = write_epub(article, tmp_path / "a.epub", reading=ReadingOptions(sandhi=True, numbers="spelled"))
    with zipfile.ZipFile(book) as archive:
        text = archive.read("EPUB/text-1.xhtml").decode()
    assert ">bǎi fēn zhī sānshíwǔ</rt>" in text and ">búduàn</rt>" in text
    word = write_docx(article, tmp_path / "a.docx", reading=ReadingOptions(sandhi=True, numbers="spelled"))
    with zipfile.ZipFile(word) as archive:
        text = archive.read("word/document.xml").decode()
    assert ">liùshíyī</w:t>" in text and ">búduàn</w:t>" in text
    assert (
        write_anki(article, tmp_path / "a.apkg", words="all", reading=ReadingOptions(sandhi=True))
        .stat()
        .st_size
    )


def test_the_handout_says_which_tones_it_prints(article):
    """Protects a class from two spellings of one word without a word of why."""
    html = handout_html(article, HandoutOptions(sandhi=True, numbers="spelled", vocabulary="all"))
    assert "have the tones that they are said with" in html and ">búduàn<" in html
    for options in (HandoutOptions(), HandoutOptions(sandhi=True, pinyin=False)):
        assert "have the tones that they are said with" not in handout_html(article, options)


def test_the_vocabulary_is_numbered_without_gaps():
    """Protects the numbers of a handout where words without a meaning are left out."""
    article = companion.read_text("警方拘捕一名疑犯，打擊電騙。", translator=None)
    html = handout_html(article, HandoutOptions(vocabulary="all"))
    count = html.count('<tr id="ho-v')
    assert count and all(f'<tr id="ho-v{n}"' in html for n in range(1, count + 1))


def test_the_commands_take_both(tmp_path, monkeypatch, capfd):
    """Protects the words of the commands: annotate, handout and export, HTML included."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    chosen = ["--sandhi", "--numbers", "spelled", "--translator", "none"]
    assert main(["annotate", "a.txt", *chosen]) == 0
    assert '"spelled": "èr yuè bā rì"' in capfd.readouterr().out
    assert main(["handout", "a.txt", "-o", "a.html", *chosen]) == 0
    assert main(["export", "a.txt", "-o", "b.html", "--reading", "zhuyin", *chosen]) == 0
    assert main(["export", "a.txt", "-o", "c.md", *chosen]) == 0
    pages = [(tmp_path / name).read_text("utf-8") for name in ("a.html", "b.html", "c.md")]
    assert ">liùshíyī</rt>" in pages[0] and ">ㄅㄨˊ</rt>" in pages[1] and "liùshíyī míng" in pages[2]
