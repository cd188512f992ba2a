// The browser's voices. Reading aloud is offered where there is one for the language, and not elsewhere; many browsers
// have their list a moment after the page.

/** @param {SpeechSynthesisVoice} voice */
const language = (voice) => voice.lang.replace("_", "-").toLowerCase();

const voices = () => window.speechSynthesis?.getVoices() ?? [];

/** The voice of one kind of Chinese: "zh-HK", "zh-CN" or "zh-TW"; null where there is none.
 * @param {string} wanted */
export function voiceOf(wanted) {
  const name = wanted.toLowerCase();
  return voices().find((v) => language(v) === name || (name === "zh-hk" && language(v).startsWith("yue"))) || null;
}

/** A voice that reads Mandarin, the mainland's before others; null where there is none. */
export function mandarinVoice() {
  return voiceOf("zh-CN") || voices().find((v) => /^(zh|cmn)/.test(language(v)) && !/hk|yue/.test(language(v))) || null;
}

/** Calls `changed` when the list of voices has. Returns what ends that.
 * @param {() => void} changed */
export function onVoices(changed) {
  const speech = window.speechSynthesis;
  speech?.addEventListener?.("voiceschanged", changed);
  return () => speech?.removeEventListener?.("voiceschanged", changed);
}
