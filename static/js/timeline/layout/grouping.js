/**
 * Which lanes are there, in which order, and which agreements are in each? By pair of parties, by
 * party, by subject or by status; an agreement is in every lane it belongs to.
 */

import { statusOn } from "../data/answers.js";

/** @import {Chronology, LanesBy, Ragged} from "../types.js" */

/** The largest group of parties that gets its own lane, unless the agreement is open to many. */
const LARGEST_GROUP = 8;
const NOWHERE = -1;
/** Sorts after every name. */
const LAST = "~";

/**
 * @typedef {{key: string, label: string, short?: string, party: number}} Head of a lane; `short` where the label has no room
 * @typedef {Head & {order: string}} Named lanes of the same rank are sorted by `order`, then by label
 * @typedef {{from: number, count: number, head: () => Head, made?: Head}} Group its agreements start at `from`; its text is
 *   made on first use, because there may be twenty thousand groups
 * @typedef {{list: Ragged, head: (value: number) => Named}} Many an agreement is in the lane of each of its values
 * @typedef {object} One an agreement is in one lane, identified by a value that is quick to compute
 * @property {(treaty: number) => number | string} one a number is the rank of the lane at once
 * @property {(treaty: number) => number} [rank] of the lane, where it is known by a text
 * @property {(identity: number | string, treaty: number) => Named} head
 */

/**
 * @param {Chronology} data
 * @param {{by: LanesBy, day: number, only: Uint8Array | null}} options
 * @returns {{groups: Group[], items: Int32Array, first: Int32Array, last: Int32Array, tall: Uint8Array}} in the
 *   order of the page; the columns are contiguous lane by lane, so that packing reads memory in order.
 *   `tall` is twice the number of other readings, plus one if there are acts or events.
 */
export function grouped(data, { by, day, only }) {
  const grouping = GROUPINGS[by](data, day);
  const { heads, ranks, counts, offsets, lanes } = "list" in grouping ? inLists(data, grouping, only) : inOnes(data, grouping, only);
  const next = new Int32Array(heads.length);
  let all = 0;
  const groups = inOrder(ranks, heads).map((place) => {
    const [from, count] = [all, counts[place] ?? 0];
    next[place] = from;
    all += count;
    return { from, count, head: /** @type {() => Head} */ (heads[place]) };
  });
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

/** Sorts by rank; only lanes of equal rank compare their text, which is slow. @param {number[]} ranks @param {(() => Named)[]} heads @returns {number[]} places */
function inOrder(ranks, heads) {
  const many = ranks.length;
  // Float64Array sorts numbers without calling a comparison function.
  const keys = Float64Array.from(ranks);
  for (let place = 0; place < many; place++) keys[place] = /** @type {number} */ (keys[place]) * many + place;
  keys.sort();
  const order = Array.from(keys, (key) => key % many);
  for (let from = 0, to = 0; from < many; from = to) {
    const rankAt = (/** @type {number} */ at) => ranks[order[at] ?? 0];
    while (to < many && rankAt(to) === rankAt(from)) to++;
    if (to - from < 2) continue;
    const named = order.slice(from, to).map((place) => ({ place, .../** @type {() => Named} */ (heads[place])() }));
    named.sort((a, b) => compare(a.order, b.order) || compare(a.label, b.label));
    named.forEach(({ place }, at) => (order[from + at] = place));
  }
  return order;
}

/** Sorts names without regard to case and accents, and "10" after "9". */
const { compare } = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/**
 * @typedef {object} Found the lanes of treaty t are lanes[offsets[t]] … lanes[offsets[t + 1] - 1], as far as it is shown
 * @property {(() => Named)[]} heads of the lanes, in the order of first occurrence
 * @property {number[]} ranks
 * @property {number[]} counts
 * @property {Int32Array} offsets
 * @property {Int32Array} lanes
 */

/** @param {number} count @param {number} most @returns {Found} */
function nothingYet(count, most) {
  return { heads: [], ranks: [], counts: [], offsets: new Int32Array(count + 1), lanes: new Int32Array(most) };
}

/** @param {Chronology} data @param {Many} grouping @param {Uint8Array | null} only @returns {Found} */
function inLists({ count }, { list: { offsets, values }, head }, only) {
  const found = nothingYet(count, values.length + count);
  /** the lane of each value, at value + 1; at 0 the lane of agreements without one. @type {number[]} */
  const known = [];
  let n = 0;
  for (let treaty = 0; treaty < count; treaty++) {
    if (!only || only[treaty]) {
      const from = /** @type {number} */ (offsets[treaty]);
      const until = /** @type {number} */ (offsets[treaty + 1]);
      for (let i = from; i < until || i === from; i++) {
        const value = i < until ? /** @type {number} */ (values[i]) : NOWHERE;
        const lane = (known[value + 1] ??= found.heads.push(() => head(value)) - 1);
        found.ranks[lane] = 0;
        found.counts[lane] = (found.counts[lane] ?? 0) + 1;
        found.lanes[n++] = lane;
      }
    }
    found.offsets[treaty + 1] = n;
  }
  return found;
}

/** @param {Chronology} data @param {One} grouping @param {Uint8Array | null} only @returns {Found} */
function inOnes({ count }, { one, rank, head }, only) {
  const found = nothingYet(count, count);
  /** @type {Map<number | string, number>} */
  const known = new Map();
  let n = 0;
  for (let treaty = 0; treaty < count; treaty++) {
    if (!only || only[treaty]) {
      const identity = one(treaty);
      let lane = known.get(identity);
      if (lane === undefined) {
        lane = found.heads.push(() => head(identity, treaty)) - 1;
        found.ranks[lane] = typeof identity === "number" ? identity : rank?.(treaty) ?? 0;
        known.set(identity, lane);
      }
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
    one: (treaty) => {
      const status = statusOn(data, treaty, day);
      return data.statusInfo[status] ? status : data.statusInfo.length;
    },
    head: (/** @type {number | string} */ status) => {
      const info = data.statusInfo[Number(status)];
      const label = info ? info.label[0]?.toUpperCase() + info.label.slice(1) : "No status on this day";
      return { key: info?.code ?? "none", label, party: -1, order: "" };
    },
  }),
  subject: (data) => ({
    list: data.subjects,
    head: (/** @type {number} */ subject) => {
      const info = data.subjectInfo[subject];
      if (subject === NOWHERE) return { key: "none", label: "No subject", party: -1, order: LAST };
      return { key: info?.code ?? String(subject), label: info?.name ?? "", party: -1, order: info?.name ?? "" };
    },
  }),
  party: (data) => ({
    list: data.parties,
    head: (/** @type {number} */ party) => {
      if (party === NOWHERE) return { ...NOBODY, order: LAST };
      const label = data.partyInfo[party]?.short ?? "";
      return { key: data.partyInfo[party]?.code ?? String(party), label, party, order: (data.ours.has(party) ? "0" : "1") + label };
    },
  }),
  pair: (data) => {
    const { offsets, values } = data.parties;
    const of = (/** @type {number} */ treaty) => values.subarray(offsets[treaty], offsets[treaty + 1]);
    const ranks = ranksOf(data);
    const rankIn = rankAmong(ranks.length);
    const multilateral = rankIn(ranks.length);
    return {
      one: (treaty) => {
        const from = /** @type {number} */ (offsets[treaty]);
        const many = /** @type {number} */ (offsets[treaty + 1]) - from;
        // For an agreement open to many, the recorded parties need not be all of them.
        if (data.many[treaty] || many > LARGEST_GROUP) return multilateral;
        if (many > 2) return [...of(treaty)].sort((one, other) => one - other).join();
        if (!many) return multilateral + 1;
        const a = /** @type {number} */ (ranks[/** @type {number} */ (values[from])]);
        if (many === 1) return rankIn(a);
        const b = /** @type {number} */ (ranks[/** @type {number} */ (values[from + 1])]);
        // The rank does not depend on which party is named first.
        return a < b ? rankIn(a, b) : rankIn(b, a);
      },
      rank: (treaty) => {
        const [a = 0, b = 0] = Array.from(of(treaty), (party) => ranks[party] ?? 0).sort((one, other) => one - other);
        return rankIn(a, b, true);
      },
      head: (identity, treaty) => (identity === multilateral ? { key: "~", label: "Multilateral", party: -1, order: "" } : namedPair(data, of(treaty), ranks)),
    };
  },
};

/** Which lane is an agreement in when lanes are by pair? @param {Chronology} data @returns {(treaty: number) => Head} */
export function pairOf(data) {
  /** @type {One | undefined} */
  let pairs;
  return (treaty) => {
    // Made on first use: it compares the names of all parties.
    pairs ??= /** @type {One} */ (GROUPINGS.pair(data, 0));
    return pairs.head(pairs.one(treaty), treaty);
  };
}

/** @type {Head} */
const NOBODY = { key: "none", label: "No parties recorded", party: -1 };

/**
 * The rank of each party: ours first, then by name. Names are compared per party, not per pair,
 * because there may be twenty thousand pairs.
 * @param {Chronology} data @returns {Int32Array}
 */
function ranksOf({ partyInfo, ours }) {
  const order = partyInfo.map((_, p) => p).sort((a, b) => Number(ours.has(b)) - Number(ours.has(a)) || compare(partyInfo[a]?.short ?? "", partyInfo[b]?.short ?? ""));
  const ranks = new Int32Array(partyInfo.length);
  order.forEach((party, rank) => (ranks[party] = rank));
  return ranks;
}

/**
 * Ranks lanes by their first two parties: for each party first the lane it has alone, then its pairs, then its groups.
 * @param {number} parties @returns {(a: number, b?: number, group?: boolean) => number}
 */
function rankAmong(parties) {
  return (a, b = -1, group = false) => (2 * a + Number(group)) * (parties + 1) + b + 1;
}

/**
 * The lane of a pair or group of parties; our side is named first, and its lanes come first.
 * @param {Chronology} data @param {Int32Array} parties @param {Int32Array} ranks of all
 * @returns {Named}
 */
function namedPair({ partyInfo }, parties, ranks) {
  if (!parties.length) return { ...NOBODY, order: "" };
  const sorted = parties.slice().sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
  const key = Array.from(sorted, (p) => partyInfo[p]?.code ?? String(p)).join("-");
  const names = Array.from(sorted, (p) => partyInfo[p]?.short ?? "");
  if (names.length === 2) return { key, label: names.join(" – "), party: -1, order: "" };
  const label = names.join(", ");
  return { key, label, short: names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : label, party: -1, order: label };
}
