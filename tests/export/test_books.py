"""EPUB and Word."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hostile import hostile_article

import companion
from companion.errors import InputError, OutputError
from companion.model import Article, Paragraph
from companion.render import RenderOptions

EPUBCHECK = Path("/usr/share/java/epubcheck.jar")
XHTML = "{http://www.w3.org/1999/xhtml}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {i.filename: archive.read(i) for i in archive.infolist()}


@pytest.fixture(scope="module")
def book(article, tmp_path_factory):
    return companion.write(article, tmp_path_factory.mktemp("epub") / "a.epub")


def test_the_epub_is_an_epub_with_ruby_and_notes(book):
    """Protects e-readers: the mimetype stands first and bare, each page is well-formed, each note is reached and back."""
    with zipfile.ZipFile(book) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    found = parts(book)
    pages = {n: ElementTree.fromstring(d) for n, d in found.items() if n.endswith((".xhtml", ".opf", ".xml"))}
    text = pages["EPUB/text-1.xhtml"]
    assert [e.text for e in text.iter(XHTML + "rt")][:2] == ["Zhōng-Tài", "shèlì"]
    ids = {(n.removeprefix("EPUB/"), e.get("id")) for n, p in pages.items() for e in p.iter() if e.get("id")}
    links = [e.get("href") for p in pages.values() for e in p.iter(XHTML + "a")]
    assert len(links) > 20 and all("#" not in h or tuple(h.split("#")) in ids for h in links)
    named = {e.get("href") for e in pages["EPUB/content.opf"].iter() if e.get("href")}
    assert {f"EPUB/{n}" for n in named} | {"mimetype", "META-INF/container.xml", "EPUB/content.opf"} == set(
        found
    )


def test_the_epub_has_the_layers_that_are_asked_for(article, tmp_path):
    """Protects the choice of layers and of readings."""
    options = RenderOptions(english=False, simplified=False, reading="zhuyin")
    text = parts(companion.write(article, tmp_path / "a.epub", options=options))["EPUB/text-1.xhtml"].decode()
    assert "ㄓㄨㄥ" in text and "cmp-en" not in text and 'class="cmp-s"' not in text


def test_a_long_text_comes_in_several_files(tmp_path):
    """Protects e-readers with little memory."""
    paragraphs = tuple(Paragraph.make("body", "電騙" * 500) for _ in range(40))
    found = parts(companion.write(Article("書", "", paragraphs), tmp_path / "a.epub", words="terms"))
    assert len([n for n in found if "text-" in n]) > 2


def test_a_second_export_is_the_same_book(article, tmp_path):
    """Protects a reader's place and notes: the identifier stays; another's file does not."""
    path = tmp_path / "a.epub"
    ids = set()
    for _ in range(2):
        found = parts(companion.write(article, path))["EPUB/content.opf"].decode()
        ids.add(re.search("urn:uuid:([^<]+)", found)[1])
    assert len(ids) == 1
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b""
    with pytest.raises(OutputError, match="--force"):
        companion.write(article, path)


@pytest.mark.parametrize("suffix", [".epub", ".docx"])
def test_hostile_text_is_text(tmp_path, suffix):
    """Protects readers: well-formed XML, no script, no entity, no field or link that the article brought."""
    found = parts(companion.write(hostile_article(), tmp_path / f"a{suffix}", words="all"))
    for name, data in found.items():
        assert ".." not in name and not name.startswith("/")
        if name.endswith((".xhtml", ".opf", ".xml", ".rels")):
            assert b"<!ENTITY" not in data
            tree = ElementTree.fromstring(data)
            assert not [
                e
                for e in tree.iter()
                if e.tag.split("}")[-1] in ("script", "img", "svg", "hyperlink", "instrText")
            ]
            assert not [a for e in tree.iter() for a in e.attrib if a.startswith("on")]
            assert not [e for e in tree.iter() if str(e.get("href", "")).startswith(("javascript", "http"))]


def test_word_gets_real_ruby_and_a_table(article, tmp_path):
    """Protects Word: `w:ruby` with base and reading, languages for the spelling checker, a head row that repeats."""
    import docx

    path = companion.write(article, tmp_path / "a.docx")
    tree = ElementTree.fromstring(parts(path)["word/document.xml"])
    pairs = [
        (
            "".join(t.text for t in r.find(W + "rubyBase").iter(W + "t")),
            "".join(t.text for t in r.find(W + "rt").iter(W + "t")),
        )
        for r in tree.iter(W + "ruby")
    ]
    assert pairs[:2] == [("中泰", "Zhōng-Tài"), ("設立", "shèlì")] and len(pairs) > 300
    document = docx.Document(path)
    rows = [[c.text for c in r.cells] for r in document.tables[0].rows]
    assert rows[0] == ["", "Word", "Simplified", "Reading", "English"]
    assert ["電騙", "电骗", "diànpiàn"] in [r[1:4] for r in rows]
    assert document.core_properties.title == article.title
    companion.write(article, path)
    document.save(path)
    with pytest.raises(OutputError, match="was changed since"):
        companion.write(article, path)


def test_a_text_that_is_too_long_for_word_is_told(tmp_path):
    """Protects from a document that Word can't open."""
    book = Article("書", "", (Paragraph.make("body", "電" * 70_000),))
    with pytest.raises(InputError, match="choose epub"):
        companion.write(book, tmp_path / "a.docx")


@pytest.mark.slow
def test_epubcheck_finds_nothing(book, tmp_path):
    """Protects shops and readers that take only valid books; with hostile text too."""
    if not EPUBCHECK.is_file() or not shutil.which("java"):
        pytest.skip("epubcheck is not installed (apt install epubcheck)")
    evil = companion.write(hostile_article(), tmp_path / "evil.epub", words="all")
    for path in (book, evil):
        done = subprocess.run(["java", "-jar", EPUBCHECK, path], capture_output=True, text=True)
        assert "0 fatals / 0 errors / 0 warnings" in done.stdout + done.stderr


@pytest.mark.slow
def test_libreoffice_opens_the_document(article, tmp_path):
    """Protects the ruby in another program than Word: base and reading are both on the page."""
    office = shutil.which("soffice")
    if not office or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer)")
    path = companion.write(article, tmp_path / "a.docx")
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    done = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True
    )
    bare = "".join(done.stdout.split())
    assert "zhōng" in bare and "telecomfraud" in bare and "Madewith" in bare
