// Marking as companion/exercises/marking.py does it; both are held to
// tests/exercises/marking-cases.json. `variants` is that module's table of variant characters.
export function makeMarker(variants) {
  const HAN = /\p{Script=Han}/u;
  const spaces = /[\s\u200b-\u200d\ufeff·・．‧]+/gu;
  const punctuation = /[\s\u200b-\u200d\ufeff.,;:!?'"()[\]<>/…—–\-~，。、；：！？「」『』“”‘’（）〈〉《》【】·・．‧●▲]+/gu;
  const tones = { "\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4 };
  const alike = { "ɑ": "a", "ɡ": "g", v: "ü" };
  const separators = " '’‘`´-‐–·.,;/";
  const signs = { "¯": "1", "ˉ": "1", "ˊ": "2", "ˇ": "3", "ˋ": "4", "˙": "5", "·": "5", "０": "5", "１": "1", "２": "2", "３": "3", "４": "4", "５": "5", "0": "5" };

  function fold(text, { variant = true, punctuated = false } = {}) {
    const folded = text.normalize("NFKC").toLowerCase().replace(punctuated ? punctuation : spaces, "");
    return variant ? [...folded].map((c) => variants[c] || c).join("") : folded;
  }

  function letters(text) {
    const found = [];
    for (const c of text.normalize("NFKC").toLowerCase().normalize("NFD")) {
      const last = found[found.length - 1];
      if ((c === "\u0308" || c === ":" || c === "：") && last && last.letter === "u") last.letter = "ü";
      else if (tones[c] && last && !last.mark) last.mark = tones[c];
      else if (/^[0-5]$/.test(c) && last && last.digit < 0) last.digit = Number(c) || 5;
      else if (/^[a-z]$/.test(c) || alike[c]) found.push({ letter: alike[c] || c, mark: 0, digit: -1 });
      else if (!separators.includes(c) && !/^\s$/.test(c)) return null;
    }
    found.forEach((n, i) => { if (i && n.letter === "ü" && "jqxy".includes(found[i - 1].letter)) n.letter = "u"; });
    return found;
  }

  function compare(typed, expected) {
    const given = letters(typed);
    const syllables = expected.split(/\s+/).filter(Boolean).map((s) => {
      const own = letters(s) || [];
      const tone = own.map((n) => n.mark).find(Boolean) || own.map((n) => n.digit).find((d) => d > 0) || 5;
      return { plain: own.map((n) => n.letter).join(""), tone };
    });
    if (!given || given.map((n) => n.letter).join("") !== syllables.map((s) => s.plain).join("")) return "wrong";
    let at = 0;
    let right = true;
    let any = false;
    for (const { plain, tone } of syllables) {
      const span = given.slice(at, at + plain.length);
      at += plain.length;
      const marks = span.map((n) => n.mark).filter(Boolean);
      const digits = span.map((n) => n.digit).filter((d) => d > 0);
      if (marks.length > 1 || digits.length > 1 || span.slice(0, -1).some((n) => n.digit > 0)) return "wrong";
      any = any || marks.length + digits.length > 0;
      const all = [...marks, ...digits];
      right = right && (all.length ? all : [5]).every((t) => t === tone);
    }
    return right ? "right" : any ? "tones" : "no-tones";
  }

  function chrf(text, reference) {
    const a = [...text.replace(/\s+/gu, "")];
    const b = [...reference.replace(/\s+/gu, "")];
    const grams = (s, n) => {
      const counts = new Map();
      for (let i = 0; i + n <= s.length; i++) {
        const g = s.slice(i, i + n).join("");
        counts.set(g, (counts.get(g) || 0) + 1);
      }
      return counts;
    };
    let precision = 0;
    let recall = 0;
    let orders = 0;
    for (let n = 1; n <= 6; n++) {
      if (a.length < n || b.length < n) continue;
      const theirs = grams(b, n);
      let matches = 0;
      for (const [g, count] of grams(a, n)) matches += Math.min(count, theirs.get(g) || 0);
      precision += matches / (a.length - n + 1);
      recall += matches / (b.length - n + 1);
      orders++;
    }
    if (!orders || !(precision + recall)) return 0;
    precision /= orders;
    recall /= orders;
    return (100 * 5 * precision * recall) / (4 * precision + recall);
  }

  function distance(a, b) {
    let row = b.map((_, i) => i).concat(b.length);
    a.forEach((x, i) => {
      const next = [i + 1];
      b.forEach((y, j) => { next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (x === y ? 0 : 1))); });
      row = next;
    });
    return row[b.length];
  }

  const texted = (given) => (Array.isArray(given) ? given.join(" ") : given);
  const pieced = (given) => (Array.isArray(given) ? given : given.split(/[|｜]/)).map((g) => g.trim());
  const right = (message = "Right.") => ({ score: 1, right: true, message });
  const wrong = (message, score = 0) => ({ score: Math.round(score * 1000) / 1000, right: false, message });
  const percent = (share) => `${(share * 100).toFixed(0)}%`;
  const edges = (words) => {
    const found = new Set();
    let at = 0;
    for (const w of words.slice(0, -1)) found.add((at += [...w].length));
    return found;
  };

  function pinyin(item, given) {
    const found = item.answers.map((a) => compare(texted(given), a));
    if (found.includes("right")) return right();
    if (found.includes("tones")) return wrong("The letters are right; a tone is not.", 0.5);
    if (found.includes("no-tones")) return wrong("The letters are right; the tones are missing: write marks (mǎ) or figures (ma3).", 0.5);
    if (HAN.test(texted(given))) return wrong("Write the reading in letters, with marks (mǎ) or figures (ma3).");
    const counts = item.answers.map((a) => hits(texted(given), a));
    const best = counts.indexOf(Math.max(...counts));
    return wrong(`Not right: ${counts[best]} of ${item.answers[best].split(/\s+/).filter(Boolean).length} syllables have their letters.`);
  }
  // How many syllables have their letters in what was typed, from its beginning and from its end.
  function hits(typed, expected) {
    let text = (letters(typed) || []).map((n) => n.letter).join("");
    const syllables = expected.split(/\s+/).filter(Boolean).map((s) => (letters(s) || []).map((n) => n.letter).join(""));
    let first = 0;
    let last = 0;
    while (first < syllables.length && text.startsWith(syllables[first])) text = text.slice(syllables[first++].length);
    while (last < syllables.length - first && text.endsWith(syllables[syllables.length - 1 - last])) text = text.slice(0, text.length - syllables[syllables.length - 1 - last++].length);
    return first + last;
  }
  const lacksCharacters = (typed, answers) => !HAN.test(typed) && answers.some((a) => HAN.test(a));
  const IN_CHARACTERS = "Write it in characters, not in letters.";

  const unended = (text) => text.replace(/[。．.\s]+$/u, "");
  const unquoted = (text) => unended(unended(text).replace(/^\s*[「『“‘"](.+)[」』”’"]\s*$/u, "$1"));

  const byForm = {
    text(item, given) {
      const variant = !(item.kind === "script" && item.variant === "simplified");
      const written = item.kind === "cloze" ? unquoted(texted(given)) : texted(given);
      const answers = item.answers.map((a) => fold(a, { variant }));
      const typed = fold(written, { variant });
      const at = answers.indexOf(typed);
      if (at < 0) {
        if (lacksCharacters(typed, answers)) return wrong(IN_CHARACTERS);
        if (item.kind === "cloze") return wrong("Not the article's word; another may fit too.");
        const alike = Math.max(...answers.map((a) => [...a].filter((c, i) => [...typed][i] === c).length));
        return wrong(`Not right: ${alike} of ${[...answers[0]].length} characters are in place.`);
      }
      return at && item.kind === "cloze" ? right(`Right. The article has ${item.answers[0]}.`) : right();
    },
    choice(item, given) {
      return item.answers.map((a) => fold(a)).includes(fold(texted(given))) ? right() : wrong("Not right.");
    },
    match(item, given) {
      const pieces = pieced(given);
      const wanted = item.solution;
      const hits = wanted.filter((w, i) => i < pieces.length && fold(pieces[i]) === fold(w)).length;
      if (hits === wanted.length && hits === pieces.length) return right();
      return wrong(`${hits} of ${wanted.length} are right.`, hits / wanted.length);
    },
    order(item, given) {
      const pieces = pieced(given).map((p) => fold(p));
      const pairs = (list) => list.slice(1).map((p, i) => `${list[i]}\0${p}`);
      const typed = new Set(pairs(pieces));
      let best = 0;
      for (const order of [item.solution, ...item.also]) {
        const wanted = order.map((p) => fold(p));
        if (wanted.length === pieces.length && wanted.every((w, i) => w === pieces[i])) return right();
        best = Math.max(best, pairs(wanted).filter((p) => typed.has(p)).length / Math.max(1, wanted.length - 1));
      }
      return wrong(`Not the article's order; ${percent(best)} of its joints are there.`, best);
    },
    segment(item, given) {
      const bare = (w) => fold(w, { punctuated: true });
      const words = (Array.isArray(given) ? given : [given]).flatMap((g) => g.split(/[|｜/／\s]+/u)).map(bare).filter(Boolean);
      if (words.join("") !== bare(item.solution.join(""))) return wrong("The characters are not those of the sentence.");
      const wanted = edges(item.solution.map(bare));
      const optional = new Set(item.optional);
      const drawn = edges(words);
      const needed = [...wanted].filter((e) => !optional.has(e));
      const extra = [...drawn].filter((e) => !wanted.has(e) && !optional.has(e)).length;
      const missing = needed.filter((e) => !drawn.has(e)).length;
      if (!extra && !missing) return right();
      const score = Math.max(0, (needed.length - missing - extra) / Math.max(1, needed.length));
      return wrong(`Missing boundaries: ${missing}. Boundaries inside a word: ${extra}.`, score);
    },
    tones(item, given) {
      const joined = Array.isArray(given) ? given.join("") : given;
      const typed = [...joined].map((c) => signs[c] || c).filter((c) => /^[1-5]$/.test(c));
      let best = 0;
      for (const wanted of [item.solution, ...item.also]) {
        const hits = wanted.filter((w, i) => typed[i] === w).length;
        if (hits === wanted.length && hits === typed.length) return right();
        best = Math.max(best, hits);
      }
      const total = item.solution.length;
      return wrong(`${best} of ${total} are right.`, typed.length === total ? best / total : 0);
    },
    open(item, given) {
      if (item.kind === "translate" && item.answers.length) {
        const score = Math.max(...item.answers.map((a) => chrf(texted(given), a)));
        return { score: null, right: null, message: `Compare the two. Alike by ${score.toFixed(0)} % of their letters (chrF); no verdict.` };
      }
      const typed = fold(texted(given), { punctuated: true });
      if (item.answers.some((a) => fold(a, { punctuated: true }) === typed)) return right();
      return { score: null, right: null, message: "Compare your answer with the teacher's." };
    },
    dictation(item, given) {
      const typed = fold(texted(given), { punctuated: true });
      if (lacksCharacters(typed, item.answers)) return wrong(IN_CHARACTERS);
      let best = 0;
      for (const answer of item.answers) {
        const wanted = fold(answer, { punctuated: true });
        if (typed === wanted) return right();
        const [a, b] = [[...typed], [...wanted]];
        best = Math.max(best, 1 - distance(a, b) / Math.max(a.length, b.length, 1));
      }
      return wrong(`${percent(best)} of the characters are right.`, best);
    },
  };

  return function mark(item, given) {
    const blank = Array.isArray(given) ? given.every((g) => !g.trim()) : !given.trim();
    if (blank) return wrong("No answer was given.");
    return item.kind === "pinyin" ? pinyin(item, given) : byForm[item.form](item, given);
  };
}
