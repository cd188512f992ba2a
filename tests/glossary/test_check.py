"""`companion glossary check`: all that is wrong, with file, row and column."""

from __future__ import annotations

from companion.cli import main
from companion.glossary.check import check
from companion.glossary.files import shipped_folder

HEADER = "id,traditional,simplified,mainland,taiwan,pinyin,jyutping,english,aliases,level,note,status\n"
ROWS = """\
good,電騙,电骗,电信诈骗,電信詐騙,diànpiàn,din6 pin3,telecom fraud; phone scam,電訊騙案,B1,,
sandhi,不變,不变,,,bú biàn,,unchanged,,,,
opencc,乾燥,乾燥,,,gānzào,,dry,,,,
reading,行長,行长,,,xíngcháng,,bank president,,,,
wrong,長洲,长洲,,,Chǎngzhōu,,Cheung Chau,,,,
syllables,銀行,银行,,,yín,,bank,,,,
good,地鐵,地铁,,,dìtiě,,underground,電訊騙案,,,
twice,電騙,电骗,,,diànpiàn,,scam,,,,
same,巴士,巴士,巴士,巴士,bāshì,baa1 si,bus; Bus,巴士,,,
traditional,的士,的士,計程車,,dīshì,dik1,taxi 車,,,,
level,水,水,,,shuǐ,,water,,Z9,,
excuse,六安,六安,,,Lù'ān,,Lu'an,,,Read Lù'ān in place names.,
keeps,瞭望,瞭望,,,liàowàng,,to watch from above,,,,
"""


def test_everything_that_is_wrong_is_listed_with_its_place(tmp_path, capfdbinary):
    """Protects the data: one run names all mistakes, not only the first."""
    path = tmp_path / "own.csv"
    path.write_text(HEADER + ROWS + "draft,車,车,,,chē,,car,,,,tentative\n", encoding="utf-8")
    assert main(["glossary", "check", str(path)]) == 2
    out, error = capfdbinary.readouterr()
    lines = out.decode().splitlines()
    for expected in (
        "own.csv, row 4, column 'simplified': '乾燥' is not what OpenCC gives (干燥)",
        "own.csv, row 5, column 'pinyin': 'xíng cháng' is not what CC-CEDICT gives (háng zhǎng)",
        "own.csv, row 6, column 'pinyin': 'chǎng' is no reading of 長",
        "own.csv, row 7, column 'pinyin': 'yín' can't be cut into 2 syllables",
        "own.csv, row 8, column 'id': 'good' stands in own.csv, row 2 already",
        "own.csv, row 8, column 'aliases': '電訊騙案' stands in own.csv, row 2 already",
        "own.csv, row 9, column 'traditional': '電騙' stands in own.csv, row 2 already",
        "own.csv, row 10, column 'mainland': is the same as 'simplified'",
        "own.csv, row 10, column 'taiwan': is the same as 'traditional'",
        "own.csv, row 10, column 'jyutping': 'si' is no syllable",
        "own.csv, row 10, column 'english': 'Bus' stands there twice",
        "own.csv, row 10, column 'aliases': '巴士' is the entry's own wording",
        "own.csv, row 11, column 'mainland': '計程車' is not in simplified characters (计程车)",
        "own.csv, row 11, column 'jyutping': has 1 syllables for 2 characters",
        "own.csv, row 11, column 'english': 'taxi 車' has Chinese characters",
        "own.csv, row 12, column 'level': 'Z9' is none of A1",
        "own.csv, row 15, column 'status': 'tentative' is none of approved, draft, forbidden",
    ):
        assert any(line.startswith(expected) for line in lines), (expected, lines)
    assert not [
        line for line in lines if "row 2," in line.split(":")[0] or "row 13" in line or "row 14" in line
    ]
    assert error.decode().startswith("companion: ") and "problems in 12 terms of 1 file" in error.decode()


def test_the_shipped_glossary_has_no_mistake():
    """Protects the curated terms: every field is checked."""
    checked = check()
    assert [str(p) for p in checked.problems] == []
    assert checked.files == len(list(shipped_folder().glob("*.csv")))


def test_a_file_that_cannot_be_read_is_one_problem_among_the_others(tmp_path):
    """Protects a folder's other files from one that is broken."""
    (tmp_path / "a.csv").write_text(HEADER + ROWS.split("\n")[0] + "\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("nothing\n", encoding="utf-8")
    checked = check(tmp_path)
    assert (checked.terms, len(checked.problems)) == (1, 1)
    assert "b.csv, row 1: there is no column 'id'" in str(checked.problems[0])
