import { describe, expect, it } from "vitest";

import { lastPart, leavesHome } from "../../src/policy/policyPaths.ts";

describe("leavesHome", () => {
  it.each([
    "models/run1",
    ".",
    "./models",
    "models/../artifacts",
    "a/b/../..",
    "..a",
    "a/...",
    "models\\run1",
  ])("lets %s be", (path) => expect(leavesHome(path)).toBe(false));

  it.each([
    "/models/run1",
    "\\models",
    "\\\\server\\share",
    "C:\\models",
    "c:models",
    "..",
    "../models",
    "models/../../x",
    "models\\..\\..\\x",
    "a/../../a/b",
  ])("tells of %s", (path) => expect(leavesHome(path)).toBe(true));
});

describe("lastPart", () => {
  it.each([
    ["models/run1", "run1"],
    ["models\\run1\\", "run1"],
    ["run1/./", "run1"],
    ["./", ""],
  ])("of %s is %j", (path, name) => expect(lastPart(path)).toBe(name));
});
