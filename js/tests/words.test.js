// The word table as the browser reads it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { often } from "../shared/cards.js";
import { joined, readingOf, wordOf } from "../shared/words.js";

const table = {
  columns: ["text", "simplified", "pinyin", "kind", "level", "zipf", "senses", "term", "said", "figures"],
  words: ["電騙\t电骗\tdiàn piàn\tword\tC2\t\t0\tcrime", "，", "一名\t\tyī míng\tword\t\t\t\t\tyì míng", '2月\t\tyuè\tnumber\t\t\t\t\t\t[[0,1,"èr"]]', "a\\tb\\\\\t\t\tspace"],
  senses: [["diàn piàn", "telecom fraud", "Diàn Piàn", "a name"]],
  characters: {}, terms: {}, syllables: { yì: ["ㄧˋ", "i⁴"], èr: ["ㄦˋ", "erh⁴"], yuè: ["ㄩㄝˋ", "yüeh⁴"], míng: ["ㄇㄧㄥˊ", "ming²"] },
  readings: { jyutping: { 3: ["jyut6", "ji6"] } },
};

test("a row has its cells by the columns' names, and empty ones at its end are left out", () => {
  const word = wordOf(table, 0);
  assert.deepEqual([word.simplified, word.pinyin, word.level, word.zipf, word.term, word.isWord], ["电骗", ["diàn", "piàn"], "C2", 0, "crime", true]);
  assert.deepEqual(word.senses, [["diàn piàn", "telecom fraud"], ["Diàn Piàn", "a name"]]);
  const mark = wordOf(table, 1);
  assert.deepEqual([mark.text, mark.simplified, mark.isWord], ["，", "，", false]);
});

test("tabs and backslashes of a text stay in it, and a row that is missing breaks nothing", () => {
  assert.equal(wordOf(table, 4).text, "a\tb\\");
  assert.equal(wordOf(table, 99).isWord, false);
});

test("syllables join to a word with the apostrophe before a, e and o", () => {
  assert.equal(joined(["xī", "ān"]), "xī'ān");
  assert.equal(joined(["běi", "jīng"]), "běijīng");
});

test("a word is read as written, as said, in another system, and with its figures", () => {
  const [one, february] = [wordOf(table, 2), wordOf(table, 3)];
  assert.deepEqual(readingOf(table, one, "pinyin", false)?.syllables, ["yī", "míng"]);
  assert.deepEqual(readingOf(table, one, "zhuyin", true)?.syllables, ["ㄧˋ", "ㄇㄧㄥˊ"]);
  assert.deepEqual(readingOf(table, february, "wade-giles", false)?.figures, ["erh⁴"]);
  assert.deepEqual(readingOf(table, february, "jyutping", false), { syllables: ["jyut6"], figures: ["ji6"], tones: ["jyut6"] });
  assert.equal(readingOf(table, one, "jyutping", false), null);
});

test("a frequency is told in words", () => {
  assert.deepEqual([often(0), often(6), often(1.5)], ["", "1,000 in a million words", "1 in 32 million words"]);
});
