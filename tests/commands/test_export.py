"""The command `companion export`."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

import companion
from companion.cli import main


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("香港新聞\n\n警方打擊電騙。\n", encoding="utf-8")
    return "a.txt"


def test_the_format_follows_the_option_or_the_ending(file, tmp_path, capsys):
    """Protects the two ways to name a format, and the name that is chosen where none is given."""
    assert main(["export", file, "--to", "json"]) == 0
    assert capsys.readouterr().out.strip() == "a.json"
    assert main(["export", file, "-o", "b.json"]) == 0
    assert companion.load("a.json") == companion.load("b.json")


def test_a_saved_article_is_read_again(file, capsys):
    """Protects work on an article that was corrected and stored."""
    main(["export", file, "--to", "json", "--title", "題目"])
    capsys.readouterr()
    assert main(["export", "a.json", "--to", "json", "-o", "-"]) == 0
    assert '"title": "題目"' in capsys.readouterr().out


def test_a_saved_article_is_corrected_beside_its_file(file, capsys):
    """Protects a JSON that was edited by hand: it stays as it is, and what is corrected is applied to its words."""
    main(["export", file, "--to", "json", "--translator", "none"])
    saved = Path("a.json")
    saved.write_text(saved.read_text("utf-8").replace("\\tjǐng fāng\\t", "\\tJǏNG fāng\\t"), "utf-8")
    before = saved.read_bytes()
    assert main(["correct", "a.json", "--reading", "打擊=dǎjí", "--by", "陳"]) == 2
    assert main(["correct", "a.json", "--reading", "打擊=dǎ jí", "--by", "陳"]) == 0
    assert saved.read_bytes() == before
    article = companion.load("a.json")
    readings = {t.text: t.pinyin for p in article.paragraphs for t in p.tokens}
    assert readings["打擊"] == ("dǎ", "jí") and readings["警方"] == ("JǏNG", "fāng")
    assert companion.load("a.json", corrections=None).corrections == () and len(article.corrections) == 1
    capsys.readouterr()
    assert main(["export", "a.json", "--to", "json", "-o", "-"]) == 0
    assert "\\tdǎ jí\\t" in capsys.readouterr().out
    assert main(["export", "a.json", "--to", "json", "-o", "-", "--no-corrections"]) == 0
    assert "\\tdǎ jí\\t" not in capsys.readouterr().out
    assert main(["correct", "a.json", "--remove", "1"]) == 0 and main(["correct", "a.json"]) == 0
    assert "no corrections" in capsys.readouterr().out


def test_a_saved_article_under_another_name_is_no_text(file, capsys):
    """Protects its user from an article about brackets and quotation marks."""
    main(["export", file, "--to", "json", "--translator", "none"])
    Path("a.json").rename("b.txt")
    assert main(["annotate", "b.txt"]) == 2
    assert "is a saved article; companion.load opens it" in capsys.readouterr().err


def test_mistakes_are_told_in_a_line(file, capsys):
    """Protects people who type the command wrong."""
    assert main(["export", file]) == 2
    assert "name the format with --to" in capsys.readouterr().err
    Path("mine.json").write_text("{}", encoding="utf-8")
    assert main(["export", file, "-o", "mine.json"]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["export", file, "-o", "mine.json", "--force"]) == 0


def test_one_format_that_can_not_be_written_does_not_keep_the_others(file, capsys):
    """Protects a teacher who asks for all formats of an article that has no English for a TMX yet."""
    Path("out").mkdir()
    asked = [
        "export",
        file,
        "--translator",
        "gloss",
        "--to",
        "tmx",
        "--to",
        "json",
        "--to",
        "md",
        "-o",
        "out",
    ]
    assert main(asked) == 2
    said = capsys.readouterr()
    assert said.err.startswith("companion: tmx: ")
    assert sorted(p.name for p in Path("out").iterdir()) == ["a.json", "a.md"]


@pytest.mark.parametrize(
    ("ruby", "bases"), [("word", ["打擊", "電騙"]), ("character", ["打", "擊", "電", "騙"])]
)
def test_a_reading_stands_over_each_word_or_each_character(file, ruby, bases, capsys):
    """Protects the choice where pages and books are made; in Word a space that is wider than any within words parts them."""
    page = ["<ruby>" + b for b in bases]
    assert main(["handout", file, "-o", "a.html", "--ruby", ruby, "--translator", "none"]) == 0
    assert all(b in Path("a.html").read_text("utf-8") for b in page)
    assert (
        main(
            [
                "export",
                file,
                "--to",
                "epub",
                "--to",
                "docx",
                "-o",
                ".",
                "--ruby",
                ruby,
                "--translator",
                "none",
            ]
        )
        == 0
    )
    with zipfile.ZipFile("a.epub") as book:
        assert all(b in book.read("EPUB/text-1.xhtml").decode() for b in page)
    with zipfile.ZipFile("a.docx") as document:
        line = document.read("word/document.xml").decode()
    found = re.findall(r"<w:rubyBase>.*?<w:t>(.*?)</w:t>|(<w:spacing w:val=\"70\"/>)", line)
    parts = "".join(base or "_" for base, _ in found)
    assert "打擊_電騙" in parts
