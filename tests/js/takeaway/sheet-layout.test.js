import assert from "node:assert/strict";
import { test } from "node:test";
import { AXIS } from "../../../static/js/timeline/drawing/axis.js";
import { parseIso } from "../../../static/js/timeline/time/civil-days.js";
import { rulerOf } from "../../../static/js/timeline/layout/text-fit.js";
import { COMFORTABLE, layOut } from "../../../static/js/timeline/layout/lanes.js";
import { sceneOf } from "../../../static/js/timeline/drawing/scene.js";
import { endOf, linesOf, pagesOf, sheetOf } from "../../../static/js/timeline/takeaway/sheet-layout.js";
import { svgOf } from "../../../static/js/timeline/takeaway/svg-painter.js";
import { aChronology, IRAN_RUSSIA } from "../build.js";

/** @import {Draft} from "../build.js" */

const ruler = rulerOf((text, font) => text.length * Number(font), { small: "6", heading: "9" });
const today = /** @type {number} */ (parseIso("2026-11-23"));
const theme = { scale: 1, colour: { ink: "#111111", "tl-ground": "#ffffff", "status-in-force": "#2a6f8f" }, font: { small: '400 11px "Noto Sans", sans-serif', title: "600 13px X" } };
const words = { title: "Treaty Timeline", asked: "All agreements <&>.", made: "Made on 23 November 2026.", source: "Sources: here", left: "" };

/** @param {Draft[]} drafts @param {"pair" | "status"} [by] */
const layoutOf = (drafts, by = "pair") => layOut(aChronology(drafts), { by, day: today, only: null, closed: new Set(), metrics: COMFORTABLE, heads: true });

/** Agreements of one lane, all at the same time. @param {number} count @returns {Draft[]} */
const together = (count) => Array.from({ length: count }, (_, i) => ({ slug: `a-${i}`, title: `Agreement ${i}`, spans: [["in_force", "2000-01-01", null]] }));

/** A sheet of these. @param {Draft[]} drafts */
function sheet(drafts) {
  const data = aChronology(drafts);
  const layout = layOut(data, { by: "pair", day: today, only: null, closed: new Set(), metrics: COMFORTABLE, heads: true });
  const view = { start: parseIso("1995-01-01") ?? 0, end: parseIso("2052-01-01") ?? 0 };
  const state = { view, top: 0, by: /** @type {const} */ ("pair"), order: /** @type {const} */ ("name"), closed: new Set(/** @type {string[]} */ ([])), outside: new Set(/** @type {string[]} */ ([])), search: "", selected: "", focus: -1, hover: -1, hoverMark: -1, width: 1000, height: AXIS + layout.height };
  const scene = sceneOf({ data, layout, state, ruler, reference: { day: today, now: today, asOf: false } });
  return sheetOf(scene, words, { width: 1048, height: 0, legend: true, ruler, page: "" });
}

test("a whole timeline ends after so many lanes, and says how many of what", () => {
  const pairs = /** @type {Draft[]} */ ([[0, 1], [0, 2], [0, 3], [1, 2]].map((parties, i) => ({ slug: `p-${i}`, parties, spans: [["in_force", "2000-01-01", null]] })));
  const layout = layoutOf(pairs);
  assert.deepEqual(endOf(layout, 3, 100), { bottom: layout.lanes[3]?.y, lanes: 3, items: 3 });
  assert.deepEqual(endOf(layout, 4, 100), { bottom: layout.height, lanes: 4, items: 4 });
});

test("a lane that is too long by itself is cut between two rows", () => {
  const layout = layoutOf(together(50));
  const end = endOf(layout, 500, 20);
  assert.equal(end.items, 20);
  assert.equal(end.lanes, 1);
  assert.ok([...layout.rowY].includes(end.bottom));
});

test("pages leave no row out and cut none, and the first has less room", () => {
  const layout = layoutOf([IRAN_RUSSIA, ...together(60)]);
  const cuts = pagesOf(layout, layout.height, 300, 700);
  assert.ok(cuts.length > 4);
  assert.ok((cuts[0]?.tall ?? 0) <= 300 && cuts.every((cut) => cut.tall <= 700));
  layout.rowY.forEach((y, row) => {
    const tall = layout.rowHeight[row] ?? 0;
    assert.ok(cuts.some((cut) => y >= cut.top && y + tall <= cut.top + cut.tall + 0.01), `row ${row} is on no page`);
  });
  assert.equal((cuts.at(-1)?.top ?? 0) + (cuts.at(-1)?.tall ?? 0), layout.height);
});

test("a page that goes on within a lane has room for the head of that lane", () => {
  const layout = layoutOf(together(40));
  for (const cut of pagesOf(layout, layout.height, 300, 700).slice(1)) {
    assert.ok([...layout.rowY].some((y) => Math.abs(y - layout.metrics.laneHead - cut.top) < 0.01));
  }
});

test("the SVG holds each bar, mark, hatch, halo and the words about it", () => {
  const svg = svgOf(sheet([IRAN_RUSSIA]), theme);
  for (const part of ["Iran–Russia 2001 treaty", "Made on 23 November 2026.", "All agreements &lt;&amp;&gt;.", "Provisionally applied", '<pattern id="hatch-projected-', 'stroke="#ffffff" stroke-width="3"', "<linearGradient", "<clipPath", 'fill="#2a6f8f"']) {
    assert.ok(svg.includes(part), part);
  }
});

test("nothing of the screen alone is on paper", () => {
  assert.deepEqual(sheet(together(3)).parts.flatMap(({ scene }) => scene.layers).filter((layer) => ["overlay", "outlines"].includes(layer.name)), []);
});

test("signs that XML forbids, and halves of letters, become a mark of replacement", () => {
  const svg = svgOf(sheet([{ slug: "x", title: "A\u0001B\ud800C <script>", spans: [["in_force", "2000-01-01", null]] }]), theme);
  assert.ok(svg.includes("A\ufffdB\ufffdC &lt;script&gt;"));
});

test("a text keeps its length where one measures, and is a picture where no letters are", () => {
  const one = sheet([IRAN_RUSSIA]);
  assert.ok(/textLength="\d/.test(svgOf(one, theme, { measure: (text) => text.length * 6 })));
  const svg = svgOf(one, theme, { drawn: (text) => (text.startsWith("Iran–Russia") ? { href: "data:image/png;base64,AA==", x: -1, y: -9, w: 50, h: 12 } : null) });
  assert.ok(svg.includes('<image href="data:image/png;base64,AA=="') && !/<text[^>]*>Iran–Russia 2001/.test(svg));
});

test("what had to be left out is said whole beside however long a filter", () => {
  const fits = (/** @type {string} */ text) => text.length <= 40;
  const left = "Shown: the first 500 of 4,748 lanes.";
  assert.deepEqual(linesOf({ asked: "All.", left: "Shown: 2." }, fits), ["All. Shown: 2."]);
  assert.deepEqual(linesOf({ asked: "Filter: Party Iran; Party Russia; Subject trade.", left }, fits), ["Filter: Party Iran; Party Russia; Subject trade.", left]);
});

test("a long filter goes on in a second line", () => {
  const fits = (/** @type {string} */ text) => text.length <= 40;
  assert.deepEqual(linesOf({ asked: "Filter: Party Iran; Party Russia; Subject trade.", left: "" }, fits), ["Filter: Party Iran; Party Russia;", "Subject trade."]);
  assert.deepEqual(linesOf({ asked: "Filter: Party Iran.", left: "" }, fits), ["Filter: Party Iran."]);
  assert.equal(linesOf({ asked: "x".repeat(60), left: "" }, fits).length, 1);
});
