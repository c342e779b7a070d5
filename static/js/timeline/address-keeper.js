/**
 * The address of the page says what the chart shows; going back shows it again.
 */

import { closedIn, withClosed } from "./store.js";
import { Trail } from "./trail.js";
import { addressOf, readAddress, writeAddress } from "./url-state.js";

/** @import {Chart} from "./chart.js" */
/** @import {State} from "./types.js" */
/** @import {Address} from "./url-state.js" */

/** An address is in days and rows; where one has been oneself is known to the pixel. @typedef {Address & {top?: number}} Place */

const ALL = "*";
/** @type {(keyof State)[]} */
const SAID = ["view", "top", "by", "closed", "search", "shut", "selected"];

export class AddressKeeper {
  /** @param {Chart} chart */
  constructor(chart) {
    this.chart = chart;
    chart.pending.push(() => this.trail.timer !== 0);
    const turned = () => queueMicrotask(() => chart.rest());
    /** @type {Trail<Place>} */
    this.trail = new Trail({
      place: () => this.place(),
      url: (address) => `${location.pathname}${writeAddress(address, new URLSearchParams(location.search))}${location.hash}`,
      here: () => `${location.pathname}${location.search}${location.hash}`,
      history: window.history,
      now: () => performance.now(),
      later: (task, ms) => {
        turned();
        return window.setTimeout(task, ms);
      },
      cancel: (timer) => {
        turned();
        window.clearTimeout(timer);
      },
    });
    /** Told when one has come to another entry, in this order. @type {(() => void)[]} */
    this.arrived = [];
    /** where one has come to, and which entry that is @type {{place: Place, at: number} | null} */
    this.back = null;
    window.addEventListener("popstate", () => {
      const place = this.trail.arrive() ?? readAddress(new URLSearchParams(location.search));
      this.back = { place, at: this.trail.at };
      this.restore(place);
      for (const tell of this.arrived) tell();
    });
    window.addEventListener("pagehide", () => this.trail.write());
  }

  /** From now on the address follows the chart. */
  follow() {
    const { chart, trail } = this;
    chart.store.subscribe((state, before) => {
      if (SAID.some((key) => state[key] !== before[key])) trail.changed();
    });
    trail.changed();
  }

  /** @returns {Place} */
  place() {
    const { chart } = this;
    const state = { ...chart.store.state, ...chart.frame.goal };
    const address = addressOf(state, state.top > 0 ? chart.rowOf(chart.uppermost(state.top)) : "");
    // Every lane closed is one wish, not fifty keys; and where something is sought, those that are not seen are closed, too.
    const { lanes } = chart.layout;
    const every = lanes.length > 1 && lanes.every((lane) => lane.closed);
    if (state.search ? chart.all.has(state.closed) : every) address.closed = [ALL];
    if (state.search && every) address.shut = [ALL];
    return { ...address, top: state.top };
  }

  /** @param {Place} address */
  restore(address) {
    const { chart } = this;
    const { store } = chart;
    chart.frame.still();
    store.update({ by: address.by, search: address.search });
    const closed = address.closed.includes(ALL) ? chart.laneKeys() : new Set(address.closed);
    // The same lanes closed are the same set: nothing is laid out anew for it.
    const { closed: before } = store.state;
    const same = closed.size === before.size && [...closed].every((key) => before.has(key));
    if (same && chart.all.has(closed)) chart.all.add(before);
    store.update({ closed: same ? before : closed, selected: address.selected, view: address.view ?? chart.firstView() });
    this.shut(address);
    this.rest(address);
  }

  /** What was closed among what is found. @param {Place} address */
  shut({ search, shut }) {
    const { layout, store } = this.chart;
    if (!search) return;
    const lanes = new Set(shut.includes(ALL) ? layout.lanes.map((lane) => lane.key) : shut);
    const before = closedIn(store.state);
    if (lanes.size !== before.size || [...lanes].some((key) => !before.has(key))) store.update(withClosed(store.state, lanes));
  }

  /** The filter has let other agreements through: who has come back, and done nothing since, is at the same place among them. */
  placed() {
    if (this.back?.at === this.trail.at && !this.trail.fresh) this.rest(this.back.place);
  }

  /** @param {Place} address */
  rest(address) {
    const { chart } = this;
    const { store } = chart;
    if (address.top !== undefined) return void store.update({ top: address.top });
    const item = chart.itemNamed(address.row || address.selected);
    if (item < 0) return void store.update({ top: 0 });
    const head = chart.layout.heads ? chart.layout.metrics.laneHead : 0;
    const top = (chart.layout.rowY[chart.layout.itemRow[item] ?? 0] ?? 0) - head;
    store.update({ top: address.row ? top : Math.max(0, top - 80) });
  }
}
