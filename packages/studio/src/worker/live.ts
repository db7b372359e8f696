import {
  accuracy,
  CalibratorStore,
  corpReliability,
  meanConfidence,
  nll,
  PredictionTable,
  reliability,
  riskCoverageCurve,
  rowsOfUser,
  TemperatureCalibrator,
  type CorpReliability,
  type ReliabilityBin,
  type RiskCoveragePoint,
} from "calibrated";

/** A reliability diagram of rows. */
interface ReliabilityView {
  readonly corp: CorpReliability;
  readonly bins: readonly ReliabilityBin[];
  readonly density: readonly ReliabilityBin[];
}

/** What moves while somebody drags the temperature. */
export interface TemperatureView extends ReliabilityView {
  readonly temperature: number;
  readonly nll: number;
  readonly accuracy: number;
  readonly meanConfidence: number;
}

/** The rows as one temperature for all would serve them. */
export function temperatureView(table: PredictionTable, temperature: number): TemperatureView {
  const store = new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(temperature) });
  const served = servedTable(table, store);
  return {
    temperature,
    nll: nll(served),
    accuracy: accuracy(served),
    meanConfidence: meanConfidence(served),
    // A band would take many draws, and the eye is on the curve.
    corp: { ...corpReliability(served, { replicates: 1 }), band: [] },
    bins: reliability(served),
    density: reliability(served, { bins: 40 }),
  };
}

/** A user's rows, before and after. */
export interface UserView {
  readonly raw: ReliabilityView;
  readonly calibrated: ReliabilityView;
}

export function userView(table: PredictionTable, userId: string, store: CalibratorStore): UserView {
  const own = rowsOfUser(table, userId);
  return { raw: reliabilityView(own), calibrated: reliabilityView(servedTable(own, store)) };
}

function reliabilityView(table: PredictionTable): ReliabilityView {
  return {
    corp: corpReliability(table),
    bins: reliability(table),
    density: reliability(table, { bins: 40 }),
  };
}

/** The rows as the store serves them. */
export function servedTable(table: PredictionTable, store: CalibratorStore): PredictionTable {
  const { classes, labels, weights, userIds, timestamps, rowCount } = table;
  const nobody = (): null[] => Array.from<null>({ length: rowCount }).fill(null);
  const probabilities = store.calibrateBatch(table.probabilities, userIds ?? nobody());
  return new PredictionTable({
    probabilities,
    classes,
    labels,
    weights,
    userIds,
    timestamps,
    memory: "take",
  });
}

/** What a threshold does to served rows. */
export interface ThresholdView {
  readonly threshold: number;
  readonly coverage: number;
  /** Null if nothing is accepted. */
  readonly risk: number | null;
}

/** Looks thresholds up in the risk–coverage curve of rows. */
export class ThresholdViews {
  readonly #curve: readonly RiskCoveragePoint[];

  constructor(served: PredictionTable) {
    this.#curve = riskCoverageCurve(served);
  }

  at(threshold: number): ThresholdView {
    // The last point whose rows are all accepted; thresholds fall along the curve.
    let [low, high] = [0, this.#curve.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#curve[middle]!.threshold >= threshold) low = middle + 1;
      else high = middle;
    }
    const point = this.#curve[low - 1];
    return { threshold, coverage: point?.coverage ?? 0, risk: point?.risk ?? null };
  }
}
