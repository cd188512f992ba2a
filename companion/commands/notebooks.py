"""The notebooks that come with Companion, put where a person can change them."""

from __future__ import annotations

from pathlib import Path

from companion.errors import InputError, OutputError
from companion.files import is_file, is_there, read_bytes, write_bytes_atomically
from companion.files.folders import shipped_notebooks

__all__ = ["prepare_notebooks"]

FIRST = "00-home.ipynb"


def prepare_notebooks(folder: str | Path | None = None) -> Path:
    """The path of the start page's notebook in `folder`, copied there where it is not yet.

    What stands in the folder already is never overwritten. Without a folder it is
    `companion-notebooks` in the working folder. Raises `InputError` where `folder` is a file,
    `OutputError` where it can't be written.
    """
    target = Path(folder) if folder else Path("companion-notebooks")
    source = shipped_notebooks()
    if is_file(target):
        raise InputError(f"{target}: is a file; name a folder for the notebooks")
    try:
        for file in sorted(source.rglob("*")):
            place = target / file.relative_to(source)
            if file.is_file() and ".ipynb_checkpoints" not in file.parts and not is_there(place):
                place.parent.mkdir(parents=True, exist_ok=True)
                write_bytes_atomically(place, read_bytes(file))
    except OSError as error:
        raise OutputError(f"{target}: the notebooks can't be put there ({error.strerror})") from None
    return target / FIRST
