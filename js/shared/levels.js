// The levels of words, from the easiest.

export const LEVELS = ["A1", "A2", "B1", "B2", "C1", "C2"];

/** Whether a word of this level counts as known to someone of that one; a word without a level never does.
 * @param {string} level
 * @param {string} own */
export function isWithin(level, own) {
  const at = LEVELS.indexOf(level);
  return at >= 0 && at <= LEVELS.indexOf(own);
}
