"""One file with models, their checksums and licences: made on one machine, installed on thirty without a network.

A ZIP archive whose first member, `bundle.json`, lists each model's folder with size and SHA-256 of its files. What it does not name,
or names otherwise, is refused before anything is put in place. The sums tell what was damaged or left out on the way; that nobody
made another bundle is told by the sum of the whole file, which is shown where it is made and where it is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from companion.errors import OutputError, PackageError, missing
from companion.files import as_path, digest, is_folder, is_there, opened, ordinary, parsing
from companion.translation import packages
from companion.translation.converted import install_folder
from companion.translation.packages import InstalledPackage

__all__ = ["BUNDLE", "install_bundle", "install_from", "is_bundle", "write_bundle"]

BUNDLE = "companion-models.zip"
"""What a bundle is called where nobody says."""
_FORMAT = "companion-models@1"
_LIST, _README = "bundle.json", "README.txt"
_DATE = (2026, 1, 1, 0, 0, 0)  # the same models make the same file
_PART = re.compile(r"(?!\.)[\w.+-]{1,120}", re.ASCII)
_LARGEST, _MOST_FILES, _PIECE = 32 * 2**30, 1_000, 2**20

Progress = Callable[[int, int], None]


def install_from(
    path: str | os.PathLike[str], name: str = "", licence: str = "", progress: Progress | None = None
) -> list[InstalledPackage]:
    """Installs what a person has: an Argos package's file, a bundle, or the folder of a CTranslate2 model.

    Args:
        path: The file or folder.
        name: What a model out of a folder is to be called.
        licence: Its licence.
        progress: Is called with the bytes done and in all, for a bundle.

    Returns:
        The models that are installed now.

    Raises:
        PackageError: It is none of these, or a part of it is missing or damaged.

    >>> install_from("missing.argosmodel")
    Traceback (most recent call last):
    companion.errors.PackageError: missing.argosmodel: there is no such file; name a package file (.argosmodel), a bundle or a model's folder
    """
    place = as_path(path, PackageError)
    if not is_there(place):
        raise missing(PackageError)(
            f"{place}: there is no such file; name a package file (.argosmodel), a bundle or a model's folder"
        )
    if is_folder(place):
        return [install_folder(place, name, licence)]
    if name or licence:
        raise PackageError(
            f"{place.name}: is no folder; a name and a licence are given to a model's folder only"
        )
    return install_bundle(place, progress) if is_bundle(place) else [packages.install_file(place)]


def is_bundle(path: str | os.PathLike[str]) -> bool:
    """Whether a file begins as a bundle does, be it whole or not."""
    ordinary(as_path(path, PackageError), PackageError)
    with opened(path, error=PackageError) as source:
        return source.read(30 + len(_LIST))[30:] == _LIST.encode()


def write_bundle(
    names: Sequence[str] = (), path: str | os.PathLike[str] = BUNDLE, progress: Progress | None = None
) -> tuple[Path, list[InstalledPackage]]:
    """Writes installed models into one file.

    Args:
        names: The models; by default all that translate Chinese to English.
        path: The file; one that is there and is no bundle is left alone.
        progress: Is called with the bytes done and in all.

    Returns:
        The file, and the models in it.

    Raises:
        PackageError: A model is not installed, or damaged.
        OutputError: The file can't be written.
    """
    file = as_path(path, OutputError)
    chosen = _chosen(names)
    if is_there(file) and not is_bundle(file):
        raise OutputError(f"{file}: exists and is no bundle of models; choose another name")
    listed, sources = [], []
    for package in chosen:
        files = {}
        for source in sorted(p for p in package.path.rglob("*") if p.is_file()):
            inner = source.relative_to(package.path).as_posix()
            if not all(map(_PART.fullmatch, inner.split("/"))):
                continue
            files[inner] = {"size": source.stat().st_size, "sha256": digest(source, error=PackageError).hex()}
            sources.append((source, f"{package.path.name}/{inner}"))
        listed.append({"folder": package.path.name, "name": str(package), "kind": package.kind, "licence": package.licence, "files": files})  # fmt: skip
    total, done = sum(s.stat().st_size for s, _ in sources), 0
    part = file.with_name(file.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(
                _member(_LIST),
                json.dumps({"format": _FORMAT, "models": listed}, ensure_ascii=False, indent=1),
            )
            archive.writestr(_member(_README), _readme(chosen, file.name))
            for source, inner in sources:
                with (
                    opened(source, error=PackageError) as read,
                    archive.open(_member(inner), "w", force_zip64=True) as out,
                ):
                    while piece := read.read(_PIECE):
                        out.write(piece)
                        done += len(piece)
                        if progress:
                            progress(done, total)
        part.replace(file)
    except OSError as error:
        raise OutputError(f"{file}: can't be written ({error.strerror or error})") from None
    finally:
        part.unlink(missing_ok=True)
    return file, chosen


def _chosen(names: Sequence[str]) -> list[InstalledPackage]:
    there = [p for p in packages.installed() if p.usable or p.problem]
    found = [p for p in there if (p.name in names or p.path.name in names) or (not names and not p.problem)]
    for name in names:
        if not any(name in (p.name, p.path.name) for p in found):
            have = ", ".join(p.path.name for p in there) or "none"
            raise PackageError(f"'{name}' is not installed; installed are: {have}")
    if not found:
        raise PackageError(packages.MISSING)
    if damaged := next((p for p in map(packages.tried, found) if p.problem), None):
        raise PackageError(str(damaged))
    return found


def _member(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _DATE)
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def _readme(chosen: Sequence[InstalledPackage], name: str) -> str:
    lines = [f"{p}: {p.licence or 'its licence is not known: ask where it is from'}" for p in chosen]
    return (
        "Translation models for Companion. On each machine, without a network:\n\n"
        f"    companion models install {name}\n\nIn it, and under which licence:\n\n"
        + "".join(f"    {line}\n" for line in lines)
    )


def install_bundle(path: str | os.PathLike[str], progress: Progress | None = None) -> list[InstalledPackage]:
    """Installs the models of a bundle, each after one sentence was translated with it.

    Args:
        path: The file that `write_bundle` wrote.
        progress: Is called with the bytes looked through and in all.

    Raises:
        PackageError: The bundle is not whole, was changed, or holds what its list does not name: then nothing is installed.
    """
    file = as_path(path, PackageError)
    way_out = "copy it again from where it was made"
    with (
        opened(file, error=PackageError) as source,
        parsing(file.name, "a bundle of models", way_out, PackageError),
        zipfile.ZipFile(source) as archive,
    ):
        models = _list_of(archive, file.name)
        total, done = sum(f["size"] for m in models for f in m["files"].values()), 0
        for model in models:
            for inner, said in model["files"].items():
                for piece in _checked(archive, file.name, f"{model['folder']}/{inner}", said):
                    done += len(piece)
                    if progress:
                        progress(done, total)
        home = packages.models_folder()
        home.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(home).free
        if free < total:
            raise PackageError(
                f"{file.name}: the disk is full: {total / 1e6:,.0f} MB are needed in {home}, {free / 1e6:,.0f} MB are free"
            )
        return [_installed(archive, file.name, model) for model in models]


def _list_of(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    """The models that a bundle lists, once all of the list is in order and all that is there is in it."""

    def refused(why: str) -> PackageError:
        return PackageError(f"{name}: {why}; it is refused")

    members = archive.infolist()
    if _LIST not in archive.namelist() or archive.getinfo(_LIST).file_size > 2**20:
        raise refused("is no bundle of models")
    with archive.open(_LIST) as opened_list:
        said = json.loads(opened_list.read(2**20 + 1))
    if said.get("format") != _FORMAT:
        raise PackageError(f"{name}: is a bundle of a form that this version does not know; update Companion")
    models: list[dict[str, Any]] = said["models"]
    named = {_LIST, _README}
    for model in models:
        if not isinstance(model["folder"], str) or not _PART.fullmatch(model["folder"]):
            raise refused("a model's folder has no name that can be")
        for inner, file in model["files"].items():
            if not all(map(_PART.fullmatch, inner.split("/"))):
                raise refused(f"a file leads outside its folder ({inner[:80]})")
            if not isinstance(file["size"], int) or file["size"] < 0:
                raise refused(f"{inner} has no size that can be")
            named.add(f"{model['folder']}/{inner}")
    there = [m.filename for m in members]
    if len({m["folder"] for m in models}) < len(models) or len(there) > len(set(there)):
        raise refused("holds something twice")
    if strange := sorted(set(there) - named):
        raise refused(f"holds {strange[0][:80]}, which its list does not name")
    if lost := sorted(named - set(there) - {_README}):
        raise PackageError(f"{name}: {lost[0]} is missing from it; copy it again from where it was made")
    if len(members) > _MOST_FILES or sum(f["size"] for m in models for f in m["files"].values()) > _LARGEST:
        raise refused(f"unpacks to more than {_LARGEST // 2**30} GB or {_MOST_FILES} files")
    if not models:
        raise refused("has no model in it")
    return models


def _checked(archive: zipfile.ZipFile, name: str, member: str, said: dict[str, Any]) -> Iterator[bytes]:
    """The pieces of a member; raises where it is another one than the list says, at the latest at its end."""
    whole, size = hashlib.sha256(), 0
    changed = f"{name}: {member} is not what was packed: it was changed, or damaged on the way; copy it again from where it was made"
    with parsing(f"{name}: {member}", "a file of the bundle", "copy it again from where it was made", PackageError), archive.open(member) as source:  # fmt: skip
        while piece := source.read(_PIECE):
            whole.update(piece)
            size += len(piece)
            if size > said["size"]:
                raise PackageError(changed)
            yield piece
    if size != said["size"] or whole.hexdigest() != said["sha256"]:
        raise PackageError(changed)


def _installed(archive: zipfile.ZipFile, name: str, model: dict[str, Any]) -> InstalledPackage:
    folder = model["folder"]

    def unpacked(work: Path) -> InstalledPackage:
        for inner, said in model["files"].items():
            place = work / folder / inner
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as out:
                for piece in _checked(archive, name, f"{folder}/{inner}", said):
                    out.write(piece)
        made = packages.inspect(work / folder)
        if made.problem or not made.usable:
            what = (
                made.problem.split(";")[0]
                or f"translates {made.from_code} to {made.to_code}, not zh or zt to en"
            )
            raise PackageError(f"{name}: {folder} {what}")
        return made

    argos = model.get("kind") == packages.ARGOS
    home = packages.folders()[0] if argos else packages.models_folder()
    return packages.put_in_place(name, home, unpacked)
