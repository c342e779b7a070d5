/**
 * What lies under a point? A flat grid over boxes on the screen: building it takes one pass over
 * the boxes, a query looks at one cell. Later boxes lie on top of earlier ones.
 */

/**
 * @typedef {object} HitIndex
 * @property {ArrayLike<number>} boxes five numbers each: left, top, right, bottom, id
 * @property {number} cell px
 * @property {number} columns
 * @property {number} rows
 * @property {Int32Array} offsets
 * @property {Int32Array} members
 */

const STRIDE = 5;

/**
 * @param {ArrayLike<number>} boxes five numbers each
 * @param {number} width px @param {number} height px @param {number} [cell] px
 * @returns {HitIndex}
 */
export function hitIndex(boxes, width, height, cell = 32) {
  const columns = Math.max(1, Math.ceil(width / cell));
  const rows = Math.max(1, Math.ceil(height / cell));
  const offsets = new Int32Array(columns * rows + 1);
  const count = Math.floor(boxes.length / STRIDE);
  for (let box = 0; box < count; box++) {
    eachCell(boxes, box, cell, columns, rows, (at) => (offsets[at + 1] = (offsets[at + 1] ?? 0) + 1));
  }
  for (let i = 0; i < columns * rows; i++) offsets[i + 1] = (offsets[i + 1] ?? 0) + (offsets[i] ?? 0);
  const members = new Int32Array(offsets[columns * rows] ?? 0);
  const next = offsets.slice();
  for (let box = 0; box < count; box++) {
    eachCell(boxes, box, cell, columns, rows, (at) => {
      const place = next[at] ?? 0;
      members[place] = box;
      next[at] = place + 1;
    });
  }
  return { boxes, cell, columns, rows, offsets, members };
}

/**
 * @param {ArrayLike<number>} boxes @param {number} box @param {number} cell
 * @param {number} columns @param {number} rows @param {(at: number) => void} visit
 */
function eachCell(boxes, box, cell, columns, rows, visit) {
  const at = box * STRIDE;
  const clamp = (/** @type {number} */ value, /** @type {number} */ most) => Math.max(0, Math.min(most - 1, Math.floor(value / cell)));
  const right = clamp(boxes[at + 2] ?? 0, columns);
  const bottom = clamp(boxes[at + 3] ?? 0, rows);
  for (let row = clamp(boxes[at + 1] ?? 0, rows); row <= bottom; row++) {
    for (let column = clamp(boxes[at] ?? 0, columns); column <= right; column++) visit(row * columns + column);
  }
}

/**
 * @param {HitIndex} index @param {number} x px @param {number} y px
 * @returns {number} the id of the topmost box that holds the point, edges included, or -1
 */
export function hitAt(index, x, y) {
  const { boxes, cell, columns, rows, offsets, members } = index;
  const column = Math.max(0, Math.min(columns - 1, Math.floor(x / cell)));
  const row = Math.max(0, Math.min(rows - 1, Math.floor(y / cell)));
  const at = row * columns + column;
  for (let i = (offsets[at + 1] ?? 0) - 1; i >= (offsets[at] ?? 0); i--) {
    const box = (members[i] ?? 0) * STRIDE;
    if (x >= (boxes[box] ?? 0) && x <= (boxes[box + 2] ?? 0) && y >= (boxes[box + 1] ?? 0) && y <= (boxes[box + 3] ?? 0)) {
      return boxes[box + 4] ?? -1;
    }
  }
  return -1;
}
