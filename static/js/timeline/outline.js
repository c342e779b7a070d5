/**
 * What is on the screen, as a list that can be read aloud? The twin of the chart: one tab stop,
 * arrows inside, kept in step with what is visible, changes announced politely.
 */

import { bindsOn, cycleInWords, cycleOn, nextDate, ordinalInWords, partiesInWords, statusOn } from "./answers.js";
import { distanceInWords, isoOf, longDate } from "./civil-days.js";
import { toneOfStatus } from "./looks.js";

/** @import {Chronology, Layout, Reference} from "./types.js" */

/** More than this nobody reads at a stretch; the rest comes with the arrows. */
const MOST = 80;

/**
 * @typedef {object} OutlineIntents
 * @property {(item: number) => void} focus
 * @property {(step: number) => void} step
 * @property {(item: number) => void} pin
 * @property {(lane: number) => void} unfold
 */

export class Outline {
  /**
   * @param {HTMLElement} host holds the server's list
   * @param {OutlineIntents} intents
   * @param {(slug: string) => string} link
   */
  constructor(host, intents, link) {
    this.intents = intents;
    this.link = link;
    this.summary = element("p", "twin-summary");
    const list = host.querySelector("ol");
    this.list = list ?? element("ol", "twin-list");
    this.list.replaceChildren();
    if (!list) host.append(this.list);
    this.list.before(this.summary);
    /** @type {Map<string, HTMLLIElement>} */
    this.rows = new Map();
    /** While it is printed, what happens on the screen does not change it. */
    this.held = false;
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("focusin", (event) => {
      const item = itemOf(event.target);
      if (item >= 0) this.intents.focus(item);
    });
  }

  /**
   * @param {Chronology} data @param {Layout} layout @param {number[]} visible items, or -1 - lane of a closed lane
   * @param {Reference} reference @param {number} focus item @param {number} [most] rows
   */
  show(data, layout, visible, reference, focus, most = MOST) {
    if (this.held) return;
    const hadFocus = this.list.contains(document.activeElement);
    const shown = visible.slice(0, most);
    /** @type {Map<string, HTMLLIElement>} */
    const next = new Map();
    for (const item of shown) {
      const lane = item < 0 ? layout.lanes[-1 - item] : layout.lanes[layout.rowLane[layout.itemRow[item] ?? 0] ?? 0];
      const treaty = layout.items[item] ?? -1;
      const key = item < 0 ? `lane ${lane?.key}` : `${lane?.key} ${treaty} ${reference.day}`;
      const row = this.rows.get(key) ?? (item < 0 ? this.laneRow(lane?.label ?? "", lane?.count ?? 0) : this.row(data, treaty, { key: lane?.key ?? "", label: lane?.label ?? "" }, reference));
      row.dataset.item = String(item);
      // Among all agreements, of which only those in sight are here; a closed lane stands where its first would.
      row.setAttribute("aria-posinset", String((item < 0 ? lane?.firstItem ?? 0 : item) + 1));
      row.setAttribute("aria-setsize", String(layout.items.length));
      next.set(key, row);
    }
    for (const [key, row] of this.rows) if (!next.has(key)) row.remove();
    let place = this.list.firstElementChild;
    for (const row of next.values()) {
      if (row === place) place = place.nextElementSibling;
      else this.list.insertBefore(row, place);
    }
    this.rows = next;
    this.rove(focus, hadFocus);
    const more = visible.length > shown.length ? `, the first ${shown.length} of them here` : "";
    this.summary.textContent = `On screen: ${visible.length} of ${layout.items.length} ${layout.items.length === 1 ? "agreement" : "agreements"}${more}.`;
  }

  /** One tab stop. @param {number} focus item @param {boolean} [takeFocus] */
  rove(focus, takeFocus = false) {
    const rows = [...this.rows.values()];
    const current = rows.find((row) => Number(row.dataset.item) === focus) ?? rows[0];
    for (const row of rows) handleOf(row)?.setAttribute("tabindex", row === current ? "0" : "-1");
    if (takeFocus && current) handleOf(current)?.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const item = itemOf(event.target);
    const rows = [...this.list.children];
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    if (event.key in steps) {
      this.intents.step(steps[/** @type {keyof typeof steps} */ (event.key)]);
    } else if (event.key === "Home" || event.key === "End") {
      const row = event.key === "Home" ? rows[0] : rows[rows.length - 1];
      if (row) handleOf(row)?.focus();
    } else if (event.key === " " && item >= 0) this.intents.pin(item);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} label @param {number} count @returns {HTMLLIElement} */
  laneRow(label, count) {
    const row = /** @type {HTMLLIElement} */ (element("li", "twin-item twin-closed"));
    const button = element("button", "twin-title", `${label}: ${count} ${count === 1 ? "agreement" : "agreements"}`);
    button.setAttribute("type", "button");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => this.intents.unfold(-1 - Number(row.dataset.item)));
    row.append(button);
    return row;
  }

  /** @param {Chronology} data @param {number} treaty @param {{key: string, label: string}} lane @param {Reference} reference @returns {HTMLLIElement} */
  row(data, treaty, lane, reference) {
    const row = /** @type {HTMLLIElement} */ (element("li", "twin-item"));
    const slug = data.strings[data.slug[treaty] ?? 0] ?? "";
    row.dataset.slug = slug;
    const title = /** @type {HTMLAnchorElement} */ (element("a", "twin-title", data.strings[data.title[treaty] ?? 0]));
    title.href = this.link(slug);
    const details = element("span", "twin-details");
    details.id = detailsId(slug, lane.key);
    const place = element("span", "twin-lane", lane.label);
    place.id = `${details.id}-lane`;
    title.setAttribute("aria-describedby", `${place.id} ${details.id}`);
    details.append(...factsOf(data, treaty, reference));
    row.append(place, title, details);
    return row;
  }
}

/**
 * Status on the day, this period, the next date: for the list and for the floating card.
 * @param {Chronology} data @param {number} treaty @param {Reference} reference
 * @returns {HTMLElement[]}
 */
export function factsOf(data, treaty, { day }) {
  const status = data.statusInfo[statusOn(data, treaty, day)];
  const word = element("span", "twin-status", status?.label ?? "no status recorded for this day");
  word.dataset.tone = toneOfStatus(status?.code ?? "unknown");
  const facts = [word];
  const cycle = cycleOn(data, treaty, day);
  if (cycle >= 0 && bindsOn(data, treaty, day)) facts.push(element("span", "twin-cycle", `${ordinalInWords(data, treaty, cycle)} period, ${cycleInWords(data, cycle)}`));
  const next = nextDate(data, treaty, day);
  if (next) {
    const line = element("span", "twin-next", `${next.what} `);
    const time = element("time", "", longDate(next.day));
    time.setAttribute("datetime", isoOf(next.day));
    line.append(time, ` (${distanceInWords(next.day, day)})${next.then ? `; ${next.then}` : ""}`);
    facts.push(line);
  }
  return facts;
}

/** @param {Chronology} data @param {number} treaty @returns {string} */
export function subtitleOf(data, treaty) {
  return partiesInWords(data, treaty);
}

/**
 * By the lane's key: names in other scripts may differ in nothing that an id could hold. Without blanks,
 * which would make two ids of one.
 * @param {string} slug @param {string} lane key @returns {string}
 */
export function detailsId(slug, lane) {
  return `twin-${slug}-${encodeURIComponent(lane)}`;
}

/** @param {string} tag @param {string} [name] class @param {string} [words] @returns {HTMLElement} */
export function element(tag, name, words) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (words) made.textContent = words;
  return made;
}

/** @param {EventTarget | null} target @returns {number} */
function itemOf(target) {
  const row = target instanceof Element ? target.closest("li") : null;
  return row ? Number(/** @type {HTMLElement} */ (row).dataset.item ?? -1) : -1;
}

/** @param {Element} row @returns {HTMLElement | null} what in it takes the focus */
function handleOf(row) {
  return row.querySelector(".twin-title");
}
