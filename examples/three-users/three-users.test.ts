import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { TemperatureCalibrator } from "calibrated";
import { loadCalibratorStore } from "calibrated/io";
import { afterAll, expect, test } from "vitest";

const script = fileURLToPath(new URL("threeUsers.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "calibrated-three-users-"));
afterAll(() => rmSync(folder, { recursive: true }));

function run(store: string) {
  return execFileSync(process.execPath, [script, store], { encoding: "utf8" });
}

const output = run(join(folder, "store"));

function numbersAfter(pattern: RegExp) {
  return pattern.exec(output)!.slice(1).map(Number);
}

test("the output is the same on every run", () => {
  expect(run(join(folder, "again"))).toBe(output.replace(join(folder, "store"), join(folder, "again")));
  expect(output).toBe(`Who gets a calibrator of their own?
  ana  T = 2.1000  600 rows, 12 days, 3 labels: own
  ben  T = 0.4888  600 rows, 12 days, 3 labels: own
  cem  T = 1.6211  60 rows, 2 days, 3 labels: global, as an own one takes 200 rows and 3 days

0.7, 0.2, 0.1 becomes
  ana  0.5137, 0.2829, 0.2034
  ben  0.9126, 0.0703, 0.0170
  cem  0.5673, 0.2619, 0.1708
  dan  0.5673, 0.2619, 0.1708

Mean NLL on new rows, lower is better
  ana  0.9213 -> 0.8100 (own calibrator)
  ben  0.8752 -> 0.8062 (own calibrator)
  cem  1.0105 -> 0.8820 (global calibrator)

Saved and loaded: equal to the last digit
The store is in ${join(folder, "store")}
`);
});

test("the fit finds the temperatures that the table was made with", () => {
  // Over 400 seeds the fitted T has mean 2.006 and deviation 0.141 for ana, 0.501 and 0.035 for ben; three of those.
  const [ana, ben] = numbersAfter(/ana {2}T = (\S+).*\n {2}ben {2}T = (\S+)/);
  expect(Math.abs(ana - 2)).toBeLessThan(0.42);
  expect(Math.abs(ben - 0.5)).toBeLessThan(0.11);
});

test("each user's row is the temperature's power of it", async () => {
  const store = await loadCalibratorStore(join(folder, "store"));
  expect(store.userIds).toEqual(["ana", "ben"]);
  expect(store.classes).toEqual(["Write", "Read", "Meet"]);
  for (const userId of ["ana", "ben", "cem", "dan"]) {
    const calibrator = store.getCalibrator(userId) as TemperatureCalibrator;
    expect(calibrator).toBeInstanceOf(TemperatureCalibrator);
    const powers = [0.7, 0.2, 0.1].map((p) => p ** (1 / calibrator.temperature));
    const sum = powers.reduce((a, b) => a + b);
    const printed = numbersAfter(new RegExp(`^ {2}${userId} {2}(0\\.\\d+), (0\\.\\d+), (0\\.\\d+)$`, "m"));
    expect(printed).toEqual(powers.map((power) => expect.closeTo(power / sum, 4)));
  }
});

test("on new rows every user is better off", () => {
  for (const userId of ["ana", "ben", "cem"]) {
    const [raw, calibrated] = numbersAfter(new RegExp(`${userId} {2}(\\S+) -> (\\S+)`));
    expect(calibrated).toBeLessThan(raw);
  }
});
