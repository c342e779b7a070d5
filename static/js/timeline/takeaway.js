/**
 * The menu "Take away": the whole filtered timeline as SVG, PNG or PDF, the address of the view, and,
 * where the site allows it, the code that shows it in another page.
 */

import { element } from "./outline.js";
import { TEXTS } from "./painter.js";
import { svgOf } from "./svg-painter.js";
import { fileName, foreignWords, longSheet, pageSheets, pngOf, wholeOf } from "./whole.js";

/** @import {Chart} from "./chart.js" */

/** @type {[string, string][]} what, name */
const FILES = [["svg", "Picture that scales (SVG)"], ["png", "Picture (PNG)"], ["A3", "Pages, A3 (PDF)"], ["A4", "Pages, A4 (PDF)"]];

export class TakeAway {
  /** @param {HTMLElement} root @param {HTMLElement} bar @param {Chart} chart */
  constructor(root, bar, chart) {
    this.root = root;
    this.chart = chart;
    this.busy = false;
    this.menu = /** @type {HTMLDetailsElement} */ (element("details", "timeline-menu"));
    const summary = element("summary", "timeline-button", "Take away");
    const list = element("div", "timeline-menu-list");
    for (const [what, name] of FILES) if (what.length === 3 || root.dataset.pdfUrl) list.append(this.entry(name, () => this.take(what)));
    list.append(element("hr"), this.entry("Copy the link to this view", () => this.copy(location.href, "The link is copied.")));
    if (root.dataset.embedUrl) list.append(this.entry("Copy the code to embed it", () => this.copy(this.embedCode(), "The code is copied.")));
    this.status = element("p", "timeline-menu-status");
    this.status.setAttribute("role", "status");
    list.append(this.status);
    this.menu.append(summary, list);
    bar.append(this.menu);
    this.menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.menu.open) return;
      event.stopPropagation();
      this.menu.open = false;
      summary.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !this.menu.contains(event.target)) this.menu.open = false;
    });
    this.menu.addEventListener("toggle", () => this.menu.open || this.tell(""));
  }

  /** @param {string} name @param {() => Promise<void>} act @returns {HTMLElement} */
  entry(name, act) {
    const button = /** @type {HTMLButtonElement} */ (element("button", "timeline-menu-entry", name));
    button.type = "button";
    button.addEventListener("click", async () => {
      if (this.busy) return;
      this.busy = true;
      this.tell("One moment …");
      try {
        await act();
      } catch (error) {
        this.tell(error instanceof RangeError ? error.message : "That did not work. Try again, or narrow the filter.");
      }
      this.busy = false;
    });
    return button;
  }

  /** @param {string} words */
  tell(words) {
    this.status.textContent = words;
  }

  /** @param {string} what */
  async take(what) {
    const { chart } = this;
    // Lets the words "One moment" reach the screen first.
    await new Promise((done) => setTimeout(done, 30));
    const whole = await wholeOf(chart, this.root.dataset.asked ?? "");
    const { theme, ruler } = whole;
    const type = what === "svg" ? "image/svg+xml" : what === "png" ? "image/png" : "application/pdf";
    let file;
    if (what === "svg") file = new Blob([svgOf(longSheet(whole, chart), theme, { measure: (text, font) => ruler.measure(text, font) })], { type });
    else if (what === "png") file = await pngOf(longSheet(whole, chart), theme);
    else {
      const drawn = foreignWords(theme, (style) => TEXTS[style] ?? { font: "small", colour: "ink" });
      file = await this.bound(what, pageSheets(whole, chart, what).map((sheet) => svgOf(sheet, theme, { drawn })));
    }
    const name = fileName(chart, what.length === 2 ? "pdf" : what);
    const link = /** @type {HTMLAnchorElement} */ (element("a"));
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.tell(`${name} is in your downloads. ${whole.words.left}`);
  }

  /** The server binds the pages to one file. @param {string} paper @param {string[]} pages @returns {Promise<Blob>} */
  async bound(paper, pages) {
    const token = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=csrfmiddlewaretoken]"))?.value ?? "";
    const answer = await fetch(this.root.dataset.pdfUrl ?? "", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ paper, pages }),
    });
    if (!answer.ok) throw new RangeError(answer.headers.get("content-type")?.startsWith("text/plain") ? await answer.text() : `The server answered ${answer.status}.`);
    return answer.blob();
  }

  /** @param {string} words @param {string} done */
  async copy(words, done) {
    try {
      await navigator.clipboard.writeText(words);
      this.tell(done);
    } catch {
      // Without a secure connection the page may not write there; then it is shown, to be copied by hand.
      this.tell(words);
    }
  }

  /** @returns {string} */
  embedCode() {
    const url = new URL(this.root.dataset.embedUrl ?? "/embed/", location.href);
    url.search = location.search;
    return `<iframe src="${url.href.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}" title="Timeline of agreements" width="100%" height="600" loading="lazy"></iframe>`;
  }
}
