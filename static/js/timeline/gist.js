/**
 * What must be known of every agreement before any of its rows is looked at? Its number, parties and
 * subjects, from when to when it lasts, and where in its segment the rest stands. Made in one pass over a
 * segment, and laid out in one run of bytes, so that it can be kept.
 */

import { Packed } from "./packed.js";
import { Tables } from "./tables.js";

/** @import {Ragged} from "./types.js" */
/** @import {Numbers} from "./numbers.js" */

const WORD = 4;

/**
 * @typedef {{count: number, parties: number, subjects: number}} Size of a gist: agreements, and room for so many positions
 * @typedef {object} Gist of the agreements of one segment, in their order
 * @property {Size} size
 * @property {Uint8Array} bytes all of it
 * @property {Int32Array} id
 * @property {Int32Array} first
 * @property {Int32Array} last
 * @property {Int32Array} happened where the rows of each begin in these streams
 * @property {Int32Array} steps
 * @property {Int32Array} apart
 * @property {Int32Array} ends of the texts in the segment: slugs, then titles; before them the place before the first
 * @property {Ragged} parties
 * @property {Ragged} subjects
 * @property {Uint8Array} many
 * @property {Uint8Array} readings
 * @property {Uint8Array} doings
 */

/** @param {Size} size @returns {number} bytes */
export function lengthOf({ count, parties, subjects }) {
  return WORD * (10 * count + 3 + parties + subjects + Math.ceil((3 * count) / WORD));
}

/** The columns in the bytes that hold them, or will. @param {Size} size @param {ArrayBuffer} [buffer] @param {number} [at] a multiple of four @returns {Gist} */
export function laidOut(size, buffer = new ArrayBuffer(lengthOf(size)), at = 0) {
  const { count } = size;
  const bytes = new Uint8Array(buffer, at, lengthOf(size));
  const words = (/** @type {number} */ length) => {
    const column = new Int32Array(buffer, at, length);
    at += WORD * length;
    return column;
  };
  const [id, first, last, happened, steps, apart] = [words(count), words(count), words(count), words(count), words(count), words(count)];
  const ends = words(2 * count + 1);
  const parties = { offsets: words(count + 1), values: words(size.parties) };
  const subjects = { offsets: words(count + 1), values: words(size.subjects) };
  const [many, readings, doings] = [0, 1, 2].map((place) => new Uint8Array(buffer, at + place * count, count));
  return { size, bytes, id, first, last, happened, steps, apart, ends, parties, subjects, many: /** @type {Uint8Array} */ (many), readings: /** @type {Uint8Array} */ (readings), doings: /** @type {Uint8Array} */ (doings) };
}

/**
 * @param {Uint8Array} content of a segment
 * @param {{said: (text: string) => number, looks: number[], horizon: number}} known
 * @returns {{packed: Packed, gist: Gist}}
 */
export function gistOf(content, { said, looks, horizon }) {
  const packed = new Packed(content, said);
  const { count, lengths } = packed;
  // A position takes at least a byte.
  const gist = laidOut({ count, parties: lengths.parties ?? 0, subjects: lengths.subjects ?? 0 });
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

/** @param {Ragged} list @param {number} place of the agreement whose positions come next @param {Numbers} numbers */
function listed({ offsets, values }, place, numbers) {
  let at = offsets[place] ?? 0;
  for (let left = numbers.next(); left > 0; left--) values[at++] = numbers.next();
  offsets[place + 1] = at;
}
