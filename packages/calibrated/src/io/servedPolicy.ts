import { isAbsolute, join } from "node:path";

import { bundleFile } from "../artifact/modelBundleJson.ts";
import type { ReadStoreOptions } from "../artifact/readCalibratorStore.ts";
import { storeFile } from "../artifact/storeJson.ts";
import { CalibrationError } from "../errors.ts";
import { checkInferencePolicy } from "../policy/checkInferencePolicy.ts";
import type { InferencePolicy } from "../policy/inferencePolicy.ts";
import type { PolicyFinding } from "../policy/policyFinding.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import { readModelBundle } from "./modelBundle.ts";
import { loadInferencePolicy, policyFilePath, policyHome } from "./policyFile.ts";
import { loadCalibratorStore } from "./storeDirectory.ts";

/** A policy, and all that is wrong with it. */
export interface CheckedPolicy {
  readonly policy: InferencePolicy;
  readonly findings: readonly PolicyFinding[];
}

/** A policy that holds, and what it serves. */
export interface ServedPolicy {
  readonly policy: InferencePolicy;
  /** Null if the policy has none: the model's probabilities are served as they are. */
  readonly store: CalibratorStore | null;
  /** The folder of the store, or null. */
  readonly storeDir: string | null;
  /** Warnings only. */
  readonly findings: readonly PolicyFinding[];
}

/**
 * Reads a policy, the `metadata.json` of its model bundle and its store, and says everything that is wrong with them.
 *
 * @param path - the policy's file, or the folder that holds `inference_policy.json`.
 * @param options - how to read the store.
 * @throws CalibrationError as `loadInferencePolicy`, for the policy itself; what is wrong with the bundle and the store
 *   is among the findings.
 *
 * @example
 * import { createInferencePolicy } from "calibrated";
 * import { checkPolicyFile, saveInferencePolicy } from "calibrated/io";
 * const policy = createInferencePolicy({
 *   modelDir: "models/gone",
 *   modelSchemaHash: "3f2a9c41d07b",
 *   modelLabelSet: ["Build", "Write"],
 *   calibratorStoreDir: "artifacts/gone",
 *   rejectThreshold: 0.55,
 * });
 * const path = await saveInferencePolicy(policy, "unbound/models");
 * const { findings } = await checkPolicyFile(path);
 * findings.map(({ code }) => code); // => ["bundle-missing", "store-missing"]
 */
export async function checkPolicyFile(path: string, options: ReadStoreOptions = {}): Promise<CheckedPolicy> {
  const { policy, findings } = await surveyPolicy(path, options);
  return { policy, findings };
}

/**
 * Loads what a policy serves. A wrong pairing of model, store and policy cannot be served: it is an error that names
 * everything that is wrong.
 *
 * @param path - the policy's file, or the folder that holds `inference_policy.json`.
 * @param options - how to read the store.
 * @throws CalibrationError `policy-refused` with all findings in `details.findings`; as `loadInferencePolicy`, for the
 *   policy itself.
 *
 * @example
 * import { mkdir, writeFile } from "node:fs/promises";
 * import { CalibratorStore, rejectDecisions, rejectThresholds, TemperatureCalibrator } from "calibrated";
 * import { bindInferencePolicy, loadServedPolicy, saveCalibratorStore, saveInferencePolicy } from "calibrated/io";
 * await mkdir("served/models/run1", { recursive: true });
 * await writeFile("served/models/run1/metadata.json", '{"schema_hash": "3f2a", "label_set": ["Write", "Build"]}');
 * const globalCalibrator = new TemperatureCalibrator(2);
 * await saveCalibratorStore(new CalibratorStore({ globalCalibrator }), "served/artifacts/calibrators");
 * const bound = await bindInferencePolicy("served/models", {
 *   modelDir: "served/models/run1",
 *   calibratorStoreDir: "served/artifacts/calibrators",
 *   rejectThreshold: 0.8,
 * });
 * await saveInferencePolicy(bound.policy, "served/models");
 *
 * const { policy, store } = await loadServedPolicy("served/models");
 * const users = ["alice", "bob"];
 * const probabilities = [[0.9, 0.1], [0.99, 0.01]];
 * const calibrated = store === null ? probabilities : store.calibrateBatch(probabilities, users);
 * Array.from(rejectDecisions(calibrated, rejectThresholds(policy, users)).rejected); // => [1, 0]
 */
export async function loadServedPolicy(path: string, options: ReadStoreOptions = {}): Promise<ServedPolicy> {
  const { policy, store, storeDir, findings, file } = await surveyPolicy(path, options);
  refuseErrors(findings, "Cannot serve by the policy", file);
  return { policy, store: store as CalibratorStore | null, storeDir, findings };
}

/** Throws `policy-refused` if there is a finding of severity "error". */
export function refuseErrors(findings: readonly PolicyFinding[], problem: string, file: string): void {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  throw new CalibrationError("policy-refused", {
    problem,
    expected: "a model bundle, a store and a policy that belong together",
    found: errors.length === 1 ? "an error" : `${errors.length} errors`,
    file,
    hint: ["In full:", ...errors.map(({ message }) => `- ${message}`)].join("\n"),
    findings,
  });
}

/** The store in a folder or, where it cannot be loaded, why; null for no folder. */
export async function readStore(
  dir: string | null,
  options: ReadStoreOptions = {},
): Promise<CalibratorStore | CalibrationError | null> {
  try {
    return dir === null ? null : await loadCalibratorStore(dir, options);
  } catch (error) {
    if (error instanceof CalibrationError) return error;
    throw error;
  }
}

async function surveyPolicy(
  path: string,
  options: ReadStoreOptions,
): Promise<{
  readonly policy: InferencePolicy;
  readonly store: CalibratorStore | CalibrationError | null;
  readonly storeDir: string | null;
  readonly findings: readonly PolicyFinding[];
  readonly file: string;
}> {
  const file = await policyFilePath(path);
  const policy = await loadInferencePolicy(file);
  const inHome = (dir: string): string => (isAbsolute(dir) ? dir : join(policyHome(file), dir));
  const bundleDir = inHome(policy.modelDir);
  const storeDir = policy.calibratorStoreDir === null ? null : inHome(policy.calibratorStoreDir);
  const bundle = await readModelBundle(bundleDir);
  const store = await readStore(storeDir, options);
  const files = { policy: file, bundle: join(bundleDir, bundleFile), store: join(storeDir ?? "", storeFile) };
  const findings = checkInferencePolicy(policy, { bundle, store, files });
  return { policy, store, storeDir, file, findings };
}
