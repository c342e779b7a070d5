/** In which order does this reader usually want the lanes? Kept in this browser. */

/** @import {LanesOrder} from "../types.js" */

const STORED = "timeline.order";

/** @returns {LanesOrder} */
export function usualOrder() {
  try {
    return localStorage.getItem(STORED) === "name" ? "name" : "next";
  } catch {
    return "next";
  }
}

/** @param {LanesOrder} order */
export function keepUsualOrder(order) {
  try {
    localStorage.setItem(STORED, order);
  } catch {
    // A private window may refuse storage; then the address alone says it.
  }
}
