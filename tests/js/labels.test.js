import assert from "node:assert/strict";
import test from "node:test";

import { fitted, isolated, isolatedEach, rulerOf } from "../../static/js/timeline/labels.js";

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
