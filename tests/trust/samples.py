"""One small file of each format that Companion reads, written by us, and what reads it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import companion
from companion.corrections import Corrections
from companion.exercises.questions import load_questions
from companion.export.json_article import article_to_json
from companion.export.results_csv import read_results
from companion.glossary import Glossary
from companion.glossary.exchange import read_foreign
from companion.source import read_document
from companion.translation import packages
from companion.translation.memory import TranslationMemory
from companion.vocabulary import Vocabulary

TEXT = "兩地聯手打擊電騙\n\n警方昨日拘捕三名疑犯，並提醒市民提防電騙。當局表示歡迎。\n\n他說：「切勿將密碼告訴他人。」"
PARTS = ("兩地聯手打擊電騙", "警方昨日拘捕三名疑犯，並提醒市民提防電騙。當局表示歡迎。")


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def epub(*chapters: str, spine: str = "") -> bytes:
    """An e-book with these chapters (HTML); `spine` stands in the place of its reading order."""
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = spine or "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="b.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "b.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata><title>甲</title></metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for n, body in enumerate(chapters):
            page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
            archive.writestr(f"c{n}.xhtml", page)
    return out.getvalue()


def word(*lines: str, inside: bytes = b"") -> bytes:
    """A Word file with these paragraphs; `inside` is put before them as it is."""
    from docx import Document

    document, out, made = Document(), io.BytesIO(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + inside)
            after.writestr(entry, data)
    return out.getvalue()


def pdf(*lines: str) -> bytes:
    """A PDF page with these lines."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.setFont("MSung-Light", 12)
    for n, line in enumerate(lines):
        page.drawString(72, 760 - 20 * n, line)
    page.save()
    return out.getvalue()


def odt(*lines: str) -> bytes:
    """An OpenDocument text with these paragraphs."""
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return _zip(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=content.encode())


def picture() -> bytes:
    """A small picture of strokes; what is read in it does not matter, only that it can be opened."""
    from PIL import Image, ImageDraw

    image, out = Image.new("L", (120, 40), 255), io.BytesIO()
    ImageDraw.Draw(image).text((10, 10), "2026", fill=0)
    image.save(out, "PNG")
    return out.getvalue()


def _html() -> str:
    body = f"<h1>{PARTS[0]}</h1>" + "".join(f"<p>{p}</p>" for p in PARTS[1:] * 3)
    return f'<!doctype html><html><head><meta charset="utf-8"><title>電騙</title></head><body><article>{body}</article></body></html>'


@cache
def samples() -> dict[str, bytes]:
    """The files by name."""
    html = _html()
    article = companion.read_text(TEXT, translator="gloss")
    mhtml = (
        'From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html}\r\n--b--\r\n"
    )
    return {
        "a.txt": TEXT.encode(),
        "big5.txt": TEXT.encode("big5"),
        "utf16.txt": TEXT.encode("utf-16"),
        "a.md": f"---\ntitle: x\n---\n# {PARTS[0]}\n\n- 一\n- **二**\n\n{PARTS[1]}\n".encode(),
        "a.html": html.encode(),
        "gb.html": html.replace("utf-8", "gb18030").encode("gb18030"),
        "a.mhtml": mhtml.encode(),
        "a.docx": word(*PARTS),
        "a.epub": epub(*(f"<p>{p}</p>" for p in PARTS)),
        "a.pdf": pdf(*PARTS),
        "a.odt": odt(*PARTS),
        "a.rtf": ("{\\rtf1\\ansi\\uc1 " + "\\par ".join("".join(f"\\u{ord(c)}?" for c in p) for p in PARTS) + "}").encode(),
        "a.eml": (
            "From: =?utf-8?b?55Sy?= <a@example.hk>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{TEXT}\r\n"
        ).encode(),
        "a.srt": "".join(
            f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{p}\n\n" for n, p in enumerate(PARTS, 1)
        ).encode(),
        "a.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n{PARTS[1]}\n".encode(),
        "a.ass": (
            "[Script Info]\nScriptType: v4.00+\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
            f"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{PARTS[1]}\n"
        ).encode(),
        "a.png": picture(),
        "a.json": article_to_json(article).encode(),
        "a.tmx": (
            '<?xml version="1.0" encoding="utf-8"?><tmx version="1.4"><header srclang="zh" creationtool="x"/><body>'
            '<tu><tuv xml:lang="zh"><seg>他<bpt i="1"/>點頭。</seg></tuv><tuv xml:lang="en"><seg>He nodded.</seg></tuv></tu>'
            "</body></tmx>"
        ).encode(),
        "a.companion.toml": '# 甲\n[[correction]]\nkind = "reading"\ntext = "率"\nvalue = "shuài"\nscope = "always"\n'.encode(),
        "a.questions.toml": '[[question]]\ntype = "true-false"\nask = "有三人。"\nanswer = true\n'.encode(),
        "terms.csv": "id,traditional,simplified,pinyin,english\nx,電騙,电骗,diànpiàn,telecom fraud\n".encode(),
        "omegat.txt": "電騙\ttelecom fraud\tShort.\n".encode(),
        "a.tbx": (
            '<?xml version="1.0"?><martif><text><body><termEntry id="c"><langSet xml:lang="zh-HK"><tig><term>電騙</term></tig>'
            '</langSet><langSet xml:lang="en"><tig><term>fraud</term></tig></langSet></termEntry></body></text></martif>'
        ).encode(),
        "results.csv": "\ufeffformat,student,sheet,id,earned,points\ncompanion/results@1,甲,s,1,1,2\n".encode(),
        "a.sqlite": b"",
        "a.argosmodel": (Path(__file__).parents[1] / "argos" / "translate-zh_en-0_1.argosmodel").read_bytes(),
    }  # fmt: skip


def _document(path: Path) -> object:
    return read_document(companion.files.read_bytes(path), path.name)


READERS: dict[str, Callable[[Path], Any]] = {
    "companion.toml": Corrections.load,
    "questions.toml": load_questions,
    "tmx": TranslationMemory.load,
    "csv": Glossary.load,
    "tbx": read_foreign,
    "json": companion.load,
    "sqlite": lambda path: Vocabulary(path).status("电骗"),
    "argosmodel": packages.install_file,
}


def reader_of(name: str) -> Callable[[Path], Any]:
    """What reads the file of this name."""
    if name == "results.csv":
        return read_results
    if name == "omegat.txt":
        return lambda path: read_foreign(path, "omegat")
    return READERS.get(name.partition(".")[2], _document)
