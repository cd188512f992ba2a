"""Builds the optional compiled core, `companion/language/core/core.c`, where there is a C compiler.

    python hatch_build.py

Hatchling runs it with each installation and each wheel; `make setup` runs it too. Where there is no compiler, where it fails,
or with COMPANION_PURE=1, Companion is installed without the core and does the same in numpy.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any
from zlib import crc32

FOLDER = Path(__file__).resolve().parent / "companion" / "language" / "core"
SOURCE, TARGET = FOLDER / "core.c", FOLDER / "core.so"
FLAGS = ("-std=gnu11", "-O3", "-shared", "-fPIC", "-fvisibility=hidden", "-ffp-contract=off")


def compiler() -> list[str] | None:
    """The command of a C compiler: that of the environment (CC), or the first that is there."""
    if sys.platform == "win32":  # GCC does not align the stack for AVX there
        return None
    if named := shlex.split(os.environ.get("CC", "")):
        return named if shutil.which(named[0]) else None
    if sys.platform == "darwin":  # without Apple's tools `cc` is a window that asks to install them
        with contextlib.suppress(OSError):
            if subprocess.run(["xcode-select", "-p"], capture_output=True).returncode:
                return None
    return next(([name] for name in ("cc", "gcc", "clang") if shutil.which(name)), None)


def built() -> str:
    """Builds the core and says in one line how it went; one that is there already, from this source, stays."""
    if os.environ.get("COMPANION_PURE", "") not in ("", "0"):
        TARGET.unlink(missing_ok=True)
        return "no compiled core was asked for: Companion works without it, slower"
    checksum = crc32(SOURCE.read_bytes())
    if _source_of(TARGET) == checksum:
        return "the compiled core is there"
    TARGET.unlink(missing_ok=True)
    if (command := compiler()) is None:
        return "no C compiler: Companion works without its compiled core, slower"
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / TARGET.name
        run = [*command, *FLAGS, f"-DCOMPANION_SOURCE={checksum}u", "-o", str(made), str(SOURCE)]
        done = subprocess.run(run, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)
        if done.returncode or _source_of(made) != checksum:
            said = (done.stderr.strip().splitlines() or ["what it made does not load"])[0]
            return f"{command[0]} can't build the compiled core ({said}): Companion works without it, slower"
        part = TARGET.with_name(f"{TARGET.name}.{os.getpid()}")  # it takes its name when it is whole
        shutil.copyfile(made, part)
        part.replace(TARGET)
    return "the compiled core is built"


def _source_of(library: Path) -> int:
    """The checksum of the source that a library was built from; 0 where it does not load."""
    code = "import ctypes, sys; print(ctypes.c_uint32.in_dll(ctypes.CDLL(sys.argv[1]), 'companion_source').value)"
    done = subprocess.run([sys.executable, "-c", code, str(library)], capture_output=True, text=True)
    return int(done.stdout) if done.returncode == 0 else 0


def main() -> str:
    """`built`, whatever comes: no installation fails for it."""
    try:
        return built()
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return f"the compiled core can't be built ({error}): Companion works without it, slower"


if __name__ == "__main__":
    print(main())
else:
    with contextlib.suppress(ImportError):
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface

        class CoreHook(BuildHookInterface):
            """Puts the core into a wheel, whose name then says for which kind of machine it is."""

            PLUGIN_NAME = "custom"

            def initialize(self, version: str, build_data: dict[str, Any]) -> None:
                if self.target_name != "wheel":
                    return
                self.app.display_info(main())
                if version != "editable" and TARGET.is_file():
                    build_data["artifacts"].append(f"/{TARGET.relative_to(self.root).as_posix()}")
                    machine = sysconfig.get_platform().replace("-", "_").replace(".", "_")
                    build_data["pure_python"], build_data["tag"] = False, f"py3-none-{machine}"
