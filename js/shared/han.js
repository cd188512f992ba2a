// Chinese characters, and lengths in characters (Python's offsets count code points, not UTF-16 units).

// What has a reading of its own: the same set as in companion/render/words.py.
export const HAN = /[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u;

// What a person may type or copy for one: the radicals too, which stand in many PDFs.
export const HAN_TYPED = /[\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u;

/** The length in characters.
 * @param {string} text */
export const points = (text) => {
  let n = 0;
  for (const _ of text) n += 1;
  return n;
};

/** A word in parts: each Han character with its syllable, other runs with none.
 * @param {string} text
 * @param {string[]} syllables
 * @returns {[string, string][]} */
export function rubyParts(text, syllables) {
  /** @type {[string, string][]} */
  const parts = [];
  let next = 0;
  for (const c of text) {
    const last = parts[parts.length - 1];
    if (HAN.test(c)) parts.push([c, syllables[next++] ?? ""]);
    else if (last && !last[1]) last[0] += c;
    else parts.push([c, ""]);
  }
  return parts;
}
