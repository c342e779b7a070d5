/**
 * Each mark is drawn once to a small canvas and then copied: copying its few pixels is several times
 * faster than stroking and filling the shape again. A copy is at most an eighth of a device pixel from
 * the exact position.
 */

import { shapes } from "./shapes.js";

/** @typedef {CanvasRenderingContext2D} Context */

/** Stamps per pixel in each direction: one for each quarter pixel. */
const PARTS = 4;
/** Margin around a shape for its halo and the halo's corners, px. */
const HALO = 6;
/** Size of the cache; a still chart on whole pixels needs about a dozen. */
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
