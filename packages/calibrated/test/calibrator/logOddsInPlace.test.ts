import { describe, expect, it } from "vitest";

import { logOddsInPlace, type LogOddsMap } from "../../src/calibrator/logOddsInPlace.ts";

function mapped(row: readonly number[], maps: readonly (LogOddsMap | null)[]): number[] {
  const values = Float64Array.from(row);
  logOddsInPlace({ values, rowCount: 1, classCount: row.length }, maps);
  return Array.from(values);
}

describe("logOddsInPlace", () => {
  it("maps each class's odds against the rest and divides the row by its sum", () => {
    // Odds 1, 1/4 and 3/7 · … become e^c p^a / (1 − p)^b.
    const row = [0.5, 0.2, 0.3];
    const maps = [
      { a: 1, b: 1, c: 0 },
      { a: 2, b: 0.5, c: 0.3 },
      { a: 0, b: 3, c: -1 },
    ];
    const q = row.map((p, j) => {
      const odds = (Math.exp(maps[j]!.c) * p ** maps[j]!.a) / (1 - p) ** maps[j]!.b;
      return odds / (1 + odds);
    });
    const sum = q[0]! + q[1]! + q[2]!;
    for (const [j, p] of mapped(row, maps).entries()) expect(p).toBeCloseTo(q[j]! / sum, 14);
  });

  it("gives one of two classes what the other leaves, whichever it is", () => {
    const map = { a: 2, b: 1, c: 0.5 };
    const odds = (Math.exp(0.5) * 0.7 ** 2) / 0.3;
    expect(mapped([0.3, 0.7], [null, map])[1]).toBeCloseTo(odds / (1 + odds), 14);
    expect(mapped([0.7, 0.3], [map, null])[0]).toBeCloseTo(odds / (1 + odds), 14);
  });

  it("keeps the digits of 1 − p where p rounds to 1, and floors both at 1e-12", () => {
    const identity = { a: 1, b: 1, c: 0 };
    expect(mapped([1e-11, 1], [null, identity])[0]! / 1e-11).toBeCloseTo(1, 10);
    expect(mapped([0, 1], [null, identity])[0]! / 1e-12).toBeCloseTo(1, 10);
    expect(mapped([1, 0], [null, identity])[1]! / 1e-12).toBeCloseTo(1, 10);
  });

  it("still tells classes apart whose chances are all too small for a double", () => {
    const tiny = (c: number): LogOddsMap => ({ a: 0, b: 0, c });
    const [p, q] = mapped([0.5, 0.3, 0.2], [tiny(-2000), tiny(-2000 - Math.log(3)), tiny(-9000)]);
    expect(p).toBeCloseTo(0.75, 12);
    expect(q).toBeCloseTo(0.25, 12);
    const least = { a: Number.MAX_VALUE, b: 0, c: -Number.MAX_VALUE };
    expect(mapped([0.5, 0.25, 0.25], [least, least, least])).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it("gives the only class everything", () => {
    expect(mapped([1], [{ a: 1, b: 1, c: -3 }])).toEqual([1]);
  });
});
