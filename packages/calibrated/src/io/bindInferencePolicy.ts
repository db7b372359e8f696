import { join, relative, sep } from "node:path";

import { bundleFile } from "../artifact/modelBundleJson.ts";
import { storeFile } from "../artifact/storeJson.ts";
import { CalibrationError } from "../errors.ts";
import { checkInferencePolicy, unreadableParts } from "../policy/checkInferencePolicy.ts";
import {
  createInferencePolicy,
  type InferencePolicy,
  type InferencePolicyParts,
} from "../policy/inferencePolicy.ts";
import type { PolicyFinding } from "../policy/policyFinding.ts";
import { CalibratorStore } from "../store/calibratorStore.ts";
import { readModelBundle } from "./modelBundle.ts";
import { loadInferencePolicy, policyFilePath, policyHome } from "./policyFile.ts";
import { readStore, refuseErrors } from "./servedPolicy.ts";

/** What to bind. Folders are relative to the current one. */
export interface PolicyBinding extends Pick<
  InferencePolicyParts,
  "rejectThreshold" | "perUserRejectThresholds" | "createdAt" | "source" | "gitCommit"
> {
  /** The folder of the model bundle. */
  readonly modelDir: string;
  /** The folder of the store; default null for none. */
  readonly calibratorStoreDir?: string | null | undefined;
}

/** A policy that holds, not yet saved. */
export interface BoundPolicy {
  readonly policy: InferencePolicy;
  /** Warnings only. */
  readonly findings: readonly PolicyFinding[];
  /** The policy that stands in its place, or null. Its keys that this library does not know are in the new one. */
  readonly previous: InferencePolicy | null;
}

/**
 * The policy for a model bundle and a store as they are on the disk, to be saved at `path`: the schema hash and classes
 * of the bundle's `metadata.json`, the method of the store, and paths relative to the policy's home. Nothing is written.
 *
 * @param path - as for `saveInferencePolicy`. Keys of a policy there that this library does not know are kept.
 * @throws CalibrationError `policy-refused` with all findings in `details.findings`; `invalid-option` for a threshold
 *   outside 0 to 1; as `loadInferencePolicy` if something else stands in its place.
 *
 * @example
 * import { mkdir, writeFile } from "node:fs/promises";
 * import { bindInferencePolicy } from "calibrated/io";
 * await mkdir("bound/models/run1", { recursive: true });
 * await writeFile("bound/models/run1/metadata.json", '{"schema_hash": "3f2a", "label_set": ["Write", "Build"]}');
 * const { policy } = await bindInferencePolicy("bound/models", { modelDir: "bound/models/run1", rejectThreshold: 0.55 });
 * policy.modelDir; // => "models/run1"
 * policy.modelLabelSet; // => ["Build", "Write"]
 */
export async function bindInferencePolicy(path: string, binding: PolicyBinding): Promise<BoundPolicy> {
  const { modelDir, calibratorStoreDir = null, ...parts } = binding;
  const file = await policyFilePath(path);
  const previous = await policyInPlace(file);
  const bundle = await readModelBundle(modelDir);
  const store = await readStore(calibratorStoreDir);
  const problem = "Cannot bind the policy";
  const files = {
    policy: file,
    bundle: join(modelDir, bundleFile),
    store: join(calibratorStoreDir ?? "", storeFile),
  };
  refuseErrors(unreadableParts({ bundle, store }), problem, file);
  const { schemaHash, labelSet } = bundle as { readonly schemaHash: string; readonly labelSet: string[] };
  const fromHome = (dir: string): string => relative(policyHome(file), dir).replaceAll(sep, "/") || ".";
  const policy = createInferencePolicy({
    ...parts,
    modelDir: fromHome(modelDir),
    modelSchemaHash: schemaHash,
    modelLabelSet: labelSet,
    calibratorStoreDir: calibratorStoreDir === null ? null : fromHome(calibratorStoreDir),
    calibrationMethod: store instanceof CalibratorStore ? store.method : null,
    otherFields: previous?.otherFields,
  });
  const findings = checkInferencePolicy(policy, { bundle, store, files });
  refuseErrors(findings, problem, file);
  return { policy, findings, previous };
}

async function policyInPlace(file: string): Promise<InferencePolicy | null> {
  try {
    return await loadInferencePolicy(file);
  } catch (error) {
    if (!(error instanceof CalibrationError) || error.code === "file-system") throw error;
    if (error.code === "not-found") return null;
    const hint =
      "What stands in the policy's place is not replaced: its keys could not be kept. Remove it first.";
    throw new CalibrationError(error.code, { ...error.details, hint }, { cause: error });
  }
}
