/**
 * From state to picture: keeps layout, scene and hit index in step with the store, paints them in the
 * frame, and calls its listeners once a change has settled.
 */

import { searcher } from "./data/answers.js";
import { upperBound } from "./data/binary-search.js";
import { AXIS } from "./drawing/axis.js";
import { hitAt, hitIndex } from "./drawing/hit-index.js";
import { Painter } from "./drawing/painter.js";
import { sceneOf } from "./drawing/scene.js";
import { readTheme } from "./drawing/theme.js";
import { sameRows, topKept } from "./layout/outside.js";
import { keptIn, laneAt } from "./layout/reading-order.js";
import { rulerOf } from "./layout/text-fit.js";
import { Arrangement } from "./state/arrangement.js";
import { Frame } from "./state/frame.js";
import { closedIn, Store } from "./state/store.js";
import { YEAR } from "./time/civil-days.js";
import { around, xOf } from "./time/viewport.js";

/** @import {Chronology, Hit, Layout, Limits, Reference, Scene, State, View} from "./types.js" */
/** @import {HitIndex} from "./drawing/hit-index.js" */

/** Three centuries can always be shown, however short the data. */
const WIDEST = 300 * YEAR;
const SETTLED = 160;

export class Chart {
  /**
   * @param {HTMLElement} stage
   * @param {HTMLCanvasElement} canvas
   * @param {Chronology} data
   * @param {Reference} reference
   * @param {Partial<State>} wish
   * @param {{small: boolean, among: ReadonlySet<number> | null}} options `among`: ids of the agreements that
   *   match the server's filter; null for all
   */
  constructor(stage, canvas, data, reference, wish, { small, among }) {
    this.stage = stage;
    this.data = data;
    this.reference = reference;
    this.small = small;
    const search = searcher(data);
    /** @type {Uint8Array | null} */
    this.through = among && Uint8Array.from(data.id, (id) => (among.has(id) ? 1 : 0));
    /** Further matches found by the server, by query. @type {Map<string, ReadonlySet<number>>} */
    this.found = new Map();
    this.search = (/** @type {string} */ query) => {
      const { through } = this;
      const more = this.found.get(query);
      const found = search(query)?.map((one, t) => (one || more?.has(data.id[t] ?? 0) ? 1 : 0)) ?? null;
      return found && through ? found.map((one, t) => one & (through[t] ?? 0)) : found ?? through;
    };
    this.theme = readTheme(stage);
    this.painter = new Painter(canvas, this.theme);
    this.ruler = this.newRuler();
    /** @type {Uint8Array | null} */
    this.only = null;
    this.arrangement = new Arrangement(data, reference, { small });
    /** Does the reader hold the chart? Then no row moves. */
    this.held = false;
    /** @type {Scene | null} */
    this.scene = null;
    /** @type {HitIndex | null} */
    this.index = null;
    /** one timer for all changes; each change restarts it */
    this.timer = 0;
    this.changed = 0;
    /** the last slug looked up: every frame asks for the same one */
    this.sought = { slug: "", treaty: -1 };
    /** px where the pointer entered what it hovers over */
    this.pointerX = 0;
    /** px where the pointer is, or -1 */
    this.pointerY = -1;
    /** Sets of keys already known to contain every lane. @type {WeakSet<ReadonlySet<string>>} */
    this.all = new WeakSet();
    /** @type {(() => void)[]} */
    this.painted = [];
    /** @type {(() => void)[]} */
    this.settled = [];
    /** What of a change may be under way still; others add theirs. @type {(() => boolean)[]} */
    this.pending = [() => this.frame.busy, () => this.timer !== 0, () => this.asked > 0];
    /** how many answers of the server are awaited */
    this.asked = 0;
    this.range = this.dataRange();
    this.limits = this.limitsOf();
    /** @type {State} */
    const initial = {
      view: this.firstView(), top: 0, by: "pair", order: small ? "name" : "next", closed: new Set(), outside: new Set(), search: "", selected: "", focus: -1, hover: -1, hoverMark: -1,
      ...this.size(), ...wish,
    };
    /** @type {Layout} */
    this.layout = this.newLayout(initial);
    this.store = new Store(initial, () => ({ limits: this.limits, content: this.layout.height, head: AXIS }));
    this.frame = new Frame(() => this.paint(), () => this.rest());
    this.store.subscribe((state, before) => {
      if (state.by !== before.by || state.order !== before.order || closedIn(state) !== closedIn(before) || state.search !== before.search) this.relayout(before);
      else if (state.outside !== before.outside) this.refold(false);
      this.frame.request();
      this.changed = performance.now();
      if (!this.timer) this.timer = window.setTimeout(() => this.settle(), SETTLED);
    });
    this.fitHeight();
  }

  /** Changes the reference day. @param {number} day */
  standOn(day) {
    const { reference, store } = this;
    if (day === reference.day) return;
    reference.day = day;
    reference.asOf = day !== reference.now;
    // Grouping by status and the status words depend on the day; so does the order, which follows when the day is settled.
    if (store.state.by === "status") this.relayout(store.state);
    store.refresh();
  }

  /** Puts the lanes into the order of the day that the reader has come to. */
  async reorder() {
    const { arrangement, reference, store } = this;
    if (arrangement.day === reference.day) return;
    await arrangement.follow();
    if (store.state.order !== "next") return;
    this.relayout(store.state);
    store.refresh();
  }

  /** Shows only these agreements, whatever the search. @param {Uint8Array | null} through 1 for each; null lets all through */
  admit(through) {
    this.through = through;
    this.relayout(this.store.state);
    this.store.update({ top: 0 });
    this.store.refresh();
  }

  /** Adds what the server found: it searches more text than the page holds. @param {string} query @param {ReadonlySet<number>} ids */
  learn(query, ids) {
    this.found.set(query, ids);
    if (query !== this.store.state.search) return;
    this.relayout(this.store.state);
    this.store.refresh();
  }

  newRuler() {
    const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    return rulerOf((text, font) => {
      context.font = font;
      return context.measureText(text).width;
    }, this.theme.font);
  }

  /** Colours, fonts or the text size have changed. */
  dress() {
    const { scale } = this.theme;
    this.theme = readTheme(this.stage);
    if (this.theme.scale !== scale) this.fitHeight();
    this.painter.wear(this.theme);
    this.ruler = this.newRuler();
    this.frame.request();
  }

  /** @returns {View} from the first to the last dated day of any agreement, at least to the horizon */
  dataRange() {
    const { data, reference } = this;
    return around(Math.min(data.earliest, reference.day), Math.max(data.horizon, reference.day), 0.03);
  }

  /** @returns {Limits} */
  limitsOf() {
    const room = Math.max(0, WIDEST - (this.range.end - this.range.start)) / 2;
    return { min: this.range.start - room, max: this.range.end + room, minSpan: 1 };
  }

  /** A small timeline opens on all its years, unless one of several reaches over centuries; the large one on the years a desk officer works with. @returns {View} */
  firstView() {
    const { reference, range, small, data } = this;
    if (small && (data.count === 1 || range.end - range.start <= WIDEST)) return range;
    const narrow = this.size().width < 600;
    return {
      start: Math.max(range.start, reference.day - (narrow ? 12 : 32) * YEAR),
      end: Math.min(range.end, reference.day + (narrow ? 8 : 16) * YEAR),
    };
  }

  /** @param {State} state @returns {Layout} */
  newLayout(state) {
    this.only = this.search(state.search);
    return this.arrangement.layout(state, this.only, this.kept(state));
  }

  /** @param {State} state @returns {number[]} the agreements whose rows are never folded: the chosen one, and the one that has the focus */
  kept({ selected, focus }) {
    return [this.treatyOf(selected), this.layout?.items[focus] ?? -1].filter((treaty) => treaty >= 0);
  }

  /**
   * Folds the rows with nothing in the window of time, and unfolds the others.
   * @param {boolean} [still] scrolls so that the row under the pointer stays where it is, or the one with the focus, or the uppermost
   * @returns {boolean} whether anything looks different
   */
  refold(still = true) {
    const { arrangement, layout: before, only, store } = this;
    const { state } = store;
    const kept = this.kept(state);
    if (still && !arrangement.isMoved(state, kept)) return false;
    const after = arrangement.layout(state, only, kept);
    if (sameRows(before, after)) return false;
    const top = still ? topKept(before, after, state.top, this.anchor()) : state.top;
    this.layout = after;
    store.state = store.clamped({ ...state, top, hover: -1, hoverMark: -1 });
    this.fitHeight(true);
    return true;
  }

  /** @returns {number} px of the layout, at what the reader looks at */
  anchor() {
    const { layout, pointerY, store: { state: { top, focus, height } } } = this;
    if (pointerY > AXIS) return top + pointerY - AXIS;
    const row = layout.itemRow[focus];
    const y = row === undefined ? layout.lanes[laneAt(layout, focus)]?.y : layout.rowY[row];
    return y !== undefined && y >= top && y < top + height - AXIS ? y : top;
  }

  /** @returns {ReadonlySet<string>} keys of all lanes, also of those the search hides */
  laneKeys() {
    const { arrangement, layout: { lanes }, store: { state }, through } = this;
    const keys = new Set(state.search ? arrangement.plan(state, through).groups.map(({ head }) => head().key) : lanes.map(({ key }) => key));
    this.all.add(keys);
    return keys;
  }

  /** Lays out anew and keeps the focus on its agreement. @param {State} before */
  relayout(before) {
    const { layout } = this;
    this.layout = this.newLayout(this.store.state);
    this.store.state = this.store.clamped({ ...this.store.state, focus: keptIn(layout, this.layout, before.focus), hover: -1, hoverMark: -1 });
    this.fitHeight();
  }

  /** As tall as its content; the style sheet sets the maximum. @param {boolean} [grow] never lower than it is: the page below stays where it is while one moves through time */
  fitHeight(grow = false) {
    const tall = Math.ceil((AXIS + this.layout.height + (this.small ? 2 : 10)) * this.theme.scale);
    this.stage.style.height = `${grow ? Math.max(tall, Number.parseFloat(this.stage.style.height) || 0) : tall}px`;
    this.measure();
  }

  /** In px of the chart, which are scaled with the page's text size. @returns {{width: number, height: number}} */
  size() {
    const { stage: { clientWidth, clientHeight }, theme: { scale } } = this;
    return { width: Math.max(1, clientWidth / scale), height: Math.max(1, clientHeight / scale) };
  }

  measure() {
    // A stage that is not displayed, for example in print, keeps its size.
    if (!this.stage.clientWidth) return;
    this.store?.update(this.size());
  }

  settle() {
    const wait = this.changed + SETTLED - performance.now();
    // While the reader holds the chart, the change is not over.
    this.timer = wait > 1 || this.held ? window.setTimeout(() => this.settle(), Math.max(wait, SETTLED)) : 0;
    if (!this.timer && this.refold()) return this.store.refresh();
    if (!this.timer) for (const tell of this.settled) tell();
    this.rest();
  }

  /** The stage has `data-rest` while all is painted, told and written: who looks at the page from outside can wait for it. */
  rest() {
    this.stage.toggleAttribute("data-rest", !this.pending.some((busy) => busy()));
  }

  /** Until the answer of the server is there, the chart is not at rest. @param {Promise<void>} answer */
  async awaiting(answer) {
    this.asked++;
    this.rest();
    try {
      await answer;
    } finally {
      this.asked--;
      this.rest();
    }
  }

  /** Called only by the frame. */
  paint() {
    const { data, layout, ruler, reference } = this;
    this.scene = sceneOf({ data, layout, state: this.store.state, ruler, reference });
    this.index = null;
    this.painter.paint(this.scene);
    for (const tell of this.painted) tell();
  }

  /** @param {number} x px @param {number} y px @returns {Hit | null} */
  hit(x, y) {
    const { scene } = this;
    if (!scene || y < AXIS) return null;
    this.index ??= hitIndex(scene.boxes, scene.width, scene.height);
    return scene.hits[hitAt(this.index, x, y)] ?? null;
  }

  /** @param {number} item @returns {{x0: number, x1: number, top: number, bottom: number}} px */
  boxOf(item) {
    const treaty = this.layout.items[item] ?? 0;
    const row = this.layout.itemRow[item] ?? 0;
    const y = (this.layout.rowY[row] ?? 0) - this.store.state.top + AXIS;
    return { x0: this.xOfDay(this.data.first[treaty] ?? 0), x1: this.xOfDay(this.data.last[treaty] ?? 0), top: y, bottom: y + (this.layout.rowHeight[row] ?? 0) - 6 };
  }

  /** @param {string} slug @returns {number} treaty or -1 */
  treatyOf(slug) {
    if (slug !== this.sought.slug) this.sought = { slug, treaty: slug ? this.data.find(slug) : -1 };
    return this.sought.treaty;
  }

  /** @param {number} day @returns {number} px */
  xOfDay(day) {
    return xOf(this.store.state.view, this.store.state.width, day);
  }

  /** @param {number} top px scrolled @returns {number} the first item not hidden by its lane's head, or -1 */
  uppermost(top) {
    const { layout, data, store: { state: { view } } } = this;
    const edge = top + (layout.heads ? layout.metrics.laneHead : 0);
    // The rows of a closed lane have no height, but its head above them is visible.
    const nearest = upperBound(layout.rowY, edge, (y, at) => y + (layout.rowHeight[at] || 1));
    if (nearest >= layout.rowY.length) return -1;
    // The next one of its lane that is not folded, if any.
    const next = layout.shown[upperBound(layout.shown, nearest - 1, (one) => one)] ?? -1;
    const row = layout.rowLane[next] === layout.rowLane[nearest] ? next : nearest;
    const [from, until] = [layout.rowOffsets[row] ?? 0, layout.rowOffsets[row + 1] ?? 0];
    for (let item = from; item < until; item++) {
      const treaty = layout.items[item] ?? 0;
      if ((data.last[treaty] ?? 0) >= view.start && (data.first[treaty] ?? 0) <= view.end) return item;
    }
    return from;
  }

  /** @param {number} item @returns {string} its agreement's slug, with its lane if an earlier lane holds it too */
  rowOf(item) {
    const slug = this.slugOf(item);
    if (item < 0 || this.itemOf(this.layout.items[item] ?? -1) === item) return slug;
    return `${slug},${this.layout.lanes[this.laneOf(item)]?.key}`;
  }

  /** @param {string} row as `rowOf` names it @returns {number} item or -1 */
  itemNamed(row) {
    const [slug = "", ...lane] = row.split(",");
    const treaty = this.treatyOf(slug);
    // Lane keys are made only when one is asked for: there may be twenty thousand lanes.
    if (treaty < 0 || !lane.length) return this.itemOf(treaty);
    const { firstItem = 0, count = 0 } = this.layout.lanes.find(({ key }) => key === lane.join(",")) ?? {};
    const within = this.layout.items.subarray(firstItem, firstItem + count).indexOf(treaty);
    return within < 0 ? this.itemOf(treaty) : firstItem + within;
  }

  /** @param {number} treaty @returns {number} its first item in an open lane, else its first */
  itemOf(treaty) {
    const first = this.layout.items.indexOf(treaty);
    for (let item = first; item >= 0; item = this.layout.items.indexOf(treaty, item + 1)) {
      if (!this.layout.lanes[this.laneOf(item)]?.closed) return item;
    }
    return first;
  }

  /** @param {number} item @returns {number} */
  laneOf(item) {
    return this.layout.rowLane[this.layout.itemRow[item] ?? 0] ?? 0;
  }

  /** @param {number} item @returns {string} */
  slugOf(item) {
    return item < 0 ? "" : this.data.strings.at(this.data.slug[this.layout.items[item] ?? 0] ?? 0) ?? "";
  }

  /** @returns {number[]} visible items in reading order; a closed lane l is -1 - l */
  visible() {
    return this.scene?.places ?? [];
  }
}
