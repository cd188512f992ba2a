"""The file of corrections, and the command that writes it."""

from __future__ import annotations

import pytest

import companion
from companion.cli import main
from companion.corrections import (
    Correction,
    Corrections,
    always_path,
    correction_at,
    forget,
    path_beside,
    remember,
)
from companion.errors import CorrectionError

A = Correction("reading", "p-1", 1, 2, "率", "shuài", before="他", after="團訪問", by="陳", date="2025-02-09")
B = Correction("words", "", 0, 0, "和平等", "和|平等")
C = Correction("boundary", "p-2", 3, 6, "第二天", "split", before="\n\"'\\")
BY_HAND = """\
# 給三班用的
format = "companion/corrections@1"
teacher = "陳老師"   # a key of ours

# 團長
[[correction]]
kind = 'reading'
text = "率"
value = "shuai4"    # not lǜ
paragraph = "p-1"
start = 1
end = 2
lesson = 7

# the split of words
[[correction]]
kind = "words"
text = "和平等"
value = "和|平等"
date = 2025-02-09
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "a.txt"
    path.write_text("香港新聞\n\n他率團訪問。率團有效率。\n", encoding="utf-8")
    return path


def test_what_is_saved_is_loaded(tmp_path):
    """Protects the file's format, also with marks that TOML must escape."""
    path = Corrections([A, B, C]).save(tmp_path / "a.companion.toml")
    assert Corrections.load(path).items == (A, B, C)
    assert "率" in path.read_text("utf-8")
    assert Corrections.load(tmp_path / "none.toml").items == ()


def test_comments_and_keys_of_a_person_are_kept(tmp_path):
    """Protects what a teacher wrote in the file, byte for byte."""
    path = tmp_path / "a.companion.toml"
    path.write_text(BY_HAND, encoding="utf-8")
    known = Corrections.load(path)
    assert [c.value for c in known] == ["shuài", "和|平等"] and known.items[1].date == "2025-02-09"
    known.save(path)
    assert path.read_text("utf-8") == BY_HAND
    known.add(A).save(path)  # another one in the same place: the old one goes, its remark stays
    text = path.read_text("utf-8")
    assert (
        "# 團長" in text and "# the split of words" in text and 'teacher = "陳老師"   # a key of ours' in text
    )
    assert [c.by for c in Corrections.load(path)] == ["", "陳"]
    known.remove(known.items[0]).save(path)
    assert Corrections.load(path).items == known.items[1:]
    assert "# the split of words" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BY_HAND + "[[correction]]\nkind = reading\n", "line 22"),
        (BY_HAND.replace("和|平等", "和|等"), "line 16: the words '和|等' must join up"),
        (BY_HAND.replace('text = "率"\n', ""), "line 6: the correction has no text"),
        (BY_HAND.replace("start = 1", 'start = "1"'), "line 6: start must be a whole number"),
        (BY_HAND.replace("corrections@1", "corrections@9"), "up to date"),
        ("correction = 3", r"\[\[correction\]\]"),
        ("correction = [[[[[[", "line 1"),
    ],
)
def test_a_malformed_file_names_file_and_line_and_is_left_alone(tmp_path, content, message):
    """Protects a teacher's file from being overwritten, and the teacher from guessing."""
    path = tmp_path / "a.companion.toml"
    path.write_text(content, encoding="utf-8")
    for act in (
        lambda: Corrections.load(path),
        lambda: Corrections([A]).save(path),
        lambda: remember(A, tmp_path / "a.txt"),
    ):
        with pytest.raises(CorrectionError, match=message) as caught:
            act()
        assert "a.companion.toml" in str(caught.value) and "\n" not in str(caught.value)
    assert path.read_text("utf-8") == content
    path.write_bytes("率".encode("big5"))
    with pytest.raises(CorrectionError, match="UTF-8"):
        Corrections.load(path)


def test_reading_a_file_applies_what_lies_beside_it_and_what_always_holds(file):
    """Protects the teacher's corrections in everything that is made from the article."""
    p = companion.read(file, translator=None).paragraphs[1]
    remember(correction_at(p, 1, 2, "reading", "shuai4"), file)
    remember(correction_at(p, 2, 3, "reading", "tuān", scope="always"))
    assert path_beside(file).name == f"{file.name}.companion.toml" and always_path().is_file()
    article = companion.read(file, translator=None)
    syllables = [s for t in article.paragraphs[1].tokens for s in t.pinyin]
    assert syllables[1] == "shuài" and len(article.corrections) >= 1
    assert companion.read(file, translator=None, corrections=None).corrections == ()
    for c in Corrections.load_for(file):
        forget(c, file)
    assert companion.read(file, translator=None).corrections == ()


def test_two_programs_that_write_lose_nothing(file):
    """Protects corrections made in two notebooks at once."""
    p = companion.read(file, translator=None).paragraphs[1]
    remember(correction_at(p, 0, 1, "reading", "tā"), file)
    remember(correction_at(p, 1, 2, "reading", "shuài"), file)
    assert len(Corrections.load(path_beside(file))) == 2


def test_the_command_tells_the_correction_that_it_replaces(file, capfd):
    """Protects an earlier correction of the same place: it goes, and is told."""
    for value in ("shuai4", "lǜ"):
        assert main(["correct", str(file), "--reading", f"率={value}", "--in", "他率團"]) == 0
    told = capfd.readouterr().out.splitlines()
    assert len(told) == 3 and told[2].startswith("instead of: ") and "率 = shuài" in told[2]


def test_the_command_corrects_lists_and_takes_back(file, capfd):
    """Protects teachers who work from the command."""
    assert main(["correct", str(file), "--reading", "率=shuai4", "--in", "他率團", "--by", "陳"]) == 0
    assert main(["correct", str(file), "--split", "率團有"]) == 0
    assert main(["correct", str(file), "--kind", "香港新聞=byline"]) == 0
    article = companion.read(file, translator=None)
    assert [p.text for p in article.paragraphs] == ["香港新聞", "他率團訪問。", "率團有效率。"]
    assert article.paragraphs[0].kind == "byline" and len(article.corrections) == 3
    capfd.readouterr()
    assert main(["correct", str(file)]) == 0
    shown = capfd.readouterr().out.splitlines()
    assert len(shown) == 3 and "率 = shuài" in shown[0] and "陳" in shown[0] and "fit" not in shown[0]
    assert main(["correct", str(file), "--remove", "2"]) == 0
    assert len(companion.read(file, translator=None).paragraphs) == 2
    file.write_text("香港新聞\n\n他帶隊訪問。\n", encoding="utf-8")
    capfd.readouterr()
    assert main(["correct", str(file)]) == 0
    assert "does not fit" in capfd.readouterr().out
    assert main(["annotate", str(file), "--no-corrections", "--translator", "none"]) == 0


def test_a_second_reading_after_a_split_takes_the_place_of_the_first(file, capfd):
    """Protects the list from two readings of one place, of which the older one no longer fits."""
    for arguments in (
        ["--reading", "率=lǜ", "--in", "率團有"],
        ["--split", "率團有"],
        ["--reading", "率=shuài", "--in", "率團有"],
    ):
        assert main(["correct", str(file), *arguments]) == 0
    capfd.readouterr()
    assert main(["correct", str(file)]) == 0
    shown = capfd.readouterr().out
    assert "率 = shuài" in shown and "率 = lǜ" not in shown and "does not fit" not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--reading", "率=shuài"], "3 places: 1) 他[率]團訪問"),
        (["--reading", "率=shuài", "--at", "4"], "--at can be 1 to 3"),
        (["--reading", "電騙=diàn piàn"], "is nowhere"),
        (["--reading", "率=shuài", "--in", "隊率"], "'率' in '隊率' is nowhere"),
        (["--reading", "率"], "TEXT=VALUE"),
        (["--reading", "率=foo", "--at", "1"], "'foo', the reading of '率', is no pinyin syllable"),
        (["--words", "率團=率|隊", "--at", "1"], "join up"),
        (["--remove", "1"], "there is no correction 1"),
        (["--remove", "1", "--split", "率"], "two steps"),
        (["--split", "香港新聞"], "can't be split at 0"),
        (["--kind", "率=headline", "--always"], "one article only"),
    ],
)
def test_the_command_says_what_to_do(file, arguments, message, capfd):
    """Protects teachers from wrong places, and their files from half of a command."""
    assert main(["correct", str(file), *arguments]) == 2
    error = capfd.readouterr().err
    assert message in error and error.count("\n") == 1
    assert not path_beside(file).exists()
    assert main(["correct", "-", "--reading", "率=lǜ"]) == 2
    assert main(["correct"]) == 2
