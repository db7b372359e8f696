import { describe, expect, it } from "vitest";

import { argsort } from "../../src/numerics/argsort.ts";

describe("argsort", () => {
  it("sorts ascending and keeps the order of equal keys", () => {
    expect(argsort(Float64Array.of(0.5, 0.1, 0.5, -1, 0.1))).toEqual(Uint32Array.of(3, 1, 4, 0, 2));
  });

  it("takes no keys", () => {
    expect(argsort(new Float64Array())).toEqual(new Uint32Array());
  });
});
