"""Argos packages and the engine, with a small real package."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from argostranslate import package as argos_package

import companion
from companion.errors import PackageError
from companion.protocols import SourceSentence
from companion.translation import packages
from companion.translation.engine import Engine
from companion.translation.local import ArgosTranslator

FIXTURE = Path(__file__).parents[1] / "argos"
PACKAGE = FIXTURE / "translate-zh_en-0_1.argosmodel"
PAIRS = [line.split("\t") for line in (FIXTURE / "pairs.tsv").read_text("utf-8").splitlines()]


def test_the_trained_sentences_come_back_word_for_word(small_package, no_sockets):
    """Protects the engine: greedy decoding of the small package gives what it learned, offline."""
    answers = list(Engine(small_package.path, "fast").translate([zh for zh, _ in PAIRS]))
    assert answers == [en for _, en in PAIRS]


def test_answers_keep_the_order_and_empty_sentences(small_package):
    """Protects the alignment of sentences and English through sorting by length."""
    asked = ["你好。", "", "会议讨论了澜湄合作的未来。", " ", "谢谢大家。"]
    answers = list(Engine(small_package.path, "fast").translate(asked))
    assert answers[0] == "Hello." and answers[4] == "Thank you all." and answers[1] == answers[3] == ""


def test_a_traditional_article_is_translated_by_the_package_for_simplified(small_package, no_sockets):
    """Protects readers who have only translate-zh_en: the text is simplified first."""
    article = companion.read_text("雙方同意加強瀾湄合作。")
    translation = article.paragraphs[0].sentences[0].translation
    assert (translation.text, translation.origin) == (
        "The two sides agreed to strengthen Lancang-Mekong Cooperation.",
        "argos",
    )
    assert translation.engine == "translate-zh_en 0.1"
    assert [(t.term, t.status) for t in translation.terms] == [("diplomacy-lanmeihezuo", "applied")]
    assert article.notices == ()


def test_what_argos_installed_is_found_and_the_other_way_round(packages_folder):
    """Protects users of Argos Translate and LibreTranslate: one folder for all."""
    with zipfile.ZipFile(PACKAGE) as archive:  # as argostranslate.package.install_from_path unpacks it
        archive.extractall(packages_folder)
    assert [str(p) for p in packages.installed()] == ["translate-zh_en 0.1"]
    packages.remove("translate-zh_en")
    assert packages.installed() == []
    packages.install_file(PACKAGE)
    (found,) = argos_package.get_installed_packages()
    assert (found.from_code, found.to_code) == ("zh", "en")
    assert found.tokenizer.encode("你好。")


def test_a_broken_folder_hides_no_other(small_package, packages_folder):
    """Protects translation from one half package."""
    (packages_folder / "translate-de_en").mkdir()
    (packages_folder / "translate-fr_en").mkdir()
    (packages_folder / "translate-fr_en" / "metadata.json").write_text("{", encoding="utf-8")
    half = packages_folder / "translate-zt_en-1_9"
    shutil.copytree(small_package.path, half)
    shutil.rmtree(half / "model")
    problems = {p.path.name: p.problem for p in packages.installed()}
    assert "no metadata.json" in problems["translate-de_en"]
    assert "damaged" in problems["translate-fr_en"]
    assert "no model/model.bin" in problems["translate-zt_en-1_9"]
    assert packages.find("zh").path == small_package.path


def archive_with(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


META = json.dumps({"from_code": "zh", "to_code": "en", "package_version": "1"}).encode()


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"../evil.txt": b"x"}, "leads outside its folder"),
        ({"/evil.txt": b"x"}, "leads outside its folder"),
        ({"a__metadata.json": META}, "has no model/model.bin"),
        ({"a__metadata.json": b"{"}, "metadata.json is damaged"),
        ({"a__metadata.json": META, "b__x": b""}, "must hold one folder"),
        (
            {
                "a__metadata.json": META.replace(b'"zh"', b'"de"'),
                "a__model__model.bin": b"x",
                "a__sentencepiece.model": b"x",
            },
            "translates de to en",
        ),
        (
            {"a__metadata.json": META, "a__model__model.bin": b"x", "a__sentencepiece.model": b"x"},
            "its model can't be used",
        ),
    ],
)
def test_bad_packages_are_refused_and_leave_nothing(packages_folder, tmp_path, members, message):
    """Protects the packages folder from damaged and hostile archives."""
    with pytest.raises(PackageError, match=message):
        packages.install_file(archive_with(tmp_path / "bad.argosmodel", **members))
    assert list(packages_folder.iterdir()) == []
    assert not (tmp_path / "evil.txt").exists()


def test_a_damaged_archive_and_a_missing_file_are_told(packages_folder, tmp_path):
    """Protects users whose download broke off."""
    cut = tmp_path / "cut.argosmodel"
    cut.write_bytes(PACKAGE.read_bytes()[:-5000])
    with pytest.raises(PackageError, match="is damaged"):
        packages.install_file(cut)
    with pytest.raises(PackageError, match="no such file"):
        packages.install_file(tmp_path / "missing.argosmodel")
    with pytest.raises(PackageError, match="is not installed; installed are: none"):
        packages.remove("translate-zh_en")


def test_installing_again_replaces_the_package(small_package):
    """Protects a repair: a second installation leaves one whole package."""
    (small_package.path / "sentencepiece.model").unlink()
    again = packages.install_file(PACKAGE)
    assert again.problem == "" and len(packages.installed()) == 1


def test_without_a_package_the_reason_names_the_command(packages_folder):
    """Protects a newcomer: the way to English is one command."""
    translator = ArgosTranslator()
    (answer,) = translator.translate([SourceSentence("電騙", "电骗")])
    assert (
        answer.origin == "none"
        and "companion models install translate-zt_en" in answer.reason == translator.status()
    )


def test_a_model_that_breaks_later_is_a_reason_and_no_crash(small_package):
    """Protects reading from a damaged model: the gloss is shown with the reason."""
    (small_package.path / "model" / "model.bin").write_bytes(b"damaged")
    translation = companion.read_text("你好。").paragraphs[0].sentences[0].translation
    assert translation.origin == "gloss" and "is damaged" in translation.reason


def test_a_damaged_copy_gives_way_to_the_whole_package(small_package, packages_folder):
    """Protects a reader from a word gloss while a model that works lies beside the damaged one."""
    copy = packages_folder / "damaged"
    shutil.copytree(small_package.path, copy)
    (copy / "model" / "model.bin").write_bytes(b"damaged")
    article = companion.read_text("你好。再見。")
    assert {s.translation.origin for s in article.paragraphs[0].sentences} == {"argos"}
    (notice,) = article.notices
    assert "in the folder damaged is damaged" in notice and "companion models remove damaged" in notice
    (small_package.path / "model" / "model.bin").write_bytes(b"damaged too")
    assert companion.read_text("你好。").paragraphs[0].sentences[0].translation.origin == "gloss"


def test_a_package_is_installed_where_folders_cant_be_moved_from_beside(packages_folder, monkeypatch):
    """Protects packages folders that are disks of their own, such as a volume of a container."""
    rename = Path.rename

    def other_disk(self, target):
        if packages_folder not in self.parents:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", other_disk)
    replace = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda self, to: other_disk(self, to) if self.is_dir() else replace(self, to)
    )
    assert packages.install_file(PACKAGE).path.parent == packages_folder
    assert [p.name for p in packages_folder.iterdir()] == ["translate-zh_en-0_1"]
    assert not list(packages_folder.parent.glob(".companion-*"))


def test_packages_of_a_folder_that_cant_be_made_are_told_and_reading_goes_on(tmp_path):
    """Protects from a traceback where ARGOS_PACKAGES_DIR is wrong: the list says so, an article has its gloss."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    environment = {**os.environ, "ARGOS_PACKAGES_DIR": str(tmp_path / "file" / "packages")}
    (tmp_path / "a.txt").write_text("你好。", encoding="utf-8")
    commands = (
        ["models", "list"],
        ["models", "install", "--from", str(PACKAGE)],
        ["doctor"],
        ["annotate", str(tmp_path / "a.txt")],
    )
    code = (  # a process of its own, for Argos reads the variable when it is loaded; one, for starting it takes a second
        "import io, json, sys; from contextlib import redirect_stderr, redirect_stdout; from companion.cli import main\n"
        "for words in json.loads(sys.argv[1]):\n"
        "    with redirect_stdout(io.StringIO()) as told, redirect_stderr(told): code = main(words)\n"
        "    print(json.dumps([code, told.getvalue()]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, json.dumps(commands)],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for (first, *_), line in zip(commands, ended.stdout.splitlines(), strict=True):
        returned, told = json.loads(line)
        assert "name another one in ARGOS_PACKAGES_DIR" in told
        assert "Traceback" not in told and "--debug" not in told
        assert returned == (2 if first == "models" else 0)
