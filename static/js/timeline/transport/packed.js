/**
 * What is in the bytes of a segment? Reads what `treaties/chronology/transport/packed.py`
 * writes (the format is described there), one agreement at a time.
 */

import { markOfKind } from "../data/looks.js";
import { NONE } from "../data/tables.js";
import { dayOf } from "../time/civil-days.js";
import { Varints } from "./varints.js";

/** @import {Counts, Tables} from "../data/tables.js" */

const FORMAT = 1;
const SPAN = 0;
const CYCLE = 1;
const MARK = 2;
const SPAN_ENDS = 3;
const OPENS = 4;
const NOTICE = 5;
const EXPIRES = 6;
const NEXT = 1;
const APART = 3;
const LATEST_YEAR = 3000;

/**
 * @typedef {[kind: number, ...said: (string | number)[]]} Event
 * @typedef {{format: number, count: number, rows: Counts, events: Event[], sorts: number[][], lengths: Record<string, number>}} Head
 * @typedef {{kind: number, chain: number, a: number, b: number, c: number, modes: number}} Act an event in numbers
 */

/** Cache of the first days of months since the year 0. */
const MONTHS = new Int32Array(12 * LATEST_YEAR).fill(NONE);

/** @param {number} month months since the year 0 @returns {number} its first day */
function monthBegins(month) {
  let day = MONTHS[month];
  // A month outside the table.
  if (day === undefined) return dayOf(Math.floor(month / 12), (month % 12) + 1, 1);
  if (day === NONE) MONTHS[month] = day = dayOf(Math.floor(month / 12), (month % 12) + 1, 1);
  return day;
}

/** @param {number} modes @param {number} place @param {number} start @param {Varints} apart @returns {number} */
function storedDay(modes, place, start, apart) {
  if (((modes >> (2 * place)) & 3) !== APART) return NONE;
  return (start === NONE ? 0 : start) + apart.signed();
}

/** @param {number} modes @param {number} place @returns {boolean} whether that day is where the next begins */
function isNext(modes, place) {
  return ((modes >> (2 * place)) & 3) === NEXT;
}

/** One segment; its streams are positioned at the start of the next agreement. */
export class Packed {
  /**
   * @param {Uint8Array} content
   * @param {(text: string) => number} said the number of a text that all segments share
   * @throws {Error} if it is of another format
   */
  constructor(content, said) {
    const length = new DataView(content.buffer, content.byteOffset).getUint32(0, true);
    /** @type {Head} */
    const head = JSON.parse(new TextDecoder().decode(content.subarray(4, 4 + length)));
    if (head.format !== FORMAT) throw new Error("another format");
    this.count = head.count;
    this.rows = head.rows;
    this.lengths = head.lengths;
    let at = 4 + length;
    const stream = (/** @type {string} */ name) => {
      const begins = at;
      at += head.lengths[name] ?? 0;
      return new Varints(content.subarray(begins, at));
    };
    // In the order in which they are written.
    this.happened = stream("happened");
    this.steps = stream("steps");
    this.apart = stream("apart");
    this.ids = stream("ids");
    this.parties = stream("parties");
    this.subjects = stream("subjects");
    /** where the texts begin in `content`; they extend to its end */
    this.texts = at;
    /** @type {Map<string, number>} */
    const chains = new Map();
    const acts = head.events.map((event) => actOf(event, chains, said));
    /** the events of a day, by the number of its sort */
    this.sorts = head.sorts.map((sort) => sort.map((number) => /** @type {Act} */ (acts[number])));
    /** of each chain: its newest row, the number of the read() that made it, and how its days are encoded */
    this.last = { row: new Int32Array(chains.size), read: new Int32Array(chains.size), modes: new Int32Array(chains.size) };
    this.reading = 0;
  }

  /** Reads all rows of the next agreement in the streams. @param {ArrayLike<number>} parties of it @param {Tables} rows */
  read(parties, { n, spans, cycles, marks }) {
    const { happened, steps, apart, sorts, last } = this;
    const reading = ++this.reading;
    let day = NONE;
    let month = 0;
    let inMonth = 0;
    for (let sort = happened.next(); sort > 0; sort = happened.next()) {
      const acts = sorts[sort - 1] ?? [];
      for (let i = 0; i < acts.length; i++) {
        const { kind, chain, a, b, c, modes } = /** @type {Act} */ (acts[i]);
        if (kind === MARK) {
          const row = n.marks++;
          marks.kind[row] = a;
          marks.reading[row] = b;
          marks.label[row] = c;
          marks.day[row] = day;
          marks.latest[row] = storedDay(modes, 0, day, apart);
          continue;
        }
        const before = last.read[chain] === reading ? last.row[chain] ?? -1 : -1;
        const waiting = before < 0 ? 0 : last.modes[chain] ?? 0;
        let row = before;
        if (kind === SPAN) {
          if (isNext(waiting, 0)) spans.end[before] = day;
          row = n.spans++;
          spans.party[row] = !a ? -1 : a <= parties.length ? parties[a - 1] ?? -1 : a - 1 - parties.length;
          spans.reading[row] = b;
          spans.status[row] = c;
          spans.start[row] = day;
          spans.end[row] = storedDay(modes, 0, day, apart);
          spans.fuzzyStart[row] = storedDay(modes, 1, day, apart);
          spans.fuzzyEnd[row] = storedDay(modes, 2, day, apart);
        } else if (kind === CYCLE) {
          if (isNext(waiting, 0)) cycles.windowOpens[before] = day;
          if (isNext(waiting, 1)) cycles.lastNotice[before] = day;
          if (isNext(waiting, 2)) cycles.expires[before] = day;
          row = n.cycles++;
          cycles.reading[row] = a;
          cycles.closing[row] = b;
          cycles.start[row] = day;
          cycles.windowOpens[row] = storedDay(modes, 0, day, apart);
          cycles.lastNotice[row] = storedDay(modes, 1, day, apart);
          cycles.expires[row] = storedDay(modes, 2, day, apart);
        } else if (kind === SPAN_ENDS) spans.end[before] = day;
        else if (kind === OPENS) cycles.windowOpens[before] = day;
        else if (kind === NOTICE) cycles.lastNotice[before] = day;
        else if (kind === EXPIRES) cycles.expires[before] = day;
        if (row === before) continue;
        last.row[chain] = row;
        last.read[chain] = reading;
        last.modes[chain] = modes;
      }
      if (happened.bytes[happened.at] === 0) continue;
      month += steps.next();
      inMonth += steps.signed();
      day = monthBegins(month) + inMonth - 1;
    }
  }
}

/** @param {Event} event @param {Map<string, number>} chains @param {(text: string) => number} texts @returns {Act} */
function actOf([kind, ...said], chains, texts) {
  const number = (/** @type {number} */ place) => Number(said[place]);
  const text = (/** @type {number} */ place) => texts(String(said[place]));
  const chain = (/** @type {string} */ key) => chains.get(key) ?? (chains.set(key, chains.size), chains.size - 1);
  const none = { kind, chain: -1, a: 0, b: 0, c: 0, modes: 0 };
  if (kind === SPAN) return { kind, chain: chain(`${said[0]} ${said[1]}`), a: number(0), b: text(1), c: number(2), modes: number(3) };
  if (kind === SPAN_ENDS) return { ...none, chain: chain(`${said[0]} ${said[1]}`) };
  if (kind === CYCLE) return { ...none, chain: chain(`c ${said[0]}`), a: text(0), b: text(1), modes: number(2) };
  if (kind === MARK) return { kind, chain: -1, a: markOfKind(String(said[0])), b: text(1), c: text(2), modes: number(3) };
  return { ...none, chain: chain(`c ${said[0]}`) };
}
