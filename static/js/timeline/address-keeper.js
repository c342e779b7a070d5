/**
 * The address of the page says what the chart shows; going back shows it again.
 */

import { Trail } from "./trail.js";
import { addressOf, readAddress, writeAddress } from "./url-state.js";

/** @import {Chart} from "./chart.js" */
/** @import {State} from "./types.js" */
/** @import {Address} from "./url-state.js" */

const ALL = "*";
/** @type {(keyof State)[]} */
const SAID = ["view", "top", "by", "closed", "search", "selected"];

export class AddressKeeper {
  /** @param {Chart} chart */
  constructor(chart) {
    this.chart = chart;
    /** @type {Trail<Address>} */
    this.trail = new Trail({
      place: () => this.place(),
      url: (address) => `${location.pathname}${writeAddress(address, new URLSearchParams(location.search))}${location.hash}`,
      here: () => `${location.pathname}${location.search}${location.hash}`,
      history: window.history,
      now: () => performance.now(),
      later: (task, ms) => window.setTimeout(task, ms),
      cancel: (timer) => window.clearTimeout(timer),
    });
    window.addEventListener("popstate", () => this.restore(this.trail.arrive() ?? readAddress(new URLSearchParams(location.search))));
  }

  /** From now on the address follows the chart. */
  follow() {
    const { chart, trail } = this;
    chart.store.subscribe((state, before) => {
      if (SAID.some((key) => state[key] !== before[key])) trail.changed();
    });
    // The uppermost row in sight is known once it is painted.
    chart.settled.push(() => trail.changed());
  }

  /** @returns {Address} */
  place() {
    const { chart } = this;
    const state = { ...chart.store.state, ...chart.frame.goal };
    const first = state.top > 0 ? chart.visible().find((item) => item >= 0) ?? -1 : -1;
    const address = addressOf(state, chart.slugOf(first));
    // Every lane closed is one wish, not fifty keys.
    if (chart.layout.lanes.length > 1 && chart.layout.lanes.every((lane) => lane.closed)) address.closed = [ALL];
    return address;
  }

  /** @param {Address} address */
  restore(address) {
    const { chart } = this;
    const { store } = chart;
    chart.frame.still();
    store.update({ by: address.by, closed: new Set(), search: address.search });
    const closed = address.closed.includes(ALL) ? chart.layout.lanes.map((lane) => lane.key) : address.closed;
    store.update({ closed: new Set(closed), selected: address.selected, view: address.view ?? chart.firstView() });
    const item = chart.itemOf(chart.treatyOf(address.row || address.selected));
    if (item < 0) return void store.update({ top: 0 });
    const head = chart.layout.heads ? chart.layout.metrics.laneHead : 0;
    const top = (chart.layout.rowY[chart.layout.itemRow[item] ?? 0] ?? 0) - head;
    store.update({ top: address.row ? top : Math.max(0, top - 80) });
  }
}
