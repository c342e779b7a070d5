/**
 * Which lanes are there, in which order, and which agreements stand in each? By pair of parties, by
 * party, by subject or by status; an agreement stands in every lane it belongs to.
 */

import { statusOn } from "./answers.js";

/** @import {Chronology, LanesBy, Ragged} from "./types.js" */

/** Up to here a group of parties has its own lane, if the agreement is not open to many. */
const LARGEST_GROUP = 8;
const MULTILATERAL = "~";
const NOWHERE = -1;

/**
 * @typedef {{key: string, label: string, short?: string, party: number, rank?: number, order: string}} Head `short` where the label has no room; lanes stand by rank, then by order
 * @typedef {{head: Head, place: number, from: number, count: number}} Group its agreements stand at `from` …; it was met as the `place`th
 * @typedef {{list: Ragged, head: (value: number) => Head}} Many an agreement stands in the lane of each of its values
 * @typedef {{one: (treaty: number) => number | string, head: (identity: number | string, treaty: number) => Head}} One
 *   an agreement stands in one lane, known by what is quick to make; the lane's words are made once
 */

/**
 * @param {Chronology} data
 * @param {{by: LanesBy, day: number, only: Uint8Array | null}} options
 * @returns {{groups: Group[], items: Int32Array, first: Int32Array, last: Int32Array, tall: Uint8Array}} in the
 *   order of the page; the columns stand together lane by lane, so that packing reads what lies side by
 *   side. `tall` is twice the other readings, and one more where there are doings.
 */
export function grouped(data, { by, day, only }) {
  const grouping = GROUPINGS[by](data, day);
  const { heads, counts, offsets, lanes } = "list" in grouping ? inLists(data, grouping, only) : inOnes(data, grouping, only);
  const groups = heads.map((head, place) => ({ head, place, from: 0, count: counts[place] ?? 0 }));
  const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  groups.sort((a, b) => (a.head.rank ?? 0) - (b.head.rank ?? 0) || collator.compare(a.head.order, b.head.order) || collator.compare(a.head.label, b.head.label));
  const next = new Int32Array(groups.length);
  let all = 0;
  for (const group of groups) {
    next[group.place] = group.from = all;
    all += group.count;
  }
  const [items, first, last, tall] = [new Int32Array(all), new Int32Array(all), new Int32Array(all), new Uint8Array(all)];
  for (let treaty = 0; treaty < data.count; treaty++) {
    const until = /** @type {number} */ (offsets[treaty + 1]);
    for (let i = /** @type {number} */ (offsets[treaty]); i < until; i++) {
      const lane = /** @type {number} */ (lanes[i]);
      const at = /** @type {number} */ (next[lane]);
      next[lane] = at + 1;
      items[at] = treaty;
      first[at] = /** @type {number} */ (data.first[treaty]);
      last[at] = /** @type {number} */ (data.last[treaty]);
      tall[at] = (/** @type {number} */ (data.readings[treaty]) << 1) | /** @type {number} */ (data.doings[treaty]);
    }
  }
  return { groups, items, first, last, tall };
}

/**
 * @typedef {object} Found the lanes of treaty t are lanes[offsets[t]] … lanes[offsets[t + 1] - 1], as far as it is shown
 * @property {Head[]} heads of the lanes, as they were met
 * @property {number[]} counts
 * @property {Int32Array} offsets
 * @property {Int32Array} lanes
 */

/** @param {Chronology} data @param {Many} grouping @param {Uint8Array | null} only @returns {Found} */
function inLists({ count }, { list: { offsets, values }, head }, only) {
  const found = { heads: /** @type {Head[]} */ ([]), counts: /** @type {number[]} */ ([]), offsets: new Int32Array(count + 1), lanes: new Int32Array(values.length + count) };
  /** lane of each value, and before them that of no value. @type {number[]} */
  const known = [];
  let n = 0;
  for (let treaty = 0; treaty < count; treaty++) {
    if (!only || only[treaty]) {
      const from = /** @type {number} */ (offsets[treaty]);
      const until = /** @type {number} */ (offsets[treaty + 1]);
      for (let i = from; i < until || i === from; i++) {
        const value = i < until ? /** @type {number} */ (values[i]) : NOWHERE;
        const lane = (known[value + 1] ??= found.heads.push(head(value)) - 1);
        found.counts[lane] = (found.counts[lane] ?? 0) + 1;
        found.lanes[n++] = lane;
      }
    }
    found.offsets[treaty + 1] = n;
  }
  return found;
}

/** @param {Chronology} data @param {One} grouping @param {Uint8Array | null} only @returns {Found} */
function inOnes({ count }, { one, head }, only) {
  const found = { heads: /** @type {Head[]} */ ([]), counts: /** @type {number[]} */ ([]), offsets: new Int32Array(count + 1), lanes: new Int32Array(count) };
  /** @type {Map<number | string, number>} */
  const known = new Map();
  let n = 0;
  for (let treaty = 0; treaty < count; treaty++) {
    if (!only || only[treaty]) {
      const identity = one(treaty);
      let lane = known.get(identity);
      if (lane === undefined) known.set(identity, (lane = found.heads.push(head(identity, treaty)) - 1));
      found.counts[lane] = (found.counts[lane] ?? 0) + 1;
      found.lanes[n++] = lane;
    }
    found.offsets[treaty + 1] = n;
  }
  return found;
}

/** @type {Record<LanesBy, (data: Chronology, day: number) => Many | One>} */
const GROUPINGS = {
  status: (data, day) => ({
    one: (treaty) => statusOn(data, treaty, day),
    head: (/** @type {number | string} */ status) => {
      const info = data.statusInfo[Number(status)];
      const label = info ? info.label[0]?.toUpperCase() + info.label.slice(1) : "No status on this day";
      return { key: info?.code ?? "none", label, party: -1, order: String(info ? 100 + Number(status) : 999) };
    },
  }),
  subject: (data) => ({
    list: data.subjects,
    head: (/** @type {number} */ subject) => {
      const info = data.subjectInfo[subject];
      if (subject === NOWHERE) return { key: "none", label: "No subject", party: -1, order: "~" };
      return { key: info?.code ?? String(subject), label: info?.name ?? "", party: -1, order: info?.name ?? "" };
    },
  }),
  party: (data) => ({
    list: data.parties,
    head: (/** @type {number} */ party) => {
      if (party === NOWHERE) return nobody();
      const label = data.partyInfo[party]?.short ?? "";
      return { key: data.partyInfo[party]?.code ?? String(party), label, party, order: (data.ours.has(party) ? "0" : "1") + label };
    },
  }),
  pair: (data) => {
    const { offsets, values } = data.parties;
    const of = (/** @type {number} */ treaty) => values.subarray(offsets[treaty], offsets[treaty + 1]);
    const ranks = ranksOf(data);
    return {
      one: (treaty) => {
        const from = /** @type {number} */ (offsets[treaty]);
        const many = /** @type {number} */ (offsets[treaty + 1]) - from;
        // Those recorded of an agreement open to many are not "its parties".
        if (data.many[treaty] || many > LARGEST_GROUP) return MULTILATERAL;
        if (many > 2) return [...of(treaty)].sort((one, other) => one - other).join();
        // One number for the two, whoever is named first.
        const a = many > 0 ? /** @type {number} */ (values[from]) : NOWHERE;
        const b = many > 1 ? /** @type {number} */ (values[from + 1]) : NOWHERE;
        return a < b ? (b + 1) * data.partyInfo.length + a : (a + 1) * data.partyInfo.length + b;
      },
      head: (identity, treaty) => (identity === MULTILATERAL ? { key: MULTILATERAL, label: "Multilateral", party: -1, rank: Infinity, order: "" } : pairOf(data, of(treaty), ranks)),
    };
  },
};

/** @returns {Head} */
function nobody() {
  return { key: "none", label: "No parties recorded", party: -1, rank: Infinity, order: "~" };
}

/**
 * Where each party stands among all: ours first, then by name. Names are compared once for each party, as
 * there may be twenty thousand pairs.
 * @param {Chronology} data @returns {Int32Array}
 */
function ranksOf({ partyInfo, ours }) {
  const { compare } = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  const order = partyInfo.map((_, p) => p).sort((a, b) => Number(ours.has(b)) - Number(ours.has(a)) || compare(partyInfo[a]?.short ?? "", partyInfo[b]?.short ?? ""));
  const ranks = new Int32Array(partyInfo.length);
  order.forEach((party, rank) => (ranks[party] = rank));
  return ranks;
}

/**
 * The lane of a pair or group of parties; our side is named first, and its lanes stand first.
 * @param {Chronology} data @param {Int32Array} parties @param {Int32Array} ranks of all
 * @returns {Head}
 */
function pairOf({ partyInfo }, parties, ranks) {
  if (!parties.length) return nobody();
  const sorted = parties.slice().sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
  const [first = 0, second = -1] = sorted;
  // Of each party first its pairs, then its groups.
  const rank = (2 * (ranks[first] ?? 0) + (sorted.length > 2 ? 1 : 0)) * (partyInfo.length + 1) + (second < 0 ? 0 : (ranks[second] ?? 0) + 1);
  const [one, other] = [partyInfo[first], partyInfo[second]];
  if (sorted.length === 2) return { key: `${one?.code ?? first}-${other?.code ?? second}`, label: `${one?.short ?? ""} – ${other?.short ?? ""}`, party: -1, rank, order: "" };
  const names = Array.from(sorted, (p) => partyInfo[p]?.short ?? "");
  const label = names.join(", ");
  const short = names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : label;
  return { key: Array.from(sorted, (p) => partyInfo[p]?.code ?? String(p)).join("-"), label, short, party: -1, rank, order: label };
}
