/**
 * How are the days named along the top? Draws the ticks, the longer units above them, the grid below
 * and the line of the reference day with its date, into the layers of a scene.
 */

import { shortDate } from "./civil-days.js";
import { Line } from "./labels.js";
import { ticksOf } from "./ticks.js";
import { text, line, rect } from "./primitives.js";
import { xOf } from "./viewport.js";

/** @import {Layer, Reference, Ruler, View} from "./types.js" */

/** Heights of the two lines of the axis, px. */
export const AXIS = 44;
const ERA_BASELINE = 16;
const TICK_BASELINE = 35;

/**
 * @param {{ground: Layer, today: Layer, axis: Layer}} layers
 * @param {{view: View, width: number, height: number, ruler: Ruler, reference: Reference}} options
 */
export function drawAxis({ ground, today, axis }, { view, width, height, ruler, reference }) {
  const at = (/** @type {number} */ day) => xOf(view, width, day);
  const { ticks, minor, eras } = ticksOf(view, width, (label) => ruler.measure(label, "tick"));
  const now = at(reference.day);
  if (now < width) rect(ground, "future", Math.max(0, now), AXIS, width - Math.max(0, now), height - AXIS);
  for (const tick of ticks) if (at(tick.day) > 0) line(ground, "grid", at(tick.day), AXIS, at(tick.day), height);

  rect(axis, "surface", 0, 0, width, AXIS);
  const upper = new Line();
  drawReference({ today, axis }, upper, { at, width, height, ruler, reference });
  for (const era of eras) drawEra(axis, upper, era, { left: at(era.start), right: at(era.end), width, ruler });
  for (const era of eras) if (at(era.start) > 0) line(ground, "grid-strong", at(era.start), AXIS, at(era.start), height);
  const lower = new Line();
  lower.take(now - 3, now + 3);
  for (const tick of ticks) {
    const x = at(tick.day);
    const long = ruler.measure(tick.label, "tick");
    line(axis, "tick", x, AXIS - 6, x, AXIS);
    // Written beside its line, as the unit begins there; the one that began before stays unwritten.
    if (x >= -1 && x + long < width - 2 && lower.take(x, x + long + 8)) text(axis, "tick", x + 4, TICK_BASELINE, tick.label);
  }
  for (const day of minor) if (at(day) > 0) line(axis, "tick-minor", at(day), AXIS - 3, at(day), AXIS);
  line(axis, "rule", 0, AXIS, width, AXIS);
}

/**
 * @param {Layer} axis @param {Line} upper
 * @param {{label: string, short: string}} era
 * @param {{left: number, right: number, width: number, ruler: Ruler}} options
 */
function drawEra(axis, upper, era, { left, right, width, ruler }) {
  const from = Math.max(left, 0) + 4;
  const until = Math.min(right, width) - 6;
  if (left > 0) line(axis, "tick", left, 4, left, 20);
  for (const label of [era.label, era.short]) {
    const long = ruler.measure(label, "era");
    // It moves aside for the reference day's date, as long as it stays within its own unit.
    for (let x = from; x + long <= until; x += 24) {
      if (upper.take(x - 4, x + long + 6)) return text(axis, "era", x, ERA_BASELINE, label);
    }
  }
}

/**
 * @param {{today: Layer, axis: Layer}} layers @param {Line} upper
 * @param {{at: (day: number) => number, width: number, height: number, ruler: Ruler, reference: Reference}} options
 */
function drawReference({ today, axis }, upper, { at, width, height, ruler, reference }) {
  if (reference.asOf && reference.now !== reference.day) {
    const x = at(reference.now);
    if (x >= 0 && x <= width) line(today, "now", x, AXIS, x, height);
  }
  const x = at(reference.day);
  if (x < -1 || x > width + 1) return;
  const label = `${reference.asOf ? "As of" : "Today"} ${shortDate(reference.day)}`;
  const wide = ruler.measure(label, "today") + 12;
  const left = Math.max(2, Math.min(width - wide - 2, x - wide / 2));
  upper.take(left - 4, left + wide + 4);
  line(today, "today", x, AXIS, x, height);
  line(axis, "today", x, 20, x, AXIS);
  rect(axis, "today", left, 3, wide, 18);
  text(axis, "today", left + 6, ERA_BASELINE, label);
}
