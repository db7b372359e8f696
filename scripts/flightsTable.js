import { readFile } from "node:fs/promises";

/** @import { PredictionColumns } from "calibrated" */

const flights = new URL("../examples/flights/flights.csv", import.meta.url);

/**
 * The flights of a split, without the command line's reader.
 *
 * @type {(split: "fit" | "test") => Promise<PredictionColumns>}
 */
export async function flightsTable(split) {
  const [header = "", ...lines] = (await readFile(flights, "utf8")).trim().split("\n");
  const names = header.split(",");
  const at = (/** @type {string} */ name) => names.indexOf(name);
  const rows = lines.map((line) => line.split(",")).filter((row) => row[at("split")] === split);
  const classes = names.filter((name) => name.startsWith("p_")).map((name) => name.slice(2));
  const column = (/** @type {string} */ name) => rows.map((row) => row[at(name)] ?? "");
  return {
    probabilities: rows.map((row) => classes.map((name) => Number(row[at(`p_${name}`)]))),
    classes,
    labels: column("label"),
    userIds: column("user_id"),
    timestamps: column("timestamp"),
  };
}
