/**
 * What is in the legend, and what does each entry look like? The page and every exported picture draw
 * it from this list with the chart's own painter, so that they cannot differ.
 */

import { MARKS } from "../data/looks.js";
import { line, mark, rect } from "./primitives.js";

/** @import {Layer} from "../types.js" */

/** Size of a sample, px. */
export const WIDE = 34;
export const TALL = 16;

/** @type {[string, (on: Layer) => void][]} */
const BARS = [
  ["In force", (on) => rect(on, "solid|in-force", 0, 2, WIDE, 12)],
  ["Calculated ahead", (on) => rect(on, "projected|in-force", 0, 2, WIDE, 12)],
  ["Signed, not in force", (on) => rect(on, "outline|signed", 0, 2, WIDE, 12)],
  ["Provisionally applied", (on) => rect(on, "hatch|provisional", 0, 2, WIDE, 12)],
  ["Notice given", (on) => rect(on, "hatch|notice", 0, 2, WIDE, 12)],
  ["Suspended", (on) => rect(on, "outline|suspended", 0, 2, WIDE, 12)],
  ["Residual effects", (on) => rect(on, "solid|ended", 0, 6, WIDE, 4)],
  ["In negotiation; presumed superseded", (on) => line(on, "dotted|ended", 0, 8, WIDE, 8)],
  ["Day known only within a range", (on) => {
    line(on, "whisker", 4, 8, WIDE - 4, 8);
    line(on, "whisker", WIDE - 4, 5, WIDE - 4, 12);
    mark(on, "square", 4, 8, 3.5);
  }],
  ["Uncertain date", (on) => on.fades.push({ x: 0, y: 2, w: WIDE, h: 12, tone: "in-force", into: "right" })],
  ["One term, then the next", (on) => {
    rect(on, "solid|in-force", 0, 2, WIDE, 12);
    rect(on, "joint", WIDE / 2 - 1, 1, 2, 14);
  }],
  ["Notice window, open or next", (on) => {
    rect(on, "solid|in-force", 0, 2, WIDE, 12);
    rect(on, "plate", 9, 1, 20, 13);
    rect(on, "window", 10, 2, 18, 12);
  }],
  ["Notice window, past or later", (on) => {
    rect(on, "solid|in-force", 0, 2, WIDE, 12);
    rect(on, "plate", 7, 10, 20, 4);
    rect(on, "window-strip", 8, 11, 18, 3);
  }],
  ["Today, or the day chosen", (on) => line(on, "today", WIDE / 2, 0, WIDE / 2, TALL)],
  ["Other reading of the text", (on) => rect(on, "reading", 0, 6, WIDE, 5)],
  ["Reading mentioned in the press only", (on) => line(on, "dotted|reading", 0, 8, WIDE, 8)],
];

/** In the order of an agreement's life. */
const MARK_ORDER = ["signature", "entry_into_force", "renewal", "last_notice", "expiry", "end", "survival_end", "milestone_done", "milestone_planned", "review", "action", "event"];

/** Each entry's name and its drawing, in a box of WIDE by TALL. @returns {[string, (on: Layer) => void][]} */
export function samples() {
  const marks = MARK_ORDER.flatMap((code) => MARKS.filter((look) => look.code === code));
  return [...BARS, ...marks.map((look) => /** @type {[string, (on: Layer) => void]} */ ([look.name, (/** @type {Layer} */ on) => mark(on, look.shape, WIDE / 2, TALL / 2, look.size)]))];
}
