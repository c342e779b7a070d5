/**
 * Which layout does the state ask for? Keeps the plan of lanes and rows while grouping, order and filter stay, and says
 * whether another window of time asks for other rows to be folded.
 */

import { COMFORTABLE, COMPACT, DENSE, planned, stacked } from "../layout/lanes.js";
import { closedIn } from "./store.js";

/** @import {Chronology, Layout, LanesBy, LanesOrder, Reference, State} from "../types.js" */
/** @import {Plan} from "../layout/lanes.js" */

/** Up to this many agreements get the larger rows. */
const FEW = 60;
/** From this many on a wide chart has the smallest. */
const MANY = 600;
/** A narrower chart is one for fingers, px. */
const WIDE = 700;

export class Arrangement {
  /** @param {Chronology} data @param {Reference} reference @param {{small: boolean}} options */
  constructor(data, reference, { small }) {
    this.data = data;
    this.reference = reference;
    this.small = small;
    /** The day whose next dates decide on the order: while the reader moves the day, the lanes stay. */
    this.day = reference.day;
    /** @type {{key: string, only: Uint8Array | null, plan: Plan} | null} */
    this.made = null;
    /** the window and the agreements for which rows were folded last */
    this.folded = "";
  }

  /** @param {State} state @param {Uint8Array | null} only 1 for each treaty to be shown @param {readonly number[]} kept treaties whose rows stay, wherever the window goes @returns {Layout} */
  layout(state, only, kept) {
    const { data, small } = this;
    const shown = only ? only.reduce((sum, one) => sum + one, 0) : data.count;
    this.folded = foldedFor(state, kept);
    return stacked(data, this.plan(state, only), {
      closed: closedIn(state), outside: state.outside, kept, metrics: shown <= FEW ? COMFORTABLE : shown < MANY || state.width < WIDE ? COMPACT : DENSE, heads: !small || data.count > 1,
      // A small timeline has room for all it shows, and what a search has found is not folded away.
      view: small || state.search ? null : state.view,
    });
  }

  /** @param {{by: LanesBy, order: LanesOrder}} asked @param {Uint8Array | null} only @returns {Plan} the one made last, if it was for the same */
  plan({ by, order }, only) {
    const { data, made, reference } = this;
    // By status, lanes are others on each day.
    const day = by === "status" ? reference.day : this.day;
    const key = `${by} ${order} ${by === "status" || order === "next" ? day : ""}`;
    if (made?.key === key && made.only === only) return made.plan;
    const plan = planned(data, { by, order, day, only });
    this.made = { key, only, plan };
    return plan;
  }

  /** @param {State} state @param {readonly number[]} kept @returns {boolean} whether rows may have to be folded otherwise than they are */
  isMoved(state, kept) {
    return this.folded !== foldedFor(state, kept);
  }

  /** Makes the order follow the day that the reader has come to. */
  async follow() {
    if (this.reference.day < this.data.since) await this.data.prepare();
    this.day = this.reference.day;
  }
}

/** @param {State} state @param {readonly number[]} kept @returns {string} */
function foldedFor({ view, search, width }, kept) {
  return `${width < WIDE} ${search ? "" : `${view.start} ${view.end} ${kept.join()}`}`;
}
