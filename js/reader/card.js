// The card: what is known about a word, or about several. It stands in the browser's top layer, so
// that no cell cuts it off; below the word or above it, never over it.

import { cardOf } from "../shared/cards.js";
import { points } from "../shared/han.js";
import { wordOf, written } from "../shared/words.js";
import { iconButton, make, span } from "../shared/dom.js";
import { focusBeside } from "../shared/focus.js";

const GAP = 8;
const LOWEST = 240; // a card that is lower than this is no card
const SHEET = 560; // a window that is narrower has the card at its foot, under the thumb

export function withCard(view) {
  const { model, store, root, card } = view;
  let opened = null; // {word, first, last}: the word clicked, and the words meant

  view.opened = () => opened;

  view.openCard = (word, first = view.original(word), last = first) => {
    view.makeCurrent(first, false);
    view.mark(first, last);
    for (let at = first.cmpAt; at <= last.cmpAt; at += 1) {
      const node = first.closest(".cmp-p").cmpWords[at];
      if (node.classList.contains("cmp-q")) node.classList.add("cmp-shown");
    }
    opened = { word, first, last };
    const selection = view.select(first, last);
    card.setAttribute("aria-label", `Word ${selection.text}`);
    if (first === last) oneWord(first);
    else severalWords(first, last, selection);
    show();
  };

  function show() {
    card.hidden = false;
    if (card.showPopover && !card.matches(":popover-open")) {
      try { card.showPopover(); } catch { /* the card stands in the page instead */ }
    }
    card.scrollTop = 0;
    view.placeCard();
    if (card.classList.contains("cmp-sheet")) {
      const { first, last } = opened; // what the card is about stays in sight above it
      for (const word of [last, first]) {
        word.style.scrollMargin = `${2 * GAP}px 0 ${card.offsetHeight + 2 * GAP}px`;
        word.scrollIntoView({ block: "nearest", inline: "nearest" });
        word.style.scrollMargin = "";
      }
    }
  }

  // ---- contents
  function oneWord(word) {
    const info = view.info(word);
    const body = make("div", { class: "cmp-card-body" });
    body.append(...cardOf(store.table(), info.entry, { after: [view.statusButtons(info), actions(info)] }), places(info), view.elsewhere(info));
    card.replaceChildren(body, closeButton());
  }

  // A phrase: its parts at once; what a glossary or the dictionary has for the whole comes from Python.
  function severalWords(first, last, selection) {
    const { p } = view.info(first);
    const words = store.sequence(p).slice(first.cmpAt, last.cmpAt + 1);
    const buttons = actions({ ...view.info(first), last: last.cmpAt });
    const whole = make("div", { class: "cmp-card-body" },
      make("div", { class: "cmp-card-head" },
        span(selection.text, "cmp-card-word", "zh-Hant-HK"),
        selection.simplified !== selection.text ? span(selection.simplified, "cmp-card-simplified", "zh-Hans") : "",
        span(words.map((w) => written(w.entry)).join(" "), "cmp-card-pinyin", "zh-Latn-pinyin")),
      buttons,
      make("ul", { class: "cmp-parts" }, ...words.map((w) => make("li", {},
        make("button", { class: "cmp-part", onclick: () => view.openCard(first.closest(".cmp-p").cmpWords[w.at]) },
          span(w.entry.text, "cmp-character", "zh-Hant-HK"), " ", span(written(w.entry), "cmp-sense-pinyin", "zh-Latn-pinyin"), " ", span(w.entry.meaning || "", "", "en"))))));
    card.replaceChildren(whole, closeButton());
    if (view.connected()) view.ask({ kind: "phrase", text: selection.text, simplified: selection.simplified }, { quiet: true });
  }
  view.phraseArrived = (text, table) => {
    const body = card.querySelector(".cmp-card-body");
    if (card.hidden || !opened || opened.first === opened.last || !table || model.get("selection").text !== text) return;
    const parts = body.querySelector(".cmp-parts");
    body.replaceChildren(...cardOf(table, wordOf(table, 0), { after: [body.querySelector(".cmp-actions")] }), ...(parts ? [parts] : []));
    view.placeCard();
  };

  const closeButton = () => iconButton("close", "Close", () => view.closeCard(true), { class: "cmp-icon cmp-close" });

  function actions(info) {
    const row = make("div", { class: "cmp-actions", role: "group", "aria-label": "This word" });
    if (view.canSpeak()) row.append(make("button", { class: "cmp-small", text: "Read aloud", onclick: () => view.speakText(model.get("selection")) }));
    const copy = make("button", { class: "cmp-small", text: "Copy", onclick: () => view.copy(copy) });
    row.append(copy,
      make("button", { class: "cmp-small", text: "Correct …", "aria-expanded": "false", onclick: (e) => view.correctForm(e.target, info) }),
      make("button", { class: "cmp-small", text: "Add to glossary …", "aria-expanded": "false", onclick: (e) => view.termForm(e.target, info) }));
    return row;
  }

  view.refreshCard = () => {};
  view.listen("change:_status", () => { if (!card.hidden) view.refreshCard(); });

  view.copy = async (button) => {
    const { text, simplified, pinyin } = model.get("selection");
    const line = [text, simplified === text ? "" : simplified, pinyin].filter(Boolean).join("\t");
    try {
      await navigator.clipboard.writeText(line);
      button.textContent = "Copied";
    } catch {
      view.tell("The browser did not let the reader copy; select the text and copy it yourself.", "failed");
    }
  };

  // The other places of the word.
  function places(info) {
    const all = store.places(info.entry.simplified);
    const holder = make("details", { class: "cmp-places" });
    if (all.length < 2) return "";
    holder.append(make("summary", { text: `${all.length} places in this article` }));
    const list = make("ul", {});
    for (const [i, at] of all.slice(0, 30)) {
      const p = store.paragraphs()[i];
      const word = store.sequence(p)[at];
      const chars = [...store.text(p)];
      const end = word.start + points(word.entry.text);
      const here = i === info.i && at === info.at;
      list.append(make("li", {}, make("button", { class: "cmp-part", "aria-current": here ? "true" : null, lang: "zh-Hant-HK",
        onclick: () => { const target = view.goTo(i, at, false); if (target) view.openCard(target); } },
      `${word.start > 8 ? "…" : ""}${chars.slice(Math.max(0, word.start - 8), word.start).join("")}`,
      make("strong", { text: chars.slice(word.start, end).join("") }), chars.slice(end, end + 10).join(""))));
    }
    if (all.length > 30) list.append(make("li", { class: "cmp-label", text: `and ${all.length - 30} more: use Find` }));
    holder.append(list);
    holder.addEventListener("toggle", () => view.placeCard());
    return holder;
  }

  // ---- place
  view.placeCard = () => {
    if (card.hidden || !opened) return;
    if (!opened.word.isConnected) { view.closeCard(false); return; }
    const lines = [...opened.word.getClientRects()];
    const at = lines[0] || opened.word.getBoundingClientRect();
    const ends = opened.last === opened.first ? lines : [...opened.last.getClientRects()];
    const last = ends[ends.length - 1] || at;
    const top = Math.min(at.top, last.top);
    const bottom = Math.max(at.bottom, last.bottom);
    const inTop = card.matches(":popover-open");
    const box = root.getBoundingClientRect();
    card.classList.toggle("cmp-sheet", inTop && window.innerWidth < SHEET);
    if (card.classList.contains("cmp-sheet")) {
      for (const name of ["left", "top", "width", "maxHeight"]) card.style[name] = "";
      return;
    }
    const width = Math.min(480, (inTop ? window.innerWidth : box.width) - 2 * GAP);
    card.style.width = `${width}px`;
    card.style.maxHeight = "";
    const height = card.offsetHeight;
    // What the line under the reader says stays in sight.
    const foot = view.foot.firstChild ? view.foot.getBoundingClientRect().top : window.innerHeight;
    const above = top - 2 * GAP;
    const room = Math.min(foot, window.innerHeight) - bottom - 2 * GAP;
    const below = Math.max(room, above) < LOWEST ? window.innerHeight - bottom - 2 * GAP : room;
    let x = Math.max(GAP, Math.min(at.left, window.innerWidth - width - GAP));
    let y;
    const sideways = root.classList.contains("cmp-l-vertical");
    if (sideways && Math.max(at.left, window.innerWidth - at.right) > width + 3 * GAP) {
      // Beside the column: the word is tall there.
      x = at.left > width + 3 * GAP ? at.left - width - 2 * GAP : at.right + 2 * GAP;
      card.style.maxHeight = `${Math.min(window.innerHeight - 2 * GAP, 460)}px`;
      y = Math.max(GAP, Math.min(top, window.innerHeight - card.offsetHeight - GAP));
    } else {
      const under = height <= below || below >= above;
      card.style.maxHeight = `${Math.max(96, Math.min(under ? below : above, 460))}px`;
      y = under ? bottom + GAP : top - GAP - card.offsetHeight;
    }
    card.style.left = `${inTop ? x : x - box.left}px`;
    card.style.top = `${inTop ? y : y - box.top}px`;
  };
  // It follows its word, and goes when the word has left the reader.
  const follow = (event) => {
    if (card.hidden || !opened || card.contains(event.target)) return;
    const word = opened.word.getBoundingClientRect();
    const box = view.scroll.getBoundingClientRect();
    if (word.bottom < box.top || word.top > box.bottom) view.closeCard(false);
    else view.placeCard();
  };
  window.addEventListener("scroll", follow, true);
  view.cleanups.push(() => window.removeEventListener("scroll", follow, true));

  view.intoCard = () => {
    const first = card.querySelector("button, summary");
    if (first) first.focus();
  };

  view.closeCard = (refocus) => {
    if (card.hidden) return;
    const inside = card.contains(focusBeside(card));
    if (card.hidePopover && card.matches(":popover-open")) card.hidePopover();
    card.hidden = true;
    card.replaceChildren();
    view.unmark();
    if ((refocus || inside) && opened && opened.first.isConnected) view.makeCurrent(opened.first, true);
    opened = null;
  };
}
