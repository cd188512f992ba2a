"""The exercises' real JavaScript on a local page, with the real Python widget behind it."""

from __future__ import annotations

import copy
import json

from companion.widgets.exercises import Exercises

MODEL = """
async ({source, state, theme, width}) => {
  const handlers = {};
  window.state = state;
  window.model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; (handlers[`change:${name}`] || []).forEach((f) => f()); },
    on: (event, f) => { (handlers[event] ||= []).push(f); },
    off: (event, f) => { handlers[event] = (handlers[event] || []).filter((g) => g !== f); },
    save_changes: () => {},
    send: async (content) => { if (window.deaf) return; const next = await window.python(JSON.stringify(content)); window.model.set("_state", JSON.parse(next)); },
  };
  document.body.dataset.jpThemeLight = String(theme === "light");
  const el = document.getElementById("out");
  if (width) el.style.width = `${width}px`;
  window.keys = [];
  document.body.addEventListener("keydown", (e) => window.keys.push(e.key));
  const module = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  window.cleanup = module.default.render({model: window.model, el});
}
"""


def open_exercises(page, article, theme="light", width=None, **options) -> Exercises:
    """Shows the widget on the page and returns it; what the browser sends reaches it."""
    widget = Exercises(article, **{"known": (), "learning": ()} | options)

    def python(message: str) -> str:
        widget._heard(widget, json.loads(message), None)
        return json.dumps(widget._state)

    page.expose_function("python", python)
    background = "#111" if theme == "dark" else "#fff"
    page.set_content(
        f"<!doctype html><html lang='en'><head><title>t</title><style>body{{margin:8px;background:{background}}}{widget._css}</style></head>"
        "<body><button id='before'>before</button><main id='out'></main></body></html>"
    )
    state = {"_sheet": widget._sheet, "_state": copy.deepcopy(widget._state), "checking": widget.checking}
    page.evaluate(MODEL, {"source": widget._esm, "state": state, "theme": theme, "width": width})
    page.wait_for_selector(".cmp-ex-card, .cmp-ex-none")
    return widget
