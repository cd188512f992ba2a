// The keys that a site's search is looked up by: those of companion/render/search_keys.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, isReading, keysOf } from "../site/keys.js";

test("figures are the same however they are written, and a single one is a word", () => {
  assert.equal(counted("二○三四年，二〇三四年，２０３４年，四年"), "2034年，2034年，2034年，四年");
});

test("a query is looked up by characters, figures, its reading and words", () => {
  const keys = (/** @type {string} */ query) => keysOf(query).map((way) => way.map(({ key }) => key).join(" "));
  assert.deepEqual(keys("2034"), ["d20 d03 d34"]);
  assert.deepEqual(keys("二○三四年"), ["h年 d20 d03 d34"]);
  assert.deepEqual(keys("第5屆"), ["h第 h屆 d5"]);
  assert.deepEqual(keys("四年"), ["h四年"]);
  assert.deepEqual(keys("dian4 pian4"), ["pdianpi", "edian4 epian4"]);
  assert.deepEqual(keys("G20"), ["eg20"]);
  assert.ok(isReading("lü4 xing2") && !isReading("5G") && !isReading("covid19"));
});
