import { describe, expect, it } from "vitest";

import { affinePoint } from "../../src/fit/affineObjective.ts";
import { addPenalty, type AffinePenalty } from "../../src/fit/affinePenalty.ts";

const centre = Float64Array.of(0.1, -0.2, 0.5);
const point = affinePoint(3);
point.parameters.set([0.3, 0.4, -1]);
point.value = 7;
point.gradient.set([1, 2, 3]);
// The lower triangle.
point.hessian.set([10, 0, 0, 1, 20, 0, 2, 3, 30]);
point.bend = -0.25;

function penalised(penalty: AffinePenalty): ReturnType<typeof affinePoint> {
  const sum = affinePoint(3);
  addPenalty(sum, point, penalty);
  return sum;
}

describe("addPenalty", () => {
  it("adds half the squared distances times their precisions, and the derivatives of that", () => {
    const precision = Float64Array.of(2, 0, 4);
    const sum = penalised({ centre, precision });
    expect(sum.value).toBeCloseTo(7 + 0.2 ** 2 + 2 * 1.5 ** 2, 14);
    expect(Array.from(sum.gradient)).toEqual(
      [1 + 2 * 0.2, 2, 3 - 4 * 1.5].map((x) => expect.closeTo(x, 14) as number),
    );
    expect(Array.from(sum.hessian)).toEqual([12, 0, 0, 1, 20, 0, 2, 3, 34]);
    expect(sum.parameters).toEqual(point.parameters);
    expect(sum.bend).toBe(-0.25);
  });

  it("leaves the other derivatives as they are where a parameter is held", () => {
    const sum = penalised({ centre, precision: Float64Array.of(Infinity, 0, 0) });
    expect(sum.value).toBe(7);
    expect(Array.from(sum.gradient)).toEqual([0, 2, 3]);
    expect(Array.from(sum.hessian)).toEqual([1, 0, 0, 0, 20, 0, 0, 3, 30]);
    expect(sum.bend).toBe(0);
  });

  it("leaves the point as it is", () => {
    penalised({ centre, precision: Float64Array.of(1, Infinity, 1) });
    expect(point.value).toBe(7);
    expect(Array.from(point.hessian)).toEqual([10, 0, 0, 1, 20, 0, 2, 3, 30]);
  });
});
