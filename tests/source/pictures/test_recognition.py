"""Pictures and scans, drawn by Chromium and read by the text recognition of the extra `ocr`."""

from __future__ import annotations

import io
import sys
from functools import cache
from pathlib import Path

import pytest

from companion.errors import InputError
from companion.source.documents import read_document
from companion.source.pictures import recognition

sys.path.append(str(Path(__file__).parent))
from drawing import LOOKS, TEXT, TITLE, accuracy, drawn, page_html

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def recognised(browser):
    """What is read in a look; each is drawn and recognised once for all tests."""

    @cache
    def read(look: str):
        return read_document(drawn(browser, look), "page.png")

    return read


@pytest.mark.parametrize(
    ("look", "there", "in_order"),
    [
        ("screenshot", 0.99, 0.99),
        ("small screenshot", 0.97, 0.97),
        ("dark screenshot", 0.99, 0.99),
        ("one column", 0.97, 0.97),
        ("three columns", 0.99, 0.99),
        ("vertical", 0.93, 0.93),
    ],
)
def test_a_picture_is_read_in_reading_order(recognised, look, there, in_order):
    """Protects those who have no text but a picture: its characters, in the order in which one reads them."""
    document = recognised(look)
    found = accuracy(document.blocks)
    assert found[0] >= there and found[1] >= in_order, (found, [b.text for b in document.blocks])
    assert document.title == "" and document.blocks[0].kind == "headline"
    assert TITLE in document.blocks[0].text.replace(" ", "")


def test_paragraphs_of_a_screenshot_are_paragraphs(recognised):
    """Protects the lesson that is made of a screenshot: its paragraphs are those of the page."""
    document = recognised("screenshot")
    assert [b.text[:6] for b in document.blocks] == [TITLE[:6], *(t[:6] for t in TEXT)]


def test_a_page_that_leans_is_turned_upright(browser):
    """Protects photos and scans that are not quite straight."""
    from PIL import Image

    picture = Image.open(io.BytesIO(drawn(browser, "one column"))).convert("RGB")
    out = io.BytesIO()
    picture.rotate(2.5, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC).save(
        out, "JPEG", quality=85
    )
    found = accuracy(read_document(out.getvalue(), "photo.jpg").blocks)
    assert found[1] >= 0.95, found


def test_a_scan_in_a_pdf_is_read(browser, tmp_path):
    """Protects scanned pages: a PDF without text is read like a picture."""
    from PIL import Image

    width, _, _, style = LOOKS["one column"]
    Image.open(io.BytesIO(drawn(browser, "one column"))).convert("RGB").save(
        tmp_path / "scan.pdf", resolution=140
    )
    document = read_document((tmp_path / "scan.pdf").read_bytes(), "scan.pdf")
    assert accuracy(document.blocks)[1] >= 0.97 and width and page_html(style)


def test_what_is_not_surely_read_is_marked(browser, monkeypatch):
    """Protects learners from a misread word: its tokens say that they are to be compared with the picture."""
    from companion.pipeline import annotate_document
    from companion.source.pictures import pages

    def doubtful(picture):
        box = (10.0, 10.0, 250.0, 40.0)
        return [
            recognition.Line("警方昨日公布數字。", 0.8, box),
            recognition.Line("市民要小心電話騙案。", 0.99, (10.0, 60.0, 280.0, 90.0)),
        ], (300, 100)

    monkeypatch.setattr(pages, "recognised_lines", doubtful)
    document = read_document(drawn(browser, "small screenshot"), "page.png")
    article = annotate_document(document, translator=None)
    marked = [t.text for p in article.paragraphs for t in p.tokens if "ocr" in t.review]
    assert "".join(marked) == "警方昨日公布數字。"


def test_without_text_recognition_one_line_says_how_to_get_it(browser, monkeypatch):
    """Protects who has not installed the extra: the command that does."""
    from companion.source.pictures import pages

    monkeypatch.setattr(pages, "is_installed", lambda: False)
    with pytest.raises(
        InputError, match=r"page.png: is a picture \(PNG\); .* pip install 'hanzi-companion\[ocr\]'"
    ):
        read_document(drawn(browser, "small screenshot"), "page.png")
