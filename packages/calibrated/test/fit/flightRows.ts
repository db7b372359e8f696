import { readFileSync } from "node:fs";

import { labelledRows, takeLabelledRows, type LabelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";

/** The flights that ship with the project: 24,091 rows of April and May to fit on, 11,909 of June to judge by. */
export function flightRows(): FlightRows {
  return (read ??= readFlights());
}

interface FlightRows {
  readonly fit: LabelledRows;
  readonly test: LabelledRows;
}

let read: FlightRows | null = null;

function readFlights(): FlightRows {
  const file = new URL("../../../../examples/flights/flights.csv", import.meta.url);
  const [head, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const columns = head!.split(",");
  const probabilityColumns = columns.filter((name) => name.startsWith("p_"));
  const cells = lines.map((line) => line.split(","));
  const column = (name: string): string[] => cells.map((row) => row[columns.indexOf(name)]!);
  const probabilities = probabilityColumns.map((name) => column(name).map(Number));
  const rows = labelledRows(
    new PredictionTable({
      probabilities: lines.map((_, row) => probabilities.map((of) => of[row]!)),
      classes: probabilityColumns.map((name) => name.slice(2)),
      labels: column("label"),
    }),
  );
  const splits = column("split");
  const take = (split: string): LabelledRows =>
    takeLabelledRows(
      rows,
      splits.flatMap((one, row) => (one === split ? [row] : [])),
    );
  return { fit: take("fit"), test: take("test") };
}
