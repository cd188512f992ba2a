"""The start page on a page without Jupyter: its real JavaScript, and below it that of what is opened; the real Python answers."""

from __future__ import annotations

import base64
import json
from typing import Any

from reader_page import JUPYTERS

_PAGE = """
() => {
  window.widgets = {};
  window.running = 0;
  const text = (view) => btoa(Array.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), (b) => String.fromCharCode(b)).join(""));
  window.arrive = async (events) => {
    for (const [id, kind, name, value] of events) {
      const widget = window.widgets[id];
      if (kind === "mount") await window.mount(id, value);
      else if (kind === "unmount") { widget.cleanup(); widget.el.remove(); delete window.widgets[id]; }
      else if (!widget) continue;
      else if (kind === "message") widget.fire("msg:custom", value);
      else { widget.state[name] = value; widget.fire(`change:${name}`); }
    }
  };
  const call = async (...rest) => {
    window.running += 1;
    try { await window.arrive(await window.kernel(...rest)); } finally { window.running -= 1; }
  };
  window.mount = async (id, {source, state}) => {
    const handlers = {};
    const dirty = {};
    const widget = { state, fire: (name, ...rest) => [...(handlers[name] || [])].forEach((f) => f(...rest)) };
    window.widgets[id] = widget;
    widget.el = document.createElement("div");
    document.getElementById("out").append(widget.el);
    const model = {
      get: (name) => state[name],
      set: (name, value) => { state[name] = dirty[name] = value; widget.fire(`change:${name}`); },
      on: (event, f) => { (handlers[event] ||= []).push(f); },
      off: (event, f) => { handlers[event] = (handlers[event] || []).filter((g) => g !== f); },
      save_changes: () => { const now = { ...dirty }; for (const n of Object.keys(dirty)) delete dirty[n]; call(id, { kind: "state of the model", state: now }, []); },
      send: (message, _callbacks, buffers) => { if (!window.deaf) call(id, message, (buffers || []).map(text)); },
      widget_manager: { get_model: async () => ({ comm_live: true, on() {}, off() {} }) },
    };
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    widget.cleanup = (await import(url)).default.render({ model, el: widget.el });
  };
  document.body.addEventListener("keydown", (e) => (window.keys ||= []).push(e.key));
}
"""


class HomeOnPage:
    """`home` on a Playwright page.

    Args:
        page: The page.
        home: A `companion.Home`.
        theme: "light" or "dark".
        width: Pixels; None: as wide as the page.
    """

    def __init__(self, page: Any, home: Any, theme: str = "light", width: int | None = None) -> None:
        self.page, self.home = page, home
        self.events: list[list[Any]] = []
        self.widgets: dict[str, Any] = {}
        home.wait()
        if not hasattr(page, "answer_home"):
            page.expose_function("kernel", lambda *rest: page.answer_home(*rest))
        page.answer_home = self._answer
        css = str(home.page._css)
        from companion.widgets.exercises import Exercises
        from companion.widgets.lesson_editor import LessonEditor
        from companion.widgets.reader import Reader
        from companion.widgets.review import Review

        background = "#111" if theme == "dark" else "#fff"
        page.set_content(
            "<!doctype html><html lang='en'><head><title>t</title>"
            f"<style>body{{margin:8px;background:{background}}}{css}{Reader._css}{Review._css}{LessonEditor._css}{Exercises._css}</style></head>"
            f"<body data-jp-theme-light='{str(theme == 'light').lower()}'><main id='out'></main></body></html>"
        )
        if width:
            page.evaluate("(w) => { document.getElementById('out').style.width = `${w}px`; }", width)
        page.evaluate(_PAGE)
        self._children({"old": (), "new": home.children})
        home.observe(self._children, "children")
        page.evaluate("(events) => window.arrive(events)", self._drain())
        page.wait_for_selector(".cmp-home")
        self.settle()

    def settle(self) -> None:
        """Waits until Python has answered."""
        self.page.wait_for_function("window.running === 0", timeout=60_000)
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        self.page.wait_for_function("window.running === 0", timeout=60_000)

    def _drain(self) -> list[Any]:
        events = json.loads(json.dumps(self.events, default=str))
        self.events.clear()
        return events

    def _children(self, change: Any) -> None:
        for widget in change["old"]:
            if widget not in change["new"]:
                self.events.append([widget.model_id, "unmount", "", None])
        for widget in change["new"]:
            if widget not in change["old"]:
                self._mount(widget)

    def _mount(self, widget: Any) -> None:
        name = widget.model_id
        names = [n for n in widget.keys if n != "layout" and not n.startswith(JUPYTERS)]
        state = {n: getattr(widget, n) for n in names}
        self.widgets[name] = widget
        widget.send = lambda message, *_: self.events.append([name, "message", "", message])
        widget.observe(
            lambda change: self.events.append([name, "trait", change["name"], change["new"]]), names
        )
        self.events.append([name, "mount", "", {"source": str(widget._esm), "state": state}])

    def _answer(self, name: str, message: Any, buffers: list[str]) -> Any:
        widget = self.widgets[name]
        if message["kind"] == "state of the model":
            for trait, value in message["state"].items():
                setattr(widget, trait, value)
        else:
            data = [memoryview(base64.b64decode(b)) for b in buffers]
            for callback in widget._msg_callbacks.callbacks:
                callback(widget, message, data)
        self.home._desk.join(60)
        if (feed := getattr(widget, "_feed", None)) is not None:
            feed.join(30)
            widget._desk.join(30)
        return self._drain()
