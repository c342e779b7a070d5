/**
 * What does the register say? Fetches the manifest and its segments and decodes them once into
 * typed columns (types.js, Chronology). Every later question is an array access.
 */

import { lookOfStatus, markOfKind, MARKS } from "./looks.js";

/** @import {Chronology, Manifest, Segment, Ragged, Days} from "./types.js" */

/** Stands in a column of days where the day is open or unknown. */
export const NONE = -2147483648;

const FORMAT = 1;

export class SourceError extends Error {}

/**
 * @param {string} url of the manifest
 * @param {typeof fetch} [get]
 * @returns {Promise<Chronology>}
 * @throws {SourceError} in words for the reader
 */
export async function load(url, get = fetch) {
  const manifest = understood(/** @type {Manifest} */ (await fetchJson(url, get)));
  const segments = await Promise.all(
    manifest.segments.map(async (segment) => /** @type {Segment} */ (await fetchJson(segment.url, get))),
  );
  return decode(manifest, segments);
}

/**
 * What a page carries in a `<script type="application/json">`: a manifest with its segments within.
 * @param {string} text
 * @returns {Chronology}
 * @throws {SourceError} in words for the reader
 */
export function read(text) {
  /** @type {Manifest} */
  let manifest;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw new SourceError("The page came damaged. Reload it.");
  }
  return decode(understood(manifest), manifest.inline ?? []);
}

/** @param {Manifest} manifest @returns {Manifest} */
function understood(manifest) {
  if (manifest.format !== FORMAT) throw new SourceError("This page is older than the data. Reload it.");
  return manifest;
}

/** @param {string} url @param {typeof fetch} get @returns {Promise<unknown>} */
async function fetchJson(url, get) {
  /** @type {Response} */
  let answer;
  try {
    answer = await get(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  } catch {
    throw new SourceError("The server cannot be reached.");
  }
  if (!answer.ok) throw new SourceError(`The server answered ${answer.status}.`);
  try {
    return await answer.json();
  } catch {
    throw new SourceError("The server's answer is damaged.");
  }
}

/**
 * @param {Manifest} manifest
 * @param {Segment[]} segments
 * @returns {Chronology}
 */
export function decode(manifest, segments) {
  const strings = [""];
  const known = new Map([["", 0]]);
  const local = segments.map((segment) => segment.strings.map((text) => interned(text, strings, known)));
  const count = segments.reduce((sum, segment) => sum + segment.treaties.slug.length, 0);
  const base = basesOf(segments);
  const codes = manifest.statuses.map((status) => status.code);
  const looks = codes.map(lookOfStatus);
  const ours = new Set(manifest.ours);
  const text = (/** @type {"slug" | "title" | "full" | "composition" | "binding"} */ name) =>
    joined(segments, (segment, s) => segment.treaties[name].map((index) => local[s]?.[index] ?? 0));

  const spanKeys = gather(segments, base, (segment) => segment.spans.treaty, count);
  const spans = {
    offsets: spanKeys.offsets,
    party: spanKeys.column((segment) => segment.spans.party, -1),
    reading: spanKeys.texts((segment) => segment.spans.reading, local),
    status: Uint8Array.from(spanKeys.column((segment) => segment.spans.status, 0)),
    start: spanKeys.column((segment) => segment.spans.start, NONE),
    end: spanKeys.column((segment) => segment.spans.end, NONE),
  };
  const fuzzyStart = spanKeys.column((segment) => segment.spans.fuzzyStart, NONE);
  const fuzzyEnd = spanKeys.column((segment) => segment.spans.fuzzyEnd, NONE);

  const cycleKeys = gather(segments, base, (segment) => segment.cycles.treaty, count);
  const days = (/** @type {"start" | "expires" | "lastDay" | "windowOpens" | "lastNotice" | "ordinal"} */ name) =>
    cycleKeys.column((segment) => segment.cycles[name], NONE);
  const cycles = {
    offsets: cycleKeys.offsets,
    reading: cycleKeys.texts((segment) => segment.cycles.reading, local),
    ordinal: days("ordinal"),
    start: days("start"),
    expires: days("expires"),
    lastDay: days("lastDay"),
    windowOpens: days("windowOpens"),
    lastNotice: days("lastNotice"),
    closing: cycleKeys.texts((segment) => segment.cycles.closing, local),
    basis: cycleKeys.texts((segment) => segment.cycles.basis, local),
  };

  const markKeys = gather(segments, base, (segment) => segment.marks.treaty, count);
  const kindTexts = markKeys.texts((segment) => segment.marks.kind, local);
  const marks = {
    offsets: markKeys.offsets,
    kind: Uint8Array.from(kindTexts, (index) => markOfKind(strings[index] ?? "")),
    day: markKeys.column((segment) => segment.marks.day, NONE),
    latest: markKeys.column((segment) => segment.marks.latest, NONE),
    reading: markKeys.texts((segment) => segment.marks.reading, local),
    label: markKeys.texts((segment) => segment.marks.label, local),
  };

  /** @type {Chronology} */
  const data = {
    count,
    strings,
    slug: text("slug"),
    title: text("title"),
    full: text("full"),
    binding: text("binding"),
    many: Uint8Array.from(text("composition"), (index) => (strings[index] === "multilateral" ? 1 : 0)),
    parties: ragged(segments, (segment) => segment.treaties.parties),
    subjects: ragged(segments, (segment) => segment.treaties.subjects),
    spans,
    bars: barsOf(spans, fuzzyStart, fuzzyEnd, looks, count),
    cycles,
    marks,
    first: new Int32Array(count),
    last: new Int32Array(count),
    readings: new Uint8Array(count),
    doings: new Uint8Array(count),
    partyInfo: manifest.parties,
    subjectInfo: manifest.subjects,
    statusInfo: manifest.statuses,
    ours: new Set(manifest.parties.flatMap((party, index) => (ours.has(party.code) ? [index] : []))),
    horizon: manifest.horizon,
    earliest: 0,
  };
  measureExtents(data);
  return data;
}

/** @param {string} text @param {string[]} strings @param {Map<string, number>} known @returns {number} */
function interned(text, strings, known) {
  let index = known.get(text);
  if (index === undefined) {
    index = strings.push(text) - 1;
    known.set(text, index);
  }
  return index;
}

/** @param {Segment[]} segments @returns {number[]} the first treaty of each segment */
function basesOf(segments) {
  let sum = 0;
  return segments.map((segment) => {
    const first = sum;
    sum += segment.treaties.slug.length;
    return first;
  });
}

/** @param {Segment[]} segments @param {(segment: Segment, s: number) => number[]} pick @returns {Int32Array} */
function joined(segments, pick) {
  return Int32Array.from(segments.flatMap(pick));
}

/** @param {Segment[]} segments @param {(segment: Segment) => number[][]} pick @returns {Ragged} */
function ragged(segments, pick) {
  const lists = segments.flatMap(pick);
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => {
    offsets[index + 1] = /** @type {number} */ (offsets[index]) + list.length;
  });
  return { offsets, values: Int32Array.from(lists.flat()) };
}

/**
 * Sorts rows by their treaty (counting sort, so that rows keep their order) and hands out columns.
 * @param {Segment[]} segments
 * @param {number[]} base
 * @param {(segment: Segment) => number[]} treatyOf
 * @param {number} count
 */
function gather(segments, base, treatyOf, count) {
  const owner = joined(segments, (segment, s) => treatyOf(segment).map((row) => row + (base[s] ?? 0)));
  const offsets = new Int32Array(count + 1);
  for (const treaty of owner) offsets[treaty + 1] = (offsets[treaty + 1] ?? 0) + 1;
  for (let t = 0; t < count; t++) offsets[t + 1] = (offsets[t + 1] ?? 0) + (offsets[t] ?? 0);
  const next = offsets.slice();
  const place = new Int32Array(owner.length);
  owner.forEach((treaty, row) => {
    const at = /** @type {number} */ (next[treaty]);
    place[row] = at;
    next[treaty] = at + 1;
  });
  /** @param {(segment: Segment, s: number) => Iterable<number>} pick */
  const scatter = (pick) => {
    const column = new Int32Array(owner.length);
    let row = 0;
    segments.forEach((segment, s) => {
      for (const value of pick(segment, s)) column[/** @type {number} */ (place[row++])] = value;
    });
    return column;
  };
  return {
    offsets,
    /** @param {(segment: Segment) => Days} pick @param {number} missing */
    column: (pick, missing) => scatter((segment) => pick(segment).map((value) => value ?? missing)),
    /** @param {(segment: Segment) => number[]} pick @param {number[][]} local */
    texts: (pick, local) => scatter((segment, s) => pick(segment).map((index) => local[s]?.[index] ?? 0)),
  };
}

/**
 * Bars are spans that look alike and touch, made one: "in force" and "in force, window open" are two
 * statuses and one bar.
 * @param {Chronology["spans"]} spans
 * @param {Int32Array} fuzzyStart
 * @param {Int32Array} fuzzyEnd
 * @param {number[]} looks of each status
 * @param {number} count
 * @returns {Chronology["bars"]}
 */
function barsOf(spans, fuzzyStart, fuzzyEnd, looks, count) {
  const rows = spans.start.length;
  const bars = {
    offsets: new Int32Array(count + 1),
    party: new Int32Array(rows),
    reading: new Int32Array(rows),
    look: new Uint8Array(rows),
    start: new Int32Array(rows),
    end: new Int32Array(rows),
    fuzzyStart: new Int32Array(rows),
    fuzzyEnd: new Int32Array(rows),
  };
  let n = 0;
  const at = (/** @type {ArrayLike<number>} */ column, /** @type {number} */ index) => column[index] ?? 0;
  for (let t = 0; t < count; t++) {
    const from = at(spans.offsets, t);
    const order = Array.from({ length: at(spans.offsets, t + 1) - from }, (_, i) => from + i);
    order.sort(
      (a, b) => at(spans.reading, a) - at(spans.reading, b) || at(spans.party, a) - at(spans.party, b) || at(spans.start, a) - at(spans.start, b),
    );
    const begun = n;
    for (const row of order) {
      const look = looks[at(spans.status, row)] ?? 0;
      const before = n - 1;
      const start = at(spans.start, row);
      const same =
        before >= begun && bars.look[before] === look && bars.party[before] === spans.party[row] &&
        bars.reading[before] === spans.reading[row] && bars.end[before] === start && start !== NONE &&
        bars.fuzzyEnd[before] === NONE && fuzzyStart[row] === NONE;
      if (same) {
        bars.end[before] = at(spans.end, row);
        bars.fuzzyEnd[before] = at(fuzzyEnd, row);
        continue;
      }
      bars.party[n] = at(spans.party, row);
      bars.reading[n] = at(spans.reading, row);
      bars.look[n] = look;
      bars.start[n] = start;
      bars.end[n] = at(spans.end, row);
      bars.fuzzyStart[n] = at(fuzzyStart, row);
      bars.fuzzyEnd[n] = at(fuzzyEnd, row);
      n++;
    }
    bars.offsets[t + 1] = n;
  }
  return bars;
}

/**
 * From when to when there is something to see, for packing, culling and fitting.
 * @param {Chronology} data
 */
function measureExtents(data) {
  let earliest = data.horizon;
  for (let t = 0; t < data.count; t++) {
    let first = 2147483647;
    let last = NONE;
    const other = new Set();
    const see = (/** @type {number} */ day) => {
      if (day === NONE) return;
      if (day < first) first = day;
      if (day > last) last = day;
    };
    for (let i = data.bars.offsets[t] ?? 0; i < (data.bars.offsets[t + 1] ?? 0); i++) {
      if (data.bars.reading[i]) other.add(data.bars.reading[i]);
      if (!data.bars.look[i]) continue;
      see(data.bars.start[i] ?? NONE);
      const end = data.bars.end[i] ?? NONE;
      see(end === NONE ? data.horizon : end);
    }
    for (let i = data.cycles.offsets[t] ?? 0; i < (data.cycles.offsets[t + 1] ?? 0); i++) {
      if (data.cycles.reading[i]) other.add(data.cycles.reading[i]);
      see(data.cycles.start[i] ?? NONE);
      see(data.cycles.expires[i] ?? NONE);
    }
    for (let i = data.marks.offsets[t] ?? 0; i < (data.marks.offsets[t + 1] ?? 0); i++) {
      see(data.marks.day[i] ?? NONE);
      see(data.marks.latest[i] ?? NONE);
      if (MARKS[data.marks.kind[i] ?? 0]?.line === "doings") data.doings[t] = 1;
    }
    if (last === NONE) first = last = data.horizon;
    data.first[t] = first;
    data.last[t] = last;
    data.readings[t] = other.size;
    if (first < earliest) earliest = first;
  }
  data.earliest = earliest;
}
