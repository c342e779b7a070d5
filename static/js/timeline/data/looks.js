/**
 * How does each status and each kind of mark look? Form and shape carry the meaning, the tone only
 * repeats it. Pure data; the colours are CSS custom properties.
 */

/**
 * @typedef {"solid" | "outline" | "hatch" | "tail" | "dotted" | "none"} Form
 * @typedef {"in-force" | "signed" | "provisional" | "notice" | "suspended" | "ended" | "unknown"} Tone
 * @typedef {{form: Form, tone: Tone, word: string}} Look
 */

export const TONES = /** @type {const} */ (["in-force", "signed", "provisional", "notice", "suspended", "ended", "unknown"]);

/** @type {Look[]} */
export const LOOKS = [
  { form: "none", tone: "ended", word: "ended" },
  { form: "solid", tone: "in-force", word: "in force" },
  { form: "outline", tone: "signed", word: "signed, not in force" },
  { form: "dotted", tone: "signed", word: "in preparation" },
  { form: "hatch", tone: "provisional", word: "provisionally applied" },
  { form: "hatch", tone: "notice", word: "notice given" },
  { form: "outline", tone: "suspended", word: "suspended" },
  { form: "tail", tone: "ended", word: "residual effects" },
  { form: "dotted", tone: "ended", word: "presumed superseded" },
  { form: "dotted", tone: "unknown", word: "unknown" },
];

/** Codes of treaties.law.values.vocabulary: Status and PartyStatus. @type {Record<string, number>} */
const LOOK_OF_STATUS = {
  in_negotiation: 3,
  adopted: 3,
  signed: 2,
  signatory: 2,
  contracting: 2,
  provisionally_applied: 4,
  provisional: 4,
  in_force: 1,
  party: 1,
  window_open: 1,
  next_period_certain: 1,
  notice_given: 5,
  suspended: 6,
  residual_effects: 7,
  superseded_presumed: 8,
  unknown: 9,
  expired: 0,
  terminated: 0,
  lapsed: 0,
  superseded: 0,
  never_in_force: 0,
  former: 0,
};

/** @param {string} status code @returns {number} position in LOOKS */
export function lookOfStatus(status) {
  return LOOK_OF_STATUS[status] ?? 9;
}

/** @param {string} status code @returns {Tone} */
export function toneOfStatus(status) {
  return /** @type {Look} */ (LOOKS[lookOfStatus(status)]).tone;
}

/**
 * @typedef {object} MarkLook
 * @property {string} code
 * @property {string} name used in the legend and for a mark without a label
 * @property {string} shape
 * @property {number} size px, half the width
 * @property {"bar" | "doings"} line drawn on the bar, or on the line of acts and events
 * @property {number} weight where two would touch, the heavier one is drawn
 */

/** @type {MarkLook[]} */
export const MARKS = [
  { code: "event", name: "Event", shape: "dot", size: 3.5, line: "doings", weight: 1 },
  { code: "action", name: "Action", shape: "square", size: 3.5, line: "doings", weight: 2 },
  { code: "signature", name: "Signature", shape: "diamond-hollow", size: 6.5, line: "bar", weight: 8 },
  { code: "entry_into_force", name: "Entry into force", shape: "triangle", size: 6.5, line: "bar", weight: 9 },
  { code: "renewal", name: "Renewal", shape: "renewal", size: 6.5, line: "bar", weight: 5 },
  { code: "last_notice", name: "Last day to give notice", shape: "notice", size: 6, line: "bar", weight: 6 },
  { code: "expiry", name: "Expiry", shape: "square-hollow", size: 5, line: "bar", weight: 7 },
  { code: "end", name: "End", shape: "square", size: 5, line: "bar", weight: 10 },
  { code: "milestone_done", name: "Step done", shape: "diamond", size: 5, line: "doings", weight: 4 },
  { code: "milestone_planned", name: "Step planned", shape: "diamond-open", size: 5, line: "doings", weight: 5 },
  { code: "survival_end", name: "End of residual effects", shape: "square-hollow", size: 4, line: "bar", weight: 4 },
  { code: "review", name: "Review", shape: "ring", size: 5, line: "bar", weight: 3 },
];

const MARK_OF_CODE = new Map(MARKS.map((mark, position) => [mark.code, position]));

/** @param {string} code @returns {number} position in MARKS; an unknown kind is an event */
export function markOfKind(code) {
  return MARK_OF_CODE.get(code) ?? 0;
}
