"""Layers of terms, and a person's own file."""

from __future__ import annotations

import os

import pytest

import companion
from companion.errors import GlossaryError
from companion.glossary import Glossary, add_personal, personal_path, remove_personal
from companion.glossary.glossary import merge
from companion.model import Term

HEADER = "id,traditional,simplified,pinyin,english,status\n"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def term(english="cyber scam", **more):
    return Term(**{"id": "own", "traditional": "電騙", "simplified": "电骗", "pinyin": "diànpiàn", "english": (english,), **more})  # fmt: skip


def english_of(text, **options):
    article = companion.read_text(text, translator=None, **options)
    return [(t.english[0], t.layer) for t in article.glossary]


def test_a_term_counts_from_the_next_article_on_without_a_restart():
    """Protects "at once": added, changed by a spreadsheet program, and taken out again."""
    assert english_of("打擊電騙") == [("telecom fraud", "")]
    path = add_personal(term())
    assert english_of("打擊電騙") == [("cyber scam", "personal")]
    path.write_bytes(path.read_bytes().replace(b"cyber", b"phone"))
    assert english_of("打擊電騙") == [("phone scam", "personal")]
    assert remove_personal("own") is True
    assert remove_personal("own") is False
    assert english_of("打擊電騙") == [("telecom fraud", "")]


def test_the_nearer_layer_wins_and_the_others_stay(tmp_path):
    """Protects a class's rendering over ours, and a person's over the class's."""
    project = tmp_path / "class.csv"
    project.write_text(
        HEADER + "a,電騙,电骗,diànpiàn,class fraud,\nb,巴士,巴士,bāshì,coach,\n", encoding="utf-8"
    )
    assert english_of("巴士電騙", glossary=project) == [("coach", "project"), ("class fraud", "project")]
    add_personal(term())
    assert english_of("巴士電騙", glossary=project) == [("coach", "project"), ("cyber scam", "personal")]
    assert english_of("瀾湄合作", glossary=project) == [("Lancang–Mekong Cooperation", "")]
    # A Glossary is used as it is.
    assert english_of("瀾湄合作電騙", glossary=Glossary.load(project)) == [("class fraud", "")]


def test_a_forbidden_rendering_is_taken_away_and_with_the_last_one_the_entry():
    """Protects a teacher's veto, as termbases know it."""
    shipped = Glossary(
        [term("telecom fraud", id="a"), term("bus", id="b", traditional="巴士", simplified="巴士")]
    )
    veto = term("Telecom fraud", status="forbidden")
    assert [t.id for t in merge(Glossary([veto]), shipped) if t.status != "forbidden"] == ["b"]
    assert merge(Glossary([veto]), shipped).match("電騙") == []
    own = Glossary([veto, term("scam", id="c")])
    assert [m.term.english[0] for m in merge(own, shipped).match("電騙")] == ["scam"]
    hidden = term("x", id="b", traditional="巴士", simplified="巴士", status="forbidden")
    assert merge(Glossary([hidden]), shipped).match("巴士") == []


def test_a_broken_row_is_told_and_the_rest_is_used(data):
    """Protects reading from a slip in a person's own file."""
    data.mkdir()
    personal_path().write_text(
        HEADER + 'a,電騙,电骗,diànpiàn,scam,\nb,巴士,,bāshì,"coach,\n\nc,電詐,电诈,diànzhà,,\n',
        encoding="utf-8",
    )
    article = companion.read_text("巴士電騙", translator=None)
    assert [t.english[0] for t in article.glossary] == ["bus", "scam"]
    assert article.notices == (
        "glossary.csv, row 3: a quotation mark is not closed; left out",
        "glossary.csv, row 5, column 'english': is empty; left out",
    )


def test_a_file_that_is_no_glossary_stops_nothing_and_is_not_touched(data):
    """Protects a file that was saved over with something else."""
    data.mkdir()
    personal_path().write_bytes("電騙".encode("big5"))
    article = companion.read_text("電騙", translator=None)
    assert article.glossary[0].english[0] == "telecom fraud"
    assert "your own glossary is not used: glossary.csv: is not UTF-8" in article.notices[0]
    with pytest.raises(GlossaryError, match="is not UTF-8"):
        add_personal(term())
    assert personal_path().read_bytes() == "電騙".encode("big5")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_that_are_not_ours_stay_byte_for_byte(data, delimiter):
    """Protects broken rows, other delimiters, line ends and columns that a person has."""
    data.mkdir()
    text = "traditional,id,simplified,pinyin,english\r\n電騙,own,电骗,diànpiàn,scam\r\n,,,\r\n\"broken,row\r\n巴士,bus,巴士,bāshì,'=1+1\r\n鐵路,rail,铁路,tiělù,rail"
    personal_path().write_text(text.replace(",", delimiter), encoding="utf-8", newline="")
    add_personal(term("cyber scam"))
    add_personal(
        term("the tube", id="tube", traditional="地鐵", simplified="地铁", note="Own words, and more")
    )
    expected = (
        "\ufefftraditional,id,simplified,pinyin,english,note\r\n電騙,own,电骗,diànpiàn,cyber scam,\r\n,,,\r\n\"broken,row\r\n"
        "巴士,bus,巴士,bāshì,'=1+1,\r\n鐵路,rail,铁路,tiělù,rail,\r\n地鐵,tube,地铁,x,the tube,\"Own words, and more\"\r\n"
    ).replace(",x,", ",diànpiàn,")  # fmt: skip
    got = personal_path().read_bytes().decode()
    if delimiter == ",":
        assert got == expected
    assert [t.english[0] for t in Glossary.load(personal_path(), errors="collect")] == [
        "cyber scam",
        "=1+1",
        "rail",
        "the tube",
    ]


def test_an_incomplete_term_is_refused():
    """Protects the file from rows that could not be read again."""
    with pytest.raises(GlossaryError, match="the term '電騙', column 'english': is empty"):
        add_personal(term(""))
    assert not personal_path().exists()


def test_a_formula_is_neutralised_when_written(data):
    """Protects a person who opens the file in a spreadsheet program."""
    add_personal(term("=cmd|'/c calc'!A1", note="+1\nsecond line"))
    text = personal_path().read_text("utf-8-sig")
    assert "'=cmd|" in text and "'+1 second line" in text
    (read,) = Glossary.load(personal_path())
    assert read.english == ("=cmd|'/c calc'!A1",)
    assert read.note == "+1 second line"


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_read(tmp_path):
    """Protects somebody who exports a whole termbase; wrong rows among them are told."""
    rows = [f"t-{i},詞{chr(0x4E00 + i % 20_000)}{chr(0x4E00 + i // 20_000)},词{chr(0x4E00 + i % 20_000)}{chr(0x4E00 + i // 20_000)},cí x y,word {i},\n" for i in range(100_000)]  # fmt: skip
    rows[5_000] = "t-5000,詞,词,cí,,\n"
    path = tmp_path / "big.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    glossary = Glossary.load(path, errors="collect")
    assert len(glossary) == 99_999
    assert [str(p) for p in glossary.problems] == ["big.csv, row 5002, column 'english': is empty"]


def test_the_compiled_form_is_made_anew_when_a_file_changed_or_is_damaged(tmp_path, monkeypatch):
    """Protects a maintainer who edits the curated files: never an old term out of the cache."""
    from companion.glossary import glossary as module

    folder = tmp_path / "shipped"
    folder.mkdir()
    file = folder / "a.csv"
    file.write_text(HEADER + "a,電騙,电骗,diànpiàn,scam,\n", encoding="utf-8")
    monkeypatch.setattr(module, "shipped_folder", lambda: folder)
    monkeypatch.setenv("COMPANION_CACHE_DIR", str(tmp_path / "cache"))
    first = Glossary.load()
    assert Glossary.load().terms == first.terms
    (kept,) = (tmp_path / "cache").glob("glossary-*.bin")
    file.write_text(HEADER + "a,電騙,电骗,diànpiàn,fraud,\n", encoding="utf-8")
    assert Glossary.load().terms[0].english == ("fraud",)
    kept.write_bytes(kept.read_bytes()[:-3])
    assert Glossary.load().terms[0].english == ("fraud",)
    os.utime(file, ns=(1, 1))
    file.write_text(HEADER + "a,電騙,电骗,diànpiàn,,\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match="row 2"):
        Glossary.load()
