import { cardOf } from "../shared/cards.js";
import { load } from "../shared/loading.js";
import { wordOf } from "../shared/words.js";

(() => {
  const page = /** @type {HTMLElement} */ (document.querySelector(".ho"));
  const bar = /** @type {HTMLElement} */ (document.querySelector(".ho-bar"));
  const card = /** @type {HTMLElement} */ (document.querySelector(".ho-card"));
  const store = document.getElementById("ho-cards");
  if (!page || !bar || !card || !store) return;
  page.classList.add("ho-js");
  const table = JSON.parse(store.textContent);
  const simplifiedFirst = page.classList.contains("ho-hans-first");
  // a page of a site has the keys of its words, and loads what they say when one is touched
  const keys = table.keys?.split(" ");
  const has = (/** @type {HTMLElement} */ word) => (keys || table.words)[Number(word.dataset.w)] !== undefined;
  async function wordAndTable(/** @type {HTMLElement} */ word) {
    const n = Number(word.dataset.w);
    const folder = store.dataset.cards;
    const { digits, made } = await load("cards", "index", `${folder}/index.js`);
    const part = keys[n].slice(0, digits);
    const found = (await load("cards", part, `${folder}/${part}.js?${made}`))[keys[n]];
    const own = { columns: table.columns, senses: [], characters: {}, terms: {}, ...found };
    return { own, word: wordOf(own, 0) };
  }

  function node(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // ---- switches
  function button(label, pressed, act) {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = label;
    if (pressed !== undefined) b.setAttribute("aria-pressed", String(pressed));
    b.addEventListener("click", () => act(b));
    bar.append(b);
    return b;
  }
  function layer(label, name, there) {
    if (!there) return;
    button(label, !page.classList.contains(name), (b) => {
      b.setAttribute("aria-pressed", String(!page.classList.toggle(name)));
      close();
    });
  }
  layer("Simplified", "cmp-no-s", page.querySelector(".cmp-s") && !page.classList.contains("ho-hans-first"));
  layer("Traditional", "cmp-no-s", page.querySelector(".cmp-s") && page.classList.contains("ho-hans-first"));
  layer("Readings", "cmp-no-py", page.querySelector(".cmp-o rt"));
  // Word by word a gloss stands below its word only, and there is no line to hide.
  const english = page.querySelector(page.classList.contains("ho-interlinear") ? ".cmp-en .cmp-e:not(.cmp-e-gloss)" : ".cmp-en");
  layer("English", "cmp-no-en", english);
  if (english) {
    const cover = button("Cover the English", false, (b) => {
      b.setAttribute("aria-pressed", String(page.classList.toggle("ho-cover")));
      for (const e of page.querySelectorAll(".ho-open")) e.classList.remove("ho-open");
    });
    cover.setAttribute("aria-label", "Cover the English");
    cover.dataset.short = "Cover"; // on a telephone
  }
  button("Print", undefined, () => window.print());
  bar.hidden = false;

  // ---- on a phone the list of words stands behind the text, folded (its style says where); paper has it open
  const list = page.querySelector(".ho-vocabulary");
  let unfold = () => {};
  if (list) {
    const head = list.querySelector("h2");
    const fold = node("button", "ho-fold", head.textContent);
    fold.type = "button";
    const folded = (/** @type {boolean} */ on) => {
      list.classList.toggle("ho-folded", on);
      fold.setAttribute("aria-expanded", String(!on));
    };
    fold.addEventListener("click", () => folded(!list.classList.contains("ho-folded")));
    head.replaceChildren(node("span", "ho-unfolded", head.textContent), fold);
    folded(true);
    unfold = () => folded(false);
  }
  const answers = page.querySelector(".ho-answers");
  if (answers) {
    const show = document.createElement("button");
    show.type = "button";
    show.className = "ho-show";
    show.textContent = "Show the answers";
    show.addEventListener("click", () => { answers.classList.add("ho-shown"); show.remove(); });
    answers.querySelector("h2").after(show);
  }

  // ---- choices tell right from wrong, where the answers are in the page
  for (const right of page.querySelectorAll(".ws-choices > [data-right]")) {
    const choices = right.parentElement;
    const said = node("span", "ho-said");
    said.setAttribute("role", "status");
    for (const choice of [...choices.children]) {
      const pick = node("button", "ho-pick");
      pick.type = "button";
      pick.append(...choice.childNodes);
      pick.addEventListener("click", () => {
        for (const other of choices.querySelectorAll(".ho-pick")) other.classList.remove("ho-picked");
        pick.classList.add("ho-picked");
        said.textContent = choice === right ? "✓ Right" : "✗ Not this one";
      });
      choice.append(pick);
    }
    said.lang = "en";
    choices.after(said);
  }

  // ---- cards
  const words = [.../** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".cmp-o .cmp-w"))].filter(has);
  let current = words[0] || null;
  let open = null;
  if (current) focusable(current);
  function focusable(word) {
    if (current && current !== word) current.tabIndex = -1;
    current = word;
    word.tabIndex = 0;
    word.setAttribute("role", "button");
  }
  function content(/** @type {HTMLElement} */ word) {
    if (!keys) return cardOf(table, wordOf(table, Number(word.dataset.w)), { simplifiedFirst });
    return wordAndTable(word).then(({ own, word: found }) => cardOf(own, found, { simplifiedFirst }), () => [node("p", "", "The cards of this site are not here: copy its whole folder.")]);
  }
  async function show(word) {
    if (!has(word)) return;
    close();
    open = word;
    focusable(word);
    word.classList.add("ho-on");
    const say = await content(word);
    if (open !== word) return; // another one was touched meanwhile
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "ho-close";
    shut.textContent = "×";
    shut.setAttribute("aria-label", "Close");
    shut.addEventListener("click", () => close(true));
    card.replaceChildren(shut, ...say);
    card.hidden = false;
    card.scrollTop = 0;
    const covered = word.getBoundingClientRect().bottom - (window.innerHeight - card.offsetHeight) + 20;
    if (covered > 0) window.scrollBy(0, covered);
  }
  function close(back = false) {
    if (!open) return;
    open.classList.remove("ho-on");
    card.hidden = true;
    if (back) open.focus({ preventScroll: true });
    open = null;
  }
  page.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const covered = target.closest(".ho-cover .cmp-e");
    if (covered) { covered.classList.toggle("ho-open"); return; }
    if (target.closest(".ho-no a")) unfold(); // the number leads into the list
    if (target.closest("a, button")) return;
    const word = /** @type {HTMLElement} */ (target.closest(".cmp-w"));
    if (word && has(word)) { if (open === word) close(); else { show(word); word.focus({ preventScroll: true }); } } else close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(true); return; }
    const word = event.target instanceof Element ? /** @type {HTMLElement} */ (event.target.closest(".cmp-w")) : null;
    if (!word || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = words[words.indexOf(word) + step];
      if (next) { focusable(next); next.focus(); if (open) show(next); }
      event.preventDefault();
    } else if (event.key === "Enter" || event.key === " ") {
      show(word);
      event.preventDefault();
    }
  });

  // ---- line numbers: a mark at every fifth line, where the line begins
  function numberLines() {
    for (const old of page.querySelectorAll(".ho-ln")) old.remove();
    let line = 0;
    for (const text of page.querySelectorAll(".ho-text .cmp-o")) {
      const top = text.getBoundingClientRect().top;
      let last = -Infinity;
      for (const word of text.querySelectorAll(".cmp-n > *")) {
        const box = word.getClientRects();
        for (const r of box) {
          if (r.bottom > last + r.height * 0.7 && r.height > 0) {
            last = r.bottom;
            line += 1;
            if (line % 5 === 0) {
              const mark = document.createElement("span");
              mark.className = "ho-ln";
              mark.setAttribute("aria-hidden", "true");
              mark.textContent = String(line);
              mark.style.top = `${r.bottom - top - 14}px`;
              text.append(mark);
            }
          }
        }
      }
    }
  }
  if (page.classList.contains("ho-lines") && !page.classList.contains("ho-vertical")) {
    numberLines();
    let width = window.innerWidth;
    window.addEventListener("resize", () => { if (window.innerWidth !== width) { width = window.innerWidth; numberLines(); } });
    window.matchMedia("print").addEventListener("change", numberLines);
  }
})();
