/** For `tests/chronology/test_packed.py`: what the page reads from the packed segments in a file, row by row. */

import { readFileSync } from "node:fs";

import { markName } from "../../static/js/timeline/answers.js";
import { MARKS } from "../../static/js/timeline/looks.js";
import { unpacked } from "../../static/js/timeline/on-demand.js";
import { NONE } from "../../static/js/timeline/rows.js";

const { manifest, segments } = JSON.parse(readFileSync(0, "utf8"));
const { data } = await unpacked(manifest, segments.map((/** @type {string} */ text) => Uint8Array.from(Buffer.from(text, "base64")).buffer));
const { spans, cycles, marks, strings } = data;
const day = (/** @type {Int32Array} */ column, /** @type {number} */ row) => (column[row] === NONE ? null : column[row]);
const text = (/** @type {Int32Array} */ column, /** @type {number} */ row) => strings.at(column[row] ?? 0);
const rows = (/** @type {import("../../static/js/timeline/types.js").Ranged} */ table, /** @type {number} */ t, /** @type {(row: number) => unknown[]} */ of) =>
  Array.from({ length: table.until(t) - table.from(t) }, (_, i) => of(table.from(t) + i));
const list = (/** @type {{offsets: Int32Array, values: Int32Array}} */ ragged, /** @type {number} */ t) => [...ragged.values.subarray(ragged.offsets[t], ragged.offsets[t + 1])];

process.stdout.write(JSON.stringify(Array.from({ length: data.count }, (_, t) => ({
  treaty: [data.id[t], text(data.slug, t), text(data.title, t), list(data.parties, t), list(data.subjects, t)],
  spans: rows(spans, t, (i) => [spans.party[i] === -1 ? null : spans.party[i], text(spans.reading, i), spans.status[i], day(spans.start, i), day(spans.end, i)]),
  cycles: rows(cycles, t, (i) => [text(cycles.reading, i), text(cycles.closing, i), ...[cycles.start, cycles.windowOpens, cycles.lastNotice, cycles.expires].map((column) => day(column, i))]),
  marks: rows(marks, t, (i) => [MARKS[marks.kind[i] ?? 0]?.code, text(marks.reading, i), markName(data, t, i), day(marks.day, i), day(marks.latest, i)]),
}))));
