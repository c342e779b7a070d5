/**
 * What can be put into a scene: rectangles, lines, marks, fades and texts, grouped by style so that
 * a painter sets each colour once.
 */

/** @import {Layer} from "../types.js" */

/** @param {string} name @param {number} top px above which nothing of it may be seen @returns {Layer} */
export function layer(name, top) {
  return { name, top, rects: new Map(), lines: new Map(), marks: new Map(), fades: [], texts: [] };
}

/** @param {Map<string, number[]>} batches @param {string} style @returns {number[]} */
function batch(batches, style) {
  let list = batches.get(style);
  if (!list) batches.set(style, (list = []));
  return list;
}

/** @param {Layer} on @param {string} style @param {number} x @param {number} y @param {number} w @param {number} h */
export function rect(on, style, x, y, w, h) {
  batch(on.rects, style).push(x, y, w, h);
}

/** @param {Layer} on @param {string} style @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
export function line(on, style, x0, y0, x1, y1) {
  batch(on.lines, style).push(x0, y0, x1, y1);
}

/** @param {Layer} on @param {string} shape @param {number} x @param {number} y @param {number} size */
export function mark(on, shape, x, y, size) {
  batch(on.marks, shape).push(x, y, size);
}

/**
 * @param {Layer} on @param {string} style @param {number} x @param {number} baseline @param {string} words
 * @param {boolean} [halo] whether it needs a ground of its own
 */
export function text(on, style, x, baseline, words, halo = false) {
  on.texts.push({ x, y: baseline, text: words, style, halo });
}
