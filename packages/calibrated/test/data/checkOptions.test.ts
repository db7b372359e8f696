import { describe, expect, it } from "vitest";

import { checkOptions } from "../../src/data/checkOptions.ts";

describe("checkOptions", () => {
  it("names an option it does not know, and those it does", () => {
    checkOptions({ a: undefined }, ["a", "b"]);
    expect(() => checkOptions({ minWindow: 1 }, ["minWindows", "minDays"])).toThrow(
      /one of "minWindows", "minDays", but found "minWindow"/,
    );
  });
});
