"""Newspaper pages as PDF files, by reportlab (BSD licence), with its Chinese fonts that no file carries."""

from __future__ import annotations

import base64
import html
import io
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "source"))
from printing import PICTURE

FONT = "MSung-Light"
SIZE = 10.5


def newspaper_pdf(
    article: list[tuple[str, str]], columns: int = 2, *, indent: bool = True, password: str = ""
) -> bytes:
    """The page of (kind, text) paragraphs: headlines run across the columns, a caption stands under a picture."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        FrameBreak,
        Image,
        NextPageTemplate,
        PageTemplate,
        Paragraph,
    )

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))

    def style(name: str, size: float, leading: float, **more) -> ParagraphStyle:
        return ParagraphStyle(name, fontName=FONT, fontSize=size, leading=leading, wordWrap="CJK", **more)

    headlines = [style("h1", 22, 28), style("h2", 15, 20)]
    styles = {
        "headline": style("h3", 12.5, 16, spaceBefore=8, spaceAfter=2),
        "caption": style("caption", 8.5, 11),
        "credit": style("credit", 8.5, 11),
        "body": style("body", SIZE, 15, firstLineIndent=2 * SIZE if indent else 0),
    }
    plain = style("plain", SIZE, 15)
    top, rest = [], []
    for kind, text in article:
        if kind == "headline" and not rest:
            top.append(Paragraph(html.escape(text), headlines[min(len(top), 1)]))
            continue
        if kind == "caption":
            rest.append(Image(io.BytesIO(base64.b64decode(PICTURE.partition(",")[2])), 110, 70))
        rest.append(Paragraph(html.escape(text), styles.get(kind, plain)))
    width, height = A4
    margin, gap, above = 40, 14, 90 if top else 0
    column = (width - 2 * margin - gap * (columns - 1)) / columns

    def frames(depth: float) -> list[Frame]:
        return [
            Frame(margin + i * (column + gap), margin, column, height - 2 * margin - depth, 0, 0, 0, 0)
            for i in range(columns)
        ]

    first = [Frame(margin, height - margin - above, width - 2 * margin, above, 0, 0, 0, 0)] if top else []
    out = io.BytesIO()
    lock = StandardEncryption(password) if password else None
    document = BaseDocTemplate(out, pagesize=A4, encrypt=lock)
    document.addPageTemplates(
        [PageTemplate("first", [*first, *frames(above)]), PageTemplate("later", frames(0))]
    )
    document.build([NextPageTemplate("later"), *top, *([FrameBreak()] if top else []), *rest])
    return out.getvalue()


def lines_pdf(
    lines: list[tuple[float, float, float, str]],
    *,
    page_turn: int = 0,
    text_turn: int = 0,
    aside: str = "",
) -> bytes:
    """One page of lines at (x, y, size); the page or its text turned, `aside` on its side at the edge."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    width, height = (595, 842) if text_turn % 180 == 0 else (842, 595)
    canvas = Canvas(out, pagesize=(width, height))
    canvas.setPageRotation(page_turn)
    canvas.translate(*{0: (0, 0), 90: (842, 0), 180: (595, 842), 270: (0, 595)}[text_turn])
    canvas.rotate(text_turn)
    for x, y, size, text in lines:
        canvas.setFont(FONT, size)
        canvas.drawString(x, y, text)
    if aside:
        canvas.saveState()
        canvas.translate(500, 400)
        canvas.rotate(90)
        canvas.setFont(FONT, 8)
        canvas.drawString(0, 0, aside)
        canvas.restoreState()
    canvas.save()
    return out.getvalue()


def book_pdf(pages):
    """Pages of (x, y, size, text) lines in one file."""
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for lines in pages:
        made.import_pages(pypdfium2.PdfDocument(lines_pdf(lines)))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
