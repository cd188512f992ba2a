"""TMX 1.4: the exchange format of translation memories, read and written.

Format: Localization Industry Standards Association, TMX 1.4b. Inline tags are kept as the text
they hold; DTDs with entities are refused (defusedxml).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from companion.errors import MemoryFileError, OutputError

__all__ = ["Unit", "read_tmx", "write_tmx"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LARGEST = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Unit:
    """A Chinese sentence with its English; who made it and when (YYYYMMDDThhmmssZ), where known."""

    source: str
    target: str
    creator: str = ""
    created: str = ""
    language: str = "zh-Hant-HK"


def read_tmx(path: str | os.PathLike[str]) -> list[Unit]:
    """The units of a TMX file that have a Chinese and an English side, in order.

    Raises `MemoryFileError`, with file and line, where it is no TMX or no valid XML.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    file = Path(path)
    try:
        if file.stat().st_size > LARGEST:
            raise MemoryFileError(f"{file.name}: is larger than {LARGEST // 2**20} MB")
        root = fromstring(file.read_bytes(), forbid_dtd=False)
    except OSError as error:
        raise MemoryFileError(f"{file.name}: can't be read ({error.strerror})") from None
    except ElementTree.ParseError as error:
        line, column = error.position
        raise MemoryFileError(
            f"{file.name}, line {line}, column {column + 1}: is no valid XML; export it again"
        ) from None
    except (DefusedXmlException, ValueError) as error:
        raise MemoryFileError(
            f"{file.name}: is refused ({type(error).__name__}); a TMX needs no entities"
        ) from None
    if root.tag != "tmx":
        raise MemoryFileError(f"{file.name}: is no TMX file (its root is <{root.tag}>)")
    units = []
    for tu in root.iter("tu"):
        sides: dict[str, tuple[str, ElementTree.Element]] = {}
        for tuv in tu.iter("tuv"):
            language = (tuv.get(_LANG) or tuv.get("lang") or "").lower()
            seg = tuv.find("seg")
            if seg is not None and (short := language.split("-")[0]) in ("zh", "en", "yue"):
                sides.setdefault("zh" if short == "yue" else short, (language, seg))
        if "zh" in sides and "en" in sides:
            source, target = (_text(sides[side][1]) for side in ("zh", "en"))
            if source and target:
                units.append(
                    Unit(source, target, tu.get("changeid") or tu.get("creationid") or "",
                         tu.get("changedate") or tu.get("creationdate") or "", sides["zh"][0])
                )  # fmt: skip
    return units


def write_tmx(path: str | os.PathLike[str], units: Iterable[Unit]) -> None:
    """Writes a TMX 1.4 file, at once or not at all. Raises `OutputError` where it can't."""
    root = ElementTree.Element("tmx", version="1.4")
    ElementTree.SubElement(
        root, "header",
        {"creationtool": "companion", "creationtoolversion": "1", "segtype": "sentence", "o-tmf": "companion",
         "adminlang": "en", "srclang": "zh-Hant-HK", "datatype": "plaintext"},
    )  # fmt: skip
    body = ElementTree.SubElement(root, "body")
    for unit in units:
        tu = ElementTree.SubElement(body, "tu")
        if unit.created:
            tu.set("creationdate", unit.created)
        if unit.creator:
            tu.set("creationid", unit.creator)
        for language, text in ((unit.language, unit.source), ("en", unit.target)):
            tuv = ElementTree.SubElement(tu, "tuv", {_LANG: language})
            ElementTree.SubElement(tuv, "seg").text = text
    ElementTree.indent(root)
    data = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    file = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(file)
    except OSError as error:
        raise OutputError(f"{file}: can't be written ({error.strerror})") from None


def _text(seg: ElementTree.Element) -> str:
    return " ".join("".join(seg.itertext()).split())
