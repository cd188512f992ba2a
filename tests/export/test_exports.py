"""JSON and files."""

from __future__ import annotations

import json
import os

import pytest

import companion
from companion.errors import OutputError
from companion.export.json_article import article_to_dict, article_to_json
from companion.files import write_text_atomically


def test_json_has_the_models_own_field_names():
    """Protects programs that read `companion/article@1`."""
    data = article_to_dict(companion.read_text("香港新聞\n\n警方打擊電騙。"))
    names = ["format", "title", "source", "paragraphs", "glossary", "notices", "corrections", "grain"]
    names += ["author", "date"]
    assert list(data) == names
    assert set(data["paragraphs"][1]) == {"id", "kind", "text", "tokens", "sentences", "review", "simplified"}
    assert json.loads(article_to_json(companion.read_text("電騙。")))["paragraphs"][0]["text"] == "電騙。"


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    """Protects a file from a disk that is full: the old one stays, nothing half is left."""
    path = tmp_path / "a.html"
    path.write_text("old", encoding="utf-8")

    def full(*arguments, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("companion.files.os.fdopen", full)
    with pytest.raises(OutputError, match="No space left"):
        write_text_atomically(path, "new")
    assert path.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]


def test_folders_and_missing_folders_are_told(tmp_path):
    """Protects users who name a folder."""
    with pytest.raises(OutputError, match="is a folder"):
        write_text_atomically(tmp_path, "x")
    with pytest.raises(OutputError, match="make it first"):
        write_text_atomically(tmp_path / "no" / "a.html", "x")


def test_a_strangers_file_is_only_replaced_by_force(tmp_path):
    """Protects a teacher's own file of the same name."""
    article = companion.read_text("電騙。", translator=None)
    path = tmp_path / "a.html"
    path.write_text("my notes", encoding="utf-8")
    with pytest.raises(OutputError, match="--force"):
        companion.write_handout(article, path)
    companion.write_handout(article, path, force=True)
    companion.write_handout(article, path)
    assert "電騙" in path.read_text("utf-8")
    with pytest.raises(OutputError, match="made of an Article"):
        companion.write_handout("text", path)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_handout_can_be_read_by_others(tmp_path):
    """Protects sharing: the page has ordinary permissions, not a temporary file's."""
    path = companion.write_handout(companion.read_text("電騙。", translator=None), tmp_path / "a.html")
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask
