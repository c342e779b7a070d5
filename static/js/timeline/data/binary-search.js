/** How many entries of an ordered list are not above a value? By binary search. */

/**
 * @template T
 * @param {ArrayLike<T>} list in order of its keys
 * @param {number} value
 * @param {(entry: T, index: number) => number} key
 * @returns {number} how many are at or below the value
 */
export function upperBound(list, value, key) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(/** @type {T} */ (list[middle]), middle) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
