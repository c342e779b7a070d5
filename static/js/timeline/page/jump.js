/**
 * How does the reader jump to a lane by name? A field listing all lanes, if there are more than fit the screen.
 */

import { fold } from "../data/fold.js";
import { agreements } from "../data/wording.js";
import { element } from "./element.js";

/** @import {Intents} from "../state/intents.js" */
/** @import {Layout} from "../types.js" */

const FEW = 8;
const MOST = 500;

/** The lane with this name, else the first that begins with it, else the first that contains it. @param {readonly {label: string}[]} lanes @param {string} words @returns {number} or -1 */
function laneNamed(lanes, words) {
  const wanted = fold(words);
  if (!wanted) return -1;
  const names = lanes.map((lane) => fold(lane.label));
  const exact = names.indexOf(wanted);
  if (exact >= 0) return exact;
  const begins = names.findIndex((name) => name.startsWith(wanted));
  return begins >= 0 ? begins : names.findIndex((name) => name.includes(wanted));
}

export class Jump {
  /** @param {HTMLElement} bar @param {Intents} intents @param {(words: string) => void} say */
  constructor(bar, intents, say) {
    this.field = element("label", "timeline-field");
    this.input = /** @type {HTMLInputElement} */ (element("input"));
    this.input.type = "search";
    this.input.placeholder = "To group";
    this.input.setAttribute("list", "timeline-lanes");
    this.options = element("datalist");
    this.options.id = "timeline-lanes";
    const name = element("span", "timeline-field-name", "Go to");
    // Seen, the words in the field say it; heard, the label does.
    name.append(element("span", "sr", " group"));
    this.field.append(name, this.input, this.options);
    this.field.hidden = true;
    bar.append(this.field);
    /** @type {Layout | null} */
    this.layout = null;
    /** the layout whose lanes are listed @type {Layout | null} */
    this.offered = null;
    this.found = "";
    this.input.addEventListener("focus", () => this.offer());
    this.input.addEventListener("change", () => {
      const { layout } = this;
      const lane = layout ? laneNamed(layout.lanes, this.input.value) : -1;
      if (lane >= 0) {
        const { label = "", count = 0 } = layout?.lanes[lane] ?? {};
        this.found = `Group ${label}, ${agreements(count)}. `;
        intents.toLane(lane);
      } else if (this.input.value) say("There is no such group.");
    });
  }

  /** @returns {string} the lane one has just come to, said once, before what is in sight there */
  arrived() {
    const words = this.found;
    this.found = "";
    return words;
  }

  /** Fills the list of names when the field is about to be used. */
  offer() {
    const { layout } = this;
    if (layout === this.offered) return;
    this.offered = layout;
    this.options.replaceChildren(...(layout?.lanes ?? []).slice(0, MOST).map((lane) => new Option(lane.label, lane.label)));
  }

  /** @param {Layout} layout */
  show(layout) {
    if (layout === this.layout) return;
    this.layout = layout;
    this.field.hidden = layout.lanes.length <= FEW;
    if (document.activeElement === this.input) this.offer();
  }
}
