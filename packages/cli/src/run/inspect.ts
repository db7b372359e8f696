import { encodeCalibrator, type CalibratorStore, type StoreEvidence } from "calibrated";
import { loadCalibratorStore, loadStoreEvidence } from "calibrated/io";
import { describeCalibrator, globalEvidenceInWords, servingInWords } from "calibrated/report";

import type { InspectFlags } from "../commands/inspectCommand.ts";
import { print, printJson, type Context } from "../context.ts";
import { count, counted, printable, textTable, userInWords } from "../terminal/textTable.ts";
import { triedInWords } from "./triedInWords.ts";

/** `calibrated inspect`: what a store holds, or which calibrator a user gets and why. */
export async function inspect(this: Context, flags: InspectFlags, dir: string): Promise<void> {
  const store = await loadCalibratorStore(dir);
  const evidence = await loadStoreEvidence(dir);
  if (flags.user !== undefined) {
    const found = serving(store, evidence, flags.user);
    if (flags.json) printJson(this, found);
    else
      print(
        this,
        `${userInWords(flags.user)}: ${describeCalibrator(store.getCalibrator(flags.user))}. ${found.why}`,
      );
    return;
  }
  if (flags.json) printJson(this, storeJson(store, evidence, dir));
  else print(this, storeInWords(store, evidence, dir));
}

function serving(
  store: CalibratorStore,
  evidence: StoreEvidence | null,
  userId: string,
): { readonly why: string; readonly [key: string]: unknown } {
  const isOwn = store.userCalibrators.has(userId);
  const adoption = evidence?.users.get(userId) ?? null;
  const why = servingInWords({
    isOwn,
    evidence: adoption,
    personalization: evidence?.personalization ?? null,
  });
  return {
    userId,
    calibrator: isOwn ? "own" : "global",
    why,
    evidence: adoption,
    parameters: encodeCalibrator(store.getCalibrator(userId)),
  };
}

function storeJson(store: CalibratorStore, evidence: StoreEvidence | null, dir: string): unknown {
  const { method, classes, modelBundleId, modelSchemaHash, createdAt, userIds } = store;
  return {
    store: dir,
    method,
    classes,
    modelBundleId,
    modelSchemaHash,
    createdAt,
    global: encodeCalibrator(store.globalCalibrator),
    evidence: evidence && { ...evidence, users: Object.fromEntries(evidence.users) },
    userCount: userIds.length,
    users: userIds.map((userId) => ({ userId, parameters: encodeCalibrator(store.getCalibrator(userId)) })),
  };
}

const listedUsers = 40;

function storeInWords(store: CalibratorStore, evidence: StoreEvidence | null, dir: string): string {
  const { userIds, classes } = store;
  const unknown = "not recorded";
  const facts = [
    ["method", store.method],
    ["classes", classes?.map(printable).join(", ") ?? unknown],
    ["model bundle", printable(store.modelBundleId ?? unknown)],
    ["model schema hash", printable(store.modelSchemaHash ?? unknown)],
    ["created at", printable(store.createdAt ?? unknown)],
    ["global", describeCalibrator(store.globalCalibrator)],
  ];
  if (evidence !== null) {
    facts.push(["personalization", `${evidence.personalization}, gate ${evidence.isGated ? "on" : "off"}`]);
    const tried = triedInWords(evidence);
    if (tried !== null) facts.push(["tried", tried]);
    if (evidence.global !== null) facts.push(["why global", globalEvidenceInWords(evidence.global)]);
    if (evidence.users.size > 0)
      facts.push([
        "users asked",
        `${count(evidence.users.size)}, of whom ${count(userIds.length)} have their own`,
      ]);
  }
  const lines = [`Store ${dir} with ${counted(userIds.length, "user")}`, "", textTable(facts)];
  if (userIds.length > 0) {
    const users = userIds.slice(0, listedUsers);
    const rows = users.map((userId) => [
      userInWords(userId),
      describeCalibrator(store.getCalibrator(userId)),
    ]);
    lines.push("", textTable([["user", "own calibrator"], ...rows]));
  }
  if (userIds.length > listedUsers)
    lines.push(`… and ${count(userIds.length - listedUsers)} more; --json lists all.`);
  return lines.join("\n");
}
