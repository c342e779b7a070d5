import assert from "node:assert/strict";
import { test } from "node:test";
import { COMPACT, layOut, pack } from "../../static/js/timeline/lanes.js";
import { aChronology, dice, IRAN_RUSSIA } from "./build.js";

/** @param {Partial<Parameters<typeof layOut>[1]>} [options] */
const options = (options) => ({ by: /** @type {const} */ ("pair"), day: 20000, only: null, closed: new Set(/** @type {string[]} */ ([])), metrics: COMPACT, heads: true, ...options });

test("agreements packed into one row never overlap in time, on random data", () => {
  const random = dice(1648);
  for (let round = 0; round < 30; round++) {
    const count = 1 + Math.floor(random() * 200);
    const first = Array.from({ length: count }, () => Math.floor(random() * 100000) - 50000);
    const last = first.map((start) => start + Math.floor(random() * 8000));
    const rows = pack(first.map((_, t) => t), first, last, 500);
    assert.equal(rows.flat().length, count);
    assert.equal(new Set(rows.flat()).size, count);
    for (const row of rows) {
      for (let i = 1; i < row.length; i++) {
        const [a, b] = [row[i - 1] ?? 0, row[i] ?? 0];
        assert.ok((first[b] ?? 0) > (last[a] ?? 0), "overlap");
        assert.ok((first[b] ?? 0) > (first[a] ?? 0) + 500, "no room for the name");
      }
    }
  }
});

test("each agreement stands in the first row that is free, on random data", () => {
  const random = dice(1713);
  for (let round = 0; round < 30; round++) {
    const first = Array.from({ length: 1 + Math.floor(random() * 150) }, () => Math.floor(random() * 20000));
    const last = first.map((start) => start + Math.floor(random() * 6000));
    /** @type {number[]} */
    const free = [];
    const expected = first.map((_, t) => t).sort((a, b) => (first[a] ?? 0) - (first[b] ?? 0) || (last[a] ?? 0) - (last[b] ?? 0) || a - b).map((t) => {
      let row = free.findIndex((until) => until < (first[t] ?? 0));
      if (row < 0) row = free.length;
      free[row] = Math.max(last[t] ?? 0, (first[t] ?? 0) + 300);
      return [t, row];
    });
    const rows = pack(first.map((_, t) => t), first, last, 300);
    assert.deepEqual(rows.flatMap((row, r) => row.map((t) => [t, r])).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)), expected.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)));
  }
});

test("agreements that follow each other share a row", () => {
  assert.deepEqual(pack([0, 1, 2], [0, 1000, 2000], [900, 1900, 2900], 10), [[0, 1, 2]]);
});

test("lanes, rows and items cover every agreement once, from top to bottom", () => {
  const data = aChronology([IRAN_RUSSIA, { ...IRAN_RUSSIA, slug: "b" }, { ...IRAN_RUSSIA, slug: "c", parties: [2, 3] }]);
  const layout = layOut(data, options());
  assert.deepEqual(layout.lanes.map((lane) => [lane.label, lane.count]), [["Iran – Russia", 2], ["China – France", 1]]);
  assert.deepEqual([...layout.items].sort(), [0, 1, 2]);
  for (let row = 1; row < layout.rowY.length; row++) assert.ok((layout.rowY[row] ?? 0) >= (layout.rowY[row - 1] ?? 0) + (layout.rowHeight[row - 1] ?? 0));
  assert.equal(layout.height, layout.lanes.reduce((sum, lane) => sum + lane.height, 0));
});

test("lanes with our side come first, and our side is named first", () => {
  const data = aChronology([{ slug: "a", parties: [2, 3] }, { slug: "b", parties: [1, 0] }], undefined, ["RUS"]);
  assert.deepEqual(layOut(data, options()).lanes.map((lane) => lane.label), ["Russia – Iran", "China – France"]);
});

test("by party an agreement stands in the lane of each of its parties", () => {
  const data = aChronology([IRAN_RUSSIA]);
  assert.deepEqual(layOut(data, options({ by: "party" })).lanes.map((lane) => [lane.label, lane.party]), [["Iran", 0], ["Russia", 1]]);
});

test("by status the lane is the status on the day", () => {
  const data = aChronology([IRAN_RUSSIA]);
  const on = (/** @type {number} */ day) => layOut(data, options({ by: "status", day })).lanes.map((lane) => lane.key);
  assert.deepEqual(on(18729), ["next_period_certain"]); // 12 April 2021
  assert.deepEqual(on(20416), ["superseded_presumed"]); // 24 November 2025
});

test("a closed lane has a head and no rows in height", () => {
  const data = aChronology([IRAN_RUSSIA]);
  const layout = layOut(data, options({ closed: new Set(["IRN-RUS"]) }));
  assert.equal(layout.height, COMPACT.laneHead);
});

test("a filter leaves the others out", () => {
  const data = aChronology([IRAN_RUSSIA, { ...IRAN_RUSSIA, slug: "b" }]);
  assert.deepEqual([...layOut(data, options({ only: Uint8Array.from([0, 1]) })).items], [1]);
});
