/** Builds small chronologies for tests, in the format of the server. */

import { decode } from "../../static/js/timeline/transport/source.js";
import { parseIso } from "../../static/js/timeline/time/civil-days.js";

/** @param {string | null} iso @returns {number | null} */
export const day = (iso) => (iso === null ? null : parseIso(iso));

const STATUSES = ["signed", "in_force", "window_open", "next_period_certain", "notice_given", "terminated", "superseded_presumed", "suspended"];

/** @type {[string, string, boolean][]} */
const KINDS = [["decision_due", "Decide by", true], ["expiry", "Expires", true], ["last_notice", "Decide by", true], ["renewal", "Renews", false], ["review", "Review", true], ["end", "Ends", false]];

/**
 * @typedef {object} Draft
 * @property {string} slug
 * @property {string} [title]
 * @property {number[]} [parties]
 * @property {[string, string | null, string | null, string?][]} [spans] status, start, end, reading
 * @property {[string, string | null, string | null, string?, string?][]} [cycles] start, expires, last notice, reading, opening of the window
 * @property {[string, string][]} [marks] kind, day
 * @property {[string, string, string?][]} [dates] kind, day, day to act
 */

/** @param {Draft[]} drafts @param {string} [horizon] @param {string[]} [ours] */
export function aChronology(drafts, horizon = "2051-11-23", ours = ["IRN"]) {
  const strings = [""];
  const text = (/** @type {string} */ words) => {
    const at = strings.indexOf(words);
    return at >= 0 ? at : strings.push(words) - 1;
  };
  const spans = drafts.flatMap((draft, treaty) => (draft.spans ?? []).map((span) => ({ treaty, span })));
  const cycles = drafts.flatMap((draft, treaty) => (draft.cycles ?? []).map((cycle, ordinal) => ({ treaty, cycle, ordinal })));
  const marks = drafts.flatMap((draft, treaty) => (draft.marks ?? []).map((mark) => ({ treaty, mark })));
  const dates = drafts.flatMap((draft, treaty) => (draft.dates ?? []).map((date) => ({ treaty, date })));
  const none = (/** @type {unknown[]} */ rows) => rows.map(() => null);
  return decode(
    {
      format: 2, version: "v", horizon: day(horizon) ?? 0, segments: [],
      parties: ["Iran", "Russia", "China", "France"].map((short, i) => ({ code: ["IRN", "RUS", "CHN", "FRA"][i] ?? "", name: short, short, kind: "state" })),
      subjects: [{ code: "political", name: "Political" }],
      statuses: STATUSES.map((code) => ({ code, label: code.replaceAll("_", " ") })), ours,
      binding: ["in_force", "window_open", "next_period_certain", "notice_given", "suspended"],
      dates: KINDS.map(([code, label, decide]) => ({ code, label, decide })), decideBy: "Decide by",
    },
    [{
      format: 2, key: "0", version: "v",
      treaties: {
        id: drafts.map((_, i) => i + 1), slug: drafts.map((d) => text(d.slug)), title: drafts.map((d) => text(d.title ?? d.slug)),
        full: drafts.map((d) => text(d.slug)), composition: drafts.map(() => 0), binding: drafts.map(() => 0),
        parties: drafts.map((d) => d.parties ?? [0, 1]), subjects: drafts.map(() => [0]),
      },
      spans: {
        treaty: spans.map((s) => s.treaty), party: none(spans), reading: spans.map((s) => text(s.span[3] ?? "")), status: spans.map((s) => STATUSES.indexOf(s.span[0])),
        start: spans.map((s) => day(s.span[1])), end: spans.map((s) => day(s.span[2])), fuzzyStart: none(spans), fuzzyEnd: none(spans),
      },
      cycles: {
        treaty: cycles.map((c) => c.treaty), reading: cycles.map((c) => text(c.cycle[3] ?? "")), ordinal: cycles.map((c) => c.ordinal),
        start: cycles.map((c) => day(c.cycle[0])), expires: cycles.map((c) => day(c.cycle[1])), lastDay: none(cycles), windowOpens: cycles.map((c) => day(c.cycle[4] ?? null)),
        lastNotice: cycles.map((c) => day(c.cycle[2])), closing: cycles.map(() => text("renews")), basis: cycles.map(() => text("recorded")),
      },
      marks: {
        treaty: marks.map((m) => m.treaty), kind: marks.map((m) => text(m.mark[0])), day: marks.map((m) => day(m.mark[1])), latest: none(marks),
        reading: marks.map(() => 0), label: marks.map(() => 0),
      },
      dates: {
        treaty: dates.map((d) => d.treaty), kind: dates.map((d) => KINDS.findIndex(([code]) => code === d.date[0])),
        day: dates.map((d) => day(d.date[1])), toAct: dates.map((d) => day(d.date[2] ?? null)),
      },
      strings,
    }],
  );
}

/** The treaty of 2001 with its periods, as the register knows it on 12 April 2021. @type {Draft} */
export const IRAN_RUSSIA = {
  slug: "iran-russia-2001", title: "Iran–Russia 2001 treaty",
  spans: [
    ["signed", "2001-03-12", "2002-04-05"], ["in_force", "2002-04-05", "2020-04-05"], ["window_open", "2020-04-05", "2021-04-06"],
    ["next_period_certain", "2021-04-06", "2022-04-05"], ["in_force", "2022-04-05", "2025-10-02"], ["superseded_presumed", "2025-10-02", null],
    ["in_force", "2002-04-05", "2027-04-05", "runs to 5 April 2027"],
  ],
  cycles: [
    ["2002-04-05", "2012-04-05", "2011-04-05"], ["2012-04-05", "2017-04-05", "2016-04-05"], ["2017-04-05", "2022-04-05", "2021-04-05"], ["2022-04-05", "2027-04-05", "2026-04-05"],
  ],
  marks: [["signature", "2001-03-12"], ["entry_into_force", "2002-04-05"], ["milestone_done", "2021-10-20"]],
  dates: [
    ["last_notice", "2011-04-05"], ["renewal", "2012-04-05"], ["last_notice", "2016-04-05"], ["renewal", "2017-04-05"],
    ["last_notice", "2021-04-05"], ["renewal", "2022-04-05"], ["end", "2025-10-02"],
  ],
};

/** A generator that gives the same numbers every time (mulberry32). @param {number} seed @returns {() => number} 0 to below 1 */
export function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
