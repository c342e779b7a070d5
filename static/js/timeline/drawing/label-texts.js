/**
 * What are marks and periods called on the chart? The texts are cached per register and ruler, and equal
 * words share one string, because the ruler's cache finds an identical string at once but must compare
 * an equal copy letter by letter.
 */

import { markName, ordinalInWords } from "../data/answers.js";
import { NONE } from "../data/tables.js";
import { sentence } from "../data/wording.js";
import { fitted } from "../layout/text-fit.js";
import { civilOf, shortDate } from "../time/civil-days.js";

/** @import {Chronology, Ruler} from "../types.js" */

/** A longer name is shown only on the card, px. */
const LONGEST_NAME = 250;

/** @type {WeakMap<Chronology, {ruler: Ruler, words: Map<number, string[]>}>} */
const ofMarks = new WeakMap();
/** @type {WeakMap<Chronology, {words: Map<number, string[]>, told: Map<string, string>}>} */
const ofPeriods = new WeakMap();

/** @param {Chronology} data @param {Ruler} ruler @param {number} treaty @param {number} i mark of it @returns {string[]} its name with its day, and without */
export function markWords(data, ruler, treaty, i) {
  let known = ofMarks.get(data);
  if (known?.ruler !== ruler) ofMarks.set(data, (known = { ruler, words: new Map() }));
  let both = known.words.get(i);
  if (!both) {
    const name = fitted(ruler, sentence(markName(data, treaty, i)), "small", LONGEST_NAME);
    known.words.set(i, (both = [`${name}, ${shortDate(data.marks.day[i] ?? 0)}`, name]));
  }
  return both;
}

/** @param {Chronology} data @param {number} treaty @param {number} i cycle @returns {string[]} from the longest to the shortest */
export function periodWords(data, treaty, i) {
  let known = ofPeriods.get(data);
  if (!known) ofPeriods.set(data, (known = { words: new Map(), told: new Map() }));
  const { told } = known;
  let words = known.words.get(i);
  if (!words) {
    const expires = data.cycles.expires[i] ?? NONE;
    const name = `${sentence(ordinalInWords(data, treaty, i))} term`;
    words = expires === NONE ? [`${name}, open`] : [`${name}, to ${shortDate(expires)}`, `To ${shortDate(expires)}`, `To ${civilOf(expires).year}`];
    words = words.map((label) => told.get(label) ?? (told.set(label, label), label));
    known.words.set(i, words);
  }
  return words;
}
