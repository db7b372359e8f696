import { describe, expect, it } from "vitest";

import { logOnePlus, naturalLog, restOfLog } from "../../src/numerics/naturalLog.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { offLog, offLogOnePlus } from "./exactLogarithms.ts";

const random = seededRandom(11);
const drawn = (make: (share: number) => number): number[] =>
  Array.from({ length: 3000 }, () => make(random.share()));

/** Beside the edges from one inverse of the table to the next. */
const edges = Array.from({ length: 1024 }, (_, i) => 1 + (i + 0.5) / 1024).flatMap((edge) => [
  edge - 2 ** -52,
  edge,
  (edge + 2 ** -52) / 2,
]);

describe("naturalLog", () => {
  it.each([
    ["shares", drawn((share) => share || 1)],
    ["near 1", drawn((share) => 1 + (share - 0.5) * 2 ** -12)],
    ["next to 1", drawn((share) => 1 + Math.round((share - 0.5) * 1000) * 2 ** -53 || 1)],
    ["around 1", drawn((share) => 0.5 + 1.5 * share)],
    ["of every size", drawn((share) => 2 ** (2000 * (share - 0.5)))],
    ["tiny", drawn((share) => 2 ** (-1074 + 60 * share))],
    ["at the edges of the table", edges],
  ])("is ln x to 0.6 units in the last place, %s", (_, xs) => {
    let worst = 0;
    for (const x of xs) {
      const found = naturalLog(x);
      if (x === 1) expect(found).toBe(0);
      else worst = Math.max(worst, offLog(found, x));
    }
    expect(worst).toBeLessThan(0.6);
  });

  it("rises with x", () => {
    const xs = [...edges, ...drawn((share) => 2 * share), ...drawn((share) => 2 ** (40 * share - 39))].sort(
      (a, b) => a - b,
    );
    for (const [i, x] of xs.entries()) {
      if (i > 0) expect(naturalLog(x)).toBeGreaterThanOrEqual(naturalLog(xs[i - 1]!));
      expect(naturalLog(x + x * 2 ** -52)).toBeGreaterThanOrEqual(naturalLog(x));
    }
  });

  it("knows where there is no logarithm, and where it is whole", () => {
    expect([1, 0, -0, Infinity].map(naturalLog)).toEqual([0, -Infinity, -Infinity, Infinity]);
    expect([-1, -Infinity, NaN, -Number.MIN_VALUE].map(naturalLog)).toEqual([NaN, NaN, NaN, NaN]);
    expect(naturalLog(2)).toBe(Math.LN2);
    expect(naturalLog(Number.MIN_VALUE)).toBe(-744.4400719213812);
    expect(naturalLog(Number.MAX_VALUE)).toBe(709.782712893384);
  });
});

describe("logOnePlus", () => {
  it.each([
    ["of every size above", drawn((share) => 2 ** (140 * share - 100))],
    ["of every size below", drawn((share) => -(2 ** (-100 * share - 0.001)))],
    ["near 0", drawn((share) => (share - 0.5) / 100)],
    ["down to −1", drawn((share) => share - 1 || 1)],
  ])("is ln(1 + x) to one unit in the last place, %s", (_, xs) => {
    expect(Math.max(...xs.map((x) => offLogOnePlus(logOnePlus(x), x)))).toBeLessThan(1);
  });

  it("keeps what is too small to add to 1, and knows its ends", () => {
    expect([1e-300, -1e-300, 0, -0].map(logOnePlus)).toEqual([1e-300, -1e-300, 0, -0]);
    expect([-1, -2, Infinity, NaN].map(logOnePlus)).toEqual([-Infinity, NaN, Infinity, NaN]);
    expect(logOnePlus(1e300)).toBe(naturalLog(1e300));
  });
});

describe("restOfLog", () => {
  it("is what the logarithm goes on with", () => {
    // ln 2 and ln 0.7 (as doubles), to 40 digits, less the nearest doubles.
    expect(restOfLog(2, Math.LN2)).toBeCloseTo(2.3190468138462996e-17, 21);
    expect(restOfLog(0.7, naturalLog(0.7))).toBeCloseTo(4.82556379937662e-18, 21);
  });
});
