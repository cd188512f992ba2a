"""The bundled JavaScript in the package: made of the sources that stand in js/."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JS = ROOT / "js"
FOLDERS = ("shared", "home", "review", "reader", "exercises", "handout", "site", "glossary", "lesson")
BUNDLES = sorted(
    [*(ROOT / "companion" / "widgets" / "static").glob("*.js"), *(ROOT / "companion" / "render" / "js").glob("*.js")]
)  # fmt: skip


def digest() -> str:
    """The digest of the sources, as js/build.mjs writes it into each bundle."""
    names = ["build.mjs", "package.json", *(f"{f}/{p.name}" for f in FOLDERS for p in (JS / f).glob("*.js"))]
    sum_ = hashlib.sha256()
    for name in sorted(names):
        sum_.update(f"{name}\0".encode())
        sum_.update((JS / name).read_bytes().replace(b"\r\n", b"\n"))
        sum_.update(b"\0")
    return sum_.hexdigest()


def test_every_folder_of_sources_is_bundled():
    """Protects the digest: a folder that nobody lists would change without a new bundle."""
    there = {p.name for p in JS.iterdir() if p.is_dir() and p.name not in ("node_modules", "tests")}
    assert there == set(FOLDERS)
    assert f"const SOURCES = {list(FOLDERS)}".replace("'", '"') in (JS / "build.mjs").read_text("utf-8")


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda p: p.name)
def test_no_bundle_is_stale(bundle):
    """Protects users from a script that is older than its source: run `make js` and commit."""
    text = bundle.read_text("utf-8")
    assert f"Sources: {digest()} */" in text.split("\n", 1)[0], f"{bundle.name} is stale: make js"


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda p: p.name)
def test_a_bundle_asks_for_nothing_and_can_stand_in_a_page(bundle):
    """Protects offline use, and the page around a script that stands in it."""
    text = bundle.read_text("utf-8")
    assert "import(" not in text and "sourceMappingURL" not in text and "</script" not in text.lower()
    assert not re.search(r"^import\b", text, re.M)
    assert set(re.findall(r"https?://[\w./]+", text)) <= {"http://www.w3.org/2000/svg"}
