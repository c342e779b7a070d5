/**
 * When is it painted? The only requestAnimationFrame of a timeline: nothing runs when nothing has
 * changed, and however much changes, it is painted once a frame.
 */

/** @import {View} from "./types.js" */

export class Frame {
  /** @param {() => void} paint @param {() => void} [turned] told when a frame is asked for, and after the last one */
  constructor(paint, turned = () => undefined) {
    this.paint = paint;
    this.turned = turned;
    this.handle = 0;
    /** @type {((elapsed: number, since: number) => boolean) | null} */
    this.motion = null;
    /** Where the movement leads, if it leads somewhere. @type {{view: View, top: number} | null} */
    this.goal = null;
    this.began = 0;
    this.last = 0;
  }

  request() {
    if (this.handle) return;
    this.handle = requestAnimationFrame((now) => this.tick(now));
    this.turned();
  }

  /** Is there something to paint still? */
  get busy() {
    return this.handle !== 0 || this.motion !== null;
  }

  /**
   * One movement at a time; a new one takes the place of the old.
   * @param {(elapsed: number, since: number) => boolean} motion gets ms since its beginning and
   *   since the last frame; returns whether it goes on
   * @param {{view: View, top: number} | null} [goal]
   */
  animate(motion, goal = null) {
    this.motion = motion;
    this.goal = goal;
    this.began = this.last = performance.now();
    this.request();
  }

  still() {
    this.motion = null;
    this.goal = null;
  }

  /** @param {number} now ms */
  tick(now) {
    this.handle = 0;
    const motion = this.motion;
    if (motion) {
      const goesOn = motion(Math.max(0, now - this.began), Math.max(0, now - this.last));
      this.last = now;
      if (!goesOn && this.motion === motion) this.still();
    }
    this.paint();
    if (this.motion) this.request();
    else this.turned();
  }
}
