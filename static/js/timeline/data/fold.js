/**
 * How is a text folded for searching? As `treaties/models/folding.py` folds it, from the same table: no
 * accents, no case, single spaces, and letters that people type for one another are one letter.
 */

import { ACCENTS, APOSTROPHES, JOINERS, LETTERS, ZEROS } from "./fold-table.js";

/** @type {Map<string, string>} */
const MAP = new Map(Object.entries(LETTERS));
for (const char of JOINERS) MAP.set(char, "");
for (const char of APOSTROPHES) MAP.set(char, " ");
for (const zero of ZEROS) for (let digit = 0; digit < 10; digit++) MAP.set(String.fromCodePoint((zero.codePointAt(0) ?? 0) + digit), `${digit}`);

const MAPPED = new RegExp(`[${[...MAP.keys()].map((char) => `\\u{${char.codePointAt(0)?.toString(16)}}`).join("")}]`, "gu");
const ACCENT = new RegExp(`[${ACCENTS}]+`, "gu");
const NOT_A_WORD = /[^\p{L}\p{M}\p{N}]+/gu;
/** Most titles: of these letters no table knows any, and folding them is several times as quick. */
const PLAIN = /^[\x20-\x7e]*$/;
const NOT_A_PLAIN_WORD = /[^a-z0-9]+/g;
const PARTED = new RegExp(`[${APOSTROPHES}\\u200c\\u2010\\u2011\\-]`, "gu");

/** @param {string} text @returns {string} `Côte d’Ivoire` → `cote d ivoire` */
export function fold(text) {
  if (PLAIN.test(text)) return text.toLowerCase().replace(NOT_A_PLAIN_WORD, " ").trim();
  const plain = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(ACCENT, "");
  return plain.replace(MAPPED, (char) => MAP.get(char) ?? "").replace(NOT_A_WORD, " ").trim();
}

/**
 * The words of a text, and where an apostrophe, a hyphen or a joiner parts some, also joined and parted.
 * @param {string} text @returns {string[][]}
 */
export function spellings(text) {
  const found = new Set([fold(text)]);
  if (text.search(PARTED) >= 0) for (const between of ["", " "]) found.add(fold(text.replace(PARTED, between)));
  return [...found].map((one) => one.split(" ").filter(Boolean));
}

/** @param {Iterable<string>} texts @returns {string} as a search looks through them: folded, in all their spellings */
export function searchable(texts) {
  /** @type {string[]} */
  const found = [];
  for (const text of texts) {
    if (text.search(PARTED) < 0) {
      const folded = fold(text);
      if (folded) found.push(folded);
      continue;
    }
    const [first = [], ...others] = spellings(text);
    const known = new Set(first);
    found.push(...first, ...new Set(others.flat().filter((word) => !known.has(word))));
  }
  return found.join(" ");
}
