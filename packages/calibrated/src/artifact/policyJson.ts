import {
  createInferencePolicy,
  policyKeys,
  type InferencePolicy,
  type InferencePolicyParts,
  type OtherField,
} from "../policy/inferencePolicy.ts";
import { anything, fileError, inTermsOfFile, object } from "./jsonShape.ts";

/** The name of a policy's file. */
export const policyFile = "inference_policy.json";

/** A policy as its file has it: the seed's format, with keys that this library does not know where they stood. */
export interface InferencePolicyJson {
  readonly policy_version: "v1";
  readonly model_dir: string;
  readonly model_schema_hash: string;
  readonly model_label_set: readonly string[];
  readonly calibrator_store_dir: string | null;
  readonly calibration_method: string | null;
  readonly reject_threshold: number;
  readonly per_user_reject_thresholds: Readonly<Record<string, number>> | null;
  /** Absent if unknown: the seed's reader takes no null. */
  readonly created_at?: string;
  readonly source: string;
  readonly git_commit: string;
  readonly [otherKey: string]: unknown;
}

/**
 * The JSON value of a policy: the known keys in their order, and each other key behind the one it followed. An object
 * puts keys that are whole numbers first, whatever their place was.
 *
 * @example
 * import { createInferencePolicy, encodeInferencePolicy } from "calibrated";
 * const policy = createInferencePolicy({
 *   modelDir: "models/run1",
 *   modelSchemaHash: "3f2a9c41d07b",
 *   modelLabelSet: ["Build", "Write"],
 *   rejectThreshold: 0.55,
 * });
 * encodeInferencePolicy(policy).model_dir; // => "models/run1"
 */
export function encodeInferencePolicy(policy: InferencePolicy): InferencePolicyJson {
  const { perUserRejectThresholds: perUser, createdAt } = policy;
  const known = {
    policy_version: policy.policyVersion,
    model_dir: policy.modelDir,
    model_schema_hash: policy.modelSchemaHash,
    model_label_set: policy.modelLabelSet,
    calibrator_store_dir: policy.calibratorStoreDir,
    calibration_method: policy.calibrationMethod,
    reject_threshold: policy.rejectThreshold,
    per_user_reject_thresholds: perUser && Object.fromEntries(perUser),
    ...(createdAt !== null && { created_at: createdAt }),
    source: policy.source,
    git_commit: policy.gitCommit,
  };
  const entries: [string, unknown][] = Object.entries(known);
  for (const { name, value, after } of policy.otherFields) {
    const before = entries.findIndex(([key]) => key === after);
    const place = before === -1 && after !== null ? entries.length : before + 1;
    entries.splice(place, 0, [name, value]);
  }
  return Object.fromEntries(entries) as unknown as InferencePolicyJson;
}

/**
 * The policy that a JSON value describes. Keys that are not known are kept in `otherFields`; what the seed's format has a
 * default for may be absent.
 *
 * @param json - a parsed value, see {@link InferencePolicyJson}.
 * @param file - what to call it in errors.
 * @throws CalibrationError `format-too-new` for a later version; `invalid-field` naming the field.
 *
 * @example
 * import { decodeInferencePolicy } from "calibrated";
 * const policy = decodeInferencePolicy({
 *   model_dir: "models/run1",
 *   model_schema_hash: "3f2a9c41d07b",
 *   model_label_set: ["Build", "Write"],
 *   reject_threshold: 0.55,
 * });
 * policy.source; // => "manual"
 */
export function decodeInferencePolicy(json: unknown, file: string = policyFile): InferencePolicy {
  const fields = policyShape(json, file);
  checkVersion(fields["policy_version"], file);
  return inTermsOfFile(file, () =>
    createInferencePolicy({
      policyVersion: fields["policy_version"],
      modelDir: fields["model_dir"],
      modelSchemaHash: fields["model_schema_hash"],
      modelLabelSet: fields["model_label_set"],
      calibratorStoreDir: fields["calibrator_store_dir"],
      calibrationMethod: fields["calibration_method"],
      rejectThreshold: fields["reject_threshold"],
      perUserRejectThresholds: fields["per_user_reject_thresholds"],
      createdAt: fields["created_at"],
      source: fields["source"],
      gitCommit: fields["git_commit"],
      otherFields: otherFieldsOf(json as object),
      // What is of another kind is refused there.
    } as InferencePolicyParts),
  );
}

/** Each known key with whatever value it has. */
const policyShape = object<Record<string, unknown>>(
  Object.fromEntries(policyKeys.map((key) => [key, anything])),
);

function checkVersion(version: unknown, file: string): void {
  const number = typeof version === "string" ? Number(/^v(\d+)$/.exec(version)?.[1]) : NaN;
  if (!(number > 1)) return;
  const hint = "Upgrade the package. Nothing was loaded.";
  throw fileError("format-too-new", file, "policy_version", '"v1"', JSON.stringify(version), hint);
}

function otherFieldsOf(json: object): OtherField[] {
  const keys = Object.keys(json);
  const values = Object.entries(json);
  return values.flatMap(([name, value], i) =>
    policyKeys.includes(name) ? [] : [{ name, value: value as unknown, after: keys[i - 1] ?? null }],
  );
}
