/**
 * Where do years, months and days begin? Ticks are at real calendar units, from centuries to days,
 * chosen so that their labels fit side by side.
 */

import { civilOf, dayOf, shortMonth, weekdayOf, MONTHS, WEEKDAYS } from "./civil-days.js";

/** @import {View} from "../types.js" */

/**
 * @typedef {"day" | "week" | "month" | "year"} Unit
 * @typedef {{unit: Unit, step: number, days: number, sample: string}} Rung
 * @typedef {{day: number, label: string}} Tick
 * @typedef {{start: number, end: number, label: string, short: string}} Era a longer unit around the ticks
 * @typedef {{rung: Rung, ticks: Tick[], minor: number[], eras: Era[]}} Ticks
 */

/** From the finest to the coarsest. @type {Rung[]} */
export const LADDER = [
  { unit: "day", step: 1, days: 1, sample: "Wed 30" },
  { unit: "week", step: 1, days: 7, sample: "30 Nov" },
  { unit: "month", step: 1, days: 28, sample: "May" },
  { unit: "month", step: 3, days: 90, sample: "May" },
  { unit: "year", step: 1, days: 365, sample: "2000" },
  { unit: "year", step: 2, days: 730, sample: "2000" },
  { unit: "year", step: 5, days: 1826, sample: "2000" },
  { unit: "year", step: 10, days: 3652, sample: "2000" },
  { unit: "year", step: 20, days: 7304, sample: "2000" },
  { unit: "year", step: 50, days: 18262, sample: "2000" },
  { unit: "year", step: 100, days: 36524, sample: "2000" },
  { unit: "year", step: 200, days: 73048, sample: "2000" },
  { unit: "year", step: 500, days: 182621, sample: "2000" },
];
const LABEL_GAP = 22;
const MINOR_PX = 7;

/**
 * @param {View} view
 * @param {number} width px
 * @param {(text: string) => number} measure px of a label
 * @returns {Ticks}
 */
export function ticksOf(view, width, measure) {
  const perDay = width / (view.end - view.start);
  const fits = (/** @type {Rung} */ rung) => rung.days * perDay >= measure(rung.sample) + LABEL_GAP;
  const found = LADDER.findIndex(fits);
  const position = found < 0 ? LADDER.length - 1 : found;
  const rung = /** @type {Rung} */ (LADDER[position]);
  const finer = LADDER.find((other, p) => p < position && other.days * perDay >= MINOR_PX && nests(other, rung));
  return {
    rung,
    ticks: begins(rung, view).map((day) => ({ day, label: labelOf(rung, day) })),
    minor: finer ? begins(finer, view) : [],
    eras: erasOf(rung, view),
  };
}

/** Weeks do not begin with months, so they are no subdivision of them. @param {Rung} fine @param {Rung} coarse */
function nests(fine, coarse) {
  return fine.unit === coarse.unit ? coarse.step % fine.step === 0 : fine.unit !== "week";
}

/**
 * The first days of the units that touch the view; the first may lie before it.
 * @param {{unit: Unit, step: number}} rung @param {View} view @returns {number[]}
 */
export function begins({ unit, step }, view) {
  const days = [];
  if (unit === "day" || unit === "week") {
    const length = unit === "week" ? 7 : step;
    let day = Math.floor(view.start);
    if (unit === "week") day -= weekdayOf(day);
    for (; day <= view.end; day += length) days.push(day);
    return days;
  }
  const from = civilOf(Math.floor(view.start));
  if (unit === "month") {
    let index = from.year * 12 + Math.floor((from.month - 1) / step) * step;
    for (; ; index += step) {
      const day = dayOf(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1);
      if (day > view.end) return days;
      days.push(day);
    }
  }
  for (let year = Math.floor(from.year / step) * step; ; year += step) {
    const day = dayOf(year, 1, 1);
    if (day > view.end) return days;
    days.push(day);
  }
}

/** @param {Rung} rung @param {number} day @returns {string} */
function labelOf({ unit }, day) {
  const { year, month, day: ofMonth } = civilOf(day);
  if (unit === "year") return yearLabel(year);
  if (unit === "month") return shortMonth(month);
  return unit === "week" ? `${ofMonth} ${shortMonth(month)}` : `${WEEKDAYS[weekdayOf(day)]} ${ofMonth}`;
}

/** @param {number} year astronomical @returns {string} */
function yearLabel(year) {
  return year > 0 ? String(year) : `${1 - year} BC`;
}

/**
 * The longer units written above the ticks: months above days, years above months, and so on.
 * @param {Rung} rung @param {View} view @returns {Era[]}
 */
function erasOf(rung, view) {
  /** @type {{unit: Unit, step: number}} */
  let above;
  if (rung.unit === "day" || rung.unit === "week") above = { unit: "month", step: 1 };
  else if (rung.unit === "month") above = { unit: "year", step: 1 };
  else if (rung.step <= 2) above = { unit: "year", step: 10 };
  else if (rung.step <= 50) above = { unit: "year", step: 100 };
  else return [];
  const starts = begins(above, view);
  return starts.map((start, i) => {
    const { year, month } = civilOf(start);
    const next = above.unit === "month" ? dayOf(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) : dayOf(year + above.step, 1, 1);
    return { start, end: starts[i + 1] ?? next, ...eraNames(above, year, month) };
  });
}

/** @param {{unit: Unit, step: number}} above @param {number} year @param {number} month */
function eraNames({ unit, step }, year, month) {
  if (unit === "month") return { label: `${MONTHS[month - 1]} ${year}`, short: `${shortMonth(month)} ${year}` };
  if (step === 1) return { label: yearLabel(year), short: yearLabel(year) };
  return { label: `${year}s`, short: `${year}s` };
}
