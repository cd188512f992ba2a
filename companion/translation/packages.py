"""Argos packages: what is installed, and installing, checking and removing them.

A package is a folder in Argos' own packages folder, so that what Argos Translate or
LibreTranslate installed is found, and the other way round. Only `argostranslate.settings` and
`.package` are used: they need neither torch nor stanza nor spacy.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from companion.errors import PackageError

__all__ = [
    "KNOWN",
    "MISSING",
    "InstalledPackage",
    "find",
    "folders",
    "install",
    "install_file",
    "installed",
    "remove",
]

MISSING = "no translation model installed: English is a word gloss; install one with: companion models install translate-zt_en"
_LARGEST = 2 * 2**30
_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Known:
    """A package that can be downloaded: its file's name, size in bytes and checksum."""

    file: str
    size: int
    sha256: str


KNOWN = {
    "translate-zh_en": Known(
        "translate-zh_en-1_9.argosmodel",
        74_481_402,
        "62e7af5a3a48b530e47b7b3e5c78c2de79073ecd815750d2bf3ab35b4a67da2d",
    ),
    "translate-zt_en": Known(
        "translate-zt_en-1_9.argosmodel",
        74_498_034,
        "a9ea826d801f059dd47f1f47b6c1dc9d762519a80ea3afd2a982130a42a25486",
    ),
}
_ADDRESS = "https://argos-net.com/v1/"


@dataclass(frozen=True, slots=True)
class InstalledPackage:
    """An installed package; `problem` is empty, or one line about what is wrong with it."""

    path: Path
    from_code: str
    to_code: str
    version: str
    problem: str = ""

    @property
    def name(self) -> str:
        """Its name, such as translate-zh_en."""
        return f"translate-{self.from_code}_{self.to_code}"

    def __str__(self) -> str:
        if self.problem:
            return f"{self.path.name}: {self.problem}"
        return f"{self.name} {self.version}"


def folders() -> list[Path]:
    """Argos' packages folders; new packages go into the first."""
    from argostranslate import settings

    return [Path(folder) for folder in settings.package_dirs]


def installed() -> list[InstalledPackage]:
    """All packages in Argos' folders; a damaged one has a `problem` and hides no other."""
    found = []
    for folder in folders():
        with contextlib.suppress(OSError):
            found += [
                _inspect(p) for p in sorted(folder.iterdir()) if p.is_dir() and not p.name.startswith(".")
            ]
    return found


def find(from_code: str, to_code: str = "en") -> InstalledPackage | None:
    """The whole package for a direction ("zt" or "zh" to "en"), the newest where there are several."""
    fitting = [p for p in installed() if not p.problem and (p.from_code, p.to_code) == (from_code, to_code)]
    return max(
        fitting, key=lambda p: [int(n) if n.isdigit() else 0 for n in p.version.split(".")], default=None
    )


def _inspect(path: Path) -> InstalledPackage:
    def broken(problem: str) -> InstalledPackage:
        return InstalledPackage(path, "?", "?", "?", problem)

    try:
        data = json.loads((path / "metadata.json").read_text("utf-8"))
        codes = (str(data["from_code"]), str(data["to_code"]))
        version = str(data.get("package_version", ""))
    except FileNotFoundError:
        return broken("has no metadata.json; remove it and install it again")
    except (OSError, ValueError, KeyError, TypeError):
        return broken("its metadata.json is damaged; remove it and install it again")
    package = InstalledPackage(path, *codes, version)
    for member in ("model/model.bin",):
        if not (path / member).is_file():
            return InstalledPackage(path, *codes, version, f"has no {member}; remove it and install it again")
    if not any((path / m).is_file() for m in ("sentencepiece.model", "bpe.model")):
        return InstalledPackage(
            path, *codes, version, "has no sentencepiece.model; remove it and install it again"
        )
    return package


def install_file(path: str | os.PathLike[str]) -> InstalledPackage:
    """Installs a package file, after one sentence was translated with it.

    Raises `PackageError` where the file is missing, damaged, of another direction, or has a
    member outside its folder; then nothing has been installed.
    """
    file = Path(path)
    if not file.is_file():
        raise PackageError(f"{file}: there is no such file")
    target = folders()[0]
    try:
        target.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=target, prefix=".installing-"))
    except OSError as error:
        raise PackageError(f"{target}: can't be written ({error.strerror})") from None
    try:
        package = _unpack(file, work)
        _try_out(package)
        place = target / package.path.name
        if place.exists():
            old = Path(tempfile.mkdtemp(dir=target, prefix=".replaced-"))
            place.replace(old / place.name)
            package.path.replace(place)
            shutil.rmtree(old, ignore_errors=True)
        else:
            package.path.replace(place)
        return _inspect(place)
    except OSError as error:
        raise PackageError(f"{file.name}: can't be installed ({error.strerror or error})") from None
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _unpack(file: Path, work: Path) -> InstalledPackage:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            tops = {m.filename.split("/")[0] for m in members}
            for member in members:
                parts = member.filename.replace("\\", "/").split("/")
                if member.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
                    raise PackageError(
                        f"{file.name}: a member leads outside its folder ({member.filename}); it is refused"
                    )
            if sum(m.file_size for m in members) > _LARGEST:
                raise PackageError(f"{file.name}: unpacks to more than {_LARGEST // 2**30} GB; it is refused")
            if len(tops) != 1:
                raise PackageError(f"{file.name}: is no Argos package (it must hold one folder)")
            archive.extractall(work)
    except (zipfile.BadZipFile, EOFError, zipfile.zlib.error, NotImplementedError, RuntimeError):
        raise PackageError(f"{file.name}: is damaged, or no Argos package; download it again") from None
    package = _inspect(work / tops.pop())
    if package.problem:
        raise PackageError(f"{file.name}: is no whole Argos package: {package.problem.split(';')[0]}")
    if package.to_code != "en" or package.from_code not in ("zh", "zt"):
        raise PackageError(
            f"{file.name}: translates {package.from_code} to {package.to_code}; Companion needs zh or zt to en"
        )
    return package


def _try_out(package: InstalledPackage) -> None:
    from companion.translation.engine import Engine

    try:
        answer = list(Engine(package.path).translate(["你好。"]))
    except Exception as error:
        raise PackageError(
            f"{package.path.name}: its model can't be used ({type(error).__name__}: {error})"
        ) from None
    if not answer:
        raise PackageError(f"{package.path.name}: its model gave no translation")


def install(
    name: str,
    progress: Callable[[int, int], None] | None = None,
    address: str = _ADDRESS,
    known: dict[str, Known] | None = None,
) -> InstalledPackage:
    """Downloads and installs a known package; this is the only place that uses the network.

    `progress` is called with the bytes done and the bytes in all. Raises `PackageError` where the
    name is unknown, the network or the server fails, or size and checksum are not as known.
    """
    choices = known or KNOWN
    if name not in choices:
        raise PackageError(f"'{name}' is no known package; there are: {', '.join(choices)}")
    wanted = choices[name]
    with tempfile.TemporaryDirectory(prefix="companion-") as folder:
        file = Path(folder) / wanted.file
        _download(address + wanted.file, file, wanted, progress)
        return install_file(file)


def _download(url: str, file: Path, wanted: Known, progress: Callable[[int, int], None] | None) -> None:
    way_out = f"or download it elsewhere and run: companion models install --from {wanted.file}"
    digest, done = hashlib.sha256(), 0
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT) as response, file.open("wb") as out:
            while chunk := response.read(2**18):
                done += len(chunk)
                if done > wanted.size:
                    raise PackageError(
                        f"{wanted.file}: the server sent more than its {wanted.size:,} bytes; try again later, {way_out}"
                    )
                digest.update(chunk)
                out.write(chunk)
                if progress:
                    progress(done, wanted.size)
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", None) or error
        raise PackageError(f"{wanted.file}: can't be downloaded ({reason}); try again, {way_out}") from None
    except OSError as error:
        raise PackageError(f"{wanted.file}: can't be stored ({error.strerror or error})") from None
    if done != wanted.size:
        raise PackageError(
            f"{wanted.file}: only {done:,} of {wanted.size:,} bytes came; try again, {way_out}"
        )
    if digest.hexdigest() != wanted.sha256:
        raise PackageError(
            f"{wanted.file}: its checksum is wrong; nothing was installed; try again, {way_out}"
        )


def remove(name: str) -> None:
    """Removes an installed package by its name or its folder's name. Raises `PackageError`."""
    fitting = [p for p in installed() if name in (p.name, p.path.name)]
    if not fitting:
        have = ", ".join(p.path.name for p in installed()) or "none"
        raise PackageError(f"'{name}' is not installed; installed are: {have}")
    for package in fitting:
        try:
            shutil.rmtree(package.path)
        except OSError as error:
            raise PackageError(f"{package.path.name}: can't be removed ({error.strerror})") from None
