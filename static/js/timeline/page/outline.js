/**
 * What is on the screen, as a list for a screen reader? A tree of lanes and their agreements beside the
 * chart: one tab stop, arrow keys inside, updated with what is visible.
 */

import { bindsOn, cycleInWords, cycleOn, nextDate, ordinalInWords, partiesInWords, readingName, readingsOf, statusOn } from "../data/answers.js";
import { toneOfStatus } from "../data/looks.js";
import { agreements, figure, outsideInWords } from "../data/wording.js";
import { headOf, laneAt, laneOfHead, laneOfOutside, PAGE, rankOf, readingOf } from "../layout/reading-order.js";
import { distanceInWords, isoOf, longDate } from "../time/civil-days.js";
import { element } from "./element.js";

/** @import {Chronology, Lane, Layout, Reference} from "../types.js" */

/** The most rows in the list; the arrow keys load the rest. */
const MOST = 80;
const NOWHERE = -1;

/**
 * @typedef {object} OutlineIntents a row's place is an item or something of a lane (reading-order.js)
 * @property {(place: number) => void} focus
 * @property {(step: number) => number} step moves so many rows down, `Infinity` to the last; returns the new place
 * @property {(place: number) => void} pin
 * @property {(place: number) => void} open
 * @property {(place: number, shut?: boolean) => void} fold closes or opens a lane
 * @property {(place: number) => void} turn closes or opens what the row is the head of
 * @property {(part: number) => void} sideways part of the width
 */

export class Outline {
  /**
   * @param {HTMLElement} host holds the server's list
   * @param {OutlineIntents} intents
   * @param {(slug: string) => string} link
   * @param {boolean} [defined] whether there are definitions of its words
   */
  constructor(host, intents, link, defined = false) {
    this.intents = intents;
    this.term = defined ? termOf : undefined;
    this.link = link;
    this.summary = element("p", "twin-summary");
    const list = host.querySelector("ol");
    this.list = list ?? element("ol", "twin-list");
    this.list.replaceChildren();
    if (!list) host.append(this.list);
    this.list.before(this.summary);
    this.list.setAttribute("role", "treegrid");
    this.list.setAttribute("aria-labelledby", "twin-head");
    /** @type {Map<string, HTMLLIElement>} */
    this.rows = new Map();
    /** @type {Layout | null} */
    this.layout = null;
    /** True during printing: changes on the screen do not change the list. */
    this.held = false;
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => {
      const place = placeOf(event.target);
      if (place <= -2) this.intents.turn(place);
    });
    this.list.addEventListener("focusin", (event) => {
      const place = placeOf(event.target);
      if (place !== NOWHERE) this.intents.focus(place);
    });
  }

  get hasFocus() {
    return this.list.contains(document.activeElement);
  }

  /**
   * @param {Chronology} data @param {Layout} layout @param {number[]} visible places
   * @param {Reference} reference @param {number} focus @param {number} [most] rows
   */
  show(data, layout, visible, reference, focus, most = MOST) {
    if (this.held) return;
    const { hasFocus } = this;
    this.layout = layout;
    // A focused row stays in the list when it scrolls out of view.
    const places = readingOf(layout, visible, hasFocus ? focus : NOWHERE);
    const from = Math.max(0, Math.min(places.indexOf(focus) - most / 2, places.length - most));
    const shown = places.slice(from, from + most);
    /** @type {Map<string, HTMLLIElement>} */
    const next = new Map();
    for (const place of shown) {
      const lane = layout.lanes[laneAt(layout, place)];
      const treaty = layout.items[place] ?? -1;
      const outside = laneOfOutside(place) >= 0;
      const key = place >= 0 ? `${lane?.key} ${treaty} ${reference.day}` : `${outside ? "outside" : "lane"} ${lane?.key}`;
      const row = this.rows.get(key) ?? (place >= 0 ? this.row(data, treaty, lane?.key ?? "", reference) : outside ? rowOf("twin-outside", `outside-${encodeURIComponent(lane?.key ?? "")}`) : laneRow(lane?.label ?? "", lane?.key ?? ""));
      if (lane && outside) describeOutside(row, lane);
      else if (lane && place < 0) describeLane(row, lane);
      row.dataset.place = String(place);
      const { level, position, size } = rankOf(layout, place);
      for (const [name, value] of Object.entries({ level, posinset: position, setsize: size })) row.setAttribute(`aria-${name}`, String(value));
      next.set(key, row);
    }
    for (const [key, row] of this.rows) if (!next.has(key)) row.remove();
    let before = this.list.firstElementChild;
    for (const row of next.values()) {
      if (row === before) before = before.nextElementSibling;
      else this.list.insertBefore(row, before);
    }
    this.rows = next;
    this.rove(focus, hasFocus);
    const here = shown.reduce((sum, place) => sum + (place >= 0 ? 1 : 0), 0);
    const all = visible.reduce((sum, item) => sum + (item >= 0 ? 1 : 0), 0);
    this.summary.textContent = `On screen: ${figure(all)} of ${agreements(layout.items.length)}${all > here ? `, ${here} of them here` : ""}.`;
  }

  /** If the row exists already, focuses it at once, before the next key press. @param {number} place */
  follow(place) {
    if ([...this.rows.values()].some((row) => Number(row.dataset.place) === place)) this.rove(place, true);
  }

  /** Makes this row the only tab stop. @param {number} place @param {boolean} [takeFocus] */
  rove(place, takeFocus = false) {
    const rows = [...this.rows.values()];
    const current = rows.find((row) => Number(row.dataset.place) === place) ?? rows[0];
    for (const row of rows) row.tabIndex = row === current ? 0 : -1;
    if (!takeFocus || !current) return;
    // Focus on a word within the row stays there.
    if (!current.contains(document.activeElement)) current.focus({ preventScroll: !this.hasFocus });
    // Rows added or removed above it, or an opened card, may have moved it out of view.
    else current.scrollIntoView({ block: "nearest" });
  }

  /** Focuses the row that is the tab stop. */
  take() {
    [...this.rows.values()].find((row) => row.tabIndex === 0)?.focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const place = placeOf(event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || place === NOWHERE) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -Infinity, End: Infinity };
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key in steps) this.follow(this.intents.step(steps[/** @type {keyof typeof steps} */ (event.key)]));
    else if (sideways && event.shiftKey) this.intents.sideways(sideways * 0.5);
    else if (sideways) this.within(event.target, sideways) || this.turn(place, sideways);
    // The key opens the word's definition.
    else if (wordAt(event.target)) return;
    else if (event.key === " " || event.key === "Enter") this.choose(place, event.key === " ");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Moves the focus between a row and its words that have a definition. @param {EventTarget | null} target @param {number} way @returns {boolean} */
  within(target, way) {
    const row = target instanceof Element ? target.closest("li") : null;
    const words = /** @type {HTMLElement[]} */ ([...(row?.querySelectorAll(".term") ?? [])]);
    const word = wordAt(target);
    if (!row || !words.length || (!word && way < 0)) return false;
    const next = words.findIndex((one) => one === word) + way;
    (next < 0 ? row : words[Math.min(next, words.length - 1)])?.focus();
    return true;
  }

  /** As in any tree: right opens a lane, then enters it; left goes to its head, then closes it. @param {number} place @param {number} way */
  turn(place, way) {
    const { layout } = this;
    if (!layout?.heads) return;
    const { closed, unfolded } = layout.lanes[laneAt(layout, place)] ?? {};
    const head = laneOfHead(place) >= 0;
    if (laneOfOutside(place) >= 0 && (way > 0 ? !unfolded : unfolded)) this.intents.turn(place);
    else if (way > 0 && place < 0) {
      if (closed) this.intents.fold(place, false);
      else this.follow(this.intents.step(1));
    } else if (way < 0 && !head) {
      const to = headOf(laneAt(layout, place));
      this.intents.focus(to);
      this.follow(to);
    } else if (way < 0 && !closed) this.intents.fold(place, true);
  }

  /** @param {number} place @param {boolean} pin */
  choose(place, pin) {
    if (place < 0) this.intents.turn(place);
    else if (pin) this.intents.pin(place);
    else this.intents.open(place);
  }

  /** @param {Chronology} data @param {number} treaty @param {string} lane key @param {Reference} reference @returns {HTMLLIElement} */
  row(data, treaty, lane, reference) {
    const slug = data.strings.at(data.slug[treaty] ?? 0) ?? "";
    const row = rowOf("twin-item", detailsId(slug, lane));
    row.dataset.slug = slug;
    const title = /** @type {HTMLAnchorElement} */ (element("a", "twin-title", data.strings.at(data.title[treaty] ?? 0)));
    title.href = this.link(slug);
    title.tabIndex = -1;
    const [name, details] = row.children;
    name?.append(title);
    details?.append(...factsOf(data, treaty, reference, this.term).flatMap((fact) => [fact, " "]));
    return row;
  }
}

/** @param {string} word as it is defined @param {string} said @returns {HTMLElement} no stop of its own: the list has one */
function termOf(word, said) {
  const button = element("button", "term", said);
  button.setAttribute("type", "button");
  button.tabIndex = -1;
  button.dataset.word = word;
  return button;
}

/** @param {HTMLLIElement} row @param {Lane} lane */
function describeOutside(row, lane) {
  row.setAttribute("aria-expanded", String(lane.unfolded));
  const words = [outsideInWords(lane), "outside the years shown"];
  [...row.children].forEach((cell, at) => {
    if (cell.textContent !== words[at]) cell.textContent = words[at] ?? "";
  });
}

/** @param {string} kind class @param {string} id @returns {HTMLLIElement} with a cell for its name and one for what is said of it */
function rowOf(kind, id) {
  const row = /** @type {HTMLLIElement} */ (element("li", kind));
  row.setAttribute("role", "row");
  row.setAttribute("aria-labelledby", `${id}-name`);
  row.setAttribute("aria-describedby", id);
  const [name, details] = [element("span", "twin-name"), element("span", "twin-details")];
  name.id = `${id}-name`;
  details.id = id;
  for (const cell of [name, details]) cell.setAttribute("role", "gridcell");
  row.append(name, details);
  return row;
}

/** @param {string} label @param {string} key @returns {HTMLLIElement} */
function laneRow(label, key) {
  const row = rowOf("twin-lane", `lane-${encodeURIComponent(key)}`);
  row.children[0]?.append(label);
  return row;
}

/** @param {HTMLLIElement} row @param {{closed: boolean, count: number}} lane */
function describeLane(row, { closed, count }) {
  row.setAttribute("aria-expanded", String(!closed));
  const words = agreements(count);
  const details = row.children[1];
  if (details && details.textContent !== words) details.textContent = words;
}

/**
 * Status on the day, this period, the next date, the other readings: for the list and the hover card.
 * @param {Chronology} data @param {number} treaty @param {Reference} reference
 * @param {(word: string, said: string) => Node | string} [term] how a word with a definition is shown
 * @returns {HTMLElement[]}
 */
export function factsOf(data, treaty, { day }, term = (_, said) => said) {
  const status = data.statusInfo[statusOn(data, treaty, day)];
  const word = element("span", "twin-status");
  word.append(status ? term(status.code, status.label) : "no status recorded for this day");
  word.dataset.tone = toneOfStatus(status?.code ?? "unknown");
  const facts = [word];
  const cycle = cycleOn(data, treaty, day);
  if (cycle >= 0 && bindsOn(data, treaty, day)) {
    const line = element("span", "twin-cycle", `${ordinalInWords(data, treaty, cycle)} `);
    line.append(term("term", "term"), `, ${cycleInWords(data, cycle)}`);
    facts.push(line);
  }
  const next = nextDate(data, treaty, day);
  if (next) {
    const line = element("span", "twin-next");
    const time = element("time", "", longDate(next.day));
    time.setAttribute("datetime", isoOf(next.day));
    line.append(next.means ? term(next.means, next.what) : next.what, " ", time, ` (${distanceInWords(next.day, day)})${next.then ? `; ${next.then}` : ""}`);
    facts.push(line);
  }
  const others = readingsOf(data, treaty).map((reading) => readingName(data, reading));
  if (others.length) {
    const line = element("span", "twin-other");
    line.append(term("reading", others.length > 1 ? "Other readings" : "Other reading"), `: ${others.join("; ")}`);
    facts.push(line);
  }
  return facts;
}

/** @param {Chronology} data @param {number} treaty @returns {string} */
export function subtitleOf(data, treaty) {
  return partiesInWords(data, treaty);
}

/**
 * Encodes the lane's key, because names in other scripts have no plain id. Without spaces, which
 * separate ids in ARIA attributes.
 * @param {string} slug @param {string} lane key @returns {string}
 */
export function detailsId(slug, lane) {
  return `twin-${slug}-${encodeURIComponent(lane)}`;
}

/** @param {EventTarget | null} target @returns {Element | null} the word with a definition that it is */
function wordAt(target) {
  return target instanceof Element ? target.closest(".term") : null;
}

/** @param {EventTarget | null} target @returns {number} the place of its row */
function placeOf(target) {
  const row = target instanceof Element ? target.closest("li") : null;
  return Number(/** @type {HTMLElement | null} */ (row)?.dataset.place ?? NOWHERE);
}
