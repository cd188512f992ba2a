// What comes into the library: a pasted text, files that are dropped or picked, a page by its address.
import { make } from "../shared/dom.js";

const PIECE = 2 ** 20; // bytes of a message: a large one would be refused on its way
const LARGEST = 64 * 2 ** 20;

export function withAdding(view) {
  const text = /** @type {HTMLTextAreaElement} */ (make("textarea", { class: "cmp-input", rows: "5", lang: "zh-Hant-HK", spellcheck: "false",
    placeholder: "Paste an article here …", "aria-label": "Paste an article" }));
  const read = make("button", { class: "cmp-button cmp-primary", text: "Save and read", onclick: paste });
  const pick = /** @type {HTMLInputElement} */ (make("input", { type: "file", multiple: true, hidden: true, accept: (view.facts().accepted || []).join(","), "aria-label": "Files",
    onchange: () => { files([...pick.files]); pick.value = ""; } }));
  const choose = make("button", { class: "cmp-button", text: "Choose files …", onclick: () => pick.click() });
  const address = /** @type {HTMLInputElement} */ (make("input", { class: "cmp-input", type: "url", placeholder: "https://…", "aria-label": "Address of a page", autocomplete: "off" }));
  const fetch = make("button", { class: "cmp-button", text: "Fetch", title: "Asks the server of this address for the page: the only thing here that uses the network", onclick: fetchPage });
  address.addEventListener("keydown", (e) => { if (e.key === "Enter") fetchPage(); });
  text.addEventListener("keydown", (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); e.stopPropagation(); paste(); } });

  view.adding = make("section", { class: "cmp-adding", "aria-label": "Add to the library" },
    make("div", { class: "cmp-paste" }, text, make("div", { class: "cmp-line" }, read, make("span", { class: "cmp-hint", text: "It is saved in your library first." }))),
    make("div", { class: "cmp-other" },
      make("div", { class: "cmp-drop" }, make("span", { text: "Drop files here" }), make("span", { class: "cmp-hint", text: "text, Word, PDF, EPUB, web pages, mail, subtitles, pictures" }), choose, pick),
      make("div", { class: "cmp-line" }, address, fetch)));

  function paste() {
    if (!text.value.trim()) {
      view.tell("There is no text yet: paste an article first.", true);
      text.focus();
      return;
    }
    const pasted = text.value;
    read.disabled = true;
    view.ask({ kind: "paste", text: pasted }, { busy: "Saving and reading …", patience: 0, done: (ok) => {
      read.disabled = false;
      if (ok && text.value === pasted) text.value = "";
    } });
  }

  function fetchPage() {
    const url = address.value.trim();
    if (!url) {
      view.tell("There is no address yet: it is written https://…", true);
      address.focus();
      return;
    }
    fetch.disabled = true;
    view.ask({ kind: "fetch", url }, { busy: `Fetching ${url} …`, patience: 0, done: (ok) => {
      fetch.disabled = false;
      if (ok) address.value = "";
    } });
  }

  // One after the other, each in pieces; a single one is opened when it is there.
  async function files(chosen) {
    for (const file of chosen) {
      if (file.size > LARGEST) {
        view.tell(`${file.name}: has ${Math.round(file.size / 2 ** 20)} MB; at most 64 MB are read.`, true);
        return;
      }
      let bytes;
      try {
        bytes = await file.arrayBuffer();
      } catch {
        view.tell(`${file.name}: can't be read; is it a folder? Drop the files in it.`, true);
        return;
      }
      for (let at = 0; at === 0 || at < bytes.byteLength; at += PIECE) {
        const piece = new DataView(bytes, at, Math.min(PIECE, bytes.byteLength - at));
        const message = { kind: "file", name: file.name, size: bytes.byteLength, at, open: chosen.length === 1 };
        const ok = await new Promise((done) => view.ask(message, { buffers: [piece], busy: `Saving ${file.name} …`, patience: 0, done }));
        if (!ok) return;
      }
    }
  }

  let over = 0;
  const zone = view.root;
  const has = (e) => [...(e.dataTransfer?.types || [])].includes("Files");
  const on = (type, run) => zone.addEventListener(type, (e) => { if (!has(e) || zone.classList.contains("cmp-opened")) return; e.preventDefault(); e.stopPropagation(); run(e); });
  const light = () => zone.classList.toggle("cmp-over", over > 0);
  on("dragenter", () => { over += 1; light(); });
  on("dragleave", () => { over -= 1; light(); });
  on("dragover", () => {});
  on("drop", (e) => { over = 0; light(); files([...e.dataTransfer.files]); });
}
