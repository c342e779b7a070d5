/**
 * Which agreements does the filter let through? What the columns hold is answered here at once: party,
 * subject, status, dates within so many days. The server is asked as well, for what only it knows (kind,
 * full text) and for the counts; its answer replaces the local one.
 */

import { dayToAct, statusOn } from "../data/answers.js";
import { figure } from "../data/wording.js";
import { KEYS, readAddress, writeAddress } from "../state/url-state.js";
import { isoOf } from "../time/civil-days.js";
import { CREDENTIALS } from "../transport/cookies.js";
import { matching, Unreachable } from "../transport/source.js";
import { element } from "./element.js";

/** @import {AddressKeeper} from "../state/address-keeper.js" */
/** @import {Chart} from "../chart.js" */
/** @import {Chronology, Ragged} from "../types.js" */

const FIELDS = ["search", "party", "subject", "kind", "composition", "status", "due"];
const SERVER_ONLY = ["search", "kind", "composition"];

/** @param {URLSearchParams} query of the page @returns {URLSearchParams} what of it filters, in one order */
export function questionOf(query) {
  const question = new URLSearchParams();
  for (const name of FIELDS) {
    const said = query.getAll(name).flatMap((value) => (name === "search" ? [value.trim()] : value.split(","))).filter(Boolean);
    if (said.length) question.set(name, said.join(","));
  }
  return question;
}

/**
 * @param {Chronology} data @param {URLSearchParams} question @param {number} day
 * @returns {Uint8Array | null | undefined} 1 for each match; null for all; undefined where only the server knows
 */
export function admitted(data, question, day) {
  if (![...question].length) return null;
  if (SERVER_ONLY.some((name) => question.has(name))) return undefined;
  const said = (/** @type {string} */ name) => question.get(name)?.split(",") ?? [];
  const parties = said("party").map((code) => data.partyInfo.findIndex((party) => party.code === code.toUpperCase()));
  const subjects = new Set(said("subject").map((code) => data.subjectInfo.findIndex((subject) => subject.code === code)));
  const statuses = new Set(said("status"));
  const due = question.has("due") ? day + Number(question.get("due")) : null;
  const through = new Uint8Array(data.count);
  for (let t = 0; t < data.count; t++) {
    if (!parties.every((party) => some(data.parties, t, (one) => one === party))) continue;
    if (subjects.size && !some(data.subjects, t, (one) => subjects.has(one))) continue;
    if (statuses.size && !statuses.has(data.statusInfo[statusOn(data, t, day)]?.code ?? "")) continue;
    if (due !== null && !isDue(data, t, day, due)) continue;
    through[t] = 1;
  }
  return through;
}

/** @param {Ragged} lists @param {number} t @param {(value: number) => boolean} is @returns {boolean} */
function some({ offsets, values }, t, is) {
  for (let i = offsets[t] ?? 0; i < (offsets[t + 1] ?? 0); i++) if (is(values[i] ?? -1)) return true;
  return false;
}

/** @param {Chronology} data @param {number} t @param {number} from @param {number} to days, both included @returns {boolean} whether somebody has to act within them */
function isDue(data, t, from, to) {
  const { dates, dateInfo } = data;
  for (let i = dates.from(t); i < dates.until(t); i++) {
    const day = dayToAct(data.dates, i);
    if (dateInfo[dates.kind[i] ?? 0]?.decide && day >= from && day <= to) return true;
  }
  return false;
}

export class Filter {
  /** @param {HTMLElement} root @param {Chart} chart @param {AddressKeeper} keeper @param {(words: string) => void} say */
  constructor(root, chart, keeper, say) {
    this.root = root;
    this.say = say;
    this.chart = chart;
    this.keeper = keeper;
    this.key = this.keyOf(questionOf(new URLSearchParams(location.search)));
    /** The field whose change made the newest history entry. @type {Element | null} */
    this.field = null;
    this.entry = -1;
    window.addEventListener("online", () => void (this.key || this.ask()));
    // Submitting the form keeps the current view in the address.
    document.addEventListener("formdata", (event) => {
      if (!(event.target instanceof Element) || !event.target.matches("form.filter")) return;
      const query = new URLSearchParams(location.search);
      for (const key of [...KEYS, "as_of"]) {
        const value = key === "row" ? null : query.get(key);
        if (value) event.formData.set(key, value);
        else event.formData.delete(key);
      }
    });
    root.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLSelectElement && target.form?.matches("form.filter")) this.choose(target.form, target);
    });
    root.addEventListener("submit", (event) => {
      if (!(event.target instanceof HTMLFormElement) || !event.target.matches("form.filter")) return;
      event.preventDefault();
      this.choose(event.target, event.target);
      const fold = event.target.closest("details");
      if (fold) fold.open = false;
      fold?.querySelector("summary")?.focus();
    });
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest(".chips a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.leadTo(new URLSearchParams(new URL(link.href).search), null);
      /** @type {HTMLElement | null} */ (root.querySelector(".filter-fold summary"))?.focus();
    });
  }

  /** After the reader has gone back or forward. */
  arrive() {
    this.field = null;
    void this.ask();
  }

  /** @param {URLSearchParams} question */
  keyOf(question) {
    return `${question} ${this.chart.reference.day}`;
  }

  /** @param {HTMLFormElement} form @param {Element} field */
  choose(form, field) {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.append(name, String(value));
    this.leadTo(query, field);
  }

  /** Makes one history entry per field, however often it changes in a row. @param {URLSearchParams} query @param {Element | null} field */
  leadTo(query, field) {
    // The same question is sent again only if it was not answered.
    if (`${questionOf(query)}` === `${questionOf(new URLSearchParams(location.search))}`) return void (this.key || this.ask());
    // The link may hold an old view; the current one is written instead.
    const { pageHistory } = this.keeper;
    pageHistory.write();
    const now = new URLSearchParams(location.search);
    const day = now.get("as_of");
    if (day) query.set("as_of", day);
    else query.delete("as_of");
    const url = `${location.pathname}${writeAddress({ ...readAddress(now), row: "" }, query)}`;
    // After another gesture, the same field makes a new entry.
    pageHistory.lead(url, field !== null && field === this.field && pageHistory.at === this.entry);
    this.field = field;
    this.entry = pageHistory.at;
    void this.ask();
  }

  /** Applies the filter in the address: at once from the columns, then as the server answers. */
  ask() {
    return this.chart.awaiting(this.answer());
  }

  async answer() {
    const { chart, root } = this;
    const question = questionOf(new URLSearchParams(location.search));
    const key = this.keyOf(question);
    if (key === this.key) return;
    this.key = key;
    const here = admitted(chart.data, question, chart.reference.day);
    if (here !== undefined) this.admit(here);
    const { day, asOf } = chart.reference;
    const query = new URLSearchParams(question);
    if (asOf) query.set("as_of", isoOf(day));
    try {
      const ids = [...question].length ? await matching(`${root.dataset.search}?${query}`) : null;
      if (key !== this.key) return;
      const sure = ids && Uint8Array.from(chart.data.id, (id) => (ids.has(id) ? 1 : 0));
      if (here === undefined || !same(here, sure)) this.admit(sure);
    } catch (error) {
      if (here === undefined && error instanceof Unreachable) return this.unanswered(key);
      // The server rejects the question: the reloaded page says why.
      if (here === undefined) return location.reload();
    }
    this.told(question);
    await this.count(key);
  }

  /** Keeps what is shown; the question is sent again when the server can be reached. @param {string} key */
  unanswered(key) {
    if (key !== this.key) return;
    this.key = "";
    this.root.querySelector(".filter-count")?.replaceChildren(" (not applied: no connection)");
    this.say("The server cannot be reached; the filter is not applied yet.");
  }

  /** @param {Uint8Array | null} through */
  admit(through) {
    if (same(through, this.chart.through)) return;
    this.chart.admit(through);
    this.keeper.placed();
  }

  /** @param {URLSearchParams} question */
  told(question) {
    const some = [...question].length > 0;
    const place = this.root.querySelector(".filter-count");
    const { through, data } = this.chart;
    const count = through ? through.reduce((sum, one) => sum + one, 0) : data.count;
    place?.replaceChildren(...(some ? [` (${figure(count)}`, element("span", "", " shown"), ")"] : []));
    this.root.toggleAttribute("data-filtered", some);
  }

  /** Fetches the form with the server's counts for each choice, and the next dates of what is left. @param {string} key */
  async count(key) {
    const answer = await fetch(`/filter/${location.search}`, { headers: { Accept: "text/html" }, credentials: CREDENTIALS }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (key !== this.key) return;
    const [chips, next] = [document.querySelector(".chips-place"), fresh.querySelector(".chips-place")];
    if (chips && next) chips.replaceWith(next);
    if (next instanceof HTMLElement) this.root.dataset.asked = next.dataset.asked ?? "";
    const [strip, dates] = [document.querySelector(".strip"), fresh.querySelector(".strip")];
    if (strip && dates) strip.replaceWith(dates);
    const [form, counted] = [this.root.querySelector("form.filter"), fresh.querySelector("form.filter")];
    if (form && counted) takeOver(form, counted);
  }
}

/** Copies counts and choices from `fresh` into `form`; the focused field keeps its choices. @param {Element} form @param {Element} fresh */
function takeOver(form, fresh) {
  for (const old of form.querySelectorAll("input[type=hidden]")) old.remove();
  form.prepend(...fresh.querySelectorAll("input[type=hidden]"));
  for (const select of form.querySelectorAll("select")) {
    const next = fresh.querySelector(`select[name="${CSS.escape(select.name)}"]`);
    if (!(next instanceof HTMLSelectElement)) continue;
    // Moving options to another field resets the choice.
    const { value } = next;
    if (select !== document.activeElement) {
      select.replaceChildren(...next.options);
      select.value = value;
    } else for (const option of select.options) option.text = [...next.options].find((one) => one.value === option.value)?.text ?? option.text;
  }
  const [search, sought] = [form.querySelector("input[type=search]"), fresh.querySelector("input[type=search]")];
  if (search instanceof HTMLInputElement && sought instanceof HTMLInputElement && search !== document.activeElement) search.value = sought.value;
}

/** @param {Uint8Array | null} a @param {Uint8Array | null} b @returns {boolean} */
function same(a, b) {
  return a === b || (a !== null && b !== null && a.every((one, t) => one === b[t]));
}
