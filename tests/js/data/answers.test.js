import assert from "node:assert/strict";
import { test } from "node:test";
import { cycleInWords, cycleOn, nextDate, ordinalInWords, searcher, statusOn } from "../../../static/js/timeline/data/answers.js";
import { parseIso } from "../../../static/js/timeline/time/civil-days.js";
import { aChronology, IRAN_RUSSIA } from "../build.js";

const data = aChronology([IRAN_RUSSIA]);
const day = (/** @type {string} */ iso) => /** @type {number} */ (parseIso(iso));
const status = (/** @type {string} */ iso) => data.statusInfo[statusOn(data, 0, day(iso))]?.code;

test("on 12 April 2021 the treaty of 2001 is in its third period and the next is certain", () => {
  const cycle = cycleOn(data, 0, day("2021-04-12"));
  assert.equal(`${ordinalInWords(data, 0, cycle)} term, ${cycleInWords(data, cycle)}`, "third term, 5 April 2017 – 5 April 2022");
  assert.equal(status("2021-04-12"), "next_period_certain");
});

test("the day of expiry belongs to the next period", () => {
  assert.equal(ordinalInWords(data, 0, cycleOn(data, 0, day("2012-04-04"))), "first");
  assert.equal(ordinalInWords(data, 0, cycleOn(data, 0, day("2012-04-05"))), "second");
});

test("the next date is the last day for notice until it has passed, then the renewal", () => {
  assert.deepEqual(nextDate(data, 0, day("2021-04-05")), { day: day("2021-04-05"), what: "Last day to give notice", then: "renews on 5 April 2022 if nobody gives notice", means: "last day to give notice" });
  assert.deepEqual(nextDate(data, 0, day("2021-04-06")), { day: day("2022-04-05"), what: "Renews on", then: "", means: "renewal" });
});

test("after supersession no period and no notice is announced, though the reckoning goes on", () => {
  assert.equal(status("2025-12-01"), "superseded_presumed");
  assert.equal(nextDate(data, 0, day("2025-12-01")), null);
});

test("before everything nothing is known, and nothing is invented", () => {
  assert.equal(statusOn(data, 0, day("1999-01-01")), -1);
  assert.equal(cycleOn(data, 0, day("1999-01-01")), -1);
});

test("search forgives accents and capitals and looks at parties", () => {
  const search = searcher(aChronology([{ slug: "a", title: "Traité d’amitié" }, { slug: "b", title: "Fisheries", parties: [2, 3] }]));
  assert.deepEqual([...(search("TRAITE") ?? [])], [1, 0]);
  assert.deepEqual([...(search("china fish") ?? [])], [0, 1]);
  assert.equal(search("  "), null);
});
