// The text itself. Paragraphs near the screen are built from their fragments; the others wait as
// plain text, so that a long article shows at once and the browser's own search finds everything.

import { make } from "../shared/dom.js";
import { focusBeside } from "../shared/focus.js";

const CHUNK_MS = 10;
const BUILT_AHEAD = 25000; // characters that are built without being asked for

export function withText(view) {
  const { model, store, text } = view;
  view.sections = [];
  let observer = null;
  let ahead = 0;
  let next = 0;
  let firsts = null;
  const shown = []; // the paragraphs as they stand on the page

  const pending = (p, i) => {
    const node = make("section", { class: `cmp-p cmp-${p.kind} cmp-pending` },
      make("p", { class: "cmp-o", lang: "zh-Hant-HK", text: store.text(p) }));
    node.cmpAt = i;
    return node;
  };

  view.place = () => (view.root.classList.contains("cmp-l-vertical") ? text : view.scroll);

  // A built paragraph, built now if it was not.
  view.section = (i) => {
    const now = view.sections[i];
    if (!now || !now.classList.contains("cmp-pending")) return now;
    const built = store.build(store.paragraphs()[i], i);
    built.cmpAt = i;
    dress(built, i);
    now.replaceWith(built);
    view.sections[i] = built;
    if (observer) observer.unobserve(now);
    return built;
  };
  view.wordAt = (i, at) => (view.section(i) || { cmpWords: [] }).cmpWords[at];

  function dress(section, i) {
    section.cmpWords = [...section.querySelectorAll(".cmp-w")];
    section.cmpFigures = [...section.querySelectorAll(".cmp-num")];
    section.cmpTwins = [...section.querySelectorAll(".cmp-v")];
    section.cmpWords.forEach((node, at) => { node.cmpAt = at; });
    section.cmpTwins.forEach((node, at) => { node.cmpAt = at; });
    classes(section, i);
    veil(section);
  }
  // What a word's look depends on: how the reading is asked for, and the learner's marks.
  function classes(section, i) {
    const mode = model.get("pinyin_for");
    const sequence = store.sequence(store.paragraphs()[i]);
    if (mode === "first" && !firsts) firsts = store.firsts();
    section.cmpWords.forEach((node, at) => {
      const { entry } = sequence[at];
      let quiet = false;
      if (mode === "none") quiet = true;
      else if (mode === "terms") quiet = !entry.term;
      else if (mode === "above-level") quiet = store.isKnown(entry);
      else if (mode === "first") quiet = !firsts.has(`${i}:${at}`);
      node.classList.toggle("cmp-q", quiet);
      view.dressStatus(node, entry);
      store.respell(node);
    });
    section.cmpFigures.forEach((node) => {
      node.classList.toggle("cmp-q", mode === "none" || mode === "terms");
      store.respell(node);
    });
  }
  view.redress = () => {
    firsts = null;
    view.sections.forEach((section, i) => { if (section.cmpWords) classes(section, i); });
  };

  // ---- English that is hidden until it is asked for
  function veil(section) {
    const hidden = Boolean(model.get("english_hidden"));
    for (const node of section.querySelectorAll(".cmp-e")) {
      node.classList.toggle("cmp-veiled", hidden);
      for (const inner of node.querySelectorAll(".cmp-et, .cmp-near-en")) inner.toggleAttribute("inert", hidden);
      if (hidden) node.title = "Click to see the English (key t)";
      else node.removeAttribute("title");
    }
  }
  view.veilAll = () => { for (const s of view.sections) if (s.cmpWords) veil(s); };
  view.reveal = (nodes) => {
    const all = [...nodes];
    const open = all.some((node) => node.classList.contains("cmp-veiled"));
    for (const node of all) {
      if (!model.get("english_hidden")) continue;
      node.classList.toggle("cmp-veiled", !open);
      for (const inner of node.querySelectorAll(".cmp-et, .cmp-near-en")) inner.toggleAttribute("inert", !open);
    }
  };

  // ---- building
  // Paragraphs that came near, built a few in each frame, the nearest first.
  const near = new Set();
  let queued = 0;
  function build() {
    queued = 0;
    if (!view.alive) return;
    const box = view.place().getBoundingClientRect();
    const far = (node) => { const r = node.getBoundingClientRect(); return Math.max(box.top - r.bottom, r.top - box.bottom, box.left - r.right, r.left - box.right); };
    const until = performance.now() + CHUNK_MS;
    for (const node of [...near].map((n) => [far(n), n]).sort((x, y) => x[0] - y[0]).map(([, n]) => n)) {
      near.delete(node);
      if (node.isConnected) view.section(node.cmpAt);
      if (performance.now() > until) break;
    }
    if (!view.current) view.makeCurrent(text.querySelector(".cmp-w"), false);
    if (near.size) queued = requestAnimationFrame(build);
  }
  function watch() {
    if (observer) observer.disconnect();
    near.clear();
    observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) near.add(target);
        else near.delete(target);
      }
      if (near.size && !queued) queued = requestAnimationFrame(build);
    }, { root: view.place(), rootMargin: "900px" });
    for (const section of view.sections) if (section.classList.contains("cmp-pending")) observer.observe(section);
  }
  view.watch = watch;

  function append() {
    const paragraphs = store.paragraphs();
    const holder = document.createDocumentFragment();
    for (let i = view.sections.length; i < paragraphs.length; i += 1) {
      const node = pending(paragraphs[i], i);
      view.sections.push(node);
      shown[i] = paragraphs[i];
      holder.append(node);
    }
    text.append(holder);
  }
  function step() {
    if (!view.alive) return;
    const until = performance.now() + CHUNK_MS;
    const paragraphs = store.paragraphs();
    while (next < paragraphs.length && ahead < BUILT_AHEAD && performance.now() < until) {
      ahead += store.text(paragraphs[next]).length;
      view.section(next);
      next += 1;
    }
    if (!view.current) view.makeCurrent(text.querySelector(".cmp-w"), false);
    if (next < paragraphs.length && ahead < BUILT_AHEAD) view.later(step);
    else {
      view.root.removeAttribute("aria-busy");
      watch();
    }
  }
  view.fill = () => {
    append();
    view.root.setAttribute("aria-busy", "true");
    step();
  };
  // Shows what has come: paragraphs that are new, and those that are not as they were. Returns whether there were any.
  view.follow = () => {
    const paragraphs = store.paragraphs();
    let changed = paragraphs.length > view.sections.length;
    for (let i = 0; i < view.sections.length; i += 1) {
      const [before, now] = [shown[i], paragraphs[i]];
      if (before === now) continue;
      changed = true;
      shown[i] = now;
      if (before.kind !== now.kind || before.n.join() !== now.n.join()) view.replace(i);
      else view.replaceEnglish(i);
    }
    if (paragraphs.length > view.sections.length) {
      firsts = null;
      view.fill();
    }
    return changed;
  };
  view.restart = () => {
    shown.length = 0;
    next = 0;
    ahead = 0;
    firsts = null;
  };
  // A paragraph that Python made anew: a correction.
  view.replace = (i) => {
    const paragraphs = store.paragraphs();
    const now = view.sections[i];
    if (!now) return;
    const at = view.current && now.contains(view.current) ? view.current.cmpAt : -1;
    const focused = at >= 0 && focusBeside(view.root) === view.current;
    const node = pending(paragraphs[i], i);
    now.replaceWith(node);
    view.sections[i] = node;
    firsts = null;
    const built = view.section(i);
    if (at >= 0) {
      view.current = null;
      view.makeCurrent(built.cmpWords[Math.min(at, built.cmpWords.length - 1)], focused);
    }
  };
  view.replaceEnglish = (i) => {
    const section = view.sections[i];
    if (!section || !section.cmpWords) return;
    const built = store.buildEnglish(store.paragraphs()[i]);
    const old = section.querySelector(".cmp-en");
    if (old) old.replaceWith(built);
    else section.append(built);
    veil(section);
  };
  view.cleanups.push(() => { if (observer) observer.disconnect(); cancelAnimationFrame(queued); });
}
