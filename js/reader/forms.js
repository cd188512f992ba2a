// Corrections and new terms, from the card. Python does them; here is only the form.

import { points } from "../shared/han.js";
import { written } from "../shared/words.js";
import { choice, make } from "../shared/dom.js";
import { focusBeside } from "../shared/focus.js";

const KINDS = [["body", "Paragraph"], ["headline", "Headline"], ["byline", "Byline"], ["item", "Point of a list"], ["caption", "Caption"], ["credit", "Credit"]];
const WHAT = {
  reading: ["The reading", "One syllable for each character: diàn piàn, or dian4 pian4."],
  words: ["Where words end", "Put | between words; take it out to join them."],
  simplified: ["The Simplified form", "As many characters as the original."],
  kind: ["What this paragraph is", ""],
  boundary: ["Where paragraphs end", "“Begins here” parts the paragraph before this word."],
  translation: ["The English of this sentence", "Kept in your translation memory and used wherever the sentence occurs."],
};
const BOUNDARIES = [["split", "a new paragraph begins here"], ["join", "the next one belongs to this"]];
const SCOPES = [["here", "only here"], ["article", "in this article"], ["always", "in all articles"]];

export function withForms(view) {
  const { store, card } = view;

  // `first` is the field that a person fills in; else the first one.
  function open(button, form, first = null) {
    const old = card.querySelector(".cmp-form");
    const was = old && old.cmpButton === button;
    if (old) { old.cmpButton.setAttribute("aria-expanded", "false"); old.remove(); }
    if (was) return;
    form.cmpButton = button;
    button.setAttribute("aria-expanded", "true");
    button.closest(".cmp-actions").after(form);
    view.placeCard();
    const field = first || form.querySelector("select, input, textarea");
    field.focus();
    if (first) first.select();
    form.scrollIntoView({ block: "nearest" });
  }
  // Sends a form and closes the card when it was taken; else the form stays as it is, with the reason at its field.
  function send(form, message, field) {
    const [submit] = form.querySelectorAll("[type=submit]");
    if (submit.disabled) return;
    const said = form.querySelector(".cmp-refused");
    submit.disabled = true;
    view.ask({ ...message, form: true }, {
      quiet: true,
      failed: (text) => {
        submit.disabled = false;
        if (!form.isConnected) { view.tell(text, "failed"); return; }
        said.textContent = text;
        for (const other of form.querySelectorAll("[aria-invalid]")) { other.removeAttribute("aria-invalid"); other.removeAttribute("aria-describedby"); }
        const at = field();
        at.setAttribute("aria-invalid", "true");
        at.setAttribute("aria-describedby", said.id);
        at.after(said);
        view.placeCard();
        at.focus();
        if (at.select) at.select();
      },
      done: () => {
        if (card.contains(form)) view.closeCard(false);
        const lost = document.activeElement === document.body || view.root.contains(focusBeside(view.root));
        if (lost && view.current) view.makeCurrent(view.current, true);
      },
    });
  }
  let forms = 0;
  const refused = () => make("p", { class: "cmp-refused", role: "alert", id: `cmp-refused-${view.id}-${forms += 1}` });
  const buttons = (label) => make("div", { class: "cmp-form-end" }, make("button", { type: "submit", class: "cmp-small cmp-primary", text: label }));

  view.correctForm = (button, info) => {
    const last = info.last ?? info.at;
    const words = store.sequence(info.p).slice(info.at, last + 1);
    const chars = [...store.text(info.p)];
    const end = words[words.length - 1].start + points(words[words.length - 1].entry.text);
    const text = chars.slice(info.start, end).join("");
    const values = {
      reading: words.map((w) => w.entry.pinyin.join(" ")).join(" "),
      words: words.map((w) => w.entry.text).join("|"),
      simplified: words.map((w) => w.entry.simplified).join(""),
      kind: info.p.kind,
      boundary: info.at ? "split" : "join",
      translation: store.english(info.p)[info.sentence] || "",
    };
    const kinds = words.length > 1 ? ["words", "translation"] : Object.keys(WHAT);
    const holder = make("div", { class: "cmp-form-value" });
    const hint = make("p", { class: "cmp-label" });
    const scope = choice("Holds", SCOPES, () => {});
    let field = null;
    let form = null;
    const what = choice("Correct", kinds.map((k) => [k, WHAT[k][0]]), (kind) => {
      if (kind === "kind" || kind === "boundary") {
        const made = choice("To", kind === "kind" ? KINDS : BOUNDARIES, () => {});
        field = made.select;
        holder.replaceChildren(made.node);
      } else {
        field = make(kind === "translation" ? "textarea" : "input", { class: "cmp-input", "aria-label": WHAT[kind][0], autocomplete: "off", rows: kind === "translation" ? 3 : null,
          lang: kind === "translation" ? "en" : kind === "reading" ? "zh-Latn-pinyin" : kind === "simplified" ? "zh-Hans" : "zh-Hant-HK" });
        holder.replaceChildren(field);
      }
      field.value = values[kind];
      form?.querySelector(".cmp-refused")?.replaceChildren();
      hint.textContent = WHAT[kind][1];
      scope.node.hidden = ["kind", "boundary", "translation"].includes(kind);
      view.placeCard();
    });
    scope.select.value = "here";
    form = make("form", { class: "cmp-form", onsubmit: (event) => {
      event.preventDefault();
      send(form, { kind: "correct", what: what.select.value, paragraph: info.i, start: info.start, end, text, sentence: info.sentence, value: field.value, scope: scope.select.value }, () => field);
    } }, what.node, holder, hint, scope.node, refused(), buttons("Correct"));
    what.select.dispatchEvent(new Event("change"));
    open(button, form);
  };

  view.termForm = (button, info) => {
    const last = info.last ?? info.at;
    const words = store.sequence(info.p).slice(info.at, last + 1);
    const chars = [...store.text(info.p)];
    const end = words[words.length - 1].start + points(words[words.length - 1].entry.text);
    const field = (label, value, lang) => {
      const input = make("input", { class: "cmp-input", autocomplete: "off", lang });
      input.value = value;
      return { input, node: make("label", { class: "cmp-field" }, make("span", { text: label }), input) };
    };
    const meaning = info.entry.meaning || "";
    const composed = meaning.includes(" + "); // put together of the parts: no English to keep
    const fields = {
      traditional: field("Term", chars.slice(info.start, end).join(""), "zh-Hant-HK"),
      pinyin: field("Pinyin", words.map((w) => written(w.entry)).join(" "), "zh-Latn-pinyin"),
      english: field("English (; between several)", words.length === 1 && !composed ? meaning : "", "en"),
      note: field("Note", "", "en"),
    };
    const form = make("form", { class: "cmp-form", onsubmit: (event) => {
      event.preventDefault();
      const term = Object.fromEntries(Object.entries(fields).map(([name, f]) => [name, f.input.value]));
      const missing = ["traditional", "english"].find((name) => !term[name].trim());
      send(form, { kind: "term", ...term, simplified: words.map((w) => w.entry.simplified).join("") }, () => fields[missing || "pinyin"].input);
    } }, ...Object.values(fields).map((f) => f.node), refused(), buttons("Add to my glossary"));
    open(button, form, fields.english.input);
  };
}
