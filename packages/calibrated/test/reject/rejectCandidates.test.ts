import { describe, expect, it } from "vitest";

import { candidatesAt, observedCandidates } from "../../src/reject/rejectCandidates.ts";
import { riskCoverageOf } from "../../src/reject/riskCoverage.ts";

const curve = riskCoverageOf(Float64Array.of(0.5, 0.7, 0.7, 0.9), Uint8Array.of(1, 0, 1, 0), null);

describe("candidatesAt", () => {
  it("has coverage, risk and its bound, and no risk where nothing is accepted", () => {
    expect(candidatesAt(curve, [0.95, 0.6], (accepted, errors) => (errors + 1) / accepted)).toEqual([
      { threshold: 0.95, coverage: 0, risk: null, riskUpperBound: null },
      { threshold: 0.6, coverage: 0.75, risk: 1 / 3, riskUpperBound: 2 / 3 },
    ]);
    expect(candidatesAt(curve, [0.6])[0]!.riskUpperBound).toBeNull();
  });
});

describe("observedCandidates", () => {
  it("are the observed confidences and the chosen threshold, descending", () => {
    const thresholds = observedCandidates(curve, 0.8).map(({ threshold }) => threshold);
    expect(thresholds).toEqual([0.9, 0.8, 0.7, 0.5]);
  });

  it("are of many confidences about one per percent of coverage, the whole coverage among them", () => {
    const confidence = Float64Array.from({ length: 1000 }, (_, i) => i / 1000);
    const many = observedCandidates(riskCoverageOf(confidence, new Uint8Array(1000), null), 0.5);
    expect(many).toHaveLength(101 - 1);
    expect(many[0]).toMatchObject({ threshold: 0.99, coverage: 0.01 });
    expect(many.at(-1)).toMatchObject({ threshold: 0, coverage: 1 });
  });
});
