import { expect, test } from "vitest";

import { withMeasuredAgain } from "../measuredAgain.js";

type Results = Parameters<typeof withMeasuredAgain>[0];

const nlls = (pooled: number, raw = 1): object => ({
  raw: { nll: raw },
  "global temperature": { nll: 0.5 },
  platt: { nll: 0.45 },
  pooled: { nll: pooled },
});
const run = (pooled: number, raw?: number): Results =>
  ({
    command: "bench",
    seconds: 10,
    allRows: [{ table: "a", columns: nlls(pooled, raw) }],
    fewRows: [{ table: "a", rowsPerUser: 10, seeds: 3, columns: nlls(pooled + 0.1, raw) }],
  }) as unknown as Results;

test("the columns measured again take the place of the old ones, and the run says so", () => {
  const merged = withMeasuredAgain(run(0.4), { ...run(0.3), command: "again", seconds: 2 }, ["pooled"]);
  expect(merged.again).toEqual([{ columns: ["pooled"], command: "again", seconds: 2 }]);
  expect(merged).toMatchObject({ command: "bench", seconds: 10 });
  expect(merged.allRows[0].columns).toEqual(nlls(0.3));
  expect(merged.fewRows[0].columns).toEqual(nlls(0.4));
  const twice = withMeasuredAgain(merged, run(0.2), ["platt"]);
  expect(twice.again).toHaveLength(2);
  expect(twice.allRows[0].columns).toEqual(nlls(0.3));
  const last = withMeasuredAgain(twice, { ...run(0.1), command: "last", seconds: 3 }, ["pooled"]);
  expect(last.again!.map(({ columns }) => columns)).toEqual([["platt"], ["pooled"]]);
});

test("another table, or fewer rows or seeds, are refused", () => {
  expect(() => withMeasuredAgain(run(0.4), run(0.4, 1.1), ["pooled"])).toThrow("another table");
  expect(() => withMeasuredAgain(run(0.4), { ...run(0.4), fewRows: [] }, ["pooled"])).toThrow("found none");
  expect(() => withMeasuredAgain(run(0.4), { ...run(0.4), allRows: [] }, ["pooled"])).toThrow("only before");
});

test("a column that one of the runs lacks is refused, and not lost", () => {
  expect(() => withMeasuredAgain(run(0.4), run(0.3), ["probmetrics SMS"])).toThrow("not measured both times");
});
