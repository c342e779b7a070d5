import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { civilOf, dayOf, distanceInWords, isLeap, isoOf, longDate, parseIso, weekdayOf } from "../../../static/js/timeline/time/civil-days.js";

test("a civil day and its date are the same thing, from 1500 to 2500", () => {
  for (let day = dayOf(1500, 1, 1); day < dayOf(2500, 1, 1); day += 1) {
    const { year, month, day: ofMonth } = civilOf(day);
    if (dayOf(year, month, ofMonth) !== day) assert.fail(`${day} became ${year}-${month}-${ofMonth}`);
  }
});

test("every civil day of six centuries agrees with the platform's proleptic Gregorian calendar", () => {
  for (let day = dayOf(1600, 1, 1); day < dayOf(2200, 1, 1); day += 1) {
    const date = new Date(day * 86400000);
    assert.deepEqual(civilOf(day), { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
    assert.equal(weekdayOf(day), (date.getUTCDay() + 6) % 7);
  }
});

test("1 January 1970 is day 0, and days before it are negative", () => {
  assert.equal(dayOf(1970, 1, 1), 0);
  assert.equal(parseIso("1969-12-31"), -1);
  assert.equal(isoOf(-1), "1969-12-31");
});

test("2000 is a leap year and 1900 and 2100 are not", () => {
  assert.deepEqual([1900, 2000, 2024, 2100].map(isLeap), [false, true, true, false]);
  assert.equal(parseIso("2100-02-29"), null);
  assert.equal(longDate(/** @type {number} */ (parseIso("2000-02-29"))), "29 February 2000");
});

test("what is no day of the calendar is refused, not bent", () => {
  for (const text of ["2021-02-30", "2021-13-01", "2021-00-10", "2021-1-1", "tomorrow", "", null, undefined]) assert.equal(parseIso(text), null);
});

test("a distance is said in the same words as on the pages of the server", () => {
  const rows = JSON.parse(readFileSync(new URL("../../distances.json", import.meta.url), "utf8"));
  for (const { from, day, said } of rows) assert.equal(distanceInWords(parseIso(day) ?? 0, parseIso(from) ?? 0), said);
});
