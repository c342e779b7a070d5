/** What a browser keeps of the register is used only where it is whole and of the same grounds. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { laidOut, lengthOf } from "../../static/js/timeline/gist.js";
import { blobOf, piecesIn } from "../../static/js/timeline/kept.js";

/** @import {Manifest} from "../../static/js/timeline/types.js" */

/** @type {Manifest} */
const manifest = {
  format: 1, version: "v", horizon: 20_000, parties: [], subjects: [], statuses: [{ code: "in_force", label: "in force" }], ours: [],
  segments: [{ key: "0", version: "aa", url: "", packed: "", count: 2 }, { key: "1", version: "bb", url: "", packed: "", count: 1 }],
};
const pieces = [[2, 3, 1], [1, 0, 5]].map(([count = 0, parties = 0, subjects = 0], p) => {
  const gist = laidOut({ count, parties, subjects });
  gist.bytes.forEach((_, at) => (gist.bytes[at] = (7 * at + p) % 251));
  return { content: Uint8Array.from({ length: 13 + p }, (_, at) => at * (p + 1)), gist, rows: { spans: p, cycles: 2, marks: 3 } };
});
const kept = await blobOf(manifest, pieces).arrayBuffer();

test("what is kept comes back to the byte, by the version of its segment", () => {
  const found = piecesIn(kept, manifest);
  assert.deepEqual([...found.keys()], ["aa", "bb"]);
  pieces.forEach(({ content, gist, rows }, p) => {
    const back = found.get(["aa", "bb"][p] ?? "");
    assert.deepEqual(back?.content, content);
    assert.deepEqual(back?.gist.bytes, gist.bytes);
    assert.deepEqual(back?.gist.ends, gist.ends);
    assert.deepEqual(back?.rows, rows);
    assert.equal(gist.bytes.length, lengthOf(gist.size));
  });
});

test("another horizon, other statuses, or a part of the bytes: nothing is used", () => {
  assert.equal(piecesIn(kept, { ...manifest, horizon: 20_001 }).size, 0);
  assert.equal(piecesIn(kept, { ...manifest, statuses: [] }).size, 0);
  assert.equal(piecesIn(null, manifest).size, 0);
  for (let length = 0; length < kept.byteLength - 3; length += 5) assert.equal(piecesIn(kept.slice(0, length), manifest).size, 0, String(length));
});

test("drafts are not kept", async () => {
  const [first = { key: "", version: "", url: "", count: 0 }, second = first] = manifest.segments;
  const drafts = { ...manifest, segments: [first, { ...second, key: "drafts" }] };
  assert.deepEqual([...piecesIn(await blobOf(drafts, pieces).arrayBuffer(), drafts).keys()], ["aa"]);
});
