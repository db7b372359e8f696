import { expect, it } from "vitest";

import type { PredictionColumns } from "../../src/data/predictionTable.ts";
import { golden } from "../golden/goldens.ts";
import { metricGolden } from "../tolerances.ts";

interface EvaluationCase {
  readonly name: string;
  readonly probabilities: number[][];
  readonly labels: number[];
  readonly weights: number[] | null;
  readonly [metric: string]: unknown;
}

const { cases } = golden<{ cases: EvaluationCase[] }>("evaluation.json");

/** Every case of the goldens gives what the definition of this metric, in Python, gives; null where it has none. */
export function followsItsDefinition(
  metric: string,
  valueOf: (table: PredictionColumns) => number | Readonly<Record<string, number | null>> | null,
): void {
  it.each(cases)("is what its definition gives: $name", (one) => {
    const found = valueOf(one);
    const expected = one[metric];
    if (typeof found === "object" && found !== null) {
      const parts = expected as Record<string, number>;
      for (const [name, value] of Object.entries(found)) expectClose(value, parts[name]!);
    } else expectClose(found, expected as number | null);
  });
}

function expectClose(found: number | null, expected: number | null): void {
  if (expected === null || found === null) expect(found).toBe(expected);
  else expect(Math.abs(found - expected)).toBeLessThanOrEqual(metricGolden);
}
