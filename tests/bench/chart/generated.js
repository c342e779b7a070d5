/**
 * A made-up register of any size: the columns that the page decodes from the server's bytes, made
 * directly. The same number gives the same register.
 */

import { dayOf } from "../../../static/js/timeline/time/civil-days.js";
import { nextDay } from "../../../static/js/timeline/data/answers.js";
import { markOfKind } from "../../../static/js/timeline/data/looks.js";
import { NONE } from "../../../static/js/timeline/data/tables.js";

/** @import {Chronology} from "../../../static/js/timeline/types.js" */

const YEAR = 365.2425;
const PARTIES = 200;
const TOPICS = ["air services", "extradition", "fisheries", "double taxation", "science", "transit", "water use", "visa waiver", "investment", "energy"];
export const TODAY = dayOf(2026, 3, 1);
export const FIRST = dayOf(1900, 1, 1);
export const HORIZON = dayOf(2031, 1, 1);
/** The most periods, bars and marks that one agreement has here. */
const MOST = { periods: 24, bars: 2, marks: 6 };

/** @param {number} seed @returns {() => number} 0 to 1, by the linear congruence of Lehmer (1951) */
function dice(seed) {
  let state = (seed * 48271) % 2147483647 || 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Tables that stand by offsets. @param {Int32Array} offsets */
export function rowsAt(offsets) {
  return { offsets, from: (/** @type {number} */ t) => offsets[t] ?? 0, until: (/** @type {number} */ t) => offsets[t + 1] ?? 0 };
}

/** @param {number} count @returns {Chronology} */
export function generated(count) {
  const random = dice(1648 + count);
  const names = Array.from({ length: PARTIES }, (_, p) => `Party ${String.fromCharCode(65 + Math.floor(p / 26))}${String.fromCharCode(65 + (p % 26))}`);
  const strings = ["", "renews"];
  /** @type {Map<string, number>} */
  const known = new Map();
  const said = (/** @type {string} */ text) => known.get(text) ?? (known.set(text, strings.length), strings.push(text) - 1);
  const column = (/** @type {number} */ length, fill = 0) => new Int32Array(length).fill(fill);
  const offsets = () => column(count + 1);
  const bars = { ...rowsAt(offsets()), party: column(count * MOST.bars, -1), reading: column(count * MOST.bars), look: new Uint8Array(count * MOST.bars), start: column(count * MOST.bars), end: column(count * MOST.bars), fuzzyStart: column(count * MOST.bars, NONE), fuzzyEnd: column(count * MOST.bars, NONE) };
  const room = count * 8;
  const cycles = { ...rowsAt(offsets()), reading: column(room), start: column(room), expires: column(room), windowOpens: column(room, NONE), lastNotice: column(room, NONE), lastDay: column(room, NONE), closing: column(room, 1) };
  const marks = { ...rowsAt(offsets()), kind: new Uint8Array(count * MOST.marks), day: column(count * MOST.marks), latest: column(count * MOST.marks, NONE), reading: column(count * MOST.marks), label: column(count * MOST.marks) };
  const parties = { offsets: offsets(), values: column(count * 2) };
  const dates = { ...rowsAt(offsets()), kind: new Uint8Array(count), day: column(count), toAct: column(count, NONE) };
  /** @type {Chronology} */
  const data = {
    count, strings, find: (slug) => data.slug.findIndex((text) => strings[text] === slug), prepare: () => Promise.resolve(), since: -Infinity, nextOn: (t, day) => nextDay(dates, t, day), id: Int32Array.from({ length: count }, (_, t) => t), slug: column(count), title: column(count), full: column(count), many: new Uint8Array(count), parties, subjects: { offsets: offsets(), values: column(count) },
    spans: { ...bars, status: bars.look }, bars, cycles, marks, dates,
    first: column(count), last: column(count), until: column(count), readings: new Uint8Array(count), doings: new Uint8Array(count),
    partyInfo: names.map((name, p) => ({ code: `P${p}`, name, short: name, kind: "state" })), subjectInfo: TOPICS.map((name, s) => ({ code: `S${s}`, name })),
    statusInfo: [{ code: "expired", label: "expired" }, { code: "in_force", label: "in force" }, { code: "signed", label: "signed" }], binding: new Set(["in_force"]), dateInfo: [], decideBy: "", ours: new Set([7]), horizon: HORIZON, earliest: FIRST,
  };
  let [bar, cycle, mark, date] = [0, 0, 0, 0];
  for (let t = 0; t < count; t++) {
    const start = FIRST + Math.floor(Math.pow(random(), 0.7) * (HORIZON - FIRST - 400)) + 300;
    const a = Math.floor(Math.pow(random(), 1.6) * PARTIES);
    const b = (a + 1 + Math.floor(random() * (PARTIES - 1))) % PARTIES;
    parties.values.set(a < b ? [a, b] : [b, a], 2 * t);
    parties.offsets[t + 1] = 2 * t + 2;
    const topic = Math.floor(random() * TOPICS.length);
    data.subjects.values[t] = topic;
    data.subjects.offsets[t + 1] = t + 1;
    data.slug[t] = strings.push(`t${t}`) - 1;
    data.title[t] = data.full[t] = said(`Agreement on ${TOPICS[topic]} between ${names[a]?.slice(6)} and ${names[b]?.slice(6)}`);
    const signed = start - 30 - Math.floor(random() * 270);
    const end = random() < 0.55 ? start + Math.round(YEAR * (0.5 + Math.pow(random(), 2.2) * 60)) : NONE;
    for (const [look, from, until] of [[2, signed, start], [1, start, end]]) {
      bars.look[bar] = look ?? 0;
      bars.start[bar] = from ?? 0;
      bars.end[bar++] = until ?? NONE;
    }
    bars.offsets[t + 1] = bar;
    const close = end === NONE ? HORIZON : Math.min(end, HORIZON);
    const term = random() < 0.4 ? 1 + Math.floor(random() * 20) : 0;
    for (let k = 0; term && k < MOST.periods && cycle < room; k++) {
      const from = start + Math.round(k * term * YEAR);
      if (from >= close) break;
      cycles.start[cycle] = from;
      cycles.expires[cycle] = start + Math.round((k + 1) * term * YEAR);
      cycles.lastNotice[cycle] = (cycles.expires[cycle] ?? 0) - 180;
      cycles.windowOpens[cycle] = (cycles.expires[cycle] ?? 0) - 365;
      cycle++;
    }
    cycles.offsets[t + 1] = cycle;
    const notice = cycles.lastNotice[cycle - 1] ?? NONE;
    if (term && notice >= TODAY) dates.day[date++] = notice;
    dates.offsets[t + 1] = date;
    const put = (/** @type {string} */ kind, /** @type {number} */ day) => {
      marks.kind[mark] = markOfKind(kind);
      marks.day[mark++] = Math.round(day);
    };
    put("signature", signed);
    put("entry_into_force", start);
    if (term) put("last_notice", start + term * YEAR - 180);
    for (let k = Math.floor(random() * 3); k > 0; k--) put("event", start + random() * (close - start));
    if (marks.kind[mark - 1] === markOfKind("event")) data.doings[t] = 1;
    marks.offsets[t + 1] = mark;
    data.first[t] = signed;
    data.until[t] = data.last[t] = close;
  }
  return data;
}
