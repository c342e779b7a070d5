/**
 * Which marks are drawn, and what are they called? Where space is short, recurring marks are dropped
 * first, then the lighter ones; names go where there is room.
 */

import { MARKS } from "../data/looks.js";
import { NONE } from "../data/tables.js";
import { Line } from "../layout/text-fit.js";
import { markWords } from "./label-texts.js";
import { line, mark, text } from "./primitives.js";

/** @import {Pen, Place} from "./agreement-row.js" */

const MARK_GAP = 2;
/** Recurring marks closer than this are hidden: the joints of the bar show the same, px. */
const CROWDED_PX = 44;
/** If a year is at least this wide, every mark can be named, px. */
const NAME_EACH_PX = 60;
/** Space kept for the scroll bar, px. */
const EDGE = 10;
const RECURRING = new Set(["renewal", "last_notice"]);

/**
 * Heavier marks are placed first; a mark that would touch another is left out.
 * @param {Pen} pen @param {Place} place @param {number} barY centre @param {number} doingsY centre
 */
export function drawMarks(pen, { item, treaty }, barY, doingsY) {
  const { marks } = pen.data;
  const crowded = crowdedKinds(pen, treaty);
  const line1 = new Line();
  const line2 = new Line();
  /** @type {number[]} */
  const rows = [];
  for (let i = marks.from(treaty); i < marks.until(treaty); i++) {
    const x = pen.at(marks.day[i] ?? NONE);
    if (marks.day[i] === NONE || marks.reading[i]) continue;
    if (crowded.has(marks.kind[i] ?? 0)) {
      // The next one due is kept at every zoom.
      if ((marks.day[i] ?? 0) < pen.day || crowded.get(marks.kind[i] ?? 0)) continue;
      crowded.set(marks.kind[i] ?? 0, true);
    }
    if (x > -12 && x < pen.width + 12) rows.push(i);
  }
  const weight = (/** @type {number} */ i) => MARKS[marks.kind[i] ?? 0]?.weight ?? 0;
  rows.sort((a, b) => weight(b) - weight(a) || (marks.day[b] ?? 0) - (marks.day[a] ?? 0));
  /** @type {number[]} */
  const shown = [];
  let first = Infinity;
  let last = -Infinity;
  for (const i of rows) {
    const look = /** @type {NonNullable<typeof MARKS[number]>} */ (MARKS[marks.kind[i] ?? 0]);
    const onBar = look.line === "bar";
    const x = pen.at(marks.day[i] ?? 0);
    const y = onBar ? barY : doingsY;
    const size = look.size * pen.metrics.marks;
    if (!onBar && (look.shape === "diamond" || look.shape === "diamond-open")) {
      first = Math.min(first, x);
      last = Math.max(last, x);
    }
    if (!(onBar ? line1 : line2).take(x - size - MARK_GAP, x + size + MARK_GAP)) continue;
    if (marks.latest[i] !== NONE && (marks.latest[i] ?? 0) > (marks.day[i] ?? 0)) {
      const latest = pen.at(marks.latest[i] ?? 0);
      line(pen.layers.marks, "whisker", x, y, latest, y);
      line(pen.layers.marks, "whisker", latest, y - 3, latest, y + 4);
    }
    mark(pen.layers.marks, look.shape, x, y, size);
    pen.touch(x - size - 3, y - size - 4, x + size + 3, y + size + 4, { kind: "item", item, mark: i });
    shown.push(i);
  }
  if (last > first) line(pen.layers.bars, "track", first, doingsY, last, doingsY);
  return { bar: line1, doings: line2, shown };
}

/**
 * Kinds that recur too often to be drawn one by one; the value says whether one was kept.
 * @param {Pen} pen @param {number} treaty @returns {Map<number, boolean>}
 */
function crowdedKinds(pen, treaty) {
  const { marks } = pen.data;
  /** @type {Map<number, number>} */
  const before = new Map();
  /** @type {Map<number, boolean>} */
  const crowded = new Map();
  const perDay = pen.perDay;
  for (let i = marks.from(treaty); i < marks.until(treaty); i++) {
    const kind = marks.kind[i] ?? 0;
    if (marks.reading[i] || crowded.has(kind) || !RECURRING.has(MARKS[kind]?.code ?? "")) continue;
    const last = before.get(kind);
    if (last !== undefined && Math.abs((marks.day[i] ?? 0) - last) * perDay < CROWDED_PX) crowded.set(kind, false);
    before.set(kind, marks.day[i] ?? 0);
  }
  return crowded;
}

/**
 * Names marks on the bar above it and acts below it; future and heavier marks first.
 * @param {Pen} pen @param {Place} place @param {{shown: number[]}} placed @param {number} below px
 */
export function labelMarks(pen, { treaty, y, upper, lower, until }, { shown }, below) {
  const { data, metrics, ruler, layers, width, day } = pen;
  const { marks } = data;
  const code = (/** @type {number} */ i) => MARKS[marks.kind[i] ?? 0]?.code ?? "";
  const weight = (/** @type {number} */ i) => (MARKS[marks.kind[i] ?? 0]?.weight ?? 0) + ((marks.day[i] ?? 0) >= day ? 3 : 0);
  const order = [...shown].sort((a, b) => weight(b) - weight(a) || (marks.day[a] ?? 0) - (marks.day[b] ?? 0));
  const near = pen.perDay * 365 >= NAME_EACH_PX;
  const now = pen.at(day);
  const told = new Set();
  for (const i of order) {
    const onBar = MARKS[marks.kind[i] ?? 0]?.line === "bar";
    if (!onBar && !metrics.labels) continue;
    // Zoomed out, a recurring mark is named once: the next one due.
    if (RECURRING.has(code(i)) && !near && ((marks.day[i] ?? 0) < day || told.has(code(i)))) continue;
    told.add(code(i));
    const x = pen.at(marks.day[i] ?? 0);
    for (const label of markWords(data, ruler, treaty, i)) {
      const wide = ruler.measure(label, "small");
      const at = placesOf(x, wide, { now, right: Math.min(width - EDGE, until - 4) }).find((left) => (onBar ? upper : lower).take(left - 5, left + wide + 5));
      if (at === undefined) continue;
      text(layers.labels, "mark", at, onBar ? y + metrics.title - metrics.base : below + metrics.doings + metrics.labels - 4, label, true);
      break;
    }
  }
}

/**
 * A name starts or ends at its mark; preferably where the reference line does not cross it.
 * @param {number} x of the mark @param {number} wide @param {{now: number, right: number}} bounds px
 * @returns {number[]} px, the best first
 */
function placesOf(x, wide, { now, right }) {
  const clear = (/** @type {number} */ left) => now < left - 2 || now > left + wide + 2;
  const places = [x - 4, x + 4 - wide, right - wide].filter((left) => left >= 4 && left + wide <= right && left <= x + 8 && left + wide >= x - 8);
  return [...places.filter(clear), ...places.filter((left) => !clear(left))];
}
