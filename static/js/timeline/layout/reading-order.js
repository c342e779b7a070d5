/**
 * In which order do the arrow keys and a screen reader go through the timeline? Lane by lane: its head, then what
 * lies outside the window of time ("2 earlier, 1 later"), then its agreements if it is open. The focus is a
 * number, a place: an item from 0, a lane's head from -2 downwards in steps of two, what lies outside from -3, -1
 * for nothing.
 */

/** @import {Lane, Layout} from "../types.js" */

/** Stops passed by Page Up and Page Down, in the chart and in the list. */
export const PAGE = 10;

/** @typedef {"all" | "closed"} Heads which heads are stops on the way: of closed lanes only where the chart itself shows the open ones */

/** @param {number} lane @returns {number} the place of its head */
export function headOf(lane) {
  return -2 - 2 * lane;
}

/** @param {number} place @returns {number} the lane whose head it is, or -1 */
export function laneOfHead(place) {
  return place <= -2 && place % 2 === 0 ? -1 - place / 2 : -1;
}

/** @param {number} lane @returns {number} the place of what lies outside the window in it */
export function outsideIn(lane) {
  return -3 - 2 * lane;
}

/** @param {number} place @returns {number} the lane of which it tells what lies outside the window, or -1 */
export function laneOfOutside(place) {
  return place <= -3 && place % 2 !== 0 ? (-3 - place) / 2 : -1;
}

/** @param {Layout} layout @param {number} place @returns {number} the lane that contains it or whose head it is, or -1 */
export function laneAt(layout, place) {
  return place < 0 ? Math.max(laneOfHead(place), laneOfOutside(place)) : layout.rowLane[layout.itemRow[place] ?? 0] ?? -1;
}

/** @param {Lane} lane @returns {boolean} whether it says what lies outside the window */
export function tellsOutside({ earlier, later }) {
  return earlier + later > 0;
}

/** @param {Layout} layout @param {Lane} lane @param {Heads} heads @returns {number} how many stops there are before its agreements */
function stopsBefore(layout, lane, heads) {
  const head = layout.heads && (lane.closed || heads === "all") ? 1 : 0;
  return head + (tellsOutside(lane) ? 1 : 0);
}

/** @param {Layout} layout @param {Lane} lane @param {Heads} heads @returns {number} how many stops */
function stopsIn(layout, lane, heads) {
  return stopsBefore(layout, lane, heads) + lane.shown;
}

/**
 * The place `step` stops further on, limited to the first and the last.
 * @param {Layout} layout @param {number} place @param {number} step `Infinity` goes to the last @param {Heads} heads
 * @returns {number} -1 where there is nothing
 */
export function stepped(layout, place, step, heads) {
  const { lanes } = layout;
  const from = laneAt(layout, place);
  if (!lanes.length) return -1;
  const last = lanes.length - 1;
  let lane = step === Infinity ? last : step === -Infinity || from < 0 ? 0 : from;
  let left = 0;
  if (step === Infinity) left = stopsIn(layout, /** @type {Lane} */ (lanes[last]), heads) - 1;
  else if (step > -Infinity && from >= 0) left = stopOf(layout, place, step, heads) + step;
  while (left < 0 && lane > 0) left += stopsIn(layout, /** @type {Lane} */ (lanes[--lane]), heads);
  for (let here; lane < last && left >= (here = stopsIn(layout, /** @type {Lane} */ (lanes[lane]), heads)); lane++) left -= here;
  return stopAt(layout, lane, left, heads);
}

/** Which stop of its lane a place is. @param {Layout} layout @param {number} place @param {number} step where it goes from there @param {Heads} heads @returns {number} from 0 */
function stopOf(layout, place, step, heads) {
  const one = /** @type {Lane} */ (layout.lanes[laneAt(layout, place)]);
  const before = stopsBefore(layout, one, heads);
  if (place >= 0) return before + shownBefore(layout, one, place);
  if (laneOfOutside(place) >= 0) return Math.max(0, before - 1);
  // An open lane's head may be no stop: going down it counts as before the lane's first stop, going up as on it.
  const head = layout.heads && (one.closed || heads === "all");
  return head || step < 0 ? 0 : -1;
}

/** @param {Layout} layout @param {Lane} lane @param {number} item @returns {number} how many of its agreements that have a row come before this one */
function shownBefore(layout, lane, item) {
  if (lane.shown === lane.count) return item - lane.firstItem;
  let before = 0;
  for (const row of rowsIn(layout, lane)) {
    const [from, to] = [layout.rowOffsets[row] ?? 0, layout.rowOffsets[row + 1] ?? 0];
    if (item < to) return before + Math.max(0, item - from);
    before += to - from;
  }
  return before;
}

/** @param {Layout} layout @param {Lane} lane @param {number} nth @returns {number} the nth of its agreements that have a row */
function nthShown(layout, lane, nth) {
  if (lane.shown === lane.count) return lane.firstItem + nth;
  let left = nth;
  for (const row of rowsIn(layout, lane)) {
    const [from, to] = [layout.rowOffsets[row] ?? 0, layout.rowOffsets[row + 1] ?? 0];
    if (left < to - from) return from + left;
    left -= to - from;
  }
  return lane.firstItem;
}

/** @param {Layout} layout @param {Lane} lane @returns {Int32Array} its rows that have a height */
function rowsIn({ shown, rowOffsets }, { firstShown, shown: many }) {
  let [end, left] = [firstShown, many];
  for (; left > 0; end++) left -= (rowOffsets[(shown[end] ?? 0) + 1] ?? 0) - (rowOffsets[shown[end] ?? 0] ?? 0);
  return shown.subarray(firstShown, end);
}

/** @param {Layout} layout @param {number} lane @param {number} stop in it, brought within it @param {Heads} heads @returns {number} */
function stopAt(layout, lane, stop, heads) {
  const one = /** @type {Lane} */ (layout.lanes[lane]);
  const within = Math.max(0, Math.min(stop, stopsIn(layout, one, heads) - 1));
  const before = stopsBefore(layout, one, heads);
  if (within >= before) return nthShown(layout, one, within - before);
  return tellsOutside(one) && within === before - 1 ? outsideIn(lane) : headOf(lane);
}

/**
 * The visible places in reading order: each lane's head before what is in it.
 * @param {Layout} layout @param {readonly number[]} visible places, without the heads of open lanes
 * @param {number} focus stays among them, though it is out of sight; -1 for none
 * @returns {number[]} places
 */
export function readingOf(layout, visible, focus) {
  const places = [...visible];
  const order = (/** @type {number} */ place) => (place < 0 ? (layout.lanes[laneAt(layout, place)]?.firstItem ?? 0) - (laneOfHead(place) >= 0 ? 0.6 : 0.4) : place);
  if (focus !== -1 && laneAt(layout, focus) >= 0 && !places.includes(focus)) {
    const at = places.findIndex((place) => order(place) > order(focus));
    places.splice(at < 0 ? places.length : at, 0, focus);
  }
  if (!layout.heads) return places;
  /** @type {number[]} */
  const rows = [];
  let lane = -1;
  for (const place of places) {
    const next = laneAt(layout, place);
    if (next !== lane && laneOfHead(place) < 0) rows.push(headOf(next));
    lane = next;
    rows.push(place);
  }
  return rows;
}

/**
 * Its level, and its place among those of its level: a lane among the lanes, what lies outside and the agreements in their lane.
 * @param {Layout} layout @param {number} place @returns {{level: number, position: number, size: number}}
 */
export function rankOf(layout, place) {
  const head = laneOfHead(place);
  if (head >= 0) return { level: 1, position: head + 1, size: layout.lanes.length };
  if (!layout.heads) return { level: 1, position: place + 1, size: layout.items.length };
  const lane = layout.lanes[laneAt(layout, place)];
  const more = lane && tellsOutside(lane) ? 1 : 0;
  return { level: 2, position: place < 0 ? 1 : place - (lane?.firstItem ?? 0) + 1 + more, size: (lane?.count ?? 0) + more };
}

/**
 * The focus in a new layout: the same agreement in the same lane, or the lane's head if it is closed;
 * else the agreement in another lane, else nothing.
 * @param {Layout} before @param {Layout} after @param {number} place @returns {number}
 */
export function keptIn(before, after, place) {
  const key = before.lanes[laneAt(before, place)]?.key;
  if (key === undefined) return -1;
  const lane = after.lanes.findIndex((one) => one.key === key);
  const same = after.lanes[lane];
  if (place < 0) return !same ? -1 : laneOfOutside(place) >= 0 && tellsOutside(same) ? outsideIn(lane) : headOf(lane);
  const treaty = before.items[place] ?? -1;
  const inSame = same ? after.items.subarray(same.firstItem, same.firstItem + same.count).indexOf(treaty) : -1;
  if (same && inSame >= 0) return same.closed ? headOf(lane) : same.firstItem + inSame;
  const item = after.items.indexOf(treaty);
  if (item < 0) return -1;
  const now = laneAt(after, item);
  return after.lanes[now]?.closed ? headOf(now) : item;
}
