"""A widget's real JavaScript on a local page, with the real Python behind it: traits and custom messages."""

from __future__ import annotations

import json

MODEL = """
async ({source, state, theme, width}) => {
  const handlers = {};
  const fire = (name, value) => (handlers[name] || []).forEach((f) => f(value));
  window.model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; },
    on: (event, f) => { (handlers[event] ||= []).push(f); },
    off: (event, f) => { handlers[event] = (handlers[event] || []).filter((g) => g !== f); },
    save_changes: () => {},
    send: async (content) => {
      const {messages, traits} = await window.python(content);
      for (const [name, value] of Object.entries(traits)) {
        if (JSON.stringify(state[name]) === JSON.stringify(value)) continue;
        state[name] = value;
        fire(`change:${name}`);
      }
      messages.forEach((m) => fire("msg:custom", m));
    },
  };
  window.tell = (name, value) => { state[name] = value; fire(`change:${name}`); };
  document.body.dataset.jpThemeLight = String(theme === "light");
  if (width) document.getElementById("out").style.width = `${width}px`;
  window.keys = [];
  document.body.addEventListener("keydown", (e) => window.keys.push(e.key));
  const module = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  window.cleanup = module.default.render({model: window.model, el: document.getElementById("out")});
}
"""


def open_widget(page, widget, receive, monkeypatch, theme="light", width=None):
    """Shows a widget on the page; `receive(widget, content, buffers)` takes what the browser sends."""
    sent = []
    monkeypatch.setattr(widget, "send", lambda content, buffers=None: sent.append(content))
    names = [n for n in widget.trait_names(sync=True) if n not in ("layout", "_esm", "_css") and not n.startswith(("_model", "_view", "_anywidget", "_dom"))]  # fmt: skip

    def python(content):
        sent.clear()
        receive(widget, content, [])
        traits = {n: getattr(widget, n) for n in names if n != "_rows"}
        return json.loads(json.dumps({"messages": sent, "traits": traits}))

    page.expose_function("python", python)
    state = json.loads(json.dumps({n: getattr(widget, n) for n in names}))
    background = "#111" if theme == "dark" else "#fff"
    page.set_content(
        f"<!doctype html><html lang='en'><head><title>t</title><style>body{{margin:8px;background:{background}}}{widget._css}</style></head>"
        "<body><main id='out'></main></body></html>"
    )
    page.evaluate(MODEL, {"source": widget._esm, "state": state, "theme": theme, "width": width})
