import { describe, expect, it } from "vitest";

import { checkChoice } from "../../src/data/checkChoice.ts";

describe("checkChoice", () => {
  it("names a value that is no choice, and those that are", () => {
    checkChoice("fruit", "apple", ["apple", "pear"]);
    checkChoice("gate", false, [true, false]);
    expect(() => checkChoice("fruit", "apples", ["apple", "pear"], "Buy one.")).toThrow(
      /Invalid fruit: expected one of "apple", "pear", but found "apples".*Buy one\./,
    );
    expect(() => checkChoice("gate", "true", [true, false])).toThrow(/one of true, false, but found "true"/);
  });

  it.each([undefined, null, Number.NaN, ["apple"], {}])("refuses %s", (value) => {
    expect(() => checkChoice("fruit", value, ["apple"])).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        details: expect.objectContaining({ field: "fruit" }),
      }),
    );
  });
});
