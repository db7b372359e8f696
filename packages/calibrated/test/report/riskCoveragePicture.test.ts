import { describe, expect, it } from "vitest";

import { riskCoverageCurve } from "../../src/reject/riskCoverage.ts";
import { tuneRejectThreshold } from "../../src/reject/tuneRejectThreshold.ts";
import { exampleReport, exampleStore, exampleTable } from "./exampleReport.ts";

describe("riskCoveragePicture", () => {
  it("has points of the library's curve, with exact intervals", () => {
    const { curve } = exampleReport().riskCoverage;
    const whole = riskCoverageCurve(exampleTable());
    for (const { threshold, coverage, risk, lower, upper } of curve.raw) {
      expect(whole).toContainEqual(expect.objectContaining({ threshold, coverage, risk }));
      expect(lower <= risk && risk <= upper).toBe(true);
    }
    expect(curve.raw.at(-1)!.coverage).toBe(1);
  });

  it("chooses nothing unless it is asked to", () => {
    expect(exampleReport().riskCoverage.chosen).toBeNull();
  });

  it("says what a threshold does, with intervals", () => {
    const { chosen } = exampleReport({ threshold: 0.6 }).riskCoverage;
    expect(chosen).toMatchObject({ maxRisk: null, threshold: 0.6, guarantee: null });
    const { coverage, risk } = chosen!;
    expect(coverage!.lower! <= coverage!.value && coverage!.value <= coverage!.upper!).toBe(true);
    expect(risk!.lower! <= risk!.value && risk!.value <= risk!.upper!).toBe(true);
  });

  it("has no risk where nothing is accepted", () => {
    expect(exampleReport({ threshold: 1 }).riskCoverage.chosen).toMatchObject({
      risk: null,
      coverage: { value: 0 },
    });
  });

  it("finds the threshold that tuneRejectThreshold finds", () => {
    const tuned = tuneRejectThreshold(exampleTable(), exampleStore, { goal: "risk", maxRisk: 0.4 });
    expect(exampleReport({ maxRisk: 0.4 }).riskCoverage.chosen).toMatchObject({
      threshold: tuned.threshold,
      guarantee: tuned.guarantee,
      coverage: { value: tuned.coverage },
      risk: { value: tuned.risk },
    });
  });

  it("says how near the rows come where none can be certified", () => {
    const { chosen } = exampleReport({ maxRisk: 0.001 }).riskCoverage;
    expect(chosen).toMatchObject({ threshold: null, coverage: null, risk: null, guarantee: null });
    expect(chosen!.best!.riskUpperBound).toBeGreaterThan(0.001);
  });
});
