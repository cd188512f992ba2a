"""Files that are damaged: cut off, with flipped bits, and with bytes that no codec takes; each is read, or told in a line."""

from __future__ import annotations

import random

import pytest
from trust.samples import reader_of, samples

import companion
from companion.errors import CompanionError

FAST = (
    "a.txt", "big5.txt", "utf16.txt", "a.md", "a.html", "gb.html", "a.mhtml", "a.docx", "a.epub", "a.pdf", "a.json", "a.tmx",
    "a.odt", "a.rtf", "a.eml", "a.srt", "a.vtt", "a.ass", "a.companion.toml", "a.questions.toml", "terms.csv", "omegat.txt", "a.tbx", "results.csv",
)  # fmt: skip


def damaged(data: bytes, seed: int) -> bytes:
    """`data` as a disk, a network or an editor may leave it."""
    chance = random.Random(seed)
    kind = seed % 4
    if kind == 0:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    if kind == 1:
        at = chance.randrange(len(data))
        changed[at] ^= 1 << chance.randrange(8)
    elif kind == 2:
        for _ in range(8):
            changed[chance.randrange(len(data))] = chance.randrange(256)
    else:
        a, b = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
        changed[a:b] = changed[b : b + 40] + b"\xff\x00"
    return bytes(changed)


def outcome(name: str, data: bytes, folder) -> str:
    """Empty where the file was read; else the line that was told. What is raised beside that goes up."""
    path = folder / name
    path.write_bytes(data)
    try:
        reader_of(name)(path)
    except CompanionError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", FAST)
def test_a_damaged_file_is_read_or_told_in_one_line(name, tmp_path, monkeypatch):
    """Protects a reader whose download broke off: never a traceback, whatever the format."""
    # A page whose text is lost would be read as a picture, which takes seconds: that is the next test.
    monkeypatch.setattr("companion.source.pdf.document.is_installed", lambda: False)
    assert outcome(name, samples()[name], tmp_path) == ""
    for seed in range(40):
        told = outcome(name, damaged(samples()[name], seed), tmp_path)
        assert "\n" not in told


@pytest.mark.slow
def test_a_pdf_page_whose_text_is_lost_is_recognised_or_told_in_one_line(tmp_path):
    """Protects the same where a damaged page is read as a picture: what was drawn of it may be anything."""
    for seed in range(32, 40):
        assert "\n" not in outcome("a.pdf", damaged(samples()["a.pdf"], seed), tmp_path)


def test_a_damaged_picture_is_opened_or_told_in_one_line():
    """Protects a photo that came half: the decoders of pictures are other people's C code."""
    from companion.source.pictures.images import pictures_of

    picture = samples()["a.png"]
    assert len(list(pictures_of(picture, "a.png"))) == 1
    told = 0
    for seed in range(40):
        try:
            list(pictures_of(damaged(picture, seed), "a.png"))
        except CompanionError as error:
            told += 1
            assert "\n" not in str(error)
    assert told >= 20


@pytest.mark.parametrize(
    "encoding",
    ["undefined", "idna", "punycode", "unicode_escape", "rot13", "hex", "x" * 300, "", "\0", "utf-7", "mbcs"],
)
def test_no_name_of_an_encoding_breaks_a_reader(encoding, tmp_path):
    """Protects `--encoding`, a page's own charset and a TMX's declaration, which all are a stranger's words."""
    text = samples()["a.txt"]
    with pytest.raises(CompanionError):
        companion.source.read_document(text, "a.txt", encoding=encoding)
    page = b'<meta charset="' + encoding.encode() + b'"><p>' + text + b"</p>"
    assert companion.source.read_document(page, "a.html").blocks
    tmx = samples()["a.tmx"].replace(b"utf-8", encoding.encode())
    outcome("a.tmx", tmx, tmp_path)


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<div id=app></div><script>x()</script>",
        "<p></p>",
        "<html><body><!-- x --></body></html>",
        "<ul><li></li></ul>",
        "<img src=x>",
    ],
)
def test_a_page_without_text_says_what_to_do(page):
    """Protects who saved a page that a script fills: the way out is told."""
    with pytest.raises(CompanionError, match=r"\.mhtml|no Chinese|paste"):
        companion.source.read_document(page.encode(), "a.html")


def test_containers_in_containers_end(tmp_path):
    """Protects the stack: a saved page in a saved page in a saved page …"""
    inner = "Content-Type: text/html\r\n\r\n<p>電騙</p>"
    for n in range(2000):
        inner = f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}\r\n{inner}\r\n--b{n}--\r\n'
    with pytest.raises(CompanionError, match=r"without end|nested"):
        companion.source.read_document(("MIME-Version: 1.0\r\n" + inner).encode(), "a.mhtml")
    with pytest.raises(CompanionError):
        companion.source.read_document(("<div>" * 20_000).encode(), "a.html")
    file = tmp_path / "a.json"
    for text in ("[" * 100_000, '{"format": ' * 50_000):
        file.write_text(text)
        with pytest.raises(CompanionError):
            companion.load(file)
