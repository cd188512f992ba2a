"""The reader's real JavaScript on a page without Jupyter: for the browser tests and the screenshots."""

from __future__ import annotations

import json
from typing import Any

MODEL = """
async ({source, state, theme, width}) => {
  const handlers = {};
  window.state = state;
  window.saved = 0;
  const fire = (name, ...rest) => (handlers[name] || []).forEach((f) => f(...rest));
  const set = (name, value) => { state[name] = value; fire(`change:${name}`); };
  // What Python did: messages and traits, in order.
  window.pieces = [];
  window.arrive = (events) => {
    window.pieces = [...window.pieces, ...events.filter(([kind, , value]) => kind === "message" && value.kind === "piece")];
    for (const [kind, name, value] of events) { if (kind === "message") fire("msg:custom", value); else set(name, value); } };
  window.model = {
    get: (name) => state[name],
    set,
    on: (event, f) => { (handlers[event] ||= []).push(f); },
    off: (event, f) => { handlers[event] = (handlers[event] || []).filter((g) => g !== f); },
    save_changes: () => { window.saved += 1; },
    send: (message) => { if (window.deaf) return; window.kernel(message).then(window.arrive); },
    widget_manager: { get_model: async () => ({ comm_live: !window.offline, on() {}, off() {} }) },
  };
  if (theme) document.body.dataset.jpThemeLight = String(theme === "light");
  const el = document.getElementById("out");
  if (width) el.style.width = `${width}px`;
  window.keys = [];
  document.body.addEventListener("keydown", (e) => window.keys.push(e.key));
  const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
  const module = await import(url);
  window.definition = module.default;
  window.cleanup = module.default.render({model: window.model, el});
}
"""
JUPYTERS = ("_model", "_view", "_dom", "_esm", "_css", "_anywidget")


def open_reader(
    page: Any, reader: Any, theme: str = "light", width: int | None = None, before: str = ""
) -> Any:
    """Shows `reader` on a Playwright page; its Python side answers. `before` is JavaScript run first."""
    reader.wait()
    names = [n for n in reader.keys if n != "layout" and not n.startswith(JUPYTERS)]
    plain = json.loads(json.dumps({name: getattr(reader, name) for name in names}, default=str))
    events: list[list[Any]] = []
    reader.send = lambda message, *_: events.append(["message", "", message])
    reader.observe(lambda change: events.append(["trait", change["name"], change["new"]]), names)

    def answer(message: Any) -> Any:
        events.clear()
        reader._desk.on_message(reader, message)
        reader._feed.join(30)  # the rest of the text is sent from a thread
        return json.loads(json.dumps(events))

    if not hasattr(page, "answer"):
        page.expose_function("kernel", lambda message: page.answer(message))

    def english(number: int, sentences: Any) -> Any:
        """What Python sends where the English of a paragraph has come."""
        events.clear()
        reader._feed.english(number, sentences)
        return json.loads(json.dumps(events))

    page.reader, page.answer, page.english = reader, answer, english
    background = "#111" if theme == "dark" else "#fff"
    page.set_content(
        f"<!doctype html><html lang='en'><head><title>t</title><style>body{{margin:8px;background:{background}}}{reader._css}</style></head>"
        "<body><button id='before'>before</button><main id='out'></main><button id='after'>after</button></body></html>"
    )
    if before:
        page.evaluate(before)
    page.evaluate(MODEL, {"source": str(reader._esm), "state": plain, "theme": theme, "width": width})
    page.wait_for_selector(".cmp-reader:not([aria-busy])")
    if not page.evaluate("window.offline || window.deaf"):
        page.wait_for_function("document.querySelectorAll('.cmp-p').length === state._table.total")
    return page
