// By which keys a query is looked up: the same as those of companion/render/search_keys.py.
import { letters } from "../shared/folding.js";
import { HAN } from "../shared/han.js";

const LETTERS = 6;
const FIGURES = "〇一二三四五六七八九";

/** Figures one after the other as 0 to 9, however they are written: the same as `counted` of companion/render/search_keys.py.
 * @param {string} text */
export const counted = (text) => text.replace(/[〇零○◯一二三四五六七八九]{2,}|[０-９]+/g, (run) => [...run].map((c) => {
  if (c >= "０" && c <= "９") return String.fromCharCode(c.charCodeAt(0) - 0xfee0);
  return Math.max(0, FIGURES.indexOf(c));
}).join(""));

/** Words of English as they are looked for: whatever their case, accents and quotation marks.
 * @param {string} text */
export const plainEnglish = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’‘]/g, "'");

/** What an English word has in common with its plural, -ed and -ing form: the same as `stem` of companion/render/search_keys.py.
 * @param {string} word in small letters, without accents */
export function stem(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith("ies")) word = word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  else if (word.endsWith("oes")) word = word.slice(0, -2);
  else if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) word = word.slice(0, -1);
  let base = word;
  if (word.endsWith("ied")) base = word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  else if (word.endsWith("eed")) base = word.length > 5 && /(?:gr|cr|t|f|r)eed$/.test(word) ? word.slice(0, -1) : word;
  else if (/(?:ed|ing)$/.test(word)) {
    const rest = word.slice(0, word.endsWith("ed") ? -2 : -3);
    if (/[aeiouy]/.test(rest)) base = rest.length === 2 && (word.endsWith("ed") || !/[aeiouy]$/.test(rest)) ? `${rest}e` : rest;
  }
  if (base.length > 3 && base.endsWith("e") && /[aeiouy]/.test(base.slice(0, -1))) base = base.slice(0, -1);
  return base.length > 3 && /([bcdfghjklmnpqrstvwxz])\1$/.test(base) ? base.slice(0, -1) : base;
}

/** With what all forms of a word begin that is being typed (polici → polic, police → polic).
 * @param {string} word */
const beginning = (word) => {
  const bare = word.length > 4 ? word.replace(/(?:in?g?|i?e[sd]?|s|y)$/, "") : word;
  const once = bare.length > 3 ? bare.replace(/([bcdfghjklmnpqrstvwxz])\1$/, "$1") : bare;
  return [stem(word), once].reduce((a, b) => (b.length < a.length ? b : a));
};

/** Where words of English stand in a text, in any of their forms and from a word's beginning; null where they do not.
 * @param {string} text
 * @param {string} query
 * @returns {[number, number] | null} from, and up to, in UTF-16 units of the plain text */
export function wordsIn(text, query) {
  const wanted = plainEnglish(query).match(/[a-z0-9]+/g) || [];
  if (!wanted.length) return null;
  const stems = wanted.map(stem), last = wanted.length - 1;
  const there = [...plainEnglish(text).matchAll(/[a-z0-9]+/g)];
  for (let i = 0; i + last < there.length; i += 1) {
    let k = 0;
    while (k <= last) {
      const { 0: word, index } = there[i + k];
      const before = k ? there[i + k - 1] : null;
      if (before && /[.;:!?。；：！？\p{Script=Han}]/u.test(text.slice(before.index + before[0].length, index)) && !/[.:]/.test(query)) break;
      if (stem(word) !== stems[k] && !(k === last && word.startsWith(wanted[k]))) break;
      k += 1;
    }
    if (k > last) return [there[i].index, there[i + last].index + there[i + last][0].length];
  }
  return null;
}

/** Whether a query may be a reading: letters, and figures only as tones (dian4 pian4).
 * @param {string} query */
export const isReading = (query) => !/[06-9]|\d\d|^\d/.test(query);

/** The ways in which an article may have a query: each is a list of keys that it must have all of.
 * @param {string} query
 * @returns {{key: string, whole: boolean}[][]} `whole`: the key as it is, else all that begin so */
export function keysOf(query) {
  /** @type {{key: string, whole: boolean}[]} */
  const han = [], figures = [];
  let run = "";
  const plain = counted(query);
  for (const [number] of plain.matchAll(/\d+/g)) {
    if (number.length === 1) figures.push({ key: `d${number}`, whole: true });
    else for (let at = 1; at < number.length; at += 1) figures.push({ key: `d${number[at - 1]}${number[at]}`, whole: true });
  }
  for (const c of [...plain, " "]) {
    if (HAN.test(c)) {
      const last = [...run].pop();
      if (last) han.push({ key: `h${last}${c}`, whole: true });
      run += c;
      continue;
    }
    if ([...run].length === 1) han.push({ key: `h${run}`, whole: true });
    run = "";
  }
  const latin = letters(query);
  if (han.length || (figures.length && !latin)) return [[...han, ...figures]];
  const ways = [];
  if (latin && isReading(query)) ways.push([{ key: `p${latin.slice(0, LETTERS)}`, whole: latin.length >= LETTERS }]);
  const words = plainEnglish(query).match(/[a-z0-9]+/g) || [];
  if (words.length && query.length > 1) ways.push(words.map((word, i) => (i < words.length - 1 ? { key: `e${stem(word)}`, whole: true } : { key: `e${beginning(word)}`, whole: false })));
  return ways;
}

/** Numbers of articles out of the index: the steps between them in base 36, or all.
 * @param {string} written
 * @param {number} count */
export function articlesOf(written, count) {
  if (written === "*") return Array.from({ length: count }, (_, i) => i);
  let at = 0;
  return written.split(" ").map((step) => { at += parseInt(step, 36); return at; });
}

/** The chunks in which keys may stand: `first` has the first key of each.
 * @param {string[]} first
 * @param {string} key
 * @param {boolean} whole
 * @returns {[number, number]} from, and up to */
export function chunksOf(first, key, whole) {
  const after = (/** @type {string} */ limit) => { // how many begin before or at it
    let low = 0, high = first.length;
    while (low < high) { const middle = (low + high) >> 1; if (first[middle] <= limit) low = middle + 1; else high = middle; }
    return low;
  };
  return [Math.max(0, after(key) - 1), Math.max(after(key), whole ? 0 : after(`${key}\uffff`))];
}
