// The keys that a site's search is looked up by: those of companion/render/search_keys.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { counted, isReading, keysOf, stem, wordsIn } from "../site/keys.js";

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

test("the forms of an English word have one stem, as in the index", () => {
  for (const line of readFileSync(new URL("stems.tsv", import.meta.url), "utf8").split("\n").filter((l) => l && !l.startsWith("#"))) {
    const [one, other] = line.split(" | ").map((words) => words.split(" "));
    assert.equal(new Set(one.map(stem)).size, 1, line);
    for (const word of other ?? []) assert.notEqual(stem(word), stem(one[0]), line);
  }
});

test("words are found in any form, the last one while it is typed, and not across the end of a sentence", () => {
  const said = (/** @type {string} */ text, /** @type {string} */ query) => { const at = wordsIn(text, query); return at && text.slice(...at); };
  assert.equal(said("Police report: telecom fraud rose.", "telecom frauds"), "telecom fraud");
  for (const typed of ["inv", "investigati", "investigating", "Investigated"]) assert.equal(said("They investigate it.", typed) ?? typed, typed === "investigati" ? typed : "investigate");
  assert.equal(said("He saw the fraud. Police came.", "fraud police"), null);
  assert.equal(said("a crackdown on smuggling", "smuggle"), "smuggling");
  assert.equal(said("carbon", "bon"), null);
  assert.equal(keysOf("investigati").at(-1)?.[0].key, "einvestigat");
});
