/**
 * Where do the data come from? Fetches the manifest and its segments and decodes them once into typed
 * columns (types.js, Chronology); after that every question is an array access.
 */

import { nextDay } from "../data/answers.js";
import { lookOfStatus, markOfKind } from "../data/looks.js";
import { drawnTo, NONE, Tables, tablesAt } from "../data/tables.js";
import { CREDENTIALS } from "./cookies.js";
import { keep, lacks, layBack, left, recalled } from "./kept.js";
import { Labels, fromManifest, unpacked } from "./on-demand.js";

/** @import {Chronology, Manifest, Segment, Ragged} from "../types.js" */

const FORMAT = 2;

const DAMAGED = "The server's answer could not be read.";

export class SourceError extends Error {}
/** No response at all, for example without a connection. */
export class Unreachable extends SourceError {}

/**
 * @param {string} url of the manifest
 * @param {typeof fetch} [get]
 * @returns {Promise<Chronology>}
 * @throws {SourceError} in words for the reader
 */
export async function load(url, get = fetch) {
  const [manifest, before] = await Promise.all([fetchJson(url, get).then((found) => understood(/** @type {Manifest} */ (found))), left]);
  // The whole register comes as packed bytes; a single agreement as plain JSON columns.
  if (manifest.segments.length && manifest.segments.every(({ packed }) => packed)) {
    const { held, whole, lanes } = recalled(before, manifest);
    const contents = manifest.segments.map(({ version, packed = "" }) => held.get(version) ?? fetched(packed, get, (answer) => answer.arrayBuffer()));
    // If one fails, the other promises' errors need a handler too.
    for (const content of contents) if (content instanceof Promise) content.catch(() => undefined);
    try {
      const { data, pieces } = await unpacked(manifest, contents, whole, yesterday());
      layBack(data, lanes);
      if (lacks(held, manifest)) atLeisure(() => keep(manifest, pieces, data));
      return data;
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
 * The ids of the agreements that match a query on the server; null where nothing is asked.
 * @param {string} url @param {typeof fetch} [get] @returns {Promise<Set<number> | null>} @throws {SourceError}
 */
export async function matching(url, get = fetch) {
  if (!url) return null;
  const found = /** @type {{ids: number[]}} */ (await fetchJson(url, get));
  return new Set(found.ids);
}

/**
 * Reads the content of a `<script type="application/json">`: a manifest with its segments inline.
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
    throw new SourceError("The page did not arrive complete. Reload it.");
  }
  return decode(understood(manifest), manifest.inline ?? []);
}

/** @param {Manifest} manifest @returns {Manifest} */
function understood(manifest) {
  if (manifest.format !== FORMAT) throw new SourceError("This page is older than the data. Reload it.");
  return manifest;
}

/** A day that is today or before it everywhere on earth; not after the page's today, which is not known yet. @returns {number} */
function yesterday() {
  return Math.floor(Date.now() / 86_400_000) - 1;
}

/** Runs a task when the page is idle. @param {() => Promise<void>} task */
function atLeisure(task) {
  if (typeof requestIdleCallback === "undefined") setTimeout(() => void task(), 2000);
  else requestIdleCallback(() => void task(), { timeout: 10_000 });
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
    // Without headers of its own, so that it matches the request preloaded by the page.
    answer = await get(url, { credentials: CREDENTIALS });
  } catch {
    throw new Unreachable("The server cannot be reached.");
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
  const labels = new Labels();
  const strings = labels.texts;
  const total = (/** @type {"spans" | "cycles" | "marks" | "dates"} */ name) => segments.reduce((sum, segment) => sum + segment[name].treaty.length, 0);
  const rows = new Tables({ spans: total("spans"), cycles: total("cycles"), marks: total("marks"), dates: total("dates") });
  const looks = manifest.statuses.map((status) => lookOfStatus(status.code));
  /** @type {Record<"id" | "slug" | "title" | "full" | "many" | "first" | "last" | "open" | "readings" | "doings", number[]>} */
  const own = { id: [], slug: [], title: [], full: [], many: [], first: [], last: [], open: [], readings: [], doings: [] };
  /** @type {Record<keyof Tables["n"], number[]>} */
  const begins = { spans: [0], bars: [0], cycles: [0], marks: [0], dates: [0] };
  for (const segment of segments) {
    const local = segment.strings.map(labels.said);
    const { treaties } = segment;
    const of = { spans: byTreaty(segment.spans.treaty), cycles: byTreaty(segment.cycles.treaty), marks: byTreaty(segment.marks.treaty), dates: byTreaty(segment.dates.treaty) };
    treaties.slug.forEach((_, t) => {
      rows.begin();
      append(rows, segment, local, { spans: of.spans.get(t) ?? [], cycles: of.cycles.get(t) ?? [], marks: of.marks.get(t) ?? [], dates: of.dates.get(t) ?? [] });
      rows.draw(looks);
      rows.measure(manifest.horizon);
      own.id.push(treaties.id[t] ?? 0);
      for (const name of /** @type {const} */ (["slug", "title", "full"])) own[name].push(local[treaties[name][t] ?? 0] ?? 0);
      own.many.push(segment.strings[treaties.composition[t] ?? 0] === "multilateral" ? 1 : 0);
      for (const name of /** @type {const} */ (["first", "last", "open", "readings", "doings"])) own[name].push(rows.extent[name]);
      for (const name of /** @type {(keyof Tables["n"])[]} */ (Object.keys(begins))) begins[name].push(rows.n[name]);
    });
  }
  const { id, slug, title, full, first } = own;
  const until = Int32Array.from(own.last);
  const tables = tablesAt(rows, (table) => ({ from: (treaty) => begins[table][treaty] ?? 0, until: (treaty) => begins[table][treaty + 1] ?? 0 }));
  return {
    count: id.length, strings, find: (sought) => slug.findIndex((text) => strings[text] === sought), prepare: () => Promise.resolve(),
    id: Int32Array.from(id), slug: Int32Array.from(slug), title: Int32Array.from(title), full: Int32Array.from(full), first: Int32Array.from(first), until,
    many: Uint8Array.from(own.many), readings: Uint8Array.from(own.readings), doings: Uint8Array.from(own.doings),
    parties: ragged(segments, (segment) => segment.treaties.parties),
    subjects: ragged(segments, (segment) => segment.treaties.subjects),
    ...tables, since: -Infinity, nextOn: (treaty, day) => nextDay(tables.dates, treaty, day),
    ...fromManifest(manifest, first),
    ...drawnTo(until, Uint8Array.from(own.open), manifest.horizon),
  };
}

/** Appends the rows of one agreement. @param {Tables} rows @param {Segment} segment @param {number[]} local the global number of each of the segment's texts @param {Record<"spans" | "cycles" | "marks" | "dates", number[]>} its positions in the segment */
function append({ spans, cycles, marks, dates, n }, segment, local, its) {
  const text = (/** @type {number | undefined} */ index) => local[index ?? 0] ?? 0;
  for (const i of its.spans) {
    const [from, at] = [segment.spans, n.spans++];
    for (const name of /** @type {const} */ (["start", "end", "fuzzyStart", "fuzzyEnd"])) spans[name][at] = from[name][i] ?? NONE;
    spans.party[at] = from.party[i] ?? -1;
    spans.reading[at] = text(from.reading[i]);
    spans.status[at] = from.status[i] ?? 0;
  }
  for (const i of its.cycles) {
    const [from, at] = [segment.cycles, n.cycles++];
    for (const name of /** @type {const} */ (["start", "expires", "windowOpens", "lastNotice", "lastDay"])) cycles[name][at] = from[name][i] ?? NONE;
    cycles.reading[at] = text(from.reading[i]);
    cycles.closing[at] = text(from.closing[i]);
  }
  for (const i of its.marks) {
    const [from, at] = [segment.marks, n.marks++];
    for (const name of /** @type {const} */ (["day", "latest"])) marks[name][at] = from[name][i] ?? NONE;
    marks.kind[at] = markOfKind(segment.strings[from.kind[i] ?? 0] ?? "");
    marks.reading[at] = text(from.reading[i]);
    marks.label[at] = text(from.label[i]);
  }
  for (const i of its.dates) {
    const [from, at] = [segment.dates, n.dates++];
    for (const name of /** @type {const} */ (["day", "toAct"])) dates[name][at] = from[name][i] ?? NONE;
    dates.kind[at] = from.kind[i] ?? 0;
  }
}

/** @param {number[]} owners @returns {Map<number, number[]>} the rows of each treaty, in their order */
function byTreaty(owners) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  owners.forEach((treaty, row) => void (found.get(treaty)?.push(row) ?? found.set(treaty, [row])));
  return found;
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
