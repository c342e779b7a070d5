import assert from "node:assert/strict";
import { test } from "node:test";
import { hitAt, hitIndex } from "../../../static/js/timeline/drawing/hit-index.js";
import { dice } from "../build.js";

/** @param {number[]} boxes @param {number} x @param {number} y */
function bruteForce(boxes, x, y) {
  let found = -1;
  for (let i = 0; i < boxes.length; i += 5) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, id = -1] = boxes.slice(i, i + 5);
    if (x >= x0 && x <= x1 && y >= y0 && y <= y1) found = id;
  }
  return found;
}

test("the index finds what looking at every box finds, the topmost", () => {
  const random = dice(2001);
  for (let round = 0; round < 20; round++) {
    const [width, height] = [200 + random() * 1500, 100 + random() * 900];
    /** @type {number[]} */
    const boxes = [];
    for (let id = 0; id < 400; id++) {
      const [x, y] = [random() * width * 1.2 - width * 0.1, random() * height * 1.2 - height * 0.1];
      boxes.push(x, y, x + random() * (id % 7 ? 60 : width), y + random() * 40, id);
    }
    const index = hitIndex(boxes, width, height);
    for (let i = 0; i < 500; i++) {
      const [x, y] = [random() * width, random() * height];
      assert.equal(hitAt(index, x, y), bruteForce(boxes, x, y));
    }
    for (let box = 0; box < 100; box++) {
      const [x, y] = [boxes[box * 5] ?? 0, boxes[box * 5 + 1] ?? 0];
      if (x >= 0 && y >= 0 && x < width && y < height) assert.equal(hitAt(index, x, y), bruteForce(boxes, x, y), "on a corner");
    }
  }
});

test("nothing is hit where nothing is", () => {
  assert.equal(hitAt(hitIndex([], 100, 100), 5, 5), -1);
  assert.equal(hitAt(hitIndex([10, 10, 20, 20, 7], 100, 100), 50, 50), -1);
});
