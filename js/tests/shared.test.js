// What the reader, the exercises and the pages share, without a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { folded, letters } from "../shared/folding.js";
import { HAN, HAN_TYPED, points, rubyParts } from "../shared/han.js";
import { isWithin, LEVELS } from "../shared/levels.js";
import { makeMarker } from "../shared/marking.js";
import { toneOf } from "../shared/tones.js";

const ROOT = new URL("../../", import.meta.url);

test("lengths are counted in characters, as Python's offsets are", () => {
  assert.equal(points("電騙"), 2);
  assert.equal(points("𠮷野家"), 3);
});

test("Han characters are told from what only looks alike", () => {
  for (const c of "電骗〇𠮷豈") assert.ok(HAN.test(c), c);
  for (const c of "aー，。3ㄅ⼀") assert.ok(!HAN.test(c), c);
  assert.ok(HAN_TYPED.test("⼀"));
});

test("each Han character has its syllable, other runs have none", () => {
  assert.deepEqual(rubyParts("2月8日", ["yuè", "rì"]), [["2", ""], ["月", "yuè"], ["8", ""], ["日", "rì"]]);
  assert.deepEqual(rubyParts("A股AB", ["gǔ"]), [["A", ""], ["股", "gǔ"], ["AB", ""]]);
});

test("a search finds pinyin without its tones, and v or u for ü", () => {
  assert.equal(folded("Lǜsè"), folded("lvse"));
  assert.equal(letters("diàn piàn, lu:4"), "dianpianlu");
});

test("the tone is that of the mark, or of Jyutping's figure", () => {
  assert.deepEqual(["diàn", "nǚ", "de", "gwok3", "yī", "rén"].map(toneOf), [4, 3, 5, 3, 1, 2]);
});

test("a word counts as known up to one's level, and never without a level", () => {
  assert.ok(isWithin("A1", "B1") && isWithin("B1", "B1"));
  assert.ok(!isWithin("B2", "B1") && !isWithin("", "C2") && !isWithin("A1", ""));
  assert.deepEqual([...LEVELS].sort(), LEVELS);
});

test("marking follows the same table of cases as Python's", () => {
  const table = readFileSync(new URL("companion/exercises/variants.py", ROOT), "utf8");
  const variants = Object.fromEntries([...table.matchAll(/"(\S)": "(\S)"/gu)].map((m) => [m[1], m[2]]));
  assert.ok(Object.keys(variants).length > 50);
  const mark = makeMarker(variants);
  for (const c of JSON.parse(readFileSync(new URL("tests/exercises/marking-cases.json", ROOT), "utf8"))) {
    const found = mark({ variant: "", answers: [], solution: [], also: [], optional: [], ...c.item }, c.given);
    assert.deepEqual([found.score, found.right], [c.score, c.right], c.is);
    if (c.message) assert.equal(found.message, c.message, c.is);
  }
});
