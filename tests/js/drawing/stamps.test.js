import assert from "node:assert/strict";
import { test } from "node:test";
import { Stamps } from "../../../static/js/timeline/drawing/stamps.js";
import { dice } from "../build.js";

/** A context that only records which stamps were put where, and around which point a ring was drawn on each. */
function remembering() {
  /** @type {{stamp: object, left: number, top: number}[]} */
  const put = [];
  /** @type {WeakMap<object, [number, number]>} */
  const middles = new WeakMap();
  let made = 0;
  const scale = 2;
  const document = {
    createElement: () => {
      made++;
      const canvas = {};
      const ink = new Proxy({}, { get: (_, name) => (name === "arc" ? (/** @type {number} */ x, /** @type {number} */ y) => void middles.set(canvas, [x * scale, y * scale]) : () => {}), set: () => true });
      return Object.assign(canvas, { getContext: () => ink });
    },
  };
  const context = {
    getTransform: () => ({ a: scale, e: 30, f: -7.5 }), save() {}, restore() {}, resetTransform() {},
    drawImage: (/** @type {object} */ stamp, /** @type {number} */ left, /** @type {number} */ top) => void put.push({ stamp, left, top }),
  };
  return { put, middles, document, context: /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (context)), scale, made: () => made };
}

test("a stamped mark stands within an eighth of a pixel of its place, and is drawn no more than sixteen times", () => {
  const seen = remembering();
  const before = globalThis.document;
  Object.assign(globalThis, { document: seen.document });
  try {
    const random = dice(1648);
    const places = Array.from({ length: 300 }, () => [random() * 900 - 100, random() * 500, 6.5]);
    new Stamps(() => "#000").put(seen.context, "ring", places.flat());
    seen.put.forEach(({ stamp, left, top }, i) => {
      const [x = 0, y = 0] = seen.middles.get(stamp) ?? [];
      const [wantedX = 0, wantedY = 0] = places[i] ?? [];
      assert.ok(Number.isInteger(left) && Number.isInteger(top));
      assert.ok(Math.abs(left + x - (wantedX * seen.scale + 30)) <= 0.1251, "across");
      assert.ok(Math.abs(top + y - (wantedY * seen.scale - 7.5)) <= 0.1251, "down");
    });
    assert.equal(seen.put.length, places.length);
    assert.ok(seen.made() <= 16);
  } finally {
    Object.assign(globalThis, { document: before });
  }
});
