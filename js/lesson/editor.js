// The lesson editor: the exercises of a lesson with their answers, and its word list. Python says what there is and writes the
// file; this shows it, and asks. SortableJS (MIT) drags rows with mouse and finger; the keyboard moves them too.
import Sortable from "sortablejs";
import { make, sentence } from "../shared/dom.js";
import { keepKeys } from "../shared/shortcuts.js";
import { focusBeside } from "../shared/focus.js";

const LISTS = { answers: "Accepted answers, one on a line; the first is shown", choices: "Choices, one on a line", items: "Left sides, one on a line", solution: "Answers in order, one on a line" };
const LINES = { prompt: "Prompt: ＿ is the gap, 【…】 the word asked about, ‹…› the English", ask: "Instruction", note: "Note for the key" };
// Which fields an exercise of a form has to be edited.
const FIELDS = {
  text: ["prompt", "answers", "ask", "note"], choice: ["prompt", "answers", "choices", "ask", "note"], match: ["items", "solution", "choices", "ask"],
  order: ["solution", "ask"], segment: ["solution", "ask"], tones: ["prompt", "items", "solution", "ask", "note"], open: ["prompt", "answers", "ask", "note"],
  dictation: ["answers", "ask", "note"],
};

const PATIENCE = 12000; // milliseconds until a silent kernel is told
const LATE = "Python does not answer: it is busy, or has ended. Run the cell again; what was kept is in the file.";

function render({ model, el }) {
  let opened = ""; // the exercise whose form is open
  let wanted = ""; // where the focus is to go when the lists are drawn anew
  let late = 0;
  const send = (message) => {
    tell("");
    clearTimeout(late);
    late = window.setTimeout(() => tell(LATE, true), PATIENCE);
    try {
      model.send(message);
    } catch {
      clearTimeout(late);
      tell(LATE, true);
    }
  };
  // What is said stands at the head, and in the row where one works where the head is out of sight.
  const tell = (text, bad = false) => {
    said.textContent = sentence(text);
    said.classList.toggle("cmp-le-bad", bad);
    sayHere();
  };
  function sayHere() {
    here.remove();
    const focus = focusBeside(root);
    const at = root.contains(focus) ? focus.closest(".cmp-le-row, .cmp-le-add") : null;
    if (!said.textContent || headSeen || !at || at.querySelector(".cmp-le-form")) return;
    here.textContent = said.textContent;
    here.classList.toggle("cmp-le-bad", said.classList.contains("cmp-le-bad"));
    at.append(here);
  }
  // The name that is read out holds what is written on the button; else it is only explained.
  const button = (text, label, onclick, more = {}) => make("button", { class: "cmp-le-button", text, "aria-label": label.includes(text) || text.length === 1 ? label : null, title: label, onclick, ...more });

  // ---- the frame
  const root = make("div", { class: "cmp-lesson", role: "region", "aria-label": `Lesson: ${model.get("_title")}` });
  const file = make("span", { class: "cmp-le-file" });
  const keep = button("Keep these", "Write these exercises into the lesson's file", () => send({ do: "keep" }), { class: "cmp-le-button cmp-le-main" });
  const undo = button("Undo", "Take the last change back (Ctrl+Z)", () => send({ do: "undo" }));
  const again = button("Read again", "Read the file again", () => send({ do: "reload" }));
  const said = make("div", { class: "cmp-le-said", role: "status" });
  const here = make("p", { class: "cmp-le-here", "aria-hidden": "true" });
  let headSeen = true;
  const watch = new IntersectionObserver((found) => { headSeen = found[found.length - 1].isIntersecting; });
  watch.observe(said);
  const head = make("div", { class: "cmp-le-head" },
    make("h2", { class: "cmp-le-title", lang: "zh-Hant", text: model.get("_title") }),
    make("div", { class: "cmp-le-bar" }, keep, undo, again));
  const exercises = make("ol", { class: "cmp-le-list", "aria-label": "Exercises" });
  const words = make("ol", { class: "cmp-le-list cmp-le-words", "aria-label": "Words" });
  const counted = make("h3", { class: "cmp-le-heading" });
  const wordsCounted = make("h3", { class: "cmp-le-heading" });

  const kind = make("select", { "aria-label": "Kind of exercise" });
  for (const [value, text] of model.get("_kinds")) kind.append(make("option", { value, text }));
  const number = make("input", { type: "number", min: 1, max: 50, value: 1, "aria-label": "How many" });
  const more = make("form", { class: "cmp-le-add", onsubmit: (event) => { event.preventDefault(); send({ do: "more", kind: kind.value, count: Number(number.value) || 1 }); } },
    kind, number, make("button", { class: "cmp-le-button", type: "submit", text: "Add exercises" }));
  const listId = `cmp-le-${Math.random().toString(36).slice(2, 8)}`;
  const known = make("datalist", { id: listId });
  const word = make("input", { type: "text", list: listId, placeholder: "a word of the article", "aria-label": "Word to add" });
  const addWord = make("form", { class: "cmp-le-add", onsubmit: (event) => { event.preventDefault(); if (word.value.trim()) { send({ do: "add-word", word: word.value.trim() }); word.value = ""; } } },
    word, known, make("button", { class: "cmp-le-button", type: "submit", text: "Add word" }));
  const keys = make("p", { class: "cmp-le-keys", text: "In a list: ↑ ↓ go, Alt+↑ Alt+↓ move the row, Delete strikes out or drops, Enter edits, r another one." });
  root.append(head, said, counted, exercises, more, wordsCounted, words, addWord, keys, file);
  el.append(root);

  // ---- rows
  function row(name, className, act, parts) {
    const handle = make("span", { class: "cmp-le-handle", "aria-hidden": "true", title: "Drag", text: "⠿" });
    const node = make("li", { class: `cmp-le-row ${className}`, tabindex: -1, "data-name": name }, handle, ...parts);
    node.addEventListener("keydown", (event) => {
      if (event.target !== node) return;
      const rows = [...node.parentElement.children];
      const at = rows.indexOf(node);
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (step && event.altKey) { if (rows[at + step]) act.move(at + step); }
      else if (step) focusRow(rows[at + step]);
      else if (event.key === "Home") focusRow(rows[0]);
      else if (event.key === "End") focusRow(rows.at(-1));
      else if (event.key === "Delete" || event.key === "Backspace") act.out();
      else if (event.key === "Enter" && act.edit) act.edit();
      else if (event.key === "r" && act.reroll && !event.ctrlKey && !event.metaKey) act.reroll();
      else return;
      event.preventDefault();
    });
    return node;
  }
  function focusRow(node) {
    if (!node) return;
    for (const other of node.parentElement.children) other.tabIndex = -1;
    node.tabIndex = 0;
    node.focus();
  }

  function question(item) {
    const node = make("p", { class: "cmp-le-prompt", lang: item.lang });
    for (const [kindOf, text, size] of item.parts) {
      if (kindOf === "blank") node.append(make("span", { class: "cmp-le-gap", text: "＿".repeat(Math.max(1, size)) }));
      else if (kindOf === "focus") node.append(make("strong", { text }));
      else if (kindOf === "cue") node.append(make("span", { class: "cmp-le-cue", lang: "en", text }));
      else node.append(text);
    }
    return node;
  }
  function answered(item) {
    const node = make("p", { class: "cmp-le-answer" }, make("span", { class: "cmp-le-label", text: "Answer " }));
    if (item.pairs.length) for (const [left, right] of item.pairs) node.append(make("span", { class: "cmp-le-pair" }, make("span", { lang: item.form === "tones" ? "zh-Latn" : item.lang, text: left }), " ", make("b", { lang: item.answer_lang, text: right })), " ");
    else node.append(make("b", { lang: item.answer_lang, text: item.answer || "–" }));
    const others = item.fields.answers.slice(1);
    if (others.length) node.append(make("span", { class: "cmp-le-soft" }, " also ", make("span", { lang: item.answer_lang, text: others.join("、") })));
    if (item.form === "choice") node.append(make("span", { class: "cmp-le-soft" }, " of ", make("span", { lang: item.answer_lang, text: item.fields.choices.join(" / ") })));
    return node;
  }

  function exercise(item, n) {
    const act = {
      move: (to) => { wanted = item.id; send({ do: "move", id: item.id, to }); },
      out: () => { wanted = item.id; send({ do: "strike", id: item.id, struck: !item.struck }); },
      edit: () => { opened = opened === item.id ? "" : item.id; wanted = item.id; draw(); const field = opened && root.querySelector(".cmp-le-form textarea, .cmp-le-form input"); if (field) field.focus(); },
      reroll: () => { wanted = `#${n}`; send({ do: "reroll", id: item.id }); },
    };
    const where = item.paragraph ? ` · paragraph ${item.paragraph}` : "";
    const text = make("div", { class: "cmp-le-text" },
      make("div", { class: "cmp-le-kind", text: `${item.name} · ${item.fields.points} ${item.fields.points === 1 ? "point" : "points"}${where}${item.struck ? " · struck out" : ""}` }));
    if (item.parts.length && item.form !== "segment") text.append(question(item));
    text.append(answered(item));
    const acts = make("div", { class: "cmp-le-acts" },
      button("↑", `Move exercise ${n + 1} up`, () => act.move(n - 1), { disabled: n === 0 }),
      button("↓", `Move exercise ${n + 1} down`, () => act.move(n + 1), { disabled: n === model.get("_items").length - 1 }),
      button("Edit", `Edit exercise ${n + 1}`, act.edit, { "aria-expanded": String(opened === item.id) }),
      button("Another", `Another exercise in the place of ${n + 1}`, act.reroll),
      button(item.struck ? "Take back" : "Strike out", `${item.struck ? "Take back" : "Strike out"} exercise ${n + 1}`, act.out));
    const node = row(item.id, item.struck ? "cmp-le-struck" : "", act, [make("span", { class: "cmp-le-number", "aria-hidden": "true", text: String(n + 1) }), text, acts]);
    if (opened === item.id) node.append(form(item, n));
    return node;
  }

  function form(item, n) {
    const fields = {};
    const node = make("form", { class: "cmp-le-form", "aria-label": `Exercise ${n + 1}`, onsubmit: (event) => { event.preventDefault(); save(); } });
    for (const name of FIELDS[item.form] || FIELDS.text) {
      const value = item.fields[name];
      const lines = name in LISTS;
      const field = lines ? make("textarea", { rows: Math.max(2, Math.min(7, value.length)) }) : make(name === "prompt" ? "textarea" : "input", { rows: name === "prompt" ? 2 : undefined });
      field.value = lines ? value.join("\n") : value;
      field.lang = name === "ask" || name === "note" ? "en" : name === "answers" || name === "choices" || (name === "solution" && item.form === "match") ? item.answer_lang : item.lang;
      fields[name] = field;
      node.append(make("label", { class: "cmp-le-field" }, make("span", { text: LISTS[name] || LINES[name] }), field));
    }
    const points = make("input", { type: "number", min: 0, max: 100, value: item.fields.points });
    node.append(make("label", { class: "cmp-le-field cmp-le-points" }, make("span", { text: "Points" }), points));
    const wrong = make("p", { class: "cmp-le-bad", role: "alert" });
    function save() {
      const made = { points: Number.parseInt(points.value, 10) || 0 };
      for (const [name, field] of Object.entries(fields)) {
        const value = name in LISTS ? field.value.split("\n").map((v) => v.trim()).filter(Boolean) : field.value.trim();
        if (JSON.stringify(value) !== JSON.stringify(item.fields[name])) made[name] = value;
      }
      wanted = item.id;
      saving = item.id;
      send({ do: "edit", id: item.id, fields: made });
    }
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); }
      if (event.key === "Escape") { event.preventDefault(); close(); }
    });
    const close = () => { opened = ""; wanted = item.id; draw(); };
    node.append(wrong, make("div", { class: "cmp-le-bar" }, make("button", { class: "cmp-le-button cmp-le-main", type: "submit", text: "Save" }), button("Cancel", "Close without saving (Escape)", close)));
    return node;
  }
  let saving = "";

  function listed(entry, n) {
    const act = {
      move: (to) => { wanted = `w${entry.word}`; send({ do: "move-word", word: entry.word, to }); },
      out: () => { wanted = `w#${n}`; send({ do: "drop-word", word: entry.word }); },
    };
    return row(`w${entry.word}`, entry.name ? "cmp-le-name" : "", act, [
      make("span", { class: "cmp-le-number", "aria-hidden": "true", text: String(n + 1) }),
      make("div", { class: "cmp-le-text" },
        make("b", { lang: "zh-Hant", text: entry.word }), " ", make("span", { class: "cmp-le-soft", lang: "zh-Latn", text: entry.reading }), ` ${entry.english} `,
        make("span", { class: "cmp-le-soft", text: entry.name ? "name" : entry.level })),
      make("div", { class: "cmp-le-acts" },
        button("↑", `Move ${entry.word} up`, () => act.move(n - 1), { disabled: n === 0 }),
        button("↓", `Move ${entry.word} down`, () => act.move(n + 1), { disabled: n === model.get("_words").length - 1 }),
        button("Drop", `Drop ${entry.word}`, act.out)),
    ]);
  }

  // ---- drawing
  function draw() {
    const items = model.get("_items");
    const list = model.get("_words");
    const inside = root.contains(focusBeside(root));
    const standing = items.filter((i) => !i.struck);
    const points = standing.reduce((sum, i) => sum + i.fields.points, 0);
    counted.textContent = `${standing.length} exercises, ${points} points${standing.length < items.length ? `, ${items.length - standing.length} struck out` : ""}`;
    exercises.replaceChildren(...items.map(exercise));
    wordsCounted.textContent = `${list.length} words`;
    words.replaceChildren(...list.map(listed));
    known.replaceChildren(...model.get("_others").map((e) => make("option", { value: e.word, label: `${e.word} ${e.english}` })));
    keep.hidden = model.get("_kept");
    undo.disabled = !model.get("undoable");
    again.hidden = !model.get("_kept") || !model.get("_file");
    file.textContent = model.get("_file") ? `${model.get("_kept") ? "" : "Not kept yet: the first change writes "}${model.get("_file")}` : "Not kept: the article was read from no file";
    for (const ol of [exercises, words]) if (ol.firstElementChild) ol.firstElementChild.tabIndex = 0;
    if (inside && wanted) {
      const inWords = wanted.startsWith("w");
      const at = /^w?#(\d+)$/u.exec(wanted);
      const rows = [...(inWords ? words : exercises).children];
      focusRow(at ? rows[Math.min(Number(at[1]), rows.length - 1)] : rows.find((r) => r.dataset.name === wanted));
    }
    wanted = "";
    sayHere();
  }

  const dragged = (send_) => ({
    handle: ".cmp-le-handle", animation: 120, forceFallback: true, fallbackTolerance: 3,
    ghostClass: "cmp-le-ghost",
    onEnd: (event) => { if (event.oldIndex !== event.newIndex) send_(event.item.dataset.name, event.newIndex); },
  });
  const sortables = [
    Sortable.create(exercises, dragged((name, to) => { wanted = name; send({ do: "move", id: name, to }); })),
    Sortable.create(words, dragged((name, to) => { wanted = name; send({ do: "move-word", word: name.slice(1), to }); })),
  ];

  root.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
    if (event.target instanceof Element && event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    send({ do: "undo" });
  });
  const own = (event) => (event.altKey && /^Arrow(Up|Down)$/u.test(event.key)) || ((event.ctrlKey || event.metaKey) && ["z", "enter"].includes(event.key.toLowerCase()));
  const free = keepKeys(root, own);

  // One drawing for the traits that change together.
  let waiting = 0;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(draw, 0); };
  const traits = ["_items", "_words", "_others", "_kept", "undoable"];
  for (const name of traits) model.on(`change:${name}`, later);
  const heard = (message) => {
    if (message.kind === "done" && saving && saving === message.id) { opened = ""; wanted = saving; later(); }
    saving = "";
    clearTimeout(late);
    tell(message.message, message.kind === "error");
    const inForm = root.querySelector(".cmp-le-form .cmp-le-bad");
    if (inForm) inForm.textContent = message.kind === "error" ? message.message : "";
  };
  model.on("msg:custom", heard);
  draw();
  return () => {
    free();
    watch.disconnect();
    clearTimeout(late);
    for (const s of sortables) s.destroy();
    for (const name of traits) model.off(`change:${name}`, later);
    model.off("msg:custom", heard);
    clearTimeout(waiting);
  };
}

export default { render };
