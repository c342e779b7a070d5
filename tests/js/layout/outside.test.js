import assert from "node:assert/strict";
import { test } from "node:test";
import { outsideInWords } from "../../../static/js/timeline/data/wording.js";
import { COMPACT, planned, stacked } from "../../../static/js/timeline/layout/lanes.js";
import { sameRows, topKept } from "../../../static/js/timeline/layout/outside.js";
import { headOf, keptIn, outsideIn, rankOf, readingOf, stepped } from "../../../static/js/timeline/layout/reading-order.js";
import { aChronology, day, dice } from "../build.js";

/** @import {Layout, View} from "../../../static/js/timeline/types.js" */
/** @import {Draft} from "../build.js" */

const WINDOW = { start: day("1990-01-01") ?? 0, end: day("2040-01-01") ?? 0 };

/** @param {string} slug @param {number[]} parties @param {number} from @param {number} until @returns {Draft} */
const draft = (slug, parties, from, until) => ({ slug, parties, spans: [["in_force", `${from}-01-01`, `${until}-01-01`]] });

/** Iran – Russia holds one of each: before, before beside it, within, and two after; Iran – China has only past ones. */
const DATA = aChronology([
  draft("past", [0, 1], 1950, 1970), draft("also-past", [0, 1], 1952, 1960), draft("within", [0, 1], 1985, 2000),
  draft("ahead", [0, 1], 2045, 2050), draft("long", [0, 1], 1951, 2060), draft("old", [0, 2], 1960, 1970), draft("now", [1, 2], 2000, 2020),
]);
const PLAN = planned(DATA, { by: "pair", day: WINDOW.start, only: null });

/** @param {{view?: View | null, outside?: string[], closed?: string[], kept?: string[]}} [options] @returns {Layout} */
const layout = ({ view = WINDOW, outside = [], closed = [], kept = [] } = {}) =>
  stacked(DATA, PLAN, { closed: new Set(closed), metrics: COMPACT, heads: true, view, outside: new Set(outside), kept: kept.map((slug) => DATA.find(slug)) });

/** @param {Layout} on @returns {string[]} the agreements that have a row */
const rowed = (on) => [...on.shown].flatMap((row) => [...on.items.subarray(on.rowOffsets[row], on.rowOffsets[row + 1])].map((treaty) => String(DATA.strings.at(DATA.slug[treaty] ?? 0))));
/** @param {Layout} on @returns {[string, string][]} */
const told = (on) => on.lanes.map((lane) => [lane.label, outsideInWords(lane)]);

test("rows with nothing in the window have no height, and their lane says how many agreements lie before and after it", () => {
  const on = layout();
  assert.deepEqual(told(on), [["Iran – China", "1 earlier"], ["Iran – Russia", "2 earlier, 1 later"], ["China – Russia", ""]]);
  assert.ok(!rowed(on).includes("old") && !rowed(on).includes("also-past") && rowed(on).includes("long") && rowed(on).includes("within"));
  assert.equal(on.lanes[0]?.height, COMPACT.laneHead, "a lane with nothing in the window is its head");
  assert.equal(on.height, on.lanes.reduce((sum, { height }) => sum + height, 0));
  assert.ok(on.height < layout({ view: null }).height);
});

test("thousands are counted in figures as the pages write them", () => {
  assert.equal(outsideInWords({ earlier: 12_345, later: 1 }), "12,345 earlier, 1 later");
});

test("a lane that the reader has opened shows them all, the others stay folded, and a closed one tells nothing", () => {
  const on = layout({ outside: ["IRN-RUS"] });
  assert.deepEqual(on.lanes.map(({ unfolded }) => unfolded), [false, true, false]);
  assert.deepEqual(told(on)[1], ["Iran – Russia", "2 earlier, 1 later"]);
  assert.ok(rowed(on).includes("also-past") && !rowed(on).includes("old"));
  assert.deepEqual(told(layout({ closed: ["IRN-RUS"] }))[1], ["Iran – Russia", ""]);
});

test("the row of the agreement that is chosen or has the focus stays", () => {
  const on = layout({ kept: ["old"] });
  assert.ok(rowed(on).includes("old"));
  assert.deepEqual(told(on)[0], ["Iran – China", ""]);
});

test("in all of time nothing is folded", () => {
  assert.ok(sameRows(layout({ view: { start: -1e6, end: 1e6 } }), layout({ view: null })));
  assert.ok(!sameRows(layout(), layout({ view: null })));
});

test("exactly the rows with nothing in the window are folded, on random data", () => {
  const random = dice(1815);
  const many = aChronology(Array.from({ length: 400 }, (_, n) => draft(String(n), [0, 1, 2, 3].filter(() => random() < 0.5), 1900 + Math.floor(random() * 150), 2051)));
  many.last.forEach((_, t) => (many.last[t] = (many.first[t] ?? 0) + Math.floor(random() * random() * 20_000)));
  const plan = planned(many, { by: "party", day: 0, only: null });
  for (let round = 0; round < 40; round++) {
    const start = Math.floor(random() * 50_000) - 25_000;
    const view = { start, end: start + 1 + Math.floor(random() * 20_000) };
    const on = stacked(many, plan, { closed: new Set(), metrics: COMPACT, heads: true, view });
    const sees = (/** @type {number} */ treaty) => (many.last[treaty] ?? 0) > view.start - 1 && (many.first[treaty] ?? 0) <= view.end;
    on.lanes.forEach((lane, l) => {
      const rows = [...plan.rowLane.keys()].filter((row) => plan.rowLane[row] === l);
      const full = rows.filter((row) => on.items.subarray(on.rowOffsets[row], on.rowOffsets[row + 1]).some(sees));
      assert.deepEqual(rows.filter((row) => on.rowHeight[row]), full);
      const own = [...on.items.subarray(lane.firstItem, lane.firstItem + lane.count)];
      const past = own.filter((treaty) => (many.last[treaty] ?? 0) <= view.start - 1).length;
      const folded = full.length < rows.length;
      assert.deepEqual([lane.earlier, lane.later], folded ? [past, own.length - past - own.filter(sees).length] : [0, 0]);
    });
    assert.deepEqual([...on.shown], [...plan.rowLane.keys()].filter((row) => on.rowHeight[row]));
  }
});

test("a row that stays is drawn where it was before the window moved, whichever it is", () => {
  const [before, after] = [layout({ view: null }), layout()];
  for (const row of after.shown) {
    const at = (before.rowY[row] ?? 0) + 5;
    const shift = (after.rowY[row] ?? 0) - (before.rowY[row] ?? 0);
    assert.equal(topKept(before, after, 40, at), 40 + shift);
    assert.equal(topKept(after, before, 40, (after.rowY[row] ?? 0) + 5), 40 - shift);
  }
  assert.equal(topKept(before, after, 0, 0), 0, "at the very top it stays at the top");
});

test("where the row under the pointer is folded, the nearest one of its lane stays, or the head", () => {
  const [before, after] = [layout({ view: null }), layout()];
  const lane = before.lanes[0];
  const head = after.lanes[0];
  assert.ok(lane && head);
  assert.equal(topKept(before, after, lane.y + 20, lane.y + 40), head.y, "a head stuck to the top stays there");
  const gone = [...before.shown].find((row) => !after.rowHeight[row] && before.rowLane[row] === 1) ?? -1;
  const kept = [...after.shown].filter((row) => after.rowLane[row] === 1).map((row) => (after.rowY[row] ?? 0) - (before.rowY[row] ?? 0));
  assert.ok(kept.includes(topKept(before, after, 300, (before.rowY[gone] ?? 0) + 5) - 300));
});

/** @param {Layout} on @param {"all" | "closed"} heads @returns {number[]} every stop, from first to last */
function walk(on, heads) {
  return on.lanes.flatMap((lane, l) => [
    ...(lane.closed || heads === "all" ? [headOf(l)] : []),
    ...(lane.earlier + lane.later ? [outsideIn(l)] : []),
    ...Array.from({ length: lane.count }, (_, i) => lane.firstItem + i).filter((item) => on.rowHeight[on.itemRow[item] ?? 0]),
  ]);
}

test("the arrows stop at what lies outside, before the agreements of its lane, and pass what is folded", () => {
  for (const options of [{}, { outside: ["IRN-RUS"] }, { closed: ["CHN-RUS"] }, { closed: ["IRN-RUS"], outside: ["IRN-CHN"] }, { kept: ["old"] }]) {
    const on = layout(options);
    for (const heads of /** @type {const} */ (["all", "closed"])) {
      const stops = walk(on, heads);
      stops.forEach((place, at) => {
        for (const step of [-Infinity, -10, -2, -1, 1, 2, 3, 10, Infinity]) {
          assert.equal(stepped(on, place, step, heads), stops[Math.max(0, Math.min(stops.length - 1, at + step))], `${step} from ${place} with ${JSON.stringify(options)}`);
        }
      });
    }
  }
});

test("in the list it stands below its lane's head, as one of the things in the lane", () => {
  const on = layout();
  const first = on.lanes[1]?.firstItem ?? 0;
  assert.deepEqual(readingOf(on, [outsideIn(0), outsideIn(1), first], -1), [headOf(0), outsideIn(0), headOf(1), outsideIn(1), first]);
  assert.deepEqual(readingOf(on, [first], outsideIn(1)), [headOf(1), outsideIn(1), first]);
  assert.deepEqual(readingOf(on, [first], headOf(1)), [headOf(1), first]);
  assert.deepEqual(rankOf(on, outsideIn(1)), { level: 2, position: 1, size: 6 });
  assert.deepEqual(rankOf(on, first), { level: 2, position: 2, size: 6 });
  assert.deepEqual(rankOf(on, headOf(1)), { level: 1, position: 2, size: 3 });
});

test("the focus stays on it while there is something outside, else it goes to the head", () => {
  const on = layout();
  assert.equal(keptIn(on, layout({ outside: ["IRN-RUS"] }), outsideIn(1)), outsideIn(1));
  assert.equal(keptIn(on, layout({ closed: ["IRN-RUS"] }), outsideIn(1)), headOf(1));
  assert.equal(keptIn(on, layout({ view: null }), outsideIn(1)), headOf(1));
});
