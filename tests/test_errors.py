"""Errors as a person sees them in a notebook, and as code catches them."""

from __future__ import annotations

import pickle

import pytest
from IPython.core.interactiveshell import InteractiveShell

import companion
from companion.corrections import Corrections
from companion.errors import CompanionError, GlossaryError, InputError, MemoryFileError
from companion.translation.tmx import read_tmx


@pytest.fixture
def shell():
    made = InteractiveShell.instance()
    yield made
    made.run_line_magic("xmode", "Context")
    InteractiveShell.clear_instance()


@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        (lambda: companion.read("missing.txt"), InputError),
        (lambda: companion.load("missing.json"), InputError),
        (lambda: companion.Glossary.load("missing.csv"), GlossaryError),
        (lambda: companion.read_text("電騙。", glossary="missing.csv"), GlossaryError),
        (lambda: list(read_tmx("missing.tmx")), MemoryFileError),
    ],
)
def test_a_file_that_is_not_there_is_pythons_own_error_too(ask, kind):
    """Protects code that catches FileNotFoundError; the sentence is the same, and it goes between processes."""
    with pytest.raises(FileNotFoundError) as caught:
        ask()
    assert (
        isinstance(caught.value, kind) and "missing." in str(caught.value) and "\n" not in str(caught.value)
    )
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is type(caught.value) and str(again) == str(caught.value)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: companion.read_text("電騙。", paragraphs="pages"),
        lambda: companion.read_text("電騙。", translator="nobody"),
        lambda: companion.read_text("no Chinese"),
        lambda: companion.Reader(companion.read_text("電騙。", translator=None), layout_mode="round"),
        lambda: companion.read_text("電騙。", translator=None).records("letters"),
    ],
)
def test_a_wrong_value_is_pythons_own_error_too(ask):
    """Protects code that catches ValueError."""
    with pytest.raises(ValueError) as caught:
        ask()
    assert isinstance(caught.value, CompanionError)


def test_a_notebook_shows_the_sentence_first_and_no_internals(shell, capsys):
    """Protects a beginner: what is wrong and what to do, then the line of the cell; no ten frames of ours."""
    shell.run_cell("import companion\ndef mine():\n    return companion.read('missing.txt')\nmine()")
    shown = capsys.readouterr().out.strip().splitlines()
    assert shown[0] == "InputError: missing.txt: can't be read: there is no such file"
    assert len(shown) <= 3 and "line 3 in mine: return companion.read('missing.txt')" in shown[-1]
    shell.run_line_magic("xmode", "Verbose")
    capsys.readouterr()
    shell.run_cell("companion.read('missing.txt')")
    assert "opening.py" in capsys.readouterr().out
    shell.run_line_magic("xmode", "Context")
    capsys.readouterr()
    shell.run_cell("1/0")
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_corrections_that_are_missing_are_none():
    """Protects reading from the error of a file that need not be there."""
    assert len(Corrections.load("missing.companion.toml")) == 0
