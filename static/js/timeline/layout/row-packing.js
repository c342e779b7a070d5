/**
 * Which row is free for the next agreement? First fit in order of start, over typed columns: a million
 * agreements are sorted and packed in a few tenths of a second.
 */

/** @import {Layout} from "../types.js" */

/** The most bits per digit: with more, the counters no longer fit the CPU cache. */
const LONGEST_DIGIT = 11;
/** Below this count, insertion sort is quicker. */
const FEW = 40;

/** Sorts positions by time (radix sort); its work arrays are reused from lane to lane. */
export class Sorter {
  constructor() {
    this.order = new Int32Array(64);
    this.spare = new Int32Array(64);
    this.counts = new Int32Array((1 << LONGEST_DIGIT) + 1);
  }

  /**
   * Stable, by start and then by end: digit by digit from the lowest.
   * @param {Int32Array} first @param {Int32Array} last @param {number} from @param {number} to
   * @returns {Int32Array} positions from … to - 1; the next call overwrites it, and it may be longer
   */
  sort(first, last, from, to) {
    const count = to - from;
    if (this.order.length < count) {
      this.order = new Int32Array(2 * count);
      this.spare = new Int32Array(2 * count);
    }
    for (let i = 0; i < count; i++) this.order[i] = from + i;
    if (count <= FEW) this.insert(first, last, count);
    else for (const column of [last, first]) this.byDigits(column, from, to);
    return this.order;
  }

  /** @param {Int32Array} first @param {Int32Array} last @param {number} count */
  insert(first, last, count) {
    const { order } = this;
    for (let i = 1; i < count; i++) {
      const which = /** @type {number} */ (order[i]);
      const [start, end] = [first[which] ?? 0, last[which] ?? 0];
      let at = i;
      for (; at > 0; at--) {
        const before = /** @type {number} */ (order[at - 1]);
        const other = /** @type {number} */ (first[before]);
        if (other < start || (other === start && /** @type {number} */ (last[before]) <= end)) break;
        order[at] = before;
      }
      order[at] = which;
    }
  }

  /** @param {Int32Array} column @param {number} from @param {number} to */
  byDigits(column, from, to) {
    const { counts } = this;
    const count = to - from;
    let [least, most] = [2147483647, -2147483648];
    for (let i = from; i < to; i++) {
      const day = /** @type {number} */ (column[i]);
      if (day < least) least = day;
      if (day > most) most = day;
    }
    // The shortest digits that do not need one more pass: most lanes are short.
    const bits = 32 - Math.clz32(most - least);
    const digits = Math.ceil(bits / LONGEST_DIGIT);
    const digit = Math.ceil(bits / Math.max(1, digits));
    const mask = (1 << digit) - 1;
    for (let shift = 0; shift < bits; shift += digit) {
      const { order, spare } = this;
      counts.fill(0, 0, mask + 2);
      for (let i = from; i < to; i++) {
        const next = (((/** @type {number} */ (column[i]) - least) >>> shift) & mask) + 1;
        counts[next] = /** @type {number} */ (counts[next]) + 1;
      }
      for (let d = 0; d < mask; d++) counts[d + 1] = /** @type {number} */ (counts[d + 1]) + /** @type {number} */ (counts[d]);
      for (let i = 0; i < count; i++) {
        const which = /** @type {number} */ (order[i]);
        const value = ((/** @type {number} */ (column[which]) - least) >>> shift) & mask;
        const place = /** @type {number} */ (counts[value]);
        counts[value] = place + 1;
        spare[place] = which;
      }
      this.order = spare;
      this.spare = order;
    }
  }
}

/** Up to this many agreements a linear scan of the rows is quicker than a tree. */
const SHORT = 24;
/** The value of a leaf whose row is not open yet: never free. */
const ALWAYS = 2147483647;

/**
 * A binary tree over the open rows; each node holds the earliest last day taken below it. The root
 * says whether any row is free, and finding that row takes log2(rows) steps. One packer is reused
 * for all lanes.
 */
export class Packer {
  constructor() {
    this.leaves = 64;
    this.taken = new Int32Array(2 * this.leaves);
  }

  /**
   * Two agreements of one row never overlap, and the second begins no sooner than `room` days after
   * the first began, so that the first one's name can be read.
   * @param {Int32Array} first @param {Int32Array} last days of each position
   * @param {Int32Array} order positions in order of time @param {number} count of them
   * @param {number} room days @param {Int32Array} rows gets the row of each position, from 0
   * @returns {number} how many rows there are
   */
  pack(first, last, order, count, room, rows) {
    if (count <= SHORT) return this.packFew(first, last, order, count, room, rows);
    this.leaves = 64;
    this.taken.fill(ALWAYS, 0, 2 * this.leaves);
    let open = 0;
    for (let i = 0; i < count; i++) {
      const at = /** @type {number} */ (order[i]);
      const start = /** @type {number} */ (first[at]);
      const end = /** @type {number} */ (last[at]);
      let row = open;
      if (/** @type {number} */ (this.taken[1]) < start) row = this.freeBefore(start);
      else if (++open > this.leaves) this.grow();
      rows[at] = row;
      this.take(row, end > start + room ? end : start + room);
    }
    return open;
  }

  /** The same for a short lane, by linear scan. @type {Packer["pack"]} */
  packFew(first, last, order, count, room, rows) {
    const { taken } = this;
    let open = 0;
    for (let i = 0; i < count; i++) {
      const at = /** @type {number} */ (order[i]);
      const start = /** @type {number} */ (first[at]);
      const end = /** @type {number} */ (last[at]);
      let row = 0;
      while (row < open && /** @type {number} */ (taken[row]) >= start) row++;
      if (row === open) open++;
      rows[at] = row;
      taken[row] = end > start + room ? end : start + room;
    }
    return open;
  }

  /** @param {number} day @returns {number} the first row whose taken days all lie before it; there is one */
  freeBefore(day) {
    const { taken, leaves } = this;
    let node = 1;
    while (node < leaves) {
      node *= 2;
      if (/** @type {number} */ (taken[node]) >= day) node++;
    }
    return node - leaves;
  }

  /** @param {number} row @param {number} until day, included */
  take(row, until) {
    const { taken } = this;
    let node = row + this.leaves;
    taken[node] = until;
    for (node >>= 1; node; node >>= 1) {
      const [one, other] = [/** @type {number} */ (taken[2 * node]), /** @type {number} */ (taken[2 * node + 1])];
      const least = one < other ? one : other;
      // The nodes above do not change either.
      if (taken[node] === least) return;
      taken[node] = least;
    }
  }

  /** Doubles the number of rows. */
  grow() {
    const before = this.leaves;
    const leaves = (this.leaves = 2 * before);
    if (this.taken.length < 2 * leaves) {
      const larger = new Int32Array(2 * leaves);
      larger.set(this.taken);
      this.taken = larger;
    }
    const { taken } = this;
    taken.copyWithin(leaves, before, 2 * before);
    taken.fill(ALWAYS, leaves + before, 2 * leaves);
    for (let node = leaves - 1; node; node--) taken[node] = Math.min(/** @type {number} */ (taken[2 * node]), /** @type {number} */ (taken[2 * node + 1]));
  }
}

/**
 * @typedef {Pick<Layout, "items" | "itemRow" | "rowOffsets" | "rowLane"> & {readings: Uint8Array, doings: Uint8Array}} Standing
 *   with, for each row, how many other readings it needs room for, and whether it needs room for acts and events
 */

/** The rows of all lanes, from top to bottom. */
export class Rows {
  /** @param {number} items in all */
  constructor(items) {
    this.count = 0;
    this.items = new Int32Array(items);
    this.itemRow = new Int32Array(items);
    // Allocated at full size, since there are never more rows than items: memory pages are only used when written.
    this.lane = new Int32Array(items);
    this.offsets = new Int32Array(items);
    /** first the number of items in each row, then where the next one is put */
    this.cursor = new Int32Array(items);
    this.readings = new Uint8Array(items);
    this.doings = new Uint8Array(items);
  }

  /** @param {number} more @param {number} lane */
  open(more, lane) {
    const { count } = this;
    this.count += more;
    this.lane.fill(lane, count, this.count);
  }

  /**
   * Puts a lane's agreements into its rows, the last ones opened.
   * @param {{firstRow: number, from: number, count: number}} lane its first row, and where its agreements begin
   * @param {Int32Array} order positions of its agreements, in order of time
   * @param {Int32Array} packed row of each position, counted in the lane
   * @param {{items: Int32Array, tall: Uint8Array}} columns by position
   */
  fill({ firstRow, from, count }, order, packed, { items: treaties, tall }) {
    const { cursor, readings, doings, offsets, items, itemRow } = this;
    for (let at = from; at < from + count; at++) {
      const row = firstRow + /** @type {number} */ (packed[at]);
      const needs = /** @type {number} */ (tall[at]);
      cursor[row] = /** @type {number} */ (cursor[row]) + 1;
      if (needs >> 1 > /** @type {number} */ (readings[row])) readings[row] = needs >> 1;
      if (needs & 1) doings[row] = 1;
    }
    let item = from;
    for (let row = firstRow; row < this.count; row++) {
      offsets[row] = item;
      item += /** @type {number} */ (cursor[row]);
      cursor[row] = /** @type {number} */ (offsets[row]);
    }
    for (let i = 0; i < count; i++) {
      const at = /** @type {number} */ (order[i]);
      const row = firstRow + /** @type {number} */ (packed[at]);
      const place = /** @type {number} */ (cursor[row]);
      cursor[row] = place + 1;
      items[place] = /** @type {number} */ (treaties[at]);
      itemRow[place] = row;
    }
  }

  /** @returns {Standing} */
  columns() {
    const { count, items, itemRow } = this;
    const rowOffsets = new Int32Array(count + 1);
    rowOffsets.set(this.offsets.subarray(0, count));
    rowOffsets[count] = items.length;
    return { items, itemRow, rowOffsets, rowLane: this.lane.subarray(0, count), readings: this.readings.subarray(0, count), doings: this.doings.subarray(0, count) };
  }
}
