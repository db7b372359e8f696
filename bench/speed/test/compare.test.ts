import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { compare } from "../compare.js";
import { grow } from "../grow.js";
import { writeValues } from "../rawFiles.js";
import { overconfidentRows } from "../seededRows.js";

const folder = mkdtempSync(join(tmpdir(), "calibrated-compare-"));
const { probabilities } = overconfidentRows(1, { rows: 20, classes: 3, temperatureOf: () => 2 });
writeValues(join(folder, "few.probabilities"), probabilities);
afterAll(() => rmSync(folder, { recursive: true }));

const script = (...args: string[]) => ({ file: "ours/temperatureApply.js", args: ["few", ...args] });

test("both sides run in processes of their own, and their results are compared", async () => {
  const against = { name: "itself", ...script("20", "3", "new"), target: 0.01, allowed: { absolute: 0 } };
  const ours = script("20", "3", "into");
  const work = {
    name: "few",
    title: "few rows",
    data: [],
    measured: "call" as const,
    ours,
    against: [against],
  };
  const compared = await compare(work, folder, 1);
  expect(compared).toMatchObject({ name: "few", title: "few rows", peakMegabytes: null, limit: null });
  expect(compared.milliseconds.median).toBeGreaterThan(0);
  const [comparison] = compared.against;
  expect(comparison.ratio.median).toBeCloseTo(
    comparison.milliseconds.median / compared.milliseconds.median,
    10,
  );
  expect(comparison.difference).toEqual({ largest: 0, limit: 0, isRelative: false, isAllowed: true });
});

test("a script that fails ends the run with what it said", async () => {
  const points = [{ size: 30, ours: script("30", "3", "into") }];
  await expect(grow({ name: "n", title: "t", unit: "rows", data: [], points }, folder, 1)).rejects.toThrow(
    /temperatureApply\.js few 30 3 into ended with 1:[^]*few\.probabilities ends after/,
  );
});
