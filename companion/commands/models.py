"""The command `companion models`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from companion.commands.shared import Register, print_text, show_progress
from companion.errors import InputError

if TYPE_CHECKING:
    from companion.translation.converted import Kind
    from companion.translation.packages import InstalledPackage

__all__ = ["add"]

_NAMES = "translate-zt_en (Traditional) or translate-zh_en (Simplified)"
_STAGES = "raw: the model alone; rewritten: the mainland's wording of the terms given to it; without either: checked, tried again, terms put in"
_ACTIONS = ("list", "install", "info", "use", "remove", "test", "bundle", "cache")


def add(command: Register) -> None:
    """Adds `companion models`."""
    models = command("models", _models, "Offline translation models: list, install, choose, measure, remove.")
    models.add_argument("action", choices=_ACTIONS, metavar="ACTION", help=", ".join(_ACTIONS))
    models.add_argument(
        "name",
        nargs="*",
        default=[],
        help=f"{_NAMES}; test: articles with a TMX beside them; use: a model, or auto",
    )
    models.add_argument(
        "--from",
        dest="file",
        metavar="PLACE",
        help="install: a package file or bundle that you have, or the folder of a CTranslate2 model (OPUS-MT, NLLB-200, M2M-100 …)",
    )
    models.add_argument(
        "-o", "--output", metavar="FILE", default="", help="bundle: the file (default: companion-models.zip)"
    )
    models.add_argument(
        "--name", dest="as_name", metavar="NAME", default="", help="install --from FOLDER: what it is called"
    )
    models.add_argument(
        "--licence", metavar="TEXT", default="", help="install --from FOLDER: the model's licence"
    )
    models.add_argument(
        "--quality",
        choices=("fast", "balanced", "best"),
        default="best",
        help="test: the width of the search",
    )
    models.add_argument(
        "--memory",
        metavar="TMX",
        action="append",
        default=[],
        help="test: on the sentences of a translation memory",
    )
    models.add_argument(
        "--machine",
        dest="machines",
        metavar="NAME",
        action="append",
        default=[],
        help="test: this model or server only (llm, libretranslate); may be given again",
    )
    models.add_argument(
        "--stages", action="store_true", help="test: also the model alone, and with the terms' wording"
    )
    models.add_argument(
        "--report", action="store_true", help="test: in Markdown, with versions, for an issue of the project"
    )
    models.add_argument("--clear", action="store_true", help="cache: forget what was translated before")


def _models(options: argparse.Namespace) -> int:
    action = options.action
    for given, flag in (
        (options.file, "--from"),
        (options.as_name, "--name"),
        (options.licence, "--licence"),
    ):
        if given and action != "install":
            raise InputError(f"{flag} belongs to: companion models install, not to {action}")
    for given, flag in (
        (options.memory, "--memory"),
        (options.machines, "--machine"),
        (options.stages, "--stages"),
        (options.report, "--report"),
    ):
        if given and action != "test":
            raise InputError(f"{flag} belongs to: companion models test, not to {action}")
    if options.output and action != "bundle":
        raise InputError(f"--output belongs to: companion models bundle, not to {action}")
    if options.clear and action != "cache":
        raise InputError(f"--clear belongs to: companion models cache, not to {action}")
    if action in ("install", "remove", "use") and not options.file and len(options.name) != 1:
        raise InputError(f"companion models {action} needs one name: {_NAMES}")
    return _RUN[action](options) or 0


def _list(options: argparse.Namespace) -> None:
    from companion.translation import packages
    from companion.translation.engines import preference

    found = [packages.tried(p) for p in packages.installed()]
    chosen = preference()
    for package in found:
        mark = " – the one that you prefer" if chosen in (package.name, package.path.name) else ""
        print_text(f"{_line(package, found)}{mark}\n")
    if not any(not p.problem and p.usable for p in found):
        print_text(f"{packages.MISSING}\n")
    have = {p.name for p in found if not p.problem}
    for name, known in packages.KNOWN.items():
        if name not in have:
            print_text(f"to be had: {name} ({known.size / 1e6:.1f} MB)\n")


def _line(package: InstalledPackage, found: list[InstalledPackage]) -> str:
    if package.problem:
        return str(package)
    if not package.usable:
        return f"{package}: is not used; Companion needs zh or zt to en"
    twice = sum(p.name == package.name for p in found) > 1
    return f"{package.credit}, in the folder {package.path.name}" if twice else package.credit


def _install(options: argparse.Namespace) -> None:
    from pathlib import Path

    from companion.files import digest, is_file, is_there
    from companion.translation import packages
    from companion.translation.bundle import install_from, is_bundle
    from companion.translation.converted import KINDS

    name = options.name[0] if options.name else ""
    file = options.file or (name if name not in packages.KNOWN and is_there(name) else "")
    if file:
        installed = install_from(file, options.as_name, options.licence, show_progress)
        if is_file(file) and is_bundle(file):
            print_text(
                f"{Path(file).name}: sha256 {digest(file).hex()}, which is to be the same where it was packed\n"
            )
    elif options.as_name or options.licence:
        raise InputError("--name and --licence belong to: companion models install --from FOLDER")
    else:
        installed = [packages.install(name, progress=show_progress)]
    for package in installed:
        print_text(f"installed {package} in {package.path}\n")
        if kind := KINDS.get(package.kind):
            _told(package, kind)


def _told(package: InstalledPackage, kind: Kind) -> None:
    """What a model was taken for, what it says, and under which licence."""
    from companion.translation import packages

    print_text(f"{kind.title}: says '{packages.try_out(package)}' for {packages.TRIED}\n")
    if not package.licence:
        family = kind.title.split(",")[0]
        usual = f"; the published {family} models are {kind.usual_licence}" if kind.usual_licence else ""
        print_text(
            f"its licence is not known{usual}: install it again with --licence TEXT, for pages that you hand out\n"
        )


def _use(options: argparse.Namespace) -> None:
    from companion.translation.engines import AUTO, prefer

    prefer(options.name[0])
    own = options.name[0] != AUTO
    print_text(
        f"English is by {options.name[0]} from now on\n" if own else "English is by whichever model suits\n"
    )


def _info(options: argparse.Namespace) -> None:
    from companion.translation import packages

    names = set(options.name)
    found = [p for p in packages.installed() if not names or names & {p.name, p.path.name}]
    unknown = names - {n for p in found for n in (p.name, p.path.name)} - packages.KNOWN.keys()
    if unknown:
        raise InputError(f"'{sorted(unknown)[0]}' is not installed and not known; see: companion models list")
    for package in found:
        print_text(f"{package}\n  folder    {package.path}\n")
        if not package.problem:
            print_text(f"  languages {package.from_code} to {package.to_code}\n")
            print_text(f"  kind      {package.kind}, {' and '.join(package.scripts)} characters\n")
            print_text(f"  licence   {package.licence or 'not known'}\n")
            print_text(f"  size      {packages.size(package) / 1e6:.1f} MB\n")
            print_text(f"  checksum  {packages.checksum(package)}\n")
            print_text(f"  model     {_state(package)}\n")
    for name, known in packages.KNOWN.items():
        if (not names or name in names) and not any(p.name == name for p in found):
            print_text(
                f"{name}: not installed\n  file      {known.file}\n  size      {known.size / 1e6:.1f} MB\n"
            )
            print_text(f"  sha256    {known.sha256}\n  address   {packages.address_of(name)}\n")


def _state(package: InstalledPackage) -> str:
    from companion.errors import PackageError
    from companion.translation import packages

    try:
        packages.try_out(package)
    except PackageError as error:
        return f"damaged: {error}; install it again with: companion models install {packages.way_to(package)}"
    if not package.usable:
        return "whole, but not used: Companion needs zh or zt to en"
    return "whole, one sentence was translated with it"


def _remove(options: argparse.Namespace) -> None:
    from companion.translation import packages

    packages.remove(options.name[0])
    print_text(f"removed {options.name[0]}\n")


def _test(options: argparse.Namespace) -> None:
    from companion.measuring import STAGES, compare

    found = compare(
        options.name,
        memory=options.memory,
        machines=options.machines,
        quality=options.quality,
        stages=STAGES if options.stages else ("final",),
        progress=show_counted,
    )
    if options.report:
        print_text(found.report())
        return
    first = found.measures[0]
    print_text(f"{', '.join(found.texts)}; quality {found.quality}\n")
    print_text(
        f"{first.sentences} sentences with a person's translation, {first.terms} uses of glossary terms, {first.numbers} numbers\n\n"
    )
    print_text(f"{found.table()}\n{found.chart()}\n" + "".join(f"{line}\n" for line in found.notes()))
    if options.stages:
        print_text(f"{_STAGES}\n")


def _bundle(options: argparse.Namespace) -> None:
    from companion.files import digest
    from companion.translation.bundle import BUNDLE, write_bundle

    file, packed = write_bundle(options.name, options.output or BUNDLE, show_progress)
    for package in packed:
        print_text(
            f"packed {package}: {package.licence or 'its licence is not known: see whether you may pass it on'}\n"
        )
    print_text(f"{file}: {file.stat().st_size / 1e6:.1f} MB, sha256 {digest(file).hex()}\n")
    print_text(f"on each machine, without a network: companion models install {file.name}\n")


def _cache(options: argparse.Namespace) -> None:
    from companion.translation.cache import TranslationCache, cache_path

    cache = TranslationCache()
    if options.clear:
        count = cache.clear()
        print_text(f"forgot {count:,} translations\n")
    else:
        count, size = cache.size()
        print_text(f"{count:,} translations, {size / 1e6:.1f} MB, in {cache_path()}\n")


def show_counted(done: int, total: int) -> None:
    """How many sentences are done, on a terminal."""
    import sys

    if sys.stderr.isatty():
        print(
            f"\r{done} of {total} sentences", end="\n" if done == total else "", file=sys.stderr, flush=True
        )


_RUN = {
    "list": _list,
    "install": _install,
    "info": _info,
    "use": _use,
    "remove": _remove,
    "test": _test,
    "bundle": _bundle,
    "cache": _cache,
}
