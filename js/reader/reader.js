// The reader: its frame, and its parts in the order in which they need each other.

import { withCard } from "./card.js";
import { make } from "../shared/dom.js";
import { withFind } from "./find.js";
import { withForms } from "./forms.js";
import { withKernel } from "./kernel.js";
import { withKeys } from "./keys.js";
import { withMachines } from "./machines.js";
import { withLayers } from "./layers.js";
import { withPanels } from "./panels.js";
import { withPlace } from "./place.js";
import { withSpeech } from "./speech.js";
import { withStatuses } from "./statuses.js";
import { makeStore } from "./store.js";
import { withText } from "./text.js";
import { withWords } from "./words.js";

let numbers = 0;

function render({ model, el }) {
  const title = model.get("title") || "article";
  const view = { model, store: makeStore(model), cleanups: [], alive: true, id: `r${(numbers += 1)}${Math.random().toString(36).slice(2, 7)}` };
  view.root = make("div", { class: "cmp-reader", role: "region", "aria-label": `Reader: ${title}` });
  view.bar = make("div", { class: "cmp-bar", role: "group", "aria-label": "Reader controls" });
  view.panelHost = make("div", { class: "cmp-panels" });
  view.status = make("div", { class: "cmp-status", role: "status" });
  view.text = make("div", { class: "cmp-text" });
  const credit = model.get("_credit");
  view.scroll = make("div", { class: "cmp-scroll" }, ...(credit ? [make("p", { class: "cmp-from", text: credit })] : []), view.text);
  view.rest = make("div", { class: "cmp-rest", role: "status" });
  view.foot = make("div", { class: "cmp-foot", role: "status" });
  view.card = make("div", { class: "cmp-card", role: "dialog", "aria-label": "Word", popover: "manual" });
  view.card.hidden = true;
  view.root.append(view.bar, view.panelHost, view.status, view.scroll, view.card, view.rest, view.foot);
  el.append(view.root);

  const timers = new Set();
  view.later = (job) => {
    const id = setTimeout(() => { timers.delete(id); if (view.alive) job(); }, 0);
    timers.add(id);
  };
  view.listen = (event, handler) => {
    model.on(event, handler);
    view.cleanups.push(() => model.off(event, handler));
  };

  for (const part of [withText, withWords, withKernel, withCard, withForms, withMachines, withFind, withLayers, withSpeech, withStatuses, withPanels, withKeys, withPlace]) part(view);

  view.listen("change:_paragraphs", () => {
    view.sections = [];
    view.current = null;
    view.text.replaceChildren();
    view.closeCard(false);
    view.restart();
    view.fill();
    view.askForRest();
  });
  const observer = new ResizeObserver(() => view.fit());
  observer.observe(view.root);
  view.cleanups.push(() => observer.disconnect());

  view.showLayers();
  view.showLook();
  view.fit();
  view.showNotices();
  view.fill();
  view.showPlace();
  view.showRest();
  view.connect();
  if (model.get("error")) view.tell(model.get("error"), "failed");

  return () => {
    view.alive = false;
    for (const id of timers) clearTimeout(id);
    for (const undo of view.cleanups) undo();
  };
}

export default { render };
