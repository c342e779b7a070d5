/**
 * What does the hand want? Turns wheel, drag, pinch and press into intents; knows nothing of what
 * they do. One finger pans, two zoom; a drag goes on a little after it is let go.
 */

/**
 * @typedef {object} Intents
 * @property {(dx: number, dy: number) => boolean} pan px; says whether anything moved
 * @property {(factor: number, x: number) => void} zoom
 * @property {(vx: number, vy: number) => void} glide px per ms
 * @property {(name?: string) => void} begin a gesture, or the next of those of this name
 * @property {() => void} halt what still moves
 * @property {(x: number, y: number) => void} hover
 * @property {() => void} leave
 * @property {(x: number, y: number) => void} press
 * @property {(x: number, y: number) => void} zoomInto
 */

/** A press that moves further than this is a drag, px. */
const SLOP = 5;
/** A second press at the same place is one half of a double click for so long, ms. */
const TWICE = 400;
const NEVER = { x: 0, y: 0, at: -Infinity };

/**
 * @param {HTMLElement} surface
 * @param {Intents} intents
 * @param {{small: boolean}} options a small timeline leaves the wheel to the page
 */
export function bindGestures(surface, intents, { small }) {
  /** @type {Map<number, {x: number, y: number}>} */
  const fingers = new Map();
  let dragging = false;
  let pinch = 0;
  let begun = { x: 0, y: 0 };
  let speed = { x: 0, y: 0, at: 0 };
  let pressed = NEVER;
  const local = (/** @type {MouseEvent} */ event) => {
    const box = surface.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  /** The second press of a double click is no press of its own. @param {{x: number, y: number}} at @param {number} when ms */
  const press = (at, when) => {
    const second = when - pressed.at < TWICE && Math.hypot(at.x - pressed.x, at.y - pressed.y) < 2 * SLOP;
    pressed = second ? NEVER : { ...at, at: when };
    if (!second) intents.press(at.x, at.y);
  };

  surface.addEventListener("wheel", (event) => {
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      intents.begin("zoom");
      intents.zoom(Math.exp(Math.max(-60, Math.min(60, dy)) * 0.008), local(event).x);
    } else if (!small || Math.abs(dx) > Math.abs(dy)) {
      const sideways = event.shiftKey && !dx;
      intents.begin("wheel");
      // At the end of the rows the page scrolls on, so nobody is caught in the canvas.
      if (intents.pan(sideways ? dy : dx, sideways ? 0 : dy)) event.preventDefault();
    }
  }, { passive: false });

  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || isCard(event)) return;
    intents.halt();
    fingers.set(event.pointerId, local(event));
    begun = local(event);
    speed = { x: 0, y: 0, at: event.timeStamp };
    // A second finger goes on with what the first has begun.
    if (fingers.size > 1 && !dragging) intents.begin();
    dragging = fingers.size > 1;
    pinch = spread(fingers);
  });

  surface.addEventListener("pointermove", (event) => {
    const here = local(event);
    const before = fingers.get(event.pointerId);
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

  const lift = (/** @type {PointerEvent} */ event) => {
    if (!fingers.delete(event.pointerId)) return;
    pinch = spread(fingers);
    if (fingers.size) return;
    surface.classList.remove("is-dragging");
    const here = local(event);
    const done = event.type === "pointerup";
    if (done && dragging && event.timeStamp - speed.at < 60) intents.glide(speed.x, speed.y);
    if (done && !dragging) press(here, event.timeStamp);
    dragging = false;
  };
  surface.addEventListener("pointerup", lift);
  surface.addEventListener("pointercancel", lift);
  surface.addEventListener("pointerleave", () => intents.leave());
  surface.addEventListener("dblclick", (event) => {
    if (!isCard(event)) intents.zoomInto(local(event).x, local(event).y);
  });
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
