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
  const [notice, renewal] = [day("2021-04-05"), day("2022-04-05")];
  assert.deepEqual(nextDate(data, 0, notice), { kind: "last_notice", day: notice, itself: notice, what: "Decide by", then: "renews on 5 April 2022 if nobody gives notice", means: "decide by" });
  assert.deepEqual(nextDate(data, 0, notice + 1), { kind: "renewal", day: renewal, itself: renewal, what: "Renews", then: "", means: "renewal" });
});

test("a date is told by the day to plan on until the date itself has passed", () => {
  const margin = aChronology([{ ...IRAN_RUSSIA, dates: [["expiry", "2022-04-05", "2022-03-22"]] }]);
  for (const today of ["2022-01-01", "2022-03-30"]) {
    const next = nextDate(margin, 0, day(today));
    assert.deepEqual([next?.what, next?.day, next?.itself], ["Decide by", day("2022-03-22"), day("2022-04-05")]);
  }
  assert.equal(nextDate(margin, 0, day("2022-04-06")), null);
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

test("a search finds an agreement by any name of its parties, however it is typed", () => {
  const [iran, ...others] = data.partyInfo;
  assert.ok(iran);
  const search = searcher({ ...data, partyInfo: [{ ...iran, also: ["Persia", "Иран", "ایران", "Côte d’Ivoire"] }, ...others] });
  for (const typed of ["persia", "PERSIA", "иран", "ايران", "irn", "Cote d'Ivoire", "dIvoire", "Îrån"]) assert.deepEqual([...search(typed) ?? []], [1], typed);
  assert.deepEqual([...search("ceylon") ?? []], [0]);
  assert.equal(search(" – "), null);
});

test("of many parties each is found, though only their number is written", () => {
  const partyInfo = Array.from({ length: 20 }, (_, i) => ({ code: `P${i}`, name: `Party ${i}`, short: `Short${i}`, kind: "state" }));
  const many = aChronology([{ ...IRAN_RUSSIA, parties: partyInfo.map((_, i) => i) }]);
  assert.deepEqual([...searcher({ ...many, partyInfo })("short17") ?? []], [1]);
});
