"""An error in a callback of the user's, and the cell magic."""

from __future__ import annotations

import logging

import pytest
from IPython.core.interactiveshell import InteractiveShell

import companion
from companion.errors import InputError
from companion.widgets.magic import companion_cell

TEXT = "警方打擊電騙。"


@pytest.fixture
def article():
    return companion.read_text(TEXT, translator=None)


def test_an_error_in_a_callback_says_which_one(article, caplog):
    """Protects someone who writes a callback: Jupyter swallows its error, the reader and the log name it."""
    reader = companion.Reader(article, vocabulary=False)

    def follow_the_word(change):
        return {}[change["new"]["text"]]

    reader.observe(lambda change: None, "selection")
    reader.observe(follow_the_word, "selection")
    with caplog.at_level(logging.ERROR, "companion"), pytest.raises(KeyError) as caught:
        reader.selection = {"text": "電騙"}
    assert "follow_the_word (test_callbacks.py, line " in reader.error
    assert reader.error.endswith("of 'selection' failed: KeyError: '電騙'")
    assert "follow_the_word" in caplog.text and "follow_the_word" in caught.value.__notes__[0]


@pytest.mark.parametrize("make", [companion.Exercises, lambda a: companion.GlossaryEditor()])
def test_the_other_widgets_say_it_too(article, make, caplog):
    """Protects callbacks on exercises and on the glossary editor."""
    widget = make(article)
    widget.observe(lambda change: 1 / 0, "_state" if hasattr(widget, "_state") else "notices")
    with caplog.at_level(logging.ERROR, "companion"), pytest.raises(ZeroDivisionError):
        if hasattr(widget, "_state"):
            widget._state = {"x": 1}
        else:
            widget.notices = ["x"]
    assert "a lambda (test_callbacks.py, line " in caplog.text


def test_the_cell_magic_reads_what_is_pasted(capsys):
    """Protects a reader who pastes: %%companion shows the text, and keeps the article under the name that is given."""
    shell = InteractiveShell.instance()
    try:
        shell.run_line_magic("load_ext", "companion")
        result = shell.run_cell_magic(
            "companion",
            "news --translator none --paragraphs blank-line --title 'Lesson 3'",
            f"{TEXT}\n\n他率團訪問？！\n",
        )
        assert isinstance(result, companion.Reader) and result.title == "Lesson 3"
        assert shell.user_ns["news"].paragraphs[1].text == "他率團訪問？！"
        shell.run_cell(f"%%companion other --paragraphs line\n{TEXT}\n{TEXT}")
        assert len(shell.user_ns["other"].paragraphs) == 2
        capsys.readouterr()
        shell.run_cell("%%companion\n\n")
        assert capsys.readouterr().out.startswith("InputError: %%companion: paste the text")
    finally:
        InteractiveShell.clear_instance()


@pytest.mark.parametrize(
    "line", ["--colour red", "two names", "3rd", "--title", "--title 'x", "--paragraphs pages"]
)
def test_a_wrong_line_of_the_magic_is_told(line):
    """Protects a person who mistypes an option."""
    with pytest.raises(InputError, match="%%companion"):
        companion_cell(line, TEXT)


def test_the_log_is_silent_until_it_is_asked_for(tmp_path, caplog):
    """Protects a notebook's output; whoever wants to know what was read can listen to the logger `companion`."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with caplog.at_level(logging.INFO, "companion"):
        companion.read(tmp_path / "a.txt", translator=None)
    assert "a.txt" in caplog.text
    assert any(isinstance(h, logging.NullHandler) for h in logging.getLogger("companion").handlers)
