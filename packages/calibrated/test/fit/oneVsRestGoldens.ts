import type { BetaMap } from "../../src/calibrator/betaCalibrator.ts";
import type { HistogramMapLike } from "../../src/calibrator/histogramMap.ts";
import type { PlattMap } from "../../src/calibrator/plattCalibrator.ts";
import { golden } from "../golden/goldens.ts";

export interface OneVsRestCase {
  readonly name: string;
  readonly probabilities: number[][];
  readonly labels: number[];
  readonly weights: number[] | null;
  readonly beta: (BetaMap | null)[];
  /** The first rows, calibrated. */
  readonly betaRows: number[][];
  readonly platt: (PlattMap | null)[];
  readonly plattRows: number[][];
  /** Of 15 bins without pseudo-rows. */
  readonly histogram: ({
    readonly equalMass: HistogramMapLike;
    readonly equalWidth: HistogramMapLike;
  } | null)[];
}

export const { cases: oneVsRestCases } = golden<{ cases: OneVsRestCase[] }>("oneVsRest.json");
