/**
 * The simplest solution, for comparison: a canvas and a loop over everything at every frame, on the
 * same register in the same browser.
 */

import { Packer, Sorter } from "../../../static/js/timeline/layout/row-packing.js";
import { xOf } from "../../../static/js/timeline/time/viewport.js";

/** @import {Chronology, View} from "../../../static/js/timeline/types.js" */

const ROW = 16;

export class Plain {
  /** @param {HTMLCanvasElement} canvas @param {Chronology} data */
  constructor(canvas, data) {
    this.canvas = canvas;
    this.data = data;
    canvas.width = 1400;
    canvas.height = 800;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.rows = new Int32Array(data.count);
    const order = new Sorter().sort(data.first, data.last, 0, data.count);
    new Packer().pack(data.first, data.last, order, data.count, 0, this.rows);
  }

  /** @param {View} view */
  paint(view) {
    const { data, context: c, rows } = this;
    const x = (/** @type {number} */ day) => xOf(view, 1400, day);
    c.fillStyle = "#fff";
    c.fillRect(0, 0, 1400, 800);
    c.font = "10px sans-serif";
    for (let t = 0; t < data.count; t++) {
      const [from = 0, until = 0, y] = [data.first[t], data.last[t], (rows[t] ?? 0) * ROW];
      if (until < view.start || from > view.end || y > 800) continue;
      c.fillStyle = "#47a";
      c.fillRect(x(from), y + 2, Math.max(1, x(until) - x(from)), ROW - 4);
      c.fillStyle = "#fff";
      for (let i = data.cycles.from(t); i < data.cycles.until(t); i++) c.fillRect(x(data.cycles.expires[i] ?? 0), y + 2, 1, ROW - 4);
      c.fillStyle = "#c63";
      for (let i = data.marks.from(t); i < data.marks.until(t); i++) {
        c.beginPath();
        c.arc(x(data.marks.day[i] ?? 0), y + 8, 3, 0, 7);
        c.fill();
      }
      c.fillStyle = "#111";
      c.fillText((data.strings.at(data.title[t] ?? 0) ?? "").slice(0, Math.max(0, (x(until) - x(from)) / 5.2)), x(from) + 3, y + 12);
    }
  }
}
