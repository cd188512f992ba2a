"""CTranslate2 models of other families: the small package's model, its tokens renamed to those that each family has."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from small_model import PACKAGE

import companion
from companion.errors import PackageError
from companion.protocols import SourceSentence
from companion.translation import engines, packages
from companion.translation.converted import KINDS, install_folder
from companion.translation.engine import Engine
from companion.translation.local import CTranslate2Translator

MEETING = SourceSentence("會議討論了瀾湄合作的未來。", "会议讨论了澜湄合作的未来。")
ENGLISH = "The meeting discussed the future of Lancang-Mekong Cooperation."
# The family, its tokens in the place of what words, and what its converter calls the SentencePiece model.
FAMILIES = {
    "opus": ({}, "source.spm"),
    "opus-many": ({"z": ">>eng<<"}, "source.spm"),
    "madlad": ({"z": "<2en>"}, "spiece.model"),
    "nllb": ({"▁The": "eng_Latn", "z": "zho_Hans", "q": "zho_Hant"}, "sentencepiece.bpe.model"),
    "m2m": ({"▁The": "__en__", "z": "__zh__"}, "sentencepiece.bpe.model"),
    "mbart": ({"▁The": "en_XX", "z": "zh_CN"}, "sentencepiece.bpe.model"),
}


@pytest.fixture(autouse=True)
def own_data(packages_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("companion.translation.cache.cache_folder", lambda: tmp_path / "cache")


@pytest.fixture
def make(tmp_path):
    """A folder as a converter writes it, for a family; `eos` as the converter of Marian's own form sets it."""

    def folder(kind: str, name: str = "", eos: bool = False) -> Path:
        tokens, pieces = FAMILIES[kind]
        made = tmp_path / (name or kind)
        made.mkdir()
        with zipfile.ZipFile(PACKAGE) as archive:
            top = PACKAGE.stem
            vocabulary = json.loads(archive.read(f"{top}/model/shared_vocabulary.json"))
            config = json.loads(archive.read(f"{top}/model/config.json")) | {"add_source_eos": eos}
            (made / "model.bin").write_bytes(archive.read(f"{top}/model/model.bin"))
            (made / pieces).write_bytes(archive.read(f"{top}/sentencepiece.model"))
        (made / "config.json").write_text(json.dumps(config), "utf-8")
        (made / "shared_vocabulary.json").write_text(
            json.dumps([tokens.get(t, t) for t in vocabulary]), "utf-8"
        )
        return made

    return folder


@pytest.mark.parametrize("kind", FAMILIES)
def test_each_family_is_recognised_and_asked_in_its_own_way(make, kind, monkeypatch):
    """Protects English of every family: its tokens go before the sentence or the answer, and are no part of the English."""
    package = install_folder(make(kind))
    assert (package.kind, package.name, package.problem) == (kind, kind, "")
    assert packages.installed() == packages.converted() == [package]
    seen = spy(monkeypatch)
    family = KINDS[kind]
    for traditional in (True, False):
        engine = Engine(package.path, "fast").for_script(package.reads(traditional))
        asked = MEETING.text if package.reads(traditional) else MEETING.simplified
        (english,) = engine.translate([asked])
        source, target = seen.pop()
        token = (traditional and family.traditional) or family.simplified or family.into
        assert source[-1] == "</s>" and (source[0] == token or not token)
        assert target == ([family.into] if family.asks == "target" and family.into else None)
        as_it_stands = traditional and kind == "nllb"
        assert ("會" in "".join(source)) == as_it_stands
        if not as_it_stands:  # the small model has never seen a Traditional character
            assert english == (ENGLISH.removeprefix("The ") if target else ENGLISH)


def spy(monkeypatch) -> list:
    """What the model is given from now on: the tokens of the source and those that the answer begins with."""
    from companion.translation import engine

    seen: list = []
    real = engine._Loaded.model.func

    class Spied:
        def __init__(self, model):
            self.model = model

        def translate_batch(self, source, target_prefix=None, **more):
            seen.append((source[0], target_prefix and target_prefix[0]))
            return self.model.translate_batch(source, target_prefix=target_prefix, **more)

    monkeypatch.setattr(engine._Loaded, "model", property(lambda self: Spied(real(self))))
    return seen


def test_a_converted_model_is_one_more_package(make, monkeypatch):
    """Protects the whole way: installed from a folder, read with by itself, terms honoured, kept apart from Argos, removed."""
    folder = make("opus", "my-opus", eos=True)
    (folder / "README.md").write_text('---\nlanguage: zh\nlicense: "cc-by-4.0"\n---\n# A model\n', "utf-8")
    shutil.copy(folder / "source.spm", folder / "target.spm")
    package = install_folder(folder)
    assert package.credit == "CTranslate2 model my-opus (cc-by-4.0)"
    article = companion.read_text("雙方同意加強瀾湄合作。\n\n兩國合力打擊電騙。", paragraphs="blank-line")
    first, second = (p.sentences[0].translation for p in article.paragraphs)
    assert (first.origin, first.engine) == ("ctranslate2", "CTranslate2 model my-opus (cc-by-4.0)")
    assert [(t.term, t.status) for t in first.terms] == [("diplomacy-lanmeihezuo", "applied")]
    assert "telecom fraud" in second.text and [m.name for m in engines.machines()] == ["my-opus"]
    assert (
        companion.read_text("雙方同意加強瀾湄合作。", translator="my-opus")
        .paragraphs[0]
        .sentences[0]
        .translation
        == first
    )
    packages.install_file(PACKAGE)
    argos = companion.read_text("雙方同意加強瀾湄合作。").paragraphs[0].sentences[0].translation
    assert (argos.origin, argos.engine) == ("argos", "translate-zh_en 0.1")
    engines.prefer("my-opus")
    assert companion.read_text("雙方同意加強瀾湄合作。").paragraphs[0].sentences[0].translation == first
    packages.remove("my-opus")
    article = companion.read_text("雙方同意加強瀾湄合作。")
    assert article.paragraphs[0].sentences[0].translation == argos
    assert article.notices == (
        "the translation model that you prefer, my-opus, is not here; choose another with: companion models use NAME",
    )


@pytest.mark.parametrize(
    "form", ["shared txt", "source and target", "Argos' own layout", "one link", "a name of its own"]
)
def test_a_folder_may_be_laid_out_as_older_converters_did(make, form):
    """Protects models that were converted years ago, or lie in a cache of links."""
    folder = make("opus", eos=True)
    vocabulary = folder / "shared_vocabulary.json"
    tokens = json.loads(vocabulary.read_text("utf-8"))
    if form == "shared txt":
        vocabulary.unlink()
        (folder / "shared_vocabulary.txt").write_text("\n".join(tokens) + "\n", "utf-8")
    elif form == "source and target":
        shutil.copy(vocabulary, folder / "target_vocabulary.json")
        vocabulary.rename(folder / "source_vocabulary.json")
    elif form == "Argos' own layout":
        (folder / "model").mkdir()
        for file in ("model.bin", "config.json", "shared_vocabulary.json"):
            (folder / file).rename(folder / "model" / file)
    elif form == "one link":
        (folder / "model.bin").rename(folder.parent / "blob")
        (folder / "model.bin").symlink_to(folder.parent / "blob")
    else:
        (folder / "source.spm").rename(folder / "zh-en.bpe32k.spm")
    package = install_folder(folder)
    assert list(Engine(package.path, "fast").translate([MEETING.simplified])) == [ENGLISH]
    assert not any(p.is_symlink() for p in package.path.rglob("*"))


def test_traditional_and_simplified_sentences_of_one_article_go_to_a_model_of_both(make, monkeypatch):
    """Protects the order of the answers where a model is asked for each script apart."""
    install_folder(make("nllb"))
    seen = spy(monkeypatch)
    texts = ["会议讨论了澜湄合作的未来。", "會議討論了瀾湄合作的未來。", "警方打击电骗。", "警方打擊電騙。"]
    plain = [
        SourceSentence(t, s) for t, s in zip(texts, (texts[0], texts[0], texts[2], texts[2]), strict=True)
    ]
    answers = list(CTranslate2Translator(check=False, honour_terms=False).translate(plain))
    assert len(answers) == 4 and answers[0].text == ENGLISH.removeprefix("The ")
    assert {source[0] for source, _ in seen} == {"zho_Hans", "zho_Hant"}


def spoilt(folder: Path, what: str) -> Path:
    if what == "no model":
        (folder / "model.bin").unlink()
    elif what == "no pieces":
        (folder / "source.spm").unlink()
    elif what == "no vocabulary":
        (folder / "shared_vocabulary.json").unlink()
    elif what == "language model":
        (folder / "shared_vocabulary.json").rename(folder / "vocabulary.json")
    elif what == "two pieces":
        (folder / "source.spm").rename(folder / "a.spm")
        shutil.copy(folder / "a.spm", folder / "b.spm")
    elif what == "damaged pieces":
        (folder / "source.spm").write_bytes(b"no pieces")
    elif what == "damaged model":
        (folder / "model.bin").write_bytes(b"no model")
    elif what == "damaged vocabulary":
        (folder / "shared_vocabulary.json").write_text("{", "utf-8")
    elif what in ("other vocabulary", "other direction", "no Chinese"):
        words = {
            "other vocabulary": [],
            "other direction": [">>cmn_Hans<<", ">>cmn_Hant<<"],
            "no Chinese": ["eng_Latn"],
        }
        tokens = [*words[what], *(f"▁w{n}" for n in range(1200))]
        (folder / "shared_vocabulary.json").write_text(json.dumps(tokens), "utf-8")
    elif what == "hugging face":
        (folder / "model.bin").rename(folder / "model.safetensors")
    elif what == "marian":
        (folder / "model.bin").rename(folder / "opus.npz")
    elif what == "deeper":
        (folder / "inner").mkdir()
        (folder / "model.bin").rename(folder / "inner" / "model.bin")
    elif what == "not English":
        vocabulary = json.loads((folder / "shared_vocabulary.json").read_text("utf-8"))
        swapped = [f"好{n}" if t[-1:].isascii() and n > 1 else t for n, t in enumerate(vocabulary)]
        (folder / "shared_vocabulary.json").write_text(json.dumps(swapped), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("no model", "has no model.bin; it is no folder of a CTranslate2 model"),
        ("no pieces", "has no SentencePiece model; copy it from where"),
        ("no vocabulary", "has no vocabulary"),
        ("language model", "is a CTranslate2 model of another sort"),
        ("two pieces", r"which is the SentencePiece model of Chinese, a.spm or b.spm\? Call it source.spm"),
        ("damaged pieces", "source.spm"),
        ("damaged model", "its model can't be used"),
        ("damaged vocabulary", "shared_vocabulary.json"),
        ("other vocabulary", "source.spm does not belong to this model"),
        ("other direction", "but none for English"),
        ("no Chinese", "it knows no Chinese"),
        (
            "hugging face",
            "ct2-transformers-converter --model wrong --output_dir wrong-ct2 --quantization int8 --copy_files source.spm",
        ),
        ("marian", "ct2-opus-mt-converter --model_dir wrong"),
        ("deeper", "its folder inner has one: name that"),
        ("not English", "which is no English"),
    ],
)
def test_a_folder_that_is_no_whole_model_is_told_in_one_line_and_leaves_nothing(
    make, tmp_path, what, message
):
    """Protects who converts a model for the first time: what is missing, and the command that mends it."""
    with pytest.raises(PackageError, match=message) as raised:
        install_folder(spoilt(make("opus", "wrong"), what))
    assert "\n" not in str(raised.value) and str(raised.value).startswith("wrong: ")
    assert packages.installed() == [] and not list((tmp_path / "data").rglob("model.bin"))


def test_a_package_that_was_unpacked_goes_where_it_belongs(packages_folder, tmp_path, make):
    """Protects who copies a folder from one machine to another: Argos' to Argos' folder, another to ours."""
    with zipfile.ZipFile(PACKAGE) as archive:
        archive.extractall(tmp_path / "stick")
    assert install_folder(tmp_path / "stick" / PACKAGE.stem).path == packages_folder / PACKAGE.stem
    model = install_folder(make("nllb"), name="mine", licence="CC BY-NC 4.0").path
    shutil.copytree(model, tmp_path / "stick" / "mine")
    packages.remove("mine")
    again = install_folder(tmp_path / "stick" / "mine")
    assert again.path == model and again.credit == "CTranslate2 model mine (CC BY-NC 4.0)"


def test_names_that_lead_elsewhere_are_refused(make):
    """Protects the models folder: a name is no path, and no Argos package's."""
    for name in ("../evil", "a/b", ".hidden", "translate-zh_en", ""):
        if name:
            with pytest.raises(PackageError, match="is no name for a model"):
                install_folder(make("opus", f"f{abs(hash(name))}"), name=name)


def test_the_command_installs_chooses_and_lists_a_folder(make, capsys):
    """Protects the terminal's way: what it is, what it says, its licence, and which one is preferred."""
    from companion.cli import main

    def run(*words) -> str:
        assert main(["models", *map(str, words)]) == 0
        return capsys.readouterr().out

    out = run("install", "--from", make("nllb"), "--name", "big")
    assert out.startswith("installed big in ") and "NLLB-200: says '" in out
    assert "its licence is not known; the published NLLB-200 models are CC BY-NC 4.0" in out
    assert run("use", "big") == "English is by big from now on\n"
    assert run("list").startswith("CTranslate2 model big – the one that you prefer\n")
    assert "kind      nllb, simplified and traditional characters\n" in run("info", "big")
    assert run("use", "auto") == "English is by whichever model suits\n"
    for words in (
        ["use", "none-such"],
        ["list", "--name", "x"],
        ["install", "--from", PACKAGE, "--name", "x"],
    ):
        assert main(["models", *map(str, words)]) == 2
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "version", "said", "credit"),
    [
        ("translate-zt_en-1_9", "1.9", {}, "translate-zt_en 1.9 (Argos Translate, OPUS-MT, CC BY 4.0)"),
        ("translate-zt_en-1_9", "2.0", {}, "translate-zt_en 2.0"),
        ("mine", "1.9", {}, "translate-zt_en 1.9"),
        ("mine", "1.0", {"licence": "CC0"}, "translate-zt_en 1.0 (CC0)"),
        (
            "m",
            "",
            {"kind": "nllb", "licence": "CC BY-NC 4.0", "scripts": []},
            "CTranslate2 model m (CC BY-NC 4.0)",
        ),
    ],
)
def test_what_is_named_under_a_page_is_the_model_and_its_licence_where_known(
    tmp_path, name, version, said, credit
):
    """Protects authors and readers: no model has the licence of another."""
    (tmp_path / name / "model").mkdir(parents=True)
    (tmp_path / name / "model" / "model.bin").write_bytes(b"x")
    (tmp_path / name / "sentencepiece.model").write_bytes(b"x")
    meta = {"from_code": "zt", "to_code": "en", "package_version": version, **said}
    (tmp_path / name / "metadata.json").write_text(json.dumps(meta), "utf-8")
    assert packages.inspect(tmp_path / name).credit == credit
