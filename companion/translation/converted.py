"""Any CTranslate2 model from Chinese to English, out of the folder that a converter made: OPUS-MT, NLLB-200, M2M-100 …

What sort of model it is stands nowhere in such a folder but in its vocabulary: each family has its own tokens for
languages. By them it is told what to translate from and into. It is laid down in Companion's models folder in the form of an Argos
package, whose `metadata.json` keeps the kind and the tokens, so that from then on it is one more package.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from companion.errors import PackageError
from companion.files import as_path, is_file, is_folder, ordinary, parsing, read_bytes
from companion.registry import names
from companion.translation.packages import InstalledPackage, home_of, inspect, models_folder, put_in_place

__all__ = ["KINDS", "Kind", "install_folder", "kind_of"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A family of models, by the tokens of its vocabulary.

    Args:
        title: What it is called.
        into: The token that asks for English: by it the kind is known.
        simplified: The token of Chinese, or of Simplified Chinese.
        traditional: The token of Traditional Chinese, where it has one of its own: then Traditional text goes to the model
            as it stands.
        asks: "target" where the answer begins with `into`, "source" where the question does.
        usual_licence: That of the models that the family is known for; which one a folder holds, it does not say.
    """

    title: str
    into: str
    simplified: str = ""
    traditional: str = ""
    asks: str = "target"
    usual_licence: str = ""


KINDS = {
    "nllb": Kind(
        "NLLB-200", "eng_Latn", "zho_Hans", "zho_Hant", usual_licence="CC BY-NC 4.0, not for business"
    ),
    "m2m": Kind("M2M-100", "__en__", "__zh__", usual_licence="MIT"),
    "mbart": Kind("mBART-50", "en_XX", "zh_CN", usual_licence="MIT"),
    "madlad": Kind("MADLAD-400, T5", "<2en>", asks="source", usual_licence="Apache-2.0"),
    "opus-many": Kind("OPUS-MT, several languages", ">>eng<<", asks="source", usual_licence="CC BY 4.0"),
    "opus": Kind("OPUS-MT", "", usual_licence="CC BY 4.0"),
}
"""The first whose token the vocabulary has; a vocabulary without tokens of languages is a pair's, as OPUS-MT's is."""

# A language's token of another target, in a vocabulary without English: the model goes the other way.
_OTHER_TARGET = re.compile(
    r">>[a-z]{3}(?:_[A-Z][a-z]{3})?<<|<2[a-z]{2,3}>|__[a-z]{2,3}__|[a-z]{3}_(?:Latn|Han[st])|[a-z]{2}_[A-Z]{2}"
)
_VOCABULARIES = ("shared_vocabulary", "source_vocabulary")
_SOURCE_PIECES = ("source.spm", "sentencepiece.bpe.model", "sentencepiece.model", "spiece.model", "spm.model")
_TARGET_PIECES = ("target.spm",)
_HUGGING_FACE = (
    "model.safetensors",
    "pytorch_model.bin",
    "model.safetensors.index.json",
    "pytorch_model.bin.index.json",
)
_MODEL_FILES = (
    "model.bin",
    "config.json",
    *(f"{v}.{e}" for v in (*_VOCABULARIES, "target_vocabulary") for e in ("json", "txt")),
)
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,60}")
_LICENCE = re.compile(r"^licen[sc]e:\s*[\"']?([^\"'\n]{1,60})", re.MULTILINE)
_FRONT = re.compile(r"\A---\n(.*?)\n---", re.DOTALL)
_SAMPLE = "会议讨论了经济合作的未来，双方同意加强合作。今年首季有三成市民外出工作，天气很好。"
_LEAST_KNOWN = 0.6


def kind_of(vocabulary: Iterable[str]) -> str:
    """The kind of a model by its vocabulary.

    Args:
        vocabulary: The tokens that it is asked in.

    Returns:
        A key of `KINDS`.

    Raises:
        PackageError: It has tokens of languages, but none for English, or none for Chinese.

    >>> kind_of(["</s>", "▁你", "eng_Latn", "zho_Hans", "zho_Hant"]), kind_of(["</s>", "▁你", "好"])
    ('nllb', 'opus')
    """
    tokens = set(vocabulary)
    for name, kind in KINDS.items():
        if kind.into and kind.into in tokens:
            if kind.simplified and not tokens & {kind.simplified, kind.traditional}:
                raise PackageError(
                    f"its vocabulary has {kind.into} but not {kind.simplified}: it knows no Chinese"
                )
            return name
    others = sorted(t for t in tokens if _OTHER_TARGET.fullmatch(t))
    if len(others) > 1:  # a single one may be a piece of text: then the sentence that is tried decides
        raise PackageError(
            f"its vocabulary has tokens of languages ({', '.join(others[:3])} …), but none for English: "
            "it translates into another language"
        )
    return "opus"


@dataclass(slots=True)
class _Found:
    """What stands in a folder: where each part is, and how the model is asked."""

    folder: Path
    model: list[Path]
    pieces: Path
    target: Path | None
    kind: str = "opus"
    prefix: dict[str, list[str]] = field(default_factory=dict)
    suffix: list[str] = field(default_factory=list)
    licence: str = ""


def install_folder(path: str | os.PathLike[str], name: str = "", licence: str = "") -> InstalledPackage:
    """Installs a CTranslate2 model with its SentencePiece model, after one sentence was translated with it.

    Args:
        path: The folder with `model.bin`, the vocabulary and `source.spm`, `sentencepiece.bpe.model` or whatever the
            family calls it; or an unpacked Argos package.
        name: What it is to be called; by itself the folder's name.
        licence: Its licence; by itself the one that its README.md names at its head.

    Returns:
        The installed model.

    Raises:
        PackageError: It is no such folder, a part is missing, the parts don't belong together, or what it says is no
            English; then nothing has been installed.

    >>> install_folder("no such folder")
    Traceback (most recent call last):
    companion.errors.PackageError: no such folder: is no folder; name one that a CTranslate2 converter wrote
    """
    folder = as_path(path, PackageError)
    shown = folder.name or str(folder)
    if not is_folder(folder):
        raise PackageError(f"{shown}: is no folder; name one that a CTranslate2 converter wrote")
    folder = folder.resolve()
    if is_file(folder / "metadata.json") and is_folder(folder / "model"):
        return _install_again(folder)
    name = name or folder.name
    if not _NAME.fullmatch(name) or name.startswith("translate-") or name in names("translator"):
        raise PackageError(
            f"{name}: is no name for a model (letters, digits, . _ + -; translate-… are Argos packages); give it one with --name NAME"
        )
    found = _looked_through(folder)
    try:
        found.kind = kind_of(_vocabulary(found))
        _fit(found)
    except PackageError as error:
        raise PackageError(f"{folder.name}: {error}") from None
    found.licence = " ".join(licence.split()) or found.licence
    return put_in_place(folder.name, models_folder(), lambda work: _laid_down(found, work / name))


def _install_again(folder: Path) -> InstalledPackage:
    """Installs what is a package already: an Argos package that was unpacked, a model from another machine."""
    package = inspect(folder)
    if package.problem or not package.usable:
        what = (
            package.problem.split(";")[0]
            or f"translates {package.from_code} to {package.to_code}, not zh or zt to en"
        )
        raise PackageError(f"{folder.name}: {what}")

    def copied(work: Path) -> InstalledPackage:
        for file in sorted(p for p in folder.rglob("*") if is_file(p)):
            place = work / folder.name / file.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
        return inspect(work / folder.name)

    return put_in_place(folder.name, home_of(package), copied)


def _looked_through(folder: Path) -> _Found:
    """The parts of a model, or what is the matter with the folder, and the command that mends it."""
    there = sorted(p.name for p in folder.iterdir())
    for name in there:
        if (folder / name).is_file() or not is_folder(folder / name):
            ordinary(folder / name, PackageError)
    pieces = [n for n in there if n in (*_SOURCE_PIECES, *_TARGET_PIECES)]
    copied = f" --copy_files {' '.join(pieces)}" if pieces else ""
    if "model.bin" not in there:
        if any(n in there for n in _HUGGING_FACE):
            raise PackageError(
                f"{folder.name}: is a model of Hugging Face's form; convert it with: ct2-transformers-converter --model {folder.name} "
                f"--output_dir {folder.name}-ct2 --quantization int8{copied} (pip install transformers torch), and install {folder.name}-ct2"
            )
        if "decoder.yml" in there or any(n.endswith(".npz") for n in there):
            raise PackageError(
                f"{folder.name}: is a model of Marian's form; convert it with: ct2-opus-mt-converter --model_dir {folder.name} "
                f"--output_dir {folder.name}-ct2 --quantization int8, copy its .spm files there, and install {folder.name}-ct2"
            )
        deeper = [n for n in there if is_file(folder / n / "model.bin") and n != "model"]
        if len(deeper) == 1:
            raise PackageError(f"{folder.name}: has no model.bin; its folder {deeper[0]} has one: name that")
        if is_file(folder / "model" / "model.bin"):
            return _parts(folder, folder / "model", there)
        raise PackageError(f"{folder.name}: has no model.bin; it is no folder of a CTranslate2 model")
    return _parts(folder, folder, there)


def _parts(folder: Path, model: Path, there: Sequence[str]) -> _Found:
    files = [model / n for n in _MODEL_FILES if is_file(model / n)]
    if any(is_file(model / f"vocabulary.{e}") for e in ("json", "txt")):
        raise PackageError(
            f"{folder.name}: is a CTranslate2 model of another sort (of one language, or of speech); a translator is needed"
        )
    if not any(f.stem in _VOCABULARIES for f in files):
        raise PackageError(
            f"{folder.name}: has no vocabulary (shared_vocabulary.json or source_vocabulary.json); convert the model anew"
        )
    pieces = next((n for n in _SOURCE_PIECES if n in there), "")
    others = [n for n in there if n.endswith((".spm", ".model")) and n not in _TARGET_PIECES]
    if not pieces and len(others) > 1:
        raise PackageError(
            f"{folder.name}: which is the SentencePiece model of Chinese, {' or '.join(others[:4])}? Call it source.spm"
        )
    pieces = pieces or next(iter(others), "")
    if not pieces:
        raise PackageError(
            f"{folder.name}: has no SentencePiece model; copy it from where the model was converted: "
            "source.spm and target.spm (OPUS-MT) or sentencepiece.bpe.model (NLLB, M2M)"
        )
    target = folder / "target.spm"
    return _Found(
        folder, files, folder / pieces, target if is_file(target) else None, licence=_licence(folder)
    )


def _licence(folder: Path) -> str:
    """The licence that a model's own page names at its head, as the pages of published models do."""
    readme = folder / "README.md"
    if not is_file(readme):
        return ""
    head = _FRONT.match(read_bytes(readme, largest=2**20).decode("utf-8", "replace").replace("\r\n", "\n"))
    named = _LICENCE.search(head[1]) if head else None
    return named[1].strip() if named else ""


def _vocabulary(found: _Found) -> list[str]:
    file = next(f for v in _VOCABULARIES for f in found.model if f.stem == v)
    with parsing(file.name, "a vocabulary", "convert the model anew", PackageError):
        text = read_bytes(file, largest=2**26).decode("utf-8")
        tokens = json.loads(text) if file.suffix == ".json" else text.split("\n")
    if not isinstance(tokens, list) or not all(isinstance(t, str) for t in tokens) or len(tokens) < 10:
        raise PackageError(f"{file.name} is no list of tokens; convert the model anew")
    return tokens


def _fit(found: _Found) -> None:
    """How the model is asked. Raises `PackageError` where the SentencePiece model is another one's."""
    import sentencepiece

    kind, tokens = KINDS[found.kind], set(_vocabulary(found))
    with parsing(
        found.pieces.name, "a SentencePiece model", "copy it again from the model's own folder", PackageError
    ):
        try:
            processor = sentencepiece.SentencePieceProcessor(
                model_proto=read_bytes(found.pieces, largest=2**27)
            )
            sample = processor.encode(_SAMPLE, out_type=str)
        except RuntimeError as error:
            raise ValueError(str(error)) from None
    known = sum(p in tokens for p in sample)
    if known < _LEAST_KNOWN * len(sample):
        raise PackageError(
            f"{found.pieces.name} does not belong to this model, or the model knows no Chinese: "
            f"{len(sample) - known} of {len(sample)} pieces of a Chinese sentence are not in its vocabulary"
        )
    own = [kind.into] if kind.asks == "source" and kind.into else []
    scripts = {"simplified": kind.simplified, "traditional": kind.traditional}
    for script, token in scripts.items():
        if token and token in tokens:
            found.prefix[script] = [token]
        elif script == "simplified":
            found.prefix[script] = [kind.traditional] if kind.traditional in tokens else own
    found.suffix = _suffix(found)


def _suffix(found: _Found) -> list[str]:
    """The token at the end of a sentence, where the converter did not leave it to CTranslate2."""
    file = next((f for f in found.model if f.name == "config.json"), None)
    if file is None:
        return []
    with parsing(file.name, "a model's settings", "convert the model anew", PackageError):
        said = json.loads(read_bytes(file, largest=2**20))
        return [] if said.get("add_source_eos") else [str(said.get("eos_token") or "</s>")]


def _laid_down(found: _Found, place: Path) -> InstalledPackage:
    (place / "model").mkdir(parents=True)
    for file in found.model:
        shutil.copyfile(file, place / "model" / file.name)
    shutil.copyfile(found.pieces, place / "sentencepiece.model")
    if found.target:
        shutil.copyfile(found.target, place / "target.model")
    for name in ("README.md", "LICENSE", "LICENSE.txt"):
        if is_file(found.folder / name):
            shutil.copyfile(found.folder / name, place / name)
    kind = KINDS[found.kind]
    said = {
        "from_code": "zh", "from_name": "Chinese", "to_code": "en", "to_name": "English", "package_version": "",
        "argos_version": "1.9.0", "kind": found.kind, "licence": found.licence, "scripts": sorted(found.prefix),
        "source_prefix": found.prefix, "source_suffix": found.suffix,
        "target_prefix": kind.into if kind.asks == "target" else "",
    }  # fmt: skip
    (place / "metadata.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    made = inspect(place)
    if made.problem:
        raise PackageError(f"{found.folder.name}: {made.problem.split(';')[0]}")
    return made
