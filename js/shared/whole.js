// Figures that no line parts (3-2, 3比2, 5–10%, 11月3日): the same as companion/render/whole.py.
const DIGIT = "[0-9０-９]";
const FIGURE = `${DIGIT}(?:${DIGIT}|[.,](?=${DIGIT}))*[%％°]?`;
const HAN = "[〇零一二三四五六七八九十兩两]{1,3}";
const WHOLE = new RegExp(`${FIGURE}(?: ?[-‐–−—~～:：/／比] ?${FIGURE}){1,3}|${DIGIT}{1,2}月${DIGIT}{1,2}[日號号]?|${HAN}比${HAN}`, "g");
const LONGEST = 20;

/** Where figures begin and end that stand on one line.
 * @param {string} text
 * @returns {[number, number][]} */
export const figuresIn = (text) => [...text.matchAll(WHOLE)].filter((m) => m[0].length <= LONGEST).map((m) => [m.index, m.index + m[0].length]);

/** A text as nodes, its figures in one piece each.
 * @param {string} text
 * @returns {(string | Node)[]} */
export function whole(text) {
  /** @type {(string | Node)[]} */
  const made = [];
  let at = 0;
  for (const [start, end] of figuresIn(text)) {
    const span = document.createElement("span");
    span.className = "cmp-nb";
    span.textContent = text.slice(start, end);
    made.push(text.slice(at, start), span);
    at = end;
  }
  made.push(text.slice(at));
  return made;
}

/** The words of which a figure is made, as the first and one past the last.
 * @param {string[]} words the text of each
 * @returns {[number, number][]} */
export function wholeWords(words) {
  const ends = [];
  let length = 0;
  for (const word of words) ends.push(length += word.length);
  /** @type {[number, number][]} */
  const found = [];
  let at = 0;
  for (const [start, end] of figuresIn(words.join(""))) {
    while (ends[at] <= start) at += 1;
    let stop = at;
    while (stop < words.length && ends[stop] - words[stop].length < end) stop += 1;
    found.push([at, stop]);
    at = stop - 1;
  }
  return found;
}
