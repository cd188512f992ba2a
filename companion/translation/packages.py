"""Translation models on this machine: what is installed, and installing, checking and removing them.

An Argos package is a folder in Argos' own packages folder, so that what Argos Translate or
LibreTranslate installed is found, and the other way round. Any other CTranslate2 model is a folder of the same form in
Companion's own (`converted.py` puts it there), which its `metadata.json` gives a `kind` and the tokens of its languages. Only `argostranslate.settings` and
`.package` are used: they need neither torch nor stanza nor spacy.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from companion.errors import InputError, OutputError, PackageError, missing
from companion.files import (
    as_path,
    digest,
    is_file,
    is_folder,
    is_there,
    locked,
    opened,
    ordinary,
    parsing,
    put_folder,
    read_bytes,
)
from companion.files.folders import cache_folder, data_folder
from companion.han import HAN
from companion.translation.download import Known, Patience, download

__all__ = [
    "KNOWN",
    "MISSING",
    "OPUS",
    "InstalledPackage",
    "Known",
    "address_of",
    "begun",
    "candidates",
    "checksum",
    "converted",
    "find",
    "folders",
    "home_of",
    "host_of",
    "inspect",
    "install",
    "install_file",
    "installed",
    "models_folder",
    "put_in_place",
    "remove",
    "size",
    "tried",
    "try_out",
    "way_to",
]

MISSING = "no translation model installed: English is a word gloss; install one with: companion models install translate-zt_en"
_LARGEST = 2 * 2**30
_MOST_MEMBERS = 10_000
_VERSION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,5}")
_CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_FOLDER_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,100}")
_PIECES = ("sentencepiece.model", "bpe.model")
OPUS = "Argos Translate, OPUS-MT, CC BY 4.0"
ARGOS = "argos"
TRIED = "你好。"


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
    """An installed model; `problem` is empty, or one line about what is wrong with it.

    `kind` is "argos", or what sort of CTranslate2 model it is (`converted.KINDS`); `scripts` are those that it is given;
    `licence` is empty where nobody said it.
    """

    path: Path
    from_code: str
    to_code: str
    version: str
    problem: str = ""
    kind: str = ARGOS
    licence: str = ""
    scripts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name, such as translate-zh_en."""
        return f"translate-{self.from_code}_{self.to_code}" if self.kind == ARGOS else self.path.name

    @property
    def usable(self) -> bool:
        """Whether it is for a direction that Companion needs."""
        return self.to_code == "en" and self.from_code in ("zh", "zt")

    @property
    def credit(self) -> str:
        """What English by it names as its engine: the model, and its licence where that is known."""
        named = str(self) if self.kind == ARGOS else f"CTranslate2 model {self}"
        return f"{named} ({self.licence})" if self.licence else named

    def reads(self, traditional: bool) -> bool:
        """Whether a sentence of this script goes to it as it stands; else it is simplified first."""
        return "traditional" in self.scripts and (traditional or "simplified" not in self.scripts)

    def __str__(self) -> str:
        if self.problem:
            return f"{self.path.name}: {self.problem}"
        return f"{self.name} {self.version}".strip()


def folders() -> list[Path]:
    """Argos' packages folders; new packages go into the first. Raises `PackageError` where it can't be made."""
    with parsing("Argos' own settings", "settings", "mend or remove its settings.json", PackageError):
        try:
            from argostranslate import settings  # which makes its folders
        except OSError as error:
            raise PackageError(
                f"{error.filename}: Argos' folder can't be made ({error.strerror}); name another one in ARGOS_PACKAGES_DIR"
            ) from None
    return [Path(folder) for folder in settings.package_dirs]


def models_folder() -> Path:
    """Companion's own folder for models that are no Argos packages; it need not exist yet."""
    return data_folder() / "models"


def home_of(package: InstalledPackage) -> Path:
    """The folder where a model of its kind belongs."""
    return folders()[0] if package.kind == ARGOS else models_folder()


def installed() -> list[InstalledPackage]:
    """All models in Argos' folders and Companion's own; a damaged one has a `problem` and hides no other."""
    found = []
    for folder in (*folders(), models_folder()):
        with contextlib.suppress(OSError):
            found += [
                inspect(p) for p in sorted(folder.iterdir()) if is_folder(p) and not p.name.startswith(".")
            ]
    return found


def find(from_code: str, to_code: str = "en") -> InstalledPackage | None:
    """The whole package for a direction ("zt" or "zh" to "en"), the newest where there are several."""
    return next(iter(candidates(from_code, to_code)), None)


def candidates(from_code: str, to_code: str = "en") -> list[InstalledPackage]:
    """All that look whole for a direction, the newest first: whether a model can be used is seen only in use."""
    fitting = [
        p
        for p in installed()
        if (p.kind, p.from_code, p.to_code, p.problem) == (ARGOS, from_code, to_code, "")
    ]
    return sorted(fitting, key=lambda p: _numbers(p.version), reverse=True)


def converted() -> list[InstalledPackage]:
    """The CTranslate2 models that are no Argos packages and look whole, by name."""
    return [p for p in installed() if p.kind != ARGOS and p.usable and not p.problem]


def _numbers(version: str) -> list[int]:
    return [int(n) for n in version.split(".")] if _VERSION.fullmatch(version) else []


def tried(package: InstalledPackage) -> InstalledPackage:
    """The package with a `problem` where its model can't be used; one that Companion has no use for is not tried."""
    if package.problem or not package.usable:
        return package
    try:
        try_out(package)
    except PackageError:
        return replace(package, problem=f"its model is damaged; {_way_out(package.path)}")
    return package


def _way_out(path: Path) -> str:
    return f"remove it (companion models remove {path.name}) and install it again"


def inspect(path: Path) -> InstalledPackage:
    """The model in a folder, with its `problem` where it is damaged."""

    def broken(problem: str) -> InstalledPackage:
        return InstalledPackage(path, "?", "?", "?", problem)

    way_out = _way_out(path)
    if not is_there(path / "metadata.json"):
        return broken(f"has no metadata.json; {way_out}")
    try:
        with parsing(path.name, "a package"):
            data = json.loads(read_bytes(path / "metadata.json", largest=2**20))
            codes = (str(data["from_code"]), str(data["to_code"]))
            version = str(data.get("package_version", ""))
            kind, scripts = str(data.get("kind", ARGOS)), tuple(map(str, data.get("scripts", ())))
            licence = " ".join(str(data.get("licence", "")).split())[:100]
    except InputError:
        return broken(f"its metadata.json is damaged; {way_out}")
    if not all(map(_CODE.fullmatch, codes)) or (version and not _VERSION.fullmatch(version)):
        return broken(f"its metadata.json names no languages or no version; {way_out}")
    if kind == ARGOS:
        scripts = ("traditional",) if codes[0] == "zt" else ("simplified",)
        # Argos' own packages of these versions are OPUS-MT models; who makes another one says so in it.
        if not licence and any(
            f"{path.name}.argosmodel" == k.file and version == "1.9" for k in KNOWN.values()
        ):
            licence = OPUS
    package = InstalledPackage(path, *codes, version, "", kind, licence, scripts)
    problem = ""
    if strange := _no_ordinary_file(path):
        problem = f"{strange} is no ordinary file; {way_out}"
    elif not is_file(path / "model" / "model.bin"):
        problem = f"has no model/model.bin; {way_out}"
    elif not any(is_file(path / m) for m in _PIECES):
        problem = f"has no sentencepiece.model; {way_out}"
    return replace(package, problem=problem)


def _no_ordinary_file(folder: Path) -> str:
    """What a library would wait at for ever, where there is such a thing: a pipe, a device, a link to one."""
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                ordinary(Path(place) / name)
            except InputError:
                return name
    return ""


def install_file(path: str | os.PathLike[str]) -> InstalledPackage:
    """Installs a package file, after one sentence was translated with it.

    Raises `PackageError` where the file is missing, damaged, of another direction, has a member
    outside its folder, or another installation is under way; then nothing has been installed.
    """
    file = as_path(path, PackageError)
    if not is_there(file):
        raise missing(PackageError)(f"{file}: there is no such file; name a package file (.argosmodel)")
    ordinary(file, PackageError)
    return put_in_place(file.name, folders()[0], lambda work: _unpack(file, work))


def put_in_place(named: str, target: Path, make: Callable[[Path], InstalledPackage]) -> InstalledPackage:
    """Puts into `target` the model that `make` lays down in a folder to work in, after one sentence was translated with it.

    Args:
        named: What is installed, for messages.
        target: Argos' packages folder or Companion's own.
        make: Lays the model's folder into the folder that it is given.

    Raises:
        PackageError: as `make` says; the model can't be used; the disk is full or can't be written.
    """
    with _only_one(target):
        try:
            work = _work_folder(target)
        except OSError as error:
            raise PackageError(f"{target}: can't be written ({error.strerror})") from None
        try:
            package = make(work)
            try_out(package)
            return inspect(put_folder(package.path, target, work))
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise PackageError(
                    f"{named}: the disk is full; make room in {target} and run it again"
                ) from None
            raise PackageError(
                f"{named}: can't be installed in {target} ({error.strerror or error})"
            ) from None
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextlib.contextmanager
def _only_one(target: Path | None = None) -> Iterator[None]:
    """Lets one process at a time change the packages folder, and one at a time what was downloaded."""
    target = target or folders()[0]
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PackageError(f"{target}: can't be written ({error.strerror})") from None
    with contextlib.ExitStack() as held:
        for folder in (_downloads(), target):
            with contextlib.suppress(OSError):  # without a cache there are no downloads to keep apart
                folder.mkdir(parents=True, exist_ok=True)
            try:
                held.enter_context(locked(folder, patience=0))
            except OutputError:
                raise PackageError(
                    f"another installation is under way in {target}; wait until it has ended, then try again"
                ) from None
        yield


def _downloads() -> Path:
    return cache_folder() / "downloads"


def _work_folder(target: Path) -> Path:
    """A folder to unpack in, from which folders can be moved into `target`; beside it, where Argos doesn't look.

    Where `target` is a disk of its own, or one that is mounted there, it is in `target` itself.
    """
    for beside in (target.parent, target):
        with contextlib.suppress(OSError):
            for left in beside.glob(".companion-installing-*"):  # of an installation that was killed
                for old in left.glob("replaced-*"):
                    if not is_there(place := target / old.name.removeprefix("replaced-")):
                        old.rename(place)
                shutil.rmtree(left, ignore_errors=True)
            work = Path(tempfile.mkdtemp(dir=beside, prefix=".companion-installing-"))
            try:
                trial = Path(tempfile.mkdtemp(dir=work))
                trial.rename(target / f".{work.name}-trial").rmdir()
            except OSError:
                shutil.rmtree(work, ignore_errors=True)
                raise
            return work
    return Path(tempfile.mkdtemp(dir=target, prefix=".companion-installing-"))


def _unpack(file: Path, work: Path) -> InstalledPackage:
    full: OSError | None = None
    with (
        parsing(file.name, "an Argos package", "download it again", PackageError),
        opened(file, error=PackageError) as source,
        zipfile.ZipFile(source) as archive,
    ):
        members = archive.infolist()
        tops = {m.filename.split("/")[0] for m in members}
        for member in members:
            parts = member.filename.replace("\\", "/").split("/")
            if member.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
                raise PackageError(
                    f"{file.name}: a member leads outside its folder ({member.filename}); it is refused"
                )
        if sum(m.file_size for m in members) > _LARGEST or len(members) > _MOST_MEMBERS:
            raise PackageError(f"{file.name}: unpacks to more than {_LARGEST // 2**30} GB; it is refused")
        if len(tops) != 1 or not all(map(_FOLDER_NAME.fullmatch, tops)):
            raise PackageError(f"{file.name}: is no Argos package (it must hold one folder)")
        try:
            archive.extractall(work)
        except OSError as error:
            if error.errno in (None, errno.EINVAL):  # what a damaged archive leads to
                raise
            full = error
    if full:
        raise full
    package = inspect(work / tops.pop())
    if package.problem:
        raise PackageError(f"{file.name}: is no whole Argos package: {package.problem.split(';')[0]}")
    if not package.usable:
        raise PackageError(
            f"{file.name}: translates {package.from_code} to {package.to_code}; Companion needs zh or zt to en"
        )
    return package


def try_out(package: InstalledPackage) -> str:
    """The English of one sentence. Raises `PackageError` where the model is damaged, or its answer is no English."""
    from companion.translation.engine import Engine

    try:
        answer = list(Engine(package.path).for_script(package.reads(True)).translate([TRIED]))
    except Exception as error:
        raise PackageError(
            f"{package.path.name}: its model can't be used ({type(error).__name__}: {error})"
        ) from None
    if not answer:
        raise PackageError(f"{package.path.name}: its model gave no translation")
    if package.kind != ARGOS and (not re.search("[A-Za-z]", answer[0]) or re.search(f"[{HAN}]", answer[0])):
        raise PackageError(
            f"{package.path.name}: says '{answer[0][:60]}' for {TRIED}, which is no English; "
            f"is it a model from Chinese to English, with its own SentencePiece model?"
        )
    return answer[0]


def install(
    name: str,
    progress: Callable[[int, int], None] | None = None,
    address: str = "",
    known: dict[str, Known] | None = None,
    patience: Patience | None = None,
) -> InstalledPackage:
    """Downloads and installs a known package. A download that broke off goes on where it was.

    `progress` is called with the bytes done and the bytes in all. Raises `PackageError` where the
    name is unknown, the network or the server fails, or size and checksum are not as known.
    """
    choices = known or KNOWN
    if name not in choices:
        raise PackageError(f"'{name}' is no known package; there are: {', '.join(choices)}")
    with _only_one():
        file = download(
            (address or _ADDRESS) + choices[name].file, choices[name], _downloads(), progress, patience
        )
    package = install_file(file)
    with contextlib.suppress(OSError):
        file.unlink()
    return package


def begun(name: str) -> int:
    """The bytes of a known package that an earlier download has brought."""
    try:
        return (_downloads() / f"{KNOWN[name].file}.part").stat().st_size
    except OSError:
        return 0


def host_of(name: str) -> str:
    """The host that a known package is downloaded from.

    >>> bool(host_of("translate-zt_en"))
    True
    """
    return urlsplit(address_of(name)).hostname or ""


def address_of(name: str) -> str:
    """Where a known package can be fetched by hand, for a machine without a network.

    >>> address_of("translate-zt_en").endswith("/translate-zt_en-1_9.argosmodel")
    True
    """
    return _ADDRESS + KNOWN[name].file


def checksum(package: InstalledPackage) -> str:
    """What tells one model from another: the SHA-256 of the model and its pieces; "" where they can't be read.

    Worked out once for as long as the files don't change.
    """
    files = [f for f in sorted((package.path / "model").glob("*")) if f.is_file()]
    names = _PIECES if package.kind == ARGOS else (*_PIECES, "target.model", "metadata.json")
    files += [package.path / n for n in names if (package.path / n).is_file()]
    try:
        return _checksum(tuple((f, f.stat().st_mtime_ns, f.stat().st_size) for f in files))
    except (OSError, InputError):
        return ""


@lru_cache(maxsize=8)
def _checksum(files: tuple[tuple[Path, int, int], ...]) -> str:
    whole = hashlib.sha256()
    for file, _, _ in files:
        whole.update(os.fsencode(file.name) + digest(file))
    return whole.hexdigest()


def size(package: InstalledPackage) -> int:
    """The bytes that an installed package takes on the disk."""
    return sum(f.stat().st_size for f in package.path.rglob("*") if f.is_file())


def way_to(package: InstalledPackage) -> str:
    """What `companion models install` is given to have a model again."""
    return package.name if package.kind == ARGOS else "--from FOLDER"


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
