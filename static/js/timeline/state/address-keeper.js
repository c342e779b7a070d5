/**
 * How does the address follow the chart, and the chart the address? Going back restores what was shown.
 */

import { PageHistory } from "./history.js";
import { closedIn, withClosed } from "./store.js";
import { addressOf, readAddress, writeAddress } from "./url-state.js";

/** @import {Chart} from "../chart.js" */
/** @import {State} from "../types.js" */
/** @import {Address} from "./url-state.js" */

/** An address with the exact scroll position, which is known only for the reader's own history. @typedef {Address & {top?: number}} Place */

const ALL = "*";
/** @type {(keyof State)[]} */
const SAID = ["view", "top", "by", "order", "closed", "outside", "search", "shut", "selected"];

export class AddressKeeper {
  /** @param {Chart} chart */
  constructor(chart) {
    this.chart = chart;
    chart.pending.push(() => this.pageHistory.timer !== 0);
    const turned = () => queueMicrotask(() => chart.rest());
    /** @type {PageHistory<Place>} */
    this.pageHistory = new PageHistory({
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
    /** Called in this order after the reader has gone to another history entry. @type {(() => void)[]} */
    this.arrived = [];
    /** the restored place, and its history entry @type {{place: Place, at: number} | null} */
    this.back = null;
    window.addEventListener("popstate", () => {
      const place = this.pageHistory.arrive() ?? readAddress(new URLSearchParams(location.search));
      this.back = { place, at: this.pageHistory.at };
      this.restore(place);
      for (const tell of this.arrived) tell();
    });
    window.addEventListener("pagehide", () => this.pageHistory.write());
  }

  /** From now on the address follows the chart. */
  follow() {
    const { chart, pageHistory } = this;
    chart.store.subscribe((state, before) => {
      if (SAID.some((key) => state[key] !== before[key])) pageHistory.changed();
    });
    pageHistory.changed();
  }

  /** @returns {Place} */
  place() {
    const { chart } = this;
    const state = { ...chart.store.state, ...chart.frame.goal };
    const address = addressOf(state, state.top > 0 ? chart.rowOf(chart.uppermost(state.top)) : "");
    // "All lanes closed" is written as one word, not fifty keys; during a search also for the lanes it hides.
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
    store.update({ by: address.by, order: address.order || store.state.order, search: address.search });
    const closed = address.closed.includes(ALL) ? chart.laneKeys() : new Set(address.closed);
    // If the same lanes are closed, the old set is kept: a new object would trigger a new layout.
    const { closed: before } = store.state;
    const same = closed.size === before.size && [...closed].every((key) => before.has(key));
    if (same && chart.all.has(closed)) chart.all.add(before);
    const outside = new Set(address.outside);
    const { outside: open } = store.state;
    const like = outside.size === open.size && [...outside].every((key) => open.has(key));
    store.update({ closed: same ? before : closed, outside: like ? open : outside, selected: address.selected, view: address.view ?? chart.firstView() });
    // At once, because the place to scroll to is known by these rows.
    chart.refold();
    this.shut(address);
    this.rest(address);
  }

  /** Restores the lanes closed during a search. @param {Place} address */
  shut({ search, shut }) {
    const { layout, store } = this.chart;
    if (!search) return;
    const lanes = new Set(shut.includes(ALL) ? layout.lanes.map((lane) => lane.key) : shut);
    const before = closedIn(store.state);
    if (lanes.size !== before.size || [...lanes].some((key) => !before.has(key))) store.update(withClosed(store.state, lanes));
  }

  /** After the filter's result has changed: restores the scroll position again, unless the reader has moved since going back. */
  placed() {
    if (this.back?.at === this.pageHistory.at && !this.pageHistory.fresh) this.rest(this.back.place);
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
