/**
 * What do the keys mean? A table of keys to intents. Arrows belong to the chart; single letters also
 * work from elsewhere on the page unless the reader has turned that off (WCAG 2.1.4).
 */

import { PAGE } from "../layout/reading-order.js";

/**
 * @typedef {object} KeyIntents
 * @property {(part: number) => void} sideways part of the width
 * @property {(step: number) => void} step agreements down
 * @property {(factor: number) => void} zoom
 * @property {() => void} fitAll
 * @property {() => void} today
 * @property {() => void} start
 * @property {() => void} end
 * @property {() => void} search
 * @property {() => void} open
 * @property {() => void} pin
 * @property {() => void} fold
 * @property {() => boolean} close says whether there was anything to close
 */

/** The text of the help. @type {[string, string][]} */
export const KEYS = [
  ["← →", "move earlier, later"],
  ["↑ ↓", "previous, next agreement"],
  ["PgUp PgDn", "ten agreements back, forward"],
  ["+ −", "zoom in, zoom out"],
  ["f", "show everything"],
  ["t", "go to today, or the day chosen"],
  ["Home End", "first, last year"],
  ["/", "search"],
  ["Enter", "open the agreement, or expand the group or what lies outside the years shown"],
  ["Space", "details beside the chart"],
  ["c", "collapse or expand the group"],
  ["← →", "in the list: collapse, expand the group; with Shift: move in time"],
  ["Esc", "close details"],
];

const STORED = "timeline.letters";

/** @returns {boolean} whether letters work while nothing of the timeline has the focus */
export function lettersEverywhere() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function setLettersEverywhere(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // A private window may refuse storage; then the choice lasts only for this page.
  }
}

/**
 * @param {HTMLElement} root the timeline
 * @param {HTMLElement} stage the chart in it
 * @param {KeyIntents} intents
 * @param {{small: boolean}} options a small timeline hears only what is pressed inside it
 */
export function bindKeyboard(root, stage, intents, { small }) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const inside = root.contains(target);
    const elsewhere = target === document.body && !small && lettersEverywhere();
    if (!inside && !elsewhere) return;
    if (event.key === "Escape") {
      // Escape closes an open definition first, before the card under it.
      if (!document.querySelector(":popover-open") && intents.close()) event.preventDefault();
      return;
    }
    if (target.closest("input, select, textarea, [contenteditable]")) return;
    const onStage = target === stage;
    const intent = (onStage ? stageIntent(event, intents) : undefined) ?? letterIntent(event, intents, small);
    if (!intent) return;
    event.preventDefault();
    intent();
  });
}

/** @param {KeyboardEvent} event @param {KeyIntents} intents @returns {(() => void) | undefined} */
function stageIntent(event, intents) {
  const part = event.shiftKey ? 0.5 : 0.12;
  switch (event.key) {
    case "ArrowLeft": return () => intents.sideways(-part);
    case "ArrowRight": return () => intents.sideways(part);
    case "ArrowUp": return () => intents.step(-1);
    case "ArrowDown": return () => intents.step(1);
    case "PageUp": return () => intents.step(-PAGE);
    case "PageDown": return () => intents.step(PAGE);
    case "Home": return intents.start;
    case "End": return intents.end;
    case "Enter": return intents.open;
    case " ": return intents.pin;
    default: return undefined;
  }
}

/** @param {KeyboardEvent} event @param {KeyIntents} intents @param {boolean} small @returns {(() => void) | undefined} */
function letterIntent(event, intents, small) {
  switch (event.key) {
    case "+": case "=": return () => intents.zoom(0.6);
    case "-": case "−": case "_": return () => intents.zoom(1 / 0.6);
    case "f": return intents.fitAll;
    case "t": return intents.today;
    case "c": return intents.fold;
    case "/": return small ? undefined : intents.search;
    default: return undefined;
  }
}
