import { readIntegers } from "./rawFiles.js";

/**
 * Whose each row is.
 *
 * @param {string} data
 * @param {number} rows
 * @param {number | null} cycled - users who take turns; null for those that the data names
 */
export function readUserIds(data, rows, cycled) {
  /** @type {string[]} */
  const ids = [];
  const idOf = (/** @type {number} */ user) => (ids[user] ??= userId(user));
  if (cycled === null) return Array.from(readIntegers(`${data}.users`, rows), idOf);
  return Array.from({ length: rows }, (_, row) => idOf(row % cycled));
}

/** @param {number} user */
export function userId(user) {
  return `user-${String(user).padStart(7, "0")}`;
}
