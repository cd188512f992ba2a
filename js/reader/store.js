// What Python sent, and what follows from it: words in their order, their places, their counts.

import { points } from "../shared/han.js";
import { isWithin } from "../shared/levels.js";

export function makeStore(model) {
  const sequences = new WeakMap(); // paragraph -> its words
  const english = new WeakMap(); // paragraph -> {html, sentences}
  const store = {
    words: () => model.get("_words") || [],
    paragraphs: () => model.get("_paragraphs") || [],
    status: (entry) => (model.get("_status") || {})[entry.s] || "",
  };

  // The words of a paragraph: {n, entry, sentence, start, at}; entry is looked up each time, since it may grow.
  store.sequence = (p) => {
    let found = sequences.get(p);
    if (!found) {
      const words = store.words();
      found = [];
      let start = 0;
      p.n.forEach((numbers, sentence) => {
        for (const n of numbers) {
          const entry = words[n];
          if (entry.k) found.push({ n, entry, sentence, start, at: found.length });
          start += points(entry.t);
        }
      });
      sequences.set(p, found);
    }
    return found;
  };
  // The figures that are no words of their own (35%), in their order.
  store.figures = (p) => p.n.flat().map((n) => store.words()[n]).filter((entry) => entry.d && !entry.k);
  store.text = (p, which = "t") => {
    const words = store.words();
    return p.n.flat().map((n) => (which === "s" ? words[n].s || words[n].t : words[n].t)).join("");
  };
  store.sentenceText = (p, index, which = "t") => {
    const words = store.words();
    return (p.n[index] || []).map((n) => (which === "s" ? words[n].s || words[n].t : words[n].t)).join("");
  };
  // The English of each sentence, as text.
  store.english = (p) => {
    const known = english.get(p);
    if (known && known.html === p.e) return known.sentences;
    const holder = document.createElement("template");
    holder.innerHTML = p.e;
    const sentences = {};
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (holder.content.querySelectorAll(".cmp-e"))) {
      const text = node.querySelector(".cmp-et");
      sentences[Number(node.dataset.s)] = text ? text.textContent : "";
    }
    english.set(p, { html: p.e, sentences });
    return sentences;
  };
  // Whether a word counts as known: marked, in the list, or no harder than the level; "learning" never does.
  store.isKnown = (entry) => {
    const status = store.status(entry);
    if (status) return status === "known";
    if ((model.get("known") || []).includes(entry.s)) return true;
    return entry.l !== undefined && isWithin(entry.l, model.get("level"));
  };
  // All places of a word, by its Simplified form, as [paragraph, word].
  store.places = (simplified) => {
    const found = [];
    store.paragraphs().forEach((p, i) => {
      for (const word of store.sequence(p)) if (word.entry.s === simplified) found.push([i, word.at]);
    });
    return found;
  };
  // The distinct words in order of appearance, with their number of places.
  store.vocabulary = () => {
    const rows = new Map();
    store.paragraphs().forEach((p, i) => {
      for (const word of store.sequence(p)) {
        if (!word.entry.w) continue;
        const row = rows.get(word.entry.s);
        if (row) row.count += 1;
        else rows.set(word.entry.s, { entry: word.entry, count: 1, order: rows.size + 1, place: [i, word.at] });
      }
    });
    return [...rows.values()];
  };
  // The first place of each word, as a set of "paragraph:word".
  store.firsts = () => new Set(store.vocabulary().map((row) => row.place.join(":")));
  return store;
}
