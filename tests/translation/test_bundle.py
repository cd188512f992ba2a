"""Bundles of models: made on one machine, installed on another without a network, refused where anything is amiss."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from small_model import PACKAGE, converted_folder

from companion.cli import main
from companion.errors import OutputError, PackageError
from companion.translation import packages
from companion.translation.bundle import install_bundle, install_from, is_bundle, write_bundle

FOLDER = PACKAGE.stem


@pytest.fixture(autouse=True)
def own_data(packages_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def bundle(small_package, tmp_path) -> Path:
    """A bundle of the small package, which is installed here no longer."""
    file, packed = write_bundle((), tmp_path / "class.zip")
    assert packed == [small_package] and is_bundle(file) and not list(tmp_path.glob("*.part"))
    packages.remove(small_package.name)
    return file


def test_what_one_machine_packs_another_installs(tmp_path, capsys, no_sockets):
    """Protects a class without a network: Argos package and other model in one file, its sum shown on both sides."""
    folder = converted_folder(tmp_path / "converted")
    main(["models", "install", str(PACKAGE)])
    main(["models", "install", "--from", str(folder), "--name", "mine", "--licence", "CC BY 4.0"])
    capsys.readouterr()
    assert main(["models", "bundle"]) == 0
    out = capsys.readouterr().out
    assert "packed translate-zh_en 0.1: its licence is not known: see whether you may pass it on\n" in out
    assert "packed mine: CC BY 4.0\n" in out and out.endswith(
        "companion models install companion-models.zip\n"
    )
    for name in ("translate-zh_en", "mine"):
        main(["models", "remove", name])
    capsys.readouterr()
    assert main(["models", "install", "companion-models.zip"]) == 0
    again = capsys.readouterr().out
    assert out.split("sha256 ")[1][:64] == again.split("sha256 ")[1][:64]
    assert [p.credit for p in packages.installed()] == [
        "translate-zh_en 0.1",
        "CTranslate2 model mine (CC BY 4.0)",
    ]
    with zipfile.ZipFile("companion-models.zip") as archive:
        assert "mine: CC BY 4.0" in archive.read("README.txt").decode("utf-8")
    assert write_bundle()[0].read_bytes() == Path("companion-models.zip").read_bytes()


def changed(bundle: Path, how) -> Path:
    """The bundle with its members as `how` leaves them: a dict of names and bytes, the list of models first."""
    with zipfile.ZipFile(bundle) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    how(members)
    with zipfile.ZipFile(bundle, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return bundle


def with_list(change):
    def how(members):
        said = json.loads(members["bundle.json"])
        change(said, said["models"][0])
        members["bundle.json"] = json.dumps(said).encode()

    return how


def renamed_outside(name):
    def change(said, model):
        model["files"][name] = model["files"].pop("metadata.json")

    def how(members):
        with_list(change)(members)
        members[f"{FOLDER}/{name}"] = members.pop(f"{FOLDER}/metadata.json")

    return how


def longer(members):
    members[f"{FOLDER}/model/model.bin"] += b"x"


def one_byte(members):
    data = bytearray(members[f"{FOLDER}/model/model.bin"])
    data[1000] ^= 1
    members[f"{FOLDER}/model/model.bin"] = bytes(data)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        (one_byte, "model/model.bin is not what was packed"),
        (longer, "model/model.bin is not what was packed"),
        (lambda m: m.pop(f"{FOLDER}/sentencepiece.model"), "sentencepiece.model is missing from it"),
        (lambda m: m.update({"../evil.txt": b"x"}), "holds ../evil.txt, which its list does not name"),
        (lambda m: m.update({"/etc/evil": b"x"}), "which its list does not name"),
        (lambda m: m.update({f"{FOLDER}/more": b"x"}), "which its list does not name"),
        (renamed_outside("../../evil.txt"), "leads outside its folder"),
        (renamed_outside("a\\..\\evil.txt"), "leads outside its folder"),
        (renamed_outside("/evil.txt"), "leads outside its folder"),
        (renamed_outside(".evil"), "leads outside its folder"),
        (with_list(lambda said, model: model.update(folder="..")), "has no name that can be"),
        (with_list(lambda said, model: model.update(folder="C:")), "has no name that can be"),
        (with_list(lambda said, model: said.update(models=[model, model])), "holds something twice"),
        (with_list(lambda said, model: said.update(models=[])), "which its list does not name"),
        (with_list(lambda said, model: said.update(format="companion-models@9")), "update Companion"),
        (with_list(lambda said, model: said.update(models="x")), "is damaged or not complete"),
        (
            with_list(lambda said, model: model["files"]["metadata.json"].update(size=-1)),
            "no size that can be",
        ),
        (
            with_list(lambda said, model: model["files"]["metadata.json"].update(size=2**50)),
            "unpacks to more than",
        ),
        (lambda m: m.update({"bundle.json": b"{"}), "is damaged or not complete"),
        (lambda m: m.update({"bundle.json": b"[" * 100_000}), "bundle of models"),
    ],
)
def test_a_bundle_that_was_changed_installs_nothing(bundle, tmp_path, packages_folder, how, message):
    """Protects thirty machines from a file that was changed, by a person or on the way: one line, nothing put in place."""
    changed(bundle, how)
    with pytest.raises(PackageError, match=message) as raised:
        install_from(bundle)
    assert "\n" not in str(raised.value) and str(raised.value).startswith("class.zip: ")
    assert packages.installed() == [] and list(packages_folder.iterdir()) == []
    assert not list(tmp_path.rglob("evil*")) and not list(tmp_path.glob(".companion-*"))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_bundle_that_was_cut_off_is_told(bundle, share):
    """Protects who takes the stick away too soon."""
    data = bundle.read_bytes()
    bundle.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(PackageError, match="bundle of models: it is damaged or not complete"):
        install_from(bundle)
    assert packages.installed() == []


def test_damage_within_the_archive_is_told(bundle):
    """Protects from what a stick does to a file: a spoilt piece is found, whichever it is."""
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 64] = bytes(64)
    bundle.write_bytes(bytes(data))
    with pytest.raises(PackageError, match="copy it again from where it was made"):
        install_bundle(bundle)
    assert packages.installed() == []


def test_only_whole_models_are_packed_and_no_other_file_is_replaced(small_package, tmp_path):
    """Protects the class from a damaged model, and a teacher's own file from being written over."""
    (tmp_path / "lesson.zip").write_bytes(b"mine")
    with pytest.raises(OutputError, match="exists and is no bundle"):
        write_bundle((), tmp_path / "lesson.zip")
    with pytest.raises(PackageError, match="'none-such' is not installed"):
        write_bundle(["none-such"], tmp_path / "b.zip")
    with pytest.raises(OutputError, match="can't be written"):
        write_bundle((), tmp_path / "no folder" / "b.zip")
    (small_package.path / "model" / "model.bin").write_bytes(b"damaged")
    with pytest.raises(PackageError, match="its model is damaged"):
        write_bundle((), tmp_path / "b.zip")
    assert (tmp_path / "lesson.zip").read_bytes() == b"mine" and not (tmp_path / "b.zip").exists()
