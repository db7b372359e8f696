import {
  encodeCalibratorStore,
  evaluateStore,
  fitCalibratorStore,
  tuneRejectThreshold,
  type FitCalibratorStoreOptions,
  type PredictionColumns,
} from "../../src/index.ts";
import { methods } from "../../src/fit/fitMethod.ts";
import { buildReport } from "../../src/report/index.ts";
import { digestOf } from "./digestOf.ts";
import { rowsOf } from "./syntheticRows.ts";

const classes = ["red", "green", "blue"];
const userCount = 5;
const rowsOfUser = 80;

/** Rows of a few users, who are right less often than is said, each in its own way; made by whole numbers and division. */
function tableOf(seed: number): PredictionColumns {
  const rowCount = userCount * rowsOfUser;
  const k = classes.length;
  const data = rowsOf(rowCount, k);
  let state = seed;
  const labels = Array.from({ length: rowCount }, (_, row) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    let left = state / 2 ** 32;
    const user = row % userCount;
    for (let j = 0; j < k - 1; j++) {
      left -= 0.6 * data[row * k + j]! + (j === user % k ? 0.3 : 0.05);
      if (left < 0) return classes[j]!;
    }
    return classes[k - 1]!;
  });
  return {
    probabilities: { data, dims: [rowCount, k] },
    classes,
    labels,
    userIds: labels.map((_, row) => `user ${row % userCount}`),
    timestamps: labels.map((_, row) => Date.UTC(2024, 0, 1) + row * 5_000_000),
    weights: labels.map((_, row) => 1 + (row % 3)),
  };
}

/** What the text says, as a digest: doubles are written with all their digits. */
function digestOfText(text: string): string {
  return digestOf([Float64Array.from(text, (one) => one.codePointAt(0)!)]);
}

const plain = (_: string, value: unknown): unknown =>
  value instanceof Map || ArrayBuffer.isView(value) ? Array.from(value as Iterable<unknown>) : value;

/** For each way to fit a digest of the files of a store, and of what is found out about it on other rows. */
export function fitDigests(): Record<string, string> {
  const [rows, others] = [tableOf(1), tableOf(2)];
  const digests: Record<string, string> = {};
  const add = (name: string, options: FitCalibratorStoreOptions): void => {
    // Those of users take the most time; one store stands for all.
    const userIntervals = name === "vector" ? "bootstrap" : "none";
    const { store, evidence } = fitCalibratorStore(rows, { minWindows: 40, minLabels: 2, ...options });
    const scores = evaluateStore(others, store, { replicates: 50, thresholds: 0.5, userIntervals });
    digests[name] = digestOfText(JSON.stringify([encodeCalibratorStore(store, evidence), scores], plain));
  };
  for (const method of Object.keys(methods) as (keyof typeof methods)[]) add(method, { method });
  add("auto", { method: "auto", gate: true });
  for (const method of ["temperature", "auto"] as const)
    add(`pooled ${method}`, { method, personalization: "pooled" });
  const { store } = fitCalibratorStore(rows, { method: "vector", personalization: "none" });
  digests["report"] = digestOfText(JSON.stringify(buildReport(others, store, { maxRisk: 0.4 }), plain));
  const tunings = [{ goal: "accuracy" }, { goal: "risk", maxRisk: 0.4 }] as const;
  digests["threshold"] = digestOfText(
    JSON.stringify(
      tunings.map((goal) => tuneRejectThreshold(others, store, goal)),
      plain,
    ),
  );
  return digests;
}
