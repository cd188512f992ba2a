// The tone of a syllable.

/** @type {Record<string, number>} */
const MARKS = { "\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4 };

/** 1 to 4 by its mark, 5 where it has none; 1 to 6 by its figure (Jyutping).
 * @param {string} syllable */
export function toneOf(syllable) {
  if (/[1-6]$/.test(syllable)) return Number(syllable.slice(-1));
  for (const c of syllable.normalize("NFD")) if (MARKS[c]) return MARKS[c];
  return 5;
}
