// The current word, and the marks that show a word and its sentence in all four lines.

import { points } from "../shared/han.js";
import { toTop } from "../shared/dom.js";

export function withWords(view) {
  const { model, store, text, root } = view;
  view.current = null; // the word that Tab reaches
  view.anchor = null; // where a selection with Shift began

  view.makeCurrent = (word, focus) => {
    if (!word) return;
    if (view.current && view.current !== word) {
      view.current.tabIndex = -1;
      view.current.removeAttribute("role");
      view.current.removeAttribute("aria-haspopup");
    }
    view.current = word;
    word.tabIndex = 0;
    word.setAttribute("role", "button");
    word.setAttribute("aria-haspopup", "dialog");
    view.tellStatus(word);
    if (focus) {
      word.focus({ preventScroll: true });
      toTop(word);
    }
  };

  const sectionOf = (node) => node.closest(".cmp-p");
  const infoOf = (view.info = (word) => {
    const section = sectionOf(word);
    const i = section.cmpAt;
    return { i, p: store.paragraphs()[i], section, ...store.sequence(store.paragraphs()[i])[word.cmpAt] };
  });
  view.original = (word) => (word.classList.contains("cmp-w") ? word : sectionOf(word).cmpWords[word.cmpAt]);

  const MARKS = ["cmp-on", "cmp-sentence-on"];
  view.unmark = () => {
    for (const node of root.querySelectorAll(".cmp-on, .cmp-sentence-on")) node.classList.remove(...MARKS);
  };
  // One word, or the words from `first` to `last` of a paragraph, in every line.
  view.mark = (first, last = first) => {
    view.unmark();
    const { i, p, section } = infoOf(first);
    const sequence = store.sequence(p);
    const sentences = new Set();
    for (let at = first.cmpAt; at <= last.cmpAt; at += 1) {
      const word = sequence[at];
      sentences.add(word.sentence);
      for (const line of [section.cmpWords, section.cmpTwins]) if (line[at]) line[at].classList.add("cmp-on");
      const base = sequence.findIndex((w) => w.sentence === word.sentence);
      const place = `.cmp-e[data-s="${word.sentence}"] .cmp-ew`;
      const term = word.entry.term ? `${place}[data-term="${CSS.escape(word.entry.term)}"]:not([data-i])` : null;
      for (const node of section.querySelectorAll(`${place}[data-i="${at - base}"]${term ? `, ${term}` : ""}`)) node.classList.add("cmp-on");
    }
    for (const s of sentences) {
      for (const node of section.querySelectorAll(`.cmp-e[data-s="${s}"]`)) node.classList.add("cmp-sentence-on");
    }
    return i;
  };
  // A sentence of the English marks its words; a piece of it that renders a term marks the term.
  view.markEnglish = (node) => {
    const section = sectionOf(node);
    const sentence = node.closest(".cmp-e");
    const piece = node.closest(".cmp-ew");
    view.unmark();
    sentence.classList.add("cmp-sentence-on");
    for (const n of section.querySelectorAll(`.cmp-n[data-s="${Number(sentence.dataset.s)}"]`)) n.classList.add("cmp-sentence-on");
    if (!piece) return;
    piece.classList.add("cmp-on");
    const sequence = store.sequence(store.paragraphs()[section.cmpAt]).filter((w) => w.sentence === Number(sentence.dataset.s));
    const meant = sequence.filter((w, at) => (piece.dataset.i !== undefined ? at === Number(piece.dataset.i) : w.entry.term === piece.dataset.term));
    for (const w of meant) for (const line of [section.cmpWords, section.cmpTwins]) if (line[w.at]) line[w.at].classList.add("cmp-on");
  };

  // ---- steps
  view.step = (by) => {
    const section = sectionOf(view.current);
    const target = section.cmpWords[view.current.cmpAt + by];
    if (target) return target;
    for (let i = section.cmpAt + by; i >= 0 && i < view.sections.length; i += by) {
      const words = view.section(i).cmpWords;
      if (words.length) return by > 0 ? words[0] : words[words.length - 1];
    }
    return view.current;
  };
  // The nearest word on the line before or after; in the vertical layout lines are columns.
  view.line = (direction) => {
    const vertical = root.classList.contains("cmp-l-vertical");
    const box = (node) => {
      const r = node.getBoundingClientRect();
      return vertical ? { top: -r.right, height: r.width, middle: (r.top + r.bottom) / 2 } : { top: r.top, height: r.height, middle: (r.left + r.right) / 2 };
    };
    const from = box(view.current);
    let best = null;
    let row = null;
    let i = sectionOf(view.current).cmpAt;
    let at = view.current.cmpAt + direction;
    for (; i >= 0 && i < view.sections.length; i += direction) {
      const words = view.section(i).cmpWords;
      if (at === null) at = direction > 0 ? 0 : words.length - 1;
      for (; at >= 0 && at < words.length; at += direction) {
        const here = box(words[at]);
        const apart = (here.top - from.top) * direction;
        if (apart < from.height / 2) continue;
        if (row === null) row = here.top;
        if (Math.abs(here.top - row) > from.height / 2) return best.word;
        const distance = Math.abs(here.middle - from.middle);
        if (!best || distance < best.distance) best = { word: words[at], distance };
      }
      if (best) return best.word;
      at = null;
    }
    return best ? best.word : view.step(direction);
  };

  view.goTo = (i, at, focus = true) => {
    const section = view.section(i);
    if (!section) return null;
    toTop(section, "start");
    const word = section.cmpWords[at];
    if (word) {
      view.makeCurrent(word, false);
      word.scrollIntoView({ block: "center", inline: "center" });
      if (focus) word.focus({ preventScroll: true });
    }
    return word || section;
  };

  // What Python sees as `selection`.
  view.select = (first, last = first) => {
    const { p, start, sentence } = infoOf(first);
    const words = store.sequence(p).slice(first.cmpAt, last.cmpAt + 1);
    const tail = words[words.length - 1];
    const end = tail.start + points(tail.entry.text);
    const chars = [...store.text(p)];
    model.set("selection", {
      text: chars.slice(start, end).join(""),
      simplified: words.map((w) => w.entry.simplified).join(""),
      pinyin: words.map((w) => w.entry.pinyin.join(" ")).join(" "),
      paragraph: p.id,
      start,
      end,
      sentence,
    });
    model.save_changes();
    return model.get("selection");
  };

  text.addEventListener("pointerover", (event) => {
    if (!view.card.hidden) return;
    const word = event.target.closest(".cmp-w, .cmp-v");
    if (word && word.cmpAt !== undefined) { view.mark(view.original(word)); return; }
    const english = event.target.closest(".cmp-e:not(.cmp-veiled)");
    if (english) view.markEnglish(event.target);
  });
  text.addEventListener("pointerleave", () => { if (view.card.hidden) view.unmark(); });
}
