import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut, COMPACT } from "../../../static/js/timeline/layout/lanes.js";
import { detailsId } from "../../../static/js/timeline/page/outline.js";
import { aChronology } from "../build.js";

test("the same agreement in two lanes of names in another script has two ids", () => {
  const data = aChronology([{ slug: "a", parties: [0, 1] }]);
  for (const [party, name] of [[0, "ایران"], [1, "Россия"]]) Object.assign(data.partyInfo[Number(party)] ?? {}, { short: name, name });
  const layout = layOut(data, { by: "party", day: 20000, only: null, closed: new Set(), metrics: COMPACT, heads: true });
  const ids = layout.lanes.map((lane) => detailsId("a", lane.key));
  assert.equal(layout.lanes.length, 2);
  assert.equal(new Set(ids).size, 2);
});

test("an id never holds a blank, which would make it two", () => {
  assert.ok(!/\s/.test(detailsId("a", "дружба и мир")));
});
