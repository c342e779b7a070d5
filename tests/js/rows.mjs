/** For `tests/chronology/test_packed.py`: what the page reads from the packed segments in a file, row by row, at once and from what it keeps of them. */

import { readFileSync } from "node:fs";

import { markName, nextDay } from "../../static/js/timeline/data/answers.js";
import { recalled, storedOf } from "../../static/js/timeline/transport/kept.js";
import { MARKS } from "../../static/js/timeline/data/looks.js";
import { unpacked } from "../../static/js/timeline/transport/on-demand.js";
import { NONE } from "../../static/js/timeline/data/tables.js";

/** From here on the next dates are kept with the gist; before it they are looked up. */
const SINCE = 19_000;

const { manifest, segments } = JSON.parse(readFileSync(0, "utf8"));
segments.forEach((/** @type {string} */ _, /** @type {number} */ p) => (manifest.segments[p] = { version: String(p), ...manifest.segments[p] }));
const come = await unpacked(manifest, segments.map((/** @type {string} */ text) => Uint8Array.from(Buffer.from(text, "base64")).buffer), null, SINCE);
const stored = storedOf(manifest, come.pieces, come.data);
const { held, whole } = recalled({ ...stored, gist: await stored.gist.arrayBuffer(), content: await stored.content.arrayBuffer() }, manifest);
const kept = await unpacked(manifest, come.pieces.map((_, p) => /** @type {import("../../static/js/timeline/transport/on-demand.js").Piece} */ (held.get(String(p)))), whole);

/** @param {import("../../static/js/timeline/types.js").Chronology} data @param {number} t */
function treatyOf({ spans, cycles, marks, dates, strings, ...data }, t) {
  const day = (/** @type {Int32Array} */ column, /** @type {number} */ row) => (column[row] === NONE ? null : column[row]);
  const text = (/** @type {Int32Array} */ column, /** @type {number} */ row) => strings.at(column[row] ?? 0);
  const rows = (/** @type {import("../../static/js/timeline/types.js").Ranged} */ table, /** @type {(row: number) => unknown[]} */ of) =>
    Array.from({ length: table.until(t) - table.from(t) }, (_, i) => of(table.from(t) + i));
  const list = (/** @type {{offsets: Int32Array, values: Int32Array}} */ ragged) => [...ragged.values.subarray(ragged.offsets[t], ragged.offsets[t + 1])];
  const slug = text(data.slug, t) ?? "";
  if (text(data.slug, data.find(slug)) !== slug) throw new Error(`${slug} is not found`);
  for (const on of [0, SINCE - 1, SINCE, SINCE + 400, SINCE + 4000, manifest.horizon]) {
    if (data.nextOn(t, on) !== nextDay(dates, t, on)) throw new Error(`${slug}: another next date on ${on}`);
  }
  return {
    treaty: [data.id[t], slug, text(data.title, t), list(data.parties), list(data.subjects)],
    extent: [data.first[t], data.last[t], data.readings[t], data.doings[t], data.many[t]],
    spans: rows(spans, (i) => [spans.party[i] === -1 ? null : spans.party[i], text(spans.reading, i), spans.status[i], day(spans.start, i), day(spans.end, i)]),
    cycles: rows(cycles, (i) => [text(cycles.reading, i), text(cycles.closing, i), ...[cycles.start, cycles.windowOpens, cycles.lastNotice, cycles.expires, cycles.lastDay].map((column) => day(column, i))]),
    marks: rows(marks, (i) => [MARKS[marks.kind[i] ?? 0]?.code, text(marks.reading, i), markName({ spans, cycles, marks, dates, strings, ...data }, t, i), day(marks.day, i), day(marks.latest, i)]),
    dates: rows(dates, (i) => [dates.kind[i], day(dates.day, i), day(dates.toAct, i)]),
  };
}

const all = Array.from({ length: come.data.count }, (_, t) => t);
const first = all.map((t) => treatyOf(come.data, t));
// What was kept, looked at from its end; one read by itself, the others beforehand.
if (all.length) treatyOf(kept.data, all.length >> 1);
await kept.data.prepare();
const again = all.toReversed().map((t) => treatyOf(kept.data, t)).toReversed();
process.stdout.write(JSON.stringify({ first, again }));
