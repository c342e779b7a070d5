/**
 * Which days lie under which pixels? One linear scale, as immutable values: a view is a half-open
 * interval of days [start, end), fractions allowed. Names say their unit: `day` or `x` (CSS pixels).
 */

/** @import {View, Limits} from "../types.js" */

/** @param {View} view @param {number} width px @param {number} day @returns {number} x in px */
export function xOf(view, width, day) {
  return ((day - view.start) / (view.end - view.start)) * width;
}

/** @param {View} view @param {number} width px @param {number} x px @returns {number} day */
export function dayAt(view, width, x) {
  return view.start + (x / Math.max(1, width)) * (view.end - view.start);
}

/** @param {View} view @param {number} days @returns {View} */
export function panned(view, days) {
  return { start: view.start + days, end: view.end + days };
}

/**
 * @param {View} view
 * @param {number} factor below 1 comes nearer
 * @param {number} day stays where it is
 * @returns {View}
 */
export function zoomedAt(view, factor, day) {
  return { start: day - (day - view.start) * factor, end: day + (view.end - day) * factor };
}

/**
 * The view around two days, with a margin on both sides.
 * @param {number} start @param {number} end @param {number} [margin] part of the length, each side
 * @returns {View}
 */
export function around(start, end, margin = 0.06) {
  const room = Math.max(20, (end - start) * margin);
  return { start: start - room, end: end + room };
}

/**
 * The nearest valid view: at least a day wide, at most as wide as the limits, and within them.
 * @param {View} view @param {Limits} limits
 * @returns {View}
 */
export function clampedView(view, limits) {
  const widest = Math.max(limits.minSpan, limits.max - limits.min);
  let { start, end } = view;
  if (!Number.isFinite(start) || !Number.isFinite(end) || end <= start) return { start: limits.min, end: limits.min + widest };
  const middle = (start + end) / 2;
  const length = Math.min(widest, Math.max(limits.minSpan, end - start));
  if (length !== end - start) {
    start = middle - length / 2;
    end = start + length;
  }
  if (start < limits.min) return { start: limits.min, end: limits.min + length };
  if (end > limits.max) return { start: limits.max - length, end: limits.max };
  return { start, end };
}

/**
 * @param {number} top px scrolled away @param {number} content px @param {number} visible px
 * @returns {number}
 */
export function clampedTop(top, content, visible) {
  return Math.max(0, Math.min(Number.isFinite(top) ? top : 0, Math.max(0, content - visible)));
}

/** @param {View} a @param {View} b @param {number} t 0–1 @returns {View} on the way, zooming evenly */
export function between(a, b, t) {
  const lengthA = a.end - a.start;
  const lengthB = b.end - b.start;
  const length = lengthA * Math.pow(lengthB / lengthA, t);
  // The middle moves in proportion to the length, else a long zoom would rush across centuries.
  const moved = Math.abs(lengthB - lengthA) < 1e-6 ? t : (length - lengthA) / (lengthB - lengthA);
  const middle = (a.start + a.end) / 2 + ((b.start + b.end) / 2 - (a.start + a.end) / 2) * moved;
  return { start: middle - length / 2, end: middle + length / 2 };
}
