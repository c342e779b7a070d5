import assert from "node:assert/strict";
import { test } from "node:test";

import { read, SourceError } from "../../../static/js/timeline/transport/source.js";

const segment = {
  format: 2, key: "inline", version: "inline",
  treaties: { id: [0], slug: [1], title: [2], full: [2], composition: [3], binding: [4], parties: [[0]], subjects: [[]] },
  spans: { treaty: [0], party: [null], reading: [0], status: [0], start: [11782], end: [null], fuzzyStart: [null], fuzzyEnd: [null] },
  cycles: { treaty: [], reading: [], ordinal: [], start: [], expires: [], lastDay: [], windowOpens: [], lastNotice: [], closing: [], basis: [] },
  marks: { treaty: [], kind: [], day: [], latest: [], reading: [], label: [] },
  dates: { treaty: [], kind: [], day: [], toAct: [] },
  strings: ["", "inline", "The clause", "bilateral", "yes"],
};
const manifest = {
  format: 2, version: "inline", horizon: 26032, segments: [], subjects: [], ours: [], binding: ["in_force"], dates: [], decideBy: "Decide by",
  parties: [{ code: "IRN", name: "Iran", short: "Iran", kind: "" }], statuses: [{ code: "in_force", label: "in force" }], inline: [segment],
};

test("what the page carries is read as what the server sends", () => {
  const data = read(JSON.stringify(manifest));
  assert.equal(data.count, 1);
  assert.equal(data.strings.at(data.title[0] ?? 0), "The clause");
  assert.deepEqual([data.first[0], data.last[0]], [11782, 26032]);
});

test("a page without its data, or with data of another format, says so in words", () => {
  assert.throws(() => read(""), SourceError);
  assert.throws(() => read('{"format": 1'), SourceError);
  assert.throws(() => read(JSON.stringify({ ...manifest, format: 99 })), /older than the data/);
});
