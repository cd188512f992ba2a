"""TMX 1.4b, the exchange format of translation memories: read, written, added to.

Format: Localization Industry Standards Association, TMX 1.4b, levels 1 (plain text) and 2 (inline
tags: the native code that they hold is left out, what it stands around is kept; so are tags that
a tool wrote as text, such as OmegaT's <t0/>). Written files are of level 1. Entities are refused
(defusedxml). OmegaT's habits are known: who and when stand on the `tuv`, and a translation
that holds only in one place (it has a `prop` of its file or id) never wins over a general one.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from companion.errors import EncodingError, MemoryFileError
from companion.files import as_path, change_text, is_there, parsing, read_bytes, write_text_atomically
from companion.language.tags import language_of_tag
from companion.source.encodings import codec_of, decode_as

__all__ = ["Unit", "add_to_tmx", "read_tmx", "write_tmx"]

LARGEST = 64 * 2**20
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CHINESE = {"zh", "yue", "lzh", "wuu", "hak", "nan", "gan", "hsn", "cdo"}
_CODES = {"bpt", "ept", "ph", "it", "ut"}
_STANDS_ALONE = {"ph", "it", "ut"}  # a break or a picture, not the beginning or end of bold type
# Tags that a tool wrote as text: OmegaT's <t0/>, <g1>; <g id="1"> of XLIFF; <1>; <b>; memoQ's {1}, [2}, {3].
_TAG_AS_TEXT = re.compile(
    r"""</?(?:(?:[A-Za-z]{1,4}\d{1,4}|b|i|u|em|strong|span|font|br|a|cf|sub|sup|g|x|bx|ex)(?:\s+[\w:-]{1,20}\s*=\s*(?:"[^"<>]*"|'[^'<>]*')){0,8}|\d{1,4})\s*/?>|\{\d{1,3}[}\]]|\[\d{1,3}\}"""
)
_PLACE = {"file", "id", "prev", "next", "path"}
_BREAK = "\0"  # which no XML holds
_WITHDRAWN = "x-companion-withdrawn"
_ORIGIN = "x-companion-origin"
_MACHINES = {
    "translate-": "argos", "CTranslate2 model ": "ctranslate2", "LibreTranslate": "libretranslate", "language model ": "llm",
}  # fmt: skip
_DECLARED = re.compile(r"""^(\s*<\?xml[^>]*?encoding\s*=\s*)(["'])([A-Za-z0-9._-]+)\2""")
_INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 60
_END = re.compile(
    r"</body\s*>\s*(?:<!--(?:[^-]|-(?!->))*+-->\s*)*+</tmx\s*>(?:\s|<!--(?:[^-]|-(?!->))*+-->|<\?[^?]*\?>)*+"
)
_HEADER_LANGUAGE = re.compile(r"""<header\b[^<>]*?\bsrclang\s*=\s*["']([^"']*)""")
_TU = re.compile(r"<tu(?=[\s>])|</tu\s*>")


@dataclass(frozen=True, slots=True)
class Unit:
    """A Chinese sentence with its English; who made it and when (YYYYMMDDThhmmssZ), where known.

    `also` has further spellings of the Chinese side, such as the other script's. `local`
    is a translation for one place in one file only. `withdrawn` takes back the last unit before
    it with the same sentence; it has no English. `origin` is the machine ("argos", "libretranslate", "llm")
    whose English it is and that no person has changed since; then `note` is what looks wrong about it.
    """

    source: str
    target: str
    creator: str = ""
    created: str = ""
    language: str = "zh-Hant-HK"
    note: str = ""
    also: tuple[str, ...] = ()
    local: bool = False
    withdrawn: bool = False
    origin: str = ""


def read_tmx(path: str | os.PathLike[str], problems: list[str] | None = None) -> list[Unit]:
    """The units of a TMX file that have a Chinese and an English side, in order.

    Any encoding that Python knows, UTF-16 among them. Raises `MemoryFileError`, with file and
    line, where it is no TMX or no valid XML. With a list for `problems` a broken file is read as
    far as it goes: what is wrong is added to it, a line each, and the units that are whole are returned.
    """
    file = as_path(path, MemoryFileError)
    with parsing(file.name, "a TMX file", "export it again", MemoryFileError):
        return _units(file, problems)


def _units(file: Path, problems: list[str] | None) -> list[Unit]:
    text = _decode(file)
    try:
        root = _parse(text)
    except ElementTree.ParseError as error:
        line, column = error.position
        message = f"{file.name}, line {line}, column {column + 1}: is no valid XML ({_cause(error)})"
        if problems is None:
            raise MemoryFileError(f"{message}; mend the line, or export the file again") from None
        units, lines = _rescued(text)
        if not units and not lines:
            raise MemoryFileError(f"{message}; export the file again") from None
        where = ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")
        left_out = f"; left out: what begins in line {where}" if lines else ""
        problems.append(f"{message}{left_out}; {len(units)} whole units were read")
        return units
    except ValueError as error:  # defusedxml's refusals among them
        raise MemoryFileError(
            f"{file.name}: is refused ({type(error).__name__}); a TMX needs no entities"
        ) from None
    if root.tag != "tmx":
        raise MemoryFileError(f"{file.name}: is no TMX file (its root is <{root.tag}>)")
    _check_depth(root, file.name)
    units = [unit for tu in root.iter("tu") if (unit := _unit(tu))]
    if not units and problems is not None and (languages := _languages(root)):
        problems.append(
            f"{file.name}: has no Chinese sentence with its English; its languages are {', '.join(languages)}"
        )
    return units


def _check_depth(root: ElementTree.Element, name: str) -> None:
    """Raises `MemoryFileError` for elements in elements without end: looking into each of them is no linear work."""
    level = [root]
    for _ in range(_DEEPEST):
        if not (level := [child for element in level for child in element]):
            return
    raise MemoryFileError(f"{name}: is nested too deeply for a TMX file; export it again")


def write_tmx(path: str | os.PathLike[str], units: Iterable[Unit], force: bool = True) -> None:
    """Writes a TMX 1.4 file of level 1, at once or not at all. Raises `OutputError` where it can't.

    Without `force` a file that Companion did not write is left as it is, and that is told.
    """
    write_text_atomically(path, _document(units), ours="" if force else 'creationtool="companion"')


def add_to_tmx(
    path: str | os.PathLike[str], units: Iterable[Unit], begins_as: str | os.PathLike[str] | None = None
) -> None:
    """Adds units at the end of a TMX file, which is made where there is none; nothing in it is changed.

    A file that is made begins with all of `begins_as`, which stays as it is. Two programs may add at the same time. Raises `MemoryFileError`, and leaves the file as it
    is, where it is no whole TMX; `OutputError` where it can't be written.
    """
    file, added = Path(path), list(units)

    def change(before: bytes | None) -> str:
        if before is None or not before.strip():
            return _document(added)
        present = file if begins_as is None or is_there(file) else Path(begins_as)
        read_tmx(present)
        text = _decode(present)
        at = _end_of_body(text)
        if at < 0:
            raise MemoryFileError(f"{file.name}: has no </body> to add to; export it again")
        header = _HEADER_LANGUAGE.search(text)
        more = "".join(_indented(u, header[1] if header else "") for u in added)
        head, tail = text[:at].rstrip(), text[at:]
        return _DECLARED.sub(r"\1\2utf-8\2", f"{head}\n{more}  {tail}", count=1)

    change_text(file, change, begins_as)


def _end_of_body(text: str) -> int:
    """Where the body ends, and not a comment that only speaks of it; -1 where that can't be told."""
    at = len(text)
    for _ in range(10):
        if (at := text.rfind("</body", 0, at)) < 0 or _END.fullmatch(text, at):
            return at
    return -1


def _decode(file: Path) -> str:
    data = read_bytes(file, largest=LARGEST, error=MemoryFileError)
    encoding = "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    elif data[1:2] == b"\0":
        encoding = "utf-16-le"
    elif data[:1] == b"\0":
        encoding = "utf-16-be"
    elif declared := _DECLARED.match(data[:200].decode("latin-1")):
        encoding = declared[3]
    try:
        return decode_as(data, codec_of(encoding))
    except EncodingError:
        raise MemoryFileError(
            f"{file.name}: its encoding '{encoding}' is unknown; export it as UTF-8"
        ) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise MemoryFileError(
            f"{file.name}, line {line}: is not {encoding} as it says; export it again as UTF-8"
        ) from None


def _parse(text: str) -> ElementTree.Element:
    from defusedxml.ElementTree import fromstring

    return fromstring(text, forbid_dtd=False)


def _cause(error: ElementTree.ParseError) -> str:
    return str(error).split(":")[0]


def _rescued(text: str) -> tuple[list[Unit], list[int]]:
    """The units of a broken file that are whole in themselves, and the lines where others begin."""
    units: list[Unit] = []
    broken: list[int] = []
    start = None
    for mark in _TU.finditer(text):
        if mark[0].startswith("</"):
            if start is None:
                continue
            try:
                unit = _unit(_parse(text[start : mark.end()]))
                if unit:
                    units.append(unit)
            except (ElementTree.ParseError, ValueError):
                broken.append(start)
            start = None
        else:
            if start is not None:
                broken.append(start)
            start = mark.start()
    if start is not None:
        broken.append(start)
    return units, [text.count("\n", 0, at) + 1 for at in broken[:6]]


def _unit(tu: ElementTree.Element) -> Unit | None:
    chinese: list[tuple[str, ElementTree.Element]] = []
    english: ElementTree.Element | None = None
    holders = [tu]
    for tuv in tu.iter("tuv"):
        tag, seg = _tag(tuv), tuv.find("seg")
        if seg is None:
            continue
        language = language_of_tag(tag)
        if language in _CHINESE:
            chinese.append((tag, seg))
        elif language == "en" and english is None:
            english = seg
            holders.insert(0, tuv)
    if not chinese:
        return None
    props = {p.get("type", ""): p.text or "" for p in tu.iter("prop")}
    withdrawn = _WITHDRAWN in props
    source, target = _text(chinese[0][1]), _text(english) if english is not None else ""
    if not source or not (target or withdrawn):
        return None
    spellings = dict.fromkeys(s for _, seg in chinese if (s := _text(seg)))
    spellings.pop(source, None)
    notes = [" ".join(n.text.split()) for n in tu.iter("note") if n.text]
    creator = _first(holders, "changeid", "creationid")
    return Unit(
        source, target, creator, _first(holders, "changedate", "creationdate"), chinese[0][0],
        " ".join(notes), tuple(spellings), bool(_PLACE & props.keys()), withdrawn,
        _machine(creator, props.get(_ORIGIN, "") if creator == _first(holders, "creationid") else ""),
    )  # fmt: skip


def _tag(tuv: ElementTree.Element) -> str:
    """The language tag of a variant: `xml:lang`, or `lang` as TMX 1.1 has it."""
    return (tuv.get(_LANG) or tuv.get("lang") or "").strip().lower().replace("_", "-")


def _languages(root: ElementTree.Element) -> list[str]:
    """The language tags of a file, each once, as they are written."""
    tags = (tuv.get(_LANG) or tuv.get("lang") or "(none)" for tuv in root.iter("tuv"))
    return list(dict.fromkeys(tags))[:12]


def _machine(creator: str, said: str) -> str:
    """The machine that a unit's English is from, by its mark or by its maker's name; else empty."""
    if said in _MACHINES.values():
        return said
    return next((m for start, m in _MACHINES.items() if creator.startswith(start)), "")


def _first(holders: list[ElementTree.Element], *names: str) -> str:
    return next((v for name in names for h in holders if (v := h.get(name))), "")


def _text(seg: ElementTree.Element) -> str:
    """What a person reads of a segment: without native code, and without tags that stand as text.

    A code that stands for itself parts Latin words (Police<ph/>said), as the break that it is does.
    """
    pieces: list[str] = []

    def walk(element: ElementTree.Element) -> None:
        pieces.append(element.text or "")
        for child in element:
            if child.tag not in _CODES:
                walk(child)
            elif child.tag in _STANDS_ALONE:
                pieces.append(_BREAK)
            pieces.append(child.tail or "")

    walk(seg)
    text = _TAG_AS_TEXT.sub(lambda m: _BREAK if m[0].endswith("/>") else "", "".join(pieces))
    text = re.sub(rf"(?<=[A-Za-z0-9,.;:!?]){_BREAK}+(?=[A-Za-z0-9])", " ", text).replace(_BREAK, "")
    return " ".join(text.split())


def _document(units: Iterable[Unit]) -> str:
    from xml.sax.saxutils import quoteattr  # loads all of urllib.request

    units = list(units)
    languages = {u.language for u in units} or {"zh-Hant-HK"}
    source = languages.pop() if len(languages) == 1 else "*all*"
    header = (
        '<header creationtool="companion" creationtoolversion="1" segtype="sentence" o-tmf="companion"'
        f' adminlang="en" srclang={quoteattr(_valid(source))} datatype="plaintext" />'
    )
    body = "".join(_indented(u, source) for u in units)
    return f"<?xml version='1.0' encoding='utf-8'?>\n<tmx version=\"1.4\">\n  {header}\n  <body>\n{body}  </body>\n</tmx>\n"


def _indented(unit: Unit, source_language: str) -> str:
    """The unit as XML; its source language is named where it is not the file's."""
    tu = ElementTree.Element("tu")
    if source_language.lower() not in (unit.language.lower(), "*all*"):
        tu.set("srclang", unit.language)
    if unit.created:
        tu.set("creationdate", unit.created)
    if unit.creator:
        tu.set("creationid", unit.creator)
    if unit.note:
        ElementTree.SubElement(tu, "note").text = unit.note
    if unit.withdrawn:
        ElementTree.SubElement(tu, "prop", type=_WITHDRAWN).text = "yes"
    if unit.origin:
        ElementTree.SubElement(tu, "prop", type=_ORIGIN).text = unit.origin
    sides = [(unit.language, unit.source)] + ([] if unit.withdrawn else [("en", unit.target)])
    for language, text in sides:
        tuv = ElementTree.SubElement(tu, "tuv", {_LANG: language})
        ElementTree.SubElement(tuv, "seg").text = text
    _made_valid(tu)
    ElementTree.indent(tu, level=2)
    return f"    {ElementTree.tostring(tu, encoding='unicode').rstrip()}\n"


def _made_valid(element: ElementTree.Element) -> None:
    """No character that XML has no place for, in any text or attribute, wherever it came from."""
    for e in element.iter():
        e.text = e.text and _valid(e.text)
        for name, value in e.attrib.items():
            e.attrib[name] = _valid(value)


def _valid(text: str) -> str:
    return _INVALID.sub("\ufffd", text)
