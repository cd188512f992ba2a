// Text as one looks for it: without tones, accents and case.

/** Pinyin and English as typed without tones; ü and v count as u.
 * @param {string} text */
export const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/v/g, "u");

/** The letters alone: for whole lines of pinyin, whatever stands between the syllables.
 * @param {string} text */
export const letters = (text) => folded(text).replace(/u:/g, "u").replace(/[^a-z]/g, "");
