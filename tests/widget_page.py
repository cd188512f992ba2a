"""Any widget's real JavaScript on a page without Jupyter, answered by its Python side: tests and screenshots."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from reader_page import JUPYTERS, MODEL


def open_widget(
    page: Any,
    widget: Any,
    receive: Callable[[Any], Any],
    ready: str,
    theme: str = "light",
    width: int | None = None,
) -> Any:
    """Shows `widget` on a Playwright page until `ready` is there; `receive` takes what the browser sends."""
    names = [n for n in widget.keys if n != "layout" and not n.startswith(JUPYTERS)]
    plain = json.loads(json.dumps({name: getattr(widget, name) for name in names}, default=str))
    events: list[list[Any]] = []
    widget.send = lambda message, *_: events.append(["message", "", message])
    widget.observe(lambda change: events.append(["trait", change["name"], change["new"]]), names)

    def answer(message: Any) -> Any:
        events.clear()
        receive(message)
        return json.loads(json.dumps(events))

    if not hasattr(page, "answer"):
        page.expose_function("kernel", lambda message: page.answer(message))
    page.widget, page.answer = widget, answer
    background = "#111" if theme == "dark" else "#fff"
    page.set_content(
        f"<!doctype html><html lang='en'><head><title>t</title><style>body{{margin:8px;background:{background}}}{widget._css}</style></head>"
        "<body><button id='before'>before</button><main id='out'></main><button id='after'>after</button></body></html>"
    )
    page.evaluate(MODEL, {"source": str(widget._esm), "state": plain, "theme": theme, "width": width})
    page.wait_for_selector(ready)
    return page
