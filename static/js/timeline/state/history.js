/**
 * Which steps can the reader go back? Each gesture is one history entry, made at its first change and
 * updated while it goes on; all other changes only update the current entry.
 */

/** @template Place @typedef {object} Way the environment: what is shown, clock and History API
 * @property {() => Place} place what is shown now, or the target of a movement
 * @property {(place: Place) => string} url its address
 * @property {() => string} here the current address
 * @property {Pick<History, "state" | "pushState" | "replaceState">} history
 * @property {() => number} now ms
 * @property {(task: () => void, ms: number) => number} later
 * @property {(timer: number) => void} cancel
 */

/** The part of it that other modules use. @typedef {{write: () => void, lead: (url: string, again?: boolean) => void}} Steps */

/** Browsers refuse more than a hundred changes of the address in half a minute. */
export const PAUSE = 350;
/** A gesture without a change for this long makes no entry, ms. */
const FRESH = 600;
/** Wheel turns and key presses within this time of each other are one gesture, ms. */
const BURST = 700;

/** @template Place */
export class PageHistory {
  /** @param {Way<Place>} way */
  constructor(way) {
    this.way = way;
    /** The exact place last shown at each entry: its address is rounded and may lag behind. @type {Map<number, Place>} */
    this.left = new Map();
    this.at = 0;
    this.gesture = "";
    /** ms, time of the gesture's last event */
    this.last = -Infinity;
    this.fresh = false;
    this.timer = 0;
    /** the address last written */
    this.stood = "";
    this.tag();
  }

  /**
   * Begins a gesture; a named one continues the last gesture of that name within `pause`.
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

  /** Something in the address has changed; writes it now or after PAUSE. */
  changed() {
    if (this.fresh) this.write();
    if (!this.timer) this.timer = this.way.later(() => this.write(), PAUSE);
  }

  /** Writes what is shown into the address. */
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

  /** Another part of the page sets an address. @param {string} url @param {boolean} [again] replaces the current entry */
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

  /** After the reader has gone back or forward: the place last shown at the new entry, if known. @returns {Place | null} */
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
    // A link to a fragment has made a new entry, which shows the same place.
    this.changed();
    return place;
  }

  /** Numbers the current history entry. @returns {boolean} whether it already had a number */
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
