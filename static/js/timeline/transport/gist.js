/**
 * What must be known of every agreement before its rows are read? Its number, parties and subjects, its
 * first and last day, and where the rest is in its segment. Made in one pass over a segment; all segments
 * share one buffer, column by column, so that it can be stored.
 */

import { dayToAct, soonest } from "../data/answers.js";
import { NONE, Tables } from "../data/tables.js";
import { Packed } from "./packed.js";

/** @import {Ragged} from "../types.js" */
/** @import {Varints} from "./varints.js" */

const WORD = 4;
const COLUMNS = /** @type {const} */ (["id", "first", "last", "next", "nextItself", "happened", "steps", "apart", "many", "open", "readings", "doings"]);
const LISTS = /** @type {const} */ (["parties", "subjects"]);

/**
 * @typedef {{segments: number, count: number, parties: number, subjects: number, since: number}} Size of a gist: number of segments and
 *   agreements, room for positions of parties and subjects, and the day from which the next dates count
 * @typedef {object} Gist the columns of the agreements of some segments, in their order
 * @property {Size} size
 * @property {Int32Array} id
 * @property {Int32Array} first
 * @property {Int32Array} last
 * @property {Int32Array} next the day to plan on of the next date that matters on `size.since`, or NONE
 * @property {Int32Array} nextItself that date's own day: until then it stays the next one
 * @property {Int32Array} happened where the rows of each begin in these streams
 * @property {Int32Array} steps
 * @property {Int32Array} apart
 * @property {Int32Array} ends of the texts, segment by segment: slugs, then titles; each segment is preceded by the position before its first text
 * @property {Ragged} parties
 * @property {Ragged} subjects
 * @property {Uint8Array} many
 * @property {Uint8Array} open
 * @property {Uint8Array} readings
 * @property {Uint8Array} doings
 */

/** @param {Size} size @returns {number} bytes */
export function lengthOf({ segments, count, parties, subjects }) {
  return WORD * (13 * count + segments + 2 + parties + subjects);
}

/** Columns as views on a buffer, new or given. @param {Size} size @param {ArrayBuffer} [buffer] of that length @returns {Gist} */
export function laidOut(size, buffer = new ArrayBuffer(lengthOf(size))) {
  const { segments, count } = size;
  let at = 0;
  const words = (/** @type {number} */ length) => {
    const column = new Int32Array(buffer, at, length);
    at += WORD * length;
    return column;
  };
  const [id, first, last, next, nextItself, happened, steps, apart] = [words(count), words(count), words(count), words(count), words(count), words(count), words(count), words(count)];
  const ends = words(2 * count + segments);
  const parties = { offsets: words(count + 1), values: words(size.parties) };
  const subjects = { offsets: words(count + 1), values: words(size.subjects) };
  const bytes = () => new Uint8Array(buffer, (at += count) - count, count);
  return { size, id, first, last, next, nextItself, happened, steps, apart, ends, parties, subjects, many: bytes(), open: bytes(), readings: bytes(), doings: bytes() };
}

/** Joins the gists of segments. @param {Gist[]} gists @returns {Gist} whose columns share one buffer */
export function joined(gists) {
  const sum = (/** @type {(gist: Gist) => number} */ of) => gists.reduce((all, gist) => all + of(gist), 0);
  const used = (/** @type {Ragged} */ { offsets }) => (offsets[offsets.length - 1] ?? 0) - (offsets[0] ?? 0);
  const whole = laidOut({
    segments: sum(({ size }) => size.segments), count: sum(({ size }) => size.count),
    // A date that is the next one on a day still is on a later day before it.
    since: gists.reduce((latest, { size }) => Math.max(latest, size.since), -Infinity),
    parties: sum(({ parties }) => used(parties)), subjects: sum(({ subjects }) => used(subjects)),
  });
  let [count, ends] = [0, 0];
  for (const gist of gists) {
    for (const name of COLUMNS) whole[name].set(gist[name], count);
    whole.ends.set(gist.ends, ends);
    for (const name of LISTS) {
      const [into, { offsets, values }] = [whole[name], gist[name]];
      const [from, to] = [offsets[0] ?? 0, into.offsets[count] ?? 0];
      into.values.set(values.subarray(from, offsets[gist.size.count]), to);
      for (let place = 1; place <= gist.size.count; place++) into.offsets[count + place] = (offsets[place] ?? 0) - from + to;
    }
    count += gist.size.count;
    ends += gist.ends.length;
  }
  return whole;
}

/** The gist of one segment, as views on the whole. @param {Gist} whole @param {number} segment its index @param {number} from its first agreement @param {number} until the one after its last @returns {Gist} */
export function part(whole, segment, from, until) {
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, whole[name].subarray(from, until)]));
  const lists = Object.fromEntries(LISTS.map((name) => [name, { offsets: whole[name].offsets.subarray(from, until + 1), values: whole[name].values }]));
  const ends = whole.ends.subarray(2 * from + segment, 2 * until + segment + 1);
  return /** @type {Gist} */ ({ size: { ...whole.size, segments: 1, count: until - from }, ...columns, ...lists, ends });
}

/**
 * @param {Uint8Array} content of a segment
 * @param {{said: (text: string) => number, looks: number[], horizon: number, since: number}} known
 * @returns {{packed: Packed, gist: Gist}}
 */
export function gistOf(content, { said, looks, horizon, since }) {
  const packed = new Packed(content, said);
  const { count, lengths } = packed;
  // A position takes at least one byte, so the stream's length is an upper bound.
  const gist = laidOut({ segments: 1, count, since, parties: lengths.parties ?? 0, subjects: lengths.subjects ?? 0 });
  const rows = new Tables(packed.rows);
  let id = 0;
  for (let place = 0; place < count; place++) {
    const step = packed.ids.next();
    gist.id[place] = id += step >> 1;
    gist.many[place] = step & 1;
    listed(gist.parties, place, packed.parties);
    listed(gist.subjects, place, packed.subjects);
    gist.happened[place] = packed.happened.at;
    gist.steps[place] = packed.steps.at;
    gist.apart[place] = packed.apart.at;
    rows.clear();
    packed.read(of(gist.parties, place), rows);
    rows.draw(looks);
    rows.measure(horizon);
    const { extent } = rows;
    gist.first[place] = extent.first;
    gist.last[place] = extent.last;
    gist.open[place] = extent.open;
    const next = soonest(rows.dates, 0, rows.n.dates, since);
    gist.next[place] = next < 0 ? NONE : dayToAct(rows.dates, next);
    gist.nextItself[place] = rows.dates.day[next] ?? NONE;
    gist.readings[place] = extent.readings;
    gist.doings[place] = extent.doings;
  }
  let end = packed.texts - 1;
  for (let text = 0; text <= 2 * count; text++) {
    gist.ends[text] = end;
    const next = content.indexOf(0, end + 1);
    end = next < 0 ? content.length : next;
  }
  return { packed, gist };
}

/** @param {Ragged} list @param {number} place @returns {Int32Array} */
export function of({ offsets, values }, place) {
  return values.subarray(offsets[place], offsets[place + 1]);
}

/** @param {Ragged} list @param {number} place of the agreement whose positions come next @param {Varints} numbers */
function listed({ offsets, values }, place, numbers) {
  let at = offsets[place] ?? 0;
  for (let left = numbers.next(); left > 0; left--) values[at++] = numbers.next();
  offsets[place + 1] = at;
}
