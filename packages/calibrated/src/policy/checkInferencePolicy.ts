import { listNames } from "../data/listNames.ts";
import { CalibrationError } from "../errors.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import type { InferencePolicy } from "./inferencePolicy.ts";
import { finding, unreadable, type PolicyFinding, type PolicyFindingCode } from "./policyFinding.ts";
import { lastPart, leavesHome } from "./policyPaths.ts";

/** What a policy needs to know of a model bundle; in place of what could not be read, why. */
export interface ModelBundle {
  readonly schemaHash: string | CalibrationError;
  readonly labelSet: readonly string[] | CalibrationError;
}

/** What a policy is checked against; in place of what could not be read, why. */
export interface PolicySurroundings {
  readonly bundle: ModelBundle | CalibrationError;
  /** Null for a policy without a store. */
  readonly store: CalibratorStore | CalibrationError | null;
  /** What to call the files in findings; default their names inside the policy's home. */
  readonly files?: { readonly policy: string; readonly bundle: string; readonly store: string } | undefined;
}

/**
 * Everything that is wrong with a policy: whether the model bundle, the store and the policy belong together. Nothing
 * with a finding of severity "error" may be served.
 *
 * @returns all findings, none if the policy holds. Classes are compared as sets.
 *
 * @example
 * import { checkInferencePolicy, createInferencePolicy } from "calibrated";
 * const policy = createInferencePolicy({
 *   modelDir: "models/run1",
 *   modelSchemaHash: "3f2a9c41d07b",
 *   modelLabelSet: ["Build", "Write"],
 *   rejectThreshold: 0.55,
 * });
 * const bundle = { schemaHash: "another", labelSet: ["Write", "Build"] };
 * const findings = checkInferencePolicy(policy, { bundle, store: null });
 * findings.map(({ code, severity }) => `${severity} ${code}`); // => ["error bundle-schema-hash"]
 */
export function checkInferencePolicy(
  policy: InferencePolicy,
  surroundings: PolicySurroundings,
): PolicyFinding[] {
  const { bundle, store, files = filesOf(policy) } = surroundings;
  return [
    ...checkPaths(policy, files.policy),
    ...unreadableParts(surroundings),
    ...(bundle instanceof CalibrationError ? [] : checkBundle(policy, bundle, files.bundle)),
    ...(store instanceof CalibrationError
      ? []
      : store === null
        ? checkIdentity(policy, files.policy)
        : checkStore(policy, store, files.store)),
  ];
}

/** What could not be read, whatever the policy says. */
export function unreadableParts({ bundle, store }: PolicySurroundings): PolicyFinding[] {
  const ofBundle = bundle instanceof CalibrationError ? [bundle] : [bundle.schemaHash, bundle.labelSet];
  return [...ofBundle.flatMap((part) => unreadable("bundle", part)), ...unreadable("store", store)];
}

type Files = NonNullable<PolicySurroundings["files"]>;

function filesOf({ modelDir, calibratorStoreDir }: InferencePolicy): Files {
  return {
    policy: "inference_policy.json",
    bundle: `${modelDir}/metadata.json`,
    store: `${calibratorStoreDir}/store.json`,
  };
}

function checkPaths({ modelDir, calibratorStoreDir }: InferencePolicy, file: string): PolicyFinding[] {
  const paths = [
    ["model_dir", modelDir],
    ["calibrator_store_dir", calibratorStoreDir],
  ] as const;
  return paths.flatMap(([field, path]) =>
    path === null || !leavesHome(path)
      ? []
      : finding("path-outside", "warning", {
          problem: "A path of the policy leads out of its home",
          expected: "a path inside the parent of the policy's folder, and relative to it",
          found: JSON.stringify(path),
          field,
          file,
        }),
  );
}

function checkBundle(
  policy: InferencePolicy,
  { schemaHash, labelSet }: ModelBundle,
  file: string,
): PolicyFinding[] {
  const isOtherHash = typeof schemaHash === "string" && schemaHash !== policy.modelSchemaHash;
  const hash = { ...otherSchemaHash(policy, schemaHash), field: "schema_hash", file };
  return [
    ...(isOtherHash ? finding("bundle-schema-hash", "error", hash) : []),
    ...(labelSet instanceof CalibrationError
      ? []
      : checkClasses("bundle-label-set", policy, labelSet, { field: "label_set", file })),
  ];
}

function checkStore(policy: InferencePolicy, store: CalibratorStore, file: string): PolicyFinding[] {
  const { modelSchemaHash, modelBundleId, classes, method } = store;
  const isOtherHash = modelSchemaHash !== null && modelSchemaHash !== policy.modelSchemaHash;
  const hash = { ...otherSchemaHash(policy, modelSchemaHash), field: "model_schema_hash", file };
  const isOtherMethod = policy.calibrationMethod !== null && policy.calibrationMethod !== method;
  const bundleId = lastPart(policy.modelDir);
  return [
    ...(isOtherHash ? finding("store-schema-hash", "error", hash) : []),
    ...(classes === null
      ? checkClassCount(policy, store, file)
      : checkClasses("store-classes", policy, classes, { field: "classes", file })),
    ...(isOtherMethod
      ? finding("store-method", "error", {
          problem: "The policy is for a store of another method",
          expected: `the policy's calibration method ${JSON.stringify(policy.calibrationMethod)}`,
          found: JSON.stringify(method),
          field: "method",
          file,
        })
      : []),
    ...(modelBundleId === null || modelBundleId === bundleId
      ? []
      : finding("store-bundle-id", "warning", {
          problem: "The store was fitted for a model bundle of another name",
          expected: `${JSON.stringify(bundleId)}, the last part of the policy's model_dir`,
          found: JSON.stringify(modelBundleId),
          field: "model_bundle_id",
          file,
        })),
  ];
}

/** Without a store nothing is calibrated, so a policy that names a method has lost its store. */
function checkIdentity({ calibrationMethod }: InferencePolicy, file: string): PolicyFinding[] {
  if (calibrationMethod === null || calibrationMethod === "identity") return [];
  return finding("store-method", "error", {
    problem: "The policy names a calibration method, but no store",
    expected: "a calibrator_store_dir, or no method",
    found: JSON.stringify(calibrationMethod),
    field: "calibration_method",
    file,
  });
}

function otherSchemaHash(
  { modelSchemaHash }: InferencePolicy,
  found: unknown,
): { readonly problem: string; readonly expected: string; readonly found: string } {
  return {
    problem: "The policy is for another model schema",
    expected: `the policy's schema hash ${JSON.stringify(modelSchemaHash)}`,
    found: JSON.stringify(found),
  };
}

function checkClasses(
  code: PolicyFindingCode,
  { modelLabelSet }: InferencePolicy,
  classes: readonly string[],
  where: { readonly field: string; readonly file: string },
): PolicyFinding[] {
  const [known, given] = [new Set(modelLabelSet), new Set(classes)];
  const missing = modelLabelSet.filter((name) => !given.has(name));
  const extra = [...given].filter((name) => !known.has(name));
  if (missing.length === 0 && extra.length === 0) return [];
  const parts = [
    ...(missing.length > 0 ? [`no ${listNames(missing)}`] : []),
    ...(extra.length > 0 ? [`${listNames(extra)} beside them`] : []),
  ];
  return finding(code, "error", {
    problem: "The policy is for other classes",
    expected: `the policy's classes ${listNames(modelLabelSet)}`,
    found: parts.join(", and "),
    ...where,
  });
}

/** A store that names no classes may still know how many there are. */
function checkClassCount(
  { modelLabelSet }: InferencePolicy,
  { globalCalibrator, userCalibrators }: CalibratorStore,
  file: string,
): PolicyFinding[] {
  const counts = [globalCalibrator, ...userCalibrators.values()].map((calibrator) =>
    "classCount" in calibrator ? calibrator.classCount : null,
  );
  const other = counts.find((count) => typeof count === "number" && count !== modelLabelSet.length) as
    number | undefined;
  if (other === undefined) return [];
  return finding("store-classes", "error", {
    problem: "The policy is for another number of classes",
    expected: `${modelLabelSet.length}, as the policy has`,
    found: `calibrators for ${other}`,
    file,
  });
}
