import { expect, it } from "vitest";

import { affineMoments } from "../../src/numerics/affineMoments.ts";
import { chooseKernels } from "../../src/numerics/batchKernels.ts";
import { plainAffineMoments } from "../../src/numerics/plainAffineMoments.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";
import { sumAffineMoments } from "../../src/numerics/sumAffineMoments.ts";
import { slopesAndBiases, affineRows } from "./affineSamples.ts";

it.each([3, 65])("is the same to the last bit with WebAssembly and without, %i classes", (k) => {
  const rows = affineRows(100, k, true);
  const map = slopesAndBiases(k, false);
  const expected = affineMoments(k, false);
  plainAffineMoments(rows, map, expected);
  for (const make of [simdKernels, () => null]) {
    chooseKernels(make);
    const found = affineMoments(k, false);
    expect(sumAffineMoments(rows, map, found)).toBe(true);
    expect(found).toEqual(expected);
  }
});

it.each([NaN, Infinity, -Infinity, 1e300])("says nothing under a slope or a bias of %d", (wrong) => {
  const rows = affineRows(10, 3, false);
  const map = slopesAndBiases(3, false);
  for (const key of ["slopes", "biases"] as const) {
    const all = map[key].slice().fill(wrong, 1, 2);
    expect(sumAffineMoments(rows, { ...map, [key]: all }, affineMoments(3, false))).toBe(false);
  }
});
