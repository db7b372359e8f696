import { describe, expect, it } from "vitest";

import {
  deviated,
  identityMap,
  isIdentity,
  keptMixedLogs,
  mappedLogs,
  mappedLogsInto,
  mappedScores,
  mixedLogs,
} from "../../src/personalize/affineMap.ts";

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

const steep = {
  uniformShare: 0,
  scales: Float64Array.of(900, 2, 40),
  biases: Float64Array.of(0, 1, -1),
};

it("mappedLogs say of many rows what the definition says, also of odds beyond every double", () => {
  const rowCount = 1000;
  const logs = Float64Array.from({ length: 3 * rowCount }, (_, i) => -((i * 7919) % 271) / 10);
  const mapped = mappedLogs(logs, steep);
  for (let row = 0; row < rowCount; row++) {
    const z = [0, 1, 2].map((j) => steep.scales[j]! * logs[3 * row + j]! + steep.biases[j]!);
    const max = Math.max(...z);
    const norm = max + Math.log(z.reduce((sum, one) => sum + Math.exp(one - max), 0));
    for (const [j, one] of z.entries()) {
      const error = Math.abs(mapped[3 * row + j]! - (one - norm));
      expect(error).toBeLessThan(1e-13 * Math.max(1, Math.abs(one)));
    }
  }
});

it("mappedLogsInto writes where it is told to, the same bits wherever the rows stand", () => {
  const logs = Float64Array.from({ length: 3 * 700 }, (_, i) => -((i * 31) % 97) / 7);
  const all = mappedLogs(logs, steep);
  const out = new Float64Array(logs.length).fill(7);
  mappedLogsInto(out, logs, steep, 30, 1200);
  expect(out.subarray(30, 1200)).toEqual(all.subarray(30, 1200));
  expect(out.subarray(0, 30).every((one) => one === 7)).toBe(true);
  expect(out.subarray(1200).every((one) => one === 7)).toBe(true);
});

it("mappedScores are mappedLogs but for a constant in each row", () => {
  const logs = mixedLogs(block, 0.01);
  const [scores, mapped] = [mappedScores(logs, steep), mappedLogs(logs, steep)];
  for (const row of [0, 1]) {
    const shift = scores[3 * row]! - mapped[3 * row]!;
    for (const j of [1, 2]) expect(scores[3 * row + j]! - mapped[3 * row + j]!).toBeCloseTo(shift, 9);
  }
});

it("keptMixedLogs are mixedLogs, made once", () => {
  const own = { ...block };
  expect(keptMixedLogs(own, 0.01)).toEqual(mixedLogs(block, 0.01));
  expect(keptMixedLogs(own, 0.01)).toBe(keptMixedLogs(own, 0.01));
  expect(keptMixedLogs(own, 0)).toEqual(mixedLogs(block, 0));
});

it("isIdentity knows the map that changes nothing", () => {
  expect(isIdentity(identityMap(3))).toBe(true);
  expect(isIdentity(steep)).toBe(false);
  expect(isIdentity({ ...identityMap(3), biases: Float64Array.of(0, 0.1, 0) })).toBe(false);
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
