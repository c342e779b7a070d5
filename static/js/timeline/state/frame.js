/**
 * When is it painted? This is the only requestAnimationFrame of a timeline: nothing runs while nothing
 * changes, and several changes are painted in one frame.
 */

/** @import {View} from "../types.js" */

export class Frame {
  /** @param {() => void} paint @param {() => void} [turned] told when a frame is asked for, and after the last one */
  constructor(paint, turned = () => undefined) {
    this.paint = paint;
    this.turned = turned;
    this.handle = 0;
    /** @type {((elapsed: number, since: number) => boolean) | null} */
    this.motion = null;
    /** The target of the movement, if it has one. @type {{view: View, top: number} | null} */
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
   * Starts a movement; it replaces the current one.
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
