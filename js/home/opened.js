// What is open: its parts (text, lesson, exercises), and the lesson to print, which the browser saves.
import { choice, make } from "../shared/dom.js";

const PARTS = [["reader", "Read"], ["lesson", "Lesson"], ["exercises", "Exercises"]];
const TITLES = { reader: "The text with its words", lesson: "All exercises with their answers, and the word list: strike out, edit, keep", exercises: "Work through the exercises here" };
const LAYOUTS = { columns: "side by side", interlinear: "word by word", stacked: "one under the other", vertical: "in columns from right to left" };
const READINGS = [["all", "over all words"], ["above-level", "over words above my level"], ["none", "none"]];

export function withOpened(view) {
  const parts = PARTS.map(([what, text]) => make("button", { class: "cmp-part", "data-what": what, text, title: TITLES[what],
    onclick: () => { if ((view.model.get("_open") || {}).what !== what) view.ask({ kind: "show", what }, { busy: "Opening …", patience: 0 }); } }));
  const printing = make("button", { class: "cmp-button", text: "Print …", "aria-expanded": "false", onclick: () => open(form.hidden) });
  view.parts = make("div", { class: "cmp-parts" }, make("div", { class: "cmp-part-group", role: "group", "aria-label": "Show the article as" }, ...parts), printing);

  const layout = choice("Text", [], () => {});
  const readings = choice("Readings", READINGS, () => {});
  const exercises = choice("Exercises", [], () => {});
  const paper = choice("Paper", [], () => {});
  const page = make("button", { class: "cmp-button", type: "submit", value: "html", text: "Save as a page" });
  const pdf = make("button", { class: "cmp-button", type: "submit", value: "pdf", text: "Save as PDF" });
  const said = make("span", { class: "cmp-hint" });
  const form = make("form", { class: "cmp-print", "aria-label": "A lesson to print", hidden: true, onsubmit: (event) => {
    event.preventDefault();
    save(event.submitter?.value || (pdf.hidden ? "html" : "pdf"));
  }, onkeydown: (event) => { if (event.key === "Escape") { open(false); printing.focus(); } } },
  layout.node, readings.node, exercises.node, paper.node, make("div", { class: "cmp-line" }, pdf, page, said));
  view.printForm = form;

  function open(yes) {
    form.hidden = !yes;
    printing.setAttribute("aria-expanded", String(yes));
    if (yes) layout.select.focus();
  }
  function save(to) {
    const message = { kind: "print", to, layout: layout.select.value, pinyin_for: readings.select.value, exercises: Number(exercises.select.value), paper: paper.select.value };
    for (const button of [page, pdf]) button.disabled = true;
    view.ask(message, { busy: "Making the lesson …", patience: 0, done: (ok) => {
      for (const button of [page, pdf]) button.disabled = false;
      if (ok) open(false);
    } });
  }

  // A file comes in pieces; the last one has the browser save it.
  const files = new Map();
  view.filePiece = (m) => {
    const bytes = Uint8Array.from(atob(m.data), (c) => c.charCodeAt(0));
    const had = m.at ? files.get(m.id) || [] : [];
    had.push(bytes);
    files.set(m.id, had);
    if (m.at + bytes.length < m.size) return;
    files.delete(m.id);
    const url = URL.createObjectURL(new Blob(had, { type: m.type }));
    const link = make("a", { href: url, download: m.name, hidden: true });
    view.root.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  };

  let offered = "";
  view.showOpened = () => {
    const now = view.model.get("_open") || {};
    const offer = view.facts().print || {};
    view.parts.hidden = !now.path;
    for (const part of parts) part.setAttribute("aria-pressed", String(part.dataset.what === now.what));
    if (!now.path) open(false);
    if (JSON.stringify(offer) === offered) return;
    offered = JSON.stringify(offer);
    const fill = (select, values, kept) => {
      select.replaceChildren(...values.map(([value, text]) => make("option", { value, text })));
      select.value = kept;
    };
    fill(layout.select, (offer.layouts || []).map((l) => [l, LAYOUTS[l] || l]), "stacked");
    fill(paper.select, (offer.papers || []).map((p) => [p, p]), (offer.papers || [])[0]);
    fill(exercises.select, (offer.exercises || []).map((n) => [n, n ? String(n) : "none"]), "8");
    pdf.hidden = !offer.pdf;
    (offer.pdf ? pdf : page).classList.add("cmp-primary");
    said.textContent = offer.pdf ? "The page opens on any phone; both work without a network." : "Open it in a browser and print; it works without a network.";
  };
}
