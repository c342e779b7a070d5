/**
 * Which agreements stand in which lane and row? Groups them, packs each lane's agreements into as
 * few rows as time and their names allow, and gives every row its height. Done once for a change of
 * grouping, filter or collapsing; never while panning.
 */

import { statusOn } from "./answers.js";
import { Packer, Rows, Sorter } from "./packing.js";

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
  const { groups, items, first, last, tall } = grouped(data, options);
  const { metrics, heads } = options;
  const packed = new Int32Array(items.length);
  const itemRow = new Int32Array(items.length);
  const sorted = new Int32Array(items.length);
  const [sorter, packer, rows] = [new Sorter(), new Packer(), new Rows()];
  /** @type {Lane[]} */
  const lanes = [];
  let n = 0;
  let y = 0;
  for (const { key, label, short = label, party, from, count } of groups) {
    const closed = heads && options.closed.has(key);
    const lane = { key, label, short, party, closed, count, firstItem: n, firstRow: rows.count, y, height: 0 };
    let inner = heads ? metrics.laneHead : 0;
    const { firstRow } = lane;
    const order = sorter.sort(first, last, from, from + count);
    rows.open(packer.pack(first, last, order, count, NAME_ROOM, packed), lanes.length);
    for (let i = from; i < from + count; i++) rows.see(firstRow + (packed[i] ?? 0), (tall[i] ?? 0) >> 1, (tall[i] ?? 0) & 1);
    rows.place(firstRow, n);
    for (let i = 0; i < count; i++) {
      const which = order[i] ?? 0;
      const row = firstRow + (packed[which] ?? 0);
      const at = rows.next(row);
      sorted[at] = items[which] ?? 0;
      itemRow[at] = row;
    }
    n += count;
    for (let row = firstRow; row < rows.count; row++) {
      const height = closed ? 0 : rows.needs(row, metrics);
      rows.y[row] = y + inner;
      rows.height[row] = height;
      inner += height;
    }
    if (!closed) inner += heads ? 4 : 0;
    lane.height = inner;
    y += inner;
    lanes.push(lane);
  }
  return { lanes, items: sorted, itemRow, ...rows.columns(n), height: y, metrics, heads };
}

/**
 * @typedef {{key: string, label: string, short?: string, party: number, order: string}} Head `short` where the label has no room
 * @typedef {Head & {from: number, count: number}} Group its agreements stand at `from` …
 * @typedef {object} Grouping an identity is a number or text that is quick to make; its words are made once a lane
 * @property {(treaty: number, visit: (identity: number | string) => void) => void} identities of the lanes it stands in
 * @property {(identity: number | string, treaty: number) => Head} head of such a lane
 */

const NOWHERE = -1;

/**
 * @param {Chronology} data
 * @param {{by: LanesBy, day: number, only: Uint8Array | null}} options
 * @returns {{groups: Group[], items: Int32Array, first: Int32Array, last: Int32Array, tall: Uint8Array}} in the
 *   order of the page; the columns stand together lane by lane, so that packing reads what lies side by side
 */
function grouped(data, { by, day, only }) {
  const { identities, head } = GROUPINGS[by](data, day);
  /** @type {Map<number | string, number>} */
  const places = new Map();
  /** @type {Group[]} */
  const groups = [];
  let most = data.count + data.parties.values.length + data.subjects.values.length;
  const found = new Int32Array(most);
  const groupOf = new Int32Array(most);
  most = 0;
  let treaty = 0;
  const visit = (/** @type {number | string} */ identity) => {
    let place = places.get(identity);
    if (place === undefined) {
      place = groups.push({ ...head(identity, treaty), from: 0, count: 0 }) - 1;
      places.set(identity, place);
    }
    /** @type {Group} */ (groups[place]).count++;
    groupOf[most] = place;
    found[most++] = treaty;
  };
  for (; treaty < data.count; treaty++) if (!only || only[treaty]) identities(treaty, visit);
  const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  const ordered = [...groups].sort((a, b) => collator.compare(a.order, b.order) || collator.compare(a.label, b.label));
  let from = 0;
  for (const group of ordered) {
    group.from = from;
    from += group.count;
  }
  const next = Int32Array.from(groups, (group) => group.from);
  const [items, first, last, tall] = [new Int32Array(most), new Int32Array(most), new Int32Array(most), new Uint8Array(most)];
  for (let i = 0; i < most; i++) {
    const group = groupOf[i] ?? 0;
    const at = next[group] ?? 0;
    next[group] = at + 1;
    const t = found[i] ?? 0;
    items[at] = t;
    first[at] = data.first[t] ?? 0;
    last[at] = data.last[t] ?? 0;
    tall[at] = ((data.readings[t] ?? 0) << 1) | (data.doings[t] ?? 0);
  }
  return { groups: ordered, items, first, last, tall };
}

/** @type {Record<LanesBy, (data: Chronology, day: number) => Grouping>} */
const GROUPINGS = {
  status: (data, day) => ({
    identities: (treaty, visit) => visit(statusOn(data, treaty, day)),
    head: (status) => {
      const info = data.statusInfo[Number(status)];
      const label = info ? info.label[0]?.toUpperCase() + info.label.slice(1) : "No status on this day";
      return { key: info?.code ?? "none", label, party: -1, order: String(info ? 100 + Number(status) : 999) };
    },
  }),
  subject: (data) => ({
    identities: (treaty, visit) => each(data.subjects, treaty, visit),
    head: (subject) => {
      const info = data.subjectInfo[Number(subject)];
      if (subject === NOWHERE) return { key: "none", label: "No subject", party: -1, order: "~" };
      return { key: info?.code ?? String(subject), label: info?.name ?? "", party: -1, order: info?.name ?? "" };
    },
  }),
  party: (data) => ({
    identities: (treaty, visit) => each(data.parties, treaty, visit),
    head: (identity) => {
      if (identity === NOWHERE) return nobody();
      const party = Number(identity);
      const label = data.partyInfo[party]?.short ?? "";
      return { key: data.partyInfo[party]?.code ?? String(party), label, party, order: (data.ours.has(party) ? "0" : "1") + label };
    },
  }),
  pair: (data) => ({
    identities: (treaty, visit) => {
      const { offsets, values } = data.parties;
      const from = offsets[treaty] ?? 0;
      const many = (offsets[treaty + 1] ?? 0) - from;
      // Those recorded of an agreement open to many are not "its parties".
      if (data.many[treaty] || many > LARGEST_GROUP) return visit(MULTILATERAL);
      if (many > 2) return visit([...valuesOf(data.parties, treaty)].sort((one, other) => one - other).join());
      // One number for the two, whoever is named first.
      const a = many > 0 ? values[from] ?? 0 : NOWHERE;
      const b = many > 1 ? values[from + 1] ?? 0 : NOWHERE;
      visit(a < b ? (b + 1) * data.partyInfo.length + a : (a + 1) * data.partyInfo.length + b);
    },
    head: (identity, treaty) => (identity === MULTILATERAL ? { key: MULTILATERAL, label: "Multilateral", party: -1, order: "2" } : pairOf(data, valuesOf(data.parties, treaty))),
  }),
};

/** @param {Ragged} ragged @param {number} treaty @returns {Int32Array} */
function valuesOf({ offsets, values }, treaty) {
  return values.subarray(offsets[treaty] ?? 0, offsets[treaty + 1] ?? 0);
}

/** @param {Ragged} ragged @param {number} treaty @param {(value: number) => void} visit */
function each({ offsets, values }, treaty, visit) {
  const [from, to] = [offsets[treaty] ?? 0, offsets[treaty + 1] ?? 0];
  if (from === to) visit(NOWHERE);
  for (let i = from; i < to; i++) visit(values[i] ?? 0);
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
