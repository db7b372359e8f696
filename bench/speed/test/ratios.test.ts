import { CalibratorStore, fitIsotonicRegressor, fitTemperature, TemperatureCalibrator } from "calibrated";
import { describe, expect, test } from "vitest";

import { overconfidentRows, scoredOutcomes } from "../seededRows.js";

// Ratios within one process, the best of several by turns, and far from what they are: other tests run beside these, so
// that only the time on a CPU tells.
const turns = 7;

/** The least CPU time of each, in microseconds. */
function leastTimes(...calls: (() => unknown)[]): number[] {
  const least = calls.map(() => Infinity);
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, call] of calls.entries()) {
      const start = process.cpuUsage();
      call();
      const { user, system } = process.cpuUsage(start);
      least[i] = Math.min(least[i], user + system);
    }
  }
  return least;
}

function tableOf(rows: number) {
  const { probabilities, labels } = overconfidentRows(1, { rows, classes: 8, temperatureOf: () => 2 });
  return { probabilities: { data: probabilities, dims: [rows, 8] }, labels };
}

/** Temperature scaling by its formula. */
function plainTemperature(
  values: Float64Array,
  classes: number,
  temperature: number,
  out: Float64Array,
): void {
  for (let start = 0; start < values.length; start += classes) {
    let max = -Infinity;
    for (let j = start; j < start + classes; j++) {
      out[j] = Math.log(Math.max(values[j], 1e-12)) / temperature;
      max = Math.max(max, out[j]);
    }
    let sum = 0;
    for (let j = start; j < start + classes; j++) sum += out[j] = Math.exp(out[j] - max);
    for (let j = start; j < start + classes; j++) out[j] /= sum;
  }
}

function plainNll({ probabilities, labels }: ReturnType<typeof tableOf>, temperature: number): number {
  const calibrated = new Float64Array(probabilities.data.length);
  plainTemperature(probabilities.data, 8, temperature, calibrated);
  return labels.reduce((sum, label, row) => sum - Math.log(calibrated[row * 8 + label]), 0);
}

describe("a calibrator", () => {
  const { probabilities } = tableOf(50_000);
  const out = { ...probabilities, data: new Float64Array(probabilities.data.length) };

  test("of a temperature takes less than its formula", () => {
    const calibrator = new TemperatureCalibrator(1.7);
    const plain = new Float64Array(out.data.length);
    const [ours, formula] = leastTimes(
      () => calibrator.calibrateInto(probabilities, out),
      () => plainTemperature(probabilities.data, 8, 1.7, plain),
    );
    expect(ours / formula).toBeLessThan(1);
  });

  test("per user takes no more than a few times one for all", () => {
    const calibrator = new TemperatureCalibrator(1.7);
    const users = Array.from({ length: 1000 }, (_, user) => `user ${user}`);
    const store = new CalibratorStore({
      globalCalibrator: calibrator,
      userCalibrators: new Map(users.map((user, i) => [user, new TemperatureCalibrator(1.1 + i / 1000)])),
    });
    const userIds = Array.from({ length: 50_000 }, (_, row) => users[(row * 7) % 1000]);
    const [perUser, forAll] = leastTimes(
      () => store.calibrateBatchInto(probabilities, userIds, out),
      () => calibrator.calibrateInto(probabilities, out),
    );
    expect(perUser / forAll).toBeLessThan(8);
  });
});

describe("the fit of a temperature", () => {
  test("grows no faster than its rows", () => {
    const [few, many] = [tableOf(5000), tableOf(50_000)];
    const [short, long] = leastTimes(
      () => fitTemperature(few),
      () => fitTemperature(many),
    );
    expect(long / short).toBeLessThan(25);
  });

  test("takes less than a search of 71 steps", () => {
    const table = tableOf(5000);
    const [ours, search] = leastTimes(
      () => fitTemperature(table),
      () => Array.from({ length: 71 }, (_, step) => plainNll(table, 0.1 + step / 15)),
    );
    expect(ours / search).toBeLessThan(0.7);
  });
});

describe("the isotonic fit", () => {
  test("takes less than sorting its scores by a comparator", () => {
    const { scores, outcomes } = scoredOutcomes(2, 100_000, null);
    const indices = Uint32Array.from(scores, (_, i) => i);
    const [ours, sorting] = leastTimes(
      () => fitIsotonicRegressor(scores, outcomes),
      () => indices.slice().sort((a, b) => scores[a] - scores[b]),
    );
    expect(ours / sorting).toBeLessThan(1);
  });

  test("grows hardly faster than its rows", () => {
    const few = scoredOutcomes(3, 10_000, null);
    const many = scoredOutcomes(3, 100_000, null);
    const [short, long] = leastTimes(
      () => fitIsotonicRegressor(few.scores, few.outcomes),
      () => fitIsotonicRegressor(many.scores, many.outcomes),
    );
    expect(long / short).toBeLessThan(25);
  });
});
