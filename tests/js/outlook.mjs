/** For `tests/chronology/test_answers.py`: what the page says of each agreement on some days. */

import { readFileSync } from "node:fs";

import { bindsOn, cycleOn, nextDate, statusOn } from "../../static/js/timeline/data/answers.js";
import { decode } from "../../static/js/timeline/transport/source.js";

const { manifest, days } = JSON.parse(readFileSync(0, "utf8"));
const data = decode(manifest, manifest.inline);

/** @param {number} treaty @param {number} day */
function outlookOf(treaty, day) {
  const cycle = bindsOn(data, treaty, day) ? cycleOn(data, treaty, day) : -1;
  const next = nextDate(data, treaty, day);
  return {
    status: data.statusInfo[statusOn(data, treaty, day)]?.code ?? null,
    binds: bindsOn(data, treaty, day),
    cycle: cycle < 0 ? null : data.cycles.start[cycle],
    next: next && [next.kind, next.what, next.day, next.itself],
  };
}

const said = days.map((/** @type {number} */ day) => Array.from({ length: data.count }, (_, t) => [data.id[t], outlookOf(t, day)]));
process.stdout.write(JSON.stringify(said));
