/**
 * The reference day as a slider below the overview: it steps by the unit the axis shows; the chart
 * follows at once, the server's parts of the page follow when the slider rests.
 */

import { civilOf, dayOf, isoOf, longDate, parseIso } from "../time/civil-days.js";
import { ticksOf } from "../time/ticks.js";
import { CREDENTIALS } from "../transport/cookies.js";
import { element } from "./element.js";

/** @import {Chart} from "../chart.js" */
/** @import {Steps} from "../state/history.js" */

/** @typedef {"day" | "month" | "year"} Unit */

const SETTLE = 500;
/** The server-rendered parts that depend on the day, besides the list. */
const PARTS = [".strip", ".asof", "#twin-head", ".asof-form"];
/** The days that a page can be asked about, as on the server (treaties/written/days.py). */
const ASKED = { first: dayOf(1000, 1, 1), last: dayOf(2999, 12, 31) };
/** Links to other pages that keep the day. */
const LINKS = ".masthead a[data-day]";

/** @param {{unit: import("../time/ticks.js").Unit}} rung that the axis names @returns {Unit} */
function unitFor({ unit }) {
  return unit === "week" ? "day" : unit;
}

/** The day `steps` units further on; from within a unit, its beginning or the next one's. @param {number} day @param {Unit} unit @param {number} steps @returns {number} */
function stepped(day, unit, steps) {
  if (unit === "day") return day + steps;
  const { year, month } = civilOf(day);
  const start = unit === "year" ? dayOf(year, 1, 1) : dayOf(year, month, 1);
  const more = steps < 0 && day > start ? steps + 1 : steps;
  const months = unit === "year" ? (year + more) * 12 : year * 12 + month - 1 + more;
  return dayOf(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1);
}

export class AsOf {
  /**
   * @param {HTMLElement} root @param {Chart} chart @param {Element} after
   * @param {Steps} pageHistory
   * @param {{settled: () => void}} page
   */
  constructor(root, chart, after, pageHistory, page) {
    this.root = root;
    this.chart = chart;
    this.pageHistory = pageHistory;
    this.page = page;
    /** the day of the server-rendered parts now on the page */
    this.answered = chart.reference.day;
    this.timer = 0;
    chart.pending.push(() => this.timer !== 0);
    const { start, end } = chart.range;
    this.slider = /** @type {HTMLInputElement} */ (element("input"));
    Object.assign(this.slider, { type: "range", min: String(Math.max(ASKED.first, Math.ceil(start))), max: String(Math.min(ASKED.last, Math.floor(end))), step: "1" });
    this.said = element("output", "timeline-asof-day");
    this.back = /** @type {HTMLButtonElement} */ (element("button", "timeline-button", "Back to today"));
    this.back.type = "button";
    this.slider.id = "timeline-asof";
    const label = /** @type {HTMLLabelElement} */ (element("label", "timeline-asof-name", "As of"));
    label.htmlFor = this.slider.id;
    this.row = element("div", "timeline-asof no-print");
    this.row.append(this.slider, label, this.said, this.back);
    after.after(this.row);
    this.show();
    this.slider.addEventListener("input", () => this.stand(this.snapped(Number(this.slider.value))));
    this.slider.addEventListener("keydown", (event) => this.key(event));
    this.back.addEventListener("click", () => {
      this.stand(chart.reference.now);
      this.slider.focus();
    });
  }

  /** After the reader has gone back or forward. */
  arrive() {
    const { reference } = this.chart;
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.chart.standOn(parseIso(new URLSearchParams(location.search).get("as_of")) ?? reference.now);
    this.show();
    if (reference.day !== this.answered) void this.refresh();
  }

  get hasFocus() {
    return document.activeElement === this.slider;
  }

  get unit() {
    const { ruler, store: { state } } = this.chart;
    return unitFor(ticksOf(state.view, state.width, (label) => ruler.measure(label, "tick")).rung);
  }

  /** @param {number} day @returns {number} the nearest beginning of a unit, or today when it is as near */
  snapped(day) {
    const { unit, chart } = this;
    const reach = (chart.range.end - chart.range.start) / Math.max(200, this.slider.clientWidth) * 4;
    if (Math.abs(day - chart.reference.now) < reach) return chart.reference.now;
    return unit === "day" ? day : stepped(day + 1, unit, -1);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!steps) return;
    event.preventDefault();
    this.stand(stepped(this.chart.reference.day, this.unit, steps));
  }

  /** @param {number} day */
  stand(day) {
    const [least, most] = [Number(this.slider.min), Number(this.slider.max)];
    this.chart.standOn(Math.max(least, Math.min(most, day)));
    this.show();
    // One history entry from the slider's first movement until it rests.
    if (!this.timer) this.lead(false);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.settle(), SETTLE);
  }

  show() {
    const { day, asOf } = this.chart.reference;
    const words = asOf ? longDate(day) : `today, ${longDate(day)}`;
    this.slider.value = String(day);
    this.slider.setAttribute("aria-valuetext", words);
    this.said.textContent = words;
    this.back.hidden = !asOf;
  }

  /** Fetches the server's parts for the day, and the filter's result, which may depend on it. */
  settle() {
    this.timer = 0;
    this.lead(true);
    if (this.chart.reference.day === this.answered) return;
    this.page.settled();
    void this.refresh();
  }

  /** Writes the day into the address. @param {boolean} again replaces the newest entry */
  lead(again) {
    const { day, asOf } = this.chart.reference;
    this.pageHistory.write();
    const url = new URL(location.href);
    if (asOf) url.searchParams.set("as_of", isoOf(day));
    else url.searchParams.delete("as_of");
    if (url.href === location.href) return;
    this.pageHistory.lead(`${url.pathname}${url.search}${url.hash}`, again);
  }

  refresh() {
    return this.chart.awaiting(this.renew());
  }

  async renew() {
    const { day, asOf } = this.chart.reference;
    if (asOf) this.root.dataset.asOf = isoOf(day);
    else delete this.root.dataset.asOf;
    this.answered = day;
    for (const link of document.querySelectorAll(LINKS)) link.setAttribute("href", onDay(link.getAttribute("href") ?? "", asOf ? isoOf(day) : ""));
    this.chart.store.refresh();
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: CREDENTIALS });
      if (!answer.ok || this.answered !== day) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of PARTS) replaced(part, fresh);
    } catch {
      // Without an answer the chart and list are still right; the server's parts are removed, because they are of another day.
      for (const part of [".strip", ".asof"]) document.querySelector(part)?.remove();
      const head = document.querySelector("#twin-head");
      if (head) head.textContent = `The agreements ${asOf ? `on ${longDate(day)}` : "today"}, in words`;
    }
  }
}

/** @param {string} href @param {string} day ISO; "" for today @returns {string} */
function onDay(href, day) {
  const url = new URL(href, location.href);
  if (day) url.searchParams.set("as_of", day);
  else url.searchParams.delete("as_of");
  return `${url.pathname}${url.search}`;
}

/** @param {string} part selector @param {Document} fresh */
function replaced(part, fresh) {
  const [old, next] = [document.querySelector(part), fresh.querySelector(part)];
  if (old && next) old.replaceWith(next);
  else if (old) old.remove();
  else if (next) document.querySelector("main")?.prepend(next);
}
