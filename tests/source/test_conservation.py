"""Nothing of a file is lost: each Han character of a generated document stands in its article or in a remark on what was left out."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from html import escape
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from trust.samples import epub

from companion.source import read_document

HAN = re.compile("[㐀-鿿]")
WORDS = (
    "警方昨日公布數字", "市民表示歡迎", "當局將加強宣傳", "學校下月開課", "渡輪服務恢復正常", "專家認為影響不大",
    "新例於明年實施", "銀行加強監察戶口", "長者最易受騙", "醫院急症室輪候時間延長", "漁民指收穫減少", "天文台發出警告",
    "議員促檢討機制", "鐵路延長服務", "老師教學生分辨真假", "圖書館增購電子書",
)  # fmt: skip

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(
    lambda words: "，".join(words) + "。"
)
texts = st.lists(sentences, min_size=1, max_size=3).map("".join)
phrases = st.one_of(texts, st.sampled_from(WORDS))
inline = st.one_of(
    phrases.map(escape),
    st.tuples(st.sampled_from(["span", "b", "em", "font", "u", "label", "q"]), phrases).map(
        lambda p: f"<{p[0]}>{escape(p[1])}</{p[0]}>"
    ),
    st.tuples(phrases, st.sampled_from(WORDS)).map(lambda p: f"{escape(p[0])}<a href='/x'>{p[1]}</a>"),
)
TAGS = (
    "p",
    "div",
    "section",
    "article",
    "main",
    "blockquote",
    "form",
    "center",
    "fieldset",
    "li",
    "td",
    "h2",
    "dd",
    "figcaption",
)


def _wrapped(tag: str, inside: str) -> str:
    around = {"li": "<ul><li>{}</li></ul>", "td": "<table><tr><td>{}</td></tr></table>", "dd": "<dl><dd>{}</dd></dl>",
              "figcaption": "<figure><figcaption>{}</figcaption></figure>"}  # fmt: skip
    return around.get(tag, f"<{tag}>{{}}</{tag}>").format(inside)


blocks = st.recursive(
    inline,
    lambda inner: st.tuples(
        st.sampled_from(TAGS), st.lists(st.one_of(inner, st.just("<br>"), inline), min_size=1, max_size=4)
    ).map(lambda p: _wrapped(p[0], "".join(p[1]))),
    max_leaves=12,
)
bodies = st.tuples(inline, st.lists(blocks, min_size=1, max_size=4)).map(lambda b: b[0] + "".join(b[1]))


def lost(text: str, data: bytes, name: str, **options: Any) -> Counter[str]:
    """The Han characters of `text` that neither the article nor a remark has, and those that it has too often."""
    document = read_document(data, name, **options)
    shown = Counter(HAN.findall("".join(b.text for b in document.blocks)))
    told = Counter(HAN.findall("".join((*document.notices, document.source, document.author))))
    return Counter(HAN.findall(text)) - shown - told


def plain(page: str) -> str:
    return re.sub("<[^>]*>", "", page)


@given(bodies, st.booleans())
def test_a_web_page_of_nothing_but_text_is_kept_whole(body, titled):
    """Protects text beside <p>, in forms, cells, lists, sections and spans, nested and mixed, from being left out without a word."""
    page = f"<meta charset=utf-8>{'<title>新聞</title>' if titled else ''}<body>{body}</body>"
    assert not lost(plain(body), page.encode(), "a.html")


SMALL_PRINT = (
    "軍方宣布，外國記者未經許可不得拍攝。", "聲明：本文件由兩國外長簽署，即日生效。", "免責聲明無效，法官說，公司仍須賠償。",
    "想保平安？立即下載政府App，登記行蹤。", "訂閱本報頻道的人增加三成，編輯說。", "歡迎大家關注流浪動物。", "本文不代表本報立場。",
)  # fmt: skip
TITLES = ("回應", "評論", "其他", "最新消息", "推薦", "相關內容", "延伸閱讀")
CALLED = (
    "paywall", "subscriber-content", "read-more", "related-inline", "share text", "social-news", "hidden-gem", "tags", "promo",
    "comments", "comment-list", "newsletter", "advert", "breadcrumb", "toolbar", "sr-only",
)  # fmt: skip
# What a page holds beside or within its text that a reader of pages may walk past, and how it is written.
BESIDE = (
    "<aside>{}</aside>", "<footer>{}</footer>", "<nav>{}</nav>", "<noscript>{}</noscript>", "<template>{}</template>",
    "<template shadowrootmode=open>{}</template>", "<textarea>{}</textarea>", "<button>{}</button>", "<object>{}</object>",
    "<svg><text>{}</text></svg>", "<select><option>{}</option></select>", "<video>{}</video>", "<details><summary>{}</summary></details>",
    "<p hidden>{}</p>", "<div style='display:none'>{}</div>", "<p aria-hidden=true>{}</p>", "<amp-consent>{}</amp-consent>",
    "<dialog>{}</dialog>", "<p>甲<![CDATA[{}]]>乙</p>", "<ruby>字<rt>{}</rt></ruby>", "<marquee>{}</marquee>", "<div role=menu>{}</div>",
    "<iframe srcdoc='&lt;p&gt;{}&lt;/p&gt;'></iframe>", "<h2>{}</h2>", "<div id=post-2>發佈於 20:30 {}</div>", "<table><caption>{}</caption></table>",
    "<div>2026-11-28 10:00 {}</div>", "<figcaption>{} 2026年11月28日</figcaption>", "<p>記者王小明 {}</p>", "<div>{}\n\n{}</div>",
    "<x-a>{}</x-a>", "<p style='position:absolute;top:9px'>{}</p>", "<h2>{}<span class=editsection>[{}]</span></h2>",
)  # fmt: skip
beside = st.one_of(
    st.tuples(st.sampled_from(BESIDE), phrases, phrases).map(lambda p: p[0].format(*p[1:])),
    st.tuples(st.sampled_from(["div", "p", "section", "form", "ul"]), st.sampled_from(CALLED), phrases).map(
        lambda p: f"<{p[0]} class='{p[1]}'>{p[2]}</{p[0]}>"
    ),
    st.tuples(st.sampled_from(CALLED), phrases, phrases).map(
        lambda p: f"<div id='{p[0]}'><h3>{p[1]}</h3><p>{p[2]}</p></div>"
    ),
    st.sampled_from(SMALL_PRINT).map(lambda t: f"<p>{t}</p>"),
    st.tuples(st.sampled_from(TITLES), texts).map(lambda p: f"<h2>{p[0]}</h2><p>{p[1]}</p>"),
)


@given(
    st.lists(texts.map(lambda t: f"<p>{t}</p>"), min_size=1, max_size=5), st.lists(beside, min_size=1, max_size=3),
    st.randoms(use_true_random=False), st.sampled_from(["", "</body>", "</html>", "</body></html>"]), phrases,
)  # fmt: skip
def test_nothing_leaves_a_web_page_without_a_word(paragraphs, others, chance, end, last):
    """Protects readers from pages of which a part is gone, of whatever kind: hidden, folded, named otherwise, worded like a notice, behind the end."""
    parts = [*paragraphs, *others, "<!-- x -->", "<?x?>"]
    chance.shuffle(parts)
    page = f"<body><h1>颱風襲港</h1>{''.join(parts)}{end}{last and f'<p>{last}</p>'}"
    assert not lost(page, f"<meta charset=utf-8>{page}".encode(), "a.html")


@given(st.lists(beside, min_size=1, max_size=4), texts)
def test_everything_is_kept_where_it_is_asked_for(others, text):
    """Protects the way out: with `everything` all of a page is its article, but for readings above the characters."""
    page = f"<meta charset=utf-8><body><p>{text}</p>{''.join(others)}"
    document = read_document(page.encode(), "a.html", everything=True)
    assert {p.what for p in document.left_out} <= {"reading above a word"}


@given(bodies, st.sampled_from(WORDS))
def test_a_link_of_its_own_is_kept_in_a_page_without_menus(body, link):
    """Protects a paragraph that is a link, where nothing else says that the page has menus."""
    page = f"<meta charset=utf-8><body>{body}<p><a href='/x'>{link}</a></p>{body}"
    assert not lost(plain(page), page.encode(), "a.html")


@given(bodies)
def test_nothing_of_a_web_page_is_said_twice(body):
    """Protects readers from paragraphs that are shown twice."""
    document = read_document(f"<meta charset=utf-8><body>{body}".encode(), "a.html")
    shown = Counter(HAN.findall("".join(b.text for b in document.blocks)))
    assert not shown - Counter(HAN.findall(plain(body)))


@given(st.lists(bodies, min_size=1, max_size=3))
def test_a_book_is_kept_whole(chapters):
    """Protects the chapters of an e-book, whatever elements their text is in."""
    assert not lost(plain("".join(chapters)), epub(*chapters), "a.epub")


WORD_PARTS = st.lists(
    st.one_of(
        st.tuples(st.just("p"), phrases), st.tuples(st.just("heading"), st.sampled_from(WORDS)),
        st.tuples(st.just("bullet"), phrases), st.tuples(st.just("table"), phrases), st.tuples(st.just("sdt"), phrases),
        st.tuples(st.just("box"), phrases), st.tuples(st.just("link"), phrases), st.tuples(st.just("breaks"), texts),
        st.tuples(st.just("box in a box"), phrases), st.tuples(st.just("hidden"), phrases), st.tuples(st.just("spare"), phrases),
        st.tuples(st.just("header"), phrases), st.tuples(st.just("reading"), phrases), st.tuples(st.just("deleted"), phrases),
        st.tuples(st.just("word art"), phrases), st.tuples(st.just("field"), st.sampled_from(WORDS)), st.tuples(st.just("new page"), texts),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(WORD_PARTS)
def test_a_word_file_is_kept_whole(parts):
    """Protects the paragraphs, tables, lists, text boxes, controls and links of a Word file; what is hidden or deleted in it, and its heads, are told."""
    from docx import Document
    from docx.oxml import parse_xml

    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    new_page = '，</w:t><w:br w:type="page"/><w:t>'
    box = "<w:pict><w:txbxContent>{}</w:txbxContent></w:pict>"
    document = Document()
    body = document.element.body
    for kind, text in parts:
        if kind == "heading":
            document.add_heading(text, 1)
        elif kind == "bullet":
            document.add_paragraph(text, style="List Bullet")
        elif kind == "table":
            document.add_table(1, 2).cell(0, 1).text = text
        elif kind == "breaks":
            document.add_paragraph(text.replace("。", "。\n"))
        elif kind == "p":
            document.add_paragraph(text)
        elif kind == "header":
            document.sections[0].header.add_paragraph(text)
        else:
            run = f"<w:r><w:t>{text}</w:t></w:r>"
            inner = f"<w:p>{run}</w:p>"
            xml = {
                "sdt": f"<w:sdt {ns}><w:sdtContent><w:p>{run}</w:p></w:sdtContent></w:sdt>",
                "link": f"<w:p {ns}><w:hyperlink>{run}</w:hyperlink></w:p>",
                "hidden": f"<w:p {ns}><w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r></w:p>",
                "spare": f"<w:p {ns} {mc}><mc:AlternateContent><mc:Fallback>{run}</mc:Fallback></mc:AlternateContent></w:p>",
                "reading": f"<w:p {ns}><w:r><w:ruby><w:rt>{run}</w:rt><w:rubyBase></w:rubyBase></w:ruby></w:r></w:p>",
                "deleted": f"<w:p {ns}><w:del><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>",
                "word art": f'<w:p {ns}><w:r><w:pict><v:shape><v:textpath string="{text}"/></v:shape></w:pict></w:r></w:p>',
                "field": f"<w:p {ns}><w:r><w:instrText> EQ \\o\\ad(\\s\\up 9({text[:2]}),{text[2:]}) </w:instrText></w:r><w:r><w:fldChar/></w:r></w:p>",
                "new page": f"<w:p {ns}>{run.replace('，', new_page)}</w:p>",
                "box in a box": f"<w:p {ns}><w:r>{box.format(f'<w:p><w:r>{box.format(inner)}</w:r></w:p>')}</w:r></w:p>",
                "box": f"<w:p {ns}><w:r><w:pict><w:txbxContent><w:p>{run}</w:p></w:txbxContent></w:pict></w:r></w:p>",
            }[kind]
            body.insert(len(body) - 1, parse_xml(xml))
    out = io.BytesIO()
    document.save(out)
    assert not lost("".join(text for _, text in parts), out.getvalue(), "a.docx")


@given(
    phrases,
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "footnote",
                    "*\\shpinst{\\shptxt",
                    "header",
                    "*\\annotation",
                    "cell",
                    "v",
                    "f0\\v",
                    "deleted",
                    "field",
                ]
            ),
            phrases,
        ),
        max_size=4,
    ),
)
def test_a_rich_text_is_kept_whole(first, others):
    """Protects footnotes, text boxes and cells of RTF; heads of pages and comments are told."""

    def coded(text):
        return "".join(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in text)

    rtf = r"{\rtf1\ansi\ansicpg950\uc1 " + coded(first)
    for what, text in others:
        if what == "cell":
            rtf += rf"\par\trowd {coded(text)}\cell {coded(text)}\cell\row "
        elif what == "field":
            text = text.replace("。", "")[:30]
            rtf += (
                r"{\field{\*\fldinst {EQ \\o\\ad(\\s\\up 9("
                + f"{coded(text[:2])}),{coded(text[2:])})"
                + r"}}{\fldrslt }}"
            )
        else:
            rtf += "{\\" + what + " " + coded(text) + r"\par" + "}" * (1 + what.count("{"))
    source = first + "".join(
        text.replace("。", "")[:30] if what == "field" else text * (1 + (what == "cell"))
        for what, text in others
    )
    assert not lost(source, (rtf + "}").encode(), "a.rtf")


OPEN_PARTS = {
    "p": "<text:p>{}</text:p>", "list": "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
    "section": "<text:section text:display='none'><text:p>{}</text:p></text:section>", "style": "<text:p text:style-name='H'>{}</text:p>",
    "span": "<text:p>甲<text:span text:style-name='H'>{}</text:span>乙</text:p>", "if": "<text:p><text:hidden-text text:string-value='{}'/></text:p>",
    "deleted": "<text:tracked-changes><text:changed-region><text:deletion><text:p>{}</text:p></text:deletion></text:changed-region></text:tracked-changes>",
    "note": "<text:p>丙<text:note><text:note-body><text:p>{}</text:p></text:note-body></text:note></text:p>",
    "box": "<text:p><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame></text:p>",
    "comment": "<text:p>丁<office:annotation><text:p>{}</text:p></office:annotation></text:p>",
    "ruby": "<text:p><text:ruby><text:ruby-base>戊</text:ruby-base><text:ruby-text>{}</text:ruby-text></text:ruby></text:p>",
}  # fmt: skip


@given(phrases, st.lists(st.tuples(st.sampled_from(list(OPEN_PARTS)), phrases), max_size=5), st.booleans())
def test_an_open_document_is_kept_whole(first, parts, everything):
    """Protects the paragraphs, lists, notes and boxes of OpenDocument; what is hidden, deleted or a comment is told, or kept on request."""
    names = "".join(
        f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{x}:1.0"'
        for n, x in (("office", "office"), ("text", "text"), ("style", "style"), ("draw", "drawing"))
    )
    styles = "<office:automatic-styles><style:style style:name='H'><style:text-properties text:display='none'/></style:style></office:automatic-styles>"
    text = "".join(OPEN_PARTS[kind].format(said) for kind, said in [("p", first), *parts])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", f"<office:document-content{names}>{styles}<office:body><office:text>{text}</office:text></office:body></office:document-content>")  # fmt: skip
    source = first + "".join(said for _, said in parts)
    assert not lost(source, out.getvalue(), "a.odt", everything=everything)


@given(
    st.lists(st.sampled_from(["title", "作者", "日期", "slug", "tags"]), max_size=4, unique=True), phrases,
    st.lists(st.tuples(st.sampled_from(["> ", ">> ", ">", "From: ", "主旨：", ""]), phrases), max_size=8),
)  # fmt: skip
def test_notes_and_quoted_mails_are_kept_whole(fields, text, lines):
    """Protects what a note says of itself before it begins, and the mails that a mail quotes with their heads."""
    note = "".join(f"{field}: {WORDS[i]}\n" for i, field in enumerate(fields))
    found = read_document(f"---\n{note}---\n{text}\n".encode(), "a.md")
    said = "".join(
        [*(b.text for b in found.blocks), *found.notices, found.title, found.author, found.source, found.date]
    )
    assert not Counter(HAN.findall(text + "".join(WORDS[: len(fields)]))) - Counter(HAN.findall(said))
    chain = "\n".join(f"{mark}{said}" for mark, said in lines)
    assert not lost(f"{text}{chain}", f"{text}\n\n{chain}\n".encode(), "a.txt")


@given(
    st.lists(st.tuples(phrases, st.integers(8, 30), st.sampled_from(["", "　　", "  "]), st.integers(0, 2)), min_size=1, max_size=8),
    st.sampled_from(["auto", "blank-line", "line"]), st.sampled_from(["utf-8", "utf-16", "gb18030"]),
)  # fmt: skip
def test_a_text_is_kept_whole(parts, paragraphs, encoding):
    """Protects wrapped, indented and spaced texts in any encoding."""
    lines = []
    for text, width, indent, blanks in parts:
        text = indent + text
        lines += [text[i : i + width] for i in range(0, len(text), width)] + [""] * blanks
    data = ("\n".join(lines) + "警方打擊電騙，市民歡迎，當局表示會繼續加強宣傳。").encode(encoding)
    assert not lost("".join(lines), data, "a.txt", encoding=encoding, paragraphs=paragraphs)


PDF_PARTS = st.lists(
    st.one_of(
        st.tuples(st.just("columns"), texts, st.integers(1, 3), st.integers(9, 14)),
        st.tuples(st.just("across"), texts, st.integers(8, 30), st.integers(9, 18)),
        st.tuples(st.just("vertical"), texts, st.integers(4, 20), st.integers(9, 14)),
        st.tuples(st.just("short"), st.sampled_from(WORDS), st.sampled_from([0, 1, 2]), st.integers(8, 22)),
        st.tuples(st.just("labels"), st.lists(texts, min_size=1, max_size=4), st.sampled_from(["問：", "記者", "（一）", "甲、"]), st.integers(9, 12)),
        st.tuples(st.just("table"), st.lists(st.sampled_from(WORDS), min_size=2, max_size=9), st.integers(1, 3), st.integers(9, 12)),
        st.tuples(st.just("box"), texts, st.integers(8, 20), st.integers(9, 12)),
        st.tuples(st.just("initial"), texts, st.integers(10, 30), st.integers(9, 12)),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


def printed(parts) -> tuple[str, bytes]:
    """What parts of a page say, and the PDF that they are set in, one under the other; a new page where there is no room."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, (595, 842))
    y, said = 800.0, ""

    def draw(x: float, down: float, text: str, size: float) -> None:
        nonlocal said
        said += text
        canvas.setFont("MSung-Light", size)
        canvas.drawString(x, y - down, text)

    for kind, text, number, size in parts:
        lead = 1.5 * size
        if y < 420:
            canvas.showPage()
            y = 800.0
        rows = 1
        if kind == "columns":
            room = int((495 / number - 12) // size)
            lines = [text[i : i + room] for i in range(0, len(text), room)]
            rows = -(-len(lines) // number)
            for n, line in enumerate(lines):
                draw(50 + n // rows * 495 / number, n % rows * lead, line, size)
        elif kind in ("across", "box", "initial"):
            first = "" if kind != "initial" else text[0]
            lines = [text[i : i + number] for i in range(len(first), len(text), number)]
            rows = len(lines) + 1
            if first:
                draw(50, lead, first, 2 * size)
            for n, line in enumerate(lines):
                draw(50 + 2.2 * size * (bool(first) and n < 2), n * lead, line, size)
            if kind == "box":
                canvas.rect(44, y - (len(lines) - 0.5) * lead, size * number + 12, len(lines) * lead + size)
        elif kind == "vertical":
            for n, start in enumerate(range(0, len(text), number)):
                for i, character in enumerate(text[start : start + number]):
                    draw(520 - n * lead, i * size, character, size)
            rows = number + 1
        elif kind == "short":
            draw(50 + number * (495 - len(text) * size) / 2, 0, text, size)
        elif kind == "labels":
            rows = 0
            for item in text:
                draw(50, rows * lead, number, size)
                for start in range(0, len(item), 20):
                    draw(50 + 5 * size, rows * lead, item[start : start + 20], size)
                    rows += 1
        else:
            wide, rows = 495 / number, -(-len(text) // number)
            for n, cell in enumerate(text):
                left, down = 50 + n % number * wide, n // number * 1.2 * lead
                canvas.rect(left, y - down - 0.6 * size, wide, 1.2 * lead)
                draw(left + 4, down, cell, size)
            rows = round(1.2 * rows) + 1
        y -= (rows + 0.5) * lead
    canvas.save()
    return said, out.getvalue()


@given(PDF_PARTS)
def test_a_pdf_page_is_kept_whole(parts):
    """Protects columns, sizes of type, vertical blocks, short lines between blocks, labels, tables, boxes, drop caps, in any order."""
    said, data = printed(parts)
    told = "".join(
        read_document(data, "a.pdf").notices
    )  # what comes again at the head of each page is told once
    assert not set(lost(said, data, "a.pdf")) - set(told)
