import { expect, it } from "vitest";

import { structuredRidge } from "../../src/fit/structuredRidge.ts";

it("is K / n for biases and diagonal, and K (K − 1) / n beside it", () => {
  expect(structuredRidge(4, 8)).toEqual({ bias: 0.5, diagonal: 0.5, offDiagonal: 1.5 });
  expect(structuredRidge(1, 1)).toEqual({ bias: 1, diagonal: 1, offDiagonal: 0 });
});
