import { expect, test } from "vitest";

import { guessSplit } from "../../src/split/guessSplit.ts";

const grouping = (column: string, ...values: string[]) => ({
  column,
  values: values.map((value) => ({ value, rows: 1 })),
});
const day = 86_400_000;

test("somebody's own split is taken, by the names of its parts", () => {
  expect(
    guessSplit([grouping("country", "at", "de"), grouping("Split", "train", "test", "val")], null),
  ).toEqual({
    by: "column",
    column: "Split",
    fit: "val",
    judge: "test",
  });
  expect(guessSplit([grouping("round", "calibration", "holdout")], null)).toMatchObject({
    fit: "calibration",
    judge: "holdout",
  });
  expect(guessSplit([grouping("fold", "1", "2", "3")], null)).toMatchObject({ fit: "1", judge: "3" });
});

test("else the later third of the days is judged, cut at midnight", () => {
  const times = Float64Array.from({ length: 30 }, (_, row) => (29 - row) * day + 1000);
  expect(guessSplit([grouping("country", "at", "de")], times)).toEqual({ by: "time", cut: 20 * day });
  const two = Float64Array.of(0, 1, 2, day);
  expect(guessSplit([], two)).toEqual({ by: "time", cut: day });
});

test("else there is none", () => {
  expect(guessSplit([], null)).toEqual({ by: "none" });
  expect(guessSplit([], Float64Array.of(5, 6, 7))).toEqual({ by: "none" });
});
