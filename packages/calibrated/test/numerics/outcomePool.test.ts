import { afterEach, describe, expect, it } from "vitest";

import { batchKernels, chooseKernels } from "../../src/numerics/batchKernels.ts";
import { outcomePool, plainOutcomePool } from "../../src/numerics/outcomePool.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";

const chosen = batchKernels();
afterEach(() => chooseKernels(() => chosen));

const isOfWebAssembly = (count: number): boolean =>
  outcomePool(count, 1e-15).signed.buffer.byteLength > 8 * count;

describe("outcomePool", () => {
  it("is in WebAssembly for many outcomes, where batches are", () => {
    chooseKernels(simdKernels);
    expect(isOfWebAssembly(4096)).toBe(true);
    expect(isOfWebAssembly(4095)).toBe(false);
    chooseKernels(() => null);
    expect(isOfWebAssembly(4096)).toBe(false);
  });
});

describe("plainOutcomePool", () => {
  it("sorts and pools what its memory is filled with, again and again", () => {
    const { signed, pool } = plainOutcomePool(4, 1e-15);
    signed.set([0.75, -0.25, 0.5, -1]);
    expect(pool()).toEqual({ firsts: [0.25, 1], lasts: [0.75, 1], sums: [1, 1], masses: [3, 1] });
    signed.set([0.5, 0.5, -0.5, -0]);
    expect(pool()).toEqual({ firsts: [0], lasts: [0.5], sums: [2], masses: [4] });
  });
});
