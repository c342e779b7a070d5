/**
 * What does each intent do to the state? Gestures, keys, toolbar and list all call these; nothing else
 * writes to the store while the page is used.
 */

import { AXIS } from "../drawing/axis.js";
import { laneAt, laneOfHead, laneOfOutside, readingOf, stepped, tellsOutside } from "../layout/reading-order.js";
import { around, between, dayAt, panned, zoomedAt } from "../time/viewport.js";
import { closedIn, withClosed } from "./store.js";

/** @import {Chart} from "../chart.js" */
/** @import {Heads} from "../layout/reading-order.js" */
/** @import {Hit, LanesBy, LanesOrder, View} from "../types.js" */

const MOVE = 260;
/** The share of its speed that a gliding chart keeps per ms. */
const FRICTION = 0.994;
/** The fastest glide, px per ms. */
const FASTEST = 2.5;
const LEAVE = 220;

export class Intents {
  /**
   * @param {Chart} chart
   * @param {{link: (slug: string) => string, hasCard: boolean, begin: (name?: string, pause?: number) => void, say: (words: string) => void}} page
   *   `begin` marks the start of a gesture (history.js)
   */
  constructor(chart, page) {
    this.chart = chart;
    this.page = page;
    this.leaving = 0;
    /** What the last press hit; kept because it may have moved before the second press. @type {Hit | null} */
    this.pressed = null;
    this.less = matchMedia("(prefers-reduced-motion: reduce)");
  }

  get state() {
    return this.chart.store.state;
  }

  get calm() {
    return this.less.matches;
  }

  /** Begins or continues a gesture, and stops any movement. @param {string} [name] @param {number} [pause] ms */
  begin(name, pause) {
    this.page.begin(name, pause);
    this.halt();
  }

  halt() {
    this.chart.frame.still();
  }

  /** @param {number} dx px @param {number} dy px @returns {boolean} */
  pan(dx, dy) {
    const { view, width, top } = this.state;
    return this.chart.store.update({ view: panned(view, (dx / width) * (view.end - view.start)), top: top + dy, hover: -1, hoverMark: -1 });
  }

  /** @param {number} factor @param {number} x px */
  zoom(factor, x) {
    const { view, width } = this.state;
    this.chart.store.update({ view: zoomedAt(view, factor, dayAt(view, width, x)), hover: -1, hoverMark: -1 });
  }

  /** @param {number} vx px per ms @param {number} vy */
  glide(vx, vy) {
    if (this.calm || Math.hypot(vx, vy) < 0.15) return;
    const slower = Math.min(1, FASTEST / Math.hypot(vx, vy));
    let [x, y] = [vx * slower, vy * slower];
    this.chart.frame.animate((_, since) => {
      const kept = Math.pow(FRICTION, Math.min(since, 50));
      const moved = this.pan(x * since, y * since);
      x *= kept;
      y *= kept;
      return !this.calm && (moved || since === 0) && Math.hypot(x, y) > 0.02;
    });
  }

  /** Moves there smoothly, or at once if the reader asked for reduced motion. @param {View} view @param {number} [top] px @param {string} [name] of the gesture, if it may go on */
  moveTo(view, top = this.state.top, name = "") {
    const { store, frame } = this.chart;
    const from = this.state;
    this.begin(name);
    if (this.calm) {
      store.update({ view, top });
      return;
    }
    const goal = store.clamped({ ...from, view, top });
    frame.animate((elapsed) => {
      const t = this.calm ? 1 : Math.min(1, elapsed / MOVE);
      const eased = 1 - Math.pow(1 - t, 3);
      if (t < 1) store.update({ view: between(from.view, goal.view, eased), top: from.top + (goal.top - from.top) * eased });
      else store.update({ view: goal.view, top: goal.top });
      return t < 1;
    }, { view: goal.view, top: goal.top });
  }

  /** Zooms around the reference day when it is in sight, else around the middle. @param {number} factor */
  zoomStep(factor) {
    // A second step starts from the target of the first.
    const { view, top } = this.chart.frame.goal ?? this.state;
    const { day } = this.chart.reference;
    const about = day > view.start && day < view.end ? day : (view.start + view.end) / 2;
    this.moveTo(zoomedAt(view, factor, about), top, "steps");
  }

  fitAll() {
    const { data, only, reference } = this.chart;
    let [first, last] = [Infinity, -Infinity];
    for (let t = 0; t < data.count; t++) {
      if (only && !only[t]) continue;
      first = Math.min(first, data.first[t] ?? 0);
      last = Math.max(last, data.until[t] ?? 0);
    }
    if (first <= last) this.moveTo(around(Math.min(first, reference.day), Math.max(last, reference.day), 0.03), 0);
  }

  today() {
    const { view } = this.state;
    const half = (view.end - view.start) / 2;
    this.moveTo({ start: this.chart.reference.day - half, end: this.chart.reference.day + half });
  }

  /** @param {"first" | "last"} which end of what there is */
  toEnd(which) {
    const { view } = this.state;
    const long = view.end - view.start;
    const { range } = this.chart;
    this.moveTo(which === "first" ? { start: range.start, end: range.start + long } : { start: range.end - long, end: range.end });
  }

  /** @param {number} part of the width */
  sideways(part) {
    const { goal } = this.chart.frame;
    if (goal) return this.moveTo(panned(goal.view, part * (goal.view.end - goal.view.start)), goal.top, "steps");
    this.begin("steps");
    this.pan(part * this.state.width, 0);
  }

  /** @param {number} item @param {string} [name] of the gesture that goes on with it */
  fitItem(item, name = "") {
    const { data, layout } = this.chart;
    const treaty = layout.items[item] ?? 0;
    this.moveTo(around(data.first[treaty] ?? 0, data.until[treaty] ?? 0, 0.08), this.topFor(item), name);
  }

  /** @param {number} item or something of a lane's head @returns {number} px, such that it is in sight */
  topFor(item) {
    const { layout } = this.chart;
    const { top, height } = this.state;
    const row = layout.itemRow[item] ?? 0;
    const lane = item < 0 ? layout.lanes[laneAt(layout, item)] : undefined;
    const [y, tall] = lane ? [lane.y, layout.metrics.laneHead] : [layout.rowY[row] ?? 0, layout.rowHeight[row] ?? 0];
    const room = height - AXIS;
    const head = layout.heads && !lane ? layout.metrics.laneHead : 0;
    if (y - head < top) return y - head;
    return y + tall > top + room ? y + tall - room : top;
  }

  /** Focuses an item or something of a lane's head, and scrolls the chart to it. @param {number} item */
  focus(item) {
    const { chart } = this;
    const { view } = this.state;
    if (item === this.state.focus) return;
    if (item < 0 && chart.layout.lanes[laneAt(chart.layout, item)]) return void chart.store.update({ focus: item, top: this.topFor(item), hover: -1, hoverMark: -1 });
    const treaty = chart.layout.items[item];
    if (treaty === undefined) return;
    const [first, last] = [chart.data.first[treaty] ?? 0, chart.data.last[treaty] ?? 0];
    const long = view.end - view.start;
    const seen = last > view.start && first < view.end;
    const moved = seen ? view : first >= view.end ? { start: first - long * 0.2, end: first + long * 0.8 } : { start: last - long * 0.8, end: last + long * 0.2 };
    this.begin("focus");
    chart.store.update({ focus: item, view: moved, hover: -1, hoverMark: -1 });
    // Its row may have been folded until now.
    if (!chart.layout.rowHeight[chart.layout.itemRow[item] ?? 0]) chart.refold();
    chart.store.update({ top: this.topFor(item) });
  }

  /** @param {number} step stops down, `Infinity` to the last @param {Heads} [heads] the list stops at the heads of open lanes, too @returns {number} where that is */
  step(step, heads = "closed") {
    const { layout } = this.chart;
    const { focus } = this.state;
    // Without a focus, the first step goes to the first visible place.
    const first = focus === -1 && Number.isFinite(step) ? readingOf(layout, this.chart.visible(), -1).find((place) => heads === "all" || laneOfHead(place) < 0 || layout.lanes[laneOfHead(place)]?.closed) : undefined;
    this.focus(first ?? stepped(layout, focus, step, heads));
    return this.state.focus;
  }

  /** Closes or opens the lane of a place. @param {number} place @param {boolean} [shut] toggles if left out */
  fold(place, shut) {
    const lane = laneAt(this.chart.layout, place);
    const one = this.chart.layout.lanes[lane];
    if (one && one.closed !== shut) this.toggleLane(lane);
  }

  /** @param {number} x px @param {number} y px */
  hover(x, y) {
    const hit = this.chart.hit(x, y);
    this.chart.stage.style.cursor = hit ? "pointer" : "";
    if (hit?.kind !== "item") return this.leave();
    window.clearTimeout(this.leaving);
    this.leaving = 0;
    if (this.state.hover !== hit.item) this.chart.pointerX = x;
    this.chart.store.update({ hover: hit.item, hoverMark: hit.mark });
  }

  /** Hides the card after a delay, so that the pointer can reach it. */
  leave() {
    if (this.leaving || this.state.hover < 0) return;
    this.leaving = window.setTimeout(() => {
      this.leaving = 0;
      if (!this.chart.stage.querySelector(".timeline-hover:hover")) this.chart.store.update({ hover: -1, hoverMark: -1 });
    }, LEAVE);
  }

  /** @param {number} x px @param {number} y px */
  press(x, y) {
    const hit = (this.pressed = this.chart.hit(x, y));
    // Each press is a gesture of its own.
    this.begin();
    if (hit?.kind === "lane") this.toggleLane(hit.lane);
    else if (hit?.kind === "outside") this.toggleOutside(hit.lane);
    else if (hit) this.pin(hit.item);
  }

  /** A double press: zooms in on what the first press hit. @param {number} x px */
  pressAgain(x) {
    const { pressed, state } = this;
    if (pressed?.kind === "item") this.fitItem(pressed.item, "press");
    else if (!pressed) this.moveTo(zoomedAt(state.view, 0.5, dayAt(state.view, state.width, x)));
  }

  /** @param {number} item or something of a lane's head, which closes or opens */
  pin(item) {
    if (item < -1) return this.turn(item);
    const slug = this.chart.slugOf(item);
    if (!slug) return;
    if (!this.page.hasCard) {
      this.open(item);
      return;
    }
    this.begin("press");
    this.chart.store.update({ focus: item, selected: slug, hover: -1, hoverMark: -1 });
  }

  /** Opens the agreement's page, unless it is this page; a lane closes or opens. @param {number} item or something of a lane's head */
  open(item) {
    if (item < -1) return this.turn(item);
    if (item < 0) return;
    const url = new URL(this.page.link(this.chart.slugOf(item)), location.href);
    if (url.pathname === location.pathname) return;
    // Embedded in another site's page, our own pages may not open.
    if (window.top === window) location.assign(url);
    else window.open(url, "_blank", "noopener");
  }

  /** @returns {boolean} whether there was something to close */
  close() {
    if (this.state.hover >= 0) return this.chart.store.update({ hover: -1, hoverMark: -1 });
    return this.state.selected ? this.unpin() : this.endSearch();
  }

  /** @returns {boolean} whether there was a search */
  endSearch() {
    if (!this.state.search) return false;
    this.begin();
    return this.chart.store.update({ search: "", top: 0 });
  }

  /** @returns {boolean} whether a card was there */
  unpin() {
    this.begin();
    return this.chart.store.update({ selected: "" });
  }

  /** Closes or opens a lane, or shows or folds what lies outside the window in it. @param {number} place */
  turn(place) {
    if (laneOfOutside(place) >= 0) this.toggleOutside(laneOfOutside(place));
    else this.fold(place);
  }

  /** @param {number} lane */
  toggleLane(lane) {
    const one = this.chart.layout.lanes[lane];
    if (!one) return;
    const closed = new Set(closedIn(this.state));
    if (!closed.delete(one.key)) closed.add(one.key);
    this.begin();
    this.chart.store.update({ ...withClosed(this.state, closed), top: this.topAtHead(lane) });
  }

  /** Shows or folds the agreements of a lane that lie outside the window of time. @param {number} lane */
  toggleOutside(lane) {
    const one = this.chart.layout.lanes[lane];
    if (!one || !tellsOutside(one)) return;
    const outside = new Set(this.state.outside);
    if (!outside.delete(one.key)) outside.add(one.key);
    this.begin();
    this.chart.store.update({ outside, top: this.topAtHead(lane) });
  }

  /** @param {number} lane @returns {number} px: a head that is stuck to the top stays in view when the rows below it come or go */
  topAtHead(lane) {
    const { y = 0, height = 0 } = this.chart.layout.lanes[lane] ?? {};
    const { top } = this.state;
    return y < top && top < y + height ? y : top;
  }

  /** Scrolls a lane's head to the top and opens the lane. @param {number} lane */
  toLane(lane) {
    const { layout } = this.chart;
    const key = layout.lanes[lane]?.key;
    if (key === undefined) return;
    const closed = new Set(closedIn(this.state));
    this.begin();
    if (closed.delete(key)) this.chart.store.update(withClosed(this.state, closed));
    this.chart.store.update({ top: this.chart.layout.lanes[lane]?.y ?? 0 });
  }

  /** @param {boolean} shut */
  foldAll(shut) {
    this.begin();
    const { chart, state } = this;
    const lanes = !shut ? new Set(/** @type {string[]} */ ([])) : state.search ? new Set(chart.layout.lanes.map((lane) => lane.key)) : chart.laneKeys();
    chart.store.update({ ...withClosed(state, lanes), top: 0 });
  }

  /** @param {LanesBy} by */
  group(by) {
    this.begin();
    this.chart.store.update({ by, closed: new Set(), outside: new Set(), shut: undefined, top: 0 });
  }

  /** @param {LanesOrder} order */
  order(order) {
    this.begin();
    this.chart.store.update({ order, top: 0 });
  }

  /** Rows stay where they are while the reader holds the chart. @param {boolean} held */
  hold(held) {
    this.chart.held = held;
  }

  /** @param {number} y px where the pointer is, or -1 */
  point(y) {
    this.chart.pointerY = y;
  }

  /** All typing of one search is one history entry. @param {string} search */
  find(search) {
    this.begin("search", Infinity);
    this.chart.store.update({ search: search.trim(), top: 0 });
  }
}
