/**
 * What of the register does this browser still have from the last visit? The segments and what was learnt of
 * them, beside the browser's own cache of answers: who comes again need not read them again.
 * Nothing depends on it: where it is missing, damaged or of another make, segments are fetched and read.
 */

import { joined, laidOut, lengthOf, part } from "./gist.js";

/** @import {Manifest} from "./types.js" */
/** @import {Piece} from "./on-demand.js" */
/** @import {Gist, Size} from "./gist.js" */
/** @import {Counts} from "./tables.js" */

const DRAFTS = "drafts";

/**
 * @typedef {{version: string, count: number, length: number, rows: Counts}} Entry of a segment: its agreements, and the bytes of its content
 * @typedef {{grounds: string, entries: Entry[], size: Size}} Told in the order of the bytes
 * @typedef {Told & {gist: Blob, content: Blob}} Stored
 * @typedef {Told & {gist: ArrayBuffer, content: ArrayBuffer}} Kept the gist of all of them, and their contents one after the other
 * @typedef {object} LastVisit what `last-visit.js` has left for the page of the whole register
 * @property {string} build under which things are kept
 * @property {(mode: IDBTransactionMode) => Promise<IDBObjectStore>} opened
 * @property {Promise<Kept | null>} came
 */

const { lastVisit } = /** @type {{lastVisit?: LastVisit}} */ (globalThis);

/** What the last visit has left, if anything. */
export const left = lastVisit?.came ?? null;

/** What gists depend on besides their segments. @param {Manifest} manifest @returns {string} */
function groundsOf({ horizon, statuses }) {
  return `${horizon} ${statuses.map((status) => status.code).join()}`;
}

/**
 * @param {Kept | null} kept @param {Manifest} manifest
 * @returns {{held: Map<string, Piece>, whole: Gist | null}} by the version of the segment; `whole` is that of all, if all are those of the manifest
 */
export function recalled(kept, manifest) {
  /** @type {Map<string, Piece>} */
  const held = new Map();
  if (!kept || !isWhole(kept) || kept.grounds !== groundsOf(manifest)) return { held, whole: null };
  const whole = laidOut(kept.size, kept.gist);
  let [from, at] = [0, 0];
  kept.entries.forEach(({ version, count, length, rows }, segment) => {
    held.set(version, { content: new Uint8Array(kept.content, at, length), gist: part(whole, segment, from, from + count), rows });
    from += count;
    at += length;
  });
  const same = kept.entries.length === manifest.segments.length && kept.entries.every(({ version }, segment) => version === manifest.segments[segment]?.version);
  return { held, whole: same ? whole : null };
}

/** @param {Kept} kept @returns {boolean} whether all bytes are there */
function isWhole({ entries, size, gist, content }) {
  const sum = (/** @type {"count" | "length"} */ of) => entries.reduce((all, entry) => all + entry[of], 0);
  return size.segments === entries.length && size.count === sum("count") && gist.byteLength === lengthOf(size) && content.byteLength === sum("length");
}

/** Whether there is more to be kept. @param {Map<string, Piece>} held @param {Manifest} manifest @returns {boolean} */
export function lacks(held, { segments }) {
  return segments.some(({ key, version }) => key !== DRAFTS && !held.has(version));
}

/** @param {Manifest} manifest @param {Piece[]} pieces of its segments @returns {Stored} */
export function storedOf(manifest, pieces) {
  // What is not published yet is not left behind in a browser.
  const ours = pieces.flatMap((piece, p) => (manifest.segments[p]?.key === DRAFTS ? [] : [{ ...piece, version: manifest.segments[p]?.version ?? "" }]));
  const whole = joined(ours.map(({ gist }) => gist));
  return {
    grounds: groundsOf(manifest), size: whole.size,
    entries: ours.map(({ version, gist, content, rows }) => ({ version, count: gist.size.count, length: content.length, rows })),
    gist: new Blob([/** @type {ArrayBuffer} */ (whole.id.buffer)]), content: new Blob(ours.map(({ content }) => /** @type {BlobPart} */ (content))),
  };
}

/** Keeps them for the next visit, and nothing of other makes. @param {Manifest} manifest @param {Piece[]} pieces */
export async function keep(manifest, pieces) {
  if (!lastVisit) return;
  try {
    const stored = storedOf(manifest, pieces);
    const store = await lastVisit.opened("readwrite");
    store.clear();
    store.put(stored, lastVisit.build);
  } catch {
    // A full disk, or a reader who lets nothing be kept.
  }
}
