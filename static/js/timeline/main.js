/**
 * Starts a timeline in every element `<div class="timeline" data-manifest="…">`, or
 * `data-inline="#…"` if the page itself contains the data. If the data cannot be loaded, it says so and
 * leaves the server's list alone.
 */

import { Chart } from "./chart.js";
import { watchPixels, watchTheme } from "./drawing/theme.js";
import { Announcer } from "./page/announcements.js";
import { AsOf } from "./page/as-of.js";
import { HoverCard, PinnedCard } from "./page/card.js";
import { element } from "./page/element.js";
import { Filter } from "./page/filter.js";
import { hints, Nothing } from "./page/hints.js";
import { Jump } from "./page/jump.js";
import { Legend } from "./page/legend.js";
import { belowWhereNarrow, movedWhereNarrow } from "./page/menu.js";
import { densityOf, Minimap } from "./page/minimap.js";
import { Outline } from "./page/outline.js";
import { SavedViews } from "./page/saved-views.js";
import { Toolbar } from "./page/toolbar.js";
import { AddressKeeper } from "./state/address-keeper.js";
import { bindGestures } from "./state/gestures.js";
import { Intents } from "./state/intents.js";
import { bindKeyboard } from "./state/keyboard.js";
import { readAddress } from "./state/url-state.js";
import { usualOrder } from "./state/usual-order.js";
import { ExportMenu } from "./takeaway/export-menu.js";
import { bindPrint } from "./takeaway/print.js";
import { isoOf, parseIso } from "./time/civil-days.js";
import { load, matching, read, SourceError } from "./transport/source.js";

/** @import {Chronology, Reference, View} from "./types.js" */

/** @param {HTMLElement} root */
async function mount(root) {
  const small = root.classList.contains("timeline-small");
  const { stage, canvas, notice } = stageIn(root, small);
  const now = parseIso(root.dataset.today);
  const asOf = parseIso(root.dataset.asOf);
  root.dataset.state = "loading";
  const card = /** @type {HTMLElement | null} */ (root.querySelector("#card"));
  if (card) card.hidden = !card.childElementCount;
  /** @type {Chronology} */
  let data;
  /** @type {ReadonlySet<number> | null} */
  let among;
  try {
    [data, among] = await Promise.all([dataOf(root), matching(root.dataset.matches ?? "")]);
  } catch (error) {
    const reason = error instanceof SourceError ? error.message : "Part of the server's answer could not be read.";
    return failed(root, stage, notice, reason);
  }
  notice.remove();
  if (!data.count) {
    root.dataset.state = "empty";
    stage.replaceChildren(element("p", "timeline-notice", "No agreement to show here yet."));
    return;
  }
  const day = asOf ?? now ?? data.horizon;
  // The order of the lanes asks for the next date of every agreement.
  if (day < data.since && !small) await data.prepare();
  assemble(root, { stage, canvas }, data, { day, now: now ?? day, asOf: asOf !== null }, small, among);
  root.dataset.state = "ready";
  // Requested after the chart's own frame, so it runs when that one is painted.
  requestAnimationFrame(() => performance.mark("timeline-usable"));
}

/** Manifests named in the page's head, which are requested before the page is complete. @type {Map<string, Promise<Chronology>>} */
const begun = new Map();
for (const link of document.querySelectorAll('link[rel="preload"][as="fetch"]')) {
  const url = link.getAttribute("href") ?? "";
  const coming = load(url);
  // The failure is handled by the caller that awaits it.
  coming.catch(() => undefined);
  begun.set(url, coming);
}

/** @param {HTMLElement} root @returns {Promise<Chronology>} @throws {SourceError} */
async function dataOf(root) {
  const { inline, manifest = "" } = root.dataset;
  if (inline) return read(document.querySelector(inline)?.textContent ?? "");
  const coming = begun.get(manifest);
  begun.delete(manifest);
  return coming ?? load(manifest);
}

/** The initial view, `2016-01-01/2036-12-31`, if the page names one. @param {HTMLElement} root @returns {View | null} */
function viewIn(root) {
  const [start, end] = (root.dataset.view ?? "").split("/").map(parseIso);
  return start != null && end != null && start < end ? { start, end } : null;
}

/** @param {HTMLElement} root @param {boolean} small */
function stageIn(root, small) {
  const stage = element("div", "timeline-stage");
  stage.tabIndex = 0;
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-roledescription", "timeline");
  stage.setAttribute("aria-label", small ? root.dataset.name ?? "Timeline of this agreement" : "Timeline. The list below says the same in words.");
  const canvas = /** @type {HTMLCanvasElement} */ (element("canvas", "timeline-canvas"));
  canvas.setAttribute("aria-hidden", "true");
  const notice = element("p", "timeline-notice", "Loading the timeline…");
  stage.append(canvas, notice);
  const toolbar = root.querySelector(".timeline-toolbar");
  if (toolbar) toolbar.after(stage);
  else root.prepend(stage);
  return { stage, canvas, notice };
}

/** @param {HTMLElement} root @param {HTMLElement} stage @param {HTMLElement} notice @param {string} reason */
function failed(root, stage, notice, reason) {
  root.dataset.state = "failed";
  // An empty canvas would cover the message and its button, and be a tab stop.
  stage.querySelector("canvas")?.remove();
  for (const name of ["tabindex", "role", "aria-label", "aria-roledescription"]) stage.removeAttribute(name);
  notice.textContent = `The timeline could not be drawn. ${reason} ${root.querySelector("#twin") ? "The list below says the same in words." : ""}`;
  notice.setAttribute("role", "alert");
  const again = element("button", "timeline-button", "Try again");
  again.setAttribute("type", "button");
  again.addEventListener("click", () => {
    stage.remove();
    void mount(root);
  });
  notice.append(" ", again);
}

/**
 * @param {HTMLElement} root @param {{stage: HTMLElement, canvas: HTMLCanvasElement}} parts
 * @param {Chronology} data @param {Reference} reference @param {boolean} small @param {ReadonlySet<number> | null} among
 */
function assemble(root, { stage, canvas }, data, reference, small, among) {
  const address = readAddress(small ? new URLSearchParams() : new URLSearchParams(location.search));
  // Without a word in the address, the reader's usual order.
  address.order ||= small ? "name" : usualOrder();
  const wish = small ? {} : { by: address.by, order: address.order, closed: new Set(address.closed), outside: new Set(address.outside), search: address.search, selected: address.selected };
  const bare = small || root.hasAttribute("data-bare");
  const toolbar = new Toolbar(root, { small });
  const view = address.view ?? viewIn(root);
  const chart = new Chart(stage, canvas, data, reference, view ? { ...wish, view } : wish, { small, among });
  const cardHost = /** @type {HTMLElement | null} */ (root.querySelector("#card"));
  const twinHost = /** @type {HTMLElement | null} */ (root.querySelector("#twin"));
  const link = (/** @type {string} */ slug) => withDay(root.dataset.treatyUrl ?? "/treaties/{slug}/", slug, reference.asOf ? isoOf(reference.day) : "");
  const keeper = small ? null : new AddressKeeper(chart);
  const live = element("div", "timeline-live");
  live.setAttribute("aria-live", "polite");
  root.append(live);
  const say = (/** @type {string} */ words) => (live.textContent = words);
  const filter = root.dataset.search && keeper && !bare ? new Filter(root, chart, keeper, say) : null;
  const intents = new Intents(chart, { link, hasCard: cardHost !== null, begin: (name, pause) => keeper?.pageHistory.begin(name, pause), say });
  const hover = new HoverCard(stage);
  const pinned = cardHost && new PinnedCard(cardHost, (slug) => withDay(root.dataset.cardUrl ?? "/treaties/{slug}/card/", slug, root.dataset.asOf), () => intents.unpin(), () => (fromList ? outline?.take() : stage.focus()));
  const outline = twinHost && new Outline(twinHost, {
    focus: (place) => intents.focus(place), pin: (place) => intents.pin(place), open: (place) => intents.open(place), fold: (place, shut) => intents.fold(place, shut), turn: (place) => intents.turn(place), sideways: (part) => intents.sideways(part),
    step: (step) => intents.step(step, "all"),
  }, link, Boolean(root.dataset.wordsUrl));
  // Closing the card returns the focus to where it was.
  let fromList = false;
  root.addEventListener("focusin", ({ target }) => {
    if (target === stage || outline?.hasFocus) fromList = target !== stage;
  });
  const minimap = small ? null : minimapIn(stage, intents);
  const help = small ? null : helpIn(minimap?.canvas ?? stage);
  const legend = help && new Legend(help, chart.theme);
  const asOf = minimap && keeper && !bare ? new AsOf(root, chart, minimap.canvas, keeper.pageHistory, { settled: () => void (filter?.ask(), chart.awaiting(chart.reorder())) }) : null;

  toolbar.bind(intents);
  // The toolbar's commands may need the rows of all agreements, so they are read when it is about to be used.
  for (const kind of ["pointerenter", "focusin"]) toolbar.bar.addEventListener(kind, () => void data.prepare(), { once: true });
  // The day is restored first, because the filter's result depends on it.
  keeper?.arrived.push(() => asOf?.arrive(), () => void chart.awaiting(chart.reorder()), () => filter?.arrive(), () => toolbar.arrive(chart.store.state));
  const jump = small ? null : new Jump(toolbar.bar, intents, say);
  if (jump) movedWhereNarrow([jump.field], () => toolbar.lanes?.parentElement?.after(jump.field));
  const nothing = small ? null : new Nothing(stage, intents);
  if (small) bindPrint(root, chart, null);
  if (!bare) {
    const menus = [new ExportMenu(root, toolbar.bar, chart).menu.box, new SavedViews(toolbar.bar).menu.box];
    bindPrint(root, chart, outline);
    if (help) hints(stage, help);
    if (help) belowWhereNarrow([...toolbar.rare, ...menus], help);
  }
  bindGestures(stage, intents, { small, scale: () => chart.theme.scale });
  bindKeyboard(root, stage, {
    sideways: (part) => intents.sideways(part), step: (step) => intents.step(step), zoom: (factor) => intents.zoomStep(factor), fitAll: () => intents.fitAll(),
    today: () => intents.today(), start: () => intents.toEnd("first"), end: () => intents.toEnd("last"), search: () => toolbar.search?.focus(),
    open: () => intents.open(chart.store.state.focus), pin: () => intents.pin(chart.store.state.focus),
    fold: () => intents.fold(chart.store.state.focus),
    close: () => intents.close(),
  }, { small });

  if (root.dataset.search) askAlong(chart, root.dataset.search);
  let described = "";
  /** @type {Uint8Array | null} */
  let overviewed = null;
  chart.painted.push(() => {
    const state = chart.store.state;
    const key = `${state.search} ${chart.range.start}`;
    if (minimap && (key !== described || chart.only !== overviewed)) {
      overviewed = chart.only;
      described = key;
      minimap.describe(densityOf(data, chart.only, chart.range), chart.range);
    }
    minimap?.paint(state.view, chart.theme, chart.ruler, reference);
    showHover(chart, hover, reference, stage);
    toolbar.show(state, reference);
    jump?.show(chart.layout);
    nothing?.show(chart.layout.items.length, state.search);
    // Touch scrolls the page over a chart that has nothing to scroll.
    stage.classList.toggle("is-all-visible", chart.layout.height <= state.height - 44);
    if (pinned) void pinned.show(data, chart.treatyOf(state.selected), reference);
  });
  chart.settled.push(() => {
    outline?.show(data, chart.layout, chart.visible(), reference, chart.store.state.focus);
    announcer.settle({ heard: root.contains(document.activeElement) || (!small && document.activeElement === document.body), list: outline?.hasFocus ?? false, slider: asOf?.hasFocus ?? false });
  });
  // The card of the focused agreement is shown only while the chart has the focus.
  for (const kind of ["focus", "blur"]) stage.addEventListener(kind, () => chart.frame.request());
  new ResizeObserver(() => chart.measure()).observe(stage);
  watchTheme(() => {
    chart.dress();
    legend?.paint(chart.theme);
  });
  watchPixels(() => chart.frame.request());
  keeper?.restore(address);
  keeper?.follow();
  const announcer = new Announcer(chart, say, () => jump?.arrived() ?? "");
  chart.frame.request();
  window.setTimeout(() => outline?.show(data, chart.layout, chart.visible(), reference, -1), 60);
  // Delayed, because definitions are not needed before the chart is drawn.
  if (outline) window.setTimeout(() => void define(outline.list, root.dataset.wordsUrl), 400);
}

/** @param {HTMLElement} list @param {string} [url] */
async function define(list, url) {
  if (!url) return;
  const { Definitions } = await import("./page/definitions.js");
  new Definitions(list, url);
}

/** Also searches on the server, which knows full titles and tolerates misspellings. @param {Chart} chart @param {string} url */
function askAlong(chart, url) {
  let asked = "";
  const ask = async (/** @type {string} */ query) => {
    asked = query;
    if (!query || chart.found.has(query)) return;
    // Without an answer the page's own result is kept.
    const ids = await matching(`${url}?${new URLSearchParams({ search: query })}`).catch(() => null);
    if (ids && asked === query) chart.learn(query, ids);
  };
  chart.store.subscribe((state) => void (state.search !== asked && chart.awaiting(ask(state.search))));
  void chart.awaiting(ask(chart.store.state.search));
}

/** @param {Chart} chart @param {HoverCard} hover @param {Reference} reference @param {HTMLElement} stage */
function showHover(chart, hover, reference, stage) {
  const { hover: over, hoverMark, focus, width } = chart.store.state;
  const item = over >= 0 ? over : stage.matches(":focus-visible") ? focus : -1;
  const treaty = chart.layout.items[item];
  if (treaty === undefined) return void hover.hide();
  const { scale } = chart.theme;
  const box = chart.boxOf(item);
  const x = hoverMark >= 0 ? chart.xOfDay(chart.data.marks.day[hoverMark] ?? 0) : over >= 0 ? chart.pointerX : Math.max(30, box.x0);
  hover.show(chart.data, treaty, hoverMark, reference, { x: Math.min(width - 60, x) * scale, top: box.top * scale, bottom: box.bottom * scale });
}

/** @param {HTMLElement} stage @param {Intents} intents */
function minimapIn(stage, intents) {
  const canvas = /** @type {HTMLCanvasElement} */ (element("canvas", "timeline-minimap"));
  canvas.setAttribute("aria-hidden", "true");
  stage.after(canvas);
  return new Minimap(canvas, { grasp: () => intents.begin(), brush: (view) => void intents.chart.store.update({ view }) });
}

/** @param {Element} after @returns {HTMLElement} */
function helpIn(after) {
  const help = element("div", "timeline-helps");
  after.after(help);
  return help;
}

/** @param {string} pattern @param {string} slug @param {string} [day] ISO, other than today @returns {string} */
function withDay(pattern, slug, day) {
  const url = pattern.replace("{slug}", encodeURIComponent(slug));
  return day ? `${url}${url.includes("?") ? "&" : "?"}as_of=${day}` : url;
}

/** Starts all timelines of the page. */
function mountAll() {
  for (const root of document.querySelectorAll(".timeline:is([data-manifest], [data-inline])")) void mount(/** @type {HTMLElement} */ (root));
}

// The script may run before the document is parsed.
if (document.readyState === "loading") document.addEventListener("readystatechange", mountAll, { once: true });
else mountAll();
