/**
 * Draws everything the filter lets through onto sheets: one long picture, or pages. Uses colours for
 * paper and our own font, so that every computer and the PDF measure text alike.
 */

import { figure } from "../data/wording.js";
import { AXIS } from "../drawing/axis.js";
import { Painter } from "../drawing/painter.js";
import { sceneOf } from "../drawing/scene.js";
import { readTheme } from "../drawing/theme.js";
import { COMPACT, DENSE, layOut } from "../layout/lanes.js";
import { rulerOf } from "../layout/text-fit.js";
import { isoOf, longDate } from "../time/civil-days.js";
import { around } from "../time/viewport.js";
import { aroundLanes, chartWidth, endOf, lanesOf, pagesOf, sheetOf } from "./sheet-layout.js";

/** @import {Chart} from "../chart.js" */
/** @import {Cut, Sheet, Words} from "./sheet-layout.js" */
/** @import {Theme} from "../drawing/theme.js" */
/** @import {Layout, Ruler, Scene, View} from "../types.js" */

const FACE = '"Noto Sans"';
/** Characters missing in our copy of Noto Sans; they are drawn in the reader's own font. */
const FOREIGN = /[^\u0020-\u052f\u1e00-\u1fff\u2000-\u209f\u20a0-\u215f\u2212\u25cc\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06]/;
/** The longest canvas that all browsers support, device px. */
const LONGEST = 16_384;
const WIDE = 1600;
/** px on the width of an upright A4 page */
const NARROW = 900;
/** @type {Record<string, {width: number, height: number}>} mm landscape, drawn at 3.6 px a mm */
const PAPERS = { A3: { width: 1512, height: 1069 }, A4: { width: 1069, height: 756 } };

/**
 * @typedef {object} Whole
 * @property {Layout} layout
 * @property {View} view
 * @property {{bottom: number, lanes: number, items: number}} end
 * @property {Theme} theme
 * @property {Ruler} ruler
 * @property {Words} words
 */

/** Fetches the font for paper on first use. */
export async function lettersForPaper() {
  await Promise.all([document.fonts.load(`400 11px ${FACE}`), document.fonts.load(`600 13px ${FACE}`)]);
}

/**
 * The light theme, in our own font, or in the page's font where there is no time to fetch it.
 * @param {HTMLElement} stage @param {{own?: boolean}} [options] @returns {Theme}
 */
export function paperTheme(stage, { own = true } = {}) {
  const root = document.documentElement;
  const worn = root.getAttribute("data-theme");
  root.setAttribute("data-theme", "light");
  const theme = readTheme(stage);
  if (worn === null) root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", worn);
  if (!own) return { ...theme, scale: 1, colour: { ...theme.colour, "tl-ground": "#ffffff" } };
  const weight = (/** @type {string} */ font) => (Number.parseInt(font, 10) >= 500 ? 600 : 400);
  const font = Object.entries(theme.font).map(([name, look]) => [name, `${weight(look)} ${look.split(" ")[1]} ${FACE}, sans-serif`]);
  return { scale: 1, colour: { ...theme.colour, "tl-ground": "#ffffff" }, font: Object.fromEntries(font) };
}

/** @param {Chart} chart @param {string} asked the server's filter in words @param {Theme} theme @returns {Whole} */
export function wholeOf(chart, asked, theme) {
  const { data, reference } = chart;
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const ruler = rulerOf((text, font) => {
    context.font = font;
    return context.measureText(text).width;
  }, theme.font);
  const state = chart.store.state;
  // On paper there is no card to ask, so the bars say their terms.
  const metrics = chart.layout.metrics === DENSE ? COMPACT : chart.layout.metrics;
  const layout = layOut(data, { by: state.by, order: state.order, day: reference.day, only: chart.only, closed: new Set(), metrics, heads: chart.layout.heads });
  const end = endOf(layout);
  let [first, last] = [reference.day, reference.day];
  for (const treaty of layout.items.subarray(0, end.items)) {
    first = Math.min(first, data.first[treaty] ?? first);
    last = Math.max(last, data.until[treaty] ?? last);
  }
  return { layout, view: around(first, last, 0.02), end, theme, ruler, words: wordsOf(chart, asked, layout, end) };
}

/** @param {Chart} chart @param {string} asked @param {Layout} layout @param {Whole["end"]} end @returns {Words} */
function wordsOf(chart, asked, layout, end) {
  const { reference, store } = chart;
  const { search, by } = store.state;
  const count = layout.items.length;
  const filter = [asked, search && `search “${search}”`].filter(Boolean).join("; ");
  const lanes = { pair: "by parties together", party: "by party", subject: "by subject", status: "by status" }[by];
  const less = end.items < count || end.lanes < layout.lanes.length;
  const day = reference.asOf ? `As of ${longDate(reference.day)}. ` : "";
  return {
    title: "Treaty Timeline",
    asked: `${filter ? `Filter: ${filter}` : "All agreements"}, grouped ${lanes}.`,
    left: less ? `Shown: the first ${figure(end.lanes)} of ${figure(layout.lanes.length)} groups, ${figure(end.items)} of ${figure(count)} entries; narrow the filter for the rest.` : "",
    made: `${day}Made on ${longDate(reference.now)}.`,
    source: `Dates are calculated from the clauses and the recorded facts; sources at each agreement: ${location.origin}${location.pathname}${location.search}`,
  };
}

/** @param {Whole} whole @param {Cut} cut @param {number} width px @param {Chart} chart @returns {Scene} */
function sceneFor({ layout, view, ruler }, cut, width, chart) {
  const state = { ...chart.store.state, view, top: cut.top, closed: new Set(/** @type {string[]} */ ([])), selected: "", focus: -1, hover: -1, hoverMark: -1, width, height: AXIS + cut.tall };
  return sceneOf({ data: chart.data, layout, state, ruler, reference: chart.reference });
}

/** Everything on one sheet. @param {Whole} whole @param {Chart} chart @returns {Sheet} */
export function longSheet(whole, chart) {
  const scene = sceneFor(whole, { top: 0, tall: whole.end.bottom }, chartWidth(WIDE), chart);
  return sheetOf(scene, whole.words, { width: WIDE, height: 0, legend: true, ruler: whole.ruler, page: "" });
}

/** @param {Whole} whole @param {Chart} chart @param {string} paper @returns {Sheet[]} */
export function pageSheets(whole, chart, paper) {
  const { width, height } = PAPERS[paper] ?? { width: WIDE, height: WIDE };
  const cuts = pagesOf(whole.layout, whole.end.bottom, height - aroundLanes(width, true), height - aroundLanes(width, false));
  return cuts.map((cut, at) => {
    const scene = sceneFor(whole, cut, chartWidth(width), chart);
    return sheetOf(scene, whole.words, { width, height, legend: at === 0, ruler: whole.ruler, page: `${at + 1} of ${cuts.length}` });
  });
}

/** The lanes of a small timeline alone, for its page's own paper. @param {Whole} whole @param {Chart} chart @param {string} name @returns {Sheet} */
export function bareSheet(whole, chart, name) {
  const scene = lanesOf(sceneFor(whole, { top: 0, tall: whole.end.bottom + 2 }, NARROW, chart));
  return { width: scene.width, height: scene.height, title: name, description: whole.words.made, parts: [{ scene, x: 0, y: 0 }] };
}

/** @param {Sheet} sheet @param {Theme} theme @returns {Promise<Blob>} @throws {RangeError} in words, when it is too large for a browser */
export async function pngOf(sheet, theme) {
  const ratio = Math.min(2, LONGEST / sheet.height);
  if (ratio < 1) throw new RangeError(`A picture ${Math.ceil(sheet.height).toLocaleString("en")} pixels tall is more than browsers can make. Export as SVG or PDF, or narrow the filter.`);
  const canvas = document.createElement("canvas");
  const painter = new Painter(canvas, theme);
  const { context } = painter;
  canvas.width = Math.round(sheet.width * ratio);
  canvas.height = Math.round(sheet.height * ratio);
  painter.ratio = ratio;
  context.fillStyle = painter.colour("tl-ground");
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const { scene, x, y } of sheet.parts) {
    context.setTransform(ratio, 0, 0, ratio, x * ratio, y * ratio);
    context.save();
    context.beginPath();
    context.rect(0, 0, scene.width, scene.height);
    context.clip();
    for (const layer of scene.layers) painter.paintLayer(layer, scene);
    context.restore();
  }
  const blob = await new Promise((/** @type {(made: Blob | null) => void} */ done) => canvas.toBlob(done, "image/png"));
  canvas.width = canvas.height = 0;
  if (!blob) throw new RangeError("This browser cannot make a picture so large. Export as SVG or PDF, or narrow the filter.");
  return blob;
}

/**
 * Draws a text that the PDF's font lacks as a picture, in the reader's own font.
 * @param {Theme} theme @param {(style: string) => {font: string, colour: string}} lookOf
 */
export function foreignWords(theme, lookOf) {
  /** @type {Map<string, {href: string, x: number, y: number, w: number, h: number}>} */
  const made = new Map();
  return (/** @type {string} */ text, /** @type {string} */ style) => {
    if (!FOREIGN.test(text)) return null;
    const key = `${style} ${text}`;
    let picture = made.get(key);
    if (!picture) made.set(key, (picture = pictured(text, theme.font[lookOf(style).font] ?? "12px sans-serif", theme.colour[lookOf(style).colour] ?? "#000")));
    return picture;
  };
}

/** @param {string} text @param {string} font @param {string} colour */
function pictured(text, font, colour) {
  const sharp = 3;
  const canvas = document.createElement("canvas");
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.font = font;
  const box = context.measureText(text);
  const [left, up] = [Math.ceil(Math.max(0, box.actualBoundingBoxLeft)) + 1, Math.ceil(box.actualBoundingBoxAscent) + 1];
  const [w, h] = [left + Math.ceil(Math.max(box.width, box.actualBoundingBoxRight)) + 1, up + Math.ceil(box.actualBoundingBoxDescent) + 1];
  canvas.width = w * sharp;
  canvas.height = h * sharp;
  context.scale(sharp, sharp);
  context.font = font;
  context.fillStyle = colour;
  context.fillText(text, left, up);
  return { href: canvas.toDataURL("image/png"), x: -left, y: -up, w, h };
}

/** @param {Chart} chart @param {string} ending @returns {string} */
export function fileName(chart, ending) {
  return `treaty-timeline-${isoOf(chart.reference.day)}.${ending}`;
}
