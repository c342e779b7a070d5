/**
 * How does one agreement look in its row? Its bar by status, its periods as segments, the notice window,
 * the other readings as thin bars, its marks and their labels. What is narrower than a pixel is left out.
 */

import { isMentioned, readingName, readingsOf } from "../data/answers.js";
import { LOOKS } from "../data/looks.js";
import { NONE } from "../data/tables.js";
import { sentence } from "../data/wording.js";
import { fitted, isolated, Line } from "../layout/text-fit.js";
import { periodWords } from "./label-texts.js";
import { drawMarks, labelMarks } from "./marks.js";
import { line, rect, text } from "./primitives.js";
import { drawBars } from "./status-bars.js";

/** @import {Chronology, Hit, Layer, Metrics, Ruler} from "../types.js" */

/**
 * @typedef {object} Pen what is constant for one scene
 * @property {Chronology} data
 * @property {(day: number) => number} at px of a day, clamped to just outside the canvas
 * @property {number} width px
 * @property {number} perDay px
 * @property {number} day of reference
 * @property {Ruler} ruler
 * @property {Metrics} metrics
 * @property {{bars: Layer, marks: Layer, labels: Layer}} layers
 * @property {(x0: number, y0: number, x1: number, y1: number, hit: Hit) => void} touch
 *
 * @typedef {{item: number, treaty: number, party: number, y: number, tall: number, upper: Line, lower: Line, until: number, since: number}} Place
 */

/** What each look is called inside a bar. */
const STATUS_WORDS = LOOKS.map((look) => sentence(look.word));
/** Narrower segments are drawn without joints, px. */
const JOINT_PX = 5;
/** Narrower segments have no room for a period's name, px. */
const LABEL_PX = 34;

/** @param {Pen} pen @param {Place} place */
export function drawAgreement(pen, place) {
  const { metrics, data } = pen;
  const barY = place.y + metrics.title;
  const from = Math.max(-4, pen.at(data.first[place.treaty] ?? 0));
  const until = Math.min(pen.width + 4, pen.at((data.last[place.treaty] ?? 0) + 1));
  pen.touch(from - 3, place.y, Math.max(until, from + 6) + 3, place.y + place.tall - 4, { kind: "item", item: place.item, mark: -1 });
  const party = hasParty(data, place.treaty, place.party) ? place.party : -1;
  drawBars(pen, place.treaty, party, 0, barY, metrics.bar);
  drawPeriods(pen, place.treaty, 0, barY, metrics.bar);
  drawReadings(pen, place, barY + metrics.bar);
  const below = barY + metrics.bar + (data.readings[place.treaty] ?? 0) * metrics.reading;
  const placed = drawMarks(pen, place, barY + metrics.bar / 2, below + metrics.under);
  const named = drawTitle(pen, place, from, until);
  if (metrics.bar >= LETTERS) {
    drawSegmentLabels(pen, place.treaty, barY, placed.bar);
    drawStatusLabels(pen, place.treaty, party, barY, placed.bar);
  }
  // Without the agreement's name, a mark named "End" would seem to belong to another bar.
  if (named) labelMarks(pen, place, placed, below);
}

/** @param {Chronology} data @param {number} treaty @param {number} party */
function hasParty(data, treaty, party) {
  if (party < 0) return false;
  for (let i = data.bars.from(treaty); i < data.bars.until(treaty); i++) if (data.bars.party[i] === party) return true;
  return false;
}

/** Joints and windows. @param {Pen} pen @param {number} treaty @param {number} reading @param {number} y @param {number} h */
function drawPeriods(pen, treaty, reading, y, h) {
  const { cycles } = pen.data;
  const bound = boundUntil(pen.data, treaty);
  let next = true;
  for (let i = cycles.from(treaty); i < cycles.until(treaty); i++) {
    if (cycles.reading[i] !== reading) continue;
    const start = cycles.start[i] ?? NONE;
    const expires = cycles.expires[i] === NONE ? pen.data.horizon : cycles.expires[i] ?? 0;
    const x0 = pen.at(start);
    const x1 = pen.at(expires);
    const opens = cycles.windowOpens[i] ?? NONE;
    const last = cycles.lastNotice[i] ?? NONE;
    const actionable = next && last !== NONE && last >= pen.day && bound > pen.day;
    if (actionable) next = false;
    if (x1 < 0 || x0 > pen.width || x1 - x0 < JOINT_PX) continue;
    if (opens !== NONE && last !== NONE && opens < bound) {
      const from = pen.at(opens);
      const wide = Math.max(1.5, pen.at(Math.min(last + 1, bound)) - from);
      // Only the window that can still be used has the full height; past and later ones are a strip.
      const tall = actionable ? h : Math.max(2, Math.round(h * 0.22));
      // A border in the background colour separates window and bar, so they do not differ by hue alone.
      rect(pen.layers.bars, "plate", from - 1, y + h - tall - 1, wide + 2, tall + 1);
      rect(pen.layers.bars, actionable ? "window" : "window-strip", from, y + h - tall, wide, tall);
    }
    if (cycles.expires[i] !== NONE && expires < bound) rect(pen.layers.bars, "joint", x1 - 1, y - 1, 2, h + 2);
  }
}

/** The day after which there is no bar to write a period on. @param {Chronology} data @param {number} treaty @returns {number} day */
function boundUntil({ bars, horizon }, treaty) {
  let until = -Infinity;
  for (let i = bars.from(treaty); i < bars.until(treaty); i++) {
    const form = LOOKS[bars.look[i] ?? 0]?.form;
    if (bars.reading[i] || form === "none" || form === "dotted" || form === "tail") continue;
    until = Math.max(until, bars.end[i] === NONE ? horizon : bars.end[i] ?? 0);
  }
  return until;
}

/** Thin bars under the main one, named where the rows have room; else as many as fit the gap. @param {Pen} pen @param {Place} place @param {number} top */
function drawReadings(pen, place, top) {
  const { data, metrics } = pen;
  const [{ treaty }, { thin }] = [place, metrics];
  const [above, pitch] = metrics.reading ? [3, metrics.reading] : [1, thin + 1];
  readingsOf(data, treaty).forEach((reading, n) => {
    const y = top + n * pitch + above;
    if (n >= roomFor(metrics)) return;
    let from = Infinity;
    let until = -Infinity;
    for (let i = data.bars.from(treaty); i < data.bars.until(treaty); i++) {
      if (data.bars.reading[i] !== reading || !data.bars.look[i]) continue;
      from = Math.min(from, pen.at(data.bars.start[i] ?? 0));
      until = Math.max(until, pen.at(data.bars.end[i] === NONE ? data.horizon : data.bars.end[i] ?? 0));
    }
    if (until > from) drawBars(pen, treaty, -1, reading, y, thin);
    const { cycles } = data;
    for (let i = cycles.from(treaty); i < cycles.until(treaty); i++) {
      if (cycles.reading[i] !== reading) continue;
      const x0 = pen.at(cycles.start[i] ?? 0);
      const x1 = pen.at(cycles.expires[i] === NONE ? data.horizon : cycles.expires[i] ?? 0);
      if (x1 < 0 || x0 > pen.width) continue;
      if (until <= from && isMentioned(data, reading)) line(pen.layers.bars, "dotted|reading", x0, y + thin / 2, Math.max(x1, x0 + 1), y + thin / 2);
      else if (until <= from) rect(pen.layers.bars, "reading", x0, y, Math.max(1, x1 - x0), thin);
      if (x1 - x0 >= JOINT_PX) rect(pen.layers.bars, "joint", x1 - 0.75, y - 1, 1.5, thin + 2);
    }
    if (metrics.reading) nameReading(pen, place, readingName(data, reading), { from: Math.max(0, from), until: Math.min(until, pen.width), middle: y + thin / 2 });
  });
}

/** How many other readings are drawn in a row. @param {Metrics} metrics @returns {number} */
function roomFor({ reading, thin, gap }) {
  return reading ? Infinity : Math.floor(gap / (thin + 1));
}

/**
 * Writes a reading's name after the thin bar, before it or in a gap of it; shortened if there is little room.
 * @param {Pen} pen @param {Place} place @param {string} said @param {{from: number, until: number, middle: number}} bar px
 */
function nameReading({ ruler, layers, width, day, at }, place, said, { from, until, middle }) {
  if (until < 24 || from > width - 60) return;
  const [room, ahead] = [until - from - 40, from - Math.max(0, place.since) - 14];
  const before = (/** @type {string} */ words) => text(layers.labels, "reading", from - ruler.measure(words, "small") - 6, middle + 4, words, true);
  // The name of a supposition needs no prefix: "If Iran gives notice on 1 March 2027".
  const names = said.startsWith("If ") ? [said] : [`Other reading: ${said}`, sentence(said)];
  for (const name of names) {
    const wide = ruler.measure(name, "small");
    if (until + wide + 14 < Math.min(width, place.until)) return text(layers.labels, "reading", until + 6, middle + 4, name, true);
    if (wide < ahead) return before(name);
    if (wide <= room) break;
  }
  const last = names.at(-1) ?? "";
  if (ruler.measure(last, "small") > room && ahead > room) return before(fitted(ruler, last, "small", ahead));
  const shown = names.find((name) => ruler.measure(name, "small") <= room) ?? fitted(ruler, last, "small", room);
  if (!shown) return;
  const x = Math.max(8, from + 18);
  rect(layers.labels, at(day) < x ? "plate-ahead" : "plate", x - 4, middle - 6, ruler.measure(shown, "small") + 8, 12);
  text(layers.labels, "reading", x, middle + 4, shown);
}

/** Keeps the name in view while any of the bar is. @param {Pen} pen @param {Place} place @param {number} from @param {number} until @returns {boolean} whether there was room */
function drawTitle(pen, place, from, until) {
  const { metrics, ruler, data, layers, width } = pen;
  let x = Math.max(8, from);
  if (until < 12 || x > width - 24) return true;
  const style = metrics.name;
  const name = isolated(data.strings.at(data.title[place.treaty] ?? 0) ?? "");
  // At the right edge the name starts before its bar instead of being cut, if that place is free.
  const before = Math.max(8, place.since + 12, width - 12 - ruler.measure(name, style));
  if (before < x && place.until >= width && place.upper.isFree(before, x)) x = before;
  const room = Math.min(place.upper.roomFrom(x, width - 6), place.until - x - 12);
  const shown = fitted(ruler, name, style, room);
  if (!shown) return false;
  const wide = ruler.measure(shown, style);
  place.upper.take(x, x + wide + 10);
  const later = (data.first[place.treaty] ?? 0) > pen.day;
  text(layers.labels, later ? `${style}-later` : style, x, place.y + metrics.title - metrics.base, shown, true);
  pen.touch(x, place.y, x + wide, place.y + metrics.title, { kind: "item", item: place.item, mark: -1 });
  // Readings that do not fit are counted beside the name; the card and the list name all.
  const more = (data.readings[place.treaty] ?? 0) - roomFor(metrics);
  if (more > 0) {
    const words = `+${more} ${more === 1 ? "reading" : "readings"}`;
    const [left, long] = [x + wide + 10, ruler.measure(words, "small")];
    if (left + long < Math.min(width - 6, place.until) && place.upper.take(left, left + long + 8)) text(layers.labels, "reading", left, place.y + metrics.title - metrics.base, words, true);
  }
  return true;
}

/** Lower bars hold no text, px. */
const LETTERS = 12;

/** The baseline of text inside a bar; raised in a low bar, where descenders would leave it. @param {Metrics} metrics @param {number} barY */
function lettersIn(metrics, barY) {
  return barY + metrics.bar / 2 + (metrics.bar < 16 ? 3 : 4);
}

/** Writes each period's name inside its segment, clear of marks, window and reference day. @param {Pen} pen @param {number} treaty @param {number} barY @param {Line} marks */
function drawSegmentLabels(pen, treaty, barY, marks) {
  const { data, ruler, metrics, layers, width } = pen;
  const { cycles } = data;
  for (let i = cycles.from(treaty); i < cycles.until(treaty); i++) {
    if (cycles.reading[i] || cycles.start[i] === NONE) continue;
    const start = cycles.start[i] ?? 0;
    const expires = cycles.expires[i] === NONE ? data.horizon : cycles.expires[i] ?? 0;
    if (pen.at(expires) < 0 || pen.at(start) > width) continue;
    const [opens, last] = [cycles.windowOpens[i] ?? NONE, cycles.lastNotice[i] ?? NONE];
    const before = opens !== NONE && opens > start;
    // After the last day of notice, if the part before the window is out of view.
    const after = before && last !== NONE && pen.at(opens) < LABEL_PX;
    const [since, until] = after ? [last + 1, expires] : [start, before ? opens : expires];
    if (pen.at(until) - pen.at(since) < LABEL_PX) continue;
    const bar = barOn(data, treaty, Math.max(since, Math.min(pen.day, until - 1)), since);
    const look = LOOKS[data.bars.look[bar] ?? 0];
    if (bar < 0 || (look?.form !== "solid" && look?.form !== "hatch")) continue;
    const barStart = (data.bars.fuzzyStart[bar] === NONE ? data.bars.start[bar] : data.bars.fuzzyStart[bar]) ?? since;
    const barEnd = data.bars.end[bar] === NONE ? data.horizon : data.bars.end[bar] ?? 0;
    const [from, to, ahead] = widerSide(pen, Math.max(since, barStart), Math.min(until, barEnd));
    const left = Math.max(from + 4, 8);
    const clear = clearOf(marks, left, Math.min(to, width) - 4);
    const words = periodWords(data, treaty, i);
    const shown = words.find((label) => ruler.measure(label, "small") <= clear.right - clear.left - 8);
    if (!shown) continue;
    const style = ahead || look.form === "hatch" ? "on-hatch" : "on-solid";
    text(layers.labels, style, clear.left + 4, lettersIn(metrics, barY), shown, style === "on-hatch");
  }
}

/** Writes the status on bars without a visible period name. @param {Pen} pen @param {number} treaty @param {number} party @param {number} barY @param {Line} marks */
function drawStatusLabels(pen, treaty, party, barY, marks) {
  const { data: { bars, cycles, horizon }, ruler, metrics, layers, width } = pen;
  let periods = false;
  for (let i = cycles.from(treaty); i < cycles.until(treaty) && !periods; i++) {
    const expires = cycles.expires[i] === NONE ? horizon : cycles.expires[i] ?? 0;
    periods = !cycles.reading[i] && pen.at(expires) > 0 && pen.at(cycles.start[i] ?? 0) < width;
  }
  for (let i = bars.from(treaty); i < bars.until(treaty); i++) {
    const look = LOOKS[bars.look[i] ?? 0];
    if (!look || bars.reading[i] || bars.party[i] !== party || look.form === "none" || look.form === "tail" || look.form === "dotted") continue;
    if (periods && (look.form === "solid" || look.form === "hatch")) continue;
    // Only on the certain part: text on a fade cannot be read.
    const start = (bars.fuzzyStart[i] === NONE ? bars.start[i] : bars.fuzzyStart[i]) ?? 0;
    const still = (bars.fuzzyEnd[i] === NONE ? bars.end[i] : bars.fuzzyEnd[i]) ?? 0;
    const end = still === NONE ? horizon : still;
    if (pen.at(end) < 0 || pen.at(start) > width) continue;
    const [from, to, ahead] = widerSide(pen, start, end);
    const clear = clearOf(marks, Math.max(from + 4, 8), Math.min(to, width) - 4);
    const word = STATUS_WORDS[bars.look[i] ?? 0] ?? "";
    if (ruler.measure(word, "small") > clear.right - clear.left - 8) continue;
    const style = look.form === "solid" && !ahead ? "on-solid" : "on-hatch";
    text(layers.labels, style, clear.left + 4, lettersIn(metrics, barY), word, style === "on-hatch" && look.form !== "outline");
  }
}

/** @param {Pen} pen @param {number} start @param {number} end @returns {[number, number, boolean]} px, px, whether ahead */
function widerSide(pen, start, end) {
  const [x0, x1, now] = [Math.max(0, pen.at(start)), Math.min(pen.width, pen.at(end)), pen.at(pen.day)];
  if (now <= x0) return [x0, x1, true];
  if (now >= x1) return [x0, x1, false];
  return x1 - now > now - x0 ? [now + 3, x1, true] : [x0, now - 3, false];
}

/** The free stretch after the marks at the left, up to the next mark. @param {Line} marks @param {number} left @param {number} right */
function clearOf(marks, left, right) {
  let [from, until] = [left, right];
  marks.sort();
  for (let i = 0; i < marks.taken.length; i += 2) {
    const [x0, x1] = [marks.taken[i] ?? 0, marks.taken[i + 1] ?? 0];
    if (x1 <= from || x0 >= until) continue;
    if (x0 - from < 40) from = x1;
    else until = x0;
  }
  return { left: from, right: until };
}

/**
 * The bar a period's name is written on: the filled bar of the reference day if it falls in the period,
 * else the bar at the period's beginning.
 * @param {Chronology} data @param {number} treaty @param {number} day @param {number} otherwise @returns {number} row or -1
 */
function barOn({ bars }, treaty, day, otherwise) {
  let found = -1;
  for (let i = bars.from(treaty); i < bars.until(treaty); i++) {
    if (bars.reading[i] || bars.party[i] !== -1) continue;
    const holds = (/** @type {number} */ d) => (bars.start[i] ?? 0) <= d && (bars.end[i] === NONE || d < (bars.end[i] ?? 0));
    const form = LOOKS[bars.look[i] ?? 0]?.form;
    if (holds(day) && (form === "solid" || form === "hatch")) return i;
    if (holds(otherwise)) found = i;
  }
  return found;
}
