/**
 * What follows from the columns of a register, however they came: the bars to draw, and from when to
 * when each agreement has something to see.
 */

import { MARKS } from "./looks.js";

/** @import {Chronology} from "./types.js" */

/** Stands in a column of days where the day is open or unknown. */
export const NONE = -2147483648;

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
    const order = inOrder(spans, at(spans.offsets, t), at(spans.offsets, t + 1));
    const begun = n;
    for (const row of order) {
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
  let earliest = data.horizon;
  for (let t = 0; t < data.count; t++) {
    let first = 2147483647;
    let last = NONE;
    /** @type {Set<number> | null} */
    let other = null;
    const see = (/** @type {number} */ day) => {
      if (day === NONE) return;
      if (day < first) first = day;
      if (day > last) last = day;
    };
    for (let i = data.bars.offsets[t] ?? 0; i < (data.bars.offsets[t + 1] ?? 0); i++) {
      if (data.bars.reading[i]) other = (other ?? new Set()).add(data.bars.reading[i] ?? 0);
      if (!data.bars.look[i]) continue;
      see(data.bars.start[i] ?? NONE);
      const end = data.bars.end[i] ?? NONE;
      see(end === NONE ? data.horizon : end);
    }
    for (let i = data.cycles.offsets[t] ?? 0; i < (data.cycles.offsets[t + 1] ?? 0); i++) {
      if (data.cycles.reading[i]) other = (other ?? new Set()).add(data.cycles.reading[i] ?? 0);
      see(data.cycles.start[i] ?? NONE);
      see(data.cycles.expires[i] ?? NONE);
    }
    for (let i = data.marks.offsets[t] ?? 0; i < (data.marks.offsets[t + 1] ?? 0); i++) {
      see(data.marks.day[i] ?? NONE);
      see(data.marks.latest[i] ?? NONE);
      if (MARKS[data.marks.kind[i] ?? 0]?.line === "doings") data.doings[t] = 1;
    }
    if (last === NONE) first = last = data.horizon;
    data.first[t] = first;
    data.last[t] = last;
    data.readings[t] = other?.size ?? 0;
    if (first < earliest) earliest = first;
  }
  data.earliest = earliest;
}
