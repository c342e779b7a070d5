/** Stored data are used only if they are complete and depend on the same manifest values. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { joined, laidOut, part } from "../../../static/js/timeline/transport/gist.js";
import { COMPACT, layOut } from "../../../static/js/timeline/layout/lanes.js";
import { layBack, recalled, storedOf } from "../../../static/js/timeline/transport/kept.js";
import { aChronology, IRAN_RUSSIA } from "../build.js";

/** @import {Lane, Manifest} from "../../../static/js/timeline/types.js" */
/** @import {Gist} from "../../../static/js/timeline/transport/gist.js" */
/** @import {Kept} from "../../../static/js/timeline/transport/kept.js" */

const COLUMNS = /** @type {const} */ (["id", "first", "last", "next", "nextItself", "happened", "steps", "apart", "ends", "many", "readings", "doings"]);

/** @type {Manifest} */
const manifest = {
  format: 2, version: "v", horizon: 20_000, parties: [], subjects: [], statuses: [{ code: "in_force", label: "in force" }], ours: [], binding: [], dates: [], decideBy: "",
  segments: [{ key: "0", version: "aa", url: "", packed: "", count: 2 }, { key: "1", version: "bb", url: "", packed: "", count: 1 }],
};
const pieces = [[2, 3, 1], [1, 0, 5]].map(([count = 0, parties = 0, subjects = 0], p) => {
  const gist = laidOut({ segments: 1, count, parties: parties + 2, subjects, since: p });
  for (const name of COLUMNS) gist[name].forEach((_, at) => (gist[name][at] = 7 * at + p));
  gist.parties.offsets.fill(parties, 1);
  gist.subjects.offsets.fill(subjects, count);
  for (const { values } of [gist.parties, gist.subjects]) values.forEach((_, at) => (values[at] = at + p));
  return { content: Uint8Array.from({ length: 13 + p }, (_, at) => at * (p + 1)), gist, rows: { spans: p, cycles: 2, marks: 3, dates: 4 } };
});
const data = aChronology([IRAN_RUSSIA, { ...IRAN_RUSSIA, slug: "b" }, { ...IRAN_RUSSIA, slug: "c", parties: [2, 3] }]);
const kept = await keptOf(manifest);

/** @param {Manifest} manifest @returns {Promise<Kept>} as it comes back from the store */
async function keptOf(manifest) {
  const stored = storedOf(manifest, pieces, data);
  return { ...stored, gist: await stored.gist.arrayBuffer(), content: await stored.content.arrayBuffer() };
}

/** What can be asked of a gist. @param {Gist} gist */
function said({ size: { count }, parties, subjects, ...gist }) {
  const lists = [parties, subjects].map(({ offsets, values }) => Array.from({ length: count }, (_, place) => [...values.subarray(offsets[place], offsets[place + 1])]));
  return { lists, columns: COLUMNS.map((name) => [...gist[name]]) };
}

test("what is kept comes back, by the version of its segment", () => {
  const { held } = recalled(kept, manifest);
  assert.deepEqual([...held.keys()], ["aa", "bb"]);
  pieces.forEach(({ content, gist, rows }, p) => {
    const back = held.get(["aa", "bb"][p] ?? "");
    assert.ok(back);
    assert.deepEqual(back.content, content);
    assert.deepEqual(said(back.gist), said(gist));
    assert.deepEqual(back.rows, rows);
  });
});

test("where no segment has moved, nothing has to be put together again", () => {
  const { whole } = recalled(kept, manifest);
  assert.ok(whole);
  assert.deepEqual(said(whole), said(joined(pieces.map(({ gist }) => gist))));
  const [first, second] = manifest.segments;
  assert.ok(first && second);
  for (const segments of [[first, { ...second, version: "cc" }], [second, first], [first], [first, second, { ...second, version: "cc" }]]) {
    assert.equal(recalled(kept, { ...manifest, segments }).whole, null);
  }
});

test("parts of parts joined again say what the segments said", () => {
  const whole = joined(pieces.map(({ gist }) => gist));
  const again = joined([part(whole, 1, 2, 3), part(whole, 0, 0, 2)]);
  assert.deepEqual(said(again), said(joined(pieces.toReversed().map(({ gist }) => gist))));
});

test("another horizon, other statuses, or a part of the bytes: nothing is used", () => {
  const size = (/** @type {Kept | null} */ found, other = manifest) => recalled(found, other).held.size;
  assert.equal(size(kept), 2);
  assert.equal(size(kept, { ...manifest, horizon: 20_001 }), 0);
  assert.equal(size(kept, { ...manifest, statuses: [] }), 0);
  assert.equal(size(null), 0);
  for (const name of /** @type {const} */ (["gist", "content"])) {
    for (let length = 0; length < kept[name].byteLength; length++) assert.equal(size({ ...kept, [name]: kept[name].slice(0, length) }), 0, `${name} ${length}`);
  }
  assert.equal(size({ ...kept, entries: kept.entries.slice(1) }), 0);
  for (const name of ["entries", "size", "gist", "content"]) assert.equal(size(/** @type {Kept} */ ({ ...kept, [name]: undefined })), 0, name);
});

test("lanes that are kept are those that would be laid out", () => {
  const all = { by: /** @type {const} */ ("pair"), day: 20000, only: null, closed: new Set(["CHN-FRA"]), metrics: COMPACT, heads: true };
  const again = aChronology([IRAN_RUSSIA, { ...IRAN_RUSSIA, slug: "b" }, { ...IRAN_RUSSIA, slug: "c", parties: [2, 3] }]);
  layBack(again, recalled(kept, manifest).lanes);
  const given = again.plan;
  assert.ok(given);
  const { lanes, ...columns } = layOut(again, all);
  assert.equal(again.plan, given);
  const { lanes: expected, ...others } = layOut(data, all);
  assert.deepEqual(columns, others);
  const said = (/** @type {Lane[]} */ some) => some.map(({ key, label, short, count, closed, firstItem, firstRow, y, height }) => [key, label, short, count, closed, firstItem, firstRow, y, height]);
  assert.deepEqual(said(lanes), said(expected));
  assert.deepEqual(lanes.map((lane) => lane.count), [2, 1]);
});

test("where a segment has moved or our side is another, lanes are laid out anew", () => {
  const [first, second] = manifest.segments;
  assert.ok(first && second);
  assert.ok(recalled(kept, manifest).lanes);
  assert.equal(recalled(kept, { ...manifest, segments: [first, { ...second, version: "cc" }] }).lanes, null);
  assert.equal(recalled(kept, { ...manifest, ours: ["IRN"] }).lanes, null);
  const fewer = aChronology([IRAN_RUSSIA]);
  layBack(fewer, kept.lanes);
  assert.equal(fewer.plan, undefined);
});

test("drafts are not kept", async () => {
  const [first, second] = manifest.segments;
  assert.ok(first && second);
  const drafts = { ...manifest, segments: [first, { ...second, key: "drafts" }] };
  const found = recalled(await keptOf(drafts), drafts);
  assert.deepEqual([...found.held.keys()], ["aa"]);
  assert.deepEqual([found.whole, found.lanes], [null, null]);
});
