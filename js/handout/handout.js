(() => {
  const page = /** @type {HTMLElement} */ (document.querySelector(".ho"));
  const bar = /** @type {HTMLElement} */ (document.querySelector(".ho-bar"));
  const card = /** @type {HTMLElement} */ (document.querySelector(".ho-card"));
  const store = document.getElementById("ho-cards");
  if (!page || !bar || !card || !store) return;
  page.classList.add("ho-js");
  const { words: entries, characters, terms } = JSON.parse(store.textContent);
  const cards = new Map(Object.entries(entries));

  // ---- a card, out of its values; nothing of them is read as HTML
  function node(tag, className, text, lang) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    if (lang) made.lang = lang;
    return made;
  }
  function line(...parts) {
    const made = document.createElement("div");
    for (const part of parts) if (part) made.append(part, " ");
    return made;
  }
  function cardOf([text, other, reading, level, often, senses, parts, term, remarks]) {
    const simplifiedFirst = page.classList.contains("ho-hans-first");
    const [here, there] = simplifiedFirst ? ["zh-Hans", "zh-Hant-HK"] : ["zh-Hant-HK", "zh-Hans"];
    const made = [line(node("span", "cmp-card-word", text, here), other && node("span", "cmp-card-simplified", other, there), node("span", "cmp-card-pinyin", reading, "zh-Latn-pinyin"))];
    if (level) made.push(line(node("span", "cmp-chip", level), node("span", "cmp-label", often)));
    if (term >= 0) {
      const t = terms[term];
      made.push(line(node("strong", "", t.english)));
      for (const [name, value, lang] of [["Mainland", t.mainland, "zh-Hans"], ["Taiwan", t.taiwan, "zh-Hant-TW"], ["Cantonese", t.jyutping, "yue-Latn"]]) {
        if (value) made.push(line(node("span", "cmp-label", name), node("span", "", value, lang)));
      }
      if (t.note) made.push(node("div", "cmp-note", t.note));
      made.push(node("div", "cmp-source", t.source ? `Glossary: ${t.source}` : "Glossary"));
    }
    if (senses.length) {
      const list = node("ul", "cmp-senses");
      for (const [syllables, english] of senses) {
        const item = node("li");
        item.append(node("span", "cmp-sense-pinyin", syllables, "zh-Latn-pinyin"), " ", english);
        list.append(item);
      }
      made.push(list);
    }
    if (parts.length) {
      const list = node("ul", "cmp-characters");
      for (const [c, other, syllable, meaning] of parts.map((i) => characters[i])) {
        const item = node("li");
        item.append(node("span", "cmp-character", c, here), other ? node("span", "cmp-character", other, there) : "", " ", node("span", "cmp-sense-pinyin", syllable, "zh-Latn-pinyin"), " ", meaning);
        list.append(item);
      }
      made.push(list);
    }
    for (const r of remarks) made.push(node("div", "cmp-note", r));
    if (senses.length || parts.length) made.push(node("div", "cmp-source", "CC-CEDICT (CC BY-SA 4.0)"));
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
    button("Cover the English", false, (b) => {
      b.setAttribute("aria-pressed", String(page.classList.toggle("ho-cover")));
      for (const e of page.querySelectorAll(".ho-open")) e.classList.remove("ho-open");
    });
  }
  button("Print", undefined, () => window.print());
  bar.hidden = false;
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
  for (const right of page.querySelectorAll(".ho-choices > [data-right]")) {
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
      choice.replaceWith(pick);
    }
    said.lang = "en";
    choices.append(said);
  }

  // ---- cards
  const words = [.../** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".cmp-o .cmp-w"))].filter((w) => cards.has(w.dataset.w));
  let current = words[0] || null;
  let open = null;
  if (current) focusable(current);
  function focusable(word) {
    if (current && current !== word) current.tabIndex = -1;
    current = word;
    word.tabIndex = 0;
    word.setAttribute("role", "button");
  }
  function show(word) {
    const found = cards.get(word.dataset.w);
    if (!found) return;
    close();
    open = word;
    focusable(word);
    word.classList.add("ho-on");
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "ho-close";
    shut.textContent = "×";
    shut.setAttribute("aria-label", "Close");
    shut.addEventListener("click", () => close(true));
    card.replaceChildren(shut, ...cardOf(found));
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
    if (target.closest("a, button")) return;
    const word = /** @type {HTMLElement} */ (target.closest(".cmp-w"));
    if (word && cards.has(word.dataset.w)) { if (open === word) close(); else { show(word); word.focus({ preventScroll: true }); } } else close();
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
