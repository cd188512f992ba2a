"""One door in, one door out: no other part of the package opens or writes a file by itself."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "companion"
OPENING = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "fdopen", "FileIO", "mkstemp", "NamedTemporaryFile",
    "copy2", "copyfile", "copytree", "fromfile", "connect", "ZipFile", "urlopen",
}  # fmt: skip
# What comes with the package is no file that a person names.
CARRIED = ("__file__", 'files("companion', "_FOLDER", "_STATIC", "_SCRIPTS", "_DATA", "_data(")
# Module and call: why it is no file that a person names.
ALLOWED = {
    ("cli.py", "os.open"): "the null device, in the place of a closed stream",
    ("cli.py", "open"): "the same",
    ("translation/libretranslate.py", "_opener().open"): "a connection that the user asked for",
    ("translation/cache.py", "sqlite3.connect"): "the cache, which is looked at first and is as good as none",
    ("translation/bundle.py", "zipfile.ZipFile"): "a file that was opened by the door, or a new one that takes its name when it is whole",
    ("translation/bundle.py", "archive.open"): "a member of it",
    ("translation/bundle.py", "place.open"): "a folder of our own",
    ("translation/packages.py", "zipfile.ZipFile"): "a file that was opened by the door",
    ("translation/converted.py", "shutil.copyfile"): "parts of a model that were looked at first, into a folder of our own",
    ("translation/converted.py", '(place / "metadata.json").write_text'): "that folder of our own",
    ("translation/download.py", "part.open"): "the part of a download, in the cache, which is looked at first",
    ("translation/download.py", "urllib.request.urlopen"): "the one download that the user asked for",
    ("source/fetching.py", "opener.open"): "the one page that the user asked for by its address",
    ("source/documents.py", "zipfile.ZipFile"): "bytes in memory",
    ("source/epub.py", "zipfile.ZipFile"): "bytes in memory",
    ("source/docx.py", "zipfile.ZipFile"): "bytes in memory",
    ("source/epub.py", "archive.open"): "a member of them",
    ("source/odt.py", "zipfile.ZipFile"): "bytes in memory",
    ("source/pictures/images.py", "Image.open"): "bytes in memory",
    ("export/docx.py", "zipfile.ZipFile"): "bytes in memory",
    ("export/h5p.py", "zipfile.ZipFile"): "bytes in memory",
    ("export/qti.py", "zipfile.ZipFile"): "bytes in memory",
    ("export/epub.py", "zipfile.ZipFile"): "bytes in memory",
    ("export/epub.py", "archive.open"): "a member of them",
    ("export/anki.py", "zipfile.ZipFile"): "a temporary folder of our own",
    ("export/anki.py", "file.read_bytes"): "a temporary folder of our own",
    ("export/anki_cloze.py", "zipfile.ZipFile"): "a temporary folder of our own",
    ("export/anki_cloze.py", "file.read_bytes"): "a temporary folder of our own",
    ("export/site_index.py", "path.open"): "a temporary folder of our own",
    ("export/tmx.py", "file.read_text"): "a temporary folder of our own",
    ("export/pdf.py", "made.read_bytes"): "a temporary folder of our own",
    ("export/pdf.py", "pikepdf.open"): "bytes in memory",
    ("widgets/reader_files.py", "file.read_bytes"): "a temporary folder of our own",
    ("commands/export.py", "path.read_text"): "a temporary folder of our own",
    ("language/dictionary/index.py", "sqlite3.connect"): "the cache, which is looked at first",
    ("library/folder.py", "shutil.copytree"): "the bundled articles, into a folder that gets its name when it is whole",
    ("widgets/home.py", "self._desk.open"): "an article in a reader",
    ("widgets/home_desk.py", "self.open"): "the same",
    ("widgets/home_desk.py", "self.library.open"): "the same",
    ("language/dictionary/index.py", "path.read_bytes"): "tables that come with the package",
    ("language/words/listed.py", "gzip.open"): "the data of an installed library",
    ("language/core/__init__.py", "SOURCE.read_bytes"): "source that comes with the package",
    ("facts.py", "path.read_text"): "tables that come with the package",
}  # fmt: skip
MODULES = [p for p in sorted(PACKAGE.rglob("*.py")) if p.relative_to(PACKAGE).parts[0] != "files"]


def opening_calls(text: str) -> list[tuple[str, int]]:
    """The source and line of each call that opens or writes a file and is none of a door's functions."""
    tree = ast.parse(text)
    ours = {
        a.asname or a.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("companion")
        for a in node.names
    }
    ours |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        f = node.func
        name = f.id if isinstance(f, ast.Name) else f.attr if isinstance(f, ast.Attribute) else ""
        if name in OPENING:
            called = ast.get_source_segment(text, f) or ""  # it divides the whole text into lines each time
            if called.split(".")[0] not in ours:
                found.append((called, node.lineno))
    return found


def test_only_the_doors_open_and_write_files(subtests):
    """Protects the checks of the doors: a file that is opened beside them has none of them."""
    for path in MODULES:
        name = path.relative_to(PACKAGE).as_posix()
        for called, line in opening_calls(path.read_text("utf-8")):
            carried = any(mark in called for mark in CARRIED)
            with subtests.test(name, line=line):
                assert carried or (name, called) in ALLOWED, (
                    f"companion/{name}, line {line}: {called}() opens a file by itself; companion.files has the doors"
                )


def test_what_opens_a_file_is_found():
    """Protects the test itself: it sees each way in which a module may open a file."""
    code = "from companion.files import read_text\nopen(x)\np.read_bytes()\nread_text(p)\nos.fdopen(3)\nzipfile.ZipFile(p)\n"
    assert [called for called, _ in opening_calls(code)] == [
        "open",
        "p.read_bytes",
        "os.fdopen",
        "zipfile.ZipFile",
    ]
