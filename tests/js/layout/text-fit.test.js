import assert from "node:assert/strict";
import test from "node:test";

import { fitted, fittedEach, isolated, isolatedEach, rulerOf } from "../../../static/js/timeline/layout/text-fit.js";
import { agreements, figure } from "../../../static/js/timeline/data/wording.js";

const ruler = rulerOf((text) => text.length * 10, {});

test("a name that is cut never ends in half a sign", () => {
  const flags = "🇮🇷🇷🇺🇨🇳🇺🇦🇺🇸";
  for (let room = 50; room < flags.length * 10; room += 5) assert.doesNotMatch(fitted(ruler, flags, "small", room), /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/, `${room} px`);
});

test("a name from right to left is kept apart from the line it stands in, and others are left as they are", () => {
  assert.equal(isolated("אמנה 2004 (ABC)"), "\u2068אמנה 2004 (ABC)\u2069");
  assert.equal(isolated("معاهدهٔ ۱۳۷۹"), "\u2068معاهدهٔ ۱۳۷۹\u2069");
  assert.equal(isolated("Iran–Russia 2001 treaty"), "Iran–Russia 2001 treaty");
});

test("the names of a lane written from right to left keep their places", () => {
  assert.equal(isolatedEach("איטליה – إيران"), "\u2068איטליה\u2069 – \u2068إيران\u2069");
  assert.equal(isolatedEach("إيران, France and 6 more"), "\u2068إيران\u2069, France and 6 more");
  assert.equal(isolatedEach("Iran – Russia"), "Iran – Russia");
});

test("of the names of a lane the longest are cut first, and what does not fit at all is cut at its end", () => {
  const each = (/** @type {string} */ names, /** @type {number} */ room) => fittedEach(ruler, names, "lane", room);
  assert.equal(each("United Federal Republic – Israel", 200), "United Fed… – Israel");
  assert.equal(each("United Federal Republic – Other Federal Republic", 250), "United Fed… – Other Fede…");
  assert.equal(each("Iran, United Federal Republic and 6 more", 300), "Iran, United Fede… and 6 more");
  assert.equal(each("איטליה והשכנות שלה – France", 190), "\u2068איטליה וה…\u2069 – France");
  assert.equal(each("Iran – Russia", 130), "Iran – Russia");
  assert.equal(each("Iran, Iraq, Oman, Qatar", 100), "Iran, Ira…");
  assert.equal(each("Friendship", 80), "Friends…");
});

test("counts of five figures and more stand in groups, as the pages write them", () => {
  assert.deepEqual([0, 2026, 9999, 10000, 1234567].map(figure), ["0", "2026", "9999", "10,000", "1,234,567"]);
  assert.deepEqual([1, 2, 100000].map(agreements), ["1 agreement", "2 agreements", "100,000 agreements"]);
});

test("a cut parts no letter from its marks, and no letters that a joiner holds", () => {
  const ruler = { fonts: {}, measure: (/** @type {string} */ text) => [...text].length * 10 };
  for (const text of ["موافقت\u200cنامهٔ همکاری\u200cهای دو کشور", "e\u0301".repeat(12), "\u{1F469}\u200D\u{1F467}".repeat(8), "नि".repeat(12)]) {
    for (let room = 50; room < 200; room += 10) {
      const kept = fitted(ruler, text, "small", room).replace("…", "");
      assert.ok(text.startsWith(kept));
      const rest = text.slice(kept.length);
      assert.ok(!/[\u200C\u200D]$/.test(kept) && !(kept && /^[\p{M}\u200C\u200D]/u.test(rest)), `${text} cut to ${kept}`);
    }
  }
});
