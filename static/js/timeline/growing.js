/**
 * How long will a column be, while segments still come? Columns grow with what has come, by a guess at the
 * whole, and are cut to their length in the end.
 */

import { NONE } from "./columns.js";

/** What stands in a column where nothing was written. @type {Readonly<Record<string, number>>} */
const EMPTY = { party: -1, start: NONE, end: NONE, ordinal: NONE, expires: NONE, lastDay: NONE, windowOpens: NONE, lastNotice: NONE, day: NONE, latest: NONE };

/**
 * Columns of one table, its offsets apart, with room for `rows` and for the rest to come.
 * @param {Record<string, Int32Array | Uint8Array>} columns @param {number} rows @param {number} rest times as many in the end
 */
export function grown(columns, rows, rest) {
  for (const [name, column] of Object.entries(columns)) {
    if (name !== "offsets" && column.length < rows) columns[name] = laid(column, Math.ceil(rows * rest), EMPTY[name]);
  }
}

/** @template {Int32Array | Uint8Array} C @param {C} column @param {number} length @param {number} [empty] @returns {C} */
export function laid(column, length, empty = 0) {
  const wide = /** @type {C} */ (column instanceof Uint8Array ? new Uint8Array(length) : new Int32Array(length));
  wide.set(column);
  return empty ? /** @type {C} */ (wide.fill(empty, column.length)) : wide;
}

/** Without the room that was not needed. @param {Record<string, Int32Array | Uint8Array>} columns @param {number} rows */
export function fitted(columns, rows) {
  for (const [name, column] of Object.entries(columns)) if (name !== "offsets") columns[name] = column.slice(0, rows);
}
