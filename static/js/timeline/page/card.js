/**
 * What is this bar? A small card beside the pointer or the focus, made from the page's data; and the
 * pinned card, a partial rendered by the server.
 */

import { markName } from "../data/answers.js";
import { distanceInWords, longDate } from "../time/civil-days.js";
import { CREDENTIALS } from "../transport/cookies.js";
import { element } from "./element.js";
import { factsOf, subtitleOf } from "./outline.js";

/** @import {Chronology, Reference} from "../types.js" */

const GAP = 10;

export class HoverCard {
  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.stage = stage;
    this.box = element("div", "timeline-hover");
    this.box.hidden = true;
    // Hidden from screen readers, because the list says the same.
    this.box.setAttribute("aria-hidden", "true");
    stage.append(this.box);
    this.key = "";
  }

  /**
   * @param {Chronology} data @param {number} treaty @param {number} mark row or -1
   * @param {Reference} reference @param {{x: number, top: number, bottom: number}} place px
   */
  show(data, treaty, mark, reference, place) {
    const key = `${treaty} ${mark} ${reference.day}`;
    if (key !== this.key) {
      this.key = key;
      const parts = [element("strong", "timeline-hover-title", data.strings.at(data.title[treaty] ?? 0)), element("span", "timeline-hover-parties", subtitleOf(data, treaty))];
      if (mark >= 0) {
        const day = data.marks.day[mark] ?? 0;
        const latest = data.marks.latest[mark] ?? 0;
        const until = latest > day ? ` to ${longDate(latest)}` : "";
        parts.push(element("span", "timeline-hover-mark", `${markName(data, treaty, mark)}: ${longDate(day)}${until} (${distanceInWords(day, reference.day)})`));
      }
      this.box.replaceChildren(...parts, ...factsOf(data, treaty, reference));
    }
    this.box.hidden = false;
    const [width, height] = [this.stage.clientWidth, this.stage.clientHeight];
    const left = Math.max(6, Math.min(width - this.box.offsetWidth - 6, place.x - 24));
    const top = topOf(this.box.offsetHeight, place, { height, window: window.innerHeight, at: this.stage.getBoundingClientRect().top });
    this.box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  /** @returns {boolean} whether it was there */
  hide() {
    const was = !this.box.hidden;
    this.box.hidden = true;
    return was;
  }
}

/**
 * Below its bar or above it, where the chart has visible room; without room, as with a single lane, over
 * what is below the chart or above it.
 * @param {number} tall px @param {{top: number, bottom: number}} bar px of the chart
 * @param {{height: number, window: number, at: number}} chart px: how tall, how tall the window is, and where in it the chart begins
 * @returns {number} px of the chart
 */
export function topOf(tall, bar, chart) {
  const [below, above] = [bar.bottom + GAP, bar.top - GAP - tall];
  const end = chart.window - chart.at - 4;
  if (below + tall < Math.min(chart.height - 4, end)) return below;
  if (above > Math.max(0, -chart.at)) return above;
  return below + tall < end || above < -chart.at ? below : above;
}

export class PinnedCard {
  /**
   * @param {HTMLElement} host
   * @param {(slug: string) => string} address of the server's partial
   * @param {() => void} close
   * @param {() => void} leave the card goes while the focus is in it
   */
  constructor(host, address, close, leave) {
    this.host = host;
    this.address = address;
    this.close = close;
    this.leave = leave;
    /** key of what it shows: the agreement and the day */
    this.shown = "";
    /** @type {AbortController | null} */
    this.asking = null;
  }

  /**
   * @param {Chronology} data @param {number} treaty -1 closes @param {Reference} reference
   * @param {() => void} [arrived]
   */
  async show(data, treaty, reference, arrived) {
    const slug = treaty < 0 ? "" : data.strings.at(data.slug[treaty] ?? 0) ?? "";
    const address = slug && this.address(slug);
    if (address === this.shown) return;
    this.shown = address;
    this.asking?.abort();
    const inside = this.host.contains(document.activeElement);
    this.host.hidden = !slug;
    this.host.replaceChildren();
    if (!slug) return void (inside && this.leave());
    const asking = (this.asking = new AbortController());
    this.host.setAttribute("aria-busy", "true");
    this.fill(fallback(data, treaty, reference));
    if (inside) this.host.querySelector("button")?.focus();
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { "HX-Request": "true" }, credentials: CREDENTIALS });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (this.shown !== address) return;
      this.fill([...page.body.childNodes]);
      const { htmx } = /** @type {{htmx?: {process: (element: Element) => void}}} */ (/** @type {unknown} */ (window));
      htmx?.process(this.host);
      arrived?.();
    } catch (error) {
      if (asking.signal.aborted) return;
      this.fill([...fallback(data, treaty, reference), element("p", "card-error", "More could not be loaded. Open the agreement's page instead.")]);
    } finally {
      if (this.shown === address) this.host.removeAttribute("aria-busy");
    }
  }

  /** @param {Node[]} content */
  fill(content) {
    const close = element("button", "card-close", "×");
    close.setAttribute("type", "button");
    close.setAttribute("aria-label", "Close details");
    close.addEventListener("click", this.close);
    const held = this.host.contains(document.activeElement);
    this.host.replaceChildren(close, ...content);
    if (held) close.focus();
  }
}

/** The card made from the page's data when the server does not answer. @param {Chronology} data @param {number} treaty @param {Reference} reference @returns {HTMLElement[]} */
function fallback(data, treaty, reference) {
  const facts = element("p", "card-facts");
  facts.append(...factsOf(data, treaty, reference));
  return [element("h2", "card-title", data.strings.at(data.title[treaty] ?? 0)), element("p", "card-parties", subtitleOf(data, treaty)), facts];
}
