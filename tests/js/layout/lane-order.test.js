import assert from "node:assert/strict";
import { test } from "node:test";
import { COMPACT, layOut, planned } from "../../../static/js/timeline/layout/lanes.js";
import { aChronology, day, dice } from "../build.js";

/** @import {Draft} from "../build.js" */
/** @import {LanesBy, LanesOrder} from "../../../static/js/timeline/types.js" */

const TODAY = day("2026-03-01") ?? 0;

/** The parties are Iran, which is our side, Russia, China and France. @param {string} slug @param {number[]} parties @param {Draft["dates"]} [dates] @returns {Draft} */
const draft = (slug, parties, dates = []) => ({ slug, parties, spans: [["in_force", "2000-01-01", null]], dates });

/** @param {Draft[]} drafts @param {{by?: LanesBy, order?: LanesOrder, on?: number}} [asked] @returns {string[]} */
function labels(drafts, { by = "pair", order = "next", on = TODAY } = {}) {
  return layOut(aChronology(drafts), { by, order, day: on, only: null, closed: new Set(), metrics: COMPACT, heads: true }).lanes.map(({ label }) => label);
}

test("the lane with the nearest date that matters stands first, ours before the others, and those without a date last of theirs", () => {
  const drafts = [
    draft("a", [2, 3], [["renewal", "2026-04-01"]]), draft("b", [0, 2]), draft("c", [0, 3], [["renewal", "2030-01-01"]]),
    draft("d", [0, 1], [["renewal", "2020-01-01"], ["expiry", "2028-01-01"]]), draft("e", [1, 2]),
  ];
  assert.deepEqual(labels(drafts), ["Iran – Russia", "Iran – France", "Iran – China", "China – France", "China – Russia"]);
  assert.deepEqual(labels(drafts, { order: "name" }), ["Iran – China", "Iran – France", "Iran – Russia", "China – France", "China – Russia"]);
});

test("of a date with a day to act before it, the day to act decides, until the date itself has passed", () => {
  const drafts = [draft("a", [0, 1], [["last_notice", "2026-09-01"]]), draft("b", [0, 2], [["last_notice", "2026-12-01", "2026-02-01"]])];
  assert.deepEqual(labels(drafts), ["Iran – China", "Iran – Russia"]);
  assert.deepEqual(labels(drafts, { on: day("2026-12-02") ?? 0 }), ["Iran – China", "Iran – Russia"], "by name when no date is left");
  assert.deepEqual(labels([...drafts, draft("c", [0, 3], [["renewal", "2027-01-01"]])], { on: day("2026-12-02") ?? 0 }), ["Iran – France", "Iran – China", "Iran – Russia"]);
});

test("the order is that of the day asked about", () => {
  const drafts = [draft("a", [0, 1], [["renewal", "2010-01-01"], ["renewal", "2040-01-01"]]), draft("b", [0, 2], [["renewal", "2015-01-01"], ["renewal", "2030-01-01"]])];
  assert.deepEqual(labels(drafts, { on: day("2005-01-01") ?? 0 }), ["Iran – Russia", "Iran – China"]);
  assert.deepEqual(labels(drafts, { on: day("2020-01-01") ?? 0 }), ["Iran – China", "Iran – Russia"]);
});

test("whatever the order, each lane has the rows it has by name, on random data", () => {
  const random = dice(1969);
  const drafts = Array.from({ length: 300 }, (_, n) => {
    const dates = /** @type {[string, string][]} */ (random() < 0.5 ? [["renewal", `20${30 + Math.floor(random() * 60)}-01-01`]] : []);
    return draft(String(n), [0, 1, 2, 3].filter(() => random() < 0.4), dates);
  });
  const data = aChronology(drafts);
  data.first.forEach((_, t) => {
    data.first[t] = Math.floor(random() * 40_000);
    data.last[t] = (data.first[t] ?? 0) + Math.floor(random() * 9000);
    data.readings[t] = random() < 0.2 ? 2 : 0;
    data.doings[t] = random() < 0.5 ? 1 : 0;
  });
  for (const by of /** @type {const} */ (["pair", "party", "status", "subject"])) {
    const lanesOf = (/** @type {LanesOrder} */ order) => {
      const { groups, items, itemRow, rowOffsets, rowLane, readings, doings } = planned(data, { by, order, day: TODAY, only: null });
      assert.equal(rowOffsets.at(-1), items.length);
      itemRow.forEach((row, item) => assert.ok(item >= (rowOffsets[row] ?? 0) && item < (rowOffsets[row + 1] ?? 0)));
      return groups.map(({ head, from, count }, lane) => {
        const rows = [...rowLane.keys()].filter((row) => rowLane[row] === lane);
        assert.deepEqual([rowOffsets[rows[0] ?? -1], rowOffsets[(rows.at(-1) ?? -1) + 1]], [from, from + count]);
        return [head().key, ...rows.map((row) => [readings[row], doings[row], ...items.subarray(rowOffsets[row], rowOffsets[row + 1])].join(" "))].join("; ");
      });
    };
    const [byName, byDate] = [lanesOf("name"), lanesOf("next")];
    assert.deepEqual(byDate.toSorted(), byName.toSorted());
    if (byName.length > 1) assert.notDeepEqual(byDate, byName);
  }
});
