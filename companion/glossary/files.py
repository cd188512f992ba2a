"""Where the files of terms are: the curated ones, a person's own, those of a folder."""

from __future__ import annotations

from pathlib import Path

from companion.errors import GlossaryError, missing
from companion.files import is_folder, is_there, ordinary
from companion.files.folders import data_folder

__all__ = ["files_of", "personal_path", "shipped_folder"]


def shipped_folder() -> Path:
    """The folder of the curated terms: in an installed package, or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data" / "glossary"
    return installed if installed.is_dir() else package.parent / "glossary"


def files_of(path: Path) -> list[Path]:
    """The CSV file `path`, or those of the folder; raises `GlossaryError` where there is none."""
    if is_folder(path):
        if files := sorted(path.glob("*.csv")):
            return files
        raise GlossaryError(f"{path}: there is no .csv file in this folder")
    if is_there(path):
        ordinary(path, GlossaryError)
        return [path]
    raise missing(GlossaryError)(f"{path}: there is no such file or folder")


def personal_path() -> Path:
    """The CSV file with a person's own terms, in the data folder; it need not exist yet."""
    return data_folder() / "glossary.csv"
