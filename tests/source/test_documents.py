"""Files of all kinds to paragraphs."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

import companion
from companion.cli import main
from companion.errors import InputError, NotChineseError
from companion.source import read_document

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def word(change=None):
    """A Word file; `change` may edit the XML of its text."""
    from docx import Document

    document = Document()
    document.add_heading("打擊電騙新措施", 0)
    document.add_paragraph("本報訊（記者 陳大文 報道）警方昨日公布新措施。")
    document.add_paragraph("加強執法", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "九龍", "12宗"
    document.add_paragraph("完。")
    out = io.BytesIO()
    document.save(out)
    if change is None:
        return out.getvalue()
    again = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name == "word/document.xml" else data)
    return again.getvalue()


def book(*chapters, **more):
    """An e-book with a table of contents and these chapters."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        items = "".join(
            f'<item id="c{i}" href="c%20{i}.xhtml" media-type="application/xhtml+xml"/>'
            for i in range(len(chapters))
        )
        refs = "".join(f'<itemref idref="c{i}"/>' for i in reversed(range(len(chapters))))
        archive.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<dc:title>渡輪</dc:title></metadata><manifest><item id='nav' properties='nav' href='nav.xhtml' "
            f"media-type='application/xhtml+xml'/>{items}</manifest><spine><itemref idref='nav'/>{refs}</spine></package>",
        )
        archive.writestr("OEBPS/nav.xhtml", "<html><body><nav>目錄</nav></body></html>")
        for i, chapter in enumerate(chapters):
            archive.writestr(
                f"OEBPS/c {i}.xhtml",
                '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
                f"<head><title>不要</title></head><body>{chapter}</body></html>",
            )
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


PARAGRAPHS = [
    "警方昨日公布新措施，市民表示歡迎，認為可以減少騙案，但要求加強宣傳，特別是長者和新來港人士。",
    "有議員指出，跨境執法需要時間，政府應先與銀行合作，盡快凍結可疑的轉賬，以免款項流出境外。",
    "保安局發言人說：「我們會繼續與內地和海外的執法機關交換情報。」新措施將於下月一日實施。",
]
PAGE = (
    '<!doctype html><html><head><meta charset="{charset}"><title>打擊電騙新措施 | 香港日報</title>'
    "<script>var a = '不要';</script></head><body><nav><a href='/'>首頁</a><a href='/n'>新聞</a></nav>"
    "<main><article><h1>打擊電騙新措施</h1><p>本報記者 陳大文</p>"
    + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    + "<h2>三項重點</h2><ul><li>加強執法，包括跨境合作</li><li>協助受害人</li></ul><figure>"
    "<img src='http://outside.example/x.png'><figcaption>圖為警方記者會。</figcaption></figure></article></main>"
    "<aside><h3>熱門新聞</h3><ul><li><a href='/1'>股市大升</a></li></ul></aside><footer>版權所有 不得轉載</footer></body></html>"
)


def shown(data, name, **more):
    return [(b.kind, b.text) for b in read_document(data, name, **more).blocks]


def test_a_word_file_gives_headings_lists_and_tables():
    """Protects teachers' own files: styles say what a paragraph is."""
    assert shown(word(), "a.docx") == [
        ("headline", "打擊電騙新措施"),
        ("body", "本報訊（記者 陳大文 報道）警方昨日公布新措施。"),
        ("item", "加強執法"),
        ("item", "九龍"),
        ("item", "12宗"),
        ("body", "完。"),
    ]


def test_a_word_file_whose_lines_were_pasted_as_paragraphs_is_repaired():
    """Protects text that was copied out of a PDF into Word."""
    from docx import Document

    document = Document()
    text = "".join(PARAGRAPHS[:1])
    for i in range(0, len(text), 8):
        document.add_paragraph(text[i : i + 8])
    out = io.BytesIO()
    document.save(out)
    assert shown(out.getvalue(), "a.docx") == [("body", PARAGRAPHS[0])]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def run(text):
    return f"<w:r {W}><w:t>{text}</w:t></w:r>"


def box(text):
    return f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f'<w:ins w:id="1" w:author="a">{run("加入")}</w:ins>', ["甲加入乙"]),
        ('<w:del w:id="1" w:author="a"><w:r><w:delText>刪去</w:delText></w:r></w:del>', ["甲乙"]),
        (f'<w:moveFrom w:id="1" w:author="a">{run("搬走")}</w:moveFrom>', ["甲乙"]),
        (f'<w:moveTo w:id="1" w:author="a">{run("搬來")}</w:moveTo>', ["甲搬來乙"]),
        (f'<w:hyperlink w:anchor="a">{run("連結")}</w:hyperlink>', ["甲連結乙"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控制項')}</w:sdtContent></w:sdt>", ["甲控制項乙"]),
        (
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('mǎ tóu')}</w:rt><w:rubyBase>{run('碼頭')}</w:rubyBase></w:ruby></w:r>",
            ["甲碼頭乙"],
        ),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隱藏</w:t></w:r>", ["甲乙"]),
        ("<w:r><w:instrText> PAGEREF a </w:instrText></w:r>", ["甲乙"]),
        ("<w:r><w:br/></w:r>", ["甲", "乙"]),
        (
            f"<w:r><mc:AlternateContent {MC}><mc:Choice>{box('框內')}</mc:Choice><mc:Fallback>{box('框內')}</mc:Fallback>"
            "</mc:AlternateContent></w:r>",
            ["甲乙", "框內"],
        ),
    ],
)  # fmt: skip
def test_a_word_file_loses_and_doubles_nothing(inside, expected):
    """Protects tracked changes (as accepted), content controls, ruby, hidden text and text boxes."""
    data = word(lambda xml: xml.replace("完。", f"甲</w:t></w:r>{inside}<w:r><w:t>乙"))
    assert [text for _, text in shown(data, "a.docx")][5:] == expected


def test_the_footnotes_of_a_word_file_stand_at_its_end():
    """Protects scholarly texts: notes are read, their separators are not."""
    from docx import Document
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = Document()
    document.add_paragraph("正文一句。")
    notes = f'<w:footnotes {W}><w:footnote w:type="separator"><w:p/></w:footnote><w:footnote><w:p>{run("註：見上文。")}</w:p></w:footnote></w:footnotes>'
    part = Part(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    document.save(out)
    assert [text for _, text in shown(out.getvalue(), "a.docx")] == ["正文一句。", "註：見上文。"]


def test_a_books_notes_are_kept_without_their_numbers_in_the_text():
    """Protects sentences from footnote numbers and page numbers in their middle."""
    data = book(
        '<p>天還沒有亮<a epub:type="noteref" href="#n"><sup>1</sup></a>，碼頭有人<sup><a href="#m">[2]</a></sup>。'
        '<span epub:type="pagebreak">5</span>他買了10<sup>2</sup>斤。</p><aside epub:type="footnote"><p>指清晨五時。</p></aside>'
    )
    assert [t for _, t in shown(data, "a.epub")] == ["天還沒有亮，碼頭有人。他買了102斤。", "指清晨五時。"]


def test_a_book_gives_its_chapters_in_the_order_of_the_spine():
    """Protects e-books: order, line breaks, ruby and captions; no table of contents."""
    data = book(
        "<h2>第二章</h2><p>他&nbsp;走了。</p><ul><li>一包鹽</li></ul><figure><figcaption>圖為碼頭。</figcaption></figure>",
        "<h1>第一章</h1><p>天還沒有亮，<ruby>碼頭<rp>(</rp><rt>maa tau</rt></ruby>有人。</p><p>船來了。<br/>「早晨。」</p>",
    )
    document = read_document(data, "a.epub")
    assert document.title == "渡輪"
    assert [(b.kind, b.text) for b in document.blocks] == [
        ("headline", "第一章"), ("body", "天還沒有亮，碼頭有人。"), ("body", "船來了。"), ("body", "「早晨。」"),
        ("headline", "第二章"), ("body", "他 走了。"), ("item", "一包鹽"), ("caption", "圖為碼頭。"),
    ]  # fmt: skip


@pytest.mark.parametrize("charset", ["utf-8", "big5", "gb2312"])
def test_a_web_page_gives_the_article_only(charset):
    """Protects readers from menus and advertisements; nothing is fetched (the offline guard sees to it)."""
    page = PAGE.format(charset=charset)
    data = page.encode("gb18030" if charset == "gb2312" else charset)
    document = read_document(data, "standard input")
    assert document.title == "打擊電騙新措施" and document.format == "html"
    assert [(b.kind, b.text) for b in document.blocks] == [
        ("headline", "打擊電騙新措施"), ("byline", "本報記者 陳大文"), *(("body", p) for p in PARAGRAPHS),
        ("headline", "三項重點"), ("item", "加強執法，包括跨境合作"), ("item", "協助受害人"), ("caption", "圖為警方記者會。"),
    ]  # fmt: skip


def test_a_short_web_page_and_a_fragment_are_read_too():
    """Protects pages that are too short for an extractor."""
    assert shown("<p>短文一段。</p><p>再一段。".encode(), "a.html") == [
        ("body", "短文一段。"),
        ("body", "再一段。"),
    ]


def test_markdown_loses_its_marks_only():
    """Protects notes: headings, lists, quotations, links, tables and hard-wrapped lines."""
    text = (
        "---\ntitle: x\n---\n# 打擊電騙\n\n警方公布*新措施*，\n市民[歡迎](http://x.example)。\n\n> 引文一段。\n\n"
        "1. 加強執法\n2. 協助`受害人`\n\n![圖為記者會。](x.png)\n\n| 地區 | 宗數 |\n|---|---|\n| 九龍 | 12宗 |\n"
    )
    assert shown(text.encode(), "a.md") == [
        ("headline", "打擊電騙"), ("body", "警方公布新措施，市民歡迎。"), ("body", "引文一段。"), ("item", "加強執法"),
        ("item", "協助受害人"), ("caption", "圖為記者會。"), ("item", "地區"), ("item", "宗數"), ("item", "九龍"), ("item", "12宗"),
    ]  # fmt: skip


def test_other_ways_of_markdown():
    """Protects notes of other programs: front matter, tight headings, footnotes, tasks, HTML, line ends of Windows."""
    text = (
        "+++\ntitle = 'x'\n+++\n#打擊電騙\n\n警方公布新措施[^1]，&amp;市民歡迎。<br>完。\n\n- [x] 加強執法\n\n<div>另一段。</div>\n\n"
        "<!-- 不要 -->\n\n[^1]: 見本報昨日報道。\n"
    )
    for whole in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        assert shown(whole.encode(), "a.md") == [
            ("headline", "打擊電騙"), ("body", "警方公布新措施，&市民歡迎。完。"), ("item", "加強執法"), ("body", "另一段。"),
            ("body", "見本報昨日報道。"),
        ]  # fmt: skip


def test_the_content_tells_the_kind_of_a_file():
    """Protects standard input and files with a wrong or no suffix."""
    assert read_document(word()).format == "docx"
    assert read_document(book("<p>船來了。</p>"), "x.zip").format == "epub"
    assert read_document(PAGE.format(charset="utf-8").encode(), "x").format == "html"
    assert read_document("香港新聞".encode("big5"), "x.txt", encoding="big5").format == "text"


def blank_pdf(pages):
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rc4(key, data):
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted_pdf(password):
    """An empty page behind a password (PDF 1.4, standard handler, revision 2)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    padded = (password.encode() + padding)[:32]
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(
        padded + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + b"0123456789abcdef"
    ).digest()[:5]
    user = rc4(key, padding)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        f"<</Filter/Standard/V 1/R 2/P -4/O<{owner.hex()}>/U<{user.hex()}>>>",
    ]  # fmt: skip
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n".encode()
    table = "".join(f"{p:010} 00000 n \n" for p in places)
    ident = b"0123456789abcdef".hex()
    trailer = (
        f"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<{ident}><{ident}>]>>\nstartxref\n{len(out)}\n%%EOF"
    )
    return out + f"xref\n0 5\n0000000000 65535 f \n{table}{trailer}".encode()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(3 * 2**20))
    return out.getvalue()


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def laughs(xml):
    entities = '<!ENTITY a "甲甲甲甲甲甲甲甲甲甲">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    secret = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    return xml.replace("?>", f"?><!DOCTYPE r [{entities}{secret}]>", 1).replace("完。", "完&i;&x;。")


LOCK = (
    '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:CipherData>'
    '<e:CipherReference URI="OEBPS/c%200.xhtml"/></e:CipherData></e:EncryptedData></encryption>'
)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (lambda: blank_pdf(1), "a.pdf", "has no text; its pages are empty"),
        (lambda: blank_pdf(1000), "a.pdf", "1,000 pages; at most 300 .* --pages"),
        (lambda: blank_pdf(3)[:200], "a.pdf", "damaged"),
        (lambda: b"%PDF-1.7 nothing", "a.pdf", "damaged"),
        (lambda: encrypted_pdf("geheim"), "a.pdf", "is encrypted; give its password with --password"),
        (lambda: "香港新聞".encode(), "a.pdf", "no PDF file inside"),
        (lambda: word()[:2000], "a.docx", "damaged or not complete"),
        (lambda: word(lambda xml: xml[:500]), "a.docx", "damaged"),
        (bomb, "a.docx", "unpacks to 3 MB; at most 2 MB"),
        (lambda: book("<p>甲</p>").replace(b"OEBPS/c 0", b"OEBPS/c 9"), "a.epub", "missing or damaged"),
        (lambda: book("<p>甲</p>", **{"META-INF/encryption.xml": LOCK}), "a.epub", "DRM"),
        (lambda: book(), "a.epub", "no text"),
        (
            lambda: zipped("content.xml", "META-INF/manifest.xml"),
            "a.odt",
            "can't be read as an OpenDocument text",
        ),
        (lambda: zipped("xl/workbook.xml"), "a.xlsx", "spreadsheet"),
        (lambda: b"PK\x05\x06" + bytes(18), "a.epub", "no EPUB file inside"),
        (lambda: b"\x89PNG\r\n\x1a\n", "a.png", "PNG picture"),
    ],
)
def test_files_that_can_not_be_read_say_what_to_do(data, name, message, monkeypatch):
    """Protects users from tracebacks, and their machines from files made to fill them."""
    monkeypatch.setattr("companion.source.documents._MOST_UNPACKED", 2 * 2**20)
    with pytest.raises(InputError, match=message) as caught:
        read_document(data(), name)
    assert name in str(caught.value) and "\n" not in str(caught.value)


def test_entities_are_neither_expanded_nor_fetched():
    """Protects from XML that unfolds to gigabytes or reads the machine's files."""
    with pytest.raises(InputError, match="damaged"):
        read_document(word(laughs), "a.docx")
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>甲&x;乙。</p>'
    for document in (read_document(book(entity), "a.epub"), read_document(entity.encode(), "a.html")):
        assert "root:" not in "".join(b.text for b in document.blocks)


def test_a_password_opens_an_encrypted_file_and_a_wrong_one_says_so():
    """Protects readers of protected files."""
    data = encrypted_pdf("geheim")
    with pytest.raises(InputError, match="password does not open it"):
        read_document(data, "a.pdf", password="falsch")
    with pytest.raises(InputError, match="has no text; its pages are empty"):
        read_document(data, "a.pdf", password="geheim")


@pytest.mark.parametrize("pages", ["0", "4", "2-1", "x", "1-", "1,,2"])
def test_pages_that_are_not_there_are_told(pages):
    """Protects the choice of pages."""
    with pytest.raises(InputError, match="pages"):
        read_document(blank_pdf(3), "a.pdf", pages=pages)


def test_read_and_the_command_take_all_of_them(tmp_path, capfdbinary):
    """Protects `companion.read` and `companion annotate` for other files than text."""
    path = tmp_path / "a.docx"
    path.write_bytes(word())
    article = companion.read(path, translator=None)
    assert (article.title, article.source, len(article.paragraphs)) == ("打擊電騙新措施", "a.docx", 6)
    assert main(["annotate", str(path), "--translator", "none"]) == 0
    assert "電騙" in capfdbinary.readouterr().out.decode()
    assert main(["annotate", str(path), "--pages", "2"]) == 2
    path.write_bytes(word(lambda xml: "".join(c if c < "\u3000" else "x" for c in xml)))
    with pytest.raises(NotChineseError):
        companion.read(path)


def test_a_chapter_of_a_book_can_be_chosen(tmp_path, capsys):
    """Protects long books: one chapter is read, and one that is not there is named."""
    file = tmp_path / "a.epub"
    file.write_bytes(book("<p>第二章的文字。</p>", "<p>第一章的文字。</p>"))
    assert [p.text for p in companion.read(file, translator=None, chapter="2").paragraphs] == [
        "第二章的文字。"
    ]
    assert main(["annotate", str(file), "--chapter", "3", "--translator", "none"]) == 2
    assert "has the chapters 1 to 2, not 3" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("href", "part"),
    [
        ("a.xhtml%23s2", "a.xhtml"), ("a.xhtml#s2", "a.xhtml"), ("text%5Ca.xhtml", "text/a.xhtml"), ("A.XHTML", "a.xhtml"),
        ("me%CC%80re.xhtml", "m\u00e8re.xhtml"), ("m%C3%A8re.xhtml", "me\u0300re.xhtml"), ("./x/../a.xhtml", "a.xhtml"),
        ("%E7%AC%AC%E4%B8%80%E7%AB%A0.xhtml", "第一章.xhtml".encode("gb18030").decode("cp437")),
    ],
)  # fmt: skip
def test_a_book_is_read_however_it_spells_its_parts(href, part):
    """Protects books of many programs; a part that is missing is named, and the others are read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        rows = [("a", href), ("b", "b.xhtml"), ("c", "gone.xhtml")]
        items = "".join(f"<item id='{i}' href='{h}' media-type='application/xhtml+xml'/>" for i, h in rows)
        refs = "".join(f"<itemref idref='{i}'/>" for i, _ in rows)
        archive.writestr(
            "OEBPS/book.opf", f"<package><manifest>{items}</manifest><spine>{refs}</spine></package>"
        )
        entry = zipfile.ZipInfo(f"OEBPS/{part}")
        archive.writestr(entry, "<html><body><p>甲篇的文字。</p></body></html>")
        archive.writestr("OEBPS/b.xhtml", "<html><body><p>乙篇的文字。</p></body></html>")
    found = read_document(_as_of_dos(out.getvalue(), part), "a.epub")
    assert [b.text for b in found.blocks] == ["甲篇的文字。", "乙篇的文字。"]
    assert len(found.notices) == 1 and "gone.xhtml is missing" in found.notices[0]


def _as_of_dos(data: bytes, part: str) -> bytes:
    """A ZIP whose names of DOS's code page are not marked as UTF-8."""
    name = f"OEBPS/{part}".encode()
    try:
        old = f"OEBPS/{part}".encode("cp437")
    except UnicodeEncodeError:
        return data
    if old == name or part.isascii() or "è" in part:
        return data
    out = io.BytesIO()

    class Entry(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):
            return (self.filename.encode("cp437"), self.flag_bits & ~0x800)

    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(out, "w") as written:
        for entry in read.infolist():
            written.writestr(Entry(entry.filename), read.read(entry))
    return out.getvalue()


def test_strict_renamed_and_nested_word_files_are_read():
    """Protects Word files in Strict Open XML, with a part of another name, or with a file inside (altChunk)."""

    def strict(data: bytes) -> bytes:
        for usual, own in (
            ("wordprocessingml/2006/main", "wordprocessingml/main"),
            ("officeDocument/2006/relationships", "officeDocument/relationships"),
        ):
            data = data.replace(
                f"http://schemas.openxmlformats.org/{usual}".encode(),
                f"http://purl.oclc.org/ooxml/{own}".encode(),
            )
        return data

    def changed(change, rename=("", "")):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                content = change(name, old.read(name))
                new.writestr(name.replace(*rename), content)
        return out.getvalue()

    whole = [b.text for b in read_document(word(), "a.docx").blocks]
    assert [
        b.text
        for b in read_document(
            changed(lambda n, d: strict(d) if n.endswith(("document.xml", ".rels")) else d), "a.docx"
        ).blocks
    ] == whole
    other = changed(
        lambda n, d: d.replace(b"word/document.xml", b"word/document2.xml"),
        ("word/document", "word/document2"),
    )
    assert [b.text for b in read_document(other, "a.docx").blocks] == whole


def test_an_address_says_that_nothing_is_fetched(capsys):
    """Protects who names a page of the web: one line says that Companion is offline, and what to do."""
    assert main(["annotate", "https://www.example.com/a.html"]) == 2
    assert (
        "https://www.example.com/a.html: is an address, and Companion reads nothing from the network"
        in capsys.readouterr().err
    )


def test_a_file_inside_a_word_file_is_read():
    """Protects what another program has put into a Word file as a file of its own (altChunk)."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                content = content.replace("<w:sectPr", '<w:altChunk r:id="rIdX"/><w:sectPr', 1)
            elif name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rIdX" Type="{kind}" Target="a.htm"/></Relationships>'
                content = content.replace("</Relationships>", link)
            elif name == "[Content_Types].xml":
                content = content.replace(
                    "</Types>", '<Default Extension="htm" ContentType="text/html"/></Types>'
                )
            new.writestr(name, content.encode("utf-8", "surrogateescape"))
        new.writestr("word/a.htm", "<html><meta charset=utf-8><body><p>市民關注電騙案。</p></body></html>")
    assert "市民關注電騙案。" in [b.text for b in read_document(out.getvalue(), "a.docx").blocks]


def open_document(body: str) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{n}="{names}:{n}:1.0"' for n in ("office", "text", "draw", "table"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '<text:h text:outline-level="1">渡輪碼頭搬遷</text:h><text:p>運輸署<text:span>昨日</text:span>公布。</text:p>',
            ["headline 渡輪碼頭搬遷", "body 運輸署昨日公布。"],
        ),
        (
            "<text:p>碼頭停用。<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>舊碼頭建於六十年代。"
            "</text:p></text:note-body></text:note>乘客改搭小巴。</text:p><text:p>班次不變。</text:p>",
            ["body 碼頭停用。乘客改搭小巴。", "body 班次不變。", "body 舊碼頭建於六十年代。"],
        ),
        (
            "<text:list><text:list-item><text:p>增加撥款</text:p><text:list><text:list-item><text:p>檢討課程</text:p></text:list-item>"
            "</text:list></text:list-item></text:list>",
            ["item 增加撥款", "item 檢討課程"],
        ),
        (
            "<text:p>署長說：<draw:frame><draw:text-box><text:p>收費不變。</text:p></draw:text-box></draw:frame>「會有接駁小巴。」</text:p>",
            ["body 署長說：「會有接駁小巴。」", "body 收費不變。"],
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>二〇二五年共有三千宗。</text:p></table:table-cell>"
            "<table:table-cell><text:p>二〇二六年共有四千宗。</text:p></table:table-cell></table:table-row></table:table>",
            ["body 二〇二五年共有三千宗。", "body 二〇二六年共有四千宗。"],
        ),
        (
            "<text:p>他<text:ruby><text:ruby-base>率</text:ruby-base><text:ruby-text>shuài</text:ruby-text></text:ruby>團訪問"
            "<office:annotation><text:p>待查</text:p></office:annotation>北京。</text:p>",
            ["body 他率團訪問北京。"],
        ),
    ],
)
def test_an_open_document_text_is_read_part_by_part(body, expected):
    """Protects .odt: each part once and in order, without a manifest too; notes at the end, comments and ruby left out."""
    document = read_document(open_document(body), "a.odt")
    assert [f"{b.kind} {b.text}" for b in document.blocks] == expected
