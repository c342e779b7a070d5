import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const top = new URL("../../../static/js/timeline/", import.meta.url);

/** @param {string | undefined} audience of the page */
async function credentialsOf(audience) {
  Object.assign(globalThis, { document: { documentElement: { dataset: { audience } } } });
  try {
    return (await import(`../../../static/js/timeline/transport/cookies.js?${audience}`)).CREDENTIALS;
  } finally {
    Reflect.deleteProperty(globalThis, "document");
  }
}

test("a page that another site frames asks without the reader's cookies", async () => {
  assert.equal(await credentialsOf("public"), "omit");
  assert.equal(await credentialsOf(undefined), "same-origin");
});

test("every request that reads says which cookies go with it by that one rule", () => {
  const scripts = readdirSync(top, { recursive: true }).map(String).filter((name) => name.endsWith(".js"));
  for (const name of scripts) {
    const text = readFileSync(new URL(name, top), "utf8");
    assert.equal(text.includes('credentials: "'), false, name);
    if (/\bfetch\(/.test(text) && !text.includes('method: "POST"')) assert.match(text, /CREDENTIALS/, name);
  }
});
