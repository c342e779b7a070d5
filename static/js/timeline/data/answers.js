/**
 * What is true of an agreement on a day? Small questions over the columns, asked by the card, the
 * list and the lanes. The day is always an argument.
 */

import { longDate } from "../time/civil-days.js";
import { searchable, spellings } from "./fold.js";
import { MARKS } from "./looks.js";
import { NONE } from "./tables.js";
import { spelled } from "./wording.js";

/** @import {Chronology, Dates} from "../types.js" */

/**
 * @param {Chronology} data @param {number} treaty @param {number} day @param {number} [party] index
 * @returns {number} position in data.statusInfo, or -1 when nothing is recorded for that day
 */
export function statusOn(data, treaty, day, party = -1) {
  const { spans } = data;
  const { start, end, reading, status } = spans;
  for (let i = spans.from(treaty); i < spans.until(treaty); i++) {
    if (reading[i] || spans.party[i] !== party) continue;
    const from = start[i] ?? NONE;
    const until = end[i] ?? NONE;
    if ((from === NONE || from <= day) && (until === NONE || day < until)) return status[i] ?? -1;
  }
  return -1;
}

/**
 * @param {Chronology} data @param {number} treaty @param {number} day
 * @returns {number} row of data.cycles of the principal reading, or -1
 */
export function cycleOn(data, treaty, day) {
  const { cycles } = data;
  const { start, expires, lastDay, reading } = cycles;
  for (let i = cycles.from(treaty); i < cycles.until(treaty); i++) {
    const begins = start[i] ?? NONE;
    const until = expires[i] ?? NONE;
    const said = lastDay[i] ?? NONE;
    const last = said !== NONE || until === NONE ? said : until - 1;
    if (!reading[i] && begins !== NONE && begins <= day && (last === NONE || day <= last)) return i;
  }
  return -1;
}

/** @param {Chronology} data @param {number} cycle @returns {string} "third term, 5 April 2017 – 5 April 2022" */
export function cycleInWords(data, cycle) {
  const start = data.cycles.start[cycle] ?? NONE;
  const expires = data.cycles.expires[cycle] ?? NONE;
  const from = start === NONE ? "?" : longDate(start);
  return expires === NONE ? `from ${from}` : `${from} – ${longDate(expires)}`;
}

/** The register may count from 0 or from 1, so the word follows the period's place. */
const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** @param {Chronology} data @param {number} treaty @param {number} cycle @returns {string} "third" */
export function ordinalInWords(data, treaty, cycle) {
  let place = 0;
  for (let i = data.cycles.from(treaty); i < data.cycles.until(treaty); i++) {
    if (data.cycles.reading[i] === data.cycles.reading[cycle] && (data.cycles.start[i] ?? 0) < (data.cycles.start[cycle] ?? 0)) place++;
  }
  const number = place + 1;
  const teen = number % 100 > 10 && number % 100 < 14;
  return ORDINALS[place] ?? `${number}${(!teen && ["th", "st", "nd", "rd"][number % 10]) || "th"}`;
}

/**
 * The next date that matters, as `law/outlook.py` tells it: the day to plan on, the words before it, and
 * what follows if nobody acts; `means` is the word under which that is defined.
 * @param {Chronology} data @param {number} treaty @param {number} day
 * @returns {{kind: string, day: number, itself: number, what: string, then: string, means: string} | null}
 */
export function nextDate(data, treaty, day) {
  const { dates } = data;
  const best = soonest(dates, dates.from(treaty), dates.until(treaty), day);
  if (best < 0) return null;
  const itself = dates.day[best] ?? 0;
  const act = dayToAct(dates, best);
  const { code = "", label = "" } = data.dateInfo[dates.kind[best] ?? 0] ?? {};
  const what = itself === act ? label : data.decideBy;
  return { kind: code, day: act, itself, what, then: code === "last_notice" ? thenOf(data, treaty, itself) : "", means: MEANS[code] ?? "" };
}

/** @typedef {Pick<Dates, "kind" | "day" | "toAct">} DateRows */

/** @param {DateRows} dates @param {number} date row @returns {number} the day to plan on */
export function dayToAct(dates, date) {
  const toAct = dates.toAct[date] ?? NONE;
  return toAct === NONE ? dates.day[date] ?? NONE : toAct;
}

/**
 * Which of these dates comes next: of those not past, the one with the first day to plan on.
 * @param {DateRows} dates @param {number} from row @param {number} until row @param {number} day @returns {number} row or -1
 */
export function soonest(dates, from, until, day) {
  let [best, first] = [-1, 0];
  for (let i = from; i < until; i++) {
    if ((dates.day[i] ?? NONE) < day) continue;
    const at = dayToAct(dates, i);
    if (best >= 0 && (at > first || (at === first && (dates.kind[i] ?? 0) >= (dates.kind[best] ?? 0)))) continue;
    [best, first] = [i, at];
  }
  return best;
}

/** @param {Dates} dates @param {number} treaty @param {number} day @returns {number} the day to plan on of its next date that matters, or NONE */
export function nextDay(dates, treaty, day) {
  const date = soonest(dates, dates.from(treaty), dates.until(treaty), day);
  return date < 0 ? NONE : dayToAct(dates, date);
}

/** The words under which kinds of date are defined. @type {Record<string, string>} */
const MEANS = { last_notice: "decide by", decision_due: "decide by", renewal: "renewal", entry_into_force: "entry into force" };

/** What follows if nobody gives notice by a day. @param {Chronology} data @param {number} treaty @param {number} notice @returns {string} */
function thenOf({ cycles, strings }, treaty, notice) {
  for (let i = cycles.from(treaty); i < cycles.until(treaty); i++) {
    if (cycles.reading[i] || cycles.lastNotice[i] !== notice) continue;
    const expires = cycles.expires[i] ?? NONE;
    const closes = strings.at(cycles.closing[i] ?? 0) === "renews" ? "renews on" : "runs on without a fixed end from";
    return expires === NONE ? "" : `${closes} ${longDate(expires)} if nobody gives notice`;
  }
  return "";
}

/**
 * A period is only "this" period while the agreement binds: after supersession the register may still
 * hold calculated periods, as what would have been.
 * @param {Chronology} data @param {number} treaty @param {number} day @returns {boolean}
 */
export function bindsOn(data, treaty, day) {
  return data.binding.has(data.statusInfo[statusOn(data, treaty, day)]?.code ?? "");
}

/** @param {Chronology} data @param {number} treaty @returns {number[]} its other readings, as indices of their names in data.strings */
export function readingsOf(data, treaty) {
  if (!data.readings[treaty]) return [];
  const found = new Set();
  for (const group of [data.bars, data.cycles]) {
    for (let i = group.from(treaty); i < group.until(treaty); i++) if (group.reading[i]) found.add(group.reading[i]);
  }
  return [...found].sort((a, b) => a - b);
}

/** Begins the name of a reading that nobody holds: chronology/columns.py. */
const MENTIONED = "\u001d";

/** Is this reading only mentioned, in the press, by no party and no authority? @param {Chronology} data @param {number} reading @returns {boolean} */
export function isMentioned({ strings }, reading) {
  return strings.at(reading)?.startsWith(MENTIONED) ?? false;
}

/** @param {Chronology} data @param {number} reading @returns {string} "counted from signature (mentioned in the press only)" */
export function readingName(data, reading) {
  const text = data.strings.at(reading) ?? "";
  return isMentioned(data, reading) ? `${text.slice(MENTIONED.length)} (mentioned in the press only)` : text;
}

/** @param {Chronology} data @param {number} treaty @param {number} mark of it @returns {string} its label, or the name of its kind */
export function markName(data, treaty, mark) {
  const label = data.strings.at(data.marks.label[mark] ?? 0) ?? "";
  const { offsets, values } = data.parties;
  return spelled(label, values.subarray(offsets[treaty] ?? 0, offsets[treaty + 1] ?? 0), data.partyInfo) || MARKS[data.marks.kind[mark] ?? 0]?.name || "";
}

/** @param {Chronology} data @param {number} treaty @returns {string} "Iran, Russia" */
export function partiesInWords(data, treaty) {
  const rows = data.parties.values.subarray(data.parties.offsets[treaty] ?? 0, data.parties.offsets[treaty + 1] ?? 0);
  const names = Array.from(rows, (p) => data.partyInfo[p]?.short ?? "");
  return names.length > 8 ? `${names.length} parties` : names.join(", ");
}

/**
 * Search in titles and in all names of the parties while the reader types; they are folded once.
 * @param {Chronology} data @returns {(query: string) => Uint8Array | null} null when nothing is asked
 */
export function searcher(data) {
  /** @type {string[] | null} */
  let folded = null;
  return (query) => {
    const ways = spellings(query).filter((words) => words.length);
    if (!ways.length) return null;
    folded ??= textsOf(data);
    return Uint8Array.from(folded, (text) => (ways.some((words) => words.every((word) => text.includes(word))) ? 1 : 0));
  };
}

/** @param {Chronology} data @returns {string[]} what is looked through for each agreement */
function textsOf(data) {
  const names = data.partyInfo.map(({ code, short, name, also = [] }) => searchable([short, name, code, ...also]));
  return Array.from({ length: data.count }, (_, t) => {
    const own = [data.title, data.full, data.slug].map((column) => data.strings.at(column[t] ?? 0) ?? "");
    const parties = data.parties.values.subarray(data.parties.offsets[t] ?? 0, data.parties.offsets[t + 1] ?? 0);
    return [searchable(own), ...Array.from(parties, (p) => names[p] ?? "")].join(" ");
  });
}
