"""Data as data: each set stands in a folder with a README, and each table with a head."""

from __future__ import annotations

import re
from collections import namedtuple
from pathlib import Path

import pytest

from companion.facts import read_facts

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "companion"
DATA = (".tsv", ".csv", ".txt", ".npz")


def folders() -> list[Path]:
    """The folders with data files."""
    found = {
        f.parent for f in PACKAGE.rglob("*") if f.suffix in DATA and not f.is_relative_to(PACKAGE / "data")
    }
    found = {f for f in found if "templates" not in f.parts and "static" not in f.parts}
    return [*sorted(found), ROOT / "glossary"]


@pytest.mark.parametrize("folder", folders(), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_a_set_of_data_says_what_it_is(folder):
    """Protects whoever uses the data: what it is, where it is from, under which licence, how it is made again."""
    readme = (folder / "README.md").read_text("utf-8")
    for word in ("source", "licence", "script|by hand|written|makes"):
        assert re.search(word, readme, re.IGNORECASE), f"{folder.name}/README.md does not say: {word}"
    for file in folder.iterdir():
        if file.suffix in (".tsv", ".npz"):
            assert file.name in readme, f"{folder.name}/README.md does not name {file.name}"


@pytest.mark.parametrize(
    "path",
    sorted(f for d in folders() for f in d.glob("*.tsv")),
    ids=lambda f: f.relative_to(ROOT).as_posix(),
)
def test_a_table_has_a_head_and_whole_rows(path):
    """Protects each table from rows that no reader of it can take: its head and its columns are as `facts` wants them."""
    lines = path.read_text("utf-8").splitlines()
    columns = next(line for line in lines if line and not line.startswith("#")).split("\t")
    names = [f"{c}_" if c in ("except", "from", "not") else c for c in columns]
    row = namedtuple("row", names, defaults=[""] * len(names))  # type: ignore[misc]
    row.__annotations__ = dict.fromkeys(names, str)
    facts = read_facts(path, row)
    assert facts.head["source"] and facts.head["licence"]
    if (script := facts.head.get("script")) is not None:
        assert (ROOT / script).is_file(), f"{path.name} is made by {script}, which is not there"
