"""Lists of words that a person knows already, as programs and people write them."""

from __future__ import annotations

import pytest

from companion.cli import main
from companion.errors import CompanionError
from companion.learning.lists import hsk_list, read_list

LISTS = {
    "plain": "打擊\n電騙\n",
    "several a line": "打擊、電騙\n",
    "with a mark of order": "\ufeff打擊 電騙\r\n",
    "csv": "id,word,pinyin\n1,打擊,dǎjī\n2,電騙,diànpiàn\n",
    "csv without a header": "1,打擊,to hit\n2,電騙,fraud\n",
    "both scripts": "simplified,traditional\n打击,打擊\n电骗,電騙\n",
    "semicolons": "Nr;Wort;Sinn\n1;打擊;x\n2;電騙;y\n",
    "anki": "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\nk$a\t打擊<br>\tto hit, to strike\t新聞\nk$b\t<b>電騙</b> [sound:a.mp3]\tfraud\t\n",
    "anki with a sentence first": "#separator:tab\n#html:false\n我們要打擊罪案，因為很危險。\t打擊\n他說這是一種新的電騙手法。\t電騙\n",
    "anki with line breaks in a field": '#separator:tab\n打擊\t"to hit\nto strike"\n電騙\tfraud\n',
    "pleco": "// 新聞\n打击[打擊]\tda3ji1\tto hit\n电骗[電騙]\tdian4pian4\tfraud\n",
    "slashes": "打擊/打击\n電騙/电骗\n",
    "brackets": "打擊（打击）,hit\n電騙（电骗）,fraud\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_every_kind_are_read(learner, tmp_path, name):
    """Protects who comes with a list from elsewhere: the words are found, and nothing else is."""
    file = tmp_path / "list.txt"
    file.write_text(LISTS[name], "utf-8", newline="")
    assert learner.import_known(file).problems == ()
    assert learner.known() == {"打擊", "電騙"}


@pytest.mark.parametrize("encoding", ["utf-16", "big5"])
def test_lists_in_the_encodings_of_spreadsheets(tmp_path, encoding):
    """Protects lists that Excel saved."""
    text = "word,meaning\n" + "".join(
        f"{w},x\n" for w in ["打擊", "電視", "警方", "學校", "老師", "密碼", "銀行", "市民"]
    )
    (tmp_path / "l.csv").write_bytes(text.encode(encoding))
    assert len(read_list(tmp_path / "l.csv").words) == 8


def test_a_row_without_a_word_is_told_with_its_number(learner, tmp_path):
    """Protects from words that silently did not come: the others are taken, each wrong row is named."""
    file = tmp_path / "l.csv"
    file.write_text("id,word\n1,打擊\n\n2,hello\n3,\n4,我今天要去學校上課然後回家吃飯\n", "utf-8")
    done = learner.import_known(file)
    assert done.added == 1 and done.problems == (
        "l.csv, row 4: 'hello' is no Chinese word",
        "l.csv, row 5: an empty cell is no Chinese word",
        "l.csv, row 6: '我今天要去學校上課然後回家吃飯' is a sentence, not a word",
    )


def test_a_list_does_not_overrule_what_a_person_marked(learner):
    """Protects the words that are being learned from a list that has them too; the list is taken back at once."""
    learner.mark("打擊", "learning", 2)
    learner.mark("密碼", "ignored")
    done = learner.import_known(["打击", "密碼", "電騙"])
    assert (done.added, done.kept) == (1, 2) and learner.learning() == {"打擊": 2}
    learner.undo(done.batch)
    assert learner.known() == {"密碼"}


def test_hsk_levels():
    """Protects the levels: with those below, or one alone; the highest three are one list."""
    assert set(hsk_list("2").words) == set(hsk_list("1").words) | set(hsk_list("=2").words)
    assert hsk_list("HSK 7").words == hsk_list("7-9").words and len(hsk_list("9").words) > 10_000


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.apkg", b"PK\x03\x04rest", "Notes in Plain Text"),
        ("a.txt", b"\x00\x01" * 50, "no text"),
        ("a.txt", b"one\ntwo\n", "no Chinese word was found (a.txt, row 1: 'one' is no Chinese word)"),
        ("a.txt", b"", "no Chinese word was found; write one word a line"),
        ("a.txt", None, "there is no such file"),
    ],
)
def test_the_command_tells_what_is_no_list(tmp_path, capsys, name, data, told, monkeypatch):
    """Protects who names the wrong file: one line, exit code 2, and nothing is kept."""
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["words", "import", str(tmp_path / name)]) == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1 and not (tmp_path / "data").exists()


def test_a_column_is_named(tmp_path):
    """Protects tables with several columns of words."""
    file = tmp_path / "l.csv"
    file.write_text("word,opposite\n上升,下降\n", "utf-8")
    assert read_list(file, "opposite").words == read_list(file, 2).words == ("下降",)
    with pytest.raises(CompanionError, match="no column 'x'; its columns are: word, opposite"):
        read_list(file, "x")
