/**
 * The reader's own views: a name for the current address, stored in this browser. A view's link can be
 * copied and shows the same to anyone who opens it.
 */

import { element } from "./element.js";
import { Menu, menuItem } from "./menu.js";

const STORED = "timeline.views";
const MOST = 50;

/** @typedef {{name: string, query: string}} View */

/**
 * The stored views that can be read; only addresses of this page.
 * @param {string | null} text @returns {View[]}
 */
export function readViews(text) {
  try {
    const found = JSON.parse(text ?? "[]");
    if (!Array.isArray(found)) return [];
    return found
      .filter((view) => typeof view?.name === "string" && view.name && typeof view?.query === "string" && /^(\?|$)/.test(view.query))
      .slice(0, MOST)
      .map(({ name, query }) => ({ name, query }));
  } catch {
    return [];
  }
}

/** Adds a view, or replaces the one of the same name. @param {View[]} views @param {View} view @returns {View[] | null} in order of name; null where there is no room for one more */
export function withView(views, view) {
  const others = views.filter((one) => one.name !== view.name);
  if (others.length >= MOST) return null;
  return [...others, view].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

export class SavedViews {
  /** @param {HTMLElement} bar */
  constructor(bar) {
    this.menu = new Menu(bar, "Views");
    this.list = element("ul", "timeline-views");
    this.form = /** @type {HTMLFormElement} */ (element("form", "timeline-views-form"));
    const label = element("label");
    this.name = /** @type {HTMLInputElement} */ (element("input"));
    Object.assign(this.name, { type: "text", maxLength: 80, required: true, autocomplete: "off" });
    label.append(element("span", "", "Name for this view"), this.name);
    const save = /** @type {HTMLButtonElement} */ (element("button", "timeline-button", "Save"));
    this.form.append(label, save);
    this.menu.add(this.list, this.form, element("p", "timeline-menu-note", "Saved in this browser only. Send a link to show a view to others."));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save(this.name.value.trim());
    });
    // Another tab may have stored or removed some.
    window.addEventListener("storage", ({ key }) => {
      if (key === STORED || key === null) this.show();
    });
    this.show();
  }

  /** @returns {View[]} */
  kept() {
    try {
      return readViews(localStorage.getItem(STORED));
    } catch {
      return [];
    }
  }

  /** @param {View[]} views @returns {boolean} whether the browser keeps them */
  keep(views) {
    try {
      localStorage.setItem(STORED, JSON.stringify(views));
    } catch {
      this.menu.tell("This browser stores nothing for this page. Copy the link instead.");
      return false;
    }
    this.show();
    return true;
  }

  /** @param {string} name */
  save(name) {
    if (!name) return;
    const views = withView(this.kept(), { name, query: location.search });
    if (!views) return this.menu.tell(`${MOST} views are saved already. Remove one first.`);
    if (!this.keep(views)) return;
    this.name.value = "";
    this.menu.tell(`“${name}” is saved.`);
  }

  show() {
    const rows = this.kept().map(({ name, query }) => {
      const row = element("li");
      const link = /** @type {HTMLAnchorElement} */ (element("a", "", name));
      link.href = `${location.pathname}${query}`;
      const copy = menuItem("Copy link", () => void this.menu.copy(link.href, `The link to “${name}” is copied.`));
      const remove = menuItem("Remove", () => {
        if (this.keep(this.kept().filter((view) => view.name !== name))) this.menu.tell(`“${name}” is removed.`);
        this.name.focus();
      });
      copy.setAttribute("aria-label", `Copy the link to ${name}`);
      remove.setAttribute("aria-label", `Remove ${name}`);
      row.append(link, copy, remove);
      return row;
    });
    this.list.replaceChildren(...rows);
    this.list.hidden = !rows.length;
  }
}
