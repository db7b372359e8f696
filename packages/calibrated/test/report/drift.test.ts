import { describe, expect, it } from "vitest";

import { PredictionTable } from "../../src/data/predictionTable.ts";
import { sidesOf } from "../../src/evaluate/evaluateStore.ts";
import { driftOf } from "../../src/report/drift.ts";

function driftFor(timestamps: readonly (string | number)[] | null, labels = timestamps?.map(() => 0)) {
  const probabilities = (labels ?? [0]).map(() => [0.8, 0.2]);
  return driftOf(
    sidesOf(new PredictionTable({ probabilities, labels: labels ?? [0], timestamps }), null),
    0.9,
  );
}

describe("driftOf", () => {
  it("goes by day for some weeks, and leaves out days without rows", () => {
    const drift = driftFor(["2026-03-03T23:59Z", "2026-03-01T00:00Z", "2026-03-03T08:00Z"], [0, 1, 1]);
    expect(drift).toMatchObject({
      unit: "day",
      periods: [
        {
          from: "2026-03-01",
          rows: 1,
          accuracy: { value: 0 },
          meanConfidence: { raw: 0.8, calibrated: null },
        },
        { from: "2026-03-03", rows: 2, accuracy: { value: 0.5 } },
      ],
    });
  });

  it("goes by weeks from Monday for up to two years, also before 1970", () => {
    // 2026-03-01 is a Sunday, 1969-12-28 too.
    expect(driftFor(["2026-03-01", "2026-03-02", "2026-06-01"])!.periods.map(({ from }) => from)).toEqual([
      "2026-02-23",
      "2026-03-02",
      "2026-06-01",
    ]);
    expect(driftFor(["1969-12-28", "1970-06-01"])!.periods[0]!.from).toBe("1969-12-22");
  });

  it("goes by months beyond", () => {
    const drift = driftFor(["2020-02-29", "2026-03-31"])!;
    expect(drift.unit).toBe("month");
    expect(drift.periods.map(({ from }) => from)).toEqual(["2020-02-01", "2026-03-01"]);
  });

  it("is nothing without times, or with times that no calendar has", () => {
    expect(driftFor(null)).toBeNull();
    expect(driftFor([1e300])).toBeNull();
  });
});
