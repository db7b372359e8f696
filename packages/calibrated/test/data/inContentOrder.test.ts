import { describe, expect, it } from "vitest";

import { inContentOrder } from "../../src/data/inContentOrder.ts";
import type { LabelledRows } from "../../src/data/labelledRows.ts";
import { methods, type Method } from "../../src/fit/fitMethod.ts";
import { seededRandom, shuffled } from "../../src/numerics/seededRandom.ts";

const [count, classCount] = [400, 4];
const { share } = seededRandom(3);
const given = Float64Array.from({ length: count * classCount }, () => share() ** 4 + 1e-6);
const labels = Int32Array.from({ length: count }, (_, row) => (share() < 0.6 ? row % 3 : 3));

function rowsIn(order: ArrayLike<number>, hasWeights: boolean): LabelledRows {
  const values = new Float64Array(given.length);
  for (let row = 0; row < count; row++) {
    const own = given.subarray(order[row]! * classCount, (order[row]! + 1) * classCount);
    const sum = own.reduce((total, value) => total + value, 0);
    for (let j = 0; j < classCount; j++) values[row * classCount + j] = own[j]! / sum;
  }
  return {
    block: { values, rowCount: count, classCount },
    labels: Int32Array.from(order, (row) => labels[row]!),
    weights: hasWeights ? Float64Array.from(order, (row) => 1 + (row % 3)) : null,
  };
}

const plain = Uint32Array.from({ length: count }, (_, row) => row);
const mixed = [1, 2].map((seed) => shuffled(count, seededRandom(seed)));

describe("inContentOrder", () => {
  it.each([false, true])("gives the same rows in the same order (weights: %s)", (hasWeights) => {
    const known = inContentOrder(rowsIn(plain, hasWeights));
    for (const order of mixed) expect(inContentOrder(rowsIn(order, hasWeights))).toEqual(known);
    expect(known.block.values).not.toEqual(rowsIn(plain, hasWeights).block.values);
  });

  it("leaves a large table as it is", () => {
    const rowCount = 200_001;
    const block = { values: new Float64Array(rowCount).fill(1), rowCount, classCount: 1 };
    const rows = { block, labels: new Int32Array(rowCount), weights: null };
    expect(inContentOrder(rows)).toBe(rows);
  });

  it.each(["vector", "beta", "platt", "structured-vector", "structured-matrix"] satisfies Method[])(
    "makes %s the same to the last bit, whatever the order of the rows",
    (method) => {
      const known = methods[method](rowsIn(plain, true));
      for (const order of mixed) expect(methods[method](rowsIn(order, true))).toEqual(known);
    },
  );

  it.each(Object.keys(methods) as Method[])("%s does not depend on the order beyond 1e-12", (method) => {
    const calibrated = (order: ArrayLike<number>): Float64Array => {
      const block = { ...rowsIn(plain, false).block };
      methods[method](rowsIn(order, false)).calibrator.calibrateInPlace(block);
      return block.values;
    };
    const known = calibrated(plain);
    for (const order of mixed) {
      const other = calibrated(order);
      expect(Math.max(...known.map((value, i) => Math.abs(value - other[i]!)))).toBeLessThan(1e-12);
    }
  });
});
