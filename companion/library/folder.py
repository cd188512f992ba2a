"""The folder of a library: which files in it are articles, and how others come into it. None is ever overwritten."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import get_args

from companion.errors import CompanionError, InputError, OutputError
from companion.export.files import safe_name
from companion.files import (
    Beside,
    as_path,
    beside,
    is_file,
    is_folder,
    is_there,
    locked,
    read_bytes,
    there_beside,
    write_bytes_atomically,
)
from companion.files.folders import data_folder, shipped_notebooks
from companion.source import title_of
from companion.source.documents import PICTURES, SUFFIXES, suffix_of, text_document
from companion.source.fetching import fetch
from companion.source.limits import check_chinese, check_length

__all__ = ["ACCEPTED", "Folder", "Found", "own_folder", "own_place"]

ACCEPTED = (*SUFFIXES, *PICTURES, ".json")
"""How the names of files end that a library shows."""
_MOST_FILES = 50_000
_DEEPEST = 6
_MEMORY = "companion.tmx"  # the English of all articles of a folder
_LONGEST_NAME = 40  # characters of a headline that become a file's name


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder: its place in it, and by what a change of it is told."""

    path: str
    size: int
    changed: int


def own_place() -> Path:
    """Where the person's own library is, or will be."""
    return data_folder() / "library"


def own_folder() -> Path:
    """The person's own library, in the data folder; the bundled articles are put into it when it is made."""
    folder = own_place()
    if is_there(folder):
        return folder
    made = folder.with_name(f".library-{secrets.token_hex(4)}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(shipped_notebooks() / "articles", made, ignore=shutil.ignore_patterns(".*"))
        made.rename(folder)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        if not is_folder(folder):  # else another process was quicker
            raise OutputError(f"{folder}: can't be made ({error.strerror or error})") from None
    return folder


class Folder:
    """A folder of articles.

    Args:
        path: The folder; it is made where it is not there yet.

    Raises:
        InputError: It is a file.
        OutputError: It can't be made.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        place = as_path(path)
        if is_file(place):
            raise InputError(
                f"{place}: is a file; a library is a folder of articles, companion.read opens a file"
            )
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{place}: can't be made ({error.strerror or error})") from None
        self.path = place.resolve()

    def files(self) -> list[Found]:
        """The articles, in folders below it too; what is hidden and what is behind a linked folder is passed over.

        No file is opened.
        """
        found: list[Found] = []
        waiting = [(self.path, "", 0)]
        while waiting and len(found) < _MOST_FILES:
            place, name, depth = waiting.pop()
            try:
                entries = sorted(os.scandir(place), key=lambda e: e.name)
            except OSError as error:
                if not name:
                    raise InputError(f"{place}: can't be read ({error.strerror or error})") from None
                continue
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                try:
                    if entry.is_dir(follow_symlinks=False):
                        if depth < _DEEPEST:
                            waiting.append((Path(entry.path), f"{name}{entry.name}/", depth + 1))
                    elif PurePath(entry.name).suffix.lower() in ACCEPTED and entry.is_file():
                        state = entry.stat()
                        found.append(Found(_as_text(name + entry.name), state.st_size, state.st_mtime_ns))
                except OSError:
                    continue
        return found

    def file(self, path: str) -> Path:
        """The file at a place in the folder. Raises `InputError` where the place is none in it."""
        place = PurePath(path)
        if not path or place.is_absolute() or ".." in place.parts or "\0" in path:
            raise InputError(f"{path}: is no place in the library")
        return self.path / os.fsdecode(os.fsencode(_as_name(path)))

    # ---- what comes in

    def take_in(self, other: Folder, taken: Collection[str] = ()) -> tuple[list[str], list[CompanionError]]:
        """Copy the articles of another folder, such as a class's, that are not here; none is overwritten.

        What stands beside an article there (English, corrections, questions, its lesson) comes with it.

        Args:
            other: The folder; nothing is written there.
            taken: Places that came before: what was deleted or changed here since does not come again.

        Returns:
            The places of the other folder that are dealt with, and why others could not be copied.

        Raises:
            InputError: The other folder can't be read.
        """
        done: list[str] = []
        problems: list[CompanionError] = []
        for place in (found.path for found in other.files()):
            source, copy = other.file(place), self.file(place)
            if place not in taken and not is_there(copy):
                try:
                    self._copy(source, copy)
                except CompanionError as error:
                    problems.append(error)
                    continue
            done.append(place)
        return done, problems

    def _copy(self, source: Path, copy: Path) -> None:
        """An article with what stands beside it; the article comes last, so that what was cut off is begun anew."""
        files = {beside(copy, kind): there_beside(source, kind) for kind in get_args(Beside)}
        files |= {copy.with_name(_MEMORY): source.with_name(_MEMORY), copy: source}
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{copy.parent}: can't be made ({error.strerror or error})") from None
        with locked(self.path):
            for new, old in files.items():
                if is_file(old) and not is_there(new):
                    write_bytes_atomically(new, read_bytes(old))

    def add_text(self, text: str) -> Path:
        """Save a text that was pasted, under its headline.

        Args:
            text: The text.

        Returns:
            The file; the one that holds this text already, where there is one of that name.

        Raises:
            InputError: It has no Chinese, or is too long.
            OutputError: It can't be saved.
        """
        if not isinstance(text, str) or not text.strip():
            raise InputError("there is no text to save; paste an article first")
        check_length(len(text), "the text")
        blocks = text_document(text, "the text").blocks
        check_chinese(blocks, "the text")
        name = safe_name(title_of(blocks)[:_LONGEST_NAME])
        return self._put(name, ".txt", text.encode("utf-8", "replace"))

    def add_file(self, name: str, data: bytes) -> Path:
        """Save a file that was dropped or picked, under its own name as far as that is a safe one.

        Args:
            name: What it is called; folders in it are left out.
            data: Its bytes.

        Returns:
            The file; the one that holds these bytes already, where there is one of that name.

        Raises:
            InputError: It is empty, or of no kind that is read.
            OutputError: It can't be saved.
        """
        last = PurePath(name.replace("\\", "/")).name.strip() or "article"
        if not data.strip():
            raise InputError(f"{last}: is empty")
        suffix = suffix_of(data, last)
        own = PurePath(last).suffix
        stem = last.removesuffix(own) if own.lower() == suffix else last
        return self._put(safe_name(stem), suffix, data)

    def add_address(self, url: str) -> Path:
        """Fetch one page by its address, which the person gave; see `companion.fetch`.

        Args:
            url: http or https.

        Returns:
            The file.

        Raises:
            InputError: The address is none, or the server does not send the page.
            OutputError: It can't be saved.
        """
        path = fetch(url, self.path)
        if path.suffix.lower() in ACCEPTED:
            return path
        data = read_bytes(path)
        path.unlink(missing_ok=True)
        return self.add_file(path.name, data)

    def _put(self, stem: str, suffix: str, data: bytes) -> Path:
        with locked(self.path):
            for number in range(1, 10_000):
                path = self.path / (f"{stem}-{number}{suffix}" if number > 1 else stem + suffix)
                if not is_there(path):
                    return write_bytes_atomically(path, data)
                if is_file(path) and path.stat().st_size == len(data) and read_bytes(path) == data:
                    return path
        raise OutputError(f"{self.path / (stem + suffix)}: there are too many files of this name")


def _as_text(name: str) -> str:
    """A file's name as text that can be shown and sent: bytes that are no UTF-8 as private signs of their own."""
    return "".join(chr(0xF0000 + ord(c)) if "\udc80" <= c <= "\udcff" else c for c in name)


def _as_name(text: str) -> str:
    return "".join(chr(ord(c) - 0xF0000) if 0xFDC80 <= ord(c) <= 0xFDCFF else c for c in text)
