import { describe, expect, it } from "vitest";

import { deviated, identityMap, mappedLogs, mixedLogs } from "../../src/personalize/affineMap.ts";

const block = { values: Float64Array.of(0.7, 0.2, 0.1, 1, 0, 0), rowCount: 2, classCount: 3 };

it("mixedLogs are the floored logarithms without a uniform share", () => {
  expect(mixedLogs(block, 0)[4]).toBe(Math.log(1e-12));
});

it("mixedLogs see no probability below the share of the uniform", () => {
  expect(Math.exp(mixedLogs(block, 0.03)[5]!)).toBeCloseTo(0.01, 12);
});

it("mappedLogs are logarithms of rows that sum to 1", () => {
  const logs = mappedLogs(mixedLogs(block, 0.01), {
    uniformShare: 0.01,
    scales: Float64Array.of(1, 2, 0.5),
    biases: Float64Array.of(0, 1, -1),
  });
  for (const row of [0, 1]) {
    expect([0, 1, 2].reduce((sum, j) => sum + Math.exp(logs[3 * row + j]!), 0)).toBeCloseTo(1, 12);
  }
});

describe("deviated", () => {
  it("is the map itself for no deviation", () => {
    const map = identityMap(3);
    expect(deviated(map, { logSlope: 0, biases: new Float64Array(3) })).toEqual(map);
  });

  it("does after the map what it says: a power, then factors", () => {
    const map = {
      uniformShare: 0,
      scales: Float64Array.of(0.5, 1, 2),
      biases: Float64Array.of(0.1, 0, -0.2),
    };
    const deviation = { logSlope: 0.3, biases: Float64Array.of(0.4, -0.4, 0) };
    const direct = mappedLogs(mixedLogs(block, 0), deviated(map, deviation));
    const after = mappedLogs(mappedLogs(mixedLogs(block, 0), map), {
      uniformShare: 0,
      scales: new Float64Array(3).fill(Math.exp(0.3)),
      biases: deviation.biases,
    });
    for (const [i, log] of after.entries()) expect(direct[i]).toBeCloseTo(log, 10);
  });
});
