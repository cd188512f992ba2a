"""The handout as a PDF."""

from __future__ import annotations

import pytest
from browsers import require_browser

import companion
from companion.errors import OutputError
from companion.export import paper_fonts
from companion.export.pdf import find_browser, write_pdf


def test_a_missing_browser_is_told_in_one_line(monkeypatch, tmp_path):
    """Protects people without Chromium: they learn what to install, before any work is done."""
    monkeypatch.delenv("COMPANION_CHROMIUM", raising=False)
    monkeypatch.setattr("companion.export.pdf._places", lambda: iter(()))
    with pytest.raises(OutputError, match="needs Chromium, Chrome or Edge"):
        find_browser()
    monkeypatch.setenv("COMPANION_CHROMIUM", str(tmp_path / "no"))
    with pytest.raises(OutputError, match="is not there"):
        find_browser()


def test_a_browser_that_fails_leaves_no_file(monkeypatch, tmp_path):
    """Protects from half a PDF."""
    monkeypatch.setattr("companion.export.pdf.find_browser", lambda: "/bin/false")
    (tmp_path / "a.html").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="made no PDF"):
        write_pdf(tmp_path / "a.html", tmp_path / "a.pdf")
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.browser
def test_the_pdf_is_tagged_with_bookmarks_title_and_language(article, tmp_path, monkeypatch):
    """Protects readers of the PDF, those with a screen reader among them, and another's PDF of that name."""
    import pikepdf
    import pypdfium2

    monkeypatch.setenv("COMPANION_CHROMIUM", require_browser())
    page = companion.write_handout(article, tmp_path / "a.html")
    path = write_pdf(page, tmp_path / "a.pdf")
    write_pdf(page, path)
    document = pypdfium2.PdfDocument(path)
    titles = [b.get_title() for b in document.get_toc()]
    assert document.get_metadata_dict()["Title"] == article.title
    assert titles[0] == article.title and "Vocabulary" in titles and "家屬：等了八個月" in titles
    document.close()
    with pikepdf.open(path) as document:
        assert (
            document.Root.MarkInfo.Marked
            and document.Root.StructTreeRoot
            and document.Root.Lang == "zh-Hant-HK"
        )
    data = path.read_bytes()
    assert b"/ObjStm" in data and len(data) < 400_000
    with pikepdf.open(path) as document:
        fonts = [
            o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"
        ]
        assert fonts and not any(f.Subtype == "/Type3" for f in fonts)  # outlines, no drawings
    path.write_bytes(data + b"%\n")
    with pytest.raises(OutputError, match="--force"):
        write_pdf(page, path)


def test_only_the_faces_that_paper_shows_are_drawn_again(article, tmp_path, monkeypatch):
    """Protects the wait for a PDF: of four families on the screen one is on paper, and the one that is asked for, by its own name."""
    monkeypatch.setattr(paper_fonts, "_file_of", lambda family, style: ("a.otf", 0))
    for font, wanted in (("", set()), ("Some 楷體", {"Some 楷體"})):
        path = companion.write_handout(
            article, tmp_path / "a.html", companion.HandoutOptions(font=font), force=True
        )
        found = set(paper_fonts.families_on_paper(path.read_text("utf-8")))
        assert found - {"Source Sans 3"} == {"Noto Sans CJK HK"} | wanted
    assert paper_fonts.families_on_paper('<style>p { font-family: "A" }</style>') == ["A"]
