"""What a page hides by its own styles: by an element's `style`, and by rules of its `style` elements for a name, a class, an id.

The sheets are parsed by tinycss2 (BSD), the selectors by cssselect (BSD). Sheets of other files are not there; what a
selector asks beside that (`:hover`, `:nth-child`) leaves its rule out, so that a text is rather read than lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import cssselect
import tinycss2
from cssselect import parser as css

from companion.source.web.elements import tag_of

__all__ = ["hidden_by_style"]

_MAY_HIDE = re.compile(r"none|hidden|collapse|-\d{3,}|font-size\s*:\s*0|clip|:\s*[01]px", re.I)
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|%|vw|pt)?")
_ZERO = re.compile(r"0+(?:\.0+)?(?:px|em|rem|%|pt)?")
_CLIPPED = re.compile(
    r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)|inset\(\s*(?:50|100)%.*\)"
)
_PROPERTIES = frozenset(
    {
        "display", "visibility", "font-size", "text-indent", "position", "left", "top", "right", "clip", "clip-path", "width",
        "height", "overflow",
    }
)  # fmt: skip
_INHERITED = ("visibility", "font-size", "text-indent")  # of which an element inside may have its own value
_MOST = 500_000  # characters of the sheets
_MOST_RULES = 5_000
_DEEPEST = 60  # elements around one, among which a selector looks


class _Rule(NamedTuple):
    """A selector with what it sets of those properties, and its rank among others."""

    selector: Any
    sets: dict[str, tuple[str, bool]]
    rank: tuple[tuple[int, int, int], int]


def hidden_by_style(root: Any) -> set[Any]:
    """The elements of a page that its own styles hide: not shown, without size, or beyond the edge of the screen.

    >>> from lxml import html
    >>> page = html.fromstring("<div><style>.x{display:none}</style><p class=x>隱</p><p style='font-size:0'>藏</p><p>警方</p></div>")
    >>> sorted(e.text for e in hidden_by_style(page))
    ['藏', '隱']
    """
    rules = _rules(root)
    found: dict[Any, dict[str, str]] = {}
    for element in root.iter():
        if isinstance(element.tag, str) and (computed := _computed(element, rules)):
            found[element] = computed
    return {
        e for e, computed in found.items() if (how := _hides(computed)) and not _shows_inside(e, how, found)
    }


def _hides(computed: dict[str, str]) -> str:
    """The property that hides an element; empty where none does."""
    if computed.get("display") == "none":
        return "display"
    if computed.get("visibility") in ("hidden", "collapse"):
        return "visibility"
    if _ZERO.fullmatch(computed.get("font-size", "")):
        return "font-size"
    if _FAR.fullmatch(computed.get("text-indent", "")):
        return "text-indent"
    if computed.get("position") in ("absolute", "fixed", "relative") and any(
        _FAR.fullmatch(computed.get(side, "")) for side in ("left", "top", "right")
    ):
        return "position"
    if computed.get("position") == "absolute" and any(
        _CLIPPED.fullmatch(computed.get(clip, "")) for clip in ("clip", "clip-path")
    ):
        return "clip"
    small = all(computed.get(side, "") in ("0", "0px", "1px") for side in ("width", "height"))
    return "size" if small and computed.get("overflow") == "hidden" else ""


def _shows_inside(element: Any, how: str, found: dict[Any, dict[str, str]]) -> bool:
    """Whether an element inside has a value of its own, so that its text is seen."""
    if how not in _INHERITED:
        return False
    return any(how in found[e] and _hides({how: found[e][how]}) == "" for e in element.iter() if e in found)


def _computed(element: Any, rules: dict[str, list[_Rule]]) -> dict[str, str]:
    keys = [
        tag_of(element),
        "*",
        *(f".{c}" for c in (element.get("class") or "").split()),
        f"#{element.get('id')}",
    ]
    best: dict[str, tuple[tuple[bool, int, tuple[tuple[int, int, int], int]], str]] = {}
    for key in keys:
        for rule in rules.get(key, ()):
            if _fits(element, rule.selector):
                for name, (value, important) in rule.sets.items():
                    rank = (important, 0, rule.rank)
                    if name not in best or best[name][0] <= rank:
                        best[name] = (rank, value)
    style = element.get("style") or ""
    if style and (best or _MAY_HIDE.search(style)):
        for name, (value, important) in _declared(tinycss2.parse_declaration_list(style[:2000])).items():
            own = (important, 1, ((0, 0, 0), 0))
            if name not in best or best[name][0] <= own:
                best[name] = (own, value)
    return {name: value for name, (_, value) in best.items()}


def _rules(root: Any) -> dict[str, list[_Rule]]:
    """The rules of a page's sheets by the last name, class or id of their selectors."""
    rules: dict[str, list[_Rule]] = defaultdict(list)
    text = "\n".join(e.text or "" for e in root.getroottree().iter("{*}style"))[:_MOST]
    if not _MAY_HIDE.search(text):
        return rules
    for order, (prelude, content) in enumerate(islice(_qualified(text), _MOST_RULES)):
        sets = _declared(tinycss2.parse_declaration_list(content))
        if not sets:
            continue
        try:
            selectors = cssselect.parse(prelude)
        except (cssselect.SelectorError, RecursionError):
            continue
        for selector in selectors:
            tree = selector.parsed_tree
            if selector.pseudo_element is None and (key := _key(tree)):
                rules[key].append(_Rule(tree, sets, (selector.specificity(), order)))
    return rules


def _qualified(text: str) -> Iterator[tuple[str, Any]]:
    """The rules of a sheet that always hold, each as its selectors and its content: none of an `@media`, which holds somewhere."""
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield tinycss2.serialize(rule.prelude), rule.content


def _declared(declarations: list[Any]) -> dict[str, tuple[str, bool]]:
    return {
        d.lower_name: (" ".join(tinycss2.serialize(d.value).lower().split()), d.important)
        for d in declarations
        if d.type == "declaration" and d.lower_name in _PROPERTIES
    }


def _key(tree: Any) -> str:
    """The class, id or name by which the elements of a selector are found; empty where it asks for something else."""
    if isinstance(tree, css.CombinedSelector):
        return _key(tree.subselector)
    if isinstance(tree, css.Class):
        return f".{tree.class_name}"
    if isinstance(tree, css.Hash):
        return f"#{tree.id}"
    if isinstance(tree, css.Attrib):
        return _key(tree.selector)
    return (tree.element or "*").lower() if isinstance(tree, css.Element) else ""


def _fits(element: Any, tree: Any) -> bool:
    """Whether a selector of names, classes, ids and attributes fits an element, in what stands around it."""
    if isinstance(tree, css.Element):
        return tree.element is None or tree.element.lower() == tag_of(element)
    if isinstance(tree, css.CombinedSelector):
        if tree.combinator not in (" ", ">") or not _fits(element, tree.subselector):
            return False
        around = islice(element.iterancestors(), 1 if tree.combinator == ">" else _DEEPEST)
        return any(_fits(e, tree.selector) for e in around)
    if isinstance(tree, css.Class):
        own = tree.class_name in (element.get("class") or "").split()
    elif isinstance(tree, css.Hash):
        own = element.get("id") == tree.id
    elif isinstance(tree, css.Attrib) and tree.operator in ("exists", "="):
        value = element.get(tree.attrib)
        own = value is not None and (tree.value is None or value == tree.value.value)
    else:
        return False
    return own and _fits(element, tree.selector)
