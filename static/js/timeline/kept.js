/**
 * What of the register does this browser still have from the last visit? The segments and what was learnt of
 * them, in one piece beside the browser's own cache of answers: who comes again need not read them again.
 * Nothing depends on it: where it is missing, damaged or of another make, segments are fetched and read.
 */

import { laidOut, lengthOf } from "./gist.js";
import { ENTRY, STORE } from "./last-visit.js";

/** @import {Manifest} from "./types.js" */
/** @import {Piece} from "./on-demand.js" */
/** @import {Size} from "./gist.js" */
/** @import {Counts} from "./tables.js" */

const WORD = 4;
const DRAFTS = "drafts";

/** @typedef {{version: string, length: number, size: Size, rows: Counts}} Entry `length` of the content, bytes */

/** What gists depend on besides their segments. @param {Manifest} manifest @returns {string} */
function groundsOf({ horizon, statuses }) {
  return `${horizon} ${statuses.map((status) => status.code).join()}`;
}

/** @param {ArrayBuffer | null} buffer @param {Manifest} manifest @returns {Map<string, Piece>} by the version of the segment */
export function piecesIn(buffer, manifest) {
  /** @type {Map<string, Piece>} */
  const found = new Map();
  if (!buffer) return found;
  try {
    let at = new DataView(buffer).getUint32(0, true);
    /** @type {{grounds: string, entries: Entry[]}} */
    const { grounds, entries } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, WORD, at)));
    if (grounds !== groundsOf(manifest)) return found;
    at = evened(WORD + at);
    for (const { version, length, size, rows } of entries) {
      const gist = laidOut(size, buffer, at);
      at += lengthOf(size);
      found.set(version, { content: new Uint8Array(buffer, at, length), gist, rows });
      at = evened(at + length);
    }
    return found;
  } catch {
    return new Map();
  }
}

/** Whether there is more to be kept. @param {Map<string, Piece>} held @param {Manifest} manifest @returns {boolean} */
export function lacks(held, { segments }) {
  return segments.some(({ key, version }) => key !== DRAFTS && !held.has(version));
}

/** @param {Manifest} manifest @param {Piece[]} pieces of its segments @returns {Blob} */
export function blobOf(manifest, pieces) {
  // What is not published yet is not left behind in a browser.
  const kept = pieces.flatMap((piece, p) => (manifest.segments[p]?.key === DRAFTS ? [] : [{ ...piece, version: manifest.segments[p]?.version ?? "" }]));
  const entries = kept.map(({ version, content, gist, rows }) => ({ version, length: content.length, size: gist.size, rows }));
  const head = new TextEncoder().encode(JSON.stringify({ grounds: groundsOf(manifest), entries }));
  const length = new Uint8Array(WORD);
  new DataView(length.buffer).setUint32(0, head.length, true);
  const filled = (/** @type {Uint8Array} */ bytes) => [/** @type {BlobPart} */ (bytes), new Uint8Array(evened(bytes.length) - bytes.length)];
  return new Blob([length, ...filled(head), ...kept.flatMap(({ content, gist }) => [/** @type {BlobPart} */ (gist.bytes), ...filled(content)])]);
}

/** Keeps them for the next visit, and nothing of earlier makes. @param {Manifest} manifest @param {Piece[]} pieces */
export async function keep(manifest, pieces) {
  if (!STORE) return;
  try {
    for (const name of await caches.keys()) if (name.startsWith("timeline ") && name !== STORE) await caches.delete(name);
    await (await caches.open(STORE)).put(ENTRY, new Response(blobOf(manifest, pieces)));
  } catch {
    // A full disk, or a reader who lets nothing be kept.
  }
}

/** @param {number} length @returns {number} the next multiple of a word */
function evened(length) {
  return Math.ceil(length / WORD) * WORD;
}
