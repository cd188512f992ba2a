"""Loading, validating and matching glossary terms."""

from __future__ import annotations

import pytest

import companion
from companion.errors import GlossaryError
from companion.glossary import Glossary
from companion.glossary.syllables import reading_of, syllables
from companion.language.spans import is_han
from companion.model import Term

HEADER = "id,traditional,simplified,mainland,pinyin,english,aliases,note\n"
GOOD = "crime-dianpian,電騙,电骗,电信诈骗,diànpiàn,telecom fraud; phone scam,,\n"


def write(tmp_path, text, name="terms.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_row_becomes_a_term(tmp_path):
    """Protects the reading of every column."""
    (term,) = Glossary.load(write(tmp_path, HEADER + GOOD, encoding="utf-8-sig"))
    assert (term.id, term.mainland, term.english) == (
        "crime-dianpian",
        "电信诈骗",
        ("telecom fraud", "phone scam"),
    )
    assert term.domain == "terms"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + GOOD + "x,電詐,电诈,,diànzhà,,,\n", "terms.csv, row 3, column 'english': is empty"),
        (HEADER + "X Y,電詐,电诈,,diànzhà,fraud,,\n", "row 2, column 'id': 'X Y' is no id"),
        (HEADER + "x,abc,abc,,a,b,,\n", "row 2, column 'traditional': 'abc' has no Han"),
        (HEADER + "x,電詐,电信诈骗,,diànzhà,fraud,,\n", "row 2, column 'simplified': has not as many"),
        (HEADER + "x,電詐,电诈,,diànzhà\n", "row 2: has 5 cells where the header has 8"),
        (HEADER + GOOD + GOOD, "row 3, column 'id': 'crime-dianpian' stands in terms.csv, row 2"),
        (
            HEADER + GOOD + "y,電騙,电骗,,diànpiàn,fraud,,\n",
            "row 3, column 'traditional': '電騙' stands in terms.csv, row 2",
        ),
        (HEADER.replace("english", "englisch") + GOOD, "row 1: there is no column 'english'"),
        (HEADER.replace(",", ";") + GOOD, "row 1: the delimiter is a semicolon, not a comma"),
        ("", "row 1: there is no column 'id'"),
        (HEADER + 'x,"電詐\n', "row 2: a quotation mark is not closed"),
        (HEADER + 'x,"電詐"?,y\n', "row 2: is no valid CSV"),
        (HEADER + "x,電詐,电诈,,diànzhà,=cmd|'/c calc'!A1,,\n", "row 2, column 'english': begins with '='"),
        (HEADER + HEADER, "row 2: is a second header"),
        (HEADER + "x,電詐,电诈,,diànzhà,fr\x07aud,,\n", "row 2, column 'english': has a control character"),
    ],
)
def test_what_is_wrong_is_named_with_file_row_and_column(tmp_path, text, message):
    """Protects a teacher who edits the file by hand."""
    with pytest.raises(GlossaryError) as caught:
        Glossary.load(write(tmp_path, text))
    assert message in str(caught.value)


def test_other_encodings_and_missing_files_are_told(tmp_path):
    """Protects a teacher who saved from Excel in Big5."""
    with pytest.raises(GlossaryError, match="is not UTF-8"):
        Glossary.load(_big5(tmp_path))
    with pytest.raises(GlossaryError, match="no such file"):
        Glossary.load(tmp_path / "missing.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(GlossaryError, match=r"no \.csv file"):
        Glossary.load(tmp_path / "empty")


def _big5(tmp_path):
    path = tmp_path / "big5.csv"
    path.write_bytes(HEADER.encode() + "電騙".encode("big5"))
    return path


def term(traditional, simplified=None, **more):
    return Term(f"t-{abs(hash(traditional))}", traditional, simplified or traditional, "x", ("x",), **more)


def found(glossary, text, simplified=""):
    return [text[m.start : m.end] for m in glossary.match(text, simplified)]


def test_of_terms_that_overlap_the_longest_stays():
    """Protects 瀾湄合作機制 from being read as 瀾湄 and 合作."""
    glossary = Glossary([term("瀾湄"), term("瀾湄合作"), term("合作機制"), term("湄合作機制")])
    assert found(glossary, "在瀾湄合作機制下") == ["湄合作機制"]
    glossary = Glossary([term("瀾湄"), term("瀾湄合作"), term("合作機制")])
    assert found(glossary, "在瀾湄合作機制下") == ["瀾湄合作"]


def test_simplified_text_aliases_and_variants_are_matched():
    """Protects readers of other scripts and spellings."""
    glossary = Glossary([term("電騙", "电骗", aliases=("電訊騙案",)), term("裏應外合", "里应外合")])
    assert found(glossary, "打击电骗") == ["电骗"]
    assert found(glossary, "電訊騙案") == ["電訊騙案"]
    assert found(glossary, "裡應外合") == ["裡應外合"]
    assert found(glossary, "電\ud800騙電騙") == ["電騙"]


def test_a_short_term_does_not_cut_a_word_of_the_dictionary():
    """Protects 士兵, 局勢 and 日本 from the terms 的士, 政治局 and 訪日 before or in them."""
    text = "美國的士兵訪日本，談政治局勢；他乘的士前往"
    article = companion.read_text(text, translator=None)
    terms = {t.text for p in article.paragraphs for t in p.tokens if t.term}
    assert "的士" in terms and "政治局" not in terms
    words = [t.text for p in article.paragraphs for t in p.tokens]
    assert {"士兵", "日本", "的士"} <= {*words}


def test_forbidden_terms_are_not_shown():
    """Protects a class from wordings that its teacher ruled out."""
    assert found(Glossary([term("電騙", status="forbidden")]), "電騙") == []


def test_further_terms_win_over_those_of_the_same_wording():
    """Protects a teacher's own rendering."""
    glossary = Glossary([term("電騙")]).with_terms([Term("own", "電騙", "电骗", "diànpiàn", ("cyber scam",))])
    assert [t.id for t in glossary] == ["own"]
    assert glossary.get("own").english == ("cyber scam",)


@pytest.mark.parametrize(
    ("pinyin", "count", "expected"),
    [
        ("Zhōnghuá Rénmín Gònghéguó", 7, "zhōng huá rén mín gòng hé guó"),
        ("nǚ'ér", 2, "nǚ ér"),
        ("Xī'ān", 2, "xī ān"),
        ("fāngān", 2, "fān gān"),
        ("Tiān'ānmén", 3, "tiān ān mén"),
        ("diànpiàn", 3, ""),
        ("xyz", 1, ""),
    ],
)
def test_orthographic_pinyin_is_cut_into_syllables(pinyin, count, expected):
    """Protects the readings that the glossary gives its characters."""
    assert " ".join(syllables(pinyin, count)) == expected


def test_every_shipped_term_gives_one_syllable_per_character():
    """Protects the curated readings: each can be set over its characters."""
    glossary = Glossary.load()
    assert len(glossary) >= 150
    for t in glossary:
        count = sum(is_han(c) for c in t.traditional)
        assert len(reading_of(t)) == count, (t.traditional, t.pinyin)
