/**
 * Reads the segments of the whole register as `treaties/chronology/packed.py` writes them (the format
 * is described there) straight into the typed columns of a Chronology.
 */

import { dayOf } from "./civil-days.js";
import { barsOf, measureExtents, NONE } from "./columns.js";
import { lookOfStatus, markOfKind } from "./looks.js";

/** @import {Chronology, Manifest, PartyInfo, Ragged} from "./types.js" */

const FORMAT = 1;
const STREAMS = ["happened", "steps", "apart", "ids", "parties", "subjects", "texts"];
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
const FIRST_NAME = 0x10;
const VERBATIM = "\u001c";
const LAST_NAME = 0x1b;
/** So long may it unpack before the page has its turn, ms. */
const TURN = 25;

/**
 * @typedef {[kind: number, ...said: (string | number)[]]} Event
 * @typedef {{format: number, count: number, rows: {spans: number, cycles: number, marks: number}, events: Event[], sorts: number[][], lengths: Record<string, number>}} Head
 * @typedef {{kind: number, chain: number, a: number, b: number, c: number, modes: number}} Act an event in numbers
 */

/** Numbers in groups of seven bits, one after the other. */
class Numbers {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** @returns {number} */
  next() {
    let byte = this.bytes[this.at++] ?? 0;
    if (byte < 128) return byte;
    let number = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = this.bytes[this.at++] ?? 0;
      number |= (byte & 127) << shift;
    }
    return number;
  }

  /** @returns {number} with its sign */
  signed() {
    const number = this.next();
    return (number >> 1) ^ -(number & 1);
  }
}

/** @param {ArrayBuffer} content @returns {{head: Head, streams: Record<string, Uint8Array>}} */
function opened(content) {
  const length = new DataView(content).getUint32(0, true);
  /** @type {Head} */
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(content, 4, length)));
  if (head.format !== FORMAT) throw new Error("another format");
  /** @type {Record<string, Uint8Array>} */
  const streams = {};
  let at = 4 + length;
  for (const name of STREAMS) {
    streams[name] = new Uint8Array(content, at, head.lengths[name]);
    at += head.lengths[name] ?? 0;
  }
  return { head, streams };
}

/** A text with the names of the treaty's parties in their places. @param {string} text @param {ArrayLike<number>} parties @param {PartyInfo[]} info @returns {string} */
export function spelled(text, parties, info) {
  if (text.startsWith(VERBATIM)) return text.slice(1);
  let whole = "";
  let told = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign < FIRST_NAME || sign > LAST_NAME) continue;
    whole += text.slice(told, at) + (info[parties[sign - FIRST_NAME] ?? -1]?.short ?? "");
    told = at + 1;
  }
  return told ? whole + text.slice(told) : text;
}

/**
 * Segment by segment; between them the page may do what waits, so that no reader is kept from it.
 * @param {Manifest} manifest @param {ArrayBuffer[]} contents @returns {Promise<Chronology>}
 */
export async function unpacked(manifest, contents) {
  const segments = contents.map(opened);
  const sum = (/** @type {(head: Head) => number} */ of) => segments.reduce((all, { head }) => all + of(head), 0);
  const count = sum((head) => head.count);
  // A number takes at least a byte.
  const most = { parties: sum((head) => head.lengths.parties ?? 0), subjects: sum((head) => head.lengths.subjects ?? 0) };
  const unpacking = new Unpacking(manifest, count, sum((head) => head.rows.spans), sum((head) => head.rows.cycles), sum((head) => head.rows.marks), most);
  let begun = performance.now();
  for (const { head, streams } of segments) {
    unpacking.segment(head, streams);
    if (performance.now() - begun < TURN) continue;
    await turn();
    begun = performance.now();
  }
  return unpacking.done();
}

/** What waits on the page comes first. A message, as a timer is held back where the page is not in sight. @returns {Promise<void>} */
function turn() {
  return new Promise((resume) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resume();
    };
    port2.postMessage(null);
  });
}

/** @param {number} modes @param {number} place @param {number} start @param {Numbers} apart @returns {number} */
function told(modes, place, start, apart) {
  if (((modes >> (2 * place)) & 3) !== APART) return NONE;
  return (start === NONE ? 0 : start) + apart.signed();
}

/** @param {number} modes @param {number} place @returns {boolean} whether that day is where the next begins */
function isNext(modes, place) {
  return ((modes >> (2 * place)) & 3) === NEXT;
}

class Unpacking {
  /** @param {Manifest} manifest @param {number} count @param {number} spans @param {number} cycles @param {number} marks @param {{parties: number, subjects: number}} most there can be of each */
  constructor(manifest, count, spans, cycles, marks, most) {
    const days = (/** @type {number} */ length) => new Int32Array(length).fill(NONE);
    this.manifest = manifest;
    this.strings = [""];
    this.known = new Map([["", 0]]);
    this.months = days(12 * LATEST_YEAR);
    this.treaty = 0;
    this.n = { span: 0, cycle: 0, mark: 0 };
    this.column = { slug: new Int32Array(count), title: new Int32Array(count), full: new Int32Array(count), binding: new Int32Array(count) };
    this.spans = { offsets: new Int32Array(count + 1), party: new Int32Array(spans).fill(-1), reading: new Int32Array(spans), status: new Uint8Array(spans), start: days(spans), end: days(spans) };
    this.fuzzyStart = days(spans);
    this.fuzzyEnd = days(spans);
    this.cycles = {
      offsets: new Int32Array(count + 1), reading: new Int32Array(cycles), ordinal: days(cycles), start: days(cycles), expires: days(cycles), lastDay: days(cycles),
      windowOpens: days(cycles), lastNotice: days(cycles), closing: new Int32Array(cycles), basis: new Int32Array(cycles),
    };
    this.marks = { offsets: new Int32Array(count + 1), kind: new Uint8Array(marks), day: days(marks), latest: days(marks), reading: new Int32Array(marks), label: new Int32Array(marks) };
    this.ids = new Int32Array(count);
    this.many = new Uint8Array(count);
    this.lists = { parties: listing(count, most.parties), subjects: listing(count, most.subjects) };
  }

  /** @param {number} month months since the year 0 @returns {number} its first day, reckoned once */
  monthBegins(month) {
    let day = this.months[month];
    // An unlikely month has no place in the table.
    if (day === undefined) return dayOf(Math.floor(month / 12), (month % 12) + 1, 1);
    if (day === NONE) this.months[month] = day = dayOf(Math.floor(month / 12), (month % 12) + 1, 1);
    return day;
  }

  /** @param {string} text @returns {number} */
  said(text) {
    let index = this.known.get(text);
    if (index === undefined) this.known.set(text, (index = this.strings.push(text) - 1));
    return index;
  }

  /** @param {Head} head @param {Record<string, Uint8Array>} streams */
  segment(head, streams) {
    const numbers = (/** @type {string} */ name) => new Numbers(streams[name] ?? new Uint8Array());
    const [happened, steps, apart, ids] = [numbers("happened"), numbers("steps"), numbers("apart"), numbers("ids")];
    const [parties, subjects] = [numbers("parties"), numbers("subjects")];
    /** @type {Map<string, number>} */
    const chains = new Map();
    const acts = head.events.map((event) => this.act(event, chains));
    const days = head.sorts.map((sort) => sort.map((number) => /** @type {Act} */ (acts[number])));
    const texts = new TextDecoder().decode(streams.texts).split("\0");
    const last = { row: new Int32Array(chains.size), treaty: new Int32Array(chains.size).fill(-1), modes: new Int32Array(chains.size) };
    let id = 0;
    for (let row = 0; row < head.count; row++) {
      const { treaty } = this;
      const step = ids.next();
      this.ids[treaty] = id += step >> 1;
      this.many[treaty] = step & 1;
      listed(this.lists.parties, treaty, parties);
      listed(this.lists.subjects, treaty, subjects);
      const { offsets, values } = this.lists.parties;
      const own = values.subarray(offsets[treaty], offsets[treaty + 1]);
      this.column.slug[treaty] = this.strings.push(texts[row] ?? "") - 1;
      this.column.title[treaty] = this.strings.push(spelled(texts[head.count + row] ?? "", own, this.manifest.parties)) - 1;
      this.days(days, happened, steps, apart, own, last);
      this.treaty++;
      this.spans.offsets[this.treaty] = this.n.span;
      this.cycles.offsets[this.treaty] = this.n.cycle;
      this.marks.offsets[this.treaty] = this.n.mark;
    }
  }

  /** @param {Event} event @param {Map<string, number>} chains @returns {Act} */
  act(event, chains) {
    const [kind, ...said] = event;
    const number = (/** @type {number} */ place) => Number(said[place]);
    const text = (/** @type {number} */ place) => this.said(String(said[place]));
    const chain = (/** @type {string} */ key) => chains.get(key) ?? (chains.set(key, chains.size), chains.size - 1);
    const none = { kind, chain: -1, a: 0, b: 0, c: 0, modes: 0 };
    if (kind === SPAN) return { kind, chain: chain(`${said[0]} ${said[1]}`), a: number(0), b: text(1), c: number(2), modes: number(3) };
    if (kind === SPAN_ENDS) return { ...none, chain: chain(`${said[0]} ${said[1]}`) };
    if (kind === CYCLE) return { ...none, chain: chain(`c ${said[0]}`), a: text(0), b: text(1), modes: number(2) };
    if (kind === MARK) return { kind, chain: -1, a: markOfKind(String(said[0])), b: text(1), c: text(2), modes: number(3) };
    return { ...none, chain: chain(`c ${said[0]}`) };
  }

  /**
   * All days of one treaty.
   * @param {Act[][]} sorts @param {Numbers} happened @param {Numbers} steps @param {Numbers} apart @param {Int32Array} parties
   * @param {{row: Int32Array, treaty: Int32Array, modes: Int32Array}} last row of each chain
   */
  days(sorts, happened, steps, apart, parties, last) {
    const { n, spans, cycles, marks, treaty } = this;
    let day = NONE;
    let month = 0;
    let inMonth = 0;
    for (let sort = happened.next(); sort > 0; sort = happened.next()) {
      const acts = sorts[sort - 1] ?? [];
      for (let i = 0; i < acts.length; i++) {
        const { kind, chain, a, b, c, modes } = /** @type {Act} */ (acts[i]);
        if (kind === MARK) {
          const row = n.mark++;
          marks.kind[row] = a;
          marks.reading[row] = b;
          marks.label[row] = c;
          marks.day[row] = day;
          marks.latest[row] = told(modes, 0, day, apart);
          continue;
        }
        const before = last.treaty[chain] === treaty ? last.row[chain] ?? -1 : -1;
        const waiting = before < 0 ? 0 : last.modes[chain] ?? 0;
        let row = before;
        if (kind === SPAN) {
          if (isNext(waiting, 0)) spans.end[before] = day;
          row = n.span++;
          spans.party[row] = !a ? -1 : a <= parties.length ? parties[a - 1] ?? -1 : a - 1 - parties.length;
          spans.reading[row] = b;
          spans.status[row] = c;
          spans.start[row] = day;
          spans.end[row] = told(modes, 0, day, apart);
          this.fuzzyStart[row] = told(modes, 1, day, apart);
          this.fuzzyEnd[row] = told(modes, 2, day, apart);
        } else if (kind === CYCLE) {
          if (isNext(waiting, 0)) cycles.windowOpens[before] = day;
          if (isNext(waiting, 1)) cycles.lastNotice[before] = day;
          if (isNext(waiting, 2)) cycles.expires[before] = day;
          row = n.cycle++;
          cycles.reading[row] = a;
          cycles.closing[row] = b;
          cycles.start[row] = day;
          cycles.windowOpens[row] = told(modes, 0, day, apart);
          cycles.lastNotice[row] = told(modes, 1, day, apart);
          cycles.expires[row] = told(modes, 2, day, apart);
        } else if (kind === SPAN_ENDS) spans.end[before] = day;
        else if (kind === OPENS) cycles.windowOpens[before] = day;
        else if (kind === NOTICE) cycles.lastNotice[before] = day;
        else if (kind === EXPIRES) cycles.expires[before] = day;
        if (row === before) continue;
        last.row[chain] = row;
        last.treaty[chain] = treaty;
        last.modes[chain] = modes;
      }
      if (happened.bytes[happened.at] === 0) continue;
      month += steps.next();
      inMonth += steps.signed();
      day = this.monthBegins(month) + inMonth - 1;
    }
  }

  /** @returns {Chronology} */
  done() {
    const { manifest, spans, column } = this;
    const count = this.treaty;
    const ours = new Set(manifest.ours);
    const looks = manifest.statuses.map((status) => lookOfStatus(status.code));
    /** @type {Chronology} */
    const data = {
      count, strings: this.strings, id: this.ids, many: this.many, ...column, parties: ragged(this.lists.parties), subjects: ragged(this.lists.subjects),
      spans, bars: barsOf(spans, this.fuzzyStart, this.fuzzyEnd, looks, count), cycles: this.cycles, marks: this.marks,
      first: new Int32Array(count), last: new Int32Array(count), readings: new Uint8Array(count), doings: new Uint8Array(count),
      partyInfo: manifest.parties, subjectInfo: manifest.subjects, statusInfo: manifest.statuses,
      ours: new Set(manifest.parties.flatMap((party, index) => (ours.has(party.code) ? [index] : []))), horizon: manifest.horizon, earliest: 0,
    };
    measureExtents(data);
    return data;
  }
}

/** @param {number} count @param {number} most @returns {Ragged} */
function listing(count, most) {
  return { offsets: new Int32Array(count + 1), values: new Int32Array(most) };
}

/** @param {Ragged} list @param {number} treaty whose positions come next @param {Numbers} numbers */
function listed({ offsets, values }, treaty, numbers) {
  let at = offsets[treaty] ?? 0;
  for (let left = numbers.next(); left > 0; left--) values[at++] = numbers.next();
  offsets[treaty + 1] = at;
}

/** @param {Ragged} list @returns {Ragged} without the room that was not needed */
function ragged({ offsets, values }) {
  return { offsets, values: values.slice(0, offsets[offsets.length - 1]) };
}
