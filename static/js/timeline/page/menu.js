/**
 * A menu of the toolbar: a disclosure whose list lies over the page, closed by Escape or by a press
 * elsewhere, with one line that reports the result.
 */

import { element } from "./element.js";

/** Closes the box on Escape and on a press elsewhere. @param {HTMLDetailsElement} box */
export function closesLightly(box) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    event.stopPropagation();
    box.open = false;
    box.querySelector("summary")?.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !box.contains(event.target)) box.open = false;
  });
}

const NARROW = "(max-width: 40rem)";

/**
 * Moves elements elsewhere on a narrow screen, and back when it is wide again.
 * @param {readonly HTMLElement[]} boxes @param {() => void} put moves them to their places on a narrow screen
 */
export function movedWhereNarrow(boxes, put) {
  const narrow = matchMedia(NARROW);
  const homes = boxes.map((box) => {
    const home = document.createComment("");
    box.before(home);
    return home;
  });
  const place = () => {
    const held = document.activeElement;
    if (narrow.matches) put();
    else boxes.forEach((box, i) => homes[i]?.after(box));
    // Moving an element drops its focus, so it is set again.
    if (held instanceof HTMLElement && boxes.some((box) => box.contains(held))) held.focus();
  };
  narrow.addEventListener("change", place);
  place();
}

/**
 * On a narrow screen puts these boxes below the chart, so that the chart starts higher up.
 * @param {readonly HTMLElement[]} boxes @param {Element} next the element after them
 */
export function belowWhereNarrow(boxes, next) {
  const below = element("div", "timeline-toolbar timeline-below no-print");
  next.before(below);
  movedWhereNarrow(boxes, () => below.append(...boxes));
}

export class Menu {
  /** @param {HTMLElement} bar @param {string} name */
  constructor(bar, name) {
    this.box = /** @type {HTMLDetailsElement} */ (element("details", "timeline-menu"));
    this.summary = element("summary", "timeline-button", name);
    this.list = element("div", "timeline-menu-list");
    this.status = element("p", "timeline-menu-status");
    this.status.setAttribute("role", "status");
    this.list.append(this.status);
    this.box.append(this.summary, this.list);
    bar.append(this.box);
    closesLightly(this.box);
    this.box.addEventListener("toggle", () => {
      if (this.box.open) this.place();
      else this.tell("");
    });
  }

  /** Opens to the left near the right edge of the page. */
  place() {
    this.list.classList.remove("is-left");
    this.list.classList.toggle("is-left", this.list.getBoundingClientRect().right > document.documentElement.clientWidth);
  }

  /** @param {...HTMLElement} parts */
  add(...parts) {
    this.status.before(...parts);
  }

  /** @param {string} words */
  tell(words) {
    this.status.textContent = words;
    // The text may have made it wider.
    if (this.box.open) this.place();
  }

  /** Copies to the clipboard; where that is not allowed, shows the text to be copied by hand. @param {string} words @param {string} done */
  async copy(words, done) {
    try {
      await navigator.clipboard.writeText(words);
      this.tell(done);
    } catch {
      this.tell(words);
    }
  }
}

/** @param {string} name @param {() => void} act @returns {HTMLButtonElement} */
export function menuItem(name, act) {
  const button = /** @type {HTMLButtonElement} */ (element("button", "timeline-menu-entry", name));
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}
