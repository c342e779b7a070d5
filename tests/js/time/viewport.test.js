import assert from "node:assert/strict";
import { test } from "node:test";
import { between, clampedTop, clampedView, dayAt, xOf, zoomedAt } from "../../../static/js/timeline/time/viewport.js";
import { dice } from "../build.js";

const LIMITS = { min: -100000, max: 50000, minSpan: 1 };

test("no wish leads out of the limits or below a day, on random wishes", () => {
  const random = dice(7);
  for (let i = 0; i < 5000; i++) {
    const start = (random() - 0.5) * 1e6;
    const view = clampedView({ start, end: start + (random() - 0.2) * 10 ** (random() * 7 - 1) }, LIMITS);
    assert.ok(view.start >= LIMITS.min - 1e-6 && view.end <= LIMITS.max + 1e-6);
    assert.ok(view.end - view.start >= 1 - 1e-6);
  }
});

test("what is no number does not get in", () => {
  for (const view of [{ start: NaN, end: 1 }, { start: 0, end: Infinity }, { start: 5, end: 5 }]) {
    const clamped = clampedView(view, LIMITS);
    assert.ok(Number.isFinite(clamped.start) && clamped.end > clamped.start);
  }
});

test("a lawful view stays as it is", () => {
  assert.deepEqual(clampedView({ start: 10.25, end: 300.5 }, LIMITS), { start: 10.25, end: 300.5 });
});

test("panning into the wall keeps the length of the view", () => {
  assert.deepEqual(clampedView({ start: 49000, end: 51000 }, LIMITS), { start: 48000, end: 50000 });
});

test("the day under the pointer stays there while zooming", () => {
  const view = { start: 1000, end: 5000 };
  const day = dayAt(view, 800, 300);
  assert.ok(Math.abs(xOf(zoomedAt(view, 0.37, day), 800, day) - 300) < 1e-9);
});

test("pixels and days are two names of one place", () => {
  const view = { start: -719162, end: 47847 };
  for (let x = 0; x <= 1440; x += 7) assert.ok(Math.abs(xOf(view, 1440, dayAt(view, 1440, x)) - x) < 1e-6);
});

test("one cannot scroll above the first row or below the last", () => {
  assert.equal(clampedTop(-5, 1000, 400), 0);
  assert.equal(clampedTop(900, 1000, 400), 600);
  assert.equal(clampedTop(50, 300, 400), 0);
});

test("a movement begins and ends where it should", () => {
  const [a, b] = [{ start: 0, end: 100 }, { start: 5000, end: 5010 }];
  for (const [t, goal] of /** @type {const} */ ([[0, a], [1, b]])) {
    const view = between(a, b, t);
    assert.ok(Math.abs(view.start - goal.start) < 1e-6 && Math.abs(view.end - goal.end) < 1e-6);
  }
});
