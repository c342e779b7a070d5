/**
 * In which order do the lanes stand? By name, as they are grouped, or by what comes first: the lanes of our side
 * before the others, among them the one with the nearest date that matters.
 */

import { NONE } from "../data/tables.js";

/** @import {Chronology} from "../types.js" */
/** @import {Plan} from "./lanes.js" */

/** Days; no date is so far away. */
const NEVER = 10_000_000;
/** Days; a date to act by may have passed though the date itself has not. */
const PASSED = 100_000;

/** The agreements' keys of the last day asked for. @type {WeakMap<Chronology, {day: number, keys: Float64Array}>} */
const known = new WeakMap();

/**
 * What decides on the place of each agreement: the lower, the further up.
 * @param {Chronology} data @param {number} day @returns {Float64Array}
 */
function keysOf(data, day) {
  const before = known.get(data);
  if (before?.day === day) return before.keys;
  const { count, ours, parties: { offsets, values } } = data;
  const keys = new Float64Array(count);
  for (let treaty = 0; treaty < count; treaty++) {
    const next = data.nextOn(treaty, day);
    let key = next === NONE ? NEVER : Math.max(0, next - day + PASSED);
    if (ours.size) {
      let i = /** @type {number} */ (offsets[treaty]);
      const until = /** @type {number} */ (offsets[treaty + 1]);
      while (i < until && !ours.has(/** @type {number} */ (values[i]))) i++;
      if (i === until) key += NEVER + 1;
    }
    keys[treaty] = key;
  }
  known.set(data, { day, keys });
  return keys;
}

/**
 * The same plan with the lanes in the order of their first date. Those that are equal, such as all without a date,
 * keep their order by name.
 * @param {Chronology} data @param {Plan} plan by name @param {number} day @returns {Plan}
 */
export function byNextDate(data, plan, day) {
  const keys = keysOf(data, day);
  const { groups, items, itemRow, rowOffsets, rowLane, readings, doings } = plan;
  const many = groups.length;
  const [best, firstRow] = [new Float64Array(many), new Int32Array(many + 1)];
  groups.forEach(({ from, count }, lane) => {
    let least = Infinity;
    for (let item = from; item < from + count; item++) {
      const key = /** @type {number} */ (keys[/** @type {number} */ (items[item])]);
      if (key < least) least = key;
    }
    // Sorted as plain numbers, without a function to compare them: there may be twenty thousand.
    best[lane] = least * many + lane;
  });
  best.sort();
  firstRow[many] = rowLane.length;
  for (let row = rowLane.length - 1; row >= 0; row--) firstRow[/** @type {number} */ (rowLane[row])] = row;

  const moved = {
    items: new Int32Array(items.length), itemRow: new Int32Array(items.length), rowOffsets: new Int32Array(rowOffsets.length),
    rowLane: new Int32Array(rowLane.length), readings: new Uint8Array(rowLane.length), doings: new Uint8Array(rowLane.length),
  };
  let [item, row] = [0, 0];
  const ordered = Array.from(best, (key, lane) => {
    const was = key % many;
    const group = /** @type {Plan["groups"][number]} */ (groups[was]);
    const { from: firstItem, count, head, made } = group;
    const [from, until] = [/** @type {number} */ (firstRow[was]), /** @type {number} */ (firstRow[was + 1])];
    const next = { from: item, count, head, made };
    const [down, along] = [row - from, item - firstItem];
    // One by one: most lanes are too short for views on the columns to pay.
    for (let i = from; i < until; i++, row++) {
      moved.rowLane[row] = lane;
      moved.rowOffsets[row] = /** @type {number} */ (rowOffsets[i]) + along;
      moved.readings[row] = /** @type {number} */ (readings[i]);
      moved.doings[row] = /** @type {number} */ (doings[i]);
    }
    for (let i = firstItem; i < firstItem + count; i++, item++) {
      moved.items[item] = /** @type {number} */ (items[i]);
      moved.itemRow[item] = /** @type {number} */ (itemRow[i]) + down;
    }
    return next;
  });
  moved.rowOffsets[row] = item;
  return { groups: ordered, ...moved };
}
