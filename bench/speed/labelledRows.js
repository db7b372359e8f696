import { readDoubles, readIntegers } from "./rawFiles.js";

/**
 * The first rows of a data set.
 *
 * @param {string} data
 * @param {number} rows
 * @param {number} classes
 */
export function labelledRows(data, rows, classes) {
  return {
    probabilities: { data: readDoubles(`${data}.probabilities`, rows * classes), dims: [rows, classes] },
    labels: readIntegers(`${data}.labels`, rows),
  };
}
