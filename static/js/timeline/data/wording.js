/**
 * How are names, numbers and the first words of a line written? A stored text names its treaty's parties
 * by position; numbers are written as on the server.
 */

/** @import {PartyInfo} from "../types.js" */

const FIRST_NAME = 0x10;
const LAST_NAME = 0x1b;
const VERBATIM = "\u001c";

/** Replaces the party positions in a text by names. @param {string} text @param {ArrayLike<number>} parties @param {PartyInfo[]} info @returns {string} */
export function spelled(text, parties, info) {
  if (text.startsWith(VERBATIM)) return text.slice(1);
  let whole = "";
  let told = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign < FIRST_NAME || sign > LAST_NAME) continue;
    whole += text.slice(told, at) + (info[parties[sign - FIRST_NAME] ?? -1]?.short ?? "");
    told = at + 1;
  }
  return told ? whole + text.slice(told) : text;
}

/** @param {number} number @returns {string} "9999", "10,000": as on the server (templatetags/figures.py) */
export function figure(number) {
  return number > 9999 ? String(number).replace(/\B(?=(\d{3})+$)/g, ",") : String(number);
}

/** @param {number} count @returns {string} "1 agreement", "12,000 agreements" */
export function agreements(count) {
  return `${figure(count)} ${count === 1 ? "agreement" : "agreements"}`;
}

/** @param {{earlier: number, later: number}} outside the window of time @returns {string} "2 earlier, 1 later" */
export function outsideInWords({ earlier, later }) {
  return [earlier && `${figure(earlier)} earlier`, later && `${figure(later)} later`].filter(Boolean).join(", ");
}

/** @param {string} words @returns {string} with a capital first letter */
export function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
