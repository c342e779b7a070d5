/**
 * Which agreements are in which lane and row? Groups them, packs each lane's agreements into as few
 * rows as time and their names allow, and gives every row its height. Runs once for a change of
 * grouping, filter or collapsing; never while panning.
 */

import { grouped, pairOf } from "./grouping.js";
import { Packer, Rows, Sorter } from "./row-packing.js";

/** @import {Chronology, Layout, Lane, LanesBy, Metrics} from "../types.js" */
/** @import {Group, Head} from "./grouping.js" */
/** @import {Standing} from "./row-packing.js" */

/** @type {Metrics} */
export const COMFORTABLE = { laneHead: 30, title: 19, bar: 18, reading: 14, thin: 6, doings: 16, labels: 15, gap: 11, under: 9, titleSize: 13, smallSize: 11 };
/**
 * Other readings, acts and events are drawn in the gap below the bar, so that all rows have the same height.
 * @type {Metrics}
 */
export const COMPACT = { laneHead: 24, title: 16, bar: 14, reading: 0, thin: 3, doings: 0, labels: 0, gap: 8, under: 4.5, titleSize: 12, smallSize: 10.5 };

/** A name needs room after a short bar: about 150 px when a century and a half is on screen. */
const NAME_ROOM = 15 * 365;

/** A lane whose label and key are made on first use. @implements {Lane} */
class GroupLane {
  /** @param {Group} group @param {number} firstRow @param {number} y px */
  constructor({ from, count, head }, firstRow, y) {
    this.firstItem = from;
    this.count = count;
    this.firstRow = firstRow;
    this.y = y;
    this.height = 0;
    this.closed = false;
    this.make = head;
    /** @type {Head | null} */
    this.made = null;
  }

  get head() {
    return (this.made ??= this.make());
  }

  get key() {
    return this.head.key;
  }

  get label() {
    return this.head.label;
  }

  get short() {
    return this.head.short ?? this.head.label;
  }

  get party() {
    return this.head.party;
  }
}

/**
 * @typedef {Standing & {groups: Group[]}} Plan which agreement is in which lane and row, without heights
 * @typedef {{by: LanesBy, day: number, only: Uint8Array | null}} Asked `only` has 1 for each treaty to be shown; null shows all
 * @typedef {Omit<Plan, "groups" | "itemRow">} Bones the part of a plan from which the rest is derived
 */

/**
 * @param {Chronology} data
 * @param {Asked & {closed: ReadonlySet<string>, metrics: Metrics, heads: boolean}} options
 * @returns {Layout}
 */
export function layOut(data, options) {
  const { groups, readings, doings, ...standing } = options.by === "pair" && !options.only ? pairsOf(data) : planOf(data, options);
  const { closed, metrics, heads } = options;
  const { rowLane } = standing;
  const [rowY, rowHeight] = [new Float64Array(rowLane.length), new Float64Array(rowLane.length)];
  let [row, y] = [0, 0];
  const lanes = groups.map((group, l) => {
    const lane = new GroupLane(group, row, y);
    lane.closed = heads && closed.size > 0 && closed.has(lane.key);
    if (heads) y += metrics.laneHead;
    for (; rowLane[row] === l; row++) {
      const height = lane.closed ? 0 : metrics.title + metrics.bar + (readings[row] ?? 0) * metrics.reading + (doings[row] ?? 0) * (metrics.doings + metrics.labels) + metrics.gap;
      rowY[row] = y;
      rowHeight[row] = height;
      y += height;
    }
    if (heads && !lane.closed) y += 4;
    lane.height = y - lane.y;
    return lane;
  });
  return { lanes, ...standing, rowY, rowHeight, height: y, metrics, heads };
}

/** The plan of all agreements by pair, with which the page opens: made once. @param {Chronology} data @returns {Plan} */
export function pairsOf(data) {
  return (data.plan ??= planOf(data, { by: "pair", day: data.horizon, only: null }));
}

/** @param {Chronology} data @param {Asked} asked @returns {Plan} */
function planOf(data, asked) {
  const { groups, ...columns } = grouped(data, asked);
  const { first, last } = columns;
  const packed = new Int32Array(first.length);
  const [sorter, packer, rows] = [new Sorter(), new Packer(), new Rows(first.length)];
  groups.forEach(({ from, count }, lane) => {
    const firstRow = rows.count;
    const order = sorter.sort(first, last, from, from + count);
    rows.open(packer.pack(first, last, order, count, NAME_ROOM, packed), lane);
    rows.fill({ firstRow, from, count }, order, packed, columns);
  });
  return { groups, ...rows.columns() };
}

/** The part of a plan by pair that has to be stored. @param {Plan} plan @returns {Bones} */
export function bonesOf({ items, rowOffsets, rowLane, readings, doings }) {
  return { items, rowOffsets, rowLane: rowLane.slice(), readings: readings.slice(), doings: doings.slice() };
}

/** Restores the plan by pair. @param {Chronology} data @param {Bones} bones @returns {Plan} */
export function planFrom(data, { items, rowOffsets, rowLane, ...rest }) {
  const itemRow = new Int32Array(items.length);
  const headOf = pairOf(data);
  /** @type {Group[]} */
  const groups = [];
  for (let row = 0; row < rowLane.length; row++) {
    const [from, until] = [/** @type {number} */ (rowOffsets[row]), /** @type {number} */ (rowOffsets[row + 1])];
    for (let item = from; item < until; item++) itemRow[item] = row;
    const group = groups[/** @type {number} */ (rowLane[row])];
    if (group) group.count += until - from;
    else groups.push({ from, count: until - from, head: () => headOf(/** @type {number} */ (items[from])) });
  }
  return { groups, items, itemRow, rowOffsets, rowLane, ...rest };
}
