"""Glossaries of other tools: read, written, and what is hostile in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.errors import GlossaryError, OutputError
from companion.glossary import Glossary
from companion.glossary.check import check
from companion.glossary.exchange import read_foreign, write_glossary
from companion.glossary.matching import Matcher
from companion.glossary.merge import reconciled
from companion.glossary.tbx import read_tbx
from companion.language.language import Language
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
    path.write_text(
        "one,two,three\n電騙,fraud,crime of our time\n打錯字,typo,a slip of the keys\n", encoding="utf-8"
    )
    with pytest.raises(GlossaryError, match="columns 2, 3 can each be the English; say which"):
        read_foreign(path)
    terms = [t for t, _ in read_foreign(path, columns=("traditional", "english", "note")).rows]
    assert terms[0].note == "crime of our time"
    path.write_text("one,two\nfraud,電騙，警方、市民都要小心。\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match="names no columns for the Chinese and the English"):
        read_foreign(path)


FOREIGN = {
    "Pleco, simplified first": "// News\n电骗[電騙]\tdian4 pian4\tphone scam\ue000fraud\n打错字[打錯字]\tda3 cuo4zi4\ttypo\n",
    "Pleco, with its dictionary's definitions": "電騙[电骗]\tdian4pian4\tnoun 1 phone scam 2 fraud\n打錯字[打错字]\tda3 cuo4zi4\t1 typo\n",
    "Pleco, one script": "電騙\tdian4pian4\tphone scam; fraud\n打錯字\tda3 cuo4zi4\ttypo\n",
    "Anki": "#separator:tab\n#html:true\n#columns:Hanzi\tReading\tMeaning\tTags\n#tags column:4\n電騙\tdiànpiàn\t<b>phone</b> scam<br>fraud\tnews\n打錯字\tdǎ cuò zì\ttypo [sound:a.mp3]\tnews\n",
    "Anki without names": '#separator:Semicolon\n#html:false\n#guid column:1\nx9;電騙;dian4 pian4;"phone scam; fraud"\ny8;打錯字;da3 cuo4 zi4;typo\n',
    "CC-CEDICT": "# CC-CEDICT\n電騙 电骗 [dian4 pian4] /phone scam/fraud/CL:個|个[ge4]/\n打錯字 打错字 [da3 cuo4 zi4] /typo/\n",
    "CC-CEDICT, second form": "電騙 电骗 [[dian4pian4]] /phone scam/fraud/\n打錯字 打错字 [[da3 cuo4zi4]] /typo/\n",
    "DeepL": '電騙,"phone scam; fraud",ZH,EN\n打錯字,typo,ZH,EN\n',
    "DeepL, from English": '"phone scam; fraud",電騙,en,zh\ntypo,打錯字,en,zh\n',
    "English as source": "source;target\nphone scam / fraud;電騙\ntypo;打錯字\n",
    "a spreadsheet": "No.,繁體,简体,拼音,英文\n1,電騙,电骗,dian4pian4,phone scam; fraud\n2,打錯字,打错字,da3cuo4zi4,typo\n",
    "two scripts, no names": "电骗\t電騙\tdiàn piàn\tphone scam; fraud\n打错字\t打錯字\tdǎ cuòzì\ttypo\n",
    "with a sentence": "電騙\tdian4pian4\tphone scam; fraud\t警方昨日公布電騙數字。\n打錯字\tda3 cuo4 zi4\ttypo\t記者打錯字，編輯沒發現。\n",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_other_tools_write_is_recognised(tmp_path, name):
    """Protects from the wrong column: pinyin is pinyin, the English English, whichever tool wrote the file."""
    path = tmp_path / "a.txt"
    path.write_text(FOREIGN[name], encoding="utf-8")
    table = read_foreign(path)
    first, second = [t for t, _ in table.rows]
    assert (first.traditional, first.english[0].split(" /")[0]) == ("電騙", "phone scam")
    assert (second.traditional, second.english) == ("打錯字", ("typo",))
    assert first.simplified in ("电骗", "") and first.pinyin in (
        "diàn piàn",
        "diànpiàn",
        "dian4 pian4",
        "dian4pian4",
        "",
    )
    assert "is read as" in "".join(table.read_as) or "CC-CEDICT" in table.read_as[0]
    assert not table.problems


@pytest.mark.parametrize("name", [*FOREIGN, "weblate.csv", "omegat.txt", "martif.tbx"])
def test_what_is_imported_passes_the_check(tmp_path, name):
    """Protects a glossary from an import that `check` then finds fault with."""
    path = SAMPLES / name
    if name in FOREIGN:
        path = tmp_path / "a.txt"
        path.write_text(FOREIGN[name], encoding="utf-8")
    table = read_foreign(path)
    terms, _ = reconciled(table.rows, path.name)
    write_glossary(terms, tmp_path / "mine.csv")
    assert check(tmp_path / "mine.csv").problems == ()
    assert {"電騙"} <= {t.traditional for t in terms} or name == "weblate.csv"


def test_an_import_makes_one_entry_of_a_wording_and_leaves_ones_own_alone():
    """Protects from entries that stand twice, and a person's own from a stranger's."""
    rows = [
        (Term("", "電騙", "", "dian4 pian4", ("Scam", "scam", "fraud"), aliases=("phishing", "打錯字")), 2),
        (Term("", "打錯字", "打错字", "xyz", ("typo",)), 3),
        (Term("", "應用程式", "应用程序", "", ("application",)), 4),
        (Term("", "我的", "", "", ("mine",)), 5),
    ]
    own = [Term("own-wode", "我的", "我的", "wǒ de", ("my own",))]
    terms, told = reconciled(rows, "a.csv", own)
    assert [(t.traditional, t.english, t.aliases) for t in terms] == [
        ("電騙", ("Scam", "fraud"), ()),
        ("打錯字", ("typo",), ()),
        ("應用程式", ("application",), ("应用程序",)),
    ]
    assert (terms[1].pinyin, terms[2].simplified, terms[2].mainland) == ("dǎcuòzì", "应用程式", "应用程序")
    assert [str(p) for p in told] == [
        "a.csv, row 2, column 'aliases': 'phishing' has no Han character; it was left out",
        "a.csv, row 3, column 'pinyin': 'xyz' can't be cut into 3 syllables, one per character; 'dǎcuòzì' was worked out instead",
        "a.csv, row 5: '我的' is in the glossary already; 'mine' was not added",
    ]


def test_a_mainland_text_finds_an_imported_term_of_two_regions(tmp_path):
    """Protects termbases that have zh-CN beside zh-TW."""
    path = tmp_path / "a.tbx"
    sides = "".join(
        f'<langSet xml:lang="{tag}"><tig><term>{word}</term></tig></langSet>'
        for tag, word in (("zh-tw", "應用程式"), ("zh-cn", "应用程序"), ("en-us", "application"))
    )
    path.write_text(
        f"<martif type='TBX'><text><body><termEntry id='c1'>{sides}</termEntry></body></text></martif>",
        encoding="utf-8",
    )
    terms, _ = reconciled(read_foreign(path).rows, path.name)
    write_glossary(terms, tmp_path / "mine.csv")
    mine = Glossary.load(tmp_path / "mine.csv")
    for text in ("这个应用程序很好。", "這個應用程式很好。"):
        assert [m.term.traditional for m in Matcher(mine, Language.default().simplify).find(text)] == [
            "應用程式"
        ], text
    assert terms[0].english == ("application",)
