import { describe, expect, it } from "vitest";

import { groupByUser } from "../../src/data/groupByUser.ts";

describe("groupByUser", () => {
  it("lists each user's rows in order, also of users named like parts of an object", () => {
    const groups = groupByUser(["b", "__proto__", "b", null, "constructor"]);
    expect([...groups]).toEqual([
      ["b", Uint32Array.of(0, 2)],
      ["__proto__", Uint32Array.of(1)],
      [null, Uint32Array.of(3)],
      ["constructor", Uint32Array.of(4)],
    ]);
  });
});
