/**
 * Which rows hold nothing in the window of time? They are folded into a few words for each lane: "2 earlier, 1 later".
 * This is asked when the chart comes to rest, not for each frame: while the window moves, rows keep their places.
 */

import { upperBound } from "../data/binary-search.js";

/** @import {Chronology, Layout, View} from "../types.js" */
/** @import {Plan} from "./lanes.js" */

/** @typedef {{hidden: Uint8Array, earlier: Int32Array, later: Int32Array}} Outside `hidden` by row, the counts by lane */

/**
 * The items of a row that lie in the window: those of a row are in order of time and do not overlap.
 * @param {Pick<Layout, "items">} layout @param {Pick<Chronology, "last">} data
 * @param {number} from first item of the row @param {number} to the one after its last @param {View} view
 * @returns {number} the first item that has not ended before it, or `to`
 */
export function firstWithin({ items }, { last }, from, to, view) {
  // Most rows hold one agreement or two.
  let item = to - from < 6 ? from : from + upperBound(items.subarray(from, to), view.start - 1, (treaty) => last[treaty] ?? 0);
  while (item < to && (last[items[item] ?? 0] ?? 0) <= view.start - 1) item++;
  return item;
}

/** @param {Pick<Layout, "items">} layout @param {Pick<Chronology, "first">} data @param {number} from @param {number} to @param {View} view @returns {number} the first item that begins after it, or `to` */
function firstAfter({ items }, { first }, from, to, view) {
  let item = to - from < 6 ? from : from + upperBound(items.subarray(from, to), view.end, (treaty) => first[treaty] ?? 0);
  while (item < to && (first[items[item] ?? 0] ?? 0) <= view.end) item++;
  return item;
}

/**
 * @param {Chronology} data @param {Plan} plan @param {View} view
 * @param {readonly number[]} kept treaties whose rows are never folded, such as the one that has the focus
 * @returns {Outside}
 */
export function outsideOf(data, plan, view, kept) {
  const { items, itemRow, rowOffsets, rowLane, groups } = plan;
  const rows = rowLane.length;
  const [hidden, stays] = [new Uint8Array(rows), new Uint8Array(rows)];
  const [earlier, later, folded] = [new Int32Array(groups.length), new Int32Array(groups.length), new Uint8Array(groups.length)];
  for (const treaty of kept) for (let item = items.indexOf(treaty); item >= 0; item = items.indexOf(treaty, item + 1)) stays[itemRow[item] ?? 0] = 1;
  for (let row = 0; row < rows; row++) {
    if (stays[row]) continue;
    const [from, to, lane] = [/** @type {number} */ (rowOffsets[row]), /** @type {number} */ (rowOffsets[row + 1]), /** @type {number} */ (rowLane[row])];
    const begin = firstWithin(plan, data, from, to, view);
    const end = firstAfter(plan, data, begin, to, view);
    earlier[lane] = /** @type {number} */ (earlier[lane]) + begin - from;
    later[lane] = /** @type {number} */ (later[lane]) + to - end;
    if (begin < end) continue;
    hidden[row] = 1;
    folded[lane] = 1;
  }
  // Without a folded row there is nothing to unfold: an earlier agreement stands to the left in a row that is there.
  for (let lane = 0; lane < groups.length; lane++) if (!folded[lane]) earlier[lane] = later[lane] = 0;
  return { hidden, earlier, later };
}

/** Whether two layouts of one plan look the same. @param {Layout} a @param {Layout} b @returns {boolean} */
export function sameRows(a, b) {
  return a.shown.length === b.shown.length && a.shown.every((row, i) => row === b.shown[i])
    && a.lanes.every(({ earlier, later, unfolded }, l) => earlier === b.lanes[l]?.earlier && later === b.lanes[l]?.later && unfolded === b.lanes[l]?.unfolded);
}

/**
 * How far the rows must be scrolled after rows have been folded or unfolded, so that one of them stays where it was.
 * @param {Layout} before @param {Layout} after of the same plan
 * @param {number} top px scrolled before @param {number} at px of the layout before: the row there stays; if it is folded, the next one that is not
 * @returns {number} px
 */
export function topKept(before, after, top, at) {
  const lane = Math.max(0, upperBound(before.lanes, at, ({ y }) => y) - 1);
  const [was, is] = [before.lanes[lane], after.lanes[lane]];
  if (!was || !is) return top;
  const rows = before.shown.subarray(was.firstShown, before.lanes[lane + 1]?.firstShown);
  const here = upperBound(rows, at, (row) => before.rowY[row] ?? 0) - 1;
  for (let away = 0; here >= 0 && away < rows.length; away++) {
    for (const row of [rows[here + away], rows[here - away]]) {
      if (row !== undefined && after.rowHeight[row]) return top + (after.rowY[row] ?? 0) - (before.rowY[row] ?? 0);
    }
  }
  // Only the head is left, which was stuck to the top if the lane began above it.
  return top > was.y ? is.y : top + is.y - was.y;
}
