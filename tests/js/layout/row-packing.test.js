import assert from "node:assert/strict";
import { test } from "node:test";
import { Packer, Sorter } from "../../../static/js/timeline/layout/row-packing.js";
import { dice } from "../build.js";

const packer = new Packer();
const sorter = new Sorter();
/** @param {Int32Array} first @param {Int32Array} last */
const inOrder = (first, last) => [...sorter.sort(first, last, 0, first.length).subarray(0, first.length)];

/** @param {number[]} first @param {number[]} last @param {number} room @returns {number[][]} treaties of each row */
function pack(first, last, room) {
  const columns = [Int32Array.from(first), Int32Array.from(last)];
  const [from, until] = /** @type {[Int32Array, Int32Array]} */ (columns);
  const order = inOrder(from, until);
  const rows = new Int32Array(first.length);
  const count = packer.pack(from, until, Int32Array.from(order), order.length, room, rows);
  /** @type {number[][]} */
  const found = Array.from({ length: count }, () => []);
  order.forEach((treaty) => found[rows[treaty] ?? 0]?.push(treaty));
  return found;
}

test("the order of time is that of beginnings, then ends, then the register, from year -9999 to 9999", () => {
  const random = dice(2100);
  for (const wide of [3, 400, 70_000, 8_000_000]) {
    for (const count of [0, 1, 39, 40, 41, 3000]) {
      const first = Int32Array.from({ length: count }, () => Math.floor((random() - 0.5) * wide));
      const last = first.map((start) => start + Math.floor(random() * wide));
      const expected = Array.from(first.keys()).sort((a, b) => (first[a] ?? 0) - (first[b] ?? 0) || (last[a] ?? 0) - (last[b] ?? 0) || a - b);
      assert.deepEqual(inOrder(first, last), expected);
    }
  }
});

test("agreements packed into one row never overlap in time, on random data", () => {
  const random = dice(1648);
  for (let round = 0; round < 30; round++) {
    const count = 1 + Math.floor(random() * 200);
    const first = Array.from({ length: count }, () => Math.floor(random() * 100000) - 50000);
    const last = first.map((start) => start + Math.floor(random() * 8000));
    const rows = pack(first, last, 500);
    assert.equal(rows.flat().length, count);
    assert.equal(new Set(rows.flat()).size, count);
    for (const row of rows) {
      for (let i = 1; i < row.length; i++) {
        const [a, b] = [row[i - 1] ?? 0, row[i] ?? 0];
        assert.ok((first[b] ?? 0) > (last[a] ?? 0), "overlap");
        assert.ok((first[b] ?? 0) > (first[a] ?? 0) + 500, "no room for the name");
      }
    }
  }
});

test("each agreement stands in the first row that is free, on random data", () => {
  const random = dice(1713);
  for (let round = 0; round < 30; round++) {
    const first = Array.from({ length: 1 + Math.floor(random() * 400) }, () => Math.floor(random() * 20000));
    const last = first.map((start) => start + Math.floor(random() * 6000));
    /** @type {number[]} */
    const free = [];
    const expected = first.map((_, t) => t).sort((a, b) => (first[a] ?? 0) - (first[b] ?? 0) || (last[a] ?? 0) - (last[b] ?? 0) || a - b).map((t) => {
      let row = free.findIndex((until) => until < (first[t] ?? 0));
      if (row < 0) row = free.length;
      free[row] = Math.max(last[t] ?? 0, (first[t] ?? 0) + 300);
      return [t, row];
    });
    const rows = pack(first, last, 300);
    assert.deepEqual(rows.flatMap((row, r) => row.map((t) => [t, r])).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)), expected.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)));
  }
});

test("agreements that follow each other share a row", () => {
  assert.deepEqual(pack([0, 1000, 2000], [900, 1900, 2900], 10), [[0, 1, 2]]);
});
