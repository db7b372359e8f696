const millisecondsPerDay = 86_400_000;
const isoDateTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** The number of the UTC calendar day, counted from 1970-01-01. */
export function utcDay(milliseconds: number): number {
  return Math.floor(milliseconds / millisecondsPerDay);
}

/**
 * Milliseconds since 1970-01-01 UTC, or NaN if the value is no time: how the times of a {@link PredictionTable} are read.
 *
 * @param value - a `Date`, milliseconds, or an ISO-8601 text; one without a zone is UTC.
 *
 * @example
 * import { epochMilliseconds } from "calibrated";
 * epochMilliseconds("1970-01-02"); // => 86400000
 * epochMilliseconds("1970-01-02T00:00+01:00"); // => 82800000
 * Number.isNaN(epochMilliseconds("yesterday")); // => true
 */
export function epochMilliseconds(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "number") return Number.isFinite(value) ? value : NaN;
  if (typeof value !== "string") return NaN;
  const match = isoDateTime.exec(value);
  if (match === null || !isCalendarDay(value.slice(0, 10))) return NaN;
  if (value.length === 10) return Date.parse(value);
  const zone = match[1] ?? "";
  const time = value.slice(0, value.length - zone.length).replace(" ", "T");
  if (zone === "" || zone.toUpperCase() === "Z") return Date.parse(`${time}Z`);
  const hours = zone.slice(0, 3);
  const minutes = zone.slice(3).replace(":", "") || "00";
  return Date.parse(`${time}${hours}:${minutes}`);
}

/** `Date.parse` takes February 30 for March 2. */
function isCalendarDay(date: string): boolean {
  const parsed = Date.parse(date);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(date);
}
