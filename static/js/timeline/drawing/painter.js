/**
 * Puts a scene onto a canvas. Knows colours and pixels and nothing of treaties; each style is set
 * once for all its primitives, and device pixels are respected.
 */

import { TONES } from "../data/looks.js";
import { Stamps } from "./stamps.js";

/** @import {Layer, Scene} from "../types.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {CanvasRenderingContext2D} Context */

export class Painter {
  /** @param {HTMLCanvasElement} canvas @param {Theme} theme */
  constructor(canvas, theme) {
    this.canvas = canvas;
    // Opaque: the background fills the whole canvas, so the browser need not blend each frame with the page.
    this.context = /** @type {Context} */ (canvas.getContext("2d", { alpha: false }));
    /** @type {Map<string, CanvasPattern>} */
    this.hatches = new Map();
    this.stamps = new Stamps((name) => this.colour(name));
    this.ratio = 1;
    this.theme = theme;
  }

  /** @param {Theme} theme */
  wear(theme) {
    this.theme = theme;
    this.hatches.clear();
    this.stamps.clear();
  }

  /** @param {number} width px of the chart @param {number} height */
  resize(width, height) {
    const ratio = (window.devicePixelRatio || 1) * this.theme.scale;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width === w && this.canvas.height === h && this.ratio === ratio) return;
    if (this.ratio !== ratio) this.hatches.clear();
    this.ratio = ratio;
    this.canvas.width = w;
    this.canvas.height = h;
  }

  /** @param {Scene} scene */
  paint(scene) {
    const { context } = this;
    this.resize(scene.width, scene.height);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.fillStyle = this.colour("tl-ground");
    context.fillRect(0, 0, scene.width, scene.height);
    context.textBaseline = "alphabetic";
    for (const layer of scene.layers) if (!isEmpty(layer)) this.paintLayer(layer, scene);
  }

  /** @param {Layer} layer @param {Scene} scene */
  paintLayer(layer, scene) {
    const { context } = this;
    context.save();
    if (layer.top) {
      context.beginPath();
      context.rect(0, layer.top, scene.width, scene.height - layer.top);
      context.clip();
    }
    for (const [style, list] of inOrder(layer.rects)) this.rects(style, list, scene.hatchShift);
    for (const fade of layer.fades) this.fade(fade);
    for (const [style, list] of layer.lines) this.lines(style, list);
    for (const [shape, list] of layer.marks) this.stamps.put(context, shape, list);
    this.texts(layer);
    context.restore();
  }

  /** @param {string} name of a token @returns {string} */
  colour(name) {
    return this.theme.colour[name] ?? "#888";
  }

  /** @param {string} style @param {number[]} list @param {number} shift */
  rects(style, list, shift) {
    const { context } = this;
    const [form = "", tone = ""] = style.split("|");
    if (form === "outline" || form === "dashed" || ["selected", "focus", "hover"].includes(form)) return this.frames(form, tone, list);
    const plain = FILLS[form];
    context.fillStyle = this.colour(plain ?? tokenOf(tone));
    if (form === "projected" || form === "hatch") {
      context.globalAlpha = form === "projected" ? 0.16 : 0.22;
      fill(context, list);
      context.globalAlpha = 1;
      context.fillStyle = this.hatch(form, tone, shift);
      fill(context, list);
      context.fillStyle = this.colour(tokenOf(tone));
      edges(context, list);
    } else fill(context, list);
    if (form === "window") this.frames("window-edge", "", list);
  }

  /** @param {string} form @param {string} tone @param {number[]} list */
  frames(form, tone, list) {
    const { context } = this;
    const wide = form === "selected" || form === "focus" ? 2 : form === "outline" || form === "dashed" ? 1.5 : 1;
    context.strokeStyle = this.colour(FRAMES[form] ?? tokenOf(tone));
    context.lineWidth = wide;
    context.setLineDash(form === "dashed" ? [5, 3] : []);
    if (form === "outline" || form === "dashed") {
      // Not the background colour: the gap with a name between two such bars would look like a third bar.
      context.fillStyle = this.colour("tl-outline");
      fill(context, list);
    }
    context.beginPath();
    for (let i = 0; i < list.length; i += 4) {
      const [x, y, w, h] = [list[i] ?? 0, list[i + 1] ?? 0, list[i + 2] ?? 0, list[i + 3] ?? 0];
      context.rect(x + wide / 2, y + wide / 2, Math.max(0.5, w - wide), h - wide);
    }
    context.stroke();
    context.setLineDash([]);
  }

  /** @param {string} style @param {number[]} list */
  lines(style, list) {
    const { context } = this;
    const [form = "", tone = ""] = style.split("|");
    const look = LINES[form] ?? { colour: tokenOf(tone), width: 2, dash: [2, 3] };
    context.strokeStyle = this.colour(look.colour);
    context.lineWidth = look.width;
    context.setLineDash(look.dash ?? []);
    context.beginPath();
    const half = look.width % 2 ? 0.5 : 0;
    for (let i = 0; i < list.length; i += 4) {
      const [x0, y0, x1, y1] = [list[i] ?? 0, list[i + 1] ?? 0, list[i + 2] ?? 0, list[i + 3] ?? 0];
      context.moveTo(Math.round(x0) + half, Math.round(y0) + half);
      context.lineTo(Math.round(x1) + half, Math.round(y1) + half);
    }
    context.stroke();
    context.setLineDash([]);
  }

  /** @param {Layer["fades"][number]} fade */
  fade({ x, y, w, h, tone, into }) {
    const { context } = this;
    const gradient = context.createLinearGradient(x, 0, x + w, 0);
    const colour = this.colour(tokenOf(tone));
    gradient.addColorStop(into === "right" ? 0 : 1, `${colour}00`);
    gradient.addColorStop(into === "right" ? 1 : 0, colour);
    context.fillStyle = gradient;
    context.fillRect(x, y, w, h);
  }

  /** @param {Layer} layer */
  texts(layer) {
    const { context } = this;
    let now = "";
    for (const { x, y, text, style, halo } of layer.texts) {
      const look = TEXTS[style] ?? { font: "small", colour: "ink" };
      if (style !== now) {
        now = style;
        context.font = this.theme.font[look.font] ?? "12px sans-serif";
        context.strokeStyle = this.colour(look.halo ?? "tl-ground");
        context.lineWidth = 3;
        context.lineJoin = "round";
      }
      if (halo) context.strokeText(text, x, y);
      context.fillStyle = this.colour(look.colour);
      context.fillText(text, x, y);
    }
  }

  /** @param {string} form @param {string} tone @param {number} shift px @returns {CanvasPattern} */
  hatch(form, tone, shift) {
    const key = `${form}|${tone}`;
    let pattern = this.hatches.get(key);
    if (!pattern) {
      const side = Math.round(8 * this.ratio);
      const tile = document.createElement("canvas");
      tile.width = tile.height = side;
      const ink = /** @type {Context} */ (tile.getContext("2d"));
      ink.strokeStyle = this.colour(tokenOf(tone));
      ink.globalAlpha = form === "projected" ? 0.38 : 0.7;
      ink.lineWidth = (form === "projected" ? 1 : 1.6) * this.ratio;
      ink.beginPath();
      // Hatched the other way from projection, so that they do not differ by colour alone.
      for (const from of [-side, 0, side]) {
        ink.moveTo(from, form === "projected" ? side : 0);
        ink.lineTo(from + side, form === "projected" ? 0 : side);
      }
      ink.stroke();
      pattern = /** @type {CanvasPattern} */ (this.context.createPattern(tile, "repeat"));
      this.hatches.set(key, pattern);
    }
    pattern.setTransform(new DOMMatrix([1 / this.ratio, 0, 0, 1 / this.ratio, shift, 0]));
    return pattern;
  }
}

/** All other readings share one colour, whatever their status. @param {string} tone @returns {string} */
function tokenOf(tone) {
  return tone === "reading" ? "tl-reading" : `status-${tone}`;
}

/** Styles of rectangles that are one token. @type {Record<string, string>} */
const FILLS = {
  future: "tl-future", surface: "surface", today: "tl-today", lane: "tl-lane", joint: "tl-ground", window: "tl-window",
  "window-strip": "tl-window", plate: "tl-ground", "plate-ahead": "tl-future", reading: "tl-reading", density: "tl-density", thumb: "rule-strong",
};
/** @type {Record<string, string>} */
const FRAMES = { selected: "tl-selected", focus: "focus", hover: "rule-strong", "window-edge": "tl-window-edge" };
/** @type {Record<string, {colour: string, width: number, dash?: number[]}>} */
const LINES = {
  grid: { colour: "tl-grid", width: 1 },
  "grid-strong": { colour: "tl-grid-strong", width: 1 },
  tick: { colour: "rule-strong", width: 1 },
  "tick-minor": { colour: "rule-strong", width: 1 },
  rule: { colour: "rule", width: 1 },
  today: { colour: "tl-today", width: 2 },
  now: { colour: "tl-today", width: 1, dash: [3, 3] },
  track: { colour: "rule-strong", width: 1 },
  whisker: { colour: "tl-mark", width: 1 },
};
/** @type {Record<string, {font: string, colour: string, halo?: string}>} */
const TEXTS = {
  heading: { font: "heading", colour: "ink" },
  title: { font: "title", colour: "ink" },
  "title-compact": { font: "title-compact", colour: "ink" },
  "title-later": { font: "title", colour: "ink-3" },
  "title-compact-later": { font: "title-compact", colour: "ink-3" },
  "title-dense": { font: "title-dense", colour: "ink" },
  "title-dense-later": { font: "title-dense", colour: "ink-3" },
  lane: { font: "lane", colour: "tl-lane-ink" },
  "lane-count": { font: "small", colour: "ink-3" },
  outside: { font: "small", colour: "ink-2" },
  tick: { font: "tick", colour: "ink-2" },
  era: { font: "era", colour: "ink" },
  today: { font: "today", colour: "tl-today-ink" },
  mark: { font: "small", colour: "ink-2" },
  away: { font: "small", colour: "ink-3" },
  reading: { font: "small", colour: "ink-2" },
  "on-solid": { font: "small", colour: "status-in-force-on" },
  "on-hatch": { font: "small", colour: "ink" },
};

/** Painting order within a layer. */
const ORDER = ["future", "surface", "lane", "today", ...["reading", ...TONES].flatMap((tone) => ["outline", "dashed", "solid", "projected", "hatch"].map((form) => `${form}|${tone}`))];

/** @param {Map<string, number[]>} batches @returns {[string, number[]][]} */
function inOrder(batches) {
  const rank = (/** @type {string} */ style) => {
    const at = ORDER.indexOf(style);
    return at < 0 ? (style === "joint" ? 999 : 998) : at;
  };
  return [...batches].sort((a, b) => rank(a[0]) - rank(b[0]));
}

/** @param {Layer} layer @returns {boolean} */
function isEmpty({ rects, lines, marks, fades, texts }) {
  return !rects.size && !lines.size && !marks.size && !fades.length && !texts.length;
}

/** @param {Context} context @param {number[]} list */
function fill(context, list) {
  context.beginPath();
  for (let i = 0; i < list.length; i += 4) context.rect(list[i] ?? 0, list[i + 1] ?? 0, list[i + 2] ?? 0, list[i + 3] ?? 0);
  context.fill();
}

/** Lines along top and bottom show the shape of a hatched bar. @param {Context} context @param {number[]} list */
function edges(context, list) {
  for (let i = 0; i < list.length; i += 4) {
    const [x, y, w, h] = [list[i] ?? 0, list[i + 1] ?? 0, list[i + 2] ?? 0, list[i + 3] ?? 0];
    context.fillRect(x, y, w, 1);
    context.fillRect(x, y + h - 1, w, 1);
  }
}

export { FILLS, FRAMES, inOrder, LINES, TEXTS, tokenOf };
