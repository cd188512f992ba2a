// One hint at a time, above what it is about. Python knows what was done, and which hint comes next.
import { make } from "../shared/dom.js";
import { focusBeside } from "../shared/focus.js";

export function withHints(view) {
  const { model } = view;
  const text = make("span", { class: "cmp-hint-text" });
  const count = make("small", {});
  const next = make("button", { class: "cmp-button", text: "Next hint", onclick: () => tell({ did: (model.get("_hint") || {}).did }) });
  const stop = make("button", { class: "cmp-button", text: "No more hints", onclick: () => tell({ all: true }) });
  // What is said is announced; the buttons stay where they are, so that one keeps one's place in them.
  const bar = make("aside", { class: "cmp-hint-bar", "aria-label": "Hint" },
    make("p", { role: "status" }, make("span", { class: "cmp-hint-sign", "aria-hidden": "true", text: "?" }), text, count),
    make("div", { class: "cmp-line" }, next, stop));
  view.hintBar = bar;
  view.hintsAgain = make("button", { class: "cmp-link", text: "Show the hints", onclick: () => tell({ all: true, again: true }) });

  const tell = (message) => view.ask({ kind: "hint", ...message });

  view.showHint = () => {
    const hint = model.get("_hint") || {};
    const had = bar.contains(focusBeside(bar));
    bar.hidden = !hint.text;
    text.textContent = hint.text || "";
    count.textContent = hint.number ? `${hint.number} of ${hint.of}` : "";
    next.textContent = hint.number === hint.of ? "Done" : "Next hint";
    if (had && bar.hidden) view.focusHere();
  };
  view.listen("change:_hint", view.showHint);
}
