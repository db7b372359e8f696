import { expect, it } from "vitest";

import { uniformShareShape } from "../../src/artifact/uniformShareShape.ts";

it("reads a number from 0 to 1, and 0 where there is none", () => {
  expect([0, 0.25, 1, null, undefined].map((value) => uniformShareShape(value, "a.json", "share"))).toEqual([
    0, 0.25, 1, 0, 0,
  ]);
});

it.each([-0.1, 1.1, NaN, "0.1", [], true])("refuses %j, naming file and field", (value) => {
  expect(() => uniformShareShape(value, "a.json", "share")).toThrow(
    expect.objectContaining({
      code: "invalid-field",
      details: expect.objectContaining({ file: "a.json", field: "share" }),
    }),
  );
});
