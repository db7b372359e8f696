import type { RejectGoal, RejectTuning } from "calibrated";

import { count, counted } from "../terminal/textTable.ts";
import { boundPercent, exactPercent, percent } from "./percent.ts";

/** The threshold and what it does, in sentences. */
export function chosenInWords(tuning: RejectTuning, goal: RejectGoal): string {
  const from = tuning.threshold === 0 ? "Accept every row" : `Accept from ${tuning.threshold}`;
  return `${from}${whoseInWords(tuning)}: ${reason(tuning, goal)}`;
}

function whoseInWords({ perUser }: RejectTuning): string {
  if (perUser === null || perUser.own === 0) return "";
  return perUser.commonTunedOn === "rest"
    ? ", for the users without a threshold of their own"
    : ", for users other than these";
}

function reason(tuning: RejectTuning, goal: RejectGoal): string {
  const accepted = acceptedInWords(tuning);
  if (goal.goal === "risk") return riskInWords(tuning, accepted);
  if (goal.goal === "accuracy") {
    return (
      `the most accurate of ${counted(tuning.curve.length, "threshold")} that ${rangeInWords(goal)}; ${accepted}.\n` +
      "It is the best of several on these very rows, so that new rows will be wrong a little more often. Nothing is guaranteed; --goal risk guarantees a risk."
    );
  }
  if (goal.goal === "cost") return costInWords(tuning, goal, accepted);
  if (goal.goal === "budget") return budgetInWords(tuning, accepted);
  return `the highest threshold that accepts at least ${exactPercent(goal.minCoverage)} of the rows; ${accepted}.`;
}

function riskInWords({ guarantee }: RejectTuning, accepted: string): string {
  const { maxRisk, confidence } = guarantee!;
  return `of the rows accepted at most ${exactPercent(maxRisk)} are wrong, with ${exactPercent(confidence)} confidence; ${accepted}.`;
}

/** Why there is no threshold, and how near the rows come. */
export function noneInWords(tuning: RejectTuning, goal: RejectGoal): string {
  const { rows, best, curve } = tuning;
  const whose = whoseInWords(tuning);
  const those = `the ${counted(rows, "row")} tuned on`;
  if (goal.goal === "accuracy") {
    return `No threshold${whose}: none of ${count(curve.length)} ${rangeInWords(goal, "rejects")} of ${those}.`;
  }
  if (goal.goal !== "risk") return `No threshold${whose} meets the goal on ${those}.`;
  const { maxRisk, confidence = 0.95 } = goal;
  const nearest =
    best === null
      ? `${those} are all less confident than any threshold tried`
      : `the least that ${those} can certify is ${boundPercent(best.riskUpperBound)}, from ${best.threshold}`;
  return `No threshold certifies this${whose}: that at most ${exactPercent(maxRisk)} of the rows accepted are wrong, with ${exactPercent(confidence)} confidence; ${nearest}.`;
}

function acceptedInWords({ rows, coverage, risk }: RejectTuning): string {
  const wrong = risk === null ? "" : ` (${percent(risk)} of them wrong)`;
  return `${percent(coverage!)} of the ${counted(rows, "row")} tuned on are accepted${wrong}`;
}

function rangeInWords(
  { minRejectRate, maxRejectRate }: RejectGoal & { readonly goal: "accuracy" },
  verb = "reject",
): string {
  return `${verb} between ${exactPercent(minRejectRate!)} and ${exactPercent(maxRejectRate!)}`;
}

function costInWords(
  { costs, rows }: RejectTuning,
  { rejectCost, wrongCost = 1 }: RejectGoal & { readonly goal: "cost" },
  accepted: string,
): string {
  const { meanCost, acceptAll, rejectAll, leastOnTheseRows } = costs!;
  return (
    `rejecting costs ${rejectCost} and an error ${wrongCost}, so that below 1 − ${rejectCost}/${wrongCost} rejecting is cheaper if the confidence is calibrated; ${accepted}.\n` +
    `On these ${counted(rows, "row")} it costs ${costPerRow(meanCost)} a row; accepting all costs ${costPerRow(acceptAll)}, rejecting all ${costPerRow(rejectAll)}. ` +
    `With hindsight ${leastOnTheseRows.threshold.toFixed(4)} would have cost ${costPerRow(leastOnTheseRows.meanCost)}; a wide gap tells of poor calibration.`
  );
}

function costPerRow(value: number): string {
  return value.toPrecision(4);
}

function budgetInWords({ budget }: RejectTuning, accepted: string): string {
  const { questionsPerDay, days, worstDay, meanPerDay, daysAbove } = budget!;
  return (
    `on none of ${counted(days, "UTC day")} more than ${count(questionsPerDay)} are rejected (${count(worstDay.rejected)} on ${worstDay.day}, the worst; ${count(Number(meanPerDay.toFixed(1)))} on average); ${accepted}.\n` +
    `With ${exactPercent(daysAbove.confidence)} confidence at most ${boundPercent(daysAbove.upperBound)} of the days to come are above that, if they are like these days and independent of them.`
  );
}
