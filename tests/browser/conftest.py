"""Headless Chromium, and the reader's real JavaScript on a local page with a small model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from browsers import is_local

import companion
from companion.widgets.reader import Reader

STATIC = Path(__file__).parents[2] / "companion" / "widgets" / "static"
MODEL = """
async ({source, state, theme, width}) => {
  const handlers = {};
  window.state = state;
  window.saved = 0;
  const fire = (name) => (handlers[name] || []).forEach((f) => f());
  window.model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; fire(`change:${name}`); },
    on: (event, f) => { (handlers[event] ||= []).push(f); },
    off: (event, f) => { handlers[event] = (handlers[event] || []).filter((g) => g !== f); },
    save_changes: () => { window.saved += 1; },
  };
  if (theme) document.body.dataset.jpThemeLight = String(theme === "light");
  const el = document.getElementById("out");
  if (width) el.style.width = `${width}px`;
  window.keys = [];
  document.body.addEventListener("keydown", (e) => window.keys.push(e.key));
  const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
  const module = await import(url);
  window.cleanup = module.default.render({model: window.model, el});
}
"""


@pytest.fixture
def page(browser):
    """A page that fails the test on a script error or a request that leaves this machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    outside, errors = [], []

    def check(route):
        if is_local(route.request.url):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", check)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: (errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield page
    context.close()
    assert outside == []
    assert errors == []


@pytest.fixture
def show(page):
    """Shows an article, or a text, in the reader: `show(text, theme="dark", width=400)`."""

    def open_reader(article, theme="light", width=None, **state):
        if isinstance(article, str):
            article = companion.read_text(article)
        reader = Reader(article, **state)
        values = {
            name: getattr(reader, name)
            for name in reader.trait_names(sync=True)
            if name != "layout" and not name.startswith("_")
        }
        values |= {"_paragraphs": reader._paragraphs, "_cards": reader._cards}
        plain = json.loads(json.dumps(values, default=str))
        background = "#111" if theme == "dark" else "#fff"
        page.set_content(
            f"<!doctype html><html lang='en'><head><title>t</title><style>body{{margin:8px;background:{background}}}{reader._css}</style></head>"
            "<body><button id='before'>before</button><main id='out'></main><button id='after'>after</button></body></html>"
        )
        source = (STATIC / "reader.js").read_text("utf-8")
        page.evaluate(MODEL, {"source": source, "state": plain, "theme": theme, "width": width})
        page.wait_for_selector(".cmp-reader:not([aria-busy])")
        return page

    return open_reader
