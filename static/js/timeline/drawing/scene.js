/**
 * What is painted now? Takes the state and the layout, leaves out what is off screen, and returns
 * layers of primitives and the boxes for hit testing. Pure: no canvas here.
 */

import { upperBound } from "../data/binary-search.js";
import { agreements, figure, outsideInWords } from "../data/wording.js";
import { firstWithin } from "../layout/outside.js";
import { headOf, outsideIn, tellsOutside } from "../layout/reading-order.js";
import { fitted, fittedEach, isolated, Line } from "../layout/text-fit.js";
import { shortDate } from "../time/civil-days.js";
import { xOf } from "../time/viewport.js";
import { drawAgreement } from "./agreement-row.js";
import { drawAxis, AXIS } from "./axis.js";
import { layer, line, mark, rect, text } from "./primitives.js";

/** @import {Chronology, Hit, Layer, Layout, Reference, Ruler, Scene, State} from "../types.js" */
/** @import {Pen} from "./agreement-row.js" */

/** px before and after the words on what lies outside the window, with their caret. */
const OUTSIDE_ROOM = 38;

/** The days covered by a closed lane's bars, cached when it is first drawn. @type {WeakMap<Layout["lanes"][number], number[]>} */
const covers = new WeakMap();

/**
 * The days that any of these agreements covers, as runs that do not touch.
 * @param {Pick<Chronology, "first" | "last">} data @param {Int32Array} treaties
 * @returns {number[]} first and last day in turn
 */
export function coverOf({ first, last }, treaties) {
  const order = treaties.slice().sort((a, b) => (first[a] ?? 0) - (first[b] ?? 0));
  /** @type {number[]} */
  const runs = [];
  for (const treaty of order) {
    const [from, until] = [first[treaty] ?? 0, last[treaty] ?? 0];
    const end = runs.length - 1;
    if (end > 0 && from <= (runs[end] ?? 0)) runs[end] = Math.max(runs[end] ?? 0, until);
    else runs.push(from, until);
  }
  return runs;
}

/**
 * @param {{data: Chronology, layout: Layout, state: State, ruler: Ruler, reference: Reference}} input
 * @returns {Scene}
 */
export function sceneOf({ data, layout, state, ruler, reference }) {
  const { view, width, height, top } = state;
  const ground = layer("ground", 0);
  const bars = layer("bars", AXIS);
  const today = layer("today", 0);
  // Below marks and text, so that an outline never crosses them.
  const outlines = layer("outlines", AXIS);
  const marks = layer("marks", AXIS);
  const labels = layer("labels", AXIS);
  const heads = layer("heads", AXIS);
  const axis = layer("axis", 0);
  const overlay = layer("overlay", AXIS);
  /** @type {number[]} */
  const boxes = [];
  /** @type {Hit[]} */
  const hits = [];
  /** @type {number[]} */
  const places = [];
  drawAxis({ ground, today, axis }, { view, width, height, ruler, reference });

  /** @type {Pen} */
  const pen = {
    data, width, ruler, perDay: width / (view.end - view.start), day: reference.day, metrics: layout.metrics, layers: { bars, marks, labels },
    at: (day) => Math.max(-60, Math.min(width + 60, xOf(view, width, day))),
    touch: (x0, y0, x1, y1, hit) => {
      if (y1 > AXIS) boxes.push(x0, y0, x1, y1, hits.push(hit) - 1);
    },
  };
  const offset = AXIS - top;
  const firstLane = Math.max(0, upperBound(layout.lanes, top, (lane) => lane.y) - 1);
  for (let l = firstLane; l < layout.lanes.length; l++) {
    const lane = /** @type {NonNullable<typeof layout.lanes[number]>} */ (layout.lanes[l]);
    if (lane.y + offset > height) break;
    // A head stands at the top while anything of its lane is in sight.
    const inSight = lane.y + offset + lane.height > AXIS;
    if (inSight && tellsOutside(lane)) places.push(outsideIn(l));
    if (lane.closed) {
      drawClosed(pen, layout, l, lane.y + offset);
      if (inSight) places.push(headOf(l));
    } else drawRows(pen, { layout, state, lane: l, offset, places, outlines });
    if (layout.heads) drawHead(heads, pen, { layout, lane: l, y: lane.y + offset, focus: state.focus });
  }
  drawScrollbar(overlay, layout, state);
  return { width, height, hatchShift: xOf(view, width, 0) % 4096, layers: [ground, bars, today, outlines, marks, labels, heads, axis, overlay], boxes, hits, places };
}

/** @param {Pen} pen @param {{layout: Layout, state: State, lane: number, offset: number, places: number[], outlines: Layer}} options */
function drawRows(pen, { layout, state, lane, offset, places, outlines }) {
  const { firstShown, party, unfolded } = /** @type {NonNullable<typeof layout.lanes[number]>} */ (layout.lanes[lane]);
  const rows = layout.shown.subarray(firstShown, layout.lanes[lane + 1]?.firstShown);
  for (let at = Math.max(0, upperBound(rows, state.top, (row) => layout.rowY[row] ?? 0) - 1); at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const y = (layout.rowY[row] ?? 0) + offset;
    if (y > state.height) return;
    const upper = new Line();
    const lower = new Line();
    const [from, to] = [layout.rowOffsets[row] ?? 0, layout.rowOffsets[row + 1] ?? 0];
    let drawn = false;
    const seen = firstWithin(layout, pen.data, from, to, state.view);
    for (let item = seen; item < to; item++) {
      const treaty = layout.items[item] ?? 0;
      if ((pen.data.first[treaty] ?? 0) > state.view.end) break;
      const next = layout.items[item + 1] ?? -1;
      const since = item > from ? pen.at(pen.data.last[layout.items[item - 1] ?? 0] ?? 0) : -60;
      const until = item + 1 < to ? pen.at(pen.data.first[next] ?? 0) : pen.width + 60;
      if (state.focus === item || state.hover === item || isSelected(pen.data, treaty, state)) outline(outlines, pen, { layout, row, y, treaty, item, state });
      drawAgreement(pen, { item, treaty, party, y, tall: layout.rowHeight[row] ?? 0, upper, lower, until, since });
      drawn = true;
      if (y + (layout.rowHeight[row] ?? 0) > AXIS) places.push(item);
    }
    if (drawn) continue;
    drawAway(pen, layout, { y, before: Math.min(seen, to) - 1, next: seen, from, to });
    // The reader has asked for what lies outside the window.
    if (unfolded && y + (layout.rowHeight[row] ?? 0) > AXIS) for (let item = from; item < to; item++) places.push(item);
  }
}

/**
 * A row with nothing in view points to its nearest agreement.
 * @param {Pen} pen @param {Layout} layout
 * @param {{y: number, before: number, next: number, from: number, to: number}} row items
 */
function drawAway(pen, layout, { y, before, next, from, to }) {
  const item = before >= from ? before : next;
  if (item >= to) return;
  const name = isolated(pen.data.strings.at(pen.data.title[layout.items[item] ?? 0] ?? 0) ?? "");
  const treaty = layout.items[item] ?? 0;
  const more = before >= from && before > from ? ` and ${figure(before - from)} before` : before < from && to - next > 1 ? ` and ${figure(to - next - 1)} after` : "";
  const words = before >= from ? `‹ ${name}, until ${shortDate(pen.data.last[treaty] ?? 0)}${more}` : `${name}, from ${shortDate(pen.data.first[treaty] ?? 0)}${more} ›`;
  const label = fitted(pen.ruler, words, "small", pen.width - 24);
  const wide = pen.ruler.measure(label, "small");
  const x = before >= from ? 8 : pen.width - wide - 12;
  text(pen.layers.labels, "away", x, y + layout.metrics.title - layout.metrics.base, label);
  pen.touch(x, y, x + wide, y + layout.metrics.title, { kind: "item", item, mark: -1 });
}

/** @param {Chronology} data @param {number} treaty @param {State} state */
function isSelected(data, treaty, state) {
  return state.selected !== "" && data.strings.at(data.slug[treaty] ?? 0) === state.selected;
}

/** @param {Layer} outlines @param {Pen} pen @param {{layout: Layout, row: number, y: number, treaty: number, item: number, state: State}} options */
function outline(outlines, pen, { layout, row, y, treaty, item, state }) {
  const x0 = Math.max(2, pen.at(pen.data.first[treaty] ?? 0) - 8);
  const x1 = Math.min(pen.width - 2, pen.at((pen.data.last[treaty] ?? 0) + 1) + 8);
  const style = isSelected(pen.data, treaty, state) ? "selected" : state.focus === item ? "focus" : "hover";
  rect(outlines, style, x0, y - 2, Math.max(x1, x0 + 12) - x0, (layout.rowHeight[row] ?? 0) - 2);
}

/** A closed lane: all its bars on one thin line. @param {Pen} pen @param {Layout} layout @param {number} l @param {number} y */
function drawClosed(pen, layout, l, y) {
  const lane = layout.lanes[l];
  if (!lane) return;
  let runs = covers.get(lane);
  if (!runs) covers.set(lane, (runs = coverOf(pen.data, layout.items.subarray(lane.firstItem, lane.firstItem + lane.count))));
  for (let i = 0; i < runs.length; i += 2) {
    const x0 = pen.at(runs[i] ?? 0);
    const x1 = pen.at(runs[i + 1] ?? 0);
    if (x1 > 0 && x0 < pen.width) rect(pen.layers.bars, "density", x0, y + lane.height - 4, Math.max(1, x1 - x0), 3);
  }
}

/** The head sticks below the axis while any of its lane is visible. @param {Layer} heads @param {Pen} pen @param {{layout: Layout, lane: number, y: number, focus: number}} options */
function drawHead(heads, pen, { layout, lane: l, y, focus }) {
  const lane = layout.lanes[l];
  if (!lane) return;
  const tall = layout.metrics.laneHead;
  const stuck = Math.min(Math.max(y, AXIS), y + lane.height - tall);
  if (stuck + tall < AXIS) return;
  const body = lane.closed ? tall - 5 : tall - Math.max(2, layout.metrics.after);
  rect(heads, "lane", 0, stuck, pen.width, body);
  line(heads, "rule", 0, stuck, pen.width, stuck);
  const middle = stuck + body / 2;
  mark(heads, lane.closed ? "caret-closed" : "caret-open", 13, middle, 4);
  const outside = tellsOutside(lane) ? outsideInWords(lane) : "";
  const beside = outside ? pen.ruler.measure(outside, "small") + OUTSIDE_ROOM : 0;
  const words = agreements(lane.count);
  const count = pen.ruler.measure(lane.short, "lane") + pen.ruler.measure(words, "small") + beside + 52 < pen.width ? words : figure(lane.count);
  const room = pen.width - 52 - pen.ruler.measure(count, "small") - beside;
  const label = fittedEach(pen.ruler, pen.ruler.measure(lane.label, "lane") > room ? lane.short : lane.label, "lane", room);
  const wide = pen.ruler.measure(label, "lane");
  const counted = 24 + wide + 10 + pen.ruler.measure(count, "small");
  const long = counted + beside;
  // The reference line continues through the head, else closed lanes would turn it into dots; it leaves out the text.
  const now = pen.at(pen.day);
  if (now > long + 4 && now < pen.width) line(heads, "today", now, stuck, now, stuck + body);
  text(heads, "lane", 24, middle + 4.5, label);
  if (counted + 2 < pen.width) text(heads, "lane-count", 24 + wide + 10, middle + 4, count);
  if (focus === headOf(l)) rect(heads, "focus", 2, stuck + 2, pen.width - 4, body - 3);
  pen.touch(0, stuck, pen.width, stuck + body, { kind: "lane", lane: l });
  if (!outside) return;
  mark(heads, lane.unfolded ? "caret-open" : "caret-closed", counted + 20, middle, 3);
  text(heads, "outside", counted + 28, middle + 4, outside);
  if (focus === outsideIn(l)) rect(heads, "focus", counted + 10, stuck + 2, beside - 4, body - 3);
  pen.touch(counted + 8, stuck, long + 8, stuck + body, { kind: "outside", lane: l });
}

/** @param {Layer} overlay @param {Layout} layout @param {State} state */
function drawScrollbar(overlay, layout, state) {
  const visible = state.height - AXIS;
  if (layout.height <= visible + 1) return;
  const tall = Math.max(24, (visible / layout.height) * visible);
  const y = AXIS + (state.top / (layout.height - visible)) * (visible - tall);
  rect(overlay, "thumb", state.width - 6, y + 1, 4, tall - 2);
}
