// Layers, layouts and settings: traits become classes; nothing here asks Python.

import { LEVELS } from "../shared/levels.js";
import { choice, make, span, toTop } from "../shared/dom.js";
import { VOICES } from "./speech.js";
import { focusBeside } from "../shared/focus.js";

const LAYERS = [["simplified", "s", "Simplified", "cmp-no-s", "简"], ["pinyin", "p", "Pinyin", "cmp-no-py"], ["english", "e", "English", "cmp-no-en"]];
export const LAYOUTS = [["auto", "By width"], ["columns", "Columns"], ["interlinear", "Word by word"], ["stacked", "Stacked"], ["vertical", "Vertical"]];
const PINYIN_FOR = [["all", "All words"], ["above-level", "Words above my level"], ["first", "First place of a word"], ["terms", "Glossary terms"], ["pointing", "The word pointed at"], ["none", "No word"]];
const SYSTEM_NAMES = [["pinyin", "Pinyin"], ["zhuyin", "Zhuyin"], ["wade-giles", "Wade–Giles"], ["jyutping", "Jyutping"]];
const RUBY = [["word", "Each word"], ["character", "Each character"]];
const NUMBERS = [["figures", "As figures"], ["spelled", "Spelled out"]];
const TONES = [["off", "Off"], ["safe", "Colour-blind safe"], ["classic", "Classic"]];
const NARROW = 760;
const ONE_ROW = 560; // a bar that is narrower has its rarer tools in a second row
const SIZES = [12, 30];

export function withLayers(view) {
  const { model, root, bar } = view;
  const buttons = {};
  const group = make("div", { class: "cmp-group", role: "group", "aria-label": "Layers" });
  for (const [layer, key, label, , short] of LAYERS) {
    buttons[layer] = make("button", { class: "cmp-toggle", text: label, "aria-label": short ? label : null, "data-short": short || null, title: `${label} on or off (key ${key})`, onclick: () => view.toggle(layer) });
    group.append(buttons[layer]);
  }
  bar.append(group);

  view.set = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  view.toggle = (layer) => view.set(layer, !model.get(layer));

  view.showLayers = () => {
    for (const [layer, , , off] of LAYERS) {
      const on = Boolean(model.get(layer));
      root.classList.toggle(off, !on);
      buttons[layer].setAttribute("aria-pressed", String(on));
    }
    buttons.pinyin.textContent = Object.fromEntries(SYSTEM_NAMES)[model.get("reading")] || "Pinyin";
    view.closeCard(false);
  };

  // ---- the width is the reader's own, not the window's
  view.layout = () => {
    const mode = model.get("layout_mode");
    if (mode !== "auto") return mode;
    const width = root.clientWidth;
    return width > 0 && width < NARROW * (Number(model.get("font_size")) || 16) / 16 ? "stacked" : "columns";
  };
  view.fit = () => {
    const layout = view.layout();
    root.classList.toggle("cmp-narrow", root.clientWidth > 0 && root.clientWidth < ONE_ROW);
    if (!root.classList.contains(`cmp-l-${layout}`)) {
      for (const [name] of LAYOUTS) root.classList.remove(`cmp-l-${name}`);
      root.classList.add(`cmp-l-${layout}`);
      if (view.sections.length) view.watch();
      if (view.current && root.contains(focusBeside(root))) toTop(view.current, "center");
    }
    if (!view.card.hidden) view.placeCard();
  };

  view.showLook = () => {
    for (const name of [...root.classList]) if (/^cmp-(tones|r-|py-|ruby-)/.test(name)) root.classList.remove(name);
    const tones = model.get("tone_colours");
    if (tones && tones !== "off") root.classList.add("cmp-tones", `cmp-tones-${tones}`);
    root.classList.add(`cmp-r-${model.get("reading")}`);
    if (model.get("ruby") === "character" && model.get("reading") !== "zhuyin") root.classList.add("cmp-ruby-character");
    root.classList.toggle("cmp-spelled", model.get("numbers") === "spelled");
    if (model.get("pinyin_for") === "pointing") root.classList.add("cmp-py-pointing");
    root.style.setProperty("--cmp-size", `${model.get("font_size") || 16}px`);
    const height = Number(model.get("height")) || 0;
    root.style.setProperty("--cmp-height", height ? `${height}px` : "");
  };

  // ---- the settings
  const fields = {
    layout_mode: choice("Layout", LAYOUTS, (v) => view.set("layout_mode", v)),
    pinyin_for: choice("Reading over", PINYIN_FOR, (v) => view.set("pinyin_for", v)),
    level: choice("My level", LEVELS.map((l) => [l, l]), (v) => view.set("level", v)),
    reading: choice("Written in", SYSTEM_NAMES, (v) => view.set("reading", v)),
    ruby: choice("One reading for", RUBY, (v) => view.set("ruby", v)),
    numbers: choice("Numbers", NUMBERS, (v) => view.set("numbers", v)),
    tone_colours: choice("Tone colours", TONES, (v) => view.set("tone_colours", v)),
    voice: choice("Voice", VOICES, (v) => view.set("voice", v)),
  };
  const veil = make("input", { type: "checkbox", onchange: () => view.set("english_hidden", veil.checked) });
  const said = make("input", { type: "checkbox", onchange: () => view.set("sandhi", said.checked) });
  const size = (by) => view.set("font_size", Math.min(SIZES[1], Math.max(SIZES[0], (model.get("font_size") || 16) + by)));
  view.resize = size;
  const shown = make("output", { class: "cmp-size" });
  const panel = make("div", { class: "cmp-panel cmp-settings", role: "group", "aria-label": "Settings" },
    ...Object.values(fields).map((f) => f.node),
    make("label", { class: "cmp-field cmp-check-field", title: "Tone sandhi: yí dìng, bú shì. Without it, the dictionary's tones" }, said,
      make("span", {}, span("一", "cmp-hant", "zh-Hant"), " and ", span("不", "cmp-hant", "zh-Hant"), " as they are said")),
    make("label", { class: "cmp-field cmp-check-field" }, veil, make("span", { text: "Hide the English until I click it" })),
    make("div", { class: "cmp-field" }, make("span", { text: "Size" }),
      make("div", { class: "cmp-stepper" },
        make("button", { class: "cmp-small", text: "A−", "aria-label": "Smaller text", onclick: () => size(-1) }), shown,
        make("button", { class: "cmp-small", text: "A+", "aria-label": "Larger text", onclick: () => size(1) }))),
    make("button", { class: "cmp-small", text: "Hide again what was revealed", title: "Key h", onclick: () => view.hideAgain() }));
  view.settings = panel;
  view.showSettings = () => {
    for (const [name, { select }] of Object.entries(fields)) select.value = model.get(name) || select.value;
    said.checked = Boolean(model.get("sandhi"));
    veil.checked = Boolean(model.get("english_hidden"));
    shown.textContent = String(model.get("font_size") || 16);
    fields.level.node.hidden = false;
  };
  view.hideAgain = () => {
    for (const node of root.querySelectorAll(".cmp-shown")) node.classList.remove("cmp-shown");
    view.veilAll();
    view.closeCard(false);
  };

  for (const [layer] of LAYERS) view.listen(`change:${layer}`, view.showLayers);
  for (const name of ["layout_mode", "font_size"]) view.listen(`change:${name}`, () => { view.showLook(); view.showSettings(); view.fit(); });
  view.listen("change:tone_colours", () => view.redress());
  for (const name of ["tone_colours", "height", "voice"]) view.listen(`change:${name}`, () => { view.showLook(); view.showSettings(); });
  for (const name of ["pinyin_for", "reading", "ruby", "sandhi", "numbers", "level", "known", "_status"]) {
    view.listen(`change:${name}`, () => { view.showLook(); view.showSettings(); view.redress(); });
  }
  view.listen("change:pinyin_for", () => { for (const node of root.querySelectorAll(".cmp-shown")) node.classList.remove("cmp-shown"); });
  view.listen("change:reading", () => {
    view.showLayers();
    view.wantReading(model.get("reading"));
  });
  view.listen("change:english_hidden", () => { view.veilAll(); view.showSettings(); });
}
