/**
 * How is the whole register held when a picture shows only some hundred agreements? The rows of an
 * agreement are read from its segment when they are first asked for.
 */

import { upperBound } from "../data/binary-search.js";
import { nextDay } from "../data/answers.js";
import { lookOfStatus } from "../data/looks.js";
import { drawnTo, NONE, Tables, tablesAt } from "../data/tables.js";
import { spelled } from "../data/wording.js";
import { gistOf, joined, of, part } from "./gist.js";
import { Packed } from "./packed.js";

/** @import {Chronology, Manifest, Ragged} from "../types.js" */
/** @import {Gist} from "./gist.js" */
/** @import {Counts} from "../data/tables.js" */

/** The longest time to read before yielding to the page, ms. */
const TURN = 25;
/** Text numbers from here on are names of agreements: a slug and a title each. */
const NAMES = 1 << 24;
/** Size of the cache of names. */
const MOST = 4096;

/** @typedef {{content: Uint8Array, gist: Gist, rows: Counts}} Piece a segment with its gist */

/**
 * Reads segments in order, each as soon as it has arrived; yields to the page in between, so that it stays
 * responsive.
 * @param {Manifest} manifest
 * @param {(ArrayBuffer | Promise<ArrayBuffer> | Piece)[]} contents of its segments
 * @param {Gist | null} [known] the gist of all of them
 * @param {number} [since] the first day on which the next dates are asked for: any day is answered, but an earlier one slowly
 * @returns {Promise<{data: Chronology, pieces: Piece[]}>}
 */
export async function unpacked(manifest, contents, known = null, since = 0) {
  const { horizon } = manifest;
  const looks = manifest.statuses.map((status) => lookOfStatus(status.code));
  const labels = new Labels();
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {(Packed | null)[]} */
  const open = [];
  let begun = performance.now();
  for (const come of contents) {
    if ("gist" in come) {
      pieces.push(come);
      open.push(null);
      continue;
    }
    const content = new Uint8Array(come instanceof ArrayBuffer ? come : await come);
    const { packed, gist } = gistOf(content, { said: labels.said, looks, horizon, since });
    pieces.push({ content, gist, rows: packed.rows });
    open.push(packed);
    if (performance.now() - begun < TURN) continue;
    await turn();
    begun = performance.now();
  }
  const whole = known ?? joined(pieces.map(({ gist }) => gist));
  return { data: together(manifest, { whole, pieces, open, labels, looks }), pieces };
}

/** Yields to the page. By a message, because browsers delay timers in hidden pages. @returns {Promise<void>} */
function turn() {
  return new Promise((resume) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resume();
    };
    port2.postMessage(null);
  });
}

/** Texts shared by many rows, each stored once. */
export class Labels {
  constructor() {
    this.texts = [""];
    this.known = new Map([["", 0]]);
    this.said = (/** @type {string} */ text) => {
      let index = this.known.get(text);
      if (index === undefined) this.known.set(text, (index = this.texts.push(text) - 1));
      return index;
    };
  }
}

/** @param {Manifest} manifest @param {{whole: Gist, pieces: Piece[], open: (Packed | null)[], labels: Labels, looks: number[]}} parts @returns {Chronology} */
function together(manifest, { whole, pieces, open, labels, looks }) {
  const bases = [0];
  pieces.forEach((piece, p) => {
    const [from, until] = [bases[p] ?? 0, (bases[p] ?? 0) + piece.gist.size.count];
    bases.push(until);
    // Views on the whole, so that the memory is not held twice.
    piece.gist = part(whole, p, from, until);
  });
  const count = whole.size.count;
  const { id, first, last: until, next, nextItself, open: endless, many, readings, doings, parties, subjects } = whole;
  const { since } = whole.size;
  const room = { spans: 0, cycles: 0, marks: 0, dates: 0 };
  for (const { rows } of pieces) for (const name of /** @type {(keyof Counts)[]} */ (Object.keys(room))) room[name] += rows[name];
  const names = new Names(manifest, pieces, bases, labels.texts, parties);

  const rows = new Tables(room);
  const places = { spans: placesFor(count), bars: placesFor(count), cycles: placesFor(count), marks: placesFor(count), dates: placesFor(count) };
  const read = new Uint8Array(count);
  const tables = /** @type {(keyof typeof places)[]} */ (Object.keys(places));
  const see = (/** @type {number} */ treaty) => {
    const p = pieceOf(bases, treaty);
    const { content, gist } = /** @type {Piece} */ (pieces[p]);
    const packed = (open[p] ??= new Packed(content, labels.said));
    const place = treaty - (bases[p] ?? 0);
    for (const stream of /** @type {const} */ (["happened", "steps", "apart"])) packed[stream].at = gist[stream][place] ?? 0;
    rows.begin();
    packed.read(of(gist.parties, place), rows);
    rows.draw(looks);
    for (const table of tables) {
      places[table].from[treaty] = rows.begun[table];
      places[table].until[treaty] = rows.n[table];
    }
    read[treaty] = 1;
  };
  /** Yields to the page in between, so that it stays responsive. */
  const seeAll = async () => {
    let begun = performance.now();
    for (let treaty = 0; treaty < count; treaty++) {
      if (!read[treaty]) see(treaty);
      if (performance.now() - begun < TURN / 2) continue;
      await turn();
      begun = performance.now();
    }
  };
  const tablesOf = tablesAt(rows, (table) => {
    const { from, until } = places[table];
    return {
      from(treaty) {
        if (!read[treaty]) see(treaty);
        return from[treaty] ?? 0;
      },
      until(treaty) {
        if (!read[treaty]) see(treaty);
        return until[treaty] ?? 0;
      },
    };
  });
  return {
    count, strings: names, find: (slug) => names.find(slug), prepare: seeAll, id, first, until, many, readings, doings, parties, subjects,
    slug: everySecond(count, NAMES), title: everySecond(count, NAMES + 1), full: new Int32Array(count),
    since,
    nextOn(treaty, day) {
      const known = next[treaty] ?? NONE;
      const holds = day >= since && (known === NONE || (nextItself[treaty] ?? NONE) >= day);
      return holds ? known : nextDay(tablesOf.dates, treaty, day);
    },
    ...tablesOf,
    ...fromManifest(manifest, first),
    ...drawnTo(until, endless, manifest.horizon),
  };
}

/** @param {number} count */
function placesFor(count) {
  return { from: new Int32Array(count), until: new Int32Array(count) };
}

/** @param {number[]} bases @param {number} treaty @returns {number} of the piece that has it */
function pieceOf(bases, treaty) {
  return upperBound(bases, treaty, (base) => base) - 1;
}

/**
 * The manifest's part of a Chronology.
 * @param {Manifest} manifest @param {ArrayLike<number>} first day of each
 * @returns {Pick<Chronology, "partyInfo" | "subjectInfo" | "statusInfo" | "binding" | "dateInfo" | "decideBy" | "ours" | "earliest">}
 */
export function fromManifest({ parties, subjects, statuses, binding, dates, decideBy, ours, horizon }, first) {
  const codes = new Set(ours);
  let earliest = horizon;
  for (let t = 0; t < first.length; t++) if ((first[t] ?? 0) < earliest) earliest = first[t] ?? 0;
  return {
    partyInfo: parties, subjectInfo: subjects, statusInfo: statuses, dateInfo: dates, decideBy, earliest,
    binding: new Set(binding),
    ours: new Set(parties.flatMap((party, index) => (codes.has(party.code) ? [index] : []))),
  };
}

/** @param {number} count @param {number} first @returns {Int32Array} */
function everySecond(count, first) {
  const column = new Int32Array(count);
  for (let place = 0; place < count; place++) column[place] = first + 2 * place;
  return column;
}

/** Texts by number; names are decoded on demand, and the latest are cached. */
class Names {
  /** @param {Manifest} manifest @param {Piece[]} pieces @param {number[]} bases @param {string[]} labels @param {Ragged} parties */
  constructor(manifest, pieces, bases, labels, parties) {
    this.manifest = manifest;
    this.pieces = pieces;
    this.bases = bases;
    this.labels = labels;
    this.parties = parties;
    this.decoder = new TextDecoder();
    /** @type {Map<number, string>} */
    this.known = new Map();
  }

  /** @param {number} index @returns {string | undefined} */
  at(index) {
    if (index < NAMES) return this.labels[index];
    let name = this.known.get(index);
    if (name === undefined) {
      name = this.read((index - NAMES) >> 1, (index - NAMES) & 1);
      if (this.known.size >= MOST) this.known.clear();
      this.known.set(index, name);
    }
    return name;
  }

  /** @param {string} slug @returns {number} its treaty, or -1 */
  find(slug) {
    for (const [p, { content, gist: { ends, size } }] of this.pieces.entries()) {
      // All slugs of a segment are contiguous, each after a zero byte.
      const slugs = `\0${this.decoder.decode(content.subarray((ends[0] ?? 0) + 1, ends[size.count]))}\0`;
      const at = slugs.indexOf(`\0${slug}\0`);
      if (at >= 0) return (this.bases[p] ?? 0) + slugs.slice(0, at).split("\0").length - 1;
    }
    return -1;
  }

  /** @param {number} treaty @param {number} title 1 for its title, 0 for its slug @returns {string} */
  read(treaty, title) {
    const p = pieceOf(this.bases, treaty);
    const { content, gist: { ends, size } } = /** @type {Piece} */ (this.pieces[p]);
    const text = treaty - (this.bases[p] ?? 0) + title * size.count;
    const said = this.decoder.decode(content.subarray((ends[text] ?? 0) + 1, ends[text + 1]));
    return title ? spelled(said, of(this.parties, treaty), this.manifest.parties) : said;
  }
}
