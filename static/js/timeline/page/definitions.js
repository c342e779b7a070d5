/**
 * What does a legal word in the list mean? Attaches the same definition that every page gives, fetched
 * when first needed; `page.js` opens it, as for every other word.
 */

import { CREDENTIALS } from "../transport/cookies.js";
import { element } from "./element.js";

const NOTE = "means-in-list";

export class Definitions {
  /** @param {HTMLElement} list @param {string} url of all that is defined */
  constructor(list, url) {
    this.url = url;
    /** @type {Promise<Map<string, string>> | null} */
    this.coming = null;
    this.note = element("span", "definition");
    this.note.id = NOTE;
    this.note.setAttribute("popover", "");
    this.note.setAttribute("role", "note");
    list.after(this.note);
    // Runs before page.js handles the event.
    for (const kind of ["pointerover", "pointerdown", "focusin"]) list.addEventListener(kind, ({ target }) => this.attach(target));
  }

  /** Puts the definition of one word into the shared note. @param {EventTarget | null} target */
  attach(target) {
    void this.known();
    const button = target instanceof Element ? target.closest("button.term") : null;
    if (!(button instanceof HTMLButtonElement) || button.getAttribute("popovertarget")) return;
    if (this.note.matches(":popover-open")) this.note.hidePopover();
    document.querySelector(`[popovertarget="${NOTE}"]`)?.removeAttribute("popovertarget");
    button.setAttribute("popovertarget", NOTE);
    void this.fill(button.dataset.word ?? "", button.textContent ?? "");
  }

  /** @param {string} word @param {string} said */
  async fill(word, said) {
    const head = element("strong", "", `${said[0]?.toUpperCase() ?? ""}${said.slice(1)}`);
    this.note.replaceChildren(head, " …");
    const means = await this.known().then((all) => all.get(word), () => "What it means could not be loaded.");
    if (this.note.firstChild === head) this.note.replaceChildren(head, ` ${means ?? ""}`);
  }

  /** @returns {Promise<Map<string, string>>} asked once; after a failure, again */
  known() {
    this.coming ??= read(this.url).catch((error) => {
      this.coming = null;
      throw error;
    });
    this.coming.catch(() => undefined);
    return this.coming;
  }
}

/** @param {string} url @returns {Promise<Map<string, string>>} */
async function read(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: CREDENTIALS });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return new Map(Array.from(page.querySelectorAll("dt[data-word]"), (term) => [term.getAttribute("data-word") ?? "", term.nextElementSibling?.textContent?.trim() ?? ""]));
}
