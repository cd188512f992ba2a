// Reviews: the front of a card, its back, an answer. Python says what is due and counts each answer at once.

import { make } from "../shared/dom.js";
import { keepKeys } from "../shared/shortcuts.js";
import { focusBeside } from "../shared/focus.js";

const RATINGS = [["again", "Again"], ["hard", "Hard"], ["good", "Good"], ["easy", "Easy"]];
const PATIENCE = 8000; // milliseconds until a silent kernel is told
const PAUSE = 4000; // between two looks at what another notebook has done
const LATE = "Python does not answer: it is busy, or has ended. Run the cell again; what was counted is kept.";
let numbers = 0;

/** Seconds as on a button: 10 min, 2 h, 8 days.
 * @param {number} seconds */
function away(seconds) {
  const days = seconds / 86400;
  if (seconds < 90) return "1 min";
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (days < 1) return `${Math.round(seconds / 3600)} h`;
  if (days < 1.5) return "1 day";
  if (days < 60) return `${Math.round(days)} days`;
  if (days < 700) return `${Math.round(days / 30.4)} months`;
  return `${(days / 365).toFixed(1).replace(/\.0$/, "")} years`;
}

const plural = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

function render({ model, el }) {
  const id = `v${(numbers += 1)}${Math.random().toString(36).slice(2, 7)}`;
  const cleanups = [];
  const waiting = new Map();
  let sent = 0;
  let open = false; // whether the back is shown
  let figures = false;
  let shown = null;
  let since = Date.now();

  const root = make("div", { class: "cmp-reviews", role: "region", "aria-label": "Review" });
  const left = make("span", { class: "cmp-left", role: "status" });
  const undo = make("button", { class: "cmp-button", text: "Undo", title: "Take the last answer back (key z)", onclick: () => ask({ kind: "undo" }) });
  const front = make("select", { class: "cmp-select", "aria-label": "Front of the card", onchange: () => setFront(front.value) },
    make("option", { value: "blank", text: "Front: a gap" }), make("option", { value: "marked", text: "Front: the word" }));
  const more = make("button", { class: "cmp-button", text: "Figures", title: "How it goes (key ?)", "aria-expanded": "false", "aria-controls": `${id}-f`, onclick: () => showFigures(!figures) });
  const head = make("div", { class: "cmp-review-head" }, make("h2", { text: "Review" }), left, front, undo, more);
  const panel = make("div", { class: "cmp-figures", id: `${id}-f`, hidden: true });
  const card = make("div", { class: "cmp-face", tabindex: "-1" });
  const foot = make("div", { class: "cmp-review-foot", role: "status" });
  const anki = make("div", { class: "cmp-anki", hidden: true });
  root.append(head, panel, card, anki, foot);
  el.append(root);
  cleanups.push(keepKeys(root));

  // ---- Python
  const tell = (text, failed = false) => {
    foot.textContent = text;
    foot.classList.toggle("cmp-failed", failed);
  };
  function ask(message, quiet = false) {
    const key = `${id}-${(sent += 1)}`;
    waiting.set(key, setTimeout(() => {
      waiting.delete(key);
      root.removeAttribute("aria-busy");
      if (!quiet) tell(LATE, true);
    }, PATIENCE));
    if (!quiet) root.setAttribute("aria-busy", "true");
    try {
      model.send({ ...message, id: key });
    } catch {
      clearTimeout(waiting.get(key));
      waiting.delete(key);
      root.removeAttribute("aria-busy");
      if (!quiet) tell("This needs Python, which is not connected: nothing was counted. Run the cell to go on.", true);
    }
  }
  const heard = (message) => {
    const timer = waiting.get(message.id);
    if (timer === undefined) return;
    clearTimeout(timer);
    waiting.delete(message.id);
    root.removeAttribute("aria-busy");
    if (message.text || message.kind === "failed") tell(message.text, message.kind === "failed");
  };
  const listen = (event, handler) => {
    model.on(event, handler);
    cleanups.push(() => model.off(event, handler));
  };
  listen("msg:custom", heard);

  const now = () => model.get("_card") || {};
  const busy = () => root.hasAttribute("aria-busy");
  function grade(rating) {
    const { word, due } = now();
    if (!word || !open || busy()) return;
    tell("");
    ask({ kind: "answer", word, rating, due, seconds: (Date.now() - since) / 1000 });
  }
  function setFront(value) {
    model.set("front", value);
    model.save_changes();
  }

  // ---- the card
  const hant = (text, className = "") => make("span", { class: className, lang: "zh-Hant-HK", text });
  // A sentence with a gap or the word wherever the word stands.
  function sentence(face, gap) {
    const line = make("p", { class: "cmp-sentence", lang: "zh-Hant-HK" });
    face.parts.forEach((part, i) => {
      if (i) line.append(gap ? make("span", { class: "cmp-gap" }, make("span", { class: "cmp-hidden", text: "blank" })) : make("mark", { text: face.form }));
      line.append(part);
    });
    return line;
  }
  function frontOf(face) {
    const gap = model.get("front") === "blank" && (face.parts.length > 0 || face.meaning);
    const nodes = [];
    if (face.parts.length) nodes.push(sentence(face, gap));
    else if (!gap) nodes.push(make("p", { class: "cmp-sentence" }, hant(face.form)));
    if (gap && face.meaning) nodes.push(make("p", { class: "cmp-hint", lang: "en", text: face.meaning }));
    return nodes;
  }
  function backOf(face) {
    const nodes = [make("div", { class: "cmp-back-head" }, hant(face.form, "cmp-word"), face.simplified ? make("span", { class: "cmp-simplified", lang: "zh-Hans", text: face.simplified }) : "",
      make("span", { class: "cmp-reading", lang: "zh-Latn-pinyin", text: face.reading }))];
    if (face.meaning) nodes.push(make("p", { class: "cmp-meaning", lang: "en", text: face.meaning }));
    if (face.parts.length) nodes.push(sentence(face, false));
    if (face.english) nodes.push(make("p", { class: "cmp-english", lang: "en", text: face.english }));
    const others = face.senses.filter(([, line]) => line !== face.meaning);
    if (others.length) {
      nodes.push(make("details", {}, make("summary", { text: "Dictionary" }), make("ul", { class: "cmp-senses" },
        ...others.map(([reading, line]) => make("li", {}, make("b", { lang: "zh-Latn-pinyin", text: reading }), ` ${line}`))), make("p", { class: "cmp-source", text: "CC-CEDICT (CC BY-SA 4.0)" })));
    }
    if (face.article) nodes.push(make("p", { class: "cmp-source" }, "From: ", hant(face.article)));
    return nodes;
  }
  function grades(face) {
    return make("div", { class: "cmp-grades", role: "group", "aria-label": "How well did you know it?" },
      ...RATINGS.map(([rating, text], n) => make("button", { class: `cmp-grade cmp-${rating}`, title: `Key ${n + 1}`, onclick: () => grade(rating) },
        make("b", { text }), make("span", { text: away(face.away[rating]) }))));
  }
  const mark = (face, status, text, title) => make("button", { class: "cmp-link", text, title, onclick: () => ask({ kind: "mark", word: face.word, status }) });

  function finished() {
    const f = model.get("_figures") || {};
    const next = f.next ? new Date(f.next) : null;
    const today = next && next.toDateString() === new Date().toDateString();
    const nodes = [make("p", { class: "cmp-done", text: f.reviewed ? "Done for now." : "Nothing is due." })];
    if (f.reviewed) nodes.push(make("p", { text: `${plural(f.reviewed, "review")} today.` }));
    if (next) nodes.push(make("p", { text: `The next word is due ${today ? `at ${next.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}` : `on ${next.toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" })}`}.` }));
    else if (!f.learning) nodes.push(make("p", { text: "Mark words as Learning in the reader (key n): they come back here." }));
    if (f.new_per_day <= f.begun && f.learning) nodes.push(make("p", { class: "cmp-source", text: `${plural(f.begun, "new word")} today, which is your number for a day (Figures).` }));
    return nodes;
  }
  function show(focus) {
    const face = now();
    const inside = root.contains(focusBeside(root));
    const key = face.word ? `${face.word} ${face.due}` : "";
    if (key !== shown) {
      shown = key;
      open = false;
      since = Date.now();
    }
    card.replaceChildren();
    if (!face.word) card.append(...finished());
    else if (!open) {
      card.append(...frontOf(face), make("div", { class: "cmp-answer-row" }, make("button", { class: "cmp-button cmp-primary cmp-show", text: "Show the answer", title: "Space", onclick: () => turn() })));
    } else {
      card.append(...backOf(face), grades(face), make("div", { class: "cmp-answer-row" },
        mark(face, "known", "I know it for good", "Marked as known: it does not come back"), mark(face, "ignored", "Not a word to learn", "Marked as ignored: it does not come back")));
    }
    if (focus || inside) (card.querySelector(open ? ".cmp-good" : ".cmp-show") || card).focus({ preventScroll: true });
    head.querySelector(".cmp-left").textContent = face.word ? `${plural((model.get("_figures") || {}).waiting ?? model.get("due"), "word")} left${face.new ? " · new word" : ""}` : "";
  }
  function turn() {
    if (!now().word) return;
    open = true;
    show(true);
  }

  // ---- figures
  function bars(values, label, names) {
    const most = Math.max(1, ...values);
    return make("figure", {}, make("figcaption", { text: label }),
      make("div", { class: "cmp-bars", role: "img", "aria-label": `${label}: ${values.map((v, i) => `${names(i)} ${v}`).join(", ")}` },
        ...values.map((v, i) => make("span", { class: v ? "cmp-bar" : "cmp-bar cmp-none", style: `--cmp-share:${v / most}`, title: `${names(i)}: ${v}` }))));
  }
  function fill() {
    const f = model.get("_figures") || {};
    undo.disabled = !f.undo;
    front.value = model.get("front");
    const number = make("input", { class: "cmp-input", type: "number", min: "0", max: "999", value: f.new_per_day, "aria-label": "New words a day",
      onchange: () => { const n = Math.round(Number(number.value)); if (number.value !== "" && n >= 0 && n <= 9999) ask({ kind: "new per day", number: n }); else number.value = f.new_per_day; } });
    const item = (name, value) => make("div", {}, make("dt", { text: name }), make("dd", {}, value));
    const kept = f.retention === null || f.retention === undefined ? "–" : `${Math.round(f.retention * 100)} %`;
    panel.replaceChildren(make("dl", {}, item("Done today", String(f.reviewed ?? 0)), item("Days on end", String(f.streak ?? 0)), item("Remembered, 30 days", kept),
      item("Learning", String(f.learning ?? 0)), item("Known", String(f.known ?? 0)), item("New today", make("span", { class: "cmp-of" }, `${f.begun ?? 0} of `, number))),
    bars(f.days || [], "Reviews of the last 30 days", (i) => (i === 29 ? "today" : `${plural(29 - i, "day")} ago`)),
    bars(f.ahead || [], `Due on the next 7 days${(f.ahead || []).some(Boolean) ? "" : ": nothing yet"}`, (i) => (i ? `in ${i + 1} days` : "tomorrow")));
    anki.hidden = !f.anki;
    anki.replaceChildren(`${plural(f.anki || 0, "word")} of yours ${f.anki === 1 ? "is" : "are"} reviewed in Anki, and not due here. `,
      make("button", { class: "cmp-button", text: "Review them here instead", title: "Take them out of Anki yourself: else both bring them back", onclick: () => ask({ kind: "companion" }) }));
  }
  function showFigures(on) {
    figures = on;
    panel.hidden = !on;
    more.setAttribute("aria-expanded", String(on));
  }
  const refresh = () => { fill(); show(false); };
  for (const name of ["_card", "front", "due"]) listen(`change:${name}`, refresh);
  listen("change:_figures", refresh);

  // ---- keys
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest("input, select, summary")) return;
    const onButton = event.target.closest("button") && !event.target.closest(".cmp-show, .cmp-good");
    if (event.key === " " || event.key === "Enter") {
      if (onButton) return;
      if (open) grade("good");
      else turn();
    } else if (open && "1234".includes(event.key)) grade(RATINGS[Number(event.key) - 1][0]);
    else if (event.key === "z") ask({ kind: "undo" });
    else if (event.key === "f") setFront(model.get("front") === "blank" ? "marked" : "blank");
    else if (event.key === "?") showFigures(!figures);
    else return;
    event.preventDefault();
  });

  // ---- what another notebook did meanwhile, and what has come due
  let looked = Date.now();
  const look = () => {
    if (Date.now() - looked < PAUSE || open || busy()) return;
    looked = Date.now();
    ask({ kind: "look", always: !now().word }, true);
  };
  root.addEventListener("pointerenter", look);
  root.addEventListener("focusin", look);
  if (model.get("error")) tell(model.get("error"), true);
  refresh();
  ask({ kind: "look", always: true }, true);

  return () => {
    for (const timer of waiting.values()) clearTimeout(timer);
    for (const clean of cleanups) clean();
  };
}

export default { render };
