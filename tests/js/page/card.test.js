import assert from "node:assert/strict";
import { test } from "node:test";
import { topOf } from "../../../static/js/timeline/page/card.js";

const TALL = 80;

test("the card stands below its bar, inside the chart", () => {
  assert.equal(topOf(TALL, { top: 100, bottom: 130 }, { height: 400, window: 900, at: 200 }), 140);
});

test("near the lower edge it stands above its bar", () => {
  assert.equal(topOf(TALL, { top: 300, bottom: 330 }, { height: 400, window: 900, at: 200 }), 210);
});

test("where the window ends before the chart does, it stands above its bar, too", () => {
  assert.equal(topOf(TALL, { top: 300, bottom: 330 }, { height: 900, window: 560, at: 200 }), 210);
});

test("in a chart of one lane it goes over the edge of the chart and stays in the window", () => {
  assert.equal(topOf(TALL, { top: 60, bottom: 90 }, { height: 120, window: 900, at: 200 }), 100);
  assert.equal(topOf(TALL, { top: 60, bottom: 90 }, { height: 120, window: 330, at: 200 }), -30);
});
