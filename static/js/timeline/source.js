/**
 * What does the register say? Fetches the manifest and its segments and decodes them once into
 * typed columns (types.js, Chronology). Every later question is an array access.
 */

import { barsOf, measureExtents, NONE } from "./columns.js";
import { lookOfStatus, markOfKind } from "./looks.js";
import { unpacked } from "./packed.js";

/** @import {Chronology, Manifest, Segment, Ragged, Days} from "./types.js" */

export { NONE };

const FORMAT = 1;

const DAMAGED = "The server's answer is damaged.";

export class SourceError extends Error {}

/**
 * @param {string} url of the manifest
 * @param {typeof fetch} [get]
 * @returns {Promise<Chronology>}
 * @throws {SourceError} in words for the reader
 */
export async function load(url, get = fetch) {
  const manifest = understood(/** @type {Manifest} */ (await fetchJson(url, get)));
  const packed = manifest.segments.map((segment) => segment.packed ?? "");
  // The whole register comes packed; one agreement alone in columns that anybody can read.
  if (packed.length && packed.every(Boolean)) {
    const contents = packed.map((one) => fetched(one, get, (answer) => answer.arrayBuffer()));
    // Whichever fails first, the others are not left without anybody to hear of it.
    for (const content of contents) content.catch(() => undefined);
    try {
      return await unpacked(manifest, contents);
    } catch (error) {
      throw error instanceof SourceError ? error : new SourceError(DAMAGED);
    }
  }
  const segments = await Promise.all(
    manifest.segments.map(async (segment) => /** @type {Segment} */ (await fetchJson(segment.url, get))),
  );
  return decode(manifest, segments);
}

/**
 * The numbers of the agreements that answer a question, as the server finds them; null where nothing is asked.
 * @param {string} url @param {typeof fetch} [get] @returns {Promise<Set<number> | null>} @throws {SourceError}
 */
export async function matching(url, get = fetch) {
  if (!url) return null;
  const found = /** @type {{ids: number[]}} */ (await fetchJson(url, get));
  return new Set(found.ids);
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
function fetchJson(url, get) {
  return fetched(url, get, (answer) => answer.json());
}

/** @template T @param {string} url @param {typeof fetch} get @param {(answer: Response) => Promise<T>} as @returns {Promise<T>} */
async function fetched(url, get, as) {
  /** @type {Response} */
  let answer;
  try {
    // Without a head of its own, so that it is the one the page has asked for beforehand.
    answer = await get(url, { credentials: "same-origin" });
  } catch {
    throw new SourceError("The server cannot be reached.");
  }
  if (!answer.ok) throw new SourceError(`The server answered ${answer.status}.`);
  try {
    return await as(answer);
  } catch {
    throw new SourceError(DAMAGED);
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
    id: joined(segments, (segment) => segment.treaties.id),
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
