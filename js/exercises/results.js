// What a student hands in from the page that marks itself: a CSV as companion/export/results_csv.py writes it, and a code
// that can be pasted into a message where downloads are blocked. `companion exercises collect` takes both.
import qrcode from "qrcode-generator";

const COLUMNS = ["format", "student", "article", "sheet", "version", "number", "id", "kind", "question", "response", "answer", "right", "score", "earned", "points", "tries", "hints", "seconds", "paragraph", "word"];
const PLAIN = "CR1.", PACKED = "CR2."; // CR2 is in the zlib format, whose checksum tells a code that was damaged
const MOST_IN_QR = 1800; // characters that a phone still reads off a screen

function rows({ sheet, solved, state }) {
  return sheet.items.map((item, i) => {
    const own = state.items[item.id];
    const text = (value) => (Array.isArray(value) ? (value.some((part) => part.trim()) ? value.join(" | ") : "") : value);
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

export async function resultsCode(work, student) {
  const { sheet } = work;
  const list = rows(work).map((r) => [r.number, r.id, r.kind, String(r.response), r.earned, r.points, r.tries, r.hints, r.seconds]);
  const bytes = new TextEncoder().encode(JSON.stringify([student, sheet.title, sheet.id, sheet.version ?? "", list]));
  if (typeof CompressionStream === "undefined") return PLAIN + base64(bytes); // an old browser
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return PACKED + base64(new Uint8Array(await new Response(packed).arrayBuffer()));
}

function base64(bytes) {
  const text = btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** A code as a picture that a phone reads; null where it is too long for one. */
export function qrPicture(code) {
  if (code.length > MOST_IN_QR) return null;
  const made = qrcode(0, "L");
  made.addData(code, "Byte");
  made.make();
  const count = made.getModuleCount(), edge = 4;
  const make = (name, more) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(more)) node.setAttribute(key, value);
    return node;
  };
  let path = "";
  for (let y = 0; y < count; y += 1) for (let x = 0; x < count; x += 1) if (made.isDark(y, x)) path += `M${x + edge} ${y + edge}h1v1h-1z`;
  const size = count + 2 * edge;
  const picture = make("svg", { class: "cmp-ex-qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": "The code as a picture", "shape-rendering": "crispEdges" });
  picture.append(make("rect", { width: size, height: size, fill: "#fff" }), make("path", { d: path, fill: "#000" }));
  return picture;
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
