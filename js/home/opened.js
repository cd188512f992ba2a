// What is open: its parts (text, lesson, exercises), and the lesson to print.
import { make } from "../shared/dom.js";
import { fileSaver, printForm } from "../shared/printing.js";

const PARTS = [["reader", "Read"], ["lesson", "Lesson"], ["exercises", "Exercises"]];
const TITLES = { reader: "The text with its words", lesson: "All exercises with their answers, and the word list: strike out, edit, keep", exercises: "Work through the exercises here" };

export function withOpened(view) {
  const parts = PARTS.map(([what, text]) => make("button", { class: "cmp-part", "data-what": what, text, title: TITLES[what],
    onclick: () => { if ((view.model.get("_open") || {}).what !== what) view.ask({ kind: "show", what }, { busy: "Opening …", patience: 0 }); } }));
  const printing = make("button", { class: "cmp-button", text: "Print …", "aria-expanded": "false", onclick: () => open(lesson.form.hidden) });
  view.parts = make("div", { class: "cmp-parts" }, make("div", { class: "cmp-part-group", role: "group", "aria-label": "Show the article as" }, ...parts), printing);

  const lesson = printForm({
    className: "cmp-print",
    close: () => { open(false); printing.focus(); },
    save: (message) => {
      lesson.busy(true);
      view.ask(message, { busy: "Making the lesson …", patience: 0, done: (ok) => {
        lesson.busy(false);
        if (ok) open(false);
      } });
    },
  });
  view.printForm = lesson.form;
  view.filePiece = fileSaver(view.root);

  function open(yes) {
    lesson.form.hidden = !yes;
    printing.setAttribute("aria-expanded", String(yes));
    if (yes) lesson.focus();
  }

  view.showOpened = () => {
    const now = view.model.get("_open") || {};
    view.parts.hidden = !now.path;
    for (const part of parts) part.setAttribute("aria-pressed", String(part.dataset.what === now.what));
    if (!now.path) open(false);
    lesson.offer(view.facts().print || {});
  };
}
