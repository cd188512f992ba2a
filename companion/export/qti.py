"""QTI 2.1: a content package (IMS CP) with an item per exercise and a test that lists them.

Source: IMS Question and Test Interoperability 2.1. Choices are `choiceInteraction`, written answers
`textEntryInteraction` with a mapping of all that is accepted, whatever its case, matching `matchInteraction`, order
`orderInteraction`, open ones `extendedTextInteraction`. A dictation is left out: it needs sound.
"""

from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent, register_namespace

from companion.exercises import Exercise, ExerciseSet
from companion.export.files import ARCHIVE_COMMENT
from companion.export.gift import accepted_forms, half_forms

__all__ = ["is_in_qti", "qti_item", "qti_package"]

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SCHEMA = {
    QTI: f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    CP: f"{CP} http://www.imsglobal.org/xsd/imscp_v1p1.xsd",
}
_MATCH = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"
_MAP = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"


def is_in_qti(item: Exercise) -> bool:
    """Whether the format can ask this item without sound."""
    return item.form != "dictation"


def qti_package(sheet: ExerciseSet) -> bytes:
    """The package as a zip file: `imsmanifest.xml`, `test.xml`, `items/*.xml`."""
    items = [i for i in sheet if is_in_qti(i)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", _xml(_manifest(sheet, items), CP))
        archive.writestr("test.xml", _xml(_test(sheet, items), QTI))
        for item in items:
            archive.writestr(f"items/{item.id}.xml", qti_item(item))
        archive.comment = ARCHIVE_COMMENT
    return out.getvalue()


def qti_item(item: Exercise) -> bytes:
    """One item as XML.

    >>> from companion.exercises import Part
    >>> item = Exercise("x1", "cloze", "open", "text", "Write.", (Part("blank", "", 2),), ("電騙",))
    >>> b"textEntryInteraction" in qti_item(item)
    True
    """
    root = _root(
        "assessmentItem",
        QTI,
        identifier=item.id,
        title=_clean(item.name),
        adaptive="false",
        timeDependent="false",
    )
    _MAKERS[item.form](root, item)
    _feedback(root, item)
    return _xml(root, QTI)


def _clean(text: str) -> str:
    """`text` without what XML can't hold."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")


def _root(name: str, namespace: str, **attributes: str) -> Element:
    register_namespace("xsi", XSI)
    root = Element(f"{{{namespace}}}{name}", {f"{{{XSI}}}schemaLocation": _SCHEMA[namespace], **attributes})
    return root


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    namespace = parent.tag[1:].split("}")[0]
    child = SubElement(parent, f"{{{namespace}}}{name}", attributes)
    if text is not None:
        child.text = _clean(text)
    return child


def _xml(root: Element, namespace: str) -> bytes:
    register_namespace("", namespace)
    if namespace == CP:
        indent(root)
    out = io.BytesIO()
    ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue()


def _declare(
    root: Element, cardinality: str, base: str, correct: list[str], mapping: dict[str, float] | None = None
) -> None:
    response = _add(
        root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base
    )
    if correct:
        values = _add(response, "correctResponse")
        for value in correct:
            _add(values, "value", value)
    if mapping:
        table = _add(response, "mapping", defaultValue="0")
        for key, points in mapping.items():
            more = {"caseSensitive": "false"} if base == "string" else {}
            _add(table, "mapEntry", mapKey=_clean(key), mappedValue=f"{points:g}", **more)
    outcome = _add(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    _add(_add(outcome, "defaultValue"), "value", "0")


def _body(root: Element, item: Exercise, prompt: bool = True) -> Element:
    body = _add(root, "itemBody")
    _add(body, "p", item.instruction)
    if prompt and item.prompt:
        _prompt(body, item)
    return body


def _prompt(body: Element, item: Exercise) -> Element:
    line = _add(body, "p", "")
    line.set(_LANG, item.lang)
    last: Element | None = None
    for part in item.prompt:
        if part.kind == "focus":
            last = _add(line, "strong", part.text)
            continue
        text = _clean("＿" * max(2, part.size) if part.kind == "blank" else part.text)
        if last is None:
            line.text = (line.text or "") + text
        else:
            last.tail = (last.tail or "") + text
    return line


def _choice(root: Element, item: Exercise) -> None:
    names = {c.text: f"C{n}" for n, c in enumerate(item.choices)}
    _declare(root, "single", "identifier", [names[item.answers[0]]], {names[item.answers[0]]: item.points})
    body = _body(root, item)
    asked = _add(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices="1")
    for c in item.choices:
        _add(asked, "simpleChoice", c.text, identifier=names[c.text])
    _add(root, "responseProcessing", template=_MAP)


def _written(root: Element, item: Exercise) -> None:
    forms = accepted_forms(item)
    _declare(
        root,
        "single",
        "string",
        forms[:1],
        dict.fromkeys(half_forms(item), item.points / 2) | dict.fromkeys(forms, item.points),
    )
    body = _body(root, item)
    if item.form == "tones":
        _add(body, "p", " ".join(item.items))
    if item.form == "segment":
        _add(body, "p", "Write | between the words.")
    line = _add(body, "p")
    _add(
        line,
        "textEntryInteraction",
        responseIdentifier="RESPONSE",
        expectedLength=str(max(4, len(forms[0]) + 2)),
    )
    _add(root, "responseProcessing", template=_MAP)


def _match(root: Element, item: Exercise) -> None:
    rights = {c.text: f"R{n}" for n, c in enumerate(item.choices)}
    pairs = [f"L{n} {rights[right]}" for n, right in enumerate(item.solution)]
    _declare(root, "multiple", "directedPair", pairs, dict.fromkeys(pairs, 1.0))
    body = _body(root, item)
    asked = _add(
        body,
        "matchInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxAssociations=str(len(pairs)),
    )
    left, right = _add(asked, "simpleMatchSet"), _add(asked, "simpleMatchSet")
    for n, text in enumerate(item.items):
        _add(left, "simpleAssociableChoice", text, identifier=f"L{n}", matchMax="1")
    for text, name in rights.items():
        _add(right, "simpleAssociableChoice", text, identifier=name, matchMax="1")
    _add(root, "responseProcessing", template=_MAP)


def _order(root: Element, item: Exercise) -> None:
    names = {c.text: f"P{n}" for n, c in enumerate(item.choices)}
    _declare(root, "ordered", "identifier", [names[p] for p in item.solution])
    body = _body(root, item)
    asked = _add(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="false")
    for c in item.choices:
        _add(asked, "simpleChoice", c.text, identifier=names[c.text])
    _add(root, "responseProcessing", template=_MATCH)


def _open(root: Element, item: Exercise) -> None:
    _declare(root, "single", "string", list(item.answers[:1]))
    body = _body(root, item)
    _add(body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLines="4")


_MAKERS = {
    "choice": _choice, "text": _written, "tones": _written, "segment": _written, "match": _match, "order": _order,
    "open": _open,
}  # fmt: skip


def _feedback(root: Element, item: Exercise) -> None:
    """What is said after the answer: the note, why a wrong choice is wrong, and the sentence.

    The template that marks is then written out, since none of the standard's tells of feedback.
    """
    place = f"See paragraph {item.evidence.number}: {item.evidence.sentence}" if item.evidence else ""
    said = {"note": " ".join(p for p in (item.note, place) if p)} if item.note or place else {}
    if item.form == "choice":
        said |= {f"C{n}": c.reason for n, c in enumerate(item.choices) if c.reason}
    if not said:
        return
    outcome = _add(
        root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier"
    )
    after = next(n for n, e in enumerate(root) if e.tag.endswith("}itemBody"))
    root.remove(outcome)
    root.insert(after, outcome)
    old = next((e for e in root if e.tag.endswith("}responseProcessing")), None)
    how = old.attrib["template"] if old is not None else ""
    if old is not None:
        root.remove(old)
    processing = _add(root, "responseProcessing")
    if how == _MAP:
        score = _add(processing, "setOutcomeValue", identifier="SCORE")
        _add(score, "mapResponse", identifier="RESPONSE")
    elif how == _MATCH:
        condition = _add(processing, "responseCondition")
        right = _add(condition, "responseIf")
        same = _add(right, "match")
        _add(same, "variable", identifier="RESPONSE")
        _add(same, "correct", identifier="RESPONSE")
        score = _add(right, "setOutcomeValue", identifier="SCORE")
        _add(score, "baseValue", f"{item.points:g}", baseType="float")
    shown = _add(_add(processing, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
    if "note" in said:
        _add(shown, "baseValue", "note", baseType="identifier")
    if item.form == "choice":
        _add(shown, "variable", identifier="RESPONSE")
    for name, text in said.items():
        box = _add(root, "modalFeedback", outcomeIdentifier="FEEDBACK", showHide="show", identifier=name)
        _add(box, "p", text)


def _test(sheet: ExerciseSet, items: list[Exercise]) -> Element:
    root = _root("assessmentTest", QTI, identifier=sheet.id, title=_clean(sheet.title or "Exercises"))
    part = _add(
        root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="simultaneous"
    )
    section = _add(
        part,
        "assessmentSection",
        identifier="section",
        title=_clean(sheet.title or "Exercises"),
        visible="true",
    )
    for item in items:
        _add(section, "assessmentItemRef", identifier=item.id, href=f"items/{item.id}.xml")
    return root


def _manifest(sheet: ExerciseSet, items: list[Exercise]) -> Element:
    root = _root("manifest", CP, identifier=f"manifest-{sheet.id}")
    about = _add(root, "metadata")
    _add(about, "schema", "QTIv2.1 Package")
    _add(about, "schemaversion", "1.0.0")
    _add(root, "organizations")
    resources = _add(root, "resources")
    test = _add(resources, "resource", identifier="test", type="imsqti_test_xmlv2p1", href="test.xml")
    _add(test, "file", href="test.xml")
    for item in items:
        _add(test, "dependency", identifierref=item.id)
    for item in items:
        one = _add(
            resources, "resource", identifier=item.id, type="imsqti_item_xmlv2p1", href=f"items/{item.id}.xml"
        )
        _add(one, "file", href=f"items/{item.id}.xml")
    return root
