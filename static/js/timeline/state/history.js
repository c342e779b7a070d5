/**
 * Which steps can one go back? Each gesture of the reader is one entry of the history, made with its
 * first change and kept up while it goes on; whatever else changes only mends the entry one is at.
 */

/** @template Place @typedef {object} Way where the steps are written
 * @property {() => Place} place what is shown now, or is on its way to be
 * @property {(place: Place) => string} url its address
 * @property {() => string} here the address as it stands
 * @property {Pick<History, "state" | "pushState" | "replaceState">} history
 * @property {() => number} now ms
 * @property {(task: () => void, ms: number) => number} later
 * @property {(timer: number) => void} cancel
 */

/** What other parts of the page do with it. @typedef {{write: () => void, lead: (url: string, again?: boolean) => void}} Steps */

/** Browsers refuse more than a hundred changes of the address in half a minute. */
export const PAUSE = 350;
/** A gesture that has changed nothing so long makes no entry any more, ms. */
const FRESH = 600;
/** Turns of a wheel and presses of keys that follow each other so soon are one gesture, ms. */
const BURST = 700;

/** @template Place */
export class PageHistory {
  /** @param {Way<Place>} way */
  constructor(way) {
    this.way = way;
    /** What was shown at each entry last, more exactly than its address says; that may not even have got so far. @type {Map<number, Place>} */
    this.left = new Map();
    this.at = 0;
    this.gesture = "";
    /** ms, of the last sign of the gesture */
    this.last = -Infinity;
    this.fresh = false;
    this.timer = 0;
    /** the address as it was written last */
    this.stood = "";
    this.tag();
  }

  /**
   * A gesture begins; one that is named goes on instead if it was the last, and not longer ago than it
   * may pause.
   * @param {string} [name] @param {number} [pause] ms
   */
  begin(name = "", pause = BURST) {
    const now = this.way.now();
    const goesOn = name !== "" && name === this.gesture && now - this.last < pause;
    this.last = now;
    if (goesOn) return;
    this.write();
    this.gesture = name;
    this.fresh = true;
  }

  /** Something that the address says has changed. */
  changed() {
    if (this.fresh) this.write();
    if (!this.timer) this.timer = this.way.later(() => this.write(), PAUSE);
  }

  /** The address says what is shown. */
  write() {
    const { way } = this;
    way.cancel(this.timer);
    this.timer = 0;
    const place = way.place();
    const url = way.url(place);
    if (url !== way.here()) {
      if (this.fresh && way.now() - this.last < FRESH) this.push(url);
      else way.history.replaceState(way.history.state, "", url);
      this.fresh = false;
    }
    this.stood = url;
    this.left.set(this.at, place);
  }

  /** Another part of the page leads to an address of its own. @param {string} url @param {boolean} [again] in place of the entry one is at */
  lead(url, again = false) {
    if (again) this.way.history.replaceState(this.way.history.state, "", url);
    else this.push(url);
    this.stood = url;
    this.gesture = "";
    this.fresh = false;
  }

  /** @param {string} url */
  push(url) {
    this.at += 1;
    for (const at of this.left.keys()) if (at >= this.at) this.left.delete(at);
    this.way.history.pushState({ at: this.at }, "", url);
  }

  /** The reader has gone back or forward: what was shown there when it was left, if it is known. @returns {Place | null} */
  arrive() {
    const { way } = this;
    way.cancel(this.timer);
    this.timer = 0;
    this.gesture = "";
    this.fresh = false;
    const place = way.place();
    this.left.set(this.at, place);
    const within = withoutFragment(way.here()) === withoutFragment(this.stood);
    if (this.tag()) return this.left.get(this.at) ?? null;
    if (!within) return null;
    // A link within the page has made an entry of its own, which shows what was shown before.
    this.changed();
    return place;
  }

  /** The entry one is at has its number. @returns {boolean} whether it had one already */
  tag() {
    const { history, here } = this.way;
    this.stood = here();
    const at = /** @type {{at?: number} | null} */ (history.state)?.at;
    if (typeof at === "number") {
      this.at = at;
      return true;
    }
    this.at += 1;
    this.left.delete(this.at);
    history.replaceState({ at: this.at }, "", here());
    return false;
  }
}

/** @param {string} url @returns {string} */
function withoutFragment(url) {
  return url.split("#")[0] ?? "";
}
