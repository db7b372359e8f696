import type { ReliabilityBin } from "calibrated";

import { count, textTable } from "./textTable.ts";

const columns = 40;

/**
 * A reliability diagram as text, a line per bin that holds rows: the bar is the accuracy, the mark the mean confidence.
 * Where the mark stands beyond the bar, the model is over-confident.
 */
export function reliabilityDiagram(title: string, bins: readonly ReliabilityBin[]): string {
  const rows = bins.flatMap((bin) => {
    const { accuracy, meanConfidence } = bin;
    if (accuracy === null || meanConfidence === null) return [];
    return [
      [
        `${bin.lower.toFixed(2)}–${bin.upper.toFixed(2)}`,
        bar(accuracy, meanConfidence),
        accuracy.toFixed(3),
        meanConfidence.toFixed(3),
        count(bin.rows),
      ],
    ];
  });
  return textTable([["confidence", title, "accuracy", "mean confidence", "rows"], ...rows]);
}

function bar(accuracy: number, meanConfidence: number): string {
  const filled = Math.round(accuracy * columns);
  const mark = Math.min(Math.round(meanConfidence * columns), columns - 1);
  return Array.from({ length: columns }, (_, at) => (at === mark ? "┃" : at < filled ? "▒" : "·")).join("");
}
