import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import type { RejectBudget } from "./budgetRule.ts";
import { checkNumber } from "./checkNumber.ts";
import { checkWholeWeights } from "./checkWholeWeights.ts";
import type { RejectCosts } from "./costRule.ts";
import { judgedRows } from "./judgedRows.ts";
import type { RejectCandidate } from "./rejectCandidates.ts";
import { ruleOf, type GoalChoice, type RejectGoal } from "./rejectGoal.ts";
import { outcomeOf } from "./rejectOutcome.ts";
import { riskGuarantee, type RiskGuarantee } from "./riskGuarantee.ts";
import type { SmallestRisk } from "./riskRule.ts";
import { tunePerUser, type PerUserTuning } from "./tunePerUser.ts";

/** A reject threshold and what is known of it. Plain data. */
export interface RejectTuning {
  readonly goal: RejectGoal["goal"];
  /** Whether a threshold meets the goal; "none" is a result to act on, there is no default. */
  readonly status: "chosen" | "none";
  /** Reject where confidence < threshold. With thresholds per user, the one of everybody else. */
  readonly threshold: number | null;
  /** Rows (weight) that this threshold was tuned on. */
  readonly rows: number;
  /** On these rows; null without a threshold. The risk is null as well if nothing is accepted. */
  readonly accepted: number | null;
  readonly coverage: number | null;
  readonly rejectRate: number | null;
  readonly risk: number | null;
  /** For the goal "risk", if a threshold is certified. */
  readonly guarantee: RiskGuarantee | null;
  /** For the goal "risk", if none is. */
  readonly best: SmallestRisk | null;
  /** For the goal "cost". */
  readonly costs: RejectCosts | null;
  /** For the goal "budget". */
  readonly budget: RejectBudget | null;
  readonly perUser: PerUserTuning | null;
  /** What could have been chosen, thresholds descending; of observed confidences about one per percent of coverage. */
  readonly curve: readonly RejectCandidate[];
}

/**
 * Chooses a reject threshold on labelled rows, each calibrated by the calibrator that will serve it. Rows are rejected
 * where confidence < threshold.
 *
 * - `{ goal: "risk", maxRisk }`: the lowest threshold whose accepted rows are certain to be wrong at most `maxRisk` of
 *   the time, by exact finite-sample tests, with a confidence of 95 %.
 * - `{ goal: "accuracy" }`: the most accurate one that rejects between 5 and 30 % of the rows. No guarantee: the best of
 *   many on these rows.
 * - `{ goal: "cost", rejectCost }`: Chow's threshold for what errors and rejected rows cost. Needs calibrated
 *   probabilities rather than tuning; the costs measured say how well they serve.
 * - `{ goal: "budget", questionsPerDay }`: the highest one that rejects no more than that on any UTC day.
 * - `{ goal: "coverage", minCoverage }`: the highest one that accepts that share.
 *
 * @param table - labelled rows that neither the model nor the store was fitted on; with user ids, and for a budget with
 *   timestamps. Read only. For a risk, weights must be whole and count as that many rows.
 * @param store - what will serve; null for raw probabilities.
 * @param options - the goal. With `perUser`, users of at least `minRows` rows (default 200) get the threshold their own
 *   rows give (a budget is then per such user), and the common one is tuned on the rest.
 * @throws CalibrationError `invalid-option`, `missing-column`, `no-rows`, `invalid-weights`, `invalid-classes`,
 *   `wrong-class-count`, and those of {@link PredictionTable}.
 *
 * Sources: Geifman & El-Yaniv, "Selective Classification for Deep Neural Networks", NeurIPS 2017; Angelopoulos et al.,
 * "Learn then Test", 2021; Bauer, "Multiple Testing in Clinical Trials", 1991.
 *
 * @example
 * import { tuneRejectThreshold } from "calibrated";
 * // 100 sure rows, all right, and 100 unsure ones, half of them wrong.
 * const probabilities = Array.from({ length: 200 }, (_, i) => (i < 100 ? [0.9, 0.1] : [0.6, 0.4]));
 * const labels = Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : i % 2));
 * const tuned = tuneRejectThreshold({ probabilities, labels }, null, { goal: "risk", maxRisk: 0.1 });
 * tuned.threshold; // => 0.61
 * tuned.coverage; // => 0.5
 * tuned.guarantee!.confidence; // => 0.95
 */
export function tuneRejectThreshold(
  table: PredictionColumns | PredictionTable,
  store: CalibratorStore | null,
  options: RejectGoal,
): RejectTuning {
  const rule = ruleOf(options);
  const checked = asTable(table);
  if (options.goal === "risk") checkWholeWeights(checked);
  const rows = judgedRows(checked, store);
  const minRows = minRowsOf(options);
  if (minRows === null) return tuningOf(options, rule(rows), null);
  const { common, perUser } = tunePerUser(rows, rule, minRows);
  return tuningOf(options, common, perUser);
}

/** Null if users get no thresholds of their own. */
function minRowsOf(options: RejectGoal): number | null {
  if (options.goal === "cost") return null;
  const { perUser = false, minRows = 200 } = options;
  checkNumber(
    minRows,
    "minRows",
    "a finite number that is not negative",
    (count) => count >= 0 && count < Infinity,
  );
  if (typeof perUser === "boolean") return perUser ? minRows : null;
  throw new CalibrationError("invalid-option", {
    problem: "Cannot tune the reject threshold",
    expected: "true or false",
    found: JSON.stringify(perUser),
    field: "perUser",
  });
}

function tuningOf({ goal }: RejectGoal, choice: GoalChoice, perUser: PerUserTuning | null): RejectTuning {
  const { threshold, curve, certificate, best = null, costs = null, budget = null } = choice;
  const outcome = outcomeOf([choice]);
  return {
    goal,
    status: threshold === null ? "none" : "chosen",
    threshold,
    rows: curve.total,
    accepted: outcome && outcome.accepted,
    coverage: outcome && outcome.coverage,
    rejectRate: outcome && outcome.rejectRate,
    risk: outcome && outcome.risk,
    guarantee: riskGuarantee(certificate, perUser?.commonTunedOn ?? "all"),
    best,
    costs,
    budget,
    perUser,
    curve: choice.candidates(),
  };
}
