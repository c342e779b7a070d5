/**
 * What does the address say? Reads and writes the view as query parameters; other parameters are left
 * alone. Days are written as dates, so that people can read and type an address.
 */

import { isoOf, parseIso } from "../time/civil-days.js";
import { closedIn } from "./store.js";

/** @import {LanesBy, LanesOrder, State} from "../types.js" */

/**
 * @typedef {object} Address
 * @property {{start: number, end: number} | null} view
 * @property {LanesBy} by
 * @property {LanesOrder | ""} order "" where nothing is said: the reader's usual one
 * @property {string[]} closed
 * @property {string[]} outside lanes that show what lies outside the window
 * @property {string} search
 * @property {string[]} shut closed during the search
 * @property {string} selected slug
 * @property {string} row slug of the first visible agreement, with the key of its lane if it is in several; "" at the very top
 */

const ORDERS = /** @type {const} */ (["next", "name"]);
const BY = /** @type {const} */ (["pair", "party", "subject", "status"]);
export const KEYS = ["from", "to", "lanes", "order", "closed", "outside", "q", "shut", "sel", "row"];

/** @param {URLSearchParams} query @returns {Address} unreadable parts are taken as absent */
export function readAddress(query) {
  const start = parseIso(query.get("from"));
  const end = parseIso(query.get("to"));
  const view = start !== null && end !== null && end > start ? { start, end } : null;
  return {
    view,
    by: BY.find((by) => by === query.get("lanes")) ?? "pair",
    // The address of a view says it all; a plain one leaves the order to the reader.
    order: ORDERS.find((order) => order === query.get("order")) ?? (view ? "next" : ""),
    closed: (query.get("closed") ?? "").split(",").filter(Boolean),
    outside: (query.get("outside") ?? "").split(",").filter(Boolean),
    search: query.get("q") ?? "",
    shut: query.get("q") ? (query.get("shut") ?? "").split(",").filter(Boolean) : [],
    selected: query.get("sel") ?? "",
    row: query.get("row") ?? "",
  };
}

/**
 * @param {Address} address
 * @param {URLSearchParams} query of the page as it is
 * @returns {string} "?from=…", or "" when there is nothing to say
 */
export function writeAddress(address, query) {
  const next = new URLSearchParams([...query].filter(([key]) => !KEYS.includes(key)));
  if (address.view) {
    const start = Math.round(address.view.start);
    next.set("from", isoOf(start));
    next.set("to", isoOf(Math.max(start + 1, Math.round(address.view.end))));
  }
  if (address.by !== "pair") next.set("lanes", address.by);
  if (address.order === "name" || (address.order && !address.view)) next.set("order", address.order);
  if (address.closed.length) next.set("closed", address.closed.join(","));
  if (address.outside.length) next.set("outside", address.outside.join(","));
  if (address.search) next.set("q", address.search);
  if (address.search && address.shut.length) next.set("shut", address.shut.join(","));
  if (address.selected) next.set("sel", address.selected);
  if (address.row) next.set("row", address.row);
  const text = next.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/**
 * @param {State} state @param {string} row @returns {Address}
 */
export function addressOf(state, row) {
  return { view: state.view, by: state.by, order: state.order, closed: [...state.closed].sort(), outside: [...state.outside].sort(), search: state.search, shut: state.search ? [...closedIn(state)].sort() : [], selected: state.selected, row };
}
