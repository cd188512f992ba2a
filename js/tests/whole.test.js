// Figures that no line parts: those of companion/render/whole.py.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { figuresIn, wholeWords } from "../shared/whole.js";

test("scores, ranges and dates are one piece, as in Python", () => {
  for (const line of readFileSync(new URL("whole.tsv", import.meta.url), "utf8").split("\n").filter((l) => l && !l.startsWith("#"))) {
    const [text, figures] = line.split("\t");
    assert.equal(figuresIn(text).map(([a, b]) => text.slice(a, b)).join("|"), figures, text);
  }
  assert.deepEqual(wholeWords(["港隊", "3", "比", "2", "險勝", "，", "5", "–", "10%"]), [[1, 4], [6, 9]]);
});
