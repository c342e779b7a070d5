/**
 * What is announced to screen readers, and when? Once a change has settled, one sentence on what changed:
 * the years shown, how many agreements, which lane is open. Rows that the focus moves to are read by the
 * screen reader itself and not announced again.
 */

import { nextDate, statusOn } from "../data/answers.js";
import { agreements, figure, outsideInWords } from "../data/wording.js";
import { laneAt, laneOfHead, laneOfOutside } from "../layout/reading-order.js";
import { closedIn } from "../state/store.js";
import { civilOf, longDate, YEAR } from "../time/civil-days.js";

/** @import {Chart} from "../chart.js" */
/** @import {Layout, View} from "../types.js" */

/** @param {View} view @returns {string} years, or days where it is hardly more than one */
export function windowInWords({ start, end }) {
  if (end - start > 2 * YEAR) return `${civilOf(start).year} to ${civilOf(end).year}`;
  return `${longDate(Math.floor(start))} to ${longDate(Math.ceil(end) - 1)}`;
}

/** @param {readonly number[]} visible places @param {Layout} layout @returns {string} */
export function countsInWords(visible, layout) {
  const closed = visible.reduce((sum, place) => sum + (laneOfHead(place) >= 0 ? 1 : 0), 0);
  const items = visible.reduce((sum, place) => sum + (place >= 0 ? 1 : 0), 0);
  const all = layout.items.length;
  const lanes = closed ? ` and ${closed} collapsed ${closed === 1 ? "group" : "groups"}` : "";
  return `${figure(items)} of ${agreements(all)}${lanes} shown`;
}

/** @param {ReadonlySet<string>} before @param {ReadonlySet<string>} after closed lanes @param {Layout} layout @returns {string} */
export function lanesInWords(before, after, layout) {
  const turned = layout.lanes.filter((lane) => before.has(lane.key) !== after.has(lane.key));
  const [first] = turned;
  if (!first) return "";
  const state = after.has(first.key) ? "collapsed" : "expanded";
  if (turned.length > 1) return `${figure(turned.length)} groups ${state}. `;
  return `Group ${first.label} ${state}, ${agreements(first.count)}. `;
}

/** @param {ReadonlySet<string>} before @param {ReadonlySet<string>} after lanes that show what lies outside the window @param {Layout} layout @returns {string} */
export function outsideTurnedInWords(before, after, layout) {
  if (before === after) return "";
  const turned = layout.lanes.filter((lane) => before.has(lane.key) !== after.has(lane.key) && lane.earlier + lane.later > 0);
  const [first] = turned;
  return turned.length === 1 && first ? `Group ${first.label}: ${outsideInWords(first)}, ${first.unfolded ? "shown" : "folded"}. ` : "";
}

export class Announcer {
  /** @param {Chart} chart @param {(words: string) => void} say @param {() => string} arrived what has just been come to by name */
  constructor(chart, say, arrived) {
    this.chart = chart;
    this.say = say;
    this.arrived = arrived;
    /** What was last announced; at first the state the page opened with. */
    this.told = this.now();
  }

  now() {
    const { store: { state }, layout, reference } = this.chart;
    return { selected: state.selected, window: windowInWords(state.view), closed: closedIn(state), outside: state.outside, order: state.order, focus: state.focus, shown: `${layout.items.length} ${state.search}`, by: state.by, day: reference.day, top: state.top };
  }

  /**
   * Announces a change that has settled.
   * @param {{heard: boolean, list: boolean, slider: boolean}} where whether the focus is with the timeline; in the list,
   *   which reads its rows itself; on the slider of the day, which reads the day
   */
  settle({ heard, list, slider }) {
    const { chart, told } = this;
    const now = (this.told = this.now());
    if (!heard) return;
    const arrived = this.arrived();
    const lanes = told.by === now.by && !arrived ? lanesInWords(told.closed, now.closed, chart.layout) + outsideTurnedInWords(told.outside, now.outside, chart.layout) : "";
    const moved = told.focus !== now.focus;
    const window = told.window !== now.window;
    const card = told.selected !== now.selected ? this.card(now.selected) : "";
    const others = told.shown !== now.shown || told.by !== now.by || told.order !== now.order;
    const day = told.day !== now.day && !slider ? this.day() : "";
    if (card && !lanes && !window && !others && !day) return this.say(card);
    if (list ? !(lanes || arrived || others || day || (window && !moved)) : !(lanes || arrived || others || day || window || moved || told.top !== now.top)) return;
    const about = list || !moved ? "" : this.about(now.focus);
    this.say(`${day}${card}${card && " "}${arrived}${lanes}${about}${now.window}, ${countsInWords(chart.visible(), chart.layout)}.`);
  }

  /** @returns {string} the day the page has come to speak of */
  day() {
    const { day, asOf } = this.chart.reference;
    return `${asOf ? "As of" : "Today,"} ${longDate(day)}. `;
  }

  /** @param {string} slug @returns {string} */
  card(slug) {
    const { chart, chart: { data } } = this;
    return slug ? `Details of ${data.strings.at(data.title[chart.treatyOf(slug)] ?? 0)} are shown before the list.` : "Details closed.";
  }

  /** @param {number} place @returns {string} what the focus of the chart has come to */
  about(place) {
    const { data, layout, reference } = this.chart;
    const head = layout.lanes[laneOfHead(place)];
    if (head) return `Group ${head.label}, ${head.closed ? "collapsed" : "expanded"}, ${agreements(head.count)}. `;
    const outside = layout.lanes[laneOfOutside(place)];
    if (outside) return `Group ${outside.label}: ${outsideInWords(outside)}, ${outside.unfolded ? "shown" : "folded"}. `;
    const treaty = layout.items[place];
    if (treaty === undefined) return "";
    const status = data.statusInfo[statusOn(data, treaty, reference.day)]?.label;
    const next = nextDate(data, treaty, reference.day);
    const lane = layout.heads ? `Group ${layout.lanes[laneAt(layout, place)]?.label}. ` : "";
    return `${data.strings.at(data.title[treaty] ?? 0)}. ${lane}${status ? `${status}. ` : ""}${next ? `${next.what} ${longDate(next.day)}. ` : ""}`;
  }
}
