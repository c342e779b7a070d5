/**
 * What goes onto paper? Everything the filter lets through, not only the part on screen: which lanes,
 * cut into which pages, with heading, legend and sources. Pure; painters write the file.
 */

import { AXIS } from "../drawing/axis.js";
import { samples, TALL, WIDE } from "../drawing/legend-samples.js";
import { layer, line, text } from "../drawing/primitives.js";
import { fitted } from "../layout/text-fit.js";

/** @import {Layer, Layout, Ruler, Scene} from "../types.js" */

/**
 * @typedef {object} Words what is written about a picture
 * @property {string} title
 * @property {string} asked the filter
 * @property {string} made when, and as of which day
 * @property {string} source where all this can be looked up
 * @property {string} left what had to be left out, or ""
 *
 * @typedef {{width: number, height: number, title: string, description: string, parts: {scene: Scene, x: number, y: number}[]}} Sheet px
 * @typedef {{top: number, tall: number}} Cut px of the layout
 */

export const MOST_LANES = 500;
/** More agreements than anybody reads on paper, or a browser can export at once. */
export const MOST_ITEMS = 4000;
/** px around what is on a sheet */
const MARGIN = 24;
const HEADING = 66;
const FOOT = 30;
const ENTRY = 248;
const ENTRY_TALL = 22;

/**
 * Where an export ends: after this many lanes and agreements, if need be within a lane.
 * @param {Layout} layout @param {number} [lanes] @param {number} [items]
 * @returns {{bottom: number, lanes: number, items: number}} px, and how many are above it
 */
export function endOf(layout, lanes = MOST_LANES, items = MOST_ITEMS) {
  const rows = layout.rowY.length;
  let row = 0;
  while (row < rows && (layout.rowLane[row] ?? 0) < lanes && ((layout.rowOffsets[row + 1] ?? 0) <= items || row === 0)) row++;
  if (row >= rows) return { bottom: layout.height, lanes: layout.lanes.length, items: layout.items.length };
  const lane = layout.lanes[layout.rowLane[row] ?? 0];
  const whole = lane?.firstRow === row;
  return { bottom: whole ? lane.y : layout.rowY[row] ?? 0, lanes: (layout.rowLane[row] ?? 0) + (whole ? 0 : 1), items: layout.rowOffsets[row] ?? 0 };
}

/**
 * Pages break between lanes unless that leaves a page half empty, else between rows; the head of a
 * continued lane is repeated.
 * @param {Layout} layout @param {number} bottom px @param {number} first px of room on the first page
 * @param {number} others px on each other page
 * @returns {Cut[]}
 */
export function pagesOf(layout, bottom, first, others) {
  /** @type {Cut[]} */
  const cuts = [];
  const head = layout.heads ? layout.metrics.laneHead : 0;
  let top = 0;
  while (top < bottom && cuts.length < MOST_ITEMS) {
    const room = cuts.length ? others : first;
    if (bottom - top <= room) {
      cuts.push({ top, tall: bottom - top });
      break;
    }
    const lane = lastWithin(layout.lanes.map((one) => one.y), top + room * 0.6, top + room);
    const row = lane === undefined ? lastWithin(layout.rowY, top + head, top + room) : undefined;
    const end = lane ?? row ?? top + room;
    cuts.push({ top, tall: end - top });
    top = row === undefined ? end : Math.max(top + 1, row - head);
  }
  return cuts;
}

/** @param {ArrayLike<number>} list @param {number} above @param {number} upTo @returns {number | undefined} */
function lastWithin(list, above, upTo) {
  let found;
  for (let i = 0; i < list.length; i++) {
    const y = list[i] ?? 0;
    if (y > above && y <= upTo) found = y;
  }
  return found;
}

/** px that heading, legend and foot need in addition to the lanes. @param {number} width @param {boolean} legend @returns {number} */
export function aroundLanes(width, legend) {
  return HEADING + FOOT + AXIS + (legend ? legendHeight(width) : 0) + MARGIN;
}

/** @param {number} width @returns {number} px */
function legendHeight(width) {
  return Math.ceil(samples().length / Math.floor((width - 2 * MARGIN) / ENTRY)) * ENTRY_TALL + 14;
}

/**
 * @param {Scene} chart with its axis, as tall as its lanes need
 * @param {Words} words
 * @param {{width: number, height: number, legend: boolean, ruler: Ruler, page: string}} options `height` 0 is as tall as needed
 * @returns {Sheet}
 */
export function sheetOf(chart, words, { width, height, legend, ruler, page }) {
  const legendTall = legend ? legendHeight(width) : 0;
  const tall = height || HEADING + chart.height + legendTall + FOOT + MARGIN;
  const on = layer("words", 0);
  const room = width - 2 * MARGIN;
  text(on, "heading", MARGIN, 32, fitted(ruler, words.title, "heading", room * 0.6));
  const made = fitted(ruler, words.made, "small", room * 0.38);
  text(on, "mark", width - MARGIN - ruler.measure(made, "small"), 32, made);
  const said = linesOf(words, (one) => ruler.measure(one, "small") <= room);
  said.forEach((one, at) => text(on, "mark", MARGIN, (said.length > 1 ? 48 : 52) + 13 * at, fitted(ruler, one, "small", room)));
  if (legend) drawLegend(on, HEADING + chart.height + 12, width);
  line(on, "rule", MARGIN, tall - FOOT, width - MARGIN, tall - FOOT);
  const place = ruler.measure(page, "small");
  text(on, "mark", MARGIN, tall - 11, fitted(ruler, words.source, "small", room - place - 30));
  if (page) text(on, "mark", width - MARGIN - place, tall - 11, page);
  return {
    width, height: tall, title: words.title, description: [words.asked, words.left, words.made, words.source].filter(Boolean).join(" "),
    parts: [{ scene: sceneWith(on, width, tall), x: 0, y: 0 }, { scene: lanesOf(chart), x: MARGIN, y: HEADING }],
  };
}

/** A scene without what only a screen has. @param {Scene} chart @returns {Scene} */
export function lanesOf(chart) {
  return { ...chart, layers: chart.layers.filter((one) => one.name !== "overlay" && one.name !== "outlines") };
}

/**
 * The filter and what was left out, in one line or two; the latter is never shortened.
 * @param {Pick<Words, "asked" | "left">} words @param {(text: string) => boolean} fits a line @returns {string[]}
 */
export function linesOf({ asked, left }, fits) {
  const both = left ? `${asked} ${left}` : asked;
  if (fits(both)) return [both];
  if (left) return [asked, left];
  let at = asked.lastIndexOf("; ");
  while (at > 0 && !fits(asked.slice(0, at + 1))) at = asked.lastIndexOf("; ", at - 1);
  return at > 0 ? [asked.slice(0, at + 1), asked.slice(at + 2)] : [asked];
}

/** px of the chart on a sheet of this width. @param {number} width @returns {number} */
export function chartWidth(width) {
  return width - 2 * MARGIN;
}

/** @param {Layer} on @param {number} top @param {number} width */
function drawLegend(on, top, width) {
  const columns = Math.floor((width - 2 * MARGIN) / ENTRY);
  samples().forEach(([name, draw], position) => {
    const x = MARGIN + (position % columns) * ENTRY;
    const y = top + Math.floor(position / columns) * ENTRY_TALL;
    const sample = layer("sample", 0);
    draw(sample);
    moveInto(on, sample, x, y);
    text(on, "mark", x + WIDE + 8, y + TALL - 4, name);
  });
}

/** @param {Layer} on @param {Layer} from @param {number} dx @param {number} dy */
function moveInto(on, from, dx, dy) {
  for (const [kind, every, moves] of /** @type {const} */ ([["rects", 4, [1, 1, 0, 0]], ["lines", 4, [1, 1, 1, 1]], ["marks", 3, [1, 1, 0]]])) {
    for (const [style, list] of from[kind]) {
      const moved = list.map((value, i) => value + (moves[i % every] ? (i % every) % 2 ? dy : dx : 0));
      on[kind].set(style, [...(on[kind].get(style) ?? []), ...moved]);
    }
  }
  for (const fade of from.fades) on.fades.push({ ...fade, x: fade.x + dx, y: fade.y + dy });
}

/** @param {Layer} on @param {number} width @param {number} height @returns {Scene} */
function sceneWith(on, width, height) {
  return { width, height, hatchShift: 0, layers: [on], boxes: [], hits: [], places: [] };
}
