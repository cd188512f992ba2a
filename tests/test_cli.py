"""The command `companion`."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys

import pytest

from companion.cli import command_parser, main
from companion.commands.shared import decimal_number, whole_number
from companion.errors import InputError


@pytest.fixture
def article_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("香港新聞\n\n警方打擊電騙。\n", encoding="utf-8")
    return path


def test_annotate_prints_the_article_as_json(article_file, capfdbinary):
    """Protects `companion/article@1` and its field names."""
    assert main(["annotate", str(article_file), "--translator", "gloss"]) == 0
    data = json.loads(capfdbinary.readouterr().out)
    assert data["format"] == "companion/article@1"
    assert data["source"] == "a.txt"
    paragraph = data["paragraphs"][1]
    assert paragraph["simplified"] == "警方打击电骗。"
    token = next(t for t in paragraph["tokens"] if t["text"] == "電騙")
    assert set(token) == {
        *("text", "start", "end", "kind", "simplified", "pinyin", "senses", "term", "review"),
        *("pos", "entity", "why", "meaning"),
    }
    assert paragraph["sentences"][0]["translation"]["origin"] == "gloss"


def test_annotate_gives_other_readings_beside_pinyin(article_file, capfdbinary):
    """Protects readers of zhuyin, Wade–Giles and Jyutping: a field more per token, none lost."""
    assert main(["annotate", str(article_file), "--translator", "none", "--reading", "zhuyin"]) == 0
    tokens = json.loads(capfdbinary.readouterr().out)["paragraphs"][0]["tokens"]
    assert (tokens[0]["pinyin"], tokens[0]["reading"]) == (["xiāng", "gǎng"], ["ㄒㄧㄤ", "ㄍㄤˇ"])


def test_the_grain_is_chosen_and_a_saved_article_keeps_its_own(article_file, tmp_path, capfdbinary):
    """Protects `--grain`, and its user from JSON whose words can't be put together again."""
    saved = tmp_path / "a.json"
    assert main(["annotate", str(article_file), "--grain", "fine", "-o", str(saved)]) == 0
    assert json.loads(saved.read_text("utf-8"))["grain"] == "fine"
    assert main(["annotate", str(saved), "--grain", "fine"]) == 0
    assert main(["annotate", str(saved), "--grain", "reader"]) == 2
    assert b"was saved with --grain fine; read the text again" in capfdbinary.readouterr().err


def test_annotate_reads_standard_input_whatever_the_locale():
    """Protects pipes on machines with a C locale."""
    import os

    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "companion", "annotate", "-", "--compact"],
        input="電騙".encode(), capture_output=True, env=env, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "电骗" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (b"English only", "no Chinese character"),
        (None, ""),
    ],
)
def test_bad_input_is_one_line_on_standard_error_and_exit_code_2(tmp_path, content, message, capfd):
    """Protects users from tracebacks; nothing goes to standard output."""
    path = tmp_path / "x.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["annotate", str(path)]) == 2
    out, error = capfd.readouterr()
    assert out == ""
    assert error.startswith("companion: ") and error.count("\n") == 1
    assert message in error and "Traceback" not in error


def test_debug_shows_the_traceback(tmp_path):
    """Protects maintainers: the cause can be seen."""
    with pytest.raises(InputError):
        main(["annotate", str(tmp_path / "missing.txt"), "--debug"])


def test_handout_writes_a_page_and_does_not_overwrite_other_files(article_file, tmp_path, capsys):
    """Protects a teacher's own files."""
    page = tmp_path / "page.html"
    assert main(["handout", str(article_file), "-o", str(page), "--translator", "gloss"]) == 0
    assert "電騙" in page.read_text("utf-8")
    assert main(["handout", str(article_file), "-o", str(page), "--translator", "none"]) == 0
    page.write_text("my own notes", encoding="utf-8")
    assert main(["handout", str(article_file), "-o", str(page)]) == 2
    assert page.read_text("utf-8") == "my own notes"


def test_show_layout_says_which_lines_became_a_paragraph(article_file, capfdbinary):
    """Protects a person's check of the layout repair."""
    assert main(["annotate", str(article_file), "--show-layout"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert out.startswith("1. headline, line 1\n   香港新聞\n") and out.endswith("none of them doubtful\n")


def test_glossary_check_and_list(capfdbinary):
    """Protects the shipped glossary and its listing."""
    assert main(["glossary", "check"]) == 0
    assert main(["glossary", "list"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert "no errors" in out and "電騙\tdiànpiàn\t" in out


def test_doctor_says_what_is_missing_and_where_things_are(capfdbinary, tmp_path, monkeypatch):
    """Protects a user who wonders why there is no English, or where their articles are; asking makes nothing."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path))
    assert main(["doctor"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert "companion models install" in out and "index ready" in out
    for what in ("PDF: ", "companion lab --app", "text in pictures and scans: ready"):
        assert what in out
    assert f"library: {tmp_path / 'library'}, made when" in out and not (tmp_path / "library").exists()


def test_unknown_translator_and_memory_are_told(article_file, capsys):
    """Protects users who mistype an option's value."""
    assert main(["annotate", str(article_file), "--translator", "deepl"]) == 2
    assert "there are:" in capsys.readouterr().err
    assert main(["annotate", str(article_file), "--memory", "missing.tmx"]) == 2
    assert "no such translation memory" in capsys.readouterr().err


def test_output_goes_to_a_file_but_not_over_a_strangers(article_file, tmp_path, capsys):
    """Protects files that Companion did not write."""
    out = tmp_path / "a.json"
    assert main(["annotate", str(article_file), "-o", str(out)]) == 0
    assert json.loads(out.read_text("utf-8"))["title"] == "香港新聞"
    assert main(["annotate", str(article_file), "-o", str(out)]) == 0
    out.write_text("{}", encoding="utf-8")
    assert main(["annotate", str(article_file), "-o", str(out)]) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("frobnicate", "COMMAND can't be 'frobnicate'; there are: lab, read, "),
        (
            "collect a.csv",
            "COMMAND can't be 'collect': that is companion exercises collect; see companion exercises",
        ),
        ("handuot x.txt", "COMMAND can't be 'handuot' (did you mean handout?); there are: lab, read, "),
        ("annotate", "this is missing: FILE; see companion annotate --help"),
        ("exercises", "this is missing: FILE; see"),
        ("glossary", "this is missing: ACTION (list, show, "),
        ("words", "this is missing: ACTION ("),
        ("handout x.txt", "this is missing: --output FILE; see"),
        (
            "exercises x.txt --version B",
            "--version B (did you mean --versions?); see companion exercises --help",
        ),
        ("annotate x.txt --zz", "unrecognized arguments: --zz; see companion annotate --help"),
        ("annotate x.txt --paragraphs zz", "--paragraphs can't be 'zz'; there are: auto, blank-line, line"),
        ("words --level 9", "--level can't be 9; there are: 1, 2, 3, 4"),
        ("handout x.txt -o x.html --font-size abc", "--font-size: 'abc' is no number such as 11 or 10.5"),
        ("lab --port 八千", "--port: '八千' is no whole number"),
    ],
)
def test_wrong_words_are_told_in_one_line(words, message, capfd):
    """Protects users who mistype a command or an option: what they wrote, and what there is."""
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    told = capfd.readouterr().err
    assert ended.value.code == 2 and told.count("\n") == 1 and "--help" in told and message in told


def test_no_option_is_told_about_in_argparse_s_words():
    """Protects from "invalid int value": each option that is no text has a type that says what is meant."""

    def options(parser):
        for action in parser._actions:
            yield action
            for sub in (getattr(action, "choices", None) or {}).values() if action.nargs == "A..." else ():
                yield from options(sub)

    assert {a.type for a in options(command_parser())} == {None, whole_number, decimal_number}


def test_help_without_a_command(monkeypatch, capsys):
    """Protects a newcomer who types only `companion`."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main([]) == 0
    assert "annotate" in capsys.readouterr().out


def test_notebooks_are_copied_but_never_overwritten(tmp_path):
    """Protects what a person changed in a notebook."""
    from companion.commands.notebooks import prepare_notebooks

    first = prepare_notebooks(tmp_path / "mine")
    assert first.name == "00-home.ipynb" and (first.parent / "articles").is_dir()
    first.write_text("changed", encoding="utf-8")
    assert prepare_notebooks(tmp_path / "mine").read_text("utf-8") == "changed"


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")
@pytest.mark.parametrize("end", ["SIGTERM", "SIGKILL", "SIGHUP"])
def test_the_server_ends_with_the_command(end):
    """Protects a machine from labs that nobody sees: who ends `companion lab` ends the JupyterLab that it started."""
    server = "import time; print('up', flush=True); time.sleep(600)"
    heard = f"import signal; signal.signal(signal.{end}, signal.SIG_DFL)" if end != "SIGKILL" else ""  # nohup
    code = f"{heard}\nimport os, sys; from companion.commands.lab import _run; _run([sys.executable, '-c', {server!r}], dict(os.environ))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout.readline() == "up\n"
        command.send_signal(getattr(signal, end))
        assert command.stdout.read() == ""  # its other end is held by both: it is closed where both are gone


def test_the_page_without_a_notebook_says_what_it_needs(monkeypatch, capsys, tmp_path):
    """Protects `companion lab --app` where Voilà is missing: one line says what to install, nothing is started or written."""
    import importlib.util

    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "voila" else found(name, *rest)
    )
    monkeypatch.setattr("companion.commands.lab._run", lambda *_: pytest.fail("something was started"))
    assert main(["lab", str(tmp_path / "nb"), "--app"]) == 2
    assert "pip install 'hanzi-companion[app]'" in capsys.readouterr().err
    assert not (tmp_path / "nb").exists()
