import assert from "node:assert/strict";
import { test } from "node:test";
import { closedIn, Store, withClosed } from "../../../static/js/timeline/state/store.js";

const initial = {
  view: { start: 0, end: 100 }, top: 0, by: /** @type {const} */ ("pair"), order: /** @type {const} */ ("name"), closed: new Set(/** @type {string[]} */ ([])), outside: new Set(/** @type {string[]} */ ([])), search: "", selected: "", focus: -1, hover: -1, hoverMark: -1, width: 800, height: 400,
};
const make = () => new Store(initial, () => ({ limits: { min: -1000, max: 1000, minSpan: 1 }, content: 600, head: 40 }));

test("whoever writes, the state is within its bounds", () => {
  const store = make();
  store.update({ view: { start: 5000, end: 6000 }, top: 1e9 });
  assert.deepEqual(store.state.view, { start: 0, end: 1000 });
  assert.equal(store.state.top, 240);
});

test("nobody is told of a change that is none", () => {
  const store = make();
  let told = 0;
  store.subscribe(() => told++);
  assert.equal(store.update({ view: { start: 0, end: 100 }, top: -5 }), false);
  assert.equal(told, 0);
  assert.equal(store.update({ top: 10 }), true);
  assert.equal(told, 1);
});

test("what is sought is seen in whatever lane, and what was closed is closed again when it no longer is", () => {
  const store = make();
  const lanes = () => [...closedIn(store.state)];
  store.update({ closed: new Set(["a", "b"]) });
  store.update({ search: "x" });
  assert.deepEqual(lanes(), []);
  store.update(withClosed(store.state, new Set(["b"])));
  assert.deepEqual(lanes(), ["b"], "closed while it is sought");
  store.update({ search: "xy" });
  assert.deepEqual(lanes(), [], "for something else all are open again");
  store.update({ search: "" });
  assert.deepEqual(lanes(), ["a", "b"]);
});
