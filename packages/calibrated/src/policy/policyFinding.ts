import { CalibrationError, sentence, type ErrorDetails, type Finding } from "../errors.ts";

/**
 * What can be wrong with a policy. A code never changes its meaning.
 *
 * - `bundle-missing`: there is no bundle, or no `metadata.json` in it.
 * - `bundle-unreadable`: its `metadata.json` is broken, or a field of it.
 * - `bundle-schema-hash`: the bundle has another schema hash than the policy.
 * - `bundle-label-set`: the bundle has other classes than the policy.
 * - `store-missing`: there is no store.
 * - `store-unreadable`: the store is broken.
 * - `store-schema-hash`: the store was fitted for another schema hash than the policy's.
 * - `store-classes`: the store was fitted for other classes than the policy's.
 * - `store-method`: the store was fitted by another method than the policy says.
 * - `store-bundle-id` (warning): the store was fitted for a bundle of another name.
 * - `path-outside` (warning): a path is absolute or leads out of the policy's home.
 */
export type PolicyFindingCode =
  | "bundle-missing"
  | "bundle-unreadable"
  | "bundle-schema-hash"
  | "bundle-label-set"
  | "store-missing"
  | "store-unreadable"
  | "store-schema-hash"
  | "store-classes"
  | "store-method"
  | "store-bundle-id"
  | "path-outside";

/** One thing that is wrong with a policy, or a person should know of. */
export interface PolicyFinding extends Finding {
  readonly code: PolicyFindingCode;
}

/** A finding in a list, to be put together with others. */
export function finding(
  code: PolicyFindingCode,
  severity: "error" | "warning",
  details: ErrorDetails,
): PolicyFinding[] {
  return [{ code, severity, message: sentence(details), details }];
}

/** The finding that a part could not be read; none if it could. */
export function unreadable(what: "bundle" | "store", part: unknown): PolicyFinding[] {
  if (!(part instanceof CalibrationError)) return [];
  // A store without one of its other files is there, and broken.
  const { code, details } = part;
  const isMissing =
    code === "not-found" && (what === "bundle" || details.file?.endsWith("store.json") !== false);
  return finding(isMissing ? `${what}-missing` : `${what}-unreadable`, "error", details);
}
