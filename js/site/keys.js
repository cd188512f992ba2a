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
  if (words.length && query.length > 1) ways.push(words.map((word, i) => ({ key: `e${word}`, whole: i < words.length - 1 })));
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
