/**
 * What of the register is stored in this browser from the last visit? Segments and their gists, in
 * IndexedDB, so that a returning visitor need not fetch and read them again. It is only a cache: if it is
 * missing, damaged or from another build, segments are fetched and read.
 */

import { bonesOf, pairsOf, planFrom } from "../layout/lanes.js";
import { joined, laidOut, lengthOf, part } from "./gist.js";

/** @import {Chronology, Manifest} from "../types.js" */
/** @import {Piece} from "./on-demand.js" */
/** @import {Gist, Size} from "./gist.js" */
/** @import {Counts} from "../data/tables.js" */
/** @import {Bones} from "../layout/lanes.js" */

const DRAFTS = "drafts";

/**
 * @typedef {{version: string, count: number, length: number, rows: Counts}} KeptSegment number of agreements, and bytes of content
 * @typedef {{grounds: string, entries: KeptSegment[], size: Size, lanes: Bones | null}} KeptHead segments in the order of their bytes; `lanes` by pair, if all segments are stored
 * @typedef {KeptHead & {gist: Blob, content: Blob}} Stored
 * @typedef {KeptHead & {gist: ArrayBuffer, content: ArrayBuffer}} Kept the gist of all segments, and their contents one after the other
 * @typedef {object} LastVisit what `last-visit.js` provides on the page of the whole register
 * @property {string} build under which things are kept
 * @property {(mode: IDBTransactionMode) => Promise<IDBObjectStore>} opened
 * @property {Promise<Kept | null>} came
 */

const { lastVisit } = /** @type {{lastVisit?: LastVisit}} */ (globalThis);

/** What the last visit has stored, if anything. */
export const left = lastVisit?.came ?? null;

/** A key of everything that gists and lanes depend on besides their segments. @param {Manifest} manifest @returns {string} */
function groundsOf({ horizon, statuses, ours }) {
  return `${horizon} ${statuses.map((status) => status.code).join()} ${ours.join()}`;
}

/**
 * @param {Kept | null} kept @param {Manifest} manifest
 * @returns {{held: Map<string, Piece>, whole: Gist | null, lanes: Bones | null}} `held` by segment version; `whole` and `lanes` only if exactly the manifest's segments are stored
 */
export function recalled(kept, manifest) {
  /** @type {Map<string, Piece>} */
  const held = new Map();
  if (!kept || kept.grounds !== groundsOf(manifest) || !isWhole(kept)) return { held, whole: null, lanes: null };
  const whole = laidOut(kept.size, kept.gist);
  let [from, at] = [0, 0];
  kept.entries.forEach(({ version, count, length, rows }, segment) => {
    held.set(version, { content: new Uint8Array(kept.content, at, length), gist: part(whole, segment, from, from + count), rows });
    from += count;
    at += length;
  });
  const same = kept.entries.length === manifest.segments.length && kept.entries.every(({ version }, segment) => version === manifest.segments[segment]?.version);
  return { held, whole: same ? whole : null, lanes: same ? kept.lanes : null };
}

/** @param {Kept} kept @returns {boolean} whether all bytes are there */
function isWhole({ entries, size, gist, content }) {
  if (!entries || !size || !gist || !content) return false;
  const sum = (/** @type {"count" | "length"} */ of) => entries.reduce((all, segment) => all + segment[of], 0);
  return size.segments === entries.length && size.count === sum("count") && gist.byteLength === lengthOf(size) && content.byteLength === sum("length");
}

/** Restores the row packing of the last visit, if stored. @param {Chronology} data @param {Bones | null} lanes */
export function layBack(data, lanes) {
  if (lanes && lanes.items.length === data.count) data.plan = planFrom(data, lanes);
}

/** Whether some segments are not stored yet. @param {Map<string, Piece>} held @param {Manifest} manifest @returns {boolean} */
export function lacks(held, { segments }) {
  return segments.some(({ key, version }) => key !== DRAFTS && !held.has(version));
}

/** @param {Manifest} manifest @param {Piece[]} pieces of its segments @param {Chronology} data of them together @returns {Stored} */
export function storedOf(manifest, pieces, data) {
  // Drafts are never stored in a browser.
  const ours = pieces.flatMap((piece, p) => (manifest.segments[p]?.key === DRAFTS ? [] : [{ ...piece, version: manifest.segments[p]?.version ?? "" }]));
  const whole = joined(ours.map(({ gist }) => gist));
  return {
    grounds: groundsOf(manifest), size: whole.size,
    lanes: ours.length < pieces.length ? null : bonesOf(pairsOf(data)),
    entries: ours.map(({ version, gist, content, rows }) => ({ version, count: gist.size.count, length: content.length, rows })),
    gist: new Blob([/** @type {ArrayBuffer} */ (whole.id.buffer)]), content: new Blob(ours.map(({ content }) => /** @type {BlobPart} */ (content))),
  };
}

/** Stores them for the next visit and deletes what other builds stored. @param {Manifest} manifest @param {Piece[]} pieces @param {Chronology} data */
export async function keep(manifest, pieces, data) {
  if (!lastVisit) return;
  try {
    const stored = storedOf(manifest, pieces, data);
    const store = await lastVisit.opened("readwrite");
    store.clear();
    store.put(stored, lastVisit.build);
  } catch {
    // The disk is full, or the reader's settings block storage.
  }
}
