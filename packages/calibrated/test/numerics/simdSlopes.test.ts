import { setTimeout as passed } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { describe, expect, it } from "vitest";

import { plainSlopes, plainSlopeSeries } from "../../src/numerics/plainSlopes.ts";
import { simdHeldRows, simdSlopes, simdSlopeSeries } from "../../src/numerics/simdSlopes.ts";
import { slopeRows } from "./slopeRows.ts";

describe.each([1, 2, 3, 4, 7, 8, 11, 100, 1023, 1024])("simdSlopes, %i classes", (classCount) => {
  const counts = classCount > 500 ? [1, 3] : [1, 2, 3, 127, 128, 129, 1025];

  it("are those of the plain loops to the last bit", () => {
    for (const rowCount of counts) {
      for (const isWeighted of [false, true]) {
        const rows = slopeRows(rowCount, classCount, isWeighted);
        const logs = { ...rows, values: rows.values.map((value) => Math.log2(value + 1e-9)), areLogs: true };
        for (const b of [0, 1e-9, 0.37, 1, 2.6, 25]) {
          expect(simdSlopes(rows, b)).toEqual(plainSlopes(rows, b));
          expect(simdSlopes(logs, b)).toEqual(plainSlopes(logs, b));
          expect(simdSlopeSeries(rows, b)).toEqual(plainSlopeSeries(rows, b));
          expect(simdSlopeSeries(logs, b)).toEqual(plainSlopeSeries(logs, b));
        }
      }
    }
  });
});

it("have nothing of the rows before", () => {
  const few = slopeRows(3, 3, false);
  const alone = simdSlopes(few, 0.7);
  const series = simdSlopeSeries(few, 0.7);
  simdSlopeSeries(slopeRows(1025, 8, true), 0.7);
  expect(simdSlopes(few, 0.7)).toEqual(alone);
  expect(simdSlopeSeries(few, 0.7)).toEqual(series);
});

it("are 0 of no rows", () => {
  const none = { ...slopeRows(1, 3, false), values: new Float64Array(0), labels: new Int32Array(0) };
  expect(simdSlopes(none, 1)).toEqual(plainSlopes(none, 1));
  expect(simdSlopeSeries(none, 1)).toEqual(plainSlopeSeries(none, 1));
});

it("are not kept when nobody else keeps them", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const heldOnce = (): WeakRef<Float64Array> => {
    const rows = slopeRows(100, 3, false);
    simdHeldRows(rows)!.slopes(0.7);
    return new WeakRef(rows.values);
  };
  const values = heldOnce();
  await passed(1);
  collect();
  expect(values.deref()).toBeUndefined();
});
