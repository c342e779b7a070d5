/**
 * Where in the whole am I? A strip with the density of agreements over all years, and a brush that can
 * be moved and stretched. The chart's keys do the same, so it is no tab stop.
 */

import { Line } from "../layout/text-fit.js";
import { begins } from "../time/ticks.js";
import { xOf, dayAt } from "../time/viewport.js";

/** @import {Chronology, Reference, Ruler, View} from "../types.js" */
/** @import {Theme} from "../drawing/theme.js" */

const BINS = 480;
const GRIP = 9;
/** Grip size for a finger, px. */
const FINGER_GRIP = 22;
const FOOT = 15;
/** Tokens; each density has a contrast of 3:1 on its background (tests/js/contrast.test.js). */
const AROUND = { record: "surface-sunken", density: "tl-density" };
const WITHIN = { record: "surface", density: "status-in-force" };

/**
 * The number of agreements in each of `bins` equal parts of the range.
 * @param {Chronology} data @param {Uint8Array | null} only @param {View} range @param {number} [bins]
 * @returns {Int32Array}
 */
export function densityOf(data, only, range, bins = BINS) {
  const change = new Int32Array(bins + 1);
  const per = bins / (range.end - range.start);
  const bin = (/** @type {number} */ day) => Math.max(0, Math.min(bins, Math.floor((day - range.start) * per)));
  for (let t = 0; t < data.count; t++) {
    if (only && !only[t]) continue;
    const from = bin(data.first[t] ?? 0);
    const until = Math.max(from + 1, bin(data.last[t] ?? 0) + 1);
    change[from] = (change[from] ?? 0) + 1;
    if (until <= bins) change[until] = (change[until] ?? 0) - 1;
  }
  let now = 0;
  return change.subarray(0, bins).map((step) => (now += step));
}

export class Minimap {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{grasp: () => void, brush: (view: View) => void}} hand
   */
  constructor(canvas, hand) {
    this.canvas = canvas;
    this.hand = hand;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
    /** @type {View} */
    this.range = { start: 0, end: 1 };
    /** @type {View} */
    this.view = { start: 0, end: 1 };
    /** @type {Int32Array} */
    this.density = new Int32Array(1);
    this.painted = "";
    /** The theme of the cached picture: another theme is another object. @type {Theme | null} */
    this.worn = null;
    /** @type {{around: HTMLCanvasElement, within: HTMLCanvasElement, density: Int32Array, range: View, theme: Theme, ruler: Ruler, key: string} | null} */
    this.made = null;
    this.bind();
  }

  /** @param {Int32Array} density @param {View} range */
  describe(density, range) {
    this.density = density;
    this.range = range;
    this.painted = "";
  }

  bind() {
    /** @type {{part: "move" | "start" | "end", from: number, view: View, pointer: number} | null} */
    let drag = null;
    const { canvas } = this;
    const x = (/** @type {PointerEvent} */ event) => event.clientX - canvas.getBoundingClientRect().left;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || drag) return;
      this.hand.grasp();
      const at = x(event);
      const width = canvas.clientWidth;
      const grip = event.pointerType === "touch" ? FINGER_GRIP : GRIP;
      let { view } = this;
      let [left, right] = [xOf(this.range, width, this.view.start), xOf(this.range, width, this.view.end)];
      if (at < left - grip || at > right + grip) {
        const half = (this.view.end - this.view.start) / 2;
        const day = dayAt(this.range, width, at);
        view = { start: day - half, end: day + half };
        this.hand.brush(view);
        [left, right] = [-Infinity, Infinity];
      }
      // A brush narrower than its grips is moved, not stretched.
      const part = right - left < 3 * grip ? "move" : Math.abs(at - left) < grip ? "start" : Math.abs(at - right) < grip ? "end" : "move";
      drag = { part, from: at, view, pointer: event.pointerId };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drag) {
        const [left, right] = [this.view.start, this.view.end].map((day) => xOf(this.range, canvas.clientWidth, day));
        const near = Math.min(Math.abs(x(event) - (left ?? 0)), Math.abs(x(event) - (right ?? 0))) < GRIP;
        canvas.style.cursor = near ? "ew-resize" : "grab";
        return;
      }
      if (event.pointerId !== drag.pointer) return;
      const days = ((x(event) - drag.from) / canvas.clientWidth) * (this.range.end - this.range.start);
      const { start, end } = drag.view;
      if (drag.part === "move") this.hand.brush({ start: start + days, end: end + days });
      else if (drag.part === "start") this.hand.brush({ start: Math.min(start + days, end - 1), end });
      else this.hand.brush({ start, end: Math.max(end + days, start + 1) });
    });
    const done = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId === drag?.pointer) drag = null;
    };
    canvas.addEventListener("pointerup", done);
    canvas.addEventListener("pointercancel", done);
  }

  /** @param {View} view @param {Theme} theme @param {Ruler} ruler @param {Reference} reference */
  paint(view, theme, ruler, reference) {
    this.view = view;
    const [width, height] = [this.canvas.clientWidth / theme.scale, this.canvas.clientHeight / theme.scale];
    const ratio = (window.devicePixelRatio || 1) * theme.scale;
    const key = [view.start, view.end, reference.day, width, height, ratio].join();
    if ((key === this.painted && theme === this.worn) || !width) return;
    this.painted = key;
    this.worn = theme;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w;
      this.canvas.height = h;
    }
    const c = this.context;
    const colour = (/** @type {string} */ name) => theme.colour[name] ?? "#888";
    const base = height - FOOT;
    const now = xOf(this.range, width, reference.day);
    const { around, within } = this.whole({ width, height, ratio, now, theme, ruler });
    const [left, right] = [xOf(this.range, width, view.start), xOf(this.range, width, view.end)];
    const [from, until] = [Math.max(0, Math.round(left * ratio)), Math.min(w, Math.round(right * ratio))];
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.drawImage(around, 0, 0);
    if (until > from) c.drawImage(within, from, 0, until - from, base * ratio, from, 0, until - from, base * ratio);
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.fillStyle = colour("tl-today");
    c.fillRect(Math.round(now) - 1, 0, 2, base);
    this.paintBrush(Math.max(1, left), Math.min(width - 1, right), base, colour("focus"));
  }

  /**
   * The strip without the brush, painted once and cached in two versions: outside the brush and within it.
   * The outside is paler but readable, because the reader looks there for where to go.
   * @param {{width: number, height: number, ratio: number, now: number, theme: Theme, ruler: Ruler}} how
   */
  whole({ width, height, ratio, now, theme, ruler }) {
    const { made, density, range } = this;
    const key = `${width} ${height} ${ratio} ${now}`;
    if (made && made.density === density && made.range === range && made.theme === theme && made.ruler === ruler && made.key === key) return made;
    const base = height - FOOT;
    const colour = (/** @type {string} */ name) => theme.colour[name] ?? "#888";
    const [around, within] = [AROUND, WITHIN].map((look) => {
      const canvas = document.createElement("canvas");
      canvas.width = this.canvas.width;
      canvas.height = this.canvas.height;
      const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      c.setTransform(ratio, 0, 0, ratio, 0, 0);
      c.fillStyle = colour("surface");
      c.fillRect(0, 0, width, height);
      c.fillStyle = colour(look.record);
      c.fillRect(0, 0, width, base);
      c.fillStyle = colour("tl-future");
      c.fillRect(now, 0, Math.max(0, width - now), base);
      this.paintDensity(c, width, base, colour(look.density));
      this.paintYears(c, { width, base, height, colour, theme, ruler });
      return canvas;
    });
    return (this.made = { around: /** @type {HTMLCanvasElement} */ (around), within: /** @type {HTMLCanvasElement} */ (within), density, range, theme, ruler, key });
  }

  /** @param {CanvasRenderingContext2D} c @param {number} width @param {number} base @param {string} colour */
  paintDensity(c, width, base, colour) {
    const most = this.density.reduce((a, b) => Math.max(a, b), 1);
    const step = width / this.density.length;
    c.fillStyle = colour;
    c.beginPath();
    c.moveTo(0, base);
    this.density.forEach((value, i) => {
      // The square root keeps a single agreement visible beside hundreds.
      const y = base - Math.sqrt(value / most) * (base - 5);
      c.lineTo(i * step, y);
      c.lineTo((i + 1) * step, y);
    });
    c.lineTo(width, base);
    c.fill();
  }

  /**
   * @param {CanvasRenderingContext2D} c
   * @param {{width: number, base: number, height: number, colour: (name: string) => string, theme: Theme, ruler: Ruler}} how
   */
  paintYears(c, { width, base, height, colour, theme, ruler }) {
    const perYear = (width / (this.range.end - this.range.start)) * 365;
    const step = [1, 2, 5, 10, 20, 50, 100].find((years) => years * perYear > 48) ?? 200;
    const line = new Line();
    c.font = theme.font.small ?? "11px sans-serif";
    for (const day of begins({ unit: "year", step }, this.range)) {
      const x = xOf(this.range, width, day);
      const label = String(Math.round(1970 + day / 365.2425));
      const wide = ruler.measure(label, "small");
      c.fillStyle = colour("rule-strong");
      c.fillRect(Math.round(x), base, 1, 4);
      c.fillStyle = colour("ink-3");
      if (x > 0 && x + wide < width && line.take(x, x + wide + 8)) c.fillText(label, x + 3, height - 3);
    }
  }

  /** @param {number} left @param {number} right @param {number} base @param {string} colour */
  paintBrush(left, right, base, colour) {
    const c = this.context;
    c.strokeStyle = colour;
    c.lineWidth = 1.5;
    c.strokeRect(left, 0.75, Math.max(2, right - left), base - 1.5);
    c.fillStyle = colour;
    for (const x of [left, right]) c.fillRect(x - 2, base / 2 - 8, 4, 16);
  }
}
