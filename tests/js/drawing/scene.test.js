import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIso } from "../../../static/js/timeline/time/civil-days.js";
import { rulerOf } from "../../../static/js/timeline/layout/text-fit.js";
import { COMFORTABLE, COMPACT, layOut } from "../../../static/js/timeline/layout/lanes.js";
import { sceneOf } from "../../../static/js/timeline/drawing/scene.js";
import { aChronology, dice, IRAN_RUSSIA } from "../build.js";

/** @import {Draft} from "../build.js" */

const SIZES = { title: 8, "title-compact": 7, lane: 8, small: 6, tick: 7, era: 7, today: 7 };
const ruler = rulerOf((text, font) => text.length * Number(font), Object.fromEntries(Object.entries(SIZES).map(([name, size]) => [name, String(size)])));
const today = /** @type {number} */ (parseIso("2026-11-23"));

/** @param {Draft[]} drafts @param {string} from @param {string} to @param {{top?: number, height?: number, width?: number, metrics?: typeof COMPACT, fold?: boolean, outside?: string[], focus?: number}} [more] */
function scene(drafts, from, to, { top = 0, height = 800, width = 1200, metrics = COMFORTABLE, fold = false, outside = [], focus = -1 } = {}) {
  const data = aChronology(drafts);
  const view = { start: parseIso(from) ?? 0, end: parseIso(to) ?? 0 };
  const layout = layOut(data, { by: "pair", day: today, only: null, closed: new Set(), metrics, heads: true, view: fold ? view : null, outside: new Set(outside) });
  const state = { view, top, by: /** @type {const} */ ("pair"), order: /** @type {const} */ ("name"), closed: new Set(/** @type {string[]} */ ([])), outside: new Set(/** @type {string[]} */ ([])), search: "", selected: "", focus, hover: -1, hoverMark: -1, width, height };
  return sceneOf({ data, layout, state, ruler, reference: { day: today, now: today, asOf: false } });
}

/** @param {ReturnType<typeof scene>} made @param {string} name */
const layerOf = (made, name) => made.layers.find((layer) => layer.name === name);

/** Names in random order of begin and length, some many times renewed. @param {number} count @returns {Draft[]} */
function many(count) {
  const random = dice(count);
  return Array.from({ length: count }, (_, i) => {
    const year = 1900 + Math.floor(random() * 120);
    const iso = (/** @type {number} */ y) => `${y}-0${1 + Math.floor(random() * 9)}-15`;
    const end = random() < 0.5 ? iso(year + 2 + Math.floor(random() * 20)) : null;
    return { slug: `agreement-${i}`, title: `Agreement number ${i} of ${year}`, spans: [["signed", `${year}-01-01`, `${year}-06-01`], ["in_force", `${year}-06-01`, end]], marks: [["signature", `${year}-01-01`], ["entry_into_force", `${year}-06-01`], ["milestone_done", `${year}-07-01`]] };
  });
}

test("labels never overlap, at five zoom levels", () => {
  for (const [from, to] of /** @type {[string, string][]} */ ([["1850-01-01", "2050-01-01"], ["1990-01-01", "2040-01-01"], ["2015-01-01", "2025-01-01"], ["2001-01-01", "2002-06-01"], ["2002-04-01", "2002-04-20"]])) {
    const texts = layerOf(scene([IRAN_RUSSIA, ...many(60)], from, to), "labels")?.texts ?? [];
    assert.ok(texts.length > 0);
    const boxes = texts.map((label) => ({ ...label, right: label.x + ruler.measure(label.text, label.style.startsWith("title") ? label.style : "small") }));
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
      if (a.y === b.y) assert.ok(a.right <= b.x || b.right <= a.x, `"${a.text}" and "${b.text}" from ${from} to ${to}`);
    }));
  }
});

test("left of today is record and right of it is projection", () => {
  const drafts = /** @type {Draft[]} */ ([{ slug: "a", spans: [["in_force", "2000-01-01", null]] }]);
  const bars = layerOf(scene(drafts, "2020-11-23", "2032-11-23"), "bars");
  const [, , recorded = 0] = bars?.rects.get("solid|in-force") ?? [];
  const [ahead = 0] = bars?.rects.get("projected|in-force") ?? [];
  assert.ok(Math.abs(ahead - 600) < 1 && recorded > 600);
});

test("in rows of one height the readings that the gap does not hold are counted beside the name", () => {
  const reading = (/** @type {string} */ name) => /** @type {[string, string, string, string]} */ (["in_force", "2000-01-01", "2040-01-01", name]);
  const said = (/** @type {string[]} */ ...names) => {
    const draft = /** @type {Draft} */ ({ slug: "a", title: "Treaty", spans: [["in_force", "2000-01-01", "2040-01-01"], ...names.map(reading)] });
    return layerOf(scene([draft], "1990-01-01", "2050-01-01", { metrics: COMPACT }), "labels")?.texts.filter(({ style }) => style === "reading").map(({ text }) => text);
  };
  assert.deepEqual(said("one", "two"), []);
  assert.deepEqual(said("one", "two", "three"), ["+1 reading"]);
  assert.deepEqual(said("one", "two", "three", "four"), ["+2 readings"]);
});

test("in rows of one height the other readings keep between their bar and the next row", () => {
  const bars = layerOf(scene([IRAN_RUSSIA], "2000-01-01", "2050-01-01", { metrics: COMPACT }), "bars");
  const tops = (/** @type {(style: string) => boolean} */ which) => [...(bars?.rects ?? [])].flatMap(([style, list]) => (which(style) ? list.filter((_, i) => i % 4 === 1).map((y, i) => [y, y + (list[4 * i + 3] ?? 0)]) : []));
  const first = Math.max(...tops((style) => style.endsWith("in-force")).map(([, bottom]) => bottom ?? 0));
  const readings = tops((style) => style.split("|").includes("reading"));
  assert.ok(readings.length > 0);
  for (const [top = 0, bottom = 0] of readings) assert.ok(top > first && bottom <= first + COMPACT.gap, `${top}–${bottom} below ${first}`);
});

test("the name of another reading stands whole beside its bar where it has no room within", () => {
  const named = (/** @type {string} */ from, /** @type {string} */ to) => (layerOf(scene([IRAN_RUSSIA], from, to), "labels")?.texts ?? []).filter(({ style }) => style === "reading").map(({ text, x }) => [text, x < 600 ? "left" : "right"]);
  assert.deepEqual(named("2002-01-01", "2027-01-01"), [["Other reading: runs to 5 April 2027", "left"]]);
  assert.deepEqual(named("1850-01-01", "2350-01-01"), [["Other reading: runs to 5 April 2027", "left"]]);
  assert.deepEqual(named("1600-01-01", "2040-01-01"), [["Other reading: runs to 5 April 2027", "right"]]);
});

test("a bar of which only the days after the last of notice are seen says its period all the same", () => {
  const texts = layerOf(scene([{ slug: "a", spans: [["in_force", "2017-04-05", null]], cycles: [["2017-04-05", "2030-04-05", "2027-04-05", "", "2026-12-05"]] }], "2028-01-01", "2029-01-01"), "labels")?.texts ?? [];
  assert.ok(texts.some(({ text }) => text.includes("to 5 Apr 2030")), texts.map(({ text }) => text).join());
});

test("a bar whose periods are all out of sight says its status", () => {
  const said = (/** @type {string} */ from, /** @type {string} */ to) => (layerOf(scene([{ slug: "a", spans: [["in_force", "1900-01-01", null]], cycles: [["1900-01-01", "1910-01-01", null]] }], from, to), "labels")?.texts ?? []).map(({ text }) => text);
  assert.ok(said("2000-01-01", "2010-01-01").includes("In force"));
  assert.ok(!said("1905-01-01", "1915-01-01").includes("In force"));
});

test("an outline lies beneath letters and marks", () => {
  const names = scene([IRAN_RUSSIA], "2000-01-01", "2030-01-01").layers.map(({ name }) => name);
  assert.ok(names.indexOf("bars") < names.indexOf("outlines") && names.indexOf("outlines") < Math.min(names.indexOf("marks"), names.indexOf("labels")));
});

test("what is not on screen is not painted", () => {
  const made = scene(many(3000), "1990-01-01", "2040-01-01", { top: 5000 });
  const rectangles = made.layers.reduce((sum, layer) => sum + [...layer.rects.values()].reduce((n, list) => n + list.length / 4, 0), 0);
  assert.ok(made.places.length > 0 && made.places.length < 60);
  assert.ok(rectangles < 600, `${rectangles} rectangles`);
});

test("statuses that look alike are one bar", () => {
  const drafts = /** @type {Draft[]} */ ([{ slug: "a", spans: [["in_force", "2000-01-01", "2005-01-01"], ["window_open", "2005-01-01", "2006-01-01"], ["next_period_certain", "2006-01-01", "2007-01-01"]] }]);
  assert.equal(layerOf(scene(drafts, "1999-01-01", "2010-01-01"), "bars")?.rects.get("solid|in-force")?.length, 4);
});

test("another reading is a second, thinner bar in its own colour", () => {
  const bars = layerOf(scene([IRAN_RUSSIA], "2000-01-01", "2030-01-01"), "bars");
  const [, y = 0, , h = 99] = bars?.rects.get("solid|reading") ?? [];
  const [, principalY = 0, , principalH = 0] = bars?.rects.get("solid|in-force") ?? [];
  assert.ok(y > principalY && h < principalH / 2);
});

test("the name of a period stays on its bar, and does not run over a suspension", () => {
  const drafts = /** @type {Draft[]} */ ([{ slug: "a", title: "A", spans: [["in_force", "2011-01-01", "2016-01-01"], ["suspended", "2016-01-01", "2021-01-01"]], cycles: [["2011-01-01", "2021-01-01", null]] }]);
  const made = scene(drafts, "2010-01-01", "2025-01-01");
  const [x = 0, , w = 0] = layerOf(made, "bars")?.rects.get("solid|in-force") ?? [];
  const label = layerOf(made, "labels")?.texts.find((text) => text.style === "on-solid");
  assert.ok(label && label.x >= x && label.x + ruler.measure(label.text, "small") <= x + w);
});

test("the list of what is visible is in reading order", () => {
  const items = scene(many(40), "1900-01-01", "2050-01-01", { height: 2000 }).places;
  assert.deepEqual(items, [...items].sort((a, b) => a - b));
});

/** Of Iran and Russia two are past, one is of today, one is ahead. @type {Draft[]} */
const AROUND = [["Past", "1950-01-01", "1960-01-01"], ["Older", "1952-01-01", "1955-01-01"], ["Now", "1953-01-01", "2040-01-01"], ["Ahead", "2050-01-01", "2051-01-01"]].map(([title = "", from = "", until = ""]) => ({ slug: title.toLowerCase(), title, spans: [["in_force", from, until]] }));

test("what has nothing in the window is told in a few words in its lane's head, and no row is drawn for it", () => {
  const made = scene(AROUND, "2000-01-01", "2030-01-01", { fold: true, metrics: COMPACT });
  const words = layerOf(made, "heads")?.texts.map(({ text }) => text);
  assert.deepEqual(words, ["Iran – Russia", "4 agreements", "2 earlier, 1 later"]);
  assert.deepEqual(layerOf(made, "labels")?.texts.filter(({ style }) => style === "away" || style.startsWith("title")).map(({ text }) => text), ["Now"]);
  assert.equal(made.places.length, 2);
  assert.ok(made.hits.some((hit) => hit.kind === "outside" && hit.lane === 0));
});

test("opened, the rows outside the window name their agreements, and the list has them", () => {
  const made = scene(AROUND, "2000-01-01", "2030-01-01", { fold: true, metrics: COMPACT, outside: ["IRN-RUS"] });
  const away = layerOf(made, "labels")?.texts.filter(({ style }) => style === "away").map(({ text }) => text);
  assert.ok(away?.some((text) => text.startsWith("‹ Older, until 1 Jan 1955")), String(away));
  assert.equal(made.places.filter((place) => place >= 0).length, 4);
  assert.ok([...(layerOf(made, "heads")?.marks.get("caret-open") ?? [])].length > 3, "its caret points down");
});

test("a row outside the window names the nearest agreement and counts the others", () => {
  const two = /** @type {Draft[]} */ ([["A", "1900-01-01", "1905-01-01"], ["B", "1950-01-01", "1955-01-01"]].map(([title = "", from = "", until = ""]) => ({ slug: title, title, spans: [["in_force", from, until]] })));
  const said = (/** @type {string} */ from, /** @type {string} */ to) => layerOf(scene(two, from, to), "labels")?.texts.map(({ text }) => text);
  assert.deepEqual(said("2000-01-01", "2030-01-01"), ["‹ B, until 1 Jan 1955 and 1 before"]);
  assert.deepEqual(said("1800-01-01", "1830-01-01"), ["A, from 1 Jan 1900 and 1 after ›"]);
});

test("the words on what lies outside are within the chart and clear of the lane's name, wide and narrow", () => {
  for (const width of [1200, 360, 320]) {
    const made = scene(AROUND.map((one) => ({ ...one, parties: [0, 1, 2, 3] })), "2000-01-01", "2030-01-01", { fold: true, metrics: COMPACT, width });
    const texts = layerOf(made, "heads")?.texts ?? [];
    const boxes = texts.map(({ x, text, style }) => [x, x + ruler.measure(text, style === "lane" ? "lane" : "small")]);
    assert.equal(texts.at(-1)?.text, "2 earlier, 1 later");
    boxes.forEach(([x = 0, right = 0], i) => assert.ok(right <= width && (i === 0 || x >= (boxes[i - 1]?.[1] ?? 0)), `${JSON.stringify(texts)} at ${width}`));
  }
});

test("folded rows cost a frame nothing, however many there are", () => {
  const asked = (/** @type {number} */ count) => {
    const past = Array.from({ length: count }, (_, i) => /** @type {Draft} */ ({ slug: `p-${i}`, title: `P ${i}`, spans: [["in_force", "1950-01-01", "1960-01-01"]] }));
    const data = aChronology([...past, { slug: "now", spans: [["in_force", "2001-01-01", null]] }]);
    const view = { start: parseIso("2000-01-01") ?? 0, end: parseIso("2030-01-01") ?? 0 };
    const layout = layOut(data, { by: "pair", day: today, only: null, closed: new Set(), metrics: COMPACT, heads: true, view });
    let reads = 0;
    const counted = { ...data, last: new Proxy(data.last, { get: (days, at) => (reads++, Reflect.get(days, at)) }) };
    sceneOf({ data: counted, layout, state: { view, top: 0, by: "pair", order: "name", closed: new Set(), outside: new Set(), search: "", selected: "", focus: -1, hover: -1, hoverMark: -1, width: 1200, height: 800 }, ruler, reference: { day: today, now: today, asOf: false } });
    return reads;
  };
  assert.equal(asked(2000), asked(20));
});

test("a reading that is only mentioned is drawn lighter than one that is held, and called so", () => {
  const drawn = (/** @type {string} */ name) => {
    const made = scene([{ slug: "a", title: "Treaty", spans: [["in_force", "2000-01-01", "2040-01-01"], ["in_force", "2000-01-01", "2030-01-01", name]] }], "1990-01-01", "2050-01-01");
    const bars = layerOf(made, "bars");
    return [bars?.rects.has("solid|reading"), bars?.lines.has("dotted|reading"), layerOf(made, "labels")?.texts.find(({ style }) => style === "reading")?.text];
  };
  assert.deepEqual(drawn("by signature"), [true, false, "Other reading: by signature"]);
  assert.deepEqual(drawn("\u001dby signature"), [false, true, "Other reading: by signature (mentioned in the press only)"]);
});
