/**
 * Which agreements are in which lane and row? Groups them, packs each lane's agreements into as few
 * rows as time and their names allow, and puts the lanes in order: a plan, made once for a change of grouping,
 * order or filter. A layout gives every row of a plan its height: made anew when lanes are collapsed, and when
 * the chart comes to rest in another window of time; never while panning.
 */

import { grouped, pairOf } from "./grouping.js";
import { byNextDate } from "./lane-order.js";
import { outsideOf } from "./outside.js";
import { Packer, Rows, Sorter } from "./row-packing.js";

/** @import {Chronology, Layout, Lane, LanesBy, LanesOrder, Metrics, View} from "../types.js" */
/** @import {Group, Head} from "./grouping.js" */
/** @import {Standing} from "./row-packing.js" */

/** @type {Metrics} */
export const COMFORTABLE = { laneHead: 30, title: 19, bar: 18, reading: 14, thin: 6, doings: 16, labels: 15, gap: 11, under: 9, base: 5, after: 4, marks: 1, name: "title" };
/**
 * Other readings, acts and events are drawn in the gap below the bar, so that all rows have the same height.
 * @type {Metrics}
 */
export const COMPACT = { laneHead: 24, title: 16, bar: 14, reading: 0, thin: 3, doings: 0, labels: 0, gap: 8, under: 4.5, base: 5, after: 4, marks: 1, name: "title-compact" };
/**
 * Nothing is written into the bar, which is as high as that allows: of a large register twice as many agreements are in sight.
 * @type {Metrics}
 */
export const DENSE = { laneHead: 18, title: 12, bar: 7, reading: 0, thin: 2, doings: 0, labels: 0, gap: 4, under: 2.5, base: 3, after: 0, marks: 0.7, name: "title-dense" };

/** A name needs room after a short bar: about 150 px when a century and a half is on screen. */
const NAME_ROOM = 15 * 365;

/** A lane whose label and key are made on first use. @implements {Lane} */
class GroupLane {
  /** @param {Group} group @param {number} firstRow @param {number} y px */
  constructor(group, firstRow, y) {
    const { from, count } = group;
    this.firstItem = from;
    this.count = count;
    this.shown = 0;
    this.earlier = 0;
    this.later = 0;
    this.unfolded = false;
    this.firstRow = firstRow;
    this.firstShown = 0;
    this.y = y;
    this.height = 0;
    this.closed = false;
    this.group = group;
  }

  /** Kept with the group, because a plan gets another layout whenever the chart comes to rest. */
  get head() {
    return (this.group.made ??= this.group.head());
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
 * @typedef {object} Heights
 * @property {ReadonlySet<string>} closed
 * @property {Metrics} metrics
 * @property {boolean} heads
 * @property {View | null} [view] folds the rows with nothing in it; null folds none
 * @property {ReadonlySet<string>} [outside] lanes where they are shown all the same
 * @property {readonly number[]} [kept] treaties whose rows are never folded
 * @typedef {Omit<Plan, "groups" | "itemRow">} Bones the part of a plan from which the rest is derived
 */

/** @param {Chronology} data @param {Asked & {order?: LanesOrder} & Heights} options @returns {Layout} */
export function layOut(data, options) {
  return stacked(data, planned(data, options), options);
}

/** @param {Chronology} data @param {Asked & {order?: LanesOrder}} asked @returns {Plan} */
export function planned(data, asked) {
  const plan = asked.by === "pair" && !asked.only ? pairsOf(data) : planOf(data, asked);
  return asked.order === "next" ? byNextDate(data, plan, asked.day) : plan;
}

/** @param {Chronology} data @param {Plan} plan @param {Heights} options @returns {Layout} */
export function stacked(data, plan, { closed, metrics, heads, view = null, outside = new Set(), kept = [] }) {
  const { groups, readings, doings, ...standing } = plan;
  const { rowLane, rowOffsets } = standing;
  const without = heads && view ? outsideOf(data, plan, view, kept) : null;
  const [rowY, rowHeight, shown] = [new Float64Array(rowLane.length), new Float64Array(rowLane.length), new Int32Array(rowLane.length)];
  let [row, y, many] = [0, 0, 0];
  const lanes = groups.map((group, l) => {
    const lane = new GroupLane(group, row, y);
    lane.firstShown = many;
    // The key is a text, made only where one is asked for.
    lane.closed = heads && closed.size > 0 && closed.has(lane.key);
    if (without && !lane.closed) {
      lane.earlier = without.earlier[l] ?? 0;
      lane.later = without.later[l] ?? 0;
      lane.unfolded = lane.earlier + lane.later > 0 && outside.size > 0 && outside.has(lane.key);
    }
    if (heads) y += metrics.laneHead;
    for (; rowLane[row] === l; row++) {
      rowY[row] = y;
      if (lane.closed || (without?.hidden[row] && !lane.unfolded)) continue;
      rowHeight[row] = metrics.title + metrics.bar + (readings[row] ?? 0) * metrics.reading + (doings[row] ?? 0) * (metrics.doings + metrics.labels) + metrics.gap;
      y += rowHeight[row] ?? 0;
      shown[many++] = row;
      lane.shown += (rowOffsets[row + 1] ?? 0) - (rowOffsets[row] ?? 0);
    }
    if (heads && many > lane.firstShown) y += metrics.after;
    lane.height = y - lane.y;
    return lane;
  });
  return { lanes, ...standing, rowY, rowHeight, shown: shown.subarray(0, many), height: y, metrics, heads };
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
