/**
 * Which colours, fonts and text size does the page use? Reads the custom properties of tokens.css for
 * the painter, and reports when they change: system theme, reader's choice, loaded fonts, text size.
 */

import { TONES } from "../data/looks.js";

/**
 * @typedef {object} Theme
 * @property {Record<string, string>} colour by name of token, without "--"
 * @property {Record<string, string>} font by name of style, as canvas fonts
 * @property {number} scale px of the page to one of the chart: as many times as the reader's letters are larger than usual
 */

/** The text size for which the chart's measures are made, px. */
const USUAL = 16;

const COLOURS = [
  "paper", "surface", "surface-sunken", "ink", "ink-2", "ink-3", "rule", "rule-strong", "focus",
  "tl-ground", "tl-future", "tl-outline", "tl-lane", "tl-lane-ink", "tl-grid", "tl-grid-strong", "tl-today", "tl-today-ink",
  "tl-window", "tl-window-edge", "tl-reading", "tl-mark", "tl-mark-halo", "tl-selected", "tl-density",
  ...TONES.flatMap((tone) => [`status-${tone}`, `status-${tone}-on`, `status-${tone}-text`]),
];

/** @param {Element} element @returns {Theme} */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const token = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const face = token("font-text") || "sans-serif";
  return {
    colour: Object.fromEntries(COLOURS.map((name) => [name, token(name) || "#888"])),
    font: {
      heading: `600 19px ${face}`,
      title: `600 13px ${face}`,
      "title-compact": `500 12px ${face}`,
      "title-dense": `500 11px ${face}`,
      lane: `600 13px ${face}`,
      small: `400 11px ${face}`,
      tick: `400 12px ${face}`,
      era: `600 12px ${face}`,
      today: `600 12px ${face}`,
    },
    scale: scaleOf(getComputedStyle(document.documentElement).fontSize),
  };
}

/**
 * Text, lanes, marks and axis are scaled together, as with page zoom.
 * @param {string} size of the letters of the page, as CSS says it @returns {number}
 */
function scaleOf(size) {
  const scale = Number.parseFloat(size) / USUAL;
  return scale > 0 ? Math.max(0.75, Math.min(4, scale)) : 1;
}

/**
 * @param {() => void} changed
 * @returns {() => void} stops watching
 */
export function watchTheme(changed) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  document.fonts?.addEventListener("loadingdone", changed);
  const letters = watchLetters(changed);
  return () => {
    letters();
    dark.removeEventListener("change", changed);
    observer.disconnect();
    document.fonts?.removeEventListener("loadingdone", changed);
  };
}

/**
 * No event reports a change of text size, so an element one em wide is observed.
 * @param {() => void} changed @returns {() => void} stops watching
 */
function watchLetters(changed) {
  const probe = document.createElement("span");
  probe.className = "timeline-letter";
  document.body.append(probe);
  let before = 0;
  const observer = new ResizeObserver(([{ contentRect: { width } = { width: 0 } } = {}]) => {
    // The first report is the initial size, not a change.
    if (before && width !== before) changed();
    before = width;
  });
  observer.observe(probe);
  return () => {
    observer.disconnect();
    probe.remove();
  };
}

/**
 * A media query matches one pixel density only, so it is made anew after each change.
 * @param {() => void} changed
 */
export function watchPixels(changed) {
  const again = () => {
    changed();
    watchPixels(changed);
  };
  matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener("change", again, { once: true });
}
