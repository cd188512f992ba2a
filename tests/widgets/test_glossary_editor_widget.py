"""The Python side of the glossary editor."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

import companion
from companion.errors import InputError
from companion.glossary import Glossary, add_personal, personal_path
from companion.model import Term
from companion.widgets.glossary_editor import GlossaryEditor

TERM = Term("a", "電騙", "电骗", "diànpiàn", ("telecom fraud",), domain="crime")


@pytest.fixture
def editor(tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    widget = GlossaryEditor(Glossary([TERM]))
    widget.sent = []
    monkeypatch.setattr(widget, "send", lambda content, buffers=None: widget.sent.append(content))
    return widget


def ask(editor, **content):
    editor.sent.clear()
    editor._receive(editor, content, [])
    return editor.sent[-1]


def test_what_is_saved_counts_in_the_next_article(editor):
    """Protects "at once": the file, the list and reading agree."""
    row = {"traditional": "打錯字", "english": "typo", "status": "approved"}
    answer = ask(editor, do="save", row=row)
    assert answer["kind"] == "changed" and answer["focus"] == "own-dacuozi"
    article = companion.read_text("他打錯字了。", translator=None)
    assert [t.english for t in article.glossary] == [("typo",)]
    assert [r[0] for r in editor._rows] == ["own-dacuozi", "a"]
    ask(editor, do="undo")
    assert [r[0] for r in editor._rows] == ["a"] and editor.undoable == 0
    assert ask(editor, do="undo")["kind"] == "error"


def test_what_somebody_else_wrote_meanwhile_stays(editor):
    """Protects two notebooks, and a spreadsheet program, on one file."""
    add_personal(Term("other", "巴士", "巴士", "bāshì", ("coach",)))
    ask(editor, do="save", row={"traditional": "打錯字", "english": "typo"})
    assert {t.id for t in Glossary.load(personal_path())} == {"other", "own-dacuozi"}
    assert "other" in {r[0] for r in editor._rows}


def test_hostile_messages_do_nothing(editor):
    """Protects the file from a page that sends nonsense."""
    for content in (
        {},
        {"do": "eval"},
        {"do": "save"},
        {"do": "save", "row": {"traditional": 7}},
        {"do": "remove"},
    ):
        editor._receive(editor, content, [])
    assert not personal_path().exists()
    ask(
        editor,
        do="save",
        row={"traditional": "打錯字", "english": "=cmd|'/c calc'!A1\nx", "layer": "", "__class__": "x"},
    )
    assert "'=cmd" in personal_path().read_text("utf-8")


def test_a_class_file_is_edited_in_place(tmp_path, editor):
    """Protects a teacher's own file: it is the layer that is written."""
    path = tmp_path / "class.csv"
    path.write_text(
        "id,traditional,simplified,pinyin,english\nx,電騙,电骗,diànpiàn,class fraud\n", encoding="utf-8"
    )
    widget = GlossaryEditor(path)
    assert widget.path == path
    assert next(iter(widget.glossary)).layer == "project"
    widget._receive(widget, {"do": "remove", "id": "x"}, [])
    assert len(Glossary.load(path)) == 0 and not personal_path().exists()


def test_wrong_arguments_are_told_and_the_static_view_is_escaped(editor):
    """Protects users from tracebacks, and viewers without widgets from a hostile glossary."""
    with pytest.raises(InputError, match="takes a Glossary or the path of a CSV file, not int"):
        GlossaryEditor(7)
    from companion.render.glossary import glossary_fallback_html

    html = glossary_fallback_html([Term("a", "電騙", "电骗", "x", ("<script>",))] * 60)
    assert "&lt;script&gt;" in html and "<script>" not in html and "first 50 are shown" in html


def test_the_library_is_in_the_script_and_asks_for_nothing():
    """Protects offline use: one module, no import, no address but that of SVG."""
    module = str(GlossaryEditor._esm)
    assert "import(" not in module and "sourceMappingURL" not in module
    assert set(re.findall(r"https?://[\w./]+", module)) <= {"http://www.w3.org/2000/svg"}
    assert "url(" not in GlossaryEditor._css


def test_the_reader_does_not_load_the_library():
    """Protects the start of the reading notebook from half a megabyte that it does not need."""
    code = (
        "import sys, companion; companion.Reader; print('companion.widgets.glossary_editor' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_curated_term_that_was_only_opened_is_not_saved(tmp_path):
    """Protects the person's file from copies of shipped terms: Enter in a form that nobody changed saves nothing."""
    path = tmp_path / "own.csv"
    editor = GlossaryEditor(path=path)
    sent = []
    editor.send = lambda message, *_: sent.append(message)
    row = dict(zip(editor._columns, editor._rows[0], strict=False))
    editor._receive(editor, {"do": "save", "row": row}, None)
    assert sent[-1]["kind"] == "unchanged" and not path.exists() and editor.undoable == 0
    editor._receive(editor, {"do": "save", "row": {**row, "note": "Mine."}}, None)
    assert sent[-1]["kind"] == "changed" and "Mine." in path.read_text("utf-8-sig")
