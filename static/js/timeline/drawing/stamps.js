/**
 * Each mark is drawn once and then stamped where it is wanted: to stroke and fill a shape anew takes
 * several times as long as to copy its few pixels. Stamps stand within an eighth of a pixel of the
 * device of where the shape would.
 */

import { shapes } from "./shapes.js";

/** @typedef {CanvasRenderingContext2D} Context */

/** A stamp for each quarter of a pixel, across and down. */
const PARTS = 4;
/** What may reach beyond a shape's size, px: its halo, and the corners of that. */
const HALO = 6;
/** So many are kept; a chart that stands still on whole pixels needs a dozen. */
const MOST = 400;

export class Stamps {
  /** @param {(token: string) => string} colour */
  constructor(colour) {
    this.colour = colour;
    /** @type {Map<string, HTMLCanvasElement>} */
    this.made = new Map();
  }

  clear() {
    this.made.clear();
  }

  /**
   * @param {Context} context upright, with one scale for both directions
   * @param {string} shape @param {number[]} list three numbers each: x, y, size
   */
  put(context, shape, list) {
    const { a: scale, e, f } = context.getTransform();
    context.save();
    context.resetTransform();
    for (let i = 0; i < list.length; i += 3) {
      const size = list[i + 2] ?? 0;
      const [x, y] = [(list[i] ?? 0) * scale + e, (list[i + 1] ?? 0) * scale + f];
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const part = Math.floor((x - left) * PARTS) * PARTS + Math.floor((y - top) * PARTS);
      const half = Math.ceil((size + HALO) * scale);
      context.drawImage(this.stamp(shape, size, part, scale, half), left - half, top - half);
    }
    context.restore();
  }

  /**
   * @param {string} shape @param {number} size px @param {number} part of the pixel in which its middle lies
   * @param {number} scale @param {number} half of the side, px of the device
   * @returns {HTMLCanvasElement}
   */
  stamp(shape, size, part, scale, half) {
    const key = `${shape} ${size} ${part} ${scale}`;
    const known = this.made.get(key);
    if (known) return known;
    if (this.made.size >= MOST) this.clear();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2 * half + 1;
    const context = /** @type {Context} */ (canvas.getContext("2d"));
    const middle = (/** @type {number} */ nth) => (half + (nth + 0.5) / PARTS) / scale;
    context.scale(scale, scale);
    shapes(context, shape, [middle(Math.floor(part / PARTS)), middle(part % PARTS), size], this.colour);
    this.made.set(key, canvas);
    return canvas;
  }
}
