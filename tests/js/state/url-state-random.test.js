import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../../../static/js/timeline/time/civil-days.js";
import { readAddress, writeAddress } from "../../../static/js/timeline/state/url-state.js";

/** @import {Address} from "../../../static/js/timeline/state/url-state.js" */

const FIRST = dayOf(1500, 1, 1);
const LAST = dayOf(2500, 12, 31);
const SIGNS = [..."aZ09 -_~.,%&=?#+;/\\\"'<>\u0000\n\u00e9\u0416\u0641\u6f22\u{1F600}"];

/** Codes of parties, subjects and statuses hold no other signs, which the database sees to; "~" heads the lane of many. */
const OF_A_KEY = [..."AZ09az-_~"];

/** @param {number} seed @returns {() => number} the same numbers at every run, each from 0 to below 1 */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @param {() => number} next @param {number} atMost @param {string[]} [signs] @returns {string} */
function words(next, atMost, signs = SIGNS) {
  return Array.from({ length: Math.floor(next() * (atMost + 1)) }, () => signs[Math.floor(next() * signs.length)]).join("");
}

/** @param {() => number} next @returns {Address} */
function someAddress(next) {
  const start = FIRST + Math.floor(next() * (LAST - FIRST));
  const view = next() < 0.2 ? null : { start, end: start + 1 + Math.floor(next() * 40000) };
  const by = /** @type {const} */ (["pair", "party", "subject", "status"])[Math.floor(next() * 4)] ?? "pair";
  const order = /** @type {const} */ (["next", "name", view ? "next" : ""])[Math.floor(next() * 3)] ?? "next";
  const [closed, outside] = [0, 1].map(() => Array.from({ length: Math.floor(next() * 4) }, () => words(next, 6, OF_A_KEY)).filter(Boolean));
  const search = words(next, 12);
  const shut = search ? Array.from({ length: Math.floor(next() * 3) }, () => words(next, 6, OF_A_KEY)).filter(Boolean) : [];
  return { view, by, order, closed: closed ?? [], outside: outside ?? [], search, shut, selected: words(next, 8), row: words(next, 8) };
}

test("whatever the view, its address gives it back, on random views with signs of every kind", () => {
  const next = numbers(8106);
  for (let turn = 0; turn < 5000; turn += 1) {
    const address = someAddress(next);
    const text = writeAddress(address, new URLSearchParams("as_of=2021-04-12&party=IRN&party=RUS"));
    const query = new URL(text, "http://register.example/").searchParams;
    assert.deepEqual(readAddress(query), address, text);
    assert.deepEqual([query.get("as_of"), ...query.getAll("party")], ["2021-04-12", "IRN", "RUS"]);
    assert.equal(writeAddress(readAddress(query), query), text);
  }
});

test("whatever an address says, it is read as a view or as none", () => {
  const next = numbers(1648);
  for (let turn = 0; turn < 5000; turn += 1) {
    const query = new URLSearchParams();
    for (const key of ["from", "to", "lanes", "order", "closed", "outside", "q", "shut", "sel", "row"]) if (next() < 0.8) query.append(key, words(next, 14));
    const { view, by, closed } = readAddress(query);
    assert.ok(view === null || (Number.isFinite(view.start) && view.end > view.start));
    assert.ok(["pair", "party", "subject", "status"].includes(by));
    assert.ok(closed.every(Boolean));
  }
});
