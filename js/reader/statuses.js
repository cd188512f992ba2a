// What a word is to the reader: new, learning (levels 1 to 4), known, ignored. Shown in the text, set by key and on
// the card, each with the place in which the word was met; what other articles say is asked of Python.

import { written } from "../shared/words.js";
import { make, span } from "../shared/dom.js";

const NAMES = { known: "Known", learning: "Learning", ignored: "Ignore" };
const KEYS = { known: "k", learning: "n", ignored: "i" };
export const LEVELS = [1, 2, 3, 4];
const WHAT = { known: "I know this word", learning: "I am learning this word", ignored: "This word is none to learn" };
const PATIENCE = 6000; // milliseconds until a silent kernel is told
const PAUSE = 4000; // between two looks at what another notebook marked

export function withStatuses(view) {
  const { model, store, root } = view;

  // A word is new where nobody marked it, no level or list covers it, and it is no name.
  const isNew = (entry) => entry.kind === "word" && !entry.entity && !store.status(entry) && !store.isKnown(entry);
  view.dressStatus = (node, entry) => {
    const status = store.status(entry);
    const fresh = isNew(entry);
    for (const name of ["known", "learning", "ignored"]) node.classList.toggle(`cmp-${name}`, status === name);
    node.classList.toggle("cmp-new", fresh);
    if (status === "learning") node.dataset.level = String(store.level(entry));
    else delete node.dataset.level;
  };
  view.tellStatus = (word) => {
    const { entry } = view.info(word);
    const status = store.status(entry);
    const told = status === "learning" ? `learning, level ${store.level(entry)}` : status || (isNew(entry) ? "new word" : "");
    if (told) word.setAttribute("aria-description", told);
    else word.removeAttribute("aria-description");
  };

  // ---- marking
  // Where the word was met: on the card, else the current word, else its first place.
  function placeOf(entry) {
    const opened = view.opened()?.first;
    const word = [opened, view.current].find((w) => w?.isConnected && view.info(w).entry.text === entry.text);
    if (word) return view.info(word);
    const [place] = store.places(entry.simplified);
    if (!place) return null;
    const p = store.paragraphs()[place[0]];
    return { p, ...store.sequence(p)[place[1]] };
  }
  // `level` is that of a word being learned; without `fixed` the same mark again takes it off.
  view.setStatus = (entry, status, fixed = false, level = 0) => {
    const all = model.get("_status") || {};
    const before = all[entry.text];
    const now = store.status(entry);
    const value = !fixed && now === status && !(level && level !== store.level(entry)) ? "" : status;
    const own = value === "learning" ? `learning${level || (now === "learning" ? store.level(entry) : 1)}` : value;
    const show = (shown) => {
      const next = { ...model.get("_status") };
      if (shown) next[entry.text] = shown;
      else delete next[entry.text];
      model.set("_status", next);
    };
    const place = placeOf(entry);
    if (view.connected()) show(own); // at once; Python keeps it
    view.ask({ kind: "mark", word: entry.text, status: value, level, row: entry.n, reading: written(entry), paragraph: place?.p.id, start: place?.start },
      { patience: PATIENCE, failed: () => { show(before); view.refreshWords(); } });
  };
  view.markCurrent = (status, level = 0) => {
    if (!view.current) return;
    view.setStatus(view.info(view.current).entry, status, level > 0, level);
    view.tellStatus(view.current);
  };

  // ---- the next word that is new
  view.nextNew = () => {
    const paragraphs = store.paragraphs();
    let i = view.current ? view.current.closest(".cmp-p").cmpAt : 0;
    let at = view.current ? view.current.cmpAt + 1 : 0;
    for (; i < paragraphs.length; i += 1, at = 0) {
      const found = store.sequence(paragraphs[i]).slice(at).find((w) => isNew(w.entry));
      if (!found) continue;
      const word = view.goTo(i, found.at);
      if (word?.classList.contains("cmp-w")) view.openCard(word);
      return;
    }
    view.tell(view.current ? "There is no new word after this one." : "There is no new word.");
  };
  view.restKnown = () => view.ask({ kind: "rest" });

  // ---- the bar
  const toggle = make("button", { class: "cmp-toggle", text: "My words", title: "What each word is to you: new, learning, known (key m)", onclick: () => view.toggleStatuses() });
  const tools = make("div", { class: "cmp-group cmp-mine-tools", role: "group", "aria-label": "My words" }, toggle,
    make("button", { class: "cmp-small", text: "Next new", title: "Go to the next new word (key u)", onclick: () => view.nextNew() }),
    make("button", { class: "cmp-small", text: "Rest known", title: "Mark every other word of this article as known (key a); can be undone", onclick: () => view.restKnown() }));
  view.statusTools = tools;
  view.toggleStatuses = () => view.set("statuses", model.get("statuses") === false);
  view.showStatuses = () => {
    const on = model.get("statuses") !== false;
    root.classList.toggle("cmp-statuses", on);
    toggle.setAttribute("aria-pressed", String(on));
  };
  view.listen("change:statuses", view.showStatuses);
  view.showStatuses();

  // ---- on the card
  view.statusButtons = (info) => {
    const row = make("div", { class: "cmp-mine", role: "group", "aria-label": "What this word is to me" });
    const buttons = [];
    const add = (text, label, title, status, level) => {
      const button = make("button", { class: `cmp-small${level ? " cmp-level" : ""}`, text, "aria-label": label, title, onclick: () => { view.setStatus(info.entry, status, level > 0, level); } });
      buttons.push([button, status, level]);
      row.append(button);
    };
    for (const status of ["learning", "known", "ignored"]) {
      add(NAMES[status], null, `${WHAT[status]} (key ${KEYS[status]})`, status, 0);
      if (status === "learning") for (const level of LEVELS) add(String(level), `Learning, level ${level}`, `${["Just met", "Met a few times", "Nearly there", "Almost known"][level - 1]} (key ${level})`, status, level);
    }
    view.refreshCard = () => {
      const now = store.status(info.entry);
      for (const [button, status, level] of buttons) button.setAttribute("aria-pressed", String(now === status && (!level || store.level(info.entry) === level)));
    };
    view.refreshCard();
    return row;
  };

  // ---- sentences of other articles
  view.elsewhere = (info) => {
    const holder = make("details", { class: "cmp-places cmp-elsewhere", hidden: true });
    if (!view.connected() || info.entry.kind !== "word") return holder;
    view.ask({ kind: "elsewhere", text: info.entry.text, simplified: info.entry.simplified }, { quiet: true });
    view.handlers.elsewhere = (m, own) => {
      if (!own || m.text !== info.entry.text || !holder.isConnected || !m.places.length) return;
      holder.replaceChildren(make("summary", { text: `In ${m.places.length === 1 ? "another article" : `${m.places.length} other articles`} of my library` }),
        make("ul", {}, ...m.places.map(([title, sentence]) => make("li", {}, quoted(sentence, info.entry.text), span(title, "cmp-label", "zh-Hant-HK")))));
      holder.hidden = false;
      view.placeCard();
    };
    holder.addEventListener("toggle", () => view.placeCard());
    return holder;
  };
  function quoted(sentence, word) {
    const line = make("div", { class: "cmp-quote", lang: "zh-Hant-HK" });
    const at = sentence.indexOf(word);
    if (at < 0) line.append(sentence);
    else line.append(sentence.slice(0, at), make("strong", { text: word }), sentence.slice(at + word.length));
    return line;
  }

  // ---- what another notebook, or a review, has changed
  let looked = Date.now();
  const look = () => {
    if (Date.now() - looked < PAUSE || !view.connected()) return;
    looked = Date.now();
    view.ask({ kind: "statuses" }, { quiet: true });
  };
  root.addEventListener("pointerenter", look);
  root.addEventListener("focusin", look);
}
