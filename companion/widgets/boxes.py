"""A reader in a box (`VBox([reader, slider])`) has its static view too.

ipywidgets' containers give a viewer without widgets no more than their names, so that a page of nbconvert had nothing of a
reader in one. IPython lets a library say how an object of another is shown (`for_type`); what the box itself gives stays.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from typing import Any

__all__ = ["register", "static_views"]

_LOG = logging.getLogger("companion.widgets")
_BOX = (
    "ipywidgets.widgets.widget_box",
    "Box",
)  # of which all containers are: HBox, Tab, Accordion, AppLayout …
HTML = "text/html"


def register() -> None:
    """Lets the notebook that is running, if one is, show boxes with the static views of what is in them."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    formatter = getattr(shell, "display_formatter", None)
    if formatter is not None:
        formatter.mimebundle_formatter.for_type_by_name(*_BOX, _shown)


def static_views(box: Any) -> list[str]:
    """The static views of our widgets in a container, however deep, in their order.

    Args:
        box: A widget with `children`.

    Returns:
        HTML of each; empty where none of ours is in it.

    >>> import companion, ipywidgets
    >>> reader = companion.Reader(companion.read_text("警方打擊電騙。", translator=None))
    >>> ["電騙" in html for html in static_views(ipywidgets.VBox([ipywidgets.HBox([reader])]))]
    [True]
    """
    bundles = [child._repr_mimebundle_() for child in _ours(box, set())]
    views = [bundle[0] if isinstance(bundle, tuple) else bundle or {} for bundle in bundles]
    return [view[HTML] for view in views if HTML in view]


def _ours(box: Any, seen: set[int]) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if id(child) in seen:
            continue
        seen.add(id(child))
        if type(child).__module__.startswith("companion."):
            yield child
        else:
            yield from _ours(child, seen)


def _shown(box: Any) -> Any:
    """What IPython shows of a box."""
    bundle = box._repr_mimebundle_()
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    if data is None or HTML in data:
        return bundle
    try:
        views = static_views(box)
    except Exception:  # the box itself is shown whatever happens
        _LOG.exception("the static views of a box could not be made")
        views = []
    return ({**data, HTML: "\n".join(views)}, metadata) if views else bundle
