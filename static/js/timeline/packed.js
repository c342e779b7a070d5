/**
 * Reads the segments of the whole register as `treaties/chronology/packed.py` writes them (the format
 * is described there) straight into the typed columns of a Chronology.
 */

import { dayOf } from "./civil-days.js";
import { barsOf, measureExtents, NONE } from "./columns.js";
import { fitted, grown, laid } from "./growing.js";
import { lookOfStatus, markOfKind } from "./looks.js";
import { Numbers } from "./numbers.js";

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
 * Segment by segment, each as soon as it and those before it have come; between them the page may do what
 * waits, so that no reader is kept from it.
 * @param {Manifest} manifest @param {(ArrayBuffer | Promise<ArrayBuffer>)[]} contents @returns {Promise<Chronology>}
 */
export async function unpacked(manifest, contents) {
  const expected = manifest.segments.reduce((sum, { count }) => sum + count, 0);
  const unpacking = new Unpacking(manifest, expected);
  let begun = performance.now();
  for (const content of contents) {
    const come = content instanceof ArrayBuffer ? content : await content;
    const { head, streams } = opened(come);
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
  /** @param {Manifest} manifest @param {number} expected agreements in all segments */
  constructor(manifest, expected) {
    this.manifest = manifest;
    this.expected = expected;
    this.strings = [""];
    this.known = new Map([["", 0]]);
    this.months = new Int32Array(12 * LATEST_YEAR).fill(NONE);
    this.treaty = 0;
    this.n = { span: 0, cycle: 0, mark: 0 };
    const none = () => new Int32Array(0);
    this.column = { slug: none(), title: none(), full: none(), binding: none() };
    this.spans = { offsets: new Int32Array(1), party: none(), reading: none(), status: new Uint8Array(0), start: none(), end: none() };
    this.fuzzy = { start: none(), end: none() };
    this.cycles = {
      offsets: new Int32Array(1), reading: none(), ordinal: none(), start: none(), expires: none(), lastDay: none(), windowOpens: none(), lastNotice: none(),
      closing: none(), basis: none(),
    };
    this.marks = { offsets: new Int32Array(1), kind: new Uint8Array(0), day: none(), latest: none(), reading: none(), label: none() };
    this.own = { ids: none(), many: new Uint8Array(0) };
    this.lists = { parties: { offsets: new Int32Array(1), values: none() }, subjects: { offsets: new Int32Array(1), values: none() } };
  }

  /** Room for a segment, and for those to come as if they were like what has come, so that columns seldom grow. @param {Head} head */
  room(head) {
    const { n, treaty, lists } = this;
    const come = treaty + head.count;
    const rest = Math.max(1, 1.05 * (this.expected / Math.max(1, come)));
    for (const columns of [this.column, this.own]) grown(columns, come, rest);
    grown(this.spans, n.span + head.rows.spans, rest);
    grown(this.fuzzy, n.span + head.rows.spans, rest);
    grown(this.cycles, n.cycle + head.rows.cycles, rest);
    grown(this.marks, n.mark + head.rows.marks, rest);
    for (const table of [this.spans, this.cycles, this.marks, lists.parties, lists.subjects]) {
      const { offsets } = table;
      if (offsets.length <= come) table.offsets = laid(offsets, Math.ceil(come * rest) + 1);
    }
    // A number takes at least a byte.
    grown(lists.parties, (lists.parties.offsets[treaty] ?? 0) + (head.lengths.parties ?? 0), rest);
    grown(lists.subjects, (lists.subjects.offsets[treaty] ?? 0) + (head.lengths.subjects ?? 0), rest);
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
    this.room(head);
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
      this.own.ids[treaty] = id += step >> 1;
      this.own.many[treaty] = step & 1;
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
          this.fuzzy.start[row] = told(modes, 1, day, apart);
          this.fuzzy.end[row] = told(modes, 2, day, apart);
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
    const { manifest, spans, cycles, marks, column, own, fuzzy, lists, n, treaty: count } = this;
    for (const columns of [column, own]) fitted(columns, count);
    for (const [columns, rows] of /** @type {const} */ ([[spans, n.span], [fuzzy, n.span], [cycles, n.cycle], [marks, n.mark]])) fitted(columns, rows);
    for (const list of [lists.parties, lists.subjects]) fitted(list, list.offsets[count] ?? 0);
    for (const table of [spans, cycles, marks, lists.parties, lists.subjects]) table.offsets = table.offsets.slice(0, count + 1);
    const ours = new Set(manifest.ours);
    const looks = manifest.statuses.map((status) => lookOfStatus(status.code));
    /** @type {Chronology} */
    const data = {
      count, strings: this.strings, id: own.ids, many: own.many, ...column, parties: lists.parties, subjects: lists.subjects,
      spans, bars: barsOf(spans, fuzzy.start, fuzzy.end, looks, count), cycles, marks,
      first: new Int32Array(count), last: new Int32Array(count), readings: new Uint8Array(count), doings: new Uint8Array(count),
      partyInfo: manifest.parties, subjectInfo: manifest.subjects, statusInfo: manifest.statuses,
      ours: new Set(manifest.parties.flatMap((party, index) => (ours.has(party.code) ? [index] : []))), horizon: manifest.horizon, earliest: 0,
    };
    measureExtents(data);
    return data;
  }
}

/** @param {Ragged} list @param {number} treaty whose positions come next @param {Numbers} numbers */
function listed({ offsets, values }, treaty, numbers) {
  let at = offsets[treaty] ?? 0;
  for (let left = numbers.next(); left > 0; left--) values[at++] = numbers.next();
  offsets[treaty + 1] = at;
}
