// Find in the original, the Simplified line, the pinyin (with tones or without) and the English.

import { folded } from "../shared/folding.js";
import { HAN_TYPED } from "../shared/han.js";
import { iconButton, make } from "../shared/dom.js";

const MOST = 2000; // results that are counted

export function withFind(view) {
  const { store, root } = view;
  let results = [];
  let at = -1;
  const input = make("input", { class: "cmp-input", type: "search", placeholder: "汉字, pinyin or English", "aria-label": "Find in the article", autocomplete: "off", spellcheck: "false" });
  const count = make("span", { class: "cmp-count", role: "status" });
  view.findPanel = make("div", { class: "cmp-panel cmp-find", role: "search" }, input, count,
    iconButton("up", "Previous place (Shift+Enter)", () => show(at - 1)),
    iconButton("down", "Next place (Enter)", () => show(at + 1)),
    iconButton("close", "Close the search", () => view.openPanel(null, true)));
  view.findInput = input;

  // Where a needle occurs in the joined texts of some words: the first and the last word of each place.
  function inWords(texts, needle, atStart, add) {
    const joined = texts.join("");
    const owner = [];
    const starts = new Set();
    texts.forEach((text, i) => { starts.add(owner.length); for (let n = 0; n < text.length; n += 1) owner.push(i); });
    for (let from = joined.indexOf(needle); from >= 0; from = joined.indexOf(needle, from + 1)) {
      if (!atStart || starts.has(from)) add(owner[from], owner[from + needle.length - 1]);
    }
  }

  function search(query) {
    const found = [];
    const seen = new Set();
    const han = HAN_TYPED.test(query);
    const toned = /[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]/i.test(query);
    const tidy = (text) => (toned ? text.normalize("NFC").toLowerCase() : folded(text));
    const needle = tidy(query).replace(/[\s'’]+/g, "");
    store.paragraphs().forEach((p, i) => {
      if (found.length >= MOST) return;
      const sequence = store.sequence(p);
      const add = (first, last) => {
        const key = `${i}:${first}:${last}`;
        if (!seen.has(key)) { seen.add(key); found.push({ i, first, last }); }
      };
      if (han) {
        const all = store.numbers(p).map(store.word);
        const numbers = [];
        let number = -1;
        for (const word of all) { if (word.isWord) number += 1; numbers.push(Math.max(number, 0)); }
        for (const which of ["text", "simplified"]) {
          inWords(all.map((word) => word[which]), query.trim(), false, (a, b) => add(numbers[a], numbers[b]));
        }
      } else {
        const syllables = [];
        const owners = [];
        for (const word of sequence) for (const s of word.entry.pinyin) { syllables.push(tidy(s)); owners.push(word.at); }
        if (needle) inWords(syllables, needle, true, (a, b) => add(owners[a], owners[b]));
        const plain = folded(query).trim();
        for (const [s, text] of Object.entries(store.english(p))) {
          if (plain && folded(text).includes(plain)) found.push({ i, sentence: Number(s) });
        }
      }
    });
    found.sort((a, b) => a.i - b.i || (a.first ?? 1e9) - (b.first ?? 1e9));
    return found;
  }

  const unmark = () => { for (const node of root.querySelectorAll(".cmp-found")) node.classList.remove("cmp-found"); };
  function nodesOf(result) {
    const section = view.section(result.i);
    if (result.sentence !== undefined) return [...section.querySelectorAll(`.cmp-e[data-s="${result.sentence}"]`)];
    const nodes = [];
    for (let n = result.first; n <= result.last; n += 1) nodes.push(section.cmpWords[n], section.cmpTwins[n]);
    return nodes.filter(Boolean);
  }
  function show(to) {
    unmark();
    if (!results.length) return;
    at = (to + results.length) % results.length;
    const result = results[at];
    const nodes = nodesOf(result);
    for (const node of nodes) node.classList.add("cmp-found");
    if (nodes[0]) {
      const seen = nodes.find((n) => n.getClientRects().length) || nodes[0];
      seen.scrollIntoView({ block: "center", inline: "center" });
      if (result.first !== undefined) view.makeCurrent(view.section(result.i).cmpWords[result.first], false);
    }
    count.textContent = `${at + 1} of ${results.length}${results.length >= MOST ? "+" : ""}`;
  }
  view.find = (query) => {
    unmark();
    at = -1;
    results = query.trim() ? search(query) : [];
    count.textContent = query.trim() && !results.length ? "nothing found" : "";
    if (results.length) show(0);
  };
  input.addEventListener("input", () => view.find(input.value));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") { show(at + (event.shiftKey ? -1 : 1)); event.preventDefault(); }
  });
  view.endFind = unmark;
}
