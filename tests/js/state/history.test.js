/** Which steps can the reader go back? Tested with a simulated history and clock. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { PageHistory } from "../../../static/js/timeline/state/history.js";

/** A page with one number to show, its history, and a clock that the test advances. */
function page() {
  let now = 0;
  let shown = 0;
  /** @type {{due: number, task: () => void, id: number}[]} */
  let timers = [];
  let at = 0;
  let ids = 0;
  /** @type {{url: string, state: unknown}[]} */
  const entries = [{ url: "/?at=0", state: null }];
  const entry = () => /** @type {{url: string, state: unknown}} */ (entries[at]);
  const history = {
    get state() {
      return entry().state;
    },
    /** @param {unknown} state @param {string} _ @param {string | URL | null} [url] */
    pushState(state, _, url) {
      entries.splice(at + 1, Infinity, { state, url: String(url) });
      at += 1;
    },
    /** @param {unknown} state @param {string} _ @param {string | URL | null} [url] */
    replaceState(state, _, url) {
      entries[at] = { state, url: String(url) };
    },
  };
  const pageHistory = new PageHistory({
    place: () => shown,
    url: (place) => `/?at=${place}`,
    here: () => entry().url,
    history,
    now: () => now,
    later: (task, ms) => timers.push({ due: now + ms, task, id: ++ids }) && ids,
    cancel: (id) => void (timers = timers.filter((timer) => timer.id !== id)),
  });
  return {
    pageHistory,
    history,
    urls: () => entries.map(({ url }) => url),
    here: () => entry().url,
    /** @param {number} place */
    show(place) {
      shown = place;
      pageHistory.changed();
    },
    /** @param {number} ms */
    wait(ms) {
      now += ms;
      const due = timers.filter((timer) => timer.due <= now);
      timers = timers.filter((timer) => timer.due > now);
      for (const { task } of due) task();
    },
    /** @param {number} steps */
    go(steps) {
      at += steps;
      const known = pageHistory.arrive();
      shown = known ?? Number(entry().url.slice(5));
      pageHistory.changed();
      return known;
    },
    shown: () => shown,
  };
}

test("a gesture is one entry, made with its first change, and its end is what the entry says", () => {
  const { pageHistory, show, wait, urls } = page();
  pageHistory.begin();
  show(1);
  assert.deepEqual(urls(), ["/?at=0", "/?at=1"]);
  show(2);
  show(3);
  wait(400);
  assert.deepEqual(urls(), ["/?at=0", "/?at=3"]);
});

test("two gestures are two entries, however soon the second comes", () => {
  const { pageHistory, show, wait, urls } = page();
  pageHistory.begin();
  show(1);
  show(2);
  pageHistory.begin();
  show(3);
  wait(400);
  assert.deepEqual(urls(), ["/?at=0", "/?at=2", "/?at=3"]);
});

test("a burst is one entry until it pauses or something else is done", () => {
  const { pageHistory, show, wait, urls } = page();
  for (const place of [1, 2, 3]) {
    pageHistory.begin("wheel");
    show(place);
    wait(100);
  }
  pageHistory.begin("zoom");
  show(4);
  wait(800);
  pageHistory.begin("zoom");
  show(5);
  wait(400);
  assert.deepEqual(urls(), ["/?at=0", "/?at=3", "/?at=4", "/?at=5"]);
});

test("what is typed slowly is one entry", () => {
  const { pageHistory, show, wait, urls } = page();
  for (const place of [1, 2, 3]) {
    pageHistory.begin("search", Infinity);
    show(place);
    wait(5000);
  }
  assert.deepEqual(urls(), ["/?at=0", "/?at=3"]);
});

test("what changes by itself, or long after a gesture that changed nothing, mends the entry one is at", () => {
  const { pageHistory, show, wait, urls } = page();
  show(1);
  wait(400);
  pageHistory.begin();
  wait(1000);
  show(2);
  wait(400);
  assert.deepEqual(urls(), ["/?at=2"]);
});

test("going back at once loses neither the entry gone back to nor the way forward", () => {
  const { pageHistory, show, wait, urls, go, here, shown } = page();
  pageHistory.begin();
  show(1);
  show(2);
  wait(10);
  go(-1);
  assert.equal(shown(), 0);
  wait(1000);
  assert.deepEqual(urls(), ["/?at=0", "/?at=1"]);
  assert.equal(go(1), 2, "the view at which it was left, of which the address had not been written");
  wait(400);
  assert.equal(here(), "/?at=2");
});

test("an entry that was left by going on is known as exactly as one that was left by going back", () => {
  const { pageHistory, show, wait, go } = page();
  pageHistory.begin();
  show(1.25);
  wait(1000);
  pageHistory.begin();
  show(2);
  assert.equal(go(-1), 1.25);
});

test("a new gesture after going back forgets what lay ahead", () => {
  const { pageHistory, show, wait, urls, go, shown } = page();
  for (const place of [1, 2]) {
    pageHistory.begin();
    show(place);
    wait(400);
  }
  go(-1);
  pageHistory.begin();
  show(7);
  wait(400);
  assert.deepEqual(urls(), ["/?at=0", "/?at=1", "/?at=7"]);
  go(-1);
  assert.equal(shown(), 1);
  go(1);
  assert.equal(shown(), 7);
});

test("an entry that another made, as by a link within the page, is shown as its address says", () => {
  const { pageHistory, show, wait, history, go } = page();
  pageHistory.begin();
  show(5);
  wait(400);
  history.pushState(null, "", "/?at=9");
  assert.equal(go(0), null);
  assert.equal(go(-1), 5);
});

test("another part of the page leads to entries of its own", () => {
  const { pageHistory, show, wait, urls, go } = page();
  pageHistory.begin();
  show(1);
  pageHistory.write();
  pageHistory.lead("/?at=1&party=IRN");
  pageHistory.lead("/?at=1&party=RUS", true);
  assert.deepEqual(urls(), ["/?at=0", "/?at=1", "/?at=1&party=RUS"]);
  wait(400);
  go(-1);
  assert.equal(urls().length, 3);
});

test("a link within the page changes nothing of what is shown, also of what no address says yet", () => {
  const { pageHistory, show, wait, history, go } = page();
  pageHistory.begin();
  show(5);
  wait(400);
  show(6);
  history.pushState(null, "", "/?at=5#words");
  assert.equal(go(0), 6);
});
