/**
 * Adapter of the real page's chart for a benchmark: the calls that drive other libraries drive ours,
 * through our own gestures. The benchmark looks for `window.tlbenchAdapter`.
 */

import { AXIS } from "../../../static/js/timeline/drawing/axis.js";
import { HoverCard } from "../../../static/js/timeline/page/card.js";
import { dayOf } from "../../../static/js/timeline/time/civil-days.js";
import { bindGestures } from "../../../static/js/timeline/state/gestures.js";
import { Intents } from "../../../static/js/timeline/state/intents.js";
import { watchTheme } from "../../../static/js/timeline/drawing/theme.js";
import { xOf } from "../../../static/js/timeline/time/viewport.js";
import { decoded, encoded } from "./bytes.js";
import { setUp } from "./set-up.js";

/** @import {Chart} from "../../../static/js/timeline/chart.js" */
/** @import {Row} from "./bytes.js" */

const DAY = 86_400_000;
const TODAY = dayOf(2026, 3, 1);
/** @type {Chart} */
let chart;
/** @type {Intents} */
let intents;

/** @param {HTMLElement} root @param {ArrayBuffer} bytes @param {{T0: number, T1: number, hit: (kind: string, id: string) => void}} options */
function mount(root, bytes, { T0, T1, hit }) {
  const data = decoded(bytes);
  const reference = { day: TODAY, now: TODAY, asOf: false };
  chart = setUp(root, data, reference, { by: "party", view: { start: T0 / DAY, end: T1 / DAY } });
  const { stage } = chart;
  intents = new Intents(chart, { link: () => "#", hasCard: true, begin: () => {}, say: () => {} });
  bindGestures(stage, intents, { small: false });
  const card = new HoverCard(stage);
  chart.store.subscribe((state, before) => {
    if (state.selected && state.selected !== before.selected) hit("click", state.selected);
    if (state.hover === before.hover) return;
    if (state.hover < 0) return void card.hide();
    const box = chart.boxOf(state.hover);
    card.show(data, chart.layout.items[state.hover] ?? 0, state.hoverMark, reference, { x: chart.pointerX, top: box.top, bottom: box.bottom });
    hit("hover", chart.slugOf(state.hover));
  });
  watchTheme(() => chart.dress());
  chart.frame.request();
}

/** Points on the bars, found by the layout alone. @param {number} most @returns {{id: string, x: number, y: number}[]} */
function probes(most) {
  const { layout, data, store: { state } } = chart;
  const found = [];
  for (let row = 0; row < layout.rowY.length && found.length < most; row++) {
    const y = (layout.rowY[row] ?? 0) - state.top + AXIS + layout.metrics.title + layout.metrics.bar / 2;
    if (y < AXIS + 40) continue;
    if (y > 600) break;
    for (let item = layout.rowOffsets[row] ?? 0; item < (layout.rowOffsets[row + 1] ?? 0); item++) {
      const treaty = layout.items[item] ?? 0;
      const left = Math.max(20, xOf(state.view, state.width, data.first[treaty] ?? 0));
      const right = Math.min(state.width - 20, xOf(state.view, state.width, data.last[treaty] ?? 0));
      if (right - left < 12) continue;
      found.push({ id: chart.slugOf(item), x: (left + right) / 2, y });
      break;
    }
  }
  return found;
}

Object.assign(window, {
  tlbenchAdapter: {
    id: "treaty-timeline", label: "Treaty Timeline", input: "bin", mount, probes,
    encode: (/** @type {Row[]} */ rows) => encoded(rows),
    setWindow(/** @type {number} */ from, /** @type {number} */ to) {
      intents.begin();
      chart.store.update({ view: { start: from / DAY, end: to / DAY } });
    },
    getWindow: () => [chart.store.state.view.start * DAY, chart.store.state.view.end * DAY],
    panTarget: () => ({ el: chart.stage, x: 900, y: 600, mode: "drag" }),
    filter(/** @type {number | null} */ party) {
      const { parties: { offsets, values }, count } = chart.data;
      const through = new Uint8Array(count);
      for (let t = 0; t < count; t++) for (let i = offsets[t] ?? 0; i < (offsets[t + 1] ?? 0); i++) if (values[i] === party) through[t] = 1;
      chart.admit(party === null ? null : through);
    },
    stats: () => ({ items: chart.layout.items.length, rows: chart.layout.rowY.length, lanes: chart.layout.lanes.length, boxes: (chart.scene?.boxes.length ?? 0) / 5, height: chart.layout.height }),
  },
});
