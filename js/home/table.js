// The library: its rows sorted and filtered here, so that neither asks Python.
import { folded } from "../shared/folding.js";
import { LEVELS } from "../shared/levels.js";
import { choice, make } from "../shared/dom.js";
import { focusBeside } from "../shared/focus.js";

const SHOWN = 50;
const MARKS = { comfortable: "comfortable", easy: "easy", "a stretch": "a stretch", hard: "hard" };
const WAITING = { waiting: "not looked at yet", error: "can't be read" };
const SHOW = [["", "all articles"], ["comfortable", "comfortable to read"], ["a stretch", "a stretch"], ["easy", "easy"], ["hard", "hard"], ["unread", "not begun"], ["begun", "begun"], ["read", "read to the end"], ["error", "can't be read"]];
const latest = (r) => [r.opened, r.added].sort().at(-1);
/** @type {[string, string, (row: any) => any][]} */
const COLUMNS = [
  ["title", "Title", (r) => r.title],
  ["date", "Date", (r) => r.date || r.added.slice(0, 10)],
  ["characters", "Length", (r) => r.characters],
  ["known", "Known", (r) => r.known],
  ["level", "Level", (r) => LEVELS.indexOf(r.level)],
  ["read", "Read", (r) => r.read],
  ["learning", "Learning", (r) => r.learning],
];
const percent = (share) => `${Math.round(share * 100)} %`;

export function withTable(view) {
  const rows = new Map();
  let sort = "latest";
  let down = true;
  let shown = SHOWN;
  const search = make("input", { class: "cmp-input", type: "search", placeholder: "Title, source …", "aria-label": "Filter by text", oninput: () => { shown = SHOWN; fill(); } });
  const comfort = choice("Show", SHOW, () => { shown = SHOWN; fill(); });
  const order = choice("Sort", [["latest", "latest first"], ...COLUMNS.map(([name, label]) => [name, label])], (value) => sortBy(value));
  const count = make("span", { class: "cmp-count", role: "status" });
  const progress = make("div", { class: "cmp-working", role: "status" });
  const heads = COLUMNS.map(([name, label]) => make("th", { role: "columnheader", scope: "col", "data-sort": name },
    make("button", { class: "cmp-sort", text: label, title: `Sort by ${label.toLowerCase()}`, onclick: () => sortBy(name) })));
  const body = make("tbody", { role: "rowgroup" });
  const more = make("button", { class: "cmp-button", onclick: () => { shown += 4 * SHOWN; fill(); } });
  const empty = make("p", { class: "cmp-hint" });
  const folder = make("p", { class: "cmp-hint cmp-folder" });
  view.library = make("section", { class: "cmp-library", "aria-labelledby": `${view.id}-library` },
    make("div", { class: "cmp-library-head" }, make("h3", { id: `${view.id}-library`, text: "My library" }), count,
      make("div", { class: "cmp-tools" }, search, comfort.node, order.node)),
    progress,
    make("table", { role: "table", "aria-labelledby": `${view.id}-library` }, make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads)), body),
    empty, more, folder);

  function sortBy(name) {
    down = sort === name ? !down : !["title", "level"].includes(name);
    sort = name;
    order.select.value = name;
    fill();
  }
  view.putRows = (some, all) => {
    if (all) rows.clear();
    for (const row of some) {
      rows.set(row.path, { ...row, search: folded(`${row.title} ${row.source} ${row.date} ${row.path}`) });
    }
    soon();
  };
  let later = 0;
  const soon = () => { later ||= requestAnimationFrame(() => { later = 0; if (view.alive) fill(); }); };
  view.cleanups.push(() => cancelAnimationFrame(later));

  function wanted(r) {
    const which = comfort.select.value;
    const words = folded(search.value).split(/\s+/u).filter(Boolean);
    if (!words.every((w) => r.search.includes(w))) return false;
    if (which === "unread") return r.state === "ready" && !r.opened;
    if (which === "begun") return Boolean(r.opened) && r.read < 1;
    if (which === "read") return r.read >= 1;
    if (which === "error") return r.state === "error";
    return !which || r.comfort === which;
  }
  function fill() {
    const key = COLUMNS.find(([name]) => name === sort)?.[2] || latest;
    const found = [...rows.values()].filter(wanted).sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      const by = typeof x === "string" ? x.localeCompare(y) : x - y;
      return Number(a.state !== "ready") - Number(b.state !== "ready") || (down ? -by : by) || a.path.localeCompare(b.path);
    });
    for (const th of heads) th.setAttribute("aria-sort", th.dataset.sort === sort ? (down ? "descending" : "ascending") : "none");
    count.textContent = rows.size === found.length ? `${rows.size} article${rows.size === 1 ? "" : "s"}` : `${found.length} of ${rows.size} articles`;
    const focused = view.focusRow || (body.contains(focusBeside(body)) && focusBeside(body).closest("tr")?.dataset.path);
    body.replaceChildren(...found.slice(0, shown).map(rowNode));
    if (focused) view.rowOf(focused)?.focus({ preventScroll: !view.focusRow });
    view.focusRow = "";
    more.hidden = found.length <= shown;
    more.textContent = `Show more (${found.length - shown})`;
    empty.hidden = found.length > 0;
    empty.textContent = rows.size ? "No article is like that." : "No article is here yet: paste a text, or drop a file.";
  }
  const cell = (label, className, ...content) => make("td", { role: "cell", "data-label": label, class: className }, ...content);
  function rowNode(r) {
    const from = [r.source, r.path.includes("/") ? r.path.slice(0, r.path.lastIndexOf("/")) : ""].filter(Boolean).join(" · ");
    const title = cell("", "cmp-cell-title",
      make("button", { class: "cmp-title", lang: r.state === "ready" ? "zh-Hant-HK" : undefined, text: r.title, onclick: () => view.open(r.path) }));
    if (from) title.append(make("span", { class: "cmp-source", text: from }));
    const node = make("tr", { role: "row", class: r.state === "ready" ? "" : "cmp-not-ready", "data-path": r.path }, title);
    if (r.state !== "ready") {
      node.append(make("td", { role: "cell", class: "cmp-why", colspan: COLUMNS.length - 1, text: r.error || WAITING[r.state] }));
      return node;
    }
    const known = make("span", { class: `cmp-known cmp-is-${r.comfort.replace(" ", "-")}` },
      make("span", { class: "cmp-meter", "aria-hidden": "true" }, make("span", { style: `inline-size: ${Math.round(r.known * 100)}%` })),
      make("span", { class: "cmp-figure", text: percent(r.known) }), make("small", { text: MARKS[r.comfort] }));
    const read = r.read >= 1 ? "read" : r.read > 0 ? percent(r.read) : r.opened ? "opened" : "–";
    node.append(cell("", "cmp-number", r.date || r.added.slice(0, 10)), cell("Length", "cmp-number", r.characters.toLocaleString("en")),
      cell("Known", "", known), cell("Level", "", r.level || "–"), cell("Read", `cmp-number${read === "–" ? " cmp-none" : ""}`, read), cell("Learning", `cmp-number${r.learning ? "" : " cmp-none"}`, r.learning || "–"));
    return node;
  }
  view.rowOf = (path) => body.querySelector(`[data-path="${CSS.escape(path)}"] .cmp-title`);

  let asked = false;
  view.showLibrary = (failed = undefined) => {
    const facts = view.facts();
    if (failed !== undefined) asked = !failed;
    const [done, total] = facts.progress || [0, 0];
    progress.hidden = !(total && done < total);
    progress.replaceChildren(...(progress.hidden ? [] : [
      make("progress", { max: String(total), value: String(done), "aria-label": "Looking at new articles" }), make("span", { text: `Looking at new articles: ${done} of ${total}` })]));
    folder.replaceChildren("These are files in ", make("code", { text: facts.folder || "" }), ": copy, mail or back up that folder as it is. ", view.hintsAgain);
    folder.hidden = !facts.folder;
    if (!rows.size) {
      count.textContent = "";
      empty.hidden = false;
      more.hidden = true;
      empty.textContent = asked ? "No article is here yet: paste a text, or drop a file." : failed ? "Python is not connected: run the cell to open your library." : "Looking …";
    }
  };
}
