"""Names of files, and whose they are."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.export.files import ARCHIVE_COMMENT, is_our_archive, is_sealed, safe_name, sealed
from companion.files import write_text_atomically

EVIL = (
    "../../etc/passwd",
    "..",
    ".",
    "",
    "/",
    "C:\\x",
    "con",
    "NUL.txt",
    "a\0b",
    "\ud800",
    "a/../../b",
    "~/x",
    "-rf",
    "%2e%2e",
)


@pytest.mark.parametrize("title", EVIL)
def test_a_title_leads_nowhere_else(title, tmp_path):
    """Protects the disk from a title that is a path, and Windows from its reserved names."""
    name = safe_name(title, ".html")
    assert (tmp_path / name).resolve().parent == tmp_path.resolve()
    assert Path(name).name == name and not name.startswith((".", "-", "con.", "NUL."))
    write_text_atomically(tmp_path / name, "x")


@given(st.text(max_size=300))
def test_any_title_is_a_name_that_can_be_written(title):
    """Protects exports of articles with rare or many characters in their titles."""
    name = safe_name(title, ".html")
    assert 0 < len(name.encode("utf-8")) <= 140
    assert not set(name) & set('/\\:*?"<>|\0\n\r\t')


def test_a_text_that_was_changed_by_hand_is_no_longer_ours(tmp_path):
    """Protects a teacher's changes to an exported text."""
    path = tmp_path / "a.md"
    write_text_atomically(path, sealed("# 電騙\n"))
    assert is_sealed(path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert is_sealed(path)
    path.write_text(path.read_text("utf-8").replace("# ", "## "), encoding="utf-8")
    assert not is_sealed(path)


def test_an_archive_that_another_program_saved_is_no_longer_ours(tmp_path):
    """Protects a teacher's changes to an exported document."""
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "x")
    assert not is_our_archive(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = ARCHIVE_COMMENT
    assert is_our_archive(path)
