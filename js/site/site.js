import { letters } from "../shared/folding.js";
import { HAN, HAN_TYPED, points } from "../shared/han.js";

(() => {
  const data = JSON.parse(document.getElementById("site-data").textContent);
  const form = /** @type {HTMLElement} */ (document.querySelector(".site-search"));
  const input = /** @type {HTMLInputElement} */ (document.getElementById("q"));
  const found = /** @type {HTMLElement} */ (document.querySelector(".site-found"));
  const list = /** @type {HTMLElement} */ (document.querySelector(".site-list"));
  const count = document.querySelector(".site-count");
  const MOST = 100;

  // where in a paragraph the query stands: character offsets into its text, or null
  function inText(text, query) {
    const at = text.indexOf(query);
    if (at < 0) return null;
    const start = points(text.slice(0, at));
    return [start, start + points(query)];
  }
  // `reading` has, for each syllable, its place in the text: [[place, "dian"], …]
  function inReading(reading, query) {
    for (let i = 0; i < reading.length; i += 1) {
      let rest = query;
      for (let j = i; j < reading.length; j += 1) {
        const syllable = reading[j][1];
        if (rest.length <= syllable.length) {
          if (syllable.startsWith(rest)) return [reading[i][0], reading[j][0] + 1];
          break;
        }
        if (!rest.startsWith(syllable)) break;
        rest = rest.slice(syllable.length);
      }
    }
    return null;
  }
  // words of English as they stand, whatever their case, accents and spaces; from a word's beginning
  const folded = (/** @type {string} */ text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’‘]/g, "'");
  function inEnglish(text, query) {
    const plain = folded(text), wanted = folded(query).replace(/\s+/g, " ");
    if (plain.length !== text.length) return plain.includes(wanted) ? [0, 0] : null;
    for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
      if (!at || !/[a-z0-9]/.test(plain[at - 1])) return [points(text.slice(0, at)), points(text.slice(0, at + wanted.length))];
    }
    return null;
  }
  const readings = new Map();
  function readingOf(paragraph) {
    if (!readings.has(paragraph)) {
      const syllables = paragraph[3] ? paragraph[3].split(" ") : [];
      const pairs = [];
      let k = 0;
      [...paragraph[1]].forEach((c, place) => { if (HAN.test(c) && k < syllables.length) { if (syllables[k] !== "-") pairs.push([place, syllables[k]]); k += 1; } });
      readings.set(paragraph, pairs);
    }
    return readings.get(paragraph);
  }

  function search() {
    const query = input.value.trim().normalize("NFC");
    const latin = letters(query);
    const wanted = HAN_TYPED.test(query) ? (p) => inText(p[1], query) || inText(p[2] || p[1], query) : latin ? (p) => inReading(readingOf(p), latin) : query ? (p) => inText(p[1], query) : null;
    // each hit is a place in the text, or one in the English
    const english = query.length > 1 && /[a-z0-9]/i.test(query) ? (p) => inEnglish(p[4] || "", query) : () => null;
    list.hidden = Boolean(wanted);
    found.hidden = !wanted;
    found.replaceChildren();
    count.textContent = "";
    if (!wanted) return;
    let hits = 0;
    for (const article of data) {
      for (const paragraph of article.paragraphs) {
        const place = wanted(paragraph);
        const said = place ? null : english(paragraph);
        if (!place && !said) continue;
        hits += 1;
        if (hits <= MOST) found.append(place ? result(article, paragraph, paragraph[1], place) : result(article, paragraph, paragraph[4], said, "en"));
      }
    }
    count.textContent = hits === 0 ? "Nothing was found." : hits === 1 ? "1 paragraph" : `${hits} paragraphs${hits > MOST ? `, the first ${MOST} are shown` : ""}`;
  }
  function result(article, [id], text, place, language = "zh-Hant-HK") {
    const [start, end] = place;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${article.href}#${encodeURIComponent(id)}`;
    link.textContent = article.title;
    link.lang = "zh-Hant-HK";
    const line = document.createElement("p");
    line.lang = language;
    const characters = [...text];
    const wide = language === "en" ? 3 : 1;
    const from = Math.max(0, start - 24 * wide), to = Math.min(characters.length, end + 40 * wide);
    const mark = document.createElement("mark");
    mark.textContent = characters.slice(start, end).join("");
    line.append(from ? "…" : "", characters.slice(from, start).join(""), mark, characters.slice(end, to).join(""), to < characters.length ? "…" : "");
    item.append(link, line);
    return item;
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  let timer = 0;
  input.addEventListener("input", (event) => { if (/** @type {InputEvent} */ (event).isComposing) return; clearTimeout(timer); timer = setTimeout(search, 80); });
  input.addEventListener("compositionend", search);
  form.hidden = false;
})();
