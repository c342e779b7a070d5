/**
 * Which letters are folded into which? Written from treaties/models/folding.py by
 * `manage.py write_fold_table`; do not edit.
 */

/** @type {Readonly<Record<string, string>>} letters */
export const LETTERS = {"\u00e6": "ae", "\u0153": "oe", "\u00df": "ss", "\u00fe": "th", "\u014b": "n", "\u0138": "k", "\u0259": "e", "\u025b": "e", "\u0254": "o", "\u0131": "i", "\u0237": "j", "\u0111": "d", "\u00f0": "d", "\u0256": "d", "\u0257": "d", "\u0142": "l", "\u019a": "l", "\u00f8": "o", "\u0127": "h", "\u0167": "t", "\u01ad": "t", "\u0180": "b", "\u0253": "b", "\u0188": "c", "\u023c": "c", "\u0247": "e", "\u0192": "f", "\u01e5": "g", "\u0260": "g", "\u0268": "i", "\u0249": "j", "\u0199": "k", "\u0272": "n", "\u019e": "n", "\u0275": "o", "\u01a5": "p", "\u024d": "r", "\u0289": "u", "\u028b": "v", "\u024f": "y", "\u01b4": "y", "\u01b6": "z", "\u0225": "z", "\u03c2": "\u03c3", "\u0491": "\u0433", "\u0493": "\u0433", "\u0497": "\u0436", "\u0499": "\u0437", "\u049b": "\u043a", "\u04a1": "\u043a", "\u049d": "\u043a", "\u04a3": "\u043d", "\u04ab": "\u0441", "\u04b3": "\u0445", "\u04b7": "\u0447", "\u04b9": "\u0447", "\u04af": "\u0443", "\u04b1": "\u0443", "\u04e9": "\u043e", "\u04d9": "\u0430", "\u064a": "\u06cc", "\u0649": "\u06cc", "\u06d0": "\u06cc", "\u06cd": "\u06cc", "\u06ce": "\u06cc", "\u06d2": "\u06cc", "\u0643": "\u06a9", "\u06aa": "\u06a9", "\u06ac": "\u06af", "\u0629": "\u0647", "\u06c1": "\u0647", "\u06be": "\u0647", "\u06d5": "\u0647", "\u06c3": "\u0647", "\u0671": "\u0627", "\u0672": "\u0627", "\u0673": "\u0627", "\u0675": "\u0627", "\u06c6": "\u0648", "\u06c7": "\u0648", "\u06cb": "\u0648", "\u0621": "", "\u0674": "", "\u0640": ""};

/** @type {string} signs that no reader sees */
export const JOINERS = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069";

/** @type {string} part words */
export const APOSTROPHES = "'`\u00b4\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\uff07\ua78c";

/** @type {string} the zero of each script that writes ten digits in a row */
export const ZEROS = "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0";

/** @type {string} ranges, for a regular expression */
export const ACCENTS = "\\u{300}-\\u{36f}\\u{483}-\\u{489}\\u{591}-\\u{5bd}\\u{5bf}\\u{5c1}\\u{5c2}\\u{5c4}\\u{5c5}\\u{5c7}\\u{610}-\\u{61a}\\u{64b}-\\u{65f}\\u{670}\\u{6d6}-\\u{6dc}\\u{6df}-\\u{6e4}\\u{6e7}\\u{6e8}\\u{6ea}-\\u{6ed}\\u{711}\\u{730}-\\u{74a}\\u{93c}\\u{9bc}\\u{a3c}\\u{abc}\\u{b3c}\\u{1ab0}-\\u{1aff}\\u{1dc0}-\\u{1dff}\\u{20d0}-\\u{20ff}\\u{3099}\\u{309a}\\u{fe00}-\\u{fe0f}\\u{fe20}-\\u{fe2f}\\u{e0100}-\\u{e01ef}";
