/**
 * In which order do the arrow keys and a screen reader go through the timeline? Lane by lane: its head,
 * then its agreements if it is open. The focus is a number: an item from 0, a lane's head from -2
 * downwards, -1 for nothing.
 */

/** @import {Lane, Layout} from "../types.js" */

/** Stops passed by Page Up and Page Down, in the chart and in the list. */
export const PAGE = 10;

/** @typedef {"all" | "closed"} Heads which heads are stops on the way: of closed lanes only where the chart itself shows the open ones */

/** @param {number} lane @returns {number} the place of its head */
export function headOf(lane) {
  return -2 - lane;
}

/** @param {number} place @returns {number} the lane whose head it is, or -1 */
export function laneOfHead(place) {
  return place <= -2 ? -2 - place : -1;
}

/** @param {Layout} layout @param {number} place @returns {number} the lane that contains it or whose head it is, or -1 */
export function laneAt(layout, place) {
  return place < 0 ? laneOfHead(place) : layout.rowLane[layout.itemRow[place] ?? 0] ?? -1;
}

/** @param {Layout} layout @param {Lane} lane @param {Heads} heads @returns {number} 1 where its head is a stop */
function headsIn(layout, lane, heads) {
  return layout.heads && (lane.closed || heads === "all") ? 1 : 0;
}

/** @param {Layout} layout @param {Lane} lane @param {Heads} heads @returns {number} how many stops */
function stopsIn(layout, lane, heads) {
  return headsIn(layout, lane, heads) + (lane.closed ? 0 : lane.count);
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
  if (step === -Infinity || from < 0) return stopAt(layout, 0, 0, heads);
  const last = lanes.length - 1;
  if (step === Infinity) return stopAt(layout, last, stopsIn(layout, /** @type {Lane} */ (lanes[last]), heads) - 1, heads);
  const start = /** @type {Lane} */ (lanes[from]);
  // An open lane's head may be no stop: going down it counts as before the lane's first agreement, going up as on it.
  const at = place >= 0 ? place - start.firstItem + headsIn(layout, start, heads) : headsIn(layout, start, heads) || step < 0 ? 0 : -1;
  let lane = from;
  let left = at + step;
  while (left < 0 && lane > 0) left += stopsIn(layout, /** @type {Lane} */ (lanes[--lane]), heads);
  for (let here; lane < last && left >= (here = stopsIn(layout, /** @type {Lane} */ (lanes[lane]), heads)); lane++) left -= here;
  return stopAt(layout, lane, left, heads);
}

/** @param {Layout} layout @param {number} lane @param {number} stop in it, brought within it @param {Heads} heads @returns {number} */
function stopAt(layout, lane, stop, heads) {
  const one = /** @type {Lane} */ (layout.lanes[lane]);
  const within = Math.max(0, Math.min(stop, stopsIn(layout, one, heads) - 1));
  const item = within - headsIn(layout, one, heads);
  return item < 0 ? headOf(lane) : one.firstItem + item;
}

/**
 * The visible places in reading order: each lane's head before its agreements.
 * @param {Layout} layout @param {readonly number[]} visible items, or -1 - lane of a closed lane, in reading order
 * @param {number} focus stays among them, though it is out of sight; -1 for none
 * @returns {number[]} places
 */
export function readingOf(layout, visible, focus) {
  const places = visible.map((item) => (item < 0 ? headOf(-1 - item) : item));
  const order = (/** @type {number} */ place) => (place < 0 ? layout.lanes[laneOfHead(place)]?.firstItem ?? 0 : place) + (place < 0 ? -0.5 : 0);
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
    if (next !== lane && place >= 0) rows.push(headOf(next));
    lane = next;
    rows.push(place);
  }
  return rows;
}

/**
 * Its level, and its place among those of its level: a lane among the lanes, an agreement in its lane.
 * @param {Layout} layout @param {number} place @returns {{level: number, position: number, size: number}}
 */
export function rankOf(layout, place) {
  if (place < 0) return { level: 1, position: laneOfHead(place) + 1, size: layout.lanes.length };
  if (!layout.heads) return { level: 1, position: place + 1, size: layout.items.length };
  const lane = layout.lanes[laneAt(layout, place)];
  return { level: 2, position: place - (lane?.firstItem ?? 0) + 1, size: lane?.count ?? 0 };
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
  if (place < 0) return same ? headOf(lane) : -1;
  const treaty = before.items[place] ?? -1;
  const inSame = same ? after.items.subarray(same.firstItem, same.firstItem + same.count).indexOf(treaty) : -1;
  if (same && inSame >= 0) return same.closed ? headOf(lane) : same.firstItem + inSame;
  const item = after.items.indexOf(treaty);
  if (item < 0) return -1;
  const now = laneAt(after, item);
  return after.lanes[now]?.closed ? headOf(now) : item;
}
