// The card of a word, made of the word table: the same in the reader, on pages and in exercises. Texts are set as
// text; nothing of an article, a glossary or a dictionary is read as HTML.
import { HAN, rubyParts } from "./han.js";
import { spelled, written } from "./words.js";

const REVIEWS = {
  polyphone: "The reading depends on the meaning here; it may be another one.",
  conversion: "The Simplified form depends on the meaning here; it may be another one.",
  "word-ends": "The text may be cut into other words here.",
  "unknown-word": "In neither glossary nor dictionary: perhaps a name.",
};
const LAYERS = { project: "Project glossary", personal: "Your glossary" };
/** @type {Record<string, string>} */
const PARTS = { n: "noun", v: "verb", adj: "adjective", adv: "adverb", num: "number", mw: "measure word", pron: "pronoun", prep: "preposition", conj: "conjunction", phrase: "set phrase" };
const ENTITIES = { person: "Name of a person", place: "Name of a place", organisation: "Name of an organisation" };

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 * @param {string} [lang]
 */
function node(tag, className, text, lang) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  if (lang) made.lang = lang;
  return made;
}

/** A line of parts with spaces between; those that are empty are left out.
 * @param {string} className
 * @param {(Node | string | false | null | undefined)[]} parts */
function line(className, ...parts) {
  const made = node("div", className);
  for (const part of parts) if (part) made.append(...(made.firstChild ? [" "] : []), part);
  return made;
}

/** A Zipf frequency in words.
 * @param {number} zipf */
export function often(zipf) {
  if (!zipf) return "";
  const million = 10 ** (zipf - 3);
  const figure = (/** @type {number} */ n) => Math.round(n).toLocaleString("en");
  if (million >= 1) return `${figure(million)} in a million words`;
  return million < 0.001 ? `${figure(million * 1000)} in a thousand million words` : `1 in ${figure(1 / million)} million words`;
}

/** What a card says of a word: what it means here, then `after` (the buttons of a reader), then the rest.
 * @param {import("./words.js").Table} table
 * @param {import("./words.js").Word} word
 * @param {{simplifiedFirst?: boolean, after?: HTMLElement[]}} [how] simplifiedFirst: the text stands in Simplified, the other form is the Traditional one
 * @returns {HTMLElement[]} */
export function cardOf(table, word, { simplifiedFirst = false, after = [] } = {}) {
  const [here, there] = simplifiedFirst ? ["zh-Hans", "zh-Hant-HK"] : ["zh-Hant-HK", "zh-Hans"];
  const term = table.terms[word.term];
  const made = [line("cmp-card-head", node("span", "cmp-card-word", word.text, here), word.simplified !== word.text && node("span", "cmp-card-simplified", word.simplified, there),
    node("span", "cmp-card-pinyin", written(word), "zh-Latn-pinyin"))];
  // A name that is only spelled has no meaning to lead with: what kind of name it is leads.
  const name = word.meaning === written(word) ? ENTITIES[word.entity] || "" : "";
  const meant = [...new Map([name || word.meaning, ...(term?.english || [])].filter(Boolean).reverse().map((english) => [bare(english), english])).values()].reverse();
  const senses = otherSenses(word, meant);
  const known = word.senses.length > 0 || term || word.kind !== "word";
  if (meant.length) made.push(node("div", "cmp-card-meaning", meant.join("; "), "en"));
  else if (!senses.length) made.push(node("div", "cmp-note", word.kind === "number" ? "A number or date." : "In neither glossary nor dictionary: perhaps a name."));
  made.push(...after);
  if (meant.length && !known && !ENTITIES[word.entity]) made.push(node("div", "cmp-note", meant[0].includes(" + ") ? "In neither glossary nor dictionary: the meaning is put together from its parts." : "In neither glossary nor dictionary: perhaps a name."));
  const part = word.part.split(", ").map((p) => PARTS[p]).filter(Boolean).join(", ");
  if (word.zipf || word.levels || part || (ENTITIES[word.entity] && !name)) {
    const chip = node("span", "cmp-chip", word.levels);
    chip.title = "Level of the glossary, else by frequency, a rough guide; HSK 3.0";
    const count = node("span", "cmp-label", often(word.zipf));
    count.title = `Zipf frequency ${word.zipf} (wordfreq)`;
    made.push(line("cmp-card-facts", part && node("span", "cmp-label", part), word.levels ? chip : null, word.zipf ? count : null, ENTITIES[word.entity] && !name && node("span", "cmp-label", ENTITIES[word.entity])));
  }
  if (term) made.push(termOf(term));
  if (senses.length) {
    const list = node("ul", "cmp-senses");
    for (const [pinyin, english] of senses) {
      const item = node("li", "");
      if (pinyin) item.append(node("span", "cmp-sense-pinyin", pinyin, "zh-Latn-pinyin"), " ");
      item.append(english);
      list.append(item);
    }
    made.push(list);
  }
  const characters = charactersOf(table, word);
  if (characters.length) {
    const list = node("ul", "cmp-characters");
    for (const [character, simplified, syllable, meaning] of characters) {
      const item = node("li", "");
      item.append(node("span", "cmp-character", character, here));
      if (simplified !== character) item.append(node("span", "cmp-character cmp-character-s", simplified, there));
      item.append(" ", node("span", "cmp-sense-pinyin", syllable, "zh-Latn-pinyin"), ` ${meaning}`);
      list.append(item);
    }
    made.push(list);
  }
  for (const review of word.review) {
    if (review === "unknown-word" && (meant.length || !senses.length)) continue; // said already
    made.push(line("cmp-note cmp-check", node("strong", "", "Check:"), REVIEWS[review] || review));
  }
  if (word.senses.length || characters.length) made.push(node("div", "cmp-source", `CC-CEDICT (CC BY-SA 4.0)${word.zipf ? "; frequency: wordfreq" : ""}`));
  return made;
}

/** @param {any} term */
function termOf(term) {
  const made = node("div", "cmp-card-term");
  for (const [name, value, lang] of [["Mainland", term.mainland, "zh-Hans"], ["Taiwan", term.taiwan, "zh-Hant-TW"], ["Cantonese", term.jyutping, "yue-Latn"]]) {
    if (value) made.append(line("", node("span", "cmp-label", name), node("span", "", value, lang)));
  }
  if (term.note) made.append(node("div", "cmp-note", term.note));
  if (term.time) made.append(node("div", "cmp-source", term.time));
  made.append(node("div", "cmp-source", `${LAYERS[term.layer] || "Glossary"}${term.source ? `: ${term.source}` : ""}${term.status === "draft" ? " (draft)" : ""}`));
  return made;
}

/** A meaning without what does not make another of it: brackets, and the small word in front.
 * @param {string} english */
const bare = (english) => english.toLowerCase().replace(/ ?\([^)]*\) ?/g, "").replace(/^(to|an?|the) /, "") || english;

/** What else the dictionary has: the homographs, those with the reading of the text first and without it, and no meaning that is said already.
 * @param {import("./words.js").Word} word
 * @param {string[]} meant
 * @returns {[string, string][]} */
function otherSenses(word, meant) {
  const here = word.pinyin.join(" ").toLowerCase();
  const said = new Set(meant.flatMap((m) => m.split("; ")).map(bare));
  const fits = (/** @type {[string, string]} */ s) => s[0].toLowerCase() === here;
  /** @type {[string, string][]} */
  const found = [];
  for (const sense of [...word.senses.filter(fits), ...word.senses.filter((s) => !fits(s))]) {
    const left = sense[1].split("; ").filter((english) => english && !said.has(bare(english)));
    if (fits(sense)) for (const english of left) said.add(bare(english));
    if (left.length) found.push([fits(sense) ? "" : asWritten(sense[0], word.spelling), left.join("; ")]);
  }
  return found;
}

/** A reading of the dictionary spelled as the word in the text is.
 * @param {string} pinyin
 * @param {string} pattern */
function asWritten(pinyin, pattern) {
  const text = spelled(pinyin.toLowerCase().split(" "), pattern.replaceAll("^", " ").replaceAll("+", "=")).join("");
  return pinyin.charAt(0) === pinyin.charAt(0).toLowerCase() ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of a longer word each character, its Simplified form, reading, meanings.
 * @param {import("./words.js").Table} table
 * @param {import("./words.js").Word} word */
function charactersOf(table, word) {
  const [text, simplified] = [[...word.text], [...word.simplified]];
  const found = [];
  let at = 0;
  for (const [base, syllable] of rubyParts(word.text, word.pinyin)) {
    if (syllable && HAN.test(base)) found.push([base, text.length === simplified.length ? simplified[at] : base, syllable, table.characters[`${base} ${syllable} ${word.text}`] || table.characters[`${base} ${syllable}`] || ""]);
    at += [...base].length;
  }
  return found.length > 1 ? found : [];
}
