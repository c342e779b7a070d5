import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fold, searchable } from "../../../static/js/timeline/data/fold.js";

/** @type {{fold: [string, string][], searchable: [string, string][]}} the examples that the server folds, too */
const examples = JSON.parse(readFileSync(new URL("../../folding.json", import.meta.url), "utf8"));

for (const [text, folded] of examples.fold) {
  test(`${JSON.stringify(text)} is folded as by the server`, () => assert.equal(fold(text), folded.normalize("NFKD")));
}

for (const [text, through] of examples.searchable) {
  test(`${JSON.stringify(text)} is looked through as by the server`, () => assert.equal(searchable([text]), through));
}
