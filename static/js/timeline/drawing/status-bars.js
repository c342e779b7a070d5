/**
 * How is a status span drawn? As record up to the reference day and as projection after it, faded
 * where its beginning or end is uncertain.
 */

import { isMentioned } from "../data/answers.js";
import { LOOKS } from "../data/looks.js";
import { NONE } from "../data/tables.js";
import { line, rect } from "./primitives.js";

/** @import {Pen} from "./agreement-row.js" */
/** @import {Look} from "../data/looks.js" */

/** @param {Pen} pen @param {number} treaty @param {number} party @param {number} reading @param {number} y @param {number} h */
export function drawBars(pen, treaty, party, reading, y, h) {
  const { bars, horizon } = pen.data;
  for (let i = bars.from(treaty); i < bars.until(treaty); i++) {
    if (bars.reading[i] !== reading || bars.party[i] !== party) continue;
    const drawn = /** @type {Look} */ (LOOKS[bars.look[i] ?? 0]);
    if (drawn.form === "none") continue;
    // What is only mentioned is lighter, by its form.
    const look = reading && isMentioned(pen.data, reading) ? { ...drawn, form: /** @type {const} */ ("dotted") } : drawn;
    const start = bars.start[i] === NONE ? pen.data.first[treaty] ?? 0 : bars.start[i] ?? 0;
    const end = bars.end[i] === NONE ? horizon : bars.end[i] ?? 0;
    const sure = bars.fuzzyStart[i] === NONE ? start : Math.min(end, bars.fuzzyStart[i] ?? start);
    const still = bars.fuzzyEnd[i] === NONE ? end : Math.max(sure, bars.fuzzyEnd[i] ?? end);
    if (pen.at(end) < 0 || pen.at(start) > pen.width) continue;
    fade(pen, look, start, sure, y, h, "right", reading);
    const tone = reading ? "reading" : look.tone;
    stretch(pen, look.form, tone, sure, Math.min(still, pen.day), y, h, false);
    stretch(pen, look.form, tone, Math.max(sure, pen.day), still, y, h, true);
    fade(pen, look, still, end, y, h, "left", reading);
  }
}

/**
 * A thin or dotted form is not faded: it stays as it is where the date is uncertain.
 * @param {Pen} pen @param {Look} look @param {number} from @param {number} until @param {number} y
 * @param {number} h @param {"left" | "right"} into @param {number} reading
 */
function fade(pen, look, from, until, y, h, into, reading) {
  // Aligned to whole pixels on the bar's side, else a seam shows.
  const x = into === "left" ? Math.floor(pen.at(from)) : pen.at(from);
  const w = (into === "right" ? Math.ceil(pen.at(until)) : pen.at(until)) - x;
  if (until <= from || w < 0.5) return;
  if (look.form === "dotted") line(pen.layers.bars, `dotted|${reading ? "reading" : look.tone}`, x, y + h / 2, x + w, y + h / 2);
  else pen.layers.bars.fades.push({ x, y: look.form === "tail" ? y + h / 2 - 2 : y, w, h: look.form === "tail" ? 4 : h, tone: reading ? "reading" : look.tone, into });
}

/** @param {Pen} pen @param {string} form @param {string} tone @param {number} from @param {number} until @param {number} y @param {number} h @param {boolean} ahead */
function stretch(pen, form, tone, from, until, y, h, ahead) {
  if (until <= from) return;
  const x = pen.at(from);
  const w = Math.max(1, pen.at(until) - x);
  const { bars } = pen.layers;
  if (form === "tail") rect(bars, `${ahead ? "projected" : "solid"}|${tone}`, x, y + h / 2 - 2, w, 4);
  else if (form === "dotted") line(bars, `dotted|${tone}`, x, y + h / 2, x + w, y + h / 2);
  else if (form === "outline") rect(bars, `${ahead ? "dashed" : "outline"}|${tone}`, x, y, w, h);
  else rect(bars, `${form === "solid" && ahead ? "projected" : form}|${tone}`, x, y, w, h);
}
