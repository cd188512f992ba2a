// The gaps between the characters of the lines `where`, in pixels: inside words and between them; the words that are
// broken over a line's end; the lines that begin with a mark that must not begin one. For the browser tests.
(where) => {
  const found = { inside: [], between: [], broken: [], begun: [] };
  const AFTER = /^[\p{Pe}\p{Pf}，。、；：！？…]/u;
  const HAN = /\p{Script=Han}/u;
  const skip = (node) => node.closest("rt, rp, .cmp-g, sup");
  for (const line of document.querySelectorAll(where)) {
    if (!line.checkVisibility()) continue;
    const upright = getComputedStyle(line).writingMode.startsWith("vertical");
    const [start, end, across] = upright ? ["top", "bottom", "right"] : ["left", "right", "bottom"];
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const glyphs = [];
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (skip(text.parentElement)) continue;
      const size = parseFloat(getComputedStyle(text.parentElement).fontSize);
      for (const match of text.data.matchAll(/./gsu)) {
        const range = document.createRange();
        range.setStart(text, match.index);
        range.setEnd(text, match.index + match[0].length);
        const box = range.getBoundingClientRect();
        glyphs.push({ c: match[0], word: text.parentElement.closest(".cmp-w, .cmp-fw, .cmp-fm"), ruby: text.parentElement.closest("ruby"), size, start: box[start], end: box[end], across: box[across] });
      }
    }
    // A base narrower than its reading stands in the middle; the browser counts the room around it to the outer characters.
    for (let i = 0; i < glyphs.length;) {
      let j = i + 1;
      while (j < glyphs.length && glyphs[i].ruby && glyphs[j].ruby === glyphs[i].ruby) j += 1;
      if (glyphs[i].ruby) {
        const [from, to, size] = [glyphs[i].start, glyphs[j - 1].end, glyphs[i].size];
        const first = (from + to - (j - i) * size) / 2;
        for (let k = i; k < j; k += 1) Object.assign(glyphs[k], { start: first + (k - i) * size, end: first + (k - i + 1) * size });
      }
      i = j;
    }
    glyphs.forEach((glyph, at) => {
      const last = glyphs[at - 1];
      if (!last) return;
      const same = Math.abs(last.across - glyph.across) < glyph.size / 2;
      if (!same && AFTER.test(glyph.c)) found.begun.push(`${last.c}|${glyph.c}`);
      if (!HAN.test(last.c) || !HAN.test(glyph.c) || !last.word || !glyph.word) return;
      const gap = (glyph.start - last.end) / glyph.size;
      if (!same) {
        const own = [...glyphs].filter((g) => g.word === glyph.word);
        if (last.word === glyph.word && own.length <= 4) found.broken.push(own.map((g) => g.c).join(""));
      } else (last.word === glyph.word ? found.inside : found.between).push([Number(gap.toFixed(3)), `${last.c}${glyph.c}`]);
    });
  }
  return found;
}
