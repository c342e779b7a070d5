/** Decoding packed segments yields to the page, and texts get back the names replaced for sending. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { unpacked } from "../../../static/js/timeline/transport/on-demand.js";
import { spelled } from "../../../static/js/timeline/data/wording.js";

/** @import {Manifest} from "../../../static/js/timeline/types.js" */

/** @type {Manifest} */
const manifest = { format: 2, version: "v", horizon: 20_000, segments: [], parties: [], subjects: [], statuses: [], ours: [], binding: [], dates: [], decideBy: "" };

/** @returns {ArrayBuffer} a segment without an agreement */
function empty() {
  const head = new TextEncoder().encode(JSON.stringify({ format: 2, count: 0, rows: { spans: 0, cycles: 0, marks: 0, dates: 0 }, events: [], sorts: [], lengths: {} }));
  const content = new Uint8Array(4 + head.length);
  new DataView(content.buffer).setUint32(0, head.length, true);
  content.set(head, 4);
  return content.buffer;
}

test("a long unpacking lets the page do what waits", async (context) => {
  let clock = 0;
  context.mock.method(performance, "now", () => (clock += 1_000));
  let served = false;
  setTimeout(() => (served = true));
  setImmediate(() => (served = true));
  const { data } = await unpacked(manifest, Array.from({ length: 3 }, empty));
  assert.equal(data.count, 0);
  assert.ok(served);
});

test("a short unpacking goes through without a pause", async (context) => {
  context.mock.method(performance, "now", () => 0);
  let served = false;
  setImmediate(() => (served = true));
  await unpacked(manifest, Array.from({ length: 3 }, empty));
  assert.ok(!served);
});

test("a name stands wherever its sign stood, and a text with such signs of its own is left as it is", () => {
  const info = ["Iran", "Russia"].map((name) => ({ code: name, name, short: name, kind: "state" }));
  assert.equal(spelled("Air services", [0, 1], info), "Air services");
  assert.equal(spelled("\u0010", [1], info), "Russia");
  assert.equal(spelled("\u0011–\u0010: trade\u0010", [0, 1], info), "Russia–Iran: tradeIran");
  assert.equal(spelled("no \u001b such", [0], info), "no  such");
  assert.equal(spelled("\u001c\u0010 odd", [0], info), "\u0010 odd");
});

test("a segment is unpacked as soon as it has come, not when all have", async (context) => {
  const opened = context.mock.method(JSON, "parse");
  /** @type {(content: ArrayBuffer) => void} */
  let arrives = () => undefined;
  const second = /** @type {Promise<ArrayBuffer>} */ (new Promise((resolve) => (arrives = resolve)));
  const whole = unpacked(manifest, [empty(), second]);
  assert.equal(opened.mock.callCount(), 1);
  arrives(empty());
  await whole;
  assert.equal(opened.mock.callCount(), 2);
});
