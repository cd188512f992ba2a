"""`companion glossary`: add, show, import, export, coverage."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from companion.cli import main
from companion.glossary import Glossary, personal_path

SAMPLES = Path(__file__).parents[1] / "glossary" / "samples"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def run(capfdbinary):
    def command(*arguments):
        code = main(["glossary", *map(str, arguments)])
        out, error = capfdbinary.readouterr()
        return code, out.decode(), error.decode()

    return command


def test_a_term_is_added_shown_changed_and_taken_out(run):
    """Protects the quick way: the word and its English are enough."""
    assert run("add", "打錯字", "typo; slip of the pen")[0] == 0
    (term,) = Glossary.load(personal_path())
    assert (term.id, term.simplified, term.english) == ("own-dacuozi", "打错字", ("typo", "slip of the pen"))
    out = run("add", "打錯字", "typo", "--note", "Own note.")[1]
    assert "replaced in" in out and "before: 打錯字\tdǎcuòzì\ttypo; slip of the pen\n" in out
    assert f"companion backups restore {personal_path()}" in out
    assert run("add", "打錯字", "misprint")[0] == 0
    code, out, _ = run("show", "打错字")
    assert code == 0 and "misprint" in out and "Own note." in out and "your own" in out
    assert run("remove", "打错字")[0] == 0
    code, _, error = run("remove", "打错字")
    assert code == 2 and "is not in" in error


@pytest.mark.parametrize(
    ("second", "replaced"),
    [
        (("電騙", "phone con", "--status", "draft"), True),
        (("網騙", "net con", "--id", "own-dianpian"), True),
        (("電騙", "phone con", "--status", "forbidden"), False),
    ],
)
def test_what_is_told_of_an_entry_is_what_happens_to_it(run, second, replaced):
    """Protects an entry that is replaced under another wording or status: it is told, with its English."""
    run("add", "電騙", "cyber scam")
    out = run("add", *second)[1]
    assert ("replaced in" in out, "before: 電騙\tdiànpiàn\tcyber scam\n" in out) == (replaced, replaced)
    assert len(Glossary.load(personal_path())) == (1 if replaced else 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("add", "fraud", "電騙"), "has no Chinese character; the Chinese comes first"),
        (("add", "電騙", " "), "column 'english': is empty"),
        (("add", "電騙", "x", "--level", "Z1"), "column 'level': 'Z1' is none of"),
        (("show", "沒有這個"), "is not in the glossary"),
        (("list", "--domain", "nothing"), "there are: crime"),
        (("import", "missing.tbx"), "can't be read"),
    ],
)
def test_mistakes_are_one_line_and_exit_code_2(run, arguments, message):
    """Protects people who type commands wrong; nothing is written."""
    code, out, error = run(*arguments)
    assert (code, out) == (2, "")
    assert error.startswith("companion: ") and message in error and error.count("\n") == 1
    assert not personal_path().exists()


def test_a_termbase_is_imported_completed_and_exported(run, tmp_path):
    """Protects the exchange with translators' tools by way of the command."""
    code, out, error = run("import", SAMPLES / "omegat.txt", "--domain", "class")
    assert code == 0 and "\n2 terms added" in out and error.count("; left out") == 2
    assert out.startswith("omegat.txt: column 1 is read as traditional\n")
    terms = {t.traditional: t for t in Glossary.load(personal_path())}
    assert (terms["電騙"].id, terms["電騙"].simplified, terms["電騙"].pinyin) == (
        "class-dianpian",
        "电骗",
        "diànpiàn",
    )
    target = tmp_path / "out.tbx"
    assert run("export", target, "--own")[1] == f"2 terms written to {target}\n"
    assert "瀾湄合作" in target.read_text("utf-8")
    assert run("export", target, "--own")[0] == 2
    assert run("check")[0] == 0


def test_coverage_lists_what_is_not_explained_ready_to_be_filled_in(run, tmp_path):
    """Protects the way the glossary grows: fill in the English, and the words are explained."""
    article = tmp_path / "a.txt"
    article.write_text("記者趙一存到妙瓦底採訪趙一存。\n", encoding="utf-8")
    out = tmp_path / "todo.csv"
    code, _, error = run("coverage", article, "-o", out)
    assert code == 0 and "running words are explained" in error
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert rows[0]["traditional"] == "趙一存" and rows[0]["note"].startswith("Occurs 2 times: 記者趙一存")
    text = out.read_text("utf-8").replace("zhàoyīcún,,,", "Zhào Yīcún,,Zhao Yicun,")
    out.write_text(text, encoding="utf-8")
    assert run("import", out)[0] == 0
    _, again, _ = run("coverage", article)
    assert "趙一存" not in again
