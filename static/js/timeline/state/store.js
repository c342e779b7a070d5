/**
 * What does the page show? One immutable state, changed and clamped in one place.
 */

import { clampedTop, clampedView } from "../time/viewport.js";

/** @import {Limits, State} from "../types.js" */

/** @typedef {(state: State, before: State) => void} Listener */

export class Store {
  /**
   * @param {State} initial
   * @param {() => {limits: Limits, content: number, head: number}} bounds the current bounds of
   *   the state: days, px of all rows, px of the axis
   */
  constructor(initial, bounds) {
    this.bounds = bounds;
    this.state = this.clamped(initial);
    /** @type {Listener[]} */
    this.listeners = [];
  }

  /** @param {Listener} listener */
  subscribe(listener) {
    this.listeners.push(listener);
  }

  /** @param {Partial<State>} patch @returns {boolean} whether anything changed */
  update(patch) {
    const before = this.state;
    const next = this.clamped({ ...before, ...patch });
    if (same(before, next)) return false;
    this.state = next;
    for (const listener of this.listeners) listener(next, before);
    return true;
  }

  /** Calls all listeners when something other than the state has changed. */
  refresh() {
    for (const listener of this.listeners) listener(this.state, this.state);
  }

  /** @param {State} state @returns {State} */
  clamped(state) {
    const { limits, content, head } = this.bounds();
    return { ...state, view: clampedView(state.view, limits), top: clampedTop(state.top, content, state.height - head) };
  }
}

/** @type {ReadonlySet<string>} */
const NONE = new Set();

/**
 * The lanes that are closed now. A search opens all lanes, so that its results are visible; then only lanes
 * closed during this search are closed.
 * @param {State} state @returns {ReadonlySet<string>} keys
 */
export function closedIn({ search, closed, shut }) {
  if (!search) return closed;
  return shut?.search === search ? shut.lanes : NONE;
}

/** @param {State} state @param {ReadonlySet<string>} lanes keys @returns {Partial<State>} the patch that closes exactly these */
export function withClosed({ search }, lanes) {
  return search ? { shut: { search, lanes } } : { closed: lanes };
}

/** @param {State} a @param {State} b @returns {boolean} */
function same(a, b) {
  if (a.view.start !== b.view.start || a.view.end !== b.view.end) return false;
  return /** @type {(keyof State)[]} */ (Object.keys(b)).every((key) => key === "view" || a[key] === b[key]);
}
