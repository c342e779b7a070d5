import assert from "node:assert/strict";
import { test } from "node:test";
import { civilOf, dayOf, isoOf, weekdayOf } from "../../../static/js/timeline/time/civil-days.js";
import { begins, LADDER, ticksOf } from "../../../static/js/timeline/time/ticks.js";

const measure = (/** @type {string} */ text) => text.length * 7;

test("ticks of days step over 29 February where there is one, and only there", () => {
  const around = (/** @type {number} */ year) => begins({ unit: "day", step: 1 }, { start: dayOf(year, 2, 27), end: dayOf(year, 3, 2) }).map(isoOf);
  assert.ok(around(2024).includes("2024-02-29"));
  assert.deepEqual(around(2100), ["2100-02-27", "2100-02-28", "2100-03-01", "2100-03-02"]);
});

test("ticks of months and years stand on first days, also in 1648 and 2100", () => {
  for (const year of [1648, 1900, 2000, 2100]) {
    for (const day of begins({ unit: "month", step: 1 }, { start: dayOf(year, 1, 15), end: dayOf(year + 1, 1, 15) })) assert.equal(civilOf(day).day, 1);
  }
  const centuries = begins({ unit: "year", step: 100 }, { start: dayOf(1648, 10, 24), end: dayOf(2100, 1, 1) });
  assert.deepEqual(centuries.map(isoOf), ["1600-01-01", "1700-01-01", "1800-01-01", "1900-01-01", "2000-01-01", "2100-01-01"]);
});

test("ticks of weeks stand on Mondays", () => {
  for (const day of begins({ unit: "week", step: 1 }, { start: dayOf(1969, 12, 1), end: dayOf(1970, 2, 1) })) assert.equal(weekdayOf(day), 0);
});

test("quarters begin in January, April, July and October", () => {
  const months = begins({ unit: "month", step: 3 }, { start: dayOf(2023, 2, 1), end: dayOf(2024, 1, 31) }).map((day) => civilOf(day).month);
  assert.deepEqual(months, [1, 4, 7, 10, 1]);
});

test("at every zoom, labels of neighbouring ticks do not overlap and there are some", () => {
  for (const width of [320, 1440, 2560]) {
    for (let span = 1; span < 500 * 365; span *= 1.13) {
      const view = { start: dayOf(1997, 5, 31) - span / 2, end: dayOf(1997, 5, 31) + span / 2 };
      const { ticks } = ticksOf(view, width, measure);
      assert.ok(ticks.length >= 1, `nothing at ${span} days`);
      for (let i = 1; i < ticks.length; i++) {
        const [a, b] = [ticks[i - 1], ticks[i]];
        if (!a || !b) continue;
        const gap = ((b.day - a.day) / span) * width;
        assert.ok(gap >= measure(a.label), `${a.label} and ${b.label} at ${span} days on ${width} px`);
      }
    }
  }
});

test("minor ticks divide the units above them", () => {
  for (let span = 3; span < 400 * 365; span *= 1.4) {
    const view = { start: dayOf(2000, 1, 1), end: dayOf(2000, 1, 1) + span };
    const { ticks, minor } = ticksOf(view, 1200, measure);
    if (!minor.length) continue;
    const set = new Set(minor);
    for (const tick of ticks) if (tick.day >= view.start) assert.ok(set.has(tick.day), `${isoOf(tick.day)} at ${span} days`);
  }
});

test("the ladder climbs", () => {
  for (let i = 1; i < LADDER.length; i++) assert.ok((LADDER[i]?.days ?? 0) > (LADDER[i - 1]?.days ?? 0));
});
