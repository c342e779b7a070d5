/**
 * What is printed? The whole filtered timeline as pages of the paper's width, and the list with all of
 * its agreements, instead of the part on the screen; of a small timeline its lanes, within its page.
 */

import { element } from "../page/element.js";
import { MOST_ITEMS } from "./sheet-layout.js";
import { bareSheet, pageSheets, paperTheme, wholeOf } from "./sheets.js";
import { svgOf } from "./svg-painter.js";

/** @import {Chart} from "../chart.js" */
/** @import {Outline} from "../page/outline.js" */

/** @param {HTMLElement} root @param {Chart} chart @param {Outline | null} outline */
export function bindPrint(root, chart, outline) {
  const pages = element("div", "timeline-print");
  window.addEventListener("beforeprint", () => {
    const whole = wholeOf(chart, root.dataset.asked ?? "", paperTheme(chart.stage, { own: false }));
    const sheets = chart.small ? [bareSheet(whole, chart, chart.stage.getAttribute("aria-label") ?? "Timeline")] : pageSheets(whole, chart, "A4");
    const drawn = sheets.map((sheet, page) => {
      const svg = new DOMParser().parseFromString(svgOf(sheet, whole.theme, { prefix: `page-${page}-` }), "image/svg+xml").documentElement;
      return document.importNode(svg, true);
    });
    pages.replaceChildren(...drawn);
    chart.stage.before(pages);
    const all = Array.from({ length: Math.min(MOST_ITEMS, chart.layout.items.length) }, (_, item) => item);
    outline?.show(chart.data, chart.layout, all, chart.reference, chart.store.state.focus, MOST_ITEMS);
    if (outline) outline.held = true;
  });
  window.addEventListener("afterprint", () => {
    pages.remove();
    if (outline) outline.held = false;
    outline?.show(chart.data, chart.layout, chart.visible(), chart.reference, chart.store.state.focus);
  });
}
