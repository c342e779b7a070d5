/**
 * What do the shapes mean, and which keys are there? The legend is painted by the same painter as
 * the chart, so the two cannot differ.
 */

import { KEYS, lettersEverywhere, setLettersEverywhere } from "./keyboard.js";
import { MARKS } from "./looks.js";
import { element } from "./outline.js";
import { Painter } from "./painter.js";
import { layer, line, mark, rect } from "./primitives.js";

/** @import {Layer} from "./types.js" */
/** @import {Theme} from "./theme.js" */

const WIDE = 34;
const TALL = 16;

/** @type {[string, (on: Layer) => void][]} */
const BARS = [
  ["In force", (on) => rect(on, "solid|in-force", 0, 2, WIDE, 12)],
  ["Reckoned ahead", (on) => rect(on, "projected|in-force", 0, 2, WIDE, 12)],
  ["Signed, not in force", (on) => rect(on, "outline|signed", 0, 2, WIDE, 12)],
  ["Provisionally applied", (on) => rect(on, "hatch|provisional", 0, 2, WIDE, 12)],
  ["Notice given", (on) => rect(on, "hatch|notice", 0, 2, WIDE, 12)],
  ["Suspended", (on) => rect(on, "outline|suspended", 0, 2, WIDE, 12)],
  ["Residual effects", (on) => rect(on, "solid|ended", 0, 6, WIDE, 4)],
  ["In negotiation; presumed superseded", (on) => line(on, "dotted|ended", 0, 8, WIDE, 8)],
  ["Uncertain date", (on) => on.fades.push({ x: 0, y: 2, w: WIDE, h: 12, tone: "in-force", into: "right" })],
  ["Period and its joint", (on) => {
    rect(on, "solid|in-force", 0, 2, WIDE, 12);
    rect(on, "joint", WIDE / 2 - 1, 1, 2, 14);
  }],
  ["Window for notice, open or next", (on) => {
    rect(on, "solid|in-force", 0, 2, WIDE, 12);
    rect(on, "window", 10, 2, 18, 12);
  }],
  ["Other reading of the text", (on) => rect(on, "reading", 0, 6, WIDE, 5)],
];

/** In the order of an agreement's life. */
const MARK_ORDER = ["signature", "entry_into_force", "renewal", "last_notice", "expiry", "end", "survival_end", "milestone_done", "milestone_planned", "review", "action", "event"];

export class Legend {
  /** @param {HTMLElement} host @param {Theme} theme */
  constructor(host, theme) {
    /** @type {{canvas: HTMLCanvasElement, draw: (on: Layer) => void}[]} */
    this.samples = [];
    const legend = disclosure("Legend", host.clientWidth > 900);
    const list = element("ul", "timeline-legend");
    for (const [name, draw] of BARS) list.append(this.entry(name, draw));
    for (const code of MARK_ORDER) {
      const look = MARKS.find((one) => one.code === code);
      if (look) list.append(this.entry(look.name, (on) => mark(on, look.shape, WIDE / 2, TALL / 2, look.size)));
    }
    legend.append(list);
    host.append(legend, keyHelp());
    this.paint(theme);
  }

  /** @param {string} name @param {(on: Layer) => void} draw @returns {HTMLElement} */
  entry(name, draw) {
    const canvas = /** @type {HTMLCanvasElement} */ (element("canvas"));
    canvas.setAttribute("aria-hidden", "true");
    this.samples.push({ canvas, draw });
    const entry = element("li");
    entry.append(canvas, element("span", "", name));
    return entry;
  }

  /** @param {Theme} theme */
  paint(theme) {
    for (const { canvas, draw } of this.samples) {
      const one = layer("sample", 0);
      draw(one);
      new Painter(canvas, theme).paint({ width: WIDE, height: TALL, hatchShift: 0, layers: [one], boxes: [], hits: [], visibleItems: [] });
    }
  }
}

/** @returns {HTMLElement} */
function keyHelp() {
  const help = disclosure("Keys", false);
  const list = element("dl", "timeline-keys");
  for (const [keys, meaning] of KEYS) {
    const term = element("dt");
    for (const key of keys.split(" ")) term.append(element("kbd", "", key));
    const pair = element("div");
    pair.append(term, element("dd", "", meaning));
    list.append(pair);
  }
  const label = element("label", "timeline-letters");
  const box = /** @type {HTMLInputElement} */ (element("input"));
  box.type = "checkbox";
  box.checked = lettersEverywhere();
  box.addEventListener("change", () => setLettersEverywhere(box.checked));
  label.append(box, "Keys also work while nothing is selected");
  help.append(list, label);
  return help;
}

/** @param {string} name @param {boolean} open @returns {HTMLDetailsElement} */
function disclosure(name, open) {
  const details = /** @type {HTMLDetailsElement} */ (element("details", "timeline-help"));
  details.open = open;
  details.append(element("summary", "", name));
  return details;
}
