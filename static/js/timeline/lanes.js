/**
 * Which agreements stand in which lane and row? Groups them, packs each lane's agreements into as
 * few rows as time and their names allow, and gives every row its height. Done once for a change of
 * grouping, filter or collapsing; never while panning.
 */

import { statusOn } from "./answers.js";

/** @import {Chronology, Layout, Lane, LanesBy, Metrics, Ragged} from "./types.js" */

/** @type {Metrics} */
export const COMFORTABLE = { laneHead: 30, title: 19, bar: 18, reading: 14, doings: 16, labels: 15, gap: 11, titleSize: 13, smallSize: 11 };
/** @type {Metrics} */
export const COMPACT = { laneHead: 24, title: 15, bar: 12, reading: 9, doings: 12, labels: 0, gap: 6, titleSize: 12, smallSize: 10.5 };

/** A name needs room after a short bar: about 150 px when a century and a half is on screen. */
const NAME_ROOM = 15 * 365;
/** Up to here a group of parties has its own lane, if the agreement is not open to many. */
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
      key: group.key, label: group.label, short: group.short ?? group.label, party: group.party, closed,
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
 * @typedef {{key: string, label: string, short?: string, party: number, order: string}} Head `short` where the label has no room
 * @typedef {Head & {treaties: number[]}} Group
 * @typedef {object} Grouping an identity is a number or text that is quick to make; its words are made once a lane
 * @property {(treaty: number) => Iterable<number | string>} identities of the lanes it stands in
 * @property {(identity: number | string, treaty: number) => Head} head of such a lane
 */

const NOWHERE = -1;

/**
 * @param {Chronology} data
 * @param {{by: LanesBy, day: number, only: Uint8Array | null}} options
 * @returns {Group[]} in the order of the page
 */
function grouped(data, { by, day, only }) {
  const { identities, head } = GROUPINGS[by](data, day);
  /** @type {Map<number | string, Group>} */
  const groups = new Map();
  for (let t = 0; t < data.count; t++) {
    if (only && !only[t]) continue;
    for (const identity of identities(t)) {
      const known = groups.get(identity);
      if (known) known.treaties.push(t);
      else groups.set(identity, { ...head(identity, t), treaties: [t] });
    }
  }
  const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  return [...groups.values()].sort((a, b) => collator.compare(a.order, b.order) || collator.compare(a.label, b.label));
}

/** @type {Record<LanesBy, (data: Chronology, day: number) => Grouping>} */
const GROUPINGS = {
  status: (data, day) => ({
    identities: (treaty) => [statusOn(data, treaty, day)],
    head: (status) => {
      const info = data.statusInfo[Number(status)];
      const label = info ? info.label[0]?.toUpperCase() + info.label.slice(1) : "No status on this day";
      return { key: info?.code ?? "none", label, party: -1, order: String(info ? 100 + Number(status) : 999) };
    },
  }),
  subject: (data) => ({
    identities: (treaty) => orNowhere(valuesOf(data.subjects, treaty)),
    head: (subject) => {
      const info = data.subjectInfo[Number(subject)];
      if (subject === NOWHERE) return { key: "none", label: "No subject", party: -1, order: "~" };
      return { key: info?.code ?? String(subject), label: info?.name ?? "", party: -1, order: info?.name ?? "" };
    },
  }),
  party: (data) => ({
    identities: (treaty) => orNowhere(valuesOf(data.parties, treaty)),
    head: (identity) => {
      if (identity === NOWHERE) return nobody();
      const party = Number(identity);
      const label = data.partyInfo[party]?.short ?? "";
      return { key: data.partyInfo[party]?.code ?? String(party), label, party, order: (data.ours.has(party) ? "0" : "1") + label };
    },
  }),
  pair: (data) => ({
    identities: (treaty) => {
      const parties = valuesOf(data.parties, treaty);
      const [a = NOWHERE, b = NOWHERE] = parties;
      // Those recorded of an agreement open to many are not "its parties".
      if (data.many[treaty] || parties.length > LARGEST_GROUP) return [MULTILATERAL];
      if (parties.length > 2) return [[...parties].sort((one, other) => one - other).join()];
      // One number for the two, whoever is named first.
      return [a < b ? (b + 1) * data.partyInfo.length + a : (a + 1) * data.partyInfo.length + b];
    },
    head: (identity, treaty) => (identity === MULTILATERAL ? { key: MULTILATERAL, label: "Multilateral", party: -1, order: "2" } : pairOf(data, valuesOf(data.parties, treaty))),
  }),
};

/** @param {Ragged} ragged @param {number} treaty @returns {Int32Array} */
function valuesOf({ offsets, values }, treaty) {
  return values.subarray(offsets[treaty] ?? 0, offsets[treaty + 1] ?? 0);
}

/** @param {Int32Array} values @returns {Iterable<number>} */
function orNowhere(values) {
  return values.length ? values : [NOWHERE];
}

/** @returns {Head} */
function nobody() {
  return { key: "none", label: "No parties recorded", party: -1, order: "~" };
}

/**
 * The lane of a pair or group of parties; our side is named first, and its lanes stand first.
 * @param {Chronology} data @param {Int32Array} parties
 * @returns {Head}
 */
function pairOf(data, parties) {
  if (!parties.length) return nobody();
  const name = (/** @type {number} */ p) => data.partyInfo[p]?.short ?? "";
  const side = (/** @type {number} */ p) => (data.ours.has(p) ? 0 : 1);
  const sorted = [...parties].sort((a, b) => side(a) - side(b) || name(a).localeCompare(name(b), "en"));
  const label = sorted.map(name).join(sorted.length === 2 ? " – " : ", ");
  const short = sorted.length > 3 ? `${sorted.slice(0, 2).map(name).join(", ")} and ${sorted.length - 2} more` : label;
  const key = sorted.map((p) => data.partyInfo[p]?.code ?? String(p)).join("-");
  return { key, label, short, party: -1, order: (sorted.some((p) => data.ours.has(p)) ? "0" : "1") + label };
}
