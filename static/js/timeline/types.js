/**
 * The types shared by the modules of the timeline. No code here.
 *
 * @typedef {{start: number, end: number}} View days, half-open, fractions allowed
 * @typedef {{min: number, max: number, minSpan: number}} Limits days
 *
 * @typedef {{code: string, name: string, short: string, kind: string, also?: string[]}} PartyInfo `also`: other names, for searching
 * @typedef {{code: string, name: string}} SubjectInfo
 * @typedef {{code: string, label: string}} StatusInfo
 * @typedef {{code: string, label: string, decide: boolean}} DateInfo
 * @typedef {{key: string, version: string, url: string, packed?: string, count: number}} SegmentInfo
 *
 * @typedef {object} Manifest
 * @property {number} format
 * @property {string} version
 * @property {number} horizon the last day that is calculated
 * @property {SegmentInfo[]} segments
 * @property {PartyInfo[]} parties
 * @property {SubjectInfo[]} subjects
 * @property {StatusInfo[]} statuses
 * @property {string[]} binding codes of the statuses under which an agreement binds
 * @property {DateInfo[]} dates kinds of date that matter, the first of one day first
 * @property {string} decideBy said before a day to act by that is not the day itself
 * @property {string[]} ours codes of the parties on our side
 * @property {Segment[]} [inline] the segments, if the page contains them
 *
 * @typedef {(number | null)[]} Days
 *
 * @typedef {object} Segment columns as sent by the server; every text is an index into `strings`
 * @property {number} format
 * @property {string} key
 * @property {string} version
 * @property {string[]} strings
 * @property {{id: number[], slug: number[], title: number[], full: number[], composition: number[], binding: number[], parties: number[][], subjects: number[][]}} treaties
 * @property {{treaty: number[], party: Days, reading: number[], status: number[], start: Days, end: Days, fuzzyStart: Days, fuzzyEnd: Days}} spans
 * @property {{treaty: number[], reading: number[], ordinal: Days, start: Days, expires: Days, lastDay: Days, windowOpens: Days, lastNotice: Days, closing: number[], basis: number[]}} cycles
 * @property {{treaty: number[], kind: number[], day: Days, latest: Days, reading: number[], label: number[]}} marks
 * @property {{treaty: number[], kind: number[], day: Days, toAct: Days}} dates of the principal reading; `toAct` where the day to plan on is another
 *
 * A day that is open or unknown is `NONE` (see tables.js).
 *
 * @typedef {{offsets: Int32Array, values: Int32Array}} Ragged those of treaty t are offsets[t] … offsets[t + 1] - 1
 * @typedef {{from: (treaty: number) => number, until: (treaty: number) => number}} Ranged its rows of treaty t are from(t) … until(t) - 1
 * @typedef {Ranged & {party: Int32Array, reading: Int32Array, status: Uint8Array, start: Int32Array, end: Int32Array, fuzzyStart: Int32Array, fuzzyEnd: Int32Array}} Spans
 * @typedef {Ranged & {party: Int32Array, reading: Int32Array, look: Uint8Array, start: Int32Array, end: Int32Array, fuzzyStart: Int32Array, fuzzyEnd: Int32Array}} Bars
 * @typedef {Ranged & {reading: Int32Array, start: Int32Array, expires: Int32Array, windowOpens: Int32Array, lastNotice: Int32Array, lastDay: Int32Array, closing: Int32Array}} Cycles; `lastDay` may be NONE where it is the day before it expires
 * @typedef {Ranged & {kind: Uint8Array, day: Int32Array, latest: Int32Array, reading: Int32Array, label: Int32Array}} Marks
 *
 * @typedef {Ranged & {kind: Uint8Array, day: Int32Array, toAct: Int32Array}} Dates
 *
 * @typedef {object} Chronology everything known to the page, as typed columns
 * @property {number} count treaties
 * @property {{at: (index: number) => string | undefined}} strings index 0 is the empty text
 * @property {(slug: string) => number} find the treaty of that slug, or -1
 * @property {() => Promise<void>} prepare reads the rows of all agreements, for questions such as their status
 * @property {number} since from this day on the next date of every agreement is known without reading its rows
 * @property {(treaty: number, day: number) => number} nextOn the day to plan on of its next date that matters, or NONE
 * @property {Int32Array} id number of each treaty in the register
 * @property {Int32Array} slug
 * @property {Int32Array} title
 * @property {Int32Array} full
 * @property {Uint8Array} many 1 if open to many parties, of which not all need be recorded
 * @property {Ragged} parties
 * @property {Ragged} subjects
 * @property {Spans} spans
 * @property {Bars} bars
 * @property {Cycles} cycles
 * @property {Marks} marks
 * @property {Dates} dates
 * @property {Int32Array} first earliest day of each treaty
 * @property {Int32Array} until latest dated day of each treaty; the horizon of the calculation when open
 * @property {Int32Array} last latest day on which each is drawn; what is open is drawn to the end
 * @property {Uint8Array} readings how many other readings it has
 * @property {Uint8Array} doings 1 if it has milestones, events or single acts to show
 * @property {import("./layout/lanes.js").Plan} [plan] of all agreements by pair, by name, once it is made
 * @property {PartyInfo[]} partyInfo
 * @property {SubjectInfo[]} subjectInfo
 * @property {StatusInfo[]} statusInfo
 * @property {Set<string>} binding
 * @property {DateInfo[]} dateInfo
 * @property {string} decideBy
 * @property {Set<number>} ours
 * @property {number} horizon the last day that is drawn: of the calculation, or the latest dated day beyond it
 * @property {number} earliest
 *
 * @typedef {"pair" | "party" | "subject" | "status"} LanesBy
 * @typedef {"next" | "name"} LanesOrder by the next date that matters, our side first; or by name
 *
 * @typedef {object} State what the page shows; only the store changes it
 * @property {View} view
 * @property {number} top px scrolled
 * @property {LanesBy} by
 * @property {LanesOrder} order
 * @property {ReadonlySet<string>} closed keys of the collapsed lanes, without a search (store.js)
 * @property {{search: string, lanes: ReadonlySet<string>}} [shut] keys of those collapsed during this search
 * @property {ReadonlySet<string>} outside keys of the lanes that show their agreements outside the window of time, too
 * @property {string} search
 * @property {string} selected slug of the pinned agreement, or ""
 * @property {number} focus a place (reading-order.js): a position in layout.items, something of a lane, or -1
 * @property {number} hover position in layout.items, or -1
 * @property {number} hoverMark row of data.marks under the pointer, or -1
 * @property {number} width px of the canvas
 * @property {number} height px of the canvas
 *
 * @typedef {object} Metrics px
 * @property {number} laneHead
 * @property {number} title
 * @property {number} bar
 * @property {number} reading height that each other reading adds to a row; 0 if they are drawn in the gap without names
 * @property {number} thin height of its bar
 * @property {number} doings
 * @property {number} labels
 * @property {number} gap
 * @property {number} under from the lowest bar to the middle of the marks of acts and events
 * @property {number} base from the baseline of the title to the bar
 * @property {number} after free space below an open lane
 * @property {number} marks size of a mark, as a part of the usual one
 * @property {"title" | "title-compact" | "title-dense"} name style of the title
 *
 * @typedef {object} Lane
 * @property {string} key
 * @property {string} label
 * @property {string} short a shorter label for narrow lanes
 * @property {number} party index when the lane is one party's, else -1
 * @property {boolean} closed
 * @property {number} count treaties in it
 * @property {number} shown treaties in it whose row has a height
 * @property {number} earlier treaties that end before the window of time, if rows of the lane are folded for that; else 0
 * @property {number} later those that begin after it
 * @property {boolean} unfolded whether those rows are shown all the same, because the reader wants to see them
 * @property {number} firstItem position in layout.items
 * @property {number} firstRow
 * @property {number} firstShown position in layout.shown
 * @property {number} y px
 * @property {number} height px
 *
 * @typedef {object} Layout vertical positions; the items of a row never overlap in time
 * @property {Lane[]} lanes
 * @property {Int32Array} items treaty of each item; items of a row are in order of time
 * @property {Int32Array} itemRow
 * @property {Int32Array} rowOffsets items of row r are rowOffsets[r] … rowOffsets[r + 1] - 1
 * @property {Int32Array} rowLane
 * @property {Float64Array} rowY
 * @property {Float64Array} rowHeight 0 for rows of closed lanes, and for folded ones
 * @property {Int32Array} shown the rows with a height, from top to bottom
 * @property {number} height
 * @property {Metrics} metrics
 * @property {boolean} heads whether lanes have a head
 *
 * @typedef {{x: number, y: number, text: string, style: string, halo: boolean}} TextPrimitive
 * @typedef {{x: number, y: number, w: number, h: number, tone: string, into: "left" | "right"}} FadePrimitive
 * @typedef {{name: string, top: number, rects: Map<string, number[]>, lines: Map<string, number[]>, marks: Map<string, number[]>, fades: FadePrimitive[], texts: TextPrimitive[]}} Layer
 *
 * @typedef {object} Scene what is to be painted, in CSS px; canvas, SVG and PDF can paint it
 * @property {number} width
 * @property {number} height
 * @property {number} hatchShift px the hatching has moved with the days
 * @property {Layer[]} layers
 * @property {number[]} boxes five numbers each: left, top, right, bottom, and the position in `hits`
 * @property {Hit[]} hits
 * @property {number[]} places what is visible, in reading order (reading-order.js): agreements, the heads of closed lanes, and
 *   in open ones the stop that tells what lies outside the window
 *
 * @typedef {{kind: "lane", lane: number} | {kind: "outside", lane: number} | {kind: "item", item: number, mark: number}} Hit
 *
 * @typedef {{measure: (text: string, font: string) => number, fonts: Record<string, string>}} Ruler
 *
 * @typedef {object} Reference the reference day
 * @property {number} day
 * @property {number} now today's day, which differs when the page shows an earlier day
 * @property {boolean} asOf
 */

export {};
