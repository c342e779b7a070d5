/**
 * What did this browser keep of the register at the last visit? Asked before anything else of the page
 * runs, as it takes its time: this module imports nothing.
 */

export const ENTRY = "/kept";

/** The page of the whole register names the build it comes with: another keeps other things. @type {HTMLLinkElement | null} */
const announced = typeof document === "undefined" ? null : document.querySelector("link[data-build]");

/** The store of this build, or "" where nothing is kept. */
export const STORE = announced && typeof caches !== "undefined" ? `timeline ${announced.dataset.build}` : "";

/** @type {Promise<ArrayBuffer | null>} */
export const stored = STORE ? bytes() : Promise.resolve(null);

async function bytes() {
  try {
    return (await (await (await caches.open(STORE)).match(ENTRY))?.arrayBuffer()) ?? null;
  } catch {
    // A reader who lets nothing be kept.
    return null;
  }
}
