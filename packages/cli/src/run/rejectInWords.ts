import type { PerUserTuning, RejectGoal, RejectTuning } from "calibrated";

import { count, counted, textTable, userInWords } from "../terminal/textTable.ts";
import { chosenInWords, noneInWords } from "./goalInWords.ts";
import { exactPercent, percent } from "./percent.ts";
import { riskCoverageTable } from "./riskCoverageTable.ts";

/** What was chosen, for whom it holds, and the curve it was chosen from. */
export function tuningInWords(tuning: RejectTuning, goal: RejectGoal, store: string | null): string {
  const { perUser } = tuning;
  const lines = [
    tuning.status === "none" ? noneInWords(tuning, goal) : chosenInWords(tuning, goal),
    ...guaranteeInWords(tuning),
  ];
  if (perUser !== null) lines.push("", ...usersInWords(perUser, goal));
  lines.push("", riskCoverageTable(tuning), "", basis(store));
  return lines.join("\n");
}

function guaranteeInWords({ guarantee, perUser }: RejectTuning): string[] {
  if (guarantee === null) return [];
  const who = guarantee.holdsFor === "rest" ? "these users" : "all users";
  const lines = [
    `This holds for the accepted rows of ${who} together, not for each user or each class by itself.`,
    `Assumed: ${guarantee.assumption}`,
  ];
  if (perUser !== null && perUser.own > 0) {
    const { confidence } = guarantee;
    lines.push(
      `A user's own threshold promises the same for that user alone, each by itself with ${exactPercent(confidence)} confidence: of many such promises some are broken.`,
    );
  }
  return lines;
}

function basis(store: string | null): string {
  const served =
    store === null
      ? "Tuned for the raw probabilities: no --store was given. Use rows that the model was not fitted on"
      : `Tuned for what the store ${store} serves. Use rows that neither the model nor the store was fitted on`;
  return `${served}; on others the numbers are too good.`;
}

const listedUsers = 40;

function usersInWords(perUser: PerUserTuning, { goal }: RejectGoal): string[] {
  const { users, own, minRows, outcome } = perUser;
  const withOwn = users.filter(({ status }) => status === "own");
  const tooFew = users.filter(({ status }) => status === "too-few-rows").length;
  const others = users.length - own - tooFew;
  const why = [
    ...(tooFew === 0 ? [] : [`${count(tooFew)} ${have(tooFew)} fewer than ${counted(minRows, "row")}`]),
    ...(others === 0
      ? []
      : [`the rows of ${count(others)} ${goal === "risk" ? "certify none" : "give none in the range"}`]),
  ];
  const facts = [
    `${count(own)} of ${counted(users.length, "user")} ${have(own)} a threshold of their own`,
    ...why,
  ];
  const lines = [`${facts.join("; ")}.`];
  if (outcome !== null) {
    const wrong = outcome.risk === null ? "" : `, ${percent(outcome.risk)} of them wrong`;
    lines.push(
      `Of all ${counted(outcome.rows, "row")} together ${percent(outcome.coverage)} are accepted${wrong}.`,
    );
  }
  if (own === 0) return lines;
  const rows = withOwn
    .slice(0, listedUsers)
    .map(({ userId, rows: total, threshold, outcome: served }) => [
      userInWords(userId),
      count(total),
      String(threshold),
      served === null ? "–" : percent(served.coverage),
      served === null || served.risk === null ? "–" : percent(served.risk),
    ]);
  lines.push("", textTable([["user", "rows", "threshold", "accepted", "wrong"], ...rows]));
  if (own > listedUsers) lines.push(`… and ${count(own - listedUsers)} more; --json lists all.`);
  return lines;
}

function have(users: number): string {
  return users === 1 ? "has" : "have";
}
