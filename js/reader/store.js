// What Python sent, and what follows from it: words in their order, their places, their counts.
import { points } from "../shared/han.js";
import { isWithin } from "../shared/levels.js";
import { wordOf } from "../shared/words.js";
import { makeBuilder } from "./build.js";

const SYSTEMS = { pinyin: "zh-Latn-pinyin", zhuyin: "zh-Bopo", "wade-giles": "zh-Latn-wadegile", jyutping: "yue-Latn" }; // with their language tags
const EMPTY = { edition: 0, revision: 0, total: 0, columns: [], words: [], senses: [], origins: [], characters: {}, syllables: {}, terms: {} };

export function makeStore(model) {
  let words = []; // by their row
  let table = null;
  let sentences = new WeakMap(); // paragraph -> its sentences' words, as numbers
  let sequences = new WeakMap(); // paragraph -> its words with their places
  let texts = new WeakMap(); // paragraph -> its English
  const statusOf = (word) => {
    const all = model.get("_status") || {};
    const earlier = model.get("statuses") === undefined; // a notebook that was saved by a version before
    return all[earlier ? word.simplified : word.text] ?? "";
  };
  const store = {
    table() {
      const now = model.get("_table") || EMPTY;
      if (now !== table) {
        table = now;
        words = [];
        sentences = new WeakMap();
        sequences = new WeakMap();
        texts = new WeakMap();
      }
      return table;
    },
    word(n) {
      const now = store.table();
      return (words[n] ||= wordOf(now, n));
    },
    origin: (n) => store.table().origins[n] || ["", "", "", "", ""],
    paragraphs: () => model.get("_paragraphs") || [],
    // What a word is to the reader: "known", "learning", "ignored" or ""; by its form here, in earlier versions by the Simplified one.
    status: (word) => statusOf(word).replace(/\d$/, ""),
    level: (word) => Number(statusOf(word).match(/\d$/)?.[0] ?? (statusOf(word) === "learning" ? 1 : 0)),
    // Everything that Python has not sent yet: paragraphs that are there, and those that there are.
    has: () => [store.paragraphs().length, store.table().total],
    isWhole: () => store.paragraphs().length >= store.table().total,
  };
  const builder = makeBuilder(store, () => {
    const system = model.get("reading") || "pinyin";
    return { system, lang: SYSTEMS[system], said: Boolean(model.get("sandhi")) && system !== "jyutping", ruby: model.get("ruby") || "word", tones: (model.get("tone_colours") || "off") !== "off" };
  });
  store.respell = builder.respell;
  store.build = (p, i) => builder.paragraph(p, i);
  store.buildEnglish = (p) => builder.english(p);

  // The words of each sentence, as numbers of rows.
  store.sentences = (p) => {
    store.table();
    let found = sentences.get(p);
    if (!found) {
      found = p.n.map((numbers) => (numbers ? numbers.split(" ").map(Number) : []));
      sentences.set(p, found);
    }
    return found;
  };
  store.numbers = (p) => store.sentences(p).flat();
  // The words of a paragraph with their places: {entry, sentence, start, at}.
  store.sequence = (p) => {
    store.table();
    let found = sequences.get(p);
    if (!found) {
      found = [];
      let start = 0;
      store.sentences(p).forEach((numbers, sentence) => {
        for (const n of numbers) {
          const entry = store.word(n);
          if (entry.isWord) found.push({ entry, sentence, start, at: found.length });
          start += points(entry.text);
        }
      });
      sequences.set(p, found);
    }
    return found;
  };
  // The figures that are no words of their own (35%), in their order.
  store.figures = (p) => store.numbers(p).map(store.word).filter((entry) => entry.figures.length && !entry.isWord);
  store.text = (p, which = "text") => store.numbers(p).map((n) => store.word(n)[which]).join("");
  store.sentenceText = (p, index, which = "text") => (store.sentences(p)[index] || []).map((n) => store.word(n)[which]).join("");
  // The English of each sentence, as text.
  store.english = (p) => {
    store.table();
    const known = texts.get(p);
    if (known && known.of === p.e) return known.sentences;
    const found = builder.texts(p);
    texts.set(p, { of: p.e, sentences: found });
    return found;
  };
  // Whether a word counts as known: marked or ignored, in the list, or no harder than the level; "learning" never does.
  store.isKnown = (entry) => {
    const status = store.status(entry);
    if (status) return status !== "learning";
    if ((model.get("known") || []).includes(entry.simplified)) return true;
    return isWithin(entry.level, model.get("level"));
  };
  // All places of a word, by its Simplified form, as [paragraph, word].
  store.places = (simplified) => {
    const found = [];
    store.paragraphs().forEach((p, i) => {
      for (const word of store.sequence(p)) if (word.entry.simplified === simplified) found.push([i, word.at]);
    });
    return found;
  };
  // The distinct words in order of appearance, with their number of places.
  store.vocabulary = () => {
    const rows = new Map();
    store.paragraphs().forEach((p, i) => {
      for (const word of store.sequence(p)) {
        if (word.entry.kind !== "word") continue;
        const row = rows.get(word.entry.simplified);
        if (row) row.count += 1;
        else rows.set(word.entry.simplified, { entry: word.entry, count: 1, order: rows.size + 1, place: [i, word.at] });
      }
    });
    return [...rows.values()];
  };
  // The first place of each word, as a set of "paragraph:word".
  store.firsts = () => new Set(store.vocabulary().map((row) => row.place.join(":")));

  // ---- pieces that Python sends: put into the model's own lists, so that a saved notebook has them.
  // Each says where it belongs. Returns false where something before it is missing. All views of a reader have one
  // model, and each of them puts each piece: the second time changes nothing.
  store.put = (m) => {
    const now = store.table();
    const paragraphs = store.paragraphs();
    if (m.edition !== now.edition) return m.edition < now.edition;
    const follows = (list, at) => at <= (Array.isArray(list) ? list.length : Object.keys(list).length);
    for (const name of ["words", "senses", "origins", "syllables", "characters"]) if (!follows(now[name], m[`${name}_at`])) return false;
    if (m.since > now.revision || m.at > paragraphs.length) return false;
    for (const name of ["words", "senses", "origins"]) m[name].forEach((row, i) => { now[name][m[`${name}_at`] + i] ??= row; });
    for (const name of ["syllables", "characters"]) Object.assign(now[name], m[name]);
    if (m.terms) Object.assign(now.terms, m.terms);
    (m.paragraphs || []).forEach((p, i) => { if (m.at + i >= paragraphs.length) paragraphs.push(p); });
    if (m.revision >= now.revision) {
      for (const [at, p] of m.changed || []) if (at < paragraphs.length) paragraphs[at] = p;
      now.revision = m.revision;
    }
    now.total = m.total;
    return true;
  };
  return store;
}
