// The glossary editor. Tabulator (vendored, MIT) shows the rows; this file searches, keeps the focus and
// the form. What is right is decided in Python, which also writes the file.
import { TabulatorFull as Tabulator } from "tabulator-tables";
import { keepKeys } from "../shared/shortcuts.js";

const LABELS = {
  traditional: "Traditional", simplified: "Simplified", pinyin: "Pinyin", english: "English", mainland: "Mainland wording",
  taiwan: "Taiwan wording", aliases: "Other wordings", jyutping: "Jyutping", domain: "Domain", level: "Level", status: "Status",
  note: "Note", source: "Source", id: "Id",
};
const HINTS = { english: "the preferred one first; others after ;", aliases: "with ; between them", id: "is made from the pinyin" };
const ORDER = ["traditional", "english", "pinyin", "simplified", "mainland", "taiwan", "aliases", "note", "domain", "level", "status", "source", "jyutping", "id"];
const LANG = { traditional: "zh-Hant-HK", simplified: "zh-Hans", mainland: "zh-Hans", taiwan: "zh-Hant-TW", aliases: "zh-Hant-HK", pinyin: "zh-Latn-pinyin" };
const LAYERS = { "": "curated", project: "project", personal: "own" };
const TYPING_MS = 180;
let count = 0;

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function render({ model, el }) {
  const mine = `cmp-gl-${++count}`;
  const columns = model.get("_columns");
  const variants = model.get("_variants") || {};
  const root = element("div", "cmp-glossary");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "Glossary editor");

  // ---- the bar
  const bar = element("div", "cmp-gl-bar");
  const search = element("input", "cmp-gl-search");
  search.type = "search";
  search.placeholder = "Search: 電騙, 电骗, dianpian, fraud";
  search.setAttribute("aria-label", "Search");
  const domain = element("select");
  domain.setAttribute("aria-label", "Domain");
  const layer = element("select");
  layer.setAttribute("aria-label", "Layer");
  for (const [value, text] of [["", "all layers"], ["personal", "own"], ["project", "project"], ["shipped", "curated"], ["draft", "drafts"], ["forbidden", "forbidden"]]) {
    const option = element("option", "", text);
    option.value = value;
    layer.append(option);
  }
  const button = (text, title, run) => {
    const node = element("button", "cmp-gl-button", text);
    node.type = "button";
    node.title = title;
    node.addEventListener("click", run);
    return node;
  };
  const add = button("New term", "Key n", () => draft(""));
  const offer = button("", "The word that is chosen in the reader", () => ask(model.get("proposed")));
  const undo = button("Undo", "Ctrl+Z in the list", () => send({ do: "undo" }));
  bar.append(search, domain, layer, add, offer, undo);
  const said = element("div", "cmp-gl-said");
  said.setAttribute("role", "status");
  const notices = element("div", "cmp-gl-notices");
  const body = element("div", "cmp-gl-body");
  const grid = element("div", "cmp-gl-grid");
  const form = element("form", "cmp-gl-form");
  form.hidden = true;
  form.noValidate = true;
  body.append(grid, form);
  const keys = element("div", "cmp-gl-keys", "Keys: / search · ↑ ↓ rows · Enter open · n new · Ctrl+Enter save · Esc back · Ctrl+Z undo");
  root.append(bar, said, notices, body, keys);
  el.append(root);

  const cleanups = [];
  const timers = new Set();
  const listen = (event, handler) => { model.on(event, handler); cleanups.push(() => model.off(event, handler)); };
  const send = (content) => model.send(content);
  const say = (text, bad) => { said.textContent = text; said.classList.toggle("cmp-gl-bad", Boolean(bad)); };

  // ---- rows
  const object = (cells) => Object.fromEntries([...columns, "layer", "search"].map((c, i) => [c, cells[i] ?? ""]));
  let rows = (model.get("_rows") || []).map(object);
  const cell = (lang) => (c) => {
    const node = element("span", "", c.getValue());
    if (lang) node.lang = lang;
    return node;
  };
  let ready = false;
  const table = new Tabulator(grid, {
    data: rows, index: "id", height: 420, layout: "fitColumns", keybindings: false, selectableRows: false, autoResize: true,
    placeholder: "No term is like this.", columnDefaults: { headerSortTristate: true, tooltip: false, minWidth: 60 },
    columns: [
      { title: "Traditional", field: "traditional", formatter: cell("zh-Hant-HK"), widthGrow: 2, minWidth: 100 },
      { title: "Simplified", field: "simplified", formatter: cell("zh-Hans"), widthGrow: 2, minWidth: 100 },
      { title: "Mainland", field: "mainland", formatter: cell("zh-Hans"), widthGrow: 2 },
      { title: "Pinyin", field: "pinyin", formatter: cell("zh-Latn-pinyin"), widthGrow: 2, minWidth: 100 },
      { title: "English", field: "english", formatter: cell("en"), widthGrow: 4, minWidth: 140 },
      { title: "Domain", field: "domain", formatter: cell(""), widthGrow: 1.5, minWidth: 80 },
      { title: "Layer", field: "layer", formatter: (c) => element("span", `cmp-gl-layer cmp-gl-${c.getValue() || "shipped"}`, LAYERS[c.getValue()] ?? c.getValue()), width: 84 },
    ],
    rowFormatter: (row) => {
      const data = row.getData();
      const node = row.getElement();
      node.id = `${mine}-${data.id}`;
      node.classList.toggle("cmp-gl-current", data.id === current);
      node.classList.toggle("cmp-gl-out", data.status === "forbidden");
      if (data.id === current) node.setAttribute("aria-selected", "true");
      else node.removeAttribute("aria-selected");
    },
  });
  table.on("tableBuilt", () => { ready = true; describe(); filter(); });
  table.on("rowClick", (_event, row) => { go(row.getData().id, false); open(); });
  table.on("dataFiltered", () => later(counted, 0));

  function describe() {
    grid.tabIndex = 0;
    grid.setAttribute("aria-label", "Terms");
    grid.setAttribute("aria-rowcount", String(rows.length));
    for (const holder of grid.querySelectorAll(".tabulator-tableholder")) holder.removeAttribute("tabindex");
  }

  function later(job, ms) {
    const id = setTimeout(() => { timers.delete(id); job(); }, ms);
    timers.add(id);
    return id;
  }

  function domains() {
    const chosen = domain.value;
    const names = [...new Set(rows.map((r) => r.domain))].filter(Boolean).sort();
    domain.replaceChildren();
    for (const name of ["", ...names]) {
      const option = element("option", "", name || "all domains");
      option.value = name;
      domain.append(option);
    }
    domain.value = names.includes(chosen) ? chosen : "";
    list.replaceChildren(...names.map((n) => { const o = element("option"); o.value = n; return o; }));
  }

  // Any script, pinyin with tones, without, or with numbers, English.
  function wanted(text) {
    const plain = text.trim().toLowerCase().normalize("NFC");
    if (!plain) return null;
    if (/\p{Script=Han}/u.test(plain)) return [[...plain].map((c) => variants[c] || c).join("")];
    let letters = plain.replace(/(?<=[a-zü])[1-5](?!\d)/g, "").replace(/[\s'’\-–]/g, "");
    const toned = /[̀́̄̌]/.test(letters.normalize("NFD"));
    if (!toned) letters = letters.replaceAll("ü", "v");
    return letters ? [plain, letters] : [plain];
  }

  function filter() {
    if (!ready) return;
    const forms = wanted(search.value);
    const inDomain = domain.value;
    const inLayer = layer.value;
    table.setFilter((row) => {
      if (inDomain && row.domain !== inDomain) return false;
      if (inLayer === "draft" || inLayer === "forbidden") { if (row.status !== inLayer) return false; }
      else if (inLayer && (row.layer || "shipped") !== inLayer) return false;
      return !forms || forms.some((f) => row.search.includes(f));
    });
  }

  function counted() {
    const n = table.getDataCount("active");
    grid.dataset.count = String(n);
    say(n === rows.length ? `${n} terms` : `${n} of ${rows.length} terms`);
    const first = table.getRows("active")[0];
    if (!table.getRows("active").some((r) => r.getData().id === current)) mark(first ? first.getData().id : "");
  }

  // ---- the current row
  let current = "";
  function mark(id) {
    const before = current;
    current = id;
    for (const name of [before, id]) {
      const row = name && table.getRow(name);
      if (row) row.reformat();
    }
    if (id) grid.setAttribute("aria-activedescendant", `${mine}-${id}`);
    else grid.removeAttribute("aria-activedescendant");
  }
  function go(id, scroll = true) {
    if (!id) return Promise.resolve();
    const done = scroll ? table.scrollToRow(id, "nearest", false).catch(() => {}) : Promise.resolve();
    return done.then(() => mark(id));
  }
  function step(by) {
    const all = table.getRows("active");
    if (!all.length) return;
    const at = all.findIndex((r) => r.getData().id === current);
    go(all[Math.min(Math.max(at + by, 0), all.length - 1)].getData().id);
  }

  // ---- the form
  const fields = {};
  const list = element("datalist");
  list.id = `${mine}-domains`;
  const title = element("h3", "cmp-gl-title");
  const grouped = element("div", "cmp-gl-fields");
  for (const column of ORDER) {
    const box = element("div", `cmp-gl-field cmp-gl-f-${column}`);
    const label = element("label", "", LABELS[column]);
    const choices = model.get("_choices")[column];
    const input = element(choices ? "select" : column === "note" ? "textarea" : "input");
    if (choices) for (const c of choices) { const o = element("option", "", c || "–"); o.value = c; input.append(o); }
    else if (input.tagName === "INPUT") { input.type = "text"; input.autocomplete = "off"; input.spellcheck = column === "english"; }
    if (column === "note") input.rows = 2;
    if (column === "domain") input.setAttribute("list", list.id);
    if (LANG[column]) input.lang = LANG[column];
    if (HINTS[column]) input.placeholder = HINTS[column];
    if ((model.get("_required") || []).includes(column)) { input.required = true; label.append(element("span", "cmp-gl-must", " *")); }
    input.id = `${mine}-${column}`;
    input.name = column;
    label.htmlFor = input.id;
    const wrong = element("div", "cmp-gl-wrong");
    wrong.id = `${mine}-${column}-wrong`;
    input.setAttribute("aria-describedby", wrong.id);
    box.append(label, input, wrong);
    grouped.append(box);
    fields[column] = { input, wrong };
    input.addEventListener("input", typed);
  }
  const actions = element("div", "cmp-gl-actions");
  const save = element("button", "cmp-gl-button cmp-gl-save", "Save");
  save.type = "submit";
  save.title = "Ctrl+Enter";
  const cancel = button("Back", "Esc", () => close());
  const remove = button("Take out", "Out of the file that is edited; a curated term is back then", () => send({ do: "remove", id: shown }));
  actions.append(save, cancel, remove);
  form.append(title, grouped, list, actions, element("div", "cmp-gl-file", `Saved to ${model.get("_file")}`));

  let shown = null; // the id of the term in the form; "" for a new one
  let token = 0;
  let timer = null;
  function put(row, heading) {
    for (const column of ORDER) {
      const { input, wrong } = fields[column];
      input.value = row[column] ?? "";
      if (!HINTS[column]) input.placeholder = "";
      else input.placeholder = HINTS[column];
      wrong.textContent = "";
      input.removeAttribute("aria-invalid");
    }
    if (!fields.status.input.value) fields.status.input.value = "approved";
    shown = row.id || "";
    fields.id.input.readOnly = Boolean(row.id);
    title.textContent = heading;
    remove.hidden = !row.id || !row.layer;
    form.hidden = false;
    root.classList.add("cmp-gl-open");
    later(fit, 0);
    validate();
  }
  // Beside the form there is room for the main columns only.
  function fit() {
    const room = form.hidden || grid.clientWidth > 760;
    for (const column of ["mainland", "domain"]) room ? table.showColumn(column) : table.hideColumn(column);
    table.redraw();
  }
  function open() {
    const row = rows.find((r) => r.id === current);
    if (!row) return;
    put(row, row.layer ? "Change your term" : "Change a curated term: your version will win");
    fields.english.input.focus();
  }
  function draft(word) {
    put({ traditional: word, status: "approved" }, "New term");
    (word ? fields.english : fields.traditional).input.focus();
  }
  function ask(word) { send({ do: "draft", word }); }
  function close() {
    if (form.hidden) return;
    form.hidden = true;
    shown = null;
    root.classList.remove("cmp-gl-open");
    grid.focus({ preventScroll: true });
    later(() => { fit(); if (current) go(current); }, 0);
  }
  const values = () => Object.fromEntries(ORDER.map((c) => [c, fields[c].input.value]));
  function typed() {
    if (timer) { clearTimeout(timer); timers.delete(timer); }
    timer = later(validate, TYPING_MS);
  }
  function validate() { send({ do: "validate", token: ++token, row: values() }); }
  function judge(problems) {
    const by = {};
    for (const p of problems || []) (by[p.column] ||= []).push(p);
    const edited = Object.values(values()).some((v) => v && v !== "approved");
    for (const column of ORDER) {
      const { input, wrong } = fields[column];
      const all = by[column] || [];
      const stops = all.some((p) => p.stops);
      wrong.textContent = edited || !stops ? all.map((p) => p.message).join("; ") : "";
      wrong.classList.toggle("cmp-gl-stops", stops);
      if (stops && edited) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    save.disabled = (problems || []).some((p) => p.stops);
  }
  function submit() {
    if (save.disabled) { say("The term is not complete yet", true); return; }
    send({ do: "save", row: values() });
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });

  // ---- what Python says
  listen("msg:custom", (content) => {
    if (content.kind === "validated" && content.token === token && !form.hidden) {
      judge(content.problems);
      for (const [column, value] of Object.entries(content.filled || {})) fields[column].input.placeholder = value;
    } else if (content.kind === "refused") {
      judge(content.problems);
      say(content.message, true);
    } else if (content.kind === "unchanged") {
      close();
      later(() => say(content.message), 30);
    } else if (content.kind === "error") {
      say(content.message, true);
    } else if (content.kind === "draft") {
      if (!content.id) return draft(content.word);
      clearFilters();
      go(content.id).then(open);
    } else if (content.kind === "changed") {
      change(content);
    }
  });
  function clearFilters() { search.value = ""; domain.value = ""; layer.value = ""; filter(); }
  async function change({ put: changed, gone, message, focus }) {
    const fresh = changed.map(object);
    const ids = new Set([...gone, ...fresh.map((r) => r.id)]);
    const place = new Map(rows.map((r, i) => [r.id, i]));
    const known = fresh.filter((r) => place.has(r.id));
    for (const row of known) rows[place.get(row.id)] = row;
    rows = [...fresh.filter((r) => !place.has(r.id)), ...rows.filter((r) => !gone.includes(r.id))];
    model.set("_rows", rows.map((r) => [...columns, "layer", "search"].map((c) => r[c])));
    if (ids.has(current) && gone.includes(current)) current = "";
    await table.replaceData(rows);
    domains();
    if (focus) {
      if (!table.getRows("active").some((r) => r.getData().id === focus)) clearFilters();
      await go(focus);
    }
    close();
    grid.setAttribute("aria-rowcount", String(rows.length));
    later(() => say(message), 30);
  }
  listen("change:_rows", () => {
    const next = model.get("_rows") || [];
    if (next.length === rows.length && next.every((r, i) => r[0] === rows[i].id)) return;
    rows = next.map(object);
    table.replaceData(rows);
    domains();
  });
  function proposal() {
    const word = model.get("proposed");
    offer.hidden = !word;
    offer.textContent = word ? `Term from the reader: ${word}` : "";
  }
  listen("change:proposed", proposal);
  const undoes = () => { undo.disabled = !model.get("undoable"); };
  listen("change:undoable", undoes);
  function warn() {
    const all = model.get("notices") || [];
    notices.replaceChildren(...all.map((n) => element("div", "cmp-gl-notice", n)));
  }
  listen("change:notices", warn);

  // ---- keys: none may reach the notebook, where `x` cuts the cell
  const own = (event) => (event.ctrlKey || event.metaKey) && !event.altKey
    && ((event.key === "Enter" && form.contains(event.target)) || (event.key.toLowerCase() === "z" && !event.shiftKey && event.target === grid));
  cleanups.push(keepKeys(root, own));
  grid.addEventListener("keydown", (event) => {
    if (event.target !== grid || event.isComposing || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey) {
      if (model.get("undoable")) send({ do: "undo" });
    } else if (event.ctrlKey || event.metaKey) {
      return;
    } else if (event.key in STEPS) {
      step(STEPS[event.key]);
    } else if (event.key === "Enter") {
      open();
    } else if (event.key === "/") {
      search.focus();
      search.select();
    } else if (event.key === "n") {
      draft("");
    } else {
      return;
    }
    event.preventDefault();
  });
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
    else return;
    event.preventDefault();
  });
  search.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "Enter") grid.focus({ preventScroll: true });
    else if (event.key === "Escape" && search.value) { search.value = ""; filter(); }
    else return;
    event.preventDefault();
  });
  let typing = null;
  search.addEventListener("input", () => { if (typing) { clearTimeout(typing); timers.delete(typing); } typing = later(filter, 120); });
  domain.addEventListener("change", filter);
  layer.addEventListener("change", filter);

  domains();
  proposal();
  undoes();
  warn();
  const observer = new ResizeObserver(() => root.classList.toggle("cmp-gl-narrow", root.clientWidth > 0 && root.clientWidth < 820));
  observer.observe(root);

  return () => {
    observer.disconnect();
    for (const id of timers) clearTimeout(id);
    for (const job of cleanups) job();
    table.destroy();
  };
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };

export default { render };
