/** Reads varints (seven bits per byte), as `treaties/chronology/transport/packed.py` writes them. */

export class Varints {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** @returns {number} */
  next() {
    let byte = this.bytes[this.at++] ?? 0;
    if (byte < 128) return byte;
    let number = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = this.bytes[this.at++] ?? 0;
      number |= (byte & 127) << shift;
    }
    return number;
  }

  /** @returns {number} with its sign */
  signed() {
    const number = this.next();
    return (number >> 1) ^ -(number & 1);
  }
}
