import assert from "node:assert/strict";
import { test } from "node:test";
import { readViews, withView } from "../../../static/js/timeline/page/saved-views.js";

const named = (/** @type {string} */ name) => ({ name, query: `?q=${name}` });
const fifty = Array.from({ length: 50 }, (_, at) => named(`A${at}`));

test("one view more than are kept is refused, not dropped", () => {
  assert.equal(withView(fifty, named("Zebra")), null);
  assert.equal(withView(fifty.slice(1), named("Zebra"))?.length, 50);
});

test("the same name again takes the place of the view, also where no more are kept", () => {
  const views = withView(fifty, { name: "A7", query: "?q=new" });
  assert.equal(views?.length, 50);
  assert.deepEqual(views?.find(({ name }) => name === "A7"), { name: "A7", query: "?q=new" });
});

test("what was kept and cannot be read is no view", () => {
  assert.deepEqual(readViews("{"), []);
  assert.deepEqual(readViews('[{"name":"a","query":"https://example.org/"},{"name":"b","query":"?q=b"}]'), [{ name: "b", query: "?q=b" }]);
});
