/**
 * What does the pointer do? Turns wheel, drag, pinch and press into intents and knows nothing of their
 * effect. One finger pans, two zoom; a drag glides on after its release.
 */

/**
 * @typedef {object} HandIntents
 * @property {(name?: string) => void} begin a gesture, or the next of those of this name
 * @property {(dx: number, dy: number) => boolean} pan px; says whether anything moved
 * @property {(factor: number, x: number) => void} zoom
 * @property {(vx: number, vy: number) => void} glide px per ms
 * @property {() => void} halt what still moves
 * @property {(held: boolean) => void} hold whether fingers or the button are down
 * @property {(y: number) => void} point px where the pointer is, or -1
 * @property {(x: number, y: number) => void} hover
 * @property {() => void} leave
 * @property {(x: number, y: number) => void} press
 * @property {(x: number) => void} pressAgain the second press of a double press
 */

/** A press that moves further than this is a drag, px. */
const SLOP = 5;
/** Two presses within this time and distance are a double press; ms, px. */
const SOON = 400;
const NEAR = 14;
/** A pointer held still this long before its release does not glide, ms. */
const HELD = 60;

/**
 * @param {HTMLElement} surface
 * @param {HandIntents} intents
 * @param {{small: boolean, scale?: () => number}} options a small timeline leaves the wheel to the page; `scale` is px of the
 *   page per px of the intents
 */
export function bindGestures(surface, intents, { small, scale = () => 1 }) {
  bindWheel(surface, intents, { small, scale });
  /** @type {Map<number, {x: number, y: number}>} */
  const fingers = new Map();
  let dragging = false;
  let pinch = 0;
  let begun = { x: 0, y: 0 };
  let speed = { x: 0, y: 0, at: 0 };
  let pressed = { x: 0, y: 0, at: -Infinity };
  const local = (/** @type {MouseEvent} */ event) => localTo(surface, event, scale());

  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || isCard(event)) return;
    intents.halt();
    intents.hold(true);
    fingers.set(event.pointerId, local(event));
    begun = local(event);
    speed = { x: 0, y: 0, at: event.timeStamp };
    // A second finger continues the gesture of the first.
    if (fingers.size > 1 && !dragging) intents.begin();
    dragging = fingers.size > 1;
    pinch = spread(fingers);
  });

  surface.addEventListener("pointermove", (event) => {
    const here = local(event);
    intents.point(here.y);
    const before = fingers.get(event.pointerId);
    // The button was released outside the window, where no event is sent.
    if (before && event.pointerType === "mouse" && !(event.buttons & 1)) return drop(event);
    if (!before) {
      if (event.pointerType === "mouse" && !isCard(event)) intents.hover(here.x, here.y);
      return;
    }
    if (!dragging && Math.hypot(here.x - begun.x, here.y - begun.y) > SLOP) {
      dragging = true;
      intents.begin();
      surface.setPointerCapture(event.pointerId);
      surface.classList.add("is-dragging");
      intents.leave();
    }
    if (!dragging) return;
    fingers.set(event.pointerId, here);
    if (fingers.size > 1) {
      const now = spread(fingers);
      const middle = [...fingers.values()].reduce((sum, finger) => sum + finger.x, 0) / fingers.size;
      if (pinch > 0 && now > 0) intents.zoom(pinch / now, middle);
      pinch = now;
      intents.pan((before.x - here.x) / fingers.size, (before.y - here.y) / fingers.size);
      return;
    }
    const [dx, dy] = [before.x - here.x, before.y - here.y];
    intents.pan(dx, dy);
    const passed = Math.max(1, event.timeStamp - speed.at);
    speed = { x: 0.6 * (dx / passed) + 0.4 * speed.x, y: 0.6 * (dy / passed) + 0.4 * speed.y, at: event.timeStamp };
  });

  /** Removes a pointer; returns whether it was the last. @param {PointerEvent} event @returns {boolean} */
  const drop = (event) => {
    if (!fingers.delete(event.pointerId)) return false;
    pinch = spread(fingers);
    speed = { x: speed.x, y: speed.y, at: fingers.size ? -Infinity : speed.at };
    if (fingers.size) return false;
    surface.classList.remove("is-dragging");
    intents.hold(false);
    return true;
  };
  surface.addEventListener("pointerup", (event) => {
    if (!drop(event)) return;
    const here = local(event);
    if (dragging) {
      if (event.timeStamp - speed.at < HELD) intents.glide(speed.x, speed.y);
      pressed.at = -Infinity;
    } else if (event.timeStamp - pressed.at < SOON && Math.hypot(here.x - pressed.x, here.y - pressed.y) < NEAR) {
      intents.pressAgain(here.x);
      pressed.at = -Infinity;
    } else {
      intents.press(here.x, here.y);
      pressed = { ...here, at: event.timeStamp };
    }
  });
  // The browser has taken over the gesture: no press, no glide.
  surface.addEventListener("pointercancel", drop);
  surface.addEventListener("pointerleave", (event) => {
    // A finger that is lifted leaves, too; what was under it is still what is looked at.
    if (event.pointerType === "mouse") intents.point(-1);
    intents.leave();
  });
}

/**
 * The wheel scrolls the rows; sideways or with shift it moves through time; with ctrl it zooms.
 * @param {HTMLElement} surface @param {HandIntents} intents @param {{small: boolean, scale: () => number}} options
 */
function bindWheel(surface, intents, { small, scale }) {
  surface.addEventListener("wheel", (event) => {
    // The page is already scrolling and cannot be stopped.
    if (!event.cancelable) return;
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      intents.begin("zoom");
      intents.zoom(Math.exp(Math.max(-60, Math.min(60, dy)) * 0.008), localTo(surface, event, scale()).x);
      return;
    }
    const sideways = Math.abs(dx) > Math.abs(dy) || (event.shiftKey && !dx);
    if (small && !sideways) return;
    intents.begin("wheel");
    const moved = intents.pan((sideways ? dx || dy : 0) / scale(), (sideways ? 0 : dy) / scale());
    // At the end of the rows the page scrolls on, so nobody is trapped in the canvas; sideways
    // the event is always consumed, else the browser would go back in history.
    if (moved || sideways) event.preventDefault();
  }, { passive: false });
}

/** @param {HTMLElement} surface @param {MouseEvent} event @param {number} scale @returns {{x: number, y: number}} px */
function localTo(surface, event, scale) {
  const box = surface.getBoundingClientRect();
  return { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
}

/** @param {Event} event @returns {boolean} whether it happens on the card that floats above the canvas */
function isCard(event) {
  return event.target instanceof Element && event.target.closest(".timeline-hover") !== null;
}

/** @param {Map<number, {x: number, y: number}>} fingers @returns {number} px between the first two */
function spread(fingers) {
  const [a, b] = [...fingers.values()];
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
}
