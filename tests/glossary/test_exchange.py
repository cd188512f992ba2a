"""Glossaries of other tools: read, written, and what is hostile in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.errors import GlossaryError, OutputError
from companion.glossary import Glossary
from companion.glossary.exchange import read_foreign, write_glossary
from companion.glossary.tbx import read_tbx
from companion.model import Term

SAMPLES = Path(__file__).parent / "samples"
TERMS = [
    Term("crime-a", "電騙", "电骗", "diànpiàn", ("telecom fraud", "phone scam"), "电信诈骗", "電信詐騙", "din6 pin3", ("電訊騙案", "電話騙案"), "crime", "B2", "Short & <b>bold</b>.", "Police; force", "approved"),
    Term("crime-b", "搶劫", "抢劫", "qiǎngjié", ("=robbery",), domain="crime", status="draft"),
    Term("crime-c", "電騙", "电骗", "diànpiàn", ("electric cheat",), domain="crime", status="forbidden"),
]  # fmt: skip


def terms_of(name):
    table = read_foreign(SAMPLES / name)
    return [t for t, _ in table.rows], [str(p) for p in table.problems]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.tbx"])
def test_what_is_written_is_read_again(tmp_path, name):
    """Protects the round trip: every field of every term, whatever is in it."""
    write_glossary(TERMS, tmp_path / name)
    table = read_foreign(tmp_path / name)
    assert [t for t, _ in table.rows] == TERMS
    assert table.problems == []
    assert "=robbery" not in (tmp_path / name).read_text("utf-8").replace("'=", "").replace("<term>=", "")


@pytest.fixture
def schema():
    """What we use of TBX-Basic (DCA), written out in schema/."""
    from lxml import etree

    return etree.RelaxNG(etree.parse(str(Path(__file__).parent / "schema" / "tbx_basic_dca.rng")))


def test_what_is_written_is_valid_tbx(tmp_path, schema):
    """Protects termbases that check: order, data categories and ids."""
    from lxml import etree

    digit = Term("3g-network", "三網", "三网", "sān wǎng", ("3G network",))
    write_glossary([*TERMS, digit], tmp_path / "a.tbx")
    assert schema.validate(etree.parse(str(tmp_path / "a.tbx"))), schema.error_log
    assert [t.id for t, _ in read_foreign(tmp_path / "a.tbx").rows][-1] == "3g-network"
    text = (tmp_path / "a.tbx").read_text("utf-8")
    assert not schema.validate(etree.fromstring(text.replace("preferredTerm-admn-sts", "good").encode()))


@pytest.mark.slow
def test_the_whole_glossary_is_valid_tbx(tmp_path, schema):
    """Protects the shipped terms' way into termbases."""
    from lxml import etree

    write_glossary(Glossary.load(), tmp_path / "whole.tbx")
    assert schema.validate(etree.parse(str(tmp_path / "whole.tbx"))), schema.error_log


def test_omegat_keeps_wording_english_aliases_and_note(tmp_path):
    """Protects translators who work in OmegaT: three columns there and back."""
    write_glossary(TERMS, tmp_path / "a.txt")
    (first, second) = [t for t, _ in read_foreign(tmp_path / "a.txt").rows]
    assert (first.traditional, first.english, first.aliases, first.note) == (
        "電騙",
        ("telecom fraud", "phone scam"),
        ("電訊騙案", "電話騙案"),
        "Short & <b>bold</b>.",
    )
    assert second.english == ("=robbery",)


def test_the_files_of_omegat_are_read():
    """Protects remarks, missing comments, several renderings; a wrong line is told and the rest kept."""
    terms, problems = terms_of("omegat.txt")
    assert [(t.traditional, t.english, t.aliases) for t in terms] == [
        ("電騙", ("telecom fraud", "phone scam"), ("電訊騙案",)),
        ("瀾湄合作", ("Lancang–Mekong Cooperation",), ()),
    ]
    assert problems == [
        "omegat.txt, row 7: has no tab between the Chinese and the English",
        "omegat.txt, row 8, column 'english': begins with '=', which spreadsheet programs run as a formula",
    ]


def test_the_older_tbx_is_read():
    """Protects termbases in `martif`: languages, preferred and deprecated terms, the DTD is not fetched."""
    terms, problems = terms_of("martif.tbx")
    assert [(t.id, t.traditional, t.mainland, t.english, t.aliases, t.domain, t.status) for t in terms] == [
        ("c1", "電騙", "电信诈骗", ("telecom fraud", "phone scam"), ("電訊騙案",), "crime", "approved"),
        ("c1-forbidden", "電騙", "电信诈骗", ("electric cheat",), (), "crime", "forbidden"),
    ]
    assert problems == ["martif.tbx, row 2: has no Chinese term with an English one"]


@pytest.mark.parametrize("name", ["weblate.tbx", "weblate.csv"])
def test_weblates_flags_are_understood(name):
    """Protects forbidden and untranslatable terms."""
    terms, _ = terms_of(name)
    found = {t.traditional: (t.english, t.status) for t in terms}
    assert found == {
        "地鐵": (("subway",), "forbidden"),
        "港鐵": (("MTR",), "approved"),
        "點心": (("點心",), "approved"),
    }
    notes = {t.traditional: t.note for t in terms}
    assert "The company, not the railway." in notes["港鐵"]
    assert notes["點心"].startswith("Not to be translated.")


BOMB = """<?xml version="1.0"?><!DOCTYPE martif [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><martif><text><body><termEntry><langSet xml:lang="zh"><tig><term>&c;</term>
</tig></langSet></termEntry></body></text></martif>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE martif [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<martif><text><body><termEntry><langSet xml:lang="zh"><tig><term>&x;</term></tig></langSet></termEntry></body></text></martif>"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "declares XML entities"),
        (OUTSIDE, "declares XML entities"),
        ("<martif><text>", "line 1, column 15: is no valid XML"),
        ("<html/>", "is no TBX file"),
        ("", "is no valid XML"),
    ],
)
def test_hostile_and_broken_xml_is_refused(text, message):
    """Protects the machine: no bomb goes off, no other file is read."""
    with pytest.raises(GlossaryError, match=message):
        read_tbx(text.encode(), "x.tbx")


def test_a_file_that_exists_is_not_written_over(tmp_path):
    """Protects a person's file."""
    path = tmp_path / "a.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="exists"):
        write_glossary(TERMS, path)
    assert path.read_text("utf-8") == "mine"
    write_glossary(TERMS, path, force=True)
    assert len(Glossary.load(path)) == 3


def test_an_unknown_kind_of_file_is_told(tmp_path):
    """Protects a person from a guess."""
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    with pytest.raises(GlossaryError, match="give --format"):
        read_foreign(path)
    path = tmp_path / "b.csv"
    path.write_text("one,two\n電騙,fraud\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match="row 1: names no columns for the Chinese and the English"):
        read_foreign(path)
