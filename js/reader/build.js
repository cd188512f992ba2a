// Paragraphs as elements, out of the word table: the very ones that companion/render/paragraphs.py writes for pages
// (tests/browser/test_reader_text.py compares them). A word is made once and copied at its other places.
import { HAN } from "../shared/han.js";
import { toneOf } from "../shared/tones.js";
import { readingOf, spelled } from "../shared/words.js";
import { make } from "../shared/dom.js";
import { whole, wholeWords } from "../shared/whole.js";

const BETWEEN = " · "; // the words of a gloss
const MARK = /^[^\p{L}\p{N}]/u;
const BEGINS = /^[\p{Ps}\p{Pi}]/u; // what ends no line
const ENDS = /^[\p{Pe}\p{Pf}，。、；：！？…,.;:!?%％·～]/u; // what begins none
const PLAIN = { system: "pinyin", lang: "zh-Latn-pinyin", said: false, ruby: "word", tones: false };

// A word's text in parts, as `Words._segments` of companion/render/words.py has them: over each stands one reading.
function parts(word, reading, how) {
  const text = [...word.text];
  const found = [];
  const pieces = how.system === "pinyin" ? spelled(reading.syllables, word.spelling)
    : reading.syllables.map((s, i) => (i ? `${how.system === "wade-giles" ? "-" : " "}${s}` : s));
  const alone = how.ruby === "character" || how.system === "zhuyin";
  const count = reading.syllables.length;
  const cut = (k) => count > 4 && word.spelling.length === count && word.spelling[k] !== "-";
  const toned = (tone, own) => (how.tones ? make("span", { class: `t${tone}` }, own) : own);
  let syllable = 0;
  let open = null; // the part that goes on
  for (let at = 0; at < text.length; at += 1) {
    const f = word.figures.findIndex((figure) => figure.start === at);
    if (f >= 0) {
      found.push(make("ruby", { class: "cmp-f" }, text.slice(at, word.figures[f].end).join(""), make("rt", { lang: how.lang, "aria-hidden": "true", text: reading.figures[f] })));
      at = word.figures[f].end - 1;
      open = null;
    } else if (word.isWord && HAN.test(text[at])) {
      const own = reading.syllables[syllable] || "";
      const tone = toneOf(reading.tones[syllable] || own);
      if (!own) {
        found.push(toned(tone, text[at]));
        open = null;
      } else if (open && !alone && !cut(syllable)) {
        open.base.push(toned(tone, text[at]));
        open.rt.push(toned(tone, pieces[syllable]));
      } else {
        open = { base: [toned(tone, text[at])], rt: [toned(tone, alone ? own : pieces[syllable].replace(/^[ '-]+/, ""))] };
        found.push(open);
      }
      syllable += 1;
    } else {
      found.push(text[at]);
      open = null;
    }
  }
  const once = (own) => (how.tones ? own : [own.join("")]);
  return found.map((part) => (part.rt ? make("ruby", {}, ...once(part.base), make("rt", { lang: how.lang, "aria-hidden": "true" }, ...once(part.rt))) : part));
}

export function makeBuilder(store, asked = () => PLAIN) {
  let table = null;
  let how = PLAIN;
  let spelling = "";
  let originals = [];
  let twins = [];

  function fresh() {
    const now = JSON.stringify(asked());
    if (table === store.table() && now === spelling) return;
    table = store.table();
    spelling = now;
    how = asked();
    originals = [];
    twins = [];
  }
  function original(n) {
    let made = originals[n];
    if (!made) {
      const word = store.word(n);
      const arrived = readingOf(table, word, how.system, how.said);
      const own = arrived ? how : { ...PLAIN, ruby: how.ruby, tones: how.tones }; // till Python has sent it
      const reading = arrived || readingOf(table, word, "pinyin", false);
      if (word.isWord) {
        made = make("span", { class: `cmp-w${word.term ? " cmp-term" : ""}${word.review.length ? " cmp-review" : ""}${[...word.text].length > 4 ? " cmp-long" : ""}`, "data-w": n }, ...parts(word, reading, own),
          make("span", { class: "cmp-g", lang: "en", text: word.meaning || "\u00a0" }));
      } else if (word.figures.length) made = make("span", { class: "cmp-num" }, ...parts(word, reading, own));
      else made = document.createTextNode(word.text);
      made.cmpSpelling = arrived ? spelling : "";
      if (arrived) originals[n] = made;
    }
    const copy = made.cloneNode(true);
    copy.cmpSpelling = made.cmpSpelling;
    copy.cmpRow = n;
    return copy;
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
    const nodes = numbers.map(one);
    const words = numbers.map(store.word);
    if (one === original) keepTogether(words, nodes);
    else for (const [start, end] of wholeWords(words.map((word) => word.text))) joined(nodes, start, end, "cmp-nb");
    span.append(...nodes.filter(Boolean));
    return span;
  });
  // A word and the marks around it stand on one line (`bound` of companion/render/paragraphs.py), with no gap before a mark.
  function keepTogether(words, nodes) {
    let end = 0;
    const figures = new Map(wholeWords(words.map((word) => word.text)));
    for (let at = 0; at < words.length; at += 1) {
      const { isWord } = words[at];
      if (isWord && words[at + 1] && MARK.test(words[at + 1].text)) nodes[at].className = nodes[at].className.replace("cmp-w", "cmp-w cmp-tight");
      if (at < end || !(isWord || figures.has(at))) continue;
      let start = at;
      while (start > end && BEGINS.test(words[start - 1].text)) start -= 1;
      end = figures.get(at) ?? at + 1;
      while (end < words.length && ENDS.test(words[end].text)) end += 1;
      if (end - start < 2 && isWord) continue;
      joined(nodes, start, end, words.slice(start, end).some((word) => word.isWord && [...word.text].length > 4) ? "cmp-nb cmp-loose" : "cmp-nb");
    }
  }
  function joined(nodes, start, end, name) {
    const bound = make("span", { class: name }, ...nodes.slice(start, end));
    nodes.fill(null, start, end);
    nodes[start] = bound;
  }

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
    ? make("span", { class: `cmp-ew${term ? " cmp-term" : ""}`, "data-term": term || null, "data-i": word }, ...whole(text)) : whole(text));

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
    return [make("span", { class: `cmp-e cmp-e-${origin}`, "data-s": i }, make("span", { class: "cmp-et" }, ...own.flatMap(piece)), " ",
      make("span", { class: "cmp-origin", title, text: short }), ...similar), " "];
  }

  return {
    /** Gives a word that stands on the page the reading that is asked for now. */
    respell(node) {
      fresh();
      if (node.cmpSpelling === spelling) return;
      const made = original(node.cmpRow);
      node.cmpSpelling = made.cmpSpelling;
      node.replaceChildren(...made.childNodes);
    },
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
