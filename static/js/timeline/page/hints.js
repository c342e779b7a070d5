/**
 * Which short messages appear over the chart? Three hints at the first use, and why the chart is empty.
 */

import { element } from "./element.js";

/** @import {Intents} from "../state/intents.js" */

const SEEN = "timeline.hints";
const HINTS = [
  "Drag to move through time; zoom in with Ctrl and the mouse wheel, or with two fingers.",
  "Select an agreement to see its dates and their reasons; select a group’s name to collapse it.",
  "The slider under the overview shows another day: left of its line is what is on record, right of it what is calculated.",
];

/** Shown once in each browser; never where the browser stores nothing. @param {HTMLElement} stage @param {Element} before */
export function hints(stage, before) {
  try {
    if (localStorage.getItem(SEEN)) return;
  } catch {
    return;
  }
  const box = element("section", "timeline-hints no-print");
  box.setAttribute("aria-label", "Hints");
  const list = element("ul");
  for (const hint of HINTS) list.append(element("li", "", hint));
  const done = element("button", "timeline-button", "Close hints");
  done.setAttribute("type", "button");
  done.addEventListener("click", () => {
    box.remove();
    try {
      localStorage.setItem(SEEN, "1");
    } catch {
      // Without storage they are shown again next time.
    }
    stage.focus();
  });
  box.append(list, done);
  before.before(box);
}

/** An empty chart says why, and how to see something again. */
export class Nothing {
  /** @param {HTMLElement} stage @param {Intents} intents */
  constructor(stage, intents) {
    this.box = element("p", "timeline-notice timeline-none");
    this.box.hidden = true;
    this.words = element("span");
    this.clear = element("button", "timeline-button", "Clear the search");
    this.clear.setAttribute("type", "button");
    this.clear.addEventListener("click", () => {
      intents.find("");
      stage.focus();
    });
    this.box.append(this.words, " ", this.clear);
    stage.append(this.box);
  }

  /** @param {number} count items @param {string} search */
  show(count, search) {
    this.box.hidden = count > 0;
    if (count) return;
    const words = search ? `No agreement here matches “${search}”.` : "No agreement matches the filter. Remove a part of it above.";
    if (this.words.textContent !== words) this.words.textContent = words;
    this.clear.hidden = !search;
  }
}
