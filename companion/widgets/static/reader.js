// The reading widget. Fragments and cards come escaped from Python's renderer; this file only
// places them, moves the focus and switches classes.
const CHUNK_MS = 12;
const NARROW = 760;
const LAYERS = [["simplified", "s", "Simplified"], ["pinyin", "p", "Pinyin"], ["english", "e", "English"]];
const OFF = { simplified: "cmp-no-s", pinyin: "cmp-no-py", english: "cmp-no-en" };

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function render({ model, el }) {
  const root = element("div", "cmp-reader");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", `Reader: ${model.get("title") || "article"}`);
  const bar = element("div", "cmp-bar");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Layers");
  const text = element("div", "cmp-text");
  const card = element("div", "cmp-card");
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", "Word");
  card.tabIndex = -1;
  card.hidden = true;
  const status = element("div", "cmp-status");
  status.setAttribute("role", "status");
  root.append(bar, status, text, card);
  el.append(root);

  let current = null; // the word that Tab reaches
  let opened = null; // the word whose card is open
  const timers = new Set();
  const cleanups = [];

  function listen(event, handler) {
    model.on(event, handler);
    cleanups.push(() => model.off(event, handler));
  }

  // ---- layers
  const buttons = {};
  for (const [layer, key, label] of LAYERS) {
    const button = element("button", "cmp-toggle", label);
    button.type = "button";
    button.title = `${label} on or off (key ${key})`;
    button.addEventListener("click", () => toggle(layer));
    buttons[layer] = button;
    bar.append(button);
    listen(`change:${layer}`, showLayers);
  }
  bar.append(element("span", "cmp-help", "Click a word for its card. Keys: arrows, Enter, s, p, e, Esc"));

  function toggle(layer) {
    model.set(layer, !model.get(layer));
    model.save_changes();
    showLayers();
  }

  function showLayers() {
    for (const [layer] of LAYERS) {
      const on = Boolean(model.get(layer));
      root.classList.toggle(OFF[layer], !on);
      buttons[layer].setAttribute("aria-pressed", String(on));
    }
    closeCard(false);
  }

  function showNotices() {
    status.replaceChildren();
    for (const notice of model.get("notices") || []) {
      const line = element("div", "cmp-notice");
      const at = notice.indexOf("companion models install");
      line.append(document.createTextNode(at < 0 ? notice : notice.slice(0, at)));
      if (at >= 0) line.append(element("code", "", notice.slice(at)));
      status.append(line);
    }
  }
  listen("change:notices", showNotices);

  // ---- the article, a little at a time so that the page stays responsive
  let generation = 0;
  function fill() {
    const mine = ++generation;
    const fragments = model.get("_paragraphs") || [];
    text.replaceChildren();
    current = null;
    closeCard(false);
    let next = 0;
    root.setAttribute("aria-busy", "true");
    function step() {
      if (mine !== generation) return;
      const until = performance.now() + CHUNK_MS;
      while (next < fragments.length && performance.now() < until) {
        const holder = document.createElement("template");
        holder.innerHTML = fragments[next++];
        text.append(holder.content);
      }
      if (!current) makeCurrent(text.querySelector(".cmp-w"), false);
      if (next < fragments.length) later(step);
      else root.removeAttribute("aria-busy");
    }
    step();
  }
  function later(job) {
    const id = setTimeout(() => { timers.delete(id); job(); }, 0);
    timers.add(id);
  }
  listen("change:_paragraphs", fill);

  // ---- words
  function makeCurrent(word, focus) {
    if (!word) return;
    if (current && current !== word) current.tabIndex = -1;
    current = word;
    word.tabIndex = 0;
    word.setAttribute("role", "button");
    if (focus) {
      word.focus({ preventScroll: true });
      word.scrollIntoView({ block: "nearest" });
    }
  }

  function twins(word) {
    const section = word.closest(".cmp-p");
    if (!section) return [word];
    const originals = [...section.querySelectorAll(".cmp-w")];
    const simplified = [...section.querySelectorAll(".cmp-v")];
    const at = Math.max(originals.indexOf(word), simplified.indexOf(word));
    return [originals[at], simplified[at]].filter(Boolean);
  }

  function sentenceOf(word) {
    return Number(word.closest(".cmp-n").dataset.s);
  }

  function unmark() {
    for (const node of root.querySelectorAll(".cmp-on, .cmp-sentence-on")) node.classList.remove("cmp-on", "cmp-sentence-on");
  }

  function mark(word) {
    unmark();
    for (const node of twins(word)) node.classList.add("cmp-on");
    const section = word.closest(".cmp-p");
    const english = section && section.querySelector(`.cmp-e[data-s="${sentenceOf(word)}"]`);
    if (english) english.classList.add("cmp-sentence-on");
  }

  function original(word) {
    return word.classList.contains("cmp-w") ? word : twins(word).find((n) => n.classList.contains("cmp-w")) || word;
  }

  function open(word) {
    const first = original(word);
    makeCurrent(first, false);
    mark(first);
    opened = word;
    const html = (model.get("_cards") || {})[first.dataset.w];
    card.innerHTML = html || "";
    if (!html) card.append(element("p", "", "There is no card for this word."));
    const close = element("button", "cmp-close", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => closeCard(true));
    card.append(close);
    card.hidden = false;
    place(word);
    const bare = first.cloneNode(true);
    for (const node of bare.querySelectorAll("rt, rp")) node.remove();
    const section = first.closest(".cmp-p");
    model.set("selection", {
      text: bare.textContent,
      paragraph: section ? section.dataset.p : "",
      sentence: sentenceOf(first),
    });
    model.save_changes();
  }

  // Below the word, or above it where there is more room; never over it.
  function place(word) {
    const box = root.getBoundingClientRect();
    const lines = word.getClientRects();
    const at = lines.length ? lines[0] : word.getBoundingClientRect();
    const last = lines.length ? lines[lines.length - 1] : at;
    const width = Math.min(420, box.width - 16);
    card.style.width = `${width}px`;
    card.style.maxHeight = "";
    const view = window.innerHeight;
    const below = view - last.bottom - 12;
    const above = at.top - 12;
    const height = card.offsetHeight;
    const under = height <= below || below >= above;
    const room = Math.max(120, under ? below : above);
    card.style.maxHeight = `${Math.min(room, 420)}px`;
    const left = Math.min(Math.max(at.left - box.left, 8), Math.max(8, box.width - width - 8));
    card.style.left = `${left}px`;
    const shown = card.offsetHeight;
    card.style.top = `${(under ? last.bottom + 6 : at.top - 6 - shown) - box.top + root.scrollTop}px`;
  }

  function closeCard(refocus) {
    if (card.hidden) return;
    card.hidden = true;
    card.replaceChildren();
    unmark();
    if (refocus && opened) {
      const word = original(opened);
      makeCurrent(word, true);
    }
    opened = null;
  }

  function words() {
    return [...text.querySelectorAll(".cmp-w")];
  }

  function step(by) {
    const all = words();
    const at = all.indexOf(current);
    return all[Math.min(Math.max(at + by, 0), all.length - 1)];
  }

  // The nearest word on the line above or below.
  function line(direction) {
    const all = words();
    const start = all.indexOf(current);
    const from = current.getBoundingClientRect();
    const middle = (from.left + from.right) / 2;
    let best = null;
    let row = null;
    for (let i = start + direction; i >= 0 && i < all.length; i += direction) {
      const box = all[i].getBoundingClientRect();
      const apart = direction > 0 ? box.top - from.top : from.top - box.top;
      if (apart < from.height / 2) continue;
      if (row === null) row = box.top;
      if (Math.abs(box.top - row) > from.height / 2) break;
      const distance = Math.abs((box.left + box.right) / 2 - middle);
      if (!best || distance < best.distance) best = { word: all[i], distance };
    }
    return best ? best.word : step(direction);
  }

  root.addEventListener("click", (event) => {
    const word = event.target.closest(".cmp-w, .cmp-v");
    if (word && text.contains(word)) {
      if (String(window.getSelection()).length > 0) return;
      open(word);
      makeCurrent(original(word), word.classList.contains("cmp-w"));
    } else if (!card.contains(event.target)) {
      closeCard(false);
    }
  });
  text.addEventListener("pointerover", (event) => {
    const word = event.target.closest(".cmp-w, .cmp-v");
    if (word && card.hidden) mark(word);
  });
  text.addEventListener("pointerleave", () => { if (card.hidden) unmark(); });

  // No key pressed in the reader may reach the notebook: there `x` cuts the cell.
  for (const type of ["keydown", "keyup", "keypress"]) {
    root.addEventListener(type, (event) => event.stopPropagation());
  }
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const onWord = event.target.classList && event.target.classList.contains("cmp-w");
    if (event.key === "Escape") {
      closeCard(true);
    } else if (onWord && (event.key === "Enter" || event.key === " ")) {
      makeCurrent(event.target, false);
      open(event.target);
    } else if (onWord && event.key.startsWith("Arrow")) {
      const target = { ArrowRight: () => step(1), ArrowLeft: () => step(-1), ArrowDown: () => line(1), ArrowUp: () => line(-1) }[event.key]();
      const wasOpen = !card.hidden;
      makeCurrent(target, true);
      if (wasOpen) open(target);
    } else if (!event.shiftKey && event.target.tagName !== "INPUT") {
      const layer = LAYERS.find(([, key]) => key === event.key);
      if (!layer) return;
      toggle(layer[0]);
    } else {
      return;
    }
    event.preventDefault();
  });

  // ---- width: of the reader, not of the window
  function fit() {
    const mode = model.get("layout_mode");
    const narrow = mode === "stacked" || (mode !== "columns" && root.clientWidth > 0 && root.clientWidth < NARROW);
    root.classList.toggle("cmp-stacked", narrow);
    if (!card.hidden && opened) place(opened);
  }
  listen("change:layout_mode", fit);
  const observer = new ResizeObserver(fit);
  observer.observe(root);

  showLayers();
  showNotices();
  fill();
  fit();

  return () => {
    generation++;
    observer.disconnect();
    for (const id of timers) clearTimeout(id);
    for (const undo of cleanups) undo();
  };
}

export default { render };
