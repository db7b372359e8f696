import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Types and lists of names: nothing to run. */
const nothingToRun = new Set([
  "index.ts",
  "apply.ts",
  "io/index.ts",
  "report/index.ts",
  "report/report.ts",
  "probabilities/shapes.ts",
  "calibrator/calibrator.ts",
  "numerics/slopeRows.ts",
  "personalize/pooledProblem.ts",
  "personalize/storeParts.ts",
  "store/storeEvidence.ts",
]);

describe("the tests", () => {
  it("mirror the sources: every file has its namesake", () => {
    const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".ts"),
    );
    const untested = sources.filter(
      (path) => !nothingToRun.has(path) && !existsSync(join(root, "test", path.replace(/\.ts$/, ".test.ts"))),
    );
    expect(untested).toEqual([]);
  });
});
