// The panels under the bar, one open at a time: settings, find, words, outline, regions, help.

import { folded } from "../shared/folding.js";
import { printForm } from "../shared/printing.js";
import { written } from "../shared/words.js";
import { choice, iconButton, make, span } from "../shared/dom.js";
import { focusBeside } from "../shared/focus.js";

const KEYS = [
  ["← →", "the word before, after"], ["↑ ↓", "the line above, below"], ["Home End", "first, last word of the paragraph"],
  ["Shift + ← →", "select several words"], ["Enter", "card of the word or the selection"], ["Esc", "close; back to the word"],
  ["s p e", "Simplified, pinyin, English on or off"], ["l", "next layout"], ["v", "show or hide this word's reading"],
  ["t T", "English of the sentence, of the paragraph, where it is hidden"], ["h", "hide again what was revealed"],
  ["n k i", "the word: I learn it, I know it, it is none to learn; the same key again: none of these"],
  ["1 2 3 4, 0", "how well I know a word that I learn; 0: a new word"], ["u", "the next new word"], ["a", "every other word of the article is known"],
  ["E", "another machine's English for this paragraph"], ["z", "undo"], ["m", "my words in the text, on or off"], ["r", "read aloud from here, or stop"],
  ["f or /", "find"], ["w", "words of the article"], ["c", "corrections of the article"], ["o", "outline"], ["g", "words that Hong Kong, the mainland and Taiwan say differently"], ["+ −", "text size"], ["?", "these lists"],
];
// What stands in the text: a class of its own for each sign, so that nothing takes the sample for a word of the text.
const SIGNS = [
  ["new", "新", "a new word: neither you nor a level or list of yours knows it"],
  ["learning", "學習", "a word that you learn; the bar grows from level 1 to 4"],
  ["ignored", "略過", "a word that is none to learn"],
  ["", "知道", "a word that you know, or a name"],
  ["term", "詞條", "a term of the glossary"],
  ["review", "存疑", "look at it: reading, meaning or division is in doubt"],
  ["origin", "memory", "English that a person wrote: of the article or of your translation memory"],
  ["origin", "machine", "English of a machine"],
  ["origin", "word gloss", "the words' meanings in their order: no translation"],
];
const ROWS = 200;

export function withPanels(view) {
  const { model, store, bar } = view;
  const panels = {};
  const host = view.panelHost;

  function add(name, iconName, label, panel, opened) {
    panel.hidden = true;
    panel.id = `cmp-${name}-${view.id}`;
    const button = iconButton(iconName, label, () => view.openPanel(panel.hidden ? name : null), { "aria-expanded": "false", "aria-controls": panel.id });
    panels[name] = { panel, button, opened };
    host.append(panel);
    return button;
  }
  let open = null;
  view.openPanel = (name, refocus = false) => {
    const before = open;
    open = name;
    for (const [own, { panel, button }] of Object.entries(panels)) {
      panel.hidden = own !== name;
      button.setAttribute("aria-expanded", String(own === name));
    }
    view.root.classList.toggle("cmp-open", Boolean(name));
    if (before === "find" && name !== "find") view.endFind();
    view.closeCard(false);
    if (name) panels[name].opened?.();
    else if (refocus && view.current) view.makeCurrent(view.current, true);
    else if (before && !name && panels[before].panel.contains(focusBeside(view.root))) panels[before].button.focus();
  };
  view.panelOpen = () => open;

  // ---- outline
  const outline = make("div", { class: "cmp-panel cmp-outline", role: "group", "aria-label": "Outline" });
  function fillOutline() {
    const heads = store.paragraphs().map((p, i) => [p, i]).filter(([p]) => p.kind === "headline");
    outline.replaceChildren(...heads.map(([p, i]) => make("button", { class: "cmp-head", lang: "zh-Hant-HK", text: store.text(p),
      onclick: () => { view.openPanel(null); view.goTo(i, 0); } })));
    if (!heads.length) outline.append(make("p", { class: "cmp-note", text: "This article has no headlines." }));
    outline.querySelector("button")?.focus();
  }

  // ---- words
  const SORTS = [["order", "#", "In order of appearance"], ["word", "Word", ""], ["pinyin", "Pinyin", ""], ["meaning", "Meaning", ""], ["count", "Places", "How often here"], ["zipf", "Frequency", "How common in Chinese"], ["status", "Status", ""]];
  let sort = "order";
  let down = false;
  let shown = ROWS;
  const filter = choice("Show", [["all", "all words"], ["new", "new words"], ["learning", "learning"], ["known", "known"], ["ignored", "ignored"]], () => fillWords());
  const total = make("span", { class: "cmp-count", role: "status" });
  const head = make("tr", {});
  const body = make("tbody", {});
  const longer = make("button", { class: "cmp-small", text: "Show more", onclick: () => { shown += ROWS; fillWords(); } });
  const words = make("div", { class: "cmp-panel cmp-words", role: "group", "aria-label": "Words of the article" },
    make("div", { class: "cmp-words-head" }, filter.node, total, make("span", { class: "cmp-save" }, "Save these words: ",
      ...[["csv", "CSV", "for a spreadsheet"], ["anki", "Anki", "as a deck of cards"]].map(([to, text, what]) =>
        make("button", { class: "cmp-small", text, title: `Save these words ${what}`, onclick: () => saveWords(to) })))),
    make("div", { class: "cmp-table", tabindex: "0", role: "region", "aria-label": "Table of words" }, make("table", {}, make("thead", {}, head), body), longer));
  for (const [name, label, title] of SORTS) {
    head.append(make("th", { scope: "col", "data-sort": name }, make("button", { class: "cmp-sort", text: label, title: title || `Sort by ${label.toLowerCase()}`,
      onclick: () => { down = sort === name ? !down : name === "count" || name === "zipf"; sort = name; fillWords(); } })));
  }
  const value = {
    order: (r) => r.order, count: (r) => r.count, zipf: (r) => r.entry.zipf, meaning: (r) => r.entry.meaning || "", word: (r) => r.entry.text,
    pinyin: (r) => folded(r.entry.pinyin.join("")), status: (r) => ["", "learning", "known", "ignored"].indexOf(store.status(r.entry)) * 10 + store.level(r.entry),
  };
  function chosenWords() {
    const wanted = filter.select.value;
    return store.vocabulary().filter((r) => {
      const status = store.status(r.entry);
      return wanted === "all" || (wanted === "new" ? !store.isKnown(r.entry) && !status : status === wanted || (wanted === "known" && status !== "ignored" && store.isKnown(r.entry)));
    });
  }
  function saveWords(to) {
    const rows = chosenWords();
    if (rows.length) view.ask({ kind: "file", to, words: rows.map((r) => r.entry.simplified) });
    else view.tell("There is no word in the list to save.");
  }
  function fillWords() {
    const rows = chosenWords();
    const key = value[sort];
    rows.sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      const by = typeof x === "string" ? x.localeCompare(y) : x - y;
      return (down ? -by : by) || a.order - b.order;
    });
    total.textContent = `${rows.length} words`;
    for (const th of head.children) th.setAttribute("aria-sort", th.dataset.sort === sort ? (down ? "descending" : "ascending") : "none");
    body.replaceChildren(...rows.slice(0, shown).map(row));
    longer.hidden = rows.length <= shown;
  }
  function row(r) {
    const status = make("select", { class: "cmp-select", "aria-label": `Status of ${r.entry.text}`, onchange: () => view.setStatus(r.entry, status.value, true) });
    for (const [v, text] of [["", "–"], ["learning", "learning"], ["known", "known"], ["ignored", "ignored"]]) status.append(make("option", { value: v, text }));
    status.value = store.status(r.entry);
    return make("tr", {}, make("td", { class: "cmp-number", text: r.order }),
      make("td", {}, make("button", { class: "cmp-part", lang: "zh-Hant-HK", text: r.entry.text, title: "Go to its first place", onclick: () => { const target = view.goTo(...r.place, false); if (target) view.openCard(target); } }),
        r.entry.simplified !== r.entry.text ? span(r.entry.simplified, "cmp-mainland", "zh-Hans") : ""),
      make("td", { lang: "zh-Latn-pinyin", text: written(r.entry) }), make("td", { lang: "en", text: r.entry.meaning || "" }),
      make("td", { class: "cmp-number", text: r.count }), make("td", { class: "cmp-number", text: r.entry.zipf ? `${r.entry.levels} ${r.entry.zipf.toFixed(1)}`.trim() : "–" }), make("td", {}, status));
  }
  view.refreshWords = () => { if (open === "words") fillWords(); };

  // ---- corrections: all of the article's, each with its undo
  const corrections = make("div", { class: "cmp-panel cmp-corrections", role: "group", "aria-label": "Corrections of this article" });
  function fillCorrections(focus = false) {
    const rows = model.get("_corrections") || [];
    corrections.replaceChildren(make("p", { class: "cmp-note", text: rows.length ? `${rows.length} ${rows.length === 1 ? "correction" : "corrections"} in this article.`
      : "Nothing is corrected in this article. To correct a word, open its card and choose Correct …" }));
    if (rows.length) corrections.append(make("ul", {}, ...rows.map(correctionRow)));
    if (focus) (corrections.querySelector("button") || corrections).focus();
  }
  function correctionRow(row) {
    const text = row.text ? span(row.text.length > 40 ? `${row.text.slice(0, 40)}…` : row.text, "cmp-corrected", "zh-Hant-HK") : "";
    const line = make("li", {}, make("span", { class: "cmp-said" }, ...(text ? [text, " "] : []), make("span", { lang: row.english ? "en" : null, text: row.said })),
      make("span", { class: "cmp-label", text: row.fits ? row.holds : "does not fit the text any more" }));
    if (row.at) {
      line.append(make("button", { class: "cmp-small", text: "Show", "aria-label": `Show: ${row.said}`, onclick: () => {
        const p = store.paragraphs()[row.at[0]];
        const word = p && [...store.sequence(p)].reverse().find((w) => w.start <= row.at[1]);
        if (p) view.goTo(row.at[0], word ? word.at : 0);
      } }));
    }
    line.append(make("button", { class: "cmp-small", text: "Undo", "aria-label": `Undo: ${row.said}`, onclick: () => view.ask({ kind: "take back", key: row.key }) }));
    return line;
  }
  const correctionsButton = add("corrections", "corrections", "Corrections of this article (key c)", corrections, () => fillCorrections(true));
  corrections.tabIndex = -1;
  view.listen("change:_corrections", () => { if (open === "corrections") fillCorrections(corrections.contains(focusBeside(view.root))); });

  // ---- what regions say differently: a table that comes escaped from Python
  const regions = make("div", { class: "cmp-panel cmp-regions", role: "region", tabindex: "0", "aria-label": "Words that differ by region" });
  const regionsButton = add("regions", "regions", "Hong Kong, mainland, Taiwan (key g)", regions, () => regions.focus());
  const showRegions = () => {
    regions.innerHTML = model.get("_regional") || "";
    regionsButton.hidden = !regions.firstChild;
    if (regionsButton.hidden && open === "regions") view.openPanel(null);
  };
  view.listen("change:_regional", showRegions);
  showRegions();

  // ---- the article as a lesson: a page, a PDF, a file
  const lesson = printForm({
    className: "cmp-panel cmp-print",
    close: () => view.openPanel(null),
    save: (message) => {
      lesson.busy(true);
      view.tell("Making the lesson …");
      const end = () => lesson.busy(false);
      view.ask(message, { patience: 0, failed: end, done: () => { end(); view.openPanel(null); } });
    },
  });
  const printButton = add("print", "print", "Print, or save as a file", lesson.form, () => {
    const shown = { all: "all", none: "none", "above-level": "above-level" }[model.get("pinyin_for")] || "all";
    lesson.offer(model.get("_printing") || {}, { layout: view.layout(), readings: model.get("pinyin") ? shown : "none" });
    lesson.focus();
  });

  // ---- help
  const sign = ([name, text, what]) => make("li", {},
    make("span", { class: name ? `cmp-sign cmp-sign-${name}` : "cmp-sign", lang: name === "origin" ? "en" : "zh-Hant-HK", text }), make("span", { text: what }));
  const help = make("div", { class: "cmp-panel cmp-help", role: "group", "aria-label": "Signs and keys" },
    make("ul", { class: "cmp-signs", "aria-label": "Signs in the text" }, ...SIGNS.map(sign)),
    make("dl", {}, ...KEYS.flatMap(([keys, what]) => [make("dt", { text: keys }), make("dd", { text: what })])));

  const known = make("button", { class: "cmp-share", title: "Share of known words: those you marked, those of the class's list and those at or below your level", onclick: () => view.openPanel(open === "words" ? null : "words") });
  view.showShare = () => {
    const share = model.get("known_share");
    known.hidden = !(share >= 0);
    if (share >= 0) known.textContent = `${Math.round(share * 100)} % known`;
  };
  // Where the bar is narrow, the rarer tools stand in a second row that this button opens.
  const rest = make("div", { class: "cmp-group cmp-tools cmp-rarer", role: "group", "aria-label": "More tools", id: `cmp-rarer-${view.id}` });
  const more = iconButton("more", "More tools", () => more.setAttribute("aria-expanded", String(view.root.classList.toggle("cmp-more"))),
    { class: "cmp-icon cmp-opens-more", "aria-expanded": "false", "aria-controls": rest.id });
  bar.append(
    view.statusTools,
    make("div", { class: "cmp-group cmp-tools", role: "group", "aria-label": "Tools" },
      add("find", "find", "Find (key f)", view.findPanel, () => { view.findInput.focus(); view.findInput.select(); view.find(view.findInput.value); }),
      add("words", "words", "Words of the article (key w)", words, fillWords), more),
    rest);
  rest.append(
    view.speechButton,
    add("outline", "outline", "Outline (key o)", outline, fillOutline),
    correctionsButton,
    regionsButton,
    printButton,
    add("settings", "settings", "Settings", view.settings, view.showSettings),
    add("help", "help", "Signs and keys (?)", help),
    known);
  view.listen("change:known_share", view.showShare);
  view.listen("change:_status", view.refreshWords);
  view.showShare();
}
