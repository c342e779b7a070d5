/**
 * Which civil day is it? The unit of the whole timeline is the integer civil day: days since
 * 1970-01-01 in the proleptic Gregorian calendar, negative before. No clock, no time zone, no Date.
 * Conversions follow Howard Hinnant's "chrono-compatible low-level date algorithms".
 */

export const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Distances up to this many days are said in days. */
const IN_DAYS = 120;

/** Average days in a year, for scales only, never for date calculations. */
export const YEAR = 365.2425;

/**
 * @param {number} year astronomical year (0 is 1 BC)
 * @param {number} month 1–12
 * @param {number} day 1–31
 * @returns {number} the civil day
 */
export function dayOf(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
}

/**
 * @param {number} civilDay
 * @returns {{year: number, month: number, day: number}} month is 1–12
 */
export function civilOf(civilDay) {
  const z = Math.floor(civilDay) + 719468;
  const era = Math.floor(z / 146097);
  const ofEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

/** @param {number} year @returns {boolean} */
export function isLeap(year) {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** @param {number} year @param {number} month 1–12 @returns {number} */
function daysInMonth(year, month) {
  return month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** @param {number} civilDay @returns {number} 0 is Monday */
export function weekdayOf(civilDay) {
  return (((Math.floor(civilDay) + 3) % 7) + 7) % 7;
}

/**
 * @param {string | null | undefined} text "2021-04-05"
 * @returns {number | null} null when it is not a day of the calendar
 */
export function parseIso(text) {
  const found = /^(-?\d{4,6})-(\d{2})-(\d{2})$/.exec(text ?? "");
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return dayOf(year, month, day);
}

/** @param {number} civilDay @returns {string} "2021-04-05" */
export function isoOf(civilDay) {
  const { year, month, day } = civilOf(civilDay);
  const years = String(Math.abs(year)).padStart(4, "0");
  return `${year < 0 ? "-" : ""}${years}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** @param {number} civilDay @returns {string} "5 April 2021" */
export function longDate(civilDay) {
  const { year, month, day } = civilOf(civilDay);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** @param {number} civilDay @returns {string} "5 Apr 2021" */
export function shortDate(civilDay) {
  const { year, month, day } = civilOf(civilDay);
  return `${day} ${shortMonth(month)} ${year}`;
}

/** @param {number} month 1–12 @returns {string} "Apr" */
export function shortMonth(month) {
  return /** @type {string} */ (MONTHS[month - 1]).slice(0, 3);
}

/**
 * The distance in words; shown beside a date, never instead of it. The same rule as on the server
 * (`distance` in the law's values): up to 120 days in days, then in whole months, and from twelve months on in
 * years and months, counted from the earlier day; remaining days are dropped.
 * @param {number} civilDay
 * @param {number} from the reference day
 * @returns {string} "today", "in 90 days", "2 days ago", "in 3 years and 3 months"
 */
export function distanceInWords(civilDay, from) {
  const [day, today] = [Math.floor(civilDay), Math.floor(from)];
  const days = day - today;
  if (Math.abs(days) <= 1) return ["yesterday", "today", "tomorrow"][days + 1] ?? "";
  const said = Math.abs(days) <= IN_DAYS ? `${Math.abs(days)} days` : monthsBetween(Math.min(day, today), Math.max(day, today));
  return days > 0 ? `in ${said}` : `${said} ago`;
}

/** @param {number} earlier @param {number} later @returns {string} "3 years and 3 months" */
function monthsBetween(earlier, later) {
  const [start, end] = [civilOf(earlier), civilOf(later)];
  // A day that the last month does not have is its last day.
  const reached = Math.min(start.day, daysInMonth(end.year, end.month)) <= end.day;
  const months = (end.year - start.year) * 12 + end.month - start.month - (reached ? 0 : 1);
  const parts = [counted(Math.floor(months / 12), "year"), counted(months % 12, "month")];
  return parts.filter(Boolean).join(" and ");
}

/** @param {number} count @param {string} unit @returns {string} nothing for none */
function counted(count, unit) {
  return count ? `${count} ${unit}${count === 1 ? "" : "s"}` : "";
}
