import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIso } from "../../../static/js/timeline/time/civil-days.js";
import { admitted, questionOf } from "../../../static/js/timeline/page/filter.js";
import { aChronology, IRAN_RUSSIA } from "../build.js";

const data = aChronology([IRAN_RUSSIA, { ...IRAN_RUSSIA, slug: "c", parties: [2, 3] }]);
const through = (/** @type {string} */ query, day = 18000) => {
  const found = admitted(data, questionOf(new URLSearchParams(query)), day);
  return found && [...found];
};
const [first, second] = data.partyInfo.map((party) => party.code);

test("every party that is named must take part", () => {
  assert.deepEqual(through(`party=${first}`), [1, 0]);
  assert.deepEqual(through(`party=${first?.toLowerCase()},${second}`), [1, 0]);
  assert.deepEqual(through(`party=${first}&party=${data.partyInfo[2]?.code}`), [0, 0]);
});

test("nothing asked lets all through; what the columns do not know is for the server", () => {
  assert.equal(through("from=2000-01-01&party="), null);
  for (const asked of ["kind=treaty", "search=peace", `party=${first}&composition=bilateral`]) assert.equal(through(asked), undefined);
});

test("the question is the same however the address writes it", () => {
  assert.equal(`${questionOf(new URLSearchParams("status=expired&party=A&party=B&q=x"))}`, `${questionOf(new URLSearchParams("party=A,B&status=expired"))}`);
});

test("a date is due from the day itself to the last of so many days, and only one to decide before", () => {
  const dated = aChronology([{ ...IRAN_RUSSIA, marks: [["last_notice", "2021-04-05"], ["renewal", "2021-04-01"]] }]);
  const on = parseIso("2021-03-06") ?? 0;
  const asked = (/** @type {number} */ due, /** @type {number} */ day) => [...(admitted(dated, new URLSearchParams({ due: String(due) }), day) ?? [])];
  assert.deepEqual(asked(30, on), [1]);
  assert.deepEqual(asked(29, on), [0]);
  assert.deepEqual(asked(0, on + 30), [1]);
  assert.deepEqual(asked(365, on + 31), [0]);
});

test("the status is the one on the day", () => {
  const there = data.statusInfo.map((status) => status.code).filter((code) => through(`status=${code}`)?.[0]);
  assert.deepEqual(there, ["in_force"]);
});
