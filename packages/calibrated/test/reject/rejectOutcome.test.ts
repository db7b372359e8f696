import { expect, it } from "vitest";

import { outcomeOf } from "../../src/reject/rejectOutcome.ts";
import { judgedCurve } from "../../src/reject/judgedRows.ts";
import { judged } from "./judged.ts";

const curve = judgedCurve(
  judged([
    [0.9, 6, 2],
    [0.5, 1, 1],
  ]),
);

it("counts what one threshold accepts", () => {
  expect(outcomeOf([{ curve, threshold: 0.7 }])).toEqual({
    rows: 10,
    accepted: 8,
    coverage: 0.8,
    rejectRate: 0.2,
    risk: 0.25,
  });
});

it("adds sets of rows, each at its own threshold", () => {
  const parts = [
    { curve, threshold: 0.7 },
    { curve, threshold: 0 },
  ];
  expect(outcomeOf(parts)).toMatchObject({ rows: 20, accepted: 18, coverage: 0.9, risk: 5 / 18 });
});

it("has no risk where nothing is accepted, and is null where there is no threshold", () => {
  expect(outcomeOf([{ curve, threshold: 1 }])).toMatchObject({ accepted: 0, rejectRate: 1, risk: null });
  expect(outcomeOf([{ curve, threshold: null }])).toBeNull();
});
