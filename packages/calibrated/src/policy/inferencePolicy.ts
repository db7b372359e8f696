import { checkOptions } from "../data/checkOptions.ts";
import { compareCodePoints } from "../data/compareCodePoints.ts";
import { CalibrationError } from "../errors.ts";

/** A key of a policy's file that this library does not know, and keeps. */
export interface OtherField {
  readonly name: string;
  /** Any JSON value. */
  readonly value: unknown;
  /** The key that stands before it in the file, null for the first one; without it, it goes to the end. */
  readonly after?: string | null | undefined;
}

/**
 * Binds a model bundle, a calibrator store and reject thresholds that belong together. Paths are relative to the
 * policy's home, the parent of the folder that holds the policy's file, with "/" between parts.
 */
export interface InferencePolicy {
  readonly policyVersion: "v1";
  /** The folder of the model bundle, with its `metadata.json`. */
  readonly modelDir: string;
  readonly modelSchemaHash: string;
  /** The classes, sorted by code point. */
  readonly modelLabelSet: readonly string[];
  /** The folder of the store; null for none: the model's probabilities are used as they are. */
  readonly calibratorStoreDir: string | null;
  readonly calibrationMethod: string | null;
  /** From 0 to 1; a row is rejected if its confidence is below. */
  readonly rejectThreshold: number;
  /** By user id, for users whose threshold is another; null for none. */
  readonly perUserRejectThresholds: ReadonlyMap<string, number> | null;
  /** ISO-8601, or null if unknown. */
  readonly createdAt: string | null;
  /** Who or what made it, such as "manual" or "tune-reject". */
  readonly source: string;
  /** Empty if unknown. */
  readonly gitCommit: string;
  readonly otherFields: readonly OtherField[];
}

/** What a policy is made of; a policy itself will do, with some of its parts replaced. */
export interface InferencePolicyParts {
  readonly policyVersion?: "v1" | undefined;
  readonly modelDir: string;
  readonly modelSchemaHash: string;
  /** Each class once, in any order. */
  readonly modelLabelSet: readonly string[];
  /** Default null. */
  readonly calibratorStoreDir?: string | null | undefined;
  /** Default null. */
  readonly calibrationMethod?: string | null | undefined;
  readonly rejectThreshold: number;
  /** Default null. */
  readonly perUserRejectThresholds?:
    ReadonlyMap<string, number> | Readonly<Record<string, number>> | null | undefined;
  /** Default null. */
  readonly createdAt?: string | null | undefined;
  /** Default "manual". */
  readonly source?: string | undefined;
  /** Default "". */
  readonly gitCommit?: string | undefined;
  /** Default none. */
  readonly otherFields?: readonly OtherField[] | undefined;
}

/**
 * A checked and frozen policy. Whether model, store and policy fit each other is another question, see
 * `checkInferencePolicy`.
 *
 * @throws CalibrationError `invalid-option` naming the part: a threshold outside 0 to 1, an empty path or hash, another
 *   kind of value, an unknown part; `invalid-classes` for a label set that is empty or repeats a class.
 *
 * @example
 * import { createInferencePolicy } from "calibrated";
 * const policy = createInferencePolicy({
 *   modelDir: "models/run1",
 *   modelSchemaHash: "3f2a9c41d07b",
 *   modelLabelSet: ["Write", "Build"],
 *   rejectThreshold: 0.55,
 *   perUserRejectThresholds: { alice: 0.7 },
 * });
 * policy.modelLabelSet; // => ["Build", "Write"]
 * policy.perUserRejectThresholds?.get("alice"); // => 0.7
 * policy.calibratorStoreDir; // => null
 */
export function createInferencePolicy(parts: InferencePolicyParts): InferencePolicy {
  checkOptions(parts, partNames);
  const { policyVersion = "v1", perUserRejectThresholds = null, source = "manual", gitCommit = "" } = parts;
  if (policyVersion !== "v1") throw invalidPart("policyVersion", '"v1"', policyVersion);
  return Object.freeze({
    policyVersion,
    modelDir: filledText("modelDir", parts.modelDir),
    modelSchemaHash: filledText("modelSchemaHash", parts.modelSchemaHash),
    modelLabelSet: labelSet(parts.modelLabelSet),
    calibratorStoreDir: orNull("calibratorStoreDir", parts.calibratorStoreDir, filledText),
    calibrationMethod: orNull("calibrationMethod", parts.calibrationMethod, text),
    rejectThreshold: threshold("rejectThreshold", parts.rejectThreshold),
    perUserRejectThresholds:
      perUserRejectThresholds === null ? null : thresholdsByUser(perUserRejectThresholds),
    createdAt: orNull("createdAt", parts.createdAt, text),
    source: text("source", source),
    gitCommit: text("gitCommit", gitCommit),
    otherFields: otherFields(parts.otherFields ?? []),
  });
}

/** The keys of the file that this library knows, in the order it writes them. */
export const policyKeys: readonly string[] = [
  "policy_version",
  "model_dir",
  "model_schema_hash",
  "model_label_set",
  "calibrator_store_dir",
  "calibration_method",
  "reject_threshold",
  "per_user_reject_thresholds",
  "created_at",
  "source",
  "git_commit",
];

const partNames = [
  ...policyKeys.map((key) => key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())),
  "otherFields",
];

function text(field: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw invalidPart(field, "a text", value);
}

function filledText(field: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw invalidPart(field, "a text that is not empty", value);
}

function orNull(
  field: string,
  value: unknown,
  check: (field: string, value: unknown) => string,
): string | null {
  return value === null || value === undefined ? null : check(field, value);
}

function threshold(field: string, value: unknown): number {
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw invalidPart(field, "a number from 0 to 1", value);
}

function thresholdsByUser(
  thresholds: NonNullable<InferencePolicyParts["perUserRejectThresholds"]>,
): ReadonlyMap<string, number> {
  const field = "perUserRejectThresholds";
  if (typeof thresholds !== "object" || Array.isArray(thresholds)) {
    throw invalidPart(field, "thresholds by user id", thresholds);
  }
  const entries: [string, number][] =
    Symbol.iterator in thresholds ? [...thresholds] : Object.entries(thresholds);
  for (const [userId, value] of entries) {
    threshold(`${field}[${JSON.stringify(text(field, userId))}]`, value);
  }
  return new Map(entries.sort(([a], [b]) => compareCodePoints(a, b)));
}

function labelSet(classes: readonly string[]): readonly string[] {
  if (!Array.isArray(classes)) throw invalidLabelSet(inBrief(classes));
  if (classes.length === 0) throw invalidLabelSet("none");
  const sorted = classes.map((name, i) => text(`modelLabelSet[${i}]`, name)).sort(compareCodePoints);
  const repeated = sorted.find((name, i) => name === sorted[i - 1]);
  if (repeated !== undefined) throw invalidLabelSet(`${JSON.stringify(repeated)} twice`);
  return Object.freeze(sorted);
}

function invalidLabelSet(found: string): CalibrationError {
  const expected = "a list of classes, at least one and each once";
  const problem = "Invalid inference policy";
  return new CalibrationError("invalid-classes", { problem, expected, found, field: "modelLabelSet" });
}

function otherFields(fields: readonly OtherField[]): readonly OtherField[] {
  const names = new Set(policyKeys);
  const kept = fields.map(({ name, value, after }, i) => {
    const field = `otherFields[${i}]`;
    if (names.has(text(`${field}.name`, name))) {
      throw invalidPart(`${field}.name`, "a key that is no other's", name);
    }
    names.add(name);
    return Object.freeze({
      name,
      value: frozenJson(value, `${field}.value`),
      ...(after !== undefined && { after }),
    });
  });
  return Object.freeze(kept);
}

/** A copy that nobody can change, so that a policy stays what was checked. */
function frozenJson(value: unknown, field: string): unknown {
  try {
    return JSON.parse(JSON.stringify(value), (_key, inner: unknown) => Object.freeze(inner));
  } catch {
    throw invalidPart(field, "a JSON value", value);
  }
}

function invalidPart(field: string, expected: string, found: unknown): CalibrationError {
  const problem = "Invalid inference policy";
  return new CalibrationError("invalid-option", { problem, expected, found: inBrief(found), field });
}

function inBrief(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");
}
