import { describe, expect, it } from "vitest";

import { restSums } from "../../src/numerics/restSums.ts";

describe("restSums", () => {
  it("adds up the other values of the row", () => {
    expect(restSums(Float64Array.of(1, 2, 4, 8, 16, 32), 3)).toEqual(Float64Array.of(6, 5, 3, 48, 40, 24));
  });

  it("of two values gives the other one, with all its digits", () => {
    expect(restSums(Float64Array.of(1, 1e-20), 2)).toEqual(Float64Array.of(1e-20, 1));
  });

  it("of one value gives 0", () => {
    expect(restSums(Float64Array.of(1, 1), 1)).toEqual(Float64Array.of(0, 0));
  });
});
