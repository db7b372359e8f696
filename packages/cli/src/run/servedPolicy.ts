import { realpath } from "node:fs/promises";
import { resolve } from "node:path";

import { CalibratorStore, IdentityCalibrator, rejectThresholds, type InferencePolicy } from "calibrated";
import { loadCalibratorStore, loadServedPolicy } from "calibrated/io";

import type { ApplyFlags } from "../commands/applyCommand.ts";
import { warn, type Context } from "../context.ts";
import { count, counted } from "../terminal/textTable.ts";
import { UsageError } from "../usageError.ts";
import { fallbackOf, type RowCounts } from "./serving.ts";

type ServingFlags = Pick<ApplyFlags, "store" | "policy" | "threshold" | "classes" | "onMissingUser">;

interface Serving {
  readonly store: CalibratorStore;
  readonly policy: InferencePolicy | null;
  /** How many listed users had no file, and fall back to the global calibrator. */
  readonly missingUsers: number;
}

/** What serves: the store of --store or of --policy, and the policy if there is one. */
export async function loadServing(context: Context, flags: ServingFlags): Promise<Serving> {
  const { options, missingUsers } = fallbackOf(context, flags);
  if (flags.policy === undefined) {
    if (flags.store === undefined) throw new UsageError("Expected --store or --policy, but found neither.");
    const store = await loadCalibratorStore(flags.store, options);
    return { store, policy: null, missingUsers: missingUsers() };
  }
  if (flags.threshold !== undefined) {
    throw new UsageError("Expected the thresholds of --policy or a --threshold, but found both.");
  }
  const { policy, store, storeDir, findings } = await loadServedPolicy(flags.policy, options);
  if (flags.store !== undefined) await checkSameFolder(flags.store, storeDir);
  for (const { message } of findings) warn(context, message);
  return { policy, store: store ?? uncalibrated, missingUsers: missingUsers() };
}

/** The thresholds of the decisions: one per row from a policy, else the one of --threshold or none. */
export function thresholdsOf(
  policy: InferencePolicy | null,
  { threshold = 0 }: Pick<ServingFlags, "threshold">,
  userIds: readonly (string | null)[],
): number | Float64Array {
  return policy === null ? threshold : rejectThresholds(policy, userIds);
}

/** Tells of rows that no threshold of a user's own can be for. */
export function warnOfThresholds(
  context: Context,
  policy: InferencePolicy | null,
  { rows: rowCount, rowsWithoutUser: nobody }: Pick<RowCounts, "rows" | "rowsWithoutUser">,
): void {
  if (nobody === 0 || policy === null || !policy.perUserRejectThresholds?.size) return;
  const rows = `${count(nobody)} of ${counted(rowCount, "row")} ${nobody === 1 ? "has" : "have"} no user`;
  warn(
    context,
    `${rows}: the policy's threshold ${policy.rejectThreshold} decides, not one of a user's own.`,
  );
}

/** A policy without a store serves the model's own probabilities. */
const uncalibrated = new CalibratorStore({ globalCalibrator: new IdentityCalibrator(), method: "identity" });

async function checkSameFolder(store: string, ofPolicy: string | null): Promise<void> {
  if (ofPolicy !== null && (await realPath(store)) === (await realPath(ofPolicy))) return;
  const found = ofPolicy === null ? "a policy without a store" : `the policy's store ${ofPolicy}`;
  throw new UsageError(
    `Expected --store and --policy to name the same store, but found ${store} and ${found}.`,
  );
}

async function realPath(path: string): Promise<string> {
  return await realpath(path).catch(() => resolve(path));
}
