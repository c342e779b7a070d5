/**
 * Which colours and faces does the page wear? Reads the custom properties of tokens.css for the
 * painter, and says when they change: system theme, reader's choice, fonts arriving.
 */

import { TONES } from "./looks.js";

/**
 * @typedef {object} Theme
 * @property {Record<string, string>} colour by name of token, without "--"
 * @property {Record<string, string>} font by name of style, as canvas fonts
 */

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
      lane: `600 13px ${face}`,
      small: `400 11px ${face}`,
      tick: `400 12px ${face}`,
      era: `600 12px ${face}`,
      today: `600 12px ${face}`,
    },
  };
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
  return () => {
    dark.removeEventListener("change", changed);
    observer.disconnect();
    document.fonts?.removeEventListener("loadingdone", changed);
  };
}
