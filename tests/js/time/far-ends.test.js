/** A pact of 999 years and a lease of 99: their ends can be reached, and what has no end does not seem to end before. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { aChronology } from "../build.js";
import { drawnTo } from "../../../static/js/timeline/data/tables.js";
import { civilOf, dayOf, isoOf, longDate, parseIso } from "../../../static/js/timeline/time/civil-days.js";
import { ticksOf } from "../../../static/js/timeline/time/ticks.js";
import { around, clampedView } from "../../../static/js/timeline/time/viewport.js";

const HORIZON = "2051-12-31";
const day = (/** @type {string} */ text) => /** @type {number} */ (parseIso(text));

const drafts = [
  { slug: "pact", spans: /** @type {[string, string, string | null][]} */ ([["in_force", "2001-01-01", "3000-01-01"], ["expired", "3000-01-01", null]]), cycles: /** @type {[string, string, string | null][]} */ ([["2001-01-01", "3000-01-01", null]]) },
  { slug: "old", spans: /** @type {[string, string, string | null][]} */ ([["in_force", "1200-01-01", "2199-01-01"]]) },
  { slug: "open", spans: /** @type {[string, string, string | null][]} */ ([["in_force", "1990-01-01", null]]) },
];

test("the chart reaches from the first dated day to the last, however far", () => {
  const data = aChronology(drafts, HORIZON);
  assert.equal(isoOf(data.earliest), "1200-01-01");
  assert.equal(isoOf(data.horizon), "3000-01-01");
  const range = around(data.earliest, data.horizon, 0.03);
  const limits = { min: range.start, max: range.end, minSpan: 1 };
  for (const [from, to] of [["2090-01-01", "2120-01-01"], ["2999-12-01", "3000-02-01"], ["1200-01-01", "1200-01-08"]]) {
    const view = { start: day(from ?? ""), end: day(to ?? "") };
    assert.deepEqual(clampedView(view, limits), view);
  }
});

test("what has no end is drawn as far as the rest, and is fitted to what is calculated of it", () => {
  const data = aChronology(drafts, HORIZON);
  const open = data.find("open");
  assert.equal(isoOf(data.last[open] ?? 0), "3000-01-01");
  assert.equal(isoOf(data.until[open] ?? 0), HORIZON);
  assert.equal(isoOf(data.last[data.find("old")] ?? 0), "2199-01-01");
});

test("with nothing beyond the horizon, the horizon is the end", () => {
  const data = aChronology([/** @type {NonNullable<typeof drafts[number]>} */ (drafts[2])], HORIZON);
  assert.equal(isoOf(data.horizon), HORIZON);
  assert.equal(data.last, data.until);
  assert.deepEqual(drawnTo(Int32Array.of(), Uint8Array.of(), 7), { horizon: 7, last: Int32Array.of() });
});

test("days, names of days and ticks are right up to the year 9999", () => {
  for (const year of [1200, 2199, 2999, 3000, 4000, 9999]) {
    for (const [month, number] of [[1, 1], [2, 28], [12, 31]]) {
      const at = dayOf(year, month ?? 1, number ?? 1);
      assert.deepEqual(civilOf(at), { year, month, day: number });
      assert.equal(parseIso(isoOf(at)), at);
      assert.ok(longDate(at).endsWith(` ${year}`));
    }
    const view = { start: dayOf(year, 1, 1) - 4000, end: dayOf(year, 1, 1) + 4000 };
    const { ticks, eras } = ticksOf(view, 1200, (text) => text.length * 7);
    assert.ok(ticks.some(({ label }) => label === String(year)));
    assert.ok(eras.length > 0);
  }
  const whole = ticksOf({ start: dayOf(1000, 1, 1), end: dayOf(9999, 12, 31) }, 900, (text) => text.length * 7);
  assert.ok(whole.ticks.length <= 20);
});
