// A lesson to print: the form that says what is wanted, and the file that Python makes of it, which the browser saves.
import { choice, make } from "./dom.js";

const LAYOUTS = { columns: "side by side", interlinear: "word by word", stacked: "one under the other", vertical: "in columns from right to left" };
const READINGS = [["all", "over all words"], ["above-level", "over words above my level"], ["none", "none"]];
const OTHERS = [["docx", "Word file"], ["epub", "E-book"]];

/** The form; `save(message)` is called with what is asked for, `close()` at Escape. `offer` fills it with what Python can make.
 * @param {{className: string, save: (message: any) => void, close: () => void}} own */
export function printForm({ className, save, close }) {
  const layout = choice("Text", [], () => {});
  const readings = choice("Readings", READINGS, () => {});
  const exercises = choice("Exercises", [], () => {});
  const paper = choice("Paper", [], () => {});
  const submit = (to, text, title = null) => make("button", { class: "cmp-button cmp-small", type: "submit", value: to, text, title });
  const page = submit("html", "Save as a page");
  const pdf = submit("pdf", "Save as PDF");
  const others = OTHERS.map(([to, text]) => submit(to, text, "The words and the text, without exercises"));
  const said = make("span", { class: "cmp-hint" });
  const buttons = [pdf, page, ...others];
  const form = make("form", { class: className, "aria-label": "A lesson to print", hidden: true, onsubmit: (event) => {
    event.preventDefault();
    const to = event.submitter?.value || (pdf.hidden ? "html" : "pdf");
    save({ kind: "print", to, layout: layout.select.value, pinyin_for: readings.select.value, exercises: Number(exercises.select.value), paper: paper.select.value });
  }, onkeydown: (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } } },
  layout.node, readings.node, exercises.node, paper.node, make("div", { class: "cmp-line" }, ...buttons, said));

  let offered = "";
  return {
    form,
    focus: () => layout.select.focus(),
    busy: (/** @type {boolean} */ yes) => { for (const button of buttons) button.disabled = yes; },
    /** @param {any} offer @param {{layout?: string, readings?: string}} now */
    offer: (offer, now = {}) => {
      const text = JSON.stringify([offer, now]);
      if (text === offered) return;
      offered = text;
      const fill = (select, values, kept) => {
        select.replaceChildren(...values.map(([value, text]) => make("option", { value, text })));
        select.value = kept;
      };
      fill(layout.select, (offer.layouts || []).map((l) => [l, LAYOUTS[l] || l]), now.layout || "stacked");
      fill(paper.select, (offer.papers || []).map((p) => [p, p]), (offer.papers || [])[0]);
      fill(exercises.select, (offer.exercises || []).map((n) => [n, n ? String(n) : "none"]), "8");
      readings.select.value = now.readings || "all";
      pdf.hidden = !offer.pdf;
      (offer.pdf ? pdf : page).classList.add("cmp-primary");
      said.textContent = offer.pdf ? "The page opens on any phone; all work without a network." : "Open the page in a browser and print; all work without a network.";
    },
  };
}

/** Takes the pieces of files; the last piece of one has the browser save it.
 * @param {HTMLElement} root */
export function fileSaver(root) {
  const files = new Map();
  return (m) => {
    const bytes = Uint8Array.from(atob(m.data), (c) => c.charCodeAt(0));
    const had = m.at ? files.get(m.id) || [] : [];
    had.push(bytes);
    files.set(m.id, had);
    if (m.at + bytes.length < m.size) return;
    files.delete(m.id);
    const url = URL.createObjectURL(new Blob(had, { type: m.type }));
    const link = make("a", { href: url, download: m.name, hidden: true });
    root.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  };
}
