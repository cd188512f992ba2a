"""The machines that can make English here: each installed model, and the servers that are configured; and the one that is preferred."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from companion.errors import CompanionError, PackageError, UnknownNameError
from companion.files import change_text, read_bytes
from companion.files.folders import data_folder
from companion.protocols import Translator
from companion.translation import packages
from companion.translation.local import ArgosTranslator, CTranslate2Translator, LocalTranslator

__all__ = ["AUTO", "Machine", "machine", "machines", "prefer", "preference", "preferred"]

AUTO = "auto"
"""The preference of who has none: the Argos package for the script, else another model that is installed."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine that can be asked for English.

    Args:
        name: By which it is asked for: of a model its own, else "llm" or "libretranslate".
        label: What a person is shown: the model with its licence, or the server.
        host: Where the sentences are sent to; empty for a model that is installed here.
    """

    name: str
    label: str
    host: str = ""


def machines() -> list[Machine]:
    """All that can be asked on this machine as it is configured; one that is damaged is left out.

    >>> [m.name for m in machines() if m.host]
    []
    """
    found = []
    with contextlib.suppress(PackageError):
        whole = [p for p in packages.installed() if p.usable and not p.problem]
        names = [p.name for p in whole]
        for package in whole:
            name = package.name if names.count(package.name) == 1 else package.path.name
            found.append(Machine(name, package.credit))
    if llm := _host("COMPANION_LLM_URL"):  # the modules of the servers load what speaks to them
        model = os.environ.get("COMPANION_LLM_MODEL", "")
        found.append(Machine("llm", f"language model {model}".strip(), llm))
    if libre := _host("COMPANION_LIBRETRANSLATE_URL"):
        found.append(Machine("libretranslate", "LibreTranslate server", libre))
    return found


def _host(variable: str) -> str:
    """The host that an address in the environment names; "?" where it is none that can be used."""
    address = os.environ.get(variable, "")
    try:
        return (urlsplit(address).hostname or "?") if address else ""
    except ValueError:
        return "?"


def machine(name: str, **options: object) -> Translator:
    """The machine of a name.

    Args:
        name: One of `machines()`, or "auto".
        options: For a model, those of `LocalTranslator`.

    Raises:
        UnknownNameError: There is none of this name; it lists those there are.
    """
    if name == AUTO:
        return LocalTranslator(**options)  # type: ignore[arg-type]
    known = machines()
    if name not in [m.name for m in known]:
        have = ", ".join(m.name for m in known) or "none"
        raise UnknownNameError(f"no translation model or server is called '{name}'; there are: {have}")
    if name in ("llm", "libretranslate"):
        from companion.registry import resolve

        return resolve(
            "translator", name, **{k: v for k, v in options.items() if k == "cache" and name == "llm"}
        )
    argos = next(p for p in packages.installed() if name in (p.name, p.path.name)).kind == packages.ARGOS
    made = ArgosTranslator if argos else CTranslate2Translator
    return made(model=name, **options)  # type: ignore[arg-type]


def _file() -> Path:
    return data_folder() / "translator.txt"


def preference() -> str:
    """The name of the machine that this person prefers, else "auto"."""
    try:
        return read_bytes(_file(), largest=1000).decode("utf-8").strip() or AUTO
    except (CompanionError, OSError, ValueError):
        return AUTO


def prefer(name: str) -> None:
    """Makes a machine the one that English is asked of where nobody names another.

    Args:
        name: One of `machines()`, or "auto".

    Raises:
        UnknownNameError: There is none of this name.
    """
    machine(name)
    change_text(_file(), lambda _: name + "\n")


def preferred() -> Translator:
    """The machine that this person prefers; where it is there no longer, another, with a remark that says so."""
    name = preference()
    try:
        return machine(name)
    except UnknownNameError:
        return LocalTranslator(
            remark=f"the translation model that you prefer, {name}, is not here; choose another with: companion models use NAME"
        )
