/**
 * The menu "Export": the whole filtered timeline as SVG, PNG or PDF, the address of the view, and, where
 * the site allows it, the code that embeds it in another page.
 */

import { TEXTS } from "../drawing/painter.js";
import { element } from "../page/element.js";
import { Menu, menuItem } from "../page/menu.js";
import { fileName, foreignWords, lettersForPaper, longSheet, pageSheets, paperTheme, pngOf, wholeOf } from "./sheets.js";
import { svgOf } from "./svg-painter.js";

/** @import {Chart} from "../chart.js" */

/** @type {[string, string][]} what, name */
const FILES = [["svg", "Scalable picture (SVG)"], ["png", "Picture (PNG)"], ["A3", "Pages, A3 (PDF)"], ["A4", "Pages, A4 (PDF)"]];

export class ExportMenu {
  /** @param {HTMLElement} root @param {HTMLElement} bar @param {Chart} chart */
  constructor(root, bar, chart) {
    this.root = root;
    this.chart = chart;
    this.busy = false;
    this.menu = new Menu(bar, "Export");
    for (const [what, name] of FILES) if (what.length === 3 || root.dataset.pdfUrl) this.menu.add(menuItem(name, () => void this.attempt(what)));
    this.menu.add(element("hr"), menuItem("Copy the link to this view", () => void this.menu.copy(location.href, "The link is copied.")));
    if (root.dataset.embedUrl) this.menu.add(menuItem("Copy the code to embed it", () => void this.menu.copy(this.embedCode(), "The code is copied.")));
  }

  /** Runs one export at a time and reports any error. @param {string} what */
  async attempt(what) {
    if (this.busy) return;
    this.busy = true;
    this.menu.tell("One moment …");
    try {
      await this.take(what);
    } catch (error) {
      this.menu.tell(error instanceof RangeError ? error.message : "That did not work. Try again, or narrow the filter.");
    }
    this.busy = false;
  }

  /** @param {string} what */
  async take(what) {
    const { chart } = this;
    // Lets the browser paint the words "One moment" first.
    await new Promise((done) => setTimeout(done, 30));
    await lettersForPaper();
    const whole = wholeOf(chart, this.root.dataset.asked ?? "", paperTheme(chart.stage));
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
    this.menu.tell(`${name} is in your downloads. ${whole.words.left}`);
  }

  /** The server combines the pages into one file. @param {string} paper @param {string[]} pages @returns {Promise<Blob>} */
  async bound(paper, pages) {
    const away = () => {
      throw new RangeError("The server, which makes the PDF, cannot be reached. Export as SVG, or try again later.");
    };
    // Fetched now and not part of the page: signing in or out in another tab changes it.
    const { token } = await fetch(this.root.dataset.tokenUrl ?? "").then((answer) => answer.json()).catch(away);
    const asked = { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify({ paper, pages }) };
    const answer = await fetch(this.root.dataset.pdfUrl ?? "", asked).catch(away);
    // A closed register leads whoever is not signed in to the page for signing in.
    if (answer.redirected) throw new RangeError("You are no longer signed in. Reload this page, sign in and try again.");
    if (!answer.ok) throw new RangeError(answer.headers.get("content-type")?.startsWith("text/plain") ? await answer.text() : `The server answered ${answer.status}.`);
    return answer.blob();
  }

  /** @returns {string} */
  embedCode() {
    const url = new URL(this.root.dataset.embedUrl ?? "/embed/", location.href);
    url.search = location.search;
    return `<iframe src="${url.href.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}" title="Timeline of agreements" width="100%" height="600" loading="lazy"></iframe>`;
  }
}
