import assert from "node:assert/strict";
import { test } from "node:test";
import { countsInWords, lanesInWords, windowInWords } from "../../../static/js/timeline/page/announcements.js";
import { COMPACT, layOut } from "../../../static/js/timeline/layout/lanes.js";
import { headOf, keptIn, laneAt, laneOfHead, rankOf, readingOf, stepped } from "../../../static/js/timeline/layout/reading-order.js";
import { aChronology, day, dice } from "../build.js";

/** @import {Layout, LanesBy} from "../../../static/js/timeline/types.js" */

const DATA = aChronology([
  { slug: "a", parties: [0, 1] }, { slug: "b", parties: [0, 1] }, { slug: "c", parties: [0, 2] }, { slug: "d", parties: [2, 3] },
]);

/** @param {string[]} closed @param {{by?: LanesBy, heads?: boolean, only?: Uint8Array | null}} [more] @returns {Layout} */
const layout = (closed, { by = "party", heads = true, only = null } = {}) => layOut(DATA, { by, day: 20000, only, closed: new Set(closed), metrics: COMPACT, heads });

/** @param {Layout} on @param {"all" | "closed"} heads @returns {number[]} every stop, from first to last */
function walk(on, heads) {
  return on.lanes.flatMap((lane, l) => [
    ...(on.heads && (lane.closed || heads === "all") ? [headOf(l)] : []),
    ...(lane.closed ? [] : Array.from({ length: lane.count }, (_, i) => lane.firstItem + i)),
  ]);
}

test("any number of steps from any stop leads where one step after the other does, and never past the first or the last", () => {
  const random = dice(1919);
  const keys = layout([]).lanes.map((lane) => lane.key);
  for (let round = 0; round < 60; round++) {
    const on = layout(keys.filter(() => random() < 0.5), { heads: round % 10 > 0 });
    for (const heads of /** @type {const} */ (["all", "closed"])) {
      const stops = walk(on, heads);
      stops.forEach((place, at) => {
        for (const step of [-Infinity, -10, -3, -1, 1, 2, 10, Infinity]) {
          const there = stops[Math.max(0, Math.min(stops.length - 1, at + step))];
          assert.equal(stepped(on, place, step, heads), there, `${step} from ${place}`);
        }
      });
    }
  }
});

test("with every lane closed the arrows go from head to head, at both ends too", () => {
  const on = layout(layout([]).lanes.map((lane) => lane.key));
  assert.equal(stepped(on, headOf(0), -1, "closed"), headOf(0));
  assert.equal(stepped(on, headOf(0), 1, "closed"), headOf(1));
  assert.equal(stepped(on, headOf(3), 1, "closed"), headOf(3));
});

test("where the head of an open lane is no stop, down goes to its first agreement and up to what is before", () => {
  const on = layout([]);
  const head = headOf(1);
  const first = on.lanes[1]?.firstItem ?? -1;
  assert.equal(stepped(on, head, 1, "closed"), first);
  assert.equal(stepped(on, head, -1, "closed"), first - 1);
});

test("nothing laid out is nowhere to go", () => {
  assert.equal(stepped(layout([], { only: new Uint8Array(4) }), -1, 1, "all"), -1);
});

test("each lane's head comes before what of it is in sight, and the focus stays though it is out of sight", () => {
  const on = layout(["RUS"]);
  assert.deepEqual(on.lanes.map((lane) => lane.label), ["Iran", "China", "France", "Russia"]);
  const russia = 3;
  const visible = [1, 2, 3, headOf(russia)];
  assert.deepEqual(readingOf(on, visible, -1), [headOf(0), 1, 2, headOf(1), 3, headOf(russia)]);
  assert.deepEqual(readingOf(on, visible, 0), [headOf(0), 0, 1, 2, headOf(1), 3, headOf(russia)]);
  assert.deepEqual(readingOf(on, visible, headOf(2)), [headOf(0), 1, 2, headOf(1), 3, headOf(2), headOf(russia)]);
  assert.deepEqual(readingOf(on, visible, headOf(0)), [headOf(0), 1, 2, headOf(1), 3, headOf(russia)], "no head twice");
  assert.deepEqual(readingOf(layout([], { heads: false }), [0, 1], -1), [0, 1]);
});

test("a lane has its place among the lanes, an agreement in its lane", () => {
  const on = layout([]);
  assert.deepEqual(rankOf(on, headOf(1)), { level: 1, position: 2, size: 4 });
  assert.deepEqual(rankOf(on, 2), { level: 2, position: 3, size: 3 });
  assert.deepEqual(rankOf(on, 4), { level: 2, position: 2, size: 2 });
});

test("when lanes close the focus stays on its agreement in its lane, or goes to the head of the lane it was in", () => {
  const before = layout([]);
  const place = before.lanes[1]?.firstItem ?? -1;
  const closed = layout(["CHN"]);
  assert.equal(laneAt(closed, keptIn(before, closed, place)), 1);
  assert.equal(laneOfHead(keptIn(before, closed, place)), 1);
  assert.equal(keptIn(before, layout(["IRN"]), place), place);
  const opened = keptIn(closed, before, headOf(1));
  assert.equal(opened, headOf(1));
  const other = layout([], { by: "status" });
  assert.equal(other.items[keptIn(before, other, place)], before.items[place]);
  assert.equal(keptIn(before, layout([], { only: Uint8Array.from([1, 1, 0, 1]) }), place), -1);
});

test("the part of time is said in years, or in days where there is hardly more than one", () => {
  const view = (/** @type {string} */ start, /** @type {string} */ end) => ({ start: day(start) ?? 0, end: day(end) ?? 0 });
  assert.equal(windowInWords(view("1990-01-01", "2020-06-01")), "1990 to 2020");
  assert.equal(windowInWords(view("2020-03-05", "2020-06-01")), "5 March 2020 to 31 May 2020");
});

test("counts tell agreements from closed lanes", () => {
  const on = layout(["RUS"]);
  assert.equal(countsInWords([0, 1, headOf(3)], on), `2 of ${on.items.length} agreements and 1 collapsed group shown`);
  assert.equal(countsInWords([0], layout([], { by: "pair", only: Uint8Array.from([1, 0, 0, 0]) })), "1 of 1 agreement shown");
});

test("which lane was closed or opened is said with what it holds", () => {
  assert.equal(lanesInWords(new Set(), new Set(["RUS"]), layout(["RUS"])), "Group Russia collapsed, 2 agreements. ");
  assert.equal(lanesInWords(new Set(["RUS", "CHN"]), new Set(), layout([])), "2 groups expanded. ");
});
