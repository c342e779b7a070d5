import assert from "node:assert/strict";
import { test } from "node:test";
import { densityOf } from "../../../static/js/timeline/page/minimap.js";
import { coverOf } from "../../../static/js/timeline/drawing/scene.js";
import { aChronology, dice } from "../build.js";

/** @param {() => number} random @param {number} count */
function extents(random, count) {
  const first = Int32Array.from({ length: count }, () => Math.floor(random() * 2000));
  return { first, last: first.map((start) => start + Math.floor(random() * 300)) };
}

test("the overview counts at each stretch what a count of all agreements finds, filtered too", () => {
  const random = dice(1815);
  for (let round = 0; round < 20; round++) {
    const count = 1 + Math.floor(random() * 120);
    const data = { ...aChronology([]), count, ...extents(random, count) };
    const only = round % 2 ? Uint8Array.from({ length: count }, () => (random() < 0.5 ? 1 : 0)) : null;
    const range = { start: 0, end: 2400 };
    const found = densityOf(data, only, range, 48);
    for (let bin = 0; bin < 48; bin++) {
      let expected = 0;
      for (let t = 0; t < count; t++) {
        const [from, until] = [Math.floor((data.first[t] ?? 0) / 50), Math.floor((data.last[t] ?? 0) / 50)];
        if ((!only || only[t]) && from <= bin && bin <= until) expected++;
      }
      assert.equal(found[bin], expected);
    }
  }
});

test("a closed lane covers each day that one of its agreements covers, and no other", () => {
  const random = dice(1919);
  for (let round = 0; round < 30; round++) {
    const count = Math.floor(random() * 40);
    const data = extents(random, count);
    const runs = coverOf(data, Int32Array.from({ length: count }, (_, t) => t));
    for (let day = 0; day < 2400; day++) {
      const expected = [...data.first].some((from, t) => from <= day && day <= (data.last[t] ?? 0));
      let found = false;
      for (let i = 0; i < runs.length; i += 2) found ||= (runs[i] ?? 0) <= day && day <= (runs[i + 1] ?? 0);
      assert.equal(found, expected);
    }
    for (let i = 2; i < runs.length; i += 2) assert.ok((runs[i] ?? 0) > (runs[i - 1] ?? 0));
  }
});
