import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../../../static/js/timeline/time/civil-days.js";
import { readAddress, writeAddress } from "../../../static/js/timeline/state/url-state.js";

const EVERYTHING = {
  view: { start: dayOf(1648, 10, 24), end: dayOf(2100, 2, 28) }, by: /** @type {const} */ ("party"), order: /** @type {const} */ ("name"), closed: ["IRN-RUS", "~"], outside: ["IRN"], shut: ["IRN-RUS"],
  search: "friendship & co", selected: "iran-russia-2001", row: "jcpoa",
};

test("an address gives back the view it was made from", () => {
  const text = writeAddress(EVERYTHING, new URLSearchParams());
  assert.deepEqual(readAddress(new URLSearchParams(text)), EVERYTHING);
});

test("the shortest address is that of the plain page", () => {
  assert.equal(writeAddress({ view: null, by: "pair", order: "", closed: [], outside: [], search: "", shut: [], selected: "", row: "" }, new URLSearchParams()), "");
});

test("parameters of others are left alone", () => {
  const text = writeAddress({ ...EVERYTHING, view: null }, new URLSearchParams("as_of=2021-04-12&q=old"));
  assert.match(text, /as_of=2021-04-12/);
  assert.doesNotMatch(text, /old/);
});

test("the address of a view says the order too, a plain one leaves it to the reader", () => {
  const order = (/** @type {string} */ query) => readAddress(new URLSearchParams(query)).order;
  assert.deepEqual(["", "lanes=party", "from=2000-01-01&to=2001-01-01", "order=name", "order=colour", "from=2000-01-01&to=2001-01-01&order=name"].map(order), ["", "", "next", "name", "", "name"]);
});

test("days are written as dates", () => {
  assert.match(writeAddress(EVERYTHING, new URLSearchParams()), /from=1648-10-24&to=2100-02-28/);
});

test("a narrow view keeps at least a day", () => {
  const view = { start: 100.2, end: 100.4 };
  const back = readAddress(new URLSearchParams(writeAddress({ ...EVERYTHING, view }, new URLSearchParams()))).view;
  assert.deepEqual(back, { start: 100, end: 101 });
});

test("nonsense in an address is taken as absent", () => {
  for (const query of ["from=2021-02-30&to=2022-01-01", "from=2022-01-01&to=2021-01-01", "from=x&to=y", "lanes=colour"]) {
    const address = readAddress(new URLSearchParams(query));
    assert.equal(address.view, null);
    assert.equal(address.by, "pair");
  }
});
