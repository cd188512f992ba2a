import { letters } from "../shared/folding.js";
import { HAN, HAN_TYPED, points } from "../shared/han.js";
import { load } from "../shared/loading.js";
import { whole } from "../shared/whole.js";
import { articlesOf, chunksOf, counted, isReading, keysOf, plainEnglish, wordsIn } from "./keys.js";

(() => {
  const form = /** @type {HTMLElement | null} */ (document.querySelector(".site-search"));
  if (!form) return;
  const input = /** @type {HTMLInputElement} */ (document.getElementById("q"));
  const found = /** @type {HTMLElement} */ (document.querySelector(".site-found"));
  const list = /** @type {HTMLElement} */ (document.querySelector(".site-all"));
  const more = /** @type {HTMLButtonElement} */ (document.querySelector(".site-more"));
  const count = document.querySelector(".site-count");
  const folder = form.dataset.search;
  const MOST = 100; // paragraphs that are shown at once
  const TOGETHER = 8; // texts that are loaded at once
  const CHUNKS = 24; // of the index, for a query of a letter or two

  // Text in the form that characters count as, whatever their script and variant: as long as it was, in characters.
  /** @type {Map<string, string>} */
  const forms = new Map();
  const formed = (text) => [...text].map((c) => forms.get(c) ?? c).join("");
  async function learnForms() {
    if (forms.size) return;
    const pairs = [...await load("forms", "forms", `${folder}/forms.js`)];
    for (let at = 0; at < pairs.length; at += 2) forms.set(pairs[at], pairs[at + 1]);
  }

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
  // words of English, whatever their case, accents and forms
  function inEnglish(text, query) {
    const place = wordsIn(text, query);
    if (!place) return null;
    return plainEnglish(text).length === text.length ? place.map((at) => points(text.slice(0, at))) : [0, 0];
  }
  // where in a paragraph a word stands whose English has the query, and that English: `able` says of each of the article's meanings whether it has
  function inMeanings(meanings, able, paragraph) {
    for (const word of paragraph[5] ? paragraph[5].split(" ") : []) {
      const [start, n] = word.split(":").map(Number);
      if (able[n]) return { place: [start, start + meanings[n][0]], said: meanings[n][1] };
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

  // which articles may have the query, by the index: only the parts of it that the query needs are loaded
  async function candidates(query) {
    const index = await load("index", "index", `${folder}/index.js`);
    const all = new Set();
    const ways = keysOf(formed(query));
    if (!ways.length) return articlesOf("*", index.articles); // other signs (カメラ, %): every text is looked through
    for (const way of ways) {
      /** @type {Set<number> | null} */
      let those = null;
      for (const { key, whole } of way) {
        const [from, to] = chunksOf(index.first, key, whole);
        const parts = await Promise.all([...Array(Math.min(to - from, CHUNKS)).keys()].map((i) => load("chunk", `${from + i}`, `${folder}/${from + i}.js`)));
        /** @type {Set<number>} */
        const own = new Set();
        for (const [k, written] of parts.flat()) if (whole ? k === key : k.startsWith(key)) for (const n of articlesOf(written, index.articles)) own.add(n);
        those = those ? new Set([...those].filter((n) => own.has(n))) : own;
        if (!those.size) break;
      }
      for (const n of those ?? []) all.add(n);
    }
    return [...all].sort((a, b) => a - b);
  }
  async function textOf(number) {
    const index = await load("index", "index", `${folder}/index.js`);
    const part = Math.floor(number / index.names);
    const names = await load("names", `${part}`, `${folder}/names-${part}.js`);
    const name = names[number % index.names];
    return load("text", name, `articles/${encodeURIComponent(name)}.js`);
  }

  let run = 0;
  async function search() {
    const query = input.value.trim().normalize("NFC");
    const mine = run += 1;
    const address = query ? `#q=${encodeURIComponent(query)}` : "";
    // Back from an article leads to what was found. A browser that keeps no states of pages from a folder goes without.
    if (location.hash !== address) try { history.replaceState(null, "", address || location.pathname + location.search); } catch { /* nothing is lost */ }
    list.hidden = Boolean(query);
    found.hidden = !query;
    more.hidden = true;
    found.replaceChildren();
    count.textContent = "";
    if (!query) return;
    count.textContent = "Searching …";
    const latin = letters(query), figures = counted(query), number = /\d/.test(figures), reading = isReading(query);
    const inForm = (/** @type {string} */ text) => inText(formed(text), formed(query)) || (number ? inText(formed(counted(text)), formed(figures)) : null);
    const written = (p) => inForm(p[1]) || (p[2] ? inForm(p[2]) : null);
    const wanted = HAN_TYPED.test(query) || !latin ? written : (p) => (query.length > 1 ? inEnglish(p[1], query) : null) || (reading ? inReading(readingOf(p), latin) : null);
    // each hit is a place in the text, or one in the English
    const english = !latin ? (number ? (p) => inText(p[4] || "", figures) : () => null) : query.length > 1 ? (p) => inEnglish(p[4] || "", query) : () => null;
    let hits = 0, at = 0, shown = MOST;
    const tell = (/** @type {number} */ left) => {
      const paragraphs = `${hits} paragraph${hits === 1 ? "" : "s"}`;
      if (!left) count.textContent = hits ? paragraphs : "Nothing was found.";
      else count.textContent = `${hits ? `The first ${paragraphs}. ` : ""}${left} more article${left === 1 ? "" : "s"} may have it.`;
      more.hidden = !left || hits < shown;
    };
    async function go(numbers) {
      while (at < numbers.length && hits < shown) {
        const texts = await Promise.all(numbers.slice(at, at + TOGETHER).map(textOf));
        if (mine !== run) return;
        at += texts.length;
        for (const article of texts) {
          const able = latin && query.length > 1 ? article.meanings.map(([, said]) => Boolean(wordsIn(said, query))) : [];
          for (const paragraph of article.paragraphs) {
            const place = wanted(paragraph);
            const said = place ? null : english(paragraph);
            const word = place || said ? null : inMeanings(article.meanings, able, paragraph);
            if (!place && !said && !word) continue;
            hits += 1;
            if (said) found.append(result(article, paragraph, paragraph[4], said, "en"));
            else found.append(result(article, paragraph, paragraph[1], word ? word.place : place, undefined, word?.said));
          }
        }
        tell(numbers.length - at);
      }
      tell(numbers.length - at);
    }
    try {
      if (HAN.test(query)) await learnForms();
      const numbers = await candidates(query);
      if (mine !== run) return;
      more.onclick = () => { shown = hits + MOST; go(numbers); };
      await go(numbers);
    } catch {
      if (mine === run) count.textContent = "The search can't read its files: copy the whole folder of the site.";
    }
  }
  function result(article, [id], text, place, language, meaning) {
    const [start, end] = place;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `articles/${encodeURIComponent(article.name)}.html#${encodeURIComponent(id)}`;
    link.append(...whole(article.title));
    const chinese = article.paragraphs.some((p) => p[2]) ? "zh-Hant-HK" : "zh-Hans"; // as in the list
    link.lang = chinese;
    const line = document.createElement("p");
    line.lang = language ?? chinese;
    const characters = [...text];
    const wide = language === "en" ? 3 : 1;
    const from = Math.max(0, start - 24 * wide), to = Math.min(characters.length, end + 40 * wide);
    const mark = document.createElement("mark");
    mark.textContent = characters.slice(start, end).join("");
    line.append(from ? "…" : "", ...whole(characters.slice(from, start).join("")), mark, ...whole(characters.slice(end, to).join("")), to < characters.length ? "…" : "");
    if (meaning) {
      const english = document.createElement("span");
      english.className = "site-meaning";
      english.lang = "en";
      english.textContent = `${mark.textContent}: ${meaning}`;
      line.append(" ", english);
    }
    item.append(link, line);
    return item;
  }
  // Enter and the arrows go from the query to what was found and through it, / back to the query, Escape empties it.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = /** @type {HTMLElement[]} */ ([...(found.hidden ? list : found).querySelectorAll("li > a")]);
    const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const typing = document.activeElement === input;
    if (event.key === "/" && !typing) { input.focus(); input.select(); }
    else if (event.key === "Escape" && (typing || at >= 0) && input.value) { input.value = ""; input.focus(); search(); }
    else if (links.length && ((typing && event.key === "Enter" && !found.hidden) || (event.key === "ArrowDown" && (typing || at >= 0)))) links[Math.min(at + 1, links.length - 1)].focus();
    else if (event.key === "ArrowUp" && at > 0) links[at - 1].focus();
    else if (event.key === "ArrowUp" && at === 0) input.focus();
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  let timer = 0;
  input.addEventListener("input", (event) => { if (/** @type {InputEvent} */ (event).isComposing) return; clearTimeout(timer); timer = setTimeout(search, 80); });
  input.addEventListener("compositionend", search);
  form.hidden = false;
  const begin = () => {
    const asked = /^#q=(.+)/.exec(location.hash);
    let query = "";
    try { query = asked ? decodeURIComponent(asked[1]) : ""; } catch { /* a link that was cut off */ }
    if (query !== input.value.trim()) { input.value = query; search(); }
  };
  addEventListener("hashchange", begin);
  begin();
})();
