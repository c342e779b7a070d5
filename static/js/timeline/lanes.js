/**
 * Which agreements stand in which lane and row? Groups them, packs each lane's agreements into as
 * few rows as time and their names allow, and gives every row its height. Done once for a change of
 * grouping, filter or collapsing; never while panning.
 */

import { statusOn } from "./answers.js";

/** @import {Chronology, Layout, Lane, LanesBy, Metrics} from "./types.js" */

/** @type {Metrics} */
export const COMFORTABLE = { laneHead: 30, title: 19, bar: 18, reading: 14, doings: 16, labels: 15, gap: 11, titleSize: 13, smallSize: 11 };
/** @type {Metrics} */
export const COMPACT = { laneHead: 24, title: 15, bar: 12, reading: 9, doings: 12, labels: 0, gap: 6, titleSize: 12, smallSize: 10.5 };

/** A name needs room after a short bar: about 150 px when a century and a half is on screen. */
const NAME_ROOM = 15 * 365;
/** Up to here a group of parties has its own lane; above it is "multilateral". */
const LARGEST_GROUP = 8;
const MULTILATERAL = "~";

/**
 * @param {Chronology} data
 * @param {{by: LanesBy, day: number, only: Uint8Array | null, closed: ReadonlySet<string>, metrics: Metrics, heads: boolean}} options
 *   `only` has 1 for each treaty to be shown; null shows all
 * @returns {Layout}
 */
export function layOut(data, options) {
  const groups = grouped(data, options);
  const total = groups.reduce((sum, group) => sum + group.treaties.length, 0);
  const items = new Int32Array(total);
  const itemRow = new Int32Array(total);
  /** @type {number[]} */
  const rowOffsets = [0];
  /** @type {number[]} */
  const rowLane = [];
  /** @type {number[]} */
  const rowY = [];
  /** @type {number[]} */
  const rowHeight = [];
  /** @type {Lane[]} */
  const lanes = [];
  let n = 0;
  let y = 0;
  for (const group of groups) {
    const closed = options.heads && options.closed.has(group.key);
    const lane = {
      key: group.key, label: group.label, party: group.party, closed,
      count: group.treaties.length, firstItem: n, firstRow: rowLane.length, y, height: 0,
    };
    let inner = options.heads ? options.metrics.laneHead : 0;
    const rows = pack(group.treaties, data.first, data.last, NAME_ROOM);
    for (const row of rows) {
      const height = closed ? 0 : heightOf(data, row, options.metrics);
      for (const treaty of row) {
        items[n] = treaty;
        itemRow[n] = rowLane.length;
        n++;
      }
      rowOffsets.push(n);
      rowLane.push(lanes.length);
      rowY.push(y + inner);
      rowHeight.push(height);
      inner += height;
    }
    if (!closed) inner += options.heads ? 4 : 0;
    lane.height = inner;
    y += inner;
    lanes.push(lane);
  }
  return {
    lanes, items, itemRow,
    rowOffsets: Int32Array.from(rowOffsets),
    rowLane: Int32Array.from(rowLane),
    rowY: Float64Array.from(rowY),
    rowHeight: Float64Array.from(rowHeight),
    height: y, metrics: options.metrics, heads: options.heads,
  };
}

/**
 * First fit, in order of beginning. Two agreements of one row never overlap, and the second begins
 * no sooner than `room` days after the first began, so that the first one's name can be read.
 * @param {readonly number[]} treaties
 * @param {ArrayLike<number>} first
 * @param {ArrayLike<number>} last
 * @param {number} room days
 * @returns {number[][]}
 */
export function pack(treaties, first, last, room) {
  const start = (/** @type {number} */ t) => first[t] ?? 0;
  const order = [...treaties].sort((a, b) => start(a) - start(b) || (last[a] ?? 0) - (last[b] ?? 0) || a - b);
  /** @type {number[][]} */
  const rows = [];
  const free = new FirstFree(order.length);
  for (const treaty of order) {
    const row = free.before(start(treaty));
    if (row === rows.length) rows.push([]);
    /** @type {number[]} */ (rows[row]).push(treaty);
    free.take(row, Math.max(last[treaty] ?? 0, start(treaty) + room));
  }
  return rows;
}

/**
 * Which is the first row that is free? A binary tree over the rows, each node knowing the earliest
 * last day taken below it: a question takes as many steps as the number of rows has digits.
 */
class FirstFree {
  /** @param {number} most rows that can be needed */
  constructor(most) {
    this.leaves = 1;
    while (this.leaves < most) this.leaves *= 2;
    this.taken = new Float64Array(2 * this.leaves).fill(-Infinity);
  }

  /** @param {number} day @returns {number} the first row whose taken days all lie before it */
  before(day) {
    let node = 1;
    while (node < this.leaves) node = /** @type {number} */ (this.taken[2 * node]) < day ? 2 * node : 2 * node + 1;
    return node - this.leaves;
  }

  /** @param {number} row @param {number} until day, included */
  take(row, until) {
    let node = row + this.leaves;
    this.taken[node] = until;
    for (node >>= 1; node; node >>= 1) {
      this.taken[node] = Math.min(/** @type {number} */ (this.taken[2 * node]), /** @type {number} */ (this.taken[2 * node + 1]));
    }
  }
}

/** @param {Chronology} data @param {number[]} row @param {Metrics} metrics @returns {number} px */
function heightOf(data, row, metrics) {
  let readings = 0;
  let doings = 0;
  for (const treaty of row) {
    readings = Math.max(readings, data.readings[treaty] ?? 0);
    doings = Math.max(doings, data.doings[treaty] ?? 0);
  }
  return metrics.title + metrics.bar + readings * metrics.reading + doings * (metrics.doings + metrics.labels) + metrics.gap;
}

/**
 * @typedef {{key: string, label: string, party: number, order: string, treaties: number[]}} Group
 * @param {Chronology} data
 * @param {{by: LanesBy, day: number, only: Uint8Array | null}} options
 * @returns {Group[]} in the order of the page
 */
function grouped(data, { by, day, only }) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (let t = 0; t < data.count; t++) {
    if (only && !only[t]) continue;
    for (const group of groupsOf(data, t, by, day)) {
      const known = groups.get(group.key);
      if (known) known.treaties.push(t);
      else groups.set(group.key, { ...group, treaties: [t] });
    }
  }
  const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  return [...groups.values()].sort((a, b) => collator.compare(a.order, b.order) || collator.compare(a.label, b.label));
}

/**
 * @param {Chronology} data @param {number} t @param {LanesBy} by @param {number} day
 * @returns {Omit<Group, "treaties">[]}
 */
function groupsOf(data, t, by, day) {
  if (by === "status") {
    const status = statusOn(data, t, day);
    const info = data.statusInfo[status];
    const label = info ? info.label[0]?.toUpperCase() + info.label.slice(1) : "No status on this day";
    return [{ key: info?.code ?? "none", label, party: -1, order: String(status < 0 ? 999 : 100 + status) }];
  }
  const ragged = by === "subject" ? data.subjects : data.parties;
  const values = ragged.values.subarray(ragged.offsets[t] ?? 0, ragged.offsets[t + 1] ?? 0);
  if (by === "subject") {
    if (!values.length) return [{ key: "none", label: "No subject", party: -1, order: "~" }];
    return Array.from(values, (s) => {
      const info = data.subjectInfo[s];
      return { key: info?.code ?? String(s), label: info?.name ?? "", party: -1, order: info?.name ?? "" };
    });
  }
  if (!values.length) return [{ key: "none", label: "No parties recorded", party: -1, order: "~" }];
  if (by === "party") {
    return Array.from(values, (p) => {
      const label = data.partyInfo[p]?.short ?? "";
      return { key: data.partyInfo[p]?.code ?? String(p), label, party: p, order: (data.ours.has(p) ? "0" : "1") + label };
    });
  }
  return [pairOf(data, values)];
}

/**
 * The lane of a pair or group of parties; our side is named first, and its lanes stand first.
 * @param {Chronology} data @param {Int32Array} parties
 * @returns {Omit<Group, "treaties">}
 */
function pairOf(data, parties) {
  if (parties.length > LARGEST_GROUP) return { key: MULTILATERAL, label: "Multilateral", party: -1, order: "2" };
  const name = (/** @type {number} */ p) => data.partyInfo[p]?.short ?? "";
  const side = (/** @type {number} */ p) => (data.ours.has(p) ? 0 : 1);
  const sorted = [...parties].sort((a, b) => side(a) - side(b) || name(a).localeCompare(name(b), "en"));
  const label = sorted.map(name).join(sorted.length === 2 ? " – " : ", ");
  const key = sorted.map((p) => data.partyInfo[p]?.code ?? String(p)).join("-");
  return { key, label, party: -1, order: (sorted.some((p) => data.ours.has(p)) ? "0" : "1") + label };
}
