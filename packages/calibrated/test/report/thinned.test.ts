import { expect, it } from "vitest";

import { thinned } from "../../src/report/thinned.ts";

it("leaves out what falls onto the same pixel, but neither end", () => {
  const points = [0, 0.001, 0.0015, 0.003, 0.5, 0.5005];
  expect(thinned(points, (x) => [x])).toEqual([0, 0.003, 0.5, 0.5005]);
});

it("keeps a step: near in one direction is not near", () => {
  const points = [
    [0.5, 0.2],
    [0.5, 0.9],
  ];
  expect(thinned(points, (point) => point)).toEqual(points);
  expect(thinned([], () => [])).toEqual([]);
});
