"""The command `companion export`."""

from __future__ import annotations

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


def test_mistakes_are_told_in_a_line(file, capsys):
    """Protects people who type the command wrong."""
    assert main(["export", file]) == 2
    assert "name the format with --to" in capsys.readouterr().err
    Path("mine.json").write_text("{}", encoding="utf-8")
    assert main(["export", file, "-o", "mine.json"]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["export", file, "-o", "mine.json", "--force"]) == 0
