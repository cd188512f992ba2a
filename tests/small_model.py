"""The small trained model of the tests, as its Argos package and as the folder that another converter writes."""

from __future__ import annotations

import zipfile
from pathlib import Path

PACKAGE = Path(__file__).parent / "argos" / "translate-zh_en-0_1.argosmodel"


def converted_folder(place: Path) -> Path:
    """The model as a CTranslate2 folder with its SentencePiece model."""
    place.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(PACKAGE) as archive:
        for name in archive.namelist():
            if not name.endswith(("/", "metadata.json")):
                (place / Path(name).name).write_bytes(archive.read(name))
    return place


def own_folders(tmp_path: Path, monkeypatch) -> None:
    """Packages, models, memory and cache in folders of the test's own, empty."""
    from argostranslate import settings

    (tmp_path / "packages").mkdir(exist_ok=True)
    monkeypatch.setattr(settings, "package_data_dir", tmp_path / "packages")
    monkeypatch.setattr(settings, "package_dirs", [tmp_path / "packages"])
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COMPANION_CACHE_DIR", str(tmp_path / "cache"))
