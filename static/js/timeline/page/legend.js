/**
 * What do the shapes mean, and which keys are there? The legend is drawn by the chart's own painter, so
 * that the two cannot differ.
 */

import { samples, TALL, WIDE } from "../drawing/legend-samples.js";
import { Painter } from "../drawing/painter.js";
import { layer } from "../drawing/primitives.js";
import { KEYS, lettersEverywhere, setLettersEverywhere } from "../state/keyboard.js";
import { element } from "./element.js";

/** @import {Layer} from "../types.js" */
/** @import {Theme} from "../drawing/theme.js" */

export class Legend {
  /** @param {HTMLElement} host @param {Theme} theme */
  constructor(host, theme) {
    /** @type {{canvas: HTMLCanvasElement, draw: (on: Layer) => void}[]} */
    this.samples = [];
    this.theme = theme;
    const legend = disclosure("Legend", host.clientWidth > 900);
    const list = element("ul", "timeline-legend");
    for (const [name, draw] of samples()) list.append(this.entry(name, draw));
    legend.append(list);
    host.append(legend, keyHelp());
    // After the chart's first frame.
    requestAnimationFrame(() => window.setTimeout(() => this.paint(this.theme)));
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
    this.theme = theme;
    for (const { canvas, draw } of this.samples) {
      const one = layer("sample", 0);
      draw(one);
      new Painter(canvas, theme).paint({ width: WIDE, height: TALL, hatchShift: 0, layers: [one], boxes: [], hits: [], places: [] });
    }
  }
}

/** @returns {HTMLElement} */
function keyHelp() {
  const help = disclosure("Keyboard", false);
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
