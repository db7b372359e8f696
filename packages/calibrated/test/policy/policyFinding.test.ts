import { describe, expect, it } from "vitest";

import { CalibrationError } from "../../src/errors.ts";
import { finding, unreadable } from "../../src/policy/policyFinding.ts";

describe("finding", () => {
  it("has a sentence built from its details", () => {
    const details = { problem: "It is odd", expected: "1", found: "2", field: "x", file: "a.json" };
    expect(finding("store-classes", "error", details)).toEqual([
      {
        code: "store-classes",
        severity: "error",
        message: 'It is odd: expected 1, but found 2, field "x", file "a.json".',
        details,
      },
    ]);
  });
});

describe("unreadable", () => {
  const error = (code: "not-found" | "not-json", file = "a.json"): CalibrationError =>
    new CalibrationError(code, {
      problem: "Cannot read a file",
      expected: "JSON",
      found: "none",
      file,
    });

  it("tells what is missing from what is broken, in the words of the error", () => {
    expect(unreadable("bundle", error("not-found"))).toMatchObject([
      { code: "bundle-missing", severity: "error" },
    ]);
    expect(unreadable("store", error("not-json"))).toMatchObject([
      { code: "store-unreadable", message: error("not-json").message, details: error("not-json").details },
    ]);
  });

  it("calls a store broken that is there without another file of it", () => {
    const codeOf = (file: string): string => unreadable("store", error("not-found", file))[0]!.code;
    expect(codeOf("artifacts/store/store.json")).toBe("store-missing");
    expect(codeOf("artifacts/store/global.json")).toBe("store-unreadable");
  });

  it("is nothing for what could be read", () => {
    expect(unreadable("bundle", "3f2a")).toEqual([]);
    expect(unreadable("store", null)).toEqual([]);
  });
});
