/**
 * How long until there is a picture, and how long is a frame? Asked by tests/bench/timeline.py in an
 * uncapped browser, of the chart of the real page with its overview, and of the plain loop.
 */

import { AXIS } from "../../../static/js/timeline/drawing/axis.js";
import { around, panned, zoomedAt } from "../../../static/js/timeline/time/viewport.js";
import { FIRST, generated, HORIZON, TODAY } from "./generated.js";
import { Plain } from "./plain.js";
import { setUp } from "./set-up.js";

/** @import {View} from "../../../static/js/timeline/types.js" */

const YEAR = 365.2425;
const frame = () => new Promise((done) => requestAnimationFrame(done));
const root = /** @type {HTMLElement} */ (document.querySelector("#root"));

/** @param {(view: View) => void} show @param {View[]} views @returns {Promise<{median: number, p95: number}>} ms */
async function paced(show, views) {
  /** @type {number[]} */
  const times = [];
  let before = await frame();
  for (const view of views) {
    show(view);
    const now = await frame();
    times.push(/** @type {number} */ (now) - /** @type {number} */ (before));
    before = now;
  }
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)] ?? 0, p95: times[Math.floor(times.length * 0.95)] ?? 0 };
}

/** @param {(view: View) => void} show */
async function gestures(show, steps = 120) {
  const wide = { start: FIRST, end: HORIZON };
  const near = around(TODAY, TODAY + 5 * YEAR, 0);
  const moving = (/** @type {View} */ view) => Array.from({ length: steps }, (_, i) => panned(view, -i * 8 * (view.end - view.start) / 1400));
  return {
    wide: await paced(show, moving(wide)),
    near: await paced(show, moving(near)),
    zoom: await paced(show, Array.from({ length: 60 }, (_, i) => zoomedAt(wide, Math.pow(30 / (130 * YEAR), i / 60), TODAY))),
  };
}

/** @param {number} count @param {"pair" | "party" | "subject" | "status"} by */
async function chart(count, by) {
  const data = generated(count);
  const begun = performance.now();
  const made = setUp(root, data, { day: TODAY, now: TODAY, asOf: false }, { by, view: { start: FIRST, end: HORIZON } });
  made.frame.request();
  await frame();
  await frame();
  const first = performance.now() - begun;
  const show = (/** @type {View} */ view) => void made.store.update({ view });
  const moved = await gestures(show);
  const scrolled = await paced((view) => void made.store.update({ top: view.start }), Array.from({ length: 120 }, (_, i) => ({ start: i * 40, end: 0 })));
  made.store.update({ view: { start: FIRST, end: HORIZON }, top: 0 });
  await frame();
  await frame();
  const asked = performance.now();
  const hits = Array.from({ length: 200 }, (_, i) => made.hit((i * 67) % 1400, AXIS + ((i * 37) % 700))).filter(Boolean).length;
  const hit = (performance.now() - asked) / 200;
  const before = performance.now();
  made.store.update({ search: "Party AH" });
  await frame();
  const filter = performance.now() - before;
  return { first, ...moved, scroll: scrolled, hit, hits, filter, rows: made.layout.rowY.length, lanes: made.layout.lanes.length, boxes: (made.scene?.boxes.length ?? 0) / 5 };
}

/** @param {number} count */
async function plain(count) {
  const data = generated(count);
  const canvas = document.createElement("canvas");
  const begun = performance.now();
  root.replaceChildren(canvas);
  const made = new Plain(canvas, data);
  made.paint({ start: FIRST, end: HORIZON });
  await frame();
  await frame();
  const first = performance.now() - begun;
  return { first, ...(await gestures((view) => made.paint(view), count > 100_000 ? 20 : 60)) };
}

Object.assign(window, { measured: { chart, plain } });
