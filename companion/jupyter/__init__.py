"""What Companion needs of the Jupyter around it: that a saved notebook keeps its readers, and its pages show them.

JupyterLab and Notebook 7 do not save widgets unless a setting says so, and nbconvert draws saved ones with scripts
from the network. `companion lab` says so for the labs it starts, by a settings folder of its own; `set_up` does it for
every lab of a person, by files of our own beside theirs. No setting that a person has made is changed.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from companion.errors import CompanionError, OutputError
from companion.files import is_file, read_text, write_text_atomically

__all__ = ["lab_environment", "own_setting", "remove_set_up", "saves_widgets", "saving_notice", "set_up"]

_HERE = Path(__file__).parent
_PLUGIN = "@jupyter-widgets/jupyterlab-manager:plugin"
_SETTING = "saveState"
_OVERRIDES = "default_setting_overrides"
_OWN_NAME = "hanzi-companion.json"
_TEMPLATES = ("lab", "classic")
_TEMPLATE = "display_priority.j2"
_FOLDERS = (
    3  # that a file of ours may have needed: nbconvert/templates/lab, labconfig/default_setting_overrides.d
)
_MARK = "Companion has a static"
NOTICE = (
    "Jupyter does not save this reader in the notebook: reopened, it is gone until its cell is run again; "
    "to have readers saved: companion jupyter setup"
)
_told = False


def lab_environment() -> dict[str, str]:
    """The environment of a lab that saves widgets and asks nothing about news, and of a Voilà that asks nobody else.

    A folder of settings is named before those of the person and the machine, whose files stay as they are; a
    choice that the person made in the settings editor still wins. A folder with Voilà's page is named too, and the
    folder of the commands, so that `companion` is found in Lab's terminals and by `!companion` in a cell.

    Returns:
        The whole environment for the server's process.

    >>> lab_environment()["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0] == str(_HERE / "config")
    True
    """
    paths = {}
    for name, own in (
        ("JUPYTER_CONFIG_PATH", _HERE / "config"),
        ("JUPYTER_PATH", _HERE / "share"),
        ("PATH", Path(sys.executable).parent),
    ):
        known = os.environ.get(name)
        paths[name] = os.pathsep.join([str(own), *([known] if known else [])])
    return {**os.environ, **paths}


def set_up() -> list[str]:
    """Turn the saving of widgets on for each JupyterLab and Notebook 7 of this person, and nbconvert's static views.

    Only files of our own are written: one with a default setting, in the person's Jupyter folder, and two templates
    that nbconvert finds there.

    Returns:
        A line for each file: what was done, or why not.

    Raises:
        OutputError: A file can't be written.
    """
    lines = []
    for file, text, what in _own_files():
        if not is_file(file):
            _write(file, text)
            lines.append(f"{what}: wrote {file}")
        elif read_text(file) == text:
            lines.append(f"{what}: was set up already ({file})")
        elif _is_ours(file):
            _write(file, text)
            lines.append(f"{what}: brought up to date ({file})")
        else:
            lines.append(f"{what}: left out, {file} is not Companion's")
    if own_setting() is False:
        lines.append(
            f"but your own settings say no: turn on Settings → Save Widget State Automatically, or mend {_user_settings()}"
        )
    return lines


def remove_set_up() -> list[str]:
    """Take back what `set_up` wrote.

    Returns:
        A line for each file that is gone, or one that says there was none.

    Raises:
        OutputError: A file can't be removed.
    """
    from jupyter_core.paths import jupyter_config_dir, jupyter_data_dir

    lines = []
    for file, _, what in _own_files():
        if not is_file(file):
            continue
        if not _is_ours(file):
            lines.append(f"{what}: left alone, {file} is not Companion's")
            continue
        try:
            file.unlink()
            for folder in list(file.parents)[:_FOLDERS]:
                if folder in (Path(jupyter_config_dir()), Path(jupyter_data_dir())) or any(folder.iterdir()):
                    break
                folder.rmdir()
        except OSError as error:
            raise OutputError(f"{file}: can't be removed ({error.strerror or error})") from None
        lines.append(f"{what}: removed {file}")
    return lines or ["nothing was set up: there is nothing to remove"]


def saves_widgets() -> bool:
    """Whether a JupyterLab or Notebook 7 of this person saves widgets in a notebook.

    Returns:
        What the person's own choice says, else what the defaults of the machine and of Companion say.
    """
    chosen = own_setting()
    return any(_defaults()) if chosen is None else chosen


def own_setting() -> bool | None:
    """The person's own choice in the settings editor; None where they made none."""
    try:
        text = read_text(_user_settings())
    except CompanionError:
        return None
    # The file is JSON with comments, as a person may leave them.
    bare = re.sub(
        r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', lambda m: m.group(1) or "", text, flags=re.DOTALL
    )
    found = re.search(rf'[{{,]\s*"?{_SETTING}"?\s*:\s*(true|false)\b', bare)
    return found.group(1) == "true" if found else None


def saving_notice() -> str:
    """The line that tells a person that a reader will not be saved; empty after the first time, and where it will.

    It is for a kernel that a JupyterLab or a Notebook 7 started: neither Voilà nor a script has a notebook to save.

    Returns:
        One line, or nothing.
    """
    global _told
    if _told or "ipykernel" not in sys.modules or not os.environ.get("JPY_SESSION_NAME"):
        return ""
    if any(name.startswith("VOILA_") for name in os.environ) or saves_widgets():
        return ""
    _told = True
    return NOTICE


def _own_files() -> Iterator[tuple[Path, str, str]]:
    """Each file that `set_up` writes: where, what stands in it, and what it is for."""
    from jupyter_core.paths import jupyter_config_dir, jupyter_data_dir

    setting = json.dumps({_PLUGIN: {_SETTING: True}}, indent=2) + "\n"
    folder = Path(jupyter_config_dir()) / "labconfig" / f"{_OVERRIDES}.d"
    yield folder / _OWN_NAME, setting, "JupyterLab and Notebook 7 save readers in a notebook"
    for name in _TEMPLATES:
        text = read_text(_HERE / "templates" / name / _TEMPLATE)
        place = Path(jupyter_data_dir()) / "nbconvert" / "templates" / name / _TEMPLATE
        yield place, text, f"nbconvert's pages (template {name}) show readers without the network"


def _is_ours(file: Path) -> bool:
    return file.name == _OWN_NAME or _MARK in read_text(file)


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{file.parent}: can't be made ({error.strerror or error})") from None
    write_text_atomically(file, text)


def _user_settings() -> Path:
    from jupyter_core.paths import jupyter_config_dir

    folder = os.environ.get("JUPYTERLAB_SETTINGS_DIR") or Path(jupyter_config_dir()) / "lab" / "user-settings"
    return Path(folder) / "@jupyter-widgets" / "jupyterlab-manager" / "plugin.jupyterlab-settings"


def _defaults() -> Iterator[bool]:
    """What each file of default settings says that JupyterLab would read."""
    try:
        from jupyter_core.paths import jupyter_config_path, jupyter_path
    except ImportError:
        return
    folders = [Path(p) / "labconfig" for p in jupyter_config_path()]
    apps = [Path(os.environ["JUPYTERLAB_DIR"])] if os.environ.get("JUPYTERLAB_DIR") else []
    apps += [Path(p) / "lab" for p in jupyter_path()]
    files = [f / f"{_OVERRIDES}.json" for f in folders] + [a / "settings" / "overrides.json" for a in apps]
    many = [f / f"{_OVERRIDES}.d" for f in folders] + [a / "settings" / "overrides.d" for a in apps]
    for file in (*files, *(f for folder in many for f in sorted(folder.glob("*.json")))):
        yield _says(file)


def _says(file: Path) -> bool:
    try:
        data: Any = json.loads(read_text(file))
    except (CompanionError, ValueError):
        return False
    plugin = data.get(_PLUGIN) if isinstance(data, dict) else None
    return isinstance(plugin, dict) and plugin.get(_SETTING) is True
