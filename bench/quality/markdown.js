/**
 * A Markdown table; the first column is text, the others are numbers and stand to the right.
 *
 * @param {string[]} header
 * @param {string[][]} rows
 */
export function markdownTable(header, rows) {
  const cells = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = header.map((_, i) => Math.max(4, ...cells.map((row) => row[i].length)));
  const line = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(" | ")} |`;
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(cells[0]), `| ${rule.join(" | ")} |`, ...cells.slice(1).map(line)].join("\n");
}

/**
 * The numbers as texts, the least of them in bold, with all that read the same.
 *
 * @param {number[]} values
 * @param {number} digits
 */
export function leastInBold(values, digits) {
  const texts = values.map((value) => value.toFixed(digits));
  const least = Math.min(...values).toFixed(digits);
  return texts.map((text) => (text === least ? `**${text}**` : text));
}

/**
 * @param {{ value: number, lower: number | null, upper: number | null }} interval
 * @param {number} digits
 */
export function intervalText({ value, lower, upper }, digits) {
  if (lower === null || upper === null) return signed(value, digits);
  return `${signed(value, digits)} [${signed(lower, digits)}, ${signed(upper, digits)}]`;
}

/**
 * @param {number} value
 * @param {number} digits
 */
export function signed(value, digits) {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
}
