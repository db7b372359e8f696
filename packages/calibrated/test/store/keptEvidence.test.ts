import { expect, it } from "vitest";

import {
  fitCalibratorStore,
  type FitCalibratorStoreOptions,
} from "../../src/personalize/fitCalibratorStore.ts";
import { keptEvidence } from "../../src/store/keptEvidence.ts";

const rows = Array.from({ length: 60 }, (_, i) => i);
const table = {
  probabilities: rows.map((i) => [0.5 + (i % 5) / 10, 0.5 - (i % 5) / 10]),
  labels: rows.map((i) => Number(i % 3 === 0)),
  userIds: rows.map((i) => `user ${i % 6}`),
};
const kept = (options: FitCalibratorStoreOptions): boolean =>
  keptEvidence(fitCalibratorStore(table, options).evidence) !== null;

it("is nothing where nothing was tried or proved", () => {
  expect(kept({})).toBe(false);
  expect(kept({ method: "isotonic", personalization: "none" })).toBe(false);
});

it.each<FitCalibratorStoreOptions>([
  { method: "auto", personalization: "none" },
  { method: "auto" },
  { method: "auto", personalization: "eligible" },
  { gate: true },
  { personalization: "pooled", method: "temperature", gate: false },
])("is all of %o", (options) => {
  expect(kept(options)).toBe(true);
});
