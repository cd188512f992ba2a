// What a student hands in from the page that marks itself: a CSV as companion/export/results_csv.py writes it, and a code
// that can be pasted into a message where downloads are blocked. `companion exercises collect` takes both.
const COLUMNS = ["format", "student", "article", "sheet", "version", "number", "id", "kind", "question", "response", "answer", "right", "score", "earned", "points", "tries", "hints", "seconds", "paragraph", "word"];
const CODE = "CR1.";

function rows({ sheet, solved, state }) {
  return sheet.items.map((item, i) => {
    const own = state.items[item.id];
    const text = (value) => (Array.isArray(value) ? value.join(" | ") : value);
    const question = item.prompt.map(([kind, part]) => (kind === "blank" ? "＿＿" : part)).join("");
    return {
      number: i + 1, id: item.id, kind: [item.kind, item.variant].filter(Boolean).join(":"), question: question || item.items.join(" | "),
      response: text(own.response), answer: solved[i].answer, right: { right: "yes", open: "", compared: "" }[own.status] ?? "no",
      score: own.score ?? "", earned: own.earned ?? "", points: item.points, tries: own.tries, hints: own.hints.length, seconds: own.seconds,
      paragraph: solved[i].place ? solved[i].place.number : "", word: "",
    };
  });
}

function cell(value) {
  const text = String(value).split(/\s+/u).join(" ").trim();
  return `"${(/^[=+\-@]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

export function resultsCsv(work, student) {
  const head = { format: "companion/results@1", student, article: work.sheet.title, sheet: work.sheet.id, version: work.sheet.version ?? "" };
  const lines = rows(work).map((row) => COLUMNS.map((c) => cell({ ...head, ...row }[c])).join(","));
  return `\ufeff${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}

export function resultsCode(work, student) {
  const { sheet } = work;
  const list = rows(work).map((r) => [r.number, r.id, r.kind, String(r.response), r.earned, r.points, r.tries, r.hints, r.seconds]);
  const bytes = new TextEncoder().encode(JSON.stringify([student, sheet.title, sheet.id, sheet.version ?? "", list]));
  const packed = btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
  return CODE + packed.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
