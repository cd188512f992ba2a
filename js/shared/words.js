// A word of the word table (companion/render/word_table.py; docs/decisions/0021-one-word-table.md), out of its row.

/**
 * @typedef {object} Table
 * @property {string[]} columns
 * @property {string[]} words
 * @property {string[][]} senses
 * @property {Record<string, string>} characters
 * @property {Record<string, string[]>} [syllables]
 * @property {Record<string, any>} terms
 * @property {string[][]} [origins]
 * @property {Record<string, Record<string, string[]>>} [readings]
 */

/**
 * @typedef {object} Word
 * @property {number} n its row
 * @property {string} text
 * @property {string} simplified
 * @property {string[]} pinyin one syllable for each Han character
 * @property {string} kind
 * @property {string} part its part of speech: n, v, adj …
 * @property {string} level By frequency.
 * @property {string} levels What lists say of it: B1 · HSK 4.
 * @property {number} zipf
 * @property {[string, string][]} senses
 * @property {string} meaning
 * @property {string} term
 * @property {string[]} review
 * @property {string} entity
 * @property {string} why
 * @property {string[]} said the syllables with the sandhi of 一 and 不, where they differ
 * @property {{start: number, end: number, words: string[][], said: string[][]}[]} figures
 * @property {string} spelling a sign for each syllable (companion/language/readings/orthography.py); "" where they are joined
 * @property {boolean} isWord whether it has a reading, and so a card
 */

/** @param {string} text */
const parts = (text) => (text ? text.split(" ") : []);
/** @param {string} text */
const figured = (text) => text.split("/").map((word) => word.split(" "));

/** @type {Record<string, string>} */
const SIGNS = { t: "\t", n: "\n", r: "\r" };
/** @param {string} cell */
const unescaped = (cell) => (cell.includes("\\") ? cell.replace(/\\(.)/g, (_, c) => SIGNS[c] ?? c) : cell);

/** The word of row `n`.
 * @param {Table} table
 * @param {number} n
 * @returns {Word} */
export function wordOf(table, n) {
  const row = (table.words[n] ?? "\ufffd").split("\t").map(unescaped);
  /** @type {Record<string, any>} */
  const cells = {};
  table.columns.forEach((name, i) => { cells[name] = row[i] ?? ""; });
  const pinyin = parts(cells.pinyin);
  const flat = cells.senses === "" ? [] : table.senses[Number(cells.senses)] || [];
  /** @type {[string, string][]} */
  const senses = [];
  for (let i = 0; i < flat.length; i += 2) senses.push([flat[i], flat[i + 1]]);
  return {
    n, text: cells.text, simplified: cells.simplified || cells.text, pinyin, kind: cells.kind, part: cells.pos, level: cells.level, levels: cells.levels || "", zipf: Number(cells.zipf || 0),
    senses, meaning: cells.meaning, term: cells.term, review: parts(cells.review), entity: cells.entity, why: cells.why,
    said: parts(cells.said), spelling: cells.spelling || "",
    figures: (cells.figures ? JSON.parse(cells.figures) : []).map((/** @type {any} */ [start, end, words, said]) => ({ start, end, words: figured(words), said: figured(said ?? words) })),
    isWord: pinyin.length > 0 && (cells.kind === "word" || cells.kind === "number"),
  };
}

/** Syllables as one word of pinyin, with the apostrophe before a, e and o.
 * @param {string[]} syllables */
export const joined = (syllables) => syllables.map((s, i) => (i && /^[aāáǎàeēéěèoōóǒò]/.test(s) ? `'${s}` : s)).join("");

/** Each syllable as it stands in its word, by the word's pattern: the same as `spelled` of companion/language/readings/orthography.py.
 * @param {string[]} syllables
 * @param {string} pattern */
export function spelled(syllables, pattern) {
  return syllables.map((syllable, i) => {
    const sign = pattern.length === syllables.length ? pattern[i] : "-";
    const text = "^+".includes(sign) ? syllable.charAt(0).toUpperCase() + syllable.slice(1) : syllable;
    if (!i) return text;
    if (sign === "-") return /^[aāáǎàeēéěèoōóǒò]/i.test(text) ? `'${text}` : text;
    return `${"=+".includes(sign) ? "-" : " "}${text}`;
  });
}

/** A word's pinyin as one writes it.
 * @param {Word} word */
export const written = (word) => spelled(word.pinyin, word.spelling).join("");

const SYSTEMS = ["zhuyin", "wade-giles"]; // as `syllables` has them

/** A word as it is read in a system: its syllables, and the readings of its figures; null where Python has to be asked.
 * @param {Table} table
 * @param {Word} word
 * @param {string} system
 * @param {boolean} said with the sandhi of 一 and 不
 * @returns {{syllables: string[], figures: string[], tones: string[]} | null} */
export function readingOf(table, word, system, said) {
  const own = said && word.said.length ? word.said : word.pinyin;
  const spelledOut = word.figures.map((f) => (said ? f.said : f.words));
  if (system === "pinyin") return { syllables: own, figures: spelledOut.map((f) => f.map(joined).join(" ")), tones: own };
  const at = SYSTEMS.indexOf(system);
  if (at >= 0) {
    const written = (/** @type {string} */ s) => (table.syllables?.[s] || [])[at] ?? s;
    return { syllables: own.map(written), figures: spelledOut.map((f) => f.flat().map(written).join(" ")), tones: own };
  }
  const found = table.readings?.[system]?.[word.n];
  if (!found) return null;
  const syllables = parts(found[0]).map((s) => (s === "-" ? "" : s));
  return { syllables, figures: found.slice(1), tones: syllables };
}
