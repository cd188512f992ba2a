// What goes to Python and what comes back. What Python sends piece by piece is put into the model's
// own lists, so that a saved notebook has it; each piece says where it belongs, so that a second
// view of the same reader does no harm.

import { iconButton, make } from "./dom.js";

const PATIENCE = 8000; // milliseconds until a silent kernel is told

export function withKernel(view) {
  const { model, store, root } = view;
  const waiting = new Map();
  let number = 0;

  view.ask = (message) => {
    const id = `${view.id}-${number += 1}`;
    waiting.set(id, setTimeout(() => {
      waiting.delete(id);
      view.tell("Python does not answer. Run the cell again to connect the reader.", "failed");
      const waits = view.card.querySelector(".cmp-waiting");
      if (waits) waits.textContent = "Python does not answer: run the cell again.";
    }, PATIENCE));
    try {
      model.send({ ...message, id });
    } catch (error) {
      clearTimeout(waiting.get(id));
      waiting.delete(id);
      view.tell(`The reader is not connected to Python (${error.message}). Run the cell again.`, "failed");
    }
  };
  view.cleanups.push(() => { for (const timer of waiting.values()) clearTimeout(timer); });

  view.setStatus = (entry, status, fixed = false) => {
    const now = store.status(entry);
    const value = !fixed && now === status ? "" : status;
    const all = { ...model.get("_status") };
    if (value) all[entry.s] = value;
    else delete all[entry.s];
    model.set("_status", all); // shown at once; Python keeps it
    view.ask({ kind: "mark", word: entry.s, status: value });
  };
  view.wantReading = (system) => {
    if (system === "pinyin" || store.words().every((w) => (!w.k || (w.r && w.r[system])) && (!w.d || w.d[system]))) return;
    view.ask({ kind: "reading", system });
  };

  // ---- the line under the reader: errors, and what can be undone
  view.tell = (text, kind = "told", undo = false) => {
    view.foot.replaceChildren();
    view.foot.className = `cmp-foot cmp-${kind}`;
    if (!text) return;
    view.foot.append(make("span", { text }));
    if (undo) view.foot.append(make("button", { class: "cmp-small", text: "Undo", onclick: () => view.ask({ kind: "undo" }) }));
    view.foot.append(iconButton("close", "Close the message", () => view.tell("")));
  };

  const put = (list, at, values) => values.forEach((value, i) => { list[at + i] = value; });
  const HANDLERS = {
    more(m) {
      put(store.words(), m.words_at, m.words);
      put(store.paragraphs(), m.at, m.paragraphs);
      view.fill();
      view.redressSoon();
    },
    levels(m) {
      const words = store.words();
      m.values.forEach(([n, level, zipf]) => { words[n].l = level; words[n].z = zipf; });
      view.redressSoon();
    },
    readings(m) {
      const words = store.words();
      m.values.forEach(([n, syllables, figures]) => {
        if (syllables) words[n].r = { ...words[n].r, [m.system]: syllables };
        if (figures) words[n].d = { ...words[n].d, [m.system]: figures };
      });
      view.redressSoon();
    },
    cards(m) {
      Object.assign(model.get("_cards"), m.cards);
      for (const key of Object.keys(m.cards)) view.cardArrived(key);
    },
    phrase(m) { view.phraseArrived(m.text, m.html); },
    paragraph(m) {
      put(store.words(), m.words_at, m.words);
      store.paragraphs()[m.at] = m.paragraph;
      for (const key of m.drop) delete model.get("_cards")[key];
      view.replace(m.at);
    },
    english(m) {
      for (const [at, html] of m.lines) { store.paragraphs()[at].e = html; view.replaceEnglish(at); }
    },
    // A file that this view asked for, which the browser saves.
    file(m, own) {
      if (!own) return;
      const bytes = Uint8Array.from(atob(m.data), (c) => c.charCodeAt(0));
      const url = URL.createObjectURL(new Blob([bytes], { type: m.type }));
      const link = make("a", { href: url, download: m.name, hidden: true });
      root.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(url), 60000);
      view.tell(`${m.name}: ${m.count} words.`);
    },
    told(m) { view.tell(m.text, "told", m.undo); },
    failed(m) { view.tell(m.text, "failed"); },
    done() {},
  };
  view.redressSoon = () => {
    if (view.soon) return;
    view.soon = true;
    view.later(() => { view.soon = false; view.redress(); view.refreshWords(); });
  };
  view.listen("msg:custom", (message) => {
    const own = waiting.has(message.id);
    if (message.id) { clearTimeout(waiting.get(message.id)); waiting.delete(message.id); }
    const handler = HANDLERS[message.kind];
    if (handler) handler(message, own);
  });

  // ---- notices, and the progress of a translation
  view.showNotices = () => {
    view.status.replaceChildren();
    for (const notice of model.get("notices") || []) {
      const line = make("div", { class: "cmp-notice" });
      const at = notice.indexOf("companion models install");
      line.append(at < 0 ? notice : notice.slice(0, at));
      if (at >= 0) line.append(make("code", { text: notice.slice(at) }));
      view.status.append(line);
    }
    const progress = model.get("progress");
    if (progress >= 0 && progress < 1) {
      view.status.append(make("div", { class: "cmp-progress" },
        make("progress", { max: "1", value: progress, "aria-label": "Translation" }),
        make("span", { text: `Translating: ${Math.round(progress * 100)} %` }),
        make("button", { class: "cmp-small", text: "Cancel", onclick: () => view.ask({ kind: "cancel" }) })));
    }
  };
  view.listen("change:notices", view.showNotices);
  view.listen("change:progress", view.showNotices);
  view.listen("change:error", () => { if (model.get("error")) view.tell(model.get("error"), "failed"); });
}
