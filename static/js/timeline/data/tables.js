/**
 * What is drawn of agreements, in typed columns: status spans, bars, periods, marks. The rows of one
 * agreement are appended together; its bars and extent are derived from them.
 */

import { MARKS } from "./looks.js";

/** @import {Bars, Cycles, Dates, Marks, Spans} from "../types.js" */

/** The value of a day that is open or unknown. */
export const NONE = -2147483648;
const LATEST = 2147483647;

const AT_DOINGS = Uint8Array.from(MARKS, (mark) => (mark.line === "doings" ? 1 : 0));

/** @typedef {{spans: number, cycles: number, marks: number, dates: number}} Counts rows of each table */

export class Tables {
  /** Allocated at full size at once: memory pages are only used when written. @param {Counts} room */
  constructor(room) {
    const days = (/** @type {number} */ rows) => new Int32Array(rows);
    const { spans, cycles, marks, dates } = room;
    this.spans = { party: days(spans), reading: days(spans), status: new Uint8Array(spans), start: days(spans), end: days(spans), fuzzyStart: days(spans), fuzzyEnd: days(spans) };
    this.bars = { party: days(spans), reading: days(spans), look: new Uint8Array(spans), start: days(spans), end: days(spans), fuzzyStart: days(spans), fuzzyEnd: days(spans) };
    this.cycles = { reading: days(cycles), closing: days(cycles), start: days(cycles), expires: days(cycles), windowOpens: days(cycles), lastNotice: days(cycles), lastDay: days(cycles) };
    this.marks = { kind: new Uint8Array(marks), reading: days(marks), label: days(marks), day: days(marks), latest: days(marks) };
    this.dates = { kind: new Uint8Array(dates), day: days(dates), toAct: days(dates) };
    /** Rows in each table, and the first row of the current agreement. */
    this.n = { spans: 0, bars: 0, cycles: 0, marks: 0, dates: 0 };
    this.begun = { spans: 0, bars: 0, cycles: 0, marks: 0, dates: 0 };
    /** The current agreement: first and last day, whether it has no end, number of other readings, whether it has acts or events. */
    this.extent = { first: 0, last: 0, open: 0, readings: 0, doings: 0 };
    /** @type {number[]} */
    this.others = [];
  }

  /** Starts the next agreement. */
  begin() {
    const { n, begun } = this;
    begun.spans = n.spans;
    begun.bars = n.bars;
    begun.cycles = n.cycles;
    begun.marks = n.marks;
    begun.dates = n.dates;
  }

  /** Removes all rows. */
  clear() {
    const { n } = this;
    n.spans = n.bars = n.cycles = n.marks = n.dates = 0;
    this.begin();
  }

  /**
    * The agreement's bars: adjacent spans that look alike are joined. "In force" and "in force, window
    * open" are two statuses and one bar.
   * @param {ArrayLike<number>} looks of each status
   */
  draw(looks) {
    const { spans, bars, n } = this;
    const begun = this.begun.bars;
    const order = this.inOrder();
    for (let i = this.begun.spans; i < n.spans; i++) {
      const row = order ? order[i - this.begun.spans] ?? 0 : i;
      const look = looks[spans.status[row] ?? 0] ?? 0;
      const [start, at, before] = [spans.start[row] ?? 0, n.bars, n.bars - 1];
      const goesOn =
        before >= begun && bars.look[before] === look && bars.party[before] === spans.party[row] &&
        bars.reading[before] === spans.reading[row] && bars.end[before] === start && start !== NONE &&
        bars.fuzzyEnd[before] === NONE && spans.fuzzyStart[row] === NONE;
      const bar = goesOn ? before : at;
      bars.end[bar] = spans.end[row] ?? 0;
      bars.fuzzyEnd[bar] = spans.fuzzyEnd[row] ?? 0;
      if (goesOn) continue;
      bars.party[at] = spans.party[row] ?? 0;
      bars.reading[at] = spans.reading[row] ?? 0;
      bars.look[at] = look;
      bars.start[at] = start;
      bars.fuzzyStart[at] = spans.fuzzyStart[row] ?? 0;
      n.bars++;
    }
  }

  /** The agreement's spans ordered by reading (principal first), party and start; null if they are already in this order, as nearly all are. @returns {number[] | null} */
  inOrder() {
    const { spans: { reading, party, start }, n } = this;
    const apart = (/** @type {number} */ a, /** @type {number} */ b) => (reading[a] ?? 0) - (reading[b] ?? 0) || (party[a] ?? 0) - (party[b] ?? 0) || (start[a] ?? 0) - (start[b] ?? 0);
    let row = this.begun.spans + 1;
    while (row < n.spans && apart(row - 1, row) <= 0) row++;
    if (row >= n.spans) return null;
    return Array.from({ length: n.spans - this.begun.spans }, (_, i) => this.begun.spans + i).sort(apart);
  }

  /** First and last day on which the agreement draws anything; used for packing, culling and fitting. @param {number} horizon */
  measure(horizon) {
    const { bars, cycles, marks, n, begun, extent, others } = this;
    // NONE is below every day, so it never becomes the latest day.
    let first = LATEST;
    let last = NONE;
    extent.open = 0;
    others.length = 0;
    for (let i = begun.bars; i < n.bars; i++) {
      this.another(bars.reading[i] ?? 0);
      if (!bars.look[i]) continue;
      const start = bars.start[i] ?? NONE;
      let end = bars.end[i] ?? NONE;
      if (end === NONE) {
        end = horizon;
        extent.open = 1;
      }
      if (start !== NONE && start < first) first = start;
      if (end < first) first = end;
      if (start > last) last = start;
      if (end > last) last = end;
    }
    for (let i = begun.cycles; i < n.cycles; i++) {
      this.another(cycles.reading[i] ?? 0);
      const start = cycles.start[i] ?? NONE;
      const end = cycles.expires[i] ?? NONE;
      if (start !== NONE && start < first) first = start;
      if (end !== NONE && end < first) first = end;
      if (start > last) last = start;
      if (end > last) last = end;
    }
    extent.doings = 0;
    for (let i = begun.marks; i < n.marks; i++) {
      const day = marks.day[i] ?? NONE;
      const latest = marks.latest[i] ?? NONE;
      if (day !== NONE && day < first) first = day;
      if (latest !== NONE && latest < first) first = latest;
      if (day > last) last = day;
      if (latest > last) last = latest;
      if (AT_DOINGS[marks.kind[i] ?? 0]) extent.doings = 1;
    }
    if (last === NONE) first = last = horizon;
    extent.first = first;
    extent.last = last;
    extent.readings = others.length;
  }

  /** @param {number} reading counted once each; most agreements have only the principal one */
  another(reading) {
    if (reading && !this.others.includes(reading)) this.others.push(reading);
  }
}

/**
 * How far is drawn? To the horizon, or to the last dated day beyond it, as of a lease of 99 years; what has
 * no end is drawn as far, so that it does not seem to end at the horizon.
 * @param {Int32Array} until last dated day of each, or the horizon @param {Uint8Array} open @param {number} horizon
 * @returns {{horizon: number, last: Int32Array}}
 */
export function drawnTo(until, open, horizon) {
  let reach = horizon;
  for (const day of until) if (day > reach) reach = day;
  return { horizon: reach, last: reach > horizon ? until.map((day, t) => (open[t] ? reach : day)) : until };
}

/**
 * The tables of a Chronology: the columns, with the range of rows of each agreement.
 * @param {Tables} rows
 * @param {(table: keyof Tables["n"]) => {from: (treaty: number) => number, until: (treaty: number) => number}} places
 * @returns {{spans: Spans, bars: Bars, cycles: Cycles, marks: Marks, dates: Dates}}
 */
export function tablesAt({ spans, bars, cycles, marks, dates }, places) {
  return {
    spans: { ...spans, ...places("spans") }, bars: { ...bars, ...places("bars") }, cycles: { ...cycles, ...places("cycles") },
    marks: { ...marks, ...places("marks") }, dates: { ...dates, ...places("dates") },
  };
}
