// Reading aloud with the browser's own voices, sentence by sentence.

import { HAN } from "../shared/han.js";
import { onVoices, voiceOf } from "../shared/voices.js";
import { icon, iconButton, toTop } from "../shared/dom.js";

export const VOICES = [["zh-HK", "Cantonese (Hong Kong)"], ["zh-CN", "Mandarin (mainland)"], ["zh-TW", "Mandarin (Taiwan)"]];

export function withSpeech(view) {
  const { model, store, root } = view;
  const speech = window.speechSynthesis;
  let run = 0; // each start makes the callbacks of the last one stale
  const button = iconButton("speak", "Read aloud", () => (view.speaking() ? view.hush() : view.readAloud()));
  view.speechButton = button;

  const named = () => Object.fromEntries(VOICES)[model.get("voice")] || model.get("voice");
  const voice = () => voiceOf(String(model.get("voice")));
  view.canSpeak = () => voice() !== null;
  const none = () => `This browser has no voice for ${named()}; another one can be chosen in the settings.`;

  view.speaking = () => button.classList.contains("cmp-running");
  view.showSpeech = () => {
    const there = Boolean(voice());
    const label = view.speaking() ? "Stop reading aloud (key r)" : "Read aloud from here (key r)";
    button.setAttribute("aria-label", label);
    button.title = label;
    button.hidden = !there && !view.speaking();
    button.replaceChildren(icon(view.speaking() ? "stop" : "speak"));
  };
  function running(on) {
    button.classList.toggle("cmp-running", on);
    view.showSpeech();
  }
  const unmark = () => { for (const node of root.querySelectorAll(".cmp-speaking")) node.classList.remove("cmp-speaking"); };

  function say(text, done) {
    const mine = run;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice();
    utterance.lang = model.get("voice");
    utterance.rate = Number(model.get("speech_rate")) || 1;
    utterance.onend = () => { if (mine === run) done(); };
    utterance.onerror = (event) => {
      if (mine !== run) return;
      if (event.error !== "canceled" && event.error !== "interrupted") view.tell(`The browser could not read this aloud (${event.error}).`, "failed");
      view.hush();
    };
    speech.speak(utterance);
  }
  view.hush = () => {
    run += 1;
    if (speech) speech.cancel();
    unmark();
    running(false);
  };
  view.speakText = (selection) => {
    if (!voice()) { view.tell(none(), "failed"); return; }
    view.hush();
    say(model.get("voice") === "zh-CN" ? selection.simplified : selection.text, () => {});
  };
  // From the sentence of the current word to the end.
  view.readAloud = () => {
    if (!voice()) { view.tell(none(), "failed"); return; }
    view.hush();
    running(true);
    const from = view.current ? view.info(view.current) : { i: 0, sentence: 0 };
    const next = (i, s) => {
      unmark();
      const p = store.paragraphs()[i];
      if (!p) { running(false); return; }
      if (s >= store.sentences(p).length) { next(i + 1, 0); return; }
      const text = store.sentenceText(p, s, model.get("voice") === "zh-CN" ? "simplified" : "text").trim();
      if (!HAN.test(text)) { next(i, s + 1); return; }
      const section = view.section(i);
      for (const node of section.querySelectorAll(`[data-s="${s}"]`)) node.classList.add("cmp-speaking");
      toTop(section.querySelector(`.cmp-o [data-s="${s}"]`));
      say(text, () => next(i, s + 1));
    };
    next(from.i, from.sentence);
  };

  view.listen("change:voice", () => { view.hush(); });
  const free = onVoices(() => view.showSpeech());
  view.cleanups.push(() => { free(); if (view.speaking()) view.hush(); });
  view.showSpeech();
}
