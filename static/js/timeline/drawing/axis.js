/**
 * How are the days named along the top? Draws the ticks, the longer units above them, the grid below
 * and the line of the reference day with its date, into the layers of a scene.
 */

import { Line } from "../layout/text-fit.js";
import { shortDate } from "../time/civil-days.js";
import { ticksOf } from "../time/ticks.js";
import { xOf } from "../time/viewport.js";
import { text, line, rect } from "./primitives.js";

/** @import {Layer, Reference, Ruler, View} from "../types.js" */

/** Heights of the two lines of the axis, px. */
export const AXIS = 44;
const ERA_BASELINE = 16;
const TICK_BASELINE = 35;
/** How far the flag extends past its line on the short side, px. */
const FLAG_LAP = 6;

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
  const placed = eras.map((era) => ({ era, place: { left: at(era.start), right: at(era.end), width, ruler } }));
  drawReference({ today, axis }, upper, placed.map(({ era, place }) => eraBox(era, place)), { at, width, height, ruler, reference });
  for (const { era, place } of placed) drawEra(axis, upper, era, place);
  for (const era of eras) if (at(era.start) > 0) line(ground, "grid-strong", at(era.start), AXIS, at(era.start), height);
  const lower = new Line();
  for (const tick of ticks) {
    const x = at(tick.day);
    const long = ruler.measure(tick.label, "tick");
    line(axis, "tick", x, AXIS - 6, x, AXIS);
    // The label is beside its line, where the unit begins; a unit that began off screen gets none.
    if (x >= -1 && x + 4 + long < width - 2 && lower.take(x, x + long + 8)) text(axis, "tick", x + 4, TICK_BASELINE, tick.label, true);
  }
  for (const day of minor) if (at(day) > 0) line(axis, "tick-minor", at(day), AXIS - 3, at(day), AXIS);
  line(axis, "rule", 0, AXIS, width, AXIS);
}

/** @typedef {{left: number, right: number, width: number, ruler: Ruler}} EraPlace */
/** @typedef {{label: string, short: string}} EraName */

/** @param {EraPlace} place @returns {{from: number, until: number}} px range in which its name may be placed */
function roomOf({ left, right, width }) {
  return { from: Math.max(left, 0) + 4, until: Math.min(right, width) - 6 };
}

/** Where its name goes if nothing is in the way. @param {EraName} era @param {EraPlace} place @returns {[number, number]} px */
function eraBox(era, place) {
  const { from, until } = roomOf(place);
  const long = [era.label, era.short].map((label) => place.ruler.measure(label, "era")).find((wide) => from + wide <= until) ?? 0;
  return [from - 4, long ? from + long + 4 : from - 4];
}

/** @param {Layer} axis @param {Line} upper @param {EraName} era @param {EraPlace} place */
function drawEra(axis, upper, era, place) {
  const { from, until } = roomOf(place);
  // Not across the flag, which is already placed.
  if (place.left > 0 && upper.isFree(place.left, place.left + 1)) line(axis, "tick", place.left, 4, place.left, 20);
  for (const label of [era.label, era.short]) {
    const long = place.ruler.measure(label, "era");
    // The name moves aside for the reference day's date, within its own unit.
    for (let x = from; x + long <= until; x += 24) {
      if (upper.take(x - 4, x + long + 4)) return text(axis, "era", x, ERA_BASELINE, label);
    }
  }
}

/**
 * The line of the reference day and its flag, placed on the side where it hides no year or month name.
 * @param {{today: Layer, axis: Layer}} layers @param {Line} upper @param {[number, number][]} names px of the eras' names
 * @param {{at: (day: number) => number, width: number, height: number, ruler: Ruler, reference: Reference}} options
 */
function drawReference({ today, axis }, upper, names, { at, width, height, ruler, reference }) {
  if (reference.asOf && reference.now !== reference.day) {
    const x = at(reference.now);
    if (x >= 0 && x <= width) line(today, "now", x, AXIS, x, height);
  }
  const x = at(reference.day);
  if (x < -1 || x > width + 1) return;
  const label = `${reference.asOf ? "As of" : "Today"} ${shortDate(reference.day)}`;
  const wide = ruler.measure(label, "today") + 12;
  const within = (/** @type {number} */ left) => Math.max(2, Math.min(width - wide - 2, left));
  const places = [x - wide / 2, x - FLAG_LAP, x - wide + FLAG_LAP].map(within);
  const left = places.find((one) => names.every(([from, until]) => until < one - 1 || from > one + wide + 1)) ?? within(x - wide / 2);
  upper.take(left - 1, left + wide + 1);
  line(today, "today", x, AXIS, x, height);
  line(axis, "today", x, 20, x, AXIS);
  rect(axis, "today", left, 3, wide, 18);
  text(axis, "today", left + 6, ERA_BASELINE, label);
}
