/**
 * A register as one buffer and back: a header in JSON, then columns that are read in place, then every
 * text once. The benchmark gives it to the page as the server's response.
 */

import { markOfKind } from "../../../static/js/timeline/data/looks.js";
import { NONE } from "../../../static/js/timeline/data/tables.js";
import { rowsAt } from "./generated.js";

/** @import {Chronology} from "../../../static/js/timeline/types.js" */

/**
 * @typedef {{id: string, title: string, parties: string[], start: string, end: string | null, term: number | null, events: [string, string][]}} Row
 * @typedef {{name: string, kind: "i32" | "u8", length: number}} Column
 */

const YEAR = 365.2425;
const LAST = 22280; // 1 January 2031
const KINDS = /** @type {Record<string, string>} */ ({ signature: "signature", ratification: "action", "notice deadline": "last_notice", milestone: "milestone_done" });
const dayOf = (/** @type {string} */ iso) => Date.parse(iso) / 86_400_000;

/** @param {Row[]} rows @returns {ArrayBuffer} */
export function encoded(rows) {
  /** @type {Record<string, number[]>} */
  const i32 = { id: [], slug: [], title: [], partyOffsets: [0], parties: [], barOffsets: [0], barStart: [], barEnd: [], cycleOffsets: [0], cycleStart: [], cycleExpires: [], cycleOpens: [], cycleNotice: [], markOffsets: [0], markDay: [], first: [], last: [] };
  /** @type {Record<string, number[]>} */
  const u8 = { look: [], kind: [], doings: [] };
  const put = (/** @type {string} */ column, /** @type {number} */ value) => void i32[column]?.push(value);
  const strings = [""];
  /** @type {Map<string, number>} */
  const known = new Map();
  const said = (/** @type {string} */ text) => known.get(text) ?? (known.set(text, strings.length), strings.push(text) - 1);
  const codes = [...new Set(rows.flatMap((row) => row.parties))].sort();
  const place = new Map(codes.map((code, p) => [code, p]));
  rows.forEach((row, number) => {
    put("id", number);
    const [start, end] = [dayOf(row.start), row.end ? dayOf(row.end) : NONE];
    put("slug", strings.push(row.id) - 1);
    put("title", said(row.title));
    for (const code of row.parties) put("parties", place.get(code) ?? 0);
    put("partyOffsets", i32.parties?.length ?? 0);
    const signed = Math.min(start, ...row.events.filter(([kind]) => kind === "signature").map(([, iso]) => dayOf(iso)));
    if (signed < start) bar(2, signed, start);
    bar(1, start, end);
    put("barOffsets", i32.barStart?.length ?? 0);
    const close = end === NONE ? LAST : Math.min(end, LAST);
    for (let k = 0; row.term; k++) {
      const from = start + Math.round(k * row.term * YEAR);
      if (from >= close) break;
      const until = start + Math.round((k + 1) * row.term * YEAR);
      [["cycleStart", from], ["cycleExpires", until], ["cycleOpens", until - 365], ["cycleNotice", until - 180]].forEach(([name, value]) => put(String(name), Number(value)));
    }
    put("cycleOffsets", i32.cycleStart?.length ?? 0);
    let [first, last] = [signed, close];
    for (const [kind, iso] of row.events) {
      const day = dayOf(iso);
      put("markDay", day);
      u8.kind?.push(markOfKind(KINDS[kind] ?? kind));
      [first, last] = [Math.min(first, day), Math.max(last, day)];
    }
    put("markOffsets", i32.markDay?.length ?? 0);
    put("first", first);
    put("last", last);
    u8.doings?.push(row.events.some(([kind]) => kind === "ratification" || kind === "milestone") ? 1 : 0);
  });
  const renews = strings.push("renews") - 1;
  /** @param {number} look @param {number} start @param {number} end */
  function bar(look, start, end) {
    u8.look?.push(look);
    put("barStart", start);
    put("barEnd", end);
  }
  const encoder = new TextEncoder();
  const foreign = /[^ -~]/;
  const ends = [0];
  let long = 0;
  for (const text of strings) ends.push((long += foreign.test(text) ? encoder.encode(text).length : text.length));
  i32.ends = ends;
  const written = new Uint8Array(long);
  strings.forEach((text, i) => void encoder.encodeInto(text, written.subarray(ends[i])));
  const columns = [...Object.entries(i32).map(([name, values]) => ({ name, kind: "i32", values })), ...Object.entries(u8).map(([name, values]) => ({ name, kind: "u8", values }))];
  const header = JSON.stringify({ count: rows.length, codes, renews, earliest: i32.first?.reduce((a, b) => Math.min(a, b), LAST), columns: columns.map(({ name, kind, values }) => ({ name, kind, length: values.length })) });
  const head = encoder.encode(header.padEnd(Math.ceil(header.length / 4) * 4));
  const size = columns.reduce((sum, { kind, values }) => sum + values.length * (kind === "i32" ? 4 : 1), 4 + head.length);
  const bytes = new ArrayBuffer(size + written.length);
  new DataView(bytes).setUint32(0, head.length, true);
  new Uint8Array(bytes).set(head, 4);
  let at = 4 + head.length;
  for (const { kind, values } of columns) {
    if (kind === "i32") new Int32Array(bytes, at, values.length).set(values);
    else new Uint8Array(bytes, at, values.length).set(values);
    at += values.length * (kind === "i32" ? 4 : 1);
  }
  new Uint8Array(bytes).set(written, at);
  return bytes;
}

/** @param {ArrayBuffer} bytes @returns {Chronology} */
export function decoded(bytes) {
  const long = new DataView(bytes).getUint32(0, true);
  /** @type {{count: number, codes: string[], renews: number, earliest: number, columns: Column[]}} */
  const { count, codes, renews, earliest, columns } = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, long)));
  let at = 4 + long;
  /** @type {Record<string, Int32Array>} */
  const i32 = {};
  /** @type {Record<string, Uint8Array>} */
  const u8 = {};
  for (const { name, kind, length } of columns) {
    if (kind === "i32") i32[name] = new Int32Array(bytes, at, length);
    else u8[name] = new Uint8Array(bytes, at, length);
    at += length * (kind === "i32" ? 4 : 1);
  }
  const column = (/** @type {string} */ name) => i32[name] ?? new Int32Array(0);
  const octets = (/** @type {string} */ name) => u8[name] ?? new Uint8Array(0);
  const strings = texts(new Uint8Array(bytes, at), column("ends"));
  const bars = column("barStart").length;
  const cycles = column("cycleStart").length;
  const marks = column("markDay").length;
  // Values that are the same in every row are stored once and shared.
  const most = Math.max(bars, cycles, marks, count + 1);
  const [zeros, nones] = [new Int32Array(most), new Int32Array(Math.max(bars, cycles, marks)).fill(NONE)];
  const same = (/** @type {number} */ length, /** @type {number} */ value) => (value === NONE ? nones.subarray(0, length) : value ? new Int32Array(length).fill(value) : zeros.subarray(0, length));
  const spans = { ...rowsAt(column("barOffsets")), party: same(bars, -1), reading: same(bars, 0), start: column("barStart"), end: column("barEnd"), fuzzyStart: same(bars, NONE), fuzzyEnd: same(bars, NONE) };
  return {
    count, strings, find: (slug) => column("slug").findIndex((text) => strings.at(text) === slug), prepare: () => Promise.resolve(), since: -Infinity, nextOn: () => NONE, id: column("id"), slug: column("slug"), title: column("title"), full: column("title"), many: new Uint8Array(count),
    parties: { offsets: column("partyOffsets"), values: column("parties") },
    subjects: { offsets: same(count + 1, 0), values: same(0, 0) },
    spans: { ...spans, status: octets("look") },
    bars: { ...spans, look: octets("look") },
    cycles: { ...rowsAt(column("cycleOffsets")), reading: same(cycles, 0), start: column("cycleStart"), expires: column("cycleExpires"), windowOpens: column("cycleOpens"), lastNotice: column("cycleNotice"), lastDay: same(cycles, NONE), closing: same(cycles, renews) },
    marks: { ...rowsAt(column("markOffsets")), kind: octets("kind"), day: column("markDay"), latest: same(marks, NONE), reading: same(marks, 0), label: same(marks, 0) },
    dates: { ...rowsAt(same(count + 1, 0)), kind: new Uint8Array(0), day: same(0, 0), toAct: same(0, 0) },
    first: column("first"), last: column("last"), until: column("last"), readings: new Uint8Array(count), doings: octets("doings"),
    partyInfo: codes.map((code) => ({ code, name: code, short: code, kind: "state" })), subjectInfo: [],
    statusInfo: [{ code: "expired", label: "expired" }, { code: "in_force", label: "in force" }, { code: "signed", label: "signed" }],
    binding: new Set(["in_force"]), dateInfo: [], decideBy: "", ours: new Set(), horizon: LAST, earliest,
  };
}

/**
 * Decoded on demand: of a million names the screen shows some dozens.
 * @param {Uint8Array} written @param {Int32Array} ends of each text, with a 0 before them @returns {Chronology["strings"]}
 */
function texts(written, ends) {
  const decoder = new TextDecoder();
  /** @type {string[]} */
  const read = [];
  return { at: (i) => (read[i] ??= decoder.decode(written.subarray(ends[i], ends[i + 1]))) };
}
