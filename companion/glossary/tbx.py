"""TBX, the exchange format of termbases (ISO 30042): v2 (`martif`) and v3 are read, v3 is written.

What is written is TBX-Basic in the DCA style. Our columns without a data category in TBX-Basic stand as
language sections (`zh-Latn-pinyin`, `yue-Latn-jyutping`) or as notes with a label ("CEFR level: B2").
Conventions of Weblate are read too: `administrativeStatus` forbidden or obsolete, `translationNote` no
(a term that stays as it is), `Usage note`.

Files are read with defusedxml: entities, the means of XML bombs and of reading other files, are
refused; a document type that only names its DTD is allowed, and never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from companion.errors import GlossaryError
from companion.glossary.table import Problem, Table, has_han, is_id
from companion.language.tags import language_of_tag
from companion.model import Term

__all__ = ["read_tbx", "tbx_text"]

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN = ("forbidden", "obsolete", "deprecatedterm-admn-sts", "supersededterm-admn-sts", "deprecatedterm", "supersededterm", "deprecated", "superseded")  # fmt: skip
_PREFERRED = ("preferredterm-admn-sts", "preferredterm", "preferred")
_LEVEL, _DRAFT = "CEFR level: ", "Status: draft"
_STAYS = "Not to be translated."


def read_tbx(raw: bytes, name: str) -> Table:
    """The terms of a TBX file; what can't be used is told in `problems`, with the entry's number as row.

    A term may lack `simplified`, `pinyin` and `traditional`: `companion.glossary.fill` completes it.
    English renderings that are forbidden become an entry of their own with that status.

    Raises `GlossaryError` where it is no XML, no TBX, or declares entities.
    """
    table = Table(name)
    for number, entry in enumerate(_entries(raw, name), 1):
        terms = list(_terms(entry))
        if not terms:
            table.problems.append(Problem(name, number, "", "has no Chinese term with an English one"))
        table.rows += [(t, number) for t in terms]
    return table


def _entries(raw: bytes, name: str) -> list[Any]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(raw, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise GlossaryError(
            f"{name}: declares XML entities, which can hide a bomb or read other files; it is not read"
        ) from None
    except ParseError as error:
        line, column = error.position
        raise GlossaryError(f"{name}, line {line}, column {column + 1}: is no valid XML") from None
    except (ValueError, LookupError) as error:
        raise GlossaryError(f"{name}: can't be read as XML ({error})") from None
    if _name(root) not in ("martif", "tbx"):
        raise GlossaryError(f"{name}: is no TBX file (its root is <{_name(root)}>)")
    return [e for e in root.iter() if _name(e) in ("termEntry", "conceptEntry")]


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _values(element: Any, kind: str) -> list[str]:
    """The texts of what `element` says under a data category, in either style, but not in deeper terms."""
    found = []
    for child in element:
        if _name(child) in ("langSet", "langSec", "tig", "ntig", "termSec"):
            continue
        if child.get("type") == kind or _name(child) == kind:
            found.append(_text(child))
        found += _values(child, kind)
    return [f for f in found if f]


def _terms(entry: Any) -> Iterator[Term]:
    spoken: dict[str, list[str]] = {}
    forbidden: list[str] = []
    preferred: set[tuple[str, str]] = set()
    stays = False
    notes, sources = _values(entry, "note"), _values(entry, "source")
    for kind in ("definition", "Usage note", "usageNote"):
        notes += _values(entry, kind)
    for section in (e for e in entry if _name(e) in ("langSet", "langSec")):
        language = _language(section.get(_LANG) or section.get("lang") or "")
        notes += [n for k in ("note", "definition", "Usage note") for n in _values(section, k)]
        for holder in (e for e in section if _name(e) in ("tig", "ntig", "termSec")):
            words = [_text(e) for e in holder.iter() if _name(e) == "term"]
            status = [s.casefold() for s in _values(holder, "administrativeStatus")]
            stays = stays or "no" in (v.casefold() for v in _values(holder, "translationNote"))
            notes += [n for k in ("note", "Usage note") for n in _values(holder, k)]
            sources += _values(holder, "source")
            for word in filter(None, words):
                if language == "english" and any(s in _FORBIDDEN for s in status):
                    forbidden.append(word)
                    continue
                spoken.setdefault(language, []).append(word)
                if any(s in _PREFERRED for s in status):
                    preferred.add((language, word))
    for language, words in spoken.items():
        han = language in ("traditional", "taiwan", "simplified", "mainland")
        ranked = [
            ((han and not has_han(w), (language, w) not in preferred), n, w) for n, w in enumerate(words)
        ]
        words[:] = [w for _, _, w in sorted(ranked)]
    yield from _made(entry, spoken, forbidden, stays, list(dict.fromkeys(notes)), sources)


def _language(tag: str) -> str:
    tag = tag.lower().replace("_", "-")
    language = language_of_tag(tag)
    tag = re.sub("^(?:zho|chi|cmn)(?=-|$)", "zh", tag)
    if language == "en":
        return "english"
    if "jyutping" in tag or tag.startswith("yue-latn"):
        return "jyutping"
    if "pinyin" in tag or tag.startswith("zh-latn"):
        return "pinyin"
    if tag.startswith(("zh-tw", "zh-hant-tw")):
        return "taiwan"
    if tag.startswith(("zh-cn", "zh-hans-cn", "cmn-hans-cn")):
        return "mainland"
    if "hans" in tag or tag.startswith("zh-sg"):
        return "simplified"
    if tag.startswith(("chs", "zhs", "zhi")):
        return "simplified"
    return "traditional" if language in ("zh", "yue") else "other"


def _made(
    entry: Any,
    spoken: dict[str, list[str]],
    forbidden: list[str],
    stays: bool,
    notes: list[str],
    sources: list[str],
) -> Iterator[Term]:
    def first(language: str) -> str:
        return next(iter(spoken.get(language, ())), "")

    traditional, taiwan = first("traditional") or first("taiwan"), first("taiwan")
    simplified, mainland = first("simplified"), first("mainland")
    if not traditional and not simplified:
        simplified, mainland = mainland, ""
    if traditional and simplified and len(simplified) != len(traditional):
        simplified, mainland = "", mainland or simplified  # another wording, not another script
    wording = traditional or simplified
    english = list(dict.fromkeys(spoken.get("english", ())))
    if stays and wording and not english:
        english = [wording]
        notes = [_STAYS, *notes]
    if not wording or not (english or forbidden):
        return
    level = next((n.removeprefix(_LEVEL) for n in notes if n.startswith(_LEVEL)), "")
    draft = _DRAFT in notes
    note = " ".join(n for n in notes if not n.startswith(_LEVEL) and n != _DRAFT)
    others = (w for language in ("traditional", "taiwan", "mainland") for w in spoken.get(language, ())[1:])
    aliases = [w for w in others if w not in (simplified, mainland, wording)]
    own = (entry.get("id") or "").removeprefix("_")
    shared: dict[str, Any] = {
        "traditional": traditional,
        "simplified": simplified,
        "pinyin": first("pinyin"),
        "jyutping": first("jyutping"),
        "mainland": "" if mainland == simplified else mainland,
        "taiwan": "" if taiwan == traditional else taiwan,
        "domain": next(iter(_values(entry, "subjectField")), ""),
        "level": level,
        "note": note,
        "source": next(iter(sources), ""),
    }
    own = own if is_id(own) else ""
    if english:
        yield Term(id=own, english=tuple(english), aliases=tuple(dict.fromkeys(aliases)), status="draft" if draft else "approved", **shared)  # fmt: skip
    if forbidden:
        own = f"{own}-forbidden" if own and english else own
        yield Term(id=own, english=tuple(dict.fromkeys(forbidden)), status="forbidden", **shared)


def tbx_text(terms: Iterable[Term]) -> str:
    """The terms as TBX-Basic v3 (DCA), UTF-8.

    Args:
        terms: The terms.

    Returns:
        The text of the file.

    >>> text = tbx_text([Term("x", "電騙", "电骗", "diànpiàn", ("telecom fraud",))])
    >>> [t.english for t, _ in read_tbx(text.encode(), "x.tbx").rows]
    [('telecom fraud',)]
    """
    root = Element(
        "tbx", {"type": "TBX-Basic", "style": "dca", "xml:lang": "zh-Hant-HK", "xmlns": _NAMESPACE}
    )
    description = SubElement(SubElement(SubElement(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    SubElement(description, "p").text = "Glossary of Companion"
    body = SubElement(SubElement(root, "text"), "body")
    for term in terms:
        _add(body, term)
    indent(root, " ")
    text = tostring(root, "unicode", xml_declaration=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_allowed(text)}\n'


def _add(body: Element, term: Term) -> None:
    # An XML ID begins with no digit.
    entry = SubElement(body, "conceptEntry", {"id": f"_{term.id}" if term.id[:1].isdigit() else term.id})
    if term.domain:
        SubElement(entry, "descrip", {"type": "subjectField"}).text = term.domain
    if term.source:
        SubElement(entry, "admin", {"type": "source"}).text = term.source
    labels = [_LEVEL + term.level if term.level else "", _DRAFT if term.status == "draft" else ""]
    for note in filter(None, (term.note, *labels)):
        SubElement(entry, "note").text = note
    bad = term.status == "forbidden"
    for language, words in (
        ("zh-Hant-HK", (term.traditional, *term.aliases)),
        ("zh-Hans", (term.simplified,)),
        ("zh-Hans-CN", (term.mainland,)),
        ("zh-Hant-TW", (term.taiwan,)),
        ("zh-Latn-pinyin", (term.pinyin,)),
        ("yue-Latn-jyutping", (term.jyutping,)),
        ("en", term.english),
    ):
        if not any(words):
            continue
        section = SubElement(entry, "langSec", {"xml:lang": language})
        for i, word in enumerate(words):
            holder = SubElement(section, "termSec")
            SubElement(holder, "term").text = word
            if language in ("en", "zh-Hant-HK"):
                status = (
                    "deprecatedTerm" if bad and language == "en" else "admittedTerm" if i else "preferredTerm"
                )
                SubElement(holder, "termNote", {"type": "administrativeStatus"}).text = f"{status}-admn-sts"


def _allowed(text: str) -> str:
    """Without the characters that XML can't hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
