import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { PredictionColumns } from "../../src/data/predictionTable.ts";
import { accuracy } from "../../src/evaluate/accuracy.ts";
import { augrc } from "../../src/evaluate/augrc.ts";
import { aurc } from "../../src/evaluate/aurc.ts";
import { brierScore } from "../../src/evaluate/brierScore.ts";
import { brierSplit } from "../../src/evaluate/brierSplit.ts";
import { classwiseEce } from "../../src/evaluate/classwiseEce.ts";
import { excessAurc } from "../../src/evaluate/excessAurc.ts";
import { kuiperTest } from "../../src/evaluate/kuiperTest.ts";
import { macroF1 } from "../../src/evaluate/macroF1.ts";
import { meanConfidence } from "../../src/evaluate/meanConfidence.ts";
import { nll } from "../../src/evaluate/nll.ts";
import { smoothEce } from "../../src/evaluate/smoothEce.ts";
import { topLabelEce } from "../../src/evaluate/topLabelEce.ts";
import { topLabelL2Error } from "../../src/evaluate/topLabelL2Error.ts";
import { sameFormula } from "../tolerances.ts";
import { probabilityRow } from "./probabilityRows.ts";

/** A new metric takes one line here and owes every law. */
const metrics: Readonly<Record<string, (table: PredictionColumns) => number>> = {
  accuracy,
  augrc,
  aurc,
  brierScore,
  classwiseEce: (table) => classwiseEce(table).value,
  discrimination: (table) => brierSplit(table).discrimination,
  excessAurc,
  kuiperTest: (table) => kuiperTest(table).value,
  kuiperTestPValue: (table) => kuiperTest(table).pValue,
  macroF1,
  meanConfidence,
  miscalibration: (table) => brierSplit(table).miscalibration,
  nll,
  smoothEce: (table) => smoothEce(table).value,
  topLabelEce: (table) => topLabelEce(table).value,
  topLabelEceOfEqualMass: (table) => topLabelEce(table, { binning: "equal-mass" }).value,
  // The square: the root turns a rounding of 1e-16 next to 0 into 1e-8.
  topLabelL2ErrorSquared: (table) => topLabelL2Error(table).value ** 2,
};

const labelledRow = fc.record({
  row: probabilityRow(3),
  label: fc.nat({ max: 2 }),
  weight: fc.integer({ min: 0, max: 3 }),
});
const labelledRows = fc.array(labelledRow, { minLength: 1, maxLength: 20 });
type Rows = readonly { readonly row: number[]; readonly label: number; readonly weight: number }[];

const columnsOf = (rows: Rows): { probabilities: number[][]; labels: number[] } => ({
  probabilities: rows.map(({ row }) => row),
  labels: rows.map(({ label }) => label),
});

describe.each(Object.entries(metrics))("%s", (_name, metric) => {
  it("counts a row of weight 2 twice and one of weight 0 not at all", () => {
    fc.assert(
      fc.property(labelledRows, (rows) => {
        fc.pre(rows.some(({ weight }) => weight > 0));
        const repeated = rows.flatMap((one) => Array.from({ length: one.weight }, () => one));
        const weighted = metric({ ...columnsOf(rows), weights: rows.map(({ weight }) => weight) });
        expect(Math.abs(weighted - metric(columnsOf(repeated)))).toBeLessThanOrEqual(sameFormula);
      }),
      { seed: 13, numRuns: 300 },
    );
  });

  it("does not depend on the order of the rows", () => {
    fc.assert(
      fc.property(labelledRows, (rows) => {
        expect(Math.abs(metric(columnsOf(rows.toReversed())) - metric(columnsOf(rows)))).toBeLessThanOrEqual(
          sameFormula,
        );
      }),
      { seed: 14, numRuns: 300 },
    );
  });

  it("is an error without rows or labels, never 0", () => {
    expect(() => metric({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
    expect(() => metric({ probabilities: [[1, 0]] })).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
  });

  it("does not change what it is given", () => {
    const table = { probabilities: [[0.7, 0.3]], labels: [1], weights: [2] };
    const before = structuredClone(table);
    metric(table);
    expect(table).toEqual(before);
  });
});
