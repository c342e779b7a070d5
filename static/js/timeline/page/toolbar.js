/**
 * The controls above the chart. Controls rendered by the server are used; missing ones are made here, so
 * that a small timeline needs no markup of its own.
 */

import { closedIn } from "../state/store.js";
import { keepUsualOrder } from "../state/usual-order.js";
import { longDate } from "../time/civil-days.js";
import { element } from "./element.js";
import { closesLightly } from "./menu.js";

/** @import {Intents} from "../state/intents.js" */
/** @import {LanesBy, LanesOrder, Reference, State} from "../types.js" */

/** @type {[LanesBy, string][]} */
const GROUPS = [["pair", "Parties together"], ["party", "Each party"], ["subject", "Subject"], ["status", "Status"]];
/** @type {[LanesOrder, string][]} */
const ORDERS = [["next", "Next date"], ["name", "Alphabetical"]];
/** Statuses follow one another as an agreement comes to them. */
const BY_STATUS = "By status";
/** @type {[string, string, string][]} command, sign, name */
const BUTTONS = [["zoom-out", "−", "Zoom out"], ["zoom-in", "+", "Zoom in"], ["fit", "All", "Show everything"], ["today", "Today", "Go to today"]];
const TYPING = 180;

export class Toolbar {
  /** @param {HTMLElement} root @param {{small: boolean}} options */
  constructor(root, { small }) {
    let bar = /** @type {HTMLElement | null} */ (root.querySelector(".timeline-toolbar"));
    if (!bar) root.prepend((bar = element("div", "timeline-toolbar")));
    this.bar = bar;
    /** delays the search while the reader types */
    this.timer = 0;
    /** @type {HTMLElement[]} */
    this.rare = [];
    const filter = /** @type {HTMLDetailsElement | null} */ (bar.querySelector(".filter-fold"));
    if (filter) closesLightly(filter);
    if (!small) {
      this.lanes = /** @type {HTMLSelectElement} */ (bar.querySelector(".timeline-field select[name=lanes]") ?? this.made("Group by", selectOf("lanes", GROUPS)));
      this.order = this.made("Order", selectOf("order", ORDERS));
      this.order.title = "Groups with our side first, then by the next date that matters; or by name";
      /** closes or opens all lanes @type {HTMLElement | undefined} */
      this.fold = buttons([["fold-all", "Collapse groups", "Collapse or expand all groups"]]);
      bar.append(this.fold);
      /** what stands elsewhere on a narrow screen */
      this.rare.push(/** @type {HTMLElement} */ (this.order.parentElement), this.fold);
      this.search = /** @type {HTMLInputElement} */ (bar.querySelector(".timeline-field input[name=q]") ?? this.made("Search", searchField()));
    }
    if (!bar.querySelector("[data-command=fit]")) bar.append(buttons(small ? BUTTONS.slice(0, 3) : BUTTONS));
  }

  /** @template {HTMLElement} T @param {string} name @param {T} control @returns {T} */
  made(name, control) {
    const label = element("label", "timeline-field");
    label.append(element("span", "timeline-field-name", name), control);
    this.bar.append(label);
    return control;
  }

  /** @param {Intents} intents */
  bind(intents) {
    /** @type {Record<string, () => void>} */
    const commands = {
      "zoom-in": () => intents.zoomStep(0.5),
      "zoom-out": () => intents.zoomStep(2),
      fit: () => intents.fitAll(),
      today: () => intents.today(),
    };
    this.fold?.addEventListener("click", () => intents.foldAll(!closedIn(intents.state).size));
    this.bar.addEventListener("click", (event) => {
      const pressed = event.target instanceof Element ? event.target.closest("[data-command]") : null;
      const command = commands[pressed?.getAttribute("data-command") ?? ""];
      if (!command) return;
      event.preventDefault();
      command();
    });
    const { lanes, order, search } = this;
    lanes?.addEventListener("change", () => intents.group(/** @type {LanesBy} */ (lanes.value)));
    order?.addEventListener("change", () => {
      keepUsualOrder(/** @type {LanesOrder} */ (order.value));
      intents.order(/** @type {LanesOrder} */ (order.value));
    });
    if (!search) return;
    search.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => intents.find(search.value), TYPING);
    });
    const commit = (/** @type {Event} */ event) => {
      event.preventDefault();
      window.clearTimeout(this.timer);
      intents.find(search.value);
    };
    search.addEventListener("change", commit);
    search.form?.addEventListener("submit", (event) => {
      commit(event);
      intents.fitAll();
    });
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !search.form) {
        commit(event);
        intents.fitAll();
      } else if (event.key === "Escape" && search.value) {
        // Also clears text still being typed; the search closes before an open card does.
        event.preventDefault();
        window.clearTimeout(this.timer);
        search.value = "";
        intents.endSearch();
      }
    });
  }

  /** After the reader has gone back or forward: text still being typed is dropped. @param {State} state */
  arrive(state) {
    window.clearTimeout(this.timer);
    if (this.search) this.search.value = state.search;
  }

  /** @param {State} state @param {Reference} reference */
  show(state, { day, asOf }) {
    const today = /** @type {HTMLElement | null} */ (this.bar.querySelector("[data-command=today]"));
    const lead = `Go to ${asOf ? longDate(day) : "today"}`;
    if (today && today.title !== lead) {
      today.title = lead;
      today.textContent = asOf ? "As of" : "Today";
      if (asOf) today.setAttribute("aria-label", `As of: go to ${longDate(day)}`);
      else today.removeAttribute("aria-label");
    }
    const fold = this.fold?.firstElementChild;
    const word = closedIn(state).size ? "Expand groups" : "Collapse groups";
    if (fold && fold.textContent !== word) fold.textContent = word;
    if (this.lanes && this.lanes.value !== state.by) this.lanes.value = state.by;
    if (this.order && this.order.value !== state.order) this.order.value = state.order;
    const named = this.order?.options[1];
    const name = state.by === "status" ? BY_STATUS : ORDERS[1]?.[1] ?? "";
    if (named && named.text !== name) named.text = name;
    if (this.search && document.activeElement !== this.search && this.search.value !== state.search) this.search.value = state.search;
  }
}

/** @param {string} name @param {[string, string][]} options value and label @returns {HTMLSelectElement} */
function selectOf(name, options) {
  const select = /** @type {HTMLSelectElement} */ (element("select"));
  select.name = name;
  for (const [value, label] of options) select.add(new Option(label, value));
  return select;
}

/** @returns {HTMLInputElement} */
function searchField() {
  const input = /** @type {HTMLInputElement} */ (element("input"));
  input.type = "search";
  input.name = "q";
  input.placeholder = "Title or party";
  input.autocomplete = "off";
  return input;
}

/** @param {[string, string, string][]} entries @returns {HTMLElement} */
function buttons(entries) {
  const group = element("div", "timeline-buttons");
  group.setAttribute("role", "group");
  for (const [command, sign, name] of entries) {
    const button = element("button", "timeline-button", sign);
    button.setAttribute("type", "button");
    button.dataset.command = command;
    button.title = name;
    if (sign.length < 3) button.setAttribute("aria-label", name);
    group.append(button);
  }
  return group;
}
