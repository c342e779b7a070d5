/**
 * What follows from the columns of a register, however they came: the bars to draw, and from when to
 * when each agreement has something to see.
 */

import { MARKS } from "./looks.js";

/** @import {Chronology} from "./types.js" */

/** Stands in a column of days where the day is open or unknown. */
export const NONE = -2147483648;
const LATEST = 2147483647;

/**
 * Bars are spans that look alike and touch, made one: "in force" and "in force, window open" are two
 * statuses and one bar.
 * @param {Chronology["spans"]} spans
 * @param {Int32Array} fuzzyStart
 * @param {Int32Array} fuzzyEnd
 * @param {number[]} looks of each status
 * @param {number} count
 * @returns {Chronology["bars"]}
 */
export function barsOf(spans, fuzzyStart, fuzzyEnd, looks, count) {
  const rows = spans.start.length;
  const bars = {
    offsets: new Int32Array(count + 1),
    party: new Int32Array(rows),
    reading: new Int32Array(rows),
    look: new Uint8Array(rows),
    start: new Int32Array(rows),
    end: new Int32Array(rows),
    fuzzyStart: new Int32Array(rows),
    fuzzyEnd: new Int32Array(rows),
  };
  let n = 0;
  const at = (/** @type {ArrayLike<number>} */ column, /** @type {number} */ index) => column[index] ?? 0;
  for (let t = 0; t < count; t++) {
    const [from, until] = [at(spans.offsets, t), at(spans.offsets, t + 1)];
    const order = stands(spans, from, until) ? null : inOrder(spans, from, until);
    const begun = n;
    for (let i = from; i < until; i++) {
      const row = order ? at(order, i - from) : i;
      const look = looks[at(spans.status, row)] ?? 0;
      const before = n - 1;
      const start = at(spans.start, row);
      const same =
        before >= begun && bars.look[before] === look && bars.party[before] === spans.party[row] &&
        bars.reading[before] === spans.reading[row] && bars.end[before] === start && start !== NONE &&
        bars.fuzzyEnd[before] === NONE && fuzzyStart[row] === NONE;
      if (same) {
        bars.end[before] = at(spans.end, row);
        bars.fuzzyEnd[before] = at(fuzzyEnd, row);
        continue;
      }
      bars.party[n] = at(spans.party, row);
      bars.reading[n] = at(spans.reading, row);
      bars.look[n] = look;
      bars.start[n] = start;
      bars.end[n] = at(spans.end, row);
      bars.fuzzyStart[n] = at(fuzzyStart, row);
      bars.fuzzyEnd[n] = at(fuzzyEnd, row);
      n++;
    }
    bars.offsets[t + 1] = n;
  }
  return bars;
}

/** Whether the rows of a treaty come in order: nearly all do. @param {Chronology["spans"]} spans @param {number} from @param {number} until @returns {boolean} */
function stands({ reading, party, start }, from, until) {
  for (let row = from + 1; row < until; row++) {
    const apart = (reading[row - 1] ?? 0) - (reading[row] ?? 0) || (party[row - 1] ?? 0) - (party[row] ?? 0) || (start[row - 1] ?? 0) - (start[row] ?? 0);
    if (apart > 0) return false;
  }
  return true;
}

/**
 * The rows of a treaty by reading, party and beginning, the principal reading first.
 * @param {Chronology["spans"]} spans @param {number} from @param {number} until @returns {number[]}
 */
function inOrder({ reading, party, start }, from, until) {
  /** @type {number[]} */
  const order = [];
  const at = (/** @type {Int32Array} */ column, /** @type {number} */ index) => column[index] ?? 0;
  for (let row = from; row < until; row++) {
    // Rows come nearly in order, and are few.
    let place = order.length;
    while (place > 0) {
      const before = order[place - 1] ?? 0;
      if ((at(reading, before) - at(reading, row) || at(party, before) - at(party, row) || at(start, before) - at(start, row)) <= 0) break;
      order[place] = before;
      place--;
    }
    order[place] = row;
  }
  return order;
}

/**
 * From when to when there is something to see, for packing, culling and fitting.
 * @param {Chronology} data
 */
export function measureExtents(data) {
  const { bars, cycles, marks, horizon } = data;
  const atDoings = Uint8Array.from(MARKS, (mark) => (mark.line === "doings" ? 1 : 0));
  let earliest = horizon;
  /** readings of one treaty besides the principal one: hardly ever any. @type {number[]} */
  const others = [];
  for (let t = 0; t < data.count; t++) {
    // NONE is the least of all numbers: it never moves the latest day.
    let first = LATEST;
    let last = NONE;
    others.length = 0;
    for (let i = bars.offsets[t] ?? 0, until = bars.offsets[t + 1] ?? 0; i < until; i++) {
      const reading = bars.reading[i] ?? 0;
      if (reading && !others.includes(reading)) others.push(reading);
      if (!bars.look[i]) continue;
      const start = bars.start[i] ?? NONE;
      let end = bars.end[i] ?? NONE;
      if (end === NONE) end = horizon;
      if (start !== NONE && start < first) first = start;
      if (end < first) first = end;
      if (start > last) last = start;
      if (end > last) last = end;
    }
    for (let i = cycles.offsets[t] ?? 0, until = cycles.offsets[t + 1] ?? 0; i < until; i++) {
      const reading = cycles.reading[i] ?? 0;
      if (reading && !others.includes(reading)) others.push(reading);
      const start = cycles.start[i] ?? NONE;
      const end = cycles.expires[i] ?? NONE;
      if (start !== NONE && start < first) first = start;
      if (end !== NONE && end < first) first = end;
      if (start > last) last = start;
      if (end > last) last = end;
    }
    for (let i = marks.offsets[t] ?? 0, until = marks.offsets[t + 1] ?? 0; i < until; i++) {
      const day = marks.day[i] ?? NONE;
      const latest = marks.latest[i] ?? NONE;
      if (day !== NONE && day < first) first = day;
      if (latest !== NONE && latest < first) first = latest;
      if (day > last) last = day;
      if (latest > last) last = latest;
      if (atDoings[marks.kind[i] ?? 0]) data.doings[t] = 1;
    }
    if (last === NONE) first = last = horizon;
    data.first[t] = first;
    data.last[t] = last;
    data.readings[t] = others.length;
    if (first < earliest) earliest = first;
  }
  data.earliest = earliest;
}
