/**
 * What do marks look like? One path for each shape, drawn for all marks of that shape together.
 * Hollow shapes are filled with the background colour, so that they can be read on any bar.
 */

/** @typedef {CanvasRenderingContext2D} Context */

/** Corners as x, y pairs, in units of the mark's size. */
const TRIANGLE = [-0.75, -1, 1, 0, -0.75, 1];
const NOTICE = [-1, -0.8, 1, -0.8, 0, 1];
const DIAMOND = [0, -1, 1, 0, 0, 1, -1, 0];
const OPEN = new Set(["diamond-hollow", "diamond-open", "square-hollow", "ring", "notice", "renewal"]);

/**
 * @param {Context} context
 * @param {string} shape
 * @param {number[]} list three numbers each: x, y, size
 * @param {(token: string) => string} colour
 */
export function shapes(context, shape, list, colour) {
  if (shape === "caret-open" || shape === "caret-closed") return carets(context, shape, list, colour);
  const open = OPEN.has(shape);
  context.beginPath();
  for (let i = 0; i < list.length; i += 3) trace(context, shape, list[i] ?? 0, list[i + 1] ?? 0, list[i + 2] ?? 0);
  context.lineJoin = "miter";
  context.setLineDash([]);
  context.strokeStyle = colour("tl-mark-halo");
  context.lineWidth = open ? 4 : 2.5;
  context.stroke();
  context.fillStyle = colour(open ? "tl-mark-halo" : "tl-mark");
  context.fill();
  if (!open) return;
  context.strokeStyle = colour("tl-mark");
  context.lineWidth = shape === "renewal" ? 1 : 1.6;
  if (shape === "diamond-open") context.setLineDash([2.4, 1.6]);
  context.stroke();
  context.setLineDash([]);
  if (shape === "renewal") arrows(context, list, colour);
}

/** @param {Context} c @param {string} shape @param {number} x @param {number} y @param {number} s */
function trace(c, shape, x, y, s) {
  if (shape === "dot" || shape === "ring" || shape === "renewal") {
    c.moveTo(x + s, y);
    c.arc(x, y, s, 0, Math.PI * 2);
    c.closePath();
  } else if (shape === "square" || shape === "square-hollow") {
    c.rect(x - s, y - s, 2 * s, 2 * s);
  } else {
    const points = shape === "triangle" ? TRIANGLE : shape === "notice" ? NOTICE : DIAMOND;
    c.moveTo(x + (points[0] ?? 0) * s, y + (points[1] ?? 0) * s);
    for (let i = 2; i < points.length; i += 2) c.lineTo(x + (points[i] ?? 0) * s, y + (points[i + 1] ?? 0) * s);
    c.closePath();
  }
}

/** The circular arrow of a renewal. @param {Context} c @param {number[]} list @param {(token: string) => string} colour */
function arrows(c, list, colour) {
  c.beginPath();
  for (let i = 0; i < list.length; i += 3) {
    const [x, y, size] = [list[i] ?? 0, list[i + 1] ?? 0, list[i + 2] ?? 0];
    const r = size * 0.52;
    c.moveTo(x + r * Math.cos(-0.9), y + r * Math.sin(-0.9));
    c.arc(x, y, r, -0.9, 3.7, false);
  }
  c.lineWidth = 1.4;
  c.stroke();
  c.beginPath();
  for (let i = 0; i < list.length; i += 3) {
    const [x, y, size] = [list[i] ?? 0, list[i + 1] ?? 0, list[i + 2] ?? 0];
    const r = size * 0.52;
    const [hx, hy] = [x + r * Math.cos(-0.9), y + r * Math.sin(-0.9)];
    c.moveTo(hx - 2.6, hy - 1.4);
    c.lineTo(hx + 1.6, hy - 2.2);
    c.lineTo(hx + 0.6, hy + 2);
    c.closePath();
  }
  c.fillStyle = colour("tl-mark");
  c.fill();
}

/** @param {Context} c @param {string} shape @param {number[]} list @param {(token: string) => string} colour */
function carets(c, shape, list, colour) {
  c.beginPath();
  for (let i = 0; i < list.length; i += 3) {
    const [x, y, s] = [list[i] ?? 0, list[i + 1] ?? 0, list[i + 2] ?? 0];
    if (shape === "caret-open") {
      c.moveTo(x - s, y - s * 0.5);
      c.lineTo(x, y + s * 0.5);
      c.lineTo(x + s, y - s * 0.5);
    } else {
      c.moveTo(x - s * 0.5, y - s);
      c.lineTo(x + s * 0.5, y);
      c.lineTo(x - s * 0.5, y + s);
    }
  }
  c.strokeStyle = colour("ink-2");
  c.lineWidth = 1.8;
  c.stroke();
}
