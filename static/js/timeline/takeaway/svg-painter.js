/**
 * Writes sheets as SVG: the same scenes, styles and shapes that the canvas painter puts into pixels.
 * Pure: no document here, so that it can be tested without one.
 */

import { FILLS, FRAMES, inOrder, LINES, TEXTS, tokenOf } from "../drawing/painter.js";
import { shapes } from "../drawing/shapes.js";

/** @import {Sheet} from "./sheet-layout.js" */
/** @import {Layer, Scene} from "../types.js" */
/** @import {Theme} from "../drawing/theme.js" */

/**
 * @typedef {object} SvgOptions
 * @property {string} [prefix] of ids, where several sheets come into one document
 * @property {(text: string, font: string) => number} [measure] px; each text then keeps that length also where
 *   the reader's machine has other letters
 * @property {(text: string, style: string) => {href: string, x: number, y: number, w: number, h: number} | null} [drawn]
 *   a picture of a text that the letters at hand cannot write, placed from its beginning on the baseline
 */

/** @param {Sheet} sheet @param {Theme} theme @param {SvgOptions} [options] @returns {string} */
export function svgOf(sheet, theme, options = {}) {
  const writer = new Writer(theme, options);
  const parts = sheet.parts.map((part, position) => writer.part(part, position)).join("");
  const { width, height } = sheet;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}">` +
    `<title>${escaped(sheet.title)}</title><desc>${escaped(sheet.description)}</desc>` +
    `<defs>${[...writer.defs.values()].join("")}</defs>` +
    `<path d="M0 0h${n(width)}v${n(height)}H0z" fill="${writer.colour("tl-ground")}"/>${parts}</svg>`
  );
}

class Writer {
  /** @param {Theme} theme @param {SvgOptions} options */
  constructor(theme, options) {
    this.theme = theme;
    this.options = options;
    this.prefix = options.prefix ?? "";
    /** @type {Map<string, string>} what is used again, by its id */
    this.defs = new Map();
  }

  /** @param {string} name of a token @returns {string} */
  colour(name) {
    return this.theme.colour[name] ?? "#888888";
  }

  /** @param {Sheet["parts"][number]} part @param {number} position @returns {string} */
  part({ scene, x, y }, position) {
    const layers = scene.layers.map((layer) => {
      const clip = `${this.prefix}clip-${position}-${n(layer.top)}`;
      this.defs.set(clip, `<clipPath id="${clip}"><path d="M0 ${n(layer.top)}h${n(scene.width)}V${n(scene.height)}H0z"/></clipPath>`);
      const body = this.layer(layer, scene);
      return body && `<g clip-path="url(#${clip})">${body}</g>`;
    });
    return `<g transform="translate(${n(x)} ${n(y)})">${layers.join("")}</g>`;
  }

  /** @param {Layer} layer @param {Scene} scene @returns {string} */
  layer(layer, scene) {
    return [
      ...inOrder(layer.rects).map(([style, list]) => this.rects(style, list, scene.hatchShift)),
      ...layer.fades.map((fade) => this.fade(fade)),
      ...[...layer.lines].map(([style, list]) => this.lines(style, list)),
      ...[...layer.marks].map(([shape, list]) => marksOf(shape, list, (name) => this.colour(name))),
      this.texts(layer),
    ].join("");
  }

  /** @param {string} style @param {number[]} list @param {number} shift @returns {string} */
  rects(style, list, shift) {
    const [form = "", tone = ""] = style.split("|");
    const d = boxes(list);
    if (form === "outline" || form === "dashed" || form in FRAMES) {
      const wide = form === "selected" || form === "focus" ? 2 : form === "outline" || form === "dashed" ? 1.5 : 1;
      const ground = form === "outline" || form === "dashed" ? `<path d="${d}" fill="${this.colour("tl-outline")}"/>` : "";
      return ground + this.frame(form, tone, list, wide);
    }
    const fill = this.colour(FILLS[form] ?? tokenOf(tone));
    if (form !== "projected" && form !== "hatch") {
      return `<path d="${d}" fill="${fill}"/>${form === "window" ? this.frame("window-edge", "", list, 1) : ""}`;
    }
    const wash = `<path d="${d}" fill="${fill}" fill-opacity="${form === "projected" ? 0.16 : 0.22}"/>`;
    return `${wash}<path d="${d}" fill="url(#${this.hatch(form, fill, tone, shift)})"/><path d="${edges(list)}" fill="${fill}"/>`;
  }

  /** @param {string} form @param {string} tone @param {number[]} list @param {number} wide px @returns {string} */
  frame(form, tone, list, wide) {
    const inner = [];
    for (let i = 0; i < list.length; i += 4) {
      inner.push((list[i] ?? 0) + wide / 2, (list[i + 1] ?? 0) + wide / 2, Math.max(0.5, (list[i + 2] ?? 0) - wide), (list[i + 3] ?? 0) - wide);
    }
    const dash = form === "dashed" ? ' stroke-dasharray="5 3"' : "";
    return `<path d="${boxes(inner)}" fill="none" stroke="${this.colour(FRAMES[form] ?? tokenOf(tone))}" stroke-width="${wide}"${dash}/>`;
  }

  /** @param {string} form @param {string} colour @param {string} tone @param {number} shift px @returns {string} id */
  hatch(form, colour, tone, shift) {
    const id = `${this.prefix}hatch-${form}-${tone}-${n(shift).replace(/\W/g, "_")}`;
    const lean = form === "projected" ? "M-2 2L2-2M0 8L8 0M6 10L10 6" : "M-2 6L2 10M0 0L8 8M6-2L10 2";
    const ink = form === "projected" ? 'stroke-width="1" stroke-opacity="0.38"' : 'stroke-width="1.6" stroke-opacity="0.7"';
    this.defs.set(id, `<pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="translate(${n(shift % 8)} 0)"><path d="${lean}" stroke="${colour}" ${ink}/></pattern>`);
    return id;
  }

  /** @param {Layer["fades"][number]} fade @returns {string} */
  fade({ x, y, w, h, tone, into }) {
    const id = `${this.prefix}fade-${tone}-${into}`;
    const colour = this.colour(tokenOf(tone));
    const [from, to] = into === "right" ? [0, 1] : [1, 0];
    this.defs.set(id, `<linearGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity="${from}"/><stop offset="1" stop-color="${colour}" stop-opacity="${to}"/></linearGradient>`);
    return `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="url(#${id})"/>`;
  }

  /** @param {string} style @param {number[]} list @returns {string} */
  lines(style, list) {
    const [form = "", tone = ""] = style.split("|");
    const look = LINES[form] ?? { colour: tokenOf(tone), width: 2, dash: [2, 3] };
    const half = look.width % 2 ? 0.5 : 0;
    let d = "";
    for (let i = 0; i < list.length; i += 4) {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = list.slice(i, i + 4);
      d += `M${n(Math.round(x0) + half)} ${n(Math.round(y0) + half)}L${n(Math.round(x1) + half)} ${n(Math.round(y1) + half)}`;
    }
    return `<path d="${d}" fill="none" stroke="${this.colour(look.colour)}" stroke-width="${look.width}"${look.dash ? ` stroke-dasharray="${look.dash.join(" ")}"` : ""}/>`;
  }

  /** @param {Layer} layer @returns {string} */
  texts(layer) {
    let written = "";
    for (const { x, y, text, style, halo } of layer.texts) {
      const look = TEXTS[style] ?? { font: "small", colour: "ink" };
      const [weight, size, family] = faceOf(this.theme.font[look.font] ?? "400 12px sans-serif");
      const picture = this.options.drawn?.(text, style);
      if (picture) {
        written += `<image href="${picture.href}" x="${n(x + picture.x)}" y="${n(y + picture.y)}" width="${n(picture.w)}" height="${n(picture.h)}"><title>${escaped(text)}</title></image>`;
        continue;
      }
      const long = this.options.measure && text.length > 1 ? ` textLength="${n(this.options.measure(text, look.font))}" lengthAdjust="spacingAndGlyphs"` : "";
      const words = `x="${n(x)}" y="${n(y)}" font-family="${escaped(family)}" font-size="${size}" font-weight="${weight}"${long}`;
      // Two texts instead of paint-order, which some SVG readers do not support.
      if (halo) written += `<text ${words} fill="none" stroke="${this.colour(look.halo ?? "tl-ground")}" stroke-width="3" stroke-linejoin="round" aria-hidden="true">${escaped(text)}</text>`;
      written += `<text ${words} fill="${this.colour(look.colour)}">${escaped(text)}</text>`;
    }
    return written;
  }
}

/** Stands in for a canvas context and records the shapes of marks as SVG paths. */
class Traced {
  constructor() {
    this.d = "";
    this.out = "";
    this.fillStyle = this.strokeStyle = "#000";
    this.lineWidth = 1;
    this.lineJoin = "miter";
    /** @type {number[]} */
    this.dash = [];
  }

  beginPath() {
    this.d = "";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.d += `M${n(x)} ${n(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.d += `L${n(x)} ${n(y)}`;
  }

  closePath() {
    this.d += "z";
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  rect(x, y, w, h) {
    this.d += boxes([x, y, w, h]);
  }

  /** Two halves, because SVG draws nothing for an arc that ends at its start. @param {number} x @param {number} y @param {number} r @param {number} from @param {number} to */
  arc(x, y, r, from, to) {
    const end = (/** @type {number} */ a) => `${n(x + r * Math.cos(a))} ${n(y + r * Math.sin(a))}`;
    this.d += `${this.d && !this.d.endsWith("z") ? "L" : "M"}${end(from)}A${n(r)} ${n(r)} 0 0 1 ${end((from + to) / 2)}A${n(r)} ${n(r)} 0 0 1 ${end(to)}`;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  stroke() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.join(" ")}"` : "";
    this.out += `<path d="${this.d}" fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}"${dash}/>`;
  }

  fill() {
    this.out += `<path d="${this.d}" fill="${this.fillStyle}"/>`;
  }
}

/** @param {string} shape @param {number[]} list @param {(token: string) => string} colour @returns {string} */
function marksOf(shape, list, colour) {
  const traced = new Traced();
  shapes(/** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (traced)), shape, list, colour);
  return traced.out;
}

/** @param {number[]} list @returns {string} */
function boxes(list) {
  let d = "";
  for (let i = 0; i < list.length; i += 4) {
    const w = n(list[i + 2] ?? 0);
    d += `M${n(list[i] ?? 0)} ${n(list[i + 1] ?? 0)}h${w}v${n(list[i + 3] ?? 0)}h${n(-(list[i + 2] ?? 0))}z`;
  }
  return d;
}

/** @param {number[]} list @returns {string} a line along top and bottom of each */
function edges(list) {
  const thin = [];
  for (let i = 0; i < list.length; i += 4) {
    const [x = 0, y = 0, w = 0, h = 0] = list.slice(i, i + 4);
    thin.push(x, y, w, 1, x, y + h - 1, w, 1);
  }
  return boxes(thin);
}

/** @param {string} font as a canvas wants it @returns {[string, string, string]} weight, size, family */
function faceOf(font) {
  const [weight = "400", size = "12px", ...family] = font.split(" ");
  return [weight, size.replace("px", ""), family.join(" ").replaceAll('"', "'")];
}

/** Rounds to a hundredth of a pixel. @param {number} value @returns {string} */
function n(value) {
  return String(Math.round(value * 100) / 100);
}

/** Escapes the text and removes characters that XML forbids. @param {string} text @returns {string} */
function escaped(text) {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
