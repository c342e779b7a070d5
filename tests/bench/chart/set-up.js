/**
 * Mounts the chart of the real page with its overview for the benchmark.
 */

import { Chart } from "../../../static/js/timeline/chart.js";
import { densityOf, Minimap } from "../../../static/js/timeline/page/minimap.js";

/** @import {Chronology, LanesBy, Reference, View} from "../../../static/js/timeline/types.js" */

/**
 * @param {HTMLElement} root @param {Chronology} data @param {Reference} reference
 * @param {{by: LanesBy, view: View}} wish
 * @returns {Chart} not painted yet
 */
export function setUp(root, data, reference, wish) {
  const stage = document.createElement("div");
  stage.className = "timeline-stage";
  const canvas = document.createElement("canvas");
  canvas.className = "timeline-canvas";
  stage.append(canvas);
  const strip = document.createElement("canvas");
  strip.className = "timeline-minimap";
  root.replaceChildren(stage, strip);
  const chart = new Chart(stage, canvas, data, reference, wish, { small: false, among: null });
  const minimap = new Minimap(strip, { grasp: () => chart.frame.still(), brush: (view) => void chart.store.update({ view }) });
  minimap.describe(densityOf(data, null, chart.range), chart.range);
  chart.painted.push(() => minimap.paint(chart.store.state.view, chart.theme, chart.ruler, reference));
  return chart;
}
