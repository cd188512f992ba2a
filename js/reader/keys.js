// Keyboard and pointer. No key pressed in the reader reaches the notebook, where x cuts a cell.

import { keepKeys } from "../shared/shortcuts.js";
import { LAYOUTS } from "./layers.js";
import { LEVELS } from "./statuses.js";
import { happenedIn } from "../shared/focus.js";

export function withKeys(view) {
  const { model, text, root, card } = view;

  view.cleanups.push(keepKeys(root));

  const sentencesOf = (word, all) => {
    const { section, sentence } = view.info(word);
    return section.querySelectorAll(all ? ".cmp-e" : `.cmp-e[data-s="${sentence}"]`);
  };
  // What a word is to the reader; on the card too.
  const MARKS = {
    k: () => view.markCurrent("known"), n: () => view.markCurrent("learning"), i: () => view.markCurrent("ignored"), 0: () => view.markCurrent(""),
    ...Object.fromEntries(LEVELS.map((level) => [level, () => view.markCurrent("learning", level)])),
    u: () => view.nextNew(), a: () => view.restKnown(),
  };
  const vertical = () => root.classList.contains("cmp-l-vertical");

  const LETTERS = {
    s: () => view.toggle("simplified"), p: () => view.toggle("pinyin"), e: () => view.toggle("english"),
    l: () => { const at = LAYOUTS.findIndex(([name]) => name === model.get("layout_mode")); view.set("layout_mode", LAYOUTS[(at + 1) % LAYOUTS.length][0]); },
    t: () => view.current && view.reveal(sentencesOf(view.current, false)), T: () => view.current && view.reveal(sentencesOf(view.current, true)),
    v: () => view.current && view.current.classList.toggle("cmp-shown"),
    h: () => view.hideAgain(), m: () => view.toggleStatuses(), z: () => view.undo(),
    r: () => (view.speaking() ? view.hush() : view.readAloud()),
    f: () => view.openPanel("find"), "/": () => view.openPanel("find"), w: () => view.openPanel(view.panelOpen() === "words" ? null : "words"),
    c: () => view.openPanel(view.panelOpen() === "corrections" ? null : "corrections"),
    o: () => view.openPanel("outline"), g: () => model.get("_regional") && view.openPanel(view.panelOpen() === "regions" ? null : "regions"), "+": () => view.resize(1), "=": () => view.resize(1), "-": () => view.resize(-1), "−": () => view.resize(-1),
    E: () => view.current && view.machinesFor(view.current.closest(".cmp-p")),
    "?": () => view.openPanel(view.panelOpen() === "help" ? null : "help"),
  };
  const MOVES = {
    ArrowRight: () => (vertical() ? view.line(-1) : view.step(1)), ArrowLeft: () => (vertical() ? view.line(1) : view.step(-1)),
    ArrowDown: () => (vertical() ? view.step(1) : view.line(1)), ArrowUp: () => (vertical() ? view.step(-1) : view.line(-1)),
    Home: () => view.current.closest(".cmp-p").cmpWords[0], End: () => view.current.closest(".cmp-p").cmpWords.at(-1),
  };

  function goBack() {
    if (view.speaking()) view.hush();
    if (card.querySelector(".cmp-form")) {
      const form = card.querySelector(".cmp-form");
      form.cmpButton.setAttribute("aria-expanded", "false");
      form.cmpButton.focus();
      form.remove();
      view.placeCard();
    } else if (!card.hidden) view.closeCard(true);
    else if (view.panelOpen()) view.openPanel(null, true);
    view.anchor = null;
  }
  function move(event) {
    const target = MOVES[event.key]();
    if (event.shiftKey) {
      view.anchor ||= view.current;
      if (target.closest(".cmp-p") !== view.anchor.closest(".cmp-p")) return;
      view.makeCurrent(target, true);
      const [first, last] = ordered(view.anchor, target);
      view.closeCard(false);
      view.mark(first, last);
      view.select(first, last);
      return;
    }
    view.anchor = null;
    const wasOpen = !card.hidden;
    view.makeCurrent(target, true);
    if (wasOpen) view.openCard(target);
    else view.mark(target);
  }
  const ordered = (a, b) => (a.cmpAt <= b.cmpAt ? [a, b] : [b, a]);

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    const onWord = event.target.classList.contains("cmp-w");
    if (event.key === "Escape") goBack();
    else if (typing) return;
    else if (onWord && event.key === "Tab" && !event.shiftKey && !card.hidden) view.intoCard();
    else if (event.key === "Tab" && event.shiftKey && event.target === card.querySelector("button, summary")) view.makeCurrent(view.opened().first, true);
    else if (onWord && (event.key === "Enter" || event.key === " ")) {
      const [first, last] = view.anchor && view.anchor.isConnected ? ordered(view.anchor, view.current) : [event.target, event.target];
      view.openCard(first, first, last);
    } else if (onWord && MOVES[event.key]) move(event);
    else if (MARKS[event.key]) MARKS[event.key]();
    else if (LETTERS[event.key] && !card.contains(event.target)) LETTERS[event.key]();
    else return;
    event.preventDefault();
  });

  // ---- the pointer
  const shownWord = (node) => {
    const word = node && (node.nodeType === 1 ? node : node.parentElement)?.closest(".cmp-w, .cmp-v");
    return word && text.contains(word) && word.cmpAt !== undefined ? word : null;
  };
  // Words that the browser's selection touches, where they stand in one paragraph.
  function selectedWords() {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    const common = range.commonAncestorContainer;
    const section = (common instanceof Element ? common : common.parentElement).closest(".cmp-p");
    if (!section || !section.cmpWords) return null;
    for (const line of [section.cmpWords, section.cmpTwins]) {
      const touched = line.filter((word) => {
        if (!range.intersectsNode(word)) return false;
        const own = document.createRange();
        own.selectNodeContents(word);
        return range.compareBoundaryPoints(Range.END_TO_START, own) < 0 && range.compareBoundaryPoints(Range.START_TO_END, own) > 0;
      });
      if (touched.length) return [touched[0], touched[touched.length - 1]];
    }
    return null;
  }

  text.addEventListener("pointerup", (event) => {
    if (event.button !== 0) return;
    const found = selectedWords();
    if (!found || found[0] === found[1]) return;
    const [first, last] = found.map(view.original);
    view.makeCurrent(first, false);
    view.openCard(found[0], first, last);
  });
  root.addEventListener("click", (event) => {
    if (card.contains(event.target)) return;
    const veiled = event.target.closest(".cmp-e");
    const word = shownWord(event.target);
    const selected = selectedWords();
    if (word) {
      if (selected && selected[0] !== selected[1]) return;
      view.anchor = null;
      view.openCard(word);
      view.makeCurrent(view.original(word), word.classList.contains("cmp-w"));
    } else {
      if (veiled && model.get("english_hidden")) view.reveal([veiled]);
      if (view.scroll.contains(event.target) && !(selected && selected[0] !== selected[1])) view.closeCard(false);
    }
  });
  const outside = (event) => { if (!happenedIn(root, event)) view.closeCard(false); };
  document.addEventListener("pointerdown", outside, true);
  view.cleanups.push(() => document.removeEventListener("pointerdown", outside, true));
}
