/**
 * Does this text fit here? Text widths are measured once for each font and cached; places already
 * taken on a line are refused, so labels never overlap.
 */

/** @import {Ruler} from "../types.js" */

/** The first half of a surrogate pair: alone it is no character. */
const HALF = /[\uD800-\uDBFF]$/;
/** What belongs to the sign before it: marks, joiners, skin tones; and what a joiner at the end would hold. */
const HELD = /^[\p{M}\u200C\u200D\u{1F3FB}-\u{1F3FF}]/u;
const HOLDS = /[\u200C\u200D]$/;
const FROM_THE_RIGHT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/**
 * @param {(text: string, font: string) => number} measureNow px, slow
 * @param {Record<string, string>} fonts by name of style
 * @returns {Ruler}
 */
export function rulerOf(measureNow, fonts) {
  /** @type {Map<string, Map<string, number>>} */
  const known = new Map();
  return {
    fonts,
    measure(text, style) {
      let widths = known.get(style);
      if (!widths) known.set(style, (widths = new Map()));
      let width = widths.get(text);
      if (width === undefined) {
        width = measureNow(text, fonts[style] ?? fonts.small ?? "12px sans-serif");
        widths.set(text, width);
      }
      return width;
    },
  };
}

/**
 * @param {Ruler} ruler @param {string} text @param {string} style @param {number} room px
 * @returns {string} the text, shortened with an ellipsis, or "" when fewer than four letters fit
 */
export function fitted(ruler, text, style, room) {
  const width = ruler.measure(text, style);
  if (width <= room) return text;
  let letters = Math.floor((room / width) * text.length) - 1;
  for (; letters >= 4; letters--) {
    const kept = text.slice(0, letters).replace(HALF, "");
    if (HOLDS.test(kept) || HELD.test(text.slice(kept.length, kept.length + 2))) continue;
    const shorter = `${kept.trimEnd()}…`;
    if (ruler.measure(shorter, style) <= room) return shorter;
  }
  return "";
}

/** Isolates a right-to-left name, so that it does not reorder the text around it. @param {string} name @returns {string} */
export function isolated(name) {
  return FROM_THE_RIGHT.test(name) ? `\u2068${name}\u2069` : name;
}

/** The separators between the names of a lane: "A – B", "A, B and C", "A, B and 6 more". */
const BETWEEN = /( – |, | and (?=\d+ more$))/;

/** Isolates each name of a lane, else two right-to-left names would change places. @param {string} names @returns {string} */
export function isolatedEach(names) {
  return FROM_THE_RIGHT.test(names) ? names.split(BETWEEN).map((part, i) => (i % 2 ? part : isolated(part))).join("") : names;
}

/**
 * Shortens the names of a lane to the room: the longest first, else lanes that begin with the same
 * long name would look the same.
 * @param {Ruler} ruler @param {string} names @param {string} style @param {number} room px @returns {string}
 */
export function fittedEach(ruler, names, style, room) {
  const whole = isolatedEach(names);
  if (ruler.measure(whole, style) <= room) return whole;
  const parts = names.split(BETWEEN);
  if (parts.length === 1) return fitted(ruler, whole, style, room);
  const wide = parts.map((part) => ruler.measure(part, style));
  const each = wide.filter((_, i) => i % 2 === 0).sort((one, other) => one - other);
  let left = room - wide.reduce((sum, long, i) => sum + (i % 2 ? long : 0), 0);
  let share = 0;
  each.forEach((long, i) => {
    share = left / (each.length - i);
    left -= Math.min(long, share);
  });
  const shown = parts.map((part, i) => (i % 2 ? part : isolated(fitted(ruler, part, style, share))));
  return shown.every(Boolean) ? shown.join("") : fitted(ruler, whole, style, room);
}

/** One line of text or marks: which stretches of it are taken. */
export class Line {
  constructor() {
    /** @type {number[]} pairs of left and right, px */
    this.taken = [];
  }

  /** Sorts the stretches from left to right by insertion, because few are out of order. */
  sort() {
    const { taken } = this;
    for (let i = 2; i < taken.length; i += 2) {
      const [left, right] = [taken[i] ?? 0, taken[i + 1] ?? 0];
      let at = i;
      for (; at > 0 && (taken[at - 2] ?? 0) > left; at -= 2) {
        taken[at] = taken[at - 2] ?? 0;
        taken[at + 1] = taken[at - 1] ?? 0;
      }
      taken[at] = left;
      taken[at + 1] = right;
    }
  }

  /** @param {number} left @param {number} right @returns {boolean} */
  isFree(left, right) {
    for (let i = 0; i < this.taken.length; i += 2) {
      if (left < /** @type {number} */ (this.taken[i + 1]) && right > /** @type {number} */ (this.taken[i])) return false;
    }
    return true;
  }

  /** @param {number} left @param {number} right @returns {boolean} whether it was free, and now is taken */
  take(left, right) {
    if (!this.isFree(left, right)) return false;
    this.taken.push(left, right);
    return true;
  }

  /**
   * @param {number} left px @param {number} most px @returns {number} how far one can write from there
   */
  roomFrom(left, most) {
    let right = most;
    for (let i = 0; i < this.taken.length; i += 2) {
      const from = /** @type {number} */ (this.taken[i]);
      if (/** @type {number} */ (this.taken[i + 1]) > left && from < right) right = Math.max(left, from);
    }
    return right - left;
  }
}
