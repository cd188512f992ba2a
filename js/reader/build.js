// Paragraphs as elements, out of the word table: the very ones that companion/render/paragraphs.py writes for pages
// (tests/browser/test_reader_text.py compares them). A word is made once and copied at its other places.
import { HAN } from "../shared/han.js";
import { toneOf } from "../shared/tones.js";
import { readingOf } from "../shared/words.js";
import { make } from "./dom.js";

const BETWEEN = " · "; // the words of a gloss
const LANGUAGE = "zh-Latn-pinyin";

const ruby = (className, base, reading) => make("ruby", { class: className }, base, make("rt", { lang: LANGUAGE, "aria-hidden": "true", text: reading }));

// A word's text in parts: Han characters with their syllable, figures with their reading, other runs as they are.
function parts(word, reading) {
  const text = [...word.text];
  const found = [];
  let syllable = 0;
  for (let at = 0; at < text.length; at += 1) {
    const f = word.figures.findIndex((figure) => figure.start === at);
    if (f >= 0) {
      found.push(ruby("cmp-f", text.slice(at, word.figures[f].end).join(""), reading.figures[f]));
      at = word.figures[f].end - 1;
    } else if (word.isWord && HAN.test(text[at])) {
      const own = reading.syllables[syllable] || "";
      found.push(own ? ruby(`t${toneOf(own)}`, text[at], own) : text[at]);
      syllable += 1;
    } else found.push(text[at]);
  }
  return found;
}

export function makeBuilder(store) {
  let table = null;
  let originals = [];
  let twins = [];

  function fresh() {
    if (table === store.table()) return;
    table = store.table();
    originals = [];
    twins = [];
  }
  function original(n) {
    let made = originals[n];
    if (!made) {
      const word = store.word(n);
      const reading = readingOf(table, word, "pinyin", false);
      if (word.isWord) {
        made = make("span", { class: `cmp-w${word.term ? " cmp-term" : ""}${word.review.length ? " cmp-review" : ""}`, "data-w": n }, ...parts(word, reading),
          make("span", { class: "cmp-g", lang: "en", text: word.meaning || "\u00a0" }));
      } else if (word.figures.length) made = make("span", { class: "cmp-num" }, ...parts(word, reading));
      else made = document.createTextNode(word.text);
      originals[n] = made;
    }
    return made.cloneNode(true);
  }
  function twin(n) {
    let made = twins[n];
    if (!made) {
      const word = store.word(n);
      made = word.isWord ? make("span", { class: "cmp-v", "data-w": n, text: word.simplified }) : document.createTextNode(word.simplified);
      twins[n] = made;
    }
    return made.cloneNode(true);
  }

  const line = (p, one) => store.sentences(p).map((numbers, i) => {
    const span = make("span", { class: "cmp-n", "data-s": i });
    for (const n of numbers) span.append(one(n));
    return span;
  });

  // The pieces of a sentence's English: [text, term, number of the word that it glosses].
  function pieces(sentence, numbers) {
    const [origin] = store.origin(sentence.from);
    if (origin === "gloss") {
      let number = 0;
      const glossed = [];
      for (const n of numbers) {
        const word = store.word(n);
        if (word.meaning) glossed.push([word.meaning, word.term, word.isWord ? number : null]);
        if (word.isWord) number += 1;
      }
      const texts = sentence.text === undefined ? glossed.map(([text]) => text) : sentence.text.split(BETWEEN);
      if (texts.length !== glossed.length) return [[sentence.text, "", null]];
      return texts.flatMap((text, i) => [...(i ? [[BETWEEN.replace(" ", "\u00a0"), "", null]] : []), [text, glossed[i][1], glossed[i][2]]]);
    }
    const text = [...(sentence.text || "")];
    const found = [];
    let at = 0;
    for (const [start, end, term] of sentence.terms || []) {
      found.push([text.slice(at, start).join(""), "", null], [text.slice(start, end).join(""), term, null]);
      at = end;
    }
    return [...found, [text.slice(at).join(""), "", null]].filter(([own]) => own);
  }
  const piece = ([text, term, word]) => (term || word !== null
    ? make("span", { class: `cmp-ew${term ? " cmp-term" : ""}`, "data-term": term || null, "data-i": word, text }) : text);

  function near({ score, english, compared }) {
    const marked = make("span", { lang: "zh" });
    for (const [tag, theirs, ours] of compared) {
      if (tag === "equal") marked.append(theirs);
      else marked.append(...(theirs ? [make("del", { text: theirs })] : []), ...(ours ? [make("ins", { text: ours })] : []));
    }
    return make("span", { class: "cmp-near" }, `[memory ${score} %: ${english ? "" : "for "}`, marked, ...(english ? [" ", make("span", { class: "cmp-near-en", text: english })] : []), "]");
  }

  function sentence(data, numbers, i) {
    if (!data) return [];
    const [origin, label, short, engine, reason] = store.origin(data.from);
    const own = pieces(data, numbers);
    const similar = data.near ? [" ", near(data.near)] : [];
    if (!own.length && origin === "memory") {
      return [make("span", { class: "cmp-e cmp-e-memory", "data-s": i }, make("span", { class: "cmp-origin", title: `${engine} (${reason})`, text: "see before" })), " "];
    }
    if (!own.length) {
      return [make("span", { class: "cmp-e cmp-e-none", "data-s": i }, make("span", { class: "cmp-origin", title: reason, text: "no English" }), ...similar), " "];
    }
    const title = `${label}${engine ? `: ${engine}` : ""}${data.near && !data.near.english ? `, written for a similar sentence: ${data.near.text}` : ""}${reason ? ` (${reason})` : ""}`;
    return [make("span", { class: `cmp-e cmp-e-${origin}`, "data-s": i }, make("span", { class: "cmp-et" }, ...own.map(piece)), " ",
      make("span", { class: "cmp-origin", title, text: short }), ...similar), " "];
  }

  return {
    english(p) {
      fresh();
      const numbers = store.sentences(p);
      return make("p", { class: "cmp-en", lang: "en" }, ...p.e.flatMap((data, i) => sentence(data, numbers[i] || [], i)));
    },
    /** The English of each sentence as text, by its number. */
    texts(p) {
      const numbers = store.sentences(p);
      return Object.fromEntries(p.e.flatMap((data, i) => (data ? [[i, pieces(data, numbers[i] || []).map(([text]) => text).join("")]] : [])));
    },
    paragraph(p, i) {
      fresh();
      const tag = p.kind === "headline" ? (i === 0 ? "h2" : "h3") : "p";
      return make("section", { class: `cmp-p cmp-${p.kind}${p.review ? " cmp-p-review" : ""}`, "data-p": p.id },
        make(tag, { class: "cmp-o", lang: "zh-Hant-HK" }, ...line(p, original)), make("p", { class: "cmp-s", lang: "zh-Hans" }, ...line(p, twin)), this.english(p));
    },
  };
}
