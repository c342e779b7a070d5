/**
 * How does one agreement look in its row? Its bar by status, its periods as segments, the window for
 * notice, the other readings as thin bars, its marks and their labels. What is under a pixel is left out.
 */

import { markName, ordinalInWords } from "./answers.js";
import { civilOf, shortDate } from "./civil-days.js";
import { fitted, Line } from "./labels.js";
import { LOOKS, MARKS } from "./looks.js";
import { line, mark, rect, text } from "./primitives.js";
import { NONE } from "./source.js";

/** @import {Chronology, Hit, Layer, Metrics, Ruler} from "./types.js" */
/** @import {Look} from "./looks.js" */

/**
 * @typedef {object} Pen what stays the same for a whole scene
 * @property {Chronology} data
 * @property {(day: number) => number} at px of a day, kept near the canvas
 * @property {number} width px
 * @property {number} day of reference
 * @property {Ruler} ruler
 * @property {Metrics} metrics
 * @property {{bars: Layer, marks: Layer, labels: Layer}} layers
 * @property {(x0: number, y0: number, x1: number, y1: number, hit: Hit) => void} touch
 *
 * @typedef {{item: number, treaty: number, party: number, y: number, upper: Line, lower: Line, until: number}} Place
 */

/** Segments narrower than this have no joints, px. */
const JOINT_PX = 5;
const MARK_GAP = 2;

/** @param {Pen} pen @param {Place} place */
export function drawAgreement(pen, place) {
  const { metrics, data } = pen;
  const barY = place.y + metrics.title;
  const from = Math.max(-4, pen.at(data.first[place.treaty] ?? 0));
  const until = Math.min(pen.width + 4, pen.at((data.last[place.treaty] ?? 0) + 1));
  pen.touch(from - 3, place.y, Math.max(until, from + 6) + 3, barY + metrics.bar + 2, { kind: "item", item: place.item, mark: -1 });
  const party = hasParty(data, place.treaty, place.party) ? place.party : -1;
  drawBars(pen, place.treaty, party, 0, barY, metrics.bar);
  drawPeriods(pen, place.treaty, 0, barY, metrics.bar);
  drawReadings(pen, place, barY + metrics.bar);
  const below = barY + metrics.bar + (data.readings[place.treaty] ?? 0) * metrics.reading;
  const placed = drawMarks(pen, place, barY + metrics.bar / 2, below + metrics.doings / 2 + 1);
  drawTitle(pen, place, from, until);
  drawSegmentLabels(pen, place.treaty, barY, placed.bar);
  labelMarks(pen, place, placed, below);
}

/** @param {Chronology} data @param {number} treaty @param {number} party */
function hasParty(data, treaty, party) {
  if (party < 0) return false;
  for (let i = data.bars.offsets[treaty] ?? 0; i < (data.bars.offsets[treaty + 1] ?? 0); i++) if (data.bars.party[i] === party) return true;
  return false;
}

/** @param {Pen} pen @param {number} treaty @param {number} party @param {number} reading @param {number} y @param {number} h */
export function drawBars(pen, treaty, party, reading, y, h) {
  const { bars, horizon } = pen.data;
  for (let i = bars.offsets[treaty] ?? 0; i < (bars.offsets[treaty + 1] ?? 0); i++) {
    if (bars.reading[i] !== reading || bars.party[i] !== party) continue;
    const look = /** @type {Look} */ (LOOKS[bars.look[i] ?? 0]);
    if (look.form === "none") continue;
    const start = bars.start[i] === NONE ? pen.data.first[treaty] ?? 0 : bars.start[i] ?? 0;
    const end = bars.end[i] === NONE ? horizon : bars.end[i] ?? 0;
    const sure = bars.fuzzyStart[i] === NONE ? start : Math.min(end, bars.fuzzyStart[i] ?? start);
    const still = bars.fuzzyEnd[i] === NONE ? end : Math.max(sure, bars.fuzzyEnd[i] ?? end);
    if (pen.at(end) < 0 || pen.at(start) > pen.width) continue;
    fade(pen, look, start, sure, y, h, "right");
    stretch(pen, look, sure, Math.min(still, pen.day), y, h, false);
    stretch(pen, look, Math.max(sure, pen.day), still, y, h, true);
    fade(pen, look, still, end, y, h, "left");
  }
}

/** @param {Pen} pen @param {Look} look @param {number} from @param {number} until @param {number} y @param {number} h @param {"left" | "right"} into */
function fade(pen, look, from, until, y, h, into) {
  const x = pen.at(from);
  const w = pen.at(until) - x;
  if (until > from && w >= 0.5) pen.layers.bars.fades.push({ x, y, w, h, tone: look.tone, into });
}

/** @param {Pen} pen @param {Look} look @param {number} from @param {number} until @param {number} y @param {number} h @param {boolean} ahead */
function stretch(pen, look, from, until, y, h, ahead) {
  if (until <= from) return;
  const x = pen.at(from);
  const w = Math.max(1, pen.at(until) - x);
  const { bars } = pen.layers;
  if (look.form === "tail") rect(bars, `${ahead ? "projected" : "solid"}|${look.tone}`, x, y + h / 2 - 2, w, 4);
  else if (look.form === "dotted") line(bars, `dotted|${look.tone}`, x, y + h / 2, x + w, y + h / 2);
  else if (look.form === "outline") rect(bars, `${ahead ? "dashed" : "outline"}|${look.tone}`, x, y, w, h);
  else rect(bars, `${look.form === "solid" && ahead ? "projected" : look.form}|${look.tone}`, x, y, w, h);
}

/** Joints and windows. @param {Pen} pen @param {number} treaty @param {number} reading @param {number} y @param {number} h */
function drawPeriods(pen, treaty, reading, y, h) {
  const { cycles } = pen.data;
  let next = true;
  for (let i = cycles.offsets[treaty] ?? 0; i < (cycles.offsets[treaty + 1] ?? 0); i++) {
    if (cycles.reading[i] !== reading) continue;
    const start = cycles.start[i] ?? NONE;
    const expires = cycles.expires[i] === NONE ? pen.data.horizon : cycles.expires[i] ?? 0;
    const x0 = pen.at(start);
    const x1 = pen.at(expires);
    const opens = cycles.windowOpens[i] ?? NONE;
    const last = cycles.lastNotice[i] ?? NONE;
    const actionable = next && last !== NONE && last >= pen.day;
    if (actionable) next = false;
    if (x1 < 0 || x0 > pen.width || x1 - x0 < JOINT_PX) continue;
    if (opens !== NONE && last !== NONE) {
      const from = pen.at(opens);
      const wide = Math.max(1.5, pen.at(last + 1) - from);
      // The window somebody can still use stands out; past and later ones are a strip.
      const tall = actionable ? h : Math.max(3, h * 0.28);
      rect(pen.layers.bars, actionable ? "window" : "window-strip", from, y + h - tall, wide, tall);
    }
    if (cycles.expires[i] !== NONE) rect(pen.layers.bars, "joint", x1 - 1, y - 1, 2, h + 2);
  }
}

/** Thin bars under the first, each with its name. @param {Pen} pen @param {Place} place @param {number} top */
function drawReadings(pen, { treaty }, top) {
  const { data, metrics, ruler } = pen;
  const thin = Math.max(4, metrics.reading * 0.42);
  readingsOf(data, treaty).forEach((reading, n) => {
    const y = top + n * metrics.reading + 3;
    let from = Infinity;
    let until = -Infinity;
    for (let i = data.bars.offsets[treaty] ?? 0; i < (data.bars.offsets[treaty + 1] ?? 0); i++) {
      if (data.bars.reading[i] !== reading || !data.bars.look[i]) continue;
      from = Math.min(from, pen.at(data.bars.start[i] ?? 0));
      until = Math.max(until, pen.at(data.bars.end[i] === NONE ? data.horizon : data.bars.end[i] ?? 0));
    }
    if (until > from) drawBars(pen, treaty, -1, reading, y, thin);
    const { cycles } = data;
    for (let i = cycles.offsets[treaty] ?? 0; i < (cycles.offsets[treaty + 1] ?? 0); i++) {
      if (cycles.reading[i] !== reading) continue;
      const x0 = pen.at(cycles.start[i] ?? 0);
      const x1 = pen.at(cycles.expires[i] === NONE ? data.horizon : cycles.expires[i] ?? 0);
      if (x1 < 0 || x0 > pen.width) continue;
      if (until <= from) rect(pen.layers.bars, "reading", x0, y, Math.max(1, x1 - x0), thin);
      if (x1 - x0 >= JOINT_PX) rect(pen.layers.bars, "joint", x1 - 0.75, y - 1, 1.5, thin + 2);
    }
    const name = `Other reading: ${data.strings[reading] ?? ""}`;
    const x = Math.max(6, (until > from ? from : 0) + 6);
    const room = Math.min(until, pen.width) - x - 8;
    const shown = metrics.reading >= 12 ? fitted(ruler, name, "small", room) : "";
    if (shown) text(pen.layers.labels, "reading", x, y + thin / 2 + 4, shown, true);
  });
}

/** @param {Chronology} data @param {number} treaty @returns {number[]} */
export function readingsOf(data, treaty) {
  if (!data.readings[treaty]) return [];
  const found = new Set();
  for (const group of [data.bars, data.cycles]) {
    for (let i = group.offsets[treaty] ?? 0; i < (group.offsets[treaty + 1] ?? 0); i++) if (group.reading[i]) found.add(group.reading[i]);
  }
  return [...found].sort((a, b) => a - b);
}

/**
 * The heavier marks first; one that would touch another is left out.
 * @param {Pen} pen @param {Place} place @param {number} barY centre @param {number} doingsY centre
 */
function drawMarks(pen, { item, treaty }, barY, doingsY) {
  const { marks } = pen.data;
  const line1 = new Line();
  const line2 = new Line();
  /** @type {number[]} */
  const rows = [];
  for (let i = marks.offsets[treaty] ?? 0; i < (marks.offsets[treaty + 1] ?? 0); i++) {
    const x = pen.at(marks.day[i] ?? NONE);
    if (marks.day[i] !== NONE && !marks.reading[i] && x > -12 && x < pen.width + 12) rows.push(i);
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
    if (!onBar && (look.shape === "diamond" || look.shape === "diamond-open")) {
      first = Math.min(first, x);
      last = Math.max(last, x);
    }
    if (!(onBar ? line1 : line2).take(x - look.size - MARK_GAP, x + look.size + MARK_GAP)) continue;
    if (marks.latest[i] !== NONE && (marks.latest[i] ?? 0) > (marks.day[i] ?? 0)) {
      line(pen.layers.marks, "whisker", x, y, pen.at(marks.latest[i] ?? 0), y);
    }
    mark(pen.layers.marks, look.shape, x, y, look.size);
    pen.touch(x - look.size - 3, y - look.size - 4, x + look.size + 3, y + look.size + 4, { kind: "item", item, mark: i });
    shown.push(i);
  }
  if (last > first) line(pen.layers.bars, "track", first, doingsY, last, doingsY);
  return { bar: line1, doings: line2, shown };
}

/** The name stays in sight as long as any of the bar is. @param {Pen} pen @param {Place} place @param {number} from @param {number} until */
function drawTitle(pen, place, from, until) {
  const { metrics, ruler, data, layers, width } = pen;
  const x = Math.max(8, from);
  if (until < 12 || x > width - 24) return;
  const style = metrics.labels ? "title" : "title-compact";
  const room = Math.min(place.upper.roomFrom(x, width - 6), place.until - x - 12);
  const shown = fitted(ruler, data.strings[data.title[place.treaty] ?? 0] ?? "", style, room);
  if (!shown) return;
  const wide = ruler.measure(shown, style);
  place.upper.take(x - 4, x + wide + 12);
  text(layers.labels, style, x, place.y + metrics.title - 5, shown, true);
  pen.touch(x, place.y, x + wide, place.y + metrics.title, { kind: "item", item: place.item, mark: -1 });
}

/** What the period is called, inside it, clear of marks, window and the reference day. @param {Pen} pen @param {number} treaty @param {number} barY @param {Line} marks */
function drawSegmentLabels(pen, treaty, barY, marks) {
  const { data, ruler, metrics, layers, width } = pen;
  const { cycles } = data;
  for (let i = cycles.offsets[treaty] ?? 0; i < (cycles.offsets[treaty + 1] ?? 0); i++) {
    if (cycles.reading[i] || cycles.start[i] === NONE) continue;
    const start = cycles.start[i] ?? 0;
    const expires = cycles.expires[i] === NONE ? data.horizon : cycles.expires[i] ?? 0;
    const opens = cycles.windowOpens[i] ?? NONE;
    const until = opens !== NONE && opens > start ? opens : expires;
    if (pen.at(expires) < 0 || pen.at(start) > width || pen.at(until) - pen.at(start) < 34) continue;
    const [from, to, ahead] = widerSide(pen, start, until);
    const look = lookBetween(data, treaty, ahead ? Math.max(start, pen.day) : start);
    if (look?.form !== "solid" && look?.form !== "hatch") continue;
    const left = Math.max(from + 4, 8);
    const clear = clearOf(marks, left, Math.min(to, width) - 4);
    const end = cycles.expires[i] === NONE ? "open" : shortDate(expires);
    const words = cycles.expires[i] === NONE
      ? [`${ordinalInWords(data, treaty, i)} period, open`]
      : [`${ordinalInWords(data, treaty, i)} period, to ${end}`, `to ${end}`, `to ${civilOf(expires).year}`];
    const shown = words.find((label) => ruler.measure(label, "small") <= clear.right - clear.left - 4);
    if (!shown) continue;
    const style = ahead || look.form === "hatch" ? "on-hatch" : "on-solid";
    text(layers.labels, style, clear.left + 2, barY + metrics.bar / 2 + 4, shown, style === "on-hatch");
  }
}

/** @param {Pen} pen @param {number} start @param {number} end @returns {[number, number, boolean]} px, px, whether ahead */
function widerSide(pen, start, end) {
  const [x0, x1, now] = [Math.max(0, pen.at(start)), Math.min(pen.width, pen.at(end)), pen.at(pen.day)];
  if (now <= x0) return [x0, x1, true];
  if (now >= x1) return [x0, x1, false];
  return x1 - now > now - x0 ? [now + 3, x1, true] : [x0, now - 3, false];
}

/** Past the marks at the left, and up to the first further on. @param {Line} marks @param {number} left @param {number} right */
function clearOf(marks, left, right) {
  const pairs = [];
  for (let i = 0; i < marks.taken.length; i += 2) pairs.push([marks.taken[i] ?? 0, marks.taken[i + 1] ?? 0]);
  pairs.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  let [from, until] = [left, right];
  for (const [x0 = 0, x1 = 0] of pairs) {
    if (x1 <= from || x0 >= until) continue;
    if (x0 - from < 40) from = x1;
    else until = x0;
  }
  return { left: from, right: until };
}

/** @param {Chronology} data @param {number} treaty @param {number} day @returns {Look | undefined} */
function lookBetween(data, treaty, day) {
  const { bars } = data;
  for (let i = bars.offsets[treaty] ?? 0; i < (bars.offsets[treaty + 1] ?? 0); i++) {
    if (bars.reading[i] || bars.party[i] !== -1 || (bars.start[i] ?? 0) > day) continue;
    if (bars.end[i] === NONE || day < (bars.end[i] ?? 0)) return LOOKS[bars.look[i] ?? 0];
  }
  return undefined;
}

/**
 * Marks on the bar are named above it, what was done is named below, the coming and the weightier first.
 * @param {Pen} pen @param {Place} place @param {{shown: number[]}} placed @param {number} below px
 */
function labelMarks(pen, { y, upper, lower, until }, { shown }, below) {
  const { data, metrics, ruler, layers, width, day } = pen;
  const { marks } = data;
  const weight = (/** @type {number} */ i) => (MARKS[marks.kind[i] ?? 0]?.weight ?? 0) + ((marks.day[i] ?? 0) >= day ? 3 : 0);
  for (const i of [...shown].sort((a, b) => weight(b) - weight(a) || (marks.day[a] ?? 0) - (marks.day[b] ?? 0))) {
    const onBar = MARKS[marks.kind[i] ?? 0]?.line === "bar";
    if (!onBar && !metrics.labels) continue;
    const x = pen.at(marks.day[i] ?? 0);
    const name = markName(data, i);
    for (const label of [`${name}, ${shortDate(marks.day[i] ?? 0)}`, name]) {
      const wide = ruler.measure(label, "small");
      const left = Math.min(Math.max(4, x - 4), width - wide - 4);
      if (left < 4 || left + wide > until - 4 || Math.abs(left - x) > wide) continue;
      if (!(onBar ? upper : lower).take(left - 5, left + wide + 5)) continue;
      text(layers.labels, "mark", left, onBar ? y + metrics.title - 5 : below + metrics.doings + metrics.labels - 4, label, true);
      break;
    }
  }
}
