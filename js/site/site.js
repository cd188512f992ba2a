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
    const wanted = HAN_TYPED.test(query) ? (p) => inText(p[1], query) || inText(p[2] || p[1], query) : latin ? (p) => inReading(readingOf(p), latin) : null;
    list.hidden = Boolean(wanted);
    found.hidden = !wanted;
    found.replaceChildren();
    count.textContent = "";
    if (!wanted) return;
    let hits = 0;
    for (const article of data) {
      for (const paragraph of article.paragraphs) {
        const place = wanted(paragraph);
        if (!place) continue;
        hits += 1;
        if (hits <= MOST) found.append(result(article, paragraph, place[0], place[1]));
      }
    }
    count.textContent = hits === 0 ? "Nothing was found." : hits === 1 ? "1 paragraph" : `${hits} paragraphs${hits > MOST ? `, the first ${MOST} are shown` : ""}`;
  }
  function result(article, [id, text], start, end) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${article.href}#${encodeURIComponent(id)}`;
    link.textContent = article.title;
    link.lang = "zh-Hant-HK";
    const line = document.createElement("p");
    line.lang = "zh-Hant-HK";
    const characters = [...text];
    const from = Math.max(0, start - 24), to = Math.min(characters.length, end + 40);
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
