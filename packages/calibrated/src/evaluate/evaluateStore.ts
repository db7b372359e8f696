import { compareCodePoints } from "../data/compareCodePoints.ts";
import { groupByUser } from "../data/groupByUser.ts";
import { countingRows, labelledRows, takeLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import { checkClassNames, servedRows } from "../store/servedRows.ts";
import { accuracyOf } from "./accuracy.ts";
import { brierScoreOf } from "./brierScore.ts";
import { nllOf } from "./nll.ts";
import { defaultBins, reliabilityOf, type ReliabilityBin } from "./reliability.ts";
import { topLabelEceOf, type TopLabelEce } from "./topLabelEce.ts";

/** The scores of one set of rows. */
export interface Scores {
  readonly accuracy: number;
  /** Nats, ≥ 0. */
  readonly nll: number;
  /** From 0 to 2. */
  readonly brierScore: number;
  readonly topLabelEce: TopLabelEce;
}

/** One user's rows, raw and as the store serves them. */
export interface UserEvaluation {
  readonly userId: string;
  readonly rows: number;
  /** Which calibrator served: the user's own, the global one, or none because no store was given. */
  readonly calibrator: "own" | "global" | "none";
  readonly raw: Scores;
  readonly calibrated: Scores | null;
}

/** Raw against calibrated, on the same rows. */
export interface Evaluation {
  /** How many rows have a weight above 0; the weights themselves count in the scores. */
  readonly rows: number;
  readonly users: number;
  readonly classes: readonly string[];
  readonly raw: Scores;
  /** Null without a store. */
  readonly calibrated: Scores | null;
  /** Sorted by user id; empty without user ids. */
  readonly perUser: readonly UserEvaluation[];
  readonly reliability: {
    readonly raw: readonly ReliabilityBin[];
    readonly calibrated: readonly ReliabilityBin[] | null;
  };
}

/**
 * Scores raw and calibrated probabilities on labelled rows, together and per user. Judge on rows the store was not
 * fitted on.
 *
 * @param table - probabilities, labels and, for the per-user part, user ids.
 * @param store - what serves the rows, or null to score the raw probabilities only.
 * @throws CalibrationError `missing-column`, `no-rows`, `wrong-class-count`, `invalid-classes` if the table
 *   names other classes than the store or the same in another order, and those of {@link PredictionTable}.
 *
 * @example
 * import { CalibratorStore, evaluateStore, TemperatureCalibrator } from "calibrated";
 * const store = new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(2) });
 * const table = { probabilities: [[0.9, 0.1], [0.9, 0.1]], labels: [0, 1] };
 * const { raw, calibrated } = evaluateStore(table, store);
 * raw.nll; // => 1.203972804
 * calibrated!.nll; // => 0.836988216
 */
export function evaluateStore(
  table: PredictionColumns | PredictionTable,
  store: CalibratorStore | null = null,
): Evaluation {
  const checked = asTable(table);
  if (store !== null) checkClassNames(checked, store);
  const counting = countingRows(checked);
  const raw = labelledRows(checked);
  const userIds = checked.userIds && counting.map((row) => checked.userIds![row]!);
  const calibrated = store && servedRows(raw, userIds, store);
  const groups = [...groupByUser(userIds ?? [])].filter(
    (group): group is [string, number[]] => group[0] !== null,
  );
  const perUser = groups
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([userId, rows]): UserEvaluation => {
      const calibrator = store === null ? "none" : store.userCalibrators.has(userId) ? "own" : "global";
      return {
        userId,
        rows: rows.length,
        calibrator,
        raw: scores(takeLabelledRows(raw, rows)),
        calibrated: calibrated && scores(takeLabelledRows(calibrated, rows)),
      };
    });
  return {
    rows: counting.length,
    users: perUser.length,
    classes: checked.classes,
    raw: scores(raw),
    calibrated: calibrated && scores(calibrated),
    perUser,
    reliability: {
      raw: reliabilityOf(raw, defaultBins),
      calibrated: calibrated && reliabilityOf(calibrated, defaultBins),
    },
  };
}

function scores(rows: LabelledRows): Scores {
  return {
    accuracy: accuracyOf(rows),
    nll: nllOf(rows),
    brierScore: brierScoreOf(rows),
    topLabelEce: topLabelEceOf(rows),
  };
}
