/**
 * Which agreements stand in which lane and row? Groups them, packs each lane's agreements into as
 * few rows as time and their names allow, and gives every row its height. Done once for a change of
 * grouping, filter or collapsing; never while panning.
 */

import { grouped } from "./grouping.js";
import { Packer, Rows, Sorter } from "./packing.js";

/** @import {Chronology, Layout, Lane, LanesBy, Metrics} from "./types.js" */
/** @import {Group, Head} from "./grouping.js" */

/** @type {Metrics} */
export const COMFORTABLE = { laneHead: 30, title: 19, bar: 18, reading: 14, thin: 6, doings: 16, labels: 15, gap: 11, under: 9, titleSize: 13, smallSize: 11 };
/**
 * The other readings and what was done stand in the gap below the bar, so that rows keep an even rhythm wherever in time one looks.
 * @type {Metrics}
 */
export const COMPACT = { laneHead: 24, title: 16, bar: 14, reading: 0, thin: 3, doings: 0, labels: 0, gap: 8, under: 4.5, titleSize: 12, smallSize: 10.5 };

/** A name needs room after a short bar: about 150 px when a century and a half is on screen. */
const NAME_ROOM = 15 * 365;

/** A lane that makes its words when they are read. @implements {Lane} */
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
 * @param {Chronology} data
 * @param {{by: LanesBy, day: number, only: Uint8Array | null, closed: ReadonlySet<string>, metrics: Metrics, heads: boolean}} options
 *   `only` has 1 for each treaty to be shown; null shows all
 * @returns {Layout}
 */
export function layOut(data, options) {
  const { groups, ...columns } = grouped(data, options);
  const { first, last } = columns;
  const { metrics, heads } = options;
  const packed = new Int32Array(first.length);
  const [sorter, packer, rows] = [new Sorter(), new Packer(), new Rows(first.length)];
  /** @type {Lane[]} */
  const lanes = [];
  let y = 0;
  for (const group of groups) {
    const { from, count } = group;
    const lane = new GroupLane(group, rows.count, y);
    lane.closed = heads && options.closed.size > 0 && options.closed.has(lane.key);
    const order = sorter.sort(first, last, from, from + count);
    rows.open(packer.pack(first, last, order, count, NAME_ROOM, packed), lanes.length);
    rows.fill(lane, order, packed, columns);
    const bottom = rows.stack(lane.firstRow, y + (heads ? metrics.laneHead : 0), lane.closed ? null : metrics);
    lane.height = bottom - y + (heads && !lane.closed ? 4 : 0);
    y += lane.height;
    lanes.push(lane);
  }
  return { lanes, ...rows.columns(), height: y, metrics, heads };
}
