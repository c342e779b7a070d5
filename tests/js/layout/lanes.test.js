import assert from "node:assert/strict";
import { test } from "node:test";
import { COMFORTABLE, COMPACT, layOut } from "../../../static/js/timeline/layout/lanes.js";
import { aChronology, dice, IRAN_RUSSIA } from "../build.js";

/** @param {Partial<Parameters<typeof layOut>[1]>} [options] */
const options = (options) => ({ by: /** @type {const} */ ("pair"), day: 20000, only: null, closed: new Set(/** @type {string[]} */ ([])), metrics: COMPACT, heads: true, ...options });

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

test("the words of a lane are made when somebody reads them, not when lanes are laid out", () => {
  const data = aChronology([IRAN_RUSSIA, { ...IRAN_RUSSIA, slug: "c", parties: [2, 3] }]);
  let asked = 0;
  for (const party of data.partyInfo) {
    const { code } = party;
    Object.defineProperty(party, "code", { get: () => (asked++, code) });
  }
  const { lanes } = layOut(data, options());
  assert.equal(asked, 0);
  assert.deepEqual([lanes[0]?.key, lanes[0]?.short, asked], ["IRN-RUS", "Iran – Russia", 2]);
});

test("every row knows how tall it must be, and every lane which agreements are its own, on random data", () => {
  const random = dice(1907);
  const some = Array.from({ length: 120 }, (_, n) => ({ ...IRAN_RUSSIA, slug: String(n), parties: [0, 1, 2, 3].filter(() => random() < 0.4) }));
  const data = aChronology(some);
  data.first.forEach((_, t) => {
    data.first[t] = Math.floor(random() * 40_000);
    data.last[t] = (data.first[t] ?? 0) + Math.floor(random() * 9000);
    data.readings[t] = random() < 0.2 ? 2 : 0;
    data.doings[t] = random() < 0.5 ? 1 : 0;
  });
  for (const by of /** @type {const} */ (["pair", "party", "status", "subject"])) {
    for (const [only, metrics] of /** @type {const} */ ([[null, COMPACT], [data.doings, COMPACT], [null, COMFORTABLE]])) {
      const layout = layOut(data, options({ by, only, metrics }));
      const { items, itemRow, rowOffsets, rowLane, rowHeight } = layout;
      const held = (/** @type {number} */ t) => (by === "party" ? Math.max(1, (data.parties.offsets[t + 1] ?? 0) - (data.parties.offsets[t] ?? 0)) : 1);
      const expected = some.flatMap((_, t) => (only && !only[t] ? [] : Array(held(t)).fill(t)));
      assert.deepEqual([...items].sort((a, b) => a - b), expected);
      for (let row = 0; row < rowHeight.length; row++) {
        const own = items.subarray(rowOffsets[row], rowOffsets[row + 1]);
        const most = (/** @type {Uint8Array} */ column) => Math.max(...[...own].map((t) => column[t] ?? 0));
        const { title, bar, reading, doings, labels, gap } = metrics;
        assert.equal(rowHeight[row], title + bar + most(data.readings) * reading + most(data.doings) * (doings + labels) + gap);
        if (metrics === COMPACT) assert.equal(rowHeight[row], title + bar + gap, "compact rows keep one rhythm");
        own.forEach((_, i) => assert.equal(itemRow[(rowOffsets[row] ?? 0) + i], row));
        const lane = layout.lanes[rowLane[row] ?? -1];
        for (const t of own) if (by === "party" && lane && lane.party >= 0) assert.ok([...data.parties.values.subarray(data.parties.offsets[t], data.parties.offsets[t + 1])].includes(lane.party));
      }
      for (const { firstItem, count, firstRow } of layout.lanes) {
        assert.equal(rowOffsets[firstRow], firstItem);
        assert.ok(count > 0);
      }
    }
  }
});
