"""The two folders of a user, data that must be kept and a cache that can be made again; and the folder that comes with Companion."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["cache_folder", "data_folder", "shipped_notebooks"]


def data_folder() -> Path:
    """The folder for what a person made: own terms, vocabulary, translations.

    `COMPANION_DATA_DIR` overrides the system's place. The folder need not exist yet.
    """
    if folder := os.environ.get("COMPANION_DATA_DIR"):
        return Path(folder)
    from platformdirs import user_data_path

    return user_data_path("hanzi-companion", appauthor=False)


def cache_folder() -> Path:
    """The folder for what can be made again; `COMPANION_CACHE_DIR` overrides the system's."""
    if folder := os.environ.get("COMPANION_CACHE_DIR"):
        return Path(folder)
    from platformdirs import user_cache_path

    return user_cache_path("hanzi-companion", appauthor=False)


def shipped_notebooks() -> Path:
    """The folder of the notebooks and their articles: in an installed package, or in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "data" / "notebooks"
    return installed if installed.is_dir() else package.parent / "notebooks"
