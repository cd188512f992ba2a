"""Word, with real ruby (`w:ruby`), by python-docx (MIT) and lxml.

Ruby in WordprocessingML: ECMA-376, part 1, 17.3.3.25. python-docx has no call for it.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.arguments import describes_arguments
from companion.choices import ReadingOptions, WordChoice, takes_choices
from companion.errors import InputError
from companion.export.files import ARCHIVE_COMMENT, is_our_archive
from companion.export.progress import progress_bar
from companion.files import write_bytes_atomically
from companion.language.language import Language
from companion.lessons.entry import names_from
from companion.lessons.words import Entry, entries, entry_key
from companion.model import MACHINES, Article, Paragraph
from companion.render import RenderOptions
from companion.render.environment import LEVELS_NOTE, SHORT_ORIGINS, listed
from companion.render.near import near_text
from companion.render.whole import figures_in, whole_tokens
from companion.render.words import Words, is_word

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

__all__ = ["write_docx"]

_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SOFT, _ACCENT, _LINE = "595959", "8A2F1D", "C8CCD2"
_HANT, _HANS, _LATIN = "Noto Serif CJK HK", "Noto Serif CJK SC", "Calibri"
_JOINER = "\ufeff"  # Word knows it, not U+2060
_PARTED = re.compile("([^0-9０-９.,%％])")
LONGEST = 60_000
"""Characters; Word itself is slow with more ruby than that."""


@takes_choices
@describes_arguments
def write_docx(
    article: Article,
    path: str | os.PathLike[str],
    options: RenderOptions | None = None,
    *,
    words: WordChoice = WordChoice(),
    reading: ReadingOptions = ReadingOptions(),
    force: bool = False,
) -> Path:
    """Write an article for Word: vocabulary, then each paragraph with its layers.

    Args:
        options: The layers and readings; without it all layers, read as `reading` says.

    Raises:
        InputError: The text is too long for Word.

    >>> import companion, tempfile
    >>> article = companion.read_text("警方打擊電騙。", translator=None)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_docx(article, folder + "/a.docx").name
    'a.docx'
    """
    length = sum(len(p.text) for p in article.paragraphs)
    if length > LONGEST:
        raise InputError(
            f"the article has {length:,} characters; Word opens at most {LONGEST:,} with readings: choose epub or html"
        )
    options = options or RenderOptions.read_as(reading)
    vocabulary = [e for e in entries(article, words, options.readings) if e.english]
    return write_bytes_atomically(
        path, _document(article, options, vocabulary), "" if force else is_our_archive
    )


def _document(article: Article, options: RenderOptions, vocabulary: list[Entry]) -> bytes:
    from docx import Document

    document = Document()
    _set_up(document, article)
    document.add_heading(_text(article.title), 0)
    if article.credit:
        _run(document.add_paragraph(), f"Source: {article.credit}", color=_SOFT, size=9, language="en-GB")
    if vocabulary:
        document.add_heading("Vocabulary", 1)
        _table(document, vocabulary)
        document.add_heading("Text", 1)
    numbers = {e.key: e.number for e in vocabulary}
    words = Words(options, article.glossary, language=Language.of(article))
    with progress_bar(len(article.paragraphs), "Word") as tell:
        for done, p in enumerate(article.paragraphs, 1):
            _paragraph(document, p, options, words, numbers)
            tell(done)
    _foot(document, article, options, vocabulary)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = ARCHIVE_COMMENT
    return out.getvalue()


def _set_up(document: Any, article: Article) -> None:
    """A4, fonts for both scripts, the title above and the page number below each page."""
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    for name, size in (("Normal", 11), ("Title", 20), ("Heading 1", 13), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = _LATIN, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [k for k in fonts.attrib if k.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(_w("eastAsia"), _HANT)
        for border in style.element.xpath("w:pPr/w:pBdr"):  # python-docx has a blue line under titles
            border.getparent().remove(border)
        style.font.color.rgb = RGBColor.from_string("000000" if name == "Normal" else _ACCENT)
    properties = document.core_properties
    properties.title, properties.author = _text(article.title)[:255], "Companion"
    properties.language, properties.comments = "zh-HK", ""
    _run(section.header.paragraphs[0], article.title[:60], size=8.5, color=_SOFT)
    foot = section.footer.paragraphs[0]
    foot.alignment = 2
    _field(foot, "PAGE")
    _run(foot, " / ", size=9)
    _field(foot, "NUMPAGES")


def _table(document: Any, vocabulary: list[Entry]) -> None:
    from docx.shared import Mm

    columns = ("", "Word", "Simplified", "Reading", "English")
    widths = (9, 30, 30, 32, 65)
    table = document.add_table(rows=1, cols=len(columns))
    table.autofit = False
    _rule(table)
    for cell, text in zip(table.rows[0].cells, columns, strict=True):
        _run(cell.paragraphs[0], text, bold=True, size=9.5, language="en-GB")
    repeat = _element("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    names = names_from(vocabulary)
    for e in vocabulary:
        if e.number == names:
            _run(table.add_row().cells[1].paragraphs[0], "Names", bold=True, size=9.5, language="en-GB")
        row = table.add_row()
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        cells = row.cells
        values = (
            (str(e.number), "en-GB", 9), (e.traditional, "zh-HK", 12), (e.simplified, "zh-CN", 12),
            (e.reading, "en-GB", 10), ("; ".join(e.english), "en-GB", 10),
        )  # fmt: skip
        if e.part:
            _run(cells[-1].paragraphs[0], f"{e.part} ", size=9, italic=True, color=_SOFT, language="en-GB")
        for cell, (text, language, size) in zip(cells, values, strict=True):
            _run(cell.paragraphs[0], text, size=size, language=language)
        mainland = f"Mainland: {listed(e.mainland)}" if e.mainland else ""
        for more in filter(None, (e.levels, mainland, e.note)):
            _run(cells[-1].paragraphs[0], f" {more}", size=8.5, color=_SOFT, language="en-GB")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = 1
            cell.paragraphs[0].paragraph_format.space_after = 0


def _rule(table: Any) -> None:
    """A fine line under each row and a little room in it, as in the lists of handouts."""
    lines, room = _element("w:tblBorders"), _element("w:tblCellMar")
    for name in ("w:top", "w:bottom", "w:insideH"):
        lines.append(_element(name, **{"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": _LINE}))
    for name in ("w:top", "w:bottom"):
        room.append(_element(name, **{"w:w": "30", "w:type": "dxa"}))
    layout = table._tbl.tblPr.find(_w("tblLayout"))  # what a table has stands in an order
    layout.addprevious(lines)
    layout.addnext(room)


def _paragraph(
    document: Any, p: Paragraph, options: RenderOptions, words: Words, numbers: dict[str, int]
) -> None:
    from docx.shared import Pt

    headline = p.kind == "headline"
    line = document.add_paragraph(style="Heading 2" if headline else None)
    line.paragraph_format.space_before = Pt(10)
    line.paragraph_format.space_after = Pt(3)
    line.paragraph_format.keep_with_next = headline
    line.paragraph_format.widow_control = True
    size = 15 if headline else 14
    before = False  # whether the token before is a word
    inside = {n for start, end in whole_tokens(p.tokens) for n in range(start + 1, end)}
    for n, (t, spoken) in enumerate(zip(p.tokens, words.spoken(p.tokens), strict=True)):
        if n in inside:
            _run(line, _JOINER, size=size)
        elif before and is_word(t) and options.pinyin:
            _gap(line, size)
        before = is_word(t)
        wanted = (is_word(t) or spoken) and words.wants_reading(t) and options.pinyin
        if not wanted:
            _run(line, t.text, size=size, bold=headline)
        else:
            for base, syllable in words.parts(t, spoken):
                if syllable:
                    line._p.append(_ruby(base, syllable, size, headline, options.reading == "zhuyin"))
                else:
                    _run(line, base, size=size, bold=headline)
        if t.pinyin and (number := numbers.pop(entry_key(t), 0)):
            _run(line, f"{_JOINER}{number}", size=size * 0.75, superscript=True, language="en-GB")
    if options.simplified and p.simplified != p.text:
        other = document.add_paragraph()
        other.paragraph_format.space_after = Pt(3)
        other.paragraph_format.keep_with_next = headline
        _run(other, p.simplified, size=11.5, language="zh-CN", font=_HANS)
    if options.english:
        said = document.add_paragraph()
        said.paragraph_format.keep_with_next = headline
        for s in p.sentences:
            if s.translation and s.translation.text:
                gloss = s.translation.origin == "gloss"
                _run(said, s.translation.text, size=10.5, italic=gloss, language="en-GB")
                origin = s.translation.origin
                mark = " " if origin == "memory" else f" [{SHORT_ORIGINS.get(origin, '')}] "
                _run(said, mark, size=8, color=_SOFT, language="en-GB")
            if near := near_text(p, s):
                _run(said, f"({near}) ", size=8, color=_SOFT, language="en-GB")


def _foot(document: Any, article: Article, options: RenderOptions, vocabulary: list[Entry]) -> None:
    used = [
        s.translation for p in article.paragraphs for s in p.sentences if s.translation and s.translation.text
    ]
    lines = []
    if options.english:
        lines += [
            f"Translation: {m}."
            for m in sorted({t.engine for t in used if t.origin == "memory" and t.engine})
        ]
        machines = sorted({t.engine for t in used if t.origin in MACHINES})
        lines += [f"Machine translation: {m}; not checked by a person." for m in machines]
        if any(t.origin == "gloss" for t in used):
            lines.append(
                "Word glosses name the meaning of each word and are no translation; [ ] explains a word of grammar, "
                "+ joins the parts of a word."
            )
    if vocabulary:
        lines.append(
            "Meanings: CC-CEDICT, MDBG and contributors (CC BY-SA 4.0), and the curated glossary (CC BY 4.0)."
        )
    if any(e.levels for e in vocabulary):
        lines.append(LEVELS_NOTE)
    lines.append("Made with Companion.")
    for line in lines:
        p = document.add_paragraph()
        p.paragraph_format.space_after = 0
        _run(p, line, size=8.5, color=_SOFT, language="en-GB")


def _run(
    paragraph: Any,
    text: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    superscript: bool = False,
    color: str = "",
    language: str = "zh-HK",
    font: str = "",
) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(_whole(_text(text)))
    run.font.size = Pt(size)
    run.bold, run.italic = bold or None, italic or None
    run.font.superscript = superscript or None
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    properties = run._r.get_or_add_rPr()
    if font:
        properties.get_or_add_rFonts().set(_w("eastAsia"), font)
    chinese = language.startswith("zh")
    properties.append(_element("w:lang", **{"w:eastAsia" if chinese else "w:val": language}))


def _gap(paragraph: Any, size: float) -> None:
    """The space between two words: half a character, wider than any within a word."""
    run = paragraph.add_run(" ")
    properties = run._r.get_or_add_rPr()
    properties.append(_element("w:spacing", **{"w:val": str(round(size * 20 / 4))}))
    properties.append(_element("w:sz", **{"w:val": str(round(size * 2))}))


def _ruby(base: str, syllable: str, size: float, bold: bool, zhuyin: bool = False) -> BaseOxmlElement:
    """A run with `w:ruby`: the word with its reading centred above; Zhuyin upright at its right."""
    small = round(size)  # half-points: half the size of the base
    run = _element("w:r")
    ruby = _element("w:ruby")
    run.append(ruby)
    settings = _element("w:rubyPr")
    for name, value in (
        ("w:rubyAlign", "rightVertical" if zhuyin else "center"), ("w:hps", small), ("w:hpsRaise", round(size * 1.9)),
        ("w:hpsBaseText", round(size * 2)), ("w:lid", "zh-HK"),
    ):  # fmt: skip
        settings.append(_element(name, **{"w:val": str(value)}))
    ruby.append(settings)
    for name, text, half_points in (("w:rt", syllable, small), ("w:rubyBase", base, round(size * 2))):
        inner = _element("w:r")
        properties = _element("w:rPr")
        if name == "w:rubyBase" and bold:
            properties.append(_element("w:b"))
        properties.append(_element("w:spacing", **{"w:val": "0"}))  # LibreOffice gives it the gap's before it
        properties.append(_element("w:sz", **{"w:val": str(half_points)}))
        properties.append(_element("w:szCs", **{"w:val": str(half_points)}))
        shown = _element("w:t")
        shown.text = _text(text)
        inner.extend([properties, shown])
        part = _element(name)
        part.append(inner)
        ruby.append(part)
    return run


def _field(paragraph: Any, code: str) -> None:
    field = _element("w:fldSimple", **{"w:instr": code})
    run, text = _element("w:r"), _element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")


def _whole(text: str) -> str:
    """`text` with its figures in one piece each: Word parts 3–2 behind the dash, and 3比2 anywhere."""
    made, at = "", 0
    for start, end in figures_in(text):
        made += text[at:start] + _PARTED.sub(f"{_JOINER}\\1{_JOINER}", text[start:end])
        at = end
    return made + text[at:]


def _text(text: str) -> str:
    """`text` as XML can hold it."""
    return _INVALID.sub("", text)
