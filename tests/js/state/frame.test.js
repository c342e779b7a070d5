import assert from "node:assert/strict";
import { test } from "node:test";
import { Frame } from "../../../static/js/timeline/state/frame.js";

/** A page whose animation frames are triggered by the test. */
function aPage() {
  /** @type {((now: number) => void)[]} */
  const asked = [];
  Object.assign(globalThis, { requestAnimationFrame: (/** @type {(now: number) => void} */ call) => asked.push(call) });
  return { asked, next: () => asked.splice(0).forEach((call) => call(performance.now() + 16)) };
}

test("nothing is asked of the browser when nothing changes", () => {
  const page = aPage();
  let painted = 0;
  const frame = new Frame(() => painted++);
  assert.equal(page.asked.length, 0);
  frame.request();
  page.next();
  assert.deepEqual([painted, page.asked.length], [1, 0]);
});

test("however much changes, it is painted once a frame", () => {
  const page = aPage();
  let painted = 0;
  const frame = new Frame(() => painted++);
  for (let i = 0; i < 50; i++) frame.request();
  assert.equal(page.asked.length, 1);
  page.next();
  assert.equal(painted, 1);
});

test("a movement asks for frames until it is over, and for none after", () => {
  const page = aPage();
  let left = 3;
  let painted = 0;
  const frame = new Frame(() => painted++);
  frame.animate(() => --left > 0);
  for (let i = 0; i < 10; i++) page.next();
  assert.deepEqual([painted, page.asked.length], [3, 0]);
});
