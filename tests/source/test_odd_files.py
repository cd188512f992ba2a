"""Files that are not as their kind should be: an article as it was meant, or one line on what to do."""

from __future__ import annotations

import base64
import io
import random
import zipfile

import pytest

from companion import read
from companion.errors import CompanionError
from companion.source import read_document

TEXT = "政府今早公布新措施，市民表示歡迎，認為可以減少騙案。"
CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/b.opf"/></rootfiles></container>'


def book(
    spine: str = '<itemref idref="a"/><itemref idref="b"/>', container: str = CONTAINER, about: str = ""
) -> bytes:
    out = io.BytesIO()
    items = "".join(f'<item id="{i}" href="{i}.xhtml" media-type="application/xhtml+xml"/>' for i in "ab")
    with zipfile.ZipFile(out, "w") as archive:
        if container:
            archive.writestr("META-INF/container.xml", container)
        archive.writestr(
            "OEBPS/b.opf",
            f'<package xmlns:opf="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{about}</metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for part, text in (("a", "警方公布數字。"), ("b", "市民表示歡迎。")):
            archive.writestr(f"OEBPS/{part}.xhtml", f"<html><body><p>{text}</p></body></html>")
    return out.getvalue()


def test_a_book_says_who_wrote_and_published_it_and_when():
    """Protects the credit of a text from a book; a translator or an illustrator is no author."""
    about = (
        "<dc:title>舊書</dc:title><dc:creator>陳大文</dc:creator><dc:creator opf:role='ill'>李畫</dc:creator>"
        "<dc:publisher>字海出版</dc:publisher><dc:date>2026-05-01T00:00:00Z</dc:date>"
    )
    found = read_document(book(about=about), "a.epub")
    assert (found.title, found.author, found.source, found.date) == (
        "舊書",
        "陳大文",
        "字海出版",
        "2026-05-01",
    )


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        ({"container": ""}, None),
        ({"container": CONTAINER.replace("b.opf", "other.opf")}, None),
        ({"spine": ""}, "in which order"),
        ({"spine": '<itemref idref="a"/><itemref idref="zz"/><itemref idref="b"/>'}, "zz is missing"),
    ],
    ids=["no container", "wrong container", "no order", "unknown chapter"],
)
def test_a_book_that_is_not_complete_is_read_and_says_so(change, remark):
    """Protects books of careless makers: what is there is read, what is missing is named."""
    found = read_document(book(**change), "a.epub")
    assert [b.text for b in found.blocks] == ["警方公布數字。", "市民表示歡迎。"]
    assert (remark in "".join(found.notices)) if remark else not found.notices


@pytest.mark.parametrize(
    ("named", "encoding", "text"),
    [
        ("charset=big5", "big5hkscs", "啫喱街㗎㗎灣道，" + TEXT),
        ("charset=gb2312", "gb18030", "镕基路，" + TEXT),
        ("charset=x-unknown", "utf-8", TEXT),
        ("format=flowed", "big5hkscs", TEXT),
    ],
)
def test_a_mail_is_read_in_what_its_encoding_really_is(named, encoding, text):
    """Protects the Cantonese characters of mails that say Big5, and mails that name no encoding, or none that there is."""
    head = f"From: a@example.com\nSubject: test\nMIME-Version: 1.0\nContent-Type: text/plain; {named}\nContent-Transfer-Encoding: base64\n\n"
    found = read_document(head.encode() + base64.encodebytes(text.encode(encoding)), "a.eml")
    assert "".join(b.text for b in found.blocks) == text


def test_a_paragraph_whose_end_was_deleted_goes_on():
    """Protects tracked changes as accepted: a deleted paragraph mark joins two paragraphs."""
    from docx import Document
    from docx.oxml import parse_xml

    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = Document()
    for text, mark in (
        ("這一段和", "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"),
        ("下一段本為一段。", ""),
    ):
        document.element.body.insert(-1, parse_xml(f"<w:p {ns}>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"))
    out = io.BytesIO()
    document.save(out)
    assert [b.text for b in read_document(out.getvalue(), "a.docx").blocks] == ["這一段和下一段本為一段。"]


def test_two_who_speak_in_one_cue_stand_apart():
    """Protects dialogues in subtitles, which a dash opens."""
    srt = "1\n00:00:01,000 --> 00:00:03,000\n- 你好嗎？\n- 我很好。\n"
    assert [b.text for b in read_document(srt.encode(), "a.srt").blocks] == ["- 你好嗎？", "- 我很好。"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"7z\xbc\xaf\x27\x1c" + bytes(range(90, 190)), "a compressed file"),
        (b"ID3\x03" + bytes(range(90, 190)), "a sound file"),
        (b"\x7fELF" + bytes(range(90, 190)), "a program"),
        (b"\0\0\0\x20ftypisom" + bytes(range(90, 190)), "a film"),
        (random.Random(7).randbytes(5000), "is not a text file"),
        (b'<?xml version="1.0"?><!DOCTYPE x><rss><channel/></rss>', "is XML (rss)"),
    ],
)
def test_what_is_no_text_is_named_in_one_line(data, says):
    """Protects a person from advice on encodings where the file is no text at all."""
    with pytest.raises(CompanionError, match=r"^a\.txt") as error:
        read_document(data, "a.txt")
    assert says in str(error.value) and "\n" not in str(error.value) and "encoding" not in str(error.value)


def test_a_file_too_large_is_told_once(tmp_path):
    """Protects the one line on a file that is too large from standing in another one."""
    file = tmp_path / "a.txt"
    with file.open("wb") as out:
        out.truncate(200 * 2**20)
    with pytest.raises(CompanionError) as error:
        read(file, translator=None)
    assert str(error.value) == f"{file}: has 200 MB; at most 64 MB are read"


HELD = "<h1>颱風襲港</h1><p>政府今早公布新措施，市民表示歡迎。</p>"


@pytest.mark.parametrize(
    "aside",
    [
        "<aside>住在大澳的居民說水位升了。</aside>",
        "<div class=paywall><p>住在大澳的居民說水位升了。</p></div>",
        "<p style='display:none'>住在大澳的居民說水位升了。</p>",
        "<p hidden>住在大澳的居民說水位升了。</p>",
    ],
    ids=["aside", "named so", "not displayed", "hidden"],
)
def test_a_sentence_that_is_left_out_beside_the_paragraphs_is_told(aside):
    """Protects the law that nothing of an article is lost in silence: what is taken for no part of it is named."""
    page = f"<meta charset=utf-8><article>{HELD}<p>警方公布數字，三人受傷。</p>{aside}<p>學校今日停課，渡輪停航。</p></article>"
    found = read_document(page.encode(), "a.html")
    told = "".join(b.text for b in found.blocks) + "".join(found.notices)
    assert "水位升了" in told and "渡輪停航" in told


@pytest.mark.parametrize("end", ["</body></html>", "</html><html><body>", "</body>"])
def test_what_stands_behind_the_end_of_a_page_is_read(end):
    """Protects pages put together by hand: their later half stands behind a `</html>`."""
    page = f"<html><meta charset=utf-8><body>{HELD}{end}<p>學校今日停課，渡輪停航。</p>"
    assert read_document(page.encode(), "a.html").blocks[-1].text == "學校今日停課，渡輪停航。"


def test_the_encoding_of_a_script_is_not_the_pages():
    """Protects pages whose scripts name another encoding before the page names its own."""
    page = f'<script charset="gb2312" src="a.js"></script><meta charset="big5"><body>{HELD}'
    assert read_document(page.encode("big5"), "a.html").title == "颱風襲港"


def test_a_page_in_frames_is_the_frame_with_the_text():
    """Protects saved pages whose first part is only the frame around the article."""
    part = "--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}\r\n"
    frame, text = "<frameset><frame src=b.html></frameset>", f"<body>{HELD}"
    saved = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
        f"{part.format(frame)}{part.format(text)}--x--"
    )
    assert read_document(saved.encode(), "a.mhtml").title == "颱風襲港"


def test_a_chapter_that_the_books_guide_points_into_is_read():
    """Protects the chapter where a book shows its contents too: a place in it is not all of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part).decode()
            guide = '<guide><reference type="toc" href="a.xhtml#toc"/></guide></package>'
            new.writestr(part, text.replace("</package>", guide))
    assert [b.text for b in read_document(out.getvalue(), "a.epub").blocks] == [
        "警方公布數字。",
        "市民表示歡迎。",
    ]


def test_all_texts_of_a_mail_are_read():
    """Protects what stands behind a picture in a mail: its second text is no attachment."""
    part = "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n"
    mail = (
        'Subject: news\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
        f"{part.format('警方公布數字。')}{part.format('市民表示歡迎。')}--x--"
    )
    assert [b.text for b in read_document(mail.encode(), "a.eml").blocks] == [
        "警方公布數字。",
        "市民表示歡迎。",
    ]


def test_a_missing_chapter_is_told_and_no_other_one_is_given_for_it():
    whole = '<itemref idref="gone"/><itemref idref="a"/>'
    with pytest.raises(CompanionError, match=r"chapter 1 .gone. is missing"):
        read_document(book(whole), "a.epub", chapter="1")
    assert [b.text for b in read_document(book(whole), "a.epub", chapter="2").blocks] == ["警方公布數字。"]


def test_a_table_of_contents_is_no_chapter_and_what_it_alone_says_is_told():
    made = io.BytesIO(book())
    nav = '<item id="n" properties="nav" href="n.xhtml" media-type="application/xhtml+xml"/></manifest>'
    page = "<html><body><nav><ol><li><a href='a.xhtml'>第一章</a></li><li><span>附錄：大事年表</span></li></ol></nav></body></html>"
    contents = "<html><body><h1>目錄</h1><p><a href='a.xhtml'>第一章</a></p><p><a href='b.xhtml'>第二章</a></p></body></html>"
    with zipfile.ZipFile(made) as archive:
        parts = {n: archive.read(n).decode() for n in archive.namelist()}
    parts["OEBPS/b.opf"] = parts["OEBPS/b.opf"].replace("</manifest>", nav)
    parts |= {"OEBPS/n.xhtml": page, "OEBPS/a.xhtml": contents}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    found = read_document(out.getvalue(), "a.epub")
    assert [b.text for b in found.blocks] == ["市民表示歡迎。"]
    assert {"目錄", "第一章", "第二章", "附錄：大事年表"} <= {p.text for p in found.left_out}


def test_one_missing_part_does_not_refuse_a_word_file():
    from docx import Document

    out, made = io.BytesIO(), io.BytesIO()
    document = Document()
    document.add_paragraph("警方公布數字。")
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
                more = b'<Relationship Id="x9" Type="' + kind + b'" Target="gone.htm"/></Relationships>'
                content = content.replace(b"</Relationships>", more)
            new.writestr(name, content)
    found = read_document(out.getvalue(), "a.docx")
    assert [b.text for b in found.blocks] == ["警方公布數字。"]
    assert "word/gone.htm is missing" in found.notices[0]


@pytest.mark.parametrize(
    ("typed", "says"),
    (
        ("www.rthk.hk/news", "reads nothing from the network"),
        ("news.mingpao.com/a/b?c=1", "reads nothing from the network"),
        ("file:///home/a/%E6%96%B0.html", r"without file:// \(/home/a/新.html\)"),
        ("新聞.txt", "no such file"),
    ),
)
def test_an_address_typed_as_a_file_says_what_to_do(typed, says):
    from companion.source.files import read_bytes

    with pytest.raises(CompanionError, match=says):
        read_bytes(typed)


@pytest.mark.parametrize("encoding", ("cp936", "gbk", "gb2312"))
def test_a_named_code_page_has_its_euro_sign(encoding):
    data = "公园工程费用为".encode("gbk") + b"\x80" + "二亿，较去年增加。".encode("gbk")
    assert (
        read_document(data, "a.txt", encoding=encoding).blocks[0].text == "公园工程费用为€二亿，较去年增加。"
    )


def test_one_damaged_byte_is_one_place():
    data = (
        ("警方昨日公布電騙數字。" + "市民表示關注，當局歡迎。" * 9)
        .encode()
        .replace("數".encode(), b"\xe6\xff\xb8")
    )
    assert "1 damaged place" in read_document(data, "a.txt").notices[0]


FLAT = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    f"<text:p>{TEXT}</text:p></office:text></office:body></office:document>"
)
HTML = f"<html><body><p>{TEXT}</p></body></html>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.mht", f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{HTML}".encode()),
        ("a.fodt", FLAT.encode()),
        ("a.txt", "".join(f"&#{ord(c)};" for c in TEXT).encode()),
        ("a.txt", f"\x1b[31m{TEXT}\x1b[0m\n".encode()),
        ("a.txt", b"\xef\xbb\xbf" + TEXT.encode("gbk", "ignore")),
        ("a.txt", b"\xef\xbb\xbf" + TEXT.encode() + b"\xe6\n"),
        ("a.txt", b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x0a"),
    ],
    ids=[
        "saved page of one part",
        "flat OpenDocument",
        "codes of HTML",
        "colours",
        "wrong mark",
        "damaged",
        "cut",
    ],
)
def test_a_file_that_is_not_quite_of_its_kind_is_read(name, data):
    """Protects a text from heads of a mail, codes and marks around it, and from being refused for one byte."""
    assert read_document(data, name).blocks[0].text.rstrip("\ufffd") == TEXT


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.url", b"[InternetShortcut]\r\nURL=https://example.com\r\n", "shortcut to a web page"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted, or an old Word file"),
        (
            "a.html",
            "<footer>版權所有 不得轉載</footer><nav><a href=/>首頁</a></nav>".encode(),
            "only links and menus",
        ),
    ],
)
def test_a_file_without_a_text_to_read_says_what_it_is(name, data, said):
    """Protects from a shortcut, a locked file or a page's frame that is read as an article."""
    with pytest.raises(CompanionError, match=said):
        read_document(data, name)


def test_a_table_or_data_is_read_as_it_stands_and_told():
    """Protects rows with tabs from being put together, and tells that a table or data is no article."""
    made = read_document("項目\t金額\n遊樂場\t八千萬\n緩跑徑\t三千萬\n".encode(), "a.tsv")
    assert [(b.kind, b.text) for b in made.blocks][1] == ("item", "遊樂場\t八千萬")
    assert made.notices == (
        "a.tsv: is a table (TSV), which is read as it stands; save the text alone for an article",
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_chapter_hides_what_its_styles_hide():
    """Protects an e-book's text from words that no reader of e-books shows; notes are shown where they are pressed."""
    out = io.BytesIO(book())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "OEBPS/a.xhtml",
            f"<html><head><style>.x, .note{{display:none}}</style></head><body><p>{TEXT}</p><p class='x'>不見的話。</p><p class='note'>註一。</p></body></html>",
        )
    made = read_document(out.getvalue(), "a.epub")
    assert [b.text for b in made.blocks][:2] == [TEXT, "註一。"]
    assert [p.text for p in made.left_out if p.what == "hidden text"] == ["不見的話。"]
