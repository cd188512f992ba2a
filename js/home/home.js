// The start page: what comes into the library, what to read next, the library itself, and the words one knows.
// Python keeps all of it; the page asks at render for the rows, which are too many for a widget's state.

import { choice, make, sentence } from "../shared/dom.js";
import { keepKeys } from "../shared/shortcuts.js";
import { withAdding } from "./adding.js";
import { withHints } from "./hints.js";
import { withOpened } from "./opened.js";
import { withTable } from "./table.js";
import { focusBeside } from "../shared/focus.js";

const PATIENCE = 8000; // milliseconds until a silent kernel is told
const NEEDED = "This needs Python, which is not connected: run the cell to open your library.";
let numbers = 0;

function render({ model, el }) {
  const view = { model, alive: true, cleanups: [], id: `h${(numbers += 1)}${Math.random().toString(36).slice(2, 7)}` };
  const root = make("div", { class: "cmp-home", role: "region", "aria-label": "Companion" });
  view.root = root;
  view.listen = (event, handler) => {
    model.on(event, handler);
    view.cleanups.push(() => model.off(event, handler));
  };
  view.facts = () => model.get("_facts") || {};

  // ---- what Python says
  const foot = make("div", { class: "cmp-home-foot", role: "status" });
  view.tell = (text, failed = false) => {
    foot.replaceChildren();
    foot.classList.toggle("cmp-failed", Boolean(failed && text));
    if (text) foot.append(make("span", { text: sentence(text) }), make("button", { class: "cmp-quiet", "aria-label": "Close the message", text: "×", onclick: () => view.tell("") }));
  };
  const waiting = new Map();
  let asked = 0;
  // Asks Python something; `done` is called with whether it was done.
  view.ask = (message, { buffers = undefined, busy = "", patience = PATIENCE, done = (_ok) => {} } = {}) => {
    const id = `${view.id}-${(asked += 1)}`;
    const timer = patience && window.setTimeout(() => {
      waiting.delete(id);
      view.tell("Python does not answer: it is busy, or has ended. Run the cell again.", true);
      done(false);
    }, patience);
    waiting.set(id, { timer, done });
    if (busy) view.tell(busy);
    try {
      model.send({ ...message, id }, undefined, buffers);
    } catch {
      clearTimeout(timer);
      waiting.delete(id);
      view.tell(NEEDED, true);
      done(false);
    }
  };
  view.cleanups.push(() => { for (const { timer } of waiting.values()) clearTimeout(timer); });
  view.listen("msg:custom", (message) => {
    if (message.kind === "rows") {
      view.putRows(message.rows, message.all);
      return;
    }
    const mine = waiting.get(message.id);
    if (!mine) return;
    if (message.kind === "file") {
      view.filePiece(message);
      return;
    }
    clearTimeout(mine.timer);
    waiting.delete(message.id);
    view.tell(message.text || "", message.kind === "failed");
    mine.done(message.kind === "done");
  });

  // ---- the head: back, reviews, level
  const back = make("button", { class: "cmp-button cmp-back", text: "← Back to library", onclick: () => view.ask({ kind: "back" }) });
  const title = make("span", { class: "cmp-now", lang: "zh-Hant-HK" });
  const name = make("h2", { text: "Companion", tabindex: "-1" });
  const review = make("button", { class: "cmp-button cmp-due", onclick: () => view.ask({ kind: "review" }) });
  const level = choice("My level", (view.facts().levels || []).map((l) => [l, l]), (value) => view.ask({ kind: "level", level: value }));
  level.node.title = "Words up to this level count as known, but for those that you are learning";
  withOpened(view);
  withHints(view);
  const head = make("div", { class: "cmp-home-head" }, back, title, name, view.parts, review, level.node);
  view.focusHere = () => (back.hidden ? name : back).focus({ preventScroll: true });

  // ---- read next
  const next = make("section", { class: "cmp-next", "aria-labelledby": `${view.id}-next` });
  function showNext() {
    const found = view.facts().suggestions || [];
    next.hidden = !found.length;
    next.replaceChildren(make("h3", { id: `${view.id}-next`, text: "Read next" }), make("ul", {}, ...found.map((s) => {
      const card = make("li", { class: "cmp-next-card" },
        make("button", { class: "cmp-title", lang: "zh-Hant-HK", text: s.title, onclick: () => view.open(s.path) }),
        make("p", { class: "cmp-reason", text: s.reason }));
      if (s.words.length) {
        card.append(make("p", { class: "cmp-unlock" }, ...s.words.flatMap(([word, count]) => [
          make("span", { lang: "zh-Hant-HK", text: word }), ...(count > 1 ? [make("small", { text: ` ×${count}` })] : []), " "]),
        ...(s.more ? [make("small", { text: `and ${s.more} more` })] : [])));
      }
      return card;
    })));
  }

  // ---- the words one knows, a drawing that comes escaped from Python
  const growth = make("section", { class: "cmp-growth", "aria-labelledby": `${view.id}-growth` });
  const drawing = make("div", {});
  growth.append(make("h3", { id: `${view.id}-growth`, text: "Words I know" }), drawing);

  view.open = (path) => view.ask({ kind: "open", path }, { busy: "Opening …", patience: 0 });
  withAdding(view);
  withTable(view);
  const body = make("div", { class: "cmp-home-body" }, view.adding, next, view.library, growth);
  root.append(head, view.printForm, view.hintBar, body, foot);
  el.append(root);
  view.cleanups.push(keepKeys(root));

  let opened = "";
  function show() {
    const facts = view.facts();
    const now = model.get("_open") || {};
    const open = Boolean(now.what);
    root.classList.toggle("cmp-opened", open);
    back.hidden = title.hidden = !open;
    body.hidden = name.hidden = open;
    title.textContent = now.title || "";
    review.hidden = open || facts.due === undefined || facts.due === null;
    review.textContent = facts.due ? `Review ${facts.due} word${facts.due === 1 ? "" : "s"}` : "No words to review";
    review.classList.toggle("cmp-primary", Boolean(facts.due));
    level.node.hidden = open;
    level.select.value = facts.level || "";
    drawing.innerHTML = facts.plot || "";
    growth.hidden = !facts.plot;
    showNext();
    view.showOpened();
    view.showHint();
    view.showLibrary();
    if (opened && !open) view.focusRow = opened; // which the rows that come now look for
    if (!opened && open && root.contains(focusBeside(root))) {
      back.focus({ preventScroll: true });
      root.scrollIntoView({ block: "start" }); // so that the text and what is told under it have the window
    }
    opened = open ? now.path || now.what : "";
  }
  view.listen("change:_facts", show);
  view.listen("change:_open", show);
  view.listen("change:error", () => { if (model.get("error")) view.tell(model.get("error"), true); });
  show();
  if (model.get("error")) view.tell(model.get("error"), true);
  view.ask({ kind: "have" }, { done: (ok) => view.showLibrary(!ok) });

  return () => {
    view.alive = false;
    for (const undo of view.cleanups) undo();
  };
}

export default { render };
