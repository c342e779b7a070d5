import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const sheet = readFileSync(new URL("../../../static/css/tokens.css", import.meta.url), "utf8");

/** @param {string} token @returns {string[]} its colour in each of the themes, in the order of the sheet */
function coloursOf(token) {
  return [...sheet.matchAll(new RegExp(`--${token}: (#[0-9a-f]{6});`, "g"))].map(([, colour]) => colour ?? "");
}

/** @param {string} colour @returns {number} relative luminance, WCAG 2.2 */
function luminance(colour) {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} one @param {string} other @returns {number} */
function contrast(one, other) {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test("the density of the overview stands out from record and projection, around the brush and within it, light and dark", () => {
  for (const [token, grounds] of /** @type {[string, string[]][]} */ ([["tl-density", ["surface-sunken", "tl-future"]], ["status-in-force", ["surface", "tl-future"]]])) {
    const density = coloursOf(token);
    assert.ok(density.length >= 2);
    for (const ground of grounds) {
      const below = coloursOf(ground);
      assert.equal(below.length, density.length);
      density.forEach((colour, theme) => assert.ok(contrast(colour, below[theme] ?? "") >= 3, `${colour} on ${below[theme]}`));
    }
  }
});
