import type { InferencePolicy } from "calibrated";

import { count, printable, textTable, userInWords } from "../terminal/textTable.ts";

const listedUsers = 40;

/** The facts of a policy in aligned lines. */
export function policyInWords(policy: InferencePolicy): string {
  const { perUserRejectThresholds: perUser, otherFields } = policy;
  const facts = [
    ["version", policy.policyVersion],
    ["model", printable(policy.modelDir)],
    ["schema hash", printable(policy.modelSchemaHash)],
    ["classes", policy.modelLabelSet.map(printable).join(", ")],
    [
      "store",
      policy.calibratorStoreDir === null
        ? "none: nothing is calibrated"
        : printable(policy.calibratorStoreDir),
    ],
    ["method", printable(policy.calibrationMethod ?? "not recorded")],
    ["reject below", String(policy.rejectThreshold)],
    ["created at", printable(policy.createdAt ?? "not recorded")],
    ["source", printable(policy.source)],
    ["git commit", printable(policy.gitCommit === "" ? "not recorded" : policy.gitCommit)],
    ...(otherFields.length > 0
      ? [["other keys", otherFields.map(({ name }) => printable(name)).join(", ")]]
      : []),
  ];
  const lines = [textTable(facts)];
  if (perUser !== null && perUser.size > 0) {
    const rows = [...perUser]
      .slice(0, listedUsers)
      .map(([userId, threshold]) => [userInWords(userId), String(threshold)]);
    lines.push("", textTable([["user", "reject below"], ...rows]));
    if (perUser.size > listedUsers)
      lines.push(`… and ${count(perUser.size - listedUsers)} more; --json lists all.`);
  }
  return lines.join("\n");
}
