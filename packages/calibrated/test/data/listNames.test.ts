import { describe, expect, it } from "vitest";

import { listNames } from "../../src/data/listNames.ts";

describe("listNames", () => {
  it("cuts a long list and says how many it leaves out", () => {
    expect(listNames(["a", 'b"c'])).toBe('"a", "b\\"c"');
    expect(listNames(Array.from({ length: 23 }, (_, i) => `c${i}`))).toMatch(/"c19" and 3 more$/);
  });
});
