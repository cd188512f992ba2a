"""Tables of facts: what is read, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

import pytest

from companion.errors import FactsError
from companion.facts import marked, read_facts

HEAD = "# Surnames and their readings.\n# source: our own\n#   and others'\n# licence: MIT\n"


class Surname(NamedTuple):
    surname: str
    reading: str
    weight: float = 1.0
    kind: Literal["one", "two"] = "one"
    others: tuple[str, ...] = ()
    rare: bool = False
    except_: str = ""


class Plain(NamedTuple):
    surname: str
    reading: str


def written(folder: Path, text: str) -> Path:
    path = folder / "surnames.tsv"
    path.write_text(text, "utf-8")
    return path


def test_cells_have_the_type_of_their_column(tmp_path):
    """Protects typed rows: numbers, lists, choices, and what a missing cell or column stands for."""
    columns = "reading\tsurname\tweight\tothers\tkind\trare\texcept\n"
    rows = "# a note\n\nShàn\t單\t0.5\tDān|Chán\tone\tyes\t簡單\nŌuyáng\t歐陽\t\t\ttwo\t\t\n"
    facts = read_facts(written(tmp_path, HEAD + columns + rows), Surname, key="surname")
    assert facts.rows == (
        Surname("單", "Shàn", 0.5, "one", ("Dān", "Chán"), True, "簡單"),
        Surname("歐陽", "Ōuyáng", 1.0, "two"),
    )
    assert facts.by_key["歐陽"].reading == "Ōuyáng"
    assert facts.about == "Surnames and their readings."
    assert facts.head == {"source": "our own and others'", "licence": "MIT"}
    assert facts.place(facts.rows[1]) == "surnames.tsv, row 9"


def test_a_table_of_plain_text_reads_the_same_the_short_way(tmp_path):
    """Protects long tables: the way without conversion gives equal rows and equal errors."""
    good = written(tmp_path, HEAD + "surname\treading\n單\tShàn\n")
    assert read_facts(good, Plain).rows == (Plain("單", "Shàn"),)
    with pytest.raises(FactsError, match="row 6, column reading: is empty"):
        read_facts(written(tmp_path, HEAD + "surname\treading\n單\t\n"), Plain)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# Surnames.\n# source: x\nsurname\treading\n", "no line “# licence: …”"),
        ("# source: x\n# licence: x\nsurname\treading\n", "does not say what the rows are"),
        (HEAD, "'surname' is missing"),
        (HEAD + "surname\n", "row 5: the column 'reading' is missing"),
        (HEAD + "surname\treading\tmeaning\n", "row 5: no column is called 'meaning'; there are surname,"),
        (HEAD + "surname\treading\treading\n", "twice"),
        (HEAD + "surname\treading\n單\n", "row 6: has 1 cells, not 2"),
        (HEAD + "surname\treading\n\tShàn\n", "row 6, column surname: is empty"),
        (HEAD + "surname\treading\tweight\n單\tShàn\tmuch\n", "row 6, column weight: 'much' is no number"),
        (
            HEAD + "surname\treading\tkind\n單\tShàn\tthree\n",
            "row 6, column kind: 'three' is none of one, two",
        ),
        (HEAD + "surname\treading\trare\n單\tShàn\tmaybe\n", "row 6, column rare: 'maybe' is neither"),
        (
            HEAD + "surname\treading\n單\tShàn\n# x\n單\tDān\n",
            "row 8, column surname: 單 stands in row 6 already",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path, text, message):
    """Protects whoever edits a table: file, row and column of the mistake, in one line."""
    with pytest.raises(FactsError, match=r"surnames\.tsv") as error:
        read_facts(written(tmp_path, text), Surname, key="surname")
    assert message in str(error.value)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    """Protects the start: a missing or damaged data file says so."""
    with pytest.raises(FactsError, match=r"surnames\.tsv: can't be read"):
        read_facts(tmp_path / "surnames.tsv", Surname)
    (tmp_path / "surnames.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(FactsError, match="UTF-8"):
        read_facts(tmp_path / "surnames.tsv", Surname)


@pytest.mark.parametrize("example", ["他還沒來", "他[還沒來", "他還]沒來", "[他][還]沒來", "他[]還"])
def test_an_example_marks_one_place(example):
    """Protects the examples of tables: one that marks nothing, or two places, tests nothing."""
    with pytest.raises(ValueError, match="one part"):
        marked(example)
